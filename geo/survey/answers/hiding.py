"""Small counts hidden, and with them whatever would give them away by subtraction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["hide_small"]


def hide_small(counts: NDArray[np.int64], least: int, *, adds_up: bool) -> NDArray[np.bool_]:
    """Which counts of one question must be hidden.

    A count from 1 to ``least - 1`` is hidden. Where the hidden ones of a row or column sum to less than ``least``, or
    one stands alone, the next smallest goes too, the totals last of all. Then everything that is shown is taken as
    equations: as long as a small count follows from them, more is hidden. Where people of an area are hidden, so is
    everything of it.

    Args:
        counts: (areas + 1, options + 1): the last row is the town's, the last column the people who answered.
        least: the smallest number of people that may be shown.
        adds_up: the options of a row add up to its people (one choice each).

    Returns:
        True where hidden, of the shape of ``counts``.
    """
    small = (counts > 0) & (counts < least)
    hidden = small.copy()
    while True:
        before = hidden.copy()
        hidden |= hidden[:, -1:] & np.ones_like(hidden)
        for column in range(counts.shape[1]):
            _complete(counts[:, column], hidden[:, column], least)
        if adds_up:
            for row in range(counts.shape[0]):
                _complete(counts[row], hidden[row], least)
        if (hidden == before).all():
            found = small & _follows(hidden, adds_up=adds_up)
            if not found.any():
                return hidden
            row = int(np.argwhere(found)[0][0])
            hidden[row if (~hidden[row]).any() else -1] = True


def _complete(counts: NDArray[np.int64], hidden: NDArray[np.bool_], least: int) -> None:
    """Hide on in one line whose last entry is the sum of the others, in place."""
    parts = slice(0, -1)
    while hidden[parts].any() and not hidden[-1]:
        if hidden[parts].sum() > 1 and counts[parts][hidden[parts]].sum() >= least:
            return
        shown = np.flatnonzero(~hidden[parts] & (counts[parts] > 0))
        if len(shown):
            hidden[shown[np.argmin(counts[shown])]] = True
        else:
            hidden[-1] = True


def _follows(hidden: NDArray[np.bool_], *, adds_up: bool) -> NDArray[np.bool_]:
    """Hidden counts that follow from those shown, as every column (and row) adds up to its last entry."""
    numbers = np.full(hidden.shape, -1)
    numbers[hidden] = np.arange(int(hidden.sum()))
    lines = [numbers[:, column] for column in range(hidden.shape[1])]
    lines += [numbers[row] for row in range(hidden.shape[0])] if adds_up else []
    equations = []
    for line in lines:
        unknown = line[line >= 0]
        if len(unknown):
            equation = np.zeros(int(hidden.sum()))
            equation[unknown] = 1.0
            if line[-1] >= 0:
                equation[line[-1]] = -1.0
            equations.append(equation)
    found = np.zeros(hidden.shape, dtype=bool)
    if equations:
        _, values, spaces = np.linalg.svd(np.array(equations), full_matrices=True)
        free = spaces[int((values > 1e-9).sum()) :]
        found[hidden] = (np.abs(free) < 1e-9).all(axis=0)
    return found
