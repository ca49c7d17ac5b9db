"""Two wards in strips of small areas, with people by place: what is rolled up can be worked out by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import geopandas as gpd
from shapely.geometry import Point, box

__all__ = ["PEOPLE", "SMALL", "WARDS", "people_at", "saved", "squares"]


def squares(codes: list[str], edges: list[float]) -> gpd.GeoDataFrame:
    """Strips of a hundredth of a degree between the edges."""
    shapes = [box(east / 100, 51.0, west / 100, 51.01) for east, west in pairwise(edges)]
    return gpd.GeoDataFrame({"area_id": codes, "area_name": codes}, geometry=shapes, crs=4326)


def people_at(places: list[tuple[float, float]]) -> gpd.GeoDataFrame:
    """People by the easting of their place."""
    return gpd.GeoDataFrame(
        {"count": [count for _, count in places]}, geometry=[Point(x / 100, 51.005) for x, _ in places], crs=4326
    )


def saved(frame: gpd.GeoDataFrame, path: Path) -> str:
    frame.rename(columns={"area_id": "LSOA11CD", "area_name": "LSOA11NM"}).to_file(path, driver="GeoJSON")
    return str(path)


WARDS = squares(["E05000001", "E05000002"], [0, 2, 4])
SMALL = squares(["E01000001", "E01000002", "E01000003"], [0, 1, 3, 4])
PEOPLE = people_at([(0.5, 100), (1.5, 300), (2.5, 100), (3.5, 500)])
