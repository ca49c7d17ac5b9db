"""Small multiples: a small map for each status, with how many actions of it each area has; the table stands above."""

from __future__ import annotations

from collections.abc import Mapping

from app.monitor.here import Here
from app.printed import text
from app.small_maps import Painted, small_map
from app.words import monitor as monitor_words
from everyday.impact import EVERYWHERE, counts

__all__ = ["small_maps_html"]

_FILLS = ((1, "#cfdde3"), (2, "#9dbcc9"), (4, "#5f8fa3"), (8, "#2c6078"))
"""From so many actions on, this fill; the number itself is written on the area."""
_DARK = 4


def _painted(count: int) -> Painted:
    fill = next(colour for least, colour in reversed(_FILLS) if count >= least)
    return Painted(fill, str(count), "#ffffff" if count >= _DARK else "#1f1f1f")


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
    caption = monitor_words.MAPS_CAPTION.format(status=label, n=len(by_area))
    return small_map(at.shown, {code: _painted(count) for code, count in by_area.items()}, alt=alt, caption=caption)
