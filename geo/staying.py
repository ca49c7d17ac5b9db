"""Where a rider stays on board because the same vehicle goes on as another trip.

Two things say so: ``transfers.txt`` by name of both trips (``transfer_type`` 4; 5 forbids), and a ``block_id`` that
trips share. Trips named are taken at their word as long as the times follow each other. Of a block, trips that follow
each other on the service day are linked where the vehicle can be taken to wait for its riders: at most
:data:`MOST_LAYOVER_S` later, from within :data:`MOST_APART_M` of where the one ends. Where the two contradict each
other the names count, as the reference of GTFS says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.crs import haversine_m

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = ["MOST_APART_M", "MOST_LAYOVER_S", "REASONS", "Stays", "cut_blocks", "stays_between", "trip_ends"]

MOST_LAYOVER_S = 30 * 60
MOST_APART_M = 200.0
REASONS = ("by_headway", "overlap", "apart", "layover")
"""Why a pair is not linked: one runs by headway, the times do not follow each other, the vehicle goes on from too far
away, or it goes on too late."""

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Stays:
    """Pairs of trips of one service day (rows of the feed's trips), sorted.

    Attributes:
        pairs: int64 (n, 2), whoever is on board at the last call of the one is at the first call of the other.
        refused: by :data:`REASONS`, int64 (m, 2): pairs that a block or a name asks for and that were not linked.
    """

    pairs: Rows
    refused: dict[str, Rows]


def stays_between(feed: Feed, running: NDArray[np.bool_], ends: tuple[Rows, Rows, Rows, Rows] | None = None) -> Stays:
    """Where one stays on board between the trips that run on one service day.

    Args:
        feed: the timetable.
        running: bool, one per row of ``feed.trips``: those of the service day.
        ends: :func:`trip_ends` of the timetable, for who asks for several days.
    """
    none = np.zeros((0, 2), dtype=np.int64)
    named, block = feed.in_seat, feed.trips["block_id"].to_numpy(dtype=object)
    if not (named["may_stay"].any() or (block != "").any()):
        return Stays(none, dict.fromkeys(REASONS, none))
    leaves_s, ends_s, first, last = ends or trip_ends(feed)
    running = np.asarray(running, dtype=bool) & (first >= 0)
    by_headway = np.zeros(len(feed.trips), dtype=bool)
    by_headway[feed.frequencies["trip_index"].to_numpy(np.int64)] = True
    told = np.column_stack([named[name].to_numpy(np.int64) for name in ("from_trip", "to_trip")])
    may_stay = named["may_stay"].to_numpy(bool)
    barred = _keys(told[~may_stay], len(block))
    told = told[may_stay & running[told].all(axis=1) & ~np.isin(_keys(told, len(block)), barred)]
    told_why = np.where(
        by_headway[told].any(axis=1), 0,
        np.where((leaves_s[told[:, 1]] < ends_s[told[:, 0]]) | (ends_s[told[:, 1]] <= ends_s[told[:, 0]]), 1, -1),
    )  # fmt: skip
    pairs, is_clear = _of_blocks(feed, block, running & ~by_headway, leaves_s, ends_s)
    is_open = ~(np.isin(pairs[:, 0], told[told_why < 0, 0]) | np.isin(pairs[:, 1], told[told_why < 0, 1]))
    is_open &= ~np.isin(_keys(pairs, len(block)), barred)
    pairs, is_clear = pairs[is_open], is_clear[is_open]
    lat, lon = feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float)
    here, there = last[pairs[:, 0]], first[pairs[:, 1]]
    away_m = np.asarray(haversine_m(lat[here], lon[here], lat[there], lon[there]))
    waits_s = leaves_s[pairs[:, 1]] - ends_s[pairs[:, 0]]
    why = np.select([~is_clear, away_m > MOST_APART_M, waits_s > MOST_LAYOVER_S], [1, 2, 3], -1)
    alone = np.flatnonzero(running & by_headway & (block != ""))
    every, reason = np.concatenate([told, pairs]), np.concatenate([told_why, why])
    refused = {name: every[reason == number] for number, name in enumerate(REASONS)}
    refused["by_headway"] = np.concatenate([refused["by_headway"], np.column_stack([alone, alone])])
    return Stays(np.unique(every[reason < 0], axis=0), refused)


def _keys(pairs: Rows, trips_n: int) -> Rows:
    return pairs[:, 0] * max(trips_n, 1) + pairs[:, 1]


def trip_ends(feed: Feed) -> tuple[Rows, Rows, Rows, Rows]:
    """First departure, last arrival, first and last stop of each trip; -1 as a stop where it has no two calls."""
    times = feed.stop_times
    counts = np.bincount(times["trip_index"].to_numpy(), minlength=len(feed.trips))
    begin = np.cumsum(counts) - counts
    has_calls = counts > 1
    from_row, to_row = np.where(has_calls, begin, 0), np.where(has_calls, begin + counts - 1, 0)
    if not len(times):
        return tuple(np.full((4, len(feed.trips)), -1, dtype=np.int64))  # type: ignore[return-value]
    stop = times["stop_index"].to_numpy(np.int64)
    return (
        times["departure_s"].to_numpy(np.int64)[from_row],
        times["arrival_s"].to_numpy(np.int64)[to_row],
        np.where(has_calls, stop[from_row], -1),
        np.where(has_calls, stop[to_row], -1),
    )


def _of_blocks(
    feed: Feed, block: NDArray[np.object_], running: NDArray[np.bool_], leaves_s: Rows, ends_s: Rows
) -> tuple[Rows, NDArray[np.bool_]]:
    """Trips of a block one after the other, and whether neither is at a time at which another of its block runs."""
    trip = np.flatnonzero(running & (block != ""))
    number = pd.factorize(block[trip])[0].astype(np.int64)
    order = np.lexsort([ends_s[trip], leaves_s[trip], number])
    trip, number = _by_id_where_alike(feed, trip[order], number[order], leaves_s, ends_s), number[order]
    leaves, ends = leaves_s[trip], ends_s[trip]
    follows = number[1:] == number[:-1]
    # The times of each block are put behind those of the one before.
    apart = number * (np.ptp(ends) + 1) if len(ends) else number
    latest = np.maximum.accumulate(ends + apart) - apart
    meets = np.zeros(len(trip), dtype=bool)
    meets[1:] |= follows & (latest[:-1] > leaves[1:])
    meets[:-1] |= follows & (leaves[1:] < ends[:-1])
    before = np.flatnonzero(follows)
    is_clear = ~meets[before] & ~meets[before + 1] & (ends[before + 1] > ends[before])
    return np.column_stack([trip[before], trip[before + 1]]), is_clear


def _by_id_where_alike(feed: Feed, trip: Rows, number: Rows, leaves_s: Rows, ends_s: Rows) -> Rows:
    """Trips that are in order, those of one block at the very same times by their ids: nothing hangs on a row."""
    is_like = np.zeros(len(trip) + 1, dtype=bool)  # the one before
    is_like[1:-1] = (number[1:] == number[:-1]) & (leaves_s[trip[1:]] == leaves_s[trip[:-1]])
    is_like[1:-1] &= ends_s[trip[1:]] == ends_s[trip[:-1]]
    rows = np.flatnonzero(is_like[:-1] | is_like[1:])
    if not len(rows):
        return trip
    ids = feed.trips["gtfs_trip_id"].iloc[trip[rows]].to_numpy(dtype=object).astype(str)
    group = np.cumsum(~is_like[rows])
    trip[rows] = trip[rows[np.lexsort([ids, group])]]
    return trip


def cut_blocks(feed: Feed, gone: NDArray[np.bool_]) -> Feed:
    """The timetable in which no vehicle of a block is taken to go on past a trip that is about to be taken away.

    What the vehicle does in its stead nobody said: the trip before it and the one after are barred from each other
    where they could be taken to follow each other.

    Args:
        feed: the timetable, the trips still in it.
        gone: bool, one per row of ``feed.trips``.
    """
    block = feed.trips["block_id"].to_numpy(dtype=object)
    cut = np.isin(block, np.unique(block[gone & (block != "")].astype(str))) & (block != "")
    if not cut.any():
        return feed
    leaves_s, ends_s, first, _ = trip_ends(feed)
    barred = []
    rows = np.flatnonzero(cut & (first >= 0))
    for _, members in pd.Series(rows).groupby(block[rows].astype(str)):
        own = members.to_numpy()
        away, kept = own[gone[own]], own[~gone[own]]
        before, after = np.meshgrid(kept, kept, indexing="ij")
        waits_s = leaves_s[after] - ends_s[before]
        near = np.argwhere((waits_s >= 0) & (waits_s <= MOST_LAYOVER_S))
        for one, other in zip(kept[near[:, 0]].tolist(), kept[near[:, 1]].tolist(), strict=True):
            if ((leaves_s[away] >= ends_s[one]) & (ends_s[away] <= leaves_s[other])).any():
                barred.append((one, other))
    if not barred:
        return feed
    known = feed.in_seat
    said = set(zip(known["from_trip"].tolist(), known["to_trip"].tolist(), strict=True))
    new = np.array([pair for pair in barred if pair not in said], dtype=np.int32).reshape(-1, 2)
    rows_new = pd.DataFrame({"from_trip": new[:, 0], "to_trip": new[:, 1], "may_stay": False})
    both = pd.concat([known, rows_new], ignore_index=True).astype(known.dtypes.to_dict())
    return replace(feed, in_seat=both)
