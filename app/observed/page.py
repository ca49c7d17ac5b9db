"""The page Observed."""

from __future__ import annotations

import streamlit as st

from app.observed.adding import draw_adding
from app.observed.flows import draw_flows
from app.observed.here import VIEW, Here, go_to, note
from app.observed.homes import draw_homes
from app.observed.pinning import draw_told
from app.observed.places import draw_places
from app.observed.potential import draw_potential
from app.observed.sample import draw_sample
from app.observed.staying import draw_staying
from app.observed.withheld import draw_withheld
from app.parts import current_drawing, draw_nothing_yet
from app.words import observed as words
from everyday.atlas import why_not_observed

__all__ = ["draw_observed"]

_VIEWS = {"homes": draw_homes, "map": draw_staying, "flows": draw_flows, "places": draw_places,
          "potential": draw_potential, "withheld": draw_withheld}  # fmt: skip


def draw_observed() -> None:
    """Draw the page."""
    at = current_drawing(Here)
    if at is None:
        draw_nothing_yet()
        return
    is_adding = at.may("build") and st.query_params.get(VIEW, "") == "add"
    if not at.record and not is_adding:
        st.header(words.NOTHING, anchor=False)
        st.markdown(words.NOTHING_DO)
        if at.may("build"):
            draw_adding(at.atlas, at.shown)
        return
    if is_adding:
        if at.record:
            _draw_choice(at)
        draw_adding(at.atlas, at.shown)
        return
    if why := why_not_observed(at.shown.edition):
        st.info(words.OLDER.format(why=why))
        return
    if not at.is_allowed:
        has_failed = not at.record["disclosure"]["is_passed"]
        readers = words.READERS[at.record["readers"]]
        st.info(words.LOCKED_ATTACK if has_failed else words.LOCKED.format(readers=readers))
        return
    if at.shown.observed("observed_people") is None:
        st.header(words.NOTHING, anchor=False)
        for one in at.record["left_out"]:
            note(words.LEFT_OUT.format(id=one["id"], reason=one["reason"]))
        return
    draw_told()
    draw_sample(at)
    _VIEWS[_draw_choice(at)](at)


def _draw_choice(at: Here) -> str:
    asked = st.query_params.get(VIEW, "")
    views = [name for name in words.VIEWS if name != "add" or at.may("build")]
    st.session_state["observed_view"] = asked if asked in views else "homes"
    return str(
        st.segmented_control(
            words.VIEW_LABEL, views, format_func=words.VIEWS.__getitem__, key="observed_view",
            required=True, on_change=_viewed, label_visibility="collapsed", wrap=True,
        )
    )  # fmt: skip


def _viewed() -> None:
    go_to(**{VIEW: str(st.session_state.get("observed_view") or "")})
