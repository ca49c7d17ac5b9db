"""A :class:`geo.feed.Feed` back to a GTFS zip that other programs can read.

What was read by :func:`geo.gtfs.reading.read_gtfs` and is written here reads back equal: stops and their stations,
lines, trips, times (also past 24:00), boarding rules, running days, headways, changes and where one stays on board. Not
kept, as a Feed does not hold it: web addresses (a placeholder is written), colours, boarding by telephone (written as
ordinary), the number of the source feed, and which times were filled in between timepoints (they are written as
``timepoint`` 0).
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from geo.errors import UsageError
from geo.feed import DAY_NAMES, Feed
from geo.gtfs.trips import route_labels

__all__ = ["NO_ADDRESS", "write_gtfs"]

# A web address is required by the format and not known to a Feed; this one is reserved for such cases.
NO_ADDRESS = "https://example.org/"
_UNKNOWN = "unknown"
_OTHER_TYPE = 1700
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_STATION, _BOARDING_AREA = 1, 4


def write_gtfs(
    feed: Feed,
    path: str | Path,
    *,
    publisher: str = "Everyday Atlas",
    feed_version: str = "",
    timezone: str = "Europe/London",
) -> Path:
    """Write a timetable as a GTFS zip, whole or not at all. Equal feeds give equal bytes.

    Services that no trip uses are left out. Where an operator has no time zone, ``timezone`` is written; a line
    without an operator among several gets an "Unknown operator"; a line whose label differs from what a reader would
    make of its name is written with its label.

    Args:
        feed: the timetable.
        path: the zip file to write.
        publisher: who made the file, for feed_info.txt.
        feed_version: for feed_info.txt, for example the name of a scenario.
        timezone: see above.

    Returns:
        the path.

    Raises:
        UsageError: the timetable has no trips, or a time before the start of its day, which GTFS cannot say.
    """
    target = Path(path)
    if not len(feed.trips):
        raise UsageError("The timetable has no trips.", "Needed: at least one.")
    if len(feed.stop_times) and int(feed.stop_times["arrival_s"].min()) < 0:
        raise UsageError("The timetable has times before 00:00.", "Needed: times from 00:00:00 on.")
    tables = {name: make(feed) for name, make in _TABLES.items()}
    tables["agency.txt"] = _agencies(feed, timezone)
    tables["feed_info.txt"] = _feed_info(feed, publisher, feed_version)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    os.close(handle)
    try:
        with zipfile.ZipFile(beside, "w", compression=zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(tables):
                table = tables[name]
                if table.height or name in ("agency.txt", "stops.txt"):
                    _write_member(archive, name, table)
        Path(beside).chmod(0o644)
        os.replace(beside, target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return target


def _write_member(archive: zipfile.ZipFile, name: str, table: pl.DataFrame) -> None:
    info = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    with archive.open(info, "w", force_zip64=True) as stream:
        stream.write(table.write_csv(line_terminator="\n").encode("utf-8"))


def _texts(values: object) -> list[str]:
    return ["" if value is None or value != value else str(value) for value in values]  # type: ignore[attr-defined]


def _clock(times_s: NDArray[np.int64]) -> pl.Series:
    """Seconds after midnight as HH:MM:SS; each distinct time is written out once."""
    distinct, place = np.unique(times_s, return_inverse=True)
    texts = np.array([f"{t // 3600:02d}:{t % 3600 // 60:02d}:{t % 60:02d}" for t in distinct.tolist()], dtype=object)
    return pl.Series(texts[place.ravel()].tolist() if len(texts) else [], dtype=pl.String)


def _days(days: NDArray[np.datetime64]) -> list[str]:
    return [str(day).replace("-", "") for day in days.astype("datetime64[D]")]


def _agency_ids(feed: Feed) -> tuple[list[str], list[str]]:
    """Ids of the operators and of each line's operator, so that each line's is among the first."""
    own, of_line = _texts(feed.agencies["agency_id"]), _texts(feed.routes["agency_id"])
    if len(own) == 1:
        return own, [own[0]] * len(of_line)
    own = [one or _UNKNOWN for one in own]
    return own, [one if one in set(own) else _UNKNOWN for one in of_line]


def _agencies(feed: Feed, timezone: str) -> pl.DataFrame:
    own, of_line = _agency_ids(feed)
    names, zones = _texts(feed.agencies["agency_name"]), _texts(feed.agencies["agency_timezone"])
    if (_UNKNOWN in of_line and _UNKNOWN not in own) or not own:
        own, names, zones = [*own, _UNKNOWN], [*names, "Unknown operator"], [*zones, ""]
    zone = next((one for one in zones if one), timezone)
    return pl.DataFrame(
        {
            "agency_id": own,
            "agency_name": [name or "Unknown operator" for name in names],
            "agency_url": [NO_ADDRESS] * len(own),
            "agency_timezone": [one or zone for one in zones],
        }
    )


def _stops(feed: Feed) -> pl.DataFrame:
    ids = np.array(_texts(feed.stops["stop_id"]), dtype=object)
    kind = feed.stops["location_type"].to_numpy(np.int64)
    parent = feed.stops["parent_index"].to_numpy(np.int64)
    above = np.where(parent >= 0, kind[np.maximum(parent, 0)], -1) if len(kind) else kind
    wanted = np.where(kind == _BOARDING_AREA, 0, _STATION)
    fits = (parent >= 0) & (above == wanted) & (kind != _STATION)
    return pl.DataFrame(
        {
            "stop_id": ids.tolist(),
            "stop_code": _texts(feed.stops["stop_code"]),
            "stop_name": _texts(feed.stops["stop_name"]),
            "stop_lat": feed.stops["lat"].to_numpy(np.float64),
            "stop_lon": feed.stops["lon"].to_numpy(np.float64),
            "location_type": kind,
            "parent_station": [ids[row] if fit else "" for row, fit in zip(parent, fits, strict=True)],
        }
    )


def _routes(feed: Feed) -> pl.DataFrame:
    ids, long_names = _texts(feed.routes["route_id"]), _texts(feed.routes["route_long_name"])
    names = _texts(feed.routes["route_name"])
    if "route_label" in feed.routes.columns:
        labels = _texts(feed.routes["route_label"])
        read_back = route_labels(names, ids)
        names = [name if label == back else label
                 for name, label, back in zip(names, labels, read_back, strict=True)]  # fmt: skip
    kind = feed.routes["route_type"].to_numpy(np.int64)
    return pl.DataFrame(
        {
            "route_id": ids,
            "agency_id": _agency_ids(feed)[1],
            "route_short_name": ["" if name == long else name for name, long in zip(names, long_names, strict=True)],
            "route_long_name": long_names,
            "route_type": np.where(kind < 0, _OTHER_TYPE, kind),
        }
    )


def _trips(feed: Feed) -> pl.DataFrame:
    drawn = set() if feed.shapes is None else set(feed.shapes["shape_id"])
    direction = feed.trips["direction_id"].to_numpy()
    return pl.DataFrame(
        {
            "route_id": _texts(feed.routes["route_id"].to_numpy()[feed.trips["route_index"].to_numpy()]),
            "service_id": _texts(feed.services.service_id[feed.trips["service_index"].to_numpy()]),
            "trip_id": _texts(feed.trips["gtfs_trip_id"]),
            "trip_headsign": _texts(feed.trips["headsign"]),
            "direction_id": [str(one) if one >= 0 else "" for one in direction],
            "shape_id": [one if one in drawn else "" for one in _texts(feed.trips["shape_id"])],
            "block_id": _texts(feed.trips["block_id"]),
        }
    )


def _stop_times(feed: Feed) -> pl.DataFrame:
    times = feed.stop_times
    trip_ids = pl.Series(_texts(feed.trips["gtfs_trip_id"]), dtype=pl.String)
    stop_ids = pl.Series(_texts(feed.stops["stop_id"]), dtype=pl.String)
    return pl.DataFrame(
        {
            "trip_id": trip_ids.gather(times["trip_index"].to_numpy()),
            "arrival_time": _clock(times["arrival_s"].to_numpy(np.int64)),
            "departure_time": _clock(times["departure_s"].to_numpy(np.int64)),
            "stop_id": stop_ids.gather(times["stop_index"].to_numpy()),
            "stop_sequence": times["sequence"].to_numpy(np.int64),
            "pickup_type": np.where(times["can_board"].to_numpy(bool), 0, 1),
            "drop_off_type": np.where(times["can_alight"].to_numpy(bool), 0, 1),
            "timepoint": times["is_timepoint"].to_numpy(bool).astype(np.int64),
        }
    )


def _used_services(feed: Feed) -> NDArray[np.int64]:
    return np.unique(feed.trips["service_index"].to_numpy(np.int64))


def _calendar(feed: Feed) -> pl.DataFrame:
    """Weekly rules. A service that runs on no day at all still has a row, so that its trips belong somewhere."""
    services, used = feed.services, _used_services(feed)
    is_rule = ~np.isnat(services.start) & ~np.isnat(services.end) & (services.start <= services.end)
    has_dates = np.bincount(services.exception_service, minlength=len(services)) > 0
    rows = used[is_rule[used] | ~has_dates[used]]
    known = np.concatenate([services.start[~np.isnat(services.start)], services.exception_date])
    fallback = known.min() if len(known) else np.datetime64("2000-01-01", "D")
    start = np.where(is_rule[rows], services.start[rows], fallback)
    end = np.where(is_rule[rows], services.end[rows], fallback)
    runs = services.weekdays[rows] & is_rule[rows, None]
    days = {name.lower(): runs[:, number].astype(np.int64) for number, name in enumerate(DAY_NAMES)}
    service_id = _texts(services.service_id[rows])
    return pl.DataFrame({"service_id": service_id, **days, "start_date": _days(start), "end_date": _days(end)})


def _calendar_dates(feed: Feed) -> pl.DataFrame:
    services = feed.services
    keep = np.isin(services.exception_service, _used_services(feed))
    return pl.DataFrame(
        {
            "service_id": pl.Series(_texts(services.service_id[services.exception_service[keep]]), dtype=pl.String),
            "date": pl.Series(_days(services.exception_date[keep]), dtype=pl.String),
            "exception_type": np.where(services.exception_added[keep], 1, 2),
        }
    )


def _frequencies(feed: Feed) -> pl.DataFrame:
    rows = feed.frequencies
    trip_ids = feed.trips["gtfs_trip_id"].to_numpy(dtype=object)[rows["trip_index"].to_numpy(np.int64)]
    return pl.DataFrame(
        {
            "trip_id": pl.Series(_texts(trip_ids), dtype=pl.String),
            "start_time": _clock(rows["start_s"].to_numpy(np.int64)),
            "end_time": _clock(rows["end_s"].to_numpy(np.int64)),
            "headway_secs": rows["headway_s"].to_numpy(np.int64),
            "exact_times": rows["is_exact"].to_numpy(bool).astype(np.int64),
        }
    )


def _transfers(feed: Feed) -> pl.DataFrame:
    rows = feed.transfers
    ids = feed.stops["stop_id"].to_numpy(dtype=object)
    least_s = rows["min_transfer_s"].to_numpy(np.int64)
    trip_ids = feed.trips["gtfs_trip_id"].to_numpy(dtype=object)
    named, blank = feed.in_seat, [""]
    table = {
        "from_stop_id": _texts(ids[rows["from_index"].to_numpy(np.int64)]) + blank * len(named),
        "to_stop_id": _texts(ids[rows["to_index"].to_numpy(np.int64)]) + blank * len(named),
        "from_trip_id": blank * len(rows) + _texts(trip_ids[named["from_trip"].to_numpy(np.int64)]),
        "to_trip_id": blank * len(rows) + _texts(trip_ids[named["to_trip"].to_numpy(np.int64)]),
        "transfer_type": [str(one) for one in rows["transfer_type"]]
        + ["4" if may_stay else "5" for may_stay in named["may_stay"]],
        "min_transfer_time": [str(one) if one >= 0 else "" for one in least_s] + blank * len(named),
    }
    if not len(named):
        del table["from_trip_id"], table["to_trip_id"]
    return pl.DataFrame(table, schema=dict.fromkeys(table, pl.String))


def _shapes(feed: Feed) -> pl.DataFrame:
    """Courses that some trip follows, of at least two points."""
    if feed.shapes is None or not len(feed.shapes):
        return pl.DataFrame()
    points = feed.shapes[feed.shapes["shape_id"].isin(set(feed.trips["shape_id"]))]
    return pl.DataFrame(
        {
            "shape_id": pl.Series(_texts(points["shape_id"]), dtype=pl.String),
            "shape_pt_lat": points["lat"].to_numpy(np.float64),
            "shape_pt_lon": points["lon"].to_numpy(np.float64),
            "shape_pt_sequence": points.groupby("shape_id", sort=False).cumcount().to_numpy(np.int64),
        }
    )


def _feed_info(feed: Feed, publisher: str, feed_version: str) -> pl.DataFrame:
    first, last = feed.services.first_date, feed.services.last_date
    dates = ["" if day is None else day.strftime("%Y%m%d") for day in (first, last)]
    table = pd.DataFrame(
        {
            "feed_publisher_name": [publisher],
            "feed_publisher_url": [NO_ADDRESS],
            "feed_lang": ["en"],
            "feed_start_date": dates[:1],
            "feed_end_date": dates[1:],
            "feed_version": [feed_version],
        }
    )
    return pl.from_pandas(table)


_TABLES: dict[str, Callable[[Feed], pl.DataFrame]] = {
    "stops.txt": _stops,
    "routes.txt": _routes,
    "trips.txt": _trips,
    "stop_times.txt": _stop_times,
    "calendar.txt": _calendar,
    "calendar_dates.txt": _calendar_dates,
    "frequencies.txt": _frequencies,
    "transfers.txt": _transfers,
    "shapes.txt": _shapes,
}
