"""Forms to ask people with, and sheets to talk about goals with."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.parts import draw_download, stem_of
from app.voices.here import Here, note
from app.words import voices as words
from everyday.exchange import Wish, export_to

__all__ = ["draw_asking"]


class _Export:
    """Writes one of the exports."""

    def __init__(self, at: Here, what: str) -> None:
        self._at, self._what = at, what

    def __call__(self, path: Path) -> None:
        export_to(self._at.atlas, self._what, path, Wish(edition=self._at.shown.id))


def draw_asking(at: Here) -> None:
    """Downloads, with what each is for."""
    town = str(at.shown.manifest.get("name", "atlas"))
    st.header(words.ASK_FORMS, anchor=False)
    note(words.ASK_ABOUT)
    with st.container(horizontal=True):
        for label, what, ending in (
            (words.ASK_XLSFORM, "survey-form", "xlsx"), (words.ASK_PAPER, "survey-sheet", "pdf"),
            (words.ASK_TABLE, "survey-table", "xlsx"),
        ):  # fmt: skip
            draw_download(label, stem_of(f"{town} {what}", what), ending, _Export(at, what), key=f"ask_{what}")
    note(words.ASK_XLSFORM_ABOUT)
    st.header(words.ASK_TALK, anchor=False)
    note(words.ASK_TALK_ABOUT)
    with st.container(horizontal=True):
        for label, what in ((words.ASK_PROMPTS, "prompt-sheet"), (words.ASK_WALL, "wall-sheet")):
            draw_download(label, stem_of(f"{town} {what}", what), "pdf", _Export(at, what), key=f"ask_{what}")
