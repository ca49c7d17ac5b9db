"""Measures of movement: the published values to 1e-6, worked values, and what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.movement import home_area_mix, person_mix
from analysis.movement.measures import (
    ellipse_area,
    exploration,
    gyration_of_top,
    hull_area,
    radius_of_gyration,
    random_entropy,
    real_entropy,
    uncorrelated_entropy,
)
from geo.errors import UsageError

# Six people of scikit-mobility's own tests.
PLACES = {
    "A": (43.8430139, 10.5079940),
    "B": (43.5442700, 10.3261500),
    "C": (43.7085300, 10.4036000),
    "D": (43.7792500, 11.2462600),
}
PEOPLE = ["ABCD", "ACAB", "BCAD", "CBD", "CDA", "AB"]
RADIUS = [31.964885737, 14.988909726, 31.964885737, 35.241089869, 30.727237693, 18.146860183]
RADIUS_OF_TWO = [18.14686018, 8.0811433, 9.64969996, 9.64969996, 34.07360735, 18.14686018]
RANDOM = [2, 1.5849625, 2, 1.5849625, 1.5849625, 1]
UNCORRELATED = [2, 1.5, 2, 1.5849625, 1.5849625, 1]
REAL = [1.6, 1.142857, 1.6, 1.18872, 1.18872]
EXACT = pytest.approx


def at(visits: str) -> np.ndarray:
    return np.array([PLACES[one] for one in visits]).T


@pytest.mark.parametrize("number", range(6))
def test_the_radii_of_scikit_mobility(number: int) -> None:
    lat, lon = at(PEOPLE[number])
    assert radius_of_gyration(lat, lon) == EXACT(RADIUS[number], abs=1e-6)
    assert gyration_of_top(lat, lon, list(PEOPLE[number])) == EXACT(RADIUS_OF_TWO[number], abs=1e-6)


@pytest.mark.parametrize("number", range(6))
def test_the_entropies_of_scikit_mobility(number: int) -> None:
    visits = list(PEOPLE[number])
    assert random_entropy(visits) == EXACT(RANDOM[number], abs=1e-6)
    assert uncorrelated_entropy(visits) == EXACT(UNCORRELATED[number], abs=1e-6)
    if number < 5:
        assert real_entropy(visits) == EXACT(REAL[number], abs=1e-5)
    else:
        assert math.isnan(real_entropy(visits)), "two visits say nothing; scikit-mobility gives .66667"
    assert uncorrelated_entropy(list("ACAB"), normalised=True) == EXACT(0.94639463, abs=1e-6)


@pytest.mark.parametrize(
    ("visits", "random", "uncorrelated", "real"),
    [("ABACABA", 1.584963, 1.378783, 1.403677), ("AAAAAAAA", 0, 0, 1), ("ABCDEFGH", 3, 3, 2.666667)],
)
def test_the_worked_entropies(visits: str, random: float, uncorrelated: float, real: float) -> None:
    """docs/definitions.md#movement-of-a-person"""
    found = (random_entropy(list(visits)), uncorrelated_entropy(list(visits)), real_entropy(list(visits)))
    assert found == EXACT((random, uncorrelated, real), abs=1e-6)


def sum_of_new(visits: str) -> int:
    """Σ Λ as scikit-mobility writes it, letter by letter."""
    n, total = len(visits), 3
    for i in range(1, n - 1):
        j = 1
        while visits[i : i + j] in visits[:i]:
            j += 1
            if i + j == n:
                j += 1
                break
        total += j
    return total


def test_a_piece_that_reaches_the_end_is_not_looked_at_to_its_last_visit() -> None:
    assert sum_of_new("AAB") == 3 + 3
    assert real_entropy(list("AAB")) == EXACT(3 * math.log2(3) / 6)


@given(st.text("ABC", min_size=3, max_size=60))
def test_the_real_entropy_is_that_of_the_slow_way(visits: str) -> None:
    assert real_entropy(list(visits)) == EXACT(len(visits) * math.log2(len(visits)) / sum_of_new(visits), rel=1e-12)


def test_the_worked_radii() -> None:
    x, y = [0, 0, 1000, 0], [0, 0, 0, 3000]
    assert radius_of_gyration(x, y, metric="flat") == EXACT(1369.306, abs=1e-3)
    assert gyration_of_top(x, y, [0, 0, 1, 2], metric="flat") == EXACT(471.405, abs=1e-3)


