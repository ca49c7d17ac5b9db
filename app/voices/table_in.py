"""A table of answers taken in: read, looked at, kept whole or not at all. The file itself is never kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from app.printed import in_a_box, table, text
from app.server import draw_fault, plain
from app.voices.here import Here, day_input, note, of_new, save_now
from app.words import voices as words
from everyday.voices import AnswersRead, Told, people_n, read_open_answers, without_personal
from geo.errors import AtlasError

__all__ = ["draw_table_in"]

MOST_SHOWN = 30
_ENDINGS = ("csv", "xlsx", "ods")


def draw_table_in(at: Here) -> None:
    """What is said of all answers, the file, and what became of it."""
    st.header(words.TABLE, anchor=False)
    note(words.TABLE_ABOUT)
    new = of_new()
    told = _draw_told(at, new)
    upload = st.file_uploader(words.TABLE_FILE, type=list(_ENDINGS), key=f"table_file_{new}")
    if upload is None:
        return
    ending = str(upload.name).lower().rpartition(".")[2]
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"answers.{ending if ending in _ENDINGS else 'csv'}"
            path.write_bytes(upload.getvalue())
            read = read_open_answers(path, at.shown, at.taxonomy, told, today=at.today)
    except AtlasError as error:
        draw_fault(error)
        return
    _draw_read(at, read, new)


def _draw_told(at: Here, new: str) -> Told:
    methods = at.taxonomy.labels("methods")
    method = st.selectbox(words.ADD_METHOD, list(methods), format_func=methods.__getitem__, key=f"table_method_{new}",
                          index=list(methods).index("city_survey") if "city_survey" in methods else 0)  # fmt: skip
    consent = st.text_input(words.ADD_CONSENT, key=f"table_consent_{new}", max_chars=1000,
                            placeholder=words.ADD_CONSENT_HINT)  # fmt: skip
    is_quotable = st.checkbox(words.ADD_QUOTABLE, key=f"table_quotable_{new}")
    readers = st.radio(words.ADD_READERS, tuple(words.READERS), format_func=words.READERS.__getitem__,
                       key=f"table_readers_{new}", index=0 if at.may("plan") else 1, horizontal=True)  # fmt: skip
    until = day_input(words.ADD_UNTIL, "", key=f"table_until_{new}")
    columns = st.text_input(words.TABLE_COLUMNS, key=f"table_columns_{new}", max_chars=2000)
    texts = tuple(part.strip() for part in columns.split(";") if part.strip())
    return Told(method=str(method), consent=consent, is_quotable=is_quotable, readers=str(readers), until=until,
                texts=texts)  # fmt: skip


def _draw_read(at: Here, read: AnswersRead, new: str) -> None:
    if read.is_own_survey:
        note(words.TABLE_OWN)
    if read.refused_n:
        note(words.TABLE_SAID_NO.format(n=read.refused_n))
    for problem in read.report.sorted_problems():
        note(str(problem))
    if read.problems:
        rows = [(one.cell, one.found) for one in read.problems[:MOST_SHOWN]]
        st.html(f'<p role="status">{text(words.TABLE_PROBLEMS)}</p>')
        st.html(in_a_box(table(rows, words.TABLE_HEADS, words.TABLE_PROBLEMS), words.TABLE_PROBLEMS))
        if (more := len(read.problems) - MOST_SHOWN) > 0:
            note(words.TABLE_MORE.format(n=more))
        return
    st.html(f'<p role="status">{text(words.TABLE_READ.format(n=len(read.answers), people=people_n(read.answers)))}</p>')
    way = "keep"
    if read.personal:
        st.warning(plain(words.TABLE_PERSONAL.format(cells=", ".join(list(read.personal)[:MOST_SHOWN]))))
        ways = words.TABLE_PERSONAL_WAYS
        way = str(st.radio(words.TABLE_PERSONAL_WHAT, tuple(ways), format_func=ways.__getitem__, index=None,
                           key=f"table_personal_{new}") or "")  # fmt: skip
    count = len(read.answers)
    if count and st.button(words.TABLE_KEEP.format(n=count), key=f"table_keep_{new}", type="primary", disabled=not way):
        answers = without_personal(read.answers) if way == "leave_out" else read.answers
        save_now(lambda: at.store.add_all(answers, at.person), words.TABLE_KEPT.format(n=count))
