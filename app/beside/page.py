"""The page Side by side: two places or two editions on two maps, and below them in numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from app.beside.editions import edition_titles, otherwise
from app.beside.maps import draw_maps, draw_place_search
from app.beside.rows import evidence_at, rows_csv, rows_of, rows_table
from app.beside.showing import (
    SIDES,
    Sides,
    begin,
    current_sides,
    every_family,
    place_name,
    set_sides,
    show_in_search,
    write_address,
)
from app.map import controls
from app.parts import BAND_NAMES, MIME, UNITS, draw_nothing_yet, noun_of, stem_of
from app.printed import text
from app.server import Shown, plain, shown_edition
from app.words import beside as beside_words
from app.words import common as common_words
from app.words import explore as explore_words

__all__ = ["draw_beside"]


def _changed(name: str, key: str) -> None:
    """A control was used: change that part of what is compared."""
    value: Any = st.session_state.get(key)
    if value is None:
        return
    set_sides(replace(current_sides(), **{name: value}))
    if name == "compare":
        st.session_state["beside_fault"] = ""
        for side in SIDES:
            show_in_search(side)


def _segmented(label: str, options: tuple[str, ...], words: dict[str, str], name: str) -> None:
    key = f"beside_{name}"
    st.session_state[key] = getattr(current_sides(), name)
    st.segmented_control(
        label, options, format_func=words.__getitem__, key=key, required=True, on_change=_changed, args=(name, key),
        label_visibility="collapsed", wrap=True,
    )  # fmt: skip


def _draw_measure(shown: Shown, sides: Sides) -> None:
    known = every_family(shown)

    def words(name: str) -> str:
        family = known[name]
        return beside_words.MEASURE_OF.format(level=explore_words.LEVELS[family.level], measure=family.title)

    st.session_state["beside_family"] = sides.family
    st.selectbox(
        common_words.MEASURE_LABEL, list(known), format_func=words, key="beside_family", on_change=_changed,
        args=("family", "beside_family"), label_visibility="collapsed", width=330,
    )  # fmt: skip


def _draw_controls(shown: Shown, sides: Sides) -> None:
    with controls("beside"):
        _segmented(beside_words.COMPARE_LABEL, tuple(beside_words.COMPARE), beside_words.COMPARE, "compare")
        _draw_measure(shown, sides)
        family = every_family(shown).get(sides.family)
        if family is not None and family.has_bands:
            _segmented(explore_words.BAND_LABEL, BAND_NAMES, explore_words.BANDS, "band")
        _segmented(common_words.UNIT_LABEL, UNITS, common_words.UNITS, "unit")
        if sides.compare == "editions":
            with st.container(key="ea_search", width="stretch"):
                draw_place_search(shown, "left")


def _names(sides: Sides, left: Shown, right: Shown) -> tuple[str, str]:
    """What the two sides are called."""
    if sides.compare == "editions":
        titles = edition_titles()
        return titles.get(left.id, left.id), titles.get(right.id, right.id)
    one, other = (place_name(left, place) if place else "" for place in sides.places)
    return one, other


def _caption(sides: Sides, left: Shown, right: Shown, names: tuple[str, str]) -> str:
    if sides.compare == "places":
        return beside_words.TABLE_PLACES.format(left=names[0], right=names[1])
    if sides.at is None:
        return beside_words.TABLE_TOWN.format(noun=noun_of(left))
    name = place_name(left, sides.at)
    return beside_words.TABLE_PLACE.format(place=place_name(right, sides.at) if name == sides.at.id else name)


def _note(sentences: list[str]) -> None:
    if sentences:
        told = "".join(f'<p class="ea-note">{text(sentence)}</p>' for sentence in sentences)
        st.html(f'<div class="ea-prose">{told}</div>')


def _draw_what_lacks(sides: Sides, left: Shown) -> bool:
    """Say what is to be chosen; False where nothing is."""
    if sides.compare == "editions" or all(sides.places):
        return False
    chosen = next(((side, one) for side, one in zip(SIDES, sides.places, strict=True) if one), None)
    if chosen is None:
        _note([beside_words.CHOOSE_TWO])
        return True
    side, place = chosen
    words = beside_words.CHOOSE_OTHER.format(name=place_name(left, place), side=beside_words.NAMES_OF_SIDES[side])
    _note([words])
    return True


def _file_name(names: tuple[str, str]) -> str:
    return f"{'-and-'.join(stem_of(name, 'side') for name in names)}.csv"


def _draw_table(sides: Sides, left: Shown, right: Shown) -> None:
    if _draw_what_lacks(sides, left):
        return
    st.header(beside_words.TABLE_TITLE, anchor=False)
    if sides.compare == "editions":
        _note(otherwise(left.manifest, right.manifest))
    evidence = [evidence_at(shown, sides.chosen(side)) for side, shown in zip(SIDES, (left, right), strict=True)]
    lacking = [side for side, one in zip(SIDES, evidence, strict=True) if one is None or not one["place"]["cells_n"]]
    gone = [beside_words.PLACE_GONE.format(side=beside_words.NAMES_OF_SIDES[side]) for side in lacking]
    names = _names(sides, left, right)
    rows, unknown = rows_of(left, right, *evidence)
    st.html(rows_table(rows, _caption(sides, left, right, names), *names))
    _note([*gone, *([beside_words.UNKNOWN_BOTH.format(titles="; ".join(unknown))] if unknown else [])])
    st.download_button(
        beside_words.DOWNLOAD, rows_csv(rows, *names), _file_name(names), MIME["csv"], on_click="ignore",
        icon=":material/download:", key="beside_csv",
    )  # fmt: skip


def draw_beside() -> None:
    """Draw the page."""
    shown = shown_edition(st.query_params.get("edition"))
    if shown is None:
        draw_nothing_yet()
        return
    begin(shown)
    sides = current_sides()
    left, right = sides.shown("left") or shown, sides.shown("right") or shown
    if sides.family not in every_family(left):
        measures = every_family(left)
        sides = replace(sides, family=next(iter(measures), ""))
        set_sides(sides)
    write_address(sides)
    _draw_controls(left, sides)
    if sides.compare == "editions" and len(edition_titles()) < 2:
        st.info(f"{beside_words.ONE_EDITION} {beside_words.ONE_EDITION_DO}")
        return
    if fault := st.session_state.get("beside_fault"):
        st.info(plain(str(fault)))
    draw_maps(sides, left, right)
    _draw_table(sides, left, right)
