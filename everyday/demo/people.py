"""Where people live: output areas of some 270 residents each, at points weighted by the houses around."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from shapely.geometry import LineString, Point
from shapely.prepared import prep

from everyday.demo.geometry import XY, Dice, distance
from everyday.demo.ground import read_ground
from everyday.demo.ways import build_ways

__all__ = ["OutputArea", "build_output_areas"]

_SIZE = 275
_LAND_M2 = 92_000.0
_HOMES = ("residential", "tertiary", "secondary", "primary", "unclassified")


@dataclass(frozen=True)
class OutputArea:
    """A population-weighted centroid: code, place and residents."""

    code: str
    point: XY
    residents: int


@lru_cache(maxsize=1)
def build_output_areas() -> tuple[OutputArea, ...]:
    """Residents of each part, gathered about points on its streets."""
    streets = [street for street in build_ways().walkable if street.tags["highway"] in _HOMES
               and "bridge" not in street.tags]  # fmt: skip
    found: list[OutputArea] = []
    for part in read_ground().parts:
        if part.seed.people == 0:
            continue
        near = prep(part.polygon.buffer(4))
        doors = []
        for street in streets:
            line = LineString(street.points)
            at = 12.0
            while at < line.length:
                place = line.interpolate(at)
                if near.contains(Point(place)):
                    doors.append((round(place.x, 2), round(place.y, 2)))
                at += 24.0
        groups = max(1, round(part.seed.people / _SIZE), round(part.polygon.area / _LAND_M2))
        dice = Dice(f"people {part.seed.name} {part.seed.point}")
        centres = _spread(doors, groups, dice)
        weights = [dice.between(0.72, 1.28) for _ in centres]
        left = part.seed.people
        for number, (centre, weight) in enumerate(zip(centres, weights, strict=True)):
            share = left if number == len(centres) - 1 else round(part.seed.people * weight / sum(weights))
            left -= share
            found.append(OutputArea(f"E00999{len(found) + 1:03d}", centre, share))
    return tuple(found)


def _spread(doors: list[XY], groups: int, dice: Dice) -> list[XY]:
    """Centres of ``groups`` groups of neighbouring doors (k-means from far-apart doors)."""
    centres = [doors[dice.whole(len(doors))]]
    while len(centres) < groups:
        centres.append(max(doors, key=lambda door: (round(min(distance(door, c) for c in centres), 3), door)))
    for _ in range(12):
        sums = [[0.0, 0.0, 0] for _ in centres]
        for door in doors:
            nearest = min(range(len(centres)), key=lambda k: (round(distance(centres[k], door), 6), k))
            sums[nearest][0] += door[0]
            sums[nearest][1] += door[1]
            sums[nearest][2] += 1
        centres = [
            (round(x / count, 2), round(y / count, 2)) if count else centre
            for (x, y, count), centre in zip(sums, centres, strict=True)
        ]
    return centres
