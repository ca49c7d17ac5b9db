"""The view: what a pack is about, its files, those that are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from app.action_plan.desk import FAULT, Desk, desk, try_to
from app.parts import draw_download, stem_of
from app.printed import date_words, in_a_box, table, text
from app.server import draw_fault, plain
from app.words import common as common_words
from app.words import packs as words
from everyday.documents.pack import Scope
from everyday.reporting import freeze_pack, is_pack, sentences_today
from plan.records import Finding, Report

__all__ = ["draw_packs"]

_TOLD = "packs_told"
_HIDDEN = ("merged", "retired")


def draw_packs(at: Desk) -> None:
    """Draw the view."""
    st.markdown(words.SAYS)
    if (fault := st.session_state.pop(FAULT, None)) is not None:
        draw_fault(fault)
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told)
    about = st.segmented_control(
        words.ABOUT, tuple(words.ABOUTS), format_func=words.ABOUTS.__getitem__, key="pack_about", default="area",
        required=True,
    )  # fmt: skip
    scope = {"area": _area, "findings": _findings, "action": _action}[str(about)](at)
    if scope is not None:
        if at.may("plan"):
            with_photos = st.checkbox(words.WITH_PHOTOS, key="pack_photos", help=words.WITH_PHOTOS_HELP)
            scope = replace(scope, with_photos=with_photos)
        _draw_files(at, scope)
        if at.may("plan"):
            _draw_keeping(scope)
    _draw_kept(at)


def _area(at: Desk) -> Scope | None:
    names = at.area_names
    code = st.selectbox(words.AREA, list(names), format_func=names.__getitem__, key="pack_area")
    return Scope(area=code) if code else None


def _findings(at: Desk) -> Scope | None:
    numbers = at.store.numbers()
    labels = {
        one.id: f"{common_words.KIND_WORDS[one.kind]} {numbers[one.id]}: {one.title[:120]}"
        for one in at.store.all(Finding, moderation="shown")
        if one.status not in _HIDDEN
    }
    if not labels:
        st.html(f'<p class="ea-note">{text(words.NO_FINDINGS)}</p>')
        return None
    chosen = st.multiselect(
        words.FINDINGS, list(labels), format_func=labels.__getitem__, key="pack_findings", select_all=False,
        placeholder=words.FINDINGS_HINT,
    )  # fmt: skip
    return Scope(findings=tuple(chosen)) if chosen else None


def _action(at: Desk) -> Scope | None:
    labels = {
        row.id: f"A{at.numbers[row.id]}: {row.action.title[:120]}"
        for row in at.rows
        if row.action.visibility == "everybody"
    }
    if not labels:
        st.html(f'<p class="ea-note">{text(words.NO_ACTIONS)}</p>')
        return None
    chosen = st.selectbox(words.ACTION, list(labels), format_func=labels.__getitem__, key="pack_action")
    return Scope(action=chosen) if chosen else None


class _Writing:
    """Writes the file of a pack when somebody asks for it."""

    def __init__(self, at: Desk, scope: Scope) -> None:
        self._at, self._scope = at, scope

    def __call__(self, path: Path) -> None:
        from everyday.exchange import Wish, export_to

        wish = Wish(self._at.shown.id, findings=self._scope.findings, area=self._scope.area, action=self._scope.action,
                    with_photos=self._scope.with_photos)  # fmt: skip
        export_to(self._at.atlas, "evidence", path, wish)


def _draw_files(at: Desk, scope: Scope) -> None:
    st.subheader(words.TAKE, anchor=False)
    stem = stem_of(f"{at.shown.manifest['name']} evidence", "evidence")
    with st.container(horizontal=True):
        for ending, label in words.FILES.items():
            draw_download(label, stem, ending, _Writing(at, scope), key=f"pack_file_{ending}")


def _keep(scope: Scope) -> None:
    at, name = desk(), str(st.session_state.get("pack_name") or "").strip()
    if at is None:
        return
    if try_to(lambda: freeze_pack(at.atlas, at.shown.edition, at.person, scope, name=name)):
        st.session_state[_TOLD] = words.KEPT.format(name=plain(name))
        st.session_state["pack_name"] = ""


def _draw_keeping(scope: Scope) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(words.NAME, key="pack_name", max_chars=300)
        st.button(words.KEEP, key="pack_keep", icon=":material/ac_unit:", on_click=_keep, args=(scope,))


def _draw_kept(at: Desk) -> None:
    st.header(words.LIST, anchor=False)
    kept = sorted((one for one in at.store.all(Report) if is_pack(one)), key=lambda one: one.created_at, reverse=True)
    if not kept:
        st.html(f'<p class="ea-note">{text(words.NONE)}</p>')
        return
    by_id = {one.id: one for one in kept}
    names = {one.id: words.ONE_OF.format(name=one.name, date=date_words(one.date)) for one in kept}
    wanted = st.selectbox(words.WHICH, list(names), format_func=names.__getitem__, key="pack_kept")
    report = by_id[wanted]
    sentences = sentences_today(at.atlas, at.shown.edition, report)
    hold = sum(one.state == "holds" for one in sentences)
    said = words.HOLD.format(n=hold, all=len(sentences), edition=report.content.get("edition_words", ""))
    st.html(f'<p role="status">{text(said)}</p>')
    sentences.sort(key=lambda one: one.state == "holds")
    rows = [(one.then, words.STATES[one.state], "" if one.state == "holds" else one.now) for one in sentences]
    caption = words.BESIDE.format(name=report.name)
    st.html(in_a_box(table(rows, words.COLUMNS, caption), caption))
