"""Maps of the page as SVG: the town in quiet greys, and cells, lines or signs on it in colours that never change."""

from __future__ import annotations

import json
import math
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.printed import text
from app.server import Shown

__all__ = ["Line", "Sign", "box_map", "cells_map", "class_of", "lines_map", "signs_map"]

_WIDE, _HIGH, _ROOM = 760.0, 560.0, 10.0
_GROUND = {"water": ("#c3dbe8", "none"), "green": ("#e3eeda", "none"), "rail": ("none", "#77736b")}
_INK, _CASING = "#16191d", "#ffffff"
_MOST_TIMES = 3.0
XY = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A flow: from and to as (latitude, longitude), and its class from 0."""

    start: XY
    end: XY
    size: int


@dataclass(frozen=True)
class Sign:
    """A sign at a point: a character in a colour; ``words`` beside it, if any."""

    at: XY
    sign: str
    colour: str
    words: str = ""


def class_of(value: float, breaks: Sequence[float]) -> int:
    """The class of a value among fixed lower ends: 0 from the first on."""
    return max(0, sum(value >= least for least in breaks) - 1)


@lru_cache(maxsize=4)
def _placed(shown: Shown) -> tuple[Callable[[np.ndarray], np.ndarray], str]:
    """How degrees become places of the drawing, and the ground that all of them share."""
    west, south, east, north = shown.areas.total_bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min((_WIDE - 2 * _ROOM) / ((east - west) * squeeze), (_HIGH - 2 * _ROOM) / (north - south))
    left = (_WIDE - (east - west) * squeeze * scale) / 2

    def place(lonlat: np.ndarray) -> np.ndarray:
        x = left + (lonlat[:, 0] - west) * squeeze * scale
        return np.column_stack([x, _ROOM + (north - lonlat[:, 1]) * scale])

    return place, _ground(shown, place)


def _path(points: np.ndarray, *, is_closed: bool) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if is_closed else "")


def _ground(shown: Shown, place: Callable[[np.ndarray], np.ndarray]) -> str:
    import shapely
    from shapely.geometry import shape

    with open(shown.edition.background_path, encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    town = shapely.union_all(shown.areas.geometry.simplify(0.0001).make_valid().to_numpy())
    parts: dict[str, list[str]] = {name: [] for name in _GROUND}
    for feature in features:
        name = feature["properties"]["layer"]
        if name not in parts:
            continue
        drawn = shapely.simplify(shape(feature["geometry"]), 0.0001)
        is_line = drawn.geom_type.endswith("LineString")
        if (name == "rail") != is_line:
            continue
        for one in shapely.get_parts(shapely.intersection(shapely.make_valid(drawn), town.buffer(0.002))):
            if one.geom_type == "Polygon":
                parts[name].append(_path(place(np.asarray(one.exterior.coords)), is_closed=True))
            elif one.geom_type == "LineString":
                parts[name].append(_path(place(np.asarray(one.coords)), is_closed=False))
    outlines = []
    for one in shown.areas.geometry.simplify(0.0001):
        outlines += [
            _path(place(np.asarray(piece.exterior.coords)), is_closed=True) for piece in shapely.get_parts(one)
        ]
    made = [f'<path d="{"".join(outlines)}" fill="#f7f6f3" stroke="none"/>']
    for name, (fill, stroke) in _GROUND.items():
        dash = ' stroke-dasharray="5 3" stroke-width="1.3"' if stroke != "none" else ""
        made.append(f'<path d="{"".join(parts[name])}" fill="{fill}" stroke="{stroke}"{dash}/>')
    made.append(f'<path d="{"".join(outlines)}" fill="none" stroke="#8d8a84" stroke-width="0.8"/>')
    return "".join(made)


Frame = tuple[float, float, float]
"""Left and upper edge of what is shown, and how many times larger than the whole town it is."""
_WHOLE: Frame = (0.0, 0.0, 1.0)


def _figure(
    shown: Shown, drawn: Iterable[str], alt: str, caption: str, legend: str, frame: Frame = _WHOLE
) -> str:  # fmt: skip
    _, ground = _placed(shown)
    left, top, times = frame
    view = f"{left:.1f} {top:.1f} {_WIDE / times:.1f} {_HIGH / times:.1f}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" font-family="sans-serif" '
        f'font-size="{12 / times:.2f}">{ground}{"".join(drawn)}</svg>'
    )
    content = b64encode(svg.encode()).decode("ascii")
    return (
        f'<figure class="ea-observed-map"><img alt="{text(alt)}" src="data:image/svg+xml;base64,{content}">'
        f"<figcaption>{text(caption)}</figcaption>{legend}</figure>"
    )


def _key(items: Iterable[tuple[str, str]]) -> str:
    made = "".join(f"<li>{mark}<span>{text(said)}</span></li>" for mark, said in items)
    return f'<ul class="ea-observed-key">{made}</ul>'


def _around(points: np.ndarray) -> Frame:
    """The part of the drawing that holds some points, with room about them."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    times = min(_WIDE / (right - left + 80), _HIGH / (bottom - top + 60), _MOST_TIMES)
    times = max(times, 1.0)
    wide, high = _WIDE / times, _HIGH / times
    x = min(max((left + right - wide) / 2, 0.0), _WIDE - wide)
    return x, min(max((top + bottom - high) / 2, 0.0), _HIGH - high), times


