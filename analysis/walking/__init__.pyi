# What other folders use of this one; the paragraph stands in __init__.py.
from .altered import KnownWalks
from .compact import CompactWalks
from .graph import build_graph, nearest_m, snap_again, snap_points, walk_matrix
from .kernel import spread, spread_near
from .matrix import WalkMatrix
from .street_edge import edge_metres, edge_walk_minutes
from .streets import Snap, WalkGraph

__all__ = [
    "CompactWalks",
    "KnownWalks",
    "Snap",
    "WalkGraph",
    "WalkMatrix",
    "build_graph",
    "edge_metres",
    "edge_walk_minutes",
    "nearest_m",
    "snap_again",
    "snap_points",
    "spread",
    "spread_near",
    "walk_matrix",
]
