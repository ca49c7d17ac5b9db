"""Small maps of the town's areas as SVG: a colour each, and what it says written on it."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.printed import text

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition

__all__ = ["Painted", "small_map"]

_WIDE, _HIGH, _ROOM = 300.0, 240.0, 6.0


@dataclass(frozen=True)
class Painted:
    """How one area is drawn: its colour, what is written on it, and in which ink."""

    fill: str
    words: str = ""
    ink: str = "#1f1f1f"


@lru_cache(maxsize=4)
def _outlines(shown: OpenEdition) -> dict[str, tuple[str, float, float]]:
    """Of each area: its outline as the path of an SVG, and where its words stand."""
    from shapely.affinity import affine_transform

    frame = shown.areas
    west, south, east, north = frame.total_bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min((_WIDE - 2 * _ROOM) / ((east - west) * squeeze), (_HIGH - 2 * _ROOM) / (north - south))
    left = (_WIDE - (east - west) * squeeze * scale) / 2
    matrix = [scale * squeeze, 0, 0, -scale, left - west * squeeze * scale, _ROOM + north * scale]
    found = {}
    for code, shape in zip(frame["area_id"], frame.geometry, strict=True):
        drawn = affine_transform(shape, matrix).simplify(0.6)
        at = drawn.representative_point()
        rings = [part.exterior for part in getattr(drawn, "geoms", [drawn])]
        path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords) + "Z" for ring in rings)
        found[str(code)] = (path, at.x, at.y)
    return found


def small_map(shown: OpenEdition, areas: Mapping[str, Painted], *, alt: str, caption: str) -> str:
    """A figure with one map; an area that is not named is white, one that people use a dashed line over the others.

    Args:
        areas: by code.
        alt: what the map says, for those who do not see it.
        caption: below it.
    """
    shapes, words = [], []
    for code, (path, x, y) in _outlines(shown).items():
        if shown.named(code) is not None:  # lies on the others
            shapes.append(f'<path d="{path}" fill="none" stroke="#1f1f1f" stroke-width="1.6" stroke-dasharray="5 3"/>')
            continue
        one = areas.get(code, Painted("#ffffff"))
        shapes.append(f'<path d="{path}" fill="{one.fill}" stroke="#8d8a84" stroke-width="0.7"/>')
        if one.words:
            words.append(f'<text x="{x:.1f}" y="{y + 4.5:.1f}" fill="{one.ink}">{text(one.words)}</text>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:g} {_HIGH:g}" font-family="sans-serif" '
        f'font-size="13" font-weight="bold" text-anchor="middle">{"".join(shapes)}{"".join(words)}</svg>'
    )
    content = b64encode(svg.encode()).decode("ascii")
    return (f'<figure><img alt="{text(alt)}" src="data:image/svg+xml;base64,{content}">'
            f"<figcaption>{text(caption)}</figcaption></figure>")  # fmt: skip
