"""What is being made: its steps by name for whoever looks, and how it ended."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import streamlit as st

from app.printed import text
from app.server import Job, address_of, draw_fault, forget, jobs_in, plain, start_build
from app.words import data as data_words
from app.words import start as words
from everyday.facade import Atlas
from everyday.starting import folder_of
from geo.errors import AtlasError

__all__ = ["draw_going", "draw_running", "link"]


def link(address: str, label: str) -> str:
    """A link to an address of this server, as HTML."""
    return f'<a href="{text(address)}" target="_self">{text(label)}</a>'


def _name(job: Job) -> str:
    if job.title:
        return job.title
    try:
        return Atlas(job.folder).name
    except AtlasError:
        return job.folder.name


def _draw_one(job: Job) -> None:
    name = _name(job)
    st.markdown(f"**{plain(words.RUNNING.format(name=name))}**")
    st.progress(job.share, text=plain(job.steps[-1]) if job.steps else data_words.BUILDING)
    done = "".join(f"<li>✓ {text(step)}</li>" for step in job.steps[:-1])
    st.html(f'<ul class="ea-plain">{done}</ul><p class="ea-note">{text(words.RUNNING_NOTE)}</p>')
    if job.notes:
        _draw_notes(job)
    st.button(words.STOP.format(name=plain(name)), on_click=job.cancel.set, key=f"start_stop_{job.folder.name}")


def _draw_notes(job: Job) -> None:
    st.html(f'<ul class="ea-notes">{"".join(f"<li>{text(note)}</li>" for note in job.notes)}</ul>')


def _build_again(folder: Path) -> None:
    start_build(folder)


def _go_on(job: Job) -> None:
    if job.again is not None:
        job.again()


@st.fragment(run_every=0.7)
def draw_going(jobs: list[Job]) -> None:
    """Some that run, looked at anew until one is over; then the whole page is drawn again."""
    if any(not job.is_running for job in jobs):
        st.rerun()
    for job in jobs:
        with st.container(border=True):
            _draw_one(job)


def _draw_end(home: Path, job: Job) -> None:
    name, key = _name(job), job.folder.name
    is_there = folder_of(home, key) is not None
    if job.state == "done" and job.edition_id:
        is_held = bool(Atlas(job.folder).held_back(Atlas(job.folder).edition(job.edition_id)))
        (st.warning if is_held else st.success)(plain((words.HELD if is_held else words.DONE).format(name=name)))
        st.html(f"<p>{link(address_of(key), words.OPEN.format(name=name))}</p>")
    elif job.state == "done":
        st.info(plain(words.DONE_UNBUILT.format(name=name)))
    elif job.state == "cancelled":
        st.info(plain(words.STOPPED.format(name=name)))
    elif job.error is not None:
        st.error(plain((words.FAILED_BUILD if is_there else words.FAILED).format(name=name)))
        draw_fault(job.error)
        if not is_there and job.again is None:
            st.markdown(words.FAILED_DO)
    if job.notes:
        _draw_notes(job)
    if job.again is not None and job.state != "done":
        st.button(words.GO_ON.format(name=plain(name)), key=f"start_go_on_{key}", on_click=_go_on, args=(job,))
    if is_there and not job.edition_id:
        st.html(f"<p>{link(address_of(key) + 'data-sources', words.OPEN_DATA)}</p>")
        if job.state != "done" and job.again is None:
            st.button(
                words.BUILD_AGAIN.format(name=plain(name)), key=f"start_again_{key}", on_click=_build_again,
                args=(job.folder,),
            )  # fmt: skip
    st.button(words.PUT_AWAY, key=f"start_away_{key}", type="tertiary", on_click=forget, args=(job.folder,))


def draw_running(home: Path, but: Collection[Job | None] = ()) -> None:
    """Those that run and those that are over and were not put away; nothing where there are none.

    Args:
        home: the folder of atlases.
        but: those whose progress is drawn elsewhere on the page while they run.
    """
    jobs = jobs_in(home)
    running = [job for job in jobs if job.is_running and job not in but]
    if running:
        draw_going(running)
    for job in jobs:
        if not job.is_running:
            with st.container(border=True):
                _draw_end(home, job)
