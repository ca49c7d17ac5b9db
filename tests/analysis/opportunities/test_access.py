"""Opportunity access (docs/definitions.md#access): worked values, those of Belo Horizonte, what must always hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.opportunities import decay
from analysis.opportunities.access import (
    TravelTimes,
    balancing_cost,
    cost_to_closest,
    cumulative,
    cumulative_interval,
    floating_catchment,
    gravity,
    spatial_availability,
)
from analysis.walking.matrix import WalkMatrix
from geo.errors import UsageError

# docs/definitions.md#access, the toy of Soukhov and others: people of A, B, C, jobs 1, 2, 3 and minutes between them.
PEOPLE = [50_000, 150_000, 10_000]
JOBS = [100_000, 100_000, 10_000]
MINUTES = [[15, 30, 100], [30, 15, 100], [100, 100, 15]]


# --- worked values ---------------------------------------------------------------------------------------------------


def test_cumulative_access_of_the_toy_with_and_without_the_limit() -> None:
    # docs/definitions.md#access
    assert cumulative(MINUTES, JOBS, 30).tolist() == [200_000, 200_000, 10_000]
    assert cumulative(MINUTES, JOBS, 30, inclusive=False).tolist() == [100_000, 100_000, 10_000]


def test_gravity_of_the_toy() -> None:
    # docs/definitions.md#access
    found = gravity(MINUTES, JOBS, decay.exponential(0.1))
    assert found == pytest.approx([27_292.18, 27_292.18, 2_240.38], abs=0.005)


def test_spatial_availability_of_the_toy() -> None:
    # docs/definitions.md#access
    found = spatial_availability(MINUTES, JOBS, PEOPLE, decay.exponential(0.1))
    assert found.round().tolist() == [66_833, 133_203, 9_963]
    assert found.sum() == pytest.approx(210_000, abs=1e-6)


def test_two_steps_of_the_toy() -> None:
    # docs/definitions.md#floating-catchment
    assert floating_catchment(MINUTES, PEOPLE, JOBS, decay.binary(30)) == pytest.approx([1, 1, 1])


def test_enhanced_two_steps() -> None:
    # docs/definitions.md#floating-catchment: E2SFCA
    minutes, people, supply = [[8, 25], [18, 9]], [1000, 500], [5, 2]
    found = floating_catchment(minutes, people, supply, decay.steps_up_to(decay.E2SFCA_STEPS))
    assert found == pytest.approx([0.00434245, 0.00531509], abs=5e-9)
    assert np.dot(people, found) == pytest.approx(7.0)


@pytest.mark.parametrize(
    ("inbound", "outbound", "across", "published"),
    [
        (40, 40, 80, [0.331444, 0.579828, 7.286418]),
        (20, 40, 80, [0.435340, 0.683724, 5.727977]),
        (40, 20, 80, [0.331072, 0.577858, 7.299992]),
        (20, 20, 40, [0.442568, 0.666758, 5.740525]),
    ],
    ids=["base", "faster inbound", "faster outbound", "symmetric"],
)
def test_the_hospitals_of_pysal(inbound: int, outbound: int, across: int, published: list[float]) -> None:
    # docs/definitions.md#floating-catchment: two suburbs, a city with 100 doctors, costs of the tests of pysal access
    minutes = [[1, across, inbound], [across, 1, inbound], [outbound, outbound, 1]]
    found = floating_catchment(minutes, [100, 50, 10], [15, 20, 100], decay.up_to(61, decay.power(1), inclusive=False))
    assert found == pytest.approx(published, abs=5e-7)


def test_the_logistic_of_r5() -> None:
    # docs/definitions.md#decay
    found = decay.logistic(30, 10)([0, 15, 30, 45, 60])
    assert found == pytest.approx([1, 0.9423, 0.5022, 0.0620, 0.0043], abs=5e-5)
    assert decay.logistic(30, 10)([90, 4000]).tolist() == [0, 0]


def test_at_a_step_the_two_conventions_differ() -> None:
    # docs/definitions.md#decay: at t = 10 pysal gives 1, the Ipea package .68
    assert decay.steps_up_to(decay.E2SFCA_STEPS)([0, 10, 10.01, 20, 30, 30.01]).tolist() == [1, 1, 0.68, 0.68, 0.22, 0]
    opened = decay.stepped([10, 20, 30], [0.68, 0.22, 0])
    assert opened([0, 9.99, 10, 19.99, 20, 29.99, 30, 99]).tolist() == [1, 1, 0.68, 0.68, 0.22, 0.22, 0, 0]


def test_the_other_decays_by_their_formulas() -> None:
    assert decay.half_life(30)([0, 30, 60]).tolist() == [1, 0.5, 0.25]
    assert decay.linear(30)([0, 15, 30, 45]).tolist() == [1, 0.5, 0, 0]
    assert decay.power(2)([0, 0.5, 1, 2, 4]).tolist() == [1, 1, 1, 0.25, 0.0625]
    assert decay.modified_gaussian(30, 300_000)([0, 15, 30]) == pytest.approx(np.exp([0, -0.25 / 0.3, -1 / 0.3]))
    assert decay.up_to(30, decay.half_life(30))([0, 30, 30.1]).tolist() == [1, 0.5, 0]


@pytest.mark.parametrize(
    "make",
    [lambda: decay.exponential(0), lambda: decay.linear(-1), lambda: decay.stepped([10, 5], [0.5, 0]),
     lambda: decay.stepped([10], [0.5, 0]), lambda: decay.steps_up_to({}), lambda: cumulative([1, 2], [1], 3),
     lambda: cumulative(MINUTES, [1, 2], 3), lambda: cumulative(MINUTES, [1, -2, 1], 3),
     lambda: cumulative_interval(MINUTES, JOBS, [])],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(make) -> None:
    with pytest.raises(UsageError):
        make()


# --- Belo Horizonte --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def belo_horizonte(real_data: Path) -> tuple[TravelTimes, pd.DataFrame, pd.DataFrame]:
    folder = real_data / "belo_horizonte"
    cells = pd.read_csv(folder / "land_use.csv")
    matrix = pd.read_parquet(folder / "travel_matrix.parquet").rename(columns={"travel_time": "minutes"})
    published = pd.read_csv(folder / "oracle/accessibility_measures_published.csv")
    return TravelTimes.from_table(matrix, cells["id"].tolist(), cells["id"].tolist()), cells, published


@pytest.mark.data
def test_belo_horizonte_reproduces_every_confirmed_published_value(belo_horizonte) -> None:
    times, cells, published = belo_horizonte
    jobs, schools, people = (cells[name].to_numpy(float) for name in ("jobs", "schools", "population"))
    access = {
        "cumulative_cutoff": cumulative(times, jobs, 30),
        "cost_to_closest_1": cost_to_closest(times, schools, 1),
        "gravity_exponential": gravity(times, schools, decay.exponential(0.2)),
        "2sfca_binary (supply jobs, demand population)": floating_catchment(times, people, jobs, decay.binary(50)),
        "cumulative_interval (median over integer cutoffs)": cumulative_interval(
            times, jobs, range(20, 31), statistic="median"
        ),
    }
    confirmed = published[published["recomputed_here_equal"]]
    assert len(confirmed) == 29
    row = pd.Index(cells["id"]).get_indexer(confirmed["id"])
    found = [access[name][number] for name, number in zip(confirmed["measure"], row, strict=True)]
    # Printed to 7 or 8 digits.
    assert found == pytest.approx(confirmed["published_value"].tolist(), rel=2e-7, abs=1e-8)


@pytest.mark.data
def test_belo_horizonte_keeps_its_sums(belo_horizonte) -> None:
    times, cells, _ = belo_horizonte
    jobs, people = cells["jobs"].to_numpy(float), cells["population"].to_numpy(float)
    near = times.minutes <= 50
    is_reached = np.bincount(times.destination[near], people[times.origin[near]], len(jobs)) > 0
    found = floating_catchment(times, people, jobs, decay.binary(50))
    assert np.dot(people, found) == pytest.approx(jobs[is_reached].sum(), rel=1e-12)


# --- what always holds -----------------------------------------------------------------------------------------------


@st.composite
def towns(draw) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Minutes (inf, NaN and -1 are unreachable), people, opportunities."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = (draw(st.integers(1, 6)), draw(st.integers(1, 6)))
    minutes = random.integers(0, 60, shape).astype(float)
    minutes[random.random(shape) < 0.3] = draw(st.sampled_from([np.inf, np.nan, -1]))
    return minutes, random.integers(0, 50, shape[0]).astype(float), random.integers(0, 9, shape[1]).astype(float)


@settings(deadline=None, max_examples=60)
@given(towns(), st.floats(0, 60), st.floats(0, 60))
def test_a_longer_limit_never_reaches_less(town, one: float, other: float) -> None:
    minutes, _, offered = town
    less, more = (cumulative(minutes, offered, limit) for limit in sorted((one, other)))
    assert (more >= less).all()
    assert (cumulative(minutes, offered, one, inclusive=False) <= cumulative(minutes, offered, one)).all()


@settings(deadline=None, max_examples=60)
@given(towns(), st.sampled_from([decay.binary(30), decay.steps_up_to(decay.E2SFCA_WIDE_STEPS), decay.linear(45)]))
def test_what_is_shared_out_is_what_there_is(town, weight) -> None:
    minutes, people, offered = town
    weights = np.where(np.isfinite(minutes) & (minutes >= 0), weight(np.nan_to_num(minutes, posinf=0)), 0)
    is_reached = (people @ weights) > 0
    per_head = floating_catchment(minutes, people, offered, weight)
    assert np.dot(people, per_head) == pytest.approx(offered[is_reached].sum())
    assert spatial_availability(minutes, offered, people, weight).sum() == pytest.approx(offered[is_reached].sum())


@settings(deadline=None, max_examples=60)
@given(towns(), st.integers(0, 12))
def test_the_closest_are_found_as_by_hand(town, number: int) -> None:
    minutes, people, offered = town
    found = cost_to_closest(minutes, offered, number)
    for row, cost in zip(minutes, found, strict=True):
        reached = [(t, o) for t, o in zip(row, offered, strict=True) if np.isfinite(t) and t >= 0]
        enough = [t for t, _ in reached if sum(o for u, o in reached if u <= t) >= number]
        expected = 0 if number == 0 else min(enough, default=np.nan)
        assert cost == pytest.approx(expected, nan_ok=True)
    balanced = balancing_cost(minutes, offered, people)
    for row, cost in enumerate(balanced):
        if np.isfinite(cost):
            assert cumulative(minutes, offered, cost)[row] >= people[row] or people[row] == 0


@settings(deadline=None, max_examples=40)
@given(towns())
def test_a_dense_and_a_long_table_say_the_same(town) -> None:
    minutes, people, offered = town
    rows, columns = np.indices(minutes.shape).reshape(2, -1)
    table = pd.DataFrame({"from_id": rows, "to_id": columns, "minutes": minutes.ravel()})
    table = table[np.isfinite(table["minutes"])].sample(frac=1, random_state=1)
    times = TravelTimes.from_table(table, list(range(len(people))), list(range(len(offered))))
    fade = decay.exponential(0.05)
    assert gravity(times, offered, fade) == pytest.approx(gravity(minutes, offered, fade))
    passive = gravity(times.transposed(), people, fade)
    assert passive == pytest.approx(gravity(minutes.T, people, fade))


# --- shapes of travel times ------------------------------------------------------------------------------------------


def test_a_place_with_two_entrances_counts_once_at_the_nearer() -> None:
    times = TravelTimes.of([[5, 3, np.nan], [np.nan, np.nan, 4]]).grouped([0, 0, 1], 2)
    assert cumulative(times, [1, 1], 10).tolist() == [1, 1]
    assert cost_to_closest(times, [1, 1]).tolist() == [3, 4]


def test_walking_times_follow_from_metres() -> None:
    walks = WalkMatrix(np.array([0, 2, 2]), np.array([0, 2], np.int32), np.array([80.0, 400.0]), 3)
    times = TravelTimes.from_walks(walks, 80 / 60)
    assert times.minutes == pytest.approx([1, 5])
    assert cumulative(times, [1, 1, 1], 5).tolist() == [2, 0]


def test_a_pair_given_twice_is_refused() -> None:
    table = pd.DataFrame({"from_id": ["a", "a"], "to_id": ["b", "b"], "minutes": [1.0, 2.0]})
    with pytest.raises(UsageError, match="more than one"):
        TravelTimes.from_table(table, ["a"], ["b"])
