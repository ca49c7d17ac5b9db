"""Corrections on the map and on the Data page."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from app.map.layers import layer_bytes
from app.server.shown import Shown
from everyday import Atlas
from everyday.atlas.editions import Edition
from everyday.pipeline.corrected import edition_corrections
from plan.records import Correction
from tests.browser.visiting import Windows, served, visit
from tests.makers.corrections_town import (
    CAFE_RENAMED,
    HALL_MISSING,
    PLANNER,
    Build,
    Towns,
    builder,
    grid_bus,
    grid_gtfs,
    place,
)
from tests.makers.pages import data_page, words
from tests.makers.towns import coarse_demo

pytestmark = pytest.mark.slow  # draws whole pages


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Towns]:
    return tmp_path_factory.mktemp("towns"), {}


@pytest.fixture
def build(towns: tuple[Path, Towns], monkeypatch: pytest.MonkeyPatch) -> Build:
    return builder(*towns, monkeypatch)


# ---- on the map ------------------------------------------------------------------------------------------------------


def layer(edition: Edition, name: str) -> dict:
    content = layer_bytes(Shown(edition), name)
    assert content is not None
    return json.loads(gzip.decompress(content))


def test_the_map_says_what_the_forum_put_right(build: Build, tmp_path: Path) -> None:
    edition = build([HALL_MISSING, CAFE_RENAMED, place("place_closed", "X-LIB", place_id="n82"), grid_bus()],
                    gtfs=grid_gtfs(tmp_path / "grid.zip"))  # fmt: skip
    places = layer(edition, "places")
    notes = dict(zip(places["names"], places["notes"], strict=True))
    assert notes["Forum Hall"] == "community centre (added by the forum)"
    assert notes["New Café"] == "café (name put right by the forum)"
    assert "Library" not in notes
    stops = layer(edition, "stops")
    assert "Hopper (stop added by the forum)" in stops["notes"]
    assert layer(edition, "lines")["names"] == ["1", "Hopper (added by the forum)"]
    marks = layer(edition, "corrections")
    assert sorted(marks["marks"]) == ["+", "Aa", "Bus", "×"]
    assert "“Library” (library) has closed." in marks["names"]
    assert len(marks["at"]) == 8
    assert len(marks["rings"]) == 1
    assert layer_bytes(Shown(build()), "corrections") is None


def test_an_edition_from_before_corrections_is_shown_as_it_was(build: Build, tmp_path: Path) -> None:
    edition = build(gtfs=grid_gtfs(tmp_path / "grid.zip"))
    folder = tmp_path / "old" / "editions" / edition.id
    shutil.copytree(edition.folder, folder)
    (folder / "corrections.parquet").unlink()
    for name in ("places", "stops", "lines"):
        table = getattr(edition, name)().drop(columns="correction_id")
        table.to_parquet(folder / f"{name}.parquet", index=False)
    manifest = {key: value for key, value in edition.manifest.items() if key != "corrections"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    old = Edition(folder)
    assert len(edition_corrections(old)) == 0
    assert layer(old, "places") == layer(edition, "places")
    assert layer(old, "lines")["names"] == ["1"]
    assert np.array_equal(layer(old, "stops")["at"], layer(edition, "stops")["at"])


# ---- on the pages ----------------------------------------------------------------------------------------------------

HOSTILE = '<img src=x onerror=alert(1)> ${alert(1)} **bold** "'


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with a plan: a closed place in the edition shown, and a hostile one that waits for a build."""
    folder = tmp_path_factory.mktemp("told") / "atlas"
    atlas = Atlas(shutil.copytree(coarse_demo(tmp_path_factory.getbasetemp()).folder, folder))
    library = atlas.edition().places().query("kind == 'library'").iloc[0]
    decided = {"status": "accepted", "decided_by": "Rosa", "decided_at": "2026-05-17T10:00:00Z"}
    store = atlas.plan()
    closed = store.add(Correction(kind="place_closed", place_id=library["place_id"]), PLANNER)
    store.save(replace(closed, **decided), PLANNER)
    atlas.build()
    point = shapely.Point(library["lon"], library["lat"])
    more = store.add(Correction(kind="place_missing", name=HOSTILE, place_kind="pub", geometry=point), PLANNER)
    store.save(replace(more, **decided), PLANNER)
    return atlas


@pytest.mark.slow
def test_the_data_page_lists_what_was_applied_and_what_waits(told: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    text = words(data_page(told.folder, monkeypatch))
    assert "has closed. Accepted by Rosa on 17 May 2026." in text
    applied, waits = text.index("has closed."), text.index("alert(1)")
    assert "✓ Applied" in text[:applied]
    assert "applied at the next build" in text[:waits]
    assert "Corrections of the forum: 0 before, 1 now" in text


def test_the_data_page_says_nothing_of_corrections_where_there_are_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plain = coarse_demo(tmp_path_factory.getbasetemp())
    assert "Corrections" not in words(data_page(plain.folder, monkeypatch))


def test_corrections_are_marked_on_the_map_and_typed_text_stays_text(
    engine: Windows, told: Atlas, tmp_path: Path
) -> None:
    told.build()
    with served(told.folder, tmp_path / "log.txt") as url, visit(url, engine) as seen:
        dialogs: list[str] = []
        seen.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        seen.open("?layers=corrections,places")
        seen.wait_map("overlays", "corrections")
        marks = seen.frame.locator(".ea-correction")
        marks.first.wait_for()
        assert sorted(marks.all_inner_texts()) == ["+", "×"]
        marks.filter(has_text="+").hover(force=True)
        tip = seen.frame.locator(".ea-tip")
        tip.wait_for()
        assert HOSTILE in tip.inner_text()
        assert "Correction, accepted on 17 May 2026" in tip.inner_text()
        assert (dialogs, seen.faults, seen.foreign) == ([], [], [])
