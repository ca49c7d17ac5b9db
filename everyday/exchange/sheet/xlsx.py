"""An XLSX workbook as rows of text: limits are checked before it is opened, and nothing in it is run or followed."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from everyday.exchange.sheet.table import MOST_COLUMNS, TableRow
from geo.errors import Report
from plan.exchange.spreadsheet import from_xlsx, unguard_text

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

__all__ = ["PINS", "read_xlsx"]

PINS = "Pins"
"""Name of the sheet that holds the rows; without it the first sheet is taken."""

MOST_UNPACKED = 120 * 1024**2
MOST_RATIO, RATIO_MATTERS = 400.0, 16 * 1024**2
MOST_MEMBERS = 2_000
LAST_ROW = 1_048_576
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, IndexError, ValueError, TypeError, AttributeError,
    SyntaxError, LookupError, ArithmeticError, NotImplementedError, RuntimeError, struct.error,
)  # fmt: skip
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HIDDEN = re.compile(rb"<(?:\w{1,20}:)?row\s[^<>]*?\bhidden=[\"'](?:1|true)[\"']")
_MERGED = re.compile(rb"<(?:\w{1,20}:)?mergeCell\s[^<>]*?\bref=[\"']([A-Z0-9:$]{2,40})[\"']")
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OTHERS = {
    "content.xml": "an OpenDocument file", "xl/workbook.bin": "an Excel file of the binary kind (.xlsb)",
    "word/document.xml": "a Word document", "ppt/presentation.xml": "a presentation",
}  # fmt: skip
_SAVE_AS = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV UTF-8."


def read_xlsx(content: bytes, report: Report) -> list[TableRow]:
    """Rows of the sheet "Pins", else of the first sheet; none after a refusal in ``report``.

    Numbers become text as a person would type them. A formula is what it last showed, or its own text where the file
    does not say that; it is never worked out here.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _rows(content, archive, report) if _is_sound(archive, report) else []
    except _BROKEN as fault:
        report.add(
            "refused", "broken_workbook", f"The workbook cannot be read ({type(fault).__name__}).",
            needed="a whole Excel workbook", action=_SAVE_AS,
        )  # fmt: skip
        return []


def _is_sound(archive: zipfile.ZipFile, report: Report) -> bool:
    """False, with the reason in the report, for what is not to be opened."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names and not any(name.endswith("workbook.xml") for name in names):
        what = next((what for name, what in _OTHERS.items() if name in names), "a zip file that is no workbook")
        report.add("refused", "not_a_workbook", f"It is {what}.", needed=".xlsx or .csv", action=_SAVE_AS)
        return False
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked / max(sum(member.compress_size for member in members), 1)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or (unpacked > RATIO_MATTERS and ratio > MOST_RATIO):
        report.add(
            "refused", "zip_bomb",
            f"Unpacked it would have {unpacked / 1024**2:,.0f} MB in {len(members):,} parts.",
            needed=f"at most {MOST_UNPACKED // 1024**2} MB", action="Copy the rows into a new workbook and save that.",
        )  # fmt: skip
        return False
    if any(member.flag_bits & 1 for member in members):
        report.add("refused", "locked", "The workbook is locked with a password.", needed="an open workbook")
        return False
    for member in members:
        if member.filename.endswith((".xml", ".rels", ".vml")) and not _is_plain_xml(archive.read(member)):
            report.add(
                "refused", "unsafe_xml", "The workbook defines its own signs (XML entities), which Excel never does.",
                needed="a workbook as Excel or LibreOffice writes it", action=_SAVE_AS,
            )  # fmt: skip
            return False
    return True


def _is_plain_xml(part: bytes) -> bool:
    """True for XML in UTF-8 without a document type."""
    return b"\x00" not in part[:200] and not _DOCTYPE.search(part)


def _rows(content: bytes, archive: zipfile.ZipFile, report: Report) -> list[TableRow]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = _opened(content, is_values=True)
        names = [sheet.title for sheet in workbook.worksheets]
        if not names:
            report.add("refused", "no_sheet", "The workbook has no sheet with cells.", needed="a sheet with rows")
            return []
        title = next((name for name in names if name.casefold() == PINS.casefold()), names[0])
        if len(names) > 1 and title.casefold() != PINS.casefold():
            others = ", ".join(repr(name) for name in names[1:6])
            report.add("warning", "several_sheets", f"It has {len(names)} sheets.", needed=f"one called {PINS}",
                       action=f"The first, {title!r}, was read; not {others}.")  # fmt: skip
        part = archive.read(_member_of(archive, title))
        _say_what_is_odd(part, report)
        values = _cells(workbook, title)
        if not _FORMULA.search(part):
            return [TableRow(number, tuple(map(_text, row))) for number, row in values]
        shown, formulas = dict(values), dict(_cells(_opened(content, is_values=False), title))
        empty = (None,) * MOST_COLUMNS
        rows = [TableRow(at, _seen(shown.get(at, empty), formulas[at])) for at in sorted(formulas)]
        report.add("note", "formulas", "Some cells hold formulas.",
                   action="What they last showed was read, and nothing was worked out.")  # fmt: skip
        return rows


def _opened(content: bytes, *, is_values: bool) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(content), read_only=True, data_only=is_values, keep_links=False)


def _cells(workbook: Workbook, title: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Number and values of each row that has any, whatever size the sheet claims to have."""
    sheet: Any = workbook[title]
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_col=MOST_COLUMNS, values_only=True), start=1):
        if number > LAST_ROW:
            raise ValueError("a row that no workbook has")
        if row.count(None) < len(row):
            yield number, row


def _seen(values: tuple[Any, ...], formulas: tuple[Any, ...]) -> tuple[str, ...]:
    """What each cell shows; the formula itself where the file does not say what it shows."""
    shown = []
    for value, formula in zip(values, formulas, strict=True):
        text = getattr(formula, "text", formula) if value is None else value
        shown.append(_text(text if isinstance(text, str) or value is not None else None))
    return tuple(shown)


def _text(value: Any) -> str:
    """A cell as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unguard_text(from_xlsx(value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        day = f"{value.day} {value:%B %Y}"
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if isinstance(value, int | timedelta) else ""


def _member_of(archive: zipfile.ZipFile, title: str) -> str:
    """The part of the archive that holds a sheet."""
    book = next(name for name in archive.namelist() if name.endswith("workbook.xml"))
    folder, _, name = book.rpartition("/")
    relations = ElementTree.fromstring(archive.read(f"{folder}/_rels/{name}.rels".lstrip("/")))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in ElementTree.fromstring(archive.read(book)).iter():
        if sheet.tag.endswith("}sheet") and sheet.get("name") == title:
            target = targets[sheet.get(_RELATION)]
            return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
    raise KeyError(title)


def _say_what_is_odd(part: bytes, report: Report) -> None:
    hidden_n = sum(1 for _ in _HIDDEN.finditer(part))
    if hidden_n:
        report.add("warning", "hidden_rows", "Some rows are hidden.", count=hidden_n,
                   action=f"They were read like the others ({hidden_n:,} rows).")  # fmt: skip
    merged = [found.group(1).decode() for found in _MERGED.finditer(part)]
    if merged:
        report.add(
            "warning", "merged_cells", "Some cells are merged into one.", needed="every cell by itself",
            action="What is written in them was taken for the first row and column only.", where=merged,
        )  # fmt: skip
