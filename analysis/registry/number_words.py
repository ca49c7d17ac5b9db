"""Words about numbers: how a value of each unit is rounded, and how it is written. Every page, legend, tooltip, table,
document and sentence asks here, so that one number reads the same wherever it stands.

A :class:`Rule` is data: the browser gets it as JSON (:func:`rule_for_browser`) and ``assets/everyday_map.js`` follows
it, other languages take the rounded number from :func:`rounded` and say it in their own words. Rounding is half up
(docs/definitions.md#rounding-and-missing-values). A value that is not 0 never reads as 0, nor one below 100 % as 100 %:
0 is "known and none".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "NOT_KNOWN", "Rounded", "Rule", "class_words", "difference_words", "format_people", "minutes_words",
    "number_or_none", "people_words", "rounded", "rounded_column", "rounded_value", "rule_for_browser", "rule_of",
    "share_words", "short_words", "value_words",
]  # fmt: skip

NOT_KNOWN = "not known"
UNKNOWN = "–"
SINGULAR = {"residents": "resident", "households": "household", "small areas": "small area", "cells": "cell",
            "people": "person"}  # fmt: skip
COUNTED_EXACTLY = ("small areas", "cells")
HALF_SLACK = 1e-14
"""1.265 times 100 is 126.49999999999999 to a computer, and half of a step to everybody else."""


@dataclass(frozen=True)
class Rule:
    """How numbers of a unit are rounded.

    Attributes:
        times: what is written is so many times the value: 100 for shares.
        steps: below which size a number is rounded to how many decimals (negative: to tens, hundreds …).
        is_fixed: True if a decimal that is 0 is written too ("1.0").
        about_from: from which size on a sentence says "about".
        most: the largest value there can be, as written; one that rounds to it without being it reads "over 99 %".
        sign: what follows at once: " %".
    """

    times: float = 1.0
    steps: tuple[tuple[float, int], ...] = ((math.inf, 0),)
    is_fixed: bool = False
    about_from: float = math.inf
    most: float = math.inf
    sign: str = ""


_COUNT = Rule(steps=((9.95, 1), (math.inf, 0)))
_ONE_DECIMAL = Rule(steps=((math.inf, 1),), is_fixed=True)
_WHOLE = Rule()
RULES = {
    "share": Rule(times=100.0, most=100.0, sign=" %"),
    "people": Rule(steps=((99.5, 0), (995.0, -1), (99_950.0, -2), (math.inf, -3)), about_from=99.5),
    "count": _COUNT,
    "departures an hour": _COUNT,
    "weight": _COUNT,
    "hours": Rule(steps=((math.inf, 1),)),
    "km": _ONE_DECIMAL,
    "ratio": _ONE_DECIMAL,
    "index": _ONE_DECIMAL,
    "of 5": _ONE_DECIMAL,
    "of 100": Rule(most=100.0),
    "degrees": Rule(steps=((math.inf, 5),), is_fixed=True),
}
"""By unit as the registry names it; whole numbers for every other unit (minutes, m²)."""


def rule_of(unit: str) -> Rule:
    """The rule of a unit."""
    return RULES.get(unit, _WHOLE)


@dataclass(frozen=True)
class Rounded:
    """A number as it is written.

    Attributes:
        number: the rounded number, in what is written: 34 for a share of 0.338.
        decimals: how many are written.
        bound: ``"under"`` or ``"over"`` if ``number`` is only what the value is smaller or larger than.
        is_about: True if a sentence says "about".
        sign: what follows at once.
    """

    number: float
    decimals: int
    bound: Literal["", "under", "over"] = ""
    is_about: bool = False
    sign: str = ""

    @property
    def digits(self) -> str:
        """The number alone: ``"12,300"``."""
        return f"{self.number:,.{self.decimals}f}"

    @property
    def words(self) -> str:
        """With its bound and sign: ``"under 1 %"``."""
        return f"{self.bound} {self.digits}{self.sign}".strip()


def number_or_none(value: object) -> float | None:
    """A number that is known, else None (NaN, infinite, empty, text)."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _half_up(size: float, decimals: int) -> float:
    size *= 1 + HALF_SLACK
    power = 10.0 ** abs(decimals)
    return math.floor(size * power + 0.5) / power if decimals >= 0 else math.floor(size / power + 0.5) * power


