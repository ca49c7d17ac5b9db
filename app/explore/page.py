"""The Explore page: choose a level, a measure and a time; see the map; choose a spot; read what is there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from app.explore.map_and_panel import MAP_AND_PANEL, draw_map_and_panel
from app.explore.named import draw_named_table
from app.explore.showing import (
    SEARCH_KEY,
    current_view,
    fly_to_suggestion,
    set_view,
    show_found,
    write_address,
)
from app.explore.suggestions import draw_about_rules, draw_suggestion_table
from app.map import controls
from app.parts import (
    ADDRESS,
    BAND_NAMES,
    LEVELS,
    UNITS,
    View,
    draw_nothing_yet,
    draw_search,
    draw_table,
    families,
    find,
    has_types,
    read_view,
    shown_families,
)
from app.server import Shown, current_person, explored, plain, shown_edition, wait_for_first_map
from app.words import common as common_words
from app.words import explore as explore_words
from plan.roles import may

__all__ = ["draw_explore"]

ABOVE, BELOW = "explore_above", "explore_below"
"""Parts of the page beside map and panel that are drawn anew by themselves."""
MAP_WITHIN_S, MAP_DRAWN_S = 2.0, 0.3
"""So long the table waits for the first map after the server's start."""


def _begin(shown: Shown) -> None:
    """Take the view from the address at the first run, for another edition, and when the address was changed."""
    given = {name: st.query_params.get(name) for name in ADDRESS}
    present = {name: value for name, value in given.items() if value}
    is_new = st.session_state.get("edition") != shown.id or "view" not in st.session_state
    if is_new or present != st.session_state.get("address"):
        st.session_state["edition"] = shown.id
        set_view(read_view(st.query_params.to_dict(), explored(shown)))
        st.session_state.pop("map_start", None)
        if current_view().suggestion:
            fly_to_suggestion(shown, current_view().suggestion)


def _draw_again(before: View) -> None:
    """Draw what a control has changed, and nothing else: the controls, map and panel; below only what shows it."""
    levels = (before.level, current_view().level)
    is_below = bool(st.session_state.get("table_open")) or "suggested" in levels
    st.rerun([ABOVE, MAP_AND_PANEL, *([BELOW] if is_below else [])])


def _changed(name: str, key: str) -> None:
    """A control was used: change that part of the view."""
    value: Any = st.session_state.get(key)
    view = current_view()
    shown = shown_edition(st.query_params.get("edition"))
    if shown is None:
        return
    if name == "level":
        set_view(replace(view.with_level(value, shown), reach=""))
    elif name == "types":
        set_view(replace(view, is_types=value == "types", reach=""))
    elif value is not None:
        set_view(replace(view, **{name: value}, reach="" if name in ("family", "unit") else view.reach))
    _draw_again(view)


def _segmented(label: str, options: tuple[str, ...], words: dict[str, str], name: str, **more: Any) -> None:
    key = f"control_{name}"
    st.session_state[key] = getattr(current_view(), name)
    st.segmented_control(
        label, options, format_func=words.__getitem__, key=key, required=True, on_change=_changed, args=(name, key),
        label_visibility="collapsed", wrap=True, **more,
    )  # fmt: skip


def _draw_measure(shown: Shown, view: View) -> None:
    known = families(shown, view.level)
    st.session_state["control_family"] = view.family
    st.selectbox(
        common_words.MEASURE_LABEL,
        list(known),
        format_func=lambda name: f"{known[name].title}",
        key="control_family",
        on_change=_changed,
        args=("family", "control_family"),
        label_visibility="collapsed",
        width=225,
    )


def _draw_both(shown: Shown, view: View) -> None:
    """Two scores in one map, or the four types they make."""
    if not has_types(shown):
        return
    st.session_state["control_types"] = "types" if view.is_types else "scores"
    st.segmented_control(
        explore_words.BOTH_LABEL, tuple(explore_words.BOTH_VIEWS), format_func=explore_words.BOTH_VIEWS.__getitem__,
        key="control_types", required=True, on_change=_changed, args=("types", "control_types"),
        label_visibility="collapsed", wrap=True,
    )  # fmt: skip


def _searched(of: str) -> None:
    """Something was chosen in the search box, or the box was emptied."""
    shown = shown_edition(st.query_params.get("edition"))
    if shown is None:
        return
    found = find(shown, of, may_read=may(current_person().role, "read")) if of else None
    st.session_state["search_fault"] = bool(of) and found is None
    before = current_view()
    show_found(explored(shown), found)
    _draw_again(before)


def _draw_search(shown: Shown) -> None:
    draw_search(
        shown, key=SEARCH_KEY, label=explore_words.SEARCH_LABEL, hint=explore_words.SEARCH_HINT, on_found=_searched
    )
    if st.session_state.get("search_fault"):
        st.warning(explore_words.SEARCH_GONE)


@st.fragment(key=ABOVE)
def _draw_controls() -> None:
    shown = shown_edition(st.query_params.get("edition"))
    if shown is None:
        return
    view = current_view()
    with controls("explore"):
        _segmented(explore_words.LEVEL_LABEL, LEVELS, explore_words.LEVELS, "level")
        if view.level == "both":
            _draw_both(shown, view)
        elif view.level != "suggested":
            _draw_measure(shown, view)
        _draw_about(shown, view)
        has_bands = any(family.has_bands for family in shown_families(shown, view))
        if has_bands or view.reach:
            _segmented(explore_words.BAND_LABEL, BAND_NAMES, explore_words.BANDS, "band")
        if not (view.is_types or view.level == "suggested"):
            _segmented(common_words.UNIT_LABEL, UNITS, common_words.UNITS, "unit")
        with st.container(key="ea_search", width="stretch"):
            _draw_search(shown)


def _draw_about(shown: Shown, view: View) -> None:
    """The "i" of the measure: what it means, what it leaves out, what could be done."""
    with st.popover(explore_words.ABOUT_MEASURE, icon=":material/info:", help=explore_words.ABOUT_HELP):
        if view.level == "suggested":
            draw_about_rules()
        if view.is_types:
            st.markdown(explore_words.TYPES_ABOUT)
        for family in shown_families(shown, view):
            measure = family.measure(view.band)
            st.markdown(f"**{plain(measure.full_title)}**")
            for label, words in (
                (explore_words.MEANING, measure.meaning),
                (explore_words.LEAVES_OUT, measure.leaves_out),
                (explore_words.COULD_BE_DONE, measure.next_step),
                (explore_words.SOURCE, measure.source),
            ):
                if words:
                    st.markdown(f"*{label}.* {plain(words[:1].upper() + words[1:])}")


def draw_explore() -> None:
    """Draw the page."""
    shown = shown_edition(st.query_params.get("edition"))
    if shown is None:
        draw_nothing_yet()
        return
    _begin(shown)
    above_the_map = st.container(key="ea_above")
    write_address(current_view())
    draw_map_and_panel()  # first: the browser has most to fetch for it
    with above_the_map:
        _draw_controls()
    wait_for_first_map(MAP_WITHIN_S, MAP_DRAWN_S)
    _draw_below()


@st.fragment(key=BELOW)
def _draw_below() -> None:
    """The numbers of the map as a table."""
    shown = shown_edition(st.query_params.get("edition"))
    if shown is None:
        return
    view = current_view()
    if view.level == "suggested":
        draw_suggestion_table(shown)
    else:
        draw_table(shown, replace(view, unit="cells") if view.is_types else view)
        draw_named_table(shown, view)
