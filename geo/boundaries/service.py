"""What a feature service (ArcGIS) writes besides shapes: that it held some back, and curves.

``exceededTransferLimit`` stands at the top of an Esri answer and of some GeoJSON, under ``properties`` in GeoJSON of
newer servers. A service that does not say it still stops at its own limit, which is a round number.
"""

from __future__ import annotations

import copy
import math
from typing import Any

from geo.errors import Report

__all__ = ["straightened", "tell_cut_off"]

ROUND_LIMITS = (1_000, 2_000)
_STEP_RADIANS = math.radians(5)
_ALL_OF_IT = (
    "download the whole layer (on an open data portal: the download button, not the address of a query), "
    "or ask the service for the rest with resultOffset until it no longer says so."
)


def tell_cut_off(document: Any, report: Report) -> None:
    """Warn where a download says, or by its round length suggests, that features were held back."""
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        return
    number = len(document["features"])
    properties = document.get("properties")
    said = [document.get("exceededTransferLimit")]
    if isinstance(properties, dict):
        said.append(properties.get("exceededTransferLimit"))
    if any(value is True or str(value).lower() == "true" for value in said):
        report.add(
            "warning",
            "cut_off_download",
            f"the download was cut off: the service sent {number:,} feature{'' if number == 1 else 's'} and says that "
            "there are more.",
            needed="all areas of the town.",
            action=f"Used as it is. To get the rest, {_ALL_OF_IT}",
        )
    elif number in ROUND_LIMITS:
        report.add(
            "warning",
            "round_number_of_features",
            f"the file ends at exactly {number:,} features, where many services stop sending.",
            needed="all areas of the town.",
            action=f"Used as it is. If areas are missing, {_ALL_OF_IT}",
        )


def straightened(document: dict[str, Any], report: Report) -> dict[str, Any] | None:
    """An Esri document whose curves are drawn as short straight lines, None if it has no curves.

    Circular arcs and ellipses turn by at most 5 degrees a line; Bezier curves get 32 lines.
    """
    features = document.get("features")
    if not isinstance(features, list):
        return None
    curved = [
        number
        for number, feature in enumerate(features)
        if isinstance(feature, dict)
        and isinstance(feature.get("geometry"), dict)
        and isinstance(feature["geometry"].get("curveRings"), list)
    ]
    if not curved:
        return None
    made = copy.copy(document)
    made["features"] = list(features)
    drawn, undrawn = [], []
    for number in curved:
        geometry = dict(features[number]["geometry"])
        try:
            geometry["rings"] = [_straight_ring(ring) for ring in geometry.pop("curveRings")]
            drawn.append(number)
        except (TypeError, ValueError, IndexError, KeyError, OverflowError):
            undrawn.append(number)
            continue
        made["features"][number] = {**features[number], "geometry": geometry}
    if drawn:
        report.add(
            "repaired",
            "curves_straightened",
            f"{len(drawn):,} outline{'' if len(drawn) == 1 else 's'} with curves.",
            action="Drawn as short straight lines.",
            where=[f"feature {number + 1}" for number in drawn],
        )
    if undrawn:
        report.add(
            "repaired",
            "feature_unreadable",
            f"{len(undrawn):,} outline{'' if len(undrawn) == 1 else 's'} with a curve that cannot be read.",
            needed="outlines of straight lines.",
            action="Left out. Export the layer again with curves turned into lines (densified).",
            where=[f"feature {number + 1}" for number in undrawn],
        )
    return made


