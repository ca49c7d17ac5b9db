"""How people of the sample move, put into an edition: tables of what may be shown, and columns of the cells."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas import filled, keep_table, read_geotable
from everyday.movement import (
    OBSERVED_COLUMNS,
    OBSERVED_SCHEMAS,
    essence_of_uploads,
    gathered,
    ground_of,
    observe,
    observed_record,
)
from everyday.pipeline.beside.potential import POTENTIAL, write_potential, write_suggested

if TYPE_CHECKING:
    import polars as pl

    from everyday.atlas import AtlasFolder

__all__ = ["observed_essence", "with_observed", "write_observed"]


def observed_essence(atlas: AtlasFolder, today: str = "") -> str:
    """What decides what an edition says of its uploads; empty where there are none."""
    essence = essence_of_uploads(atlas.folder, today or date.today().isoformat())
    return f"{essence}|{json.dumps(atlas.config.observed.to_dict(), sort_keys=True)}" if essence else ""


def write_observed(
    atlas: AtlasFolder, folder: Path, today: str = "", *, unknown_bands: Collection[str] = ()
) -> tuple[dict[str, int], dict[str, Any]]:
    """Write what was observed into the folder of an edition whose other tables are there, in the place of what was.

    Args:
        atlas: whose uploads.
        folder: where the tables of the edition stand already.
        today: YYYY-MM-DD, by which uploads have ended; default: the day it is.
        unknown_bands: times of the week of which the timetable cannot tell.

    Returns:
        Numbers of rows by table, and what the manifest says of it (empty without uploads).
    """
    for name in (*OBSERVED_SCHEMAS, POTENTIAL):
        (folder / f"{name}.parquet").unlink(missing_ok=True)
    rules = atlas.config.observed
    ground = ground_of(
        read_geotable(folder / "areas.parquet", columns=["area_id", "geometry"]),
        filled(read_geotable(folder / "places.parquet")),
        resolution=atlas.config.resolution,
        timezone=atlas.config.timezone,
    )
    day = today or date.today().isoformat()
    sample = gathered(atlas.folder, areas=ground.fingerprint, resolution=ground.resolution, k=rules.k, today=day)
    if not sample.uploads and not sample.left_out:
        return _without(folder), {}
    observed = observe(sample, ground.area_ids, ground.adjacent, ground.kinds, rules)
    record = observed_record(sample, observed, ground, rules)
    if not sample.uploads:
        return _without(folder), record
    for name, table in observed.tables.items():
        keep_table(table, folder / f"{name}.parquet")
    _write_cells(folder, observed.tables["observed"], is_public=record["readers"] == "public")
    rows = {name: len(table) for name, table in observed.tables.items()}
    potential = write_potential(atlas, folder, sample, unknown_bands=unknown_bands)
    if potential is not None:
        rows[POTENTIAL] = len(potential)
    is_public = record["readers"] == "public"
    visited = observed.tables["observed_places"] if is_public else None
    suggested = write_suggested(folder, potential if is_public else None, visited)
    return rows | ({} if suggested is None else {"suggestions": suggested}), record


def _without(folder: Path) -> dict[str, int]:
    """Nothing of a sample in the tables of everything else."""
    _write_cells(folder, None)
    suggested = write_suggested(folder, None, None)
    return {} if suggested is None else {"suggestions": suggested}


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
        keep_table(cells, path)


def with_observed(manifest: dict[str, Any], record: dict[str, Any], rows: dict[str, int]) -> dict[str, Any]:
    """The manifest of an edition, what it says of a sample replaced by ``record``."""
    counted = {name: n for name, n in manifest["rows"].items() if name not in (*OBSERVED_SCHEMAS, POTENTIAL)}
    others = {key: value for key, value in manifest.items() if key not in ("observed", "rows")}
    return others | {"rows": counted | rows} | ({"observed": record} if record else {})
