"""The page Voices."""

from __future__ import annotations

import streamlit as st

from app.parts import draw_nothing_yet
from app.server import draw_fault, plain
from app.voices.here import Here, draw_told, here, note
from app.words import voices as words
from everyday.voices import due_answers, forget_due
from geo.errors import AtlasError

__all__ = ["draw_voices"]

VIEW = "view"


def draw_voices() -> None:
    """Draw the page."""
    at = here()
    if at is None:
        draw_nothing_yet()
        return
    if not at.may("edit"):
        st.info(words.LOCKED)
        return
    draw_told()
    _act_on_retention(at)
    _DRAWN[_draw_views()](at)


def _act_on_retention(at: Here) -> None:
    """What is over its time goes when somebody who may erase looks; until then nobody reads it."""
    from everyday.atlas import has_plan

    if not has_plan(at.atlas.folder):
        return
    due = due_answers(at.store, at.today)
    if due and at.may("erase"):
        try:
            done = forget_due(at.store, at.person, at.today)
        except AtlasError as error:
            draw_fault(error)
            return
        if done is not None:
            what = words.FOUND_ONE if len(due) == 1 else f"{len(due):,} answers"
            st.info(plain(words.FORGOT.format(what=what, state=done.says)))
    elif due:
        note(words.DUE_NOT_YOURS.format(n=len(due)))


def _draw_views() -> str:
    asked = st.query_params.get(VIEW, "")
    st.session_state["voices_view"] = asked if asked in words.VIEWS else next(iter(words.VIEWS))
    view = st.segmented_control(
        words.VIEWS_LABEL, tuple(words.VIEWS), format_func=words.VIEWS.__getitem__, key="voices_view", required=True,
        on_change=_viewed, label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    return str(view)


def _viewed() -> None:
    st.query_params[VIEW] = str(st.session_state.get("voices_view") or "")


def _answers(at: Here) -> None:
    from app.voices.listing import draw_answers

    draw_answers(at)


def _add(at: Here) -> None:
    from app.voices.entry import draw_entry
    from app.voices.table_in import draw_table_in

    left, right = st.columns([3, 2], gap="large")
    with left:
        draw_entry(at)
    with right:
        draw_table_in(at)


def _words(at: Here) -> None:
    from app.voices.wards import draw_wards

    draw_wards(at)


def _reports(at: Here) -> None:
    from app.voices.reports import draw_reports

    draw_reports(at)


def _methods(at: Here) -> None:
    from app.voices.knowing import draw_knowing

    draw_knowing(at)


def _ask(at: Here) -> None:
    from app.voices.asking import draw_asking

    draw_asking(at)


_DRAWN = {"answers": _answers, "add": _add, "words": _words, "reports": _reports, "methods": _methods, "ask": _ask}
