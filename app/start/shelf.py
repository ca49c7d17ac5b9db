"""The atlases of this folder, each with its address; and the made-up town."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.printed import text
from app.server import Job, address_of, job_of
from app.start.jobs import start_demo
from app.start.running import draw_going, link
from app.words import common as common_words
from app.words import start as words
from everyday.starting import OnShelf, atlases_in

__all__ = ["demo_job", "draw_demo", "draw_shelf"]

DEMO_FOLDER = "demo"


def _line(one: OnShelf, is_twice: bool) -> str:
    if one.fault:
        return f"<strong>{text(one.name)}</strong> {text(words.FAULTY.format(fault=one.fault))}"
    notes = [
        *([one.key] if is_twice else []),
        words.BUILT if one.is_built else words.NOT_BUILT,
        *([common_words.MADE_UP] if one.is_made_up else []),
    ]
    page = "" if one.is_built else "data-sources"
    return f"{link(address_of(one.key) + page, one.name)} <span>{text(' · '.join(notes))}</span>"


def _start_demo(home: Path) -> None:
    start_demo(home / DEMO_FOLDER, words.DEMO_NAME)


def draw_shelf(shelf: list[OnShelf]) -> None:
    """A list of links."""
    st.header(words.HERE, anchor=False)
    if not shelf:
        st.markdown(words.NONE)
        return
    names = [one.name for one in shelf]
    lines = "".join(f"<li>{_line(one, names.count(one.name) > 1)}</li>" for one in shelf)
    st.html(f'<ul class="ea-shelf">{lines}</ul>')


def demo_job(home: Path) -> Job | None:
    """The making of the made-up town, if it is or was made on this server."""
    return job_of(home / DEMO_FOLDER)


def draw_demo(home: Path) -> None:
    """The way to the made-up town, which is made where it is not there."""
    st.header(words.DEMO, anchor=False)
    st.markdown(words.DEMO_ABOUT)
    there = next((one for one in atlases_in(home) if one.is_made_up and one.is_built), None)
    if there is not None:
        st.html(f"<p>{link(address_of(there.key), words.DEMO_THERE)}</p>")
        return
    job = demo_job(home)
    if job is not None and job.is_running:
        draw_going([job])
    st.button(
        words.DEMO_MAKE, key="start_demo", on_click=_start_demo, args=(home,),
        disabled=job is not None and job.is_running,
    )  # fmt: skip
