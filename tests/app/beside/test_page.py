"""The page Side by side as a person reads it, its address, its table and its file."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analysis.registry import rounded_value
from analysis.registry.table import measures
from app.beside.editions import edition_title, otherwise, usual_pair
from app.beside.rows import difference_words, evidence_at, rows_csv, rows_of, rows_table
from app.beside.showing import address_of, read_sides
from app.map.classes import class_breaks
from app.parts.choices import families
from app.parts.view import Chosen
from app.server.shown import Shown
from everyday import Atlas
from tests.makers.pages import asked, opened, page_of, search, typed_searches, words

pytestmark = pytest.mark.slow  # draws whole pages

MEASURES = measures(())


@pytest.fixture(scope="module")
def shown(demo_atlas: Atlas) -> Shown:
    """The demo town."""
    return Shown(demo_atlas.edition())


@pytest.fixture(scope="module")
def own_atlas(direct_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """A copy of the demo town with a scenario: two editions."""
    folder = tmp_path_factory.mktemp("beside") / "atlas"
    shutil.copytree(direct_atlas.folder, folder)
    return Atlas(folder)


def at_page(folder: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page as Streamlit's test runner draws it."""
    monkeypatch.setattr("app.parts.search_box._component", typed_searches)
    return page_of("app.beside.page:draw_beside", folder, monkeypatch, **query)


def messages(page: AppTest) -> list[dict[str, Any]]:
    """What the page told its maps, the left one first."""
    found = []
    for element in page.get("component_instance"):
        script = json.loads(element.proto.json_args).get("feature_group") or ""
        if match := re.search(r"everydayMap\.show\((.*)\);", script):
            found.append(dict(json.loads(match[1])))
    return found


def area_id(atlas: Atlas, name: str) -> str:
    """Code of an area."""
    return str(atlas.edition().areas().set_index("area_name").loc[name, "area_id"])


