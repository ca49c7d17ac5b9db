"""Where there is no atlas yet, or no edition of it: what to do, on every page that has nothing to show."""

from __future__ import annotations

import streamlit as st

from app.server import open_atlas
from app.words import common as common_words

__all__ = ["draw_nothing_yet"]


def _draw_steps() -> None:
    """The three steps and the demo."""
    st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(common_words.NO_ATLAS_STEPS, start=1)))
    st.markdown(common_words.DEMO_HINT)
    st.code(common_words.DEMO_COMMAND, language=None)


def draw_nothing_yet() -> None:
    """What to do where there is no atlas, or no edition of it."""
    atlas = open_atlas()
    st.title(common_words.QUESTIONS[common_words.EXPLORE])
    if atlas is None:
        st.header(common_words.NO_ATLAS)
        _draw_steps()
    else:
        st.header(common_words.NO_EDITION)
        st.markdown(common_words.NO_EDITION_DO)
