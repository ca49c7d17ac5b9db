"""Numbered pins on a map that is a picture: barriers square, enablers round, told apart by shape alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke

from everyday.pictures.colours import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

__all__ = ["pins_on_map"]

_MARKERS = {"barrier": "s", "enabler": "o"}
_PIN_PT = 15.0  # width of a pin at scale 1
_MOST_RINGS = 12


def pins_on_map(axes: Axes, pins: Sequence[tuple[int, str, BaseGeometry]], *, scale: float = 1.0) -> None:
    """Draw pins above whatever is in ``axes``.

    Args:
        axes: a map in degrees whose limits and aspect are set.
        pins: number, ``"barrier"`` or ``"enabler"``, and a geometry in degrees. A line or an area is drawn as well.
        scale: 1.0 makes a pin 15 points wide.
    """
    dots_per_pt = axes.get_figure(root=True).dpi / 72  # type: ignore[union-attr]
    apart = _PIN_PT * scale * dots_per_pt * 1.15
    shown = [pin for pin in pins if not pin[2].is_empty]
    if not shown:
        return
    for _number, kind, geometry in shown:
        _shape(axes, kind, geometry, scale)
    true = np.array([shapely.get_coordinates(_point_of(geometry))[0] for _number, _kind, geometry in shown])
    frame = axes.get_window_extent().bounds
    taken: list[tuple[float, float]] = []
    for wanted in axes.transData.transform(true):
        taken.append(_free_spot(wanted, taken, apart, frame))
    spots = axes.transData.inverted().transform(np.array(taken))
    _draw(axes, [(number, kind) for number, kind, _geometry in shown], true, spots, scale)


def _point_of(geometry: BaseGeometry) -> BaseGeometry:
    """Where the pin of a geometry stands: on a line half way along, in an area inside it."""
    if geometry.geom_type == "LineString":
        return geometry.interpolate(0.5, normalized=True)
    return geometry.representative_point()


def _free_spot(
    wanted: np.ndarray, taken: list[tuple[float, float]], apart: float, frame: tuple[float, float, float, float]
) -> tuple[float, float]:
    """The nearest spot to ``wanted`` that hides no other pin and lies on the map (dots); at worst ``wanted`` itself."""
    x0, y0, wide, high = frame
    half = apart / 2
    for x, y in _spots_around(wanted, apart):
        is_inside = x0 + half <= x <= x0 + wide - half and y0 + half <= y <= y0 + high - half
        if is_inside and all(max(abs(x - a), abs(y - b)) >= apart for a, b in taken):
            return x, y
    return float(wanted[0]), float(wanted[1])


def _spots_around(middle: np.ndarray, step: float) -> Iterator[tuple[float, float]]:
    yield float(middle[0]), float(middle[1])
    for ring in range(1, _MOST_RINGS + 1):
        for turn in range(8 * ring):
            angle = 2 * math.pi * turn / (8 * ring)
            yield float(middle[0] + ring * step * math.cos(angle)), float(middle[1] + ring * step * math.sin(angle))


def _shape(axes: Axes, kind: str, geometry: BaseGeometry, scale: float) -> None:
    """A line, or the outline of an area: barriers dashed, enablers drawn through."""
    if geometry.geom_type in ("Point", "MultiPoint"):
        return
    is_area = geometry.geom_type.endswith("Polygon")
    for part in shapely.get_parts(shapely.get_rings(geometry) if is_area else geometry):
        points = shapely.get_coordinates(part)
        axes.plot(
            points[:, 0], points[:, 1],
            color=COLOURS[kind], linewidth=2.4 * scale, zorder=6,
            linestyle=(0, (3, 1.5)) if kind == "barrier" else "solid",
            path_effects=[withStroke(linewidth=4.4 * scale, foreground="white", alpha=0.8)],
        )  # fmt: skip


def _draw(axes: Axes, numbers: Sequence[tuple[int, str]], true: np.ndarray, spots: np.ndarray, scale: float) -> None:
    """All pins of a kind at once, since a plot of its own for each takes longer than the rest of the map."""
    kinds = np.array([kind for _number, kind in numbers])
    is_moved = ~np.isclose(true, spots, atol=1e-9).all(axis=1)
    for kind, marker in _MARKERS.items():
        here, moved = kinds == kind, (kinds == kind) & is_moved
        colour = COLOURS[kind]
        leaders = np.stack([true[moved], spots[moved]], axis=1)
        axes.add_collection(LineCollection(list(leaders), colors=colour, linewidths=0.9 * scale, zorder=7))
        axes.plot(*true[moved].T, ".", color=colour, markersize=4 * scale, zorder=7)
        axes.plot(
            *spots[here].T, marker,
            color=colour, markersize=_PIN_PT * scale, markeredgecolor="white", markeredgewidth=1.2 * scale, zorder=8,
        )  # fmt: skip
    for (number, _kind), spot in zip(numbers, spots, strict=True):
        digits = str(number)
        axes.text(
            spot[0], spot[1], digits,
            color="white", fontsize=(9.0 if len(digits) < 3 else 7.0) * scale, weight="bold",
            ha="center", va="center_baseline", zorder=9, parse_math=False,
        )  # fmt: skip
