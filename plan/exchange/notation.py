"""How a file writes numbers and dates, decided once from all of its rows: never by one cell that can be read two ways.

``12,500`` is twelve thousand five hundred in Bristol and twelve and a half in Berlin; 5/7/2026 is July here and May in
the United States. What the other rows say decides; where nothing says it, the row is asked about.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["TOLD_BY_NOTHING", "NotToldError", "Notation", "day_of", "moment_of", "notation_of", "number_of"]

_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_PLAIN = re.compile(r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$", re.ASCII)
_GROUPS = {mark: re.compile(rf"^[+-]?\d{{1,3}}(\{mark}\d{{3}})+$", re.ASCII) for mark in (",", ".")}
_GROUPED = {
    "point": re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$", re.ASCII),
    "comma": re.compile(r"^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$", re.ASCII),
}
_COMMA = re.compile(r"^[+-]?\d*,\d+$", re.ASCII)
_DAY = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$", re.ASCII)
_WORDS = re.compile(
    r"^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})"
    r"(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$",
    re.ASCII,
)
_ISO = re.compile(
    r"^(\d{4})-(\d{1,2})-(\d{1,2})[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$", re.ASCII
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


class NotToldError(ValueError):
    """A cell can be read two ways and nothing in the file says which; its text says both."""


@dataclass(frozen=True)
class Notation:
    """How a file writes.

    Attributes:
        decimal: ``"point"``, ``"comma"``, or ``""`` where nothing in the file tells.
        first: ``"day"``, ``"month"``, or ``""`` likewise, of dates such as 5/7/2026.
    """

    decimal: str = "point"
    first: str = ""


TOLD_BY_NOTHING = Notation("point", "")
"""What is taken for a single cell without a file: numbers with a point, dates only where they can be read one way."""


def notation_of(numbers: Iterable[str], dates: Iterable[str], *, separator: str = ",") -> Notation:
    """The notation of a file.

    Args:
        numbers: cells of its columns of numbers, as text.
        dates: cells of its columns of dates and times, as text.
        separator: between its cells; commas between cells speak for a point in numbers, other signs for nothing.
    """
    has_point = has_comma = False
    for text in numbers:
        bare = _BLANKS.sub("", text)
        if _GROUPS[","].match(bare):
            has_point |= bare.count(",") > 1
        elif _GROUPS["."].match(bare):
            has_comma |= bare.count(".") > 1
        elif _COMMA.match(bare):
            has_comma = True
        elif "." in bare and (_PLAIN.match(bare) or _GROUPED["point"].match(bare)):
            has_point = True
        elif "," in bare and _GROUPED["comma"].match(bare):
            has_comma = True
    if separator == ",":
        decimal = "" if has_comma and not has_point else "point"
    else:
        decimal = "" if has_comma == has_point else "point" if has_point else "comma"
    first_numbers, second_numbers = [], []
    for text in dates:
        if (found := _DAY.match(text.strip())) and found[2] == "/":
            first_numbers.append(int(found[1]))
            second_numbers.append(int(found[3]))
    is_day = any(number > 12 for number in first_numbers)
    is_month = any(number > 12 for number in second_numbers)
    return Notation(decimal, "day" if is_day and not is_month else "month" if is_month and not is_day else "")


def number_of(text: str, notation: Notation) -> float:
    """The number that a cell says; NaN where it says none.

    Raises:
        NotToldError: it says one of two numbers.
    """
    bare = _BLANKS.sub("", text).replace("−", "-")
    if not bare.isascii() or "_" in bare:
        return math.nan
    for mark, other in ((",", "point"), (".", "comma")):
        if not _GROUPS[mark].match(bare):
            continue
        whole, part = (
            float(bare.replace(mark, "")),
            float(bare.replace(mark, ".", 1)) if bare.count(mark) == 1 else None,
        )
        if part is None or notation.decimal == other:
            return whole
        if notation.decimal == "" and not bare.lstrip("+-").startswith("0"):
            raise NotToldError(
                f"{text.strip()!r} can be {whole:,.0f} or {part:g}, and nothing in the file tells which. "
                f"Write {whole:.0f} or {_decimal(part)}"
            )
        return part
    if _PLAIN.match(bare):
        return float(bare)
    for decimal, form in _GROUPED.items():
        if form.match(bare):
            thousands, mark = (",", ".") if decimal == "point" else (".", ",")
            return float(bare.replace(thousands, "").replace(mark, "."))
    return float(bare.replace(",", ".")) if _COMMA.match(bare) else math.nan


def _decimal(part: float) -> str:
    return f"{part:.1f}" if part == round(part, 1) else f"{part:g}"


def day_of(text: str, notation: Notation) -> str | None:
    """The day that a cell says as ``2026-11-28``; None where it is written in no form that is known.

    Raises:
        NotToldError: it says one of two days.
    """
    if iso := _ISO.match(text.strip()):
        return f"{iso[1]}-{int(iso[2]):02}-{int(iso[3]):02}"
    found = _parts(text, notation)
    return None if found is None else f"{found[0]:04}-{found[1]:02}-{found[2]:02}"


def moment_of(text: str, notation: Notation) -> str | None:
    """The time that a cell says as ``2026-11-28T03:58:00Z``; None where it is written in no form that is known."""
    found = _parts(text, notation)
    if found is None:
        return None
    try:
        return datetime(*found, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return None


def _parts(text: str, notation: Notation) -> tuple[int, int, int, int, int, int] | None:
    """Year, month, day, hour, minute, second."""
    words = text.strip()
    if found := _WORDS.match(words):
        name = found[2].casefold()
        month = (*_LONG_MONTHS, *_MONTHS).index(name) % 12 + 1 if name in (*_LONG_MONTHS, *_MONTHS) else 0
        if name == "sept":
            month = 9
        return (int(found[3]), month, int(found[1]), *_clock(found, 4)) if month else None
    found = _DAY.match(words)
    if found is None:
        return None
    one, two, year = int(found[1]), int(found[3]), int(found[4])
    day, month = one, two
    if found[2] == "/" and one != two:
        if one <= 12 and two <= 12 and not notation.first:
            raise NotToldError(
                f"{words!r} can be {one} {_LONG_MONTHS[two - 1].capitalize()} or {two} "
                f"{_LONG_MONTHS[one - 1].capitalize()}, and nothing in the file tells which. "
                f"Write {year}-{two:02}-{one:02} or {year}-{one:02}-{two:02}"
            )
        if two > 12 or (notation.first == "month" and one <= 12):
            day, month = two, one
    return (year, month, day, *_clock(found, 5)) if 1 <= month <= 12 else None


def _clock(found: re.Match[str], group: int) -> tuple[int, int, int]:
    return int(found[group] or 0), int(found[group + 1] or 0), int(found[group + 2] or 0)
