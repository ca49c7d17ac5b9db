"""Names along the streets of a map that is a picture, where it shows them large enough."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from everyday.language import writable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

__all__ = ["street_names"]

LEAST_PT_A_KM = 90.0
"""On a map on which a kilometre is shorter, streets have no names (about 1:30,000)."""
_SIZE_PT, _LONGEST_NAME, _AGAIN_PT, _STRAIGHT = 6.0, 40, 180.0, 0.95
_INK, _PAPER = "#3a3d42", "#ffffff"


def street_names(
    axes: Axes, streets: Sequence[tuple[str, BaseGeometry]], taken: list[Bbox], *, scale: float = 1.0
) -> int:
    """Write names along streets that are straight enough for them; none over what is taken. Gives how many.

    Args:
        axes: a map in degrees whose limits and aspect are set.
        streets: name and line in degrees, the most important first.
        taken: boxes (dots) of names that stand already; those of the streets are added.
        scale: 1.0 makes letters 6 points high.
    """
    dots_per_pt = axes.get_figure(root=True).dpi / 72  # type: ignore[union-attr]
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    kilometres = (east - west) * 111.32 * math.cos(math.radians((south + north) / 2))
    frame = axes.get_window_extent()
    if frame.width / dots_per_pt / max(kilometres, 1e-9) < LEAST_PT_A_KM:
        return 0
    view, spots = shapely.box(west, south, east, north), dict[str, list[np.ndarray]]()
    held, count = np.array([box.extents for box in taken]).reshape(-1, 4), 0
    for name, line in streets:
        words = writable(name)[:_LONGEST_NAME]
        for part in shapely.get_parts(shapely.intersection(line, view)):
            if part.geom_type != "LineString":
                continue
            dots = axes.transData.transform(shapely.get_coordinates(part))
            wide = len(words) * _SIZE_PT * scale * 0.55 * dots_per_pt
            found = _straight_piece(dots, wide)
            if found is None:
                continue
            middle, angle = found
            near = spots.setdefault(words, [])
            if any(np.hypot(*(middle - other)) < _AGAIN_PT * dots_per_pt for other in near):
                continue
            boxes = _boxes(middle, angle, wide, _SIZE_PT * scale * dots_per_pt)
            extents = np.array([box.extents for box in boxes])
            if _is_over(extents, held):
                continue
            held = np.vstack([held, extents])
            near.append(middle)
            taken.extend(boxes)
            at = axes.transData.inverted().transform(middle)
            axes.text(
                at[0], at[1], words, fontsize=_SIZE_PT * scale, color=_INK, ha="center", va="center", zorder=5,
                rotation=math.degrees(angle), rotation_mode="anchor", parse_math=False,
                path_effects=[withStroke(linewidth=_SIZE_PT * scale / 3, foreground=_PAPER, alpha=0.9)],
            )  # fmt: skip
            count += 1
    return count


def _straight_piece(dots: np.ndarray, wide: float) -> tuple[np.ndarray, float] | None:
    """Middle and angle of a stretch of a line that is as long as a name and nearly straight, middle first."""
    along = np.append(0.0, np.cumsum(np.hypot(*np.diff(dots, axis=0).T)))
    whole = float(along[-1])
    if whole < wide:
        return None
    for step in range(int((whole - wide) / 2 // 30) + 1):
        for side in (1, -1) if step else (1,):
            ends = whole / 2 + side * 30.0 * step + np.array([-wide / 2, wide / 2])
            x, y = (np.interp(ends, along, dots[:, axis]) for axis in (0, 1))
            if math.hypot(x[1] - x[0], y[1] - y[0]) < _STRAIGHT * wide:
                continue
            angle = math.atan2(y[1] - y[0], x[1] - x[0])
            if abs(angle) > math.pi / 2:
                angle -= math.copysign(math.pi, angle)
            return np.array([x.mean(), y.mean()]), angle
    return None


def _is_over(boxes: np.ndarray, taken: np.ndarray) -> bool:
    """True if one of some boxes touches one of others; rows are left, bottom, right, top."""
    left, bottom, right, top = (boxes[:, None, edge] for edge in range(4))
    beside = (left <= taken[:, 2]) & (taken[:, 0] <= right)
    return bool((beside & (bottom <= taken[:, 3]) & (taken[:, 1] <= top)).any())


def _boxes(middle: np.ndarray, angle: float, wide: float, high: float) -> list[Bbox]:
    """Small boxes along a slanting name, which together cover it."""
    count = max(2, math.ceil(wide / high))
    steps = np.linspace(-wide / 2, wide / 2, count)
    return [
        Bbox.from_bounds(middle[0] + step * math.cos(angle) - high / 2, middle[1] + step * math.sin(angle) - high / 2,
                         high, high)
        for step in steps
    ]  # fmt: skip
