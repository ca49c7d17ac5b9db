"""Primary and complementary suppression, rounding, moved numbers."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from everyday.movement import people_behind, rounded_to, shown_rows
from everyday.movement.suppressing import moved_number

TABLES = st.dictionaries(
    st.sampled_from("abcdefgh"), st.frozensets(st.sampled_from([f"p{number}" for number in range(30)]), max_size=20)
)


@given(TABLES, st.integers(2, 12), st.booleans())
def test_no_row_and_no_remainder_has_few_people(people, k, has_total):
    shown = shown_rows(people, k, has_total=has_total)
    assert all(len(people[row]) >= k for row in shown.rows)
    hidden = frozenset().union(*(who for row, who in people.items() if row not in shown.rows))
    if has_total and shown.rows:
        assert len(hidden) == 0 or len(hidden) >= k
    if not has_total:
        assert set(shown.rows) == {row for row, who in people.items() if len(who) >= k}


def test_the_smallest_row_goes_where_one_alone_would_be_told_by_subtraction():
    people = {
        "north": frozenset(f"n{one}" for one in range(30)), "south": frozenset(f"s{one}" for one in range(12)),
        "estate": frozenset({"e1", "e2", "e3"}),
    }  # fmt: skip
    alone = shown_rows(people, 10, has_total=False)
    beside = shown_rows(people, 10, has_total=True)
    assert alone.rows == ("north", "south")
    assert (beside.rows, beside.few_n, beside.beside_n) == (("north",), 1, 1)
    apart = shown_rows({"north": people["north"]}, 10, has_total=True, apart=frozenset({"x"}))
    assert apart.rows == ()


def test_people_behind_counts_each_once():
    table = pl.DataFrame({"row": ["a", "a", "b"], "person": ["p", "p", "q"]})
    assert people_behind(table, "row") == {"a": frozenset({"p"}), "b": frozenset({"q"})}


def test_rounding_goes_up_at_the_half_and_leaves_what_is_not_known():
    assert rounded_to([12, 12.5, 14.9, 15], 5).tolist() == [10, 15, 15, 15]
    assert rounded_to([0.525, 0.57], 0.05).tolist() == [0.55, 0.55]
    assert np.isnan(rounded_to([np.nan], 5)).all()


def test_the_same_people_are_always_moved_alike_and_others_otherwise():
    people = [f"p{number}" for number in range(14)]
    moved = moved_number(people, 10, b"secret")
    assert moved == moved_number(reversed(people), 10, b"secret")
    assert moved != moved_number(people, 10, b"another")
    others = [moved_number([*people, f"q{number}"], 10, b"secret") - 15 for number in range(400)]
    assert -10 <= min(others) < -8
    assert 8 < max(others) <= 10
    assert abs(np.mean(others)) < 1
