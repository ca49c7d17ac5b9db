"""The start page: what is here, what is being made, and the ways to more."""

from __future__ import annotations

import streamlit as st

from app.server import current_person, home_folder, may_open
from app.start.fetching import draw_fetch
from app.start.new import draw_new, own_job
from app.start.running import draw_running
from app.start.shelf import demo_job, draw_demo, draw_shelf
from app.words import start as words
from everyday.starting import atlases_in
from plan.roles import may

__all__ = ["draw_start"]

_WIDTH_PX = 860


def draw_start() -> None:
    """Draw the page."""
    home = home_folder()
    if home is None:
        return
    with st.container(width=_WIDTH_PX, key="start_page"):
        st.title(words.TITLE, anchor=False)
        st.markdown(words.ABOUT)
        shelf = [one for one in atlases_in(home) if may_open(one.key)]
        if not may(current_person().role, "build"):
            draw_shelf(shelf)
            return
        draw_running(home, [own_job(), demo_job(home)])
        draw_shelf(shelf)
        if not shelf:
            draw_demo(home)
        draw_fetch(home)
        draw_new(home)
        if shelf:
            draw_demo(home)
