"""Tables of an edition are read as GeoPandas reads them, in less time."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from everyday import Atlas, Edition


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
