"""Every command on a full disk, in a read-only folder, and with nonsense in atlas.toml: words, never a traceback."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from everyday.atlas import edition_ids
from everyday.atlas.config import load_config
from everyday.atlas.open_plan import close_plans
from everyday.commands.group import _COMMANDS
from geo.errors import AtlasError
from tests import ROOT, needs
from tests.makers.towns import DIRECT
from tests.servers.command import run

if TYPE_CHECKING:
    from everyday import Atlas

# Of each command, its arguments: A stands for the atlas, D for the disk, F for a folder with files that can be read,
# E for the edition shown, O for an earlier one.
EARLIER = "20250101T000000Z-000000000000"
CALLS: dict[str, tuple[str, ...]] = {
    "demo": ("D/demo",),
    "new": ("D/new", "--name", "Town", "--boundaries", "F/wards.geojson"),
    "add": ("A", "population", "F/people.csv"),
    "fetch": ("D/fetched", "Nowhere"),
    "refresh": ("A",),
    "check": ("F/wards.geojson",),
    "build": ("A", "--date", "2027-03-02"),
    "kinds": ("A", "--use", "F/kinds.toml"),
    "gps": ("A", "numbers", "on"),
    "times": ("A", "--from", "F/points.csv", "--to", "F/points.csv", "--depart", "2027-03-02T08:00",
              "--out", "D/times.csv"),
    "suggest": ("A", "--out", "D/suggestions.gpkg"),
    "compare": ("A", "E", "E", "--out", "D/compared.csv"),
    "why": ("A", "O", "E", "--measure", "centre_min_am"),
    "scenario": ("A", "F/edits.toml"),
    "robustness": ("A", "--no-resolutions"),
    "import": ("A", "named-areas", "F/wards.geojson"),
    "export": ("A", "cells", "--to", "D/cells.gpkg"),
    "measures": (),
    "backup": ("A", "D/backup.zip"),
    "restore": ("F/backup.zip", "D/restored"),
    "settle": ("A",),
}  # fmt: skip
WRITES_NOTHING = ("measures", "check", "robustness", "settle")  # settle: there is no plan yet
SERVES = {"serve"}  # runs until somebody stops it; what it says is tried with the server
FORBIDDEN = ("is damaged", "are damaged", "Traceback")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, demo_atlas: Atlas) -> Path:
    """Files to read, on another disk, among them a back-up."""
    folder = tmp_path_factory.mktemp("files")
    data = ROOT / "data"
    shutil.copyfile(next(data.rglob("wards.geojson")), folder / "wards.geojson")
    shutil.copyfile(next(data.rglob("output_areas.csv")), folder / "people.csv")
    direct = [f"{name} = {json.dumps(value)}\n" for name, value in DIRECT.items()]
    (folder / "edits.toml").write_text(f"[[edit]]\n{''.join(direct)}", encoding="utf-8")
    (folder / "points.csv").write_text("id,lat,lon\na,50.7,-3.9\n")
    (folder / "kinds.toml").write_text('[kind.cafe]\ntitle = "Café"\n', encoding="utf-8")
    demo_atlas.backup(folder / "backup.zip")
    return folder


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory, demo_atlas: Atlas) -> Iterator[tuple[Path, Any]]:
    """A small disk with the demo town on it."""
    folder = tmp_path_factory.mktemp("small") / "disk"
    with needs.small_disk(folder, 64) as become:
        shutil.copytree(demo_atlas.folder, folder / "atlas", ignore=shutil.ignore_patterns("*-shm", "*-wal"))
        _with_earlier_edition(folder / "atlas")
        yield folder, become
        close_plans()


def _with_earlier_edition(atlas: Path) -> None:
    """One with other parameters, of another version of the program: what differs between them has to be built."""
    (shown,) = edition_ids(atlas)
    shutil.copytree(atlas / "editions" / shown, atlas / "editions" / EARLIER)
    path = atlas / "editions" / EARLIER / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["id"] = EARLIER
    manifest["parameters"]["walk_kmh"] = 3.0
    manifest["code"] = "0" * len(manifest["code"])
    path.write_text(json.dumps(manifest), encoding="utf-8")


def fill(folder: Path) -> Path:
    """Take all the room that is left."""
    filler = folder / "filler"
    with open(filler, "wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"\0" * 65536)
        except OSError:
            pass
        try:
            while True:
                stream.write(b"\0")
        except OSError:
            pass
    return filler


def listed(folder: Path) -> set[str]:
    beside = (".lock", "-shm", "-wal")  # of the plan and of whose turn it is: they say nothing and hurt nobody
    return {
        one.relative_to(folder).as_posix()
        for one in folder.rglob("*")
        if one.is_file() and not one.name.endswith(beside)
    }


def test_every_command_is_walked() -> None:
    assert set(CALLS) | SERVES == set(_COMMANDS)


@pytest.mark.small_disk
@pytest.mark.parametrize("trouble", ["full", "read-only"])
@pytest.mark.parametrize("command", CALLS)
def test_trouble_with_the_disk_is_said_and_nothing_half_written_stays(
    disk: tuple[Path, Any], files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    command: str, trouble: str,
) -> None:  # fmt: skip
    folder, become = disk
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")  # nothing is asked of anybody
    edition = (folder / "atlas" / "editions" / "CURRENT").read_text(encoding="utf-8").strip()
    places = {"A": str(folder / "atlas"), "D": str(folder), "F": str(files), "E": edition, "O": EARLIER}
    arguments = [
        f"{places[one[0]]}{one[1:]}" if one[:1] in places and one[1:2] in ("", "/") else one for one in CALLS[command]
    ]
    filler = fill(folder) if trouble == "full" else None
    if filler is None:
        become("ro")
    before = listed(folder)
    try:
        code, _out, err = run(capsys, command, *arguments)
    finally:
        close_plans()
        if filler is None:
            become("rw")
        else:
            filler.unlink()
    after = listed(folder) | ({"filler"} if filler else set())
    assert code in (0, 1, 2), err
    assert not any(word in err for word in FORBIDDEN), err
    assert (code == 0) == (command in WRITES_NOTHING), err
    assert not (folder / "atlas" / "why").exists(), "an empty folder is left behind as well"
    if code == 1 and trouble == "full":
        assert re.search(r"full|[Mm]ake room|[Ss]pace (on the disk|left)", err), err
    elif code == 1:
        assert re.search(r"read-only|Read-only|[Mm]ake room", err), err
    assert after == before, "left behind"


WRONG: tuple[Any, ...] = ("nonsense", -1, 10**400, float("nan"), float("inf"), True, [], {}, [[1]], {"x": {"y": 1}}, "")


def _keys(table: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every key of the file, of tables and lists inside it too."""
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        yield (*way, key)
        if isinstance(value, (dict, list)):
            yield from _keys(value, (*way, key))


