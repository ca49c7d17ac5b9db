"""Imports and exports of the plan: what is done with each row, what leaves, and files made to do harm."""

from __future__ import annotations

import json
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import shapely
from hypothesis import given

from everyday.exchange.records.formats import write_records
from everyday.exchange.records.wkb import is_flat_wkb
from geo.errors import InputError, NotFoundError, UsageError
from plan.exchange.columns import exchange_of
from plan.records import FINDING_COLUMNS, Correction, Evidence, Finding, Person, Photo, Session, Vote
from plan.roles import NotAllowedError
from store.plan_store import PlanStore
from tests.makers.exchange_records import (
    PLANNER,
    Town,
    finding,
    fresh_town,
    rows_of,
    shapes,
    write_rows,
)


@pytest.fixture
def town(plan_store: PlanStore, tmp_path: Path) -> Town:
    """A town whose plan is kept in either database."""
    return Town(tmp_path, plan_store)


# -- what an import does -----------------------------------------------------------------------------------------------


def exported(town: Town, path: Path) -> list[dict[str, str]]:
    town.export("findings", path)
    return rows_of(path)


def test_a_changed_row_becomes_a_new_version(town: Town, tmp_path: Path) -> None:
    first = town.plan().add(finding(text="As it was", groups=("a", "b")), PLANNER)
    rows = exported(town, tmp_path / "f.csv")
    rows[0] |= {"title": "No bus after five", "groups": "b; c", "text": ""}
    result = town.import_plan("findings", write_rows(tmp_path / "g.csv", rows), who=Person("Bea", "facilitator"))
    now = town.plan().get(Finding, first.id)
    assert result.changed == (first.id,)
    assert (now.version, now.title, now.groups, now.text) == (2, "No bus after five", ("b", "c"), "")
    assert (now.created_by, now.created_at) == (first.created_by, first.created_at)
    last = town.plan().history(first.id)[-1]
    assert (last.actor, last.reason) == ("Bea", "Imported from g.csv")


def test_a_row_made_from_an_older_version_overwrites_nothing(town: Town, tmp_path: Path) -> None:
    first = town.plan().add(finding(), PLANNER)
    other = town.plan().add(finding(title="Unlit path"), PLANNER)
    rows = exported(town, tmp_path / "f.csv")
    town.plan().save(replace(first, title="Changed here"), Person("Cem", "facilitator"))
    for row in rows:
        row["text"] = "Changed in the file"
    result = town.import_plan("findings", write_rows(tmp_path / "g.csv", rows), who=PLANNER)
    assert result.changed == (other.id,)
    assert town.plan().get(Finding, first.id).title == "Changed here"
    (conflict,) = result.refused
    assert conflict.cause == "conflict"
    for words in ("version 1 in the file", "version 2, saved by Cem", "Changed here"):
        assert words in conflict.reason
    (back,) = rows_of(tmp_path / "g-not-placed.csv")
    assert (back["id"], back["text"]) == (first.id, "Changed in the file")
    assert "Cem" in back["why"]


def test_good_rows_are_kept_and_bad_ones_come_back_with_all_their_reasons(town: Town, tmp_path: Path) -> None:
    rows = [
        {"id": "", "title": "Good", "kind": "Barrier", "dimensions": "Social; civic", "lat": "51,58", "lon": "-2.99"},
        {"id": "", "title": "", "kind": "obstacle", "dimensions": "sozial", "lat": "51.5", "lon": ""},
        {"id": "../../x", "title": "Bad id", "kind": "barrier"},
        {"id": "A-00000001", "title": "Id of an action", "kind": "barrier"},
        {"id": "F-TWICE", "title": "One", "kind": "enabler"},
        {"id": "F-TWICE", "title": "Two", "kind": "enabler"},
        {"id": "", "title": "Nowhere", "kind": "barrier", "lat": "95", "lon": "200"},
        {"id": "", "title": "No number", "kind": "barrier", "lat": "nan", "lon": "1"},
    ]
    full = [{"id": "", "title": "", "kind": "", "dimensions": "", "lat": "", "lon": ""} | row for row in rows]
    result = town.import_plan("findings", write_rows(tmp_path / "f.csv", full), who=PLANNER)
    assert [town.plan().get(Finding, one).title for one in result.added] == ["Good", "One"]
    good = town.plan().get(Finding, result.added[0])
    assert (good.dimensions, good.geometry.y, good.version) == (("social", "civic"), 51.58, 1)
    reasons = {one.where: one.reason for one in result.refused}
    assert list(reasons) == ["row 3", "row 4", "row 5", "row 7", "row 8", "row 9"]
    assert "lon is missing" in reasons["row 3"]
    assert "row 6 already" in reasons["row 7"]
    assert "outside -90 to 90" in reasons["row 8"]
    mended = rows_of(tmp_path / "f-not-placed.csv")
    assert [row["title"] for row in mended] == [row["title"] for row in full if row["title"] not in ("Good", "One")]
    assert "2 of 8 findings were kept" in result.to_text()


