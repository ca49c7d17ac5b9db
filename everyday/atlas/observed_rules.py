"""What protects the people of GPS logs, as settings: the table ``[gps]`` of ``atlas.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from geo.errors import UsageError

__all__ = ["WITH_NUMBERS", "ObservedRules", "observed_rules_from"]


@dataclass(frozen=True)
class ObservedRules:
    """How few people are shown, and how roundly. Names end in their unit.

    Attributes:
        k: fewest distinct people behind anything that is shown or exported.
        shown_from: a row is shown from this many times k people on: once they are moved, or with numbers as they are.
        moved: they are moved by up to this many times k, up or down, by a draw from the atlas's secret and from who
            they are: the same people are always moved alike.
        few: places are said to have been seen by nobody or few below this many times k, moved by as many.
        numbers: whether rows tell how many people, visits, trips, days and hours, shares and medians, moved and
            rounded. Without it they say only that at least ``(shown_from - moved) k`` people are behind them: numbers
            tell who is in a sample (docs/trust.md#gps-logs). With it other settings have other defaults
            (:data:`WITH_NUMBERS`).
        people_to: people are rounded to multiples of this.
        share_moved: shares of a group of people are moved by up to this (0–1), by a draw as above.
        visits_to: visits and trips are rounded to multiples of this.
        hours_to: tracked hours are rounded to multiples of this.
        days_to: days are rounded to multiples of this.
        share_to: shares of a group of people are rounded to multiples of this (0–1).
        cell_share_to: shares of a cell or place are rounded to multiples of this (0–1).
        most_share: where one person makes up more of a time or a number of visits than this, it is withheld (0–1).
        zone_least_m, zone_most_m: radius of the zone around a home inside which a person is known to the area only.
        slices_k: with fewer than this many times k people a day is not divided.
    """

    k: int = 10
    shown_from: float = 4.0
    moved: float = 2.0
    few: float = 0.5
    numbers: bool = False
    people_to: int = 10
    share_moved: float = 0.15
    visits_to: int = 10
    hours_to: int = 10
    days_to: int = 5
    share_to: float = 0.1
    cell_share_to: float = 0.05
    most_share: float = 0.5
    zone_least_m: float = 350.0
    zone_most_m: float = 550.0
    slices_k: int = 9

    def is_enough(self, people_n: int, moved_n: float) -> bool:
        """Whether a row of so many people, moved to so many, is shown."""
        counted = float(people_n) if self.numbers else moved_n
        return people_n >= self.k and counted >= self.shown_from * self.k

    @property
    def least(self) -> int:
        """How many people at least are behind every row that is shown."""
        return max(self.k, round((self.shown_from - self.moved) * self.k))

    def to_dict(self) -> dict[str, Any]:
        """For the manifest."""
        return asdict(self)


WITH_NUMBERS: Mapping[str, Any] = {
    "shown_from": 1.0, "moved": 1.0, "share_moved": 0.0, "share_to": 0.01, "slices_k": 3,
}  # fmt: skip
"""Defaults where numbers are told: rows from k people on, people moved by up to k, shares as they are."""

_LEAST = {
    "k": 5, "shown_from": 1, "few": 0, "people_to": 1, "moved": 0, "share_moved": 0,
    "visits_to": 1, "hours_to": 1, "days_to": 1, "share_to": 0.001,
    "cell_share_to": 0.001, "most_share": 0.1, "zone_least_m": 250, "zone_most_m": 250, "slices_k": 1,
}  # fmt: skip
_MOST = {
    "moved": 4,
    "few": 1,
    "share_moved": 0.5,
    "share_to": 0.25,
    "cell_share_to": 0.25,
    "most_share": 0.9,
    "zone_least_m": 2000,
    "zone_most_m": 3000,
}


def observed_rules_from(table: Mapping[str, object]) -> ObservedRules:
    """The settings of ``[gps]``; what is left out keeps its default.

    Raises:
        UsageError: names that do not exist and values that would protect nobody, all of them at once.
    """
    known = {one.name: one for one in fields(ObservedRules)}
    faults = [f"{name} is no setting" for name in table if name not in known]
    values: dict[str, Any] = dict(WITH_NUMBERS) if table.get("numbers") is True else {}
    for name, value in table.items():
        if name not in known:
            continue
        if known[name].type == "bool":
            if not isinstance(value, bool):
                faults.append(f"{name} is {value!r}, needed true or false")
            values[name] = value
            continue
        is_whole = known[name].type == "int"
        is_number = isinstance(value, int if is_whole else int | float) and not isinstance(value, bool)
        most = _MOST.get(name, 1000)
        if not is_number or not _LEAST[name] <= float(value) <= most:  # type: ignore[arg-type]
            faults.append(
                f"{name} is {value!r}, needed a {'whole ' if is_whole else ''}number from {_LEAST[name]} to {most}"
            )
            continue
        values[name] = value if is_whole else float(value)  # type: ignore[arg-type]
    rules = ObservedRules(**values)
    if rules.zone_most_m < rules.zone_least_m:
        faults.append(f"zone_most_m ({rules.zone_most_m:g}) is less than zone_least_m ({rules.zone_least_m:g})")
    if faults:
        raise UsageError(
            f"The settings of GPS logs cannot be used: {'; '.join(faults)}.",
            f"Known names: {', '.join(known)}.",
            "Correct the [gps] table of atlas.toml.",
        )
    return rules
