"""Files are taken in and looked at; what only a person can decide is asked."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.observed.adding.held import HeldLogs, held_logs, hold
from app.observed.here import note
from app.server import draw_fault
from app.words import logs as words
from everyday.facade import Atlas
from everyday.movement import examine
from everyday.serving import MAX_UPLOAD_MB
from geo.errors import AtlasError
from geo.gps import HeldFile

__all__ = ["draw_files", "draw_questions", "look_at"]

_ENDINGS = ("gpx", "fit", "tcx", "kml", "kmz", "csv", "tsv", "txt", "plt", "json", "geojson", "parquet", "rec", "zip",
            "gz")  # fmt: skip


def draw_files(atlas: Atlas) -> None:
    """Choose files and look at them."""
    note(words.FILES_SAY)
    given = st.file_uploader(
        words.FILES, type=list(_ENDINGS), accept_multiple_files=True, key="observed_files",
        max_upload_size=MAX_UPLOAD_MB,
    )  # fmt: skip
    if st.button(words.LOOK, key="observed_look", disabled=not given, type="primary") and given:
        look_at(atlas, [HeldFile(one.name, one.getvalue()) for one in given], {})


def look_at(atlas: Atlas, files: list[HeldFile], answers: dict[str, object]) -> None:
    """Read files as somebody has said they are to be read; what is wrong is drawn."""
    before = held_logs()
    try:
        with st.spinner(words.LOOKING):
            examined = examine(atlas, files, **answers)
    except AtlasError as error:
        draw_fault(error)
        return
    hold(HeldLogs(files, answers, examined, before.strikes if before is not None and answers else []))
    st.rerun()


def draw_questions(atlas: Atlas, logs: HeldLogs) -> None:
    """What only a person can decide; an answer reads the files anew."""
    if not logs.examined.questions and not logs.answers:
        return
    st.subheader(words.QUESTIONS, anchor=False)
    chosen: dict[str, Any] = dict(logs.answers)
    for number, one in enumerate(logs.examined.questions):
        options = [option.value for option in one.options]
        titles = {option.value: option.words for option in one.options}
        st.markdown(f"**{one.words}**" if one.default else f"**{one.words}** {words.OPEN}")
        if not options:
            continue
        usual = options.index(one.default) if one.default in options else None
        answer = st.radio(one.words, options, index=usual, format_func=titles.__getitem__,
                          key=f"observed_answer_{one.key}_{number}", label_visibility="collapsed")  # fmt: skip
        if answer is not None:
            chosen[one.key] = _meant(one.key, str(answer))
    if not logs.examined.questions:
        note(words.ANSWERED)
        return
    if st.button(words.ANSWER, key="observed_answer"):
        look_at(atlas, logs.files, chosen)


def _meant(key: str, answer: str) -> object:
    """The answer as readers take it."""
    return answer == "true" if key == "day_first" else answer
