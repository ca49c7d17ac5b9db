"""The way to another page: by its address, so that no page imports another."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.words import common as common_words

__all__ = ["BESIDE_ADDRESS", "FORUM_ADDRESS", "MONITOR_ADDRESS", "draw_compare", "forum_page"]

BESIDE_ADDRESS, FORUM_ADDRESS, MONITOR_ADDRESS = "side-by-side", "forum", "monitor"


def _drawn_by_the_frame() -> None:
    """Streamlit tells pages apart by their address; which function draws one is for the frame to say."""


def forum_page() -> StreamlitPage:
    """The Forum page, to be switched to."""
    return st.Page(_drawn_by_the_frame, title=common_words.FORUM, url_path=FORUM_ADDRESS)


def draw_compare(left: str, **values: str) -> None:
    """A button to the page Side by side with a place on the left.

    Args:
        left: id of an area or a cell.
        values: what else stands in that page's address (``measure``, ``band``, ``by``); empty ones are left out.
    """
    if st.button(common_words.COMPARE_WITH, key="compare_with", icon=":material/compare:"):
        known = {"edition": st.query_params.get("edition") or "", "compare": "places", "left": left, **values}
        page = st.Page(_drawn_by_the_frame, title=common_words.BESIDE, url_path=BESIDE_ADDRESS)
        st.switch_page(page, query_params={name: value for name, value in known.items() if value})
