"""What another program changed in the plan, on the Data page: said to whoever works on it, settled by a planner."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.server import current_person, plain
from app.words import data as words
from everyday.atlas import has_plan
from everyday.facade import Atlas
from geo.errors import AtlasError
from plan.records import Person
from plan.roles import may

__all__ = ["draw_outside"]

_SAID = "outside_said"
_MOST_SHOWN = 20


def draw_outside(atlas: Atlas) -> None:
    """The section; nothing at all where the plan says what was written here."""
    if said := st.session_state.pop(_SAID, None):
        st.info("\n".join(f"- {plain(one)}" for one in said))
    who = current_person()
    found = atlas.plan().outside() if has_plan(atlas.folder) else None
    if not found or not may(who.role, "edit"):
        return
    with st.container(border=True):
        st.header(words.OUTSIDE)
        st.warning(words.OUTSIDE_TOLD)
        st.markdown("\n".join(f"- {plain(one)}" for one in found.sentences))
        if not may(who.role, "settle"):
            st.markdown(words.OUTSIDE_PLANNER)
            return
        _draw_words([
            (str(one), [(each.field, each.before, each.now) for each in one.words])
            for one in found.changes[:_MOST_SHOWN] if one.words
        ])  # fmt: skip
        taken, back = st.columns(2)
        with taken:
            if st.button(words.OUTSIDE_TAKE, help=words.OUTSIDE_TAKE_HELP, width="stretch"):
                _settle(atlas, who, is_taken=True)
        with back:
            if st.button(words.OUTSIDE_BACK, help=words.OUTSIDE_BACK_HELP, width="stretch"):
                _settle(atlas, who, is_taken=False)


def _draw_words(changed: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]) -> None:
    """Of each record, fields with what they said before and say now: people's words, which are never interpreted."""
    if not changed:
        return
    with st.expander(words.OUTSIDE_WORDS):
        for record, fields in changed:
            said = [
                words.OUTSIDE_BEFORE_NOW.format(
                    field=plain(name.replace("_", " ")), before=plain(before), now=plain(now)
                )
                for name, before, now in fields
            ]
            st.markdown("\n".join([plain(record), "", *(f"- {one}" for one in said)]))


def _settle(atlas: Atlas, who: Person, *, is_taken: bool) -> None:
    try:
        st.session_state[_SAID] = atlas.settle_plan(who=who, is_taken=is_taken) or [words.OUTSIDE_DONE]
    except AtlasError as error:
        st.error(plain(str(error)))
        return
    st.rerun()