def _pair(point: Any) -> tuple[float, float]:
    x, y = float(point[0]), float(point[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError("a coordinate that is not finite")
    return x, y


def _straight_ring(ring: list[Any]) -> list[list[float]]:
    points = [_pair(ring[0])]
    for part in ring[1:]:
        if not isinstance(part, dict):
            points.append(_pair(part))
        elif "c" in part:
            points += _arc_through(points[-1], _pair(part["c"][1]), _pair(part["c"][0]))
        elif "b" in part:
            points += _bezier(points[-1], _pair(part["b"][1]), _pair(part["b"][2]), _pair(part["b"][0]))
        elif "a" in part:
            points += _elliptic(points[-1], part["a"])
        else:
            raise ValueError("an unknown kind of curve")
    if points[0] != points[-1]:
        points.append(points[0])
    return [[x, y] for x, y in points]


def _arc_through(
    start: tuple[float, float], through: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    """Points of the circular arc from ``start`` over ``through`` to ``end``, without ``start``."""
    (ax, ay), (bx, by), (cx, cy) = start, through, end
    if start == end:  # a whole circle: the point on the way lies across
        middle = ((ax + bx) / 2, (ay + by) / 2)
        return [*_turned(start, middle, 2 * math.pi)[:-1], end]
    twice = 2 * ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    span = max(abs(bx - ax), abs(by - ay), abs(cx - ax), abs(cy - ay))
    if abs(twice) <= 1e-12 * span * span:
        return [through, end]
    b2, c2 = (bx - ax) ** 2 + (by - ay) ** 2, (cx - ax) ** 2 + (cy - ay) ** 2
    middle = (ax + ((cy - ay) * b2 - (by - ay) * c2) / twice, ay + ((bx - ax) * c2 - (cx - ax) * b2) / twice)
    first, last = (math.atan2(y - middle[1], x - middle[0]) for x, y in (start, end))
    turn = (last - first) % (2 * math.pi)
    return [*_turned(start, middle, turn if twice > 0 else turn - 2 * math.pi)[:-1], end]


def _turned(start: tuple[float, float], middle: tuple[float, float], turn: float) -> list[tuple[float, float]]:
    radius = math.dist(start, middle)
    first = math.atan2(start[1] - middle[1], start[0] - middle[0])
    steps = max(2, math.ceil(abs(turn) / _STEP_RADIANS))
    angles = (first + turn * step / steps for step in range(1, steps + 1))
    return [(middle[0] + radius * math.cos(angle), middle[1] + radius * math.sin(angle)) for angle in angles]


def _bezier(
    start: tuple[float, float], first: tuple[float, float], second: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    made = []
    for step in range(1, 33):
        t = step / 32
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        corners = (start, first, second, end)
        made.append(
            (
                sum(w * x for w, (x, _) in zip(weights, corners, strict=True)),
                sum(w * y for w, (_, y) in zip(weights, corners, strict=True)),
            )
        )
    return [*made[:-1], end]


def _elliptic(start: tuple[float, float], part: list[Any]) -> list[tuple[float, float]]:
    """An ``a`` segment: end, centre, is_minor, is_clockwise and, for ellipses, rotation, semi-major axis, ratio."""
    end, middle = _pair(part[0]), _pair(part[1])
    is_minor, is_clockwise = bool(part[2]), bool(part[3])
    rotation, ratio = (float(part[4]), float(part[6])) if len(part) >= 7 else (0.0, 1.0)
    if not 0 < ratio <= 1e6:
        raise ValueError("an ellipse without a shape")

    def to_circle(x: float, y: float) -> tuple[float, float]:
        dx, dy = x - middle[0], y - middle[1]
        return (
            dx * math.cos(rotation) + dy * math.sin(rotation),
            (-dx * math.sin(rotation) + dy * math.cos(rotation)) / ratio,
        )

    def back(u: float, v: float) -> tuple[float, float]:
        v *= ratio
        return (
            middle[0] + u * math.cos(rotation) - v * math.sin(rotation),
            middle[1] + u * math.sin(rotation) + v * math.cos(rotation),
        )

    from_, to = to_circle(*start), to_circle(*end)
    turn = (math.atan2(to[1], to[0]) - math.atan2(from_[1], from_[0])) % (2 * math.pi)
    if start == end:
        turn = 2 * math.pi
    if is_clockwise:
        turn = turn - 2 * math.pi if start != end else -turn
    if start != end and is_minor != (abs(turn) <= math.pi + 1e-9):
        turn = turn - math.copysign(2 * math.pi, turn)
    return [back(u, v) for u, v in _turned(from_, (0.0, 0.0), turn)[:-1]] + [end]
