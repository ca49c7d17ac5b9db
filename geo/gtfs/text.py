"""Bytes of one timetable table to a Polars frame of text: any encoding, ragged rows, stray spaces, all of it reported.

Rows are numbered as a spreadsheet shows them: the header is row 1.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import cast

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from geo.errors import Report, Severity

__all__ = [
    "BLANK_S",
    "UNREADABLE_S",
    "TextTable",
    "counted",
    "header_and_separator",
    "header_of",
    "read_text_table",
    "rows_at",
    "seconds",
]

BLANK_S, UNREADABLE_S = -1, -2  # what stands for a time that is not there or cannot be read

_SPACE = " \t\r\n\ufeff\u200b\xa0"
_CHUNK = 1 << 24


@dataclass(frozen=True)
class TextTable:
    """One table as text: ``frame`` has ``row`` (int) and the wanted columns, blank cells null; ``header`` as given."""

    name: str
    frame: pl.DataFrame
    header: tuple[str, ...]

    def lacks(self, *columns: str) -> list[str]:
        """Those of ``columns`` that the file does not have."""
        return [column for column in columns if column not in self.header]


_NOUNS = {
    "rows": "row", "stops": "stop", "trips": "trip", "lines": "line", "services": "service", "files": "file",
    "headways": "headway", "rules": "rule", "points": "point", "operators": "operator", "times": "time",
    "names": "name",
}  # fmt: skip
_VERBS = {
    "have": "has", "are": "is", "do": "does", "repeat": "repeats", "name": "names", "belong": "belongs",
    "stand": "stands", "end": "ends", "run": "runs", "travel": "travels", "carry": "carries", "overlap": "overlaps",
    "hold": "holds", "take": "takes", "call": "calls", "give": "gives", "lie": "lies", "start": "starts",
}  # fmt: skip


def counted(number: int, sentence: str, *, of: int | None = None) -> str:
    """``number`` and a sentence written in the plural, whose noun and first verb agree with it.

    ``counted(1, "rows have no name.")`` is "1 row has no name."; ``of`` gives "1 of 3 rows has no name.".
    """
    words = sentence.split(" ")
    if number == 1:
        if of is None:
            words[0] = _NOUNS.get(words[0], words[0])
        verb = next((place for place, word in enumerate(words) if place and word in _VERBS), None)
        if verb is not None:
            words[verb] = _VERBS[words[verb]]
    amount = f"{number:,}" if of is None else f"{number:,} of {of:,}"
    return " ".join([amount, *words])


def rows_at(name: str, frame: pl.DataFrame, *columns: str, most: int = 5) -> list[str]:
    """Examples for a report: ``"stops.txt row 7 (stop_id 'A')"``."""
    shown = frame.sort("row").head(most).select("row", *columns)
    return [
        f"{name} row {row[0]}" + (f" ({', '.join(f'{c} {v!r}' for c, v in zip(columns, row[1:], strict=True))})"
        if columns else "")
        for row in shown.iter_rows()
    ]  # fmt: skip


def header_of(content: bytes) -> list[str]:
    """The names of the columns as :func:`read_text_table` takes them: lower case, no spaces or quotation marks."""
    return header_and_separator("", _as_utf8("", content[: 1 << 16], Report("", "")), Report("", ""))[0]


def read_text_table(name: str, content: bytes, wanted: tuple[str, ...], report: Report) -> TextTable:
    """Read the ``wanted`` columns of ``content`` as text.

    Spaces around cells and column names go, blank cells become null, columns that are absent are all null. What had
    to be repaired (encoding, separators, rows with too many or too few cells, columns named twice) goes to ``report``.
    """
    content = _as_utf8(name, content, report)
    if content[:1] in b"\r\n " or content[-2:-1] in b"\r\n ":  # else nothing is gained by a copy
        content = content.strip(b"\r\n ")
    if b"\n" not in content and b"\r" in content:
        content = content.replace(b"\r", b"\n")
    header, separator = header_and_separator(name, content, report)
    if not header:
        return TextTable(name, _empty(wanted), ())
    position = {column: header.index(column) for column in wanted if column in header}
    cells = _read_fast(content, len(header), separator, sorted(position.values()))
    if cells is None:
        cells = _read_slow(name, content, len(header), separator, sorted(position.values()), report)
    has_quotes = b'"' in content
    is_tidy = content.isascii() and not any(mark in content for mark in (b" ", b"\t"))
    if is_tidy and has_quotes:  # what is quoted may begin or end with a new line
        is_tidy = b'\r"' not in content and content.count(b"\n") <= cells.height + content.endswith(b"\n")
    del content
    frame = (
        cells.lazy()
        .with_columns(pl.col("row").cast(pl.Int64))
        .rename({f"c{index}": column for column, index in position.items()})
    )
    if not is_tidy:
        frame = frame.with_columns(pl.col(column).str.strip_chars(_SPACE) for column in position)
    if not is_tidy or has_quotes:
        frame = frame.with_columns(
            pl.when(pl.col(column) == "").then(None).otherwise(pl.col(column)).alias(column) for column in position
        )
    if position:
        frame = frame.filter(~pl.all_horizontal(pl.col(column).is_null() for column in position))
    absent = [pl.lit(None, dtype=pl.String).alias(column) for column in wanted if column not in position]
    frame = frame.with_columns(absent).select("row", *wanted)  # one plan: small tables cost by the step
    return TextTable(name, frame.collect(), tuple(header))


def _empty(wanted: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame(schema={"row": pl.Int64} | dict.fromkeys(wanted, pl.String))


def _as_utf8(name: str, content: bytes, report: Report) -> bytes:
    for mark, encoding in ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
                           (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if content.startswith(mark):
            return _decoded(name, content, encoding, report)
    if content.startswith(codecs.BOM_UTF8):
        content = content[3:]
    if b"\x00" in content[:200]:
        big = content[:1] == b"\x00"
        return _decoded(name, content, "utf-16-be" if big else "utf-16-le", report)
    if content.isascii() or _is_utf8(content):
        return content
    return _mend_lines(name, content, report)


def _decoded(name: str, content: bytes, encoding: str, report: Report) -> bytes:
    text = content.decode(encoding, errors="replace").lstrip("\ufeff").replace("\x00", "")
    report.add(
        "repaired",
        "encoding",
        f"{name} is written in {encoding.upper()}.",
        needed="UTF-8.",
        action="It was converted.",
        where=[name],
    )
    return text.encode("utf-8")


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _CHUNK):
            decoder.decode(content[start : start + _CHUNK], final=start + _CHUNK >= len(content))
    except UnicodeDecodeError:
        return False
    return True


def _mend_lines(name: str, content: bytes, report: Report) -> bytes:
    lines = content.split(b"\n")
    bad: list[int] = []
    for number, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            bad.append(number + 1)
            try:
                lines[number] = line.decode("cp1252").encode("utf-8")
            except UnicodeDecodeError:
                lines[number] = line.decode("latin-1").encode("utf-8")
    report.add(
        "repaired",
        "encoding",
        f"{name} has {counted(len(bad), 'lines')} with letters that are not written in UTF-8.",
        needed="UTF-8.",
        action="They were read as Windows-1252 (Western European); check names with accents.",
        where=[f"{name} line {number}" for number in bad[:10]],
        count=len(bad),
    )
    return b"\n".join(lines)


def header_and_separator(name: str, content: bytes, report: Report) -> tuple[list[str], str]:
    """Names of columns (lower case, no spaces or quotation marks) and what separates them; oddities are reported."""
    line = content[: 1 << 16].split(b"\n", 1)[0].decode("utf-8", errors="replace").replace("\r", " ")
    separator = ","
    if "," not in line:
        separator = max(",;\t|", key=line.count) if any(mark in line for mark in ";\t|") else ","
    if separator != ",":
        report.add(
            "repaired",
            "separator",
            f"{name} separates its columns by {'tabs' if separator == chr(9) else repr(separator)}.",
            needed="commas.",
            action="It was read so.",
            where=[name],
        )
    header = [column.strip(_SPACE + '"').lower() for column in next(csv.reader([line], delimiter=separator), [])]
    if not any(header):
        return [], separator
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        report.add(
            "repaired",
            "column_twice",
            f"{name} has columns that are named twice.",
            action="The first of each was used.",
            where=[f"{name} {column}" for column in twice],
        )
    return header, separator


def _read_fast(content: bytes, width: int, separator: str, positions: list[int]) -> pl.DataFrame | None:
    """Polars' reader for a well-formed table; None if the table is ragged or its quotes are out of order."""
    if f'{separator} "'.encode() in content:
        return None  # Polars would keep the quotes of a cell that begins with a space
    if b'"' not in content:
        lines = content.count(b"\n") + (not content.endswith(b"\n"))
        if content.count(separator.encode()) != (width - 1) * lines:
            return None
    try:
        cells = pl.read_csv(
            content,
            columns=positions or [0],
            separator=separator,
            infer_schema=False,
            row_index_name="row",
            row_index_offset=2,
        )
    except PolarsError:
        return None
    names = [f"c{position}" for position in (positions or [0])]
    cells.columns = ["row", *names]
    return cells


