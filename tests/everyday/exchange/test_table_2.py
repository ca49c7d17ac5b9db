"""The toolkit's Table 2 goes out as a spreadsheet, is edited in other programs, comes back: just the edits arrive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from everyday.exchange.records.importing import ImportResult
from everyday.exchange.tables import Sheet, write_ods
from plan.records import Action, Intervention, Organisation
from tests.makers.exchange_records import PLANNER, Town, fresh_town
from tests.makers.plans.action_plan import TABLE_2
from tests.oracles.laid_out import all_saved_as, saved_as

Rows = list[Action]
ENDINGS = ("xlsx", "ods")


@pytest.fixture(scope="module")
def entered(geopackage_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """A plan with the three rows, entered as actions."""
    folder = tmp_path_factory.mktemp("table")
    with fresh_town(folder, geopackage_plan) as town:
        town.plan().add(Organisation(name="Local authority", kind="local_authority"), PLANNER)
        rows = [town.plan().add(one, PLANNER) for one in TABLE_2]
    return folder / "plan.gpkg", rows


@pytest.fixture
def town(entered: tuple[Path, Rows], tmp_path: Path) -> Iterator[Town]:
    """A town with a copy of that plan."""
    with fresh_town(tmp_path / "town", entered[0]) as found:
        yield found


@pytest.fixture
def rows(entered: tuple[Path, Rows]) -> Rows:
    """Its rows."""
    return entered[1]


def edited(path: Path, change: Callable[[dict[str, dict[str, Any]]], None]) -> Path:
    """The workbook with other cells; ``change`` gets the cells by title and heading, and writes what is new."""
    book = openpyxl.load_workbook(path)
    page = book.active
    headings = [cell.value for cell in page[1]]
    title = headings.index("title")
    table = {str(row[title].value): dict(zip(headings, row, strict=True)) for row in page.iter_rows(min_row=2)}
    change(table)
    book.save(path)
    return path


def by_hand(table: dict[str, dict[str, Any]]) -> None:
    """What somebody does to the first and the third row."""
    first, _second, third = (table[one.title] for one in TABLE_2)
    first["due_date"].value = "1 March 2027"
    first["contributes"].value = str(first["contributes"].value) + "; Wrenmouth Museum"
    third["interventions"].value = str(third["interventions"].value).replace("Reduction in fares", "Free fares")
    third["rag"].value, third["rag_reason"].value = "amber", "No operator yet."


def check_edits(town: Town, rows: Rows, result: ImportResult, file: str) -> None:
    """Exactly the edits are here, with their history."""
    first, second, third = rows
    assert (result.refused, result.added) == ((), ())
    assert set(result.changed) == {first.id, third.id}
    assert result.unchanged == (second.id,)
    now = [town.plan().get(Action, one.id) for one in rows]
    same = {"version": 0, "updated_at": ""}
    wanted = (*third.interventions[:1], third.interventions[1].replace("Reduction in", "Free"), third.interventions[2])
    assert replace(now[0], **same) == replace(first, due_date="2027-03-01",
                                              contributes=(*first.contributes, "Wrenmouth Museum"), **same)  # fmt: skip
    assert now[1] == second
    assert replace(now[2], **same) == replace(third, interventions=wanted, rag="amber",
                                              rag_reason="No operator yet.", **same)  # fmt: skip
    parts = [one for one in town.plan().all(Intervention) if one.action_id == third.id]
    assert sorted((one.number, one.version) for one in parts) == [(1, 1), (2, 2), (3, 1)]  # only the one that changed
    last = town.plan().history(third.id)[-1]
    assert (last.change, last.actor, last.reason) == ("changed", PLANNER.name, f"Imported from {file}")
    assert (last.before or {})["rag"] == ""
    assert (last.after or {})["rag"] == "amber"


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_what_nobody_edited_changes_nothing(ending: str, town: Town, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / f"plan{ending}"
    town.export("actions", path, is_everything=True)
    before = town.plan().revision()
    result = town.import_plan("actions", path, who=PLANNER, is_all_or_nothing=True)
    assert (len(result.unchanged), result.changed, result.added, result.refused) == (3, (), (), ())
    assert town.plan().revision() == before


@pytest.fixture(scope="module")
def edited_there(entered: tuple[Path, Rows], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """Exported as either, opened and saved by LibreOffice, edited, saved by LibreOffice as either."""
    folder = tmp_path_factory.mktemp("edited")
    with fresh_town(folder / "town", entered[0]) as town:
        for ending in ENDINGS:
            town.export("actions", folder / f"plan-{ending}.{ending}")
    opened = all_saved_as([folder / f"plan-{ending}.{ending}" for ending in ENDINGS], "xlsx", folder / "opened")
    changed = [edited(one, by_hand) for one in opened]
    return {
        (ending, saved): path
        for saved in ENDINGS
        for ending, path in zip(ENDINGS, all_saved_as(changed, saved, folder / "saved"), strict=True)
    }


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.parametrize("saved", ENDINGS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_exactly_the_edits_arrive(
    ending: str, saved: str, town: Town, rows: Rows, edited_there: dict[tuple[str, str], Path]
) -> None:
    back = edited_there[ending, saved]
    check_edits(town, rows, town.import_plan("actions", back, who=PLANNER, is_all_or_nothing=True), back.name)


@pytest.mark.slow
@pytest.mark.office
def test_libreoffice_shows_days_as_days(town: Town, rows: Rows, tmp_path: Path) -> None:
    town.plan().save(replace(rows[0], due_date="2027-03-01"), PLANNER)
    town.export("actions", tmp_path / "plan.ods")
    shown = openpyxl.load_workbook(saved_as(tmp_path / "plan.ods", "xlsx", tmp_path / "theirs")).active
    headings = [cell.value for cell in shown[1]]
    title, due = headings.index("title"), headings.index("due_date")
    (cell,) = [row[due] for row in shown.iter_rows(min_row=2) if row[title].value == rows[0].title]
    assert cell.is_date
    assert f"{cell.value:%Y-%m-%d}" == "2027-03-01"
    assert cell.number_format.replace("\\", "") == "yyyy-mm-dd"
    assert all(cell.data_type == "s" for cell in shown["A"])


# -- a spreadsheet with everything that can be wrong -------------------------------------------------------------------


def broken(path: Path, rows: Rows, town: Town) -> dict[str, int]:
    """Wrong ids, a day that is none, a stale version, an unknown body, a formula, merged cells; rows by fault."""
    town.plan().save(replace(rows[1], title="Changed here meanwhile"), PLANNER)
    book = openpyxl.load_workbook(path)
    page = book.active
    at = {cell.value: cell.column for cell in page[1]}
    number = {row[at["title"] - 1].value: row[0].row for row in page.iter_rows(min_row=2)}
    wrong, stale, unknown = (number[one.title] for one in rows)
    page.cell(wrong, at["due_date"]).value = "31/02/2026"
    page.cell(wrong, at["level"]).value = "galactic"
    page.cell(stale, at["rag_reason"]).value = "an edit to an old version"
    page.cell(unknown, at["responsible"]).value = "Local authority; Ministry of Silly Walks"
    for place, name in ((5, "X-1"), (6, "")):
        page.cell(place, at["id"]).value = name
        page.cell(place, at["title"]).value = "A new one"
    page.cell(6, at["title"]).value = '=UPPER("formula")'
    page.cell(6, at["title"]).data_type = "f"
    page.merge_cells("A8:C9")
    page.cell(8, 1).value = "spread over six cells"
    book.save(path)
    return {"wrong": wrong, "stale": stale}


@pytest.mark.parametrize("ending", ["xlsx", pytest.param("ods", marks=[pytest.mark.slow, pytest.mark.office])])
def test_all_problems_are_named_by_cell_and_nothing_is_half_imported(
    ending: str, town: Town, rows: Rows, tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    town.export("actions", path)
    at = broken(path, rows, town)
    if ending == "ods":
        path = saved_as(path, "ods", tmp_path / "theirs")
    before = (town.plan().revision(), town.plan().all(Action))
    result = town.import_plan("actions", path, who=PLANNER, is_all_or_nothing=True)
    assert not result.is_kept
    assert (town.plan().revision(), town.plan().all(Action)) == before
    said = result.to_text()
    column = {cell.value: cell.column_letter for cell in openpyxl.load_workbook(tmp_path / "plan.xlsx").active[1]}
    refused = {one.where: one for one in result.refused}
    wrong, stale = (refused.pop(f"row {at[name]}") for name in ("wrong", "stale"))
    assert set(refused) == {"row 5", "row 8"}
    assert wrong.cells == tuple(f"{column[name]}{at['wrong']}" for name in ("level", "due_date"))
    assert "galactic" in wrong.reason
    assert "31" in wrong.reason
    assert f"row {at['wrong']} ({', '.join(wrong.cells)})" in said
    assert (stale.cause, refused["row 5"].cells) == ("conflict", ("A5",))
    assert "version 1 in the file" in stale.reason
    assert "Some cells are merged" in said
    assert "A8" in said
    assert "formulas" in said
    assert f"{column['title']}6" in said
    kept = town.import_plan("actions", path, who=PLANNER)  # who does not ask for all or nothing gets the good rows
    assert (len(kept.added), len(kept.changed)) == (1, 1)
    assert "Ministry of Silly Walks” in the plan: it counts as still to be named" in kept.to_text()
    assert "“Local authority”" not in kept.to_text()
    assert kept.refused_path is not None
    assert kept.refused_path.suffix == path.suffix


def test_refused_rows_of_an_ods_come_back_as_one_that_can_be_corrected(town: Town, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "rows.ods"
    write_ods(path, "Rows", [Sheet("actions", ["title", "due_date"], [["Good", "2027-01-01"], ["Bad", "31/02/2026"]])])
    result = town.import_plan("actions", path, who=PLANNER)
    assert (len(result.added), [one.where for one in result.refused]) == (1, ["row 3"])
    assert result.refused_path == tmp_path / "rows-not-placed.ods"
    again = town.import_plan("actions", result.refused_path, who=PLANNER)
    assert [one.cells for one in again.refused] == [("B2",)]
