"""The wards of one indicator and year against the rest of the town: by which rule, with what interval, or why not.

Definitions: docs/definitions.md#survey-estimates and docs/definitions.md#a-ward-against-the-rest-of-the-town.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from analysis.survey import (
    against_rest,
    design_effect,
    error_from_limits,
    is_apart,
    limits_from_error,
    rank_ranges,
    weighted_town,
    wilson_error,
    wilson_interval,
)
from everyday.survey.asked import Indicator

__all__ = ["CHANCE", "FEW", "MEANS", "Judged", "Weights", "judge", "people_of", "set_against"]

FEW = 30
CHANCE = {"difference": 0.05, "answers": 0.05, "limits": 0.0056}
"""How often a ward that is like the rest stands out all the same, by rule."""
UNRELIABLE = ("u", "low")
Columns = dict[str, np.ndarray]
"""Columns of a table while it is worked out, each (n,): a frame would cost a question thirty times the arithmetic."""
MEANS = ("%", "mean", "score", "rate")
"""Units of which the town is a mean of its wards; of counts and ranks no mean is the town's."""


@dataclass(frozen=True)
class Weights:
    """People of each area, (n,) in the order of the areas; ``noun`` says what they are, empty where none are known."""

    values: np.ndarray
    noun: str


@dataclass(frozen=True)
class Judged:
    """One indicator in one year.

    Attributes:
        wards: one row an area of the edition, in its order: ``area_id, area_name, value, low, high, error, n, mark,
            is_small, verdict, rest, difference, difference_low, difference_high, p, place, place_best, place_worst``.
            ``verdict`` is ``"better"``, ``"worse"``, ``"higher"``, ``"lower"``, ``"same"`` (cannot be told apart) or
            empty (not judged); places count from the highest value.
        town, town_low, town_high: the town; limits are NaN where they are not known.
        is_estimate: True if no table gives the town and it is the wards' mean weighted by people.
        rule: ``"difference"`` (errors as given), ``"answers"`` (errors from the numbers of answers), ``"limits"`` (the
            cautious rule), or why nothing is judged: ``"open"``, ``"counted"``, ``"narrow"``, ``"nothing"`` or
            ``"town"``.
        weighed_by: what the town's estimate and the shares of wards were weighed by; empty: wards count alike.
        design_effect: median over the wards; NaN where it is not known.
        town_error: standard error of the town as the table gives it; NaN where it does not.
        pooled: areas that people use, with the columns of ``wards``: they are no wards, and nobody counts them as such.
    """

    indicator: Indicator
    year: str
    wards: pd.DataFrame
    town: float
    town_low: float
    town_high: float
    is_estimate: bool
    rule: str
    weighed_by: str
    design_effect: float
    town_error: float = math.nan
    pooled: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def is_judged(self) -> bool:
        """True if wards are called better or worse, higher or lower."""
        return self.rule in CHANCE

    @property
    def better(self) -> str:
        """``"higher"`` or ``"lower"`` where one end may be called better: it is, and areas can be told apart."""
        return self.indicator.better if self.is_judged else ""

    @property
    def judged_n(self) -> int:
        """How many wards were set against the rest."""
        return int((self.wards["verdict"] != "").sum())

    @property
    def by_chance_n(self) -> float:
        """How many of them would stand out by chance if all were alike."""
        return self.judged_n * CHANCE.get(self.rule, 0.0)

    @cached_property
    def _rows(self) -> dict[str, tuple[pd.DataFrame, int]]:
        """Where the row of each ward is, or of an area that people use."""
        found: dict[str, tuple[pd.DataFrame, int]] = {}
        for table in (self.wards, self.pooled):
            for row, area_id in enumerate(table["area_id"].tolist() if len(table) else []):
                found.setdefault(area_id, (table, row))
        return found

    def ward(self, area_id: str) -> pd.Series | None:
        """The row of a ward or of an area that people use; None where the edition has none."""
        if area_id not in self._rows:
            return None
        table, row = self._rows[area_id]
        return table.iloc[row]