def _read_slow(
    name: str, content: bytes, width: int, separator: str, positions: list[int], report: Report
) -> pl.DataFrame:
    """Python's forgiving reader, row by row, for tables that are out of order."""
    text = content.decode("utf-8", errors="replace").replace("\x00", "")
    csv.field_size_limit(1 << 20)
    rows, is_quoted = _records(text, separator)
    if not is_quoted:
        report.add(
            "repaired",
            "quotes",
            f"{name} has a quotation mark that is never closed.",
            action="Quotation marks were ignored in this file.",
            where=[name],
        )
    columns: dict[int, list[str | None]] = {position: [] for position in positions}
    numbers: list[int] = []
    long: list[int] = []
    short: list[int] = []
    for number, record in enumerate(rows, start=1):
        if number == 1 or not any(record):
            continue
        if len(record) > width:
            long.append(number)
        elif len(record) < width:
            short.append(number)
        numbers.append(number)
        for position in positions:
            columns[position].append(record[position] if position < len(record) else None)
    for found, words, severity, code, action in (
        (long, "more", "repaired", "long_rows", "The cells beyond the last column were ignored."),
        (short, "fewer", "note", "short_rows", "The missing cells were taken as blank."),
    ):
        if found:
            report.add(
                cast(Severity, severity),
                code,
                f"{name} has {counted(len(found), 'rows')} with {words} cells than its header has columns.",
                needed=f"{width} cells in each row.",
                action=action,
                where=[f"{name} row {number}" for number in found],
            )
    return pl.DataFrame(
        {"row": numbers} | {f"c{position}": values for position, values in columns.items()},
        schema={"row": pl.Int64} | {f"c{position}": pl.String for position in positions},
    )


