"""A table as it was given (CSV, XLSX or ODS), read as rows of text without trusting it.

The limits of a workbook are checked before it is opened, and nothing in it is run or followed.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from everyday.exchange.tables.ods_reading import is_ods, read_ods
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
from geo.errors import NotFoundError, Report
from plan.exchange import from_xlsx, unguard_text

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

__all__ = ["MOST_BYTES", "MOST_COLUMNS", "MOST_ROWS", "PINS", "TableRow", "read_table", "read_xlsx"]

MOST_BYTES = 20 * 1024**2
MOST_ROWS = 20_000
_DELIMITERS = (",", ";", "\t")
_DELIMITER_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .xls files, and new ones with a password
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATOR = re.compile(r"^\ufeff?sep=(.)\r?\n")

_DAY_0, _FIRST_DAY = datetime(1899, 12, 31), datetime(1900, 3, 1)  # before it Excel's days are no days of ours

_HIDDEN = re.compile(rb"<(?:\w{1,20}:)?row\s[^<>]*?\bhidden=[\"'](?:1|true)[\"']")
_MERGED = re.compile(rb"<(?:\w{1,20}:)?mergeCell\s[^<>]*?\bref=[\"']([A-Z0-9:$]{2,40})[\"']")
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_table(
    path: Path, report: Report, *, most_bytes: int = MOST_BYTES, most_rows: int = MOST_ROWS
) -> list[TableRow]:
    """Every row that is not empty, headings included; none after a refusal in ``report``.

    What kind of file it is tells its content, not its name.

    Args:
        most_bytes: size of the file above which it is refused.
        most_rows: rows, without the headings, above which it is refused.

    Raises:
        NotFoundError: there is no such file.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no file {path.name}.")
    size = path.stat().st_size
    if size > most_bytes:
        report.add(
            "refused", "too_large", f"It has {size / 1024**2:.0f} MB.", needed=f"at most {most_bytes // 1024**2} MB",
            action="Leave out pictures and whatever is not needed, or split it.",
        )  # fmt: skip
        return []
    content = path.read_bytes()
    if content.startswith(_OLE):
        _refuse_ole(content, report)
        return []
    if content.startswith(b"PK"):
        rows = read_ods(content, report) if is_ods(content) else read_xlsx(content, report)
    else:
        rows = _read_csv(content, report)
    rows = [TableRow(row.number, _trimmed(row.cells)) for row in rows if not row.is_empty]
    if len(rows) > most_rows + 1:
        report.add(
            "refused", "too_many_rows", f"It has {len(rows) - 1:,} rows.", needed=f"at most {most_rows:,}",
            action="Split it into several files.",
        )  # fmt: skip
        return []
    if not rows and report.is_usable:
        report.add("refused", "empty", "There is nothing in it.", needed="a row of headings, and rows below it")
    return rows if report.is_usable else []


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Cells without the empty ones at the end."""
    last = max((place for place, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]


def _refuse_ole(content: bytes, report: Report) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        report.add(
            "refused", "locked", "The workbook is locked with a password.", needed="one that opens without a password",
            action="In Excel: File, Info, Protect Workbook, Encrypt with Password; delete the password and save.",
        )  # fmt: skip
    else:
        report.add(
            "refused", "old_excel", "It is an Excel file of the old kind (.xls).", needed=".xlsx or .csv",
            action=SAVE_AS,
        )  # fmt: skip


def _decoded(content: bytes, report: Report) -> str | None:
    encoding = _UTF16.get(content[:2], "utf-8-sig")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        lost_n = text.count("\ufffd")
        report.add(
            "warning" if lost_n else "repaired", "encoding",
            "It is not written in UTF-8, the usual way of writing letters.",
            needed="CSV UTF-8, so that no letter is mistaken for another",
            action="It was read as Windows-1252, as Excel writes it"
            + (f"; {lost_n:,} signs could not be read and are shown as \ufffd." if lost_n else ".")
            + " Please look at names with accents.",
        )  # fmt: skip
    if "\x00" in text:
        report.add("refused", "not_a_sheet", "It is not a sheet: it holds signs that no text has.",
                   needed=".xlsx or .csv", action=SAVE_AS)  # fmt: skip
        return None
    return text


def _delimiter(text: str) -> str:
    """The sign between cells: the one that the first line which is not empty has most of, outside quotation marks."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_DELIMITERS, key=bare.count)


