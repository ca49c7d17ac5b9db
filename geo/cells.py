"""H3 cells: which cells a town overlaps, how much of each lies in which area, and where a point belongs.

Straight edges are straight in degrees (as GeoJSON defines them), for areas and for cells alike, so that placing a
point and cutting a cell always agree. Shares of a cell are exact ratios of sizes on the sphere, so the parts of a
cell add up to the cell; they become square metres through H3's own area of the cell.

Where two areas overlap, the shared ground belongs to the smaller of the two (then to the lower code): a centre drawn
inside a ward keeps its ground, nothing is counted twice, and the study area is the union of its areas.
"""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import h3
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray

from geo.crs import DEGREES, EARTH_RADIUS_M
from geo.errors import UsageError
from geo.tables import CELLS, PIECES

__all__ = ["assign_areas", "cell_of", "cell_polygons", "cover_areas", "parts_within", "piece_outlines", "polygon_size"]

MOST_CELLS = 1_000_000
# A part of a cell smaller than this share (0.1 cm² of a resolution 9 cell) is rounding, not ground.
LEAST_SHARE = 1e-10
# Longer outlines are cut into tiles before they are intersected with cells.
MOST_CORNERS = 500
# A smaller part of a piece is the edge of two outlines that mean the same line.
_CRUMB = 1e-6


def cell_of(lat: ArrayLike, lon: ArrayLike, resolution: int) -> NDArray[np.object_]:
    """H3 cell of each point.

    Args:
        lat, lon: degrees, shape (n,).
        resolution: 0 to 15.

    Returns:
        Object array (n,) of H3 index strings; an empty string where a coordinate is missing.
    """
    _check_resolution(resolution)
    lat_array = np.atleast_1d(np.asarray(lat, dtype=np.float64))
    lon_array = np.atleast_1d(np.asarray(lon, dtype=np.float64))
    known = np.isfinite(lat_array) & np.isfinite(lon_array)
    cells = np.full(lat_array.shape, "", dtype=object)
    found = [h3.latlng_to_cell(a, b, resolution) for a, b in zip(lat_array[known], lon_array[known], strict=True)]
    cells[known] = np.array(found, dtype=object)
    return cells


def cell_polygons(cells: Iterable[str]) -> gpd.GeoSeries:
    """Outlines of H3 cells as a GeoSeries in WGS 84, indexed by cell, in the order given."""
    names = list(cells)
    rings, parts = [], np.empty(len(names), dtype=np.int64)
    for position, cell in enumerate(names):
        boundary = h3.cell_to_boundary(cell)
        parts[position] = len(boundary)
        rings.extend(boundary)
    coordinates = np.asarray(rings, dtype=np.float64).reshape(-1, 2)[:, ::-1]
    owner = np.repeat(np.arange(len(names)), parts)
    outlines = shapely.polygons(shapely.linearrings(coordinates, indices=owner)) if names else np.empty(0, object)
    return gpd.GeoSeries(outlines, index=pd.Index(names, name="cell", dtype=object), crs=DEGREES)


def assign_areas(lat: ArrayLike, lon: ArrayLike, areas: gpd.GeoDataFrame) -> NDArray[np.int64]:
    """Row position of the area in which each point lies.

    Exact point in polygon; a point on an edge belongs to the study area. Where areas overlap or meet, the
    smaller one has the point (then the lower code), whatever the order of the rows.

    Args:
        lat, lon: degrees, shape (n,).
        areas: AREAS, in WGS 84.

    Returns:
        int64 (n,): positions in ``areas``, -1 outside every area or where a coordinate is missing.
    """
    lat_array = np.atleast_1d(np.asarray(lat, dtype=np.float64))
    lon_array = np.atleast_1d(np.asarray(lon, dtype=np.float64))
    rows = np.full(lat_array.shape, -1, dtype=np.int64)
    known = np.flatnonzero(np.isfinite(lat_array) & np.isfinite(lon_array))
    if not len(areas) or not len(known):
        return rows
    outlines = np.asarray(areas.geometry.array, dtype=object)
    rank = _rank_by_size(areas)
    tree = shapely.STRtree(shapely.points(lon_array[known], lat_array[known]))
    area_row, point = tree.query(outlines, predicate="intersects")
    order = np.lexsort((rank[area_row], point))
    first = np.unique(point[order], return_index=True)[1]
    rows[known[point[order][first]]] = area_row[order][first]
    return rows