def test_the_page_is_in_the_navigation_and_explore_leads_to_it(
    demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = area_id(demo_atlas, "Samphire")
    page = opened(demo_atlas.folder, monkeypatch, at=place, level="across", measure="centre_min", band="evening")
    assert not page.exception
    page.button(key="compare_with").click().run()
    assert not page.exception
    assert "How do two places, or two editions, differ?" in words(page)
    assert (asked(page, "left"), asked(page, "measure"), asked(page, "band")) == (place, "centre_min", "evening")
    assert "Samphire is on the left. Choose the other place" in words(page)


def test_two_places_are_chosen_by_searching_and_compared_in_numbers(
    demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_page(demo_atlas.folder, monkeypatch)
    assert "Choose a place on each map" in words(page)
    search(page, "beside_search_left", "Samphire (area)")
    assert messages(page)[0]["anchor"] is None
    other = demo_atlas.edition().areas()["area_name"].iloc[0]
    search(page, "beside_search_right", f"{other} (area)")
    assert not page.exception
    assert asked(page, "left") == area_id(demo_atlas, "Samphire")
    assert asked(page, "right") == area_id(demo_atlas, other)
    text = words(page)
    assert f"Samphire and {other}: what is measured in each" in text
    assert "To the centre on a weekday morning" in text
    left, right = messages(page)
    assert (left["chosen"]["id"], right["chosen"]["id"]) == (asked(page, "left"), asked(page, "right"))
    assert left["anchor"]["zoom"] == right["anchor"]["zoom"]
    assert left["fields"] == right["fields"]
    assert left["colours"] == right["colours"]


def test_the_address_says_it_all_and_what_is_unknown_in_it_is_ignored(shown: Shown, own_atlas: Atlas) -> None:
    ids = own_atlas.editions()[::-1]
    cell = shown.cells["cell"].iloc[100]
    given = {"compare": "places", "measure": "centre_min", "band": "sunday", "by": "cells", "left": cell,
             "right": str(shown.areas["area_id"].iloc[2])}  # fmt: skip
    assert address_of(read_sides(given, shown, ids)) == given
    wrong = {
        "compare": "<b>",
        "measure": "nothing",
        "band": "noon",
        "by": "x",
        "left": "../..",
        "right": "' or 1",
        "at": cell,
    }
    usual = read_sides({}, shown, ids)
    assert read_sides(wrong, shown, ids) == usual
    assert usual.places == (None, None)


def test_two_editions_have_the_classes_of_the_left_one_and_count_their_own_people(
    own_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_page(own_atlas.folder, monkeypatch, compare="editions", measure="city_reach_45min_share", band="am")
    assert not page.exception
    first, second = own_atlas.editions()
    assert (asked(page, "left"), asked(page, "right")) == (first, second)
    left, right = messages(page)
    older = Shown(own_atlas.edition(first))
    wanted = class_breaks(older, families(older, "across")["city_reach_45min_share"])
    assert left["fields"][0]["breaks"] == right["fields"][0]["breaks"] == list(wanted)
    assert left["colours"] == right["colours"]
    assert left["legend"] != right["legend"]
    text = words(page)
    assert "“Direct line to Samphire” is a change worked out in advance" in text
    assert "The whole town in both editions: means over its residents" in text
    search(page, "beside_search_both", "Samphire (area)")
    assert asked(page, "at") == area_id(own_atlas, "Samphire")
    assert "Samphire in both editions" in words(page)
    assert {one["chosen"]["id"] for one in messages(page)} == {asked(page, "at")}
    assert [one["anchor"] for one in messages(page)] == [None, None]


def test_an_edition_that_knows_nothing_says_why_and_leaves_the_other_its_classes(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas")
    atlas = Atlas(tmp_path / "atlas")
    atlas.remove(next(one.sha256 for one in atlas.config.inputs if one.kind == "gtfs"))
    with_buses = atlas.editions()[0]
    without = Atlas(atlas.folder).build().id
    page = at_page(atlas.folder, monkeypatch, compare="editions", left=without, right=with_buses, measure="centre_min")
    assert not page.exception
    assert "Left: not known" in page.warning[0].value
    assert "This edition has no timetable" in page.warning[0].value
    left, right = messages(page)
    assert left["fields"] == []
    assert len(right["fields"][0]["breaks"]) == 4
    text = words(page)
    assert "The two editions come from other timetables." in text
    assert "To the centre on a weekday morning not known" in text


def test_with_one_edition_the_page_says_how_to_get_another(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_page(demo_atlas.folder, monkeypatch, compare="editions")
    assert not page.exception
    assert "This atlas has one edition" in page.info[0].value
    assert "What if" in page.info[0].value
    assert not messages(page)


@pytest.mark.parametrize(
    ("name", "left", "right", "said"),
    [
        ("centre_min_am", 26.4, 30.4, "4 minutes longer, worse"),
        ("centre_min_am", 26.0, 25.0, "1 minute shorter, better"),
        ("centre_min_am", 26.0, 26.0, "the same"),
        ("city_reach_45min_share_am", 0.5, 0.62, "12 percentage points more, better"),
        ("city_reach_45min_share_am", 0.5, 0.49, "1 percentage point less, worse"),
        ("departures_per_h_am", 4.0, 6.0, "2 an hour more, better"),
        ("departures_per_h_am", 4.0, 3.8, "0.2 an hour fewer"),
        ("bumping_places_15min_n", 3.0, 4.0, "1 more, better"),
    ],
)  # fmt: skip
def test_a_difference_is_said_in_words(name: str, left: float, right: float, said: str) -> None:
    measure = MEASURES[name]
    one, other = (rounded_value(value, measure.unit) for value in (left, right))
    assert difference_words(measure, one, other) == said


def _one(value: float | None, *, is_absent: bool = False) -> dict[str, Any]:
    measure = {
        "name": "centre_min_am", "title": "x", "unit": "minutes", "value": value, "is_absent": is_absent,
        "value_words": "not within 120 minutes" if is_absent else "", "town": None, "town_words": "",
    }  # fmt: skip
    return {"measures": [measure]}


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        (_one(20.0), _one(None), "not known"),
        (_one(20.0), None, "not known"),
        (_one(20.0), _one(None, is_absent=True), "only on the left, worse"),
        (_one(None, is_absent=True), _one(20.0), "only on the right, better"),
        (_one(None, is_absent=True), _one(None, is_absent=True), "the same"),
    ],
)  # fmt: skip
def test_none_and_not_known_are_said(
    shown: Shown, left: dict[str, Any], right: dict[str, Any] | None, said: str
) -> None:
    rows, unknown = rows_of(shown, shown, left, right)
    assert [row.words for row in rows] == [said]
    assert unknown == []


def test_what_is_known_on_neither_side_is_named(shown: Shown) -> None:
    rows, unknown = rows_of(shown, shown, _one(None), _one(None))
    assert rows == []
    assert unknown == ["To the centre on a weekday morning"]


def test_the_file_says_what_the_page_says(shown: Shown) -> None:
    areas = shown.areas["area_id"]
    one, other = (evidence_at(shown, Chosen("areas", areas.iloc[row])) for row in (1, 5))
    rows, _ = rows_of(shown, shown, one, other)
    assert len(rows) > 15
    read = list(csv.reader(io.StringIO(rows_csv(rows, "A", "B").decode("utf-8-sig"))))
    assert read[0][3:5] == ["left: A", "right: B"]
    html = rows_table(rows, "Both", "A <b>", "B")
    assert "A &lt;b&gt;" in html
    assert html.count('scope="col"') == 4
    assert html.count('scope="row"') == len(rows)
    for row, line in zip(rows, read[1:], strict=True):
        assert f"<td>{row.left_words}</td><td>{row.right_words}</td><td>{row.words}</td>" in html
        assert line[6:] == [row.left_words, row.right_words, row.words]
        if line[3] and line[4] and "under" not in row.words:
            assert float(line[5]) == pytest.approx(float(line[4]) - float(line[3]))
        if row.unit == "minutes" and line[3]:
            assert line[6].startswith((f"{line[3]} ", "under"))


def test_a_cell_has_the_numbers_of_its_own_row(shown: Shown) -> None:
    cell = shown.cells.sort_values("weight_n").iloc[-1]
    found = evidence_at(shown, Chosen("cells", cell["cell"]))
    assert found is not None
    value = next(one["value"] for one in found["measures"] if one["name"] == "centre_min_am")
    assert value == pytest.approx(cell["centre_min_am"])
    assert evidence_at(shown, Chosen("areas", "gone")) is None


def test_what_else_differs_between_editions_is_said_in_a_sentence_each(shown: Shown) -> None:
    left = {**shown.manifest}
    assert otherwise(left, left) == ["Both sides show the same edition."]
    right = {**left, "id": "other"}
    assert otherwise(left, right) == []
    inputs = [{**one, "sha256": "0"} if one["kind"] in ("boundaries", "population") else one for one in left["inputs"]]
    said = otherwise(left, {**right, "inputs": inputs, "extent": None, "weekday": "2026-02-03", "resolution": 10})
    assert [sentence.split(",")[0].split(":")[0] for sentence in said] == [
        "The two editions have other area boundaries",
        "The cells of the two editions are not of the same size",
        "The street maps of the two editions do not cover the same ground.",
        "The two editions have other population figures",
        "The timetables are of other days",
    ]


def test_editions_are_called_by_their_day_and_scenarios_by_their_name() -> None:
    built = {"built_at": "2026-11-28T08:09:11Z", "weekday": "2026-01-06"}
    assert edition_title(built) == "built on 28 November 2026, 08:09 (timetable of 6 January 2026)"
    assert (
        edition_title({**built, "scenario": {"name": "More buses"}}) == "What if: More buses (28 November 2026, 08:09)"
    )


def test_the_older_edition_stands_on_the_left() -> None:
    assert usual_pair(["c", "b", "a"], "c") == ("b", "c")
    assert usual_pair(["c", "b", "a"], "a") == ("a", "c")
    assert usual_pair(["a"], "a") == ("a", "a")