def _read_csv(content: bytes, report: Report) -> list[TableRow]:
    text = _decoded(content, report)
    if text is None:
        return []
    first = 1
    if found := _SEPARATOR.match(text):
        delimiter, text, first = found.group(1), text[found.end() :], 2
    else:
        delimiter = _delimiter(text)
    if delimiter != ",":
        report.add("note", "delimiter", f"Its cells are separated by {_DELIMITER_WORDS.get(delimiter, delimiter)}.")
    rows = _csv_rows(text, delimiter, report, first)
    return rows or []


def _csv_rows(text: str, delimiter: str, report: Report, first: int) -> list[TableRow] | None:
    """Rows by the strict rules; quotation marks in the wrong place are forgiven, one that never ends is not."""
    for is_strict in (True, False):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=is_strict)
        rows: list[TableRow] = []
        begins = 1
        try:
            for number, cells in enumerate(reader, start=first):
                rows.append(TableRow(number, tuple(unguard_text(cell) for cell in cells[:MOST_COLUMNS])))
                begins = reader.line_num + 1
            return rows
        except csv.Error as error:
            if is_strict and "unexpected end" not in str(error) and "limit" not in str(error):
                report.add(
                    "repaired", "quotation_marks", f'In line {begins:,} quotation marks stand inside a cell.',
                    needed='"" for a quotation mark inside a cell that has quotation marks around it',
                    action="The marks were read as they stand. Please look at that row.", where=[f"line {begins}"],
                )  # fmt: skip
                continue
            report.add(
                "refused", "broken_csv",
                f"The cell that begins in line {begins:,} has a quotation mark that never ends, or is too long.",
                needed="a second quotation mark at the end of the cell",
                action="Open it in a spreadsheet program, correct that row and save it as CSV UTF-8.",
            )  # fmt: skip
            return None
    return None


def read_xlsx(content: bytes, report: Report) -> list[TableRow]:
    """Rows of the sheet "Pins", else of the first sheet; none after a refusal in ``report``.

    Numbers become text as a person would type them. A formula is what it last showed, or its own text where the file
    does not say that; it is never worked out here.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _rows(content, archive, report) if is_sound(archive, report) else []
    except BROKEN as fault:
        report.add(
            "refused", "broken_workbook", f"The workbook cannot be read ({type(fault).__name__}).",
            needed="a whole Excel workbook", action=SAVE_AS,
        )  # fmt: skip
        return []


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
        merged = [found.group(1).decode() for found in _MERGED.finditer(part)]
        hidden_n = sum(1 for _ in _HIDDEN.finditer(part))
        values = _cells(workbook, title)
        if not _FORMULA.search(part):
            say_what_is_odd(report, hidden_n=hidden_n, merged=merged, formulas=())
            return [TableRow(number, tuple(map(_text, row))) for number, row in values]
        shown, formulas = dict(values), dict(_cells(_opened(content, is_values=False), title))
        empty = (None,) * MOST_COLUMNS
        rows = [TableRow(at, _seen(shown.get(at, empty), formulas[at])) for at in sorted(formulas)]
        named = [cell_name(place, at) for at in sorted(formulas) for place, cell in enumerate(formulas[at])
                 if cell is not None and cell != shown.get(at, empty)[place]]  # fmt: skip
        say_what_is_odd(report, hidden_n=hidden_n, merged=merged, formulas=named)
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
    if isinstance(value, datetime) and value < _FIRST_DAY:  # 25:10 in a cell that shows hours of a day
        return length_words((value - _DAY_0).total_seconds())
    if isinstance(value, datetime):
        day = f"{value.day} {value:%B %Y}"
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, time):
        return length_words(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6)
    if isinstance(value, timedelta):
        return length_words(value.total_seconds())
    return str(value) if isinstance(value, int) else ""


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
