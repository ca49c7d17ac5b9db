"""What can be changed about scores and types: weights, floors and the limit of low. Plain values, without any table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from geo.errors import UsageError

__all__ = ["LEVELS", "LevelRule", "ScoreRules"]

LEVELS = ("neighbourhood", "city")


@dataclass(frozen=True)
class LevelRule:
    """How one level is scored.

    Attributes:
        weights: measures and how much each counts.
        floor_measure: measure of the absolute floor.
        floor: its limit; worse than this fails (below it if more is better, above it if less is better).
    """

    weights: tuple[tuple[str, float], ...]
    floor_measure: str
    floor: float

    def __post_init__(self) -> None:
        numbers = [weight for _, weight in self.weights]
        if not numbers or min(numbers) < 0 or not 0 < sum(numbers) < math.inf:
            raise UsageError(
                f"The weights of a score are {dict(self.weights)}.",
                "Needed: numbers of 0 or more, at least one above 0.",
                "Correct the weights.",
            )


@dataclass(frozen=True)
class ScoreRules:
    """Everything that can be changed about scores and types."""

    neighbourhood: LevelRule = field(
        default=LevelRule(
            (("amenity_completeness_share", 1.0), ("bumping_places_15min_n", 1.0), ("people_15min_n", 1.0)),
            floor_measure="amenity_completeness_share",
            floor=0.8,
        )
    )
    city: LevelRule = field(
        default=LevelRule(
            (
                ("city_reach_45min_share_am", 2.0),
                ("city_reach_45min_share_evening", 1.0),
                ("city_reach_45min_share_sunday", 1.0),
                ("centre_min_am", 1.0),
            ),
            floor_measure="centre_min_am",
            floor=20.0,
        )
    )
    low_below: float = 50.0

    def level(self, name: str) -> LevelRule:
        """The rule of ``"neighbourhood"`` or ``"city"``."""
        return self.neighbourhood if name == "neighbourhood" else self.city

    def with_weight(self, level: str, measure: str, weight: float) -> ScoreRules:
        """The same with another weight of one measure."""
        old = self.level(level)
        weights = tuple((name, weight if name == measure else given) for name, given in old.weights)
        return self._with(level, replace(old, weights=weights))

    def with_floor(self, level: str, floor: float) -> ScoreRules:
        """The same with another floor of one level."""
        return self._with(level, replace(self.level(level), floor=floor))

    def measures(self) -> list[str]:
        """Every measure that the rules look at, each once."""
        rules = (self.neighbourhood, self.city)
        return list(dict.fromkeys(name for rule in rules for name, _ in (*rule.weights, (rule.floor_measure, 0.0))))

    def to_dict(self) -> dict[str, object]:
        """Plain values, for the manifest and the fingerprint."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> ScoreRules:
        """What :meth:`to_dict` wrote, also after a way through JSON; what is missing has its default."""
        usual = cls()
        levels = {}
        for name in LEVELS:
            given, old = stored.get(name, {}), usual.level(name)
            levels[name] = LevelRule(
                tuple((str(measure), float(weight)) for measure, weight in given.get("weights", old.weights)),
                str(given.get("floor_measure", old.floor_measure)),
                float(given.get("floor", old.floor)),
            )
        return cls(levels["neighbourhood"], levels["city"], float(stored.get("low_below", usual.low_below)))

    def _with(self, level: str, rule: LevelRule) -> ScoreRules:
        return replace(self, neighbourhood=rule) if level == "neighbourhood" else replace(self, city=rule)
