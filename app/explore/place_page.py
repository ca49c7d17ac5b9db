"""The chosen place on one page, to hand round: Word or PDF, made when somebody asks for it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.parts import MIME, Chosen, draw_download, stem_of
from app.printed import text
from app.server import Shown, atlas_folder, open_atlas
from app.words import areas as areas_words
from app.words import explore as explore_words

__all__ = ["draw_area_pages", "draw_place_page", "place_page_bytes"]


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
        if chosen.unit == "areas":
            _draw_profile(shown, chosen.id, stem)


class _Exported:
    """Writes a page of an area, or of all of them, when somebody asks for it."""

    def __init__(self, what: str, edition_id: str, area: str) -> None:
        self._what, self._edition_id, self._area = what, edition_id, area

    def __call__(self, path: Path) -> None:
        from everyday.exchange import Wish, export_to

        atlas = open_atlas()
        if atlas is not None:
            export_to(atlas, self._what, path, Wish(self._edition_id, area=self._area))


def draw_area_pages(shown: Shown, chosen: Chosen, name: str) -> None:
    """The profile and the transport page of an area that people use."""
    stem = stem_of(f"{shown.manifest.get('name', 'atlas')} {name}", "place")
    with st.popover(explore_words.ON_ONE_PAGE, icon=":material/description:"):
        _draw_profile(shown, chosen.id, stem)
        st.html(f'<p class="ea-note">{text(areas_words.TRANSPORT_SAYS)}</p>')
        for ending, label in areas_words.TRANSPORT_FORMS.items():
            made = _Exported("transport", shown.id, chosen.id)
            draw_download(label, f"{stem}-transport", ending, made, key=f"transport_{ending}")


def _draw_profile(shown: Shown, area: str, stem: str) -> None:
    """The profile of the area: people, both mobilities, survey, activities, findings and actions on one page."""
    st.html(f'<p class="ea-note">{text(explore_words.PROFILE_SAYS)}</p>')
    for ending, label in explore_words.PROFILE_FORMS.items():
        draw_download(label, f"{stem}-profile", ending, _Exported("profile", shown.id, area), key=f"profile_{ending}")
    whole = stem_of(f"{shown.manifest.get('name', 'atlas')} profiles", "profiles")
    draw_download(explore_words.PROFILE_ALL, whole, "docx", _Exported("profile", shown.id, ""), key="profile_all")
