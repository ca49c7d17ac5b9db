"""The outline of an area from a file, and small areas that an atlas has the outlines of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from geo.boundaries import as_objects, geometry_to_degrees, only_polygons, read_boundaries, read_features, repair
from geo.errors import Report, UsageError

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import AtlasFolder

__all__ = ["shape_from_file", "small_areas_of_atlas"]

MOST_SHAPES = 500


def shape_from_file(path: Path) -> BaseGeometry:
    """The polygons of a GeoJSON, GeoPackage or zipped Shapefile as one outline in WGS 84.

    Raises:
        InputError: it cannot be read, or does not say where on Earth it is; the report says why.
        UsageError: it holds no polygon, or very many.
    """
    report = Report(path.name, "boundaries")
    features = read_features(path, report)
    report.raise_if_refused()
    shapes = [one for one in (features.geometry if features else ()) if one is not None and one.area > 0]
    if not shapes or len(shapes) > MOST_SHAPES:
        raise UsageError(
            f"{path.name} holds {len(shapes):,} polygons.", f"Needed: one, or up to {MOST_SHAPES} that make one area."
        )
    found = geometry_to_degrees(as_objects(shapes), features.crs if features else None, report)
    report.raise_if_refused()
    sound = [repair(only) for one in (() if found is None else found) if (only := only_polygons(one)) is not None]
    return shapely.force_2d(shapely.union_all([one for one in sound if one is not None]))


def small_areas_of_atlas(atlas: AtlasFolder) -> gpd.GeoDataFrame | None:
    """The small areas of the statistics that the atlas has: ``area_id``, ``area_name`` and outlines; None without."""
    for record in atlas.config.inputs_of("statistics"):
        if boundaries := atlas.input_options(record).get("boundaries"):
            column = atlas.input_options(record).get("boundaries_id_column") or None
            return read_boundaries(Path(boundaries), id_column=column).areas
    return None
