"""The five questions on paper, and the filled table that comes back: read, looked at, then kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from app.network.here import Here, note, save_now
from app.parts import draw_download, sheet_ending, stem_of
from app.printed import in_a_box, table
from app.server import draw_fault
from app.words import network as words
from everyday.acting import ActionRow
from everyday.exchange.sheet import AnswersResult, read_answers, refused_sheet, write_answers
from everyday.paper import questions_pdf
from geo.errors import AtlasError
from plan.records import Feedback
from plan.text import without_personal_data

__all__ = ["draw_paper"]

MOST_SHOWN = 20


def draw_paper(at: Here, row: ActionRow) -> None:
    """Downloads for printing and typing, and the upload of a filled table."""
    with st.expander(words.PAPER, icon=":material/print:"):
        note(words.PAPER_ABOUT)
        town = str(at.shown.manifest.get("name", "atlas"))
        asked = [one for one in at.rows if one.action.status != "dropped"]
        with st.container(horizontal=True):
            for label, rows, ending, key in (
                (words.PAPER_PDF, [row], "pdf", "one"), (words.PAPER_ALL, asked, "pdf", "all"),
                (words.PAPER_XLSX, asked, "xlsx", "xlsx"),
                (words.PAPER_ODS, asked, "ods", "ods"), (words.PAPER_CSV, asked, "csv", "csv"),
            ):  # fmt: skip
                about = f" {at.numbers[row.id]}" if key == "one" else ""
                stem = stem_of(f"{town} questions{about}" if ending == "pdf" else f"{town} answers", "questions")
                draw_download(label, stem, ending, _Paper(at, rows), key=f"network_paper_{key}")
        if at.may("edit"):
            _draw_upload(at)


class _Paper:
    """Writes the sheets, or the table."""

    def __init__(self, at: Here, rows: Sequence[ActionRow]) -> None:
        self._at, self._rows = at, rows

    def __call__(self, path: Path) -> None:
        at = self._at
        if path.suffix == ".pdf":
            questions_pdf(at.atlas, at.shown.edition, self._rows, path, numbers=at.numbers, today=at.today)
        else:
            write_answers(path, self._rows, at.numbers, at.taxonomy)


def _draw_upload(at: Here) -> None:
    upload = st.file_uploader(words.PAPER_UPLOAD, type=["csv", "xlsx", "ods"], key="network_paper_file")
    if upload is None:
        return
    ending = sheet_ending(upload.name)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"answers{ending}"
            path.write_bytes(upload.getvalue())
            result = read_answers(path, at.rows, at.numbers, at.taxonomy, today=at.today)
    except AtlasError as error:
        draw_fault(error)
        return
    _draw_result(at, result)


def _draw_result(at: Here, result: AnswersResult) -> None:
    here_already = {one.id for one in at.store.all(Feedback)}
    new = [one for one in result.answers if one.id not in here_already]
    note(words.PAPER_READ.format(n=len(new), refused=len(result.refused)))
    if twice := len(result.answers) - len(new):
        note(words.PAPER_TWICE.format(n=twice))
    if result.refused:
        rows = [(str(one.row_number), one.reason) for one in result.refused[:MOST_SHOWN]]
        st.html(in_a_box(table(rows, words.PAPER_HEADS_REFUSED, words.PAPER_REFUSED), words.PAPER_REFUSED))
        draw_download(words.PAPER_BACK, "answers-to-mend", "xlsx", lambda path: refused_sheet(result, path),
                      key="network_paper_back")  # fmt: skip
    if result.personal:
        said = "; ".join(f"{number}: {', '.join(found)}" for number, found in result.personal.items())
        st.warning(words.PAPER_PERSONAL)
        note(said)
    is_kept = bool(result.personal) and st.checkbox(words.PAPER_KEEP_PERSONAL, key="network_paper_personal")
    if new and st.button(words.PAPER_KEEP.format(n=len(new)), key="network_paper_keep", type="primary"):
        records = new if is_kept else [_without(one) for one in new]
        save_now(lambda: at.store.add_all(records, at.person), words.PAPER_KEPT.format(n=len(records)))


def _without(one: Feedback) -> Feedback:
    return replace(one, answer=without_personal_data(one.answer), group=without_personal_data(one.group))
