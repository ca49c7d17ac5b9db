"""Rows written as CSV and XLSX that spreadsheets read right.

CSV is UTF-8 with a mark at the beginning, which Excel needs. In XLSX nothing is run: text is always text, numbers are
numbers, and nothing is cut.

GDAL, and so QGIS, takes the first row for headings only if the row below it is not all text
(``findings/xlsx_first_answer_decides_the_headings.sh``). An empty cell is no text if it is there, with a format: so the
row below the headings has all its cells, and is there even where there is nothing to write. Who writes a table whose
cells may all be words gives it a column of numbers (:data:`ROW_NUMBER`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.disk import written_whole
from geo.errors import UsageError
from plan.exchange import LONGEST_CELL, guard_text, to_xlsx

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

__all__ = ["ROW_NUMBER", "write_csv", "write_xlsx"]

ROW_NUMBER = "row number"
_WIDTHS = {"title": 50, "text": 60, "id": 14, "geometry_wkt": 30}


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows whose cells are guarded already; the file is whole or not there."""
    with written_whole(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([guard_text(heading) for heading in headings])
        writer.writerows(rows)


def write_xlsx(
    path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]], *, sheet: str, row_names: Sequence[str] = ()
) -> None:
    """Write one sheet: text (not guarded yet) as text, ``int`` and ``float`` as numbers, None as empty cells.

    The headings are not empty, and no row has words in all its cells: else QGIS takes the headings for a row.

    Raises:
        UsageError: a cell is longer than XLSX can hold; nothing is written, and nothing is cut.
    """
    import openpyxl

    named = ((row_names[number] if number < len(row_names) else f"row {number + 2}", row)
             for number, row in enumerate(rows))  # fmt: skip
    table = [[_words(value, heading, name) for value, heading in zip(row, headings, strict=True)]
             for name, row in named]  # fmt: skip
    titles = [found[0] if (found := _words(heading, heading, "row 1")) else "" for heading in headings]
    book = openpyxl.Workbook(write_only=True)
    page: Any = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    for number, heading in enumerate(headings, start=1):
        page.column_dimensions[openpyxl.utils.get_column_letter(number)].width = _WIDTHS.get(heading, 16)
    page.append([_cell(page, heading, is_number=False) for heading in titles])
    nothing_at_all: list[tuple[str, bool] | None] = [None] * len(headings)
    for number, row in enumerate(table or [nothing_at_all]):
        nothing = _formatted(page) if number == 0 else None
        page.append([_cell(page, *found) if found else nothing for found in row])
    with written_whole(path) as beside:
        book.save(beside)


def _words(value: object, heading: str, name: str) -> tuple[str, bool] | None:
    """What stands in the file for a value, and whether it is a number; None for an empty cell."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        # As text, since openpyxl would write 16 digits of a number, and 17 are needed to get the same one back.
        return repr(value), True
    shown = guard_text(str(value))
    words = to_xlsx(shown)
    if max(len(words), len(shown.encode("utf-16-le")) // 2) > LONGEST_CELL:
        raise UsageError(
            f"The {heading} of {name} is longer than an Excel cell can be ({LONGEST_CELL:,} characters).",
            "Nothing was written, so that nothing is cut.",
            "Export it as .csv, .geojson or .gpkg instead.",
        )
    return words, False


def _formatted(page: Any) -> WriteOnlyCell:
    """An empty cell that is there all the same."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(page)
    cell.alignment = Alignment(vertical="top")
    return cell


def _cell(page: Any, words: str, is_number: bool) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value=words)
    cell.data_type = "n" if is_number else "s"
    if not is_number:
        cell.number_format = "@"
    return cell
