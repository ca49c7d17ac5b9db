"""Whole columns of numbers put in order: each moved at once, and its rows as those of all columns beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from geo.survey.layout import Stack

__all__ = ["Order", "order_of_stacks"]


@dataclass(frozen=True)
class Order:
    """Values sorted by indicator and place, as Polars counts positions.

    Attributes:
        indicators: of each value.
        values: where each stands in the stacks.
        stacks: of each column in turn, which stack it is of.
        places: of each stack, its places in order.
    """

    indicators: NDArray[np.uint32]
    values: NDArray[np.uint32]
    stacks: tuple[int, ...]
    places: tuple[NDArray[np.int64], ...]

    def of_values(self, of_places: NDArray[np.integer]) -> NDArray[np.uint32]:
        """What is known of places, of each value."""
        known = [of_places[places].astype(np.uint32) for places in self.places]
        return np.concatenate([known[number] for number in self.stacks])


def order_of_stacks(stacks: Sequence[Stack], of_asked: NDArray[np.int64], of_place: NDArray[np.int64]) -> Order | None:
    """The order of the values of stacks.

    Args:
        stacks: one below the other.
        of_asked: the indicator of each thing asked.
        of_place: a number for each place, in the order that is wanted.

    Returns:
        The order; None where columns do not stay whole in it (a place stands twice, an indicator twice beside itself,
        places of one stack come between those of another), or where there are no stacks.
    """
    if not stacks:
        return None
    firsts = np.cumsum([0, *(stack.places_n for stack in stacks)])
    own = [of_place[first : first + stack.places_n] for first, stack in zip(firsts, stacks, strict=False)]
    by_row = [np.argsort(places) for places in own]
    in_turn = sorted(range(len(stacks)), key=lambda number: own[number].min())
    if any((np.diff(places[rows]) == 0).any() for places, rows in zip(own, by_row, strict=True)) or any(
        own[one].max() >= own[other].min() for one, other in pairwise(in_turn)
    ):
        return None
    sizes, widths = [stack.places_n for stack in stacks], [len(stack.asked) for stack in stacks]
    number = np.repeat(np.arange(len(stacks)), widths)
    indicator = of_asked[np.concatenate([stack.asked for stack in stacks])]
    turn = np.argsort(in_turn)[number]
    count = np.repeat(sizes, widths)
    first = np.cumsum(count) - count
    order = np.lexsort((turn, indicator))
    number, indicator, turn, first = number[order], indicator[order], turn[order], first[order].astype(np.uint32)
    if ((np.diff(indicator) == 0) & (np.diff(turn) == 0)).any():
        return None
    rows = [positions.astype(np.uint32) for positions in by_row]
    return Order(
        np.repeat(indicator.astype(np.uint32), count[order]),
        np.concatenate([rows[stack] + head for stack, head in zip(number.tolist(), first, strict=True)]),
        tuple(number.tolist()),
        tuple(first_place + positions for first_place, positions in zip(firsts, by_row, strict=False)),
    )
