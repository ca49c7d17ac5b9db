"""The walking network of a town: plain arrays, one row per node and per link.

The network is not simplified: every OSM node on a walkable way is a node and every link is one straight
segment, so that a point can be snapped anywhere along a street. Links are walked both ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["LINK_CROSSING", "LINK_PLATFORM", "LINK_STEPS", "WalkNetwork"]

# Bits of ``link_flags``.
LINK_STEPS = 1
LINK_CROSSING = 2
LINK_PLATFORM = 4


@dataclass(frozen=True)
class WalkNetwork:
    """Nodes and links on which people walk.

    Attributes:
        crs: local metric CRS of ``x``, ``y`` (for example ``"EPSG:27700"``).
        node_id: int64 (n,), OSM node ids (negative for nodes we made).
        x, y: float64 (n,), metres in ``crs``.
        lat, lon: float64 (n,), degrees (WGS 84).
        link_u, link_v: int32 (m,), node positions at the ends of each link.
        link_length_m: float64 (m,), metres.
        link_name: int32 (m,), position in ``names``, -1 where the way has no name.
        link_flags: uint8 (m,), bits ``LINK_STEPS`` (not step-free), ``LINK_CROSSING``, ``LINK_PLATFORM``.
        names: street names.
        component: int32 (n,), connected component of each node, 0 is the largest.
        extent: where streets are known (WGS 84 polygon), derived from the walkable nodes.
    """

    crs: str
    node_id: np.ndarray
    x: np.ndarray
    y: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    link_u: np.ndarray
    link_v: np.ndarray
    link_length_m: np.ndarray
    link_name: np.ndarray
    link_flags: np.ndarray
    names: tuple[str, ...]
    component: np.ndarray
    extent: BaseGeometry

    @property
    def nodes_n(self) -> int:
        """Number of nodes."""
        return len(self.node_id)

    @property
    def links_n(self) -> int:
        """Number of links."""
        return len(self.link_u)

    def save(self, path: Path) -> None:
        """Write to an ``.npz`` file that :meth:`load` reads (no pickle)."""
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        text = "\n".join(name.replace("\n", " ") for name in self.names)
        np.savez_compressed(
            path,
            crs=np.frombuffer(self.crs.encode(), dtype=np.uint8),
            names=np.frombuffer(text.encode(), dtype=np.uint8),
            extent=np.frombuffer(shapely.to_wkb(self.extent), dtype=np.uint8),
            **arrays,
        )

    @classmethod
    def load(cls, path: Path) -> WalkNetwork:
        """Read what :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            text = stored["names"].tobytes().decode()
            return cls(
                crs=stored["crs"].tobytes().decode(),
                names=tuple(text.split("\n")) if text else (),
                extent=shapely.from_wkb(stored["extent"].tobytes()),
                **{name: stored[name] for name in _ARRAYS},
            )


_ARRAYS = (
    "node_id",
    "x",
    "y",
    "lat",
    "lon",
    "link_u",
    "link_v",
    "link_length_m",
    "link_name",
    "link_flags",
    "component",
)
