"""Stop times that came typed, put in order in two compiled passes, where nothing about them has to be mended."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

__all__ = ["OrderedCalls", "ordered_calls"]

_COLUMNS = ("arrival_s", "departure_s", "stop_sequence", "row")
_KINDS = ("pickup_type", "drop_off_type")


@dataclass(frozen=True)
class OrderedCalls:
    """Calls by trip and sequence; how many each trip has; rows of the file that go on with the call before them."""

    frame: pl.DataFrame
    calls_n: NDArray[np.int32]
    again_rows: NDArray[np.int32]


def ordered_calls(
    frame: pl.DataFrame, trip_of: NDArray[np.int32], stop_of: NDArray[np.int32], trips_n: int
) -> OrderedCalls | None:
    """What :func:`geo.gtfs.times.clean_stop_times` makes of rows that need no mending; None where one does.

    That is: every row has a trip, a stop, a number in the order and both times; the rows of a trip stand together in
    their order; times never run backwards. Trips of fewer than two calls are left out.

    Args:
        frame: as :func:`geo.gtfs.streaming.read_tidy_stop_times` reads it.
        trip_of, stop_of: the index of each category of its ``trip_id`` and ``stop_id``, -1 where it has none.
        trips_n: how many trips there are.
    """
    from geo.gtfs.streaming.ordering_kernel import check_calls, lay_out_calls

    trip, stop = frame["trip_id"], frame["stop_id"]
    if not frame.height or any(one.null_count() for one in (trip, stop, *(frame[name] for name in _COLUMNS))):
        return None
    trip_code, stop_code = (one.to_physical().to_numpy().astype(np.int32) for one in (trip, stop))
    arrival, departure, place, row = (frame[name].to_numpy() for name in _COLUMNS)
    begins, calls_n = np.full(trips_n, -1, dtype=np.int32), np.zeros(trips_n, dtype=np.int32)
    found = np.zeros(1, dtype=np.int64)
    times = (trip_code, stop_code, trip_of, stop_of, arrival, departure)
    if not check_calls(frame.height, *times, place, begins, calls_n, found):
        return None
    calls = int(calls_n[calls_n >= 2].sum())
    kinds = [
        np.zeros(frame.height, dtype=np.uint8) if frame[name].null_count() else frame[name].to_numpy()
        for name in _KINDS
    ]
    new = {name: np.empty(calls, dtype=np.int32) for name in
           ("trip_index", "stop_index", "sequence", "arrival_s", "departure_s", "row")}  # fmt: skip
    may = {name: np.empty(calls, dtype=np.uint8) for name in ("can_board", "can_alight")}
    again_rows = np.empty(int(found[0]), dtype=np.int32)
    again_n = lay_out_calls(
        frame.height, trips_n, *times, row, *kinds, begins, calls_n, *new.values(), *may.values(), again_rows
    )
    columns = {name: pl.Series(name, pa.array(values)) for name, values in new.items()}
    columns |= {name: pl.Series(name, values.view(np.bool_)) for name, values in may.items()}
    columns["is_timepoint"] = pl.repeat(True, calls, eager=True, dtype=pl.Boolean)
    names = ("trip_index", "stop_index", "sequence", "arrival_s", "departure_s", *may, "is_timepoint", "row")
    return OrderedCalls(pl.DataFrame({name: columns[name] for name in names}), calls_n, again_rows[:again_n])
