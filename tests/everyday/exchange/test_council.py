"""A council's own register comes in as it is: its headings, its references, its mess; twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from everyday import Atlas
from everyday.commands.group import cli
from everyday.exchange.council import (
    BroughtIn,
    Matching,
    bring_register,
    guessed,
    load_matching,
    look_at_register,
    with_meaning,
)
from everyday.exchange.council.cells import amount_of, day_of, is_nothing
from everyday.exchange.tables import Sheet, write_ods
from geo.errors import UsageError
from plan.records import Action, Organisation, Person, Update
from tests.makers.plans.action_plan import copied

ADA = Person("Ada", "planner")
HEADINGS = ("Ref", "Action", "Owner", "Ward", "Status", "RAG", "Target date", "Cost", "BSIP ref", "Progress update",
            "Steps")  # fmt: skip
GOOD: tuple[tuple[object, ...], ...] = (
    ("", "Fenland Action Plan 2026", "", "", "", "", "", "", "", "", ""),
    (),
    HEADINGS,
    ("TRANSPORT",),
    ("T1 ", "  A direct bus\u00a0to the centre ", "marsh buses", " {ward} ", "In progress", "Amber", "31/03/2027",
     "£20k - £30k", "4.2", "Talks begun", "1. Talk to the operator\n2. Timetable"),
    ("T2", "Evening buses", "Marsh Buses; Wrenmouth Council", "{ward} Ward", "Not started", "n/a", "TBC", "tbc", "-",
     "", ""),
    (),
    ("T3", "Free-to-borrow bikes", "Wrenmouth Council and Marsh Buses", "Borough-wide", "COMPLETE", "Green",
     "1st March 2026", "50,000 pa", "N/A", "Opened", "• Bikes\n• Racks"),
    ("T4", "Keep the square", "Local authority", "All wards", "Approved", "g", "Ongoing", "within existing resources",
     "4.2, 4.7", "", ""),
    ("T5", "Cheaper fares", "", "", "Cancelled", "", "March 2027", "", "", "", ""),
    ("T6", "A crossing", "Wrenmouth Council", "{ward}", "On hold", "RED", "2026/27", "", "", "", ""),
    (),
    ("Total", "6 actions", "", "", "", "", "", "£100,000"),
)  # fmt: skip


@pytest.fixture
def town(demo_atlas: Atlas, tmp_path: Path) -> Iterator[Atlas]:
    from everyday.atlas.open_plan import close_plans

    atlas = copied(demo_atlas, tmp_path / "atlas")
    for name, kind in (("Marsh Buses", "transport_operator"), ("Wrenmouth Council", "local_authority")):
        atlas.plan().add(Organisation(name=name, kind=kind), ADA)
    yield atlas
    close_plans()


def ward(atlas: Atlas) -> tuple[str, str]:
    areas = atlas.edition().areas().sort_values("area_id")
    return str(areas["area_id"].iloc[1]), str(areas["area_name"].iloc[1])


def written(atlas: Atlas, folder: Path, rows: Sequence[Sequence[object]] = GOOD, name: str = "register.xlsx") -> Path:
    name_of_ward = ward(atlas)[1]
    named = [[cell.format(ward=name_of_ward) if isinstance(cell, str) else cell for cell in row] for row in rows]
    path = folder / name
    if path.suffix == ".csv":
        import csv

        with open(path, "w", newline="", encoding="cp1252") as stream:
            csv.writer(stream).writerows(named)
    elif path.suffix == ".ods":
        wide = max(map(len, named))
        body = [[*row, *[""] * (wide - len(row))] for row in named]
        write_ods(path, "Register", [Sheet("Register", [f"c{n}" for n in range(wide)], body,
                                           formats=["General"] * wide)])  # fmt: skip
    else:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in named:
            sheet.append(list(row))
        if not named[0][1]:
            sheet.merge_cells("A1:K1")
        book.save(path)
    return path


def brought(atlas: Atlas, path: Path, *, columns: dict[str, str] | None = None, **more: object) -> BroughtIn:
    is_first = not load_matching(atlas.folder).columns and "matching" not in more
    matched = columns or ({"Action": "title", "Ref": "reference"} if is_first else None)
    return bring_register(atlas, path, who=ADA, columns=matched, **more)  # type: ignore[arg-type]


def action(atlas: Atlas, reference: str) -> Action:
    (found,) = [one for one in atlas.plan().all(Action) if one.reference == reference]
    return found


# -- good, messy rows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["register.xlsx", "register.csv", "register.ods"])
def test_a_good_messy_register_comes_in_without_a_false_alarm(town: Atlas, tmp_path: Path, name: str) -> None:
    found = brought(town, written(town, tmp_path, name=name))
    assert [str(one) for one in found.problems] == []
    assert (len(found.added), found.is_kept) == (6, True)
    code = ward(town)[0]
    bus = action(town, "T1")
    assert (bus.title, bus.responsible, bus.area_ids) == ("A direct bus to the centre", ("Marsh Buses",), (code,))
    assert (bus.status, bus.rag, bus.due_date) == ("under_way", "amber", "2027-03-31")
    assert bus.rag_reason, "amber has a reason, also where the register gives none"
    assert (bus.cost_low, bus.cost_high, bus.cost_per, bus.other_plans) == (20_000, 30_000, "once", ("BSIP: 4.2",))
    assert bus.interventions == ("Talk to the operator", "Timetable")
    evening = action(town, "T2")
    assert (evening.responsible, evening.area_ids) == (("Marsh Buses", "Wrenmouth Council"), (code,))
    assert (evening.rag, evening.due_date, evening.cost_low, evening.other_plans) == ("", "", None, ())
    bikes = action(town, "T3")
    assert (bikes.status, bikes.area_ids, bikes.level, bikes.due_date) == ("done", (), "city", "2026-03-01")
    assert (bikes.responsible, bikes.cost_per) == (("Wrenmouth Council", "Marsh Buses"), "year")
    square = action(town, "T4")
    assert (square.is_ongoing, square.due_date, square.status) == (True, "", "agreed")
    assert square.other_plans == ("BSIP: 4.2", "BSIP: 4.7")
    assert (action(town, "T5").status, action(town, "T5").due_date) == ("dropped", "2027-03-31")
    assert (action(town, "T6").status, action(town, "T6").due_date) == ("stalled", "2027-03-31")
    assert sorted(one.text for one in town.plan().all(Update)) == ["Opened", "Talks begun"]
    assert any("“March 2027” was read as 2027-03-31" in one for one in found.read_as)
    passed = next(one for one in found.report.problems if one.code == "passed_over")
    assert passed.count == 2, "the heading of the section and the total"


def test_the_same_file_twice_changes_nothing_and_later_work_here_stays(town: Atlas, tmp_path: Path) -> None:
    path = written(town, tmp_path)
    brought(town, path)
    revision = town.plan().revision()
    again = brought(town, path)
    assert (len(again.added), len(again.changed), len(again.unchanged)) == (0, 0, 6)
    assert town.plan().revision() == revision
    town.plan().save(replace(action(town, "T2"), title="Buses until midnight"), ADA)
    rows = [[*row] for row in GOOD]
    rows[5][4] = "Complete"
    found = brought(town, written(town, tmp_path, rows))
    assert len(found.changed) == 1
    changed = action(town, "T2")
    assert (changed.title, changed.status) == ("Buses until midnight", "done"), "only what the register changed"
    statuses = [entry.after["status"] for entry in town.plan().history(changed.id) if entry.after]
    assert statuses == ["proposed", "proposed", "agreed", "under_way", "done"], (
        "no step of the plan's rules is left out"
    )


def test_merged_cells_count_for_the_rows_that_they_reach_over(town: Atlas, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Ref", "Action", "Owner"), ("1", "One", "Marsh Buses"), ("2", "Two", None), ("3", "Three", None)):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    book.save(tmp_path / "merged.xlsx")
    found = brought(town, tmp_path / "merged.xlsx")
    assert found.is_whole
    assert [action(town, one).responsible for one in "123"] == [("Marsh Buses",), ("Marsh Buses",), ()]


@pytest.mark.parametrize(("words", "day"), [
    ("31/03/2027", "2027-03-31"), ("31.3.27", "2027-03-31"), ("2027-03-31", "2027-03-31"),
    ("31 March 2027", "2027-03-31"), ("Wed 31st Mar 2027", "2027-03-31"), ("Mar-27", "2027-03-31"),
    ("Feb 2028", "2028-02-29"), ("Q4 2026/27", "2027-03-31"), ("Q1 2026/27", "2026-06-30"), ("Q2 2027", "2027-06-30"),
    ("2026/27", "2027-03-31"), ("2026-27", "2027-03-31"), ("By end of 2027", ""), ("end 2027", "2027-12-31"),
    ("31/02/2026", ""), ("Spring 2027", ""), ("2026/29", ""), ("0/0/2027", ""), ("99 March 2027", ""),
])  # fmt: skip
def test_days_as_people_write_them(words: str, day: str) -> None:
    found = day_of(words)
    assert (found.iso if found else "") == day


def test_amounts_and_words_for_nothing() -> None:
    assert amount_of("£1,250.50") == (1250.5, 1250.5, "once")
    assert amount_of("circa £2m per annum") == (2e6, 2e6, "year")
    assert amount_of("£5k to £10k") == (5000, 10000, "once")
    assert [amount_of(one) for one in ("lots", "£10-£5", "£")] == [None, None, None]
    assert all(is_nothing(one) for one in ("n/a", "N/A", " - ", "–", "TBC", "tbc.", "None", ""))
    assert not any(is_nothing(one) for one in ("0", "no", "1"))


# -- problems by cell --------------------------------------------------------------------------------------------------


def test_every_problem_is_named_by_its_cell_and_nothing_is_half_imported(town: Atlas, tmp_path: Path) -> None:
    rows = [
        ("Ref", "Action", "Owner", "Ward", "Status", "Target date", "Cost"),
        ("1", "A bus", "Marsh Busses", "{ward}", "In progress", "31/02/2026", "£5"),
        ("2", "A tram", "Marsh Buses", "Atlantis", "Nearly there", "31/03/2027", "a lot"),
        ("2", "A stop", "Marsh Buses", "", "", "", ""),
        ("", "A crossing", "Marsh Buses", "", "", "", ""),
        ("5", "", "Marsh Buses", "", "", "", ""),
        ("6", "=B2&B3", "Marsh Buses", "", "", "", ""),
        ("7", "Good", "Marsh Buses", "{ward}", "Agreed", "31/03/2027", "£5"),
    ]
    revision = town.plan().revision()
    found = brought(town, written(town, tmp_path, rows))
    assert not found.is_kept
    assert (town.plan().all(Action), town.plan().revision()) == ([], revision)
    by_cell = {one.cell: one for one in found.problems}
    assert set(by_cell) == {"C2", "F2", "D3", "E3", "G3", "A4", "A5", "A6", "B7"}
    assert by_cell["C2"].near == ("Marsh Buses",)
    assert (by_cell["C2"].field, by_cell["D3"].field, by_cell["E3"].field) == ("organisation", "area", "status")
    assert "31/02/2026" in by_cell["F2"].reason
    assert "row 3 already" in by_cell["A4"].reason
    assert "formula" in by_cell["B7"].reason


def test_an_unknown_body_is_a_known_one_or_added_as_somebody_says_and_it_is_remembered(
    town: Atlas, tmp_path: Path
) -> None:
    rows = [("Ref", "Action", "Owner"), ("1", "A bus", "Marsh Busses Ltd"), ("2", "A café", "The Hub CIC")]
    path = written(town, tmp_path, rows)
    first = brought(town, path)
    assert [(one.cell, one.words) for one in first.problems] == [("C2", "Marsh Busses Ltd"), ("C3", "The Hub CIC")]
    matching = with_meaning(load_matching(town.folder), "organisation", "marsh busses ltd", "Marsh Buses")
    matching = with_meaning(matching, "organisation", "The Hub CIC", "new")
    found = brought(town, path, matching=matching)
    assert (len(found.added), found.organisations_n) == (2, 1)
    assert action(town, "1").responsible == ("Marsh Buses",)
    assert [one.name for one in town.plan().all(Organisation)] == ["Marsh Buses", "Wrenmouth Council", "The Hub CIC"]
    rows.append(("3", "A garden", "the hub cic"))
    again = brought(town, written(town, tmp_path, rows))
    assert (len(again.added), again.organisations_n) == (1, 0)
    assert action(town, "3").responsible == ("The Hub CIC",)


def test_a_body_is_found_by_the_name_that_it_had(town: Atlas, tmp_path: Path) -> None:
    store = town.plan()
    council = next(one for one in store.all(Organisation) if one.name == "Wrenmouth Council")
    before = ({"name": "Wrenmouth Council", "until": "2026-04-01"},)
    store.save(replace(council, name="Fenland Council", former_names=before), ADA)
    found = brought(town, written(town, tmp_path, [("Ref", "Action", "Owner"), ("1", "A bus", "Wrenmouth Council")]))
    assert found.is_whole
    assert action(town, "1").responsible == ("Fenland Council",)


def test_columns_are_guessed_said_once_and_remembered(town: Atlas, tmp_path: Path) -> None:
    path = written(town, tmp_path, [("Our number", "What we shall do", "Ward"), ("1", "A bus", "{ward}")])
    with pytest.raises(UsageError, match="Nobody has said yet"):
        look_at_register(town, path, who=ADA)
    with pytest.raises(UsageError, match="Two columns"):
        brought(town, path, columns={"Our number": "title", "What we shall do": "title"})
    brought(town, path, columns={"Our number": "reference", "What we shall do": "title"})
    assert guessed(["OUR NUMBER", "What we shall do:"], load_matching(town.folder)) == {
        "OUR NUMBER": "reference", "What we shall do:": "title",
    }  # fmt: skip
    assert action(town, "1").area_ids == (ward(town)[0],)
    assert guessed(["Action", "Title", "RAG rating"], Matching()) == {
        "Action": "title", "Title": "left_out", "RAG rating": "rag",
    }  # fmt: skip


def test_the_command_asks_for_the_columns_names_problems_and_brings_in(town: Atlas, tmp_path: Path) -> None:
    path = written(town, tmp_path, [("Ref", "Action", "Owner", "Status"), ("1", "A bus", "Marsh Busses", "In hand")])
    run = CliRunner()
    asked = run.invoke(cli, ["import", str(town.folder), "register", str(path)])
    assert isinstance(asked.exception, UsageError)
    assert '--match "Action=title"' in str(asked.exception)
    matched = ["--match", "Ref=reference", "--match", "Action=title"]
    faults = run.invoke(cli, ["import", str(town.folder), "register", str(path), *matched])
    assert faults.exit_code == 1
    assert "C2 (Owner): The plan knows no organisation “Marsh Busses”." in faults.output
    assert "Is it 'Marsh Buses'?" in faults.output
    said = ["--read", "organisation:Marsh Busses=Marsh Buses", "--read", "status:In hand=under_way", "--json"]
    done = run.invoke(cli, ["import", str(town.folder), "register", str(path), *said])
    assert done.exit_code == 0, done.output
    assert len(json.loads(done.output)["added"]) == 1
    assert action(town, "1").status == "under_way"
