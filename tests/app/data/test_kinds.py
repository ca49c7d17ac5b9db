"""The town's own kinds of places on the Data page: checked first, kept whole, and never over somebody else's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from everyday import Atlas
from tests.makers.pages import data_page, words

pytestmark = pytest.mark.slow  # draws whole pages

OFF = "[kind.pub]\nis_off = true\n"


def test_kinds_are_checked_before_they_are_kept(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    page = data_page(folder, monkeypatch)
    assert "The 21 kinds of this atlas" in [one.label for one in page.get("expander")]
    page.text_area(key="kinds_text").set_value('[kind.pub]\ntitle = "<b>Pub</b>"\n').run()
    page.button(key="kinds_check").click().run()
    assert not page.exception
    assert "line 2" in words(page)
    page.button(key="kinds_keep").click().run()
    assert "line 2" in words(page)
    assert not (folder / "place_kinds.toml").exists()
    page.text_area(key="kinds_text").set_value(OFF).run()
    page.button(key="kinds_check").click().run()
    assert "Switched off" in words(page)
    page.button(key="kinds_keep").click().run()
    assert (folder / "place_kinds.toml").read_text(encoding="utf-8") == OFF
    assert "The kinds of places are kept" in words(page)
    assert "The 20 kinds of this atlas" in [one.label for one in page.get("expander")]


def test_what_somebody_else_changed_meanwhile_is_not_written_over(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    page = data_page(folder, monkeypatch)
    page.text_area(key="kinds_text").set_value(OFF).run()
    theirs = "[kind.cafe]\nis_off = true\n"
    (folder / "place_kinds.toml").write_text(theirs, encoding="utf-8")
    page.button(key="kinds_keep").click().run()
    assert "Somebody has changed the kinds of places" in words(page)
    assert (folder / "place_kinds.toml").read_text(encoding="utf-8") == theirs
    page.button(key="kinds_reload").click().run()
    assert page.text_area(key="kinds_text").value == theirs
