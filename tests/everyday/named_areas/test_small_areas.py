"""Statistics of an area that cuts wards: from the small areas of the file, those that it cuts shared out by people."""

from __future__ import annotations

import math
import shutil

import numpy as np
import pytest
import shapely

from everyday import Atlas
from everyday.atlas import open_edition, with_named_areas
from everyday.named_areas import checked_area, small_areas_of_atlas
from everyday.survey import survey_of, ward_words
from plan.records import NamedArea

SAMPHIRE, ABBEY = "E05999005", "E05999006"


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with counts of small areas, which are its wards by other codes; one is suppressed."""
    folder = tmp_path_factory.mktemp("small") / "atlas"
    shutil.copytree(demo_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    found = Atlas(folder)
    wards = found.input_path(found.config.inputs_of("boundaries")[0])
    small, table = folder.parent / "small.geojson", folder.parent / "counts_2021.csv"
    small.write_text(wards.read_text(encoding="utf-8").replace("E05999", "E01999"), encoding="utf-8")
    rows = [f"E01999{n:03d},{'<5' if n == 18 else 100 * n}\n" for n in range(1, 19)]
    table.write_text("code,Carers number\n" + "".join(rows))
    found.add("statistics", table, options={"boundaries": str(small)})
    found.build()
    return found


def test_counts_come_from_small_areas_and_the_rest_is_shared_out_by_people(atlas: Atlas) -> None:
    opened = open_edition(atlas.edition())
    outline = opened.areas.set_index("area_id").geometry[SAMPHIRE].buffer(0.006)
    edition = with_named_areas(opened, [NamedArea(id="AU-1", version=1, name="Estate", kind="shape", geometry=outline)])
    people = atlas.own_people()
    assert people is not None
    inside = shapely.contains(outline, people.geometry.to_numpy())
    expected = 0.0
    for number, ward in enumerate(opened.areas.sort_values("area_id").geometry, start=1):
        here = shapely.contains(ward, people.geometry.to_numpy())
        count = people["count"].to_numpy(float)
        share = count[here & inside].sum() / count[here].sum()
        assert number != 18 or share == 0, "nothing of the suppressed one is in it"
        expected += 0.0 if number == 18 else 100 * number * share
    survey = survey_of(edition)
    (key,) = (one for one in survey.indicators if one.startswith("carers"))
    judged = survey.judged(key)
    row = judged.ward("AU-1")
    assert row is not None
    assert row["value"] == pytest.approx(expected)
    assert row["value"] > 500, "more than Samphire alone"
    assert "counted from small areas, those that it cuts shared out" in ward_words(judged, row)


def test_a_suppressed_small_area_makes_it_a_range(atlas: Atlas) -> None:
    opened = open_edition(atlas.edition())
    marsh = str(opened.areas.sort_values("area_id")["area_id"].iloc[17])
    outline = opened.areas.set_index("area_id").geometry[marsh].buffer(0.0015)
    edition = with_named_areas(opened, [NamedArea(id="AU-2", version=1, name="Marsh", kind="shape", geometry=outline)])
    ground = edition.named("AU-2")
    assert ground is not None
    survey = survey_of(edition)
    (key,) = (one for one in survey.indicators if one.startswith("carers"))
    ward, row = (survey.judged(key).ward(one) for one in (marsh, "AU-2"))
    assert ward is not None
    assert row is not None
    assert (ward["mark"], ward["low"], ward["high"]) == ("range", 0, 4)
    assert math.isnan(row["value"])
    assert row["high"] - row["low"] == pytest.approx(4)


def test_a_union_of_small_areas_is_chosen_by_code(atlas: Atlas) -> None:
    opened = open_edition(atlas.edition())
    small = small_areas_of_atlas(atlas)
    assert small is not None
    chosen = ["E01999005", "E01999006"]
    outline = shapely.union_all(small.geometry[small["area_id"].isin(chosen).to_numpy()].to_numpy())
    area = checked_area(opened, NamedArea(name="Two", kind="small_areas", members=tuple(chosen), geometry=outline), [])
    edition = with_named_areas(opened, [area])
    ground = edition.named(area.id)
    assert ground is not None
    assert ground.whole == (SAMPHIRE, ABBEY), "small areas that make up whole wards have the wards' survey"
    survey = survey_of(edition)
    (key,) = (one for one in survey.indicators if one.startswith("carers"))
    row = survey.judged(key).ward(area.id)
    assert row is not None
    assert row["value"] == 500 + 600
    asked = survey.judged("pct_who_feel_lonely").ward(area.id)
    assert asked is not None
    assert np.isfinite([asked["value"], asked["low"], asked["n"]]).all()