def rounded(value: float, unit: str) -> Rounded:
    """A known number of a unit as it is written."""
    rule = rule_of(unit)
    written = value * rule.times
    size = abs(written)
    decimals = next(decimals for below, decimals in rule.steps if size < below or below == math.inf)
    number, step = _half_up(size, decimals), 10.0**-decimals
    bound: Literal["", "under", "over"] = ""
    if number == 0 < written:
        number, bound = step, "under"
    elif number >= rule.most > written > 0:
        number, bound = rule.most - step, "over"
    shown = max(decimals, 0)
    if not rule.is_fixed and number == math.floor(number):
        shown = 0
    return Rounded(math.copysign(number, written) if number else 0.0, shown, bound, size >= rule.about_from, rule.sign)


def _first_digit(number: float) -> float:
    """A number cut to its first digit: 0.004 of 0.0049."""
    found = Decimal(repr(float(number)))
    return float(found.quantize(Decimal((0, (1,), found.adjusted())), ROUND_DOWN))


def rounded_value(value: object, unit: str) -> float:
    """The value that :func:`short_words` writes, in its own unit (0.34 for 34 %); NaN where it is not known.

    What reads "under 1 %" or "over 99 %" keeps one telling digit of its own (0.004, 0.996): it is neither 0 nor 1.
    """
    number = number_or_none(value)
    if number is None:
        return math.nan
    found, times = rounded(number, unit), rule_of(unit).times
    if found.bound == "under":
        return _first_digit(number)
    if found.bound == "over":
        return round(1 - _first_digit(1 - number), 12) if unit == "share" else number
    return float(f"{found.number / times:.12g}")


def rounded_column(values: Sequence[object] | np.ndarray, unit: str) -> np.ndarray:
    """:func:`rounded_value` of each of many numbers, float (n,)."""
    import numpy as np

    number = np.asarray(values, dtype=float)
    distinct, place = np.unique(number, return_inverse=True)
    return np.array([rounded_value(value, unit) for value in distinct.tolist()], dtype=float)[place]


def short_words(value: object, unit: str) -> str:
    """A value for a table or a legend, without its unit: ``"26"``, ``"12,300"``, ``"34 %"``, ``"–"``."""
    number = number_or_none(value)
    return UNKNOWN if number is None else rounded(number, unit).words


def value_words(value: object, unit: str, nouns: tuple[str, str] = ("", "")) -> str:
    """A value as a sentence says it: ``"26 minutes"``, ``"about 12,300 people"``, ``"34 %"``, ``"not known"``.

    Args:
        value: a number; None, NaN and infinite are not known.
        unit: as the registry names it.
        nouns: singular and plural of what is counted, for counts and people.
    """
    number = number_or_none(value)
    if number is None:
        return NOT_KNOWN
    if unit == "yes or no":
        return "yes" if number else "no"
    if unit == "departures an hour" and number == 0:
        return "none"
    found = rounded(number, unit)
    one, many = _nouns(unit, nouns)
    about = "about " if found.is_about else ""
    return f"{about}{found.words} {one if found.digits == '1' else many}".strip()


_NOUNS = {"minutes": ("minute", "minutes"), "hours": ("hour", "hours"),
          "departures an hour": ("an hour", "an hour")}  # fmt: skip
_BARE = ("share", "index", "ratio", "weight", "count", "people")


def _nouns(unit: str, nouns: tuple[str, str]) -> tuple[str, str]:
    """What stands behind the number, for one and for more."""
    if unit in ("count", "people"):
        return nouns
    return _NOUNS.get(unit, ("", "") if unit in _BARE else (unit, unit))


