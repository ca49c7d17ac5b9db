"""The Data page: what the atlas is built on, how to add to it, building, and the editions there are."""

from __future__ import annotations

import streamlit as st

from app.data.building import draw_build
from app.data.corrections import draw_corrections
from app.data.editions import draw_editions
from app.data.inputs import draw_inputs
from app.data.kinds import draw_kinds
from app.data.named_areas import draw_named_areas
from app.data.outside import draw_outside
from app.data.upload import draw_upload
from app.parts import draw_add_logs, draw_nothing_yet
from app.server import open_atlas
from app.words import data as data_words

__all__ = ["draw_data"]


def draw_data() -> None:
    """Draw the page."""
    atlas = open_atlas()
    if atlas is None:
        draw_nothing_yet()
        return
    st.title(data_words.DATA_QUESTION)
    draw_outside(atlas)
    left, right = st.columns([3, 2], gap="large")
    with left:
        draw_inputs(atlas)
        draw_corrections(atlas)
        draw_kinds(atlas)
    with right:
        draw_build(atlas)
        draw_upload(atlas)
        draw_add_logs()
        draw_editions(atlas)
    draw_named_areas(atlas)
