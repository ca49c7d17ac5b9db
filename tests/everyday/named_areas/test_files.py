"""Areas that people use as files: out, into another copy of the town and out again the same; wrong ones come back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import shapely

from everyday import Atlas
from everyday.atlas import open_edition
from everyday.commands import main
from everyday.named_areas import named_edition
from plan.records import NamedArea, Person

ANN = Person("Ann", "planner")
HIGHFIELD, WESTFIELD, SAMPHIRE = "E05999008", "E05999009", "E05999005"


def command(*words: str) -> int:
    try:
        main(list(words))
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


def copy_of(demo: Atlas, folder: Path) -> Atlas:
    """The made-up town without a plan."""
    shutil.copytree(demo.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    return Atlas(folder)


@pytest.fixture
def atlas(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    """With a committee, a drawn estate, and an area that nobody uses any more."""
    found = copy_of(demo_atlas, tmp_path / "atlas")
    outline = open_edition(found.edition()).areas.set_index("area_id").geometry[SAMPHIRE].buffer(-0.0005)
    found.plan().add_all(
        [
            NamedArea(name="Northern committee", kind="wards", members=(HIGHFIELD, WESTFIELD), text="The council's"),
            NamedArea(name="Estate", kind="shape", geometry=outline),
            NamedArea(name="Once", kind="wards", members=(SAMPHIRE,), is_removed=True),
        ],
        ANN,
    )
    return found


@pytest.mark.parametrize("ending", [".csv", ".geojson"])
def test_areas_go_out_and_come_back_unchanged(ending: str, atlas: Atlas, demo_atlas: Atlas, tmp_path: Path) -> None:
    first, second = tmp_path / f"first{ending}", tmp_path / f"second{ending}"
    assert command("export", str(atlas.folder), "named-areas", "--to", str(first)) == 0
    other = copy_of(demo_atlas, tmp_path / "other")
    assert command("import", str(other.folder), "named-areas", str(first)) == 0
    assert command("export", str(other.folder), "named-areas", "--to", str(second)) == 0
    assert second.read_bytes() == first.read_bytes()
    assert sorted(one.name for one in other.plan().all(NamedArea)) == ["Estate", "Northern committee"]
    there, here = (named_edition(one, one.edition()).areas.tail(2) for one in (atlas, other))
    assert there["population_n"].tolist() == here["population_n"].tolist()
    again = other.import_plan("named-areas", first, who=ANN)
    assert (len(again.unchanged), again.added, again.changed) == (2, (), ())


def test_a_polygon_with_a_name_is_a_drawn_area(atlas: Atlas, tmp_path: Path) -> None:
    at = open_edition(atlas.edition()).areas.set_index("area_id").geometry[WESTFIELD]
    feature = {"type": "Feature", "properties": {"name": "Old harbour"}, "geometry": shapely.geometry.mapping(at)}
    path = tmp_path / "drawn.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert atlas.import_plan("named-areas", path, who=ANN).is_whole
    kept = next(one for one in atlas.plan().all(NamedArea) if one.name == "Old harbour")
    assert kept.kind == "shape"
    assert kept.geometry.equals(at)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Estate,wards,E05999008,", "called 'Estate' already"),
        ("Samphire,wards,E05999008,", "one of the atlas's own areas"),
        ("New,wards,E05000000,", "no area E05000000"),
        ("New,wards,,", "what the area is made of"),
        ('New,,,"POLYGON ((10 50, 10.1 50, 10.1 50.1, 10 50))"', "None of the area lies in"),
    ],
)
def test_a_wrong_area_is_not_kept_and_says_why(row: str, reason: str, atlas: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    rows = ("name,kind,members,geometry_wkt", row, f"Good,wards,{SAMPHIRE},", f"Good,wards,{HIGHFIELD},")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = atlas.import_plan("named-areas", path, who=ANN)
    assert [reason in result.refused[0].reason, "already" in result.refused[1].reason] == [True, True], result.to_text()
    assert len(result.added) == 1
