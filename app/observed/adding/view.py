"""The whole way of adding logs, one step below the other."""

from __future__ import annotations

import streamlit as st

from app.observed.adding.agreed import draw_agreed, draw_kept_now
from app.observed.adding.files import draw_files, draw_questions
from app.observed.adding.found import draw_found
from app.observed.adding.held import forget, held_logs
from app.observed.adding.kept import draw_kept
from app.observed.adding.striking import draw_paper, draw_striking
from app.server import Shown
from app.words import logs as words
from everyday.facade import Atlas

__all__ = ["draw_adding"]


def draw_adding(atlas: Atlas, shown: Shown | None) -> None:
    """Draw it, for somebody who may build."""
    st.header(words.ADD, anchor=False)
    draw_kept_now()
    logs = held_logs()
    if logs is None:
        draw_files(atlas)
        if shown is not None:
            draw_paper(shown)
    else:
        draw_found(atlas, shown, logs)
        draw_questions(atlas, logs)
        draw_striking(shown, logs)
        draw_agreed(atlas, logs)
        st.button(words.GIVE_UP, key="observed_give_up", on_click=forget)
    draw_kept(atlas)
