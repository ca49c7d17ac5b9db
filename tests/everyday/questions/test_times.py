"""``everyday times`` against published travel times of R5 7.4 in Porto Alegre (flat walking at 3.6 km/h)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import geo.osm
from everyday.commands.group import main

NEAR_MIN = 2.0


def run(*arguments: object) -> None:
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        if leaving.code:
            raise AssertionError(f"exit {leaving.code}: {arguments}") from leaving


@pytest.fixture(scope="module")
def porto_alegre(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An atlas of the city with a boundary file of the test's own, and the points of interest."""
    source = real_data / "porto_alegre"
    folder = tmp_path_factory.mktemp("porto")
    ring = [[-51.27, -30.12], [-51.13, -30.12], [-51.13, -29.98], [-51.27, -29.98], [-51.27, -30.12]]
    feature = {
        "type": "Feature",
        "properties": {"code": "POA", "name": "Porto Alegre"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    boundary = folder / "boundary.geojson"
    boundary.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    atlas = folder / "atlas"
    run(
        "new", atlas, "--name", "Porto Alegre", "--boundaries", boundary, "--timezone", "America/Sao_Paulo",
        "--id-column", "code",
    )  # fmt: skip
    run("add", atlas, "osm", source / "osm/poa_osm.pbf")
    run("add", atlas, "gtfs", source / "gtfs/poa_eptc.zip", source / "gtfs/poa_trensurb.zip")
    return atlas, source / "points/poa_points_of_interest.csv"


@pytest.fixture(scope="module", autouse=True)
def streets_read_once() -> Iterator[None]:
    """Every command reads the streets of the city; they stay the same, and are told once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geo.osm.read_osm", cache(geo.osm.read_osm))
        yield


def times(atlas: Path, points: Path, out: Path, *options: object) -> pd.DataFrame:
    run(
        "times", atlas, "--from", points, "--to", points, "--depart", "2019-05-13T14:00", "--walk-kmh", 3.6,
        *options, "--out", out,
    )  # fmt: skip
    return pd.read_csv(out).set_index(["from_id", "to_id"])


def differences(published: pd.DataFrame, ours: pd.DataFrame, column: str) -> pd.Series:
    """Our minutes, truncated as R5 does, minus the published ones; NaN where we do not reach it."""
    keys = pd.MultiIndex.from_frame(published[["from_id", "to_id"]])
    found = ours[column].reindex(keys).to_numpy()
    return pd.Series(found // 1 - published[column.replace("time_", "travel_time_")].to_numpy(), index=keys)


@pytest.mark.slow
def test_published_times_of_r5(porto_alegre: tuple[Path, Path], real_data: Path, tmp_path: Path) -> None:
    atlas, points = porto_alegre
    oracle = real_data / "porto_alegre/oracle"
    walking = pd.read_csv(oracle / "r5r_walk_only_published.csv").query("engine == 'R5 7.4'")
    riding = pd.read_csv(oracle / "r5r_travel_time_matrix_published.csv").query("engine == 'R5 7.4'")
    assert (len(walking), len(riding)) == (6, 16)
    on_foot = times(
        atlas, points, tmp_path / "walk.csv", "--mode", "walk", "--window", 1, "--max-walk-min", 60, "--max-time", 60,
        "--percentiles", "50",
    )  # fmt: skip
    parts = [differences(walking, on_foot, "time_p50_min")]
    for (window, limit), rows in riding.groupby(["time_window_min", "max_trip_min"]):
        table = times(
            atlas, points, tmp_path / f"{window}.csv", "--window", window, "--max-time", limit, "--max-walk-min", limit,
            "--percentiles", "25,50,75",
        )  # fmt: skip
        parts.append(differences(rows, table, "time_p50_min"))
        if rows["travel_time_p25_min"].notna().all():
            for column in ("time_p25_min", "time_p75_min"):
                assert differences(rows, table, column).abs().max() <= NEAR_MIN
    off = pd.concat(parts)
    near = off.abs() <= NEAR_MIN
    assert near.sum() >= 21, off[~near]


@pytest.mark.slow
def test_walk_and_transit_agree_where_walking_is_quickest(porto_alegre: tuple[Path, Path], tmp_path: Path) -> None:
    atlas, points = porto_alegre
    limits = ("--window", 10, "--max-time", 60, "--max-walk-min", 60, "--percentiles", "50")
    on_foot = times(atlas, points, tmp_path / "walk.csv", "--mode", "walk", *limits)["time_p50_min"]
    riding = times(atlas, points, tmp_path / "ride.csv", *limits)["time_p50_min"]
    assert (riding.reindex(on_foot.index) <= on_foot + 1e-9).all()
    assert len(riding) > len(on_foot)


@pytest.mark.slow
def test_parquet_and_csv_hold_the_same_whole_seconds(porto_alegre: tuple[Path, Path], tmp_path: Path) -> None:
    atlas, points = porto_alegre
    text = times(atlas, points, tmp_path / "a.csv").reset_index()
    run(
        "times", atlas, "--from", points, "--to", points, "--depart", "2019-05-13T14:00", "--walk-kmh", 3.6,
        "--out", tmp_path / "a.parquet",
    )  # fmt: skip
    binary = pd.read_parquet(tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(text, binary, check_dtype=False)
    assert list(text.columns) == ["from_id", "to_id", "time_p25_min", "time_p50_min", "time_p75_min"]
    seconds = binary["time_p50_min"].dropna() * 60
    assert (abs(seconds - seconds.round()) < 1e-6).all()
