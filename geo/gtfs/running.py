"""Running times that nobody gave, that run backwards, and those that nobody can drive: without any time, or far too
long from hop to hop.

Times are often whole minutes, so a few stops at one time are usual. A stretch is not believed where its length cannot
be driven in the minute that rounding may hide, at half of :data:`geo.gtfs.checks.FASTEST_KMH` (a bus: 1.7 km).
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import Report
from geo.feed import DAY_S
from geo.gtfs.checks import FASTEST_KMH
from geo.gtfs.text import BLANK_S, counted

__all__ = ["believable_times", "fill_blanks", "mend_backwards", "starts_of"]

ASSUMED_KMH = 18.0
ASSUMED_DETOUR = 1.3
"""A trip without running times gets those of a bus in town: 18 km/h with its stops, over 1.3 times the straight way."""
_ROUNDING_S = 60.0
_SHARE_OF_FASTEST = 0.5  # with stops on the way
_WALKING_KMH = 3.6
_SLOW_FROM_S = 20 * 60
_LONG_FROM_S = 3 * 3600
_LONG_KMH = 30.0
_FILE = "stop_times.txt"
_ROLLOVER_S = DAY_S // 2
_EVENING_S = 18 * 3600
_MORNING_S = 6 * 3600
_SMALL_STEP_S = 600


def starts_of(trip: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether each row is the first of its trip: bool, one per row; the rows of a trip stand together."""
    starts = np.ones(len(trip), dtype=bool)
    np.not_equal(trip[1:], trip[:-1], out=starts[1:])
    return starts


def mend_backwards(
    frame: pl.DataFrame,
    trip: NDArray[np.int32],
    arrival: NDArray[np.int32],
    departure: NDArray[np.int32],
    report: Report,
) -> NDArray[np.bool_]:
    """Mend times in place that run backwards along a trip; returns which rows lie in trips beyond repair."""
    is_bad = np.zeros(len(trip), dtype=bool)
    runs_back = (trip[1:] == trip[:-1]) & (arrival[1:] < departure[:-1])
    if not runs_back.any() and (departure >= arrival).all() and (arrival != BLANK_S).all():
        return is_bad
    known = np.flatnonzero(arrival != BLANK_S)
    if not len(known):
        return is_bad
    line = np.repeat(trip[known], 2)
    times = np.column_stack([arrival[known], departure[known]]).ravel().astype(np.int64)
    step = np.diff(times, prepend=times[0])
    step[np.flatnonzero(np.diff(line, prepend=line[0] - 1))] = 0
    if not (step < 0).any():
        return is_bad
    was = times - step
    is_midnight = (step < -_ROLLOVER_S) & (was % DAY_S >= _EVENING_S) & (times % DAY_S <= _MORNING_S)
    rolls = np.cumsum(is_midnight)
    first_of_trip = np.searchsorted(line, line)
    rolls = rolls - rolls[first_of_trip]
    times += rolls * DAY_S
    span = int(times.max() - times.min()) + 1
    offset = np.unique(line, return_inverse=True)[1] * span
    highest = np.maximum.accumulate(times + offset) - offset
    behind = (highest - times).reshape(-1, 2).max(axis=1)
    rolled = rolls.reshape(-1, 2).max(axis=1) > 0
    worst = np.zeros(int(trip.max()) + 1, dtype=np.int64)
    np.maximum.at(worst, trip[known], behind)
    lost = worst[trip[known]] > _SMALL_STEP_S
    _report_backwards(frame, known, rolled & ~lost, (behind > 0) & ~lost, (behind > _SMALL_STEP_S) & lost, report)
    arrival[known], departure[known] = highest.reshape(-1, 2).T
    is_bad[known[lost]] = True
    return is_bad


