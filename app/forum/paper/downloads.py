"""What the files of a session are called."""

from __future__ import annotations

from app.forum.here import Here
from app.parts import stem_of

__all__ = ["file_stem"]


def file_stem(at: Here, what: str) -> str:
    """``"wrenmouth-findings-2026-11-26"``: says what it is after a year in a folder."""
    parts = [stem_of(at.shown.manifest.get("name", ""), "atlas"), what, stem_of(at.session.date)]
    return "-".join(part for part in parts if part)
