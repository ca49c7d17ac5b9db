"""What journeys and diaries need beside words: a way with remarks, pictures with captions and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.voices.here import Here, note
from app.words import voices as words
from everyday.forum import clean_photo_apart
from everyday.locate import area_of_shape, locate_words, parse_shape
from everyday.voices import TRIMMED_M, Journey, read_gpx, read_remarks, trimmed
from geo.errors import UsageError
from plan.records import DiaryPhoto

__all__ = ["Picture", "Way", "draw_pictures", "draw_way", "pictures_of", "way_of"]

MOST_PICTURES = 30


@dataclass
class Way:
    """A way as it was typed or uploaded, with its remarks."""

    typed: str
    gpx: bytes
    remarks: tuple[dict[str, Any], ...]


@dataclass
class Picture:
    """A picture of a diary as it was uploaded."""

    content: bytes
    alt: str
    caption: str
    where: str


def draw_way(key: str) -> Way:
    """Fields of a journey."""
    typed = st.text_area(words.ADD_LINE, key=f"add_line_{key}", help=words.ADD_LINE_HELP, height=68)
    upload = st.file_uploader(words.ADD_GPX, type=["gpx"], key=f"add_gpx_{key}")
    note(words.ADD_GPX_ABOUT.format(m=int(TRIMMED_M)))
    remarks = st.text_area(words.ADD_REMARKS, key=f"add_remarks_{key}", height=90)
    return Way(typed, upload.getvalue() if upload is not None else b"", read_remarks(remarks))


def way_of(at: Here, way: Way) -> dict[str, Any]:
    """The line without its ends, the area that most of it lies in, and all remarks.

    Raises:
        UsageError: there is no line, or it is too short.
    """
    if way.gpx:
        journey = read_gpx(way.gpx)
    elif way.typed.strip():
        line = parse_shape(way.typed if way.typed.strip()[:1].isalpha() else f"line {way.typed}")
        if line.geom_type != "LineString":
            raise UsageError("This is no line.", words.ADD_LINE_HELP)
        journey = Journey(line)
    else:
        raise UsageError("A journey has a way.", words.ADD_LINE_HELP)
    kept = trimmed(Journey(journey.line, (*journey.remarks, *way.remarks)))
    return {
        "geometry": kept.line,
        "area_id": area_of_shape(at.shown, kept.line),
        "remarks": {"along": list(kept.remarks)},
    }


def draw_pictures(key: str) -> list[Picture]:
    """Fields of a diary: three for each picture."""
    note(words.ADD_PHOTOS_ABOUT)
    uploads = st.file_uploader(
        words.ADD_PHOTOS, type=["jpg", "jpeg", "png", "webp", "heic"], accept_multiple_files=True,
        key=f"add_photos_{key}",
    )  # fmt: skip
    found = []
    for number, upload in enumerate(list(uploads or ())[:MOST_PICTURES], start=1):
        alt = st.text_input(words.ADD_ALT.format(n=number), key=f"add_alt_{key}_{number}", max_chars=900)
        caption = st.text_input(words.ADD_CAPTION.format(n=number), key=f"add_caption_{key}_{number}", max_chars=900)
        where = st.text_input(words.ADD_PHOTO_WHERE.format(n=number), key=f"add_photo_where_{key}_{number}",
                              help=words.ADD_WHERE_HELP, max_chars=200)  # fmt: skip
        found.append(Picture(upload.getvalue(), alt, caption, where))
    return found


def pictures_of(at: Here, answer_id: str, pictures: list[Picture]) -> list[DiaryPhoto]:
    """Pictures without what the camera wrote into them, each with its place.

    Raises:
        UsageError: one is no picture.
        NotFoundError: a place is not known.
    """
    found = []
    for number, one in enumerate(pictures, start=1):
        clean = clean_photo_apart(one.content)
        place = locate_words(at.shown, one.where).geometry if one.where.strip() else None
        found.append(
            DiaryPhoto(answer_id=answer_id, number=number, alt=one.alt, text=one.caption, geometry=place,
                       width_px=clean.width_px, height_px=clean.height_px, sha256=clean.sha256, content=clean.content)
        )  # fmt: skip
    return found
