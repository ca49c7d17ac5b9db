"""Our files saved again by other programs, in other countries: words that leave come back, and nothing is guessed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from plan.records import Action, Finding
from store.plan_store import PlanStore
from tests import needs
from tests.makers.exchange_records import PLANNER, Town, finding, rows_of, write_rows

WARD_SHAPE = shapely.box(-2.6, 51.45, -2.58, 51.46)


@pytest.fixture
def town(plan_store: PlanStore, tmp_path: Path) -> Town:
    """A town whose plan is kept in either database."""
    return Town(tmp_path, plan_store)


def kept_findings(town: Town) -> list[Finding]:
    return [
        town.plan().add(finding(title="One", groups=("Young people", "Night workers"),
                                dimensions=("social", "spatial"), geometry=shapely.Point(-2.59, 51.455)), PLANNER),
        town.plan().add(finding(title="Two", groups=("(2 wards) people",), geometry=WARD_SHAPE), PLANNER),
        town.plan().add(finding(title="Three", groups=(), geometry=None), PLANNER),
    ]  # fmt: skip


def nothing_changed(town: Town, path: Path, before: list[Finding]) -> None:
    result = town.import_plan("findings", path, who=PLANNER)
    assert result.to_dict()["refused"] == []
    assert (result.added, result.changed) == ((), ())
    assert sorted(result.unchanged) == sorted(one.id for one in before)


@pytest.mark.gdal
def test_our_geojson_made_a_geopackage_by_gdal_says_the_same(town: Town, tmp_path: Path) -> None:
    before = kept_findings(town)
    town.export("findings", tmp_path / "f.geojson")
    program = needs.gdal().with_name("ogr2ogr")
    subprocess.run([program, "-f", "GPKG", tmp_path / "g.gpkg", tmp_path / "f.geojson", "-nln", "findings"], check=True)
    nothing_changed(town, tmp_path / "g.gpkg", before)


@pytest.mark.gdal
def test_lists_as_gdal_writes_them_into_a_table(town: Town, tmp_path: Path) -> None:
    before = kept_findings(town)
    town.export("findings", tmp_path / "f.geojson")
    program = needs.gdal().with_name("ogr2ogr")
    subprocess.run([program, "-f", "CSV", tmp_path / "g.csv", tmp_path / "f.geojson", "-lco", "STRINGIFY=YES"],
                   capture_output=True)  # fmt: skip
    if not (tmp_path / "g.csv").exists():  # an older GDAL does not know that option
        subprocess.run([program, "-f", "CSV", tmp_path / "g.csv", tmp_path / "f.geojson"], check=True)
    result = town.import_plan("findings", tmp_path / "g.csv", who=PLANNER)
    assert result.to_dict()["refused"] == []
    for one in before:
        assert town.plan().get(Finding, one.id).groups == one.groups
        assert town.plan().get(Finding, one.id).dimensions == one.dimensions


def test_our_geojson_made_a_geopackage_by_geopandas_says_the_same(town: Town, tmp_path: Path) -> None:
    before = kept_findings(town)
    town.export("findings", tmp_path / "f.geojson")
    gpd.read_file(tmp_path / "f.geojson").to_file(tmp_path / "g.gpkg", layer="findings")
    nothing_changed(town, tmp_path / "g.gpkg", before)


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:3857", "EPSG:32630"])
def test_a_layer_saved_in_another_coordinate_system_changes_nothing(town: Town, tmp_path: Path, crs: str) -> None:
    before = kept_findings(town)
    town.export("findings", tmp_path / "f.gpkg")
    layer = gpd.read_file(tmp_path / "f.gpkg", layer="findings")
    for _ in range(3):  # there and back, as several planners do
        layer = layer.to_crs(crs).to_crs("EPSG:4326")
    layer.to_crs(crs).to_file(tmp_path / "g.gpkg", layer="findings")
    nothing_changed(town, tmp_path / "g.gpkg", before)
    assert all(town.plan().get(Finding, one.id).version == 1 for one in before)


@pytest.mark.parametrize(
    ("day", "separator"), [("{2}/{1}/{0} {3}", ","), ("{2}.{1}.{0} {3}", ";"), ("{2} November {0} {3}", ",")]
)
def test_dates_of_the_trail_never_refuse_a_row(town: Town, tmp_path: Path, day: str, separator: str) -> None:
    (one,) = [town.plan().add(finding(title="One"), PLANNER)]
    town.export("findings", tmp_path / "f.csv")
    rows = rows_of(tmp_path / "f.csv")
    moment = "2026-11-28T03:58"
    for row in rows:
        shown = day.format(*moment[:10].split("-"), moment[11:])
        row |= {"created_at": shown, "updated_at": shown, "title": "Changed"}
    path = write_rows(tmp_path / "g.csv", rows)
    if separator == ";":
        path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    result = town.import_plan("findings", path, who=PLANNER)
    assert result.to_dict()["refused"] == []
    now = town.plan().get(Finding, one.id)
    assert (now.title, now.created_at) == ("Changed", one.created_at)


def test_a_trail_that_is_nonsense_is_said_and_the_words_arrive(town: Town, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "g.csv", [{"kind": "barrier", "title": "No crossing", "created_at": "last Tuesday"}])
    result = town.import_plan("findings", path, who=PLANNER)
    assert len(result.added) == 1
    assert "created_at was not read: 'last Tuesday'" in result.to_text()


@pytest.mark.parametrize(
    ("rows", "separator", "kept", "asked"),
    [
        ([("12,500", "15,000"), ("1250", "1,500"), ("7.5", "5,25")], ",",
         [(12500, 15000), (1250, 1500), (7.5, 5.25)], 0),
        ([("12,500", "15,000"), ("7.5", "8")], ";", [(12500, 15000), (7.5, 8)], 0),
        ([("12,500", "15,000"), ("7,5", "8")], ";", [(12.5, 15), (7.5, 8)], 0),
        ([("12,500", "15,000"), ("7", "8"), ("9", "1.500")], ";", [(7, 8)], 2),
    ],
)  # fmt: skip
def test_thousands_are_told_by_the_file_or_asked_about(
    town: Town, tmp_path: Path, rows: list[tuple[str, str]], separator: str, kept: list[tuple[float, float]], asked: int
) -> None:
    lines = [separator.join(("title", "measure", "baseline", "target"))]
    lines += [separator.join((f"T{n}", "m", f'"{a}"', f'"{b}"')) for n, (a, b) in enumerate(rows)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = town.import_plan("actions", path, who=PLANNER)
    assert len(result.refused) == asked
    assert all("nothing in the file tells which" in one.reason for one in result.refused)
    found = sorted((one for one in town.plan().all(Action)), key=lambda one: one.title)
    assert [(one.baseline, one.target) for one in found] == kept


def test_a_due_date_that_can_be_two_is_asked_about(town: Town, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.csv", [{"title": "One", "due_date": "5/7/2027"}])
    (refused,) = town.import_plan("actions", path, who=PLANNER).refused
    assert "5 July or 7 May" in refused.reason
    both = [{"title": "One", "due_date": "5/7/2027"}, {"title": "Two", "due_date": "28/7/2027"}]
    town.import_plan("actions", write_rows(tmp_path / "b.csv", both), who=PLANNER)
    assert {one.title: one.due_date for one in town.plan().all(Action)} == {"One": "2027-07-05", "Two": "2027-07-28"}


def test_the_inputs_that_went_wrong(town: Town, tmp_path: Path, cases: Path) -> None:
    for name in ("findings_british_dates.csv", "findings_german_dates.csv"):
        copy = tmp_path / name
        copy.write_bytes((cases / "plan" / name).read_bytes())
        result = town.import_plan("findings", copy, who=PLANNER)
        assert result.kept_n == 6
        assert not result.refused
    copy = tmp_path / "actions.csv"
    copy.write_bytes((cases / "plan" / "actions_with_thousands.csv").read_bytes())
    assert len(town.import_plan("actions", copy, who=PLANNER).added) == 3
    found = {one.title: (one.baseline, one.target) for one in town.plan().all(Action)}
    assert found == {"More trips on line 7": (12500, 15000), "Trees": (1250, 1500), "Wait": (7.5, 5.25)}
