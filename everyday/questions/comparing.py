"""Two editions side by side: what changed, where, and for how many people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare import changes, compared_measures, summarise_changes
from everyday.atlas import filled, registry_for
from geo.errors import UsageError

if TYPE_CHECKING:
    from everyday.atlas import Edition

__all__ = ["Comparison", "compare_editions", "readable"]


@dataclass(frozen=True)
class Comparison:
    """Differences between two editions.

    Attributes:
        cells, areas: long tables, one row per cell (area) and measure: ``cell|area_id, measure, before, after, change,
            people_n``. A centre out of reach is ``inf``.
        summary: one row per measure: people gaining, losing and unchanged.
        people_noun: what ``people_n`` counts.
    """

    cells: pd.DataFrame
    areas: pd.DataFrame
    summary: pd.DataFrame
    people_noun: str


def compare_editions(before: Edition, after: Edition, measures: list[str] | None = None) -> Comparison:
    """Compare two editions of one atlas.

    Raises:
        UsageError: the editions have cells of different sizes.
    """
    if before.manifest["resolution"] != after.manifest["resolution"]:
        raise UsageError(
            f"The editions have cells of H3 resolution {before.manifest['resolution']} and "
            f"{after.manifest['resolution']}.",
            "Needed: the same resolution.",
        )
    noun = after.manifest["weight"]["noun"]
    registry = registry_for(after.parameters, noun, after.place_kinds)
    old_cells, new_cells = filled(before.cells()), filled(after.cells())
    known = compared_measures(old_cells, new_cells, registry)
    unknown = sorted(set(measures or ()) - set(known))
    if unknown:
        raise UsageError(f"{', '.join(unknown)} cannot be compared.", f"There are: {', '.join(known)}.")
    measures = [name for name in measures or known if not registry[name].is_text]
    by_cell = changes(old_cells, new_cells, registry, key="cell", measures=measures)
    old, new = (pd.DataFrame(filled(edition.areas()).drop(columns="geometry")) for edition in (before, after))
    by_area = changes(old, new, registry, key="area_id", measures=measures)
    return Comparison(by_cell, by_area, summarise_changes(by_cell, registry), noun)


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """For a file: out of reach is empty, as in the cell table."""
    return table.replace([np.inf, -np.inf], np.nan)
