"""What cannot be reached: for each area and each theme or kind, people from whose home nothing of it can be reached
within half an hour at a time when it happens, in one week. See docs/definitions.md#activity-gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from everyday.activities.listing import Listed, Remembered, areas_holding
from everyday.activities.travel import Attended, attended, people_by_area
from everyday.atlas import Edition, open_edition

if TYPE_CHECKING:
    import numpy.typing as npt

    from everyday.atlas import Edition, OpenEdition
    from plan.taxonomy import Taxonomy

__all__ = ["BY", "GAP_COLUMNS", "Gaps", "activity_gaps"]

BY = {"theme": "outcome_themes", "kind": "activity_kinds"}
"""What gaps are mapped by, and the list of the vocabulary that names it."""
GAP_COLUMNS = (
    "by", "key", "label", "area_id", "area_name", "people_n", "none_n", "none_share", "term_only_n", "no_way_home_n",
    "held_here_n", "reached_n",
)  # fmt: skip
_NONE, _TERM, _YES = 0, 1, 2


@dataclass(frozen=True)
class Gaps:
    """The gap map of one week.

    Attributes:
        monday: first day of the week.
        table: one row an area and theme or kind, columns :data:`GAP_COLUMNS`: ``people_n`` of the area on the street
            network; ``none_n`` who reach nothing of it, not even in term time, or get to it and not home;
            ``term_only_n`` who reach something in term time only, or in every other week only; ``no_way_home_n`` of
            ``none_n`` those who could be there in time; ``held_here_n`` activities of it in the area;
            ``reached_n`` those that at least half of its people reach at their hours, and home.
        counted: ids of the activities that were counted.
        left_out: why others were not: reason → how many.
        stand_ins_n: of those counted, how many are known to the ward only.
        timetables: days whose timetable stood for the week's: ``weekday``, ``sunday``.
        noun: what people are counted as.
        named: codes of areas that people use: they lie on the others, and no sum has them.
    """

    monday: date
    table: pd.DataFrame
    counted: tuple[str, ...]
    left_out: dict[str, int]
    stand_ins_n: int
    timetables: frozenset[str]
    noun: str
    named: frozenset[str] = frozenset()


def activity_gaps(edition: Edition | OpenEdition, rows: Sequence[Listed], taxonomy: Taxonomy, monday: date) -> Gaps:
    """The gap map of the week from ``monday``.

    Args:
        edition: with streets; without a timetable only walking counts.
        rows: activities as of today (``listing.listed``).
        taxonomy: names themes and kinds.
        monday: a Monday.
    """
    opened = open_edition(edition)
    asked = Remembered.of(rows)
    labels = tuple((by, tuple(taxonomy.labels(name).items())) for by, name in BY.items())
    return _gaps(opened, asked, labels, monday)


@lru_cache(maxsize=16)
def _gaps(
    opened: OpenEdition, asked: Remembered, labels: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], monday: date
) -> Gaps:
    counted = [one for one in asked.rows if one.is_counted and not one.when.is_ask]
    found = attended(opened, counted, monday)
    left_out = {
        "old": sum(one.state == "old" for one in asked.rows),
        "not_known": sum(one.state == "not_known" for one in asked.rows),
        "not_yet": sum(one.state == "not_yet" for one in asked.rows),
        "ask": sum(one.is_counted and one.when.is_ask for one in asked.rows),
        "not_this_week": 0, "no_place": 0,
    }  # fmt: skip
    for one in counted:
        if one.id not in found:
            has_place = one.point is not None or one.record.area_id in opened.area_row
            left_out["not_this_week" if has_place else "no_place"] += 1
    mine = [one for one in counted if one.id in found]
    table = pd.DataFrame(_rows(opened, mine, found, labels), columns=list(GAP_COLUMNS))
    asked_for = frozenset(day for one in found.values() for day in one.timetables)
    return Gaps(
        monday, table, tuple(one.id for one in mine), {name: n for name, n in left_out.items() if n},
        sum(one.record.is_ward_only for one in mine), asked_for, opened.noun,
        frozenset(str(code) for code in opened.areas["area_id"] if opened.named(str(code)) is not None),
    )  # fmt: skip


def keys_of(one: Listed, by: str) -> tuple[str, ...]:
    """The themes of an activity, or its kind."""
    return one.record.outcome_themes if by == "theme" else (one.record.kind,)


def _rows(
    opened: OpenEdition, rows: Sequence[Listed], found: dict[str, Attended],
    labels: tuple[tuple[str, tuple[tuple[str, str], ...]], ...],
) -> list[tuple[object, ...]]:  # fmt: skip
    people = people_by_area(opened)
    everybody = people(np.ones(len(opened.cells), dtype=bool))
    inside = {one.id: areas_holding(opened, one) for one in rows}
    made: list[tuple[object, ...]] = []
    for by, terms in labels:
        for key, label in terms:
            of_it = [one for one in rows if key in keys_of(one, by)]
            level, is_there = _levels(len(opened.cells), [found[one.id] for one in of_it])
            none, term = people(level == _NONE), people(level == _TERM)
            no_way_home = people((level == _NONE) & is_there)
            half = sum(
                (people(found[one.id].home) >= everybody / 2 for one in of_it), np.zeros(len(everybody), dtype=int)
            )
            for place, (area_id, name) in enumerate(
                zip(opened.areas["area_id"], opened.areas["area_name"], strict=True)
            ):
                share = none[place] / everybody[place] if everybody[place] > 0 else np.nan
                made.append((by, key, label, str(area_id), str(name), everybody[place], none[place], share, term[place],
                             no_way_home[place], sum(str(area_id) in inside[one.id] for one in of_it),
                             int(half[place]) if everybody[place] > 0 else 0))  # fmt: skip
    return made


def _levels(cells_n: int, found: Sequence[Attended]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    """What each cell reaches: nothing, something in term time or every other week only, something in any week; and
    whether one could be there in time, the way home aside."""
    level = np.full(cells_n, _NONE, dtype=np.int8)
    is_there = np.zeros(cells_n, dtype=bool)
    for one in found:
        value = _TERM if one.is_only_term_time or not one.is_sure else _YES
        level[one.home] = np.maximum(level[one.home], value)
        is_there |= one.there
    return level, is_there
