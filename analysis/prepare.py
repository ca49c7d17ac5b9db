"""Compile the engines, once for a computer: while installing, or as the first build's own step.

    python -m analysis.prepare

Numba keeps what it compiles beside the modules, or where these cannot be written in the user's cache folder, or in
``NUMBA_CACHE_DIR``. What is there already is only loaded.
"""

from __future__ import annotations

import time
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
from geo.compiling import Kernel, compiling

__all__ = ["ENGINES", "MOVEMENT_ENGINES", "SURVEY_ENGINES", "prepare"]

ENGINES: dict[str, tuple[Kernel, str]] = {
    "walks": (
        spread,
        "int64 int64 int64 int64 int64 float64 int64* int32* float64* int64* int32* float64* float64* int32* float64* "
        "int32* int32* float64* int32* float64* int64*",
    ),
    "near walks": (
        spread_near,
        "int64 int64 int64 int64 int64 float64 float64 int64* int32* float64* int64* int32* float64* float64* int32* "
        "int32* int32* int32* int32* float64* int32* float64* int64*",
    ),
    "changes": (
        useful_changes,
        "int64 int64 int64 int64 int32* int64* int32* int32* int32* int32* int32* int64* int32* int64* int32* int32* "
        "int64* int32* int64* int32* int32* int32* int32* int16* int32* int32* int32*",
    ),
    "travel times": (
        search_departures,
        "int64 int64 int64 int64 int64 int64 int64 int32* int64* int32* int32* int32* int64* int32* int32* int64 "
        "int64 int16* uint8* int32* int32* int32* int32* int32*",
    ),
    "first rides": (
        seeds_within_reach,
        "int64 int64 int32* int32* int64 int64* int32* int32* int32* int32* int64* int32* int32*",
    ),
    "times at stops": (times_at_stops, "int64 int64 int64 int64 int64 int32* uint16*"),
    "reach": (
        departures_in_time,
        "int64 int64 int64 int64 int64 int64 int32* int32* int64* int32* int64 int64 int32* int64* int32*",
    ),
    "percentiles": (
        choose_ranks,
        "int64 int64 int64 int64 int32* uint16* int64* int32* uint16* int32* int64 int64* uint16* int32*",
    ),
    "rides": (
        rides_of_layer,
        "int64 int64 int64 int64* int32* int32* int32* uint8* int32* int64* int32* int32* int64* int64* int32* int64* "
        "int32* int64* int64* int32* int32*",
    ),
    "journeys": (
        best_departures,
        "int64 int64 int64 int64 int64* int32* int32* int64 int64 int64* int32* int64* int64* int32*",
    ),
}
"""Every kernel of a build and the kinds of its arguments: the only ones it is called with, but in towns too large."""
MOVEMENT_ENGINES: dict[str, tuple[Kernel, str]] = {
    "spikes": (find_spikes, "int64 float64 int64 int64 int64* int64* float64* float64* uint8*"),
    "stays": (
        find_stays,
        "int64 float64 int64 int64 int64 int64* int64* float64* float64* uint8* int64* int64* float64* float64* uint8* "
        "int64*",
    ),
    "triplegs": (
        find_legs,
        "int64 int64 int64 int64* int64* int64* float64* float64* uint8* uint8* int64* int64* int64* int64* float64* "
        "int64*",
    ),
    "locations": (join_near, "int64 float64 int64* int64* float64* float64* int64*"),
    "cells": (place_in_lattice, "int64 int64 float64 float64* float64* float64* int64* int32* int64* int32* int64*"),
    "sequences": (sum_of_new, "int64 int64* int64*"),
}
"""Those of GPS logs, which a build does not need: the import of logs prepares them."""
SURVEY_ENGINES: dict[str, tuple[Kernel, str]] = {
    "pairs": (
        count_as_much,
        "int64 int64 int64 float32* float32* float64* float64* int32* int32* int16* int64* float32* float32* int64*",
    ),
}
"""That of two things beside each other, which a page asks for: a server that shows a survey loads it ahead."""


def prepare(
    report: Callable[[str, float], None] | None = None, engines: Mapping[str, tuple[Kernel, str]] = ENGINES
) -> None:
    """Compile every engine that has not been compiled yet, and load the others.

    Args:
        report: called before each with its name and the share of all that is done (0–1).
        engines: those of a build, unless others are asked for.
    """
    for position, (name, (kernel, kinds)) in enumerate(engines.items()):
        if report is not None:
            report(name, position / len(engines))
        with compiling():
            kernel.compile(tuple(kinds.split()))


def main() -> None:
    """Say which engine is being compiled, and how long all took."""
    started = time.perf_counter()
    prepare(
        lambda name, share: print(f"  {name} ({share:.0%}) …", flush=True), ENGINES | MOVEMENT_ENGINES | SURVEY_ENGINES
    )
    print(f"  The engines are ready ({time.perf_counter() - started:.0f} s).", flush=True)


if __name__ == "__main__":
    main()
