"""The view: a file is given, its columns are matched, it is looked at, and brought in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from app.action_plan.council.problems import draw_problems
from app.action_plan.desk import Desk
from app.printed import text
from app.server import draw_fault, draw_report
from app.words import council as words
from everyday.exchange.council import (
    FIELDS,
    BroughtIn,
    Matching,
    RegisterTable,
    bring_register,
    guessed,
    load_matching,
    look_at_register,
    read_register,
    save_matching,
    with_columns,
)
from geo.errors import AtlasError, InputError

__all__ = ["draw_register"]

_LOOKED, _TOLD = "register_looked", "register_told"
_ENDINGS = ["xlsx", "ods", "csv"]


def draw_register(at: Desk) -> None:
    """Draw the view."""
    st.markdown(words.SAYS)
    if not at.may("plan"):
        st.info(words.LOCKED)
        return
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told)
    upload = st.file_uploader(words.UPLOAD, type=_ENDINGS, key="register_file")
    if upload is None:
        st.session_state.pop(_LOOKED, None)
        return
    try:
        matching = load_matching(at.atlas.folder)
        table = _with_file(upload, lambda path: read_register(path, matching))
    except InputError as error:
        draw_report(error.report)
        return
    except AtlasError as error:
        draw_fault(error)
        return
    _draw_columns(at, upload, table, matching)
    if st.session_state.get(_LOOKED) == upload.file_id:
        _draw_looked(at, upload)


def _with_file(upload: Any, work: Callable[[Path], Any]) -> Any:
    """Do something with what was uploaded, as a file of its own name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"register.{str(upload.name).rpartition('.')[2].lower()}"
        path.write_bytes(upload.getvalue())
        return work(path)


def _draw_columns(at: Desk, upload: Any, table: RegisterTable, matching: Matching) -> None:
    st.subheader(words.COLUMNS, anchor=False)
    st.html(f'<p class="ea-note">{text(words.COLUMNS_SAY)}</p>')
    proposed = guessed(table.headings, matching)
    with st.form("register_columns", border=False):
        columns = st.columns(3)
        chosen = {}
        for number, (heading, name) in enumerate(proposed.items()):
            place = table.place(heading)
            example = next((row.cell(place) for row in table.rows if row.cell(place)), "")
            form = words.COLUMN if example else words.COLUMN_EMPTY
            label = form.format(heading=heading, example=" ".join(example.split())[:40])
            with columns[number % len(columns)]:
                chosen[heading] = st.selectbox(
                    label.replace("$", "\\$"), list(FIELDS), list(FIELDS).index(name), format_func=FIELDS.__getitem__,
                    key=f"register_column_{upload.file_id}_{number}",
                )  # fmt: skip
        is_sent = st.form_submit_button(words.LOOK, type="primary")
    if is_sent:
        try:
            save_matching(at.atlas.folder, with_columns(matching, chosen))
        except AtlasError as error:
            draw_fault(error)
            return
        st.session_state[_LOOKED] = upload.file_id


def _draw_looked(at: Desk, upload: Any) -> None:
    try:
        with st.spinner(words.READING):
            found: BroughtIn = _with_file(upload, lambda path: look_at_register(at.atlas, path, who=at.person))[0]
    except AtlasError as error:
        draw_fault(error)
        return
    draw_report(found.report)
    for title, lines in ((words.READ_AS, found.read_as), (words.OVERWRITTEN, found.overwritten)):
        if lines:
            with st.expander(title.format(n=len(lines))):
                st.html("<ul>" + "".join(f'<li dir="auto">{text(one)}</li>' for one in lines) + "</ul>")
    if found.problems:
        draw_problems(at, found.problems)
        return
    numbers = {"added": len(found.added), "changed": len(found.changed), "unchanged": len(found.unchanged)}
    st.markdown(words.READY.format(**numbers, bodies=found.organisations_n, updates=found.updates_n))
    if st.button(words.BRING, key="register_bring", type="primary", icon=":material/move_to_inbox:"):
        try:
            kept: BroughtIn = _with_file(upload, lambda path: bring_register(at.atlas, path, who=at.person))
        except AtlasError as error:
            draw_fault(error)
            return
        if kept.is_kept:
            counts = {"added": len(kept.added), "changed": len(kept.changed), "unchanged": len(kept.unchanged)}
            st.session_state[_TOLD] = words.BROUGHT.format(**counts)
            st.session_state.pop(_LOOKED, None)
        st.rerun()
