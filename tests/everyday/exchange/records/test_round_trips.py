"""Exchange files of the plan: nothing is lost on the way out and back, whoever typed whatever."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import openpyxl
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyday.exchange.records.formats import endings_of, read_table, write_records
from geo.errors import UsageError
from plan.exchange.as_json import wkt_of
from plan.exchange.columns import EXCHANGES, exchange_of
from plan.exchange.reading import record_from
from plan.records import FINDING_COLUMNS, Action, Finding, Record
from store import writing
from store.plan_store import PlanStore
from tests import needs
from tests.makers.exchange_records import (
    HOSTILE,
    PLANNER,
    STRATEGIES,
    TAXONOMY,
    Town,
    as_kept,
    finding,
    fresh_town,
    rows_of,
)
from tests.oracles.laid_out import saved_as

FORMATS = [(what, ending) for what in EXCHANGES for ending in endings_of(exchange_of(what)) if ending != ".parquet"]
quick = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(quick, max_examples=4)


@pytest.fixture
def town(plan_store: PlanStore, tmp_path: Path) -> Town:
    """A town whose plan is kept in either database."""
    return Town(tmp_path, plan_store)


@pytest.fixture(scope="module")
def plan_with_a_finding(geopackage_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with nothing but the finding that votes and answers are about."""
    folder = tmp_path_factory.mktemp("finding")
    with fresh_town(folder, geopackage_plan) as town:
        town.plan().add(finding(id="F-00000000"), PLANNER)
    return folder / "plan.gpkg"


def add_new(town: Town, drawn: list[Record]) -> None:
    """Add those of the drawn records that the town does not have."""
    town.plan().add_all([one for one in as_kept(drawn) if not town.plan().all(type(one), id=one.id)], PLANNER)


def said(record: Record, names: set[str]) -> dict[str, object]:
    """What a record says, comparable: shapes as text with rings in one order, JSON as text."""
    found = {}
    for name in names:
        value = getattr(record, name)
        if name == "geometry" and value is not None:
            value = wkt_of(shapely.orient_polygons(value))
        found[name] = json.dumps(value, sort_keys=True) if isinstance(value, dict) else value
    return found


# -- what the contract says --------------------------------------------------------------------------------------------


def test_columns_are_the_contract() -> None:
    assert tuple(column.name for column in EXCHANGES["findings"].columns) == FINDING_COLUMNS
    assert ",".join(column.name for column in EXCHANGES["actions"].columns) == (
        "id,version,title,interventions,finding_ids,level,status,rag,rag_reason,responsible,contributes,benefits,"
        "policy_spheres,area_ids,measure,baseline,target,scenario,milestones,due_date,created_by,created_at,updated_at,"
        "lat,lon,geometry_wkt"
    )


def test_every_column_is_a_field() -> None:
    for exchange in EXCHANGES.values():
        names = {one.name for one in fields(exchange.record)}
        for column in (*exchange.columns, *exchange.further):
            assert column.form == "place" or column.name in names
            assert column.form not in ("key", "keys") or column.terms in TAXONOMY.terms


@pytest.mark.parametrize("what", EXCHANGES)
def test_nothing_is_lost_in_any_format(what: str, tmp_path: Path) -> None:
    """What was drawn goes through every format: to draw it costs as much as to write and read it."""
    exchange = exchange_of(what)
    compared = {}
    for ending in (ending for kind, ending in FORMATS if kind == what):
        shown = exchange.shown(with_further=ending in (".geojson", ".gpkg"))
        names = {column.name for column in shown if column.form != "place"}
        compared[ending] = names | {"geometry"} if any(column.form == "place" for column in shown) else names

    @quick
    @given(st.lists(STRATEGIES[what], max_size=5))
    def lossless(drawn: list[Record]) -> None:
        records = as_kept(drawn)
        for ending, names in compared.items():
            path = tmp_path / f"file{ending}"
            write_records(path, exchange, records)
            table, _ = read_table(path, exchange)
            back = [record_from(exchange, row.cells, TAXONOMY, geometry=row.geometry) for row in table.rows]
            assert [read.problems for read in back] == [()] * len(records), ending
            assert [said(read.record, names) for read in back] == [said(one, names) for one in records], ending

    lossless()


