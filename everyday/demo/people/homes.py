"""Where people live: output areas of some 270 residents each, at points weighted by the houses around."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from shapely import STRtree
from shapely.geometry import LineString, Point

from everyday.demo.ground import XY, Dice, read_ground
from everyday.demo.streets import build_ways

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
    doors_everywhere = _doors()
    index = STRtree([Point(door) for door in doors_everywhere])
    found: list[OutputArea] = []
    for part in read_ground().parts:
        if part.seed.people == 0:
            continue
        inside = sorted(int(row) for row in index.query(part.polygon.buffer(4), predicate="contains"))
        doors = [doors_everywhere[row] for row in inside]
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


def _doors() -> list[XY]:
    """A house front every 24 m along the streets where people live."""
    doors = []
    for street in build_ways().walkable:
        if street.tags["highway"] in _HOMES and "bridge" not in street.tags:
            line = LineString(street.points)
            for number in range(int((line.length - 12.0) // 24.0) + 1):
                place = line.interpolate(12.0 + 24.0 * number)
                doors.append((round(place.x, 2), round(place.y, 2)))
    return doors


def _spread(doors: list[XY], groups: int, dice: Dice) -> list[XY]:
    """Centres of ``groups`` groups of neighbouring doors (k-means from far-apart doors)."""
    places = np.array(doors)
    first = places[dice.whole(len(doors))]
    centres = [first]
    nearest = np.hypot(*(places - first).T)
    while len(centres) < groups:
        centres.append(places[int(np.argmax(np.round(nearest, 3)))])
        nearest = np.minimum(nearest, np.hypot(*(places - centres[-1]).T))
    middle = np.array(centres)
    for _ in range(12):
        away = np.hypot(places[:, None, 0] - middle[None, :, 0], places[:, None, 1] - middle[None, :, 1])
        group = np.argmin(np.round(away, 4), axis=1)
        count = np.bincount(group, minlength=len(middle))
        for axis in (0, 1):
            total = np.bincount(group, weights=places[:, axis], minlength=len(middle))
            middle[:, axis] = np.where(count > 0, np.round(total / np.maximum(count, 1), 2), middle[:, axis])
    return [(float(x), float(y)) for x, y in middle]
