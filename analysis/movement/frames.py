"""The tables of this room, and a table of fixes as the kernels read it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import UsageError

__all__ = [
    "FIXES",
    "LOCATIONS",
    "STAYPOINTS",
    "TRIPLEGS",
    "TRIPS",
    "Walks",
    "empty",
    "moments_of",
    "starts_of",
    "walks_of",
]

MOMENT = pl.Datetime("us", "UTC")
FIXES: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "device": pl.String, "time": MOMENT, "lat": pl.Float64, "lon": pl.Float64,
    "accuracy": pl.Float32, "segment": pl.Int32, "file": pl.String,
}  # fmt: skip
"""Fixes, sorted by person and time. ``device`` is "" and ``accuracy`` (metres) NaN where unknown; a new ``segment`` is
not connected with the one before. ``after_silence`` (boolean) may be there: nothing is known of the time before such a
fix, however short, as where somebody struck it out. Functions look at the columns that they need only."""
STAYPOINTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "staypoint": pl.UInt32, "started_at": MOMENT, "finished_at": MOMENT, "lat": pl.Float64,
    "lon": pl.Float64, "fixes_n": pl.UInt32, "ends_in_silence": pl.Boolean, "spell": pl.UInt32,
}  # fmt: skip
"""Staypoints, numbered from 0 for each person: from the first to the last fix inside, at the mean of its fixes.
``spell`` counts the silences of the person before it."""
TRIPLEGS: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "tripleg": pl.UInt32, "started_at": MOMENT, "finished_at": MOMENT, "fixes_n": pl.UInt32,
    "length_m": pl.Float64, "from_lat": pl.Float64, "from_lon": pl.Float64, "to_lat": pl.Float64, "to_lon": pl.Float64,
    "spell": pl.UInt32,
}  # fmt: skip
"""Triplegs: fixes between stays and silences, from the first to the last."""
TRIPS: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "trip": pl.UInt32, "started_at": MOMENT, "finished_at": MOMENT,
    "from_staypoint": pl.UInt32, "to_staypoint": pl.UInt32, "triplegs_n": pl.UInt32, "length_m": pl.Float64,
    "from_lat": pl.Float64, "from_lon": pl.Float64, "to_lat": pl.Float64, "to_lon": pl.Float64,
}  # fmt: skip
"""Trips: all triplegs between two activities. A staypoint is null where the trip begins or ends in a silence; the place
is then that of its first or last fix."""
LOCATIONS: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "location": pl.UInt32, "lat": pl.Float64, "lon": pl.Float64, "staypoints_n": pl.UInt32,
    "seconds": pl.Float64, "first_at": MOMENT,
}  # fmt: skip
"""Locations: staypoints of one person that stand together, numbered in the order of their first visit."""


@dataclass(frozen=True)
class Walks:
    """Fixes as the kernels read them: those of person k from ``at[k]`` to ``at[k + 1]``, times in microseconds.

    ``silent`` is 1 where nothing is known of the time before a fix (empty if nowhere), ``segment`` changes where a fix
    is not connected with the one before (empty if there are none).
    """

    people: list[str]
    at: NDArray[np.int64]
    time: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    silent: NDArray[np.uint8]
    segment: NDArray[np.int32]


def empty(columns: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """A table without rows."""
    return pl.DataFrame(schema=columns)


def starts_of(person: pl.Series) -> tuple[list[str], NDArray[np.int64]]:
    """Everybody in a column that is sorted by person, and where each begins; the end comes last.

    Raises:
        UsageError: somebody begins twice.
    """
    runs = person.rle().struct.unnest()
    lengths, values = runs["len"].to_numpy(), runs["value"]
    people = (values if values.dtype == pl.String else values.cast(pl.String)).to_list()
    if len(set(people)) < len(people):
        raise UsageError(
            "The rows of a person are not together.",
            "Needed: a table sorted by person and time.",
            "Sort it, or hand it to analysis.movement.clean first.",
        )
    at = np.zeros(len(people) + 1, np.int64)
    np.cumsum(lengths, out=at[1:])
    return people, at


def walks_of(fixes: pl.DataFrame | Walks) -> Walks:
    """The columns that the kernels need, without a copy where Polars has them in one piece.

    Whoever asks several things of the same fixes makes them once and hands them on.
    """
    if isinstance(fixes, Walks):
        return fixes
    people, at = starts_of(fixes["person"])
    return Walks(
        people,
        at,
        moments_of(fixes["time"]),
        np.ascontiguousarray(fixes["lat"].to_numpy(), np.float64),
        np.ascontiguousarray(fixes["lon"].to_numpy(), np.float64),
        _column_of(fixes, "after_silence", np.dtype(np.uint8)),
        _column_of(fixes, "segment", np.dtype(np.int32)),
    )


def _column_of(fixes: pl.DataFrame, name: str, kind: np.dtype) -> NDArray:
    if name not in fixes.columns:
        return np.zeros(0, kind)
    return np.ascontiguousarray(fixes[name].cast(pl.Int32).to_numpy(), kind)


def moments_of(times: pl.Series) -> NDArray[np.int64]:
    """A column of times as microseconds."""
    known = times if times.dtype == MOMENT else times.cast(MOMENT)
    return np.ascontiguousarray(known.to_numpy()).view(np.int64)
