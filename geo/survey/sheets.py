"""A file opened as sheets of cells: text where codes may be, rows and columns counted as a spreadsheet program does."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from geo.boundaries import decode_text
from geo.errors import Report

__all__ = ["TOP_ROWS", "Sheet", "cell_name", "column_letters", "open_sheets"]

TOP_ROWS = 80
"""So many rows are looked at for the beginning of the table."""
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: of the sheet, empty for a CSV.
        top: its first rows as text, at most :data:`TOP_ROWS`.
        body: the rows from one on (counted from 0) as a frame of columns ``0``, ``1`` …: String, or Float64 where
            every filled cell is a number; null where blank.
    """

    name: str
    top: list[list[str]]
    body: Callable[[int], pl.DataFrame]


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(sheet: str, column: int, row: int) -> str:
    """``D7``, or ``2023!D7`` in a workbook; ``row`` is counted from 0."""
    return f"{sheet + '!' if sheet else ''}{column_letters(column)}{row + 1}"


def open_sheets(path: Path, report: Report) -> list[Sheet]:
    """The sheets of a table file; none after a refusal."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"):
        from geo.survey.workbooks import open_workbook

        return open_workbook(path, report)
    return _open_text(path, report)


def _open_text(path: Path, report: Report) -> list[Sheet]:
    content = path.read_bytes()
    text = _decoded(content, report)
    if text is None:
        return []
    separator = _separator(text[: 1 << 16])
    top = _top_rows(text, separator)
    width = max((len(row) for row in top), default=0)
    if width < 2:
        report.add(
            "refused",
            "not_a_table",
            "no table with columns was found in the file.",
            needed="a table as CSV (separated by comma, semicolon, tab or bar), XLSX or ODS.",
            action="Save it as CSV or XLSX and try again.",
        )
        return []
    return [Sheet("", top, lambda first: _body(text, separator, width, first, report))]


def _decoded(content: bytes, report: Report) -> str | None:
    if b"\0" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        report.add(
            "refused", "not_text", "the file is not text.", needed="a table as CSV, XLSX or ODS.",
            action="Save it as CSV or XLSX and try again.",
        )  # fmt: skip
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode_text(content)
        report.facts["Encoding"] = "not UTF-8: read as Windows-1252 or UTF-16, as spreadsheets save it"
        return text.lstrip("\ufeff")


def _separator(text: str) -> str:
    """The one with which most lines have the same number of cells, more than one."""
    best, best_score = ",", 0
    for separator in _SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row)
        score = max((times * min(width - 1, 5) for width, times in widths.items()), default=0)
        if score > best_score:
            best, best_score = separator, score
    return best


def _top_rows(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [[cell.strip() for cell in row] for row, _ in zip(reader, range(TOP_ROWS), strict=False)]


def _body(text: str, separator: str, width: int, first: int, report: Report) -> pl.DataFrame:
    start = _offset(text, separator, first)
    names = [str(column) for column in range(width)]
    empty = pl.DataFrame({name: pl.Series(name, [], dtype=pl.String) for name in names})
    if not text[start:].strip():
        return empty
    try:
        frame = pl.read_csv(
            text[start:].encode("utf-8"), has_header=False, separator=separator, infer_schema=False, quote_char='"'
        )
    except pl.exceptions.ComputeError:
        wide = [
            f"row {number + 1}"
            for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
            if number >= first and len(row) > width
        ]
        report.add(
            "refused",
            "ragged_rows",
            f"{len(wide) or 'some'} rows have more cells than the table has columns ({width}).",
            needed="a number with a comma between quotes, and as many cells in each row as there are headings.",
            action="Save the table again from a spreadsheet program.",
            where=wide,
        )
        return empty
    frame = frame.rename(dict(zip(frame.columns, [str(n) for n in range(frame.width)], strict=True)))
    missing = [pl.lit(None, dtype=pl.String).alias(name) for name in names[frame.width :]]
    return frame.with_columns(missing) if missing else frame


def _offset(text: str, separator: str, first: int) -> int:
    """Where row ``first`` begins; a cell between quotes may hold line breaks."""
    lines = re.finditer(r"[^\r\n]*(?:\r\n|\n|\r|$)", text)
    start = 0

    def taken():  # type: ignore[no-untyped-def]
        nonlocal start
        for line in lines:
            start = line.end()
            yield line[0]

    reader = csv.reader(taken(), delimiter=separator)
    for _ in range(first):
        next(reader, None)
    return start
