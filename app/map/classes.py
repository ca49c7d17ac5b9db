"""Five classes for a map's colours, and how many people each holds.

Breaks come from the cells of the whole edition, in all known bands together, so that a colour means the same for
cells and areas and in the morning, the evening and on Sunday.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.areas import weighted_quantile
from analysis.registry import Measure, class_words, rounded_value
from app.parts import Family, families, known_bands
from app.server import Shown

__all__ = ["Classes", "class_breaks", "class_labels", "class_weights", "classes_of", "nice_breaks", "town_median"]

_LEAST_STEP = {"share": 0.01, "minutes": 1.0, "count": 1.0, "people": 10.0, "departures an hour": 0.5, "hours": 0.5,
               "ratio": 0.1, "index": 0.1, "weight": 0.1}  # fmt: skip
_LARGEST = {"share": 1.0, "of 100": 100.0}


@dataclass(frozen=True)
class Classes:
    """Classes of a measure: class ``i`` holds values from ``breaks[i - 1]`` (included) to ``breaks[i]`` (excluded)."""

    measure: Measure
    breaks: tuple[float, ...]
    weights: tuple[float, ...]
    unknown: float
    median: float

    @property
    def count(self) -> int:
        """Number of classes."""
        return len(self.breaks) + 1


def _step(spread: float) -> float:
    """1, 2 or 5 times a power of ten, fine enough to keep quantiles apart."""
    if spread <= 0 or not math.isfinite(spread):
        return 1.0
    power = 10.0 ** math.floor(math.log10(spread / 20))
    return next((power * factor for factor in (1, 2, 5, 10) if power * factor >= spread / 20), power * 10)


def nice_breaks(
    values: np.ndarray, weights: np.ndarray, count: int, *, unit: str = "", least_step: float = 0.0
) -> tuple[float, ...]:
    """At most ``count - 1`` round breaks near the weighted quantiles, each exactly as it is written.

    Every class holds somebody: it has a value with weight. The largest value there can be (100 %) begins no class of
    its own, so that none reads "100 % or more".

    Args:
        values, weights: (n,); what is not finite or weighs nothing is left out.
        count: of classes, at most.
        unit: of the values, as the registry names it.
        least_step: what breaks are multiples of, at least.
    """
    known = np.isfinite(values) & (weights > 0)
    if not known.any():
        return ()
    held, weight = values[known], weights[known]
    inner = weighted_quantile(held, weight, [0.05, 0.95])
    step = max(_step(float(inner[1] - inner[0])), least_step)
    ordered = np.unique(held)
    low, high = float(ordered[0]), min(float(ordered[-1]), _LARGEST.get(unit, math.inf) * (1 - 1e-9))

    def written(value: float) -> float:
        return rounded_value(round(round(float(value) / step) * step, 10), unit)

    quantiles = weighted_quantile(held, weight, np.arange(1, count) / count)
    found = sorted({place for place in map(written, quantiles) if low < place <= high})
    found = _filled(_held(found, ordered), low, high, count, written)
    return tuple(_held(found, ordered))


def _held(breaks: list[float], ordered: np.ndarray) -> list[float]:
    """Breaks without those under which a class would be empty: that class and the next are one."""
    found: list[float] = []
    below = 0
    for place in breaks:
        reached = int(np.searchsorted(ordered, place, side="left"))
        if below < reached < len(ordered):
            found.append(place)
            below = reached
    return found


def _filled(breaks: list[float], low: float, high: float, count: int, written: Callable[[float], float]) -> list[float]:
    """Where quantiles fall together, the widest class is cut until there are ``count`` classes or none can be cut."""
    found = list(breaks)
    while len(found) < count - 1:
        edges = [low, *found, high]
        wide = max(range(len(edges) - 1), key=lambda place: edges[place + 1] - edges[place])
        middle = written((edges[wide] + edges[wide + 1]) / 2)
        if not edges[wide] < middle < edges[wide + 1]:
            break
        found = sorted({*found, middle})
    return found


def _all_bands(shown: Shown, family: Family) -> tuple[np.ndarray, np.ndarray]:
    """Values and weights of the cells in every known band."""
    known = known_bands(shown)
    columns = [measure.name for band, measure in family.by_band.items() if not band or band in known]
    columns = columns or [measure.name for measure in family.by_band.values()]
    weights = shown.weights("cells")
    values = [shown.cells[column].to_numpy(dtype=float) for column in columns]
    return np.concatenate(values), np.tile(weights, len(columns))


@lru_cache(maxsize=512)
def _breaks(shown: Shown, name: str, level: str, count: int) -> tuple[float, ...]:
    family = families(shown, level)[name]
    values, weights = _all_bands(shown, family)
    unit = next(iter(family.by_band.values())).unit
    return nice_breaks(values, weights, count, unit=unit, least_step=_LEAST_STEP.get(unit, 1.0))


def class_breaks(shown: Shown, family: Family, count: int = 5) -> tuple[float, ...]:
    """Breaks of a measure, the same in every band."""
    return _breaks(shown, family.name, family.level, count)


def class_weights(values: np.ndarray, weights: np.ndarray, breaks: tuple[float, ...]) -> tuple[list[float], float]:
    """Weight in each class, and weight of what is not known."""
    known = np.isfinite(values)
    classes = np.searchsorted(np.asarray(breaks), values[known], side="right")
    sums = np.bincount(classes, weights=weights[known], minlength=len(breaks) + 1)
    return [float(value) for value in sums], float(weights[~known].sum())


def class_labels(classes: Classes) -> list[str]:
    """Range of each class in words, from low to high values."""
    return class_words(classes.breaks, classes.measure.unit)


def town_median(shown: Shown, column: str) -> float:
    """Weighted median over the cells on the network: NaN if nothing is known, infinite if half of the town has none."""
    return shown.town_median(column)


def classes_of(shown: Shown, family: Family, band: str, unit: str, breaks: tuple[float, ...] | None = None) -> Classes:
    """Classes of a measure in a band, with the weight of cells or areas in each; ``breaks``: of another edition."""
    measure = family.measure(band)
    breaks = class_breaks(shown, family) if breaks is None else breaks
    table = shown.table(unit)
    weights = table["weight_n"].fillna(0.0).to_numpy(dtype=float)
    sums, unknown = class_weights(table[measure.name].to_numpy(dtype=float), weights, breaks)
    return Classes(measure, breaks, tuple(sums), unknown, town_median(shown, measure.name))
