"""How firm the types of places are: other weights, other limits, smaller and larger cells."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import h3
import numpy as np
import pandas as pd

from analysis.scores import robustness
from everyday.atlas import filled, open_folder, registry_for, save_config
from everyday.pipeline import load_baseline
from geo.errors import BuildError
from geo.osm import OWN_KINDS

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition

__all__ = ["at_other_resolution", "robustness_report"]


def robustness_report(
    atlas: AtlasFolder, *, with_resolutions: bool = True, progress: Callable[[str, float], None] | None = None
) -> pd.DataFrame:
    """Share of people (or weight) whose type is another one if one choice is made differently.

    Args:
        atlas: with an edition.
        with_resolutions: also build at one H3 resolution coarser and one finer, in a temporary folder.
        progress: as in :meth:`everyday.facade.Atlas.build`.

    Returns:
        ``what`` in words and ``changed_share``, the most delicate choice first.
    """
    edition = atlas.edition()
    cells = filled(edition.cells())
    registry = registry_for(edition.parameters, edition.manifest["weight"]["noun"], edition.place_kinds)
    baseline_id = edition.manifest["baseline"]
    baseline = load_baseline(atlas.edition(baseline_id).folder / "baseline.json", baseline_id)
    if baseline is None:
        raise BuildError(f"The baseline edition {baseline_id} has no distributions.", do="Build the atlas again.")
    moved = robustness(cells, registry, baseline=baseline.distributions, rules=atlas.config.scores)
    rows = [
        (f"{row['level']} {row['what']} of {row['measure']}: {row['from']:g} → {row['to']:g}", row["changed_share"])
        for row in moved.to_dict("records")
    ]
    if with_resolutions:
        for step in (-1, 1):
            resolution = atlas.config.resolution + step
            other = at_other_resolution(atlas, edition, resolution, progress)
            rows.append((f"cells of H3 resolution {resolution}", _changed_share(cells, other, step)))
    table = pd.DataFrame(rows, columns=["what", "changed_share"])
    return table.sort_values("changed_share", ascending=False, kind="stable", ignore_index=True)


def at_other_resolution(
    atlas: AtlasFolder, edition: Edition, resolution: int, progress: Callable[[str, float], None] | None = None
) -> pd.DataFrame:
    """The cell table that the same inputs give at another H3 resolution. The atlas is left as it is."""
    from everyday.pipeline import build_edition

    asked = edition.manifest["date_asked"]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "atlas"
        shutil.copytree(atlas.inputs_folder(), folder / "inputs")
        shutil.copy(atlas.folder / "atlas.toml", folder / "atlas.toml")
        if atlas.config.own_kinds:
            shutil.copy(atlas.folder / OWN_KINDS, folder / OWN_KINDS)
        other = open_folder(folder)
        other.config = replace(other.config, resolution=resolution, baseline="")
        save_config(folder, other.config)
        return build_edition(other, day=date.fromisoformat(asked) if asked else None, progress=progress).cells()


def _changed_share(cells: pd.DataFrame, other: pd.DataFrame, step: int) -> float:
    """Share of the weight of the finer cells whose type differs from that of the coarser cell they lie in."""
    coarse, fine = (cells, other) if step > 0 else (other, cells)
    resolution = h3.get_resolution(str(coarse["cell"].iloc[0]))
    parents = [h3.cell_to_parent(cell, resolution) for cell in fine["cell"]]
    outer = coarse.set_index("cell")["typology"].reindex(parents).fillna("").to_numpy(dtype=object)
    inner = fine["typology"].fillna("").to_numpy(dtype=object)
    weight = np.where((outer != "") & (inner != ""), fine["weight_n"].fillna(0).to_numpy(float), 0.0)
    return float(weight[outer != inner].sum() / weight.sum()) if weight.sum() > 0 else float("nan")
