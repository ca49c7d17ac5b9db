"""Editions: recognised, immutable, never half-written; inputs replaced, removed and watched."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pandas as pd
import pytest

from everyday import Atlas
from everyday.disk import sha256_of
from geo.errors import BuildError, CancelledError, InputError, NotFoundError, UsageError


def square(code: str, west: float, south: float, size: float = 0.01) -> dict[str, object]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"WD24CD": code, "WD24NM": f"Ward {code}"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    path = tmp_path / "wards.geojson"
    features = [square("E05000001", -2.6, 51.45), square("E05000002", -2.59, 51.45)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def atlas(tmp_path: Path, wards: Path) -> Atlas:
    return Atlas.new(tmp_path / "atlas", name="Two wards", boundaries=wards)


def test_boundaries_alone_make_an_edition_that_knows_what_it_lacks(atlas: Atlas) -> None:
    edition = atlas.build()
    cells = edition.cells()
    assert cells["area_id"].isin(["E05000001", "E05000002"]).all()
    assert not cells["on_network"].any()
    assert cells["centre_min_am"].isna().all()
    assert any("No streets" in note for note in edition.manifest["notes"])
    assert any("No timetable" in note for note in edition.manifest["notes"])


def test_the_same_inputs_are_recognised(atlas: Atlas) -> None:
    first = atlas.build()
    stamp = (first.folder / "cells.parquet").stat().st_mtime_ns
    again = Atlas(atlas.folder).build()
    assert again.id == first.id
    assert (again.folder / "cells.parquet").stat().st_mtime_ns == stamp
    assert atlas.editions() == [first.id]


def test_the_areas_are_those_of_the_boundaries_of_now(atlas: Atlas, tmp_path: Path) -> None:
    areas = atlas.own_areas()
    areas["area_name"] = "somebody's own"
    assert atlas.own_areas()["area_name"].tolist() == ["Ward E05000001", "Ward E05000002"]
    other = tmp_path / "other.geojson"
    other.write_text(json.dumps({"type": "FeatureCollection", "features": [square("E05000009", -2.6, 51.45)]}))
    atlas.add("boundaries", other)
    assert atlas.own_areas()["area_id"].tolist() == ["E05000009"]


def test_a_build_says_how_long_it_takes_before_the_work(atlas: Atlas) -> None:
    heard: list[str] = []
    atlas.build(progress=lambda step, share: heard.append(step))
    assert "This takes less than a minute" in next(step for step in heard if step.startswith("This takes"))
    assert (
        heard.index("Reading surveys")
        < heard.index(next(step for step in heard if "takes" in step))
        < heard.index("Preparing the engines")
    )


def test_another_parameter_makes_another_edition(atlas: Atlas) -> None:
    first = atlas.build()
    path = atlas.folder / "atlas.toml"
    path.write_text(path.read_text().replace("walk_kmh = 4.8", "walk_kmh = 3.6"))
    second = Atlas(atlas.folder).build()
    assert second.id != first.id
    assert Atlas(atlas.folder).edition().id == second.id
    Atlas(atlas.folder).show_edition(first.id)
    assert Atlas(atlas.folder).edition().id == first.id


def test_cancelling_leaves_the_last_edition(atlas: Atlas) -> None:
    first = atlas.build()
    path = atlas.folder / "atlas.toml"
    path.write_text(path.read_text().replace("walk_kmh = 4.8", "walk_kmh = 3.6"))
    stop = threading.Event()

    def progress(step: str, share: float) -> None:
        if step == "Writing the edition":
            stop.set()

    with pytest.raises(CancelledError):
        Atlas(atlas.folder).build(progress=progress, cancel=stop)
    assert Atlas(atlas.folder).edition().id == first.id
    assert [entry.name for entry in (atlas.folder / "editions").iterdir() if entry.is_dir()] == [first.id]


def test_a_full_disk_leaves_the_last_edition(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    first = atlas.build()
    path = atlas.folder / "atlas.toml"
    path.write_text(path.read_text().replace("walk_kmh = 4.8", "walk_kmh = 3.6"))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    with pytest.raises(BuildError, match="No space left"):
        Atlas(atlas.folder).build()
    assert Atlas(atlas.folder).edition().id == first.id
    assert not [entry for entry in (atlas.folder / "editions").iterdir() if entry.name.startswith(".")]


def test_a_changed_input_is_noticed(atlas: Atlas) -> None:
    record = atlas.config.inputs_of("boundaries")[0]
    kept = atlas.inputs_folder() / record.file
    kept.write_text(kept.read_text().replace("Ward", "Wart"))
    with pytest.raises(NotFoundError, match="has changed"):
        atlas.build()


def test_inputs_are_kept_as_given_with_their_origin(atlas: Atlas, wards: Path) -> None:
    record = atlas.config.inputs_of("boundaries")[0]
    assert sha256_of(atlas.inputs_folder() / record.file) == sha256_of(wards) == record.sha256
    assert record.name == "wards.geojson"
    assert "Open Government Licence" in record.licence


def test_new_boundaries_take_the_place_of_the_old(atlas: Atlas, tmp_path: Path) -> None:
    other = tmp_path / "other.geojson"
    other.write_text(json.dumps({"type": "FeatureCollection", "features": [square("E05000009", -2.6, 51.45)]}))
    atlas.add("boundaries", other)
    assert [record.name for record in atlas.config.inputs_of("boundaries")] == ["other.geojson"]
    assert len(list(atlas.inputs_folder().iterdir())) == 1


def test_what_is_refused_changes_nothing(atlas: Atlas, tmp_path: Path) -> None:
    before = (atlas.folder / "atlas.toml").read_text()
    bad = tmp_path / "bad.geojson"
    bad.write_text("{}")
    with pytest.raises(InputError):
        atlas.add("boundaries", bad)
    assert (atlas.folder / "atlas.toml").read_text() == before
    assert len(list(atlas.inputs_folder().iterdir())) == 1


def test_an_occupied_folder_is_left_alone(tmp_path: Path, wards: Path) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter1.docx").write_text("years of work")
    with pytest.raises(UsageError, match="not empty"):
        Atlas.new(folder, name="X", boundaries=wards)
    assert [entry.name for entry in folder.iterdir()] == ["chapter1.docx"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"resolution": 3}, "resolution"),
        ({"timezone": "Mars/Olympus"}, "time zone"),
        ({"centre": (123.0, 500.0)}, "centre"),
        ({"name": "  "}, "name"),
    ],
)
def test_wrong_arguments_are_named(change: dict[str, object], word: str, tmp_path: Path, wards: Path) -> None:
    with pytest.raises(UsageError, match=word):
        Atlas.new(tmp_path / "atlas", **({"name": "X", "boundaries": wards} | change))
    assert not (tmp_path / "atlas").exists()


def test_unknown_options_of_a_kind_are_named(atlas: Atlas, wards: Path) -> None:
    with pytest.raises(UsageError, match="count_column"):
        atlas.add("boundaries", wards, options={"count_column": "n"})
