"""The ground that movement is counted on: areas and their neighbours, cells, places, the time zone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from everyday.atlas import AtlasFolder
from geo.errors import NotFoundError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["Ground", "adjacent_areas", "ground_of", "ground_of_atlas"]

PLACE_M = 60.0
"""A stay is at a place within this distance, at the nearest of several."""
_TOUCHING_DEGREES = 1e-5


@dataclass(frozen=True, eq=False)
class Ground:
    """Areas and places of a town.

    Attributes:
        areas: ``area_id`` and outlines.
        places: ``place_id, kind`` and outlines; empty where the atlas has no edition yet.
        adjacent: neighbours of each area.
        resolution: of the cells.
        timezone: days and hours are local.
        fingerprint: of the areas.
        edition: id of the edition whose places these are.
        weights: people by cell, as far as they are known.
    """

    areas: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    adjacent: dict[str, frozenset[str]]
    resolution: int
    timezone: str
    fingerprint: str
    edition: str = ""
    weights: dict[str, float] = field(default_factory=dict)

    def lived_in(self) -> dict[str, float]:
        """How many people live in each cell of the town; where that is not known, as many in each."""
        if any(weight > 0 for weight in self.weights.values()):
            return self.weights
        from geo.cells import cover_areas

        return dict.fromkeys(cover_areas(self.areas, self.resolution)[0]["cell"], 1.0)

    @property
    def area_ids(self) -> list[str]:
        """Codes of the areas, in order."""
        return [str(one) for one in self.areas["area_id"]]

    @property
    def kinds(self) -> list[str]:
        """Kinds of the places, in the order of the alphabet."""
        return sorted({str(one) for one in self.places["kind"]})

    def areas_at(self, lat: ArrayLike, lon: ArrayLike) -> list[str]:
        """Area of each point; "" outside."""
        from geo.cells import assign_areas

        points = np.asarray(lat, dtype=float), np.asarray(lon, dtype=float)
        if not len(points[0]):
            return []
        ids = [*self.areas["area_id"].astype(str), ""]
        return [ids[row] for row in assign_areas(*points, self.areas)]

    def cells_at(self, lat: ArrayLike, lon: ArrayLike) -> NDArray[np.uint64]:
        """H3 cell of each point as a number."""
        from h3.api import basic_int

        pairs = zip(np.asarray(lat, dtype=float), np.asarray(lon, dtype=float), strict=True)
        return np.array([basic_int.latlng_to_cell(a, b, self.resolution) for a, b in pairs], dtype=np.uint64)

    def places_at(
        self, lat: ArrayLike, lon: ArrayLike
    ) -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.object_]]:
        """Id, kind and area of the place at each point; "" where there is none."""
        from geo.crs import local_crs, shapes_to_local, to_local

        points = np.asarray(lat, dtype=float), np.asarray(lon, dtype=float)
        found = tuple(np.full(len(points[0]), "", dtype=object) for _ in range(3))
        if len(points[0]) and len(self.places):
            crs = local_crs(float(np.median(points[0])), float(np.median(points[1])))
            tree = shapely.STRtree(shapes_to_local(self.places.geometry.array, crs))
            spots = shapely.points(*to_local(*points, crs))
            which, place = tree.query_nearest(spots, max_distance=PLACE_M, all_matches=False)
            for column, into in zip(("place_id", "kind", "area_id"), found, strict=True):
                into[which] = self.places[column].astype(str).to_numpy(dtype=object)[place]
        return found[0], found[1], found[2]

    def where(self, home_area: str, area_id: str) -> str:
        """``own``, ``adjacent``, ``city`` (elsewhere in town) or ``elsewhere`` (outside)."""
        if not area_id:
            return "elsewhere"
        if area_id == home_area:
            return "own"
        return "adjacent" if area_id in self.adjacent.get(home_area, frozenset()) else "city"


def adjacent_areas(areas: gpd.GeoDataFrame) -> dict[str, frozenset[str]]:
    """Areas that touch each other, by code."""
    ids = areas["area_id"].astype(str).tolist()
    shapes = areas.geometry.to_numpy()
    tree = shapely.STRtree(shapes)
    pairs = tree.query(shapes, predicate="dwithin", distance=_TOUCHING_DEGREES)
    found: dict[str, set[str]] = {one: set() for one in ids}
    for one, other in zip(*pairs, strict=True):
        if one != other:
            found[ids[one]].add(ids[other])
    return {one: frozenset(others) for one, others in found.items()}


def areas_fingerprint(areas: gpd.GeoDataFrame) -> str:
    """Twelve hex digits that change with codes or outlines of areas."""
    digest = hashlib.sha256()
    for area_id, shape in sorted(
        zip(areas["area_id"].astype(str), areas.geometry, strict=True), key=lambda one: one[0]
    ):
        digest.update(area_id.encode() + shapely.to_wkb(shapely.normalize(shapely.set_precision(shape, 1e-7))))
    return digest.hexdigest()[:12]


def ground_of(
    areas: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame,
    *,
    resolution: int,
    timezone: str,
    edition: str = "",
    cells: pd.DataFrame | None = None,
) -> Ground:
    """The ground of areas and places; ``cells`` tell how many people live where (``weight_n``)."""
    from geo.cells import assign_areas

    codes = [*areas["area_id"].astype(str), ""]
    points = places["lat"].to_numpy(float), places["lon"].to_numpy(float)
    rows: list[int] = assign_areas(*points, areas).tolist() if len(places) else []
    placed = places[["place_id", "kind", "geometry"]].assign(area_id=[codes[row] for row in rows])
    weights = (
        {} if cells is None else dict(zip(cells["cell"], cells["weight_n"].fillna(0.0).astype(float), strict=True))
    )
    return Ground(
        areas, placed, adjacent_areas(areas), resolution, timezone, areas_fingerprint(areas), edition, weights
    )  # fmt: skip


def ground_of_atlas(atlas: AtlasFolder) -> Ground:
    """The ground of an atlas: its own areas, and the places of the edition shown, if there is one."""
    import geopandas as gpd

    from everyday.atlas import open_edition

    areas = atlas.own_areas()
    try:
        opened = open_edition(atlas.edition())
    except NotFoundError:
        columns: dict[str, list[object]] = {name: [] for name in ("place_id", "kind", "lat", "lon", "geometry")}
        places, edition, cells = gpd.GeoDataFrame(columns, geometry="geometry", crs="EPSG:4326"), "", None
    else:
        places, edition, cells = opened.places, opened.id, opened.cells
    return ground_of(
        areas, places, resolution=atlas.config.resolution, timezone=atlas.config.timezone, edition=edition, cells=cells
    )  # fmt: skip
