"""Cells and areas of an edition as files for Excel, QGIS and Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from everyday.atlas import written_whole
from everyday.exchange.tables import write_xlsx
from geo.cells import cell_polygons
from geo.errors import UsageError
from plan.exchange import guard_text

if TYPE_CHECKING:
    from everyday.atlas import Edition

__all__ = ["export_table", "neutralised", "with_outlines", "write_table"]

ENDINGS = (".csv", ".xlsx", ".geojson", ".gpkg", ".parquet")


def neutralised(table: pd.DataFrame) -> pd.DataFrame:
    """A copy in which text that a spreadsheet might run gets one ``'`` in front (the contract's quoting rule)."""
    safe = table.copy()
    for column in safe.columns:
        if pd.api.types.is_string_dtype(safe[column]) or pd.api.types.is_object_dtype(safe[column]):
            safe[column] = [guard_text(value) if isinstance(value, str) else value for value in safe[column]]
    return safe


def with_outlines(edition: Edition, what: str) -> gpd.GeoDataFrame:
    """Cells or areas with all measures and their outlines (WGS 84)."""
    if what == "areas":
        return edition.areas()
    cells = edition.cells()
    return gpd.GeoDataFrame(cells, geometry=cell_polygons(cells["cell"]).to_numpy(), crs="EPSG:4326")


def write_table(table: pd.DataFrame, path: Path, layer: str = "atlas") -> None:
    """Write to ``.csv``, ``.xlsx``, ``.geojson``, ``.gpkg`` or ``.parquet``, whole or not at all.

    CSV and XLSX leave out the outline.

    Raises:
        UsageError: another ending, or an outline format for a table without outlines.
    """
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        raise UsageError(f"{path.name} ends in {suffix or 'nothing'}.", f"Needed: {', '.join(ENDINGS)}.")
    if suffix in (".geojson", ".gpkg") and not isinstance(table, gpd.GeoDataFrame):
        raise UsageError(f"{path.name} needs outlines, and this table has none.", "Needed: .csv, .xlsx or .parquet.")
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    if suffix == ".xlsx":
        write_xlsx(path, list(map(str, plain.columns)), _python_rows(plain), sheet=layer)
        return
    with written_whole(path) as beside:
        if suffix == ".csv":
            neutralised(plain).to_csv(beside, index=False, encoding="utf-8-sig", lineterminator="\r\n")
        elif suffix == ".parquet":
            table.to_parquet(beside, index=False)
        elif suffix == ".gpkg":
            table.to_file(beside, driver="GPKG", layer=layer)
        else:
            table.to_file(beside, driver="GeoJSON", COORDINATE_PRECISION=6)


def _python_rows(table: pd.DataFrame) -> Iterator[list[object]]:
    """Rows of plain values; what is not known is None."""
    is_known = table.notna().to_numpy()
    columns = [table[name].tolist() for name in table.columns]
    for values, known in zip(zip(*columns, strict=True), is_known, strict=True):
        yield [value if there else None for value, there in zip(values, known, strict=True)]


def export_table(edition: Edition, what: str, path: Path) -> int:
    """Write cells or areas of an edition; returns the number of rows."""
    table = with_outlines(edition, what)
    write_table(table, path, layer=what)
    return len(table)
