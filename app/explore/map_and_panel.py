"""Map, legend and panel of the Explore page: the part that is drawn anew when somebody clicks on the map."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.registry import rule_for_browser
from app.explore.named import draw_named, draw_named_choice
from app.explore.panel import draw_panel
from app.explore.reach import reach_walk, reach_way
from app.explore.showing import (
    current_view,
    draw_whole_page_if_asked,
    forget_choice,
    found_now,
    set_view,
    write_address,
)
from app.explore.suggestions import suggestions_legend
from app.map import (
    LIMITS,
    Field,
    MapStart,
    Mark,
    Message,
    Shapes,
    both_legend,
    bounds_of,
    class_breaks,
    class_legend,
    draw_map,
    field_of,
    last_click,
    map_and_panel,
    opening_at,
    origin_of,
    outline_of,
    palettes,
    reach_legend,
    types_legend,
    whole_town,
    zoom_for,
)
from app.parts import Chosen, View, noun_of, shown_families, why_unknown
from app.printed import text
from app.server import Shown, explored, shown_edition
from app.words import common as common_words
from app.words import explore as explore_words
from app.words import map as map_words

if TYPE_CHECKING:
    from everyday.atlas import NamedGround

__all__ = ["MAP_AND_PANEL", "draw_map_and_panel"]

MAP_KEY = "map"
MAP_AND_PANEL = "explore_map"
"""The part of the page that is map and panel, as ``st.rerun`` names it."""


def _clicked() -> None:
    """Somebody clicked on the map: choose what was clicked."""
    click = last_click(MAP_KEY)
    shown = shown_edition(st.query_params.get("edition"))
    if click is None or shown is None:
        return
    if click.is_home:
        forget_choice()
        return
    view = current_view()
    cell, area = shown.cell_at(click.lat, click.lon), shown.area_at(click.lat, click.lon)
    found = cell if click.unit == "cells" else area
    st.session_state["click_fault"] = "" if found else explore_words.OUTSIDE_CLICK
    if found:
        set_view(replace(view, chosen=Chosen(click.unit, found), suggestion=""))


def _start_of(shown: Shown, view: View) -> MapStart:
    """Where the map opens: fixed for the visit."""
    known = st.session_state.get("map_start")
    if known is not None and known.edition_id == shown.id:
        return known  # type: ignore[no-any-return]
    if view.map is not None:
        start = opening_at(shown, *view.map, is_addressed=True)
    elif view.chosen is not None and not view.reach:
        (south, west), (north, east) = bounds_of(explored(shown), view.chosen)
        zoom = min(zoom_for((west, south, east, north)), 14)
        start = opening_at(shown, (south + north) / 2, (west + east) / 2, zoom, is_addressed=True)
    else:
        start = whole_town(shown, is_addressed=True)
    st.session_state["map_start"] = start
    return start


def _values_message(shown: Shown, view: View) -> Message:
    """What to paint: nothing where the band is not known."""
    shown_now = shown_families(shown, view)
    is_both = view.level == "both"
    if unknown_reason(shown, view):
        return Message(view.unit)
    if view.level == "suggested" or view.is_types:
        layer = "types" if view.is_types else "suggestions"
        return Message(view.unit, only="cells", shapes=Shapes(layer, view.suggestion))
    breaks = [class_breaks(shown, family, 3 if is_both else 5) for family in shown_now]
    fields = tuple(field_of(family.measure(view.band), edge) for family, edge in zip(shown_now, breaks, strict=True))
    if is_both:
        return Message(view.unit, fields, palettes.both_colours(*(len(edge) + 1 for edge in breaks)))
    is_lower_better = shown_now[0].measure(view.band).better == "lower"
    colours = palettes.colours(view.level, len(breaks[0]) + 1, is_lower_better=is_lower_better)
    return Message(view.unit, fields, colours)


def unknown_reason(shown: Shown, view: View) -> str:
    """Why there is nothing to paint, or an empty text."""
    if view.level == "suggested":
        return "" if shown.has_suggestions else explore_words.NO_SUGGESTIONS
    shown_now = shown_families(shown, view)
    if len(shown_now) < (2 if view.level == "both" else 1):
        return common_words.NO_TIMETABLE
    for family in shown_now:
        measure = family.measure(view.band)
        if measure.band and (why := why_unknown(shown, measure.band)):
            return why
        if shown.cells[measure.name].isna().all():
            lacks_timetable = family.level == "across" and not shown.manifest.get("bands")
            return common_words.NO_TIMETABLE if lacks_timetable else explore_words.NOTHING_KNOWN
    return ""


def _reach_message(shown: Shown, view: View) -> Message | None:
    """Reach from the chosen spot, if it is asked for and known."""
    if view.chosen is None or not view.reach:
        return None
    origin = origin_of(shown, view.chosen.unit, view.chosen.id)
    if origin is None:
        return None
    layer = f"reach-{reach_way(shown, view)}-{reach_walk(shown)}-{origin}"
    breaks = tuple(limit + 1e-6 for limit in LIMITS)
    field = Field(layer, breaks, rule_for_browser("minutes"), explore_words.REACH_TITLE)
    return Message(view.unit, (field,), (*palettes.REACH, None), only="cells", hide_unknown=True, everywhere=True)


def _named(shown: Shown, view: View) -> NamedGround | None:
    """What the chosen area is made of if it is one that people use."""
    return explored(shown).named(view.chosen.id) if view.chosen and view.chosen.unit == "areas" else None


def _message(shown: Shown, view: View) -> Message:
    found = found_now()
    mark = Mark(found.label, found.lat, found.lon, found.geometry) if found else None
    if (ground := _named(shown, view)) is not None:  # the map has no such area: it is marked
        at = ground.outline.representative_point()
        mark, view = (
            Mark(ground.record.name, at.y, at.x, outline_of(ground.outline)),
            replace(view, chosen=None, reach=""),
        )
    told = _reach_message(shown, view) or _values_message(shown, view)
    return replace(
        told, overlays=view.overlays, chosen=view.chosen, found=mark, fly=st.session_state.get("flight"),
        heading=_heading(shown, view), legend=_legend(shown, view),
    )  # fmt: skip


def _heading(shown: Shown, view: View) -> str:
    """What the map shows, for a picture of it."""
    if view.reach:
        return explore_words.REACH_TITLE
    if view.level == "suggested":
        return explore_words.LEVELS["suggested"]
    if view.is_types:
        return map_words.TYPES_TITLE.format(noun=noun_of(shown))
    titles = " · ".join(family.measure(view.band).full_title for family in shown_families(shown, view))
    return map_words.MAP_HEADING.format(measure=titles, unit="{unit}")


def _legend(shown: Shown, view: View) -> str:
    """The legend as HTML; empty where there is nothing to explain."""
    if view.reach:
        return reach_legend(reach_way(shown, view))
    if unknown_reason(shown, view):
        return ""
    if view.level == "suggested":
        return suggestions_legend(shown)
    if view.is_types:
        return types_legend(shown)
    shown_now = shown_families(shown, view)
    if view.level == "both":
        return both_legend(shown, shown_now[0], shown_now[1], view.band, view.unit)
    return class_legend(shown, shown_now[0], view.band, view.unit)


def _draw_meaning(shown: Shown, view: View) -> None:
    """What the map shows, in a paragraph at the foot of the panel."""
    if view.reach:
        return
    if view.level == "suggested" or view.is_types:
        words = explore_words.TYPES_MEANING if view.is_types else explore_words.SUGGESTED_MEANING
        st.html(f'<p class="ea-note">{text(words)}</p>')
        return
    parts = [text(family.measure(view.band).meaning) for family in shown_families(shown, view)]
    if how := str((shown.manifest.get("centre") or {}).get("how") or ""):
        parts.append(f"◎ {text(how)}")
    st.html(f'<p class="ea-note">{"<br>".join(parts)}</p>')


@st.fragment(key=MAP_AND_PANEL)
def draw_map_and_panel() -> None:
    """Draw map, legend and panel."""
    shown = shown_edition(st.query_params.get("edition"))
    if shown is None:
        return
    draw_whole_page_if_asked()
    view = current_view()
    write_address(view)
    left, panel = map_and_panel("explore")
    parts = [partial(_draw_map, shown, view, left), partial(_draw_panel, shown, view, panel)]
    for draw in parts if view.chosen is None else reversed(parts):  # what was asked for comes first
        draw()


def _draw_map(shown: Shown, view: View, place: DeltaGenerator) -> None:
    with place:
        draw_map(_start_of(shown, view), _message(shown, view), key=MAP_KEY, on_click=_clicked)


def _draw_panel(shown: Shown, view: View, place: DeltaGenerator) -> None:
    with place:
        if reason := "" if view.reach else unknown_reason(shown, view):
            st.warning(f"**{explore_words.UNKNOWN_TITLE}.** {reason}")
        if st.session_state.get("click_fault"):
            st.info(st.session_state["click_fault"])
        ground = _named(shown, view)
        if ground is not None and view.chosen is not None:
            draw_named(explored(shown), view.chosen, ground)
        else:
            draw_panel(shown, view)
            draw_named_choice(shown, view)
        _draw_meaning(shown, view)
