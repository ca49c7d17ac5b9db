"""The split of a change: an independent slow computation over all orders, sums, symmetry and what cannot be split."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.shapley import shapley_split, subsets
from geo.errors import UsageError

INPUTS = ("timetable", "map", "people", "parameters")
EXACT = 1e-9


def by_orders(values: dict[frozenset[str], float], inputs: tuple[str, ...]) -> dict[str, float]:
    """The mean over every order, one exchange after the other: what the formula stands for."""
    found = dict.fromkeys(inputs, 0.0)
    orders = list(permutations(inputs))
    for order in orders:
        done: frozenset[str] = frozenset()
        for name in order:
            found[name] += (values[done | {name}] - values[done]) / len(orders)
            done |= {name}
    return found


@st.composite
def games(draw: st.DrawFn) -> tuple[dict[frozenset[str], float], tuple[str, ...]]:
    inputs = INPUTS[: draw(st.integers(0, 4))]
    number = st.floats(-1e4, 1e4, allow_nan=False)
    return {one: draw(number) for one in subsets(inputs)}, inputs


@given(games())
def test_it_is_the_mean_over_all_orders_and_adds_up(game: tuple[dict[frozenset[str], float], tuple[str, ...]]) -> None:
    values, inputs = game
    parts = shapley_split(values, inputs)
    slow = by_orders(values, inputs)
    assert {name: float(part) for name, part in parts.items()} == pytest.approx(slow, abs=1e-8)
    whole = values[frozenset(inputs)] - values[frozenset()]
    assert sum(float(part) for part in parts.values()) == pytest.approx(whole, abs=EXACT)


@given(games(), st.randoms(use_true_random=False))
def test_the_order_in_which_inputs_are_named_does_not_matter(
    game: tuple[dict[frozenset[str], float], tuple[str, ...]], random: object
) -> None:
    values, inputs = game
    mixed = list(inputs)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    parts, again = shapley_split(values, inputs), shapley_split(values, mixed)
    assert {name: float(part) for name, part in again.items()} == pytest.approx(
        {name: float(part) for name, part in parts.items()}, abs=EXACT
    )


@given(games(), st.sampled_from(INPUTS))
def test_an_input_that_changes_nothing_gets_nothing(
    game: tuple[dict[frozenset[str], float], tuple[str, ...]], idle: str
) -> None:
    values, inputs = game
    same = {one: values[one - {idle}] for one in values}
    if idle in inputs:
        assert float(shapley_split(same, inputs)[idle]) == 0.0


def test_two_that_only_work_together_share_alike() -> None:
    values = {one: 6.0 if len(one) == 2 else 0.0 for one in subsets(("timetable", "map"))}
    parts = shapley_split(values, ("timetable", "map"))
    assert float(parts["timetable"]) == float(parts["map"]) == 3.0


def test_arrays_are_split_place_by_place_and_none_has_no_parts() -> None:
    values = {
        frozenset[str](): np.array([10.0, np.inf, 4.0]),
        frozenset({"map"}): np.array([9.0, 20.0, np.nan]),
    }
    part = shapley_split(values, ("map",))["map"]
    assert part[0] == -1.0
    assert np.isnan(part[1:]).all()


@pytest.mark.parametrize("inputs", [("a", "a"), ("a", "b", "c", "d", "e")])
def test_wrong_inputs_are_refused(inputs: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        shapley_split({}, inputs)


def test_a_combination_without_a_value_is_named() -> None:
    with pytest.raises(UsageError, match="map and timetable"):
        shapley_split({frozenset[str](): 1, frozenset({"map"}): 1, frozenset({"timetable"}): 1}, ("map", "timetable"))
