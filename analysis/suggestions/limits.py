"""Thresholds of the rules, as ``atlas.toml`` may change them. Plain values, without any table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from geo.errors import UsageError

__all__ = ["SuggestionRules", "rules_from"]


@dataclass(frozen=True)
class SuggestionRules:
    """Thresholds, overridden by name in ``atlas.toml``. Names end in their unit; shares are 0–1."""

    poor_centre_min: float = 30.0
    poor_centre_times_town: float = 1.5
    poor_reach_times_town: float = 0.5
    unreachable_excess_min: float = 60.0
    indirect_from_km: float = 2.0
    indirect_ratio: float = 1.6
    indirect_times_direct: float = 1.5
    direct_start_min: float = 10.0
    direct_kmh: float = 20.0
    cut_weekday_share: float = 0.1
    cut_times_weekday: float = 0.5
    cut_excess_min: float = 60.0
    bumping_walk_min: float = 15.0
    amenity_walk_min: float = 20.0
    cut_off_city_score: float = 25.0
    cut_off_excess_score: float = 50.0
    cluster_places_n: float = 5.0
    cluster_kinds_n: float = 3.0
    frequent_per_h: float = 4.0
    least_people_n: float = 300.0
    least_cells_n: float = 3.0
    same_jaccard_share: float = 0.3


def rules_from(table: Mapping[str, object]) -> SuggestionRules:
    """Thresholds from the ``[suggestions]`` table of ``atlas.toml``; what is left out keeps its default.

    Raises:
        UsageError: names that do not exist and values that are not numbers of at least 0, all of them at once.
    """
    known = {item.name for item in fields(SuggestionRules)}
    faults = [f"{name} is no threshold" for name in table if name not in known]
    for name, value in table.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if name in known and not (is_number and math.isfinite(float(value)) and float(value) >= 0):  # type: ignore[arg-type]
            faults.append(f"{name} is {value!r}, needed a number of at least 0")
    if faults:
        raise UsageError(
            f"The thresholds of suggestions cannot be used: {'; '.join(faults)}.",
            f"Known names: {', '.join(sorted(known))}.",
            "Correct the [suggestions] table of atlas.toml.",
        )
    return SuggestionRules(**{name: float(value) for name, value in table.items()})  # type: ignore[arg-type]
