"""Public Transport Accessibility Level: how near and how frequent public transport is on a weekday morning.

For each line only the nearest stop on the walking network counts, with the frequency f of its busier direction there,
in vehicles an hour between 08:15 and 09:15. Then, in minutes::

    wait = 0.5 · 60 / f + K            K = 2 for buses, 0.75 for rail, metro and tram
    EDF  = 30 / (walk + wait)          equivalent doorstep frequency
    AI   = Σ over modes (largest EDF + 0.5 · Σ other EDF)

People walk at 4.8 km/h, whatever the atlas is set to: 8 minutes (640 m) to a bus, 12 (960 m) to rail, metro and tram.
Coaches count as buses; ferries and others do not count. A stop where nothing of the line leaves in that hour is none of
its stops. The bands are compared with the unrounded index as (low, high], so 2.505 is "1b".

It leaves out where the lines go, and how late or full they are. Source: Transport for London's method as read in
council guides and other implementations (docs/definitions.md#ptal); not an official level of Transport for London.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.transit import route_departures
from analysis.walking import WalkMatrix
from geo.errors import UsageError

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = [
    "PTAL_BANDS",
    "PTAL_WALK_M",
    "RouteFrequencies",
    "access_index",
    "equivalent_doorstep_frequency",
    "ptal",
    "ptal_band",
    "route_frequencies",
]

FloatArray = NDArray[np.float64]
START_S, END_S = 8 * 3600 + 15 * 60, 9 * 3600 + 15 * 60
WALK_M_PER_MIN = 80.0
PTAL_WALK_M = 960.0  # longest walk that can count: the limit of the walking matrix
BUS, NOT_COUNTED = "bus", ""
_MODE = {"bus": BUS, "coach": BUS, "rail": "rail", "metro": "metro", "tram": "tram"}
_MODES = ("bus", "rail", "metro", "tram")
_LIMIT_M = {"bus": 640.0, "rail": PTAL_WALK_M, "metro": PTAL_WALK_M, "tram": PTAL_WALK_M}
_RELIABILITY_MIN = {"bus": 2.0, "rail": 0.75, "metro": 0.75, "tram": 0.75}
_ROUNDING_M = 1e-6
_ROWS_PER_BLOCK = 1024

# Upper ends, included, of all bands but the last.
PTAL_BANDS: tuple[tuple[float, str], ...] = (
    (0.0, "0"), (2.5, "1a"), (5.0, "1b"), (10.0, "2"), (15.0, "3"), (20.0, "4"), (25.0, "5"), (40.0, "6a"),
    (np.inf, "6b"),
)  # fmt: skip


@dataclass(frozen=True)
class RouteFrequencies:
    """Lines at stops in the hour, arrays of shape (k,), each line at a stop once.

    Attributes:
        stop_index, route_index: rows of the feed's stops and routes.
        mode: ``"bus"``, ``"rail"``, ``"metro"`` or ``"tram"``; lines of other modes are left out.
        per_h: vehicles an hour in the busier direction, above 0.
    """

    stop_index: NDArray[np.int64]
    route_index: NDArray[np.int64]
    mode: NDArray[np.object_]
    per_h: FloatArray

    def __len__(self) -> int:
        return len(self.stop_index)


def route_frequencies(feed: Feed, day: date, *, start_s: float = START_S, end_s: float = END_S) -> RouteFrequencies:
    """Vehicles an hour of each line at each stop, in the busier of its directions there.

    Args:
        feed: the timetable.
        day: a weekday.
        start_s, end_s: 08:15 (included) to 09:15 (not included), seconds.
    """
    departures = route_departures(feed, day)
    per_h = departures.counts(start_s, end_s) / ((end_s - start_s) / 3600)
    given = [_MODE.get(str(mode), NOT_COUNTED) for mode in feed.routes["mode"]]
    mode = np.array([*given, NOT_COUNTED], dtype=object)[departures.route_index]
    keep = (per_h > 0) & (mode != NOT_COUNTED)
    stop, route, mode, per_h = departures.stop_index[keep], departures.route_index[keep], mode[keep], per_h[keep]
    order = np.lexsort((-per_h, route, stop))
    is_first = np.ones(len(order), bool)
    is_first[1:] = (np.diff(stop[order]) != 0) | (np.diff(route[order]) != 0)
    best = order[is_first]
    return RouteFrequencies(stop[best], route[best], mode[best], per_h[best])


def equivalent_doorstep_frequency(metres: ArrayLike, per_h: ArrayLike, mode: ArrayLike) -> FloatArray:
    """EDF = 30 / (walk + 30 / f + K), all arrays of one shape.

    Args:
        metres: walk to the stop.
        per_h: vehicles an hour, above 0.
        mode: ``"bus"``, ``"rail"``, ``"metro"`` or ``"tram"``.
    """
    names = np.asarray(mode, dtype=object)
    extra_min = np.select([names == name for name in _MODES], [_RELIABILITY_MIN[name] for name in _MODES], np.nan)
    wait_min = 30.0 / np.asarray(per_h, float) + extra_min
    return 30.0 / (np.asarray(metres, float) / WALK_M_PER_MIN + wait_min)


def access_index(walks: WalkMatrix, frequencies: RouteFrequencies) -> FloatArray:
    """AI of every row of a walking matrix, unrounded; 0 where no line is near.

    Of several stops of a line equally near the one with more vehicles counts.

    Args:
        walks: cells × stops of the feed, up to at least :data:`PTAL_WALK_M` metres.
        frequencies: lines at those stops.

    Raises:
        UsageError: a stop that is no column of ``walks``.
    """
    if len(frequencies) and frequencies.stop_index.max() >= walks.columns_n:
        raise UsageError(
            f"A walking matrix to {walks.columns_n:,} stops, but lines at stop {int(frequencies.stop_index.max()):,}.",
            "Needed: one column per stop of the timetable.",
            "Make the matrix and the frequencies from one timetable.",
        )
    blocks = [
        _block_index(walks.slice_rows(slice(first, first + _ROWS_PER_BLOCK)), frequencies)
        for first in range(0, walks.rows_n, _ROWS_PER_BLOCK)
    ]
    return np.concatenate(blocks) if blocks else np.zeros(0)


def ptal_band(access: ArrayLike) -> NDArray[np.object_]:
    """Level of each access index: ``"0"``, ``"1a"`` … ``"6b"``; ``""`` where it is not known."""
    index = np.atleast_1d(np.asarray(access, dtype=float))
    ends = np.array([end for end, _ in PTAL_BANDS])
    names = np.array([*(name for _, name in PTAL_BANDS), ""], dtype=object)
    position = np.searchsorted(ends, index, side="left")
    return names[np.where(np.isnan(index), len(PTAL_BANDS), position)]


def ptal(
    walks: WalkMatrix, frequencies: RouteFrequencies, *, on_network: ArrayLike | None = None
) -> tuple[FloatArray, NDArray[np.object_]]:
    """Access index and level of each cell: columns ``ptal_ai`` and ``ptal_band``.

    Args:
        walks, frequencies: as in :func:`access_index`.
        on_network: bool (rows,); cells off the streets are not known.

    Returns:
        float (rows,), NaN where not known, and text (rows,), ``""`` where not known.
    """
    index = access_index(walks, frequencies)
    if on_network is not None:
        index = np.where(np.asarray(on_network, bool), index, np.nan)
    return index, ptal_band(index)


def _block_index(walks: WalkMatrix, lines: RouteFrequencies) -> FloatArray:
    """AI of some rows: pairs of cell and stop, times the lines at the stop, then the nearest stop of each line."""
    if not len(lines) or not walks.pairs_n:
        return np.zeros(walks.rows_n)
    by_stop = np.argsort(lines.stop_index, kind="stable")
    begins = np.searchsorted(lines.stop_index[by_stop], np.arange(walks.columns_n + 1))
    lines_n = np.diff(begins)[walks.indices]
    offset = np.arange(int(lines_n.sum())) - np.repeat(np.cumsum(lines_n) - lines_n, lines_n)
    entry = by_stop[np.repeat(begins[walks.indices], lines_n) + offset]
    cell, metres = np.repeat(walks.rows(), lines_n), np.repeat(walks.metres, lines_n)
    mode_number = np.select([lines.mode == name for name in _MODES], list(range(len(_MODES))))
    limit_m = np.array([_LIMIT_M[name] for name in _MODES])[mode_number[entry]]
    near = metres <= limit_m + _ROUNDING_M
    entry, cell, metres = entry[near], cell[near], metres[near]
    order = np.lexsort((-lines.per_h[entry], metres, lines.route_index[entry], cell))
    entry, cell, metres = entry[order], cell[order], metres[order]
    is_nearest = np.ones(len(entry), bool)
    is_nearest[1:] = (np.diff(cell) != 0) | (np.diff(lines.route_index[entry]) != 0)
    entry, cell, metres = entry[is_nearest], cell[is_nearest], metres[is_nearest]
    edf = equivalent_doorstep_frequency(metres, lines.per_h[entry], lines.mode[entry])
    group = cell.astype(np.int64) * len(_MODES) + mode_number[entry]
    groups_n = walks.rows_n * len(_MODES)
    best = np.zeros(groups_n)
    np.maximum.at(best, group, edf)
    per_mode = 0.5 * (best + np.bincount(group, weights=edf, minlength=groups_n))
    return per_mode.reshape(walks.rows_n, len(_MODES)).sum(axis=1)
