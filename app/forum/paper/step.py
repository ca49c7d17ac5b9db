"""Paper for a table without a computer, and the sheet that comes back: read, looked at, then pinned."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from app.forum.here import Here, here
from app.forum.paper.downloads import file_stem
from app.forum.paper.levers import draw_levers
from app.parts import draw_download, sheet_ending
from app.printed import text
from app.server import draw_fault, plain
from app.words import forum as forum_words
from everyday.exchange import Wish, export_to
from everyday.exchange.sheet import RefusedRow, SheetResult, read_sheet, refused_sheet
from everyday.forum import add_pins, pinned_before
from everyday.language import language, languages
from geo.errors import AtlasError, Problem
from plan.records import Finding
from plan.text import without_personal_data

__all__ = ["draw_paper"]

SHEET, ANSWER, TWICE, DONE, FAULT = (
    "forum_sheet", "forum_sheet_personal", "forum_sheet_twice", "forum_sheet_done", "forum_sheet_fault",
)  # fmt: skip
MOST_SHOWN = 20
# What is said of refused rows and of personal data is drawn in full, not as a line of the report.
_SAID_ELSEWHERE = ("refused_rows", "personal_data")
_FILES = {
    "map_a3": ("session-map", "pdf", "A3"), "map_a4": ("session-map", "pdf", "A4"), "form": ("form", "pdf", ""),
    "sheet_xlsx": ("sheet", "xlsx", ""), "sheet_ods": ("sheet", "ods", ""),
    "sheet_csv": ("sheet", "csv", ""),
}  # fmt: skip


@dataclass(frozen=True)
class _Given:
    """An uploaded sheet and what was read of it: for this session and edition only."""

    upload: tuple[str, str, str]
    name: str
    result: SheetResult


def draw_paper(at: Here) -> None:
    """Downloads for printing and typing, and the upload of a filled sheet."""
    st.subheader(forum_words.PAPER)
    st.html(f'<p class="ea-note">{text(forum_words.PAPER_SAYS)}</p>')
    code = _draw_files(at)
    if at.may("import"):
        _draw_upload(at)
    if at.session.stage == "levers":
        draw_levers(at, code)


def _draw_files(at: Here) -> str:
    """The files; gives the language that was chosen for them."""
    known = languages(at.atlas.folder)
    code = known[0]
    if len(known) > 1:
        code = st.selectbox(
            forum_words.PAPER_LANGUAGE, known, key="forum_paper_language",
            format_func=lambda one: language(one, folder=at.atlas.folder).name,
        )  # fmt: skip
    with st.container(horizontal=True):
        for key, (what, ending, paper) in _FILES.items():
            wish = Wish(
                edition=at.shown.id, session="" if what == "sheet" else at.session.id, paper=paper, language=code
            )
            stem = file_stem(at, f"{what}-{paper}".strip("-").lower())
            draw_download(forum_words.PAPER_FILES[key], stem, ending, _Paper(at, what, wish), key=f"forum_paper_{key}")
    return code


@dataclass(frozen=True)
class _Paper:
    """Writes one of the papers."""

    at: Here
    what: str
    wish: Wish

    def __call__(self, path: Path) -> None:
        export_to(self.at.atlas, self.what, path, self.wish)


# A filled sheet


def _draw_upload(at: Here) -> None:
    upload = st.file_uploader(
        forum_words.SHEET_UPLOAD,
        type=["csv", "xlsx", "ods"],
        key="forum_sheet_file",
        help=forum_words.SHEET_UPLOAD_SAYS,
    )
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    if upload is None:
        for name in (SHEET, ANSWER, TWICE, DONE):
            st.session_state.pop(name, None)
        return
    given = _read(at, upload)
    if given is not None:
        _draw_given(at, given)


def _read(at: Here, upload: Any) -> _Given | None:
    """The sheet, read once; None, with the reason on the page, where it cannot be used."""
    key = (str(upload.file_id), at.session.id, at.shown.id)
    known = st.session_state.get(SHEET)
    if isinstance(known, _Given) and known.upload == key:
        return known
    for name in (ANSWER, TWICE, DONE):
        st.session_state.pop(name, None)
    ending = sheet_ending(upload.name)
    try:
        with st.spinner(forum_words.SHEET_READING), tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"sheet{ending}"
            path.write_bytes(upload.getvalue())
            result = read_sheet(
                path, edition=at.shown.edition, taxonomy=at.atlas.taxonomy(), session=at.session.id
            )  # fmt: skip
    except AtlasError as error:
        draw_fault(error)
        return None
    given = _Given(key, str(upload.name)[:120], result)
    st.session_state[SHEET] = given
    return given


def _draw_given(at: Here, given: _Given) -> None:
    result = given.result
    if not result.findings and not result.refused:
        st.info(forum_words.SHEET_NO_ROWS.format(name=plain(given.name)))
    elif (done := st.session_state.get(DONE)) is not None:
        st.success(forum_words.SHEET_PINNED_ONE if done == 1 else forum_words.SHEET_PINNED_N.format(n=done))
    else:
        counts = {"ready": _rows(len(result.findings)), "refused": _rows(len(result.refused))}
        st.html(
            f'<p role="status"><strong>{text(forum_words.SHEET_READ.format(name=given.name, **counts))}</strong></p>'
        )
        _draw_notes(result.report.sorted_problems())
        _draw_pinning(at, given)
    if result.refused:
        _draw_refused(at, result)


def _rows(number: int) -> str:
    none, one, many = forum_words.SHEET_ROWS
    return {0: none, 1: one}.get(number, many.format(n=f"{number:,}"))


def _draw_notes(problems: Sequence[Problem]) -> None:
    lines = [f"- {plain(problem)}" for problem in problems if problem.code not in _SAID_ELSEWHERE]
    if lines:
        with st.expander(forum_words.SHEET_NOTES):
            st.markdown("\n".join(lines))


def _named(numbers: Sequence[int]) -> str:
    shown = ", ".join(forum_words.SHEET_ROW.format(n=number) for number in numbers[:MOST_SHOWN])
    more = len(numbers) - MOST_SHOWN
    return f"{shown} {forum_words.PRIVACY_MORE.format(n=more)}" if more > 0 else shown


def _draw_pinning(at: Here, given: _Given) -> None:
    """Ask what has to be asked, then offer to pin what is left."""
    result = given.result
    twins = _twins(at, result)
    if twins:
        st.warning(plain(forum_words.SHEET_TWINS.format(rows=_named([result.row_numbers[place] for place in twins]))))
        st.checkbox(forum_words.SHEET_TWINS_TICK, key=TWICE)
    if result.personal:
        rows = "; ".join(
            f"{forum_words.SHEET_ROW.format(n=number)} ({', '.join(found)})"
            for number, found in result.personal.items()
        )
        st.warning(plain(forum_words.SHEET_PERSONAL.format(rows=rows)))
        st.radio(
            forum_words.SHEET_PERSONAL_ASK, list(forum_words.SHEET_PERSONAL_DO), index=None, key=ANSWER,
            format_func=forum_words.SHEET_PERSONAL_DO.__getitem__,
        )  # fmt: skip
    pins = _pins(at, result)
    if not pins:
        st.html(f'<p class="ea-note">{text(forum_words.SHEET_PIN_NONE)}</p>')
        return
    is_asked = bool(result.personal) and st.session_state.get(ANSWER) is None
    label = forum_words.SHEET_PIN_ONE if len(pins) == 1 else forum_words.SHEET_PIN_N.format(n=len(pins))
    st.button(label, type="primary", key="forum_sheet_pin", on_click=_pin, disabled=is_asked)


def _twins(at: Here, result: SheetResult) -> list[int]:
    """Places in the sheet of what the session has already."""
    are_known = pinned_before(result.findings, at.store.all(Finding, session=at.session.id))
    return [place for place, is_known in enumerate(are_known) if is_known]


def _pins(at: Here, result: SheetResult) -> list[tuple[Finding, str]]:
    """What is to be pinned, by what was answered and ticked, with the places in words."""
    left_out = set() if st.session_state.get(TWICE) else set(_twins(at, result))
    answer, pins = st.session_state.get(ANSWER), []
    for place, finding in enumerate(result.findings):
        is_personal = result.row_numbers[place] in result.personal
        if place in left_out or (is_personal and answer == "skip"):
            continue
        kept = _without_personal(finding) if is_personal and answer == "leave_out" else finding
        pins.append((kept, result.places[place].label))
    return pins


def _without_personal(finding: Finding) -> Finding:
    return replace(
        finding, title=without_personal_data(finding.title), text=without_personal_data(finding.text),
        groups=tuple(without_personal_data(group) for group in finding.groups),
    )  # fmt: skip


def _pin() -> None:
    """Pin what is offered; what somebody has pinned meanwhile is left out."""
    at, given = here(), st.session_state.get(SHEET)
    if at is None or not isinstance(given, _Given) or DONE in st.session_state:
        return
    try:
        kept = add_pins(at.atlas, at.shown, _pins(at, given.result), at.who)
    except AtlasError as error:
        st.session_state[FAULT] = error
        return
    st.session_state[DONE] = len(kept)


# What was refused


def _draw_refused(at: Here, result: SheetResult) -> None:
    st.markdown(f"**{forum_words.SHEET_REFUSED}**")
    st.html(_refused_html(result.refused))
    st.html(f'<p class="ea-note">{text(forum_words.SHEET_REFUSED_SAYS)}</p>')
    stem = file_stem(at, "refused-rows")
    with st.container(horizontal=True):
        for ending, label in forum_words.SHEET_REFUSED_FILES.items():
            draw_download(label, stem, ending, lambda path: refused_sheet(result, path), key=f"forum_refused_{ending}")


def _refused_html(refused: Sequence[RefusedRow]) -> str:
    from everyday.exchange.sheet import field_of

    head = "".join(f'<th scope="col">{text(one)}</th>' for one in forum_words.SHEET_HEAD)
    rows = []
    for row in refused[:MOST_SHOWN]:
        said = next((cell for heading, cell in row.cells.items() if field_of(heading) == "title"), "")
        said = said if len(said) <= 120 else f"{said[:119]}…"
        rows.append(
            f'<tr><th scope="row">{row.row_number}</th><td dir="auto">{text(said)}</td>'
            f'<td dir="auto">{text(row.reason)}</td></tr>'
        )
    more = len(refused) - MOST_SHOWN
    foot = f'<p class="ea-note">{text(forum_words.SHEET_MORE.format(n=more))}</p>' if more > 0 else ""
    return f'<table class="ea-evidence"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>{foot}'