def format_people(number: float, nouns: tuple[str, str] = ("person", "people")) -> str:
    """A number of people as a planner writes it: exact below 100, then "about" to two or three figures."""
    return value_words(number, "people", nouns)


def people_words(weight: float, noun: str, whole: float = 0.0, *, with_noun: bool = True) -> str:
    """``"about 12,300 residents (8 %)"``; exact for small areas and cells, without the share where ``whole`` is 0.

    Args:
        weight: how many.
        noun: what the weights count, plural, as the edition says it.
        whole: how many there are in all, for the share.
        with_noun: False where the noun stands in the heading already.
    """
    nouns = (SINGULAR.get(noun, noun), noun) if with_noun else ("", "")
    if noun in COUNTED_EXACTLY:
        count = short_words(weight, "whole")
        words = f"{count} {nouns[0 if count == '1' else 1]}".strip()
    else:
        words = format_people(weight, nouns)
    return f"{words} ({share_words(weight, whole)})" if whole > 0 else words


def share_words(part: float, whole: float = 1.0) -> str:
    """``"8 %"``, ``"under 1 %"``, ``"over 99 %"`` of ``whole``."""
    return short_words(part / whole if whole else math.nan, "share")


def minutes_words(minutes: object) -> str:
    """Minutes where there is little room: ``"26 min"``, ``"under 1 min"``."""
    words = short_words(minutes, "minutes")
    return words if words == UNKNOWN else f"{words} min"


def difference_words(change: float, unit: str) -> str:
    """A change with its sign: ``"+26"``, ``"−4 %"``, ``"0"``."""
    number = number_or_none(change)
    if number is None:
        return UNKNOWN
    words = rounded(abs(number), unit).words
    return words if number == 0 else f"{'+' if number > 0 else '−'}{words}"


def class_words(
    breaks: Sequence[float], unit: str, *, ends: tuple[float | None, float | None] = (None, None)
) -> list[str]:
    """Classes in words, from low to high: ``"under 20 %"``, ``"20 to 40 %"``, ``"40 % or more"``.

    A class reaches from its lower break, included, to its upper one, which is in the next. No class reads "100 % or
    more" or "0 % to": where values have an end, the last class ends there.

    Args:
        breaks: between the classes; none: everything is one class.
        unit: as the registry names it.
        ends: the smallest and the largest value, where they are to be said instead of "under" and "or more".
    """
    rule = rule_of(unit)
    if not breaks:
        return ["all the same"]
    written = [short_words(value, unit) for value in breaks]
    middle = [_from_to(low, high, rule) for low, high in pairwise(written)]
    first = f"under {written[0]}" if ends[0] is None else _from_to(short_words(ends[0], unit), written[0], rule)
    top = rule.most / rule.times if math.isfinite(rule.most) else ends[1]
    if ends[1] is not None and top is not None:
        top = min(top, ends[1])
    if top is None:
        last = f"{written[-1]} or more"
    else:
        last = written[-1] if breaks[-1] >= top else _from_to(written[-1], short_words(top, unit), rule)
    return [first, *middle, last]


def _from_to(low: str, high: str, rule: Rule) -> str:
    return f"{low.removesuffix(rule.sign) if rule.sign else low} to {high}"


def rule_for_browser(unit: str, nouns: tuple[str, str] = ("", "")) -> dict[str, Any]:
    """How to write values of a unit, as JSON for ``assets/everyday_map.js``; it says what :func:`value_words` says."""
    rule, (one, many) = rule_of(unit), _nouns(unit, nouns)
    return {
        "times": rule.times,
        "steps": [[_end(below), decimals] for below, decimals in rule.steps],
        "fixed": rule.is_fixed,
        "about": _end(rule.about_from),
        "most": _end(rule.most),
        "sign": rule.sign,
        "one": one,
        "many": many,
        "none": "none" if unit == "departures an hour" else "",
    }


def _end(limit: float) -> float | None:
    """JSON has no infinity."""
    return None if limit == math.inf else limit
