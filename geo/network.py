"""The walking network of a town: plain arrays, one row per node and per link.

The network is not simplified: every OSM node on a walkable way is a node and every link is one straight
segment, so that a point can be snapped anywhere along a street. Links are walked both ways.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.arrays import save_arrays

__all__ = [
    "LINK_CLOSED",
    "LINK_CROSSING",
    "LINK_FERRY",
    "LINK_OFF_GROUND",
    "LINK_PLATFORM",
    "LINK_STEPS",
    "WalkNetwork",
]

# Bits of ``link_flags``.
LINK_STEPS = 1
LINK_CROSSING = 2
LINK_PLATFORM = 4
LINK_OFF_GROUND = 8
LINK_FERRY = 16
LINK_CLOSED = 32


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
        link_flags: uint8 (m,), bits ``LINK_STEPS`` (not step-free), ``LINK_CROSSING``, ``LINK_PLATFORM``,
            ``LINK_OFF_GROUND`` (a bridge, a tunnel, another layer), ``LINK_FERRY`` (no place to begin a walk) and
            ``LINK_CLOSED`` (not open at the time that the network is of; nobody walks there).
        names: street names.
        component: int32 (n,), connected component of each node, 0 is the largest.
        extent: where streets are known (WGS 84 polygon), derived from the walkable nodes.
        hours: rules of what is open at some times only (``geo.osm.hours``), one line each.
        link_hours: int16 (m,), position in ``hours``, -1 where a link is the same at all times.
        link_ride_s: float32 (m,), seconds of a ferry on a link, 0 where people walk; ``link_length_m`` of such a link
            is what one walks in that time, at 4.8 km/h unless :meth:`at_speed` was asked.

    The last three may be left out: then all links are the same at all times, and walked.
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
    hours: tuple[str, ...] = ()
    link_hours: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int16))
    link_ride_s: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.float32))

    def __post_init__(self) -> None:
        for name, value in (("link_hours", -1), ("link_ride_s", 0)):
            given = getattr(self, name)
            more = np.full(max(len(self.link_u) - len(given), 0), value, dtype=given.dtype)
            object.__setattr__(self, name, np.concatenate((given, more)))

    def at_speed(self, walk_m_per_s: float) -> WalkNetwork:
        """The network for people who walk so fast: a ferry takes its time all the same."""
        is_ride = self.link_ride_s > 0
        if not is_ride.any():
            return self
        return replace(self, link_length_m=np.where(is_ride, self.link_ride_s * walk_m_per_s, self.link_length_m))

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
        save_arrays(
            path,
            crs=np.frombuffer(self.crs.encode(), dtype=np.uint8),
            names=np.frombuffer(text.encode(), dtype=np.uint8),
            extent=np.frombuffer(shapely.to_wkb(self.extent), dtype=np.uint8),
            hours=np.frombuffer("\n".join(self.hours).encode(), dtype=np.uint8),
            **arrays,
        )

    @classmethod
    def load(cls, path: Path) -> WalkNetwork:
        """Read what :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            text = stored["names"].tobytes().decode()
            hours = stored["hours"].tobytes().decode() if "hours" in stored else ""  # as it was before hours were read
            return cls(
                crs=stored["crs"].tobytes().decode(),
                names=tuple(text.split("\n")) if text else (),
                extent=shapely.from_wkb(stored["extent"].tobytes()),
                hours=tuple(hours.split("\n")) if hours else (),
                **{name: stored[name] for name in _ARRAYS if name in stored},
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
    "link_hours",
    "link_ride_s",
)
