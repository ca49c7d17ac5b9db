"""The gap map as a file: a row an area and theme or kind, with its sentence; what it is about stands in each row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.activities import gaps_about, sentences_of
from everyday.exchange.measures import write_table

if TYPE_CHECKING:
    from everyday.activities import Gaps

__all__ = ["write_gaps"]


def write_gaps(path: Path, gaps: Gaps, manifest: Mapping[str, Any]) -> int:
    """Write the table to ``.csv``, ``.xlsx`` or ``.parquet``; returns the number of rows.

    Raises:
        UsageError: another ending.
    """
    table = gaps.table.copy()
    for name in ("people_n", "none_n", "term_only_n", "no_way_home_n"):
        table[name] = table[name].round().astype(int)
    table["none_share"] = table["none_share"].round(3)
    table.insert(0, "week", gaps.monday.isoformat())
    table["sentence"] = sentences_of(gaps)
    table["about"] = " ".join(gaps_about(gaps, manifest))
    table["edition"] = str(manifest.get("id") or "")
    write_table(table, path, layer="activity gaps")
    return len(table)
