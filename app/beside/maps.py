"""Two maps beside each other: one measure in the same classes and colours, and views that move together."""

from __future__ import annotations

import secrets
from dataclasses import replace
from functools import partial

import streamlit as st

from app.beside.editions import edition_titles
from app.beside.showing import (
    SIDES,
    Sides,
    current_sides,
    every_family,
    found_on,
    keep_found,
    place_name,
    search_key,
    set_sides,
    show_in_search,
    side_words,
)
from app.map import (
    Anchor,
    MapStart,
    Mark,
    Message,
    bounds_of,
    class_breaks,
    class_legend,
    draw_map,
    field_of,
    flight,
    last_click,
    opening_at,
    palettes,
    town_bounds,
    whole_town,
    zoom_for,
)
from app.parts import Chosen, Family, draw_search, find, why_unknown
from app.server import Shown, current_person, shown_edition
from app.words import beside as beside_words
from app.words import common as common_words
from app.words import explore as explore_words
from app.words import map as map_words
from plan.roles import may

__all__ = ["draw_maps", "draw_place_search", "unknown_reason"]

NEAREST_AREAS, NEAREST_CELLS = 13.5, 15.0
"""Areas are seen as areas, cells with what is round them."""


def unknown_reason(shown: Shown, family: Family | None, band: str) -> str:
    """Why an edition has nothing to paint, or an empty text."""
    if family is None:
        return beside_words.NO_MEASURE
    measure = family.measure(band)
    if family.level == "across" and not shown.manifest.get("bands"):
        return beside_words.NO_TIMETABLE
    if measure.band and (why := why_unknown(shown, measure.band)):
        return why
    return explore_words.NOTHING_KNOWN if shown.cells[measure.name].isna().all() else ""


# Choosing a place


def choose(side: str, chosen: Chosen | None) -> None:
    """Choose a place on a side; with two editions on both. None: go back to the whole town."""
    sides = current_sides().with_chosen(side, chosen)
    set_sides(sides)
    left = sides.shown("left")
    if chosen is None and left is not None:
        keep_found(side, None)
        west, south, east, north = town_bounds(left)
        st.session_state["beside_flight"] = flight(bounds=[[south, west], [north, east]])


def _clicked(side: str, key: str) -> None:
    click, sides = last_click(key), current_sides()
    shown = sides.shown(side)
    if click is None or shown is None:
        return
    if click.is_home:
        choose(side, None)
        show_in_search(side)
        return
    cell, area = shown.cell_at(click.lat, click.lon), shown.area_at(click.lat, click.lon)
    found = cell if click.unit == "cells" else area
    st.session_state["beside_fault"] = "" if found else explore_words.OUTSIDE_CLICK
    if found:
        keep_found(side, None)
        choose(side, Chosen(click.unit, found))
        show_in_search(side)


def _searched(side: str, of: str) -> None:
    sides = current_sides()
    shown = sides.shown(side)
    if shown is None:
        return
    found = find(shown, of, may_read=may(current_person().role, "read")) if of else None
    st.session_state["beside_fault"] = explore_words.SEARCH_GONE if of and found is None else ""
    if of and found is None:
        return
    choose(side, found.chosen if found else None)
    keep_found(side, found)
    if found is not None and _anchors(current_sides()) is None:
        if found.lat is not None and found.lon is not None:
            st.session_state["beside_flight"] = flight(at=(found.lat, found.lon))
        elif found.chosen is not None:
            st.session_state["beside_flight"] = flight(bounds=bounds_of(shown, found.chosen))


def draw_place_search(shown: Shown, side: str) -> None:
    """The search box of a side, or the one for both."""
    which = "both" if current_sides().compare == "editions" else side
    draw_search(
        shown, key=search_key(side), label=beside_words.SEARCH_LABELS[which], hint=beside_words.SEARCH_HINTS[which],
        on_found=partial(_searched, side),
    )  # fmt: skip


# Where the maps are


def _anchors(sides: Sides) -> tuple[Anchor, Anchor] | None:
    """The middles of two chosen places with a zoom that shows both; None: both maps show the same."""
    shown = sides.shown("left")
    left, right = sides.places
    if sides.compare == "editions" or shown is None or left is None or right is None:
        return None
    found, zooms = [], []
    for place in (left, right):
        (south, west), (north, east) = bounds_of(shown, place)
        found.append(((south + north) / 2, (west + east) / 2))
        nearest = NEAREST_AREAS if place.unit == "areas" else NEAREST_CELLS
        zooms.append(min(zoom_for((west, south, east, north)) - 0.5, nearest))
    one, other = (Anchor(round(lat, 6), round(lon, 6), min(zooms)) for lat, lon in found)
    return one, other


def _start_of(sides: Sides, side: str, shown: Shown) -> MapStart:
    """Where a map opens: fixed for the visit."""
    starts = st.session_state.setdefault("beside_starts", {})
    key = _map_key(sides, side, shown)
    if key not in starts:
        starts[key] = _new_start(sides, side, shown)
    start: MapStart = starts[key]
    return start


