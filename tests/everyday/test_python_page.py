"""``docs/python.md``: its examples run as they stand, and no public method is left out."""

from __future__ import annotations

import inspect
import os
import re
import shutil
from pathlib import Path

import pytest

from everyday import Atlas, Edition
from tests import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


def public(kind: type) -> list[str]:
    return [name for name, _ in inspect.getmembers(kind) if not name.startswith("_")]


def test_the_examples_run_as_they_stand(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(demo_atlas.folder, tmp_path / "atlases" / "demo")
    os.symlink(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, "docs/python.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "nowhere" in printed
    assert "gtfs" in printed.splitlines()
    rows_n, unchanged_n, refused_n = printed.splitlines()[-1].split()
    assert (rows_n, refused_n) == (unchanged_n, "0")


@pytest.mark.parametrize("name", public(Atlas))
def test_every_method_of_an_atlas_is_shown_and_documented(name: str) -> None:
    assert re.search(rf"\b{name}\b", PAGE), "shown on the page"
    member = getattr(Atlas, name)
    words = inspect.getdoc(member) or ""
    assert len(words) > 15
    if callable(member):
        assert "Raises:" in words or "It raises nothing" in words, "says which errors there are"


@pytest.mark.parametrize("name", public(Edition))
def test_every_part_of_an_edition_is_named(name: str) -> None:
    assert re.search(rf"\b{name}\b", PAGE) or name in ("atlas_folder", "background_path")