def test_a_radius_by_duration_is_that_of_the_stay_counted_so_often() -> None:
    x, y = [0.0, 1000.0, 0.0], [0.0, 0.0, 3000.0]
    assert radius_of_gyration(x, y, [2, 1, 1], "flat") == EXACT(1369.306, abs=1e-3)
    assert math.isnan(radius_of_gyration(x, y, [0, 0, 0], "flat"))
    assert math.isnan(radius_of_gyration([], []))
    with pytest.raises(UsageError, match="no metric"):
        radius_of_gyration(x, y, metric="Mercator")


points = st.lists(st.tuples(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5)), min_size=1, max_size=40)


@given(points, st.floats(-1e5, 1e5), st.floats(0, 6.3))
def test_space_does_not_change_with_a_shift_or_a_turn(
    spots: list[tuple[float, float]], shift: float, turn: float
) -> None:
    x, y = np.array(spots).T
    u, v = x * math.cos(turn) - y * math.sin(turn) + shift, x * math.sin(turn) + y * math.cos(turn) - shift
    for measure in (hull_area, ellipse_area, lambda a, b: radius_of_gyration(a, b, metric="flat")):
        assert measure(u, v) == EXACT(measure(x, y), rel=1e-6, abs=1.0)
    assert 0 <= exploration(list(map(str, spots))) <= 1


def test_activity_space() -> None:
    assert hull_area([0, 1000], [0, 1000]) == ellipse_area([0, 1000], [0, 1000]) == 0
    assert hull_area([0, 1000, 1000, 0, 500], [0, 0, 1000, 1000, 500]) == EXACT(1e6)
    # Deviations of ±2 and ±1 along axes turned by 30 degrees: sums of squares 8 and 2, divided by 4 − 2.
    long, wide = np.array([2, -2, 0, 0]), np.array([0, 0, 1, -1])
    angle = math.radians(30)
    x, y = long * math.cos(angle) - wide * math.sin(angle), long * math.sin(angle) + wide * math.cos(angle)
    assert ellipse_area(x, y) == EXACT(math.pi * 2 * 1)
    assert ellipse_area([0, 1, 2], [0, 1, 2]) == EXACT(0, abs=1e-12)


def test_exploration_and_nothing() -> None:
    assert exploration(list("ABAC")) == 0.75
    assert all(math.isnan(one([])) for one in (exploration, random_entropy, uncorrelated_entropy, real_entropy))
    assert uncorrelated_entropy(["A"], normalised=True) == 0


@pytest.mark.parametrize(
    ("shares", "segregation"), [((1, 0, 0, 0), 1), ((0.5, 0.3, 0.1, 0.1), 0.4), ((0.4, 0.3, 0.2, 0.1), 0.266667)]
)
def test_the_worked_mix_of_a_place(shares: tuple[float, ...], segregation: float) -> None:
    """docs/definitions.md#home-areas-in-a-place"""
    assert 1 - float(home_area_mix(shares)) == EXACT(segregation, abs=1e-6)
    assert float(home_area_mix(np.array(shares) * 7200)) == EXACT(1 - segregation, abs=1e-6)


def test_the_worked_mix_of_a_person() -> None:
    places = [(0.4, 0.3, 0.2, 0.1), (0.25,) * 4, (0.1, 0.1, 0.3, 0.5)]
    assert np.array([0.5, 0.3, 0.2]) @ np.array(places) == EXACT((0.295, 0.245, 0.235, 0.225))
    assert 1 - person_mix([0.5, 0.3, 0.2], places) == EXACT(0.06, abs=1e-9)


seconds = st.lists(st.floats(0, 1e6), min_size=2, max_size=8).filter(lambda found: sum(found) > 1)


@given(seconds, st.integers(0, 2**32 - 1))
def test_a_mix_is_a_share_and_1_where_a_place_is_like_the_sample(time: list[float], seed: int) -> None:
    reference = np.random.default_rng(seed).uniform(0.05, 1, len(time))
    assert -1e-9 <= float(home_area_mix(time, reference)) <= 1 + 1e-9
    assert float(home_area_mix(reference * 3600, reference)) == EXACT(1)
    alone = np.eye(len(time))[int(np.argmin(reference))]
    assert float(home_area_mix(alone, reference)) == EXACT(0, abs=1e-9), "nothing is further from the sample"


def test_a_mix_that_cannot_be_told() -> None:
    assert np.isnan(home_area_mix([[0, 0], [1, 1]])).tolist() == [True, False]
    with pytest.raises(UsageError, match="do not fit"):
        home_area_mix([1, 2], [1, 0])
