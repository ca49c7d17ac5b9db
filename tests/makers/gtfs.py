"""Write small GTFS feeds for tests, good ones and bad ones, and say what a clean timetable is."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from geo.feed import Feed
from geo.tables import AGENCIES, FREQUENCIES, IN_SEAT, ROUTES, STOP_TIMES, STOPS, TRANSFERS, TRIPS, check_table

Row = Mapping[str, object]
Rows = Sequence[Row] | str | bytes | None

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def as_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV text; the columns are those of all rows in the order they first appear."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_feed(path: Path, *, inside: str = "", **tables: Rows) -> Path:
    """Write tables (``stops=[{...}, …]``, or the text or bytes of the file; None leaves it out) to a zip or a folder.

    A name without an ending gets ``.txt``. ``inside`` is a folder within the zip.
    """
    contents = {}
    for name, rows in tables.items():
        if rows is None:
            continue
        text = rows if isinstance(rows, str | bytes) else as_csv(rows)
        contents[f"{name}.txt"] = text if isinstance(text, bytes) else text.encode("utf-8")
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in contents.items():
                archive.writestr(inside + name, content)
    else:
        (path / inside).mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (path / inside / name).write_bytes(content)
    return path


def service(
    service_id: str, days: str = "1111111", start: str = "20240101", end: str = "20241231"
) -> dict[str, object]:
    """A row of calendar.txt; ``days`` are seven digits from Monday."""
    return {"service_id": service_id, **dict(zip(DAYS, days, strict=True)), "start_date": start, "end_date": end}


def calls(trip_id: str, *stops: tuple[str, str | None]) -> list[dict[str, object]]:
    """Rows of stop_times.txt: ``calls("t", ("A", "08:00:00"), ("B", None), …)``; None is a blank time."""
    return [
        {"trip_id": trip_id, "arrival_time": time or "", "departure_time": time or "", "stop_id": stop,
         "stop_sequence": number}
        for number, (stop, time) in enumerate(stops, start=1)
    ]  # fmt: skip


def small_tables(**changes: Rows) -> dict[str, Rows]:
    """A good little feed: four stops on a line in Newport, line 7, two trips on every day of 2024."""
    tables: dict[str, Rows] = {
        "agency": [{"agency_id": "NB", "agency_name": "Newport Bus", "agency_url": "https://example.org",
                    "agency_timezone": "Europe/London"}],
        "stops": [
            {"stop_id": stop, "stop_name": f"Stop {stop}", "stop_lat": 51.58 + 0.005 * number, "stop_lon": -2.99}
            for number, stop in enumerate("ABCD")
        ],
        "routes": [{"route_id": "R7", "agency_id": "NB", "route_short_name": "7", "route_long_name": "Town to Bettws",
                    "route_type": 3}],
        "trips": [{"route_id": "R7", "service_id": "daily", "trip_id": trip} for trip in ("t1", "t2")],
        "stop_times": calls("t1", ("A", "08:00:00"), ("B", "08:05:00"), ("C", "08:10:00"), ("D", "08:15:00"))
        + calls("t2", ("D", "20:00:00"), ("C", "20:05:00"), ("B", "20:10:00"), ("A", "20:15:00")),
        "calendar": [service("daily")],
    }  # fmt: skip
    return tables | changes


def small_feed(path: Path, **changes: Rows) -> Path:
    """Write :func:`small_tables` with some tables exchanged."""
    return write_feed(path, **small_tables(**changes))


def assert_clean(feed: Feed) -> None:
    """What everything behind the reader relies on."""
    for frame, table in ((feed.agencies, AGENCIES), (feed.stops, STOPS), (feed.routes, ROUTES), (feed.trips, TRIPS),
                         (feed.stop_times, STOP_TIMES), (feed.frequencies, FREQUENCIES),
                         (feed.transfers, TRANSFERS), (feed.in_seat, IN_SEAT)):  # fmt: skip
        assert check_table(frame, table) == []
        assert not frame.isna().any().any()
    trip, times = feed.stop_times["trip_index"].to_numpy(), feed.stop_times
    same = trip[1:] == trip[:-1]
    assert (np.diff(trip) >= 0).all()
    assert np.array_equal(np.unique(trip), np.arange(len(feed.trips)))
    assert np.bincount(trip).min() >= 2
    assert (np.diff(times["sequence"])[same] == 1).all()
    assert (times["departure_s"] >= times["arrival_s"]).all()
    assert (times["arrival_s"].to_numpy()[1:][same] >= times["departure_s"].to_numpy()[:-1][same]).all()
    assert times["arrival_s"].min() >= 0
    assert not times["can_board"].to_numpy()[np.append(~same, True)].any()
    assert not times["can_alight"].to_numpy()[np.append(True, ~same)].any()
    for index, length in ((times["stop_index"], feed.stops), (feed.trips["route_index"], feed.routes),
                          (feed.trips["service_index"], feed.services)):  # fmt: skip
        assert index.between(0, len(length) - 1).all()
    assert feed.stops["lat"].between(-90, 90).all()
    assert feed.stops["lon"].between(-180, 180).all()
