"""A region's timetable as the Bus Open Data Service has them: Newport's, and copies elsewhere with ids of their own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import polars as pl

__all__ = ["STOP_TIMES", "regional_timetable"]

STOP_TIMES = 2_000_000
_APART_DEG = 6.0
_IDS = ("trip_id", "route_id", "service_id", "stop_id", "agency_id", "shape_id", "block_id", "parent_station")


def regional_timetable(town: Path, to: Path, stop_times: int = STOP_TIMES) -> int:
    """Repeat a timetable until it has so many stop times; returns how many it has.

    The town's own trips stand in the middle of every table. A copy is moved by six degrees of longitude, so that none
    of it lies near the town.
    """
    tables = {}
    with zipfile.ZipFile(town) as archive:
        for name in archive.namelist():
            tables[name] = pl.read_csv(archive.read(name), infer_schema=False)
    copies = -(-stop_times // tables["stop_times.txt"].height)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            with archive.open(name, "w", force_zip64=True) as stream:
                for number in range(copies if name != "feed_info.txt" else 1):
                    own = number == copies // 2 or name == "feed_info.txt"
                    part = table if own else _elsewhere(table, number, copies // 2)
                    stream.write(part.write_csv(include_header=number == 0).encode())
    return copies * tables["stop_times.txt"].height


def _elsewhere(table: pl.DataFrame, number: int, middle: int) -> pl.DataFrame:
    named = [(pl.lit(f"{number}-") + pl.col(one)).alias(one) for one in _IDS if one in table.columns]
    away = (number - middle) * _APART_DEG
    moved = [
        (pl.col(one).cast(pl.Float64) + away).round(6).cast(pl.String).alias(one)
        for one in ("stop_lon", "shape_pt_lon")
        if one in table.columns
    ]
    return table.with_columns(*named, *moved)
