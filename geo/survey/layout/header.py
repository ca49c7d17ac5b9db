"""Where the table of a sheet begins: headings (one row or two), above them titles and notes, below them values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest

from geo.boundaries import OFFICIAL_CODE

__all__ = ["YEAR", "Header", "Heading", "find_header", "year_of"]

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[/_–-]\s?(\d\d|(?:19|20)\d\d))?(?!\d)")
_NUMBER = re.compile(r"^[<(\[]?[+-]?[\d.,\s]*\d\s*%?[\])]?$")


@dataclass(frozen=True)
class Heading:
    """One column's heading: the text above it, and what stands over several columns."""

    column: int
    text: str
    above: str = ""

    @cached_property
    def whole(self) -> str:
        """Both, as one text."""
        return f"{self.above}: {self.text}" if self.above and self.text else self.above or self.text


@dataclass(frozen=True)
class Header:
    """The headings of a sheet, the row of the first value (from 0), and the texts above."""

    headings: tuple[Heading, ...]
    first_row: int
    above: tuple[str, ...]
    is_double: bool


def year_of(text: str) -> str:
    """The year or school year that a text is (``2023/24``, ``2024``), nothing else beside it; else empty."""
    match = YEAR.fullmatch(text.strip())
    return match[0].strip() if match else ""


def find_header(top: list[list[str]], known: set[str]) -> Header | None:
    """The headings of a sheet; None where its first rows are no table.

    Args:
        top: first rows as text.
        known: codes of the areas, if there are any; other official codes count too.
    """
    width = max((len(row) for row in top), default=0)
    rows = [row + [""] * (width - len(row)) for row in top]
    first = next((number for number, row in enumerate(rows) if _has_code(row, known)), None)
    last = _header_without_codes(rows) if first is None else first - 1
    while first is not None and last >= 0 and not _is_header(rows[last]):
        last -= 1
    if last < 0:
        return None
    over = _row_above(rows, last)
    headings = _headings(tuple(rows[last]), tuple(over or ()))
    above = rows[: last - 1 if over else last]
    texts = tuple(" ".join(text for text in row if text) for row in above if any(row))
    return Header(headings, last + 1, texts, over is not None)


@lru_cache(maxsize=16)
def _headings(row: tuple[str, ...], over: tuple[str, ...]) -> tuple[Heading, ...]:
    """Of each column; sheets of one workbook are often alike."""
    return tuple(
        Heading(column, " ".join(text.split()), " ".join(above.split()))
        for column, (text, above) in enumerate(zip_longest(row, over, fillvalue=""))
    )


def _has_code(row: list[str], known: set[str]) -> bool:
    return any(cell in known or OFFICIAL_CODE.match(cell) for cell in row if cell)


def _is_header(row: list[str]) -> bool:
    filled = [cell for cell in row if cell]
    numbers = sum(bool(_NUMBER.match(cell)) and not year_of(cell) for cell in filled)
    return len(filled) >= 2 and numbers * 4 <= len(filled)


def _header_without_codes(rows: list[list[str]]) -> int:
    """The first row with the most filled cells, all texts, with values below it; -1 where there is none."""
    widths = [sum(bool(cell) for cell in row) if _is_header(row) else 0 for row in rows]
    best = max(widths, default=0)
    if best < 2:
        return -1
    last = widths.index(best)
    return last if any(any(_NUMBER.match(cell) for cell in row if cell) for row in rows[last + 1 :]) else -1


def _row_above(rows: list[list[str]], last: int) -> list[str] | None:
    """What stands over the headings, spread over the columns it is merged across; None where nothing does."""
    if last == 0:
        return None
    over, below = rows[last - 1], rows[last]
    filled = [column for column, text in enumerate(over) if text]
    labels = [text for text in below if text]
    is_repeating = len(set(labels)) < len(labels)
    has_gaps = any(over[column] and not below[column] for column in filled)
    if not filled or (not _is_header(over) and len(filled) > 1) or not (is_repeating or has_gaps):
        return None
    if len(filled) == 1 and not is_repeating:
        return None
    spread, current = [], ""
    for column, text in enumerate(over):
        current = text or current
        spread.append(text if text else current if below[column] else "")
    return spread
