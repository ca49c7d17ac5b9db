"""What must hold of any timetable: the same runs written in another way give the same times."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parameters import Parameters
from analysis.transit.search import travel_times
from analysis.transit.timetable import build_timetable
from geo.clock import offset_s
from geo.crs import haversine_m
from geo.feed import Feed
from geo.gtfs import count_runs_once, merge_feeds, read_gtfs
from geo.gtfs.zones import to_time_zone
from tests.makers.feeds import as_matrix
from tests.makers.gtfs import Rows, as_csv, calls, service, small_tables, write_feed

DAY = date(2024, 3, 5)
STOPS = "ABCD"
PARAMETERS = Parameters(access_walk_min=10.0, transfer_walk_min=5.0)
few = settings(max_examples=8, deadline=None)


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@st.composite
def runs(draw: st.DrawFn) -> list[list[tuple[str, int]]]:
    """Trips of one to three lines from 5 to 9, every 20 to 40 minutes: a stop and a second of the day for each call."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        stops = draw(st.permutations(STOPS))[: draw(st.integers(2, 4))]
        hops = draw(st.lists(st.integers(2, 9), min_size=len(stops), max_size=len(stops)))
        first, headway = draw(st.integers(300, 329)), draw(st.integers(20, 40))
        for start in range(first, 540, headway):
            found.append([(stop, 60 * (start + sum(hops[:place]))) for place, stop in enumerate(stops)])
    return found


def tables_of(trips: list[list[tuple[str, int]]], *, zone: str = "Europe/London", ahead_s: int = 0) -> dict[str, Rows]:
    """The trips as a file, with the clock of a zone."""
    tables = small_tables()
    tables["agency"] = [{"agency_id": "NB", "agency_name": "NB", "agency_url": "x", "agency_timezone": zone}]
    tables["trips"] = [{"route_id": "R7", "service_id": "daily", "trip_id": f"t{n}"} for n in range(len(trips))]
    tables["stop_times"] = [
        row for n, stops in enumerate(trips) for row in calls(f"t{n}", *((s, clock(at + ahead_s)) for s, at in stops))
    ]
    return tables


def times_of(feed: Feed, day: date = DAY) -> np.ndarray:
    """Travel times between the stops at three percentiles, 6 to 9 in the morning, by the name of the stop."""
    order = np.argsort(feed.stops["stop_name"].to_numpy(), kind="stable")
    lat, lon = (feed.stops[name].to_numpy()[order] for name in ("lat", "lon"))
    away = haversine_m(lat[:, None], lon[:, None], feed.stops["lat"].to_numpy(), feed.stops["lon"].to_numpy())
    near = as_matrix(np.where(away < 100, away, np.inf))
    walks = as_matrix(np.full((len(feed.stops), len(feed.stops)), np.inf))
    direct = as_matrix(np.full((len(lat), len(lat)), np.inf))
    timetable = build_timetable(feed, day, walks, parameters=PARAMETERS)
    blocks = travel_times(timetable, near, near, direct, start_s=6 * 3600, end_s=9 * 3600, parameters=PARAMETERS,
                          percentiles=(5, 50, 95))  # fmt: skip
    return np.concatenate([seconds for _, seconds in blocks])


