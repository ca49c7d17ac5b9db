"""Session sheets as files: an empty one to fill in, one with rows, and one with the rows that came back."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from everyday.atlas import filled
from everyday.disk import written_whole
from everyday.exchange.sheet.columns import COLUMNS, SheetColumn, field_of, grid_code_in, grid_heading
from everyday.exchange.sheet.rows import number_of_text
from everyday.exchange.tables import PINS, ROW_NUMBER, Sheet, write_ods
from everyday.pictures import Grid
from geo.errors import UsageError
from plan.exchange import LONGEST_CELL, guard_text, to_xlsx

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from everyday.atlas import Edition
    from everyday.exchange.sheet.result import RefusedRow
    from plan.taxonomy import Taxonomy

__all__ = ["refused_sheet", "write_rows", "write_sheet"]

_HOW, _LISTS = "How to fill this in", "Lists"
_SHOWN = tuple(column for column in COLUMNS if column.explains)
# Lists to choose from, and whether something else may be written (several terms, or none of them).
_CHOICES = {"kind": False, "level": False, "dimensions": True, "themes": True, "policy_spheres": True, "ward": True}
_TERMS = {"kind": "kinds", "level": "levels", "dimensions": "dimensions", "themes": "themes",
          "policy_spheres": "policy_spheres"}  # fmt: skip
_READY_ROWS = 2_000  # rows with lists to choose from
_WHY_WIDTH, _NUMBER_WIDTH = 60, 9
_LINE_PT, _MOST_LINES = 15, 25
_A3 = 8  # as Excel numbers its papers
_TEXT = "@"
_HEAD_FILL, _INK = "FFE4ECEF", "FF123C4A"


def write_sheet(
    target: Path, *, taxonomy: Taxonomy, edition: Edition, grid: Grid, rows: Iterable[Mapping[str, object]] = ()
) -> Path:
    """Write a session sheet. CSV has headings only; the others say how to fill it in and what can be chosen.

    In XLSX the choices drop down; in ODS they stand on a sheet of their own.

    Args:
        target: ends in ``.xlsx``, ``.ods`` or ``.csv``.
        grid: of the paper map: its code is in the heading of the column of squares.
        rows: filled in already, by heading or field; coordinates as numbers.

    Returns:
        ``target``.

    Raises:
        UsageError: another kind of file, an unknown heading, or a text longer than a cell can be.
    """
    _check_kind(target)
    headings = [grid_heading(grid.code) if column.field == "grid" else column.heading for column in _SHOWN]
    table = [_cells_of(row) for row in rows]
    if target.suffix.lower() == ".csv":
        _write_csv(target, headings, table)
        return target
    lists = _lists(taxonomy, edition)
    sheets = [
        _sheet(PINS, headings, table, [column.width for column in _SHOWN]),
        _how(str(edition.manifest["name"]), grid),
        _lists_sheet(lists),
    ]
    if target.suffix.lower() == ".ods":
        write_ods(target, PINS, sheets)
        return target
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in sheets:
        _fill(workbook.create_sheet(sheet.title), sheet)
    _offer_lists(workbook[PINS], lists)
    with written_whole(target) as beside:
        workbook.save(beside)
    return target


class Refused(Protocol):
    """A result with rows that came back."""

    @property
    def refused(self) -> Sequence[RefusedRow]: ...
    @property
    def headings(self) -> tuple[str, ...]: ...
    @property
    def grid_code(self) -> str: ...


def refused_sheet(result: Refused, target: Path) -> Path:
    """Write the rows that became no pins (or no answers), so that they can be mended and given again.

    A column "why" comes first, one with the number that the row had in its file last.

    Raises:
        UsageError: ``target`` ends in none of ``.xlsx``, ``.ods`` and ``.csv``.
    """
    _check_kind(target)
    kept = [heading for heading in result.headings if field_of(heading) not in ("why", "row_number")]
    headings = ["why", *(_with_code(heading, result.grid_code) for heading in kept), ROW_NUMBER]
    table = [
        [row.reason, *(_number_or_text(heading, row.cells.get(heading, "")) for heading in kept), row.row_number]
        for row in result.refused
    ]
    widths = {column.field: column.width for column in COLUMNS}
    of_kept = (widths.get(field_of(heading) or "", 16) for heading in kept)
    write_rows(target, headings, table, [_WHY_WIDTH, *of_kept, _NUMBER_WIDTH], title=PINS)
    return target


def write_rows(
    target: Path, headings: Sequence[str], table: Sequence[Sequence[object]], widths: Sequence[float], *, title: str
) -> None:
    """Write rows to type into, or to mend: ``.xlsx``, ``.ods`` or ``.csv``, whole or not at all.

    Raises:
        UsageError: another ending.
    """
    _check_kind(target)
    if target.suffix.lower() == ".csv":
        _write_csv(target, headings, table)
        return
    sheet = _sheet(title, headings, table, widths)
    if target.suffix.lower() == ".ods":
        write_ods(target, title, [sheet])
        return
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.active.title = title
    _fill(workbook.active, sheet)
    with written_whole(target) as beside:
        workbook.save(beside)


def _check_kind(target: Path) -> None:
    if target.suffix.lower() not in (".xlsx", ".ods", ".csv"):
        raise UsageError(f"A session sheet cannot be written as {target.name}.", "Needed: .xlsx, .ods or .csv.")


def _sheet(title: str, headings: Sequence[str], table: Sequence[Sequence[object]], widths: Sequence[float]) -> Sheet:
    return Sheet(title, headings, table, formats=["General"] * len(headings), widths=widths)


def _with_code(heading: str, code: str) -> str:
    return grid_heading(code) if field_of(heading) == "grid" and not grid_code_in([heading]) else heading


def _number_or_text(heading: str, words: str) -> object:
    number = number_of_text(words) if field_of(heading) in ("lat", "lon") else None
    return words if number is None else number


def _cells_of(row: Mapping[str, object]) -> list[object]:
    fields = {field_of(name): value for name, value in row.items()}
    if unknown := [name for name in row if field_of(name) not in {column.field for column in _SHOWN}]:
        raise UsageError(f"The session sheet has no column {unknown[0]!r}.",
                         f"There are: {', '.join(column.heading for column in _SHOWN)}.")  # fmt: skip
    return [fields.get(column.field, "") for column in _SHOWN]


def _write_csv(target: Path, headings: Sequence[str], table: Sequence[Sequence[object]]) -> None:
    with written_whole(target) as beside, open(beside, "w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([guard_text(heading) for heading in headings])
        writer.writerows([[guard_text(cell) if isinstance(cell, str) else cell for cell in row] for row in table])


def _write(sheet: Worksheet, row: int, column: int, value: object) -> Any:
    """One cell: numbers as numbers, everything else as text that is never a formula."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
    elif value not in ("", None):
        text = to_xlsx(guard_text(str(value)))
        if len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
            raise UsageError(
                f"Row {row} has a text of {len(text):,} characters.",
                f"Needed: at most {LONGEST_CELL:,}, as many as a cell holds.",
                "Write it as CSV.",
            )
        cell.value, cell.data_type, cell.number_format = text, "s", _TEXT
    return cell


