"""Tables with shapes, from what GeoPandas wrote with Arrow."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import pyarrow as pa
    from pyproj import CRS

__all__ = ["with_shapes"]


@lru_cache(maxsize=8)
def _crs_of(said: str) -> CRS | None:
    """The coordinates that a table is in. (To understand them takes longer than to read the table: once will do.)"""
    from pyproj import CRS

    return None if said == "null" else CRS.from_json(said)


def with_shapes(table: pa.Table) -> gpd.GeoDataFrame:
    """What GeoPandas makes of a table of its Parquet or Feather with one column of shapes, in a third of the time.

    GeoPandas writes WGS 84 without the numbers of its members, which PROJ then looks up by name, 20 ms for each
    reading (findings/geoparquet_of_geopandas_names_its_crs_slowly.sh).

    Raises:
        ValueError: GeoPandas did not write it.
    """
    import geopandas as gpd
    import shapely

    told = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
    try:
        shapes = told["primary_column"]
        crs = _crs_of(json.dumps(told["columns"][shapes]["crs"]))
    except (KeyError, TypeError) as error:
        raise ValueError("A table without shapes.") from error
    frame = table.to_pandas()
    frame[shapes] = gpd.GeoSeries(shapely.from_wkb(frame[shapes].to_numpy()), index=frame.index, crs=crs)
    return gpd.GeoDataFrame(frame, geometry=shapes)
