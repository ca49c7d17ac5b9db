"""The ground the town stands on: parts enclosed by the lines of the plan, water, and the borough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shapely import make_valid
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

from everyday.demo.ground import plan
from everyday.demo.ground.districts import SEEDS, WARDS, Seed
from everyday.demo.ground.geometry import XY, box, distance, ribbon, smooth

__all__ = ["Ground", "Part", "read_ground"]

_OVERSHOOT_M = 70.0
_FRAME = (-7000.0, -4900.0, 5900.0, 5300.0)


@dataclass(frozen=True)
class Part:
    """A part of the town and its seed; ``polygon`` in metres."""

    seed: Seed
    polygon: Polygon


@dataclass(frozen=True)
class Ground:
    """Everything that lies still.

    Attributes:
        parts: every part of the borough, in a fixed order.
        roads: main roads as smooth lines, in the order of the plan.
        railway, bypass: smooth lines.
        river, sea: water polygons.
        basins: docks.
        borough: land of the borough.
    """

    parts: tuple[Part, ...]
    roads: tuple[tuple[plan.Road, tuple[XY, ...]], ...]
    railway: tuple[XY, ...]
    siding: tuple[XY, ...]
    bypass: tuple[XY, ...]
    river: Polygon
    river_line: tuple[XY, ...]
    sea: Polygon
    basins: tuple[Polygon, ...]
    borough: Polygon

    @property
    def water(self) -> BaseGeometry:
        """All water."""
        return unary_union([self.river, self.sea, *self.basins])

    def wards(self) -> dict[str, Polygon]:
        """Ward name to its land; they tile the borough."""
        return {name: unary_union([part.polygon for part in self.parts if part.seed.ward == name]) for name in WARDS}


def _overshot(points: Sequence[XY]) -> list[XY]:
    if points[0] == points[-1]:
        return list(points)

    def beyond(end: XY, inner: XY) -> XY:
        length = distance(end, inner)
        return (
            end[0] + (end[0] - inner[0]) * _OVERSHOOT_M / length,
            end[1] + (end[1] - inner[1]) * _OVERSHOOT_M / length,
        )

    return [beyond(points[0], points[1]), *points, beyond(points[-1], points[-2])]


def _parts(lines: list[LineString], land: Polygon) -> tuple[Part, ...]:
    faces = [face for face in polygonize(unary_union(lines)) if land.contains(face.representative_point())]
    faces.sort(key=lambda face: (round(face.centroid.x, 1), round(face.centroid.y, 1)))
    seeded: list[tuple[Seed | None, Polygon]] = []
    doubled: list[str] = []
    for face in faces:
        inside = [seed for seed in SEEDS if face.contains(Point(seed.point))]
        if len(inside) > 1:
            doubled += [str([seed.name + str(seed.point) for seed in inside])]
        seeded.append((inside[0] if inside else None, face))
    whole = {seed: face for seed, face in seeded if seed is not None}
    missing = [seed for seed in SEEDS if seed not in whole]
    if missing or doubled:
        raise ValueError(f"the plan is torn: seeds without a part of their own {missing}, shared {doubled}")
    for seed, face in seeded:
        if seed is None:
            shared = [(face.intersection(other).length, other_seed) for other_seed, other in whole.items()]
            host = max(shared, key=lambda item: (round(item[0], 1), item[1].point))[1]
            whole[host] = unary_union([whole[host], face])
    return tuple(Part(seed, whole[seed]) for seed in SEEDS)


@lru_cache(maxsize=1)
def read_ground() -> Ground:
    """Work out the ground from the plan."""
    west, south, east, north = _FRAME
    coast = smooth(plan.COAST, 60)
    river_line = smooth([point for point, _ in plan.RIVER], 45)
    widths = []
    marks = [point for point, _ in plan.RIVER]
    for point in river_line:
        nearest = sorted(range(len(marks)), key=lambda k: distance(marks[k], point))[:2]
        a, b = nearest
        da, db = distance(marks[a], point), distance(marks[b], point)
        widths.append((plan.RIVER[a][1] * db + plan.RIVER[b][1] * da) / max(da + db, 1e-9))
    frame = Polygon([(west, south), (east, south), (east, north), (west, north)])
    sea = make_valid(Polygon([*coast, (east + 2000, -6200), (east + 2000, 6200)])).intersection(frame)
    river = ribbon(river_line, widths).intersection(frame).difference(sea)
    basins = (
        box((1430, -330), 420, 110, 6), box((1900, -300), 330, 120, -14), box((2480, -130), 300, 110, 24),
        box((1660, -420), 70, 160, 0),
    )  # fmt: skip
    around = plan.BOROUGH
    closing = LineString(_overshot(around))
    mouth = [*river_line, (3100, -665), (4500, -700)]
    roads = tuple((road, tuple(smooth(road.points))) for road in plan.ROADS)
    railway, bypass = smooth(plan.RAILWAY, 50), smooth(plan.BYPASS, 50)
    lines = [LineString(points) for _, points in roads]
    lines += [LineString(_overshot(smooth(edge, 45))) for edge in plan.EDGES]
    lines += [LineString(railway), LineString(bypass), LineString(coast), LineString(mouth), closing]
    shore = Polygon([*around, (5900, -6000), (5900, 6000)])
    parts = _parts(lines, shore.difference(sea))
    return Ground(
        parts=parts,
        roads=roads,
        railway=tuple(railway),
        siding=tuple(smooth(plan.SIDING, 50)),
        bypass=tuple(bypass),
        river=river,
        river_line=tuple(river_line),
        sea=sea,
        basins=basins,
        borough=unary_union([part.polygon for part in parts]),
    )
