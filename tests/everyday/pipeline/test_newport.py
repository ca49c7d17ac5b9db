"""Newport, the complete real case: one build without a manual step, nothing invented outside the streets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from everyday import Atlas, Edition
from everyday.atlas.registry import all_measures
from geo.osm import load_place_kinds

STREETS = shapely.box(-3.094, 51.518, -2.868, 51.599)
BANDS = ("am", "evening", "sunday")


@pytest.fixture(scope="module")
def edition(newport_atlas: Atlas) -> Edition:
    return newport_atlas.edition()


@pytest.fixture(scope="module")
def cells(edition: Edition) -> pd.DataFrame:
    return edition.cells().set_index("cell")


def contract_columns() -> set[str]:
    """Columns of the cell table asked for so far."""
    fixed = {
        "cell", "area_id", "area_name", "lat", "lon", "area_m2", "inside_share", "population_n", "weight_n",
        "on_network", "bumping_places_15min_n", "amenity_kinds_15min_n", "amenity_completeness_share", "people_15min_n",
        "centre_spread_min_am", "transport_performance_am", "nearest_stop_min", "service_span_h",
    }  # fmt: skip
    banded = {"centre_min", "city_reach_45min_share", "areas_reach_45min_n", "departures_per_h", "expected_wait_min"}
    nearest = {f"nearest_{key}_min" for key in load_place_kinds().keys}
    return fixed | nearest | {f"{name}_{band}" for name in banded for band in BANDS}


def test_every_column_of_the_contract_is_there(edition: Edition) -> None:
    table = edition.cells()
    assert contract_columns() <= set(table.columns)
    assert table["cell"].is_monotonic_increasing
    assert table["cell"].is_unique
    assert set(table.columns) <= set(all_measures())
    for name in table.columns:
        if name.endswith("_share") or "_share_" in name:
            assert table[name].dropna().between(0, 1).all(), name
        elif name.endswith(("_n", "_min", "_h")) or "_min_" in name or "_n_" in name:
            assert (table[name].dropna() >= 0).all(), name


def test_what_lies_outside_the_streets_is_unknown_not_zero(cells: pd.DataFrame, edition: Edition) -> None:
    measured = [
        name
        for name, measure in all_measures().items()
        if measure.level != "base" and not measure.is_text and name in cells.columns
    ]
    off = cells[~cells["on_network"]]
    assert len(off) > 500
    assert off[measured].isna().all(axis=None)
    far = cells[~shapely.intersects_xy(STREETS.buffer(0.003), cells["lon"], cells["lat"])]
    assert not far["on_network"].any()
    assert 0.2 < edition.manifest["on_network"]["left_out_share"] < 0.3
    assert any("street data does not reach" in note for note in edition.manifest["notes"])


def test_sunday_is_unknown_because_the_feed_is_cut(cells: pd.DataFrame, edition: Edition) -> None:
    assert not edition.manifest["bands"]["sunday"]["is_known"]
    assert "cut" in edition.manifest["bands"]["sunday"]["why_unknown"]
    assert edition.manifest["weekday"] == "2024-03-05"
    sunday = [name for name in cells.columns if name.endswith("_sunday")]
    assert len(sunday) == 6
    assert cells[sunday].isna().all(axis=None)
    assert cells["centre_min_am"].notna().sum() > 500


def test_the_centre_is_the_city_and_near_it_the_journey_is_short(cells: pd.DataFrame, edition: Edition) -> None:
    centre = edition.manifest["centre"]
    # Newport station and the city centre lie on the west bank at about 51.5885, -3.0005.
    assert abs(centre["lat"] - 51.588) < 0.005
    assert abs(centre["lon"] + 2.998) < 0.006
    near = cells[np.hypot((cells["lat"] - centre["lat"]) * 111, (cells["lon"] - centre["lon"]) * 69) < 0.6]
    assert (near["centre_min_am"] < 15).all()
    assert near["amenity_completeness_share"].min() > 0.8
    assert near["city_reach_45min_share_am"].min() > 0.6


def test_the_river_is_crossed_at_its_bridges_only(cells: pd.DataFrame, edition: Edition) -> None:
    """Two banks of the Usk near its mouth: 500 m apart as the crow flies, a long way on foot."""
    from analysis.walking.graph import snap_points, walk_matrix

    network = edition.network
    snaps = snap_points(network, [51.5665, 51.5665], [-2.9875, -2.9800])
    metres = walk_matrix(edition.graph, snaps.take([0]), snaps.take([1]), np.inf).metres[0]
    assert metres > 1200


def test_people_are_conserved_from_points_to_town(edition: Edition) -> None:
    pieces, areas = edition.pieces(), edition.areas()
    assert pieces["weight_n"].sum() + edition.manifest["weight"]["outside_n"] == pytest.approx(511, rel=1e-9)
    assert edition.cells()["weight_n"].sum() == pytest.approx(areas["weight_n"].sum(), rel=1e-9)
    assert edition.manifest["weight"]["noun"] == "small areas"
    assert edition.cells()["population_n"].isna().all()


def test_an_area_is_the_weighted_mean_of_its_cells(edition: Edition, cells: pd.DataFrame) -> None:
    pieces, areas = edition.pieces(), edition.areas().set_index("area_id")
    for area_id, group in pieces.groupby("area_id"):
        values = cells.loc[group["cell"], "city_reach_45min_share_am"].to_numpy()
        weight = group["weight_n"].to_numpy()
        known = ~np.isnan(values) & (weight > 0)
        expected = (values[known] * weight[known]).sum() / weight[known].sum() if known.any() else np.nan
        assert areas.loc[area_id, "city_reach_45min_share_am"] == pytest.approx(expected, nan_ok=True)


def test_tables_are_what_other_programs_read(edition: Edition) -> None:
    areas = gpd.read_parquet(edition.folder / "areas.parquet")
    assert areas.crs.to_epsg() == 4326
    assert len(areas) == 20
    background = json.loads(edition.background_path.read_text(encoding="utf-8"))
    layers = {feature["properties"]["layer"] for feature in background["features"]}
    assert {"water", "green", "rail", "road_major", "road_minor", "label"} <= layers
    assert edition.background_path.stat().st_size < 4_500_000
    stops = edition.stops()
    assert 400 < len(stops) < 800
    assert not stops["lines"].str.contains("-").all(), "planners read 7, not 7-6491"


@pytest.mark.slow
def test_times_of_the_command_equal_the_table(newport_atlas: Atlas, cells: pd.DataFrame, edition: Edition) -> None:
    """`everyday times` and the cell table are one engine."""
    chosen = cells[cells["on_network"] & cells["centre_min_am"].notna()].iloc[::97]
    origins = pd.DataFrame({"id": chosen.index, "lat": chosen["lat"], "lon": chosen["lon"]})
    centre = pd.DataFrame([{"id": "centre"} | {key: edition.manifest["centre"][key] for key in ("lat", "lon")}])
    found = newport_atlas.times(
        origins, centre, depart="2024-03-05T07:00", window_min=120, percentiles=(5, 50, 95)
    ).set_index("from_id")
    expected = chosen["centre_min_am"]
    pd.testing.assert_series_equal(found["time_p50_min"].reindex(expected.index), expected, check_names=False)
    spread = (found["time_p95_min"] - found["time_p5_min"]).reindex(expected.index)
    pd.testing.assert_series_equal(spread, chosen["centre_spread_min_am"], check_names=False)


def test_reach_from_the_centre(newport_atlas: Atlas, cells: pd.DataFrame) -> None:
    cell = cells["city_reach_45min_share_am"].idxmax()
    reach = newport_atlas.reach(cell)
    summary = reach.summary.set_index(["way", "limit_min"])
    assert summary.loc[("am", 45), "weight_share"] == pytest.approx(cells.loc[cell, "city_reach_45min_share_am"])
    assert summary.loc[("am", 45), "weight_n"] >= summary.loc[("walk", 45), "weight_n"]
    assert (summary["weight_n"].groupby("way").diff().dropna() >= 0).all()
    assert set(reach.unknown) == {"sunday"}


def test_slower_and_step_free_walking_reach_less(newport_atlas: Atlas, cells: pd.DataFrame) -> None:
    cell = cells["city_reach_45min_share_am"].idxmax()
    usual = newport_atlas.reach(cell).minutes.set_index("cell")
    slower = newport_atlas.reach(cell, walk_kmh=2.9).minutes.set_index("cell")
    step_free = newport_atlas.reach(cell, is_step_free=True).minutes.set_index("cell")
    assert slower["walk"].dropna().to_numpy() == pytest.approx(usual["walk"][slower["walk"].notna()] * 4.8 / 2.9)
    assert (slower["am"].notna() <= usual["am"].notna()).all()
    assert (slower["am"].dropna() >= usual["am"].reindex(slower["am"].dropna().index) - 1e-9).mean() > 0.99
    assert (step_free["walk"].dropna() >= usual["walk"].reindex(step_free["walk"].dropna().index) - 1e-9).mean() > 0.95
    assert step_free["am"].notna().sum() > 100


def test_households_by_code_and_the_codes_that_do_not_match(real_data: Path, tmp_path: Path) -> None:
    newport = real_data / "newport"
    atlas = Atlas.new(tmp_path / "a", name="Newport", boundaries=newport / "boundaries/wards_2011.geojson")
    report = atlas.add(
        "population",
        newport / "survey/census2021_household_deprivation_lsoa21.csv",
        options={"boundaries": str(newport / "boundaries/lsoa_2011.geojson")},
    )
    text = report.to_text()
    counts = pd.read_csv(newport / "survey/census2021_household_deprivation_lsoa21.csv")
    edition = atlas.build(date=date(2024, 3, 5))
    assert "household" in edition.manifest["weight"]["noun"]
    lsoa = gpd.read_file(newport / "boundaries/lsoa_2011.geojson")
    unmatched = sorted(set(lsoa["LSOA11CD"]) - set(counts["lsoa21_code"]))
    assert len(unmatched) == 5
    assert all(code in text for code in unmatched)
    total = edition.pieces()["population_n"].sum() + edition.manifest["weight"]["outside_n"]
    assert total == pytest.approx(counts["count"].sum(), rel=1e-9)
    assert edition.cells()["centre_min_am"].isna().all()
    assert any("No timetable" in note for note in edition.manifest["notes"])
