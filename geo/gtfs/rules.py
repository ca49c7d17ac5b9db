"""Trips by headway and rules for changing: frequencies.txt and transfers.txt, checked."""

from __future__ import annotations

import numpy as np
import polars as pl

from geo.errors import Report
from geo.gtfs.text import TextTable, counted, rows_at, seconds

__all__ = ["FREQUENCY_COLUMNS", "TRANSFER_COLUMNS", "clean_frequencies", "clean_in_seat", "clean_transfers"]

FREQUENCY_COLUMNS = ("trip_id", "start_time", "end_time", "headway_secs", "exact_times")
TRANSFER_COLUMNS = (
    "from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time", "from_route_id", "to_route_id", "from_trip_id",
    "to_trip_id",
)  # fmt: skip
_NO_FREQUENCIES = {"trip_index": pl.Int32, "start_s": pl.Int32, "end_s": pl.Int32, "headway_s": pl.Int32,
                   "is_exact": pl.Boolean}  # fmt: skip
_NO_TRANSFERS = {"from_index": pl.Int32, "to_index": pl.Int32, "transfer_type": pl.Int32, "min_transfer_s": pl.Int32}


_STAYS, _MAY_NOT_STAY = 4, 5
_NO_IN_SEAT = {"from_trip": pl.Int32, "to_trip": pl.Int32, "may_stay": pl.Boolean}


def clean_frequencies(table: TextTable | None, trip_ids: pl.Series, report: Report) -> pl.DataFrame:
    """Headways of the trips that are left, as :data:`geo.tables.FREQUENCIES`, sorted by trip and start."""
    if table is None or not table.frame.height:
        return pl.DataFrame(schema=_NO_FREQUENCIES)
    numbers = pl.DataFrame({"trip_id": trip_ids, "trip_index": np.arange(len(trip_ids), dtype=np.int32)})
    frame = table.frame.join(numbers, on="trip_id", how="left", maintain_order="left")
    frame = frame.with_columns(
        seconds(frame["start_time"]).alias("start_s"),
        seconds(frame["end_time"]).alias("end_s"),
        pl.col("headway_secs").cast(pl.Float64, strict=False).round().cast(pl.Int32, strict=False).alias("headway_s"),
        (pl.col("exact_times") == "1").fill_null(False).alias("is_exact"),
    )
    is_good = (
        pl.col("trip_index").is_not_null() & (pl.col("start_s") >= 0) & (pl.col("end_s") > pl.col("start_s"))
        & (pl.col("headway_s") > 0).fill_null(False)
    )  # fmt: skip
    bad = frame.filter(~is_good)
    if bad.height:
        report.add(
            "repaired",
            "bad_frequency",
            counted(bad.height, f"rows of {table.name} have no usable headway or a trip that is not there."),
            needed="a trip, a start before the end, and a headway above 0 seconds.",
            action="They were left out.",
            where=rows_at(table.name, bad, "trip_id"),
            count=bad.height,
        )
    frame = (
        frame.filter(is_good).select(list(_NO_FREQUENCIES)).unique().sort("trip_index", "start_s", "end_s", "headway_s")
    )
    overlap = frame.filter(
        (pl.col("start_s") < pl.col("end_s").shift()) & (pl.col("trip_index") == pl.col("trip_index").shift())
    )
    if overlap.height:
        report.add(
            "warning",
            "frequencies_overlap",
            counted(overlap.height, f"headways of {table.name} overlap in time with another of the same trip."),
            action="Both were kept, so departures may be counted twice; ask the publisher.",
            count=overlap.height,
        )
    return frame


