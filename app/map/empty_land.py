"""Where nobody lives: cells and parts of areas that the map leaves uncoloured, the same for every measure."""

from __future__ import annotations

import json
from functools import lru_cache

import geopandas as gpd
import h3
import numpy as np
import shapely
from shapely.geometry import shape

from app.server import Shown
from geo.cells import cell_polygons

__all__ = ["DOUBTFUL_SHARE", "doubtful_areas", "empty_cells", "lived_in"]

DOUBTFUL_SHARE = 0.5
"""An area of whose people less than this share lives where something is known."""


def _built_land(shown: Shown) -> np.ndarray:
    """Built-up land of the street map; empty where the map has none."""
    with open(shown.edition.background_path, encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    found = [shape(one["geometry"]) for one in features if one["properties"]["layer"] == "built"]
    return shapely.make_valid(np.asarray(found, dtype=object))


@lru_cache(maxsize=4)
def empty_cells(shown: Shown) -> np.ndarray:
    """True for cells where nobody lives, in the order of the cells.

    Where people are counted, cells without any. Where only small areas are counted, each at one point, cells without
    such a point that no built-up land touches; none where the street map has no built-up land.
    """
    is_empty: np.ndarray = shown.cells["weight_n"].fillna(0.0).to_numpy(dtype=float) <= 0
    if shown.is_counted or not is_empty.any():
        return is_empty
    built = _built_land(shown)
    if not len(built):
        return np.zeros_like(is_empty)
    outlines = cell_polygons(shown.cells["cell"]).to_numpy(dtype=object)
    touched = np.unique(shapely.STRtree(outlines).query(built, predicate="intersects")[1])
    is_empty[touched] = False
    return is_empty


@lru_cache(maxsize=4)
def lived_in(shown: Shown) -> gpd.GeoSeries | None:
    """The part of each area in cells where somebody lives, in the order of the areas; None where that is all of it."""
    is_empty = empty_cells(shown)
    if not is_empty.any():
        return None
    cells = shown.cells["cell"].to_numpy(dtype=object)[~is_empty]
    lived = shape(h3.cells_to_geo(list(cells))) if len(cells) else shapely.MultiPolygon()
    areas = shown.areas.geometry.simplify(0.00003, preserve_topology=True).make_valid()
    return areas.intersection(lived)


def doubtful_areas(shown: Shown) -> np.ndarray:
    """True for areas more than half of whose people live where nothing is known."""
    if "known_share" not in shown.areas.columns:
        return np.zeros(len(shown.areas), dtype=bool)
    found: np.ndarray = shown.areas["known_share"].fillna(0.0).to_numpy(dtype=float) < DOUBTFUL_SHARE
    return found