def read(path: Path, tables: dict[str, Rows]) -> Feed:
    return read_gtfs(write_feed(path, **tables))[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


@few
@given(
    trips=runs(),
    zone=st.sampled_from(["Europe/Brussels", "Europe/Athens", "Atlantic/Azores", "Asia/Kolkata", "America/New_York"]),
    day=st.sampled_from([DAY, date(2024, 7, 2), date(2024, 3, 19)]),
)
def test_rewritten_in_another_time_zone_it_gives_equal_times(
    folder: Path, trips: list[list[tuple[str, int]]], zone: str, day: date
) -> None:
    """On the day for which it is brought here; in the second half of March New York is nearer by an hour."""
    here = read(folder / "here.zip", tables_of(trips))
    ahead_s = offset_s(zone, day) - offset_s("Europe/London", day)
    there = read(folder / "there.zip", tables_of(trips, zone=zone, ahead_s=ahead_s))
    moved = to_time_zone(there, "Europe/London", day).feed
    assert (times_of(moved, day) == times_of(here, day)).all()
    assert (times_of(here, day) >= 0).any()


@few
@given(trips=runs(), data=st.data())
def test_a_call_written_as_two_rows_changes_no_time(
    folder: Path, trips: list[list[tuple[str, int]]], data: st.DataObject
) -> None:
    split = []
    for stops in trips:
        at = data.draw(st.integers(0, len(stops) - 1))
        split.append([*stops[: at + 1], *stops[at:]])
    whole, parted = read(folder / "whole.zip", tables_of(trips)), read(folder / "split.zip", tables_of(split))
    assert (times_of(parted) == times_of(whole)).all()
    assert (parted.departures_by_hour(DAY) == whole.departures_by_hour(DAY)).all()


@few
@given(trips=runs(), data=st.data(), as_feed=st.booleans())
def test_exact_copies_of_trips_under_another_service_or_feed_change_nothing(
    folder: Path, trips: list[list[tuple[str, int]]], data: st.DataObject, as_feed: bool
) -> None:
    tables = tables_of(trips)
    once = count_runs_once(read(folder / "once.zip", tables), [DAY])[0]
    copied = sorted(data.draw(st.sets(st.integers(0, len(trips) - 1), min_size=1)))
    calendar = [service("daily"), service("again", "0100000", "20240301", "20240331")]
    if as_feed:
        again = tables_of([trips[n] for n in copied])
        twice = merge_feeds([read(folder / "once.zip", tables), read(folder / "again.zip", again)])
    else:
        more = [{"route_id": "R7", "service_id": "again", "trip_id": f"copy{n}"} for n in copied]
        rows = [row for n in copied for row in calls(f"copy{n}", *((stop, clock(at)) for stop, at in trips[n]))]
        twice = read(folder / "twice.zip", tables | {
            "trips": [*tables["trips"], *more], "stop_times": [*tables["stop_times"], *rows], "calendar": calendar,
        })  # fmt: skip
    counted, copies_n = count_runs_once(twice, [DAY])
    assert copies_n >= len(copied)  # lines may run alike by chance
    assert (counted.departures_by_hour(DAY) == once.departures_by_hour(DAY)).all()
    if not as_feed:  # two feeds keep their own stops
        assert (times_of(counted) == times_of(once)).all()
    assert int(counted.trips_on(DAY).sum()) == int(once.trips_on(DAY).sum())


@few
@given(trips=runs(), seed=st.integers(0, 10_000))
def test_rows_columns_quotes_line_ends_and_folders_mean_nothing(
    folder: Path, trips: list[list[tuple[str, int]]], seed: int
) -> None:
    dice, tables = random.Random(seed), tables_of(trips)
    straight = read(folder / "straight.zip", tables)
    written: dict[str, Rows] = {}
    for name, rows in tables.items():
        table = list(csv.reader(io.StringIO(as_csv(rows))))  # type: ignore[arg-type]
        head, body = table[0], table[1:]
        dice.shuffle(body)
        columns = dice.sample(range(len(head)), len(head))
        text = io.StringIO()
        quoting = dice.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
        writer = csv.writer(text, quoting=quoting, lineterminator=dice.choice(["\n", "\r\n"]))
        writer.writerows([[row[at] for at in columns] for row in [head, *body]])
        written[name] = dice.choice(["", "\ufeff"]) + text.getvalue()
    where = folder / f"other{seed}{dice.choice(['', '.zip'])}"
    other = read_gtfs(write_feed(where, inside=dice.choice(["", "feed/"]) if where.suffix else "", **written))[0]
    assert (times_of(other) == times_of(straight)).all()
    assert (other.departures_by_hour(DAY) == straight.departures_by_hour(DAY)).all()
