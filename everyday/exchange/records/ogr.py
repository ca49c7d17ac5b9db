"""GeoPackage and GeoParquet of records, as QGIS, GDAL and Python read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.disk import written_whole
from everyday.exchange.records.geojson import Feature
from everyday.exchange.records.wkb import is_flat_wkb
from geo.errors import Report
from geo.geopackage import settled, views_of
from plan.exchange import Column, text_of_cell

if TYPE_CHECKING:
    import geopandas as gpd
    import pyarrow
    from shapely.geometry.base import BaseGeometry

__all__ = ["read_geopackage", "write_geopackage", "write_geoparquet"]

GEOMETRY = "geom"
_MIDNIGHT = "T00:00:00"
_NOT_FLAT = "The shape is not a point, line or area of at most 500 points."
Row = Mapping[str, Any]


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> pyarrow.Table:
    """Numbers as numbers (empty ones as null), all else as text; lists as in CSV, but nothing guarded."""
    import pyarrow

    arrays, names = [], []
    for column in columns:
        values = [row[column.name] for row in rows]
        if column.is_number:
            kind = pyarrow.int64() if column.form == "whole" else pyarrow.float64()
            arrays.append(pyarrow.array(values, kind))
        else:
            arrays.append(pyarrow.array([text_of_cell(one, is_guarded=False) for one in values], pyarrow.string()))
        names.append(column.name)
    return pyarrow.table(arrays, names=names)


def write_geopackage(
    path: Path, layer: str, columns: Sequence[Column], rows: Sequence[Row], shapes: Sequence[BaseGeometry | None] | None
) -> None:
    """Write one layer of points, lines, areas and rows without a place (``shapes`` None: a table without places)."""
    import pyarrow
    import pyogrio
    import shapely

    table = _table(columns, rows)
    where: dict[str, Any] = {}
    if shapes is not None:
        blobs = pyarrow.array([None if one is None else shapely.to_wkb(one) for one in shapes], pyarrow.binary())
        table = table.append_column(GEOMETRY, blobs)
        where = {"geometry_name": GEOMETRY, "geometry_type": "Unknown", "crs": "EPSG:4326"}
    with written_whole(path) as beside:
        # Version 1.3 of the format is what installations of QGIS and GDAL from before 2023 know.
        pyogrio.write_arrow(table, beside, layer=layer, driver="GPKG", dataset_options={"VERSION": "1.3"}, **where)


def write_geoparquet(
    path: Path, columns: Sequence[Column], rows: Sequence[Row], shapes: Sequence[BaseGeometry | None]
) -> None:
    """Write a GeoParquet file for Python and QGIS."""
    import geopandas as gpd

    frame = gpd.GeoDataFrame(_table(columns, rows).to_pandas(), geometry=list(shapes), crs="EPSG:4326")
    with written_whole(path) as beside:
        frame.to_parquet(beside, index=False)


def read_geopackage(path: Path, report: Report, *, layer: str, most_rows: int) -> list[Feature] | None:
    """Every feature of the layer of that name (else of the only one), in WGS 84; None after a refusal."""
    import pyogrio

    from store.copying import with_table_listed

    try:
        with settled(path) as at_rest, with_table_listed(at_rest, layer) as offered:
            found = _read_layer(offered, report, layer, most_rows, views_of(path))
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError) as fault:
        report.add("refused", "not_a_geopackage", f"It cannot be read as a GeoPackage ({str(fault)[:200]}).",
                   action="Export it again from QGIS as GeoPackage.")  # fmt: skip
        return None
    return None if found is None else _features(*found, report)


def _read_layer(
    path: Path, report: Report, layer: str, most_rows: int, views: Sequence[str]
) -> tuple[dict[str, Any], pyarrow.Table] | None:
    import pyogrio

    names = [str(name) for name, _ in pyogrio.list_layers(path)]
    chosen = layer if layer in names else names[0] if len(names) == 1 else None
    if chosen is None:
        queries = f" Stored queries (views) are not read: {', '.join(views)[:200]}." if views else ""
        others = ", ".join(names)[:300] or "none"
        report.add("refused", "no_layer", f"It has no layer “{layer}”, but: {others}.{queries}",
                   action="Call the layer so, or export only that one.")  # fmt: skip
        return None
    told = pyogrio.read_info(path, layer=chosen, force_feature_count=True)
    if told["features"] > most_rows:
        report.add("refused", "too_many_rows", f"It has more than {most_rows:,} rows.", action="Split the file.")
        return None
    meta, table = pyogrio.read_arrow(path, layer=chosen, datetime_as_string=True)
    return meta | {"times": [name for name, kind in zip(told["fields"], told["dtypes"], strict=True)
                             if str(kind).startswith("datetime")]}, table  # fmt: skip


def _features(meta: dict[str, Any], table: pyarrow.Table, report: Report) -> list[Feature] | None:
    name = meta.get("geometry_name") or "wkb_geometry"
    rows = table.to_pylist()
    for row in rows:  # GDAL takes words that are a day for a day, GeoPandas makes a moment of it
        row |= {name: str(row[name]).removesuffix(_MIDNIGHT) for name in meta["times"] if row.get(name)}
    blobs = [row.pop(name, None) for row in rows]
    faults = ["" if blob is None or is_flat_wkb(blob) else _NOT_FLAT for blob in blobs]
    sound = [None if fault else blob for blob, fault in zip(blobs, faults, strict=True)]
    shapes = _shapes(sound, meta.get("crs"), report)
    if shapes is None:
        return None
    return [Feature(*parts) for parts in zip(rows, shapes, faults, strict=True)]


def _shapes(blobs: list[bytes | None], crs: str | None, report: Report) -> list[BaseGeometry | None] | None:
    """The shapes in degrees; those without a point are None."""
    import geopandas as gpd
    from pyproj.exceptions import ProjError
    from shapely.errors import ShapelyError

    try:
        shapes = gpd.GeoSeries.from_wkb(blobs, crs=crs or "EPSG:4326", on_invalid="raise")
        if shapes.crs != "EPSG:4326":
            shapes = _in_degrees(shapes, report)
    except (ShapelyError, ProjError) as error:
        report.add("refused", "bad_shapes", f"Its shapes cannot be read in degrees ({str(error)[:200]}).",
                   action="Export it again from QGIS, with the coordinate system EPSG:4326.")  # fmt: skip
        return None
    return [None if shape is None or shape.is_empty else shape for shape in shapes]


def _in_degrees(shapes: gpd.GeoSeries, report: Report) -> gpd.GeoSeries:
    """Shapes of another coordinate system in degrees; what is only guessed of it is said with its size in metres."""
    import geopandas as gpd

    from geo.crs import DEGREES, ballpark_size_m, is_ballpark, known_grid, shapes_to_degrees

    system = shapes.crs.to_wkt()
    if grid := known_grid(system):
        return gpd.GeoSeries(shapes_to_degrees(shapes.array, grid), index=shapes.index, crs=DEGREES)
    moved = shapes.to_crs("EPSG:4326")
    west, south, east, north = moved.total_bounds
    if is_ballpark(system) and west <= east:
        size = ballpark_size_m(system, (south + north) / 2, (west + east) / 2)
        off = "by 100 m or more" if size is None else f"by up to about {max(size, 1):,.0f} m"
        report.add(
            "warning", "transformation_guessed",
            f"How its coordinate system lies to longitude and latitude was guessed; places may lie off {off}.",
            needed="a coordinate system with a known datum, such as EPSG:4326 or EPSG:27700",
            action="Set the right coordinate system in QGIS and export it again.",
        )  # fmt: skip
    return moved
