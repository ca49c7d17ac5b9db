"""What activities add to a suggestion, and how they are followed as a success measure: always of a week that is named.

Counted are activities that were confirmed within six months and say when they happen; what is for term time only, or
every other week without a first day, supports nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analysis.registry import Measure
from everyday.activities.gaps import BY, keys_of
from everyday.activities.listing import Listed, Remembered, areas_holding
from everyday.activities.saying import say_day
from everyday.activities.travel import THERE_MIN, attended, people_by_area
from everyday.atlas import Edition, open_edition

if TYPE_CHECKING:
    import numpy.typing as npt

    from everyday.atlas import OpenEdition
    from plan.taxonomy import Taxonomy

    FloatArray = npt.NDArray[np.float64]

__all__ = ["activity_fact", "activity_measure", "activity_measures", "activity_value"]

HOURS_OF = {
    "poor_transport": "all", "poor_link": "all", "poor_transport_link": "all", "indirect_bus": "all",
    "tight_but_cut_off": "all", "evening_cut": "evening", "sunday_cut": "sunday", "no_bumping_place": "all",
    "direct_and_frequent": "all", "bumping_cluster": "all",
}  # fmt: skip
"""Hours of the activities that can stand beside a suggestion, by its rule; others are about something else."""
_AT = {"all": "at a time when it happens", "evening": "in the evening", "sunday": "on a Sunday"}
LEAST_APART = 0.1
"""So much less than in the rest of the town, before anything is said: a tenth of the people."""
_UNNAMED = ("other",)
HELD, REACH = "held", "reach"


@dataclass(frozen=True)
class _Reached:
    """Of one theme or kind: how many activities count, and the people of each area who reach one."""

    by: str
    key: str
    label: str
    counted_n: int
    people_n: FloatArray


def _asked(rows: Sequence[Listed]) -> Remembered:
    return Remembered.of(one for one in rows if one.state == "running")


def _labels(taxonomy: Taxonomy) -> tuple[tuple[str, str, str], ...]:
    return tuple((by, key, label) for by in ("kind", "theme") for key, label in taxonomy.labels(BY[by]).items()
                 if key not in _UNNAMED)  # fmt: skip


@lru_cache(maxsize=32)
def _reached(
    opened: OpenEdition, asked: Remembered, labels: tuple[tuple[str, str, str], ...], monday: date, hours_of: str
) -> tuple[FloatArray, list[_Reached]]:
    """People of each area, those that people use after the wards, and of each theme and kind those who reach some."""
    found = attended(opened, [one for one in asked.rows if not one.when.is_ask], monday, hours_of=hours_of)
    sure = {name: one for name, one in found.items() if one.is_sure and not one.is_only_term_time}
    people, made = people_by_area(opened), []
    nobody = np.zeros(len(opened.cells), dtype=bool)
    for by, key, label in labels:
        of_it = [sure[one.id].home for one in asked.rows if one.id in sure and key in keys_of(one, by)]
        made.append(_Reached(by, key, label, len(of_it), people(np.logical_or.reduce([nobody, *of_it]))))
    return people(~nobody), made


def activity_fact(
    edition: Edition | OpenEdition, rows: Sequence[Listed], taxonomy: Taxonomy, rule: str, kind: str,
    area_ids: Sequence[str], monday: date,
) -> str:  # fmt: skip
    """What the community activities of a week say beside a suggestion, in a sentence; empty where they say nothing.

    A barrier is supported by a kind or theme that fewer than half of an area's people reach, and clearly fewer than in
    the rest of the town; an enabler by what at least half of them reach. Nothing is said of what comes from what.

    Args:
        edition: whose streets and timetables count.
        rows: activities as of today (``listing.listed``).
        taxonomy: names themes and kinds.
        rule, kind: of the suggestion.
        area_ids: its areas, the one that is most concerned first.
        monday: first day of the week.
    """
    opened, hours_of = open_edition(edition), HOURS_OF.get(rule)
    asked = _asked(rows)
    if hours_of is None or not asked.rows:
        return ""
    everybody, found = _reached(opened, asked, _labels(taxonomy), monday, hours_of)
    for area_id in area_ids:
        row = opened.area_row.get(area_id)
        if row is None or everybody[row] < 1 or _in_town(opened, everybody) - everybody[row] < 1:
            continue
        name = str(opened.areas["area_name"].iloc[row])
        shares = [(*_shares(one, opened, everybody, row), one) for one in found if one.counted_n]
        said = (_missed if kind == "barrier" else _had)(shares, name, hours_of)
        if said:
            return f"And of the activities known to run in the week of {say_day(monday)}: {said}"
    return ""


def _in_town(opened: OpenEdition, people: FloatArray) -> float:
    """People of the town: its wards add up to it; areas that people use lie across them."""
    return float(people[: len(opened.wards)].sum())


def _shares(one: _Reached, opened: OpenEdition, everybody: FloatArray, row: int) -> tuple[float, float]:
    """Of the area and of the rest of the town."""
    here, rest = float(one.people_n[row]), _in_town(opened, one.people_n) - float(one.people_n[row])
    return here / float(everybody[row]), rest / (_in_town(opened, everybody) - float(everybody[row]))


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _counted_words(one: _Reached) -> str:
    return "1 activity counted" if one.counted_n == 1 else f"{one.counted_n} activities counted"


def _missed(shares: Sequence[tuple[float, float, _Reached]], name: str, hours_of: str) -> str:
    apart = [(rest - here, here, rest, one) for here, rest, one in shares
             if here < 0.5 and rest - here >= LEAST_APART]  # fmt: skip
    if not apart:
        return ""
    _, here, rest, one = max(apart, key=lambda each: each[0])
    who = f"nobody in {name} reaches" if round(100 * here) == 0 else f"{_percent(here)} of the people of {name} reach"
    return (
        f"{who} anything for “{one.label}” within {THERE_MIN} minutes {_AT[hours_of]}, with a way home after it; "
        f"in the rest of the town {_percent(rest)} do ({_counted_words(one)})."
    )


def _had(shares: Sequence[tuple[float, float, _Reached]], name: str, hours_of: str) -> str:
    had = [(here, rest, one) for here, rest, one in shares if here >= 0.5 and here >= rest]
    if not had:
        return ""
    here, rest, one = max(had, key=lambda each: each[0] - each[1])
    return (
        f"{_percent(here)} of the people of {name} reach something for “{one.label}” within {THERE_MIN} minutes "
        f"{_AT[hours_of]}, with a way home after it; in the rest of the town {_percent(rest)} do "
        f"({_counted_words(one)})."
    )


def activity_measures(taxonomy: Taxonomy) -> dict[str, Measure]:
    """What an action can be measured by: how many activities are confirmed, and who reaches one, by theme and kind."""
    words = "Community activities confirmed within six months"
    found = {HELD: _counted(HELD, words)}
    for by, key, label in _labels(taxonomy):
        name = f"{HELD}.{by}.{key}"
        found[name] = _counted(name, f"{words}: {label}")
        name = f"{REACH}.{by}.{key}"
        title = f"People who reach an activity within {THERE_MIN} minutes at its hour, and home: {label}"
        found[name] = Measure(name, title, "share", "base", title, better="higher")
    return found


def _counted(name: str, title: str) -> Measure:
    return Measure(name, title, "count", "base", title, better="higher")


def activity_measure(name: str, taxonomy: Taxonomy) -> Measure | None:
    """One of them; None where there is no such one."""
    return activity_measures(taxonomy).get(name)


def activity_value(
    edition: Edition | OpenEdition, rows: Sequence[Listed], taxonomy: Taxonomy, name: str,
    area_ids: Sequence[str], monday: date,
) -> tuple[float, float]:  # fmt: skip
    """The value of a measure of activities in areas, or in the whole town, and in the rest of the town.

    Returns:
        NaN where there is no such measure or area; the rest is NaN for counts and for the whole town.
    """
    opened, asked = open_edition(edition), _asked(rows)
    if name not in activity_measures(taxonomy) or any(one not in opened.area_row for one in area_ids):
        return math.nan, math.nan
    what, _, rest_of = name.partition(".")
    by, _, key = rest_of.partition(".")
    if what == HELD:
        held = [one for one in asked.rows if not by or key in keys_of(one, by)]
        inside = [one for one in held if not area_ids or not areas_holding(opened, one).isdisjoint(area_ids)]
        return float(len(inside)), math.nan
    everybody, found = _reached(opened, asked, _labels(taxonomy), monday, "all")
    one = next(each for each in found if (each.by, each.key) == (by, key))
    whole, reached = _in_town(opened, everybody), _in_town(opened, one.people_n)
    if not area_ids:
        return (reached / whole if whole >= 1 else math.nan), math.nan
    here = np.unique([opened.area_row[area] for area in area_ids])
    people, who = float(everybody[here].sum()), float(one.people_n[here].sum())
    rest = (reached - who) / (whole - people) if whole - people >= 1 else math.nan
    return (who / people if people >= 1 else math.nan), rest