def _report_backwards(
    frame: pl.DataFrame,
    known: NDArray[np.int64],
    rolled: NDArray[np.bool_],
    small: NDArray[np.bool_],
    lost: NDArray[np.bool_],
    report: Report,
) -> None:
    for mask, code, found, action in (
        (rolled, "midnight", "start again at 00:00 after midnight", "24 hours were added from there on."),
        (small, "backwards_small", "are up to ten minutes before the time that stands before them in the trip",
         "The earlier row's time was used."),
        (lost, "backwards", "lie more than ten minutes before the time that stands before them in the trip",
         "Their trips were left out: nobody can tell which time is right."),
    ):  # fmt: skip
        if mask.any():
            rows = frame[known[mask]]
            trips_n = rows["trip_index"].n_unique()
            shown = rows.sort("row").head(5).select("row", "arrival_s")
            report.add(
                "repaired",
                code,
                counted(rows.height, f"times of {trips_n:,} trips in {_FILE} {found}."),
                needed="times that never run backwards; after midnight they go on as 24:05:00, 25:10:00.",
                action=action,
                where=[f"{_FILE} row {row} ({_clock(time_s)})" for row, time_s in shown.iter_rows()],
                count=rows.height,
            )


def _clock(time_s: int) -> str:
    return f"{time_s // 3600:02d}:{time_s % 3600 // 60:02d}:{time_s % 60:02d}"


def believable_times(
    routes: pl.DataFrame, trips: pl.DataFrame, calls: pl.DataFrame, hop_m: NDArray[np.float64], report: Report
) -> pl.DataFrame:
    """Stop times in which every stretch takes time; what was not believed is named by line in the report.

    A stretch at one time that is followed by a later time is spread over its distance up to that time, as blank times
    are. One that ends its trip gets an assumed running time from its first stop on.

    Args:
        routes, trips: as cleaned; ``calls`` are stop times sorted by trip and sequence.
        hop_m: metres to each call from the one before it.
        report: gets a warning by kind, with the lines and the number of trips.
    """
    trip = calls["trip_index"].to_numpy()
    arrival, departure = (calls[name].to_numpy() for name in ("arrival_s", "departure_s"))
    is_first = starts_of(trip)
    hop_m = np.where(is_first, 0.0, hop_m)
    route = trips["route_index"].to_numpy()
    fastest = np.array([FASTEST_KMH.get(mode, 400.0) for mode in routes["mode"].to_list()])
    _tell_slow(trip, hop_m, arrival, departure, is_first, route, routes, report)
    is_still = ~is_first
    is_still[1:] &= arrival[1:] == departure[:-1]
    stretch = np.cumsum(~is_still)
    metres = np.bincount(stretch, weights=np.where(is_still, hop_m, 0.0))
    first_row = np.flatnonzero(~is_still)
    share_m = _SHARE_OF_FASTEST * fastest / 3.6 * _ROUNDING_S
    wrong = np.flatnonzero(metres[1:] > share_m.min())
    wrong = wrong[metres[1:][wrong] > share_m[route[trip[first_row[wrong]]]]]
    if not len(wrong):
        return calls
    last_row = np.append(first_row[1:], len(trip)) - 1
    along = np.cumsum(hop_m)
    arrival, departure = arrival.astype(np.int64), departure.astype(np.int64)
    spread, assumed = [], []
    for number in wrong.tolist():
        first, last = int(first_row[number]), int(last_row[number])
        after = last + 1
        if after < len(trip) and trip[after] == trip[first]:
            share = (along[first + 1 : last + 1] - along[first]) / (along[after] - along[first])
            given = departure[first] + np.rint(share * (arrival[after] - departure[first])).astype(np.int64)
            waits = departure[first + 1 : last + 1] - arrival[first + 1 : last + 1]
            arrival[first + 1 : last + 1] = given
            departure[first + 1 : last + 1] = np.minimum(given + waits, arrival[after])
            spread.append(int(trip[first]))
        else:
            ride_m = (along[first + 1 : last + 1] - along[first]) * ASSUMED_DETOUR
            given = departure[first] + np.rint(ride_m / (ASSUMED_KMH / 3.6)).astype(np.int64)
            arrival[first + 1 : last + 1] = departure[first + 1 : last + 1] = given
            assumed.append(int(trip[first]))
    km = metres[1:][wrong] / 1000
    _tell(
        "no_running_time", "take no time at all from stop to stop for kilometres", assumed, route, routes, report,
        f"Not believed (up to {km.max():,.1f} km in 0 minutes). They were given the time of a bus at "
        f"{ASSUMED_KMH:g} km/h over {ASSUMED_DETOUR:g} times the straight way; please ask the operator.",
    )  # fmt: skip
    _tell(
        "stretch_at_one_time", "have a stretch of kilometres at one and the same time", spread, route, routes, report,
        "The time up to the next later one was spread over the distance.",
    )  # fmt: skip
    return calls.with_columns(
        pl.Series("arrival_s", arrival.astype(np.int32)), pl.Series("departure_s", departure.astype(np.int32))
    )


