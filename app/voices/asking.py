"""Forms to ask people with, and sheets to talk about goals with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from app.parts import draw_download, stem_of
from app.printed import date_words
from app.server import page_url
from app.voices.here import Here, note, of_new, save_now, try_to
from app.words import voices as words
from everyday.exchange import Wish, export_to
from everyday.voices import ask_key, survey_keys
from plan.records import ShareKey

__all__ = ["draw_asking"]


class _Export:
    """Writes one of the exports."""

    def __init__(self, at: Here, what: str) -> None:
        self._at, self._what = at, what

    def __call__(self, path: Path) -> None:
        export_to(self._at.atlas, self._what, path, Wish(edition=self._at.shown.id))


def _draw_phone(at: Here) -> None:
    """Addresses of the form on phones: given out, and withdrawn."""
    st.subheader(words.ASK_PHONE, anchor=False)
    note(words.ASK_PHONE_ABOUT)
    host = str(st.context.headers.get("Host") or "localhost")
    base = page_url(host)
    for one in survey_keys(at.store):
        note(f"{one.name or words.ASK_PHONE_UNNAMED} · {date_words(one.created_at)}")
        st.code(f"{base}/ask/{one.key}", language=None)
        st.button(words.ASK_PHONE_CLOSE.format(name=one.name or words.ASK_PHONE_UNNAMED), key=f"ask_close_{one.id}",
                  on_click=_close, args=(at, one))  # fmt: skip
    name = st.text_input(words.ASK_PHONE_NAME, key=f"ask_name_{of_new()}", max_chars=200)
    if st.button(words.ASK_PHONE_GIVE, key="ask_give"):
        save_now(lambda: ask_key(at.store, at.person, name=name), words.ASK_PHONE_GIVEN)


def _close(at: Here, one: ShareKey) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try_to(lambda: at.store.save(replace(one, withdrawn_at=now), at.person), words.ASK_PHONE_CLOSED)


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
    _draw_phone(at)
    st.header(words.ASK_TALK, anchor=False)
    note(words.ASK_TALK_ABOUT)
    with st.container(horizontal=True):
        for label, what in ((words.ASK_PROMPTS, "prompt-sheet"), (words.ASK_WALL, "wall-sheet")):
            draw_download(label, stem_of(f"{town} {what}", what), "pdf", _Export(at, what), key=f"ask_{what}")
