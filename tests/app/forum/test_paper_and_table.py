"""Paper, table and corrections of the Forum page: what a person reads, and what is kept afterwards."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from everyday import Atlas
from everyday.forum.pinning import add_pins, pinned_before
from everyday.locate.place import choices, locate_words
from plan.records import (
    FINDING_COLUMNS,
    Comment,
    Correction,
    Evidence,
    Finding,
)
from plan.rules import RecordFault
from tests.makers.forum_room import HOSTILE, Room, keys, room_of
from tests.makers.pages import search, words
from tests.makers.towns import demo_with_plan

pytestmark = pytest.mark.slow  # draws whole pages

GOOD = (
    "barrier or enabler,sentence,where,groups\n"
    "Barrier,No bench on the way up the hill,Samphire,older people\n"
    f'Enabler,"{HOSTILE.replace(chr(34), chr(34) * 2)}",Samphire Library,\n'
)
MIXED = GOOD + "Barier,,Nowhere at all,\nBarrier,No light on the path,Highfeld,\n"


@pytest.fixture
def room(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """The demo town with a session going on."""
    with demo_with_plan(demo_atlas) as atlas:
        yield room_of(atlas, monkeypatch)


def upload(page: AppTest, content: bytes | str, name: str = "filled.csv") -> AppTest:
    given = content.encode() if isinstance(content, str) else content
    page.get("file_uploader")[0].set_value((name, given, "text/csv")).run()
    return page


# ---- paper -----------------------------------------------------------------------------------------------------------
@pytest.mark.slow
def test_map_form_and_sheets_are_made_on_the_click_and_not_before(room: Room) -> None:
    page = room.page("paper")
    assert not page.exception
    made = {key: data() for key, (_, data) in room.downloads.items() if key != "forum_paper_map_a3"}
    for key in ("forum_paper_map_a4", "forum_paper_form"):
        assert made[key].startswith(b"%PDF-")
    headings = next(csv.reader(io.StringIO(made["forum_paper_sheet_csv"].decode("utf-8-sig"))))
    assert headings[:2] == ["barrier or enabler", "sentence"]
    assert openpyxl.load_workbook(io.BytesIO(made["forum_paper_sheet_xlsx"])).sheetnames[0] == "Pins"
    assert room.downloads["forum_paper_map_a3"][0] == "wrenmouth-session-map-a3-2026-11-26.pdf"


def test_a_sheet_is_read_first_and_its_good_rows_become_pins_with_their_numbers(room: Room) -> None:
    page = upload(room.page("paper"), MIXED, "filled <b>.csv")
    read = words(page)
    assert "filled &lt;b&gt;.csv: 2 rows ready to be pinned, 2 rows refused." in read
    assert "“Barier” is not a kind. There are: Barrier, Enabler. There is no sentence" in read
    assert "No place is called “Nowhere at all”" in read
    assert "Nearest: Highfield" in read
    assert room.findings() == []
    page.button(key="forum_sheet_pin").click().run()
    assert "2 pins were added to the session." in words(page)
    kept = room.findings()
    assert [one.title for one in kept] == ["No bench on the way up the hill", HOSTILE]
    assert {one.session for one in kept} == {room.session.id}
    assert {one.created_by for one in kept} == {"Rosa"}
    frozen = room.atlas.plan().all(Evidence)
    assert {one.finding_id: one.content["place"]["label"] for one in frozen} == {
        kept[0].id: "Ward Samphire", kept[1].id: "Samphire Library (library), Samphire",
    }  # fmt: skip
    assert "forum_sheet_pin" not in keys(page)


def test_refused_rows_come_back_as_files_with_every_reason(room: Room) -> None:
    upload(room.page("paper"), MIXED)
    name, data = room.downloads["forum_refused_csv"]
    assert name == "wrenmouth-refused-rows-2026-11-26.csv"
    rows = list(csv.DictReader(io.StringIO(data().decode("utf-8-sig"))))
    assert [row["barrier or enabler"] for row in rows] == ["Barier", "Barrier"]
    assert "There is no sentence" in rows[0]["why"]
    sheet = openpyxl.load_workbook(io.BytesIO(room.downloads["forum_refused_xlsx"][1]())).active
    assert sheet.cell(2, 1).value == rows[0]["why"]


def test_the_same_sheet_again_is_not_pinned_twice_unless_that_is_ticked(room: Room) -> None:
    page = upload(room.page("paper"), GOOD)
    page.button(key="forum_sheet_pin").click().run()
    again = upload(room.page("paper"), GOOD + "Barrier,A new one,whole town,\n")
    assert "with the same sentence at the same place: row 2, row 3. Left out." in words(again)
    assert again.button(key="forum_sheet_pin").label == "Pin 1 row"
    again.button(key="forum_sheet_pin").click().run()
    assert len(room.findings()) == 3
    third = upload(room.page("paper"), GOOD)
    assert "There is nothing to pin." in words(third)
    third.checkbox[0].check().run()
    third.button(key="forum_sheet_pin").click().run()
    assert len(room.findings()) == 5


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ("leave_out", ["Ring Joe on [phone number removed]", "No light"]),
        ("keep", ["Ring Joe on 01633 656656", "No light"]),
        ("skip", ["No light"]),
    ],
)
def test_a_phone_number_in_a_sheet_is_asked_about_before_anything_is_kept(
    room: Room, answer: str, titles: list[str]
) -> None:
    rows = "kind,sentence,where\nBarrier,Ring Joe on 01633 656656,Samphire\nBarrier,No light,Samphire\n"
    page = upload(room.page("paper"), rows)
    assert "row 2 (phone number “01633 656656”)" in words(page)
    assert page.button(key="forum_sheet_pin").disabled
    page.radio[0].set_value(answer).run()
    page.button(key="forum_sheet_pin").click().run()
    assert [one.title for one in room.findings()] == titles


def test_a_file_that_is_no_sheet_is_explained_and_nothing_is_kept(room: Room) -> None:
    page = upload(room.page("paper"), b"PK\x03\x04 not a workbook", "x.xlsx")
    assert page.error
    assert not page.exception
    assert "Columns are missing" in words(upload(room.page("paper"), "a,b\n1,2\n"))
    assert room.findings() == []


def test_many_pins_are_kept_together_or_not_at_all(room: Room) -> None:
    good = Finding(title="Good", session=room.session.id)
    with pytest.raises(RecordFault, match="There is no sentence"):
        add_pins(room.atlas, room.shown, [(good, "Whole town"), (replace(good, title=""), "")], room.who)
    assert (room.findings(), room.atlas.plan().all(Evidence)) == ([], [])


titles = some.text(some.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)
spots = some.tuples(some.floats(0.1, 0.4), some.floats(52.8, 53.0)).map(lambda lonlat: shapely.Point(*lonlat))


@settings(max_examples=60, deadline=None)
@given(some.lists(some.tuples(titles, some.none() | spots, some.sampled_from(("", "E1", "E2"))), max_size=6))
def test_what_was_pinned_is_known_again_and_other_places_are_not(
    pins: list[tuple[str, Any, str]],
) -> None:
    known = [Finding(title=title, geometry=spot, area_id=area) for title, spot, area in pins]
    assert all(pinned_before([replace(one, title=f"  {one.title} ") for one in known], known))
    elsewhere = [replace(one, geometry=shapely.Point(1.0, 1.0)) for one in known]
    assert not any(pinned_before(elsewhere, known))
    assert not any(pinned_before([replace(one, kind="enabler") for one in known], known))


# ---- the table -------------------------------------------------------------------------------------------------------
def test_the_table_says_what_the_filter_lets_through_and_its_files_hold_the_same(room: Room) -> None:
    first, second = room.pin(HOSTILE, dimensions=("social",)), room.pin("Warm hall", "Bus Station", kind="enabler")
    store = room.atlas.plan()
    store.vote(first.id, room.who, importance=5, amenability=2)
    store.add(Comment(finding_id=first.id, session=room.session.id, text="Yes"), room.who)
    store.add(Finding(title="Waits", session=room.session.id, moderation="waiting"), room.who)
    page = room.page("table")
    table = page.dataframe[0].value
    assert table["title"].tolist() == ["Warm hall", HOSTILE]
    row = table.iloc[1]
    assert (row["kind"], row["where"], row["status"]) == ("Barrier", "Samphire", "Proposed")
    assert (row["importance"], row["amenability"], row["votes_n"], row["comments_n"]) == (5.0, 2.0, 1, 1)
    assert "1 entry that waits for your nod is not in it." in words(page)
    made = {key.removeprefix("forum_table_"): data() for key, (_, data) in room.downloads.items()}
    rows = list(csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig"))))
    assert tuple(rows[0]) == FINDING_COLUMNS
    assert [one["id"] for one in rows] == [second.id, first.id]
    sheet = openpyxl.load_workbook(io.BytesIO(made["xlsx"])).active
    assert [cell.value for cell in sheet[1]] == list(FINDING_COLUMNS)
    assert [one["properties"]["title"] for one in json.loads(made["geojson"])["features"]] == ["Warm hall", HOSTILE]
    assert made["gpkg"].startswith(b"SQLite format 3")


def test_an_empty_table_says_so(room: Room) -> None:
    page = room.page("table")
    assert "No finding fits" in words(page)
    assert not page.dataframe


# ---- corrections -----------------------------------------------------------------------------------------------------
def bus(room: Room) -> Correction:
    places = [locate_words(room.shown, name).geometry for name in ("Samphire Shops", "Bus Station")]
    stops = [{"name": "", "lat": place.y, "lon": place.x} for place in places]
    details = {
        "stops": stops, "days": ["weekday"], "first": "09:00", "last": "15:00", "headway_min": 60,
        "is_both_ways": True,
    }  # fmt: skip
    return Correction(kind="bus_missing", name=HOSTILE, details=details, session=room.session.id)


def test_a_planner_accepts_and_rejects_with_a_reason_and_everybody_reads_what_becomes_of_it(room: Room) -> None:
    store = room.atlas.plan()
    one = store.add(bus(room), room.who)
    page = room.page("corrections")
    assert "&lt;img src=x onerror=alert(1)&gt;" in words(page)
    page.button(key=f"correction_accept_{one.id}").click().run()
    assert store.get(Correction, one.id).status == "accepted"
    assert "used at the next build" in words(page)
    page.button(key=f"correction_reject_{one.id}").click().run()
    assert "A correction is rejected with a reason." in words(page)
    assert store.get(Correction, one.id).status == "accepted"
    page.text_input(key=f"correction_reason_{one.id}").set_value("It stopped in <b>May</b>").run()
    page.button(key=f"correction_reject_{one.id}").click().run()
    decided = store.get(Correction, one.id)
    assert (decided.status, decided.status_reason) == ("rejected", "It stopped in <b>May</b>")
    assert "Reason: It stopped in &lt;b&gt;May&lt;/b&gt;" in words(page)
    assert "used at the next build" not in words(page)


def fill(page: AppTest, **fields: Any) -> AppTest:
    for name, value in fields.items():
        key = f"correction_{name}_1"
        kinds = (page.radio, page.selectbox, page.text_input, page.text_area, page.multiselect, page.number_input)
        widget = next(one for kind in kinds for one in kind if one.key == key)
        widget.set_value(value)
    return page.run()


def test_all_that_is_wrong_with_a_bus_is_said_at_once_and_nothing_typed_is_lost(room: Room) -> None:
    page = fill(room.page("corrections"), kind="bus_missing")
    fill(page, stops="Samphire Shops\nBus Staton\nSamphire", first="9", operator="Dial a Ride")
    page.button(key="correction_propose").click().run()
    said = words(page)
    for part in (
        "Nothing you typed is lost.", "Stop 2: No place is called “Bus Staton”.", "The bus has no name",
        "Stop 3: “Samphire” is no single place.", "The first departure ('9') needs to be a time",
        "The minutes between two buses",
    ):  # fmt: skip
        assert part in said
    assert room.atlas.plan().all(Correction) == []
    fill(page, kind="place_closed")
    fill(page, kind="bus_missing")
    assert page.text_area(key="correction_stops_1").value.startswith("Samphire Shops")
    assert page.text_input(key="correction_operator_1").value == "Dial a Ride"
    fill(page, stops="Samphire Shops\n52.944, 0.263", first="9:00", last="15:00", headway=60, line="Hopper")
    page.button(key="correction_propose").click().run()
    (kept,) = room.atlas.plan().all(Correction)
    assert kept.details["stops"][1]["lat"] == 52.944
    assert (kept.name, kept.details["operator"], kept.session, kept.status) == (
        "Hopper", "Dial a Ride", room.session.id, "proposed",
    )  # fmt: skip
    assert "Proposed: The bus “Hopper” of Dial a Ride is missing" in words(page)


def test_a_missing_a_closed_and_a_misnamed_place_are_proposed(room: Room) -> None:
    page = fill(room.page("corrections"), place_kind="community_centre", name=HOSTILE)
    search(page, "correction_where_1_search", "Samphire (area)")
    page.button(key="correction_propose").click().run()
    assert "Say more exactly where the place is." in words(page)
    where = next(one for one in choices(room.shown) if one.startswith("Samphire Shops"))
    search(page, "correction_where_1_search", where)
    page.button(key="correction_propose").click().run()
    place = room.shown.places.iloc[3]
    for kind, fields in (("place_closed", {}), ("place_misnamed", {"right_name": "Mill Hall"})):
        page = fill(room.page("corrections"), kind=kind)
        fill(page, place_id=place["place_id"], **fields).button(key="correction_propose").click().run()
    missing_one, closed, misnamed = room.atlas.plan().all(Correction)
    assert (missing_one.name, missing_one.geometry) == (HOSTILE, locate_words(room.shown, where).geometry)
    assert (closed.place_id, closed.name) == (place["place_id"], place["name"])
    assert (misnamed.place_id, misnamed.name, misnamed.place_kind) == (place["place_id"], "Mill Hall", place["kind"])
    assert f"“{place['name']}” (" in words(page)


def test_a_number_in_a_correction_is_asked_about(room: Room) -> None:
    page = fill(room.page("corrections"), text="Ask Joe, 01633 656656")
    assert page.button(key="correction_propose").disabled
    page.button(key="correction_personal_leave_out").click().run()
    assert page.text_area(key="correction_text_1").value == "Ask Joe, [phone number removed]"
    assert not page.button(key="correction_propose").disabled