def _fill(sheet: Any, told: Sheet) -> None:
    """Headings in the first row, which stays in sight, and rows below.

    The second row has all its cells with their formats, even where they are empty, and is there even where no row is
    given: GDAL tells by them that the first holds headings (:mod:`everyday.exchange.tables.writing`).
    """
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    headings, table = told.headings, list(told.rows)
    widths = [told.width(place) for place in range(len(headings))]
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        _heading(sheet, place, heading)
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width = width
        if field_of(heading) not in ("lat", "lon"):
            column.number_format = _TEXT  # so that "- no bus" or "3-4" stays what was typed
    for number, row in enumerate(table or [[""] * len(headings)], start=2):
        for place, value in enumerate(row, start=1):
            cell = _write(sheet, number, place, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.value is None and field_of(headings[place - 1]) not in ("lat", "lon"):
                cell.number_format = _TEXT
        if table:
            sheet.row_dimensions[number].height = _LINE_PT * _lines_n(row, widths)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _lines_n(row: Sequence[object], widths: Sequence[float]) -> int:
    """Lines that the tallest cell of a row needs."""
    needed = (
        sum(math.ceil(max(len(line), 1) * 1.1 / width) for line in str(value).splitlines() or [""])
        for value, width in zip(row, widths, strict=True)
    )
    return min(max(needed), _MOST_LINES)


def _heading(sheet: Worksheet, column: int, words: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _write(sheet, 1, column, words)
    cell.font = Font(name="Calibri", size=11, bold=True, color=_INK)
    cell.fill = PatternFill("solid", start_color=_HEAD_FILL)
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _lists(taxonomy: Taxonomy, edition: Edition) -> dict[str, list[str]]:
    """Choices by field, in the order of the columns."""
    lists = {name: [label for key, label in taxonomy.labels(terms).items() if key != "national"]
             for name, terms in _TERMS.items()}  # fmt: skip
    return lists | {"ward": filled(edition.areas())["area_name"].sort_values().drop_duplicates().tolist()}


def _lists_sheet(lists: Mapping[str, Sequence[str]]) -> Sheet:
    by_field = {column.field: column for column in COLUMNS}
    table: list[list[object]] = [
        [*(entries[place] if place < len(entries) else "" for entries in lists.values()), place + 1]
        for place in range(max(map(len, lists.values())))
    ]
    headings = [*(by_field[name].heading for name in lists), ROW_NUMBER]
    return _sheet(_LISTS, headings, table, [*(max(by_field[name].width, 22) for name in lists), _NUMBER_WIDTH])


def _offer_lists(pins: Worksheet, lists: Mapping[str, Sequence[str]]) -> None:
    """Drop-down lists on the empty rows."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    places = {column.field: get_column_letter(place) for place, column in enumerate(_SHOWN, start=1)}
    by_field = {column.field: column for column in COLUMNS}
    for place, (name, entries) in enumerate(lists.items(), start=1):
        letter = get_column_letter(place)
        rule = DataValidation(
            type="list", formula1=f"{_LISTS}!${letter}$2:${letter}${len(entries) + 1}", allow_blank=True,
            showErrorMessage=not _CHOICES[name], errorTitle="Not in the list", error="Choose one from the list.",
            showInputMessage=True, promptTitle=by_field[name].heading, prompt=_prompt(by_field[name]),
        )  # fmt: skip
        rule.add(f"{places[name]}2:{places[name]}{_READY_ROWS + 1}")
        pins.add_data_validation(rule)


def _prompt(column: SheetColumn) -> str:
    return column.explains[:250]


def _how(town: str, grid: Grid) -> Sheet:
    """What each column is for."""
    columns: list[list[object]] = [[column.heading, column.explains] for column in _SHOWN]
    table: list[list[object]] = [
        ["All rows", f"One row for each barrier or enabler of {town}. Needed are: barrier or enabler, sentence, and a "
         "place. Everything else can stay empty and be added later."],
        ["Places", "Fill in one of: where, ward, street, stop, place, grid, or lat and lon."],
        *columns,
        ["Squares of the map", f"The squares are those of the paper map with the code {grid.code}: {grid.squares_n} "
         f"squares, {grid.size_words} wide. The heading of the column carries the code; leave it there. For another "
         "map, write its code in the brackets."],
        ["People", "Please do not write names, addresses or phone numbers of people."],
    ]  # fmt: skip
    numbered = [[*row, number] for number, row in enumerate(table, start=1)]
    return _sheet(_HOW, ["column", "what to write", ROW_NUMBER], numbered, [22, 100, _NUMBER_WIDTH])
