"""The numbers of a place beside a pin."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.forum.here import Here
from app.printed import text
from app.words import forum as forum_words
from everyday.evidence import evidence_lines, evidence_of
from everyday.language import language

__all__ = ["draw_evidence_of", "evidence_html"]


def evidence_html(lines: list[str]) -> str:
    """Lines of evidence as a list."""
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f'<ul class="ea-evidence-lines">{items}</ul>'


def draw_evidence_of(at: Here, geometry: Any, area_id: str) -> None:
    """What the edition shown says of a place."""
    lines = evidence_lines(evidence_of(at.shown, geometry, area_id), language("en", folder=at.atlas.folder))
    st.html(f'<div class="ea-prose"><h3>{text(forum_words.EVIDENCE)}</h3>{evidence_html(lines)}</div>')
