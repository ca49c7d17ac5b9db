"""Small multiples: a small map for each status, with how many actions of it each area has; the table stands above."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from app.monitor.here import Here
from app.printed import text
from app.words import monitor as monitor_words
from everyday.impact import EVERYWHERE, counts

if TYPE_CHECKING:
    from app.server import Shown

__all__ = ["small_maps_html"]

_WIDE, _HIGH, _ROOM = 300.0, 240.0, 6.0
_FILLS = ((1, "#cfdde3"), (2, "#9dbcc9"), (4, "#5f8fa3"), (8, "#2c6078"))
"""From so many actions on, this fill; the number itself is written on the area."""
_DARK = 4


@lru_cache(maxsize=4)
def _outlines(shown: Shown) -> dict[str, tuple[str, float, float]]:
    """Of each area: its outline as the path of an SVG, and where its number stands."""
    import math

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


def _svg(shown: Shown, by_area: Mapping[str, int]) -> str:
    """One map; areas without an action are white."""
    shapes, numbers = [], []
    for code, (path, x, y) in _outlines(shown).items():
        count = by_area.get(code, 0)
        fill = next((colour for least, colour in reversed(_FILLS) if count >= least), "#ffffff")
        shapes.append(f'<path d="{path}" fill="{fill}" stroke="#8d8a84" stroke-width="0.7"/>')
        if count:
            ink = "#ffffff" if count >= _DARK else "#1f1f1f"
            numbers.append(f'<text x="{x:.1f}" y="{y + 4.5:.1f}" fill="{ink}">{count}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:g} {_HIGH:g}" font-family="sans-serif" '
        f'font-size="13" font-weight="bold" text-anchor="middle">{"".join(shapes)}{"".join(numbers)}</svg>'
    )


def small_maps_html(at: Here) -> str:
    """A figure for each status that some action with a place has; empty without any."""
    labels = at.atlas.taxonomy().labels("action_status")
    counted = [one for one in counts(at.rows, list(at.area_names)) if one.area_id != EVERYWHERE]
    figures = []
    for key, label in [*labels.items(), ("", monitor_words.STATUS_ONGOING)]:
        by_area = {one.area_id: one.by_status.get(key, 0) if key else one.ongoing_n for one in counted}
        by_area = {code: number for code, number in by_area.items() if number}
        if by_area:
            figures.append(_figure(at, label, by_area))
    if not figures:
        return ""
    return (f'<section aria-label="{text(monitor_words.MAPS)}"><h3>{text(monitor_words.MAPS)}</h3>'
            f'<p class="ea-note">{text(monitor_words.MAPS_SAY)}</p>'
            f'<div class="ea-small-maps">{"".join(figures)}</div></section>')  # fmt: skip


def _figure(at: Here, label: str, by_area: Mapping[str, int]) -> str:
    named = [f"{at.area_names.get(code, monitor_words.GONE_AREA.format(code=code))} {number}"
             for code, number in sorted(by_area.items(), key=lambda one: -one[1])]  # fmt: skip
    alt = monitor_words.MAPS_ALT.format(status=label, areas=", ".join(named))
    content = b64encode(_svg(at.shown, by_area).encode()).decode("ascii")
    caption = monitor_words.MAPS_CAPTION.format(status=label, n=len(by_area))
    return (f'<figure><img alt="{text(alt)}" src="data:image/svg+xml;base64,{content}">'
            f"<figcaption>{text(caption)}</figcaption></figure>")  # fmt: skip
