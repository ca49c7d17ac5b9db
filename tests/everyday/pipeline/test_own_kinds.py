"""A town's own kinds of places: built with, shown, exported, and no build without them is taken for one with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from everyday import Atlas
from everyday.atlas import all_measures, open_edition
from everyday.commands import main
from geo.errors import InputError, NotFoundError
from tests.makers.corrections_town import HALL_MISSING, PLANNER, grid_wards
from tests.makers.osm import OsmMaker

WELL = """[kind.well]
title = "Village well"
singular = "well"
plural = "wells"
is_bumping_place = true
is_indoors = false
is_free = true
run_by = "community"
is_amenity = true
icon = "We"
group = "meeting"
tags = [["man_made", "water_well"]]
"""
NO_CAFES = "[kind.cafe]\nis_off = true\n[kind.school]\nis_off = true\n[kind.green_space]\nis_off = true\n"


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    """A town of streets with a café, a library and a well."""
    town = OsmMaker()
    town.grid(9, 9, 200.0)
    town.node(1200, 405, {"amenity": "library", "name": "Library"})
    town.node(1210, 1000, {"amenity": "cafe", "name": "Old Café"})
    town.node(405, 400, {"man_made": "water_well", "name": "St Anne's Well"})
    made = Atlas.new(tmp_path / "atlas", name="Gridton", boundaries=grid_wards(tmp_path), resolution=9)
    made.add("osm", town.write(tmp_path / "town.osm.pbf"))
    return made


def test_own_kinds_are_built_measured_and_told(atlas: Atlas) -> None:
    usual = atlas.build()
    assert set(usual.places()["kind"]) == {"library", "cafe"}
    report = atlas.keep_place_kinds(WELL + NO_CAFES)
    assert report.facts["Added"] == "Village well"
    own = atlas.build()
    assert own.id != usual.id, "a changed file is another edition"
    assert set(own.places()["kind"]) == {"library", "well"}
    cells = own.cells()
    assert cells["nearest_well_min"].min() < 5
    assert not {"nearest_cafe_min", "nearest_school_min"} & set(cells.columns)
    assert own.place_kinds["well"].plural == "wells"
    registry = open_edition(own).registry
    assert registry["nearest_well_min"].title == "Minutes' walk to the nearest well"
    assert "wells" in registry["well_15min_n"].title.lower()
    assert "nearest_well_min" not in all_measures()
    assert atlas.build().id == own.id == Atlas(atlas.folder).build().id
    assert "cafe" in usual.place_kinds, "an edition keeps the kinds it was built with"
    assert "well" not in usual.place_kinds
    atlas.keep_place_kinds("")
    assert not (atlas.folder / "place_kinds.toml").exists()
    assert atlas.build().id == usual.id


def test_a_place_that_people_miss_may_be_of_an_own_kind_and_a_kind_switched_off_says_so(atlas: Atlas) -> None:
    from dataclasses import replace

    atlas.keep_place_kinds(WELL + "[kind.community_centre]\nis_off = true\n")
    store = atlas.plan()
    for one in (replace(HALL_MISSING, id="", name="Top Well", place_kind="well"), replace(HALL_MISSING, id="")):
        store.add(one, PLANNER)
    edition = atlas.build()
    assert {"Top Well", "St Anne's Well"} <= set(edition.places().query("kind == 'well'")["name"])
    refused = [one for one in edition.manifest["corrections"] if not one["is_applied"]]
    assert len(refused) == 1
    assert "community_centre" in refused[0]["note"]


def test_a_file_with_faults_stops_the_build_and_changes_nothing(atlas: Atlas) -> None:
    atlas.keep_place_kinds(WELL)
    with pytest.raises(InputError, match="line 2"):
        atlas.keep_place_kinds('[kind.pub]\ntitle = "<i>"\n')
    path = atlas.folder / "place_kinds.toml"
    assert path.read_text(encoding="utf-8") == WELL
    path.write_text("[kind.pub]\nis_off = 3\n", encoding="utf-8")
    broken = Atlas(atlas.folder)
    with pytest.raises(InputError, match="line 2"):
        broken.build()
    assert broken.editions() == []


def test_the_command_lists_keeps_and_takes_back(
    atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(WELL, encoding="utf-8")
    main(["kinds", str(atlas.folder), "--use", str(file)])
    assert "Added: Village well" in capsys.readouterr().out
    main(["kinds", str(atlas.folder)])
    assert "well                    Village well" in capsys.readouterr().out
    file.write_text('[kind.pub]\nicon = "<"\n', encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["kinds", str(atlas.folder), "--use", str(file)])
    assert "line 2" in "".join(capsys.readouterr())
    main(["kinds", str(atlas.folder), "--usual"])
    assert Atlas(atlas.folder).config.own_kinds == ""


def test_the_exported_cells_have_the_columns_of_the_towns_kinds(atlas: Atlas, tmp_path: Path) -> None:
    atlas.keep_place_kinds(WELL)
    atlas.build()
    main(["export", str(atlas.folder), "cells", "--to", str(tmp_path / "cells.csv")])
    assert "nearest_well_min" in (tmp_path / "cells.csv").read_text(encoding="utf-8-sig").splitlines()[0]


def test_an_action_may_be_measured_by_minutes_to_an_own_kind(atlas: Atlas) -> None:
    from everyday.impact import area_series

    atlas.keep_place_kinds(WELL)
    atlas.build()
    found = area_series(atlas, "nearest_well_min")
    assert found.title == "Minutes' walk to the nearest well"
    assert found.points[-1].value > 0
    with pytest.raises(NotFoundError, match="nearest_moon_min"):
        area_series(atlas, "nearest_moon_min")
