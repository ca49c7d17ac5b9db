"""An OpenDocument spreadsheet (.ods) as rows of text, read without trusting it.

Numbers and days become text as a person would type them, as in XLSX. A cell that is said to repeat itself a million
times, as LibreOffice writes the empty end of a sheet, costs nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from xml.etree import ElementTree

from everyday.exchange.tables.sound import (
    BROKEN,
    LAST_ROW,
    MOST_COLUMNS,
    PINS,
    SAVE_AS,
    TableRow,
    cell_name,
    is_sound,
    length_words,
    say_what_is_odd,
)
from geo.errors import Report
from plan.exchange import unguard_text

__all__ = ["MIME_TYPE", "is_ods", "read_ods"]

MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MOST_ROWS_READ = 150_000
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{{{_NAMES}{name}:1.0}}" for name in ("table", "office", "text"))
_PART = r"(\d+(?:[.,]\d+)?)"
_LENGTH = re.compile(rf"(-?)P(?:{_PART}D)?(?:T(?:{_PART}H)?(?:{_PART}M)?(?:{_PART}S)?)?", re.ASCII)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def is_ods(content: bytes) -> bool:
    """True for an archive that says of itself that it is an OpenDocument spreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read("mimetype")[:100].decode("ascii", "replace").strip() == MIME_TYPE
    except BROKEN:
        return False


@dataclass
class _Oddities:
    """What somebody should know of a sheet."""

    formulas: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden_n: int = 0


def read_ods(content: bytes, report: Report) -> list[TableRow]:
    """Rows of the sheet "Pins", else of the first sheet; none after a refusal in ``report``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not is_sound(archive, report, must_hold="content.xml"):
                return []
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                report.add("refused", "locked", "The spreadsheet is locked with a password.", needed="an open one")
                return []
            tree = ElementTree.fromstring(archive.read("content.xml"))
        return _rows(tree, report)
    except BROKEN as fault:
        report.add(
            "refused", "broken_workbook", f"The spreadsheet cannot be read ({type(fault).__name__}).",
            needed="a whole OpenDocument spreadsheet", action=SAVE_AS,
        )  # fmt: skip
        return []


def _rows(tree: ElementTree.Element, report: Report) -> list[TableRow]:
    sheets = {sheet.get(f"{_TABLE}name", ""): sheet for sheet in tree.iter(f"{_TABLE}table")}
    if not sheets:
        report.add("refused", "no_sheet", "The spreadsheet has no sheet with cells.", needed="a sheet with rows")
        return []
    names = list(sheets)
    title = next((name for name in names if name.casefold() == PINS.casefold()), names[0])
    if len(names) > 1 and title.casefold() != PINS.casefold():
        others = ", ".join(repr(name) for name in names[1:6])
        report.add("warning", "several_sheets", f"It has {len(names)} sheets.", needed=f"one called {PINS}",
                   action=f"The first, {title!r}, was read; not {others}.")  # fmt: skip
    odd = _Oddities()
    found = list(_sheet_rows(sheets[title], odd))
    say_what_is_odd(report, hidden_n=odd.hidden_n, merged=odd.merged, formulas=odd.formulas)
    return found


def _sheet_rows(sheet: ElementTree.Element, odd: _Oddities) -> Iterator[TableRow]:
    number, read_n = 0, 0
    for row in sheet.iter(f"{_TABLE}table-row"):
        repeated = _count(row, "number-rows-repeated")
        cells = tuple(_row_cells(row, number + 1, odd))
        if any(cells):
            if number + repeated > LAST_ROW:
                raise ValueError("a row that no sheet has")
            odd.hidden_n += repeated * (row.get(f"{_TABLE}visibility", "visible") != "visible")
            for at in range(number + 1, number + repeated + 1):
                read_n += 1
                if read_n > _MOST_ROWS_READ:
                    return
                yield TableRow(at, cells)
        number += repeated


def _row_cells(row: ElementTree.Element, number: int, odd: _Oddities) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in _CELLS or len(cells) >= MOST_COLUMNS:
            continue
        name = cell_name(len(cells), number)
        repeated = min(_count(cell, "number-columns-repeated"), MOST_COLUMNS - len(cells))
        text = "" if cell.tag == _CELLS[1] else _text(cell)
        if cell.get(f"{_TABLE}formula"):
            odd.formulas += [cell_name(len(cells) + place, number) for place in range(repeated)]
            text = text or cell.get(f"{_TABLE}formula", "").removeprefix("of:")
        if max(_count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")) > 1:
            odd.merged.append(name)
        cells += [text] * repeated
    return cells


def _count(element: ElementTree.Element, name: str) -> int:
    return max(int(element.get(f"{_TABLE}{name}", "1")), 1)


def _text(cell: ElementTree.Element) -> str:
    """A cell as a person would type it."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    value = cell.get(f"{_OFFICE}value", "")
    if kind in ("float", "percentage", "currency") and value:
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    if kind == "date":
        return _day(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").upper()
    if kind == "time":
        return _length(cell.get(f"{_OFFICE}time-value", ""))
    lines = ["".join(_written(one)) for one in cell if one.tag == f"{_TEXT}p"]
    return unguard_text("\n".join(lines) or cell.get(f"{_OFFICE}string-value", ""))


def _day(value: str) -> str:
    """A day as XLSX gives it: "1 March 2027", with its time where it has one."""
    day, _, clock = value.partition("T")
    shown = date.fromisoformat(day)
    words = f"{shown.day} {shown:%B %Y}"
    return words if clock[:5] in ("", "00:00") else f"{words} {clock[:5]}"


def _length(value: str) -> str:
    """A time of day or a length of time as XLSX gives it; ``PT0H45M00S`` is 00:45, and so is ``PT45M``."""
    found = _LENGTH.fullmatch(value)
    if found is None:
        raise ValueError("a length of time that no spreadsheet writes")
    days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups()[1:])
    length_s = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return length_words(-length_s if found[1] else length_s)


def _written(element: ElementTree.Element) -> Iterator[str]:
    """The text of a paragraph: blanks, tabs and line breaks are elements of their own."""
    yield element.text or ""
    for part in element:
        if part.tag == f"{_TEXT}s":
            yield " " * min(int(part.get(f"{_TEXT}c", "1")), 10_000)
        elif part.tag == f"{_TEXT}tab":
            yield "\t"
        elif part.tag == f"{_TEXT}line-break":
            yield "\n"
        elif part.tag in (f"{_TEXT}span", f"{_TEXT}a"):
            yield from _written(part)
        yield part.tail or ""
