"""Stops of a timetable: ids, places and parent stations, checked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geo.crs import haversine_m
from geo.errors import Report
from geo.gtfs.text import TextTable, counted, rows_at

__all__ = ["STOP_COLUMNS", "clean_stops", "hops_m", "nearest_other_m", "places_of"]

STOP_COLUMNS = ("stop_id", "stop_name", "stop_code", "stop_lat", "stop_lon", "location_type", "parent_station",
                "platform_code")  # fmt: skip
_FILE = "stops.txt"
_NEAR_M = 150_000.0
_NEED_NO_NAME = ("3", "4")  # crossings inside a station, and parts of a platform


def clean_stops(table: TextTable, report: Report) -> pl.DataFrame:
    """Stops sorted by id: ``stop_id, stop_name, stop_code, lat, lon, location_type, parent_index, row``.

    Rows without an id, repeats of an id, and stops nobody can place on a map are left out and reported. A stop
    without a position takes that of its parent station; one without a name is called by its code, else by its id.
    """
    frame = drop_repeated(_FILE, table.frame, "stop_id", report)
    nameless = frame.filter(
        pl.col("stop_name").is_null() & ~pl.col("location_type").fill_null("0").is_in(_NEED_NO_NAME)
    )
    frame = frame.sort("stop_id").with_columns(
        pl.col("stop_name").fill_null(pl.col("stop_code")).fill_null(pl.col("stop_id")),
        pl.col("stop_code").fill_null(""),
        _number("stop_lat").alias("lat"),
        _number("stop_lon").alias("lon"),
        pl.col("location_type").cast(pl.Int32, strict=False).fill_null(0),
    )
    frame = _place(frame, report)
    _say_nameless(nameless.filter(pl.col("stop_id").is_in(frame["stop_id"].to_list())), report)
    known = pl.DataFrame({"parent_station": frame["stop_id"], "parent_index": np.arange(frame.height, dtype=np.int32)})
    frame = frame.join(known, on="parent_station", how="left", maintain_order="left")
    lost = frame.filter(pl.col("parent_station").is_not_null() & pl.col("parent_index").is_null())
    if lost.height:
        report.add(
            "repaired",
            "unknown_parent",
            counted(lost.height, "stops belong to a station that is not in stops.txt."),
            action="They were kept as stops of their own.",
            where=rows_at(_FILE, lost, "parent_station"),
            count=lost.height,
        )
    frame = frame.with_columns(pl.col("parent_index").fill_null(-1))
    _look_alike(frame, report)
    return frame.select("stop_id", "stop_name", "stop_code", "lat", "lon", "location_type", "parent_index", "row")


def _say_nameless(nameless: pl.DataFrame, report: Report) -> None:
    """``nameless`` are rows that stay in the timetable."""
    if nameless.height:
        report.add(
            "note",
            "stop_without_name",
            counted(nameless.height, "stops have no name."),
            needed="stop_name as it stands at the stop.",
            action="Each is called by its code, or by its id where it has no code.",
            where=rows_at(_FILE, nameless, "stop_id"),
            count=nameless.height,
        )


def drop_repeated(name: str, frame: pl.DataFrame, key: str, report: Report) -> pl.DataFrame:
    """Rows with an id, the first row of each id; what was left out is reported."""
    if not frame[key].null_count() and frame[key].n_unique() == frame.height and frame["row"].is_sorted():
        return frame
    blank = frame.filter(pl.col(key).is_null())
    if blank.height:
        report.add(
            "repaired",
            f"blank_{key}",
            counted(blank.height, f"rows of {name} have no {key}."),
            action="They were left out.",
            where=rows_at(name, blank),
            count=blank.height,
        )
    frame = frame.filter(pl.col(key).is_not_null()).sort("row")
    twice = frame.filter(~pl.col(key).is_first_distinct())
    if twice.height:
        report.add(
            "repaired",
            f"repeated_{key}",
            counted(twice.height, f"rows of {name} repeat a {key} that is already there."),
            needed=f"each {key} once.",
            action="The first row of each was used.",
            where=rows_at(name, twice, key),
            count=twice.height,
        )
    return frame.filter(pl.col(key).is_first_distinct())


def _number(column: str) -> pl.Expr:
    plain = pl.col(column)
    has_comma = plain.str.contains(r"^[+-]?\d+,\d+$")
    return (
        pl.when(has_comma).then(plain.str.replace(",", ".", literal=True)).otherwise(plain)
        .cast(pl.Float64, strict=False)
    )  # fmt: skip


def _place(frame: pl.DataFrame, report: Report) -> pl.DataFrame:
    lat = frame["lat"].fill_null(np.nan).to_numpy().copy()
    lon = frame["lon"].fill_null(np.nan).to_numpy().copy()
    zero = (np.abs(lat) < 1e-6) & (np.abs(lon) < 1e-6)
    lat[zero], lon[zero] = np.nan, np.nan
    _unswap(frame, lat, lon, report)
    wrong = (np.abs(lat) > 90) | (np.abs(lon) > 180) | ~np.isfinite(lat) | ~np.isfinite(lon)
    lat[wrong], lon[wrong] = np.nan, np.nan
    borrowed = _take_parents(frame, lat, lon)
    if borrowed.any():
        report.add(
            "note",
            "place_of_parent",
            counted(int(borrowed.sum()), "stops have no position of their own."),
            action="They stand where their station stands.",
            where=rows_at(_FILE, frame.filter(pl.Series(borrowed)), "stop_id"),
            count=int(borrowed.sum()),
        )
    lost = np.isnan(lat)
    if lost.any():
        report.add(
            "repaired",
            "stop_without_place",
            counted(int(lost.sum()), "stops have no usable position (blank, 0,0 or off the globe)."),
            needed="stop_lat and stop_lon in degrees.",
            action="They were left out; buses pass without stopping there.",
            where=rows_at(_FILE, frame.filter(pl.Series(lost)), "stop_id"),
            count=int(lost.sum()),
        )
    frame = frame.with_columns(pl.Series("lat", lat), pl.Series("lon", lon))
    return frame.filter(pl.Series(~lost))


def _take_parents(frame: pl.DataFrame, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.bool_]:
    row_of = {stop: number for number, stop in enumerate(frame["stop_id"].to_list())}
    borrowed = np.zeros(frame.height, dtype=bool)
    parents = frame["parent_station"].to_list()
    for _ in range(2):
        for number in np.flatnonzero(np.isnan(lat)):
            parent = row_of.get(parents[number] or "", -1)
            if parent >= 0 and not np.isnan(lat[parent]):
                lat[number], lon[number], borrowed[number] = lat[parent], lon[parent], True
    return borrowed


def _unswap(frame: pl.DataFrame, lat: NDArray[np.float64], lon: NDArray[np.float64], report: Report) -> None:
    """Turn round, in place, stops with latitude and longitude exchanged: only where that puts them with the rest."""
    impossible = (np.abs(lat) > 90) & (np.abs(lon) <= 90) & (np.abs(lat) <= 180)
    good = np.isfinite(lat) & np.isfinite(lon) & (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
    swapped = impossible.copy()
    if good.sum() >= 5:
        middle_lat, middle_lon = np.median(lat[good]), np.median(lon[good])
        with np.errstate(invalid="ignore"):
            far = haversine_m(lat, lon, middle_lat, middle_lon) > 3 * _NEAR_M
            back = haversine_m(lon, lat, middle_lat, middle_lon) < _NEAR_M
        swapped = np.where(good, far & back & (np.abs(lon) <= 90), impossible & back)
    if not swapped.any():
        return
    lat[swapped], lon[swapped] = lon[swapped], lat[swapped]
    report.add(
        "repaired",
        "swapped_position",
        counted(int(swapped.sum()), "stops have latitude and longitude exchanged."),
        action="They were turned round.",
        where=rows_at(_FILE, frame.filter(pl.Series(swapped)), "stop_id"),
        count=int(swapped.sum()),
    )


def _look_alike(frame: pl.DataFrame, report: Report) -> None:
    same = [pl.col("lat").round(5), pl.col("lon").round(5)]
    own = frame.filter(pl.col("location_type") == 0)
    own = own.with_columns(
        pl.len().over(*same).alias("alike_n"),
        pl.first("stop_id").over(*same).alias("other_id"),
        pl.first("stop_name").over(*same).alias("other"),
    )
    alike = own.filter((pl.col("alike_n") > 1) & (pl.col("other_id") != pl.col("stop_id")))
    if alike.height:
        report.add(
            "warning",
            "stops_alike",
            counted(alike.height, "stops stand at the same place as another stop (to about a metre)."),
            needed="one stop for each pole or platform.",
            action="Both were kept; ask the bus company whether they are one.",
            where=rows_at(_FILE, alike, "stop_name", "other"),
            count=alike.height,
        )


def hops_m(stops: pl.DataFrame, stop: NDArray[np.int32]) -> NDArray[np.float64]:
    """Metres from the stop of the row before, 0 in the first row; the way between two stops is measured once.

    Args:
        stops: with ``lat`` and ``lon``.
        stop: rows of ``stops``, one after another.
    """
    if not len(stop):
        return np.zeros(0)
    pair, pairs = pd.factorize(stop[:-1].astype(np.int64) * stops.height + stop[1:])
    lat, lon = stops["lat"].to_numpy(), stops["lon"].to_numpy()
    here, there = pairs // stops.height, pairs % stops.height
    return np.append(0.0, haversine_m(lat[here], lon[here], lat[there], lon[there])[pair])


def places_of(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places to the fourth decimal of a degree (about ten metres): a row at each of them, and which each row is at."""
    north, east = (np.rint(np.round(each, 4) * 1e4).astype(np.int64) for each in (lat, lon))
    key = north * 10_000_000 + east
    place, keys = pd.factorize(key)
    at = np.empty(len(keys), dtype=np.int64)
    at[place[::-1]] = np.arange(len(key))[::-1]
    return at, place.astype(np.int64)


def nearest_other_m(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance from each stop to its nearest neighbour at another place, metres; inf if there is none."""
    at, index = places_of(lat, lon)
    if len(at) < 2:
        return np.full(len(lat), np.inf)
    lat_rad, lon_rad = np.radians(np.round(lat[at], 4)), np.radians(np.round(lon[at], 4))
    ball = np.column_stack([np.cos(lat_rad) * np.cos(lon_rad), np.cos(lat_rad) * np.sin(lon_rad), np.sin(lat_rad)])
    chord = cKDTree(ball).query(ball, k=2)[0][:, 1]
    return (2 * 6_371_008.8 * np.arcsin(np.clip(chord / 2, 0, 1)))[index]