def test_unknown_keys_are_told_with_the_known_ones(town: Town, tmp_path: Path) -> None:
    write_rows(tmp_path / "f.csv", [{"title": "x", "kind": "obstacle", "dimensions": "sozial"}])
    (refused,) = town.import_plan("findings", tmp_path / "f.csv", who=PLANNER).refused
    for words in ("'obstacle'", "Barrier (barrier)", "'sozial'", "Digital (digital)"):
        assert words in refused.reason


def test_all_or_nothing(town: Town, tmp_path: Path) -> None:
    write_rows(tmp_path / "f.csv", [{"title": "Good", "kind": "barrier"}, {"title": "", "kind": "barrier"}])
    result = town.import_plan("findings", tmp_path / "f.csv", who=PLANNER, is_all_or_nothing=True)
    assert (result.kept_n, result.is_whole) == (0, False)
    assert town.plan().all(Finding) == []
    assert "nothing was kept" in result.to_text()


def test_refused_rows_can_be_mended_and_imported(town: Town, tmp_path: Path) -> None:
    write_records(tmp_path / "f.xlsx", exchange_of("findings"), [finding(title="=1+1", text="'tis"), finding(title="")])
    result = town.import_plan("findings", tmp_path / "f.xlsx", who=PLANNER, refused_path=tmp_path / "mend.xlsx")
    assert result.refused_path == tmp_path / "mend.xlsx"
    book = openpyxl.load_workbook(tmp_path / "mend.xlsx")
    sheet = book.active
    sheet.cell(2, FINDING_COLUMNS.index("title") + 1).value = "'=2+2"
    book.save(tmp_path / "mended.xlsx")
    again = town.import_plan("findings", tmp_path / "mended.xlsx", who=PLANNER)
    assert again.is_whole
    assert {one.title for one in town.plan().all(Finding)} == {"=1+1", "=2+2"}


def test_a_status_follows_the_method(town: Town, tmp_path: Path) -> None:
    town.plan().add(finding(), PLANNER)
    rows = exported(town, tmp_path / "f.csv")
    rows[0]["status"] = "agreed"
    result = town.import_plan("findings", write_rows(tmp_path / "g.csv", rows), who=PLANNER)
    assert "can be followed by" in result.refused[0].reason
    rows[0]["status"] = "Sense-checked"
    assert town.import_plan("findings", write_rows(tmp_path / "g.csv", rows), who=PLANNER).is_whole
    assert town.plan().all(Finding)[0].status == "sense_checked"


def test_columns_that_a_file_lacks_stay_as_they_are(town: Town, tmp_path: Path) -> None:
    kept = town.plan().add(finding(text="Stays", geometry=shapely.Point(-3, 51), dimensions=("social",)), PLANNER)
    rows = [{"id": kept.id, "version": 1, "kind": "barrier", "title": "New title"}]
    town.import_plan("findings", write_rows(tmp_path / "f.csv", rows), who=PLANNER)
    now = town.plan().get(Finding, kept.id)
    assert (now.title, now.text, now.dimensions) == ("New title", "Stays", ("social",))
    assert now.geometry.equals(shapely.Point(-3, 51))


def test_fifteen_digits_of_excel_are_no_change(town: Town, tmp_path: Path) -> None:
    town.plan().add(finding(geometry=shapely.Point(-2.9912345678901233, 51.123456789012345)), PLANNER)
    rows = exported(town, tmp_path / "f.csv")
    rows[0] |= {"lat": "51.1234567890123", "lon": "-2.99123456789012"}
    result = town.import_plan("findings", write_rows(tmp_path / "f.csv", rows), who=PLANNER)
    assert len(result.unchanged) == 1


