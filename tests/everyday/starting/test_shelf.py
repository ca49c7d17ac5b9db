"""Atlases of one folder: what they are called, and that no name leads out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from everyday.starting import atlases_in, folder_of, named_folder, new_folder
from geo.errors import UsageError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two atlases, one of them with faults, beside what is none; and an atlas outside."""
    home = tmp_path / "home"
    for name, words in (("newport", 'name = "Newport"\n'), ("broken", "name = \n"), ("My Town", 'name = "A town"\n')):
        (home / name).mkdir(parents=True)
        (home / name / "atlas.toml").write_text(words, encoding="utf-8")
    (home / "notes").mkdir()
    (home / ".new-x").mkdir()
    (home / ".new-x" / "atlas.toml").write_text('name = "Half"\n', encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "atlas.toml").write_text('name = "Outside"\n', encoding="utf-8")
    return home


def test_a_shelf_lists_atlases_by_name_and_says_which_is_broken(home: Path) -> None:
    found = atlases_in(home)
    assert [(one.key, one.name, bool(one.fault)) for one in found] == [
        ("My Town", "A town", False), ("broken", "broken", True), ("newport", "Newport", False),
    ]  # fmt: skip
    assert atlases_in(home / "nowhere") == []


@pytest.mark.parametrize(
    "key", ["../outside", "..", ".", "", "newport/", "newport/../../outside", "NEWPORT", ".new-x", "notes", "/", "\0"]
)
def test_no_name_leads_out_of_the_folder(home: Path, key: str) -> None:
    assert folder_of(home, key) is None
    assert folder_of(home, str(home.parent / "outside")) is None
    assert folder_of(home, "My Town") == home / "My Town"


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Bristol", "bristol"), ("Bristol, City of", "bristol-city-of"), ("Ynys Môn", "ynys-mon"),
        ("../../etc/passwd", "etc-passwd"), ("CON", "con-atlas"), ("lpt1", "lpt1-atlas"), ("a" * 99, "a" * 40),
        ("C:\\Windows", "c-windows"), ("  St.\tIves ", "st-ives"),
    ],
)  # fmt: skip
def test_a_name_becomes_a_folder_that_every_system_takes(tmp_path: Path, name: str, folder: str) -> None:
    assert new_folder(tmp_path / "none", name) == tmp_path / "none" / folder


def test_names_without_a_latin_letter_have_folders_of_their_own(tmp_path: Path) -> None:
    first, second = named_folder(tmp_path, "北京"), named_folder(tmp_path, "Київ")
    assert first != second
    assert first.parent == second.parent == tmp_path
    assert first.name.startswith("atlas-")
    assert first.name.isascii()


@pytest.mark.parametrize("name", ["Newport", "newport ", "NEWPORT", "a  town", "notes", "Notes!"])
def test_a_name_that_is_taken_is_refused_with_words(home: Path, name: str) -> None:
    with pytest.raises(UsageError, match="already something called"):
        new_folder(home, name)


@pytest.mark.parametrize("name", ["", "   ", "\t\n"])
def test_an_atlas_has_a_name(home: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        new_folder(home, name)
