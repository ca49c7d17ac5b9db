"""Worksheets on paper for a session about levers, and the sheet with what tables wrote on them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from app.forum.here import Here, here
from app.forum.paper.downloads import file_stem
from app.parts import draw_download, sheet_ending
from app.printed import text
from app.server import draw_fault, plain
from app.words import forum as forum_words
from everyday.exchange import Wish, export_to
from everyday.exchange.sheet import LeversResult, read_levers, refused_levers
from geo.errors import AtlasError
from plan.records import Finding, Proposal

__all__ = ["draw_levers"]

_FILES = {
    "a4": ("worksheet", "pdf", "A4"), "a3": ("worksheet", "pdf", "A3"), "xlsx": ("levers-sheet", "xlsx", ""),
    "ods": ("levers-sheet", "ods", ""), "csv": ("levers-sheet", "csv", ""),
}  # fmt: skip
_READ, _DONE, _FAULT = "forum_levers", "forum_levers_done", "forum_levers_fault"
MOST_SHOWN = 20


def draw_levers(at: Here, language: str) -> None:
    """Downloads, and for those who may import the upload."""
    st.html(f'<p class="ea-note">{text(forum_words.LEVERS_SAYS)}</p>')
    if not at.store.all(Finding, session=at.session.id, moderation="shown"):
        st.html(f'<p class="ea-note">{text(forum_words.LEVERS_NONE)}</p>')
        return
    with st.container(horizontal=True):
        for key, (what, ending, paper) in _FILES.items():
            wish = Wish(edition=at.shown.id, session=at.session.id, paper=paper, language=language)
            stem = file_stem(at, f"{what}-{paper}".strip("-").lower())
            draw_download(
                forum_words.LEVERS_FILES[key], stem, ending, _Writer(at, what, wish), key=f"forum_levers_{key}"
            )
    if at.may("import"):
        _draw_upload(at)


class _Writer:
    """Writes one of the files."""

    def __init__(self, at: Here, what: str, wish: Wish) -> None:
        self._at, self._what, self._wish = at, what, wish

    def __call__(self, path: Path) -> None:
        export_to(self._at.atlas, self._what, path, self._wish)


def _draw_upload(at: Here) -> None:
    upload = st.file_uploader(forum_words.LEVERS_UPLOAD, type=["csv", "xlsx", "ods"], key="forum_levers_file")
    if (fault := st.session_state.pop(_FAULT, None)) is not None:
        draw_fault(fault)
    if upload is None:
        for name in (_READ, _DONE):
            st.session_state.pop(name, None)
        return
    result = _read(at, upload)
    if result is None:
        return
    if (done := st.session_state.get(_DONE)) is not None:
        st.success(forum_words.LEVERS_KEPT.format(n=_rows(done)))
    else:
        said = forum_words.LEVERS_READ.format(
            name=str(upload.name)[:120], ready=_rows(len(result.proposals)), refused=_rows(len(result.refused)),
            twins=_rows(result.twins_n),
        )  # fmt: skip
        st.html(f'<p role="status"><strong>{text(said)}</strong></p>')
        _draw_keeping(at, result)
    if result.refused:
        _draw_refused(at, result)


def _rows(number: int) -> str:
    none, one, many = forum_words.SHEET_ROWS
    return {0: none, 1: one}.get(number, many.format(n=f"{number:,}"))


def _read(at: Here, upload: Any) -> LeversResult | None:
    """The sheet, read once; None, with the reason on the page, where it cannot be used."""
    key = (str(upload.file_id), at.session.id)
    known = st.session_state.get(_READ)
    if known is not None and known[0] == key:
        return known[1]  # type: ignore[no-any-return]
    st.session_state.pop(_DONE, None)
    ending = sheet_ending(upload.name)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"levers{ending}"
            path.write_bytes(upload.getvalue())
            result = read_levers(
                path, findings=at.store.all(Finding), numbers=at.store.numbers(), taxonomy=at.atlas.taxonomy(),
                session=at.session.id, known=at.store.all(Proposal),
            )  # fmt: skip
    except AtlasError as error:
        draw_fault(error)
        return None
    st.session_state[_READ] = (key, result)
    return result


def _draw_keeping(at: Here, result: LeversResult) -> None:
    if not result.proposals:
        return
    is_held = False
    if result.personal:
        rows = "; ".join(
            f"{forum_words.SHEET_ROW.format(n=number)} ({', '.join(found)})"
            for number, found in result.personal.items()
        )
        st.warning(plain(forum_words.LEVERS_PERSONAL.format(rows=rows)))
        is_held = not st.checkbox(forum_words.LEVERS_PERSONAL_TICK, key="forum_levers_personal")
    st.button(
        forum_words.LEVERS_KEEP, type="primary", key="forum_levers_keep", disabled=is_held, on_click=_keep,
        args=(result,),
    )  # fmt: skip


def _keep(result: LeversResult) -> None:
    """Keep what was read, once."""
    at = here()
    if at is None or _DONE in st.session_state:
        return
    try:
        st.session_state[_DONE] = len(at.store.add_all(result.proposals, at.who))
    except AtlasError as error:
        st.session_state[_FAULT] = error


def _draw_refused(at: Here, result: LeversResult) -> None:
    st.markdown(f"**{forum_words.SHEET_REFUSED}**")
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in forum_words.LEVERS_HEAD)
    rows = "".join(
        f'<tr><th scope="row">{row.row_number}</th><td dir="auto">{text(" · ".join(row.cells.values())[:160])}</td>'
        f'<td dir="auto">{text(row.reason)}</td></tr>'
        for row in result.refused[:MOST_SHOWN]
    )
    more = len(result.refused) - MOST_SHOWN
    foot = f'<p class="ea-note">{text(forum_words.SHEET_MORE.format(n=more))}</p>' if more > 0 else ""
    st.html(f'<table class="ea-evidence"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{foot}')
    with st.container(horizontal=True):
        for ending, label in forum_words.SHEET_REFUSED_FILES.items():
            draw_download(
                label, file_stem(at, "refused-rows"), ending, lambda path: refused_levers(result, path),
                key=f"forum_levers_refused_{ending}",
            )  # fmt: skip
