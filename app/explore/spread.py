"""How the people of a town are spread over the values of a measure: the columns of a histogram, in words too."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from analysis.quantiles import with_none
from analysis.registry import Measure, class_words, people_words, rounded_value, short_words
from app.charts import Column
from app.map import town_median
from app.parts import noun_of
from app.server import Shown
from app.words import explore as explore_words

__all__ = ["Spread", "spread_of"]

MOST_VALUES = 24
STEPS = 20
_LEAST = {"share": 0.01, "minutes": 1.0, "count": 0.1, "people": 10.0, "hours": 0.1}


@dataclass(frozen=True)
class Spread:
    """Columns from low to high, what stands under their right end, and the picture in a sentence."""

    columns: list[Column]
    last_label: str
    sentence: str
    median: str


@dataclass(frozen=True)
class _Bins:
    """Names, labels under the left end, and the place of each value."""

    names: list[str]
    labels: list[str]
    places: np.ndarray
    last_label: str


def _few(values: np.ndarray, unit: str) -> _Bins | None:
    """A column for each value there can be, where there are few of them: kinds of amenity, for example."""
    distinct = np.unique(np.round(values, 9))
    if not 1 < len(distinct) <= MOST_VALUES:
        return None
    step = float(np.diff(distinct).min())
    number = (distinct - distinct[0]) / step
    if np.abs(number - np.rint(number)).max() > 1e-3 or number[-1] >= MOST_VALUES:
        return None
    count = int(np.rint(number[-1])) + 1
    names = [short_words(float(distinct[0]) + place * step, unit) for place in range(count)]
    if len(set(names)) < count:
        return None
    places = np.rint((values - distinct[0]) / step).astype(int)
    every = math.ceil(count / 6)
    labels = [name if place % every == 0 else "" for place, name in enumerate(names)]
    return _Bins(names, labels, places, "")


def _steps(values: np.ndarray, unit: str) -> _Bins:
    """Equal steps between round numbers; the first and the last also take what lies beyond them."""
    low, high = (float(value) for value in np.quantile(values, [0.01, 0.99]))
    step = _round_step(max((high - low) / STEPS, _LEAST.get(unit, 0.1)))
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 2)
    edges = sorted({rounded_value(round(place * step, 10), unit) for place in range(first, last + 1)})
    ends = (edges[0] if values.min() >= edges[0] else None, edges[-1] if values.max() <= edges[-1] else None)
    names = class_words(edges[1:-1], unit, ends=ends)
    places = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(names) - 1)
    every = math.ceil(len(names) / 5)
    labels = [short_words(edges[place], unit) if place % every == 0 and len(names) - place >= every else ""
              for place in range(len(names))]  # fmt: skip
    return _Bins(names, labels, places, short_words(edges[-1], unit))


def _round_step(least: float) -> float:
    """1, 2 or 5 times a power of ten, at least ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))


def spread_of(shown: Shown, measure: Measure) -> Spread | None:
    """The people of the cells on the streets by the value of their cell; None where all are the same or none is known.

    Those for whom there is *none* (the centre out of reach) are a last column of their own.
    """
    values, weights = with_none(shown.cells, measure), shown.weights("cells")
    counted = ~np.isnan(values) & (weights > 0)
    values, weights = values[counted], weights[counted]
    finite = np.isfinite(values)
    if not finite.any() or np.ptp(values[finite]) <= 0:
        return None
    bins = _few(values[finite], measure.unit) or _steps(values[finite], measure.unit)
    sums = np.bincount(bins.places, weights=weights[finite], minlength=len(bins.names)).tolist()
    names, labels, last_label = list(bins.names), list(bins.labels), bins.last_label
    if not finite.all():
        names.append(measure.absent or explore_words.SPREAD_NONE)
        labels.append(explore_words.SPREAD_NONE)
        sums.append(float(weights[~finite].sum()))
        last_label = ""
    middle = town_median(shown, measure.name)
    held = len(sums) - 1 if math.isinf(middle) else int(bins.places[np.abs(values[finite] - middle).argmin()])
    noun, whole = noun_of(shown), float(weights.sum())
    columns = [
        Column(value, name, people_words(value, noun, whole), label, is_marked=place == held)
        for place, (value, name, label) in enumerate(zip(sums, names, labels, strict=True))
    ]
    tallest = max(columns, key=lambda column: column.value)
    median = shown.town_words(measure)
    sentence = explore_words.SPREAD_SENTENCE.format(
        measure=measure.full_title, noun=noun, tallest=tallest.name, people=tallest.words, median=median,
        low=names[0], high=names[-1],
    )  # fmt: skip
    return Spread(columns, last_label, sentence, median)
