"""What every file that is offered for download is, by the ending of its name, and how it is called."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MIME", "stem_of"]

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
