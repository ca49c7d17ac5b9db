"""Small made-up timetables for tests, as the reader of timetables would hand them over."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from analysis.parameters import Parameters
from analysis.walking.matrix import WalkMatrix
from geo.feed import Feed, Services
from geo.tables import AGENCIES, FREQUENCIES, IN_SEAT, ROUTES, STOP_TIMES, STOPS, TABLES, TRANSFERS, TRIPS, check_table
from tests.makers.small_streets import degrees

TUESDAY = date(2024, 3, 5)
# Service 0 runs on the Tuesday only, 1 on the Monday before, 2 on the Wednesday after, 3 every day.
SERVICE_DAYS = ((1,), (0,), (2,), tuple(range(7)))
_DTYPES = {"string": object, "int": np.int32, "float": float, "bool": bool}


def _frame(table, columns: dict) -> pd.DataFrame:
    rows_n = len(next(iter(columns.values())))
    blank = {"string": "", "int": 0, "float": 0.0, "bool": True}
    frame = pd.DataFrame(
        {
            column.name: np.asarray(columns.get(column.name, [blank[column.kind]] * rows_n), dtype=_DTYPES[column.kind])
            for column in table.columns
        }
    )
    assert check_table(frame, TABLES[table.name]) == []
    return frame


_AGENCIES = _frame(AGENCIES, {"agency_id": ["A"]})
_ROUTES = _frame(ROUTES, {"route_id": ["R"], "mode": ["bus"]})


def make_feed(stops_n, trips, frequencies=(), transfers=(), blocks=(), in_seat=()) -> Feed:
    """A feed.

    Args:
        stops_n: number of stops, all at one place (walks are given to the engine as matrices).
        trips: (service, calls), a call being (stop, arrival, departure, may board, may alight).
        frequencies: (trip, start, end, headway). transfers: (from, to, type, seconds).
        blocks: block of each trip, or none at all. in_seat: (from trip, to trip, may stay on board).
    """
    calls = [(number, place, *call) for number, (_, stops) in enumerate(trips) for place, call in enumerate(stops)]
    call_columns = list(zip(*calls, strict=True)) if calls else [()] * 7
    names = ("trip_index", "sequence", "stop_index", "arrival_s", "departure_s", "can_board", "can_alight")
    times = dict(zip(names, call_columns, strict=True))
    columns = list(zip(*frequencies, strict=True)) or [()] * 4
    headways = dict(zip(("trip_index", "start_s", "end_s", "headway_s"), columns, strict=True))
    columns = list(zip(*transfers, strict=True)) or [()] * 4
    changes = dict(zip(("from_index", "to_index", "transfer_type", "min_transfer_s"), columns, strict=True))
    seats = dict(zip(("from_trip", "to_trip", "may_stay"), list(zip(*in_seat, strict=True)) or [()] * 3, strict=True))
    weekdays = np.array([[day in days for day in range(7)] for days in SERVICE_DAYS])
    services_n = len(SERVICE_DAYS)
    services = Services(
        service_id=np.array([str(number) for number in range(services_n)], dtype=object),
        feed=np.zeros(services_n, np.int32),
        weekdays=weekdays,
        start=np.full(services_n, np.datetime64("2024-03-01")),
        end=np.full(services_n, np.datetime64("2024-03-10")),
        exception_service=np.zeros(0, np.int32),
        exception_date=np.zeros(0, "datetime64[D]"),
        exception_added=np.zeros(0, bool),
    )
    stop_ids = [f"S{number}" for number in range(stops_n)]
    return Feed(
        agencies=_AGENCIES.copy(),
        stops=_frame(STOPS, {"stop_id": stop_ids, "stop_name": stop_ids, "parent_index": [-1] * stops_n}),
        routes=_ROUTES.copy(),
        trips=_frame(
            TRIPS,
            {
                "gtfs_trip_id": [f"T{number}" for number in range(len(trips))],
                "service_index": [service for service, _ in trips],
                "block_id": list(blocks) or [""] * len(trips),
            },
        ),
        stop_times=_frame(STOP_TIMES, times),
        frequencies=_frame(FREQUENCIES, headways),
        transfers=_frame(TRANSFERS, changes),
        services=services,
        shapes=None,
        names=("made up",),
        in_seat=_frame(IN_SEAT, seats),
    )


def plain_trip(stops, times, service=0):
    """A trip that stops nowhere for long; one may board and alight everywhere."""
    return service, [(stop, time, time, True, True) for stop, time in zip(stops, times, strict=True)]


def as_matrix(metres) -> WalkMatrix:
    """A walking matrix from a dense one, inf = no walk."""
    metres = np.asarray(metres, dtype=float)
    rows, columns = np.nonzero(np.isfinite(metres))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(metres)))])
    return WalkMatrix(indptr.astype(np.int64), columns.astype(np.int32), metres[rows, columns], metres.shape[1])


START_S, END_S = 8 * 3600, 8 * 3600 + 900
PARAMETERS = Parameters(max_trip_min=40.0, max_rides=3)


@st.composite
def journeys(draw):
    """(feed, footpaths, access, egress, direct, parameters): everything that can go wrong, in a quarter of an hour."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    stops_n = draw(st.integers(2, 7))
    trips = [random_trip(random, stops_n) for _ in range(draw(st.integers(0, 14)))]
    # Some trips repeat another one later, a little faster or slower, so that they overtake.
    for _ in range(draw(st.integers(0, 6)) if trips else 0):
        service, calls = trips[random.integers(len(trips))]
        lag, stretch = random.integers(0, 400), random.choice([0.5, 1.0, 1.0, 1.3])
        begin = calls[0][1]
        trips.append((service, [(s, *(begin + lag + int((t - begin) * stretch) for t in (a, d)), b, o)
                                for s, a, d, b, o in calls]))  # fmt: skip
    number = random.integers
    frequencies = [
        (int(number(len(trips))), START_S + int(number(-600, 600)), END_S, int(number(61, 500)))
        for _ in range(draw(st.integers(0, 2)) if trips else 0)
    ]
    transfers = [
        (*number(0, stops_n, 2).tolist(), int(number(0, 4)), int(random.choice([-1, 0, 30, 200, 500])))
        for _ in range(draw(st.integers(0, 4)))
    ]
    blocks, in_seat = _vehicles(random, trips) if draw(st.booleans()) else ((), ())
    feed = make_feed(stops_n, trips, frequencies, transfers, blocks, in_seat)
    parameters = Parameters(
        max_trip_min=draw(st.sampled_from([10.0, 40.0])), max_rides=draw(st.integers(1, 4)), transfer_walk_min=5.0,
        access_walk_min=10.0, change_s=draw(st.sampled_from([0, 60])),
    )  # fmt: skip

    def walks(rows_n, columns_n, share):
        metres = random.uniform(0, 900, (rows_n, columns_n)).round(draw(st.sampled_from([0, 3])))
        return as_matrix(np.where(random.random((rows_n, columns_n)) < share, metres, np.inf))

    points_n = 4
    return (feed, walks(stops_n, stops_n, 0.3), walks(points_n, stops_n, 0.4), walks(3, stops_n, 0.4),
            walks(points_n, 3, 0.15), parameters)  # fmt: skip


