"""A list of activities brought in by a page: the file goes to a temporary folder and is gone afterwards."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from app.activities.here import SAVING, Here, note
from app.server import draw_fault
from app.words import activities as words
from geo.errors import AtlasError

__all__ = ["draw_bringing"]


def draw_bringing(at: Here) -> None:
    """Draw the form, and what became of the last list."""
    if told := st.session_state.get("activities_brought", ""):
        st.text(told)
    with st.expander(words.UPLOAD, icon=":material/upload_file:", expanded=not at.everything):
        note(words.UPLOAD_SAY)
        with st.form("activities_upload", border=False):
            given = st.file_uploader(words.UPLOAD_FILE, type=["csv", "xlsx", "ods", "json"], key="activities_file")
            source = st.text_input(words.UPLOAD_SOURCE, key="activities_source", max_chars=100,
                                   help=words.UPLOAD_SOURCE_HELP)  # fmt: skip
            is_sent = st.form_submit_button(words.UPLOAD_DO, type="primary")
        if not is_sent:
            return
        if given is None:
            st.warning(words.UPLOAD_NONE)
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(given.name).name
            path.write_bytes(given.getvalue())
            try:
                found = at.atlas.add_activities(path, who=at.person, source=source)
            except AtlasError as error:
                draw_fault(error)
                return
    st.session_state["activities_brought"] = found.to_text()
    SAVING.forget()
    st.rerun()
