"""One table of a timetable in parts: each part is some whole rows, read by the same careful reader as whole tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import IO

import polars as pl

from geo.errors import Problem, Report
from geo.gtfs.archive import FeedFiles
from geo.gtfs.text import header_of, read_text_table
from geo.zips import ZIP_FAULTS

__all__ = ["BLOCK_BYTES", "Mended", "read_blocks"]

BLOCK_BYTES = 8 << 20
_MOST_TRIES = 100
_OF_ROWS = {
    "encoding": "lines with letters that are not written in UTF-8",
    "long_rows": "rows with more cells than its header has columns",
    "short_rows": "rows with fewer cells than its header has columns",
    "quotes": "parts with a quotation mark that is never closed",
}
"""Faults that are met part by part; the others are faults of the header and the same in every part."""


class Mended:
    """Faults of the parts of tables, each kind told once with its whole number."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], Problem] = {}

    def take(self, name: str, report: Report) -> None:
        """Remember the problems of one part."""
        for problem in report.problems:
            key = (name, problem.code)
            if key not in self._seen:
                self._seen[key] = replace(problem, where=(name,))
            elif problem.code in _OF_ROWS:
                before = self._seen[key]
                self._seen[key] = replace(before, count=before.count + problem.count)

    def tell(self, report: Report) -> None:
        """Put them into the report of the whole file."""
        for (name, code), problem in self._seen.items():
            if code in _OF_ROWS and problem.count > 1:
                problem = replace(problem, found=f"{name} has {problem.count:,} {_OF_ROWS[code]}.")
            report.problems.append(problem)


def read_blocks(
    files: FeedFiles,
    name: str,
    report: Report,
    mended: Mended,
    *,
    wanted: tuple[str, ...] | None = None,
    only: Collection[int] | None = None,
) -> Iterator[pl.DataFrame]:
    """The rows of one table in parts, cells as text and blank ones null, as :func:`read_text_table` gives them.

    Args:
        files: the opened timetable.
        name: the table, for example ``"stop_times.txt"``; nothing comes of one that is not there.
        report: a table that is damaged half-way refuses the file here, and no further part comes.
        mended: takes what had to be repaired; a part that was looked at before is told once.
        wanted: the columns; all that the header names if None.
        only: numbers of the parts to read, from 0; all of them if None.

    Yields:
        frames with the columns ``wanted``.
    """
    if name not in files:
        return
    try:
        with files.opened(name) as stream:
            for number, content in enumerate(_parts(stream)):
                if only is not None and number not in only:
                    continue
                part = Report(report.source, report.kind)
                columns = wanted or tuple(dict.fromkeys(column for column in header_of(content) if column))
                table = read_text_table(name, content, columns, part)
                mended.take(name, part)
                yield table.frame.select(columns)
    except ZIP_FAULTS as fault:
        report.add(
            "refused",
            "damaged_file",
            f"{name} could not be read ({fault}).",
            action="The download may be incomplete or damaged: download it again.",
        )


def _parts(stream: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a table as parts of whole rows, each with the header in front."""
    first = stream.read(BLOCK_BYTES)
    if b"\x00" in first[:200] or b"\n" not in first:
        # Two bytes a letter, or lines that end as those of an old Macintosh: such tables are rare and small.
        yield first + stream.read()
        return
    header, _, rest = first.partition(b"\n")
    header += b"\n"
    is_first = True
    while True:
        more = stream.read(BLOCK_BYTES)
        if not more:
            break
        whole, left = _whole_rows(rest)
        if whole:
            yield header + whole
            is_first = False
        rest = left + more
    if rest.strip() or is_first:
        yield header + rest


def _whole_rows(content: bytes) -> tuple[bytes, bytes]:
    """``content`` cut behind the last row that surely ends in it: no quotation mark is open there."""
    end = content.rfind(b"\n")
    if b'"' in content:
        tries = 0
        while end >= 0 and content.count(b'"', 0, end) % 2 and tries < _MOST_TRIES:
            end, tries = content.rfind(b"\n", 0, end), tries + 1
        if tries == _MOST_TRIES:
            end = -1
        if end < 0 and len(content) > 4 * BLOCK_BYTES + 1024:
            end = content.rfind(b"\n")  # a mark that is never closed: the reader of the part says so
    return content[: end + 1], content[end + 1 :]
