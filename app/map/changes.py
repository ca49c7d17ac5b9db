"""Numbers of a scenario beside those of the edition it starts from: for the map, the tables and the files."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.compare import change_threshold
from analysis.registry import Measure
from app.map.packing import numbers
from app.parts import registry
from app.server import Shown, shown_edition
from everyday.questions import Comparison, compare_editions, readable
from plan.exchange import guard_text

__all__ = ["CENTRE_LIMIT", "base_of", "change_breaks", "change_layer", "changed_measures", "comparison", "values_of"]

CENTRE_LIMIT = 120.0
FIRST = ("city_reach_45min_share", "centre_min", "city_score", "severed_neighbours_n", "neighbourhood_score")


def base_of(shown: Shown) -> Shown | None:
    """The edition a scenario starts from, None if that is no longer there or this is no scenario."""
    wanted = (shown.manifest.get("scenario") or {}).get("base")
    base = shown_edition(str(wanted)) if wanted else None
    return base if base is not None and base.id == wanted else None


@lru_cache(maxsize=4)
def comparison(base: Shown, shown: Shown) -> Comparison:
    """Everything that changed."""
    return compare_editions(base.edition, shown.edition)


@lru_cache(maxsize=4)
def changed_measures(base: Shown, shown: Shown) -> tuple[Measure, ...]:
    """Measures that change for somebody, those that say most first; details are left out."""
    known, summary = registry(shown), comparison(base, shown).summary
    moved = summary["gaining_n"].fillna(0.0) + summary["losing_n"].fillna(0.0)
    names = [
        name for name in summary.index
        if moved[name] > 0 and name in known and not known[name].is_detail and name in shown.areas.columns
    ]  # fmt: skip

    def order(name: str) -> tuple[int, float]:
        family = known[name].family
        return (FIRST.index(family) if family in FIRST else len(FIRST), -float(moved[name]))

    return tuple(known[name] for name in sorted(names, key=order))


def values_of(base: Shown, shown: Shown, name: str, unit: str) -> pd.DataFrame:
    """``before``, ``after``, ``change`` in the order of the edition's cells or areas; out of reach counts as 120."""
    whole = comparison(base, shown)
    table, key = (whole.cells, "cell") if unit == "cells" else (whole.areas, "area_id")
    rows = table[table["measure"] == name].set_index(key)
    found = rows.reindex(shown.table(unit)[key])[["before", "after"]].astype(float)
    found = found.where(~np.isinf(found), CENTRE_LIMIT)
    return found.assign(change=found["after"] - found["before"])


def change_layer(shown: Shown, name: str, *, is_change: bool) -> dict[str, Any] | None:
    """Values of the map: the change of a measure, or what it was before."""
    base = base_of(shown)
    if base is None or name not in set(comparison(base, shown).summary.index) or name not in shown.areas.columns:
        return None
    column = "change" if is_change else "before"
    return {unit: numbers(values_of(base, shown, name, unit)[column]) for unit in ("cells", "areas")}


def change_breaks(measure: Measure) -> tuple[float, ...]:
    """Six breaks round nothing: a noticeable change, five and ten times that; exactly that much counts as change."""
    step = change_threshold(measure)
    slack = step * 1e-6
    return (-10 * step + slack, -5 * step + slack, -step + slack, step - slack, 5 * step - slack, 10 * step - slack)


def comparison_csv(base: Shown, shown: Shown, unit: str) -> bytes:
    """The whole comparison as a file."""
    whole = comparison(base, shown)
    table = whole.cells if unit == "cells" else whole.areas
    key = "cell" if unit == "cells" else "area_id"
    names = shown.table(unit).set_index(key)["cell_name" if unit == "cells" else "area_name"]
    named = readable(table)
    named.insert(1, "name", [guard_text(str(names.get(one, ""))) for one in named[key]])
    return bytes(named.to_csv(index=False).encode("utf-8-sig"))
