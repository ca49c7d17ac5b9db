"""Adding an input by upload: the file is checked first, and kept only when somebody has seen what was found."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any

import streamlit as st

from app.server import draw_fault, draw_report, plain
from app.words import data as data_words
from everyday.atlas import KINDS, SURVEY_KINDS, check_file, check_survey
from everyday.disk import safe_name
from everyday.facade import Atlas
from everyday.serving import MAX_UPLOAD_MB
from geo.errors import AtlasError, Report

__all__ = ["Upload", "draw_upload", "upload_from"]


class Upload:
    """One uploaded file in a folder of its own that goes away with it, and what the check said."""

    def __init__(self, kind: str, name: str, content: bytes, options: dict[str, str]) -> None:
        self.kind, self.options = kind, options
        folder = tempfile.mkdtemp(prefix="everyday-upload-")
        weakref.finalize(self, shutil.rmtree, folder, True)
        self.path = Path(folder) / safe_name(name)
        self.path.write_bytes(content)
        self.report: Report | None = None

    def add_beside(self, option: str, name: str, content: bytes) -> None:
        """A second file: the areas that a table is joined to, a look-up table."""
        folder = self.path.parent / option
        folder.mkdir(exist_ok=True)
        path = folder / safe_name(name)
        path.write_bytes(content)
        self.options = {**self.options, option: str(path)}

    def check(self, atlas: Atlas) -> Report:
        """Read the file as its kind; the report says everything that was noticed."""
        if self.kind in SURVEY_KINDS:  # answers of single people are counted now, and only the counts are left
            self.path, self.options, self.report = check_survey(atlas, self.kind, self.path, self.options)
        else:
            self.report = check_file(self.path, self.kind, self.options)
        return self.report


def upload_from(kind: str, given: Any, options: dict[str, str], beside: dict[str, Any] | None = None) -> Upload:
    """An upload from Streamlit's uploaded files; ``beside`` has further files by option."""
    upload = Upload(kind, given.name, given.getvalue(), {key: value.strip() for key, value in options.items() if value})
    for option, file in (beside or {}).items():
        if file is not None:
            upload.add_beside(option, file.name, file.getvalue())
    return upload


def _ask_options(kind: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Fields for the options of a kind, and further files by option."""
    given: dict[str, str] = {}
    beside: dict[str, Any] = {}
    options = KINDS[kind].options
    if not options:
        return given, beside
    if kind in SURVEY_KINDS:
        beside["boundaries"] = st.file_uploader(data_words.OPTION_SMALL_AREAS, key=f"option_{kind}_boundaries")
        if "lookup" in options:
            beside["lookup"] = st.file_uploader(data_words.OPTION_LOOKUP, key=f"option_{kind}_lookup")
        with st.expander(data_words.SURVEY_OPTIONS):
            given |= _ask_of_survey(kind, options)
    with st.expander(data_words.OPTIONS):
        for name in [name for name in options if name in data_words.OPTION_COLUMNS]:
            given[name] = st.text_input(data_words.OPTION_COLUMNS[name], key=f"option_{kind}_{name}", max_chars=100)
        if "boundaries" in options and kind not in SURVEY_KINDS:
            beside["boundaries"] = st.file_uploader(data_words.OPTION_BOUNDARIES, key="option_boundaries")
    return given, beside


def _ask_of_survey(kind: str, options: tuple[str, ...]) -> dict[str, str]:
    """What a survey's table does not say."""
    given: dict[str, str] = {}
    for name, words in data_words.SURVEY_FIELDS.items():
        if name not in options:
            continue
        key = f"option_{kind}_{name}"
        if name == "sampling":
            chosen = list(data_words.SAMPLINGS)
            given[name] = str(st.selectbox(words, chosen, format_func=data_words.SAMPLINGS.__getitem__, key=key))
        else:
            given[name] = st.text_input(words, key=key, max_chars=2000)
    for name, words in data_words.SURVEY_YES.items():
        if name in options:
            given[name] = "yes" if st.checkbox(words, key=f"option_{kind}_{name}") else ""
    return given


def _check(atlas: Atlas, kind: str, given: Any, options: dict[str, str], beside: dict[str, Any]) -> None:
    upload = upload_from(kind, given, options, beside)
    st.session_state["upload"] = upload
    try:
        with st.spinner(data_words.CHECKING):
            upload.check(atlas)
    except AtlasError as error:
        st.session_state.pop("upload", None)
        draw_fault(error)


def _keep(atlas: Atlas, upload: Upload, *, is_replacing: bool) -> None:
    licence = st.session_state.get("upload_licence", "")
    attribution = st.session_state.get("upload_attribution", "")
    try:
        Atlas(atlas.folder).add(
            upload.kind, upload.path, options=upload.options, licence=licence, attribution=attribution,
            is_replacing=is_replacing,
        )  # fmt: skip
    except AtlasError as error:
        st.session_state["upload_fault"] = error
        return
    st.session_state.pop("upload", None)
    st.session_state["upload_kept"] = data_words.KEPT.format(name=upload.path.name)


def _draw_outcome(atlas: Atlas, upload: Upload) -> None:
    report = upload.report
    if report is None:
        return
    with st.container(border=True):
        verdict = data_words.USABLE if report.is_usable else data_words.REFUSED
        st.markdown(f"**{plain(upload.path.name)}**: {verdict}")
        draw_report(report)
        if not report.is_usable:
            return
        kind = KINDS[upload.kind]
        st.text_input(data_words.LICENCE, value=kind.licence, key="upload_licence", max_chars=300)
        st.text_input(data_words.ATTRIBUTION, value=kind.attribution, key="upload_attribution", max_chars=500)
        names = ", ".join(one.name for one in atlas.config.inputs_of(upload.kind))
        is_replacing = bool(names) and (
            not kind.is_many or st.checkbox(data_words.REPLACE.format(names=plain(names)), key="upload_replace")
        )
        st.button(
            data_words.KEEP, type="primary", key="upload_keep", on_click=_keep, args=(atlas, upload),
            kwargs={"is_replacing": is_replacing},
        )  # fmt: skip


def draw_upload(atlas: Atlas) -> None:
    """Choose a kind and a file, check it, read what was found, keep it."""
    st.header(data_words.ADD)
    if kept := st.session_state.pop("upload_kept", ""):
        st.success(plain(kept))
    if (fault := st.session_state.pop("upload_fault", None)) is not None:
        draw_fault(fault)
    kind = st.selectbox(
        data_words.KIND, list(KINDS), format_func=lambda key: KINDS[key].title, key="upload_kind",
        index=list(KINDS).index("osm"),
    )  # fmt: skip
    given = st.file_uploader(
        data_words.FILE.format(what=KINDS[kind].what), key=f"upload_{kind}", max_upload_size=MAX_UPLOAD_MB
    )
    options, beside = _ask_options(kind)
    if st.button(data_words.CHECK, disabled=given is None, key="upload_check") and given is not None:
        _check(atlas, kind, given, options, beside)
    upload = st.session_state.get("upload")
    if isinstance(upload, Upload) and upload.kind == kind:
        _draw_outcome(atlas, upload)
