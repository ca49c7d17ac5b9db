"""Asking about phone numbers, e-mail addresses and postcodes in what somebody typed, before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.printed import text
from app.server import plain
from app.words import forum as forum_words
from plan.text import personal_data_in, personal_data_words, without_personal_data

__all__ = ["is_asking"]


def _whole(fields: Sequence[str]) -> str:
    return "\n".join(str(st.session_state.get(field) or "") for field in fields)


def _answer(fields: Sequence[str], kept_key: str, value: str) -> None:
    if value == "keep":
        st.session_state[kept_key] = _whole(fields)
        return
    for field in fields:
        st.session_state[field] = without_personal_data(str(st.session_state.get(field) or ""))


def is_asking(fields: Sequence[str], *, key: str) -> bool:
    """Draw the question where it has to be asked; True while nobody has answered it.

    Args:
        fields: keys of the text fields in the session state.
        key: of the question's own controls.
    """
    whole, kept_key = _whole(fields), f"{key}_kept"
    found = personal_data_in(whole)
    if not found or st.session_state.get(kept_key) == whole:
        return False
    st.warning(plain(forum_words.PERSONAL.format(what=", ".join(personal_data_words(found)))))
    with st.container(horizontal=True):
        for label, value in ((forum_words.PERSONAL_LEAVE_OUT, "leave_out"), (forum_words.PERSONAL_KEEP, "keep")):
            st.button(label, on_click=_answer, args=(tuple(fields), kept_key, value), key=f"{key}_{value}")
    st.html(f'<p class="ea-note">{text(forum_words.PERSONAL_CHANGE_HINT)}</p>')
    return True
