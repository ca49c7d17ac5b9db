"""The chosen place on one page, to hand round: Word or PDF, made when somebody asks for it."""

from __future__ import annotations

import streamlit as st

from app.parts import MIME, Chosen, stem_of
from app.server import Shown, atlas_folder
from app.words import explore as explore_words

__all__ = ["draw_place_page", "place_page_bytes"]


def place_page_bytes(shown: Shown, place: str, ending: str) -> bytes:
    """The page of an area (its code) or a cell (its id) as ``"docx"`` or ``"pdf"``.

    Raises:
        NotFoundError: the edition has no such place.
    """
    from everyday.documents.place import place_facts, place_pdf_bytes, place_word_bytes
    from everyday.language import language

    words = language("en", folder=atlas_folder())
    facts = place_facts(shown.edition, place, words)
    return place_word_bytes(facts, words) if ending == "docx" else place_pdf_bytes(facts, words)


class _Later:
    """Makes the file when somebody asks for it."""

    def __init__(self, shown: Shown, place: str, ending: str) -> None:
        self._shown, self._place, self._ending = shown, place, ending

    def __call__(self) -> bytes:
        return place_page_bytes(self._shown, self._place, self._ending)


def draw_place_page(shown: Shown, chosen: Chosen, name: str) -> None:
    """A button that offers both forms."""
    stem = stem_of(f"{shown.manifest.get('name', 'atlas')} {name}", "place")
    with st.popover(explore_words.ON_ONE_PAGE, icon=":material/description:"):
        for ending, label in explore_words.PAGE_FORMS.items():
            st.download_button(
                label, data=_Later(shown, chosen.id, ending), file_name=f"{stem}.{ending}",
                mime=MIME[ending], key=f"place_page_{ending}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
