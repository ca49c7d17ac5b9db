"""The gap map as a file: a row an area and theme or kind, with its sentence; what it is about stands in each row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.activities import activity_gaps, gaps_about, listed, sentences_of
from everyday.exchange.measures import write_table
from everyday.named_areas import named_edition
from geo.errors import UsageError
from plan.rules import is_date
from plan.when import monday_of

if TYPE_CHECKING:
    from everyday.activities import Gaps
    from everyday.atlas import AtlasFolder, Edition

__all__ = ["export_gaps", "write_gaps"]


def write_gaps(path: Path, gaps: Gaps, manifest: Mapping[str, Any], edition_id: str) -> int:
    """Write the table to ``.csv``, ``.xlsx``, ``.ods`` or ``.parquet``; returns the number of rows.

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
    table["edition"] = edition_id
    write_table(table, path, layer="activity gaps")
    return len(table)


def export_gaps(atlas: AtlasFolder, edition: Edition, path: Path, week: str) -> tuple[int, str]:
    """Work the gap map out and write it; gives the number of rows and a sentence.

    Args:
        week: any day of the week that is meant, as ``2026-12-07``; empty for today.

    Raises:
        UsageError: no such day, or another ending.
    """
    if week and not is_date(week):
        raise UsageError(f"{week[:40]!r} is not a day.", "Needed: YYYY-MM-DD, any day of the week that is meant.")
    today = date.today()
    monday = monday_of(date.fromisoformat(week) if week else today)
    gaps = activity_gaps(named_edition(atlas, edition), listed(atlas.plan(), today), atlas.taxonomy(), monday)
    rows = write_gaps(path, gaps, edition.manifest, edition.id)
    counted = f"{len(gaps.counted):,} {'activity' if len(gaps.counted) == 1 else 'activities'}"
    return rows, f"Wrote the gaps of the week of {monday.isoformat()}, {counted} counted, to {path}."
