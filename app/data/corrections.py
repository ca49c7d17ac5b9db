"""Corrections on the Data page: those of the edition shown, and those that wait for the next build."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.printed import date_words
from app.server import plain
from app.words import corrections as corrections_words
from everyday.facade import Atlas
from everyday.pipeline import waiting_corrections
from geo.errors import NotFoundError
from plan.corrections import correction_words
from plan.records import Correction

__all__ = ["draw_corrections"]


def _accepted(name: str, day: str) -> str:
    return corrections_words.ACCEPTED_BY.format(name=name, day=date_words(day)) if name and day else ""


def _line(entry: dict[str, Any]) -> str:
    """One correction of an edition, as Markdown that does not interpret what people typed."""
    verdict = f"✓ {corrections_words.APPLIED}" if entry["is_applied"] else f"✕ {corrections_words.NOT_APPLIED}"
    said = [entry["sentence"], entry["note"], _accepted(entry["accepted_by"], entry["accepted_at"])]
    return f"- **{verdict}.** {plain(' '.join(part for part in said if part))}"


def _draw_waiting(waiting: list[Correction], gone: list[dict[str, Any]]) -> None:
    if waiting:
        lines = [
            f"- {plain(f'{correction_words(one)} {_accepted(one.decided_by, one.decided_at)}'.strip())}"
            for one in waiting
        ]
        st.info("\n".join([corrections_words.WAITING, "", *lines]))
    if gone:
        st.info("\n".join([corrections_words.WAITING_GONE, "", *(f"- {plain(entry['sentence'])}" for entry in gone)]))


def draw_corrections(atlas: Atlas) -> None:
    """The section; nothing at all where an atlas has no correction and never had one in the edition shown."""
    try:
        manifest = atlas.edition().manifest
    except NotFoundError:
        manifest = {}
    entries = manifest.get("corrections", [])
    waiting, gone = waiting_corrections(manifest, atlas.accepted_corrections())
    if not (entries or waiting):
        return
    st.header(corrections_words.TITLE)
    st.markdown(corrections_words.EXPLAINED)
    _draw_waiting(waiting, gone)
    if entries:
        st.markdown("\n".join([*(_line(entry) for entry in entries), "", corrections_words.ON_MAP]))
    else:
        st.markdown(corrections_words.NONE)
