"""Newport before and after footbridges were mapped: the timetable is the same, so all of the change is the map's."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import numpy as np
import osmium
import pytest

from everyday import Atlas
from everyday.atlas import all_measures
from everyday.atlas.editions import Edition
from everyday.atlas.opened import open_edition
from everyday.impact.comparing import why_not_comparable
from everyday.impact.why import MAP_NOTE, split_words, why_changed
from everyday.scenario.fitting import fitting_of
from geo.crs import haversine_m
from geo.network import WalkNetwork

pytestmark = pytest.mark.slow
NEW_WAYS = 9_000_000_001
MEASURE = "bumping_places_15min_n"


def _bridges(edition: Edition) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Where the town's neighbours are cut off most, two points of the streets on either side: lat, lon."""
    opened = open_edition(edition)
    found = []
    cut = edition.severance().sort_values("score", ascending=False)
    for shape in cut.geometry.iloc[:3]:
        fitting = fitting_of(opened, shape.interpolate(0.5, normalized=True), (), ("severed_on_foot",))
        edit = fitting.edit("crossing") if fitting else {}
        if edit:
            ends = [(edit[end]["lat"], edit[end]["lon"]) for end in ("from", "to")]
            found.append((ends[0], ends[1]))
    return found


def _with_paths(
    extract: Path, target: Path, network: WalkNetwork, ends: list[tuple[tuple[float, float], tuple[float, float]]]
) -> Path:
    """The extract with a footway between the mapped nodes of the streets nearest to each pair of points."""
    mapped = np.flatnonzero(network.node_id > 0)
    lats, lons, ids = network.lat[mapped], network.lon[mapped], network.node_id[mapped]
    way = '<way id="{}" version="1">{}<tag k="highway" v="footway"/><tag k="bridge" v="yes"/></way>'
    ways = [
        way.format(NEW_WAYS + number, "".join(f'<nd ref="{ids[np.argmin(haversine_m(lats, lons, *end))]}"/>'
                                              for end in pair))
        for number, pair in enumerate(ends)
    ]  # fmt: skip
    both = osmium.MergeInputReader()
    both.add_file(str(extract))
    both.add_buffer(f'<osm version="0.6">{"".join(ways)}</osm>'.encode(), "osm")
    with osmium.SimpleWriter(str(target)) as writer:
        both.apply(writer)
    return target


@pytest.fixture(scope="module")
def pair(newport_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> tuple[Atlas, Edition, Edition]:
    folder = tmp_path_factory.mktemp("mapped") / "atlas"
    shutil.copytree(newport_atlas.folder, folder)
    atlas = Atlas(folder)
    before = atlas.edition()
    bridges = _bridges(before)
    assert bridges, "nothing in Newport is cut off on foot any more"
    extract = atlas.input_path(atlas.config.inputs_of("osm")[0])
    atlas.add("osm", _with_paths(extract, folder.parent / "newport-mapped.osm.pbf", before.network, bridges))
    return atlas, before, atlas.build(date=date(2024, 3, 5))


def test_all_of_the_change_is_the_maps_and_says_what_that_may_mean(pair: tuple[Atlas, Edition, Edition]) -> None:
    atlas, before, after = pair
    assert why_not_comparable(before, after) == []
    assert before.manifest.get("ground") != after.manifest["ground"], "its streets were read anew"
    found = why_changed(atlas, before, after)
    assert found.inputs == ("map",)
    known = found.table[found.table["change"].notna()]
    assert (known["map"] - known["change"]).abs().max() <= 1e-9
    assert (known[["timetable", "people", "parameters", "otherwise"]] == 0).all(axis=None)
    changed = known[(known["measure"] == MEASURE) & (known["area_id"] == "")].iloc[0]
    assert changed["change"] > 0, "more is within a walk across the new bridges"
    words = split_words(found.split(MEASURE), all_measures()[MEASURE])
    assert "changes to the map" in words
    assert words.endswith(MAP_NOTE)