def _tell(
    code: str, what: str, trips: list[int], route: NDArray[np.int32], routes: pl.DataFrame, report: Report, action: str
) -> None:
    if not trips:
        return
    own = np.unique(np.asarray(trips))
    report.add(
        "warning",
        code,
        counted(len(own), f"trips {what}."),
        needed="times that the vehicle can keep.",
        action=action,
        where=(lines := _by_line(route[own], routes)),
        count=len(lines),
    )


def _by_line(route: NDArray[np.int32], routes: pl.DataFrame) -> list[str]:
    labels = np.asarray(routes["route_label"].to_list(), dtype=object)[route].astype(str)
    names, counts = np.unique(labels, return_counts=True)
    return [
        f"line {name}: {number:,} trip{'' if number == 1 else 's'}" for name, number in zip(names, counts, strict=True)
    ]


def _tell_slow(
    trip: NDArray[np.int32],
    hop_m: NDArray[np.float64],
    arrival: NDArray[np.int32],
    departure: NDArray[np.int32],
    is_first: NDArray[np.bool_],
    route: NDArray[np.int32],
    routes: pl.DataFrame,
    report: Report,
) -> None:
    """Warn about hops slower than walking that take long, and hops of hours that no long-distance vehicle needs."""
    long = 1 + np.flatnonzero((arrival[1:] - departure[:-1] >= _SLOW_FROM_S) & ~is_first[1:])
    taken_s = arrival[long] - departure[long - 1]
    kmh = 3.6 * hop_m[long] / taken_s
    slow = long[(kmh < _WALKING_KMH) | ((taken_s >= _LONG_FROM_S) & (kmh < _LONG_KMH))]
    if len(slow):
        _tell(
            "too_slow", "take longer from one stop to the next than a walk would", trip[slow].tolist(), route, routes,
            report, "They were used as they stand; please ask the operator about these lines.",
        )  # fmt: skip


def fill_blanks(
    along: NDArray[np.float64],
    new_trip: NDArray[np.bool_],
    arrival: NDArray[np.int32],
    departure: NDArray[np.int32],
    hop_m: NDArray[np.float64],
) -> None:
    """Fill blank times in place, by the way between the timepoints. Every trip begins and ends with a known time.

    Args:
        along: ``shape_dist_traveled`` of each row, not a number where it is not said.
        new_trip: whether each row is the first of its trip.
        arrival, departure: seconds after midnight, :data:`geo.gtfs.text.BLANK_S` where blank.
        hop_m: metres from the stop of the row before.
    """
    rows = np.arange(len(arrival))
    known = arrival != BLANK_S
    before = np.maximum.accumulate(np.where(known, rows, 0))
    after = np.minimum.accumulate(np.where(known, rows, len(rows) - 1)[::-1])[::-1]
    blank = np.flatnonzero(~known)
    low, high = before[blank], after[blank]
    crow = np.cumsum(np.where(new_trip, 0.0, hop_m))
    share = (blank - low) / (high - low)
    ways = [(crow, crow[high] > crow[low])]
    if not (is_unsaid := np.isnan(along)).all():
        with np.errstate(invalid="ignore"):
            rises = np.append(True, along[1:] >= along[:-1])
        is_odd = np.cumsum(~rises | is_unsaid)
        ways.append((along, (is_odd[high] == is_odd[low]) & ~is_unsaid[low] & (along[high] > along[low])))
    for distance, usable in ways:
        chosen = np.flatnonzero(usable)
        first, final = distance[low[chosen]], distance[high[chosen]]
        share[chosen] = (distance[blank[chosen]] - first) / (final - first)
    filled = np.rint(departure[low] + share * (arrival[high] - departure[low])).astype(np.int64)
    arrival[blank] = filled
    departure[blank] = filled
