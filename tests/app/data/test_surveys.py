"""A survey put in by the form of the Data page: looked at first, kept when somebody has seen what was found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from everyday import Atlas
from tests.makers.pages import data_page, words
from tests.makers.surveys.answers import SECRET, answers_file
from tests.makers.surveys.tables import ward_table

pytestmark = pytest.mark.slow  # draws whole pages


def test_a_survey_is_looked_at_and_kept(demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    page = data_page(folder, monkeypatch)
    page.selectbox(key="upload_kind").set_value("survey").run()
    uploader = next(one for one in page.get("file_uploader") if one.key == "upload_survey")
    uploader.upload("night.csv", ward_table(tmp_path / "night.csv").read_bytes(), "text/csv").run()
    page.selectbox(key="option_survey_sampling").set_value("random").run()
    page.text_input(key="option_survey_polarity").set_value("pct_lonely_at_night=lower").run()
    page.button(key="upload_check").click().run()
    assert not page.exception
    assert "can be used" in words(page)
    assert "18" in words(page)
    label = page.checkbox(key="upload_replace").label.replace("\\", "")
    assert label == "Put it in place of what is there: quality_of_life.csv"
    page.button(key="upload_keep").click().run()
    kept = Atlas(folder).config.inputs_of("survey")[-1]
    assert (kept.name, kept.options["sampling"]) == ("night.csv", "random")
    assert kept.options["polarity"] == "pct_lonely_at_night=lower"


def test_single_answers_are_counted_and_gone(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    page = data_page(folder, monkeypatch)
    page.selectbox(key="upload_kind").set_value("survey").run()
    uploader = next(one for one in page.get("file_uploader") if one.key == "upload_survey")
    uploader.upload("form.csv", answers_file(tmp_path / "form.csv").read_bytes(), "text/csv").run()
    page.button(key="upload_check").click().run()
    assert not page.exception
    assert "fewer than 10 people never show" in words(page)
    assert SECRET not in words(page)
    page.button(key="upload_keep").click().run()
    kept = Atlas(folder).config.inputs_of("survey")[-1]
    assert kept.name == "form-counted.csv"
    assert SECRET.encode() not in (folder / "inputs" / kept.file).read_bytes()