@pytest.mark.parametrize("what", EXCHANGES)
def test_another_town_takes_it_whole(
    what: str, tmp_path: Path, geopackage_plan: Path, plan_with_a_finding: Path
) -> None:
    """Export in every format, import into an empty plan, export: the same bytes. For PostgreSQL see below."""
    empty = geopackage_plan if what == "findings" else plan_with_a_finding

    @few
    @given(st.lists(STRATEGIES[what], min_size=2, max_size=6))
    def whole(drawn: list[Record]) -> None:
        add_new(town, drawn)
        there_n = len(town.plan().all(exchange_of(what).record))
        town.export(what, tmp_path / "first.csv")
        for ending in (ending for kind, ending in FORMATS if kind == what):
            there = tmp_path / "there"
            shutil.rmtree(there, ignore_errors=True)
            with fresh_town(there, empty) as other:
                town.export(what, tmp_path / f"first{ending}")
                result = other.import_plan(what, tmp_path / f"first{ending}", who=PLANNER)
                assert [one.reason for one in result.refused] == [], ending
                assert len(result.added) == there_n, ending
                other.export(what, tmp_path / "second.csv")
                assert (tmp_path / "second.csv").read_bytes() == (tmp_path / "first.csv").read_bytes(), ending
                again = other.import_plan(what, tmp_path / f"first{ending}", who=PLANNER)
                assert (len(again.unchanged), again.added, again.changed) == (len(result.added), (), ()), ending

    with fresh_town(tmp_path / "here", geopackage_plan) as town:
        town.plan().add(finding(id="F-00000000", version=3), PLANNER)
        whole()


