"""A new atlas of files: put in at once, recognised, checked, named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from app.server import Job, draw_fault, draw_report, plain
from app.start.held import Held, is_log
from app.start.jobs import start_making
from app.start.running import draw_going
from app.words import data as data_words
from app.words import start as words
from everyday.atlas import KINDS, AtlasConfig
from everyday.serving import MAX_UPLOAD_MB
from everyday.starting import Given, column_options, missing_kinds, new_folder
from geo.errors import AtlasError

__all__ = ["draw_new", "own_job"]

_SERIAL, _HELD, _JOB = "start_serial", "start_held", "start_job"
LEFT_OUT, BESIDE = "left_out", "beside"


def _held_files(uploads: list[Any]) -> list[Held]:
    """The files that are put in now, each looked at once; those that went away are forgotten."""
    known: dict[str, Held] = st.session_state.get(_HELD, {})
    kept: dict[str, Held] = {}
    for one in uploads:
        if is_log(one.name, one.getvalue()):
            st.warning(plain(words.LOGS.format(name=one.name)))
            continue
        kept[one.file_id] = known.get(one.file_id) or Held(one)
        with st.spinner(words.LOOKING.format(name=plain(one.name))):
            kept[one.file_id].look()
    st.session_state[_HELD] = kept
    return list(kept.values())


def _guessed(held: list[Held]) -> dict[int, str]:
    """What each is taken for: of several files of outlines, the one with the fewest areas is the town's own."""
    kinds = {id(one): one.recognised for one in held}
    outlines = [one for one in held if one.recognised == "boundaries" and one.look().is_usable]
    own = min(outlines, key=lambda one: one.look().areas_n, default=None)
    has_table = any(one.look().is_placeless or one.recognised == "statistics" for one in held)
    for one in outlines:
        if one is not own:
            kinds[id(one)] = BESIDE if has_table else LEFT_OUT
            has_table = False
    return kinds


def _title(kind: str) -> str:
    return {LEFT_OUT: words.LEFT_OUT, BESIDE: words.BESIDE}.get(kind) or KINDS[kind].title


def _draw_file(one: Held, guessed: str, serial: int) -> Given | None:
    """A file: what it is taken for, and what was found; None where it is left out."""
    choices = [*KINDS, BESIDE, LEFT_OUT]
    with st.container(border=True):
        kind = st.selectbox(
            words.WHAT_IS.format(name=plain(one.name)), choices, index=choices.index(guessed), format_func=_title,
            key=f"start_kind_{serial}_{one.path.parent.name}_{guessed}",
        )  # fmt: skip
        if kind == LEFT_OUT:
            return None
        given = _with_columns(one, kind, serial)
        report = given.report
        if report is None:
            return None
        problems = report.sorted_problems()
        verdict = (words.USABLE_NOTES if problems else words.USABLE) if given.is_usable else words.REFUSED
        st.markdown(f"{'✓' if given.is_usable else '✕'} **{plain(one.name)}** {verdict}")
        if report.facts or problems:
            with st.expander(words.FOUND.format(name=plain(one.name)), expanded=not given.is_usable):
                draw_report(report)
        return given if given.is_usable else None


def _with_columns(one: Held, kind: str, serial: int) -> Given:
    """A file with the columns that somebody names, which are asked for where they cannot be told."""
    asked = column_options(one.look(kind))
    named = {
        name: st.text_input(
            data_words.OPTION_COLUMNS[name], max_chars=100, key=f"start_{name}_{serial}_{one.path.parent.name}_{kind}"
        ).strip()
        for name in asked
    }
    return one.look(kind, **named)


def _draw_lacks(files: list[Given]) -> None:
    lacks = [kind for kind in missing_kinds(files) if kind != "boundaries"]
    if lacks:
        st.markdown(words.LACKS)
        st.markdown("\n".join(f"- **{plain(KINDS[kind].title)}**: {KINDS[kind].without}" for kind in lacks))


def _fault_of(files: list[Given]) -> str:
    outlines = sum(one.kind == "boundaries" for one in files)
    if outlines > 1:
        return words.TOO_MANY.format(n=outlines)
    return "" if outlines else words.NEEDS_BOUNDARIES


def _centre(typed: str) -> tuple[float, float] | None:
    """Latitude and longitude.

    Raises:
        AtlasError: they are not two numbers.
    """
    if not typed.strip():
        return None
    try:
        lat, lon = (float(part) for part in typed.replace(";", ",").split(","))
    except ValueError as error:
        raise AtlasError(data_words.CENTRE_WRONG.format(words=typed[:40]), do=data_words.CENTRE_DO) from error
    return lat, lon


def own_job() -> Job | None:
    """The atlas that is made of the files on this page, None where none is; those of a finished one are put away."""
    job = st.session_state.get(_JOB)
    if isinstance(job, Job) and job.state == "done":
        for key in (_JOB, _HELD):
            st.session_state.pop(key, None)
        st.session_state[_SERIAL] = int(st.session_state.get(_SERIAL, 0)) + 1
        return None
    return job if isinstance(job, Job) else None


def draw_new(home: Path) -> None:
    """Draw it.

    Args:
        home: the folder that the atlas goes into.
    """
    st.header(words.NEW, anchor="new")
    st.markdown(words.NEW_ABOUT)
    serial = int(st.session_state.get(_SERIAL, 0))
    name = st.text_input(words.NAME, max_chars=100, key=f"start_name_{serial}")
    uploads = st.file_uploader(
        words.FILES, accept_multiple_files=True, max_upload_size=MAX_UPLOAD_MB, key=f"start_files_{serial}"
    )
    held = _held_files(list(uploads or []))
    guessed = _guessed(held)
    files = [given for one in held if (given := _draw_file(one, guessed[id(one)], serial)) is not None]
    if held:
        _draw_lacks(files)
    with st.expander(words.SETTINGS):
        resolution = st.selectbox(
            data_words.NEW_RESOLUTION, [8, 9, 10], index=1, key=f"start_resolution_{serial}",
            format_func=lambda value: data_words.RESOLUTIONS[value],
        )  # fmt: skip
        centre = st.text_input(data_words.NEW_CENTRE, max_chars=40, key=f"start_centre_{serial}")
    job = own_job()
    if job is not None and job.is_running:
        draw_going([job])
    if not st.button(words.MAKE, type="primary", key="start_make", disabled=job is not None and job.is_running):
        return
    fault = _fault_of(files) if held else words.NEEDS_FILES
    if fault:
        st.error(plain(fault))
        return
    try:
        config = AtlasConfig(name=" ".join(name.split()), resolution=resolution, centre=_centre(centre))
        st.session_state[_JOB] = start_making(new_folder(home, name), config, files, held=held)
    except AtlasError as error:
        draw_fault(error)
        return
    st.rerun()
