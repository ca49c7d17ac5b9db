"""What is kept of logs, for what and until when; and withdrawal of one person or of an upload."""

from __future__ import annotations

import streamlit as st

from app.observed.here import note
from app.printed import date_words, in_a_box, table
from app.server import draw_fault
from app.words import logs as words
from everyday.facade import Atlas
from everyday.movement import end_retention, listed_uploads, withdraw
from geo.errors import AtlasError

__all__ = ["draw_kept"]

_TOLD = "observed_withdrawn"


def draw_kept(atlas: Atlas) -> None:
    """Draw both; what is over is deleted first."""
    st.header(words.KEPT_TITLE, anchor=False)
    for gone in end_retention(atlas):
        st.text(gone.to_text())
    if told := st.session_state.get(_TOLD, ""):
        st.text(told)
    found = listed_uploads(atlas)
    if not found:
        note(words.KEPT_NONE)
        return
    rows = [(f"{one.id} {one.label}".strip(), f"{n:,}", date_words(one.keep_until), words.READER_WORDS[one.readers],
             one.purpose) for one, n in found]  # fmt: skip
    st.html(in_a_box(table(rows, words.KEPT_HEADS, words.KEPT_TITLE), words.KEPT_TITLE))
    with st.expander(words.WITHDRAW, icon=":material/person_remove:", key="observed_withdraw"):
        note(words.WITHDRAW_SAY)
        labels = {one.id: f"{one.id} {one.label}".strip() for one, _ in found}
        with st.form("observed_withdraw_form", border=False):
            upload = st.selectbox(words.WHICH, list(labels), format_func=labels.__getitem__, key="observed_upload")
            code = st.text_input(words.CODE, key="observed_code", max_chars=20)
            is_whole = st.checkbox(words.WITHDRAW_ALL, key="observed_whole")
            is_sent = st.form_submit_button(words.WITHDRAW_DO)
        if is_sent:
            _withdraw(atlas, str(upload), (code or "").strip(), is_whole=is_whole)


def _withdraw(atlas: Atlas, upload: str, code: str, *, is_whole: bool) -> None:
    if bool(code) == is_whole:
        st.warning(words.WITHDRAW_NO)
        return
    try:
        st.session_state[_TOLD] = withdraw(atlas, upload, code).to_text()
    except AtlasError as error:
        draw_fault(error)
        return
    st.rerun()
