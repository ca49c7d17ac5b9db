"""Walks kept small: the same pairs as of a full matrix, lengths never too short, in a fraction of the memory."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.walking import CompactWalks, build_graph, snap_points, walk_matrix
from analysis.walking.graph import compact_walks
from tests.makers.street_networks import make_network, points_at

SIDE_N = 12


@pytest.fixture(scope="module")
def town():
    """A grid of streets 1,100 m wide: 700 points as origins and the last 600 of them as destinations, one off it."""
    x, y = (each.ravel() * 100.0 for each in np.meshgrid(np.arange(SIDE_N), np.arange(SIDE_N)))
    number = np.arange(SIDE_N**2).reshape(SIDE_N, SIDE_N)
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    up = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    network = make_network(x, y, np.concatenate([across, up]))
    at = np.random.default_rng(7).uniform(0, 1100, (2, 700))
    at[:, 300] = 9000.0
    points = snap_points(network, *points_at(*at))
    assert (points.link < 0).sum() == 1
    return build_graph(network), points, points.take(range(100, 700))


def memory(walks: CompactWalks) -> int:
    parts = [(one.indptr, one.columns, one.bits, one.steps) for one in walks.blocks]
    return sum(part.nbytes for one in parts for part in one if part is not None)


@pytest.mark.parametrize(
    ("limit_m", "is_dense", "of_matrix"), [(30.0, False, 0.9), (400.0, True, 0.25), (9000.0, True, 0.19)]
)
def test_pairs_are_those_of_the_matrix_and_metres_never_too_few(town, limit_m, is_dense, of_matrix):
    graph, origins, destinations = town
    walks = walk_matrix(graph, origins, destinations, limit_m)
    found = compact_walks(graph, origins, destinations, limit_m, workers=2)
    assert (found.rows_n, found.columns_n) == (walks.rows_n, walks.columns_n)
    assert len(found.blocks) == 3
    assert {one.bits is not None for one in found.blocks} == {is_dense}
    for row in range(walks.rows_n):
        columns, metres = walks.row(row)
        np.testing.assert_array_equal(found.columns(row), columns)
        same_columns, most_m = found.row(row)
        np.testing.assert_array_equal(same_columns, columns)
        assert (most_m >= metres - 1e-9).all()
        assert (most_m - metres < limit_m / 65_000).all()
    some = np.isin(np.arange(600), [3, 200, 599])
    np.testing.assert_array_equal(found.rows_to(some), walks.rows_to(some))
    assert found.rows_to(some).any()
    assert memory(found) < of_matrix * sum(part.nbytes for part in (walks.indptr, walks.indices, walks.metres))


def test_rows_are_exchanged_without_a_copy_of_the_others(town):
    graph, origins, destinations = town
    walks = compact_walks(graph, origins, destinations, 400.0)
    again = np.array([600, 2, 300])
    changed = walks.with_rows(again, compact_walks(graph, origins.take([5, 6, 7]), destinations, 400.0))
    for row, other in zip(again, [5, 6, 7], strict=True):
        np.testing.assert_array_equal(changed.row(row)[1], walks.row(other)[1])
    np.testing.assert_array_equal(changed.columns(1), walks.columns(1))
    assert changed.blocks[:3] == walks.blocks  # the very same
    np.testing.assert_array_equal(walks.columns(2), walk_matrix(graph, origins.take([2]), destinations, 400.0).indices)
