"""What people write in the cells of a register: days, amounts, colours, lists, and words for nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from everyday.exchange.council.matching import folded

__all__ = ["ONGOING", "STATUS_WORDS", "Day", "amount_of", "day_of", "is_nothing", "key_of", "lines_of", "names_of"]

_NOTHING = {
    "", "n a", "na", "none", "nil", "tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be decided", "unknown",
    "not known", "not applicable", "not yet known", "x", "blank", "no date", "not set",
}  # fmt: skip
ONGOING = {"ongoing", "on going", "continuous", "continuing", "business as usual", "bau", "annual", "rolling"}
STATUS_WORDS: dict[str, str] = {
    "not started": "proposed", "planned": "proposed", "pending": "proposed", "proposal": "proposed", "new": "proposed",
    "approved": "agreed", "committed": "agreed", "in progress": "under_way", "underway": "under_way",
    "started": "under_way", "on track": "under_way", "on going": "under_way", "ongoing": "under_way",
    "active": "under_way", "open": "under_way", "delayed": "stalled", "on hold": "stalled", "paused": "stalled",
    "complete": "done", "completed": "done", "closed": "done", "finished": "done", "delivered": "done",
    "cancelled": "dropped", "canceled": "dropped", "withdrawn": "dropped", "abandoned": "dropped",
}  # fmt: skip
"""Words that councils use for a status, where nobody has said otherwise."""
_MONTHS = {name: number for number, names in enumerate((
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
), 1) for name in names}  # fmt: skip
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}.*)?$")
_BRITISH = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})$")
_WORDS = re.compile(
    r"^(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ \-]([a-z]+)\.?,?[ \-](\d{4}|\d{2})(?: \d{2}:\d{2})?$"
)
_MONTH = re.compile(r"^(?:by |end |end of |late )?([a-z]+)\.?[ \-/](\d{4}|\d{2})$")
_YEAR = re.compile(r"^(?:by |end |end of )?(\d{4})$")
_FINANCIAL = re.compile(r"^(?:by |end |end of )?(\d{4})\s?[/\-–]\s?(?:\d{2})?(\d{2})$")
_QUARTER = re.compile(r"^(?:q|quarter )([1-4]) (\d{4})(?:\s?[/\-–]\s?(?:\d{2})?(\d{2}))?$")
_AMOUNT = re.compile(r"^(?:c\.?|circa|approx\.?|about|~|up to|est\.?)?\s*£?\s*([\d,]+(?:\.\d+)?)\s*"
                     r"(k|m|million|thousand)?"
                     r"(?:\s*(?:-|–|to)\s*£?\s*([\d,]+(?:\.\d+)?)\s*(k|m|million|thousand)?)?\s*"
                     r"(?:p\.?a\.?|per year|per annum|a year|/yr)?$")  # fmt: skip
_YEARLY = re.compile(r"(?:p\.?a\.?|per year|per annum|a year|/yr)$")
_TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, None: 1.0, "": 1.0}
_LONGEST_ITEM = 290


@dataclass(frozen=True)
class Day:
    """A day, and how it was read where the cell says less than a day."""

    iso: str
    said: str = ""


def is_nothing(words: str) -> bool:
    """True for an empty cell and for what people write into one that is: "n/a", "-", "TBC"."""
    return folded(words) in _NOTHING


def _year(words: str) -> int:
    return int(words) + (2000 if len(words) == 2 else 0)


def _real(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _end_of(year: int, month: int) -> str:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).isoformat()


def day_of(words: str) -> Day | None:
    """The day that a cell means; None if it is none that there is. A month, quarter or year means its last day."""
    plain = " ".join(words.casefold().split())
    if found := _ISO.match(plain):
        day = _real(*(int(one) for one in found.groups()))
        return Day(day) if day else None
    if found := _BRITISH.match(plain):
        day = _real(_year(found[3]), int(found[2]), int(found[1]))
        return Day(day) if day else None
    if (found := _WORDS.match(plain)) and found[2] in _MONTHS:
        day = _real(_year(found[3]), _MONTHS[found[2]], int(found[1]))
        return Day(day) if day else None
    last = _last_day(plain)
    return Day(last, words) if last else None


def _last_day(plain: str) -> str:
    """The last day of a month, a quarter, a financial year or a year."""
    if (found := _MONTH.match(plain)) and found[1] in _MONTHS:
        return _end_of(_year(found[2]), _MONTHS[found[1]])
    if found := _QUARTER.match(plain):
        quarter, year, is_financial = int(found[1]), int(found[2]), found[3] is not None
        month = 3 * quarter + (3 if is_financial else 0)
        return _end_of(year + (month > 12), month - 12 if month > 12 else month)
    if (found := _FINANCIAL.match(plain)) and (int(found[1]) + 1) % 100 == int(found[2]):
        return _end_of(int(found[1]) + 1, 3)
    if found := _YEAR.match(plain):
        return _end_of(int(found[1]), 12)
    return ""


def amount_of(words: str) -> tuple[float, float, str] | None:
    """Pounds from, to, and ``year`` or ``once``; None where the cell says no amount."""
    plain = " ".join(words.casefold().split())
    found = _AMOUNT.match(plain)
    if not found or not re.search(r"\d", found[1]):
        return None
    low = float(found[1].replace(",", "")) * _TIMES[found[2] or (found[4] if found[3] else None)]
    high = float(found[3].replace(",", "")) * _TIMES[found[4]] if found[3] else low
    return (low, high, "year" if _YEARLY.search(plain) else "once") if low <= high else None


def key_of(words: str, terms: Mapping[str, str]) -> str:
    """The key whose label, first words of its label, or name is this; empty for none."""
    plain = folded(words)
    for key, label in terms.items():
        if plain in (folded(key), folded(label), folded(re.split(r"[:,(]", label)[0])):
            return key
    return ""


def names_of(words: str) -> list[str]:
    """Names of a cell: one a line, or separated by semicolons."""
    parts = re.split(r"[;\n\r]+", words)
    return list(dict.fromkeys(" ".join(part.split()).strip(" ,") for part in parts if not is_nothing(part)))


def lines_of(words: str) -> list[str]:
    """Steps of a cell: one a line, numbered or with a dot before it; what is very long is cut between words."""
    found: list[str] = []
    for line in re.split(r"[;\n\r]+", words):
        plain = re.sub(r"^\s*(?:\d{1,2}[.)]|[•\-*–])\s+", "", line).strip()
        while len(plain) > _LONGEST_ITEM:
            cut = plain.rfind(" ", 0, _LONGEST_ITEM)
            cut = cut if cut > 0 else _LONGEST_ITEM
            found.append(plain[:cut].strip())
            plain = plain[cut:].strip()
        if plain and not is_nothing(plain):
            found.append(plain)
    return list(dict.fromkeys(found))
