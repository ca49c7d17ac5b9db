"""Travel times by public transport and on foot, for every minute of a departure window.

A journey is: walk to a stop (at most ``access_walk_min``), ride, at most one walk between two rides (at most
``transfer_walk_min``), at most ``max_rides`` rides, walk from the last stop (at most ``access_walk_min``). Every
change, at the same stop or after a walk, takes ``change_s`` more (exceptions from ``transfers.txt``: see
:mod:`analysis.transit.timetable.changes`); the first boarding does not. A walk between rides is never followed by the
last walk. Walking all the way competes. Only arrivals count: a journey that takes longer than ``max_trip_min`` from the
departure minute (waiting included) is not reachable, one of exactly that length is. ``pickup_type`` and
``drop_off_type`` are obeyed. Times are whole seconds; each walk is rounded to the nearest second before it is added.
The rules are also in docs/definitions.md#journeys.

The search is trip-based (see :mod:`analysis.transit.search.kernel`); ``tests/oracles/csa.py`` is the slow independent
check.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from analysis.parameters import Parameters
from analysis.transit.search.goal_kernel import LONGEST_S
from analysis.transit.search.origins import Search
from analysis.transit.search.percentiles import UNREACHABLE, percentile_indices
from analysis.transit.search.window import window_of
from analysis.transit.timetable import Timetable, build_timetable, furthest_in_s, longest_walk_m, walk_seconds
from analysis.walking import CompactWalks, Snap, WalkMatrix, build_graph, snap_points, walk_matrix
from geo.errors import UsageError
from geo.network import WalkNetwork

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = ["UNREACHABLE", "point_times", "reached_within", "travel_times"]

Progress = Callable[[int, int], None]
ORIGINS_PER_BLOCK = 32
_SAMPLE, _SAMPLES_N, _ORIGINS_A_SAMPLE = 4, 128, 40
_GOLDEN = (5**0.5 - 1) / 2  # multiples of it, less their whole part, spread evenly however many there are


def travel_times(
    timetable: Timetable,
    access: WalkMatrix,
    egress: WalkMatrix,
    direct: WalkMatrix,
    *,
    start_s: int,
    end_s: int,
    parameters: Parameters,
    percentiles: Sequence[float] = (50,),
    workers: int = 1,
    progress: Progress | None = None,
    max_trip_min: float | None = None,
) -> Iterator[tuple[slice, npt.NDArray[np.int32]]]:
    """Travel times of all pairs, a block of origins at a time, in order.

    Args:
        timetable: of the day in question.
        access: metres from origins to stop rows; longer walks than ``access_walk_min`` are ignored.
        egress: metres from destinations to stop rows, likewise.
        direct: metres from origins to destinations, for those who walk all the way (every pair given may be walked).
        start_s, end_s: departures at ``start_s``, ``start_s`` + 60 … before ``end_s``, seconds after 00:00.
        parameters: speed, limits, rides. Change times are those the timetable was built with.
        percentiles: of travel time over the departures, 0–100, in any order (see
        :mod:`analysis.transit.search.percentiles`). workers: threads; results do not depend on it.
        progress: called with (origins done, origins).
        max_trip_min: overrides the parameter.

    Yields:
        (rows, seconds): ``seconds`` int32 (block, destinations, percentiles), -1 = unreachable.

    Raises:
        UsageError: matrices that do not fit together, parameters out of range, a window that is empty or ends too late.
    """
    search, back = _search_of(
        timetable, access, egress, direct, start_s, end_s, parameters, percentiles, workers, max_trip_min
    )
    direct_s = walk_seconds(direct.metres, parameters)

    def one_block(rows: slice) -> npt.NDArray[np.int32]:
        seconds = search.rows(rows.start, rows.stop, direct, direct_s)
        return seconds if np.array_equal(back, np.arange(len(search.wanted))) else seconds[:, :, back]

    yield from _in_order(one_block, _blocks(access.rows_n), access.rows_n, workers, progress)


def reached_within(
    timetable: Timetable,
    access: WalkMatrix,
    egress: WalkMatrix,
    direct: WalkMatrix | CompactWalks,
    *,
    start_s: int,
    end_s: int,
    parameters: Parameters,
    percentile: float = 50,
    workers: int = 1,
    max_trip_min: float | None = None,
) -> Iterator[tuple[slice, npt.NDArray[np.bool_]]]:
    """Which destinations the percentile of travel time reaches at all: where :func:`travel_times` is not -1.

    It counts departures instead of ordering their times, and is done with a destination as soon as enough of them get
    there, or too few are left: with many destinations it takes a fraction of the time.

    Args:
        timetable, access, egress, direct, start_s, end_s, parameters, percentile, workers, max_trip_min: as there.
            ``direct`` may be compact, with no walk in it that takes longer than the journey may.

    Yields:
        (rows, reached): ``reached`` bool (block, destinations); blocks come in an order in which the first few are from
        every part of the origins, so that what is left can be told from what they took.

    Raises:
        UsageError: as there.
    """
    search, _ = _search_of(
        timetable, access, egress, direct, start_s, end_s, parameters, (percentile,), workers, max_trip_min
    )
    _ = search.from_stops  # once, not by each thread
    furthest_m = furthest_in_s(search.longest_s, parameters)
    if isinstance(direct, CompactWalks):
        if direct.limit_m > furthest_m:
            raise UsageError(
                f"Walks all the way of up to {direct.limit_m:,.1f} m, which are kept without their exact lengths.",
                f"Needed: walks of at most {furthest_m:,.1f} m, which take {search.longest_s:,} seconds.",
            )
        near: WalkMatrix | CompactWalks = direct
    else:
        near = direct.within(furthest_m)
    blocks = _spread_blocks(access.rows_n)
    yield from _in_order(lambda rows: search.reached(rows.start, rows.stop, near), blocks, access.rows_n, workers, None)


def _search_of(
    timetable: Timetable,
    access: WalkMatrix,
    egress: WalkMatrix,
    direct: WalkMatrix | CompactWalks,
    start_s: int,
    end_s: int,
    parameters: Parameters,
    percentiles: Sequence[float],
    workers: int,
    max_trip_min: float | None,
) -> tuple[Search, npt.NDArray[np.int64]]:
    """What all origins share, and the place of each percentile among the ranks that are looked for."""
    if parameters.max_rides < 1 or parameters.step_s < 1 or start_s < 0:
        raise UsageError(
            f"At most {parameters.max_rides} rides, a departure every {parameters.step_s} s from {start_s} s.",
            "Needed: at least one ride, a step of at least a second and a start not before midnight.",
        )
    longest_s = round((parameters.max_trip_min if max_trip_min is None else max_trip_min) * 60)
    departures_n = max(0, -((start_s - end_s) // parameters.step_s))
    _check(timetable, access, egress, direct, departures_n, end_s, longest_s)
    wanted, back = np.unique(percentile_indices(percentiles, departures_n), return_inverse=True)
    horizon_s = start_s + (departures_n - 1) * parameters.step_s + longest_s
    window = window_of(timetable, start_s, horizon_s, workers=workers)
    # A walk that is longer than the whole journey helps nobody; a second more, for its rounding.
    limit_m = longest_walk_m(min(parameters.access_walk_min, (longest_s + 1) / 60), parameters)
    access, egress = access.within(limit_m), egress.within(limit_m)
    search = Search(
        window,
        int(start_s),
        int(parameters.step_s),
        departures_n,
        longest_s,
        int(parameters.max_rides),
        wanted,
        access,
        walk_seconds(access.metres, parameters),
        egress,
        walk_seconds(egress.metres, parameters).astype(np.uint16),
    )
    return search, back


Block = TypeVar("Block", bound=npt.NDArray)


def _blocks(origins_n: int) -> list[slice]:
    return [slice(first, min(first + ORIGINS_PER_BLOCK, origins_n)) for first in range(0, origins_n, ORIGINS_PER_BLOCK)]


def _spread_blocks(origins_n: int) -> list[slice]:
    """All origins once: first short blocks at even distances, then what lies between them; both in an order in which
    every part is soon seen."""
    samples_n = min(_SAMPLES_N, origins_n // _ORIGINS_A_SAMPLE)
    first = (np.arange(samples_n) + 0.5) * origins_n / max(samples_n, 1) - _SAMPLE / 2
    samples = [slice(start, start + _SAMPLE) for start in first.astype(int).tolist()]
    ends = [0, *(end for sample in samples for end in (sample.start, sample.stop)), origins_n]
    between = [
        slice(begin + block.start, begin + block.stop)
        for begin, end in zip(ends[::2], ends[1::2], strict=True)
        for block in _blocks(end - begin)
    ]
    return [block for part in (samples, between) for block in _spread(part)]


def _spread(blocks: list[slice]) -> list[slice]:
    return [blocks[place] for place in np.argsort(np.arange(len(blocks)) * _GOLDEN % 1, kind="stable")]


def _in_order(
    one_block: Callable[[slice], Block],
    blocks: Sequence[slice],
    origins_n: int,
    workers: int,
    progress: Progress | None,
) -> Iterator[tuple[slice, Block]]:
    """Run blocks in threads, few ahead of the reader, and hand them over in order. Stops when nobody reads on."""
    waiting: deque[tuple[slice, Future[Block]]] = deque()
    pool = ThreadPoolExecutor(max(1, workers))
    try:
        for block in blocks:
            waiting.append((block, pool.submit(one_block, block)))
            if len(waiting) > workers + 1:
                yield _next_block(waiting, origins_n, progress)
        while waiting:
            yield _next_block(waiting, origins_n, progress)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next_block(
    waiting: deque[tuple[slice, Future[Block]]], origins_n: int, progress: Progress | None
) -> tuple[slice, Block]:
    rows, future = waiting.popleft()
    seconds = future.result()
    if progress is not None:
        progress(rows.stop, origins_n)
    return rows, seconds


def _check(
    timetable: Timetable,
    access: WalkMatrix,
    egress: WalkMatrix,
    direct: WalkMatrix | CompactWalks,
    departures_n: int,
    end_s: int,
    longest_s: int,
) -> None:
    if access.columns_n != timetable.stops_n or egress.columns_n != timetable.stops_n:
        raise UsageError(
            f"Walks to {access.columns_n} and {egress.columns_n} stops, but the timetable has {timetable.stops_n}.",
            "Needed: both with one column for each stop of the timetable.",
        )
    if direct.rows_n != access.rows_n or direct.columns_n != egress.rows_n:
        raise UsageError(
            f"Direct walks of {direct.rows_n} × {direct.columns_n} points.",
            f"Needed: {access.rows_n} origins × {egress.rows_n} destinations.",
        )
    if longest_s > LONGEST_S or departures_n > LONGEST_S:
        raise UsageError(
            f"A longest journey of {longest_s:,} seconds, and {departures_n:,} departures.",
            f"Needed: at most {LONGEST_S:,} of each, which is 18 hours.",
        )
    if departures_n < 1:
        raise UsageError("The departure window is empty.", "Needed: an end after the start.")
    until_s = end_s + longest_s
    if until_s > timetable.until_s:
        raise UsageError(
            f"The last journey could end {until_s / 3600:.1f} hours after midnight.",
            f"Needed: at most {timetable.until_s // 3600} hours.",
            "Choose a shorter window or a shorter longest journey.",
        )


def point_times(
    network: WalkNetwork,
    feed: Feed | None,
    day: date,
    origins: tuple[npt.ArrayLike, npt.ArrayLike],
    destinations: tuple[npt.ArrayLike, npt.ArrayLike],
    *,
    start_s: int,
    window_min: float = 60.0,
    parameters: Parameters,
    percentiles: Sequence[float] = (50,),
    mode: Literal["transit", "walk"] = "transit",
    direct_walk_min: float | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> npt.NDArray[np.int32]:
    """Travel times between a person's own points.

    Args:
        network: streets. feed: timetable (not needed for ``mode="walk"``). day: service day.
        origins, destinations: (lat, lon) arrays in degrees.
        start_s, window_min: departures every minute from ``start_s`` for ``window_min`` minutes.
        parameters: ``access_walk_min`` limits access and egress; ``max_trip_min`` the journey.
        percentiles: 0–100.
        mode: ``"walk"`` ignores the timetable.
        direct_walk_min: longest walk all the way; default: as long as a journey may take.

    Returns:
        int32 (origins, destinations, percentiles), seconds; -1 = unreachable (also points more than ``snap_max_m`` from
        a street).
    """
    network = network.at_speed(parameters.walk_m_per_s)
    graph = build_graph(network, is_step_free=parameters.is_step_free)

    def snapped(lat: npt.ArrayLike, lon: npt.ArrayLike) -> Snap:
        return snap_points(network, lat, lon, max_m=parameters.snap_max_m, is_step_free=parameters.is_step_free)

    start, goal = snapped(*origins), snapped(*destinations)
    walk_m = longest_walk_m(min(parameters.access_walk_min, parameters.max_trip_min), parameters)
    all_the_way = parameters.max_trip_min if direct_walk_min is None else direct_walk_min
    direct_m = longest_walk_m(min(all_the_way, parameters.max_trip_min), parameters)
    direct = walk_matrix(graph, start, goal, direct_m, workers=workers)
    if mode == "walk" or feed is None:
        times = np.full((len(start), len(goal), len(percentiles)), UNREACHABLE, dtype=np.int32)
        times[direct.rows(), direct.indices] = walk_seconds(direct.metres, parameters)[:, None]
        return times
    stops = snapped(feed.stops["lat"].to_numpy(), feed.stops["lon"].to_numpy())
    change_m = longest_walk_m(parameters.transfer_walk_min, parameters)
    timetable = build_timetable(feed, day, walk_matrix(graph, stops, stops, change_m), parameters=parameters)
    blocks = travel_times(
        timetable,
        walk_matrix(graph, start, stops, walk_m, workers=workers),
        walk_matrix(graph, goal, stops, walk_m, workers=workers),
        direct,
        start_s=start_s,
        end_s=start_s + round(window_min * 60),
        parameters=parameters,
        percentiles=percentiles,
        workers=workers,
        progress=progress,
    )
    parts = [seconds for _, seconds in blocks]
    return np.concatenate(parts) if parts else np.zeros((0, len(goal), len(percentiles)), np.int32)
