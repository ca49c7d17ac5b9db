"""A workbook for people by the spreadsheet rules of the UK's Analysis Function, as .xlsx or .ods.

Every sheet is one table that begins in A1 and is marked as one; no cell is merged or blank, nothing is said by colour
alone.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from everyday.disk import written_whole
from everyday.exchange.tables.sheet import Sheet
from geo.errors import UsageError
from plan.exchange import LONGEST_CELL, guard_text, to_xlsx

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

__all__ = ["write_book"]

DAY_FORMAT = "d mmmm yyyy"


def write_book(path: Path, title: str, sheets: Iterable[Sheet]) -> None:
    """Write the sheets as ``.xlsx`` or ``.ods``, whole or not at all.

    Raises:
        UsageError: another ending, or a text that is longer than a cell can be.
    """
    suffix = path.suffix.lower()
    if suffix == ".ods":
        from everyday.exchange.tables.ods_writing import write_ods

        write_ods(path, title, sheets)
        return
    if suffix != ".xlsx":
        raise UsageError(f"{path.name} ends in {suffix or 'nothing'}.", "Needed: .xlsx or .ods.")
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    book.properties.title, book.properties.language = title, "en-GB"
    for sheet in sheets:
        _write(book, sheet)
    with written_whole(path) as beside:
        book.save(beside)


def _write(book: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableStyleInfo

    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # A4
    page.sheet_properties.pageSetUpPr = _one_page_wide()
    page.page_setup.fitToHeight = 0
    for number in range(1, len(sheet.headings) + 1):
        page.column_dimensions[get_column_letter(number)].width = sheet.width(number - 1)
    written = [_text(heading, sheet.title) for heading in sheet.headings]
    page.append([_cell(page, words, is_heading=True, is_wrapped=True) for words in written])
    count = 1
    for row in sheet.rows:
        count += 1
        page.append([_any(page, sheet, place, value) for place, value in enumerate(row)])
    if count == 1:
        page.append([_cell(page, "[z]") for _ in sheet.headings])
        count = 2
    name = "table_" + (re.sub(r"[^a-z0-9]+", "_", sheet.title.casefold()).strip("_") or "numbers")
    marked = Table(displayName=name, ref=f"A1:{get_column_letter(len(sheet.headings))}{count}")
    marked._initialise_columns()
    for column, words in zip(marked.tableColumns, written, strict=True):
        column.name = words
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that headings must be given by hand, as they are
        page.add_table(marked)


def _one_page_wide() -> Any:
    """Printed as wide as a page, on as many pages as it needs."""
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _any(page: Any, sheet: Sheet, place: int, value: object) -> WriteOnlyCell:
    if isinstance(value, date):
        return _day(page, value)
    if isinstance(value, float):
        return _number(page, value, sheet.formats[place] if sheet.formats else "General")
    return _cell(page, _text(str(value), sheet.title), is_wrapped=sheet.is_wrapped)


def _text(words: str, sheet: str) -> str:
    """Text as it stands in a cell: never run as a formula, never cut."""
    found = to_xlsx(guard_text(words))
    if len(found.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise UsageError(f"A text of the sheet {sheet} is longer than a cell can be ({LONGEST_CELL:,} characters).",
                         "Nothing was written, so that nothing is cut.", "Export it as .csv or .parquet.")  # fmt: skip
    return found


def _cell(page: Any, words: str, *, is_heading: bool = False, is_wrapped: bool = False) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(page, value=words)
    cell.data_type = "s"

    def dress() -> None:
        cell.number_format = "@"
        cell.alignment = Alignment(vertical="top", wrap_text=is_wrapped)
        if is_heading:
            cell.font = Font(bold=True)

    return _dressed(cell, ("text", is_heading, is_wrapped), dress)


def _day(page: Any, value: date) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(page, value=value)

    def dress() -> None:
        cell.number_format = DAY_FORMAT
        cell.alignment = Alignment(vertical="top", horizontal="left")

    return _dressed(cell, ("day",), dress)


def _number(page: Any, value: float, shape: str) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value=value)
    if shape == "0 %" and 0.995 <= value < 1:
        shape = "0.0 %"

    def dress() -> None:
        cell.number_format = shape

    return _dressed(cell, ("number", shape), dress)


_LOOKS: WeakKeyDictionary[Any, dict[tuple[object, ...], Any]] = WeakKeyDictionary()
"""How cells of a workbook look, by what they hold: each look is looked up among all styles of the book once."""


def _dressed(cell: WriteOnlyCell, what: tuple[object, ...], dress: Callable[[], None]) -> WriteOnlyCell:
    """The cell with the look that all such cells of its workbook have."""
    looks = _LOOKS.setdefault(cell.parent.parent, {})
    if what in looks:
        cell._style = looks[what]
    else:
        dress()
        looks[what] = cell._style
    return cell