def _names(
    shown: Shown, place: Callable[[np.ndarray], np.ndarray], only: set[str] | None = None, times: float = 1.0
) -> list[str]:
    """Names of areas at a point inside each."""
    made = []
    middle = shown.areas.geometry.representative_point()
    for code, name, at in zip(shown.areas["area_id"], shown.areas["area_name"], middle, strict=True):
        if only is not None and str(code) not in only:
            continue
        x, y = place(np.array([[at.x, at.y]]))[0]
        made.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="{_INK}" stroke="{_CASING}" '
            f'stroke-width="{3 / times:.2f}" paint-order="stroke">{text(name)}</text>'
        )
    return made


def cells_map(
    shown: Shown, cells: Sequence[tuple[str, int]], fills: Sequence[str], labels: Sequence[str], *, alt: str,
    caption: str,
) -> str:  # fmt: skip
    """Cells in the colours of their classes.

    Args:
        cells: id and class of each.
        fills, labels: of the classes.
        alt: what the map says, for those who do not see it.
        caption: below it.
    """
    import h3

    place, _ = _placed(shown)
    drawn = []
    for cell, size in cells:
        ring = np.array([(lon, lat) for lat, lon in h3.cell_to_boundary(cell)])
        drawn.append(f'<path d="{_path(place(ring), is_closed=True)}" fill="{fills[size]}" stroke="#16191d" '
                     'stroke-width="0.6"/>')  # fmt: skip
    key = _key((f'<i style="background:{fill}"></i>', said) for fill, said in zip(fills, labels, strict=True))
    return _figure(shown, [*drawn, *_names(shown, place)], alt, caption, key)


def lines_map(
    shown: Shown, lines: Sequence[Line], widths: Sequence[float], labels: Sequence[str], named: set[str], *, alt: str,
    caption: str,
) -> str:  # fmt: skip
    """Flows as lines, the widest below; names of the areas at their ends."""
    place, _ = _placed(shown)
    drawn = []
    for one in sorted(lines, key=lambda line: -line.size):
        ends = place(np.array([one.start[::-1], one.end[::-1]]))
        (x1, y1), (x2, y2) = ends
        bend = (x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12
        curve = f"M{x1:.1f} {y1:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {x2:.1f} {y2:.1f}"
        wide = widths[one.size]
        drawn += [
            f'<path d="{curve}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'
            for colour, width in ((_CASING, wide + 2), ("#1d5b8f", wide))
        ]
    key = _key(
        (f'<i class="ea-observed-line" style="height:{wide:g}px"></i>', said)
        for wide, said in zip(widths, labels, strict=True)
    )
    return _figure(shown, [*drawn, *_names(shown, place, named)], alt, caption, key)


def signs_map(
    shown: Shown, signs: Sequence[Sign], key: Sequence[tuple[str, str, str]], area: str, *, alt: str, caption: str
) -> str:
    """Signs at places, and one area outlined; ``key`` has sign, colour and words."""
    import shapely

    place, _ = _placed(shown)
    rings = [place(np.asarray(part.exterior.coords))
             for part in shapely.get_parts(shown.areas.geometry.iloc[shown.area_row[area]])]  # fmt: skip
    spots = place(np.array([one.at[::-1] for one in signs])) if signs else np.zeros((0, 2))
    frame = _around(np.concatenate([*rings, spots]))
    one_px = 1 / frame[2]
    drawn = [f'<path d="{_path(ring, is_closed=True)}" fill="none" stroke="{_INK}" stroke-width="{1.6 * one_px:.2f}"/>'
             for ring in rings]  # fmt: skip
    casing = f'stroke="{_CASING}" stroke-width="{2.5 * one_px:.2f}" paint-order="stroke"'
    for one, (x, y) in zip(signs, spots, strict=True):
        drawn.append(f'<text x="{x:.2f}" y="{y + 4 * one_px:.2f}" text-anchor="middle" font-weight="bold" '
                     f'fill="{one.colour}" {casing}>{text(one.sign)}</text>')  # fmt: skip
    named = [(one, at) for one, at in zip(signs, spots, strict=True) if one.words]
    for one, (x, y) in named:  # names over all signs
        drawn.append(f'<text x="{x + 8 * one_px:.2f}" y="{y - 5 * one_px:.2f}" fill="{_INK}" {casing}>'
                     f"{text(one.words)}</text>")  # fmt: skip
    marks = _key((f'<b style="color:{colour}">{text(sign)}</b>', said) for sign, colour, said in key)
    return _figure(shown, [*drawn, *_names(shown, place, {area}, frame[2])], alt, caption, marks, frame)


def box_map(shown: Shown, box: tuple[float, float, float, float], *, alt: str, caption: str) -> str:
    """A rectangle (west, south, east, north) on the town; what reaches beyond is cut off at the edge."""
    place, _ = _placed(shown)
    (x1, y1), (x2, y2) = place(np.array([[box[0], box[3]], [box[2], box[1]]]))
    left, top = max(2.0, x1), max(2.0, y1)
    wide, high = max(4.0, min(_WIDE - 2, x2) - left), max(4.0, min(_HIGH - 2, y2) - top)
    drawn = (f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="#1d5b8f" '
             'fill-opacity="0.12" stroke="#1d5b8f" stroke-width="2.5"/>')  # fmt: skip
    return _figure(shown, [drawn, *_names(shown, place)], alt, caption, "")