def _records(text: str, separator: str) -> tuple[list[list[str]], bool]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True))
        if not any(cell.count("\n") > 20 for row in rows for cell in row if "\n" in cell) and not _is_open(rows, text):
            return rows, True
    except csv.Error:
        pass
    plain = csv.reader(io.StringIO(text.replace('"', ""), newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
    return list(plain), False


def _is_open(rows: list[list[str]], text: str) -> bool:
    """True if the last quotation mark was never closed, so that the last cell swallowed the rest of the file."""
    return bool(rows) and bool(rows[-1]) and text.count('"') % 2 == 1 and "\n" in rows[-1][-1].rstrip("\n")


def seconds(column: pl.Series) -> pl.Series:
    """H:MM:SS (also past 24:00, also H:MM) as whole seconds after midnight; -1 where blank, -2 where unreadable.

    Where all are written HH:MM:SS, their digits are read at once; else each distinct time is parsed once.
    """
    if (plain := _of_eight_letters(column)) is not None:
        return plain
    distinct = column.unique().drop_nulls()
    parts = distinct.str.extract_groups(r"^(\d{1,3}):([0-5]?\d)(?::([0-5]?\d)(?:\.\d+)?)?$")
    fields = [parts.struct.field(str(number)).cast(pl.Int32, strict=False) for number in (1, 2, 3)]
    total = fields[0] * 3600 + fields[1] * 60 + fields[2].fill_null(0)
    values = total.fill_null(UNREADABLE_S)
    if not len(distinct):
        return pl.Series(column.name, np.full(len(column), BLANK_S, dtype=np.int32))
    return column.replace_strict(distinct, values, default=BLANK_S, return_dtype=pl.Int32)


def _of_eight_letters(column: pl.Series) -> pl.Series | None:
    """Seconds of a column in which every time is HH:MM:SS, -1 where blank; None if any is not."""
    given = column.drop_nulls()
    if not len(given) or not (given.str.len_bytes() == 8).all():
        return None
    letters = np.frombuffer(given.to_arrow(compat_level=pl.CompatLevel.oldest()).buffers()[2], dtype=np.uint8)
    letters = letters[: 8 * len(given)].reshape(-1, 8)
    digits = letters[:, [0, 1, 3, 4, 6, 7]] - ord("0")  # below "0" becomes more than 9, as bytes have no sign
    if (letters[:, [2, 5]] != ord(":")).any() or (digits > 9).any() or (digits[:, [2, 4]] > 5).any():
        return None
    total = np.zeros(len(given), dtype=np.int32)
    for place, worth in enumerate((36_000, 3600, 600, 60, 10, 1)):
        total += digits[:, place].astype(np.int32) * worth
    if len(given) == len(column):
        return pl.Series(column.name, total)
    values = np.full(len(column), BLANK_S, dtype=np.int32)
    values[column.is_not_null().to_numpy()] = total
    return pl.Series(column.name, values)
