"""Lists of activities brought in: by a table of any kind, again and again, with every problem by its cell."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.activities import listed
from everyday.exchange.activities import bring_activities, is_exchange_file
from everyday.exchange.tables import Sheet, write_ods, write_xlsx
from geo.errors import InputError
from plan.records import Activity, Person
from store.plan_store import PlanStore
from tests.makers.exchange_records import Town

WHO = Person("Ada", "planner")
HEADS = [
    "Ref",
    "Activity",
    "Day",
    "Time",
    "Venue",
    "Ward",
    "Latitude",
    "Longitude",
    "Price",
    "Theme",
    "Private address",
]
ROWS = [
    ["7", "ESOL for beginners", "Tuesdays", "10am to 12", "Library", "", "", "", "Free", "Independence", ""],
    ["8", "Sewing", "Fridays", "evenings", "1 Hawthorn Close", "W1", "51.5", "-3.0123", "£2", "relationships", "yes"],
]  # fmt: skip


@pytest.fixture
def town(plan_store: PlanStore, tmp_path: Path) -> Town:
    return Town(tmp_path, plan_store)


def write(path: Path, rows: list[list[str]], heads: list[str] = HEADS) -> Path:
    if path.suffix == ".xlsx":
        write_xlsx(path, heads, rows, sheet="List")
    elif path.suffix == ".ods":
        write_ods(path, "List", [Sheet("List", heads, rows, formats=["General"] * len(heads))])
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([heads, *rows])
    return path


def told(town: Town) -> dict[str, Activity]:
    return {one.source_id: one for one in town.plan().all(Activity)}


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods"])
def test_a_list_with_its_own_headings_comes_in(town: Town, tmp_path: Path, ending: str) -> None:
    found = bring_activities(town, write(tmp_path / f"Library list 2026{ending}", ROWS), who=WHO)
    assert found.is_whole, found.to_text()
    assert found.source == "library list"
    esol, sewing = told(town)["7"], told(town)["8"]
    assert (esol.title, esol.when, esol.venue, esol.cost) == (
        "ESOL for beginners",
        "Tuesdays 10am to 12",
        "Library",
        "free",
    )
    assert (esol.kind, esol.outcome_themes) == ("english", ("independence",))
    assert (sewing.cost, sewing.cost_words, sewing.when) == ("paid", "£2", "Fridays evenings")
    assert "evenings" in found.to_text()
    assert "Not understood when" in found.to_text()


def test_a_private_address_is_in_no_file_of_the_folder(town: Town, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", ROWS)
    bring_activities(town, path, who=WHO)
    sewing = told(town)["8"]
    assert (sewing.is_ward_only, sewing.geometry, sewing.venue, sewing.area_id) == (True, None, "", "W1")
    path.unlink()
    if town.plan().is_file:
        town.plan().close()
        kept = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
        assert b"Sewing" in kept
        assert b"Hawthorn" not in kept


def test_a_description_of_what_is_known_to_the_ward_only_does_not_tell_the_address(town: Town, tmp_path: Path) -> None:
    heads = ["id", "title", "description", "venue", "ward", "ward only"]
    rows = [
        ["1", "Group", "For women.\nMeet at Hawthorn Close\nCF10 3AT", "1 Hawthorn Close, Hawthorn Close", "W1", "yes"]
    ]
    found = bring_activities(town, write(tmp_path / "list.csv", rows, heads), who=WHO)
    assert told(town)["1"].text == "For women."
    assert "lines with the address were left out of 1 descriptions" in found.to_text()
    open_one = [["2", "Sewing", "At Elm House", "Elm House", "W1", ""]]
    bring_activities(town, write(tmp_path / "other.csv", open_one, heads), who=WHO)
    town.plan().save(replace(told(town)["2"], is_ward_only=True, venue="", text=""), WHO)
    open_one[0][2] = "At Elm House\nEvery week"
    bring_activities(town, write(tmp_path / "other.csv", open_one, heads), who=WHO)
    kept = told(town)["2"]
    assert (kept.is_ward_only, kept.venue, kept.text) == (True, "", ""), "what people took out here stays out"
    assert "Elm House" not in str(town.plan().history(kept.id))


def test_again_it_updates_what_the_publisher_changed_and_keeps_what_people_entered(town: Town, tmp_path: Path) -> None:
    bring_activities(town, write(tmp_path / "list-2026-10.csv", ROWS), who=WHO)
    mine = told(town)["7"]
    town.plan().save(replace(mine, venue="Library, first floor", organiser="Ann"), WHO)
    rows = [[*ROWS[0]], [*ROWS[1]]]
    rows[0][2], rows[0][4], rows[0][8] = "Thursdays", "Old library", "£1"
    found = bring_activities(town, write(tmp_path / "list-2026-11.csv", rows), who=WHO)
    esol = told(town)["7"]
    assert (esol.when, esol.cost) == ("Thursdays 10am to 12", "paid"), "the publisher changed it"
    assert (esol.venue, esol.organiser) == ("Library, first floor", "Ann"), "people entered it here"
    assert found.merged.kept_here == ["ESOL for beginners: venue"]
    assert (len(found.merged.added), len(found.merged.changed), found.merged.unchanged_n) == (0, 1, 1)
    again = bring_activities(town, tmp_path / "list-2026-11.csv", who=WHO)
    assert (len(again.merged.changed), again.merged.unchanged_n, again.merged.kept_here) == (0, 2, [])


def test_asked_not_to_be_listed_survives_the_next_import(town: Town, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", ROWS)
    bring_activities(town, path, who=WHO)
    town.plan().save(replace(told(town)["7"], is_unlisted=True, unlisted_reason="By phone"), WHO)
    rows = [[*ROWS[0]], ROWS[1]]
    rows[0][1] = "ESOL, now bigger"
    found = bring_activities(town, write(path, rows), who=WHO)
    assert found.merged.unlisted_n == 1
    assert told(town)["7"].is_unlisted
    assert told(town)["7"].title == "ESOL for beginners"
    assert [one.record.title for one in listed(town.plan(), date(2026, 11, 28))] == ["Sewing"]
    for ending in (".csv", ".xlsx", ".ods", ".geojson"):
        assert town.export("activities", tmp_path / f"out{ending}") == 1
    assert "ESOL" not in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_problems_are_named_by_cell_and_the_others_are_kept(town: Town, tmp_path: Path) -> None:
    rows = [
        ["1", "Fine", "Mondays", "10am to 12", "", "", "", "", "", "", ""],
        ["2", "", "Mondays", "", "", "", "", "", "", "", ""],
        ["3", "Theme", "", "", "", "", "", "", "", "Fun", ""],
        ["4", "Degrees", "", "", "", "", "151.5", "-3", "", "", ""],
        ["5", "Half a point", "", "", "", "", "51.5", "", "", "", ""],
        ["6", "Neither", "", "", "", "", "", "", "", "", "perhaps"],
        ["1", "Twice", "", "", "", "", "", "", "", "", ""],
    ]
    found = bring_activities(town, write(tmp_path / "list.csv", rows), who=WHO)
    assert [one.title for one in told(town).values()] == ["Fine"]
    said = "\n".join(found.merged.problems)
    assert "B3: The title is empty" in said
    assert "J4: 'Fun' is not known" in said
    assert "G5: '151.5' is not a number of degrees" in said
    assert "H6: a point needs both" in said
    assert "K7: 'perhaps' is neither yes nor no" in said
    assert "the same as row 2 (id 1)" in said
    assert not found.is_whole


def test_a_list_without_ids_recognises_its_own_and_says_how(town: Town, tmp_path: Path) -> None:
    heads = ["What", "Where", "When"]
    rows = [["Choir", "Arts Centre", "Thursdays 7pm to 9pm"]]
    bring_activities(town, write(tmp_path / "choirs.csv", rows, heads), who=WHO)
    rows[0][2] = "Fridays 7pm to 9pm"
    found = bring_activities(town, write(tmp_path / "choirs.csv", rows, heads), who=WHO)
    assert [one.when for one in town.plan().all(Activity)] == ["Fridays 7pm to 9pm"]
    assert "recognised by title" in found.to_text()


def test_what_the_list_has_no_longer_is_said_and_left(town: Town, tmp_path: Path) -> None:
    bring_activities(town, write(tmp_path / "list.csv", ROWS), who=WHO)
    found = bring_activities(town, write(tmp_path / "list.csv", ROWS[:1]), who=WHO)
    assert found.merged.gone == ["Sewing"]
    assert len(told(town)) == 2


def test_a_file_without_a_title_is_refused_with_what_is_needed(town: Town, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No row of headings names the activities"):
        bring_activities(town, write(tmp_path / "x.csv", [["1", "2"]], ["foo", "bar"]), who=WHO)


def test_our_own_export_is_told_from_a_list(town: Town, tmp_path: Path) -> None:
    bring_activities(town, write(tmp_path / "list.csv", ROWS), who=WHO)
    for ending in (".csv", ".xlsx", ".ods", ".geojson"):
        town.export(
            "activities", tmp_path / f"out{ending}", is_everything=True
        ) if ending != ".geojson" else town.export("activities", tmp_path / f"out{ending}")
        assert is_exchange_file(tmp_path / f"out{ending}")
        assert town.import_plan("activities", tmp_path / f"out{ending}", who=WHO).unchanged
    assert not is_exchange_file(tmp_path / "list.csv")


OLDER = {
    "content": [
        {
            "id": 411, "name": "Work club", "description": "<p>Help with <b>forms</b></p>", "free": True,
            "organization": {"name": "Aylesbury Hub"}, "last_assured": "2026-10-01T09:12:00.000Z",
            "locations": [{"id": 9, "name": "The Hub", "latitude": 51.58, "longitude": -2.99,
                           "address_1": "1 High Street"}],
            "regular_schedules": [
                {"weekday": "Tuesday", "opens_at": "10:00", "closes_at": "12:30", "freq": "week",
                 "dtstart": "2026-03-30T23:00:00.000Z"},
            ],
        },
        {
            "id": 412, "name": "Refuge group", "locations": [
                {"id": 3, "name": "Safe house", "latitude": 51.58, "longitude": -2.99, "mask_exact_address": True},
            ],
            "regular_schedules": [{"weekday": "Friday", "opens_at": "14:00", "closes_at": "16:00", "freq": "week"}],
        },
    ],
    "totalElements": 900,
}  # fmt: skip
NEWER = {
    "id": "ac148810", "name": "Conversation café", "url": "https://example.org/cafe",
    "description": "<p>All welcome.</p><p>Monday 09:00 - 17:00<br/>Wednesday 09:00 - 13:00</p>",
    "organization": {"name": "Bristol Hub"}, "fees_description": "Free", "languages": [{"name": "Somali"}],
    "service_at_locations": [
        {"location": {"id": "l1", "latitude": 51.58, "longitude": -2.99, "addresses": [
            {"address_1": "5 Elm Street", "city": "Bristol", "postal_code": "BS1 1AA"}]}},
    ],
}  # fmt: skip
RULES = {
    "id": "s3", "name": "Choir", "valid_from": "2026-01-05", "valid_to": "2026-01-05",
    "schedules": [
        {"freq": "WEEKLY", "byday": "MO,TH", "opens_at": "19:00Z", "closes_at": "21:00Z", "dtstart": "2026-01-05",
         "interval": 2, "until": "2026-12-18"},
        {"freq": "YEARLY", "opens_at": "10:00"},
    ],
}  # fmt: skip


def test_open_referral_of_the_older_shape(town: Town, tmp_path: Path) -> None:
    (tmp_path / "bucks.json").write_text(json.dumps(OLDER), encoding="utf-8")
    found = bring_activities(town, tmp_path / "bucks.json", who=WHO)
    club = told(town)["411"]
    assert (club.when, club.cost, club.organiser, club.kind) == (
        "Tuesdays 10am to 12.30pm",
        "free",
        "Aylesbury Hub",
        "work_club",
    )
    assert club.text == "Help with forms"
    assert club.last_confirmed == "2026-10-01"
    assert club.geometry is not None
    assert club.venue == "The Hub, 1 High Street"
    assert "page with 2 of 900 services" in found.to_text()
    assert "412" not in told(town), "no ward is given for what is known to the ward only"
    assert "known to the ward only, and no ward is given" in found.to_text()


def test_open_referral_of_version_3_whose_hours_stand_in_its_description(town: Town, tmp_path: Path) -> None:
    (tmp_path / "bristol.json").write_text(json.dumps(NEWER), encoding="utf-8")
    found = bring_activities(town, tmp_path / "bristol.json", who=WHO)
    cafe = told(town)["ac148810"]
    assert cafe.when == "Mondays 9am to 5pm; Wednesdays 9am to 1pm"
    assert (cafe.kind, cafe.language_support, cafe.contact) == ("cafe", "Somali", "https://example.org/cafe")
    assert cafe.venue == "5 Elm Street, Bristol, BS1 1AA"
    assert "their hours were read from the description" in found.to_text()


def test_rules_are_read_as_far_as_words_go_and_valid_to_is_not_closed(town: Town, tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text(json.dumps([RULES]), encoding="utf-8")
    found = bring_activities(town, tmp_path / "rules.json", who=WHO)
    choir = told(town)["s3"]
    assert choir.when == "Every other Monday and Thursday 7pm to 9pm, starting 5 January 2026, until 18 December 2026"
    assert choir.valid_to == "", "the standard's own example says nothing of an end"
    assert "say what words cannot say" in found.to_text()


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', "\x00"])
def test_json_that_is_none_is_refused(town: Town, tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        bring_activities(town, tmp_path / "x.json", who=WHO)


@pytest.mark.slow
def test_in_a_town_points_and_names_of_venues_give_the_ward(demo_atlas: Atlas, tmp_path: Path) -> None:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    atlas = Atlas(tmp_path / "atlas")
    rows = [
        ["1", "By name", "", "", "Samphire Library", "", "", "", "", "", ""],
        ["2", "Outside", "", "", "", "", "51.5", "-3.0", "", "", ""],
        ["3", "By ward", "", "", "Somewhere", "Samphire", "", "", "", "", ""],
        ["4", "No ward", "", "", "", "Samfire Bay", "", "", "", "", ""],
    ]
    found = atlas.add_activities(write(tmp_path / "list.csv", rows), who=WHO)
    by_id = {one.source_id: one for one in atlas.plan().all(Activity)}
    assert by_id["1"].geometry is not None
    assert by_id["1"].area_id == by_id["3"].area_id == "E05999005"
    assert by_id["3"].geometry is None
    assert set(by_id) == {"1", "3"}
    assert "G3: " in found.to_text()
    assert "is outside the town" in found.to_text()
    assert "F5: " in found.to_text()
    hidden = {"content": [OLDER["content"][1] | {"locations": [  # type: ignore[index,operator]
        {"id": 3, "name": "Safe house", "latitude": by_id["1"].geometry.y, "longitude": by_id["1"].geometry.x,
         "mask_exact_address": True}]}]}  # fmt: skip
    (tmp_path / "hidden.json").write_text(json.dumps(hidden), encoding="utf-8")
    assert atlas.add_activities(tmp_path / "hidden.json", who=WHO).is_whole
    refuge = next(one for one in atlas.plan().all(Activity) if one.source_id == "412")
    assert (refuge.is_ward_only, refuge.area_id, refuge.geometry, refuge.venue) == (True, "E05999005", None, "")
