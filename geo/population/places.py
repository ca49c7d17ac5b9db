"""Where people are counted: points or small areas of a file, or the coordinate columns of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.boundaries import (
    as_objects,
    as_text,
    choose_code_column,
    decode_text,
    geometry_to_degrees,
    kind_of_file,
    only_polygons,
    read_features,
    repair,
)
from geo.errors import Report
from geo.population.tables import (
    coordinate_columns,
    list_columns,
    number_from_text,
    point_column,
    points_from_texts,
    read_table,
    tell_cut_off,
)
from geo.population.workbooks import WORKBOOKS, read_workbook

__all__ = ["Places", "open_population", "places_from_table"]


_CODE = re.compile(r"^[EWSN]\d{8}$")


@dataclass(frozen=True)
class Places:
    """Places of a file in file order.

    Attributes:
        attributes: one row per place; the index says which feature, row or line of the file it is.
        geometry: object (n,), in WGS 84; None where there is none.
        label: what the index counts: ``"feature"``, ``"row"`` or ``"line"``.
        codes: object (n,), text; filled by :meth:`usable`.
    """

    attributes: pd.DataFrame
    geometry: NDArray[np.object_]
    label: str
    codes: NDArray[np.object_]

    def usable(self, id_column: str | None, report: Report) -> Places:
        """Places with a point or a valid polygon and their codes; what is left out or redrawn is reported."""
        code = choose_code_column(self.attributes, id_column, report)
        if not report.is_usable:
            return self
        index = self.attributes.index
        shapes = as_objects(_point_or_polygon(shape) for shape in self.geometry)
        kept = np.array([shape is not None for shape in shapes], dtype=bool)
        if not kept.any():
            report.add(
                "refused",
                "no_place",
                f"no {self.label} has a point or polygon.",
                needed="points or polygons where people live.",
                action="Choose a file of points or small areas.",
            )
            return self
        if not kept.all():
            report.add(
                "repaired",
                "no_place",
                f"{int((~kept).sum()):,} {self.label}s without a point or polygon.",
                needed="a point or polygon each.",
                action="Left out: these people are missing.",
                where=[f"{self.label} {number}" for number in index[~kept]],
            )
        redrawn = [n for n, s in zip(index, self.geometry, strict=True) if s is not None and not s.is_valid]
        if redrawn:
            report.add(
                "repaired",
                "invalid_ring",
                f"{len(redrawn):,} outlines that cross or touch themselves.",
                action="Redrawn as valid polygons through the same points.",
                where=[f"{self.label} {number}" for number in redrawn],
            )
        texts = self.attributes[code].map(as_text) if code else pd.Series(map(str, index), index=index)
        codes = np.array([t or str(n) for n, t in texts[kept].items()], dtype=object)
        report.facts["Code column"] = code or "none: numbered in file order"
        _tell_repeated(codes, index[kept], self.label, report)
        return replace(self, attributes=self.attributes[kept], geometry=shapes[kept], codes=codes)


def _point_or_polygon(shape: BaseGeometry | None) -> BaseGeometry | None:
    """The shape as a point or a valid (Multi)Polygon; several points become their centre; None if neither."""
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type == "Point":
        return shape
    if shape.geom_type == "MultiPoint":
        return shape.centroid
    polygons = only_polygons(shape)
    return None if polygons is None else repair(polygons)


def _tell_repeated(codes: NDArray[np.object_], index: pd.Index, label: str, report: Report) -> None:
    repeated = pd.Series(codes).duplicated(keep=False).to_numpy()
    if repeated.any():
        number = len(set(codes[repeated]))
        report.add(
            "warning",
            "duplicate_code",
            f"{number:,} code{'' if number == 1 else 's'} occurring more than once.",
            action="Every one is counted where it lies.",
            where=[f"{label} {place} ({code})" for place, code in zip(index[repeated], codes[repeated], strict=True)],
        )


def open_population(path: Path, report: Report) -> Places | pd.DataFrame:
    """Places of a map file, or the rows of a plain table; after a refusal an empty table."""
    nothing = pd.DataFrame()
    kind = kind_of_file(path) if path.is_file() else ""
    if kind == "text":
        report.facts["Format"] = "CSV"
        table = read_table(decode_text(path.read_bytes()), report)
        return nothing if table is None else table
    if path.suffix.lower() in WORKBOOKS and path.is_file():
        report.facts["Format"] = f"{path.suffix[1:].upper()} workbook"
        table = read_workbook(path, report)
        return nothing if table is None else table
    if kind == "parquet" and not _has_geometry(path):
        report.facts["Format"] = "Parquet"
        return _plain_parquet(path, report)
    features = read_features(path, report, wanted="Point")
    if features is None or not report.is_usable:
        return nothing
    report.facts["Format"] = features.kind + (f", layer {features.layer}" if features.layer else "")
    moved = geometry_to_degrees(features.geometry, features.crs, report)
    if moved is None:
        return nothing
    attributes = features.attributes.copy()
    attributes.index = pd.RangeIndex(1, len(attributes) + 1)
    label = "row" if features.kind == "GeoParquet" else "feature"
    return Places(attributes, moved, label, np.full(len(moved), "", dtype=object))


def _has_geometry(path: Path) -> bool:
    import pyarrow.parquet

    try:
        return b"geo" in (pyarrow.parquet.read_schema(path).metadata or {})
    except (OSError, ValueError):
        return True  # a broken file: let the reader say so


def _plain_parquet(path: Path, report: Report) -> pd.DataFrame:
    try:
        table = pd.read_parquet(path)
    except (OSError, ValueError, TypeError) as error:
        report.add(
            "refused",
            "cannot_open",
            f"the Parquet file cannot be opened ({' '.join(str(error).split())[:120]}).",
            needed="a complete Parquet file.",
            action="Download or export it again.",
        )
        return pd.DataFrame()
    table.columns = table.columns.map(str)
    table.index = pd.RangeIndex(1, len(table) + 1)
    tell_cut_off(table, report)
    return table


def places_from_table(table: pd.DataFrame, report: Report) -> Places:
    """Places from the coordinate columns of a table; the second pair fills what the first leaves blank (NaPTAN)."""
    pairs = coordinate_columns([str(column) for column in table.columns])
    geometry = np.full(len(table), None, dtype=object)
    blank = np.full(len(table), "", dtype=object)
    together = point_column([str(column) for column in table.columns])
    if not pairs and together is not None:
        x, y = points_from_texts(table[together])
        found = np.isfinite(x) & np.isfinite(y) & ~((x == 0) & (y == 0))
        if found.any():
            moved = geometry_to_degrees(as_objects(shapely.points(x[found], y[found])), "EPSG:4326", report)
            if moved is not None:
                geometry[found] = moved
            report.facts["Coordinates from"] = f"{together} (latitude first)"
            return Places(table, geometry, "line", blank)
    if not pairs:
        if report.is_usable and len(table.columns):
            report.add(
                "refused",
                "no_coordinates",
                f"the table does not say where its rows are (columns: {list_columns(table.columns)}).",
                needed="columns lat and lon, or easting and northing, or a file of small areas to join by code.",
                action=_where_it_lies(table),
            )
        return Places(table, geometry, "line", blank)
    used = []
    for x_column, y_column, is_degrees in pairs:
        x, y = (_coordinates(table[name], is_degrees) for name in (x_column, y_column))
        is_open = np.array([shape is None for shape in geometry], dtype=bool)
        found = is_open & np.isfinite(x) & np.isfinite(y) & ~((x == 0) & (y == 0))
        if not found.any():
            continue
        moved = geometry_to_degrees(as_objects(shapely.points(x[found], y[found])), None, report)
        if moved is None:
            return Places(table, geometry, "line", blank)
        geometry[found] = moved
        used.append(f"{x_column}, {y_column}")
    report.facts["Coordinates from"] = "; ".join(used) or "none"
    return Places(table, geometry, "line", blank)


def _coordinates(values: pd.Series, is_degrees: bool) -> NDArray[np.float64]:
    texts = values.map(as_text)
    if is_degrees:
        texts = texts.str.replace(",", ".", regex=False)
    numbers = [number_from_text(text) for text in texts]
    return np.array([np.nan if number is None else number for number in numbers], dtype=np.float64)


def _where_it_lies(table: pd.DataFrame) -> str:
    """What to do about a table without places: its codes can be joined, if it has any."""
    has_codes = any(table[name].astype(str).str.strip().str.match(_CODE).mean() > 0.5 for name in table.columns)
    if has_codes:
        return (
            "In an atlas whose areas have these codes it is joined when it is added; else give the boundaries of the "
            "small areas with the boundaries option (--boundaries FILE)."
        )
    return (
        "Give the boundaries of the small areas with the boundaries option (--boundaries FILE); a table of something "
        "else than people is no population: leave it out, or say what it is (--as KIND)."
    )
