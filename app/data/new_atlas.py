"""Starting an atlas where there is none: three steps, or the demo."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import streamlit as st

from app.data.upload import upload_from
from app.parts import draw_steps
from app.server import atlas_folder, draw_fault
from app.words import data as data_words
from everyday.facade import Atlas
from everyday.serving import ATLAS_VARIABLE, MAX_UPLOAD_MB
from geo.errors import AtlasError

__all__ = ["draw_new_atlas", "folder_for"]


def folder_for(name: str) -> Path:
    """Where a new atlas goes: the folder the server was started for, else ``atlases/<name>`` where it was started."""
    given = atlas_folder()
    if given is not None:
        return given
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "atlas"
    return Path.cwd() / "atlases" / stem


def _centre(words: str) -> tuple[float, float] | None:
    parts = words.replace(";", ",").split(",")
    if not words.strip():
        return None
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError as error:
        raise AtlasError(data_words.CENTRE_WRONG.format(words=words[:40]), do=data_words.CENTRE_DO) from error
    return lat, lon


def _start(name: str, given: Any, options: dict[str, str], resolution: int, centre: str) -> None:
    folder = folder_for(name)
    upload = upload_from("boundaries", given, options)
    Atlas.new(
        folder, name=name, boundaries=upload.path, id_column=options.get("id_column") or None,
        name_column=options.get("name_column") or None, resolution=resolution, centre=_centre(centre),
    )  # fmt: skip
    os.environ[ATLAS_VARIABLE] = str(folder)


def draw_new_atlas() -> None:
    """The form."""
    st.title(data_words.NEW_TITLE)
    draw_steps()
    st.header(data_words.NEW_STEP)
    with st.form("new_atlas"):
        name = st.text_input(data_words.NEW_NAME, max_chars=100)
        given = st.file_uploader(data_words.NEW_BOUNDARIES, max_upload_size=MAX_UPLOAD_MB)
        left, right = st.columns(2)
        options = {
            "id_column": left.text_input(data_words.OPTION_ID, max_chars=100),
            "name_column": right.text_input(data_words.OPTION_NAME, max_chars=100),
        }
        resolution = st.selectbox(
            data_words.NEW_RESOLUTION, [8, 9, 10], index=1, format_func=lambda value: data_words.RESOLUTIONS[value]
        )
        centre = st.text_input(data_words.NEW_CENTRE, max_chars=40)
        is_sent = st.form_submit_button(data_words.NEW_START, type="primary")
    if not is_sent:
        return
    if not name.strip() or given is None:
        st.error(data_words.NEW_LACKS)
        return
    try:
        _start(name, given, options, resolution, centre)
    except AtlasError as error:
        draw_fault(error)
        return
    st.rerun()
