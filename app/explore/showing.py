"""The view of this visit: what the page shows now, how a click changes it, and how the address keeps it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.parts import ADDRESS, View, view_parameters
from app.words import explore as explore_words

__all__ = ["current_view", "draw_clear", "set_view", "write_address"]


def current_view() -> View:
    """The view of this session."""
    view: View = st.session_state["view"]
    return view


def set_view(view: View) -> None:
    """Change the view; the address follows at the next drawing."""
    st.session_state["view"] = view


def _clear() -> None:
    st.session_state["fly_to"] = None
    st.session_state["click_fault"] = ""
    st.session_state["control_search"] = None
    set_view(replace(current_view(), chosen=None, reach="", suggestion=""))


def draw_clear() -> None:
    """A button back to the whole town: nothing chosen."""
    if st.button(explore_words.CLEAR, on_click=_clear, key="clear"):
        st.rerun(scope="app")


def write_address(view: View) -> None:
    """Put the view into the address, leaving ``map`` and ``edition`` as the browser has them."""
    wanted = view_parameters(view)
    for name in ADDRESS:
        if name in wanted:
            if st.query_params.get(name) != wanted[name]:
                st.query_params[name] = wanted[name]
        elif name in st.query_params:
            del st.query_params[name]
    st.session_state["address"] = wanted
