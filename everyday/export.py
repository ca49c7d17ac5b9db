"""Cells and areas of an edition as files for Excel, QGIS and Python."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.cells import cell_polygons
from geo.errors import UsageError

if TYPE_CHECKING:
    from everyday.editions import Edition

__all__ = ["export_table", "neutralised", "with_outlines", "write_table"]

ENDINGS = (".csv", ".geojson", ".gpkg", ".parquet")
_RISKY = ("'", "=", "+", "-", "@", "\t", "\r")


def neutralised(table: pd.DataFrame) -> pd.DataFrame:
    """A copy in which text that a spreadsheet might run gets one ``'`` in front (the contract's quoting rule)."""
    safe = table.copy()
    for column in safe.columns:
        if pd.api.types.is_string_dtype(safe[column]) or pd.api.types.is_object_dtype(safe[column]):
            safe[column] = [
                f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value for value in safe[column]
            ]
    return safe


def with_outlines(edition: Edition, what: str) -> gpd.GeoDataFrame:
    """Cells or areas with all measures and their outlines (WGS 84)."""
    if what == "areas":
        return edition.areas()
    cells = edition.cells()
    return gpd.GeoDataFrame(cells, geometry=cell_polygons(cells["cell"]).to_numpy(), crs="EPSG:4326")


def write_table(table: pd.DataFrame, path: Path, layer: str = "atlas") -> None:
    """Write to ``.csv``, ``.geojson``, ``.gpkg`` or ``.parquet``, whole or not at all. CSV leaves out the outline.

    Raises:
        UsageError: another ending, or an outline format for a table without outlines.
    """
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        raise UsageError(f"{path.name} ends in {suffix or 'nothing'}.", f"Needed: {', '.join(ENDINGS)}.")
    if suffix in (".geojson", ".gpkg") and not isinstance(table, gpd.GeoDataFrame):
        raise UsageError(f"{path.name} needs outlines, and this table has none.", "Needed: .csv or .parquet.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.stem}-") as folder:
        beside = Path(folder) / path.name
        if suffix == ".csv":
            plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
            neutralised(plain).to_csv(beside, index=False, encoding="utf-8-sig", lineterminator="\r\n")
        elif suffix == ".parquet":
            table.to_parquet(beside, index=False)
        elif suffix == ".gpkg":
            table.to_file(beside, driver="GPKG", layer=layer)
        else:
            table.to_file(beside, driver="GeoJSON", COORDINATE_PRECISION=6)
        os.replace(beside, path)


def export_table(edition: Edition, what: str, path: Path) -> int:
    """Write cells or areas of an edition; returns the number of rows."""
    table = with_outlines(edition, what)
    write_table(table, path, layer=what)
    return len(table)
