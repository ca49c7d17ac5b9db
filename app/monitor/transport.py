"""Transport in my area: the page of the area that is chosen, and all pages in one file, made when somebody asks."""

from __future__ import annotations

import streamlit as st

from app.monitor.here import Here
from app.parts import MIME, stem_of
from app.printed import text
from app.words import monitor as monitor_words

__all__ = ["draw_transport", "transport_bytes"]


def transport_bytes(at: Here, area: str, ending: str) -> bytes:
    """The page of an area, or of all areas without one, as ``"docx"`` or ``"pdf"``."""
    from everyday.documents.transport import transport_facts, transport_pdf_bytes, transport_word_bytes
    from everyday.language import language

    words = language("en", folder=at.atlas.folder)
    pages = transport_facts(at.atlas, at.shown.edition, words, area=area, today=at.today)
    return transport_word_bytes(pages, words) if ending == "docx" else transport_pdf_bytes(pages, words)


class _Later:
    """Makes the file when somebody asks for it."""

    def __init__(self, at: Here, area: str, ending: str) -> None:
        self._at, self._area, self._ending = at, area, ending

    def __call__(self) -> bytes:
        return transport_bytes(self._at, self._area, self._ending)


def draw_transport(at: Here) -> None:
    """The downloads."""
    st.header(monitor_words.TRANSPORT, anchor=False)
    st.html(f'<p class="ea-note">{text(monitor_words.TRANSPORT_ABOUT)}</p>')
    name = at.area_names.get(at.area, "")
    if not name:
        st.html(f'<p class="ea-note">{text(monitor_words.TRANSPORT_CHOOSE)}</p>')
    town = str(at.shown.manifest.get("name", "atlas"))
    with st.container(horizontal=True):
        for ending in ("docx", "pdf"):
            if name:
                _offer(at, at.area, ending, monitor_words.TRANSPORT_ONE[ending].format(area=name), f"{town} {name}")
            _offer(at, "", ending, monitor_words.TRANSPORT_ALL[ending], town)


def _offer(at: Here, area: str, ending: str, label: str, name: str) -> None:
    st.download_button(
        label, data=_Later(at, area, ending), file_name=f"{stem_of(f'{name} transport', 'transport')}.{ending}",
        mime=MIME[ending], key=f"transport_{'one' if area else 'all'}_{ending}", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip
