"""Cells and areas of an edition as files for Excel, QGIS and Python.

CSV, XLSX and ODS are rounded as the pages round, with the rows of which nothing is known last; GeoJSON, GeoPackage
and Parquet have every digit. Columns have the names of the cell table, in workbooks words (``workbook`` says which is
which).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from everyday.atlas import OpenEdition, open_edition
from everyday.disk import written_whole
from everyday.exchange.tables import Sheet, write_ods, write_xlsx
from everyday.exchange.workbook import About, rounded_table, unknown_last, write_workbook
from geo.cells import cell_polygons
from geo.errors import UsageError
from plan.exchange import guard_text

if TYPE_CHECKING:
    from everyday.atlas import Edition

__all__ = ["export_table", "neutralised", "with_outlines", "write_measures", "write_table"]

ENDINGS = (".csv", ".xlsx", ".ods", ".geojson", ".gpkg", ".parquet")


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
    """Write to ``.csv``, ``.xlsx``, ``.ods``, ``.geojson``, ``.gpkg`` or ``.parquet``, whole or not at all.

    CSV, XLSX and ODS leave out the outline.

    Raises:
        UsageError: another ending, or an outline format for a table without outlines.
    """
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        raise UsageError(f"{path.name} ends in {suffix or 'nothing'}.", f"Needed: {', '.join(ENDINGS)}.")
    if suffix in (".geojson", ".gpkg") and not isinstance(table, gpd.GeoDataFrame):
        raise UsageError(
            f"{path.name} needs outlines, and this table has none.", "Needed: .csv, .xlsx, .ods or .parquet."
        )
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    if suffix == ".xlsx":
        write_xlsx(path, list(map(str, plain.columns)), _python_rows(plain), sheet=layer)
        return
    if suffix == ".ods":
        names = list(map(str, plain.columns))
        sheet = Sheet(layer, names, _python_rows(plain), formats=["General"] * len(names))
        write_ods(path, layer.capitalize(), [sheet], with_long_days=False)
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


def write_measures(
    edition: Edition | OpenEdition, what: str, table: pd.DataFrame, path: Path, *, columns: Sequence[str] | None = None
) -> None:
    """Write a table of cells or areas with measures of an edition, whole or not at all; the ending decides the format.

    Args:
        edition: where the table comes from.
        what: ``"cells"`` or ``"areas"``.
        table: one row per cell or area, named as in the cell table; with outlines for GeoJSON and GeoPackage.
        path: of the file.
        columns: those that are written, besides outlines; all if None.

    Raises:
        UsageError: as in :func:`write_table`.
    """
    opened = open_edition(edition)
    suffix = path.suffix.lower()
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    names = [str(name) for name in (plain.columns if columns is None else columns)]
    if suffix in (".xlsx", ".ods"):
        write_workbook(path, plain, opened.registry, _about(opened, what), names)
    elif suffix == ".csv":
        write_table(rounded_table(unknown_last(plain[names], opened.registry), opened.registry), path, layer=what)
    else:
        write_table(table if columns is None else table[[*names, "geometry"]], path, layer=what)


def _about(opened: OpenEdition, what: str) -> About:
    """The cover of a workbook: where, when, from what, and under which licences."""
    told = opened.manifest
    town = str(told.get("name") or "")
    given = [
        ("Place", town),
        ("Please note", "A made-up town: nothing here is about a real place." if told.get("is_made_up") else ""),
        ("Timetable, weekday", told.get("weekday")),
        ("Timetable, Sunday", told.get("sunday")),
        ("Date of the map", told.get("map_date")),
        ("Numbers are weighted by", opened.noun),
        ("Edition", opened.id),
        ("Made", told.get("built_at")),
        ("Shorthand and rounding", "See the sheet Notes"),
    ]
    lines = [(label, str(words)) for label, words in given if words]
    credits = dict.fromkeys(
        ". Licence: ".join(part for part in (str(one.get("attribution") or "").rstrip("."), one.get("licence")) if part)
        for one in told.get("inputs", [])
    )
    lines += [(f"Source {number}", credit) for number, credit in enumerate(filter(None, credits), start=1)]
    return About(f"{town}: {what}", lines, what, what.removesuffix("s"))


def export_table(edition: Edition, what: str, path: Path) -> int:
    """Write cells or areas of an edition; returns the number of rows."""
    table = with_outlines(edition, what)
    write_measures(edition, what, table, path)
    return len(table)
