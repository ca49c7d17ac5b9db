"""Tables of an edition: read as GeoPandas reads them, in less time; what is not known is null in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from everyday import Atlas, Edition
from everyday.atlas import OpenEdition, keep_table
from everyday.atlas.editions import new_edition_id


@pytest.mark.parametrize("name", ["areas", "places", "stops", "lines", "severance", "suggestions"])
def test_a_table_with_shapes_is_what_geopandas_reads(demo_atlas: Atlas, name: str) -> None:
    edition = demo_atlas.edition()
    ours, theirs = getattr(edition, name)(), gpd.read_parquet(edition.folder / f"{name}.parquet")
    assert_geodataframe_equal(ours, theirs)
    assert ours.crs == theirs.crs == "EPSG:4326"
    assert ours.active_geometry_name == theirs.active_geometry_name
    assert type(ours.index) is type(theirs.index)


@pytest.mark.parametrize("crs", [None, 27700])
def test_also_one_without_rows_or_without_coordinates(tmp_path: Path, crs: int | None) -> None:
    for name, shapes in (("areas", [shapely.Point(3, 4), None]), ("stops", [])):
        table = gpd.GeoDataFrame({"number": range(len(shapes))}, geometry=shapes, crs=crs)
        table.to_parquet(tmp_path / f"{name}.parquet", index=False)
        ours = getattr(Edition(tmp_path), name)()
        assert_geodataframe_equal(ours, table)
        assert ours.crs == crs


def test_text_that_is_not_known_is_null_in_every_table(demo_atlas: Atlas) -> None:
    """As numbers are: who reads the files elsewhere need not know which of the two a column means by nothing."""
    found = {path.stem: pq.read_table(path) for path in demo_atlas.edition().folder.glob("*.parquet")}
    assert {"cells", "areas", "places", "stops", "lines", "names", "streets", "suggestions"} <= set(found)
    unknown = set()
    for name, table in found.items():
        for column in table.schema:
            assert not pa.types.is_null(column.type), f"{name}.{column.name} is no longer text"
            if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
                values = table[column.name].to_pylist()
                assert "" not in values, f"{name}.{column.name}"
                if None in values:
                    unknown.add(f"{name}.{column.name}")
    assert {"cells.typology", "cells.ptal_band", "stops.correction_id", "names.detail"} <= unknown


def test_python_and_exports_say_null_too_and_pages_and_sentences_an_empty_text(
    demo_atlas: Atlas, tmp_path: Path
) -> None:
    edition = demo_atlas.edition()
    cells = edition.cells()
    n_unknown = int(cells["typology"].isna().sum())
    assert n_unknown > 0
    assert not (cells["typology"] == "").any()
    assert edition.areas()["area_name_cy"].isna().all()

    shown = OpenEdition(edition).cells["typology"]
    assert shown.dtype == cells["typology"].dtype
    assert (shown == "").sum() == n_unknown
    assert not shown.isna().any()

    for ending, read in ((".parquet", pd.read_parquet), (".csv", pd.read_csv), (".geojson", gpd.read_file)):
        demo_atlas.export("cells", tmp_path / f"cells{ending}")
        assert read(tmp_path / f"cells{ending}")["typology"].isna().sum() == n_unknown, ending


def test_an_edition_from_before_is_read_as_one_of_today(tmp_path: Path) -> None:
    before = pd.DataFrame({"cell": ["a", "b"], "typology": ["", "lively"], "n": [1.5, float("nan")]})
    before.to_parquet(tmp_path / "pieces.parquet", index=False)
    found = Edition(tmp_path).pieces()
    assert found["typology"].isna().tolist() == [True, False]
    assert found["n"].isna().tolist() == [False, True]


@pytest.mark.parametrize("dtype", ["str", "object"])
def test_a_column_of_text_of_which_nothing_is_known_stays_text(tmp_path: Path, dtype: str) -> None:
    path = tmp_path / "names.parquet"
    for table in (pd.DataFrame({"said": pd.Series(["", ""], dtype=dtype)}), pl.DataFrame({"said": ["", ""]})):
        keep_table(table, path)
        kept = pq.read_table(path)["said"]
        assert kept.null_count == 2
        assert not pa.types.is_null(kept.type)
        shown = OpenEdition(Edition(tmp_path)).names
        assert shown is not None
        assert shown["said"].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("there", "made"),
    [
        ([], "20261130T092802Z"), (["20261130T092801Z"], "20261130T092802Z"),
        (["20261130T092802Z"], "20261130T092803Z"), (["20260101T000000Z", "20261130T235959Z"], "20261201T000000Z"),
        (["99999999T999999Z"], "20261130T092802Z"),
    ],
)  # fmt: skip
def test_the_later_of_two_editions_sorts_last_also_within_one_second(
    tmp_path: Path, there: list[str], made: str
) -> None:
    """Of two in one second the fingerprint decided which is newer: who had withdrawn was shown, or nobody was."""
    for one in there:
        (tmp_path / "editions" / f"{one}-ffffffffffff").mkdir(parents=True)
        (tmp_path / "editions" / f"{one}-ffffffffffff" / "manifest.json").write_text("{}")
    now = datetime(2026, 11, 30, 9, 28, 2, tzinfo=UTC)
    assert new_edition_id(tmp_path, "000000000000", now) == f"{made}-000000000000"
