"""Text with a row for each fix: any usual encoding and separator, lines above the headings read past."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from geo.gps.gathering import Reading
from geo.gps.limits import RefusedFileError
from geo.gps.opening import Source
from geo.gps.tables.headings import is_of_stays, roles_of
from geo.gps.tables.rows import Asked, read_rows

__all__ = ["read_delimited"]

_SEPARATORS = (",", ";", "\t", "|")
_START = 1 << 18
_TOP_LINES = 60
_HEAP_ROWS = 500_000
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def read_delimited(source: Source, asked: Asked, reading: Reading) -> None:
    """Read one table of text.

    Raises:
        RefusedFileError: no headings of latitude, longitude and time, rows that do not fit them, or no degrees.
    """
    with source.open() as stream:
        start = stream.read(_START)
    encoding = _encoding(start)
    text = start.decode(encoding, errors="replace")
    separator, line, headings = _head(text, asked)
    roles = roles_of(headings, asked.columns)
    names = {role: headings[number] for role, number in roles.items()}
    reading.format = f"table, separated by {_WORDS[separator]}"
    if _is_of_satellites(headings):
        asked = replace(asked, is_year_first=True)
        if "local" not in names.get("time", "").lower() + names.get("date", "").lower():
            reading.zone, reading.zone_why = "UTC", "loggers of this make write the time of the satellites"
    is_utf8 = encoding in ("utf-8", "utf-8-sig")
    if source.path is not None and is_utf8:
        given: Path | bytes = source.path
    else:
        whole = source.whole()
        given = whole if is_utf8 else whole.decode(encoding, errors="replace").encode()

    def heaps() -> Iterator[pl.DataFrame]:
        try:
            yield from _heaps(given, separator, line, roles)
        except (pl.exceptions.PolarsError, OSError) as error:
            raise RefusedFileError(
                "table_broken",
                f"its rows cannot be read ({str(error).splitlines()[0][:120]}).",
                "a table as UTF-8 text.",
                "Save it as CSV (UTF-8) again.",
            ) from error

    _refuse_ragged(given, separator, line, headings)
    read_rows(heaps, names, asked, reading)


_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def _is_of_satellites(headings: list[str]) -> bool:
    """Whether the columns are those of loggers that write the time of the satellites (MTK, Qstarz, Columbus)."""
    small = [one.strip().lower() for one in headings]
    return bool({"rcr", "tag"} & set(small)) and "index" in small and {"date", "time"} <= set(small)


def _encoding(start: bytes) -> str:
    for mark, name in _MARKS.items():
        if start.startswith(mark):
            return name
    for cut in range(4):
        try:
            start[: len(start) - cut].decode("utf-8")
            return "utf-8"
        except UnicodeDecodeError:
            continue
    return "cp1252"


def _head(text: str, asked: Asked) -> tuple[str, int, list[str]]:
    """Separator, number of lines above the headings, and the headings.

    Raises:
        RefusedFileError: there is no row of headings with a position and a time.
    """
    lines = list(itertools.islice(text.splitlines(), _TOP_LINES))
    best: tuple[int, str, int, list[str]] | None = None
    nearly: dict[str, int] = {}
    for separator in _SEPARATORS:
        for number, line in enumerate(lines):
            if separator not in line:
                continue
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
            roles = roles_of(cells, asked.columns)
            nearly = roles if len(roles) > len(nearly) else nearly
            has_place = {"lat", "lon"} <= set(roles) or "geom" in roles
            has_time = bool({"time", "utc", "date"} & set(roles))
            if has_place and has_time and not is_of_stays(roles) and (best is None or len(roles) > best[0]):
                best = (len(roles), separator, number, cells)
    if best is None:
        raise _headless(lines, nearly)
    return best[1], best[2], best[3]


def _headless(lines: list[str], nearly: dict[str, int]) -> RefusedFileError:
    """Why no headings were found, as far as it can be told."""
    needed = "a row of headings with latitude, longitude and time."
    if is_of_stays(nearly):
        return RefusedFileError(
            "not_fixes", "it holds stays or journeys (from, to) that were made of fixes already, and no fixes.",
            "the log itself: a time and a position in each row.", "Hand in the file that it was made from.",
        )  # fmt: skip
    if {"east", "north"} <= set(nearly):
        return RefusedFileError(
            "metres", "positions are eastings and northings of a national grid.", "latitude and longitude in degrees.",
            "Save the table with coordinates in WGS 84 (EPSG:4326).",
        )  # fmt: skip
    if {"lat", "lon"} <= set(nearly) or "geom" in nearly:
        return RefusedFileError(
            "no_time", "it has positions and no column of times.", needed, "Name the column: time=HEADING."
        )
    first = next((line for line in lines if line.strip()), "")
    if re.match(r"^[\s\d.,;:+/\"TZ-]+$", first) and re.search(r"[,;\t|]", first):
        return RefusedFileError(
            "no_headings",
            "its columns have no headings.",
            needed,
            "Put a line such as “latitude,longitude,time” at its top.",
        )
    return RefusedFileError(
        "not_a_log",
        "it is no log that is known here.",
        "GPX, FIT, TCX, KML, GeoJSON, Parquet or a table with headings of latitude, longitude and time.",
        "Export it again in one of these.",
    )


def _heaps(content: Path | bytes, separator: str, line: int, roles: dict[str, int]) -> Iterator[pl.DataFrame]:
    given = io.BytesIO(content) if isinstance(content, bytes) else content
    table = pl.scan_csv(
        given, separator=separator, skip_lines=line, infer_schema=False, truncate_ragged_lines=True, quote_char='"',
        encoding="utf8-lossy",
    )  # fmt: skip
    names = table.collect_schema().names()
    wanted = [pl.col(names[number]).alias(role) for role, number in roles.items() if number < len(names)]
    yield from table.select(wanted).collect_batches(chunk_size=_HEAP_ROWS, maintain_order=True)


def _refuse_ragged(content: Path | bytes, separator: str, line: int, headings: list[str]) -> None:
    """Refuse rows with more cells than headings: a decimal comma between commas moves every cell after it."""
    width = max((number + 1 for number, name in enumerate(headings) if name), default=0)
    given = io.BytesIO(content) if isinstance(content, bytes) else content
    lines = pl.scan_csv(
        given, separator="\x1f", has_header=False, skip_lines=line + 1, quote_char=None, infer_schema=False,
        new_columns=["line"], truncate_ragged_lines=True, encoding="utf8-lossy",
    )  # fmt: skip
    bare = pl.col("line").str.strip_chars_end(f"{separator} \r")
    long = (bare.str.count_matches(separator, literal=True) >= max(width, len(headings))) & ~bare.str.contains(
        '"', literal=True
    )
    numbered = lines.with_row_index("row", offset=line + 2).filter(long)
    try:
        found = numbered.select("row").head(1000).collect()
    except pl.exceptions.PolarsError:
        return  # said by the reading itself
    if found.height:
        more = (
            "at least 1,000 rows have"
            if found.height == 1000
            else f"{found.height:,} row{' has' if found.height == 1 else 's have'}"
        )
        raise RefusedFileError(
            "ragged_rows", f"{more} more cells than there are headings, first line {found['row'][0]:,}.",
            "numbers with a decimal comma between quotes, or semicolons between cells.", "Save the table again.",
        )  # fmt: skip
