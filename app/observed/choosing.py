"""Whether rows of a sample tell numbers: what that brings, what it costs, and the planners' choice."""

from __future__ import annotations

import streamlit as st

from app.observed.here import Here, note
from app.printed import text
from app.server import draw_fault
from app.words import observed as words
from everyday.atlas import tell_numbers
from everyday.movement import NUMBERS_BRING, NUMBERS_COST
from geo.errors import AtlasError

__all__ = ["draw_choosing"]


def draw_choosing(at: Here) -> None:
    """Draw it, for somebody who may build."""
    chosen = at.atlas.config.observed.numbers
    with st.expander(words.CHOOSE, icon=":material/tune:", key="observed_choose", expanded=chosen != at.has_numbers):
        said = "".join(f"<p>{text(one)}</p>" for one in (NUMBERS_BRING, NUMBERS_COST, words.CHOSEN[chosen]))
        st.html(f'<div class="ea-prose">{said}</div>')
        if chosen != at.has_numbers:
            note(words.CHOSEN_NEXT)
        if st.button(words.CHOOSE_DO[not chosen], key="observed_numbers"):
            try:
                tell_numbers(at.atlas, is_on=not chosen)
            except AtlasError as error:
                draw_fault(error)
                return
            st.rerun()
