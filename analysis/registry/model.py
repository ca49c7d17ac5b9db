"""One measure in words, and how its values are written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["NOT_KNOWN", "Better", "Combine", "Level", "Measure", "format_people", "lower_first"]

Level = Literal["base", "neighbourhood", "city"]
Better = Literal["higher", "lower"] | None
Combine = Literal["weighted_mean", "sum", "none"]

NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Measure:
    """One column of the cell table.

    Attributes:
        name: column name; the unit is its ending, the band its last word where it has one.
        title: what a person calls it, without the band.
        unit: unit in words; decides how values are written.
        level: ``"base"``, ``"neighbourhood"`` or ``"city"``.
        meaning: what the number says.
        leaves_out: what it does not see.
        next_step: what a planner could do next.
        source: published definition it follows, or that it is ours.
        better: ``"higher"``, ``"lower"`` or None where neither is.
        combine: how areas and the town get it from cells: ``"weighted_mean"``, ``"sum"`` or ``"none"``.
        band: name of the band it was measured in, or None.
        band_title: that band in words, empty without a band.
        nouns: singular and plural of what is counted, for counts and people.
        kind: place kind of a ``nearest_<kind>_min`` column, else None.
        known_by: column that tells an empty value that is *known to be none* (this one empty, that one not) from one
            that is not known; empty where every empty value is not known.
        absent: words for known to be none: "not within 120 minutes".
        is_detail: True for columns of tables and exports that the map's list of measures leaves out.
        definition: where its formula and limits stand, a section of ``docs/definitions.md``; empty if there is no more
            to say than ``meaning`` does.
    """

    name: str
    title: str
    unit: str
    level: Level
    meaning: str
    leaves_out: str = ""
    next_step: str = ""
    source: str = ""
    better: Better = None
    combine: Combine = "weighted_mean"
    band: str | None = None
    band_title: str = ""
    nouns: tuple[str, str] = ("", "")
    kind: str | None = None
    known_by: str = ""
    absent: str = ""
    is_detail: bool = False
    definition: str = ""

    @property
    def family(self) -> str:
        """Name without the band: the same measure in another band has the same family."""
        return self.name.removesuffix(f"_{self.band}") if self.band else self.name

    @property
    def full_title(self) -> str:
        """Title with the band: "Minutes to the town centre, weekday morning"."""
        return f"{self.title}, {lower_first(self.band_title)}" if self.band_title else self.title

    @property
    def is_text(self) -> bool:
        """True for columns that hold words rather than numbers."""
        return self.unit == "text"

    def format_value(self, value: object) -> str:
        """A value as a sentence says it: ``"26 minutes"``, ``"about 12,300 people"``, ``"34 %"``, ``"not known"``."""
        if self.is_text:
            return str(value) if value is not None and value == value and value != "" else NOT_KNOWN
        number = _number(value)
        if number is None:
            return NOT_KNOWN
        if self.unit == "yes or no":
            return "yes" if number else "no"
        if self.unit == "people":
            return format_people(number, self.nouns)
        if self.unit == "count":
            return _with_noun(_decimals(number), self.nouns)
        if self.unit == "minutes":
            return "under 1 minute" if 0 < number < 0.5 else _with_noun(_whole(number), ("minute", "minutes"))
        if self.unit == "hours":
            return _with_noun(self.short(number), ("hour", "hours"))
        if self.unit == "departures an hour":
            return "none" if number == 0 else f"{_decimals(number)} an hour"
        if self.unit == "of 100":
            return f"{_whole(number)} of 100"
        is_bare = self.unit in ("share", "index", "ratio", "weight")
        return self.short(number) if is_bare else f"{self.short(number)} {self.unit}".strip()

    def describe(self, row: Mapping[str, object]) -> str:
        """The value of this measure in a row of the cell table in words, telling *none* from *not known*.

        A centre that cannot be reached is "not within 120 minutes" although its time is empty.
        """
        value = row.get(self.name)
        if self.absent and _number(value) is None and _number(row.get(self.known_by)) is not None:
            return self.absent
        return self.format_value(value)

    def short(self, value: object) -> str:
        """A value for a table or a legend, without words: ``"26"``, ``"12,300"``, ``"34 %"``, ``"–"``."""
        if self.is_text:
            return str(value) if value is not None and value == value else "–"
        number = _number(value)
        if number is None:
            return "–"
        if self.unit == "share":
            return _percent(number)
        if self.unit == "people":
            return f"{_rounded_people(number):,}"
        if self.unit == "degrees":
            return f"{number:.5f}"
        if self.unit == "hours":
            return f"{number:.1f}".removesuffix(".0")
        if self.unit in ("ratio", "index"):
            return f"{number:.1f}"
        if self.unit in ("count", "departures an hour", "weight"):
            return _decimals(number)
        return _whole(number)


def format_people(number: float, nouns: tuple[str, str] = ("person", "people")) -> str:
    """A number of people as a planner writes it: exact below 100, then "about" to two or three figures."""
    if not math.isfinite(number):
        return NOT_KNOWN
    rounded = _rounded_people(number)
    if number < 99.5:
        return _with_noun(f"{rounded:,}", nouns)
    return f"about {rounded:,} {nouns[1]}"


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _whole(number: float) -> str:
    return f"{math.floor(number + 0.5):,}"


def _decimals(number: float) -> str:
    """One decimal below 10 unless it is a whole number, else none."""
    text = f"{number:,.1f}" if abs(number) < 9.95 else _whole(number)
    return text.removesuffix(".0")


def _percent(share: float) -> str:
    per_cent = 100 * share
    if 0 < per_cent < 0.5:
        return "under 1 %"
    if 99.5 <= per_cent < 100:
        return "over 99 %"
    return f"{_whole(per_cent)} %"


def _rounded_people(number: float) -> int:
    for top, step in ((99.5, 1), (995, 10), (99_950, 100)):
        if number < top:
            return math.floor(number / step + 0.5) * step
    return math.floor(number / 1000 + 0.5) * 1000


def _with_noun(number: str, nouns: tuple[str, str]) -> str:
    return f"{number} {nouns[0] if number == '1' else nouns[1]}".strip()


def lower_first(title: str) -> str:
    """First letter small, unless the first word is written in capitals or names a day such as Sunday."""
    first = title.split(" ")[0]
    is_capitals = len(first) > 1 and first.isupper()
    is_day = first.endswith("day") and not first.startswith("Week")
    return title if is_capitals or is_day else title[:1].lower() + title[1:]
