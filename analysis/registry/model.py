"""One measure in words, and how its values are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.registry.number_words import NOT_KNOWN, number_or_none, short_words, value_words

__all__ = ["Better", "Combine", "Level", "Measure", "lower_first"]

Level = Literal["base", "neighbourhood", "city", "observed"]
Better = Literal["higher", "lower"] | None
Combine = Literal["weighted_mean", "sum", "none"]


@dataclass(frozen=True)
class Measure:
    """One column of the cell table.

    Attributes:
        name: column name; the unit is its ending, the band its last word where it has one.
        title: what a person calls it, without the band.
        unit: unit in words; decides how values are written.
        level: ``"base"``, ``"neighbourhood"``, ``"city"``, or ``"observed"`` (of a sample, never compared or combined).
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
        return value_words(value, self.unit, self.nouns)

    def describe(self, row: Mapping[str, object]) -> str:
        """The value of this measure in a row of the cell table in words, telling *none* from *not known*.

        A centre that cannot be reached is "not within 120 minutes" although its time is empty.
        """
        value = row.get(self.name)
        if self.absent and number_or_none(value) is None and number_or_none(row.get(self.known_by)) is not None:
            return self.absent
        return self.format_value(value)

    def short(self, value: object) -> str:
        """A value for a table or a legend, without words: ``"26"``, ``"12,300"``, ``"34 %"``, ``"–"``."""
        if self.is_text:
            return str(value) if value is not None and value == value else "–"
        return short_words(value, self.unit)

    @property
    def heading(self) -> str:
        """Title with its unit, as a column of a table is called: "Minutes to the town centre, Sunday (minutes)"."""
        unit = {"share": "%", "of 100": "0 to 100", "text": "", "people": "", "weight": "", "index": "", "ratio": ""}
        said = unit.get(self.unit, self.nouns[1] if self.unit == "count" else self.unit)
        return f"{self.full_title} ({said})" if said else self.full_title


def lower_first(title: str) -> str:
    """First letter small, unless the first word is written in capitals or names a day such as Sunday."""
    first = title.split(" ")[0]
    is_capitals = len(first) > 1 and first.isupper()
    is_day = first.endswith("day") and not first.startswith("Week")
    return title if is_capitals or is_day else title[:1].lower() + title[1:]
