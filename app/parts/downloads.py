"""Files that are offered for download: what they are by the ending of their name, how they are called, the button."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import streamlit as st

__all__ = ["MIME", "draw_download", "sheet_ending", "stem_of"]

LONGEST_STEM = 60

MIME = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "html": "text/html",
    "ics": "text/calendar",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def stem_of(words: object, otherwise: str = "") -> str:
    """Words as part of a file's name: ``"Tŷ Ddewi / St Davids"`` → ``"ty-ddewi-st-davids"``.

    Args:
        words: a name, whoever wrote it.
        otherwise: what it is called where nothing of the words is left.
    """
    plain = unicodedata.normalize("NFKD", str(words)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_STEM].strip("-") or otherwise


def sheet_ending(name: object) -> str:
    """The ending of a filled sheet that somebody uploads: ``.xlsx``, ``.ods``, else ``.csv``."""
    return next((one for one in (".xlsx", ".ods") if str(name).lower().endswith(one)), ".csv")


def draw_download(label: str, stem: str, ending: str, write: Callable[[Path], object], *, key: str) -> None:
    """A button that has a file written, on the click and not before.

    Args:
        stem: name of the file without its ending.
        ending: one of :data:`MIME`.
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
