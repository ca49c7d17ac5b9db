"""A little town with a timetable that a planner knows by heart, for tests of what-if edits.

Stops A, B, C, D stand along a street, 550 m apart; E lies 3 km off. Line 7 runs A-B-C-D and back every 30 minutes from
07:00 to 19:00 on weekdays and every hour on Saturdays, never on Sundays. Line 9 runs D-E every hour, every day, 06:30
to 22:30, one way. Line 12 of another operator runs by headway. There are two lines "5".
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from geo.feed import Feed
from geo.gtfs.reading import read_gtfs
from tests.makers.gtfs import calls, service, small_feed

WEEKDAY, SATURDAY, SUNDAY = date(2024, 3, 5), date(2024, 3, 9), date(2024, 3, 10)
HOLIDAY = date(2024, 5, 6)
STOPS = {"A": (51.580, -2.990), "B": (51.585, -2.990), "C": (51.590, -2.990), "D": (51.595, -2.990),
         "E": (51.595, -3.033), "D2": (51.5951, -2.9902)}  # fmt: skip


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def run(trip_id: str, stops: str, start_min: int, step_min: int = 5) -> list[dict[str, object]]:
    return calls(trip_id, *((stop, clock(start_min + step_min * n)) for n, stop in enumerate(stops)))


def town_feed(folder: Path) -> Feed:
    trips: list[dict[str, object]] = []
    times: list[dict[str, object]] = []

    def add(trip_id: str, route: str, days: str, stops: str, start: int, direction: int, sign: str) -> None:
        trips.append({"route_id": route, "service_id": days, "trip_id": trip_id, "direction_id": direction,
                      "trip_headsign": sign})  # fmt: skip
        times.extend(run(trip_id, stops, start))

    for days, gap in (("weekdays", 30), ("saturdays", 60)):
        for start in range(7 * 60, 19 * 60 + 1, gap):
            add(f"7-{days}-out-{start}", "R7", days, "ABCD", start, 0, "Dene")
            add(f"7-{days}-in-{start}", "R7", days, "DCBA", start + 10, 1, "Town")
    for start in range(6 * 60 + 30, 22 * 60 + 31, 60):
        add(f"9-{start}", "R9", "daily", "DE", start, 0, "East End")
    add("12-often", "R12", "daily", "AC", 6 * 60, 0, "Coast")
    add("5-one", "R5a", "daily", "AB", 600, 0, "B")
    add("5-two", "R5b", "daily", "BC", 600, 0, "C")
    routes = [{"route_id": route, "agency_id": agency, "route_short_name": label, "route_type": 3}
              for route, agency, label in (("R7", "NB", "7"), ("R9", "NB", "9"), ("R12", "X", "12"),
                                           ("R5a", "NB", "5"), ("R5b", "X", "5"))]  # fmt: skip
    names = {"A": "Alder Street", "B": "Bridge", "C": "Castle", "D": "Dene", "D2": "Dene", "E": "East End"}
    path = small_feed(
        folder / "town.zip",
        agency=[{"agency_id": one, "agency_name": name, "agency_url": "https://example.org",
                 "agency_timezone": "Europe/London"} for one, name in (("NB", "Newport Bus"), ("X", "Xpress"))],
        stops=[{"stop_id": stop, "stop_name": names[stop], "stop_lat": lat, "stop_lon": lon}
               for stop, (lat, lon) in STOPS.items()],
        routes=routes, trips=trips, stop_times=times,
        calendar=[service("weekdays", "1111100"), service("saturdays", "0000010"), service("daily")],
        calendar_dates=[{"service_id": "weekdays", "date": HOLIDAY.strftime("%Y%m%d"), "exception_type": 2}],
        frequencies=[{"trip_id": "12-often", "start_time": "06:00:00", "end_time": "22:00:00", "headway_secs": 1200}],
    )  # fmt: skip
    return read_gtfs(path)[0]


def departures(feed: Feed, label: str, day: date, stop: str) -> list[str]:
    """When a line leaves a stop on a day, as HH:MM; runs by headway are spread out."""
    row = int(np.flatnonzero(feed.stops["stop_id"] == stop)[0])
    mine = (feed.routes["route_label"] == label).to_numpy()[feed.trips["route_index"]] & feed.trips_on(day)
    times = feed.stop_times
    first = times.groupby("trip_index")["departure_s"].first()
    found: list[int] = []
    for call in times[(times["stop_index"] == row) & times["can_board"]].itertuples():
        if not mine[call.trip_index]:
            continue
        often = feed.frequencies[feed.frequencies["trip_index"] == call.trip_index]
        if often.empty:
            found.append(call.departure_s)
        for item in often.itertuples():
            found += [start + call.departure_s - int(first[call.trip_index])
                      for start in range(item.start_s, item.end_s, item.headway_s)]  # fmt: skip
    return [f"{time // 3600:02d}:{time % 3600 // 60:02d}" for time in sorted(found)]


def per_hour(found: list[str], hour: int) -> int:
    return sum(one.startswith(f"{hour:02d}:") for one in found)
