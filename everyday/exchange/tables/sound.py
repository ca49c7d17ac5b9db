"""What every table that is read has in common: its rows, its limits, and which archives are not to be opened at all."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from geo.errors import Report

__all__ = [
    "BROKEN", "LAST_ROW", "MOST_COLUMNS", "PINS", "SAVE_AS", "TableRow", "cell_name", "is_sound", "length_words",
    "say_what_is_odd",
]  # fmt: skip

PINS = "Pins"
"""Name of the sheet that holds the rows; without it the first sheet is taken."""
MOST_COLUMNS = 256
SAVE_AS = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV UTF-8."
MOST_UNPACKED = 120 * 1024**2
MOST_RATIO, RATIO_MATTERS = 400.0, 16 * 1024**2
MOST_MEMBERS = 2_000
LAST_ROW = 1_048_576
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, IndexError, ValueError, TypeError, AttributeError,
    SyntaxError, LookupError, ArithmeticError, NotImplementedError, RuntimeError, struct.error,
)  # fmt: skip
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHERS = {
    "content.xml": "an OpenDocument file that is no spreadsheet",
    "xl/workbook.bin": "an Excel file of the binary kind (.xlsb)",
    "word/document.xml": "a Word document", "ppt/presentation.xml": "a presentation",
}  # fmt: skip


@dataclass(frozen=True)
class TableRow:
    """One row with its number as a spreadsheet program shows it; texts are as a person sees them, unguarded."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """True if there is nothing in it."""
        return not any(cell.strip() for cell in self.cells)


def cell_name(column: int, row: int) -> str:
    """How a spreadsheet program calls a cell: ``cell_name(27, 5)`` is "AB5"."""
    letters = ""
    place = column + 1
    while place:
        place, left = divmod(place - 1, 26)
        letters = chr(65 + left) + letters
    return f"{letters}{row}"


def length_words(seconds: float) -> str:
    """A time of day or a length of time as it is typed: ``08:05``, ``25:10``, ``00:00:45``."""
    hours, rest = divmod(round(abs(seconds)), 3600)
    minutes, left = divmod(rest, 60)
    return f"{'-' if seconds < 0 else ''}{hours:02}:{minutes:02}" + (f":{left:02}" if left else "")


def say_what_is_odd(report: Report, *, hidden_n: int, merged: Sequence[str], formulas: Sequence[str]) -> None:
    """Hidden rows, merged cells and formulas of a sheet, by cell."""
    if hidden_n:
        report.add("warning", "hidden_rows", "Some rows are hidden.", count=hidden_n,
                   action=f"They were read like the others ({hidden_n:,} rows).")  # fmt: skip
    if merged:
        report.add(
            "warning", "merged_cells", "Some cells are merged into one.", needed="every cell by itself",
            action="What is written in them was taken for the first row and column only.", where=merged,
        )  # fmt: skip
    if formulas:
        report.add("note", "formulas", "Some cells hold formulas.", where=formulas,
                   action="What they last showed was read, and nothing was worked out.")  # fmt: skip


def is_sound(archive: zipfile.ZipFile, report: Report, *, must_hold: str = "workbook.xml") -> bool:
    """False, with the reason in the report, for what is not to be opened.

    Args:
        must_hold: how the name of a part ends that makes it the kind of archive it should be.
    """
    members = archive.infolist()
    names = {member.filename for member in members}
    if not any(name.endswith(must_hold) for name in names):
        what = next((what for name, what in _OTHERS.items() if name in names), "a zip file that is no workbook")
        report.add("refused", "not_a_workbook", f"It is {what}.", needed=".xlsx, .ods or .csv", action=SAVE_AS)
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
                needed="a workbook as Excel or LibreOffice writes it", action=SAVE_AS,
            )  # fmt: skip
            return False
    return True


def _is_plain_xml(part: bytes) -> bool:
    """True for XML in UTF-8 without a document type."""
    return b"\x00" not in part[:200] and not _DOCTYPE.search(part)
