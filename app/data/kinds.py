"""A town's own kinds of places: the text of its ``place_kinds.toml``, checked before it is kept."""

from __future__ import annotations

import streamlit as st

from app.server import draw_fault, draw_report, plain
from app.words import data as data_words
from everyday.facade import Atlas
from geo.errors import AtlasError, Report, UsageError
from geo.osm import OWN_KINDS, own_place_kinds

__all__ = ["draw_kinds"]

_TEXT, _SEEN, _REPORT, _FAULT, _KEPT = "kinds_text", "kinds_seen", "kinds_report", "kinds_fault", "kinds_kept"


def _typed() -> str:
    return str(st.session_state.get(_TEXT) or "")


def _check() -> None:
    st.session_state[_REPORT] = own_place_kinds(_typed())[1]


def _keep(atlas: Atlas) -> None:
    """Keep what is typed, unless it has faults or somebody else has changed the file meanwhile."""
    fresh = Atlas(atlas.folder)
    try:
        if fresh.config.own_kinds != st.session_state.get(_SEEN, ""):
            raise UsageError(data_words.KINDS_MEANWHILE, do=data_words.KINDS_MEANWHILE_DO)
        fresh.keep_place_kinds(_typed())
    except AtlasError as error:
        st.session_state[_FAULT] = error
        return
    _forget()
    st.session_state[_KEPT] = True


def _forget() -> None:
    for key in (_TEXT, _SEEN, _REPORT):
        st.session_state.pop(key, None)


def _draw_check(report: Report) -> None:
    verdict = data_words.USABLE if report.is_usable else data_words.REFUSED
    st.markdown(f"**{plain(OWN_KINDS)}**: {verdict}")
    draw_report(report)


def draw_kinds(atlas: Atlas) -> None:
    """The section: which kinds there are, and the file that changes them."""
    st.header(data_words.KINDS_TITLE)
    st.markdown(data_words.KINDS_EXPLAINED)
    if st.session_state.pop(_KEPT, False):
        st.success(data_words.KINDS_KEPT)
    if (fault := st.session_state.pop(_FAULT, None)) is not None:
        draw_fault(fault)
    kinds, report = own_place_kinds(atlas.config.own_kinds)
    if not report.is_usable:
        _draw_check(report)
    with st.expander(data_words.KINDS_LIST.format(count=len(kinds))):
        st.markdown("\n".join(f"- {plain(kind.title)} (`{kind.key}`)" for kind in kinds))
    with st.expander(data_words.KINDS_EDIT, expanded=_REPORT in st.session_state or not report.is_usable):
        st.session_state.setdefault(_SEEN, atlas.config.own_kinds)
        st.session_state.setdefault(_TEXT, atlas.config.own_kinds)
        st.text_area(data_words.KINDS_TEXT, key=_TEXT, height=320, max_chars=200_000, help=data_words.KINDS_HELP)
        st.code(data_words.KINDS_EXAMPLE, language="toml", wrap_lines=True)
        left, middle, right = st.columns(3)
        left.button(data_words.CHECK, on_click=_check, key="kinds_check")
        middle.button(data_words.KINDS_KEEP, type="primary", on_click=_keep, args=(atlas,), key="kinds_keep")
        right.button(data_words.KINDS_RELOAD, on_click=_forget, key="kinds_reload")
        if (checked := st.session_state.get(_REPORT)) is not None:
            _draw_check(checked)
