"""A sheet as it was given (CSV or XLSX), read as rows of text without trusting it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from geo.errors import NotFoundError, Report
from plan.exchange.spreadsheet import unguard_text

__all__ = ["MOST_BYTES", "MOST_COLUMNS", "MOST_ROWS", "TableRow", "read_table"]

MOST_BYTES = 20 * 1024**2
MOST_ROWS = 20_000
MOST_COLUMNS = 256
_DELIMITERS = (",", ";", "\t")
_DELIMITER_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .xls files, and new ones with a password
_SAVE_AS = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV UTF-8."
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATOR = re.compile(r"^\ufeff?sep=(.)\r?\n")


@dataclass(frozen=True)
class TableRow:
    """One row with its number as a spreadsheet program shows it; texts are as a person sees them, unguarded."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """True if there is nothing in it."""
        return not any(cell.strip() for cell in self.cells)


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
        from everyday.exchange.sheet.xlsx import read_xlsx

        rows = read_xlsx(content, report)
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
        report.add("refused", "empty", "There is nothing in it.", needed="a row of headings, and a row for each pin")
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
            action=_SAVE_AS,
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
                   needed=".xlsx or .csv", action=_SAVE_AS)  # fmt: skip
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
