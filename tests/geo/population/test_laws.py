"""What must hold of any table of people: written by another program, in another order, it says the same."""

from __future__ import annotations

import random
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from everyday.exchange.tables import Sheet, write_ods
from geo.population import read_population

CODES = [f"E0100{n:04d}" for n in range(8)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With eight small areas in a row."""
    found = tmp_path_factory.mktemp("people")
    boxes = [shapely.box(-3 + n * 0.01, 51.5, -2.99 + n * 0.01, 51.51) for n in range(len(CODES))]
    gpd.GeoDataFrame({"LSOA21CD": CODES}, geometry=boxes, crs="EPSG:4326").to_file(found / "lsoa.geojson")
    return found


def people(path: Path, areas: Path) -> dict[tuple[float, float], float]:
    found = read_population(path, boundaries=areas).points.to_crs("EPSG:4326")
    where = found.geometry.representative_point()
    return {(round(x, 6), round(y, 6)): n for x, y, n in zip(where.x, where.y, found["count"], strict=True)}


@settings(max_examples=5, deadline=None)
@given(counts=st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)), min_size=8, max_size=8),
       seed=st.integers(0, 10_000))  # fmt: skip
def test_csv_xlsx_and_ods_in_any_order_of_rows_say_the_same(
    folder: Path, counts: list[tuple[int, int]], seed: int
) -> None:
    table = pd.DataFrame(
        [(code, sex, n) for code, both in zip(CODES, counts, strict=True) for sex, n in zip("FM", both, strict=True)],
        columns=["LSOA21CD", "Sex", "Count"],
    )
    table.to_csv(folder / "p.csv", index=False)
    straight = people(folder / "p.csv", folder / "lsoa.geojson")
    assert sum(straight.values()) == sum(map(sum, counts))
    rows = list(range(len(table)))
    random.Random(seed).shuffle(rows)
    other = table.iloc[rows]
    other.to_csv(folder / "other.csv", index=False, sep=";", lineterminator="\r\n", encoding="utf-8-sig")
    other.to_excel(folder / "other.xlsx", index=False)
    write_ods(folder / "other.ods", "People", [Sheet("People", list(other), other.to_numpy(object).tolist())])
    for ending in (".csv", ".xlsx", ".ods"):
        assert people(folder / f"other{ending}", folder / "lsoa.geojson") == straight, ending


@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_boundaries_of_small_areas_in_any_format_carry_the_same_people(folder: Path, seed: int) -> None:
    dice = random.Random(seed)
    counts = {code: dice.randint(1, 3_000) for code in CODES}
    pd.DataFrame(counts.items(), columns=["LSOA21CD", "Count"]).to_csv(folder / "q.csv", index=False)
    straight = people(folder / "q.csv", folder / "lsoa.geojson")
    areas = gpd.read_file(folder / "lsoa.geojson").sample(frac=1, random_state=seed)
    areas.to_file(folder / "lsoa.gpkg")
    areas.to_crs("EPSG:4258").to_file(folder / "lsoa.shp")
    for ending in (".gpkg", ".shp"):
        assert people(folder / "q.csv", folder / f"lsoa{ending}") == straight, ending
