"""Map and panel side by side, the same on every page: the map fills the window, the panel scrolls beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from app.words import map as map_words

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

__all__ = ["controls", "map_and_panel"]


@contextmanager
def controls(page: str) -> Iterator[None]:
    """One row for what the page chooses; in a narrow window a drawer, which a switch above the map opens."""
    with st.container(key=f"ea_drawer_{page}"):
        st.toggle(map_words.DRAWER, key=f"drawer_{page}")
    with st.container(key=f"ea_controls_{page}", horizontal=True, vertical_alignment="center", gap="small"):
        yield


def map_and_panel(page: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two containers: for the map, and for the panel beside it (below it in a narrow window).

    Args:
        page: makes the containers' names unique in a visit; their look hangs on ``ea_work`` (assets/page.css).
    """
    with st.container(key=f"ea_work_{page}"):
        left, right = st.columns([2, 1], gap="small")
    with right:
        panel = st.container(key=f"ea_panel_{page}")
    return left, panel
