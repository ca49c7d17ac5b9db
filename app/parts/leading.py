"""The way to another page: by its address, so that no page imports another."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.words import common as common_words

__all__ = ["FORUM_ADDRESS", "forum_page"]

FORUM_ADDRESS = "forum"


def _drawn_by_the_frame() -> None:
    """Streamlit tells pages apart by their address; which function draws one is for the frame to say."""


def forum_page() -> StreamlitPage:
    """The Forum page, to be switched to."""
    return st.Page(_drawn_by_the_frame, title=common_words.FORUM, url_path=FORUM_ADDRESS)
