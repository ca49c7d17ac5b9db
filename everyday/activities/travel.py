"""Who reaches an activity at its own day and hour, and gets home after it.

An edition holds the timetables of one weekday and one Sunday: the weekday's stands for Mondays to Fridays; the Sunday's
for Sundays, bank holidays and, as the cautious one, for Saturdays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from everyday.activities.listing import Listed
from everyday.atlas import Edition
from everyday.questions import Points, home_from, points_of, there_by
from plan.when import Happening, bank_holidays, happenings

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from everyday.atlas import OpenEdition

    BoolArray = npt.NDArray[np.bool_]
    FloatArray = npt.NDArray[np.float64]

__all__ = [
    "HOME_MIN", "THERE_MIN", "Attended", "attended", "people_by_area", "people_within", "points_at", "timetable_of",
]  # fmt: skip

THERE_MIN, HOME_MIN = 30, 60
"""Longest journey there, and home by bus: who waits for one after an evening may wait for half an hour. On foot all the
way nobody is expected to go farther home than there."""
EVENING_MIN, _SUNDAY = 18 * 60, 6
_MOST_KEPT = 5_000
_KEPT: dict[tuple[Path, tuple[float, float] | None, str, int | None, bool], BoolArray] = {}
"""Who reaches a point at an hour: neither an edition nor a point changes, and next week has the same hours."""


@dataclass(frozen=True)
class Attended:
    """Who can go to one activity in a week, a row a cell of the edition.

    Attributes:
        there: in time at one of its hours.
        home: in time at one after which one also gets home; the same as ``there`` where nobody knows when it ends.
        is_only_term_time: every hour of it that week is for term time.
        is_sure: one hour at least is not "every other week" without a first day.
        is_end_known: False where no hour says when it ends.
        timetables: which were asked: ``weekday``, ``sunday``.
    """

    there: BoolArray
    home: BoolArray
    is_only_term_time: bool
    is_sure: bool
    is_end_known: bool
    timetables: frozenset[str]


def timetable_of(day: date) -> str:
    """The timetable that stands for a day: ``weekday`` or ``sunday``."""
    return "weekday" if day.weekday() < 5 and day not in bank_holidays(day.year) else "sunday"


def points_at(opened: OpenEdition, rows: Sequence[Listed]) -> list[tuple[float, float] | None]:
    """Where each activity is held: its point; where only the ward is known, the cell nearest to the middle of its
    people stands for it; None without either."""
    return [one.point or _middle(opened, one.record.area_id) for one in rows]


def _middle(opened: OpenEdition, area_id: str) -> tuple[float, float] | None:
    if area_id not in opened.area_row:
        return None
    from analysis.areas import weighted_centres
    from geo.crs import haversine_m

    mine = opened.pieces[opened.pieces["area_id"].astype(str) == area_id]
    cells = opened.cells[opened.cells["cell"].isin(mine["cell"]) & opened.cells["on_network"]]
    if not len(cells):
        return None
    centre = weighted_centres(opened.cells, mine).iloc[0]
    far = haversine_m(cells["lat"].to_numpy(), cells["lon"].to_numpy(), float(centre["lat"]), float(centre["lon"]))
    nearest = cells.iloc[int(np.argmin(far))]
    return float(nearest["lat"]), float(nearest["lon"])


def attended(
    opened: OpenEdition, rows: Sequence[Listed], monday: date, *, hours_of: str = "all"
) -> dict[str, Attended]:
    """Who can go to which activities in the week from ``monday``, by id.

    What does not happen that week, does not say when, or has no place is not among them.

    Args:
        opened: with streets; without a timetable only walking counts.
        rows: the activities.
        monday: first day of the week.
        hours_of: ``evening`` counts only what begins at six or later, ``sunday`` what is on a Sunday.
    """
    hours = {one.id: found for one in rows
             if (found := tuple(hour for hour in happenings(one.when, monday) if _is_of(hour, hours_of)))}  # fmt: skip
    places = dict(zip((one.id for one in rows), points_at(opened, rows), strict=True))
    ids = [one for one in hours if places[one] is not None]
    if not ids:
        return {}
    at = [places[one] for one in ids]
    there = _searched(opened, ids, at, _asked(ids, hours, lambda hour: hour.start_min), is_home=False)
    home = _searched(opened, ids, at, _asked(ids, hours, lambda hour: hour.end_min), is_home=True)
    return {one: _together(one, hours[one], there, home) for one in ids}


def _is_of(hour: Happening, hours_of: str) -> bool:
    if hours_of == "evening":
        return hour.start_min is not None and hour.start_min >= EVENING_MIN
    return hours_of == "all" or hour.day.weekday() == _SUNDAY


def _searched(
    opened: OpenEdition, ids: Sequence[str], at: Sequence[tuple[float, float] | None],
    wanted: dict[_Key, list[int]], *, is_home: bool,
) -> dict[_Hour, BoolArray]:  # fmt: skip
    """Who is there in time, or home, for each activity and hour; what was searched before, in whichever week, is kept.

    Without an end nobody asks for the way home.
    """
    keys = {(ids[place], day, minute): (opened.edition.folder, at[place], day, minute, is_home)
            for (day, minute), places in wanted.items() for place in places
            if minute is not None or not is_home}  # fmt: skip
    found = {hour: kept for hour, key in keys.items() if (kept := _KEPT.get(key)) is not None}
    missing = {hour for hour in keys if hour not in found}
    rows = [place for place, one in enumerate(ids) if any(hour[0] == one for hour in missing)]
    if not rows:
        return found
    points = _points(opened.edition.folder, tuple(at[place] for place in rows))
    points = points.within(HOME_MIN if is_home else THERE_MIN)
    if len(_KEPT) + len(missing) > _MOST_KEPT:
        _KEPT.clear()
    for day, minute in wanted:
        mine = [row for row, place in enumerate(rows) if (ids[place], day, minute) in missing]
        if not mine:
            continue
        chosen = points.take(mine)
        if is_home and minute is not None:
            reached = home_from(chosen, day, minute)
        else:
            reached = there_by(chosen, day, minute)
        for column, row in enumerate(mine):
            hour = (ids[rows[row]], day, minute)
            found[hour] = _KEPT[keys[hour]] = reached[:, column].copy()
    return found


@lru_cache(maxsize=2)
def _points(folder: Path, at: tuple[tuple[float, float] | None, ...]) -> Points:
    """Places on the streets of an edition, the same ones for the way there and the way home."""
    lat, lon = np.array(at, dtype=float).T
    return points_of(Edition(folder), lat, lon, limit_min=THERE_MIN, walk_min=THERE_MIN)


_Key = tuple[str, int | None]
_Hour = tuple[str, str, int | None]


def _asked(
    ids: Sequence[str], hours: dict[str, tuple[Happening, ...]], minute_of: Callable[[Happening], int | None]
) -> dict[_Key, list[int]]:
    """Which activities are asked about for which timetable and minute: one search for all of a time."""
    found: dict[_Key, list[int]] = {}
    for place, one in enumerate(ids):
        for key in dict.fromkeys((timetable_of(hour.day), minute_of(hour)) for hour in hours[one]):
            found.setdefault(key, []).append(place)
    return found


def _together(
    one: str, hours: Sequence[Happening], there: dict[_Hour, BoolArray],
    home: dict[_Hour, BoolArray],
) -> Attended:  # fmt: skip
    reached, back = [], []
    for hour in hours:
        day = timetable_of(hour.day)
        reached.append(there[one, day, hour.start_min])
        back.append(reached[-1] & home[one, day, hour.end_min] if hour.end_min is not None else reached[-1])
    return Attended(
        there=np.logical_or.reduce(reached), home=np.logical_or.reduce(back),
        is_only_term_time=all(hour.is_term_time for hour in hours), is_sure=any(hour.is_sure for hour in hours),
        is_end_known=any(hour.end_min is not None for hour in hours),
        timetables=frozenset(timetable_of(hour.day) for hour in hours),
    )  # fmt: skip


def people_within(opened: OpenEdition, where: BoolArray) -> float:
    """People (or what stands for them) of cells on the network, of those marked."""
    return float(opened.weights("cells")[where].sum())


def people_by_area(opened: OpenEdition) -> Callable[[BoolArray], FloatArray]:
    """Counts people of each area, in its order, who live in marked cells on the network: by the pieces of cells."""
    pieces = opened.pieces
    cell = pd.Index(opened.cells["cell"]).get_indexer(pd.Index(pieces["cell"]))
    on = opened.cells["on_network"].to_numpy(bool)[cell]
    weight = np.where(on, pieces["weight_n"].fillna(0.0).to_numpy(float), 0.0)
    area = pd.Index(opened.areas["area_id"].astype(str)).get_indexer(pd.Index(pieces["area_id"].astype(str)))
    areas_n = len(opened.areas)

    def people(where: BoolArray) -> FloatArray:
        return np.bincount(area, weights=np.where(where[cell], weight, 0.0), minlength=areas_n).astype(float)

    return people
