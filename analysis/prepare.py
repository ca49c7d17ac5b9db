"""Translate the engines for this computer, ahead of being called: in some hundredths of a second each."""

from __future__ import annotations

from collections.abc import Callable

from analysis.transit.journeys import best_departures, rides_of_layer
from analysis.transit.search import (
    choose_ranks,
    departures_in_time,
    search_departures,
    seeds_within_reach,
    times_at_stops,
    useful_changes,
)
from analysis.walking import spread, spread_near
from geo.compiling import Kernel

__all__ = ["ENGINES", "prepare"]

ENGINES: dict[str, Kernel] = {
    "walks": spread,
    "near walks": spread_near,
    "changes": useful_changes,
    "travel times": search_departures,
    "first rides": seeds_within_reach,
    "times at stops": times_at_stops,
    "reach": departures_in_time,
    "percentiles": choose_ranks,
    "rides": rides_of_layer,
    "journeys": best_departures,
}
"""Every kernel of a build. Those of GPS logs and surveys are translated when they are called."""


def prepare(report: Callable[[str, float], None] | None = None) -> None:
    """Translate every engine that has not been translated yet.

    Args:
        report: called before each with its name and the share of all that is done (0–1).
    """
    for position, (name, kernel) in enumerate(ENGINES.items()):
        if report is not None:
            report(name, position / len(ENGINES))
        kernel.compile()
