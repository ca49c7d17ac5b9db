"""Newly emerging: what this edition suggests and none suggested when the plan was agreed; to be pinned or dismissed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.parts.decided import decisions
from app.parts.findings_here import open_session
from app.parts.suggested import Suggestion, pin_of_suggestion, suggestions
from app.printed import date_words, text
from app.server import Shown, current_person, draw_fault, open_atlas, plain, shown_edition
from app.words import common as common_words
from everyday.facade import Atlas
from everyday.forum import add_pin
from everyday.impact import emerging
from geo.errors import AtlasError
from plan.records import Dismissal, Person
from plan.roles import may

__all__ = ["draw_emerging", "draw_pin_or_dismiss"]

MOST = 20
_TOLD, _FAULT = "emerging_told", "emerging_fault"


def draw_emerging(atlas: Atlas, shown: Shown, since: str) -> int:
    """The suggestions that are new since a day and that nobody has decided on.

    Args:
        since: the day on which the plan was agreed; empty if it was not.

    Returns:
        How many there are.
    """
    if (fault := st.session_state.pop(_FAULT, None)) is not None:
        draw_fault(fault)
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told)
    if not since:
        _note(common_words.EMERGING_NOT_AGREED)
        return 0
    new = emerging(atlas, shown.edition, since)
    if new.before is None:
        _note(common_words.EMERGING_ONE_EDITION.format(day=date_words(since)))
        return 0
    told = common_words.EMERGING_FIRST if new.is_first else common_words.EMERGING_SINCE
    _note(told.format(day=date_words(since), before=date_words(new.before_on)))
    decided = decisions()
    known = {one.key: one for one in suggestions(shown)}
    open_ones = [known[key] for key in new.keys if key in known and key not in decided]
    settled = len(new.keys) - len(open_ones)
    if not open_ones:
        _note(common_words.EMERGING_NONE)
    for one in open_ones[:MOST]:
        _draw_one(one)
    if len(open_ones) > MOST:
        _note(common_words.EMERGING_MORE.format(n=len(open_ones) - MOST))
    if settled:
        _note(common_words.EMERGING_SETTLED.format(n=settled))
    return len(open_ones)


def _note(words: str) -> None:
    st.html(f'<p class="ea-note">{text(words)}</p>')


def _draw_one(one: Suggestion) -> None:
    st.html(
        f'<p class="ea-item"><span class="ea-code ea-code-{one.kind}">{text(one.code)}</span>'
        f"<strong>{text(one.title)}</strong><br>{text(one.sentence)}</p>"
    )
    _draw_buttons(one)


def draw_pin_or_dismiss(one: Suggestion) -> None:
    """What was just decided, and for those who may decide the buttons to pin an undecided suggestion or dismiss it."""
    if (fault := st.session_state.pop(_FAULT, None)) is not None:
        draw_fault(fault)
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told)
    if one.key not in decisions():
        _draw_buttons(one)


def _draw_buttons(one: Suggestion) -> None:
    if not may(current_person().role, "dismiss"):
        return
    with st.container(horizontal=True):
        st.button(
            common_words.EMERGING_PIN, key=f"emerging_pin_{one.key}", on_click=_pin, args=(one.key,),
            help=common_words.EMERGING_PIN_HELP.format(title=plain(one.title)), icon=":material/push_pin:",
        )  # fmt: skip
        with st.popover(common_words.EMERGING_DISMISS):
            st.text_input(common_words.EMERGING_REASON, key=f"emerging_why_{one.key}", max_chars=500)
            st.button(
                common_words.EMERGING_DISMISS_DO, key=f"emerging_dismiss_{one.key}",
                on_click=partial(_dismiss, one.key, one.title),
            )  # fmt: skip


def _pin(key: str) -> None:
    atlas, shown = open_atlas(), shown_edition(st.query_params.get("edition"))
    if atlas is None or shown is None:
        return
    one = next((found for found in suggestions(shown) if found.key == key), None)
    if one is None or key in decisions():
        return
    session = open_session(atlas.plan())  # the room that is working sees it at once
    person, session_id = current_person(), session.id if session else ""
    who = Person(person.name, person.role, session_id, person.device_id)
    finding, frozen = pin_of_suggestion(shown, one, session=session_id)
    try:
        kept = add_pin(atlas, shown, finding, who, where=one.title, more=(frozen,))
    except AtlasError as error:
        st.session_state[_FAULT] = error
        return
    number = atlas.plan().numbers()[kept.id]
    st.session_state[_TOLD] = common_words.EMERGING_PINNED.format(n=number)


def _dismiss(key: str, title: str) -> None:
    atlas, reason = open_atlas(), str(st.session_state.get(f"emerging_why_{key}") or "")
    if atlas is None:
        return
    try:
        atlas.plan().add(Dismissal(suggestion_key=key, title=title, reason=reason), current_person())
    except AtlasError as error:
        st.session_state[_FAULT] = error
        return
    st.session_state[_TOLD] = common_words.EMERGING_DISMISSED
