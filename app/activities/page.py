"""The page Activities."""

from __future__ import annotations

import streamlit as st

from app.activities.bringing import draw_bringing
from app.activities.form import draw_form
from app.activities.gap_view import draw_gaps
from app.activities.here import VIEW, Here, draw_told, here, note
from app.activities.list_view import draw_list
from app.parts import draw_nothing_yet
from app.printed import big_numbers
from app.words import activities as words

__all__ = ["draw_activities"]


def draw_activities() -> None:
    """Draw the page."""
    at = here()
    if at is None:
        draw_nothing_yet()
        return
    if not at.may("read"):
        st.info(words.LOCKED)
        return
    draw_told()
    if not at.everything:
        st.header(words.NOT_STARTED, anchor=False)
        note(words.NOT_STARTED_DO)
        if at.may("edit"):
            draw_bringing(at)
            draw_form(at)
        return
    _draw_numbers(at)
    view = _draw_views(at)
    if view == "gaps":
        draw_gaps(at)
    elif view == "form":
        draw_bringing(at)
        draw_form(at)
    else:
        draw_list(at)


def _draw_numbers(at: Here) -> None:
    states = [one.state for one in at.rows]
    counted = [(str(states.count(state)), said) for state, said in words.COUNTED.items() if states.count(state)]
    if counted:
        st.html(f'<div class="ea-monitor-numbers">{big_numbers(counted)}</div>')


def _draw_views(at: Here) -> str:
    views = [name for name in words.VIEWS if name != "form" or at.may("edit")]
    asked = st.query_params.get(VIEW, "")
    st.session_state["activities_view"] = asked if asked in views else views[0]
    view = st.segmented_control(
        words.VIEWS_LABEL, views, format_func=words.VIEWS.__getitem__, key="activities_view", required=True,
        on_change=_viewed, label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    return str(view)


def _viewed() -> None:
    st.query_params[VIEW] = str(st.session_state.get("activities_view") or "")