def cover_areas(areas: gpd.GeoDataFrame, resolution: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every H3 cell that overlaps the study area, and the parts of each cell by area.

    Args:
        areas: AREAS, in WGS 84, valid polygons.
        resolution: H3 resolution, 0 to 15 (the atlas uses 9).

    Returns:
        ``(cells, pieces)``: CELLS sorted by ``cell``, one row per cell with ``inside_share`` at most 1, and PIECES
        sorted by ``cell`` and ``area_id``. The pieces of a cell never overlap, so they add up to its inside share.

    Raises:
        UsageError: a resolution that does not exist or one so fine that the town would have over a million cells.
    """
    _check_resolution(resolution)
    _check_number_of_cells(areas, resolution)
    areas = areas.iloc[np.argsort(areas["area_id"].to_numpy(dtype=object).astype(str), kind="stable")]
    owned = _without_overlaps(areas)
    names = np.array(_candidate_cells(np.asarray(areas.geometry.array, dtype=object), resolution), dtype=object)
    outlines = np.asarray(cell_polygons(names).array, dtype=object)
    cell_row, area_row, share = _shares(outlines, owned)
    area_m2 = np.array([h3.cell_area(cell, unit="m^2") for cell in names])
    area_ids = areas["area_id"].to_numpy(dtype=object)
    pieces = pd.DataFrame(
        {
            "cell": names[cell_row],
            "area_id": area_ids[area_row],
            "piece_m2": share * area_m2[cell_row],
            "piece_share": share,
            "_row": area_row,
            "_rank": _rank_by_size(areas)[area_row],
            "_area_m2": area_m2[cell_row],
        }
    )
    cells = _cells_from_pieces(pieces, areas)
    pieces = pieces.sort_values(["cell", "area_id"], ignore_index=True)
    return cells, pieces[PIECES.names]


def piece_outlines(areas: gpd.GeoDataFrame, pieces: pd.DataFrame) -> NDArray[np.object_]:
    """Outlines of pieces (object (n,), WGS 84), in the order of the rows of ``pieces``.

    Args:
        areas: the AREAS from which the pieces were made.
        pieces: PIECES from :func:`cover_areas`.
    """
    cells, cell_row = np.unique(pieces["cell"].to_numpy(dtype=object).astype(str), return_inverse=True)
    outlines = np.asarray(cell_polygons(cells.tolist()).array, dtype=object)[cell_row]
    rows = pd.Index(areas["area_id"]).get_indexer(pieces["area_id"])
    cut = pieces["piece_share"].to_numpy() < 1
    outlines[cut] = _only_polygons(shapely.intersection(outlines[cut], _without_overlaps(areas)[rows[cut]]))
    return outlines


def parts_within(
    areas: gpd.GeoDataFrame, pieces: pd.DataFrame, outline: shapely.Geometry | None
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Which pieces have ground inside an outline, and which part of each.

    Args:
        areas: the AREAS from which the pieces were made.
        pieces: PIECES from :func:`cover_areas`.
        outline: polygons in WGS 84; None has nothing inside.

    Returns:
        Positions of pieces (k,) in order, and the part of the ground of each that lies inside, above 0 and at most 1.
    """
    cells, cell_row = np.unique(pieces["cell"].to_numpy(dtype=object).astype(str), return_inverse=True)
    polygons = np.asarray(cell_polygons(cells.tolist()).array, dtype=object)
    if outline is None:
        return np.empty(0, dtype=np.intp), np.empty(0)
    touched = np.zeros(len(cells), dtype=bool)
    touched[shapely.STRtree(polygons).query(outline, predicate="intersects")] = True
    rows = np.flatnonzero(touched[cell_row])
    part = np.ones(len(rows))
    shapely.prepare(outline)
    cut = np.flatnonzero(~shapely.covers(outline, polygons[cell_row[rows]]))
    own = piece_outlines(areas, pieces.iloc[rows[cut]])
    inside = polygon_size(shapely.intersection(own, outline)) / np.maximum(polygon_size(own), 1e-300)
    part[cut] = np.where(inside > 1 - _CRUMB, 1.0, np.where(inside < _CRUMB, 0.0, inside))
    return rows[part > 0], part[part > 0]


def _only_polygons(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Intersections without the lines and points in which outlines merely touch."""
    made = geometries.copy()
    for row in np.flatnonzero(~np.isin(shapely.get_type_id(geometries), (3, 6))):
        parts = shapely.get_parts(geometries[row])
        made[row] = shapely.union_all(parts[shapely.get_type_id(parts) == 3])
    return made


def polygon_size(geometries: NDArray[np.object_]) -> NDArray[np.float64]:
    """Exact size on the unit sphere (steradians) of polygons whose edges are straight in degrees.

    The area under an edge is its difference in longitude times the mean sine of latitude along it, in closed form,
    so parts of a polygon add up to the polygon.

    Args:
        geometries: object (n,), in WGS 84; what is not a polygon has size 0.

    Returns:
        float64 (n,).
    """
    parts, owner = shapely.get_parts(geometries, return_index=True)
    is_polygon = shapely.get_type_id(parts) == 3
    parts, owner = parts[is_polygon], owner[is_polygon]
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    is_edge = ring[1:] == ring[:-1]
    half_step = (lat[1:] - lat[:-1]) / 2
    mean_sine = np.sin((lat[1:] + lat[:-1]) / 2) * np.sinc(half_step / np.pi)
    first = np.searchsorted(ring, np.arange(len(rings)))
    mean_sine -= np.sin(lat[first])[ring[1:]]
    under = np.where(is_edge, (lon[1:] - lon[:-1]) * mean_sine, 0.0)
    size = np.abs(np.bincount(ring[1:], weights=under, minlength=len(rings)))
    is_exterior = np.diff(ring_part, prepend=-1) != 0
    signed = np.where(is_exterior, size, -size)
    return np.bincount(owner[ring_part], weights=signed, minlength=len(geometries)).astype(np.float64)


def _check_resolution(resolution: int) -> None:
    if isinstance(resolution, bool) or not isinstance(resolution, int | np.integer) or not 0 <= resolution <= 15:
        raise UsageError(
            f"There is no H3 resolution {resolution!r}.",
            "Needed: a whole number from 0 to 15.",
            "9 (cells of about 0.1 km²) suits a town.",
        )


def _check_number_of_cells(areas: gpd.GeoDataFrame, resolution: int) -> None:
    km2 = float(polygon_size(np.asarray(areas.geometry.array, dtype=object)).sum()) * (EARTH_RADIUS_M / 1000) ** 2
    expected = km2 / h3.average_hexagon_area(int(resolution), unit="km^2")
    if expected > MOST_CELLS:
        raise UsageError(
            f"At H3 resolution {resolution} a study area of {km2:,.0f} km² has about {expected:,.0f} cells.",
            f"Needed: at most {MOST_CELLS:,}.",
            "Choose a lower resolution (9 suits a town) or a smaller study area.",
        )


def _rank_by_size(areas: gpd.GeoDataFrame) -> NDArray[np.int64]:
    """0 for the smallest area: the order in which areas claim ground that several of them cover."""
    size = np.round(polygon_size(np.asarray(areas.geometry.array, dtype=object)), 15)
    order = np.lexsort((areas["area_id"].astype(str).to_numpy(dtype=object).astype(str), size))
    rank = np.empty(len(areas), dtype=np.int64)
    rank[order] = np.arange(len(areas))
    return rank


def _without_overlaps(areas: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """The areas' outlines, each larger area without what smaller ones claim of it."""
    outlines = np.asarray(shapely.force_2d(np.asarray(areas.geometry.array, dtype=object)), dtype=object).copy()
    rank = _rank_by_size(areas)
    large, small = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    is_pair = rank[large] > rank[small]
    large, small = large[is_pair], small[is_pair]
    if not len(large):
        return outlines
    shared = shapely.area(shapely.intersection(outlines[large], outlines[small]))
    overlapping = shared > 1e-16  # square degrees: about a square millimetre
    whole = outlines.copy()
    for row in np.unique(large[overlapping]):
        claims = small[overlapping & (large == row)]
        outlines[row] = shapely.difference(whole[row], shapely.union_all(whole[claims]))
    return outlines


def _candidate_cells(outlines: NDArray[np.object_], resolution: int) -> list[str]:
    """Cells that may overlap; exact tests follow.

    H3's overlap cover of the study area drawn a little larger with few corners, and one ring of cells more: H3's
    time grows with corners times cells.
    """
    tolerance = h3.average_hexagon_edge_length(resolution, unit="km") / 111.0
    union = shapely.union_all(outlines)
    larger = shapely.buffer(shapely.simplify(union, tolerance), tolerance * 1.01, quad_segs=2)
    found: set[str] = set()
    for polygon in shapely.get_parts(larger):
        shape = h3.LatLngPoly([(y, x) for x, y in polygon.exterior.coords[:-1]])
        found.update(h3.h3shape_to_cells_experimental(shape, resolution, contain="overlap"))
    ring: set[str] = set()
    for cell in found:
        ring.update(h3.grid_disk(cell, 1))
    return sorted(ring)


def _shares(
    cells: NDArray[np.object_], areas: NDArray[np.object_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Positions of cell and area and the share of the cell, for every overlap of the two."""
    shapely.prepare(areas)
    area_row, cell_row = shapely.STRtree(cells).query(areas, predicate="intersects")
    is_whole = shapely.covers(areas[area_row], cells[cell_row])
    share = np.ones(len(cell_row))
    cut = ~is_whole
    share[cut] = _shared_size(cells, cell_row[cut], areas, area_row[cut]) / polygon_size(cells)[cell_row[cut]]
    kept = share > LEAST_SHARE
    return cell_row[kept], area_row[kept], np.minimum(share[kept], 1.0)


def _shared_size(
    cells: NDArray[np.object_],
    cell_row: NDArray[np.int64],
    areas: NDArray[np.object_],
    area_row: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Size (steradians) of what each cell and area have in common. Long outlines are first split into tiles."""
    tiles, tile_area = _tiles(areas, np.unique(area_row))
    pair_of = pd.MultiIndex.from_arrays([cell_row, area_row])
    tile, cut_cell = shapely.STRtree(cells).query(tiles, predicate="intersects")
    pair = pair_of.get_indexer(pd.MultiIndex.from_arrays([cut_cell, tile_area[tile]]))
    tile, cut_cell, pair = tile[pair >= 0], cut_cell[pair >= 0], pair[pair >= 0]
    size = polygon_size(shapely.intersection(cells[cut_cell], tiles[tile]))
    return np.bincount(pair, weights=size, minlength=len(cell_row)).astype(np.float64)


def _tiles(areas: NDArray[np.object_], rows: NDArray[np.int64]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """The areas of ``rows`` in parts of few corners that do not overlap, and the row of each part."""
    todo = [(areas[row], int(row)) for row in rows]
    parts: list[tuple[shapely.Geometry, int]] = []
    while todo:
        outline, row = todo.pop()
        west, south, east, north = outline.bounds
        if shapely.get_num_coordinates(outline) <= MOST_CORNERS or max(east - west, north - south) < 1e-9:
            parts.append((outline, row))
            continue
        x, y = (west + east) / 2, (south + north) / 2
        halves = (
            (shapely.box(west, south, x, north), shapely.box(x, south, east, north))
            if east - west > north - south
            else (shapely.box(west, south, east, y), shapely.box(west, y, east, north))
        )
        todo += [(half, row) for half in _only_polygons(shapely.intersection(outline, halves)) if not half.is_empty]
    outlines = np.empty(len(parts), dtype=object)
    outlines[:] = [outline for outline, _ in parts]
    return outlines, np.array([row for _, row in parts], dtype=np.int64)


def _cells_from_pieces(pieces: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row per cell: the area with the largest share, the centre, the size and the inside share."""
    ranked = pieces.sort_values(["cell", "piece_share", "_rank"], ascending=[True, False, True], kind="stable")
    cells = ranked.drop_duplicates("cell").reset_index(drop=True)
    inside = pieces.groupby("cell", sort=True)["piece_share"].sum().reindex(cells["cell"]).to_numpy()
    centres = np.array([h3.cell_to_latlng(cell) for cell in cells["cell"]]).reshape(-1, 2)
    cells["area_name"] = areas["area_name"].to_numpy(dtype=object)[cells["_row"].to_numpy()]
    cells["lat"], cells["lon"] = centres[:, 0], centres[:, 1]
    cells["area_m2"] = cells["_area_m2"]
    cells["inside_share"] = np.where(inside > 1 - 1e-9, 1.0, inside)
    return cells[CELLS.names]
