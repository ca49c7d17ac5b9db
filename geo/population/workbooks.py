"""Workbooks of people (XLSX, XLS, ODS), as the ONS publishes them: notes sheets read past, titles above the table."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pandas as pd

from geo.boundaries import OFFICIAL_CODE
from geo.errors import Report
from geo.population.tables import choose_count_column, refuse_without_table, table_of_rows
from geo.survey import Sheet, open_sheets

__all__ = ["WORKBOOKS", "looks_like_people", "read_workbook"]

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_SMALL_AREA = re.compile(r"^([EWSN]0[012]\d{6}|N2\d{7})$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_workbook(path: Path, report: Report) -> pd.DataFrame | None:
    """The table of the sheet that has the most official codes, of several years the latest; None after a refusal.

    Rows are indexed as the spreadsheet program counts them. Other sheets are named in the report.
    """
    sheets = open_sheets(path, report)
    if not report.is_usable:
        return None
    read = [(sheet, _rows(sheet)) for sheet in sheets]
    tables = [(sheet, rows, _width(rows)) for sheet, rows in read]
    tables = [(sheet, rows, width) for sheet, rows, width in tables if width >= 2 and len(rows) >= 2]
    if not tables:
        refuse_without_table(report)
        return None
    with_codes = [entry for entry in tables if _codes_n(entry[1]) > 0]
    most = max((_codes_n(rows) for _, rows, _ in with_codes), default=0)
    fitting = [entry for entry in with_codes if _codes_n(entry[1]) >= 0.5 * most] or tables
    sheet, rows, width = max(fitting, key=lambda entry: (_year(entry[0].name), len(entry[1]), -tables.index(entry)))
    if sheet.name:
        report.facts["Sheet"] = sheet.name
        others = [other.name for other, _ in read if other is not sheet]
        rivals = [other.name for other, _, _ in fitting if other is not sheet]
        report.add(
            "warning" if rivals else "note",
            "several_sheets",
            f'the workbook has {len(read)} sheets; "{sheet.name}" is read, not {", ".join(others[:8])}.',
            action="If another sheet is meant, save that one alone.",
            where=others,
        )
    return table_of_rows(_padded(rows, width), width, report)


def looks_like_people(path: Path) -> bool:
    """Whether a workbook counts people by small area, rather than asking them: one count column and small areas."""
    report = Report(path.name, "population")
    table = read_workbook(path, report)
    if table is None or not report.is_usable:
        return False
    small = table.apply(lambda column: column.map(lambda cell: bool(_SMALL_AREA.match(cell))).mean() >= 0.8)
    return bool(small.any()) and choose_count_column(table, None, report) is not None


def _rows(sheet: Sheet) -> list[tuple[int, list[str]]]:
    """Rows with something in them, numbered as one sees them, without empty cells at their ends."""
    made = []
    for number, row in enumerate(sheet.body(0).iter_rows(), start=1):
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            made.append((number, cells))
    return made


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return "" if cell != cell else str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell).strip()


def _width(rows: list[tuple[int, list[str]]]) -> int:
    """Cells of the usual row; a heading may be wider than rows whose last cells are empty."""
    widths = Counter(len(cells) for _, cells in rows if len(cells) > 1)
    if not widths:
        return 0
    usual = widths.most_common(1)[0][0]
    for _, cells in rows:
        if len(cells) >= usual and all(cells[:usual]):
            return len(cells)
    return usual


def _padded(rows: list[tuple[int, list[str]]], width: int) -> list[tuple[int, list[str]]]:
    """Rows below the heading filled up with empty cells where they have at least two cells filled."""
    start = next((i for i, (_, cells) in enumerate(rows) if len(cells) == width), len(rows))
    return rows[: start + 1] + [
        (number, cells + [""] * (width - len(cells)) if len(cells) < width and sum(map(bool, cells)) > 1 else cells)
        for number, cells in rows[start + 1 :]
    ]


def _codes_n(rows: list[tuple[int, list[str]]]) -> int:
    return sum(any(OFFICIAL_CODE.match(cell) for cell in cells) for _, cells in rows)


def _year(name: str) -> int:
    return max((int(year) for year in _YEAR.findall(name)), default=0)
