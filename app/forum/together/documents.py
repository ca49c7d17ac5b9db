"""Figure 1 to take away: Word and PDF, made when somebody asks for them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.forum.here import Here
from app.parts import MIME, stem_of
from app.printed import text
from app.words import forum as forum_words
from everyday.atlas import Edition
from everyday.facade import Atlas

__all__ = ["FIGURE_FORMATS", "draw_documents", "figure_bytes", "figure_file_name"]

FIGURE_FORMATS = {
    "docx": (forum_words.FIGURE_WORD, "docx", MIME["docx"]),
    "A3": (forum_words.FIGURE_PDF, "a3.pdf", MIME["pdf"]),
    "A4": (forum_words.FIGURE_PDF_A4, "a4.pdf", MIME["pdf"]),
}
"""Label, end of the file's name and type, by format."""


def figure_file_name(town: str, ending: str, day: date) -> str:
    """``"wrenmouth-figure-1-2026-11-26.docx"``; a PDF says its paper: ``…-2026-11-26-a3.pdf``."""
    stem = stem_of(town, "town")
    return f"{stem}-figure-1-{day.isoformat()}{'-' if '.' in ending else '.'}{ending}"


def figure_bytes(atlas: Atlas, edition: Edition, wanted: str, *, session: str = "", code: str = "en") -> bytes:
    """The figure as a file.

    Args:
        atlas: whose plan it draws on.
        edition: whose map and names are in it.
        wanted: a key of ``FIGURE_FORMATS``.
        session: only what was said in this session; empty for all.
        code: of the language.

    Raises:
        NotFoundError: there is no such session.
    """
    from everyday.documents.figure import figure_of
    from everyday.language import language

    words = language(code, folder=atlas.folder)
    figure, facts = figure_of(atlas, edition, session=session, language=words)
    if wanted == "docx":
        from everyday.documents.figure import figure_word_bytes

        return figure_word_bytes(figure, facts, words)
    from everyday.documents.figure import figure_pdf_bytes

    return figure_pdf_bytes(figure, facts, words, paper=wanted)


class _Later:
    """Makes the file when somebody asks for it."""

    def __init__(self, at: Here, wanted: str, session: str, code: str) -> None:
        self._atlas, self._edition = at.atlas, at.shown.edition
        self._wanted, self._session, self._code = wanted, session, code

    def __call__(self) -> bytes:
        return figure_bytes(self._atlas, self._edition, self._wanted, session=self._session, code=self._code)


def draw_documents(at: Here, scope: str, code: str) -> None:
    """A button for each format."""
    town = str(at.shown.manifest.get("name", ""))
    with st.popover(forum_words.DOCUMENTS, icon=":material/download:"):
        for wanted, (label, ending, mime) in FIGURE_FORMATS.items():
            st.download_button(
                label, _Later(at, wanted, scope, code), figure_file_name(town, ending, date.today()), mime,
                key=f"together_{wanted}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        st.html(f'<p class="ea-note">{text(forum_words.DOCUMENTS_HINT)}</p>')
