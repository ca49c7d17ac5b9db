"""Which part of each other area lies in which area of the atlas, by people where they are known, else by ground."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.cells import assign_areas
from geo.crs import local_crs, shapes_to_local

__all__ = ["Weights", "weights_by_place"]

_EDGE = 0.1
"""Outlines of two sources differ along coasts: so much of an area may lie outside and still be counted whole."""


@dataclass(frozen=True)
class Weights:
    """Parts of other areas in areas.

    Attributes:
        codes: of the other areas (n,).
        areas: codes of the areas (m,).
        shares: (m, n), the part of each other area in each area; a column and ``outside`` add up to 1.
        outside: (n,), the part outside all areas.
        people: (n,), people of each other area as a whole; 1 each where they are not known.
        has_people: people are known.
        ground: (m, n), square metres; zero where not known.
        method: how, in words.
    """

    codes: tuple[str, ...]
    areas: tuple[str, ...]
    shares: NDArray[np.float64]
    outside: NDArray[np.float64]
    people: NDArray[np.float64]
    has_people: bool
    ground: NDArray[np.float64]
    method: str

    @property
    def parts(self) -> NDArray[np.float64]:
        """People of each other area in each area (m, n); shares where people are not known."""
        return self.shares * self.people

    @property
    def held(self) -> NDArray[np.float64]:
        """What decides from where most of an area's people come (m, n): people, else ground."""
        return self.parts if self.has_people or not self.ground.any() else self.ground


def weights_by_place(others: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, people: gpd.GeoDataFrame | None) -> Weights:
    """Weights from outlines.

    Args:
        others: ``area_id`` and polygons in WGS 84, which do not overlap.
        areas: ``area_id`` and polygons in WGS 84.
        people: ``count`` and points or polygons (of output areas: their inner point counts), or None.
    """
    ground, whole = _ground(others, areas)
    by_ground = ground / np.where(whole > 0, whole, 1.0)
    inside = by_ground.sum(axis=0)
    nearly = (inside >= 1 - _EDGE) & (inside > 0)
    by_ground = np.where(nearly, by_ground / np.where(nearly, inside, 1.0), by_ground)
    codes = tuple(others["area_id"].astype(str))
    own = tuple(areas["area_id"].astype(str))
    if people is None or not len(people):
        ones = np.ones(len(codes))
        outside = np.clip(1 - by_ground.sum(axis=0), 0.0, 1.0)
        return Weights(codes, own, by_ground, outside, ones, False, ground, "by the ground that they share")
    counted = _people(others, areas, people)
    total = counted.sum(axis=0)
    shares = np.where(total > 0, counted[:-1] / np.where(total > 0, total, 1.0), by_ground)
    outside = np.clip(1 - shares.sum(axis=0), 0.0, 1.0)
    empty_n = int((total == 0).sum())
    method = f"by the people of {len(people):,} places" + (f"; {empty_n:,} without people by ground" if empty_n else "")
    return Weights(codes, own, shares, outside, total, True, ground, method)


def _ground(others: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Square metres of each other area in each area (m, n), and of each as a whole (n,)."""
    west, south, east, north = areas.total_bounds
    crs = local_crs((south + north) / 2, (west + east) / 2)
    there = shapes_to_local(others.geometry.array, crs)
    here = shapes_to_local(areas.geometry.array, crs)
    found = np.zeros((len(here), len(there)))
    rows, columns = shapely.STRtree(there).query(here, predicate="intersects")
    found[rows, columns] = shapely.area(shapely.intersection(here[rows], there[columns]))
    return found, shapely.area(there)


def _people(others: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, people: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """People of each other area in each area, and outside all areas as the last row: (m + 1, n)."""
    points = shapely.get_coordinates(shapely.point_on_surface(np.asarray(people.geometry.array, dtype=object)))
    counts = people["count"].to_numpy(dtype=np.float64)
    there = assign_areas(points[:, 1], points[:, 0], others)
    here = assign_areas(points[:, 1], points[:, 0], areas)
    found = np.zeros((len(areas) + 1, len(others)))
    known = there >= 0
    np.add.at(found, (np.where(here < 0, len(areas), here)[known], there[known]), counts[known])
    return found
