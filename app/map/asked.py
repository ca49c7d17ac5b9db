"""What people said, on the map: values of an indicator by area, which of them are in doubt, and the legend.

Colour says how much, and hatching over it that an area cannot be told apart from the rest of the town; what was
withheld is dotted, what is blank or was not asked is hatched without colour.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np

from app.map import palettes
from app.map.classes import nice_breaks
from app.map.message import Field
from app.map.packing import numbers
from app.printed import text
from app.server import Shown
from app.words import survey as words
from everyday.survey import Judged, against_words, rule_words, survey_of, town_words, value_words

__all__ = ["asked_breaks", "asked_field", "asked_fills", "asked_layer", "asked_legend", "asked_title"]

_STEP = {"share": 0.01, "count": 1.0, "index": 0.1}
WITHHELD = ("c", "range")


def asked_layer(shown: Shown, indicator: int, year: int) -> dict[str, Any] | None:
    """Values of the map of an indicator and a year by their numbers in the edition; None where it has no such."""
    survey = survey_of(shown)
    known = list(survey.indicators.values())
    if indicator >= len(known) or year >= len(known[indicator].years):
        return None
    one = known[indicator]
    judged = survey.judged(one.key, one.years[year])
    wards = judged.wards
    is_known = wards["value"].notna()
    doubtful = is_known & judged.is_judged & wards["verdict"].isin(["same", ""])
    return {
        "areas": numbers(wards["value"] * one.times),
        "cells": [],
        "is_doubtful": doubtful.astype(int).tolist(),
        "is_withheld": (~is_known & wards["mark"].isin(WITHHELD)).astype(int).tolist(),
        "notes": [value_words(judged, row) for row in wards.to_dict("records")],
    }


@lru_cache(maxsize=256)
def asked_breaks(shown: Shown, key: str, count: int = 5) -> tuple[float, ...]:
    """Breaks of an indicator in the registry's unit, the same in all its years."""
    survey = survey_of(shown)
    indicator = survey.indicator(key)
    values = np.concatenate([survey.values(key, year) for year in indicator.years])
    unit = indicator.registry_unit
    return nice_breaks(
        values * indicator.times, np.ones(len(values)), count, unit=unit, least_step=_STEP.get(unit, 1.0)
    )


def asked_title(judged: Judged) -> str:
    """What is shown: the indicator, its year, and what areas are set against, where that is known."""
    if not math.isfinite(judged.town):
        return words.ASKED_TITLE.format(title=judged.indicator.title, year=judged.year)
    return words.MAP_TITLE.format(title=judged.indicator.title, year=judged.year, against=against_words(judged))


def asked_field(shown: Shown, judged: Judged, breaks: tuple[float, ...]) -> Field:
    """The indicator as the map paints it."""
    indicator = judged.indicator
    place = list(survey_of(shown).indicators).index(indicator.key)
    layer = f"asked-{place}-{indicator.years.index(judged.year)}"
    return Field(layer, breaks, indicator.browser_rule(), asked_title(judged))


def asked_fills(judged: Judged, count: int) -> tuple[str, ...]:
    """Its colours from low to high."""
    return palettes.asked_colours(count, better=judged.better, is_open=judged.indicator.is_open)


def asked_legend(judged: Judged, breaks: tuple[float, ...]) -> str:
    """Classes with how many areas each holds, what hatching and dots mean, the town, and by which rule."""
    wards, indicator = judged.wards, judged.indicator
    value = wards["value"].to_numpy(dtype=float) * indicator.times
    is_known = np.isfinite(value)
    place = np.searchsorted(np.asarray(breaks), value, side="right")
    fills, labels = asked_fills(judged, len(breaks) + 1), indicator.class_labels(breaks)
    order = list(range(len(labels)))
    if judged.better == "lower":
        order.reverse()
    ends = {order[0]: words.WORSE, order[-1]: words.BETTER} if judged.better else {}
    items = [
        f'<li><i style="background:{palettes.swatch(fills[one])}"></i><strong>{text(labels[one])}</strong>'
        f"<span>{text(_areas(int((is_known & (place == one)).sum())))}{text(_end(ends.get(one)))}</span></li>"
        for one in (order if is_known.any() else [])
    ]
    doubtful = int((wards["verdict"].isin(["same", ""]) & is_known).sum()) if judged.is_judged else 0
    withheld = int((~is_known & wards["mark"].isin(WITHHELD)).sum())
    blank = int((~is_known).sum()) - withheld
    for number, kind, said in (
        (doubtful, "ea-unknown ea-doubtful", words.LEGEND_SAME.format(against=against_words(judged))),
        (withheld, "ea-unknown ea-withheld", words.LEGEND_WITHHELD), (blank, "ea-unknown", words.LEGEND_BLANK),
    ):  # fmt: skip
        if number:
            items.append(
                f'<li class="{kind}"><i></i><strong>{text(said)}</strong><span>{text(_areas(number))}</span></li>'
            )
    rule = "" if judged.is_judged else f"<p>{text(rule_words(judged))}</p>"
    return (
        f'<div class="ea-legend ea-legend-asked"><p class="ea-legend-title">{text(asked_title(judged))}</p>'
        f"<ul>{''.join(items)}</ul><p>{text(town_words(judged))}</p>{rule}</div>"
    )


def _areas(number: int) -> str:
    return words.AREAS_ONE if number == 1 else words.AREAS.format(n=number)


def _end(words_of_end: str | None) -> str:
    return f" · {words_of_end}" if words_of_end else ""
