"""The page: choose or start a session; then the four steps of the method along the top."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.forum.care import draw_privacy
from app.forum.here import Here, choose, current_step, here
from app.forum.session import draw_phones, draw_settings, draw_start, draw_waiting
from app.parts import draw_nothing_yet
from app.printed import date_words, text
from app.server import open_atlas, shown_edition
from app.words import forum as forum_words
from geo.errors import AtlasError

__all__ = ["draw_forum"]


def _leave() -> None:
    for name in ("session", "pin"):
        st.query_params.pop(name, None)


def _step_changed() -> None:
    at = here()
    step = st.session_state.get("forum_step")
    if at is None or not step:
        return
    if step == "add":
        choose("")  # the form, whatever was open
    if step == at.session.step:
        return
    if not at.may("session"):
        st.session_state["forum_own_step"] = step
        return
    try:
        at.store.save(replace(at.session, step=step), at.who)
    except AtlasError as error:
        st.session_state["forum_fault"] = error


def _draw_steps(at: Here) -> str:
    step = current_step(at)
    st.session_state["forum_step"] = step
    st.segmented_control(
        forum_words.STEPS_LABEL, tuple(forum_words.STEPS), format_func=forum_words.STEPS.__getitem__, key="forum_step",
        required=True, on_change=_step_changed, label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    return step


def _draw_heading(at: Here) -> None:
    session = at.session
    place = " · ".join(part for part in (date_words(session.date), session.venue) if part)
    st.html(f'<div class="ea-forum-head"><h1>{text(session.name)}</h1><p>{text(place)}</p></div>')


def _draw_head(at: Here) -> None:
    """The session's name and what is done with the whole of it."""
    with st.container(horizontal=True, vertical_alignment="center", key="forum_head", gap="small"):
        _draw_heading(at)
        if at.may("session"):
            draw_settings(at)
        if at.may("erase"):
            draw_privacy(at)
        st.button(forum_words.LEAVE, on_click=_leave, key="forum_leave", type="tertiary")


def _draw_session(at: Here) -> None:
    if current_step(at) == "draw":
        _draw_figure_step(at)
        return
    from app.forum.care import draw_corrections
    from app.forum.map_and_panel import draw_filter, draw_work
    from app.forum.pins import draw_table

    _draw_head(at)
    with st.container(horizontal=True, vertical_alignment="center", key="forum_steps", gap="small"):
        step = _draw_steps(at)
        if step != "add":
            with st.popover(forum_words.FILTER, icon=":material/filter_list:"):
                draw_filter(at)
    draw_waiting()
    if at.session.stage == "monitoring":
        st.html(f'<p class="ea-note">{text(forum_words.MONITORING_SAYS)}</p>')
    draw_work(step)
    draw_table()
    if step != "add":
        draw_corrections(at)


def _draw_figure_step(at: Here) -> None:
    """The last step: the figure has the page, the code its corner."""
    from app.forum.together import draw_together_step

    left, right = st.columns([2.6, 1], vertical_alignment="top")
    with left:
        _draw_head(at)
        step = _draw_steps(at)
        st.html(f'<p class="ea-note">{text(forum_words.STEP_HINTS[step])}</p>')
    with right:
        draw_phones(at)
    if at.session.closed_at:
        st.info(forum_words.ENDED)
    draw_waiting()
    draw_together_step()


def draw_forum() -> None:
    """Draw the page."""
    atlas = open_atlas()
    if atlas is None or shown_edition(st.query_params.get("edition")) is None:
        draw_nothing_yet()
        return
    at = here()
    if at is None:
        draw_start(atlas)
    else:
        _draw_session(at)