def test_somebody_faster_between_reading_and_writing_is_not_overwritten(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from everyday.exchange.records import importing as plan_files_import

    kept = town.plan().add(finding(), PLANNER)
    rows = exported(town, tmp_path / "f.csv")
    rows[0]["title"] = "From the file"
    decide, calls = plan_files_import.decide_rows, []

    def slow(*arguments: object) -> object:
        decided = decide(*arguments)  # type: ignore[arg-type]
        if not calls:
            town.plan().save(replace(kept, title="Faster"), Person("Cem", "facilitator"))
        calls.append(1)
        return decided

    monkeypatch.setattr(plan_files_import, "decide_rows", slow)
    result = town.import_plan("findings", write_rows(tmp_path / "f.csv", rows), who=PLANNER)
    assert len(calls) == 2
    assert result.refused[0].cause == "conflict"
    assert town.plan().get(Finding, kept.id).title == "Faster"


def test_votes_need_their_finding_and_stay_one_a_device(town: Town, tmp_path: Path) -> None:
    kept = town.plan().add(finding(), PLANNER)
    rows = [
        {"id": "", "finding_id": kept.id, "device_id": "d1", "importance": "4", "amenability": ""},
        {"id": "", "finding_id": kept.id, "device_id": "d1", "importance": "1", "amenability": ""},
        {"id": "", "finding_id": "F-UNKNOWN", "device_id": "d2", "importance": "5", "amenability": "1"},
        {"id": "", "finding_id": kept.id, "device_id": "d3", "importance": "9", "amenability": "2"},
    ]
    result = town.import_plan("votes", write_rows(tmp_path / "v.csv", rows), who=PLANNER)
    assert len(result.added) == 1
    assert [one.where for one in result.refused] == ["row 3", "row 4", "row 5"]
    assert town.plan().tally()[kept.id].importance_mean == 4


def test_a_file_may_accept_a_correction_only_for_a_planner(town: Town, tmp_path: Path) -> None:
    kept = town.plan().add(Correction(kind="place_closed", place_id="n1", text="Shut"), PLANNER)
    town.export("corrections", tmp_path / "c.csv")
    rows = rows_of(tmp_path / "c.csv")
    rows[0]["status"] = "accepted"
    write_rows(tmp_path / "c.csv", rows)
    with pytest.raises(NotAllowedError):
        town.import_plan("corrections", tmp_path / "c.csv", who=Person("Femi", "facilitator"))
    assert town.import_plan("corrections", tmp_path / "c.csv", who=PLANNER).is_whole
    now = town.plan().get(Correction, kept.id)
    assert (now.status, now.decided_by) == ("accepted", "Ada")


def test_who_may_not_import(town: Town, tmp_path: Path) -> None:
    write_rows(tmp_path / "f.csv", [{"title": "x", "kind": "barrier"}])
    with pytest.raises(NotAllowedError):
        town.import_plan("findings", tmp_path / "f.csv", who=Person("Vi", "viewer"))
    write_rows(tmp_path / "a.csv", [{"title": "x"}])
    with pytest.raises(NotAllowedError):
        town.import_plan("actions", tmp_path / "a.csv", who=Person("Femi", "facilitator"))


def test_new_rows_get_the_session_that_is_named(town: Town, tmp_path: Path) -> None:
    session = town.plan().add(Session(name="Forum", date="2026-05-17"), PLANNER)
    write_rows(tmp_path / "f.csv", [{"title": "a", "kind": "barrier", "session": ""},
                                    {"title": "b", "kind": "barrier", "session": "S-OTHER"}])  # fmt: skip
    result = town.import_plan("findings", tmp_path / "f.csv", who=PLANNER, session=session.id)
    assert [town.plan().get(Finding, one).session for one in result.added] == [session.id, "S-OTHER"]
    assert "no session S-OTHER here" in result.to_text()
    with pytest.raises(NotFoundError):
        town.import_plan("findings", tmp_path / "f.csv", who=PLANNER, session="S-NONE")


def test_the_same_sheet_twice_and_words_that_lead_to_people_are_pointed_out(town: Town, tmp_path: Path) -> None:
    write_rows(tmp_path / "f.csv", [{"title": "Ring Mo on 07700 900123", "kind": "barrier"}])
    assert "phone number" in town.import_plan("findings", tmp_path / "f.csv", who=PLANNER).to_text()
    assert "imported twice" in town.import_plan("findings", tmp_path / "f.csv", who=PLANNER).to_text()


# -- what leaves -------------------------------------------------------------------------------------------------------


def test_only_what_is_shown_leaves(town: Town, geopackage_plan: Path, tmp_path: Path) -> None:
    shown, waiting, refused = town.plan().add_all(
        [finding(), finding(title="Waits", moderation="waiting"), finding(title="No", moderation="refused")], PLANNER
    )
    town.plan().add_all([Vote(finding_id=one.id, device_id="d") for one in (shown, waiting)], PLANNER)
    assert [row["id"] for row in exported(town, tmp_path / "f.csv")] == [shown.id]
    assert town.export("votes", tmp_path / "v.csv") == 1
    assert town.export("findings", tmp_path / "all.csv", is_everything=True) == 3
    rows = rows_of(tmp_path / "all.csv")
    assert tuple(rows[0])[: len(FINDING_COLUMNS)] == FINDING_COLUMNS
    with fresh_town(tmp_path / "there", geopackage_plan) as there:
        assert there.import_plan("findings", tmp_path / "all.csv", who=PLANNER).is_whole
        assert there.plan().get(Finding, refused.id).moderation == "refused"
        assert len(there.plan().all(Finding, moderation="shown")) == 1


def test_photos_leave_only_when_chosen_and_shown(town: Town, tmp_path: Path) -> None:
    kept = town.plan().add(finding(), PLANNER)
    for moderation in ("shown", "waiting"):
        picture = b"\xff\xd8" + moderation.encode()
        town.plan().add(Photo(finding_id=kept.id, alt="=A path", moderation=moderation, content=picture), PLANNER)
    town.export("findings", tmp_path / "f.csv")
    assert not (tmp_path / "f-photos").exists()
    town.export("findings", tmp_path / "f.csv", with_photos=True)
    assert [one.read_bytes() for one in (tmp_path / "f-photos").glob("*.jpg")] == [b"\xff\xd8shown"]
    assert rows_of(tmp_path / "f-photos" / "photos.csv")[0]["alt"] == "'=A path"


# -- hostile files -----------------------------------------------------------------------------------------------------


def refusal(town: Town, path: Path, what: str = "findings") -> str:
    with pytest.raises(InputError) as raised:
        town.import_plan(what, path, who=PLANNER)
    assert town.plan().all(Finding) == []
    return str(raised.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("f.csv", b"", "nothing in it"),
        ("f.csv", b"a,b,c\n1,2,3\n", "no column kind or title"),
        ("f.csv", b'title,kind\n"never ends,barrier\nx,enabler\n', "quotation mark"),
        ("f.csv", b"title,kind,title\nx,barrier,y\n", "Several columns are called title"),
        ("f.csv", b"title,kind\n\x00\x01,barrier\n", "signs that no text has"),
        ("f.xlsx", b"PK\x03\x04rubbish", "cannot be read"),
        ("f.geojson", b'{"type": "FeatureCollection", "features": [', "JSON breaks off"),
        ("f.geojson", b"[" * 100_000, "nested deeper"),
        ("f.geojson", b'{"type": "FeatureCollection"}', "no list of features"),
        ("f.geojson", b'{"type": "FeatureCollection", "features": [{"x": NaN}]}', "cannot be read"),
        ("f.geojson", b'{"type": "Feature", "properties": {"title": 1' + b"0" * 5000 + b"}}", "cannot be read"),
        ("f.geojson", "{'ö'}".encode("latin-1"), "not UTF-8"),
        ("f.gpkg", b"SQLite format 3\x00" + b"x" * 2000, "GeoPackage"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why(name: str, content: bytes, said: str, town: Town, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert said in refusal(town, tmp_path / name)


def test_headings_alone_are_an_empty_list(town: Town, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_bytes(b"title,kind\r\n")
    result = town.import_plan("findings", tmp_path / "f.csv", who=PLANNER)
    assert (result.rows_n, result.is_whole) == (0, True)


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of workbooks made to do harm."""
    folder = tmp_path_factory.mktemp("harm")
    write_records(folder / "good.xlsx", exchange_of("findings"), [finding(id="F-1", version=1)])
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    for name, harm in (("bomb", b" " * 300_000_000), ("entities", entity)):
        with zipfile.ZipFile(folder / "good.xlsx") as good, zipfile.ZipFile(folder / f"{name}.xlsx", "w") as bad:
            for info in good.infolist():
                content = good.read(info)
                if info.filename.endswith("sheet1.xml"):
                    content = content.replace(b"<worksheet", harm + b"<worksheet", 1)
                bad.writestr(info.filename, content, zipfile.ZIP_DEFLATED, compresslevel=1)
    return folder


def test_workbooks_made_to_do_harm_are_not_opened(town: Town, harmful: Path) -> None:
    assert "would have" in refusal(town, harmful / "bomb.xlsx")
    assert "entities" in refusal(town, harmful / "entities.xlsx")


def test_shapes_that_are_none_are_refused_row_by_row(town: Town, tmp_path: Path) -> None:
    wrong = [
        {"type": "Point", "coordinates": [1e999, 51]}, {"type": "Point", "coordinates": [500, 51]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}, {"type": "Circle"},
        {"type": "GeometryCollection", "geometries": []}, {"type": "Point", "coordinates": [0.1, 51, 30]},
        {"type": "Point", "coordinates": "here"},
    ]  # fmt: skip
    features = [{"type": "Feature", "geometry": shape, "properties": {"title": f"No. {number}", "kind": "barrier"}}
                for number, shape in enumerate(wrong, start=1)]  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": [*features, "x", None]}).replace("Infinity", "1e999")
    (tmp_path / "f.geojson").write_text(content, encoding="utf-8")
    result = town.import_plan("findings", tmp_path / "f.geojson", who=PLANNER)
    kept = {town.plan().get(Finding, one).title for one in result.added}
    assert kept == {"No. 6"}
    assert [one.where for one in result.refused] == [f"feature {number}" for number in (1, 2, 3, 4, 5, 7, 8, 9)]
    assert "heights" in result.to_text()


def test_collections_inside_collections_break_nothing(town: Town, tmp_path: Path) -> None:
    """The library that reads shapes would end the whole process on these."""
    deep = "GEOMETRYCOLLECTION(" * 6000 + "POINT(1 1)" + ")" * 6000
    write_rows(tmp_path / "f.csv", [{"title": "x", "kind": "barrier", "geometry_wkt": deep}])
    result = town.import_plan("findings", tmp_path / "f.csv", who=PLANNER)
    assert "is not a point, line or area" in result.refused[0].reason
    shape: dict[str, object] = {"type": "Point", "coordinates": [1, 1]}
    for _ in range(200):
        shape = {"type": "GeometryCollection", "geometries": [shape]}
    feature = {"type": "Feature", "geometry": shape, "properties": {"title": "x", "kind": "barrier"}}
    (tmp_path / "f.geojson").write_text(json.dumps(feature), encoding="utf-8")
    result = town.import_plan("findings", tmp_path / "f.geojson", who=PLANNER)
    assert "The shape is none of" in result.refused[0].reason


@given(shapes)
def test_what_shapely_writes_is_flat(shape: shapely.geometry.base.BaseGeometry | None) -> None:
    if shape is None:
        return
    multi = {"Point": shapely.MultiPoint, "LineString": shapely.MultiLineString, "Polygon": shapely.MultiPolygon}
    for one in (shape, multi[shape.geom_type]([shape]), shapely.force_3d(shape)):
        for order in (0, 1):
            for flavour in ("iso", "extended"):
                blob = shapely.to_wkb(one, byte_order=order, flavor=flavour)
                assert is_flat_wkb(blob)
                assert not is_flat_wkb(blob[:-1])
    assert not is_flat_wkb(shapely.to_wkb(shapely.GeometryCollection([shape])))


def test_collections_hidden_in_a_geopackage_are_not_read() -> None:
    level = struct.pack("<BII", 1, 7, 1)
    point = struct.pack("<BIdd", 1, 1, 1.0, 1.0)
    assert not is_flat_wkb(level * 50_000 + point)
    assert not is_flat_wkb(struct.pack("<BII", 1, 4, 1) + level * 50_000 + point)
    assert not is_flat_wkb(struct.pack("<BII", 1, 3, 4_000_000_000))


def test_unknown_columns_are_named(town: Town, tmp_path: Path) -> None:
    write_rows(tmp_path / "f.csv", [{"title": "x", "kind": "barrier", "colour": "red"}])
    assert "colour" in town.import_plan("findings", tmp_path / "f.csv", who=PLANNER).to_text()


def test_unknown_things_and_endings_are_named(town: Town, tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text("x")
    with pytest.raises(UsageError, match=r"\.csv, \.xlsx, \.ods, \.geojson, \.gpkg"):
        town.import_plan("findings", tmp_path / "f.txt", who=PLANNER)
    with pytest.raises(UsageError, match="findings, actions, votes, corrections"):
        town.import_plan("sessions", tmp_path / "f.txt", who=PLANNER)
    with pytest.raises(NotFoundError):
        town.import_plan("findings", tmp_path / "none.csv", who=PLANNER)


def test_evidence_is_not_made_up_before_the_first_build(town: Town, tmp_path: Path) -> None:
    write_rows(tmp_path / "f.csv", [{"title": "x", "kind": "barrier", "lat": "51.5", "lon": "-3"}])
    assert town.import_plan("findings", tmp_path / "f.csv", who=PLANNER).is_whole
    assert town.plan().all(Evidence) == []
