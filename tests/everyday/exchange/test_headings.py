"""Headings of the workbooks we write stay headings for GDAL, and so for QGIS, whatever the first row says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio
import pytest

from everyday import Atlas
from everyday.atlas import Edition
from everyday.exchange.measures import write_table
from everyday.exchange.records.formats import write_records
from everyday.exchange.sheet.reading import read_sheet
from everyday.exchange.sheet.writing import refused_sheet, write_sheet
from everyday.exchange.tables import write_csv, write_xlsx
from everyday.pictures import grid_of_edition
from plan.exchange.columns import exchange_of
from plan.records import Action, Correction, Finding, Vote
from plan.taxonomy import default_taxonomy
from store.plan_store import PlanStore
from tests.makers.exchange_records import PLANNER, Town

TAXONOMY = default_taxonomy()


@pytest.fixture(scope="module")
def edition(demo_atlas: Atlas) -> Edition:
    return demo_atlas.edition()


def assert_read_with_headings(path: Path) -> None:
    """Every sheet has the columns for GDAL that stand in its first row, and a record for each row below (or one)."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        found = pyogrio.read_dataframe(path, layer=sheet.title)
        assert list(found.columns) == list(rows[0]), sheet.title
        assert len(found) == max(len(rows) - 1, 1), sheet.title


@pytest.mark.parametrize("rows", [
    [], [[None, None, None]], [["Hill", "wide", None]], [[None, "wide", "x"], ["Dock", None, 4]], [["Hill", 3, None]],
    [["Hill", 3, "x"]], [["", "", "x"]],
])  # fmt: skip
def test_of_a_table_with_anything_but_words_in_its_first_row(tmp_path: Path, rows: list[list[object]]) -> None:
    write_xlsx(tmp_path / "t.xlsx", ["ward", "age", "note"], rows, sheet="t")
    assert_read_with_headings(tmp_path / "t.xlsx")


RECORDS = {
    "findings": Finding(title="No bus", text="After six", groups=("a",), themes=("safety",), status_reason="x"),
    "actions": Action(title="A bus", responsible=("Council",)),
    "votes": Vote(),
    "corrections": Correction(kind="place_closed", name="Caffi", place_id="n1", text="gone", session="S-1"),
}


@pytest.mark.parametrize("with_further", [False, True])
@pytest.mark.parametrize("what", RECORDS)
def test_of_exported_records(tmp_path: Path, what: str, with_further: bool) -> None:
    path = tmp_path / "r.xlsx"
    for records in ([RECORDS[what]], []):
        write_records(path, exchange_of(what), records, with_further=with_further)
        assert_read_with_headings(path)
    shown = exchange_of(what).shown(with_further=with_further)
    assert pyogrio.read_dataframe(path).columns.tolist() == [column.name for column in shown], "no column more"


def test_of_measures(edition: Edition, tmp_path: Path) -> None:
    for table in (edition.cells(), edition.areas()):  # a program looks at the first rows
        write_table(table.head(200), tmp_path / "m.xlsx", layer="m")
        assert_read_with_headings(tmp_path / "m.xlsx")


FULL = {
    "kind": "Barrier", "title": "No bus", "text": "After six", "where": "whole town", "ward": "Dock", "grid": "55",
    "street": "High St", "stop": "Bay 1", "place": "Library", "level": "City", "dimensions": "Social", "groups": "all",
    "themes": "Safety", "policy_spheres": "Transport",
}  # fmt: skip


@pytest.mark.parametrize("rows", [[], [FULL], [FULL | {"lat": 51.5, "lon": -3.0}], [{"kind": "Barrier"}, FULL]])
def test_of_session_sheets(edition: Edition, tmp_path: Path, rows: list[dict[str, object]]) -> None:
    grid = grid_of_edition(edition)
    path = write_sheet(tmp_path / "s.xlsx", taxonomy=TAXONOMY, edition=edition, grid=grid, rows=rows)
    assert_read_with_headings(path)


def test_of_an_empty_session_sheet_that_somebody_fills_in(edition: Edition, tmp_path: Path) -> None:
    grid = grid_of_edition(edition)
    path = write_sheet(tmp_path / "s.xlsx", taxonomy=TAXONOMY, edition=edition, grid=grid)
    book = openpyxl.load_workbook(path)
    pins = book.worksheets[0]
    columns = {cell.value: cell.column for cell in pins[1]}
    for number, title in enumerate(("No bus", "3-4"), start=2):
        pins.cell(number, columns["barrier or enabler"]).value = "Barrier"
        pins.cell(number, columns["sentence"]).value = title
        pins.cell(number, columns["where"]).value = "whole town"
    assert pins.cell(2, columns["sentence"]).number_format == "@", "what is typed stays as typed"
    assert pins.cell(2, columns["lat"]).number_format == "General"
    book.save(path)
    assert_read_with_headings(path)
    assert len(read_sheet(path, edition=edition, taxonomy=TAXONOMY).findings) == 2


def test_of_rows_of_a_sheet_that_came_back(edition: Edition, tmp_path: Path) -> None:
    headings, words = ["kind", "sentence", "where"], ["Barrier", "Too dark", "nowhere at all"]
    write_csv(tmp_path / "s.csv", headings, [["Barrier", "Dark", "whole town"], words, words])
    result = read_sheet(tmp_path / "s.csv", edition=edition, taxonomy=TAXONOMY)
    path = refused_sheet(result, tmp_path / "mend.xlsx")
    assert_read_with_headings(path)
    found = pyogrio.read_dataframe(path)
    assert found.columns.tolist() == ["why", *headings, "row number"]
    assert found["row number"].tolist() == [3, 4]
    again = read_sheet(path, edition=edition, taxonomy=TAXONOMY)
    assert not any("row number" in str(problem) for problem in again.report.problems)
    assert pyogrio.read_dataframe(refused_sheet(again, tmp_path / "again.xlsx")).columns.tolist() == list(found.columns)


def test_of_rows_of_an_import_that_came_back(plan_store: PlanStore, tmp_path: Path) -> None:
    town = Town(tmp_path, plan_store)
    headings = ["title", "kind", "row_number"]
    rows = [["No bus", "no such kind", 7], ["Dark", "nor this", 8]]
    write_xlsx(tmp_path / "f.xlsx", headings, rows, sheet="findings")
    result = town.import_plan("findings", tmp_path / "f.xlsx", who=PLANNER)
    assert result.refused_path is not None
    assert_read_with_headings(result.refused_path)
    found = pyogrio.read_dataframe(result.refused_path)
    assert found.columns.tolist() == ["title", "kind", "row number", "why"]
    assert found["row number"].tolist() == [2, 3]
    again = town.import_plan("findings", result.refused_path, who=PLANNER)
    assert len(again.refused) == 2
    assert not any("row number" in str(problem) for problem in again.report.problems)


def test_spreadsheet_programs_see_no_row_where_there_is_none(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "t.xlsx", ["ward", "age"], [], sheet="t")
    assert pd.read_excel(tmp_path / "t.xlsx").empty
