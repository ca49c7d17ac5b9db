"""Tables of an edition are read as GeoPandas reads them, in less time."""

from __future__ import annotations

import geopandas as gpd
import pytest
from geopandas.testing import assert_geodataframe_equal

from everyday import Atlas


@pytest.mark.parametrize("name", ["areas", "places", "stops", "lines", "severance", "suggestions"])
def test_a_table_with_shapes_is_what_geopandas_reads(demo_atlas: Atlas, name: str) -> None:
    edition = demo_atlas.edition()
    ours, theirs = getattr(edition, name)(), gpd.read_parquet(edition.folder / f"{name}.parquet")
    assert_geodataframe_equal(ours, theirs)
    assert ours.crs == theirs.crs == "EPSG:4326"
    assert ours.active_geometry_name == theirs.active_geometry_name
    assert type(ours.index) is type(theirs.index)
