"""What a survey says of an area that people use: pooled where it is whole wards, and why not where it is not.

Definitions: docs/definitions.md#areas-that-people-use.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.survey import limits_from_error, weighted_town
from everyday.survey.judging import CHANCE, FEW, MEANS, Judged, Weights, people_of, set_against

if TYPE_CHECKING:
    from everyday.atlas import NamedGround

__all__ = ["CUT", "LACKS", "NOT_OF_PARTS", "pooled_row"]

CUT, LACKS, NOT_OF_PARTS = "cut: ", "lacks: ", "of_parts"
"""Marks of areas that people use; names of wards follow the first two."""
_MOST_NAMED = 3


def pooled_row(judged: Judged, weights: Weights, ground: NamedGround, told: dict[str, Any] | None) -> dict[str, Any]:
    """The row of one area, with the columns of ``judged.wards``.

    Args:
        judged: the wards.
        weights: people of each ward.
        ground: of the area.
        told: ``value, low, high, mark`` of the area from statistics of small areas, where they are kept.
    """
    row: dict[str, Any] = dict.fromkeys(judged.wards.columns, math.nan)
    row |= {"area_id": ground.record.id, "area_name": ground.record.name, "mark": "", "is_small": False, "verdict": ""}
    if told is not None and not ground.is_union:
        return row | told
    if not ground.is_union:
        return row | {"mark": CUT + _names(judged, ground.cut or tuple(ground.shares))}
    is_mine = judged.wards["area_id"].isin(ground.whole).to_numpy()
    mine = judged.wards[is_mine]
    if judged.indicator.is_count and judged.indicator.unit == "count":
        return row | _sum(judged, mine)
    if judged.indicator.unit not in MEANS:
        return row | {"mark": NOT_OF_PARTS}
    if lacking := mine.loc[mine["value"].isna(), "area_id"].tolist():
        return row | {"mark": LACKS + _names(judged, lacking)}
    if len(mine) == 1:  # the ward itself, with its limits as they were given
        return mine.iloc[0].to_dict() | {"area_id": ground.record.id, "area_name": ground.record.name}
    people, noun = people_of(judged.wards, weights)
    if not noun:
        return row | {"mark": NOT_OF_PARTS}
    return row | _mean(judged, people, is_mine, row)


def _names(judged: Judged, codes: tuple[str, ...] | list[str]) -> str:
    by_code = dict(zip(judged.wards["area_id"], judged.wards["area_name"], strict=True))
    names = [str(by_code.get(code, code)) for code in codes]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _sum(judged: Judged, mine: pd.DataFrame) -> dict[str, Any]:
    """A sum of counts: a number where every ward has one, from low to high where some are ranges, else nothing."""
    value, low, high = (mine[name].to_numpy(dtype=float) for name in ("value", "low", "high"))
    if np.isfinite(value).all():
        return {"value": float(value.sum())}
    low, high = np.where(np.isfinite(value), value, low), np.where(np.isfinite(value), value, high)
    if np.isfinite(low).all() and np.isfinite(high).all():
        return {"low": float(low.sum()), "high": float(high.sum()), "mark": "range"}
    return {"mark": LACKS + _names(judged, mine.loc[~np.isfinite(low), "area_id"].tolist())}


def _mean(judged: Judged, people: np.ndarray, is_mine: np.ndarray, row: dict[str, Any]) -> dict[str, Any]:
    """A mean of its wards weighted by their people; its error from theirs, as their samples are independent."""
    wards, indicator = judged.wards, judged.indicator
    value, error = (wards[name].to_numpy(dtype=float) for name in ("value", "error"))
    pooled = weighted_town(value[is_mine], error[is_mine], people[is_mine])
    answers = wards["n"].to_numpy(dtype=float)[is_mine]
    n = float(answers.sum()) if np.isfinite(answers).all() else math.nan
    low, high = limits_from_error(np.array([pooled.value]), np.array([pooled.error]), floor=indicator.ends[0],
                                  ceiling=indicator.ends[1])  # fmt: skip
    marks = wards["mark"].to_numpy()[is_mine]
    mark = "carried" if "carried" in marks else "u" if {"u", "low"} & set(marks) else ""
    found = {"value": pooled.value, "error": pooled.error, "n": n, "low": float(low[0]), "high": float(high[0]),
             "mark": mark, "is_small": n < FEW or mark == "u"}  # fmt: skip
    if judged.rule not in (*CHANCE, "narrow") or not math.isfinite(pooled.error):
        found |= {"low": math.nan, "high": math.nan}
    others = wards[~is_mine]
    together = pd.concat([pd.DataFrame([row | found]), others], ignore_index=True)[list(wards.columns)]
    weight = np.concatenate([[people[is_mine].sum()], people[~is_mine]])
    columns = {name: together[name].to_numpy() for name in ("value", "low", "high", "error", "mark")}
    set_against(indicator, columns, judged.rule, weight,
                (judged.town, judged.town_error, judged.town_low, judged.town_high))  # fmt: skip
    told = ("rest", "difference", "difference_low", "difference_high", "p", "verdict")
    return found | {name: columns[name][0] for name in told}
