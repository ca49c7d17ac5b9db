"""Suggested barriers and enablers of the edition: accepted as pins, or dismissed with a reason."""

from __future__ import annotations

import streamlit as st

from app.forum.here import Here, choose, here, tell_changed
from app.parts import Suggestion, pin_of_suggestion, suggestions
from app.printed import text
from app.server import draw_fault, plain
from app.words import forum as forum_words
from everyday.forum import add_pin
from geo.errors import AtlasError
from plan.records import Dismissal, Finding

__all__ = ["draw_suggested", "open_suggestions"]


def open_suggestions(at: Here) -> list[Suggestion]:
    """Those that nobody has accepted or dismissed, the weightiest first."""
    decided = {one.suggestion_key for one in at.store.all(Finding) if one.suggestion_key and one.status != "retired"}
    decided |= {one.suggestion_key for one in at.store.all(Dismissal) if not one.is_withdrawn}
    return [one for one in suggestions(at.shown) if one.key not in decided]


def _accept(key: str) -> None:
    at = here()
    one = next((found for found in open_suggestions(at) if found.key == key), None) if at else None
    if at is None or one is None:
        return
    finding, frozen = pin_of_suggestion(at.shown, one, session=at.session.id)
    try:
        kept = add_pin(at.atlas, at.shown, finding, at.who, where=one.title, more=(frozen,))
    except AtlasError as error:
        st.session_state["forum_suggested_fault"] = error
        return
    tell_changed(at)
    choose(kept.id)


def _dismiss(key: str, title: str, reason_key: str) -> None:
    at, reason = here(), str(st.session_state.get(reason_key) or "")
    if at is None:
        return
    try:
        at.store.add(Dismissal(suggestion_key=key, title=title, reason=reason, session=at.session.id), at.who)
    except AtlasError as error:
        st.session_state["forum_suggested_fault"] = error


def _bring_back(dismissal_id: str) -> None:
    from dataclasses import replace

    at = here()
    if at is None:
        return
    try:
        at.store.save(replace(at.store.get(Dismissal, dismissal_id), is_withdrawn=True), at.who)
    except AtlasError as error:
        st.session_state["forum_suggested_fault"] = error


def draw_suggested(at: Here) -> None:
    """The list, folded once the room has findings of its own."""
    if (fault := st.session_state.pop("forum_suggested_fault", None)) is not None:
        draw_fault(fault)
    if not at.shown.has_suggestions:
        return
    found = open_suggestions(at)
    with st.expander(forum_words.SUGGESTED_N.format(n=len(found)), expanded=bool(found)):
        with st.container(height=380 if len(found) > 3 else "content"):
            for one in found:
                _draw_one(at, one)
        _draw_dismissed(at)


def _draw_one(at: Here, one: Suggestion) -> None:
    st.html(
        f'<p class="ea-item"><span class="ea-code ea-code-{one.kind}">{text(one.code)}</span>'
        f"<strong>{text(one.title)}</strong><br>{text(one.sentence)}</p>"
    )
    if not at.may("dismiss") or at.session.closed_at:
        return
    with st.container(horizontal=True):
        st.button(forum_words.ACCEPT, key=f"accept_{one.key}", on_click=_accept, args=(one.key,))
        with st.popover(forum_words.DISMISS):
            reason_key = f"reason_{one.key}"
            st.text_input(forum_words.DISMISS_REASON, key=reason_key, max_chars=500)
            st.button(
                forum_words.DISMISS_DO,
                key=f"dismiss_{one.key}",
                on_click=_dismiss,
                args=(one.key, one.title, reason_key),
            )


def _draw_dismissed(at: Here) -> None:
    dismissed = [one for one in at.store.all(Dismissal) if not one.is_withdrawn]
    if not dismissed:
        return
    with st.popover(f"{forum_words.DISMISSED} ({len(dismissed)})"):
        for one in dismissed:
            st.markdown(f"**{plain(one.title)}**  \n{plain(one.reason)}")
            st.button(forum_words.BRING_BACK, key=f"back_{one.id}", on_click=_bring_back, args=(one.id,))
