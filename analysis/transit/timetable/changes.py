"""How long it takes to change from one stop to another.

An ordinary change takes ``change_s`` (60 s) at the same stop, and the walk + ``change_s`` between two stops within
``transfer_walk_min``. ``transfers.txt`` changes single pairs, in this direction only:

- type 3: no change between the two;
- type 2: ``min_transfer_time`` instead of walk + ``change_s``, but never less than the walk takes where one is known;
  where no walk within the limit is known, the pair becomes possible with that time; without a time as type 0;
- type 1 (the other vehicle waits): the walk alone, without ``change_s``; nothing if no walk is known;
- type 0 and the types within a vehicle: as an ordinary change.

Where a feed names one pair more than once, type 3 goes before type 2 (the longest time) and that before type 1.
A stop away from the streets can be ridden through and changed at, but not walked to.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.parameters import Parameters
from analysis.walking import WalkMatrix

__all__ = ["changes_between_stops", "walk_seconds"]


def walk_seconds(metres: npt.NDArray[np.float64], parameters: Parameters) -> npt.NDArray[np.int32]:
    """Walking time in whole seconds, rounded to the nearest."""
    return np.rint(metres / parameters.walk_m_per_s).astype(np.int32)


def furthest_in_s(seconds: int, parameters: Parameters) -> float:
    """The most metres that :func:`walk_seconds` says take at most so many seconds, to the bit."""
    metres = np.array([(seconds + 0.5) * parameters.walk_m_per_s])
    while walk_seconds(metres, parameters)[0] > seconds:
        metres = np.nextafter(metres, 0.0)
    while walk_seconds(further := np.nextafter(metres, np.inf), parameters)[0] <= seconds:
        metres = further
    return float(metres[0])


def longest_walk_m(minutes: float, parameters: Parameters) -> float:
    """Metres walked in so many minutes, with a hair's breadth for rounding."""
    return minutes * 60 * parameters.walk_m_per_s * (1 + 1e-9)


def changes_between_stops(
    stops_n: int, footpaths: WalkMatrix, transfers: pd.DataFrame, parameters: Parameters
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """All changes as CSR: ``indptr`` (stops + 1,), stop to board at, seconds; quickest first for each stop.

    Args:
        stops_n: number of stop rows.
        footpaths: metres from stop to stop.
        transfers: table TRANSFERS.
        parameters: speed, limit and ``change_s``.
    """
    near = footpaths.within(longest_walk_m(parameters.transfer_walk_min, parameters))
    start, end = near.rows(), near.indices
    is_other = start != end
    same = np.arange(stops_n, dtype=np.int64)
    key = np.concatenate([same * stops_n + same, start[is_other].astype(np.int64) * stops_n + end[is_other]])
    walk = np.concatenate([np.zeros(stops_n, np.int32), walk_seconds(near.metres[is_other], parameters)])
    seconds = walk + np.int32(parameters.change_s)
    if len(transfers):
        key, seconds = _with_transfers(key, walk, seconds, stops_n, transfers)
    start, stop = key // stops_n, key % stops_n
    order = np.lexsort((stop, seconds, start))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=stops_n))])
    return indptr.astype(np.int64), stop[order].astype(np.int32), seconds[order].astype(np.int32)


def _with_transfers(
    key: npt.NDArray[np.int64],
    walk: npt.NDArray[np.int32],
    seconds: npt.NDArray[np.int32],
    stops_n: int,
    transfers: pd.DataFrame,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Pairs of stops (start · stops + stop) and seconds by the strictest of the timetable's own rules for each pair."""
    kind, least_s = transfers["transfer_type"].to_numpy(), transfers["min_transfer_s"].to_numpy()
    rule = np.select([kind == 3, (kind == 2) & (least_s >= 0), kind == 1], [3, 2, 1], 0)
    named = transfers["from_index"].to_numpy(np.int64) * stops_n + transfers["to_index"].to_numpy(np.int64)
    least_s = np.where(rule == 2, least_s, 0).astype(np.int32)
    order = np.lexsort((least_s, rule, named))
    order = order[rule[order] > 0]
    order = order[np.append(named[order][1:] != named[order][:-1], True)[: len(order)]]  # the last of each pair
    if not len(order):
        return key, seconds
    named, rule, least_s = named[order], rule[order], least_s[order]
    # Of each pair its rule, 0 for none; and what only a rule knows: a least time to a stop that is too far to walk to.
    at = np.minimum(np.searchsorted(named, key), len(named) - 1)
    own = np.where(named[at] == key, rule[at], 0)
    seconds = np.select([own == 2, own == 1], [np.maximum(least_s[at], walk), walk], seconds)
    is_alone = (rule == 2) & ~np.isin(named, key)
    return np.append(key[own != 3], named[is_alone]), np.append(seconds[own != 3], least_s[is_alone])