def test_nonsense_in_any_key_of_the_settings_is_said_or_harmless(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (demo_atlas.folder / "atlas.toml").read_text(encoding="utf-8")
    (tmp_path / "atlas.toml").touch()
    text = (
        "baseline = ''\ncontact = ''\n"
        + text
        + ("\n[centre]\nlat = 50.0\nlon = -3.0\n\n[gps]\nk = 10\nnumbers = true\nshare_moved = 0.1\n")
    )
    whole = tomllib.loads(text)
    whole["input"] = whole["input"][:1]
    ways = list(_keys(whole))
    assert len(ways) > 80
    said: list[str] = []
    for way in ways:
        for value in WRONG:
            content = copy.deepcopy(whole)
            at: Any = content
            for part in way[:-1]:
                at = at[part]
            at[way[-1]] = value
            monkeypatch.setattr("everyday.atlas.config.tomllib.loads", lambda _text, content=content: content)
            try:
                load_config(tmp_path).essence()
            except AtlasError as fault:
                said.append(str(fault))
    assert len(said) > 600
    assert {words for words in said if "atlas.toml" not in words} == set()


def test_a_file_that_is_no_text_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for content in (b"\xff\xfe\x00", b"name = ", b"[[input]\n", os.urandom(200)):
        (tmp_path / "atlas.toml").write_bytes(content)
        code, _out, err = run(capsys, "build", tmp_path)
        assert (code, "cannot be read" in err) == (2, True)