def clean_transfers(table: TextTable | None, stops: pl.DataFrame, report: Report) -> pl.DataFrame:
    """Rules for changing between stops, as :data:`geo.tables.TRANSFERS`, each pair once, stations spread to platforms.

    A rule between platforms beats one of their station; of equals "not possible" wins, else the longest time.
    """
    if table is None or not table.frame.height:
        return pl.DataFrame(schema=_NO_TRANSFERS)
    frame = table.frame.with_columns(
        pl.col("transfer_type").cast(pl.Int32, strict=False).fill_null(0).alias("type"),
        pl.col("min_transfer_time").cast(pl.Float64, strict=False).round().cast(pl.Int32, strict=False).fill_null(-1)
        .alias("min_transfer_s"),
    )  # fmt: skip
    only = ["from_route_id", "to_route_id", "from_trip_id", "to_trip_id"]
    particular = pl.any_horizontal(pl.col(column).is_not_null() for column in only) | ~pl.col("type").is_in(
        [0, 1, 2, 3]
    )
    in_seat = pl.col("type").is_in([_STAYS, _MAY_NOT_STAY]) & pl.all_horizontal(
        pl.col(column).is_not_null() for column in ("from_trip_id", "to_trip_id")
    )
    special = frame.filter(particular & ~in_seat)
    if special.height:
        report.add(
            "note",
            "particular_transfers",
            counted(special.height, f"rules of {table.name} hold for particular lines or trips only."),
            action="They were not used.",
            where=rows_at(table.name, special),
            count=special.height,
        )
    frame = frame.filter(~particular)
    ends = _boarding_places(stops)
    for column, index in (("from_stop_id", "from"), ("to_stop_id", "to")):
        named = ends.rename({"stop_id": column, "index": f"{index}_index", "depth": f"{index}_depth"})
        frame = frame.join(named, on=column, how="left")
    lost = frame.filter(pl.col("from_index").is_null() | pl.col("to_index").is_null())
    if lost.height:
        report.add(
            "repaired",
            "transfer_unknown_stop",
            counted(lost["row"].n_unique(), f"rules of {table.name} name a stop that is not in stops.txt."),
            action="They were left out.",
            where=rows_at(table.name, lost.unique("row"), "from_stop_id", "to_stop_id"),
            count=lost["row"].n_unique(),
        )
    frame = frame.filter(pl.col("from_index").is_not_null() & pl.col("to_index").is_not_null())
    frame = frame.with_columns(
        (pl.col("from_depth") + pl.col("to_depth")).alias("depth"), (pl.col("type") == 3).alias("is_barred")
    )
    frame = frame.sort(
        "from_index", "to_index", "depth", "is_barred", "min_transfer_s", "type",
        descending=[False, False, False, True, True, False],
    ).unique(["from_index", "to_index"], keep="first", maintain_order=True)  # fmt: skip
    return frame.select(
        pl.col("from_index").cast(pl.Int32), pl.col("to_index").cast(pl.Int32), pl.col("type").alias("transfer_type"),
        "min_transfer_s",
    )  # fmt: skip


def clean_in_seat(table: TextTable | None, trip_ids: pl.Series, report: Report) -> pl.DataFrame:
    """From which trip to which one stays on board, or may not, as :data:`geo.tables.IN_SEAT`, each pair once.

    Where a pair is named with both, nobody stays. Rows that name no two trips are counted by :func:`clean_transfers`.
    """
    if table is None or not table.frame.height:
        return pl.DataFrame(schema=_NO_IN_SEAT)
    kind = pl.col("transfer_type").cast(pl.Int32, strict=False)
    frame = table.frame.filter(
        kind.is_in([_STAYS, _MAY_NOT_STAY]), pl.col("from_trip_id").is_not_null(), pl.col("to_trip_id").is_not_null()
    ).with_columns((kind == _STAYS).alias("may_stay"))
    for end in ("from", "to"):
        numbers = {f"{end}_trip_id": trip_ids, f"{end}_trip": np.arange(len(trip_ids), dtype=np.int32)}
        frame = frame.join(pl.DataFrame(numbers), on=f"{end}_trip_id", how="left", maintain_order="left")
    is_known = pl.col("from_trip").is_not_null() & pl.col("to_trip").is_not_null()
    is_known &= pl.col("from_trip") != pl.col("to_trip")
    lost = frame.filter(~is_known.fill_null(False))
    if lost.height:
        report.add(
            "repaired",
            "in_seat_unknown_trip",
            counted(lost.height, f"rules of {table.name} on staying on board name no two trips that are there."),
            action="They were left out.",
            where=rows_at(table.name, lost, "from_trip_id", "to_trip_id"),
            count=lost.height,
        )
    frame = frame.filter(is_known.fill_null(False)).sort("from_trip", "to_trip", "may_stay")
    return frame.unique(["from_trip", "to_trip"], keep="first", maintain_order=True).select(list(_NO_IN_SEAT))


def _boarding_places(stops: pl.DataFrame) -> pl.DataFrame:
    """``stop_id, index, depth``: each stop itself (depth 0), and below a station each of its platforms (depth 1)."""
    own = stops.select("stop_id", "parent_index", "location_type").with_row_index("index")
    own = own.with_columns(pl.col("index").cast(pl.Int32), pl.lit(0).alias("depth"))
    platforms = own.filter((pl.col("parent_index") >= 0) & pl.col("location_type").is_in([0, 4]))
    stations = own.filter(pl.col("location_type") == 1).select("stop_id", pl.col("index").alias("parent_index"))
    below = platforms.select("index", "parent_index").join(stations, on="parent_index", how="inner")
    below = below.select("stop_id", "index", pl.lit(1).alias("depth"))
    return pl.concat([own.select("stop_id", "index", "depth"), below])
