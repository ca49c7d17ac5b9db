"""A timetable run backwards tells who is there in time, exactly as a search from every home does."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.transit.search.times import travel_times
from analysis.transit.timetable.day import build_timetable
from analysis.transit.timetable.mirrored import MIRROR_S, backwards
from tests.makers.feeds import END_S, START_S, TUESDAY, journeys


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(journeys(), st.integers(START_S, END_S), st.integers(1, 90))
def test_backwards_reaches_what_forwards_reaches(drawn, start_s, limit_min):
    feed, footpaths, access, egress, direct, parameters = drawn
    parameters = dataclasses.replace(parameters, max_trip_min=float(limit_min))
    timetable = build_timetable(feed, TUESDAY, footpaths, parameters=parameters)

    def reached(of, origins, goals, walks, at_s):
        blocks = travel_times(of, origins, goals, walks, start_s=at_s, end_s=at_s + 1, parameters=parameters)
        return np.concatenate([seconds[:, :, 0] >= 0 for _, seconds in blocks])

    there = reached(timetable, access, egress, direct, start_s)
    at_s = MIRROR_S - start_s - 60 * limit_min
    back = reached(backwards(timetable), egress, access, direct.transposed(), at_s)
    assert (there == back.T).all()


@given(journeys())
def test_backwards_twice_is_the_timetable(drawn):
    feed, footpaths, _, _, _, parameters = drawn
    timetable = build_timetable(feed, TUESDAY, footpaths, parameters=parameters)
    again = backwards(backwards(timetable))
    for name, was in vars(timetable).items():
        if isinstance(was, np.ndarray):
            assert np.array_equal(getattr(again, name), was), name