@pytest.mark.usefixtures("postgres_plan")
@pytest.mark.parametrize("what", EXCHANGES)
def test_both_databases_send_the_same_files(
    what: str, tmp_path: Path, postgres_url: str, geopackage_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What PostgreSQL sends in any format reads as what a GeoPackage does, which another town takes whole (above)."""
    monkeypatch.setattr(writing, "now_text", lambda: "2026-11-28T10:00:00Z")
    endings = [ending for kind, ending in FORMATS if kind == what]

    @few
    @given(st.lists(STRATEGIES[what], min_size=2, max_size=6))
    def alike(drawn: list[Record]) -> None:
        for town in towns:
            add_new(town, drawn)
            for ending in endings:
                town.export(what, town.folder / f"sent{ending}")
        for ending in endings:
            one, other = (town.folder / f"sent{ending}" for town in towns)
            if one.read_bytes() != other.read_bytes():  # some say when they were written
                assert ending not in (".csv", ".geojson")
                (table, report), (their_table, their_report) = (
                    read_table(path, exchange_of(what)) for path in (one, other)
                )
                assert table == their_table, ending
                assert (report.to_text(), len(table.rows)) == (their_report.to_text(), rows_n(towns[0])), ending

    def rows_n(town: Town) -> int:
        return len(town.plan().all(exchange_of(what).record))

    with (
        fresh_town(tmp_path / "file", geopackage_plan) as in_file,
        closing(PlanStore(tmp_path, url=postgres_url)) as db,
    ):
        towns = (Town(tmp_path, db), in_file)
        for town in towns:
            town.plan().add(finding(id="F-00000000", version=3), PLANNER)
        alike()
        assert rows_n(towns[0]) == rows_n(in_file) > 1


def test_a_point_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    exchange = exchange_of("findings")
    line = shapely.LineString([(-2.9912345678901233, 51.588000000000001), (1 / 3, 2 / 3), (1e-17, 5e-324)])
    for ending in (".csv", ".xlsx", ".geojson", ".gpkg"):
        for shape in (shapely.Point(-2.9912345678901233, 0.1 + 0.2), line):
            write_records(tmp_path / f"f{ending}", exchange, [finding(id="F-1", version=1, geometry=shape)])
            table, _ = read_table(tmp_path / f"f{ending}", exchange)
            read = record_from(exchange, table.rows[0].cells, TAXONOMY, geometry=table.rows[0].geometry)
            assert read.record.geometry.wkb == shape.wkb


# -- spreadsheets ------------------------------------------------------------------------------------------------------


def test_a_spreadsheet_runs_nothing(tmp_path: Path) -> None:
    exchange = exchange_of("findings")
    records = [finding(id=f"F-{number}", version=1, title=words, groups=(words.replace(";", ","),))
               for number, words in enumerate(HOSTILE) if words.strip()]  # fmt: skip
    write_records(tmp_path / "f.csv", exchange, records)
    write_records(tmp_path / "f.xlsx", exchange, records)
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    sheet = openpyxl.load_workbook(tmp_path / "f.xlsx")["findings"]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}
    titles = [sheet.cell(row, FINDING_COLUMNS.index("title") + 1).value for row in range(2, 4)]
    assert titles[0] == "<img src=x onerror=alert(1)>"


def test_numbers_are_numbers_also_below_zero(tmp_path: Path) -> None:
    write_records(tmp_path / "f.csv", exchange_of("findings"), [finding(id="F-1", geometry=shapely.Point(-2.99, 51.5))])
    assert rows_of(tmp_path / "f.csv")[0]["lon"] == "-2.99"
    write_records(
        tmp_path / "a.xlsx", exchange_of("actions"), [Action(id="A-1", title="x", baseline=-12.5, target=3.0)]
    )
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["actions"]
    row = {sheet.cell(1, column).value: sheet.cell(2, column).value for column in range(1, sheet.max_column + 1)}
    assert (row["baseline"], row["target"], row["version"]) == (-12.5, 3, 0)


def test_a_text_too_long_for_excel_is_refused_and_never_cut(tmp_path: Path) -> None:
    record = finding(id="F-LONG", text="😀" * 20_000)
    with pytest.raises(UsageError, match=r"text of F-LONG is longer than an Excel cell.*\.csv"):
        write_records(tmp_path / "f.xlsx", exchange_of("findings"), [record])
    assert not (tmp_path / "f.xlsx").exists()
    write_records(tmp_path / "f.csv", exchange_of("findings"), [record])
    table, _ = read_table(tmp_path / "f.csv", exchange_of("findings"))
    assert record_from(exchange_of("findings"), table.rows[0].cells, TAXONOMY).record.text == record.text


@pytest.mark.slow
@pytest.mark.office
def test_libreoffice_shows_the_same_text(tmp_path: Path) -> None:
    words = [one for one in HOSTILE if one.strip() and "\r" not in one and "\t" not in one]
    records = [finding(id=f"F-{number}", version=1, text=text.strip()) for number, text in enumerate(words)]
    write_records(tmp_path / "f.xlsx", exchange_of("findings"), records)
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    shown = saved_as(tmp_path / "f.xlsx", as_shown, tmp_path / "out")
    write_records(tmp_path / "f.csv", exchange_of("findings"), records)
    theirs = [row["text"] for row in rows_of(shown)]
    assert theirs == [row["text"] for row in rows_of(tmp_path / "f.csv")]
    table, _ = read_table(shown, exchange_of("findings"))
    back = [record_from(exchange_of("findings"), row.cells, TAXONOMY).record.text for row in table.rows]
    assert back == [one.text for one in records]


def test_what_excel_does_to_a_file_is_understood(town: Town, tmp_path: Path) -> None:
    """Semicolons, dates and numbers as a British or European Excel writes them, and labels instead of keys."""
    path = tmp_path / "a.csv"
    path.write_text(
        "Title;Due date;Level;Baseline;Policy spheres\r\n2024;17/05/2026;CITY;0,5;Transport\r\n", encoding="utf-16"
    )
    result = town.import_plan("actions", path, who=PLANNER)
    assert result.is_whole, result.to_text()
    action = town.plan().get(Action, result.added[0])
    assert (action.title, action.due_date, action.level, action.baseline) == ("2024", "2026-05-17", "city", 0.5)
    assert action.policy_spheres == ("transport",)


# -- maps --------------------------------------------------------------------------------------------------------------


def shapes_of_every_kind() -> list[Finding]:
    ring = [(-3.0, 51.5), (-3.0, 51.6), (-2.9, 51.6), (-2.9, 51.5)]
    drawn = [shapely.Point(-3, 51.5), shapely.LineString(ring), shapely.Polygon(ring), None,
              shapely.MultiPolygon([shapely.Polygon(ring)]), shapely.MultiPoint(ring)]  # fmt: skip
    both = ("social", "civic")
    return [
        finding(id=f"F-{number}", version=1, title=f"Number {number}", dimensions=both, geometry=shape)
        for number, shape in enumerate(drawn)
    ]


def test_geojson_is_as_the_standard_says(tmp_path: Path) -> None:
    write_records(tmp_path / "f.geojson", exchange_of("findings"), shapes_of_every_kind())
    content = json.loads((tmp_path / "f.geojson").read_text(encoding="utf-8"))
    assert content["type"] == "FeatureCollection"
    assert "crs" not in content
    features = content["features"]
    assert [one["geometry"] and one["geometry"]["type"] for one in features] == [
        "Point", "LineString", "Polygon", None, "MultiPolygon", "MultiPoint",
    ]  # fmt: skip
    assert features[0]["properties"]["dimensions"] == ["social", "civic"]
    assert set(FINDING_COLUMNS) <= set(features[0]["properties"])
    assert shapely.LinearRing(features[2]["geometry"]["coordinates"][0]).is_ccw


@pytest.mark.gdal
@pytest.mark.parametrize("ending", [".gpkg", ".geojson"])
def test_ogr_reads_what_leaves(ending: str, tmp_path: Path) -> None:
    write_records(tmp_path / f"f{ending}", exchange_of("findings"), shapes_of_every_kind())
    command = [str(needs.gdal()), "-ro", "-al", "-q", str(tmp_path / f"f{ending}")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.count("OGRFeature") == 6
    for shape in ("POINT (-3 51.5)", "LINESTRING", "POLYGON", "MULTIPOLYGON", "MULTIPOINT"):
        assert shape in done.stdout
    assert "title (String) = Number 3" in done.stdout
    assert "Warning" not in done.stderr


def test_a_geopackage_in_another_grid_is_brought_to_degrees(town: Town, tmp_path: Path) -> None:
    import geopandas as gpd

    frame = gpd.GeoDataFrame({"kind": ["barrier"], "title": ["Here"]}, geometry=[shapely.Point(-3, 51.58)], crs=4326)
    frame.to_crs(27700).to_file(tmp_path / "f.gpkg", layer="whatever")
    result = town.import_plan("findings", tmp_path / "f.gpkg", who=PLANNER)
    place = town.plan().get(Finding, result.added[0]).geometry
    assert place.distance(shapely.Point(-3, 51.58)) < 1e-7


def test_what_was_merged_stays_merged_in_map_files(town: Town, geopackage_plan: Path, tmp_path: Path) -> None:
    kept, other = town.plan().add_all([finding(), finding(title="Buses stop early")], PLANNER)
    town.plan().merge(kept, [other], PLANNER)
    retired = town.plan().add(finding(title="Old"), PLANNER)
    town.plan().set_status(retired, "retired", PLANNER, reason="The bridge is built")
    town.export("findings", tmp_path / "f.geojson")
    with fresh_town(tmp_path / "there", geopackage_plan) as there:
        assert there.import_plan("findings", tmp_path / "f.geojson", who=PLANNER).is_whole
        assert there.plan().get(Finding, other.id).merged_into == kept.id
        assert there.plan().get(Finding, retired.id).status_reason == "The bridge is built"
    town.export("findings", tmp_path / "f.csv")
    with fresh_town(tmp_path / "elsewhere", geopackage_plan) as there:
        result = there.import_plan("findings", tmp_path / "f.csv", who=PLANNER)
        assert result.is_whole
        assert "does not name" in result.to_text()


def test_formats_are_named_alike_wherever_they_are_asked_for(tmp_path: Path) -> None:
    assert {what: endings_of(exchange_of(what)) for what in EXCHANGES} == {
        "findings": (".csv", ".xlsx", ".ods", ".geojson", ".gpkg", ".parquet"),
        "actions": (".csv", ".xlsx", ".ods", ".geojson", ".gpkg"),
        "votes": (".csv", ".xlsx", ".ods", ".gpkg"),
        "open-answers": (".csv", ".xlsx", ".ods", ".geojson", ".gpkg"),
        "corrections": (".csv", ".xlsx", ".ods", ".geojson", ".gpkg"),
        "activities": (".csv", ".xlsx", ".ods", ".geojson", ".gpkg"),
        "named-areas": (".csv", ".xlsx", ".ods", ".geojson", ".gpkg"),
        **dict.fromkeys(
            (
                "answers",
                "members",
                "groups",
                "networks",
                "helped",
                "existing-reports",
            ),
            (".csv", ".xlsx", ".ods", ".gpkg"),
        ),
    }
    (tmp_path / "f.parquet").write_bytes(b"PAR1")
    with pytest.raises(UsageError, match=r"Needed: \.csv, \.xlsx, \.ods, \.geojson, \.gpkg\."):
        read_table(tmp_path / "f.parquet", exchange_of("findings"))
    with pytest.raises(UsageError, match=r"Needed for votes: \.csv, \.xlsx, \.ods, \.gpkg\."):
        write_records(tmp_path / "v.geojson", exchange_of("votes"), [])
