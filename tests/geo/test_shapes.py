"""Tables with shapes as GeoPandas wrote them. (That they are as GeoPandas reads them: tests/everyday/atlas.)"""

from __future__ import annotations

import geopandas as gpd
import pyarrow as pa
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from geo.shapes import with_shapes


@pytest.mark.parametrize("crs", [4326, 27700, None])
def test_a_table_of_feather_is_as_geopandas_reads_it(tmp_path, crs):
    shapes = [shapely.Point(1, 2), None, shapely.box(0, 0, 1, 1)]
    gpd.GeoDataFrame({"name": ["a", "", None]}, geometry=shapes, crs=crs).to_feather(tmp_path / "a.arrow")
    with pa.ipc.open_file(str(tmp_path / "a.arrow")) as reader:
        ours = with_shapes(reader.read_all())
    assert_geodataframe_equal(ours, gpd.read_feather(tmp_path / "a.arrow"))


@pytest.mark.parametrize(
    "told", [None, "{}", '{"primary_column": "geometry"}', '{"primary_column": "x", "columns": []}']
)
def test_what_geopandas_did_not_write_is_refused(told):
    table = pa.table({"geometry": [b""]}).replace_schema_metadata(told and {"geo": told})
    with pytest.raises(ValueError, match="without shapes"):
        with_shapes(table)
