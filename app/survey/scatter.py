"""A scatter of areas as a picture: a point each with its interval, as many names as fit, the town's values as lines."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.printed import text

__all__ = ["Axis", "Point", "scatter_picture"]

WIDE, HIGH = 900.0, 560.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 24.0, 44.0, 62.0
_SIGN = 7.5  # how wide a sign of a name is, about
_LINE = 14.0


@dataclass(frozen=True)
class Axis:
    """One axis: its title, the value at either end, marks with their words, and the town's value (None: not known)."""

    title: str
    low: float
    high: float
    marks: tuple[tuple[float, str], ...]
    town: float | None = None


@dataclass(frozen=True)
class Point:
    """One area; ``low`` and ``high`` are its interval upwards, None where there is none."""

    name: str
    across: float
    up: float
    low: float | None = None
    high: float | None = None
    is_marked: bool = False


def scatter_picture(points: Sequence[Point], across: Axis, up: Axis, *, fill: str) -> tuple[str, int]:
    """The picture as an address for an image, and how many names did not fit."""

    def x(value: float) -> float:
        return LEFT + (value - across.low) / (across.high - across.low) * (WIDE - LEFT - RIGHT)

    def y(value: float) -> float:
        return HIGH - BOTTOM - (value - up.low) / (up.high - up.low) * (HIGH - TOP - BOTTOM)

    parts = [_axes(across, up, x, y)]
    for one in points:
        if one.low is not None and one.high is not None:
            parts.append(f'<path d="M{x(one.across):.1f} {y(one.low):.1f}V{y(one.high):.1f}" stroke="#8fa6b0" '
                         'stroke-width="1.6"/>')  # fmt: skip
    taken = np.zeros((2 * len(points), 4))
    taken[: len(points)] = [_dot(x(one.across), y(one.up)) for one in points]
    taken_n, unnamed = len(points), 0
    for one in sorted(points, key=lambda point: not point.is_marked):
        at = _name_at(x(one.across), y(one.up), len(one.name) * _SIGN, taken[:taken_n])
        if at is None:
            unnamed += 1
            continue
        taken[taken_n] = at[0], at[1] - _LINE + 3, at[0] + len(one.name) * _SIGN, at[1] + 3
        taken_n += 1
        weight = ' font-weight="bold"' if one.is_marked else ""
        parts.append(f'<text x="{at[0]:.1f}" y="{at[1]:.1f}"{weight}>{text(one.name)}</text>')
    for one in points:
        ring = ' stroke="#9a3412" stroke-width="3"' if one.is_marked else ' stroke="#ffffff" stroke-width="1"'
        parts.append(f'<circle cx="{x(one.across):.1f}" cy="{y(one.up):.1f}" r="5.5" fill="{fill}"{ring}/>')
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {HIGH:g}" font-family="sans-serif" '
        f'font-size="12.5" fill="#1f1f1f">{"".join(parts)}</svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode('ascii')}", unnamed


def _dot(x: float, y: float) -> tuple[float, float, float, float]:
    return x - 7, y - 7, x + 7, y + 7


def _name_at(x: float, y: float, width: float, taken: np.ndarray) -> tuple[float, float] | None:
    """Where a name covers neither a point nor another name: right, left, above or below its point.

    Args:
        taken: boxes of points and names, (n, 4): left, top, right, bottom.
    """
    west, north, east, south = taken[(taken != _dot(x, y)).any(axis=1)].T
    for left, base in ((x + 9, y + 4), (x - 9 - width, y + 4), (x - width / 2, y - 10), (x - width / 2, y + 19)):
        box = (left, base - _LINE + 3, left + width, base + 3)
        is_inside = box[0] >= LEFT and box[2] <= WIDE - 2 and box[1] >= TOP - 14 and box[3] <= HIGH - BOTTOM
        is_over = (box[0] < east) & (west < box[2]) & (box[1] < south) & (north < box[3])
        if is_inside and not is_over.any():
            return left, base
    return None


def _axes(across: Axis, up: Axis, x: Callable[[float], float], y: Callable[[float], float]) -> str:
    floor = HIGH - BOTTOM
    parts = [f'<path d="M{LEFT} {TOP}V{floor}H{WIDE - RIGHT}" fill="none" stroke="#40444a"/>']
    for value, said in across.marks:
        parts.append(f'<path d="M{x(value):.1f} {floor}v5" stroke="#40444a"/><text x="{x(value):.1f}" '
                     f'y="{floor + 20}" text-anchor="middle">{text(said)}</text>')  # fmt: skip
    for value, said in up.marks:
        parts.append(f'<path d="M{LEFT} {y(value):.1f}h-5" stroke="#40444a"/><text x="{LEFT - 9}" '
                     f'y="{y(value) + 4:.1f}" text-anchor="end">{text(said)}</text>')  # fmt: skip
    if across.town is not None and math.isfinite(across.town) and across.low <= across.town <= across.high:
        parts.append(f'<path d="M{x(across.town):.1f} {TOP}V{floor}" stroke="#9a3412" stroke-dasharray="6 4"/>')
    if up.town is not None and math.isfinite(up.town) and up.low <= up.town <= up.high:
        parts.append(f'<path d="M{LEFT} {y(up.town):.1f}H{WIDE - RIGHT}" stroke="#9a3412" stroke-dasharray="6 4"/>')
    parts.append(f'<text x="{(LEFT + WIDE - RIGHT) / 2}" y="{HIGH - 14}" text-anchor="middle" font-size="13.5" '
                 f'font-weight="bold">{text(across.title)}</text>')  # fmt: skip
    parts.append(f'<text x="10" y="20" font-size="13.5" font-weight="bold">{text(_short(up.title))}</text>')
    return "".join(parts)


def _short(title: str, most: int = 100) -> str:
    return title if len(title) <= most else f"{title[: most - 1]}…"
