"""The made-up GPS logs: who lives where, what is planted in them, and that every machine writes the same."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import polars as pl
import pytest
import shapely

from everyday.demo.build import demo_inputs
from everyday.demo.ground import RESERVES, degrees_of
from everyday.demo.logs import FIRST_DAY, HOMES, Walker, agreed, walkers, write_logs
from geo.crs import haversine_m


@pytest.fixture(scope="module")
def everybody() -> list[Walker]:
    return list(walkers())


@pytest.fixture(scope="module")
def wards() -> dict[str, shapely.Geometry]:
    table = gpd.read_file(demo_inputs()["boundaries"][0])
    name = next(column for column in table.columns if table[column].astype(str).eq("Samphire").any())
    return dict(zip(table[name].astype(str), table.geometry, strict=True))


def in_the_park(one: Walker) -> np.ndarray:
    park = next(reserve for reserve in RESERVES if reserve.name == "Abbey Park")
    lat, lon = degrees_of(np.array([park.centre[0]]), np.array([park.centre[1]]))
    return haversine_m(one.lat, one.lon, float(lat[0]), float(lon[0])) < 220


def test_sixty_people_or_more_live_in_three_wards_fewer_in_two_and_nobody_in_thirteen(
    everybody: list[Walker], wards: dict[str, shapely.Geometry]
) -> None:
    assert len(wards) == 18
    homes = [next(name for name, shape in wards.items()
                  if shape.contains(shapely.Point(*(one[0] for one in reversed(degrees_of(*np.array([one.home]).T))))))
             for one in everybody]  # fmt: skip
    assert homes == [one.ward for one in everybody]
    assert sorted(homes.count(name) for name in wards) == [0] * 13 + [4, 7, 61, 62, 62]
    assert dict(HOMES)["Samphire"] >= 60, "shown however they are moved"


def test_people_of_the_estate_stay_in_their_ward_and_are_never_in_the_park_behind_the_railway(
    everybody: list[Walker], wards: dict[str, shapely.Geometry]
) -> None:
    estate = [one for one in everybody if one.ward == "Samphire"]
    assert not any(in_the_park(one).any() for one in estate)
    inside = [shapely.contains_xy(wards["Samphire"], one.lon, one.lat).mean() for one in estate]
    assert min(inside) > 0.97
    elsewhere = [shapely.contains_xy(wards[one.ward], one.lon, one.lat).mean() for one in everybody
                 if one.ward != "Samphire"]  # fmt: skip
    assert np.median(elsewhere) < 0.8
    assert sum(in_the_park(one).sum() > 6 for one in everybody) >= 20, "others do go there"


def test_two_weeks_are_tracked_by_day_with_silences(everybody: list[Walker]) -> None:
    for one in everybody:
        days = {datetime.fromtimestamp(int(second), UTC).date() for second in one.seconds}
        assert min(days) >= FIRST_DAY
        assert 13 <= len(days) <= 14
        gap = np.diff(one.seconds)
        assert (gap > 0).all()
        assert ((gap > 1200) & (gap < 6 * 3600)).sum() >= 5, "phones are put away"
        assert 0.45 < gap[gap <= 900].sum() / (14 * 86400) < 0.75


def test_files_are_the_same_each_time_and_small(tmp_path: Path) -> None:
    files = write_logs(tmp_path / "one")
    assert sorted(path.suffix for path in files) == [".csv"] + [".gpx"] * 66
    again = write_logs(tmp_path / "two")
    digests = [[hashlib.sha256(path.read_bytes()).hexdigest() for path in each] for each in (files, again)]
    assert digests[0] == digests[1]
    assert sum(path.stat().st_size for path in files) < 20e6
    table = pl.read_csv(files[-1])
    assert table.columns == ["person", "time", "latitude", "longitude"]
    assert table["person"].n_unique() == 130
    assert table["time"].min() == "2026-10-05T05:30:00Z"


def test_consent_has_a_purpose_and_an_end_in_two_years() -> None:
    consent = agreed(date(2028, 2, 29))
    assert consent.keep_until == "2030-02-28"
    assert consent.purpose
    assert consent.chosen
    assert consent.readers == "public"
