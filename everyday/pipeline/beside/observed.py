"""How people of the sample move, put into an edition: tables of what may be shown, and columns of the cells."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.movement import (
    OBSERVED_COLUMNS,
    OBSERVED_SCHEMAS,
    essence_of_uploads,
    gathered,
    ground_of,
    observe,
    observed_record,
)

if TYPE_CHECKING:
    import polars as pl

    from everyday.atlas import AtlasFolder

__all__ = ["observed_essence", "with_observed", "write_observed"]


def observed_essence(atlas: AtlasFolder, today: str = "") -> str:
    """What decides what an edition says of its uploads; empty where there are none."""
    essence = essence_of_uploads(atlas.folder, today or date.today().isoformat())
    return f"{essence}|{json.dumps(atlas.config.observed.to_dict(), sort_keys=True)}" if essence else ""


def write_observed(atlas: AtlasFolder, folder: Path, today: str = "") -> tuple[dict[str, int], dict[str, Any]]:
    """Write what was observed into the folder of an edition whose other tables are there, in the place of what was.

    Args:
        atlas: whose uploads.
        folder: where the tables of the edition stand already.
        today: YYYY-MM-DD, by which uploads have ended; default: the day it is.

    Returns:
        Numbers of rows by table, and what the manifest says of it (empty without uploads).
    """
    import geopandas as gpd

    for name in OBSERVED_SCHEMAS:
        (folder / f"{name}.parquet").unlink(missing_ok=True)
    rules = atlas.config.observed
    ground = ground_of(
        gpd.read_parquet(folder / "areas.parquet", columns=["area_id", "geometry"]),
        gpd.read_parquet(folder / "places.parquet"),
        resolution=atlas.config.resolution,
        timezone=atlas.config.timezone,
    )
    day = today or date.today().isoformat()
    sample = gathered(atlas.folder, areas=ground.fingerprint, resolution=ground.resolution, k=rules.k, today=day)
    if not sample.uploads and not sample.left_out:
        _write_cells(folder, None)
        return {}, {}
    observed = observe(sample, ground.area_ids, ground.adjacent, ground.kinds, rules)
    record = observed_record(sample, observed, ground, rules)
    if not sample.uploads:
        _write_cells(folder, None)
        return {}, record
    for name, table in observed.tables.items():
        table.write_parquet(folder / f"{name}.parquet")
    _write_cells(folder, observed.tables["observed"], is_public=record["readers"] == "public")
    return {name: len(table) for name, table in observed.tables.items()}, record


def _write_cells(folder: Path, table: pl.DataFrame | None, *, is_public: bool = False) -> None:
    """The columns of the cell table: none without a sample, empty where not everybody may see it."""
    import pandas as pd

    path = folder / "cells.parquet"
    before = pd.read_parquet(path)
    cells = before.drop(columns=[name for name in OBSERVED_COLUMNS if name in before.columns])
    if table is not None:
        of_cell = dict(zip(table["cell"].to_list(), table.iter_rows(named=True), strict=True)) if is_public else {}
        rows = [of_cell.get(cell, {}) for cell in cells["cell"]]
        for name in OBSERVED_COLUMNS:
            values = [row.get(name.removeprefix("observed_"), float("nan")) for row in rows]
            cells[name] = pd.Series(values, dtype="float64", index=cells.index)
    if list(cells.columns) != list(before.columns) or table is not None:
        cells.to_parquet(path, index=False)


def with_observed(manifest: dict[str, Any], record: dict[str, Any], rows: dict[str, int]) -> dict[str, Any]:
    """The manifest of an edition, what it says of a sample replaced by ``record``."""
    counted = {name: n for name, n in manifest["rows"].items() if name not in OBSERVED_SCHEMAS}
    others = {key: value for key, value in manifest.items() if key not in ("observed", "rows")}
    return others | {"rows": counted | rows} | ({"observed": record} if record else {})
