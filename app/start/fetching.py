"""A town by its name: all matches, what would be fetched and how large, and off it goes beside the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app.printed import text
from app.server import draw_fault, plain
from app.start.jobs import start_fetch
from app.words import start as words
from everyday.starting import named_folder
from geo.errors import AtlasError

if TYPE_CHECKING:
    from everyday.fetch import FetchPlan, Town

__all__ = ["draw_fetch", "size_words"]

_PLAN, _ASKED = "start_fetch_plan", "start_asked"
MOST_TOWNS = 20


def size_words(size: int) -> str:
    """``"3.1 MB"``."""
    return f"{size / 1e6:,.1f} MB" if size < 99.5e6 else f"{size / 1e6:,.0f} MB"


def _planned(home: Path, town: Town, name: str) -> FetchPlan:
    """What would be fetched: asked once for each town and choice.

    Raises:
        AtlasError: the name is taken, or nobody says where the place lies.
    """
    from everyday.fetch import plan_fetch

    rail, overpass = bool(st.session_state.get("start_rail")), bool(st.session_state.get("start_overpass"))
    folder = named_folder(home, name)
    asked = (folder, town, rail, overpass)
    known = st.session_state.get(_PLAN)
    if known is None or known[0] != asked:
        with st.spinner(words.FETCH_ASKING.format(name=plain(town.name))):
            known = (asked, plan_fetch(folder, town, rail=rail, overpass=overpass))
        st.session_state[_PLAN] = known
    found: FetchPlan = known[1]
    return found


def _known() -> dict[str, list[Town]]:
    """What OpenStreetMap's search was asked for in this session, by what was typed."""
    known: dict[str, list[Town]] = st.session_state.setdefault(_ASKED, {})
    return known


def _draw_search(typed: str) -> None:
    """The way to a name that no list has: nobody is asked before the button is pressed."""
    from everyday.fetch import ask_towns

    known = _known()
    if typed in known:
        st.caption(plain(words.FETCH_SEARCHED.format(n=len(known[typed]), words=typed)))
        return
    st.markdown(words.FETCH_SEARCH_ABOUT)
    if not st.button(words.FETCH_SEARCH, key="start_search"):
        return
    try:
        with st.spinner(words.FETCH_SEARCHING.format(words=plain(typed))):
            known[typed] = ask_towns(typed)
    except AtlasError as error:
        draw_fault(error)
        return
    st.rerun()


def _draw_plan(plan: FetchPlan, town: Town) -> None:
    if town.code != plan.town.code:
        st.markdown(plain(words.FETCH_LIES.format(place=town.name, authority=plan.town.title)))
    lines = []
    for piece in plan.pieces:
        if piece.manual is not None:
            facts = [words.FETCH_BY_HAND.format(how=piece.manual)]
        else:
            size = words.FETCH_SIZE.format(size=size_words(piece.size)) if piece.size else words.FETCH_SIZE_UNKNOWN
            facts = [size, piece.source, piece.licence, piece.note]
        lines.append(f"<li><strong>{text(piece.title)}</strong>: {text('. '.join(filter(None, facts)))}</li>")
    st.subheader(words.FETCH_WOULD, anchor=False)
    st.html(f'<ul class="ea-notes">{"".join(lines)}</ul>')
    st.markdown(words.FETCH_ALL.format(size=size_words(plan.size)))


def draw_fetch(home: Path) -> None:
    """Draw it.

    Args:
        home: the folder that the atlas goes into.
    """
    from everyday.fetch import find_towns

    st.header(words.FETCH, anchor=False)
    st.markdown(words.FETCH_ABOUT)
    typed = st.text_input(words.FETCH_WORDS, max_chars=100, key="start_town").strip()
    if not typed:
        return
    towns = find_towns(typed, limit=MOST_TOWNS)
    if not towns:
        st.info(plain(words.FETCH_NOTHING.format(words=typed)))
    towns += _known().get(typed, [])
    town = None
    if towns:
        town = st.radio(
            words.FETCH_WHICH, towns, index=None, format_func=lambda one: plain(one.title), key=f"start_which_{typed}"
        )
    if town is None:
        _draw_search(typed)
        return
    st.checkbox(words.FETCH_RAIL, key="start_rail")
    st.checkbox(words.FETCH_OVERPASS, key="start_overpass")
    name = st.text_input(words.FETCH_ATLAS, value=town.name, max_chars=100, key=f"start_fetch_name_{town.title}")
    try:
        plan = _planned(home, town, name)
        _draw_plan(plan, town)
        if not st.button(words.FETCH_DO, type="primary", key="start_fetch"):
            return
        start_fetch(plan, " ".join(name.split()))
    except AtlasError as error:
        draw_fault(error)
        return
    st.session_state.pop(_PLAN, None)
    st.rerun()
