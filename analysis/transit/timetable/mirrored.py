"""A timetable run backwards: who asks from where one can be at a place by a time searches it once from the place.

A journey that leaves at *a* and arrives at *b* is, backwards, one that leaves at the mirror of *b* and arrives at that
of *a*: the same rides, changes and walks, in the other order. So an earliest arrival backwards is a latest departure.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.transit.timetable.day import Timetable
from analysis.transit.timetable.runs import UNTIL_S

__all__ = ["MIRROR_S", "backwards"]

MIRROR_S = UNTIL_S - 60
"""A time *t* of the day is ``MIRROR_S - t`` backwards: a window of a minute that ends in time still does so then."""


def _turned(indptr: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Rows of consecutive stretches, each stretch from its last row to its first."""
    first, last = np.repeat(indptr[:-1], np.diff(indptr)), np.repeat(indptr[1:], np.diff(indptr))
    return first + last - 1 - np.arange(int(indptr[-1]))


def backwards(timetable: Timetable) -> Timetable:
    """The same day with time running the other way: where one could alight one boards, later runs come first.

    Returns:
        Times are mirrored at :data:`MIRROR_S`; ``run_trip`` still names the feed's trips.
    """
    calls, runs = _turned(timetable.pattern_calls), _turned(timetable.pattern_runs)
    events_n = np.diff(timetable.run_events)[runs]
    run_events = np.concatenate([[0], np.cumsum(events_n)]).astype(np.int64)
    last = timetable.run_events[1:][runs] - 1
    events = np.repeat(last + run_events[:-1], events_n) - np.arange(int(run_events[-1]))
    place = np.argsort(runs)
    stop = np.repeat(np.arange(timetable.stops_n), np.diff(timetable.change_indptr))
    order = np.lexsort((stop, timetable.change_s, timetable.change_stop))
    changes_n = np.bincount(timetable.change_stop, minlength=timetable.stops_n)
    return Timetable(
        day=timetable.day,
        stops_n=timetable.stops_n,
        pattern_calls=timetable.pattern_calls,
        call_stop=timetable.call_stop[calls],
        call_can_board=timetable.call_can_alight[calls],
        call_can_alight=timetable.call_can_board[calls],
        pattern_runs=timetable.pattern_runs,
        run_events=run_events,
        arrival_s=(MIRROR_S - timetable.departure_s[events]).astype(np.int32),
        departure_s=(MIRROR_S - timetable.arrival_s[events]).astype(np.int32),
        run_trip=timetable.run_trip[runs],
        stays=np.unique(place[timetable.stays[:, ::-1]], axis=0).astype(np.int32),
        change_indptr=np.concatenate([[0], np.cumsum(changes_n)]).astype(np.int64),
        change_stop=stop[order].astype(np.int32),
        change_s=timetable.change_s[order],
    )
