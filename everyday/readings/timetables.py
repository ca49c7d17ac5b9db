"""A timetable as it was read, and back."""

from __future__ import annotations

from dataclasses import fields

from everyday.readings.packing import Packed, need_rows, pack, report_from, report_record
from geo.errors import Report
from geo.feed import Feed, Services

__all__ = ["pack_timetable", "timetable_from"]

_TABLES = ("agencies", "stops", "routes", "trips", "stop_times", "frequencies", "transfers", "in_seat", "shapes")
_NUMBERS = tuple(one.name for one in fields(Services) if one.name != "service_id")


def pack_timetable(feed: Feed, report: Report) -> bytes:
    """One block of a timetable and what was said of it."""
    tables = {name: table for name in _TABLES if (table := getattr(feed, name)) is not None}
    texts = {
        "report": report_record(report), "tables": list(tables),
        "services": [str(one) for one in feed.services.service_id],
    }  # fmt: skip
    return pack(texts, tables, {name: getattr(feed.services, name) for name in _NUMBERS})


def timetable_from(packed: Packed, source: str) -> tuple[Feed, Report]:
    """The timetable and its report again.

    Raises:
        ValueError: something in it is not as a timetable is.
    """
    import numpy as np

    there = set(packed.text("tables"))
    tables = {name: packed.table(name) for name in _TABLES if name != "shapes" or name in there}
    ids = np.array(packed.text("services"), dtype=object)
    services = Services(service_id=ids, **{name: packed.array(name) for name in _NUMBERS})
    feed = Feed(services=services, names=(source,), **{"shapes": None, **tables})
    stops_n, trips_n, services_n = len(feed.stops), len(feed.trips), len(services)
    need_rows(feed.stops["parent_index"], stops_n, may_lack=True)
    need_rows(feed.trips["route_index"], len(feed.routes))
    need_rows(feed.trips["service_index"], services_n)
    need_rows(feed.stop_times["trip_index"], trips_n)
    need_rows(feed.stop_times["stop_index"], stops_n)
    need_rows(feed.frequencies["trip_index"], trips_n)
    need_rows(services.exception_service, services_n)
    for name in ("from_index", "to_index"):
        need_rows(feed.transfers[name], stops_n)
    for name in ("from_trip", "to_trip"):
        need_rows(feed.in_seat[name], trips_n)
    if (np.diff(feed.stop_times["trip_index"].to_numpy()) < 0).any():
        raise ValueError("Stop times are not in the order of their trips.")
    return feed, report_from(packed.text("report"), source)
