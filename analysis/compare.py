"""What changed between two editions: per cell or area, and how many people gain or lose.

Rows are matched by their id. What is not known on either side stays not known. *Known to be none* (the centre cannot be
reached) is not the same as not known: it is written ``inf``, so a new connection is a change of ``-inf`` and a gain.
What counts as a change: docs/definitions.md#changes-between-editions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.areas import is_absent, weighted_mean
from analysis.registry import Measure
from geo.errors import UsageError

__all__ = ["NOTICEABLE", "change_threshold", "changes", "compared_measures", "summarise_changes"]

FloatArray = NDArray[np.float64]

# Smallest change in a unit that counts as gaining or losing; smaller ones are noise to a person.
NOTICEABLE: dict[str, float] = {
    "minutes": 1.0,
    "share": 0.01,  # one percentage point
    "of 100": 1.0,
    "count": 1.0,
    "people": 10.0,
    "departures an hour": 0.5,
    "ratio": 0.1,
    "index": 0.5,
    "weight": 0.1,
    "hours": 0.5,
}
_OTHERWISE = 1e-9
_ROUNDING = 1e-9
_KEYS = ("cell", "area_id")


def change_threshold(measure: Measure) -> float:
    """Smallest change of a measure that counts, in its unit: :data:`NOTICEABLE`, any change where the unit has none."""
    return NOTICEABLE.get(measure.unit, _OTHERWISE)


def compared_measures(before: pd.DataFrame, after: pd.DataFrame, registry: Mapping[str, Measure]) -> list[str]:
    """Measures of the two levels that both tables have, in the registry's order; of a sample none.

    What two samples differ by may be a single person.
    """
    both = set(before.columns) & set(after.columns)
    return [name for name, measure in registry.items() if measure.level not in ("base", "observed") and name in both]


def changes(
    before: pd.DataFrame,
    after: pd.DataFrame,
    registry: Mapping[str, Measure],
    *,
    key: str = "cell",
    measures: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Every measure of every cell (or area) before and after.

    Args:
        before, after: cell tables, or area tables, of two editions; with ``weight_n`` each.
        registry: measures by name.
        key: ``"cell"`` or ``"area_id"``, unique in both.
        measures: which, also columns that are not in the registry such as ``city_score``; all of
            :func:`compared_measures` if None.

    Returns:
        Long table, by measure and then in the order of ``after`` (rows that only ``before`` has come last):
        the key, ``measure``, ``before``, ``after``, ``change`` (after - before; NaN if either is not known; 0 where
        both are none) and ``people_n`` (``weight_n`` of ``after``, of ``before`` where only that has the row).

    Raises:
        UsageError: a key that is missing or not unique, or a measure that a table lacks.
    """
    _check(before, after, key)
    names = compared_measures(before, after, registry) if measures is None else list(measures)
    ids = list(dict.fromkeys([*after[key], *before[key]]))
    old, new = (table.set_index(key).reindex(ids) for table in (before, after))
    people = new["weight_n"].fillna(old["weight_n"]).fillna(0.0).to_numpy(float)
    parts = []
    for name in names:
        was, now = (_numbers(table, registry.get(name), name) for table in (old, new))
        change = np.subtract(now, was, out=np.zeros(len(ids)), where=~(np.isinf(was) & (was == now)))
        columns = {key: ids, "measure": name, "before": was, "after": now, "change": change, "people_n": people}
        parts.append(pd.DataFrame(columns))
    columns_of_none = [key, "measure", "before", "after", "change", "people_n"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns_of_none)


def summarise_changes(
    compared: pd.DataFrame,
    registry: Mapping[str, Measure],
    *,
    better: Mapping[str, str] | None = None,
    thresholds: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """How many people gain and lose, measure by measure.

    Args:
        compared: from :func:`changes`.
        registry: measures by name.
        better: ``"higher"`` or ``"lower"`` for columns that are not in the registry.
        thresholds: smallest change that counts, by measure; :func:`change_threshold` where not given (1 for columns
            that are not in the registry). A change of exactly the threshold counts.

    Returns:
        Indexed by ``measure``: ``threshold``; ``gaining_n``, ``losing_n``, ``unchanged_n``, ``unknown_n`` (people; they
        add up to all; gaining and losing are NaN where neither more nor less is better); ``newly_n``, ``no_longer_n``
        (people with a number where there was none, and the other way round; part of gaining and losing);
        ``before_mean`` and ``after_mean`` over the people for whom both are numbers, and ``change_mean``.
    """
    rows = []
    for name, part in compared.groupby("measure", sort=False):
        measure = registry.get(str(name))
        direction = (better or {}).get(str(name), measure.better if measure is not None else None)
        usual = change_threshold(measure) if measure is not None else 1.0
        threshold = (thresholds or {}).get(str(name), usual)
        rows.append((name, threshold, *_counts(part, direction, threshold)))
    columns = [
        "measure", "threshold", "gaining_n", "losing_n", "unchanged_n", "unknown_n", "newly_n", "no_longer_n",
        "before_mean", "after_mean", "change_mean",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).set_index("measure")


def _counts(part: pd.DataFrame, better: str | None, threshold: float) -> tuple[float, ...]:
    was, now, change, people = (part[name].to_numpy(float) for name in ("before", "after", "change", "people_n"))
    unknown = np.isnan(change)
    slack = min(_ROUNDING, threshold / 2)
    up = change >= threshold - slack
    down = change <= -(threshold - slack)
    gain, lose = (up, down) if better == "higher" else (down, up)
    counted = [float(people[chosen].sum()) for chosen in (gain, lose, ~unknown & ~up & ~down, unknown)]
    if better is None:
        counted[:2] = [float("nan")] * 2
    newly = people[~unknown & np.isinf(was) & np.isfinite(now)].sum()
    no_longer = people[~unknown & np.isfinite(was) & np.isinf(now)].sum()
    both = np.isfinite(was) & np.isfinite(now)
    means = weighted_mean(was[both], people[both]), weighted_mean(now[both], people[both])
    return (*counted, float(newly), float(no_longer), *means, means[1] - means[0])


def _numbers(table: pd.DataFrame, measure: Measure | None, name: str) -> FloatArray:
    values = table[name].to_numpy(float)
    if measure is None:
        return values
    worst = -np.inf if measure.better == "higher" else np.inf
    return np.where(is_absent(table, measure), worst, values)


def _check(before: pd.DataFrame, after: pd.DataFrame, key: str) -> None:
    if key not in _KEYS:
        raise UsageError(f"Editions cannot be compared by {key}.", f"Needed: {' or '.join(_KEYS)}.")
    for title, table in (("before", before), ("after", after)):
        if key not in table or "weight_n" not in table:
            raise UsageError(f"The table {title} has no column {key} or weight_n.", "Needed: both columns.")
        if table[key].duplicated().any():
            strange = table.loc[table[key].duplicated(), key].iloc[0]
            raise UsageError(f"{strange} stands more than once in the table {title}.", f"Needed: each {key} once.")