def _vehicles(random, trips):
    """Blocks of trips, most of them repaired so that one trip follows the other, and pairs that are named."""
    blocks = [str(random.choice(["", "a", "b", "c"])) for _ in trips]
    for block in "abc":
        ready = None
        members = [number for number, own in enumerate(blocks) if own == block]
        for number in sorted(members, key=lambda one: trips[one][1][0][1]):
            service, calls = trips[number]
            if ready is not None and random.random() < 0.8:
                wait = ready + int(random.choice([0, 0, 60, 240, 1800, 1801])) - calls[0][2]
                trips[number] = service, [(s, a + wait, d + wait, b, o) for s, a, d, b, o in calls]
            ready = trips[number][1][-1][1]
    pairs = (
        {tuple(random.integers(0, len(trips), 2).tolist()) for _ in range(int(random.integers(0, 6)))} if trips else ()
    )
    named = [(one, other, bool(random.random() < 0.7)) for one, other in sorted(pairs) if one != other]
    for one, other, may_stay in named:
        if may_stay and trips[one][0] == trips[other][0] and random.random() < 0.7:
            wait = trips[one][1][-1][1] - trips[other][1][0][2]
            trips[other] = trips[other][0], [(s, a + wait, d + wait, b, o) for s, a, d, b, o in trips[other][1]]
    return blocks, named


def random_trip(random, stops_n):
    """A trip past some stops, maybe twice, maybe with waits, maybe without boarding or alighting somewhere."""
    service = int(random.choice([0, 0, 0, 3, 1, 2]))
    calls_n = int(random.integers(2, 7))
    stops = random.integers(0, stops_n, calls_n)
    day = {1: 86_400, 2: -86_400}.get(service, 0)
    time = START_S + day + int(random.integers(-900, 2400))
    calls = []
    for stop in stops:
        leaves = time + int(random.choice([0, 0, 0, 60]))
        calls.append((int(stop), time, leaves, bool(random.random() < 0.9), bool(random.random() < 0.9)))
        time = leaves + int(random.choice([0, 60, 120, 300]))
    return service, calls


def feed_at(places: dict[str, tuple[float, float]], trips, routes=("9",)):
    """A feed whose stops stand at places (metres east and north); trip k runs on route ``routes[k]`` or the last."""
    feed = make_feed(len(places), trips)
    feed.stops["lat"], feed.stops["lon"] = degrees(*zip(*places.values(), strict=True))
    feed.stops["stop_name"] = list(places)
    lines = sorted(set(routes))
    rows = feed.routes.iloc[[0] * len(lines)].reset_index(drop=True)
    names = {"route_id": lines, "route_name": lines, "route_label": lines, "agency_id": "A"}
    feed = dataclasses.replace(feed, routes=rows.assign(**names))
    of_trip = [lines.index(routes[min(number, len(routes) - 1)]) for number in range(len(trips))]
    feed.trips["route_index"] = np.asarray(of_trip, np.int32)
    feed.agencies["agency_name"] = "Wren Buses"
    return feed
