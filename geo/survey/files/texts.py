"""A text file (CSV) opened as one sheet: any usual encoding and separator, quoted cells with line breaks."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path

import polars as pl

from geo.boundaries import decode_text
from geo.errors import Report
from geo.survey.files.sheets import LEAST_TOP, TOP_ROWS, Sheet, rows_at_top

__all__ = ["open_text"]

_SEPARATORS = (",", ";", "\t", "|")
_HEAD_BYTES = 1 << 22
"""So much of a file is looked at for its headings."""
_TOP_BYTES = 1 << 18
"""So much of it holds the first rows of most tables."""
_FRACTION = re.compile(r"[0-9]+\.[0-9]+")
_LOOKED_AT = 5
_MANY_NUMBERS = 20
"""From so many columns on it pays to read numbers as such, at the price of a second reading where one is none."""


def open_text(path: Path, report: Report) -> list[Sheet]:
    """The file as a sheet; none after a refusal."""
    with path.open("rb") as stream:
        start = _plain_start(stream.read(_TOP_BYTES))
        separator, top = _top_of(start) if start is not None else ("", None)
        if start is not None and top is None:
            stream.seek(0)
            start = _plain_start(stream.read(_HEAD_BYTES))
    content = None if start is not None else _as_utf8(path.read_bytes(), report)
    if start is None and content is None:
        return []
    text = start if start is not None else (content or b"")[:_HEAD_BYTES].decode("utf-8", errors="ignore")
    if top is None:
        separator = _separator(text[: 1 << 16])
        top = _top_rows(text, separator, TOP_ROWS)
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

    def body(first: int) -> pl.DataFrame:
        if content is None and first < len(top) and len(top[first]) == width:
            try:
                frame = _straight(path, text, separator, first, width, _with_fractions(top, first))
                return _checked(frame, top, first, report)
            except pl.exceptions.ComputeError:  # not UTF-8 further down, or more cells than headings
                pass
        whole = content if content is not None else _as_utf8(path.read_bytes(), report)
        return _checked(_from_memory(whole or b"", text, separator, top, first, report), top, first, report)

    return [Sheet("", top, body)]


def _plain_start(content: bytes) -> str | None:
    """The beginning of a file that is UTF-8 as far as it goes; None where it is not."""
    if b"\0" in content:
        return None
    whole = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return whole.decode("utf-8")
    except UnicodeDecodeError as error:
        return whole[: error.start].decode("utf-8") if error.start > len(whole) - 4 else None


def _with_fractions(top: list[list[str]], first: int) -> set[int]:
    """Columns whose first cells are all numbers with a decimal point, as no code of an area and no year is."""
    rows = top[first:]
    heads = top[first - 1] + [""] * len(rows[0])
    return {
        column
        for column, cells in enumerate(zip(*rows[:_LOOKED_AT], strict=False))
        if heads[column] and all(map(_FRACTION.fullmatch, cells))
    }


def _straight(path: Path, start: str, separator: str, first: int, width: int, numeric: set[int]) -> pl.DataFrame:
    """The rows read from the file itself, without a copy in memory; ``numeric`` as numbers where they are nothing else.

    A cell of them that is no number (a mark, a percent sign) makes all columns text, as does one that is no finite one.
    """
    lines = start[: _offset(start, separator, first)].count("\n")
    kinds: list[type[pl.DataType]] = [pl.Float64 if column in numeric else pl.String for column in range(width)]

    def read(kinds: list[type[pl.DataType]] | None) -> pl.DataFrame:
        return pl.read_csv(
            path, has_header=False, skip_lines=lines, separator=separator, infer_schema=False, quote_char='"',
            schema_overrides=kinds,
        )  # fmt: skip

    frame = None
    if len(numeric) >= _MANY_NUMBERS:
        with suppress(pl.exceptions.ComputeError):
            frame = read(kinds)
    if frame is None or not all(map(math.isfinite, frame.select(pl.col(pl.Float64).sum()).row(0))):
        frame = read(None)
    frame.columns = [str(column) for column in range(frame.width)]
    return frame


def _as_utf8(content: bytes, report: Report) -> bytes | None:
    """The file as UTF-8 without a mark at its beginning; None after a refusal."""
    if b"\0" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        report.add(
            "refused", "not_text", "the file is not text.", needed="a table as CSV, XLSX or ODS.",
            action="Save it as CSV or XLSX and try again.",
        )  # fmt: skip
        return None
    if content.isascii():
        return content
    try:
        content.decode("utf-8")
        return content.removeprefix(b"\xef\xbb\xbf")
    except UnicodeDecodeError:
        report.facts["Encoding"] = "not UTF-8: read as Windows-1252 or UTF-16, as spreadsheets save it"
        return decode_text(content).lstrip("\ufeff").encode("utf-8")


def _separator(text: str) -> str:
    """The one with which most lines have the same number of cells, more than one."""
    best, best_score = ",", 0
    for separator in (one for one in _SEPARATORS if one in text):
        widths = Counter(len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row)
        score = max((times * min(width - 1, 5) for width, times in widths.items()), default=0)
        if score > best_score:
            best, best_score = separator, score
    return best


def _top_of(start: str) -> tuple[str, list[list[str]] | None]:
    """Separator and first rows of a file; None for those where its beginning does not hold them whole."""
    separator = _separator(start[: 1 << 16])
    rows = _top_rows(start, separator, LEAST_TOP)
    most = rows_at_top(max((len(row) for row in rows), default=0))
    rows = _top_rows(start, separator, most + 1)  # the last row of a beginning may be cut
    return separator, rows[:most] if len(rows) > most else None


def _top_rows(text: str, separator: str, count: int) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [list(map(str.strip, row)) for row in islice(rows, count)]


def _from_memory(
    content: bytes, start: str, separator: str, top: list[list[str]], first: int, report: Report
) -> pl.DataFrame:
    width = max(len(row) for row in top)
    names = [str(column) for column in range(width)]
    offset = len(start[: _offset(start, separator, first)].encode("utf-8"))
    own_head = (separator.join(names) + "\n").encode()
    try:
        return pl.read_csv(own_head + content[offset:], separator=separator, infer_schema=False, quote_char='"')
    except pl.exceptions.ComputeError:
        _refuse_ragged(_longer_rows(content.decode("utf-8"), separator, first, width), report)
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String()))


def _checked(frame: pl.DataFrame, top: list[list[str]], first: int, report: Report) -> pl.DataFrame:
    """The rows, those refused that have a cell just right of the last heading: a comma too many."""
    head = max((column + 1 for column, cell in enumerate(top[first - 1]) if cell), default=frame.width)
    if 0 < head < frame.width:
        rows = (frame[str(head)].fill_null("").str.strip_chars() != "").arg_true().to_list()
        if rows:
            _refuse_ragged([first + row for row in rows], report)
    return frame


def _longer_rows(text: str, separator: str, first: int, width: int) -> list[int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [number for number, row in enumerate(reader) if number >= first and len(row) > width]


def _refuse_ragged(rows: list[int], report: Report) -> None:
    report.add(
        "refused",
        "ragged_rows",
        f"{len(rows):,} row{' has' if len(rows) == 1 else 's have'} more cells than there are headings.",
        needed="a number with a comma between quotes, and as many cells in each row as there are headings.",
        action="Save the table again from a spreadsheet program.",
        where=[f"row {row + 1}" for row in rows],
    )


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
