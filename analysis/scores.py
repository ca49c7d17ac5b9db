"""Scores of the two levels, and what type of neighbourhood they make (ours; docs/definitions.md#scores-and-types).

A score is the weighted mean of *ranks*. The rank of a cell for a measure is the share of people, in the baseline
edition, whose value is worse, in per cent; those with the same value count half. The baseline (the town's first
edition, unless another is chosen) stays fixed, so a score moves when the place changes, not when others do.

A level is *low* if its score is under 50 and it also fails an absolute floor, so that in a good town nobody is called
cut off for being in the lower half. Only cells on the street network in which somebody lives have a score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.areas import is_absent
from analysis.registry import Measure
from analysis.score_rules import LEVELS, LevelRule, ScoreRules
from geo.errors import UsageError

__all__ = [
    "LEVELS",
    "TYPES",
    "Distribution",
    "LevelRule",
    "ScoreRules",
    "Scores",
    "baseline_distributions",
    "robustness",
    "score_cells",
]

FloatArray = NDArray[np.float64]
# By neighbourhood level good or not, then city level good or not.
TYPES: dict[tuple[bool, bool], str] = {
    (True, True): "connected",
    (True, False): "self-contained",
    (False, True): "pass-through",
    (False, False): "cut-off",
}
# Values, ranks and scores are rounded to this many decimals, so that neither the unit of the weights nor the last bit
# of a computer's sums can move a cell across a limit.
_DECIMALS = 9


@dataclass(frozen=True)
class Distribution:
    """How a measure is spread over people in one edition: distinct values ascending, and the weight that has each.

    ``inf`` stands for *known to be none* of a measure where less is better (the centre cannot be reached).
    """

    values: FloatArray
    weights: FloatArray

    @classmethod
    def of(cls, values: ArrayLike, weights: ArrayLike) -> Distribution:
        """From values and weights (n,); unknown values and those without weight are left out."""
        number, weight = np.round(np.asarray(values, float), _DECIMALS), np.asarray(weights, float)
        keep = ~np.isnan(number) & (weight > 0)
        distinct, row = np.unique(number[keep], return_inverse=True)
        return cls(distinct, np.bincount(row, weights=weight[keep], minlength=len(distinct)).astype(float))

    @property
    def is_known(self) -> bool:
        """True if anything is known at all."""
        return len(self.values) > 0

    def rank(self, values: ArrayLike) -> FloatArray:
        """100 · (W(values below) + ½ W(values equal)) / W(all) of each value, 0–100; NaN where not known."""
        number = np.round(np.asarray(values, float), _DECIMALS)
        if not self.is_known:
            return np.full(number.shape, np.nan)
        below = np.concatenate([[0.0], np.cumsum(self.weights)])
        first = below[np.searchsorted(self.values, number, side="left")]
        second = below[np.searchsorted(self.values, number, side="right")]
        rank = np.round(100 * (first + second) / 2 / below[-1], _DECIMALS)
        return np.where(np.isnan(number), np.nan, rank)

    def to_lists(self) -> dict[str, list[float | str]]:
        """Plain numbers for a file; infinity, which JSON lacks, as text ("inf")."""
        values = [float(value) if np.isfinite(value) else str(float(value)) for value in self.values]
        return {"values": values, "weights": [float(weight) for weight in self.weights]}

    @classmethod
    def from_lists(cls, stored: Mapping[str, Sequence[float | str]]) -> Distribution:
        """What :meth:`to_lists` wrote."""
        return cls.of([float(value) for value in stored["values"]], [float(weight) for weight in stored["weights"]])


@dataclass(frozen=True)
class Scores:
    """Scores of the cells and everything they are made of; rows in the order of the cell table.

    Attributes:
        table: ``neighbourhood_score``, ``city_score`` (0–100, NaN where not known) and ``typology`` (``""`` likewise).
        ranks: one column per measure, 0–100 with 100 the best; NaN where it is not known or the cell has no score.
        rules: what was applied.
        left_out: by level, the measures that are known in no cell or were not in the baseline.
    """

    table: pd.DataFrame
    ranks: pd.DataFrame
    rules: ScoreRules
    left_out: dict[str, list[str]]

    def parts(self, row: int, level: str) -> list[dict[str, Any]]:
        """What the score of one cell is made of.

        Returns:
            One entry per measure of the level: ``measure``, ``rank`` (NaN if left out), ``weight`` (share of the score,
            0–1, 0 if left out), ``points`` (rank times weight; they add up to the score).
        """
        weights = self.rules.level(level).weights
        ranks = [float(self.ranks[name].iloc[row]) for name, _ in weights]
        total = sum(weight for (_, weight), rank in zip(weights, ranks, strict=True) if rank == rank)
        shares = [
            weight / total if rank == rank and total > 0 else 0.0
            for (_, weight), rank in zip(weights, ranks, strict=True)
        ]
        return [
            {"measure": name, "rank": rank, "weight": share, "points": rank * share if share else 0.0}
            for (name, _), rank, share in zip(weights, ranks, shares, strict=True)
        ]


def baseline_distributions(
    cells: pd.DataFrame, registry: Mapping[str, Measure], rules: ScoreRules | None = None
) -> dict[str, Distribution]:
    """What an edition must keep to be the baseline of later ones.

    Args:
        cells: cell table of the edition, with ``weight_n``, ``on_network`` and measures.
        registry: measures by name, for what is better and what *none* means.
        rules: which measures; the defaults if None.

    Returns:
        A distribution per measure that is known anywhere.
    """
    weight = np.where(_has_score(cells), cells["weight_n"].to_numpy(float), 0.0)
    found = {
        name: Distribution.of(_values(cells, registry, name), weight) for name in (rules or ScoreRules()).measures()
    }
    return {name: distribution for name, distribution in found.items() if distribution.is_known}


def score_cells(
    cells: pd.DataFrame,
    registry: Mapping[str, Measure],
    *,
    baseline: Mapping[str, Distribution],
    rules: ScoreRules | None = None,
) -> Scores:
    """Scores and types of every cell.

    A measure that is not known in a cell, or nowhere, or not in the baseline, is left out there and the weights of the
    others are scaled up. Where the floor of a level cannot be told and its score is low, the type is not known.

    Args:
        cells: cell table with ``weight_n``, ``on_network`` and measures.
        registry: measures by name.
        baseline: from :func:`baseline_distributions` of the baseline edition.
        rules: weights and floors; the defaults if None.
    """
    rules = rules or ScoreRules()
    has_score = _has_score(cells)
    ranks = {}
    for name in rules.measures():
        known = baseline.get(name)
        rank = known.rank(_values(cells, registry, name)) if known is not None else np.full(len(cells), np.nan)
        rank = 100 - rank if registry[name].better == "lower" else rank
        ranks[name] = np.where(has_score, rank, np.nan)
    left_out = {
        level: [name for name, _ in rules.level(level).weights if np.isnan(ranks[name]).all()] for level in LEVELS
    }
    floors = {level: _is_under_floor(cells, registry, rules.level(level)) for level in LEVELS}
    table = _table(ranks, floors, rules)
    table.index = cells.index
    return Scores(table, pd.DataFrame(ranks, index=cells.index), rules, left_out)


def robustness(
    cells: pd.DataFrame,
    registry: Mapping[str, Measure],
    *,
    baseline: Mapping[str, Distribution],
    rules: ScoreRules | None = None,
    change: float = 0.2,
) -> pd.DataFrame:
    """How many people's type hangs on the choice of one weight or floor.

    Args:
        cells, registry, baseline, rules: as in :func:`score_cells`.
        change: by how much each is moved, up and down; 0.2 is 20 %.

    Returns:
        One row per weight and floor and direction: ``level``, ``what`` (``"weight"`` or ``"floor"``), ``measure``,
        ``from``, ``to`` and ``changed_share`` (share of the weight with a type whose type is another one then; NaN if
        no cell has a type).
    """
    rules = rules or ScoreRules()
    now = score_cells(cells, registry, baseline=baseline, rules=rules)
    ranks = {name: now.ranks[name].to_numpy(float) for name in now.ranks}
    types = now.table["typology"].to_numpy()
    weight = np.where(types != "", cells["weight_n"].to_numpy(float), 0.0)
    rows = []
    for level, what, name, old, new, moved in _moves(rules, change):
        floors = {side: _is_under_floor(cells, registry, moved.level(side)) for side in LEVELS}
        differs = _table(ranks, floors, moved)["typology"].to_numpy() != types
        share = weight[differs].sum() / weight.sum() if weight.sum() > 0 else np.nan
        rows.append((level, what, name, old, new, float(share)))
    return pd.DataFrame(rows, columns=["level", "what", "measure", "from", "to", "changed_share"])


def _moves(rules: ScoreRules, change: float) -> list[tuple[str, str, str, float, float, ScoreRules]]:
    moves = []
    for level in LEVELS:
        rule = rules.level(level)
        for factor in (1 - change, 1 + change):
            for name, weight in rule.weights:
                moved = rules.with_weight(level, name, weight * factor)
                moves.append((level, "weight", name, weight, weight * factor, moved))
            floor = rule.floor * factor
            moves.append((level, "floor", rule.floor_measure, rule.floor, floor, rules.with_floor(level, floor)))
    return moves


def _table(ranks: Mapping[str, FloatArray], floors: Mapping[str, FloatArray], rules: ScoreRules) -> pd.DataFrame:
    """Scores and types from ranks and floors (1 fails it, 0 does not, NaN cannot be told)."""
    scores = {level: _score(ranks, rules.level(level)) for level in LEVELS}
    is_good = {}
    for level, score in scores.items():
        is_under = score < rules.low_below
        good = np.where(is_under, 1 - floors[level], 1.0)
        is_good[level] = np.where(np.isnan(score), np.nan, good)
    near, far = is_good["neighbourhood"], is_good["city"]
    typology = np.full(len(near), "", dtype=object)
    for (one, other), name in TYPES.items():
        typology[(near == one) & (far == other)] = name
    return pd.DataFrame({f"{level}_score": score for level, score in scores.items()} | {"typology": typology})


def _score(ranks: Mapping[str, FloatArray], rule: LevelRule) -> FloatArray:
    """Weighted mean of the ranks that are known; NaN where none is."""
    matrix = np.stack([ranks[name] for name, _ in rule.weights])
    weight = np.array([weight for _, weight in rule.weights])[:, None] * ~np.isnan(matrix)
    total = weight.sum(axis=0)
    top = (weight * np.nan_to_num(matrix)).sum(axis=0)
    return np.round(np.divide(top, total, out=np.full(len(total), np.nan), where=total > 0), _DECIMALS)


def _is_under_floor(cells: pd.DataFrame, registry: Mapping[str, Measure], rule: LevelRule) -> FloatArray:
    value = _values(cells, registry, rule.floor_measure)
    fails = value > rule.floor if registry[rule.floor_measure].better == "lower" else value < rule.floor
    return np.where(np.isnan(value), np.nan, fails)


def _values(cells: pd.DataFrame, registry: Mapping[str, Measure], name: str) -> FloatArray:
    """Numbers of a measure; known to be none is the worst of all."""
    measure = registry.get(name)
    if measure is None or measure.better is None:
        raise UsageError(
            f"A score cannot be made of {name}.",
            "Needed: a measure of which it is known whether more or less is better.",
            "See `everyday measures` for the names.",
        )
    if name not in cells:
        return np.full(len(cells), np.nan)
    worst = np.inf if measure.better == "lower" else -np.inf
    return np.where(is_absent(cells, measure), worst, cells[name].to_numpy(float))


def _has_score(cells: pd.DataFrame) -> NDArray[np.bool_]:
    weight = cells["weight_n"].to_numpy(float)
    return cells["on_network"].to_numpy(bool) & (weight > 0)