def judge(indicator: Indicator, year: str, rows: pd.DataFrame, areas: pd.DataFrame, weights: Weights) -> Judged:
    """Set every ward against the rest of the town.

    Args:
        indicator: which one.
        year: which year.
        rows: of the survey table, of this indicator and year.
        areas: ``area_id`` and ``area_name`` of the edition.
        weights: of its areas.
    """
    wards, town = _as_given(rows, areas)
    rule, error = _errors(indicator, wards)
    people, noun = people_of(wards, weights)
    estimate = weighted_town(wards["value"], error, people)
    is_estimate = town is None or not math.isfinite(float(town["value"]))
    can_estimate = bool(noun) and indicator.unit in MEANS
    middle = (estimate.value if can_estimate else math.nan) if is_estimate or town is None else float(town["value"])
    town_error = math.nan if town is None or is_estimate else _town_error(indicator, town)
    if rule in CHANCE and not math.isfinite(middle):
        rule = "town"
    spread = town_error if math.isfinite(town_error) else estimate.error
    town_low, town_high = _town_limits(indicator, rule, middle, spread, None if is_estimate else town)
    if town is not None and town["mark"] == "range":
        town_low, town_high = float(town["low"]), float(town["high"])
    wards["error"] = error
    _set_limits(indicator, wards, rule)
    set_against(indicator, wards, rule, people, (middle, town_error, town_low, town_high))
    _set_places(wards)
    is_doubtful = np.isin(wards["mark"], UNRELIABLE) & np.isfinite(wards["value"])
    wards["is_small"] = (wards["n"] < FEW) | is_doubtful
    effects = design_effect(wards["value"] / 100, wards.pop("se") / 100, wards["n"])
    is_share = indicator.unit == "%" and bool(np.isfinite(effects).any())
    return Judged(
        indicator, year, pd.DataFrame(wards), middle, town_low, town_high, is_estimate, rule, noun,
        float(np.nanmedian(effects)) if is_share else math.nan, town_error,
    )  # fmt: skip


def _as_given(rows: pd.DataFrame, areas: pd.DataFrame) -> tuple[Columns, dict[str, Any] | None]:
    """The columns of the areas in their order, and the row of the town; what stands twice counts the first time."""
    codes = areas["area_id"].astype(str).to_numpy(dtype=object)
    given = rows["area_id"].astype(str).to_numpy(dtype=object)
    places = pd.Index(codes).get_indexer(pd.Index(given))
    first = np.flatnonzero(places >= 0)[::-1]
    wards: Columns = {"area_id": codes, "area_name": areas["area_name"].astype(str).to_numpy(dtype=object)}
    for name in ("value", "low", "high", "se", "n"):
        wards[name] = np.full(len(codes), np.nan)
        wards[name][places[first]] = rows[name].to_numpy(dtype=float)[first]
    marks = rows["mark"].fillna("absent").to_numpy(dtype=object)
    wards["mark"] = np.full(len(codes), "absent", dtype=object)
    wards["mark"][places[first]] = marks[first]
    of_town = np.flatnonzero(given == "")
    return wards, dict(rows.iloc[of_town[0]]) if len(of_town) else None


def _errors(indicator: Indicator, wards: Columns) -> tuple[str, np.ndarray]:
    """Which rule can be used, and the error of each ward: as given, else from limits, else from numbers of answers."""
    nothing = np.full(len(wards["value"]), np.nan)
    if indicator.is_open:
        return "open", nothing
    if indicator.is_count:
        return "counted", nothing
    value, given, count = (wards[name] for name in ("value", "se", "n"))
    floor, ceiling = indicator.ends
    by_limits = error_from_limits(value, wards["low"], wards["high"], floor=floor, ceiling=ceiling)
    by_answers = 100 * wilson_error(value / 100, count) if indicator.unit == "%" else nothing
    known = np.isfinite(value)
    if (known & np.isfinite(given)).any():
        return "difference", np.where(np.isfinite(given), given, by_limits)
    if (known & np.isfinite(by_limits)).any():
        return "limits", by_limits
    if (known & np.isfinite(by_answers)).any():
        return ("narrow" if indicator.is_weighted else "answers"), by_answers
    return "nothing", nothing


