"""A workbook for people: cover, contents, notes, columns, and one marked-up table a sheet, by the spreadsheet rules of
the UK's Analysis Function.

Every table begins in A1 and is marked as one; no cell is merged or blank, and nothing is said by colour alone. Headings
are words with their unit; the sheet "Columns" gives the name of each in our other files. Numbers are rounded as the
pages round (``analysis/registry/number_words.py``); full precision is in Parquet. What is no number is said in
shorthand: ``[x]`` not available, ``[z]`` there is none, ``[low]`` rounds to 0 and is not 0.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.areas import is_absent
from analysis.registry import NOT_KNOWN, Measure, rounded, rounded_column
from everyday.atlas import written_whole
from geo.errors import UsageError
from plan.exchange import LONGEST_CELL, guard_text, to_xlsx

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

__all__ = ["SHORTHAND", "About", "rounded_table", "unknown_last", "write_workbook"]

SHORTHAND = {
    "[x]": "Not available: nothing is known here, often because it lies outside the street data.",
    "[z]": "Not applicable: it is known that there is none, for example no way to the centre within the limit.",
    "[low]": "Rounds to 0 but is not 0.",
}
_FORMATS = {"share": "0 %", "people": "#,##0", "minutes": "0", "m²": "#,##0", "of 100": "0", "ratio": "0.0",
            "index": "0.0", "degrees": "0.00000"}  # fmt: skip
_WIDE, _NARROW = 60.0, 18.0


@dataclass(frozen=True)
class About:
    """What a workbook is of.

    Attributes:
        title: such as "Wrenmouth: areas".
        lines: what one should know of it: label and words (dates, edition, licence, who made it).
        sheet: name of the sheet with the numbers.
        what: what one row is, in words: "area".
    """

    title: str
    lines: Sequence[tuple[str, str]]
    sheet: str
    what: str


def _order(table: pd.DataFrame, registry: Mapping[str, Measure]) -> np.ndarray:
    """Places of the rows of which something was measured, then of the others, each in their order."""
    columns = [
        name
        for name in table.columns
        if name in registry and registry[name].level != "base" and not registry[name].is_text
    ]
    is_empty = table[columns].isna().all(axis=1).to_numpy() if columns else np.zeros(len(table), dtype=bool)
    return np.argsort(is_empty, kind="stable")


def unknown_last(table: pd.DataFrame, registry: Mapping[str, Measure]) -> pd.DataFrame:
    """The rows of which something was measured, each part in its order; last those of which nothing is known."""
    return table.iloc[_order(table, registry)].reset_index(drop=True)


def rounded_table(table: pd.DataFrame, registry: Mapping[str, Measure]) -> pd.DataFrame:
    """A copy whose numbers are rounded as the pages round them, in the same units; a value that is not 0 stays so."""
    found = table.copy()
    for name in found.columns:
        measure = registry.get(str(name))
        if measure is not None and not measure.is_text and pd.api.types.is_float_dtype(found[name]):
            found[name] = rounded_column(found[name].to_numpy(dtype=float), measure.unit)
    return found


def _headings(columns: Sequence[str], registry: Mapping[str, Measure]) -> list[str]:
    """Headings in words, each once."""
    found: list[str] = []
    for name in columns:
        words = registry[name].heading if name in registry else name.replace("_", " ").capitalize()
        found.append(words if words.casefold() not in {one.casefold() for one in found} else f"{words} [{name}]")
    return found


def _cells(table: pd.DataFrame, name: str, registry: Mapping[str, Measure]) -> Iterator[object]:
    """The cells of a column: numbers as they are written, else words or shorthand."""
    measure = registry.get(name)
    if measure is None or measure.is_text or not pd.api.types.is_numeric_dtype(table[name]):
        for value in table[name].tolist():
            yield "[x]" if value is None or value != value or value == "" else str(value)
        return
    if measure.unit == "yes or no":
        for value in table[name].tolist():
            words = measure.format_value(value)
            yield "[x]" if words == NOT_KNOWN else words
        return
    values, none = table[name].to_numpy(dtype=float), is_absent(table, measure)
    for value, shown, is_none in zip(values, rounded_column(values, measure.unit), none, strict=True):
        if not np.isfinite(value):
            yield "[z]" if is_none else "[x]"
        else:
            yield "[low]" if rounded(value, measure.unit).bound == "under" else float(shown)


def write_workbook(
    path: Path, table: pd.DataFrame, registry: Mapping[str, Measure], about: About, columns: Sequence[str]
) -> None:
    """Write a table of measures as a workbook, whole or not at all.

    Args:
        path: of the file, ``.xlsx``.
        table: one row per cell or area; without outlines.
        registry: measures by column.
        about: what the cover says.
        columns: those of ``table`` that are written; others may tell *none* from *not known*.

    Raises:
        UsageError: a text is longer than a cell can be.
    """
    import openpyxl

    ordered = table.iloc[_order(table[list(columns)], registry)]
    headings = _headings(columns, registry)
    book = openpyxl.Workbook(write_only=True)
    book.properties.title, book.properties.language = about.title, "en-GB"
    sheets = (
        ("Cover", "What this workbook is, when and from what it was made"),
        ("Contents", "This list"),
        ("Notes", "Shorthand, rounding, and what an empty number would mean"),
        ("Columns", "Every column in words: unit, meaning, what it leaves out, and its name in other files"),
        (about.sheet, f"The numbers, one row for each {about.what}: {len(ordered):,} rows"),
    )
    _sheet(book, "Cover", ["About", about.title], about.lines)
    _sheet(book, "Contents", ["Sheet", "What is in it"], sheets)
    _sheet(book, "Notes", ["Note", "What it says"], _notes())
    told = [_column_row(name, words, registry.get(name)) for name, words in zip(columns, headings, strict=True)]
    titles = ["Column", "Name in other files", "Unit", "What it means", "What it leaves out", "Source"]
    _sheet(book, "Columns", titles, told)
    cells = [list(_cells(ordered, name, registry)) for name in columns]
    formats = [_FORMATS.get(registry[name].unit, "General") if name in registry else "General" for name in columns]
    _sheet(book, about.sheet, headings, zip(*cells, strict=True), formats=formats)
    with written_whole(path) as beside:
        book.save(beside)


def _notes() -> list[tuple[str, str]]:
    return [
        *SHORTHAND.items(),
        ("Rounding", "Numbers are rounded as on the pages of the atlas: minutes whole, shares whole per cent, counts "
         "to one decimal below 10, people to two or three figures. The Parquet and GeoPackage files have all digits."),
        ("0", "0 is known and none. What is not known is [x]."),
        ("Order", "Rows of which nothing is known come last."),
        ("Areas", "The number of an area is the mean over its people, unless its column says it is a sum."),
    ]  # fmt: skip


def _column_row(name: str, heading: str, measure: Measure | None) -> tuple[str, ...]:
    if measure is None:
        return (heading, name, "[z]", "[z]", "[z]", "[z]")
    unit = "per cent; 0 to 1 in other files" if measure.unit == "share" else measure.unit
    told = (heading, name, unit, measure.meaning, measure.leaves_out, measure.source)
    return tuple(words or "[z]" for words in told)


def _sheet(book: Any, title: str, headings: Sequence[str], rows: Any, *, formats: Sequence[str] | None = None) -> None:
    """One sheet with one table from A1."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableStyleInfo

    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    is_prose = formats is None
    for number in range(1, len(headings) + 1):
        wide = _WIDE if is_prose and number > 1 else _NARROW * (2 if is_prose else 1)
        page.column_dimensions[get_column_letter(number)].width = wide
    written = [_text(heading, title) for heading in headings]
    page.append([_cell(page, words, font=Font(bold=True), is_wrapped=True) for words in written])
    count = 1
    for row in rows:
        count += 1
        page.append(
            [
                _number(page, value, formats[place] if formats else "General")
                if isinstance(value, float)
                else _cell(page, _text(str(value), title), is_wrapped=is_prose)
                for place, value in enumerate(row)
            ]
        )
    if count == 1:
        page.append([_cell(page, "[z]") for _ in headings])
        count = 2
    name = "table_" + (re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_") or "numbers")
    marked = Table(displayName=name, ref=f"A1:{get_column_letter(len(headings))}{count}")
    marked._initialise_columns()
    for column, words in zip(marked.tableColumns, written, strict=True):
        column.name = words
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that headings must be given by hand, as they are
        page.add_table(marked)


def _text(words: str, sheet: str) -> str:
    """Text as it stands in a cell: never run as a formula, never cut."""
    found = to_xlsx(guard_text(words))
    if len(found.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise UsageError(f"A text of the sheet {sheet} is longer than a cell can be ({LONGEST_CELL:,} characters).",
                         "Nothing was written, so that nothing is cut.", "Export it as .csv or .parquet.")  # fmt: skip
    return found


def _cell(page: Any, words: str, *, font: Any = None, is_wrapped: bool = False) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(page, value=words)
    cell.data_type, cell.number_format = "s", "@"
    cell.alignment = Alignment(vertical="top", wrap_text=is_wrapped)
    if font is not None:
        cell.font = font
    return cell


def _number(page: Any, value: float, shape: str) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value=value)
    is_over = shape == "0 %" and 0.995 <= value < 1
    cell.number_format = "0.0 %" if is_over else shape
    return cell
