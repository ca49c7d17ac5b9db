"""Files are written whole or not at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from everyday.disk import copy_input, replace_text, safe_name, sha256_of, written_beside


@pytest.mark.parametrize("is_first", [True, False])
def test_a_failed_edition_leaves_nothing_and_keeps_the_old(tmp_path: Path, is_first: bool) -> None:
    if not is_first:
        (tmp_path / "editions" / "old").mkdir(parents=True)
    with pytest.raises(RuntimeError, match="disk full"), written_beside(tmp_path / "editions" / "new") as beside:
        (beside / "cells.parquet").write_text("half")
        raise RuntimeError("disk full")
    assert [one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*")] == (
        [] if is_first else ["editions", "editions/old"]
    )


def test_a_whole_edition_appears_under_its_name(tmp_path: Path) -> None:
    with written_beside(tmp_path / "editions" / "new") as beside:
        (beside / "cells.parquet").write_text("whole")
        assert not (tmp_path / "editions" / "new").exists()
    assert (tmp_path / "editions" / "new" / "cells.parquet").read_text() == "whole"


def test_text_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "atlas.toml"
    replace_text(target, "first")
    replace_text(target, "second")
    assert target.read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["atlas.toml"]


def test_input_is_kept_unchanged(tmp_path: Path) -> None:
    source = tmp_path / "wards of Müllhausen (2024).geojson"
    source.write_bytes(b"\x00\xffanything")
    kept, sha256 = copy_input(source, tmp_path / "inputs", "boundaries")
    assert kept.read_bytes() == source.read_bytes()
    assert sha256 == sha256_of(source)
    assert kept.name == f"boundaries-{sha256[:8]}-wards-of-M-llhausen-2024-.geojson"


def test_a_folder_of_gtfs_is_packed_the_same_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    (folder / "stops.txt").write_text("stop_id\n1\n")
    (folder / "trips.txt").write_text("trip_id\n1\n")
    first, one = copy_input(folder, tmp_path / "a", "gtfs")
    _, two = copy_input(folder, tmp_path / "b", "gtfs")
    assert one == two
    assert sorted(zipfile.ZipFile(first).namelist()) == ["stops.txt", "trips.txt"]


def test_a_bare_shapefile_is_packed_with_its_members(tmp_path: Path) -> None:
    for suffix in (".shp", ".shx", ".dbf", ".txt"):
        (tmp_path / f"wards{suffix}").write_text(suffix)
    kept, _ = copy_input(tmp_path / "wards.shp", tmp_path / "inputs", "boundaries")
    assert sorted(zipfile.ZipFile(kept).namelist()) == ["wards.dbf", "wards.shp", "wards.shx"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON|?*<>.zip", "", "a" * 300 + ".zip"])
def test_names_are_safe_on_every_system(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 80
    assert not set(safe) & set('/\\|?*<>:"')
