"""Small counts are hidden, and cannot be worked out from what is shown."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from geo.survey import hide_small


def table(rows: list[list[int]]) -> np.ndarray:
    """Counts with people as the last column and the town as the last row."""
    counts = np.array(rows, dtype=np.int64)
    counts = np.column_stack([counts, counts.sum(axis=1)])
    return np.vstack([counts, counts.sum(axis=0)])


def possible(counts: np.ndarray, hidden: np.ndarray, cell: tuple[int, int]) -> tuple[float, float]:
    """Least and most that somebody who knows all that is shown can give for a hidden count."""
    height, width = counts.shape
    places = np.arange(height * width).reshape(height, width)
    equations, sums = [], []
    for line in [*places, *places.T]:
        row = np.zeros(height * width)
        row[line[:-1]], row[line[-1]] = 1, -1
        equations.append(row)
        sums.append(0.0)
    bounds = [(0, None) if shut else (n, n) for n, shut in zip(counts.ravel(), hidden.ravel(), strict=True)]
    wanted = np.zeros(height * width)
    wanted[places[cell]] = 1
    found = [linprog(sign * wanted, A_eq=equations, b_eq=sums, bounds=bounds) for sign in (1, -1)]
    return found[0].fun, np.inf if found[1].status == 3 else -found[1].fun


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 7).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=9)
    ),
    st.integers(5, 12),
)
def test_nothing_small_follows_from_a_total(rows: list[list[int]], least: int) -> None:
    counts = table(rows)
    hidden = hide_small(counts, least, adds_up=True)
    assert hidden[(counts > 0) & (counts < least)].all()
    for lines, shut in ((counts, hidden), (counts.T, hidden.T)):
        for line, closed in zip(lines, shut, strict=True):
            if not closed[-1]:
                together = line[:-1][closed[:-1]].sum()
                assert together == 0 or together >= least, (line, closed)
    if counts.shape[0] * counts.shape[1] <= 30:
        for cell in np.argwhere((counts > 0) & (counts < least)):
            low, high = possible(counts, hidden, tuple(cell))
            assert high - low > 0.5, (counts, hidden, cell)
    for area in range(len(counts)):
        if hidden[area, -1]:
            assert hidden[area].all()


def test_the_next_smallest_goes_too_and_the_town_s_total_last() -> None:
    hidden = hide_small(table([[3, 40, 30], [20, 25, 31], [50, 60, 70]]), 10, adds_up=True)
    assert hidden[0, 0]
    assert not hidden[3].any()
    assert not hidden[:, 3].any()
    assert hidden.sum() <= 7, "no more than is needed"
    alone = hide_small(table([[3, 40], [0, 40]]), 10, adds_up=True)
    assert alone[:, 0].tolist() == [True, False, True]


def test_large_counts_all_show() -> None:
    assert not hide_small(table([[30, 40], [25, 0]]), 10, adds_up=True).any()