def _new_start(sides: Sides, side: str, shown: Shown) -> MapStart:
    anchors, is_left = _anchors(sides), side == "left"
    first = shown if is_left else sides.shown("left") or shown
    if sides.map is not None and (is_left or anchors is None):
        start = opening_at(shown, *sides.map, is_addressed=is_left)
    elif anchors is not None:
        at = anchors[SIDES.index(side)]
        zoom = sides.map[2] if sides.map is not None else at.zoom
        start = opening_at(shown, at.lat, at.lon, zoom, is_addressed=is_left)
    else:
        start = whole_town(first, is_addressed=is_left)
        start = replace(whole_town(shown, is_addressed=is_left), lat=start.lat, lon=start.lon, zoom=start.zoom)
    visit = st.session_state.setdefault("beside_visit", secrets.token_hex(8))
    label = beside_words.MAP_LABELS[side].replace("{name}", _map_name(sides, shown))
    return replace(start, label=label, bounds=town_bounds(first), together=visit)


def _map_name(sides: Sides, shown: Shown) -> str:
    town = str(shown.manifest.get("name", ""))
    if sides.compare == "places":
        return beside_words.MAP_OF_PLACES.format(town=town)
    return beside_words.MAP_OF_EDITION.format(town=town, edition=edition_titles().get(shown.id, shown.id))


def _map_key(sides: Sides, side: str, shown: Shown) -> str:
    return f"beside_{sides.compare}_{side}_{shown.id}"


# What they show


def _message(sides: Sides, side: str, shown: Shown, breaks: tuple[float, ...]) -> Message:
    family, chosen, anchors = every_family(shown).get(sides.family), sides.chosen(side), _anchors(sides)
    if chosen is not None and chosen.id not in (shown.cell_row if chosen.unit == "cells" else shown.area_row):
        chosen = None
    found = found_on(side)
    told = Message(
        sides.unit, overlays=sides.overlays, chosen=chosen,
        found=Mark(found.label, found.lat, found.lon, found.geometry) if found else None,
        fly=st.session_state.get("beside_flight") if side == "left" and anchors is None else None,
        anchor=anchors[SIDES.index(side)] if anchors else None,
    )  # fmt: skip
    if family is None or unknown_reason(shown, family, sides.band):
        return told
    measure = family.measure(sides.band)
    colours = palettes.colours(family.level, len(breaks) + 1, is_lower_better=measure.better == "lower")
    what = place_name(shown, chosen) if sides.compare == "places" and chosen else ""
    what = edition_titles().get(shown.id, "") if sides.compare == "editions" else what
    heading = map_words.MAP_HEADING.format(measure=measure.full_title, unit="{unit}")
    return replace(
        told, fields=(field_of(measure, breaks),), colours=colours, heading=f"{what} · {heading}" if what else heading,
        legend=class_legend(shown, family, sides.band, sides.unit, breaks),
    )  # fmt: skip


def _edition_changed(side: str, key: str) -> None:
    picked, sides = str(st.session_state.get(key) or ""), current_sides()
    if shown_edition(picked) is None:
        return
    left, right = sides.editions
    set_sides(replace(sides, editions=(picked, right) if side == "left" else (left, picked)))


def _draw_edition(sides: Sides, side: str) -> None:
    titles, key = edition_titles(), f"beside_edition_{side}"
    st.session_state[key] = sides.editions[SIDES.index(side)]
    st.selectbox(
        beside_words.EDITION_LABELS[side], list(titles), format_func=lambda one: titles.get(one, one), key=key,
        on_change=_edition_changed, args=(side, key), label_visibility="collapsed",
    )  # fmt: skip


def _breaks(sides: Sides, left: Shown, right: Shown) -> tuple[float, ...]:
    """Those of the left side; of the right one where the left knows nothing."""
    for shown in (left, right):
        family = every_family(shown).get(sides.family)
        if family is not None and not unknown_reason(shown, family, sides.band):
            return class_breaks(shown, family)
    return ()


def draw_maps(sides: Sides, left: Shown, right: Shown) -> None:
    """Both maps, each with what chooses its place or its edition: on the map where it is wide enough, else above it."""
    breaks = _breaks(sides, left, right)
    with st.container(key="ea_pair_beside"):
        columns = st.columns(2, gap="small")
    for side, shown, column in zip(SIDES, (left, right), columns, strict=True):
        with column:
            with st.container(key=f"ea_choice_{side}"):
                if sides.compare == "editions":
                    _draw_edition(sides, side)
                else:
                    draw_place_search(shown, side)
            with st.container(key=f"ea_work_{side}"):
                key = _map_key(sides, side, shown)
                draw_map(
                    _start_of(sides, side, shown), _message(sides, side, shown, breaks), key=key,
                    on_click=partial(_clicked, side, key),
                )  # fmt: skip
            if reason := unknown_reason(shown, every_family(shown).get(sides.family), sides.band):
                st.warning(f"**{side_words(side)}: {common_words.NOT_KNOWN}.** {reason}")
