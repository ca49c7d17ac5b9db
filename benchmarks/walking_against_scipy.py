"""Walk sheds: ours against scipy's bounded Dijkstra, same points, same network, same answer.

    python benchmarks/walking_against_scipy.py --repeat 5

Two questions: which cells are within 15 minutes of each cell, and which street nodes are. scipy gets every point as a
node of its own, joined where it meets the street; its rows are computed in blocks, because they are dense.
Building the graph is not measured for either.
"""

from __future__ import annotations

import argparse

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import dijkstra
from shared.timing import median_cpu
from shared.towns import build_graph, town

from analysis.walking import Snap, snap_points, walk_matrix
from geo.network import LINK_CLOSED, WalkNetwork

ROWS = 100


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--town", default="porto_alegre", choices=["porto_alegre", "newport"])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=15.0)
    options = parser.parse_args()
    place = town(options.town)
    network = place.network()
    points = snap_points(network, place.points["lat"].to_numpy(), place.points["lon"].to_numpy())
    points = points.take(points.is_on_network)
    limit_m = options.minutes * 80.0
    graph = build_graph(network)
    nodes = at_nodes(network)
    with_points, first = network_with_points(network, points)
    questions = {
        "cells from cells": (points, np.arange(first, first + len(points))),
        "street nodes from cells": (nodes, np.arange(network.nodes_n)),
    }
    print(f"{place.name}: {len(points)} origins, {options.minutes:g} minutes, {network.nodes_n} street nodes")
    for title, (targets, columns) in questions.items():
        ours_s, _, found = median_cpu(lambda t=targets: walk_matrix(graph, points, t, limit_m), options.repeat)
        theirs_s, _, (rows, places, metres) = median_cpu(
            lambda c=columns: scipy_pairs(with_points, first, len(points), c, limit_m), options.repeat
        )
        check_same(found, rows, places, metres, limit_m)
        print(
            f"{title}: ours {ours_s:.3f} s CPU, scipy {theirs_s:.3f} s CPU, ratio {ours_s / theirs_s:.2f} "
            f"({found.pairs_n:,} pairs, equal)"
        )


def at_nodes(network: WalkNetwork) -> Snap:
    """Every street node, as a point at the end of one of its links."""
    link = np.full(network.nodes_n, -1, np.int32)
    number = np.flatnonzero(_is_open(network)).astype(np.int32)
    link[network.link_v[number]] = number
    link[network.link_u[number]] = number
    is_on = link >= 0
    at_end = is_on & (network.link_u[link] != np.arange(network.nodes_n))
    along_m = np.where(at_end, network.link_length_m[link], 0.0)
    return Snap(link, along_m, np.where(is_on, 0.0, np.inf))


def _is_open(network: WalkNetwork) -> np.ndarray:
    """Links that can be walked now; the others (a gate that is shut) stay in the network and lead nowhere."""
    return (network.link_flags & LINK_CLOSED) == 0


def network_with_points(network: WalkNetwork, points: Snap) -> tuple[sparse.csr_matrix, int]:
    """The streets with each point as a node; returns the matrix and the number of the first such node."""
    feet = network.nodes_n + np.arange(len(points))
    ends = feet + len(points)
    order = np.lexsort((points.along_m, points.link))
    tail, head, metres = [ends], [feet], [points.snap_m]
    on_link = np.unique(points.link)
    whole = np.setdiff1d(np.flatnonzero(_is_open(network)), on_link)
    tail.append(network.link_u[whole])
    head.append(network.link_v[whole])
    metres.append(network.link_length_m[whole])
    for link in on_link:
        here = order[np.searchsorted(points.link[order], link) : np.searchsorted(points.link[order], link, "right")]
        chain = np.concatenate([[network.link_u[link]], feet[here], [network.link_v[link]]])
        along = np.concatenate([[0.0], points.along_m[here], [network.link_length_m[link]]])
        tail.append(chain[:-1])
        head.append(chain[1:])
        metres.append(np.diff(along))
    tail, head = np.concatenate(tail), np.concatenate(head)
    metres = np.maximum(np.concatenate(metres), 1e-9)
    keep = np.lexsort((metres, np.maximum(tail, head), np.minimum(tail, head)))
    tail, head, metres = np.minimum(tail, head)[keep], np.maximum(tail, head)[keep], metres[keep]
    is_first = np.ones(len(tail), bool)
    is_first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    is_first &= tail != head
    tail, head, metres = tail[is_first], head[is_first], metres[is_first]
    size = network.nodes_n + 2 * len(points)
    both = (np.concatenate([metres, metres]), (np.concatenate([tail, head]), np.concatenate([head, tail])))
    return sparse.coo_matrix(both, shape=(size, size)).tocsr(), network.nodes_n + len(points)


def scipy_pairs(matrix, first: int, points_n: int, columns: np.ndarray, limit_m: float):
    """(row, column, metres) of all pairs within the limit."""
    rows, places, metres = [], [], []
    for start in range(0, points_n, ROWS):
        origins = np.arange(start, min(start + ROWS, points_n))
        dense = dijkstra(matrix, directed=True, indices=first + origins, limit=limit_m)[:, columns]
        row, place = np.nonzero(np.isfinite(dense))
        rows.append(origins[row])
        places.append(place)
        metres.append(dense[row, place])
    return np.concatenate(rows), np.concatenate(places), np.concatenate(metres)


def check_same(found, rows: np.ndarray, places: np.ndarray, metres: np.ndarray, limit_m: float) -> None:
    """Fail unless both found the same pairs and lengths (a point's own distance to itself apart)."""
    size = (found.rows_n, found.columns_n)
    ours = sparse.csr_matrix((found.metres, (found.rows(), found.indices)), shape=size)
    theirs = sparse.csr_matrix((metres, (rows, places)), shape=size)
    difference = abs(ours - theirs).tocoo()
    wrong = (difference.data > 1e-4) & (limit_m - 1e-3 > ours.tocsr()[difference.row, difference.col].A1)
    if size[0] == size[1]:
        wrong &= difference.row != difference.col
    if wrong.any():
        raise SystemExit(f"{int(wrong.sum())} pairs differ.")


if __name__ == "__main__":
    main()
