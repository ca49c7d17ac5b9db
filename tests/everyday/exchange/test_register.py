"""The action plan as workbook, map, calendar and list of what is due; and what none of them may say to everybody."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import openpyxl
import pytest

from everyday import Atlas
from everyday.acting import Choice
from everyday.commands.group import main
from everyday.exchange import Wish, export_to
from everyday.exchange.register import AUDIENCE_OF
from geo.errors import InputError, NotFoundError, UsageError
from plan.records import Action, Milestone
from tests import needs
from tests.makers.plans.action_plan import OFFICER, SECRETS, copied, plan_into
from tests.oracles.laid_out import in_one_line, saved_as

PUBLIC = ("plan.docx", "plan.pdf", "plan.html", "plan.xlsx", "plan.ods", "plan.geojson", "plan.gpkg", "calendar.ics",
          "due.csv")  # fmt: skip
Planned = tuple[Atlas, dict[str, Action]]


@pytest.fixture(scope="module")
def planned(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planned]:
    from everyday.atlas.open_plan import close_plans

    atlas = copied(demo_atlas, tmp_path_factory.mktemp("register") / "atlas")
    yield atlas, plan_into(atlas)
    close_plans()


def export(planned: Planned, name: str, folder: Path, **wishes: object) -> Path:
    path = folder / name
    export_to(planned[0], name.partition(".")[0], path, Wish(**wishes))  # type: ignore[arg-type]
    return path


def is_past(day: str) -> bool:
    return day < date.today().isoformat()


def words_in(path: Path) -> str:
    """Everything that a file says, in whatever it is packed."""
    if path.suffix in (".docx", ".xlsx", ".ods"):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if ".xml" in name]
        return "\n".join(re.sub(r"<[^>]+>", " ", part) for part in parts)
    if path.suffix == ".gpkg":
        with sqlite3.connect(path) as database:
            return "\n".join(str(row) for row in database.execute("select * from action_plan"))
    if path.suffix == ".pdf":
        told = subprocess.run([needs.poppler("pdftotext"), path, "-"], capture_output=True, text=True, check=True)
        return in_one_line(told.stdout)
    return path.read_text(encoding="utf-8").replace("\n ", "")


# -- for whom ----------------------------------------------------------------------------------------------------------


@pytest.mark.poppler
@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_of_the_team_is_in_a_file_for_everybody(name: str, planned: Planned, tmp_path: Path) -> None:
    said = words_in(export(planned, name, tmp_path, audience="everybody"))
    assert "A direct bus" in said
    assert [words for words in SECRETS if words in said] == []


@pytest.mark.poppler
@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf", "plan.html", "plan.xlsx", "plan.ods"])
def test_the_team_gets_its_notes(name: str, planned: Planned, tmp_path: Path) -> None:
    """So that the test above looks into the right places."""
    said = words_in(export(planned, name, tmp_path, audience="team"))
    assert all(words in said for words in ("SECRET-NOTE", "SECRET-LAND", "Pat Smith", "SECRET-STEP", "For the team"))
    assert "Olive Officer" not in said  # who typed it is in no document at all


def test_who_may_read_it_unless_somebody_says_otherwise(planned: Planned, tmp_path: Path) -> None:
    assert {ending for ending, who in AUDIENCE_OF.items() if who == "team"} == {".xlsx", ".ods", ".csv"}
    assert "SECRET-NOTE" in words_in(export(planned, "plan.xlsx", tmp_path))
    assert "SECRET-NOTE" not in words_in(export(planned, "plan.html", tmp_path))
    assert export_to(planned[0], "plan", tmp_path / "a.html").said.startswith(
        "Wrote the action plan, 3 actions, the whole plan, for everybody, to "
    )
    with pytest.raises(UsageError, match="for everybody"):
        export(planned, "calendar.ics", tmp_path, audience="team")
    with pytest.raises(UsageError, match="no audience"):
        export(planned, "plan.html", tmp_path, audience="press")


# -- which actions -----------------------------------------------------------------------------------------------------


def test_filters_are_checked_and_stand_on_the_cover(planned: Planned, tmp_path: Path) -> None:
    choice = Choice(organisations=("Wren Buses",), statuses=("Proposed",))
    book = openpyxl.load_workbook(export(planned, "plan.xlsx", tmp_path, choice=choice))
    cover = dict(book["Cover"].iter_rows(min_row=2, values_only=True))
    assert cover["How much of the plan"] == "1 of 4 actions"
    assert (cover["Filter 1"], cover["Filter 2"]) == ("Organisation: Wren Buses", "Status: Proposed")
    assert [row[1] for row in book["Actions"].iter_rows(min_row=2, values_only=True)] == ["A direct bus"]
    for wrong, error, words in (
        (Choice(statuses=("finished",)), UsageError, "no status"),
        (Choice(areas=("W99999999",)), NotFoundError, "no area"),
        (Choice(organisations=("Nobody Ltd",)), NotFoundError, "no organisation"),
    ):
        with pytest.raises(error, match=words):
            export(planned, "due.csv", tmp_path, choice=wrong)
    assert not (tmp_path / "due.csv").exists()
    with pytest.raises(UsageError, match="says nothing for figure"):
        export_to(planned[0], "figure", tmp_path / "f.docx", Wish(audience="team"))


def test_the_command_takes_filters(planned: Planned, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    area = planned[1]["land"].area_ids[0]
    main(["export", str(planned[0].folder), "plan", "--to", str(tmp_path / "p.html"), "--area", area, "--status",
          "proposed", "--organisation", "Wrenmouth Council", "--audience", "team"])  # fmt: skip
    assert "2 of 4 actions, for the team" in capsys.readouterr().out
    main(["export", str(planned[0].folder), "calendar", "--to", str(tmp_path / "c.ics")])
    assert capsys.readouterr().out.startswith("Wrote 6 days to ")


# -- workbook ----------------------------------------------------------------------------------------------------------


def test_each_sheet_is_one_marked_up_table_and_days_are_days(planned: Planned, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(planned, "plan.xlsx", tmp_path))
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Actions", "Interventions", "Milestones", "Asks"]
    assert [row[0] for row in book["Contents"].iter_rows(min_row=2, values_only=True)] == book.sheetnames
    for page in book:
        assert [table.ref for table in page.tables.values()] == [page.dimensions]
        assert not page.merged_cells.ranges
        rows = list(page.iter_rows(values_only=True))
        assert all(value not in (None, "") for row in rows for value in row)
        assert len(set(rows[0])) == len(rows[0])
        assert not any(isinstance(value, str) and value.startswith("=") for row in rows for value in row)
    steps = {row[2]: row for row in book["Milestones"].iter_rows(min_row=2, values_only=True)}
    assert steps["Timetable"][4] == datetime(2027, 5, 1)
    assert steps["Timetable"][5:8] == ("Late" if is_past("2027-05-01") else "To come", "[z]", "2027-03-01")
    assert steps["Survey"][5:7] == ("Done", datetime(2026, 9, 10))
    asks = {row[2]: row[5] for row in book["Asks"].iter_rows(min_row=2, values_only=True)}
    assert asks == {"Wren Buses": "No answer yet", "Wrenmouth Council": "In part"}
    head, *rows = book["Actions"].iter_rows(values_only=True)
    found = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert found["A direct bus"]["Red, amber or green"].startswith("▲ Amber")
    assert found["A direct bus"]["Done so far"] == "1 of 5"
    assert (found["Keep the square as it is"]["Due date"], found["Keep the square as it is"]["Next look"]) == (
        "[z]",
        datetime(2027, 2, 1),
    )


@pytest.mark.slow
@pytest.mark.office
def test_libreoffice_shows_the_same_workbook(planned: Planned, tmp_path: Path) -> None:
    books = []
    for ending in ("xlsx", "ods"):
        path = export(planned, f"plan.{ending}", tmp_path)
        books.append(openpyxl.load_workbook(saved_as(path, "xlsx", tmp_path / ending)))
    ours, theirs = books
    assert ours.sheetnames == theirs.sheetnames
    for page in ours:
        other = theirs[page.title]
        assert list(page.iter_rows(values_only=True)) == list(other.iter_rows(values_only=True))
        assert [cell.font.b for cell in other[1]] == [True] * other.max_column
    (day,) = [row[4] for row in theirs["Milestones"].iter_rows(min_row=2) if row[2].value == "Timetable"]
    assert day.is_date
    assert "mmmm" in day.number_format.casefold()


# -- map ---------------------------------------------------------------------------------------------------------------


def test_an_action_without_a_shape_lies_at_its_finding_and_never_in_the_flat_file(
    planned: Planned, tmp_path: Path
) -> None:
    atlas, actions = planned
    found = json.loads(export(planned, "plan.geojson", tmp_path).read_text(encoding="utf-8"))["features"]
    by_id = {one["id"]: one for one in found}
    assert by_id[actions["bus"].id]["geometry"]["type"] == "Point"
    assert by_id[actions["bus"].id]["properties"]["place_is"] == "of its finding"
    assert by_id[actions["square"].id]["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert by_id[actions["square"].id]["properties"]["place_is"] == "of its area"
    assert by_id[actions["policy"].id]["geometry"] is None
    atlas.export("actions", tmp_path / "actions.geojson")
    flat = json.loads((tmp_path / "actions.geojson").read_text(encoding="utf-8"))["features"]
    assert [one["geometry"] for one in flat] == [None] * 4
    assert atlas.import_plan("actions", tmp_path / "actions.geojson", who=OFFICER).changed == ()
    with pytest.raises(InputError, match="title"):  # a borrowed place cannot come back as the action's own
        atlas.import_plan("actions", tmp_path / "plan.geojson", who=OFFICER)


# -- calendar ----------------------------------------------------------------------------------------------------------


def events(path: Path) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(one["UID"]): one for one in found.walk("VEVENT")}


def test_days_are_whole_stable_and_say_what_became_of_them(planned: Planned, tmp_path: Path) -> None:
    atlas, actions = planned
    steps = {one.text: one for one in atlas.plan().all(Milestone)}
    path = export(planned, "calendar.ics", tmp_path)
    before = events(path)
    due, look = (before[f"{actions[name].id}@everyday-atlas"] for name in ("bus", "square"))
    assert (due["DTSTART"].dt, due["DTEND"].dt) == (date(2027, 12, 1), date(2027, 12, 2))
    assert str(due["SUMMARY"]) == "Due: A direct bus"
    assert (look["DTSTART"].dt, str(look["SUMMARY"])) == (date(2027, 2, 1), "Look again: Keep the square as it is")
    assert str(before[f"{steps['Survey'].id}@everyday-atlas"]["SUMMARY"]) == "Done: Survey"
    assert "Owner: Wren Buses" in str(before[f"{steps['Talks'].id}@everyday-atlas"]["DESCRIPTION"])
    assert all(one["DTSTAMP"].dt <= datetime.now(UTC) + timedelta(seconds=1) for one in before.values())
    assert path.read_bytes() == export(planned, "calendar.ics", tmp_path).read_bytes()
    assert all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n"))


def test_what_was_dropped_is_cancelled_and_what_was_moved_is_newer(demo_atlas: Atlas, tmp_path: Path) -> None:
    from everyday.atlas.open_plan import close_plans

    atlas = copied(demo_atlas, tmp_path / "atlas")
    planned = (atlas, plan_into(atlas))
    store = atlas.plan()
    steps = {one.text: one for one in store.all(Milestone)}
    before = events(export(planned, "calendar.ics", tmp_path))
    store.save(replace(steps["Talks"], dropped_on="2026-11-20", dropped_reason="No need"), OFFICER)
    store.save(replace(steps["Timetable"], date="2027-06-01", earlier_dates=("2027-03-01", "2027-05-01")), OFFICER)
    policy = planned[1]["policy"]
    store.save(replace(policy, status="dropped", status_reason="Decided elsewhere"), OFFICER)
    after = events(export(planned, "calendar.ics", tmp_path))
    assert set(after) == set(before)
    talks, timetable, fares = (f"{one}@everyday-atlas" for one in (steps["Talks"].id, steps["Timetable"].id, policy.id))
    assert [str(after[one]["STATUS"]) for one in (talks, timetable, fares)] == ["CANCELLED", "CONFIRMED", "CANCELLED"]
    assert after[timetable]["DTSTART"].dt == date(2027, 6, 1)
    assert all(after[one]["SEQUENCE"] > before[one]["SEQUENCE"] for one in (talks, timetable, fares))
    close_plans()


# -- what is due -------------------------------------------------------------------------------------------------------


def due_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_body_has_its_own_days(planned: Planned, tmp_path: Path) -> None:
    rows = due_rows(export(planned, "due.csv", tmp_path))
    assert [row["organisation"].casefold() for row in rows] == sorted(row["organisation"].casefold() for row in rows)
    buses = [
        (row["date"], row["what"], row["role"], row["is_late"]) for row in rows if row["organisation"] == "Wren Buses"
    ]
    assert buses == [
        ("2026-10-01", "Talks", "owner", "yes"),
        ("2027-05-01", "Timetable", "responsible", "yes" if is_past("2027-05-01") else "no"),
        ("2027-12-01", "A direct bus", "responsible", "yes" if is_past("2027-12-01") else "no"),
    ]
    assert "Survey" not in {row["what"] for row in rows}  # done
    (square,) = [row for row in rows if row["action"] == "Keep the square as it is"]
    assert (square["kind"], square["date"], square["is_late"]) == ("next look", "2027-02-01", "no")
