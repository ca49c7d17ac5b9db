"""Who reaches an activity at its own day and hour, and gets home after it.

An edition holds the timetables of one weekday and one Sunday: the weekday's stands for Mondays to Fridays; the Sunday's
for Sundays, bank holidays and, as the cautious one, for Saturdays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from everyday.activities.listing import Listed
from everyday.questions import home_from, points_of, there_by
from plan.when import Happening, bank_holidays, happenings

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from everyday.atlas import OpenEdition

    BoolArray = npt.NDArray[np.bool_]

__all__ = ["HOME_MIN", "THERE_MIN", "Attended", "attended", "people_within", "points_at", "timetable_of"]

THERE_MIN, HOME_MIN = 30, 60
"""Longest journey there, and home by bus: who waits for one after an evening may wait for half an hour. On foot all the
way nobody is expected to go farther home than there."""


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


def attended(opened: OpenEdition, rows: Sequence[Listed], monday: date) -> dict[str, Attended]:
    """Who can go to which activities in the week from ``monday``, by id.

    What does not happen that week, does not say when, or has no place is not among them.
    """
    hours = {one.id: found for one in rows if (found := happenings(one.when, monday))}
    places = dict(zip((one.id for one in rows), points_at(opened, rows), strict=True))
    ids = [one for one in hours if places[one] is not None]
    if not ids:
        return {}
    lat, lon = np.array([places[one] for one in ids], dtype=float).T
    there_points, home_points = (points_of(opened, lat, lon, limit_min=limit, walk_min=THERE_MIN)
                                 for limit in (THERE_MIN, HOME_MIN))  # fmt: skip
    there_at = _asked(ids, hours, lambda hour: hour.start_min)
    home_at = _asked(ids, hours, lambda hour: hour.end_min)
    there: dict[_Hour, BoolArray] = {}
    home: dict[_Hour, BoolArray] = {}
    for (day, minute), wanted in there_at.items():
        reached = there_by(there_points.take(wanted), day, minute)
        there |= {(ids[place], day, minute): reached[:, at] for at, place in enumerate(wanted)}
    for (day, minute), wanted in home_at.items():
        if minute is not None:
            reached = home_from(home_points.take(wanted), day, minute)
            home |= {(ids[place], day, minute): reached[:, at] for at, place in enumerate(wanted)}
    return {one: _together(one, hours[one], there, home) for one in ids}


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
