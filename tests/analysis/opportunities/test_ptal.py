"""Public transport accessibility levels: the worked example, a plain-Python oracle, and what must always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.opportunities.access_level import (
    RouteFrequencies,
    access_index,
    equivalent_doorstep_frequency,
    ptal,
    ptal_band,
    route_frequencies,
)
from geo.errors import UsageError
from tests.makers.feeds import TUESDAY, as_matrix, make_feed, plain_trip

NAMES = ("bus", "rail", "metro", "tram")


def lines(*rows: tuple[int, int, str, float]) -> RouteFrequencies:
    """From (stop, route, mode, vehicles an hour)."""
    stop, route, mode, per_h = zip(*rows, strict=True)
    return RouteFrequencies(np.array(stop), np.array(route), np.array(mode, dtype=object), np.array(per_h, float))


# --- worked values ---------------------------------------------------------------------------------------------------


def test_the_worked_example() -> None:
    # docs/definitions.md#ptal: buses A, C, B and trains R1, R2
    walks = as_matrix([[240, 560, 240, 800, 800]])
    served = lines(
        (0, 0, "bus", 6), (1, 1, "bus", 12), (2, 2, "bus", 4), (3, 3, "rail", 4), (4, 4, "rail", 2)
    )  # fmt: skip
    edf = equivalent_doorstep_frequency(walks.metres, served.per_h, served.mode)
    assert edf == pytest.approx([3.0, 2.6087, 2.4, 1.6438, 1.1650], abs=5e-5)
    index, band = ptal(walks, served)
    assert index == pytest.approx([7.7307], abs=5e-5)
    assert band.tolist() == ["2"]


def test_the_one_row_check() -> None:
    # docs/definitions.md#ptal
    assert equivalent_doorstep_frequency(154.51, 7.5, "bus") == pytest.approx(3.7824, abs=5e-5)


@pytest.mark.parametrize(
    ("index", "band"),
    [(0, "0"), (1e-9, "1a"), (2.5, "1a"), (2.505, "1b"), (5, "1b"), (5.001, "2"), (10, "2"), (15, "3"), (15.0001, "4"),
     (20, "4"), (25, "5"), (25.01, "6a"), (40, "6a"), (40.01, "6b"), (float("nan"), "")],
)  # fmt: skip
def test_bands_end_at_their_upper_value(index: float, band: str) -> None:
    assert ptal_band(index).tolist() == [band]


def test_limits_are_640_and_960_metres_themselves_included() -> None:
    served = lines((0, 0, "bus", 6), (1, 1, "rail", 6))
    found = access_index(as_matrix([[640, 9999], [640.1, 9999], [9999, 960], [9999, 960.1]]), served)
    assert (found > 0).tolist() == [True, False, True, False]


def test_of_one_line_only_the_nearest_stop_counts() -> None:
    served = lines((0, 0, "bus", 2), (1, 0, "bus", 12))
    near, alone = access_index(as_matrix([[100, 200], [100, np.inf]]), served)
    assert near == alone


def test_the_busier_of_equally_near_stops_counts() -> None:
    served = lines((0, 0, "bus", 2), (1, 0, "bus", 12))
    assert access_index(as_matrix([[100, 100]]), served) == access_index(as_matrix([[np.inf, 100]]), served)


def test_a_cell_off_the_streets_is_not_known_and_one_without_a_stop_is_0() -> None:
    index, band = ptal(as_matrix([[np.inf], [np.inf]]), lines((0, 0, "bus", 2)), on_network=[True, False])
    assert (index[0], band[0]) == (0, "0")
    assert np.isnan(index[1])
    assert band[1] == ""


def test_a_stop_that_is_no_column_is_refused() -> None:
    with pytest.raises(UsageError, match="column per stop"):
        access_index(as_matrix([[100]]), lines((3, 0, "bus", 2)))


# --- from a timetable ------------------------------------------------------------------------------------------------


def feed_of(trips: list[tuple[int, int, list[int], str]], modes: list[str]):
    """From (route, direction, stops, start); five minutes from stop to stop, nobody boards at the last."""
    calls = []
    for _, _, stops, start in trips:
        hours, minutes = start.split(":")
        begin = int(hours) * 3600 + int(minutes) * 60
        service, rows = plain_trip(stops, [begin + 300 * n for n in range(len(stops))])
        calls.append((service, [*rows[:-1], (*rows[-1][:3], False, True)]))
    feed = make_feed(4, calls)
    routes = feed.routes.loc[[0] * len(modes)].reset_index(drop=True).assign(mode=modes)
    trip_table = feed.trips.assign(route_index=[t[0] for t in trips], direction_id=[t[1] for t in trips])
    return replace(feed, routes=routes, trips=trip_table)


def test_only_the_hour_and_the_busier_direction_count() -> None:
    trips = [
        (0, 0, [0, 1, 2], "8:09"),  # leaves stop 1 at 8:14, too early there, and stop 0 too
        (0, 0, [0, 1, 2], "8:15"),
        (0, 0, [0, 1, 2], "9:14"),  # leaves stop 1 at 9:19, too late there
        (0, 1, [2, 1, 0], "8:20"),
        (0, 1, [2, 1, 0], "8:40"),
        (1, 0, [1, 3], "8:30"),
        (2, 0, [1, 3], "8:30"),
        (3, 0, [1, 3], "8:30"),
    ]
    found = route_frequencies(feed_of(trips, ["bus", "coach", "ferry", "tram"]), TUESDAY)
    rows = sorted(zip(found.stop_index.tolist(), found.route_index.tolist(), found.mode, found.per_h, strict=True))
    assert rows == [(0, 0, "bus", 2), (1, 0, "bus", 2), (1, 1, "bus", 1), (1, 3, "tram", 1), (2, 0, "bus", 2)]


def test_more_trips_on_the_same_lines_never_lower_it() -> None:
    random = np.random.default_rng(2)
    trips = [
        (int(random.integers(3)), int(random.integers(2)), random.permutation(4)[:3].tolist(), f"8:{minute:02d}")
        for minute in random.integers(0, 60, 12)
    ]
    modes = ["bus", "coach", "tram"]
    walks = as_matrix(random.uniform(0, 900, (20, 4)))
    before = access_index(walks, route_frequencies(feed_of(trips, modes), TUESDAY))
    after = access_index(walks, route_frequencies(feed_of(trips + trips[::2], modes), TUESDAY))
    assert (after >= before).all()
    assert (after > before).any()


def test_a_day_without_service_is_level_0() -> None:
    feed = feed_of([(0, 0, [0, 1], "8:30")], ["bus"])
    index, band = ptal(as_matrix([[10, 20, 30, 40]]), route_frequencies(feed, TUESDAY + timedelta(days=5)))
    assert (index.tolist(), band.tolist()) == ([0], ["0"])


# --- what always holds -----------------------------------------------------------------------------------------------


def slow_index(metres: np.ndarray, served: RouteFrequencies) -> list[float]:
    """The definition, line by line."""
    result = []
    for row in metres:
        total = 0.0
        for mode in NAMES:
            limit, extra = (640, 2.0) if mode == "bus" else (960, 0.75)
            found = []
            for route in set(served.route_index.tolist()):
                stops = [
                    (row[s], -f)
                    for s, r, m, f in zip(served.stop_index, served.route_index, served.mode, served.per_h, strict=True)
                    if r == route and m == mode and row[s] <= limit
                ]
                if stops:
                    walk, negative = min(stops)
                    found.append(30 / (walk / 80 + 0.5 * 60 / -negative + extra))
            if found:
                total += max(found) + 0.5 * (sum(found) - max(found))
        result.append(total)
    return result


@st.composite
def towns(draw) -> tuple[np.ndarray, RouteFrequencies]:
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    cells_n, stops_n, routes_n = draw(st.integers(1, 5)), draw(st.integers(1, 6)), draw(st.integers(1, 5))
    mode = random.choice(NAMES, routes_n)
    pairs = np.argwhere(random.random((stops_n, routes_n)) < 0.5)
    if not len(pairs):
        pairs = np.array([[0, 0]])
    per_h = random.choice([0.5, 1, 2, 3, 4, 6, 12], len(pairs))
    served = RouteFrequencies(pairs[:, 0], pairs[:, 1], mode[pairs[:, 1]].astype(object), per_h)
    return random.choice([80, 200.5, 400, 640, 641, 960, 1000], (cells_n, stops_n)), served


@settings(deadline=None, max_examples=80)
@given(towns())
def test_it_equals_the_definition(town) -> None:
    metres, served = town
    assert access_index(as_matrix(metres), served) == pytest.approx(slow_index(metres, served))


@settings(deadline=None, max_examples=80)
@given(towns(), st.integers(0, 1000), st.floats(0.1, 30))
def test_it_never_falls_when_a_frequency_rises(town, which: int, more: float) -> None:
    metres, served = town
    per_h = served.per_h.copy()
    per_h[which % len(per_h)] += more
    walks = as_matrix(metres)
    before, after = access_index(walks, served), access_index(walks, replace(served, per_h=per_h))
    assert (after >= before - 1e-12).all()
    ends = ["0", "1a", "1b", "2", "3", "4", "5", "6a", "6b"]
    levels = zip(ptal_band(before - 1e-12), ptal_band(after), strict=True)
    assert all(ends.index(new) >= ends.index(old) for old, new in levels)


def test_many_rows_are_worked_in_blocks() -> None:
    random = np.random.default_rng(3)
    metres = random.uniform(0, 1500, (2500, 6))
    served = lines(*((stop, route, NAMES[route], 1.0 + stop) for stop in range(6) for route in range(4)))
    found = access_index(as_matrix(metres), served)
    assert found[::500] == pytest.approx(slow_index(metres[::500], served))


@pytest.mark.slow
def test_a_large_town_is_worked() -> None:
    random = np.random.default_rng(5)
    metres = np.where(random.random((7000, 1000)) < 0.1, random.uniform(0, 960, (7000, 1000)), np.inf)
    served = lines(*((s, int(r), NAMES[int(r) % 4], 4.0) for s in range(1000) for r in random.choice(60, 4, False)))
    found = access_index(as_matrix(metres), served)
    assert found[:5] == pytest.approx(slow_index(metres[:5], served))
