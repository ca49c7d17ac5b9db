"""Write the timetable as GTFS: a bus company and a rail shuttle, over fifteen months."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from everyday.demo.buses import BusStop, Headways, Journey
from everyday.demo.ground import XY, distance, to_degrees
from everyday.demo.town import PUBLISHER

__all__ = ["NEXT_YEAR", "THIS_YEAR", "Validity", "gtfs_tables", "write_gtfs"]

_SERVICES = (("WK", "1111100"), ("SA", "0000010"), ("SU", "0000001"))


@dataclass(frozen=True)
class Validity:
    """The fifteen months of a timetable.

    Attributes:
        version: of the feed.
        first_day, last_day: ``20260101``.
        holidays: days that run as a Sunday.
        no_service: days without the service of their weekday, by day.
    """

    version: str
    first_day: str
    last_day: str
    holidays: tuple[str, ...]
    no_service: dict[str, str]


THIS_YEAR = Validity(
    "demo-1", "20260101", "20270331",
    ("20260101", "20260403", "20260406", "20260504", "20260525", "20260831", "20261228", "20270101", "20270326",
     "20270329"),
    {"20261225": "WK", "20261226": "SA"},
)  # fmt: skip
NEXT_YEAR = Validity(
    "demo-2", "20270101", "20280331",
    ("20270101", "20270326", "20270329", "20270503", "20270531", "20270830", "20271227", "20271228", "20280103"),
    {"20271225": "SA", "20271226": "SU"},
)  # fmt: skip
_RAIL = (
    ("9100WRNCSTL", "Castleholme", (-13200.0, 2100.0)),
    ("9100WRNTHBY", "Thornby", (-5270.0, 978.0)),
    ("9100WRNMTH", "Wrenmouth", (60.0, 610.0)),
    ("9100WRNNSEA", "Northsea", (-900.0, 13800.0)),
)
_RAIL_MINUTES = (0, 8, 14, 26)
_QUIET_FROM = 18 * 60 + 45
_QUIET_PACE = 1.1

Rows = list[list[object]]


def gtfs_tables(journeys: Sequence[Journey], stops: Sequence[BusStop], valid: Validity = THIS_YEAR) -> dict[str, Rows]:
    """Every file of the feed as rows, the header first."""
    tables: dict[str, Rows] = {
        "agency.txt": [
            ["agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang"],
            ["WVB", "Wren Valley Buses (made up)", "https://wrenvalleybuses.example", "Europe/London", "en"],
            ["WVR", "Wren Valley Rail (made up)", "https://wrenvalleyrail.example", "Europe/London", "en"],
        ],
        "feed_info.txt": [
            ["feed_publisher_name", "feed_publisher_url", "feed_lang", "feed_start_date", "feed_end_date",
             "feed_version"],
            [PUBLISHER, "https://wrenmouth.example", "en", valid.first_day, valid.last_day, valid.version],
        ],
        "calendar.txt": [
            ["service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "start_date",
             "end_date"],
            *[[name, *days, valid.first_day, valid.last_day] for name, days in _SERVICES],
        ],
        "calendar_dates.txt": [["service_id", "date", "exception_type"], *_exceptions(valid)],
        "stops.txt": [
            ["stop_id", "stop_code", "stop_name", "stop_desc", "stop_lat", "stop_lon", "location_type",
             "parent_station", "platform_code"]
        ],
        "routes.txt": [
            ["route_id", "agency_id", "route_short_name", "route_long_name", "route_type", "route_color",
             "route_text_color"]
        ],
        "trips.txt": [["route_id", "service_id", "trip_id", "trip_headsign", "direction_id", "shape_id"]],
        "stop_times.txt": [
            ["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence", "pickup_type", "drop_off_type",
             "timepoint"]
        ],
        "shapes.txt": [["shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"]],
        "transfers.txt": [["from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"]],
    }  # fmt: skip
    for stop, (lon, lat) in zip(stops, to_degrees([stop.point for stop in stops], 6), strict=True):
        tables["stops.txt"].append([stop.code, stop.code[-6:], stop.name, stop.indicator, lat, lon, 0, "", ""])
    _add_buses(tables, journeys)
    _add_rail(tables)
    station = [stop.code for stop in stops if stop.name == "Railway Station"]
    for code in station:
        tables["transfers.txt"].append([code, "9100WRNMTH1", 2, 240])
        tables["transfers.txt"].append(["9100WRNMTH1", code, 2, 240])
    return tables


def _exceptions(valid: Validity) -> Rows:
    rows: Rows = []
    for day in valid.holidays:
        rows += [["WK", day, 2], ["SU", day, 1]]
    rows += [[service, day, 2] for day, service in valid.no_service.items()]
    return rows


def _speed(point: XY, highway_m: float) -> float:
    """Metres a minute by day, stops and traffic included: slow in the old centre, quicker at the edge."""
    away = distance(point, (0.0, 0.0))
    if away < 750:
        return 11e3 / 60
    if away < 2000:
        return 14e3 / 60
    return (17e3 if highway_m < 460 else 23e3) / 60


def _is_quiet(service: str, departure: int) -> bool:
    """True in the evening and on Sundays, when there is less traffic and fewer people get on."""
    return service == "SU" or departure >= _QUIET_FROM


def _clock(minutes: float) -> str:
    whole = int(minutes)
    return f"{whole // 60:02d}:{whole % 60:02d}:00"


def _add_buses(tables: dict[str, Rows], journeys: Sequence[Journey]) -> None:
    seen: set[str] = set()
    for number, journey in enumerate(journeys):
        line = journey.line
        route = f"WVB{line.number}"
        if route not in seen:
            seen.add(route)
            tables["routes.txt"].append([route, "WVB", line.number, line.name, 3, line.colour, "FFFFFF"])
        shape = f"{route}-{'IO'[1 - journey.direction]}"
        for position, (lon, lat) in enumerate(to_degrees(journey.path, 5)):
            tables["shapes.txt"].append([shape, lat, lon, position])
        minutes = [0.0]
        for (first, start), (_, end) in zip(journey.calls, journey.calls[1:], strict=False):
            minutes.append(minutes[-1] + (end - start) / _speed(first.point, end - start))
        days: tuple[tuple[str, Headways | None], ...] = (
            ("WK", line.weekday), ("SA", line.saturday), ("SU", line.sunday),
        )  # fmt: skip
        for service, headways in days:
            if headways is None:
                continue
            for departure in headways.departures((number * 7) % max(headways.day, 1)):
                trip = f"{route}{'IO'[1 - journey.direction]}{service}{departure:04d}"
                pace = _QUIET_PACE if _is_quiet(service, departure) else 1.0
                tables["trips.txt"].append([route, service, trip, journey.headsign, journey.direction, shape])
                for position, ((stop, _), after) in enumerate(zip(journey.calls, minutes, strict=True)):
                    at = _clock(departure + after / pace)
                    is_point = int(position in (0, len(minutes) - 1))
                    tables["stop_times.txt"].append([trip, at, at, stop.code, position + 1, 0, 0, is_point])


def _add_rail(tables: dict[str, Rows]) -> None:
    places = to_degrees([point for _, _, point in _RAIL], 6)
    for (code, name, _), (lon, lat) in zip(_RAIL, places, strict=True):
        tables["stops.txt"].append([code, "", f"{name} Rail Station", "", lat, lon, 1, "", ""])
        tables["stops.txt"].append([f"{code}1", "", f"{name} Rail Station", "", lat, lon, 0, code, "1"])
    tables["routes.txt"].append(["WVR1", "WVR", "", "Castleholme - Wrenmouth - Northsea", 2, "1D1D1B", "FFFFFF"])
    for service, first, last, gap in (("WK", 6, 23, 30), ("SA", 6, 23, 30), ("SU", 9, 22, 60)):
        for direction in (0, 1):
            for departure in range(first * 60 + 7 + 9 * direction, last * 60, gap):
                trip = f"WVR1{'OI'[direction]}{service}{departure:04d}"
                ends = (_RAIL[-1][1], _RAIL[0][1])
                tables["trips.txt"].append(["WVR1", service, trip, ends[direction], direction, ""])
                order = list(range(4)) if direction == 0 else [3, 2, 1, 0]
                for position, index in enumerate(order):
                    passed = abs(_RAIL_MINUTES[index] - _RAIL_MINUTES[order[0]])
                    at = _clock(departure + passed)
                    row = [trip, at, at, f"{_RAIL[index][0]}1", position + 1, 0, 0, 1]
                    tables["stop_times.txt"].append(row)


def _text(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def write_gtfs(path: Path, tables: dict[str, Rows]) -> None:
    """Write the feed to ``path`` with fixed times inside the archive, so that equal tables give equal bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in tables.items():
            member = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, _text(rows), compresslevel=9)
