"""A build says how long it goes on, from what it has to do and from what a first piece of it took."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.transit.search import times
from everyday.pipeline.forecast import Forecast, Work, telling
from everyday.pipeline.forecast.telling import after_s, band_s
from everyday.pipeline.forecast.work import _around

TOWN = Work(9_000, 8_000, 40_000, 60_000_000, 12_000_000, {"am": 40_000, "evening": 20_000}, 150_000, 2_000)


@pytest.fixture
def clock(monkeypatch):
    """Seconds of the processor that pass as the test says, on a machine as fast as the one that was timed."""
    now = [100.0]
    monkeypatch.setattr(telling.time, "process_time", lambda: now[0])
    monkeypatch.setattr(telling, "slowness", lambda: 1.0)
    return now


def searched(work, clock, workers, pieces):
    """What is said while bands come so far: ``(band, share, seconds that passed since the piece before)``."""
    said = []
    ahead = Forecast(work, workers, said.append)
    ahead.begin()
    for band, share, passed_s in pieces:
        clock[0] += passed_s
        ahead.heard(band, share)
    ahead.say_now()
    return said


def processor_s(words):
    return float(re.search(r"about ([\d,.]+) s of one processor", words)[1].replace(",", ""))


def test_what_the_first_origins_took_tells_of_the_others(clock):
    said = searched(TOWN, clock, 1, [("am", 0.0, 0), ("am", 0.01, 5.0), ("am", 0.11, 4.0), ("am", 0.5, 99.0)])
    assert said[0] == "9,000 cells, 8,000 of them near a street: a matter of minutes"
    (words,) = said[1:]
    # A tenth of the way took 4 s: of the morning 79 % of it are left, and all of an evening with half the vehicles.
    searches_s = 40 * (0.9 - 0.11) + 0.5 * 40 * 0.9
    assert processor_s(words) == pytest.approx(searches_s + after_s(TOWN), abs=1.0)
    assert words.startswith("This takes about 1 minute more: 9,000 cells, 8,000 of them near a street, about ")
    clock[0] = 100.0
    half = searched(TOWN, clock, 2, [("am", 0.01, 5.0), ("am", 0.11, 4.0)])[1]
    assert processor_s(half) == processor_s(words)
    assert "less than a minute" in half


def test_a_band_that_is_over_is_not_waited_for_again(clock):
    quick = [("am", 0.01, 0.01), ("am", 0.9, 0.01), ("am", 1.0, 0.01)]
    (words,) = searched(TOWN, clock, 1, [*quick, ("evening", 0.01, 1.0), ("evening", 0.31, 3.0)])[1:]
    assert processor_s(words) == pytest.approx(10 * (0.9 - 0.31) + after_s(TOWN), abs=0.6)


def test_a_band_without_vehicles_tells_nothing_of_the_others(clock):
    work = Work(9_000, 8_000, 40_000, 60_000_000, 12_000_000, {"sunday": 3, "am": 40_000}, 150_000, 2_000)
    (words,) = searched(work, clock, 1, [("sunday", 0.01, 0), ("sunday", 0.5, 9.0), ("am", 0.01, 1), ("am", 0.11, 4)])[
        1:
    ]
    assert processor_s(words) == pytest.approx(40 * 0.79 + after_s(work), abs=1.2)


def test_what_is_searched_in_no_time_is_told_by_sizes(clock):
    (words,) = searched(TOWN, clock, 1, [("am", 0.9, 0.01), ("am", 1.0, 0.0), ("evening", 1.0, 0.01)])[1:]
    assert processor_s(words) == pytest.approx(after_s(TOWN), abs=0.5)


def test_a_large_town_takes_minutes_and_an_atlas_without_timetables_is_told_at_once(clock):
    large = Work(90_000, 90_000, 200_000, 900_000_000, 200_000_000, {"am": 80_000}, 500_000, 9_000)
    assert "a matter of minutes" in searched(large, clock, 1, [])[0]
    assert band_s(large, "am") > 60
    (words,) = searched(Work(90, 80, 4_000, 400_000, 1_000), clock, 1, [])
    assert words.startswith("This takes less than a minute more: 90 cells, 80 of them near a street")
    assert processor_s(words) < 10


metres = st.integers(-9_000, 9_000).map(float)  # whole: no point lies on an edge for one of the two only
points = st.lists(st.tuples(metres, metres), max_size=40)


@given(points, points)
def test_what_lies_around_is_counted(points, others):
    at, near = (np.array(each, float).reshape(-1, 2) for each in (points, others))
    squares, of_near = (np.empty((0, 2)), np.empty((0, 2)))
    if len(at):
        least = at.min(axis=0)
        squares, of_near = np.floor((at - least) / 500), np.floor((near - least) / 500)
    slow = sum(int((np.abs(of_near - square) <= 5).all(axis=1).sum()) for square in squares)
    assert _around(at, near) == slow


@given(st.integers(0, 20_000))
def test_the_first_blocks_come_from_every_part(origins_n):
    order = times._spread_blocks(origins_n)
    rows = np.concatenate([np.zeros(0, int), *(np.arange(block.start, block.stop) for block in order)])
    assert sorted(rows.tolist()) == list(range(origins_n))  # each once
    assert max((block.stop - block.start for block in order), default=0) <= times.ORIGINS_PER_BLOCK
    for seen_n in (origins_n // 20, origins_n // 2):
        if origins_n >= 4_000:  # whatever has been seen, no tenth of the origins is left out, and none is half of it
            tenth = np.bincount(rows[:seen_n] * 10 // origins_n, minlength=10)
            assert tenth.min() >= seen_n / 30
            assert tenth.max() <= seen_n / 4
