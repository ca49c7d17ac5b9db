"""The plan without a database: vocabulary, roles, ids, cleaning, merging, rules."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from geo.errors import UsageError
from plan.changes import check_change, own_changes, put_on_top
from plan.exchange.as_json import record_from_json, record_to_json
from plan.ids import id_from, new_code, new_id, normal_code, shown_code
from plan.merging import family_of, kept_one, merged_map
from plan.records import FINDING_COLUMNS, RECORDS, Action, Finding, Person, Session, field_names
from plan.roles import ROLES, NotAllowedError, may, require
from plan.rules import RecordFault, problems_of
from plan.taxonomy import default_taxonomy, load_taxonomy
from plan.text.cleaning import TITLE_LENGTH, clean_line, clean_record, clean_text, title_and_text
from tests import ROOT

WHO = Person("Ann", "planner")


def test_the_shipped_vocabulary_is_that_of_the_method() -> None:
    words = default_taxonomy()
    assert words.keys("dimensions") == ("social", "economic", "spatial", "civic", "digital")
    assert words.label("themes", "gentrification") == "Gentrification"
    assert words.next_statuses("finding", "proposed") == ("sense_checked", "merged", "retired")
    assert words.scale == (1, 5)
    for name in ("finding", "action"):
        known = set(words.keys(f"{name}_status"))
        assert {status for following in words.transitions[name].values() for status in following} <= known
        assert set(words.transitions[name]) == known


def test_a_town_renames_adds_and_switches_off(tmp_path: Path) -> None:
    (tmp_path / "taxonomy.toml").write_text(
        '[dimensions]\nspatial = "Getting about"\nfaith = "Faith"\ndigital = false\n[kinds]\nbarrier = "Obstacle"\n',
        encoding="utf-8",
    )
    words = load_taxonomy(tmp_path)
    assert words.labels("dimensions") == {
        "social": "Social", "economic": "Economic", "spatial": "Getting about", "civic": "Civic", "faith": "Faith",
    }  # fmt: skip
    assert words.label("kinds", "barrier") == "Obstacle"
    assert words.label("dimensions", "digital") == "digital"
    assert problems_of(Finding(title="x", dimensions=("faith",)), words) == []
    assert "'digital'" in problems_of(Finding(title="x", dimensions=("digital",)), words)[0]


def test_all_faults_of_a_town_s_vocabulary_are_named(tmp_path: Path) -> None:
    (tmp_path / "taxonomy.toml").write_text(
        '[colours]\nred = "Red"\n[kinds]\nwall = "Wall"\nbarrier = false\n[dimensions]\n"Bad Key" = "x"\n'
        'faith = "a; b"\n'
        "[finding_transitions]\nproposed = []\n",
        encoding="utf-8",
    )
    with pytest.raises(UsageError) as caught:
        load_taxonomy(tmp_path)
    for part in ("[colours]", "wall", "barrier", "'Bad Key'", "faith", "[finding_transitions]"):
        assert part in str(caught.value)
    (tmp_path / "taxonomy.toml").write_text("[dimensions", encoding="utf-8")
    with pytest.raises(UsageError, match="not a TOML file"):
        load_taxonomy(tmp_path)


def test_each_role_may_what_the_one_before_may_and_more() -> None:
    operations = ("read", "add", "vote", "edit", "moderate", "merge", "reopen", "correct", "erase", "build")
    allowed = [{operation for operation in operations if may(role, operation)} for role in ROLES]
    assert all(fewer < more for fewer, more in pairwise(allowed))
    assert allowed[0] == {"read"}
    assert allowed[1] == {"read", "add", "vote"}
    assert not any(may(role, "read") for role in ("", "root", "Planner"))
    with pytest.raises(NotAllowedError, match="Needed: planner"):
        require(Person("x", "facilitator"), "erase")


@given(st.integers(0, 2**40 - 1))
def test_a_code_is_read_however_it_is_typed(seed: int) -> None:
    code = id_from("", str(seed))[1:]
    for typed in (
        code.lower(),
        shown_code(code),
        f"  {code[:3]} {code[3:]} ",
        code.replace("0", "O").replace("1", "l"),
    ):
        assert normal_code(typed) == code


def test_codes_and_ids_do_not_repeat_and_hold_no_confusable_letters() -> None:
    codes = {new_code() for _ in range(5000)} | {new_id("F")[2:] for _ in range(5000)}
    assert len(codes) == 10_000
    assert not set("".join(codes)) & set("ILOU")
    # All bits are used: each sign takes every value somewhere.
    assert all(len({code[place] for code in codes}) == 32 for place in range(8))
    assert id_from("F", "a", "b") == id_from("F", "a", "b") != id_from("F", "ab", "")


@given(st.text())
def test_cleaning_is_done_once_and_leaves_writable_text(words: str) -> None:
    clean = clean_text(words)
    assert clean_text(clean) == clean
    assert clean_line(clean_line(words)) == clean_line(words)
    clean.encode("utf-8")
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in clean)
    kept = [sign for sign in words if sign.isprintable() and not sign.isspace()]
    assert [sign for sign in clean if sign.isprintable() and not sign.isspace()] == kept


@given(st.text(max_size=2000))
def test_a_sentence_becomes_a_title_and_nothing_is_lost(words: str) -> None:
    title, text = title_and_text(words)
    assert len(title) <= TITLE_LENGTH
    assert "\n" not in title
    if text:
        assert text == clean_text(words)
        assert clean_line(text).startswith(title.removesuffix("…"))
    else:
        assert title == clean_line(words)


def test_right_to_left_marks_and_emoji_stay() -> None:
    words = "\u202eשלום\u202c 🚌👨‍👩‍👧 ŵŷ"
    assert clean_record(Finding(title=words, groups=(words, ""))).groups == (words,)


def _findings(merges: dict[str, str]) -> list[Finding]:
    names = sorted({*merges, *merges.values()})
    return [
        Finding(id=name, status="merged" if name in merges else "proposed", merged_into=merges.get(name, ""))
        for name in names
    ]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")))
def test_families_of_merged_findings_part_them_all(merges: dict[str, str]) -> None:
    merges = {one: other for one, other in merges.items() if one < other}  # no circles, as the store allows none
    merged = merged_map(_findings(merges))
    names = {*merges, *merges.values()}
    families = {frozenset(family_of(name, merged)) for name in names}
    assert sum(len(family) for family in families) == len(names)
    for name in names:
        assert kept_one(name, merged) not in merged
        assert family_of(name, merged)[0] == kept_one(name, merged)


def test_a_circle_of_merges_does_not_hang() -> None:
    assert kept_one("a", {"a": "b", "b": "a"}) in ("a", "b")


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_has_defaults_and_becomes_json(kind: type) -> None:
    record = kind()
    assert record_from_json(kind, record_to_json(record)) == record
    assert {"id", "version", "created_by", "created_at", "updated_at"} <= set(field_names(kind))


def test_json_keeps_shapes_and_lists() -> None:
    shape = Polygon([(-3, 51.5), (-3, 51.6), (-2.9, 51.6)])
    one = Finding(title="x", geometry=shape, dimensions=("social",), groups=("a", "b"))
    assert record_from_json(Finding, record_to_json(one)) == one
    session = Session(agenda=({"part": "present", "title": "t", "minutes": 3},))
    assert record_from_json(Session, record_to_json(session)) == session


def test_the_contract_of_columns_holds() -> None:
    design = (
        "id,version,kind,title,text,status,level,dimensions,policy_spheres,sectors,themes,groups,method,session,area_id,"
        "lat,lon,geometry_wkt,suggestion_key,created_by,created_at,updated_at"
    )
    assert ",".join(FINDING_COLUMNS) == design
    assert set(FINDING_COLUMNS) - {"lat", "lon", "geometry_wkt"} <= {one.name for one in fields(Finding)}


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (Point(200, 51), "degrees"),
        (Point(), "no points"),
        (Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), "not valid"),
        (LineString([(n / 1000, 51) for n in range(501)]), "at most 500"),
        (Point(-3, 51, 4), "heights"),
    ],
)
def test_a_place_that_cannot_be_is_refused(geometry: object, words: str) -> None:
    assert words in " ".join(problems_of(Finding(title="x", geometry=geometry), default_taxonomy()))  # type: ignore[arg-type]


def test_long_texts_and_semicolons_are_said() -> None:
    words = default_taxonomy()
    assert problems_of(Finding(title="x" * 10_000, text="y" * 20_000), words) == []
    found = " ".join(problems_of(Finding(title="x" * 10_001, groups=("a; b", "c" * 301)), words))
    for part in ("10,001 characters", "semicolon", "longer than 300"):
        assert part in found


def test_amber_and_red_need_a_reason_and_dropping_too() -> None:
    words = default_taxonomy()
    assert problems_of(Action(title="x", rag="green"), words) == []
    assert "Amber needs a reason" in problems_of(Action(title="x", rag="amber"), words)[0]
    assert "with a reason" in problems_of(Action(title="x", status="dropped"), words)[0]
    assert "not a date" in problems_of(Action(title="x", due_date="31/12/2026"), words)[0]


def test_an_action_follows_its_statuses() -> None:
    before = Action(id="A-1", version=1, title="x")
    check_change(before, replace(before, status="agreed"), default_taxonomy(), WHO)
    with pytest.raises(RecordFault, match="cannot become Done at once"):
        check_change(before, replace(before, status="done"), default_taxonomy(), WHO)


def test_the_vocabulary_ships_with_the_program() -> None:
    assert (ROOT / "plan/taxonomy.toml").is_file()


def test_what_was_changed_goes_on_top_of_what_somebody_else_saved() -> None:
    read = Finding(id="F1", version=3, title="No bus", text="Late", geometry=Point(-3, 51.5), area_id="W1")
    theirs = replace(
        read, version=4, updated_at="2026-11-26T12:50:00Z", text="Very late", geometry=Point(-3, 51.6), area_id="W2",
        moderation="refused", status="retired", status_reason="Said twice",
    )  # fmt: skip
    assert put_on_top(read, read, theirs) == theirs
    mine = replace(read, title="No bus at all")
    assert own_changes(read, mine) == {"title"}
    assert put_on_top(read, mine, theirs) == replace(theirs, title="No bus at all")
    moved = replace(read, geometry=Point(-3, 51.7))
    assert put_on_top(read, moved, theirs) == replace(theirs, geometry=Point(-3, 51.7), area_id="W1")
