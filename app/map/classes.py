"""Five classes for a map's colours, and how many people each holds.

Breaks come from the cells of the whole edition, in all known bands together, so that a colour means the same for
cells and areas and in the morning, the evening and on Sunday.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.quantiles import weighted_quantiles
from analysis.registry import Measure
from app.parts import Family, families, known_bands
from app.server import Shown

__all__ = ["Classes", "class_breaks", "class_weights", "classes_of", "nice_breaks", "town_median"]


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


def nice_breaks(values: np.ndarray, weights: np.ndarray, count: int, *, least_step: float = 0.0) -> tuple[float, ...]:
    """At most ``count - 1`` round breaks near the weighted quantiles, each above the smallest value."""
    shares = np.arange(1, count) / count
    quantiles = weighted_quantiles(values, weights, shares)
    if not np.isfinite(quantiles).all():
        return ()
    low, high = weighted_quantiles(values, weights, np.array([0.0, 1.0]))
    inner = weighted_quantiles(values, weights, np.array([0.05, 0.95]))
    step = max(_step(float(inner[1] - inner[0])), least_step)
    rounded = {round(round(float(value) / step) * step, 10) for value in quantiles}
    found = sorted(value for value in rounded if low < value <= high)
    return tuple(_filled(found, float(low), float(high), count, step))


def _filled(breaks: list[float], low: float, high: float, count: int, step: float) -> list[float]:
    """Where quantiles fall together, the widest class is cut until there are ``count`` classes or none can be cut."""
    found = list(breaks)
    while len(found) < count - 1:
        edges = [low, *found, high]
        wide = max(range(len(edges) - 1), key=lambda place: edges[place + 1] - edges[place])
        middle = round(round((edges[wide] + edges[wide + 1]) / 2 / step) * step, 10)
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
    least = {"share": 0.01, "minutes": 1.0, "count": 1.0, "people": 10.0}.get(unit, 0.0)
    return nice_breaks(values, weights, count, least_step=least)


def class_breaks(shown: Shown, family: Family, count: int = 5) -> tuple[float, ...]:
    """Breaks of a measure, the same in every band."""
    return _breaks(shown, family.name, family.level, count)


def class_weights(values: np.ndarray, weights: np.ndarray, breaks: tuple[float, ...]) -> tuple[list[float], float]:
    """Weight in each class, and weight of what is not known."""
    known = np.isfinite(values)
    classes = np.searchsorted(np.asarray(breaks), values[known], side="right")
    sums = np.bincount(classes, weights=weights[known], minlength=len(breaks) + 1)
    return [float(value) for value in sums], float(weights[~known].sum())


def town_median(shown: Shown, column: str) -> float:
    """Weighted median over the cells on the network, NaN where nothing is known."""
    return shown.town_median(column)


def classes_of(shown: Shown, family: Family, band: str, unit: str) -> Classes:
    """Classes of a measure in a band, with the weight of cells or areas in each."""
    measure = family.measure(band)
    breaks = class_breaks(shown, family)
    table = shown.table(unit)
    weights = table["weight_n"].fillna(0.0).to_numpy(dtype=float)
    sums, unknown = class_weights(table[measure.name].to_numpy(dtype=float), weights, breaks)
    return Classes(measure, breaks, tuple(sums), unknown, town_median(shown, measure.name))
