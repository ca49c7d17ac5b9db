"""The wards of one indicator and year against the rest of the town: by which rule, with what interval, or why not.

Definitions: docs/definitions.md#survey-estimates and docs/definitions.md#a-ward-against-the-rest-of-the-town.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

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

    def ward(self, area_id: str) -> pd.Series | None:
        """The row of a ward or of an area that people use; None where the edition has none."""
        for table in (self.wards, self.pooled):
            if len(table) and len(rows := table[table["area_id"] == area_id]):
                return rows.iloc[0]
        return None


def judge(indicator: Indicator, year: str, rows: pd.DataFrame, areas: pd.DataFrame, weights: Weights) -> Judged:
    """Set every ward against the rest of the town.

    Args:
        indicator: which one.
        year: which year.
        rows: of the survey table, of this indicator and year.
        areas: ``area_id`` and ``area_name`` of the edition.
        weights: of its areas.
    """
    given = rows.drop_duplicates("area_id").set_index("area_id")
    wards = pd.DataFrame({"area_id": areas["area_id"].astype(str), "area_name": areas["area_name"].astype(str)})
    wards = wards.reset_index(drop=True)
    for name in ("value", "low", "high", "se", "n"):
        wards[name] = given[name].reindex(wards["area_id"]).to_numpy(dtype=float)
    wards["mark"] = given["mark"].reindex(wards["area_id"]).fillna("absent").astype(str).to_numpy()
    town = given.loc[""] if "" in given.index else None
    rule, error = _errors(indicator, wards)
    people, noun = people_of(wards, weights)
    estimate = weighted_town(wards["value"].to_numpy(), error, people)
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
    wards["is_small"] = (wards["n"] < FEW) | (wards["mark"].isin(UNRELIABLE) & wards["value"].notna())
    effects = design_effect(wards["value"].to_numpy() / 100, wards["se"].to_numpy() / 100, wards["n"].to_numpy())
    is_share = indicator.unit == "%" and bool(np.isfinite(effects).any())
    return Judged(
        indicator, year, wards.drop(columns="se"), middle, town_low, town_high, is_estimate, rule, noun,
        float(np.nanmedian(effects)) if is_share else math.nan, town_error,
    )  # fmt: skip


def _errors(indicator: Indicator, wards: pd.DataFrame) -> tuple[str, np.ndarray]:
    """Which rule can be used, and the error of each ward: as given, else from limits, else from numbers of answers."""
    nothing = np.full(len(wards), np.nan)
    if indicator.is_open:
        return "open", nothing
    if indicator.is_count:
        return "counted", nothing
    value, given, count = (wards[name].to_numpy(dtype=float) for name in ("value", "se", "n"))
    floor, ceiling = indicator.ends
    by_limits = error_from_limits(
        value, wards["low"].to_numpy(), wards["high"].to_numpy(), floor=floor, ceiling=ceiling
    )
    by_answers = 100 * wilson_error(value / 100, count) if indicator.unit == "%" else nothing
    known = np.isfinite(value)
    if (known & np.isfinite(given)).any():
        return "difference", np.where(np.isfinite(given), given, by_limits)
    if (known & np.isfinite(by_limits)).any():
        return "limits", by_limits
    if (known & np.isfinite(by_answers)).any():
        return ("narrow" if indicator.is_weighted else "answers"), by_answers
    return "nothing", nothing


def people_of(wards: pd.DataFrame, weights: Weights) -> tuple[np.ndarray, str]:
    """People; where the edition knows none, numbers of answers; else all alike."""
    if weights.noun:
        return weights.values, weights.noun
    if wards["n"].notna().any():
        return wards["n"].fillna(0.0).to_numpy(dtype=float), "answers"
    return np.ones(len(wards)), ""


def _town_error(indicator: Indicator, town: pd.Series) -> float:
    if math.isfinite(float(town["se"])):
        return float(town["se"])
    floor, ceiling = indicator.ends
    value, low, high = (np.array([float(town[name])]) for name in ("value", "low", "high"))
    found = float(error_from_limits(value, low, high, floor=floor, ceiling=ceiling)[0])
    if math.isfinite(found) or indicator.unit != "%" or indicator.is_weighted:
        return found
    return float(100 * wilson_error(value / 100, np.array([float(town["n"])]))[0])


def _town_limits(
    indicator: Indicator, rule: str, middle: float, spread: float, town: pd.Series | None
) -> tuple[float, float]:
    if rule not in CHANCE and rule != "narrow":
        return math.nan, math.nan
    if town is not None and math.isfinite(float(town["low"])) and math.isfinite(float(town["high"])):
        return float(town["low"]), float(town["high"])
    low, high = limits_from_error(
        np.array([middle]), np.array([spread]), floor=indicator.ends[0], ceiling=indicator.ends[1]
    )
    return float(low[0]), float(high[0])


def _set_limits(indicator: Indicator, wards: pd.DataFrame, rule: str) -> None:
    """Limits as given; else from the error; for answers alone Wilson's. None where nothing is a sample: there only sums
    over suppressed counts keep what they lie between."""
    if rule in ("open", "counted", "nothing"):
        wards.loc[(wards["mark"] != "range") | (rule != "counted"), ["low", "high"]] = np.nan
        return
    value, error = wards["value"].to_numpy(dtype=float), wards["error"].to_numpy(dtype=float)
    if rule in ("answers", "narrow"):
        low, high = wilson_interval(value / 100, wards["n"].to_numpy(dtype=float))
        low, high = 100 * low, 100 * high
    else:
        low, high = limits_from_error(value, error, floor=indicator.ends[0], ceiling=indicator.ends[1])
    wards["low"], wards["high"] = wards["low"].fillna(pd.Series(low)), wards["high"].fillna(pd.Series(high))
    wards.loc[wards["value"].isna(), ["low", "high"]] = np.nan


def set_against(
    indicator: Indicator, wards: pd.DataFrame, rule: str, people: np.ndarray, town: tuple[float, float, float, float]
) -> None:
    middle, town_error, town_low, town_high = town
    value, error = wards["value"].to_numpy(dtype=float), wards["error"].to_numpy(dtype=float)
    found = against_rest(value, error, people, town=middle, town_error=town_error)
    wards["rest"], wards["difference"] = found.rest, found.value
    wards["difference_low"], wards["difference_high"], wards["p"] = found.low, found.high, found.p
    if rule == "limits":
        can, apart = np.isfinite(wards["low"].to_numpy()), is_apart(
            wards["low"].to_numpy(), wards["high"].to_numpy(), town_low, town_high
        )  # fmt: skip
        can = can & math.isfinite(town_low)
        above = value > middle
        wards["rest"] = middle  # of limits alone no rest follows: the town itself stands there
        wards["difference"] = value - middle
        wards["difference_low"] = wards["difference_high"] = np.nan
    else:
        can, apart, above = np.isfinite(found.p), found.p < 0.05, found.value > 0
    can = can & np.isfinite(value) & (wards["mark"] != "carried").to_numpy() & (rule in CHANCE)
    high, low = {"higher": ("better", "worse"), "lower": ("worse", "better")}.get(
        indicator.better, ("higher", "lower")
    )  # fmt: skip
    wards["verdict"] = np.where(can, np.where(apart, np.where(above, high, low), "same"), "")


def _set_places(wards: pd.DataFrame) -> None:
    wards["place"] = wards["value"].rank(ascending=False, method="min")
    best, worst = rank_ranges(wards["value"].to_numpy(), wards["error"].to_numpy())
    has_error = wards["error"].notna()
    wards["place_best"], wards["place_worst"] = (pd.Series(one).where(has_error) for one in (best, worst))