def people_of(wards: Mapping[str, Any], weights: Weights) -> tuple[np.ndarray, str]:
    """People; where the edition knows none, numbers of answers; else all alike."""
    if weights.noun:
        return weights.values, weights.noun
    answers = np.asarray(wards["n"], dtype=float)
    if np.isfinite(answers).any():
        return np.nan_to_num(answers), "answers"
    return np.ones(len(answers)), ""


def _town_error(indicator: Indicator, town: Mapping[str, Any]) -> float:
    if math.isfinite(float(town["se"])):
        return float(town["se"])
    floor, ceiling = indicator.ends
    value, low, high = (np.array([float(town[name])]) for name in ("value", "low", "high"))
    found = float(error_from_limits(value, low, high, floor=floor, ceiling=ceiling)[0])
    if math.isfinite(found) or indicator.unit != "%" or indicator.is_weighted:
        return found
    return float(100 * wilson_error(value / 100, np.array([float(town["n"])]))[0])


def _town_limits(
    indicator: Indicator, rule: str, middle: float, spread: float, town: Mapping[str, Any] | None
) -> tuple[float, float]:
    if rule not in CHANCE and rule != "narrow":
        return math.nan, math.nan
    if town is not None and math.isfinite(float(town["low"])) and math.isfinite(float(town["high"])):
        return float(town["low"]), float(town["high"])
    low, high = limits_from_error(
        np.array([middle]), np.array([spread]), floor=indicator.ends[0], ceiling=indicator.ends[1]
    )
    return float(low[0]), float(high[0])


def _set_limits(indicator: Indicator, wards: Columns, rule: str) -> None:
    """Limits as given; else from the error; for answers alone Wilson's. None where nothing is a sample: there only sums
    over suppressed counts keep what they lie between."""
    value, error = wards["value"], wards["error"]
    if rule in ("open", "counted", "nothing"):
        is_told = (wards["mark"] == "range") & (rule == "counted")
        wards["low"], wards["high"] = (np.where(is_told, wards[name], np.nan) for name in ("low", "high"))
        return
    if rule in ("answers", "narrow"):
        low, high = (100 * one for one in wilson_interval(value / 100, wards["n"]))
    else:
        low, high = limits_from_error(value, error, floor=indicator.ends[0], ceiling=indicator.ends[1])
    for name, own in (("low", low), ("high", high)):
        limits = np.where(np.isnan(wards[name]), own, wards[name])
        wards[name] = np.where(np.isnan(value), np.nan, limits)


def set_against(
    indicator: Indicator, wards: Columns, rule: str, people: np.ndarray, town: tuple[float, float, float, float]
) -> None:
    """Set each area against the rest: ``rest``, ``difference`` with its limits, ``p`` and ``verdict``."""
    middle, town_error, town_low, town_high = town
    value = wards["value"]
    found = against_rest(value, wards["error"], people, town=middle, town_error=town_error)
    wards["rest"], wards["difference"] = found.rest, found.value
    wards["difference_low"], wards["difference_high"], wards["p"] = found.low, found.high, found.p
    if rule == "limits":
        apart = is_apart(wards["low"], wards["high"], town_low, town_high)
        can = np.isfinite(wards["low"]) & math.isfinite(town_low)
        above = value > middle
        wards["rest"] = np.full(len(value), middle)  # of limits alone no rest follows: the town itself stands there
        wards["difference"] = value - middle
        wards["difference_low"] = wards["difference_high"] = np.full(len(value), np.nan)
    else:
        can, apart, above = np.isfinite(found.p), found.p < 0.05, found.value > 0
    can = can & np.isfinite(value) & (wards["mark"] != "carried") & (rule in CHANCE)
    high, low = {"higher": ("better", "worse"), "lower": ("worse", "better")}.get(
        indicator.better, ("higher", "lower")
    )  # fmt: skip
    wards["verdict"] = np.where(can, np.where(apart, np.where(above, high, low), "same"), "").astype(object)


def _set_places(wards: Columns) -> None:
    value, error = wards["value"], wards["error"]
    wards["place"] = np.where(np.isnan(value), np.nan, rankdata(-value, method="min", nan_policy="omit"))
    has_error = np.isfinite(error)
    for name, found in zip(("place_best", "place_worst"), rank_ranges(value, error), strict=True):
        wards[name] = np.where(has_error, found, np.nan)
