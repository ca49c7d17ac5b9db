"""The table twin of the page: one row an area, the town's below, what is not known empty and said why."""

from __future__ import annotations

import streamlit as st

from app.parts import MIME, stem_of
from app.survey.here import Here
from app.words import common as common_words
from app.words import survey as words
from everyday.survey import Judged, judged_csv, judged_table

__all__ = ["draw_table"]


class _Later:
    """Makes the file when somebody asks for it."""

    def __init__(self, judged: Judged) -> None:
        self._judged = judged

    def __call__(self) -> bytes:
        return judged_csv(self._judged)


def draw_table(at: Here) -> None:
    """The table, sent when somebody opens it."""
    st.header(common_words.TABLE_TITLE, anchor=False)
    box = st.expander(words.TABLE_OPEN, key="survey_table", on_change="rerun", icon=":material/table:")
    if not box.open:
        return
    with box:
        st.caption(words.TABLE_NOTE)
        label = words.TABLE_LABEL.format(title=at.indicator.title, year=at.judged.year)
        table = judged_table(at.judged).drop(columns=["indicator", "year"]).round(1)
        st.dataframe(table, hide_index=True, height=360, alt=label, placeholder=common_words.NOT_KNOWN)
        name = f"{at.shown.manifest.get('name', '')} {at.indicator.title} {at.judged.year}"
        st.download_button(
            words.CSV, data=_Later(at.judged), file_name=f"{stem_of(name, 'survey')}.csv", mime=MIME["csv"],
            key="survey_csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
