"""Building: the day to look at, live progress by named step, cancel, and how it ended."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app.data.editions import draw_held_back
from app.server import Job, draw_fault, forget, job_of, plain, start_build
from app.words import data as data_words
from everyday.facade import Atlas

__all__ = ["draw_build"]


def _start(atlas: Atlas) -> None:
    day = st.session_state.get("build_day")
    start_build(atlas.folder, day=day if isinstance(day, date) else None)


def _draw_steps(job: Job) -> None:
    st.progress(job.share, text=data_words.BUILDING)
    for step in job.steps[:-1]:
        st.markdown(f"✓ {plain(step)}")
    if job.steps:
        st.markdown(f"**→ {plain(job.steps[-1])}** …")


@st.fragment(run_every=0.7)
def _draw_running(atlas: Atlas) -> None:
    """Progress, looked at anew until the build is over; then the whole page is drawn again."""
    job = job_of(atlas.folder)
    if job is None or not job.is_running:
        st.rerun()
    else:
        _draw_steps(job)
        st.button(data_words.CANCEL, on_click=job.cancel.set, key="build_cancel")


def _draw_end(atlas: Atlas, job: Job) -> None:
    held = atlas.held_back(atlas.edition(job.edition_id)) if job.state == "done" else ()
    if held:
        draw_held_back(held)
    elif job.state == "done":
        st.success(data_words.BUILT.format(seconds=max(round(job.seconds), 1)))
    elif job.state == "cancelled":
        st.info(data_words.CANCELLED)
    elif job.error is not None:
        draw_fault(job.error)


def draw_build(atlas: Atlas) -> None:
    """The build part of the page."""
    st.header(data_words.BUILD_TITLE)
    job = job_of(atlas.folder)
    if job is not None and job.is_running:
        _draw_running(atlas)
        return
    if job is not None:
        _draw_end(atlas, job)
        forget(atlas.folder)
    lacking = [kind for kind in ("osm",) if not atlas.config.inputs_of(kind)]
    if lacking:
        st.info(data_words.BUILD_NEEDS)
    st.date_input(
        data_words.BUILD_DAY, value=None, key="build_day", help=data_words.BUILD_DAY_HELP, format="DD/MM/YYYY"
    )
    st.button(data_words.BUILD, type="primary", on_click=_start, args=(atlas,), key="build_start")
