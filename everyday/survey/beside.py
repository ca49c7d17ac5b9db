"""An indicator beside a measure of mobility over the wards: how far their ranks go together, and who is out of line.

Nothing here says that one brings about the other. Definitions: docs/definitions.md#two-things-beside-each-other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.registry import Measure
from analysis.survey import Together, adjusted, out_of_line
from everyday.survey.judging import Judged

__all__ = ["Beside", "OutOfLine", "beside_of"]

LEVEL = 0.05


@dataclass(frozen=True)
class OutOfLine:
    """A ward that says one thing where the measure says the other.

    Attributes:
        area_id, area_name: of the ward.
        says: its value in the survey; ``measured`` that of the measure.
        is_above: True if the survey is better (or higher) than the measure would have it.
        residual: how many places it is off the line.
    """

    area_id: str
    area_name: str
    says: float
    measured: float
    is_above: bool
    residual: float


@dataclass(frozen=True)
class Beside:
    """One indicator and year beside one measure.

    Attributes:
        judged: the indicator.
        measure: of mobility.
        values: of the measure, (n,) in the order of the wards.
        together: Spearman's ρ, its p and n.
        q: p adjusted for how many pairs there are.
        pairs_n: pairs of this measure and an indicator that have a p; ``left_n`` of them stay after the adjustment.
        out_of_line: wards, those above the line first.
        is_told: True if both have a better end that may be called so; else wards are higher or lower.
    """

    judged: Judged
    measure: Measure
    values: np.ndarray
    together: Together
    q: float
    pairs_n: int
    left_n: int
    out_of_line: tuple[OutOfLine, ...]
    is_told: bool

    @property
    def by_chance_n(self) -> float:
        """How many pairs would have p under 0.05 by chance."""
        return self.pairs_n * LEVEL

    @property
    def stands_out(self) -> bool:
        """True if it stays after the adjustment."""
        return bool(self.q <= LEVEL)


def _turned(values: np.ndarray, better: str | None) -> np.ndarray:
    """Turned so that more is better."""
    return -values if better == "lower" else values


def beside_of(judged: Judged, measure: Measure, values: np.ndarray, every: list[Together], place: int) -> Beside:
    """Put together what belongs to a pair.

    Args:
        judged: the indicator and year.
        measure: of mobility, whose ``values`` are (n,) in the order of the wards.
        every: each indicator beside the same measure, of which ``place`` is this one.
    """
    q = adjusted(np.array([one.p for one in every]))
    wards = judged.wards
    is_told = bool(judged.better and measure.better)
    said, possible = wards["value"].to_numpy(dtype=float), np.asarray(values, dtype=float)
    if is_told:
        said, possible = _turned(said, judged.better), _turned(possible, measure.better)
    above, below = out_of_line(said, possible)
    found = [
        OutOfLine(str(wards["area_id"].iloc[one.row]), str(wards["area_name"].iloc[one.row]),
                  float(wards["value"].iloc[one.row]), float(values[one.row]), one.residual > 0, one.residual)
        for one in [*above, *below]
    ]  # fmt: skip
    return Beside(
        judged, measure, values, every[place], float(q[place]), int(np.isfinite(q).sum()), int((q <= LEVEL).sum()),
        tuple(found), is_told,
    )  # fmt: skip
