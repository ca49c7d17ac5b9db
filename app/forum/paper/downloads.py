"""Files that are made when somebody asks for them, and what they are called."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from app.forum.here import Here
from app.parts import MIME, stem_of

__all__ = ["draw_download", "file_stem"]


def file_stem(at: Here, what: str) -> str:
    """``"wrenmouth-findings-2026-11-26"``: says what it is after a year in a folder."""
    parts = [stem_of(at.shown.manifest.get("name", ""), "atlas"), what, stem_of(at.session.date)]
    return "-".join(part for part in parts if part)


def draw_download(label: str, stem: str, ending: str, write: Callable[[Path], object], *, key: str) -> None:
    """A button that has a file written, on the click and not before.

    Args:
        stem: name of the file without its ending.
        ending: one of :data:`app.parts.MIME`.
        write: writes the file to the path it is given; runs in a thread of its own.
    """

    def made() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{stem}.{ending}"
            write(path)
            return path.read_bytes()

    st.download_button(
        label, data=made, file_name=f"{stem}.{ending}", mime=MIME[ending], on_click="ignore", key=key,
        icon=":material/download:",
    )  # fmt: skip
