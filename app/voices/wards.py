"""Words by ward, counted by people where there are enough of them."""

from __future__ import annotations

import streamlit as st

from app.printed import in_a_box, table
from app.voices.here import Here, note
from app.words import voices as words
from everyday.voices import LEAST_PEOPLE, area_words_of

__all__ = ["draw_wards"]


def draw_wards(at: Here) -> None:
    """One table."""
    kept = st.session_state.get("voices_wards")
    if not isinstance(kept, tuple) or kept[0] != at.state:
        kept = st.session_state["voices_wards"] = (at.state, area_words_of(at.answers))
    found = kept[1]
    note(words.WORDS_ABOUT.format(k=LEAST_PEOPLE))
    if not found:
        note(words.WORDS_NO_WARD)
        return
    rows = []
    for one in found:
        people = words.FEWER.format(k=LEAST_PEOPLE) if one.people_n is None else f"{one.people_n:,}"
        said = ", ".join(f"{word} ({number})" for word, number in one.words)
        nothing = "" if one.people_n is None else words.WORDS_NONE.format(k=LEAST_PEOPLE)
        rows.append((at.areas.get(one.area_id, one.area_id), people, said or nothing))
    st.html(in_a_box(table(rows, words.WORDS_HEADS, words.WORDS_CAPTION), words.WORDS_CAPTION))
