"""Evidence looks things up in what the build kept, or makes it where that does not fit: the same numbers either way."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

import everyday.evidence.indexes as indexes
from everyday import Atlas, Edition
from everyday.atlas.opened import OpenEdition
from everyday.evidence.indexes import INDEX_FILE, Indexes
from everyday.evidence.numbers import EvidenceSource

KEPT = {"cells_of", "cells_wkb", "cells_ends", "pieces_of", "pieces_row", "stops_of", "stops_wkb", "stops_ends",
        "places_of", "places_wkb", "places_ends"}  # fmt: skip


@pytest.fixture(scope="module")
def demo(demo_atlas: Atlas) -> Edition:
    """The made-up town."""
    return demo_atlas.edition()


def copied(edition: Edition, folder: Path, change: Callable[[Path, dict[str, Any]], None]) -> Edition:
    """The edition in another atlas folder, its files and manifest changed."""
    target = folder / "editions" / edition.id
    shutil.copytree(edition.folder, target)
    told = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    change(target, told)
    (target / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    return Edition(target)


def said(edition: Edition) -> list[dict[str, Any]]:
    """Evidence of points, a line, an outline, every ward and the town."""
    opened = OpenEdition(edition)
    source, cells = EvidenceSource(opened), opened.cells
    points = [shapely.Point(at) for at in zip(cells["lon"][::40], cells["lat"][::40], strict=True)]
    line = shapely.LineString(points[:3])
    shapes = [*points, line, shapely.buffer(line, 0.01), shapely.Point(0, 0)]
    found = [source.of(shape, "") for shape in shapes]
    return found + [source.of(None, area) for area in ("", *opened.areas["area_id"])]


def remove(folder: Path, told: dict[str, Any]) -> None:
    (folder / INDEX_FILE).unlink()


def as_before_it_was_kept(folder: Path, told: dict[str, Any]) -> None:
    remove(folder, told)
    del told["evidence"]


def damage(folder: Path, told: dict[str, Any]) -> None:
    content = bytearray((folder / INDEX_FILE).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / INDEX_FILE).write_bytes(content)


def by_other_code(folder: Path, told: dict[str, Any]) -> None:
    told["evidence"]["code"] = "0" * 64


def of_other_tables(folder: Path, told: dict[str, Any]) -> None:
    """Well kept, and of a town that lies elsewhere: what it says it was made from is not what is there."""
    with np.load(folder / INDEX_FILE) as stored:
        parts = dict(stored)
    for name in ("cells", "pieces", "stops", "places"):
        parts[f"{name}_of"] = np.array(hashlib.sha256(name.encode()).hexdigest())
    for name in ("cells", "stops", "places"):
        away = shapely.to_wkb(shapely.points(np.arange(len(parts[f"{name}_ends"])) + 9.0, 3.0))
        parts[f"{name}_wkb"] = np.frombuffer(b"".join(away), np.uint8)
        parts[f"{name}_ends"] = np.cumsum([len(one) for one in away])
    parts["pieces_row"] = parts["pieces_row"] * 0
    np.savez(folder / INDEX_FILE, **parts)
    told["evidence"]["sha256"] = hashlib.sha256((folder / INDEX_FILE).read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def of_demo(demo: Edition) -> list[dict[str, Any]]:
    return said(demo)


@pytest.mark.parametrize("change", [remove, as_before_it_was_kept, damage, by_other_code, of_other_tables])
def test_evidence_is_the_same_without_indexes_that_fit(demo, of_demo, tmp_path, change):
    other = copied(demo, tmp_path, change)
    assert said(other) == of_demo
    assert sum(len(one["places"]) + len(one["stops"]) for one in of_demo) > 100


def test_what_was_kept_is_taken_and_equal_to_what_would_be_made(demo, tmp_path, monkeypatch):
    made = Indexes(OpenEdition(copied(demo, tmp_path, remove)))
    expected = {name: getattr(made, name) for name in ("outlines", "piece_row", "stops", "places")}

    def never(*_: object) -> None:
        raise AssertionError("It was kept, and is made again.")

    monkeypatch.setattr(indexes, "cell_polygons", never)
    monkeypatch.setattr(indexes, "in_metres", never)
    kept = Indexes(OpenEdition(demo))
    np.testing.assert_array_equal(kept.piece_row, expected["piece_row"])
    for name in ("outlines", "stops", "places"):
        assert len(getattr(kept, name)) == len(expected[name]) > 0
        assert shapely.to_wkb(getattr(kept, name)).tolist() == shapely.to_wkb(expected[name]).tolist()


def test_tables_that_are_others_than_those_kept_are_indexed_anew(demo):
    """Whoever looks at a part of the tables gets indexes of that part."""
    opened = OpenEdition(demo)
    opened.__dict__["stops"] = opened.stops.iloc[3:9]
    opened.__dict__["cells"] = opened.cells.iloc[::-1].reset_index(drop=True)
    part, whole = Indexes(opened), Indexes(OpenEdition(demo))
    assert shapely.to_wkb(part.stops).tolist() == shapely.to_wkb(whole.stops[3:9]).tolist()
    assert shapely.to_wkb(part.outlines).tolist() == shapely.to_wkb(whole.outlines[::-1]).tolist()
    np.testing.assert_array_equal(part.piece_row, len(opened.cells) - 1 - whole.piece_row)


def test_nothing_is_kept_but_outlines_and_rows_of_the_tables(demo):
    """So that an erasure, a retention or a withdrawal that reaches the tables has no second place to reach."""
    with np.load(demo.folder / INDEX_FILE, allow_pickle=False) as stored:
        assert set(stored) == KEPT
        parts = dict(stored)
    opened = OpenEdition(demo)
    assert parts["pieces_row"].shape == (len(opened.ward_pieces),)
    for name in ("cells", "stops", "places"):
        assert parts[f"{name}_ends"].shape == (len(getattr(opened, name)),)
        assert parts[f"{name}_ends"][-1] == len(parts[f"{name}_wkb"])
    assert all(len(str(parts[name])) <= 129 for name in KEPT if name.endswith("_of"))


@pytest.mark.parametrize("shapes", [[], [None, shapely.Point(1, 2), shapely.Point()]])
def test_no_shape_and_empty_ones_come_back(shapes):
    array = np.array(shapes, dtype=object)
    back = indexes._unpacked("x", indexes._packed("x", array))
    assert [one if one is None else one.wkt for one in back] == [one if one is None else one.wkt for one in shapes]
