"""Several files at once: each recognised and judged, and an atlas of all of them or none."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from everyday import Atlas
from everyday.atlas import AtlasConfig
from everyday.demo.build import demo_inputs
from everyday.starting import Given, column_options, examined, make_atlas, missing_kinds
from geo.errors import AtlasError, CancelledError, InputError, UsageError


@pytest.fixture(scope="module")
def given() -> list[Given]:
    """The made-up town's files, each recognised by itself."""
    return [examined(path) for paths in demo_inputs().values() for path in paths]


def test_each_file_is_recognised_and_can_be_used(given: list[Given]) -> None:
    expected = {path: kind for kind, paths in demo_inputs().items() for path in paths}
    assert {one.path: one.kind for one in given} == expected
    assert all(one.is_usable for one in given)
    assert missing_kinds(given) == []
    assert missing_kinds([one for one in given if one.kind in ("osm", "survey")]) == [
        "boundaries", "gtfs", "population",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("wards.geojson", b"<html>Moved</html>"), ("streets.osm.pbf", b"\x00\x01nothing"),
        ("bus.zip", b"PK\x03\x04cut"),
        ("empty.csv", b""), ("picture.png", b"\x89PNG\r\n"), ("x.xlsx", b"PK\x05\x06" + bytes(18)),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_and_raises_nothing(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = examined(path)
    assert not found.is_usable or found.kind == "survey"
    assert found.report is not None
    if found.kind != "survey":
        assert found.report.problems


def test_all_files_become_one_atlas_step_by_step(tmp_path: Path, given: list[Given]) -> None:
    told: list[tuple[str, float]] = []
    target = tmp_path / "home" / "town"
    make_atlas(target, AtlasConfig(name="Town"), given, progress=lambda step, share: told.append((step, share)))
    atlas = Atlas(target)
    assert sorted(record.kind for record in atlas.config.inputs) == sorted(one.kind for one in given)
    assert atlas.name == "Town"
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["town"]
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert len(told) == len(given)
    assert told[0][0].startswith("Taking in area boundaries")


def _broken(given: list[Given], tmp_path: Path) -> list[Given]:
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(b"no zip")
    return [*given, Given(wrong, "gtfs")]


def _without_areas(given: list[Given], _tmp_path: Path) -> list[Given]:
    return [one for one in given if one.kind != "boundaries"]


def _twice(given: list[Given], _tmp_path: Path) -> list[Given]:
    return [*given, next(one for one in given if one.kind == "boundaries")]


@pytest.mark.parametrize(
    ("changed", "error"), [(_broken, InputError), (_without_areas, UsageError), (_twice, UsageError)]
)
def test_nothing_is_left_where_one_file_cannot_be_taken_in(
    tmp_path: Path, given: list[Given], changed: Callable[[list[Given], Path], list[Given]], error: type[AtlasError]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with pytest.raises(error):
        make_atlas(home / "town", AtlasConfig(name="Town"), changed(given, tmp_path))
    assert list(home.iterdir()) == []


def test_nothing_is_left_where_somebody_stops_it(tmp_path: Path, given: list[Given]) -> None:
    stop = Event()
    home = tmp_path / "home"

    def told(step: str, _share: float) -> None:
        if "streets" in step:
            stop.set()

    with pytest.raises(CancelledError):
        make_atlas(home / "town", AtlasConfig(name="Town"), given, progress=told, cancel=stop)
    assert list(home.iterdir()) == []


def wards_without_known_columns(folder: Path, given: list[Given]) -> Path:
    """The made-up town's wards with headings that tell nothing."""
    (wards,) = (one for one in given if one.kind == "boundaries")
    content = json.loads(wards.path.read_text(encoding="utf-8"))
    for number, feature in enumerate(content["features"]):
        feature["properties"] = {"plan_sheet": f"S{number:02d}", "caption": f"Sheet {number}"}
    path = folder / "sheets.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_columns_that_cannot_be_told_are_asked_for_and_kept(tmp_path: Path, given: list[Given]) -> None:
    path = wards_without_known_columns(tmp_path, given)
    found = examined(path)
    assert not found.is_usable
    assert column_options(found) == ["id_column", "name_column"]
    named = examined(path, "boundaries", {"id_column": "plan_sheet", "name_column": "caption"})
    assert named.is_usable
    make_atlas(tmp_path / "town", AtlasConfig(name="Town"), [named])
    areas = Atlas(tmp_path / "town").own_areas()
    assert areas["area_id"].tolist()[:2] == ["S00", "S01"]
    assert areas["area_name"].tolist()[1] == "Sheet 1"
    wrong = examined(path, "boundaries", {"id_column": "sheet"})
    assert wrong.report is not None
    assert "sheet" in wrong.report.to_text()
    assert not wrong.is_usable
    assert [column_options(one) for one in given] == [[] for _ in given], "nothing is asked that was found"


KILLED = """
import os, sys
from pathlib import Path
from everyday.atlas import AtlasConfig
from everyday.starting import Given, make_atlas
make_atlas(Path(sys.argv[1]), AtlasConfig(name="Town"), [Given(Path(sys.argv[2]), "boundaries")],
           progress=lambda *_told: os._exit(9))
"""


def test_what_a_killed_making_left_is_gone_after_the_next(tmp_path: Path, given: list[Given]) -> None:
    (wards,) = (one for one in given if one.kind == "boundaries")
    command = [sys.executable, "-c", KILLED, str(tmp_path / "town"), str(wards.path)]
    assert subprocess.run(command, check=False).returncode == 9
    assert any(path.is_dir() and path.name.startswith(".new-") for path in tmp_path.iterdir())
    make_atlas(tmp_path / "other", AtlasConfig(name="Other"), [wards])
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_what_is_there_is_not_touched(tmp_path: Path, given: list[Given]) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "kept.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="already"):
        make_atlas(tmp_path / "town", AtlasConfig(name="Town"), given)
    assert [path.name for path in (tmp_path / "town").iterdir()] == ["kept.txt"]
