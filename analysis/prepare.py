"""Translate the engines for this computer, ahead of being called: in some hundredths of a second each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.movement import find_legs, find_spikes, find_stays, join_near, place_in_lattice, sum_of_new
from analysis.survey import count_as_much
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

__all__ = ["ENGINES", "MOVEMENT_ENGINES", "SURVEY_ENGINES", "prepare"]

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
"""Every kernel of a build."""
MOVEMENT_ENGINES: dict[str, Kernel] = {
    "spikes": find_spikes,
    "stays": find_stays,
    "triplegs": find_legs,
    "locations": join_near,
    "cells": place_in_lattice,
    "sequences": sum_of_new,
}
"""Those of GPS logs, which a build does not need: the import of logs prepares them."""
SURVEY_ENGINES: dict[str, Kernel] = {"pairs": count_as_much}
"""That of two things beside each other, which a page asks for: a server that shows a survey loads it ahead."""


def prepare(report: Callable[[str, float], None] | None = None, engines: Mapping[str, Kernel] = ENGINES) -> None:
    """Translate every engine that has not been translated yet.

    Args:
        report: called before each with its name and the share of all that is done (0–1).
        engines: those of a build, unless others are asked for.
    """
    for position, (name, kernel) in enumerate(engines.items()):
        if report is not None:
            report(name, position / len(engines))
        kernel.compile()
