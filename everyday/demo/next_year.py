"""The made-up town a year on: a forecast for the direct line, and next year's timetable, in which it runs.

The sample's GPS logs come in before, so that this edition has them. Beside a server it runs as
``python -m everyday.demo.next_year FOLDER``, with what the processor has left over, so that the first map is as early
as without it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.demo.actions import DIRECT_ACTION
from everyday.demo.build import ATTRIBUTION, LICENCE, demo_inputs, next_timetable
from everyday.demo.forum import FACILITATOR
from everyday.demo.logs import add_example_logs
from everyday.disk import sha256_of
from plan.records import Action

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from everyday.facade import Atlas

__all__ = ["FORECAST", "build_next_year"]

FORECAST = "Direct line to Samphire"
_EDITS = (
    {"kind": "new_line", "name": "20", "stops": ["Samphire Shops", "Bus Station"], "headway_min": 12,
     "start": "06:00", "end": "19:24"},
)  # fmt: skip
_LEAST_URGENT = 15
Progress = Callable[[str, float], None]


def build_next_year(folder: Path, *, workers: int | None = None, progress: Progress | None = None) -> Edition:
    """Work out the forecast of the direct line, hang it on its action, and build the edition of next year's timetable.

    What is there already is not made again; an atlas whose timetable is another than this year's is only built.

    Args:
        folder: of the made-up town's atlas, with its plan.
        workers, progress: as in :meth:`everyday.facade.Atlas.build`.
    """
    from everyday.facade import Atlas

    atlas = Atlas(folder)
    held = {record.sha256 for record in atlas.config.inputs_of("gtfs")}
    if held != {sha256_of(path) for path in demo_inputs()["gtfs"]}:
        return atlas.build(workers=workers, progress=progress)
    _forecast(atlas, workers, _half(progress, 0.0))
    atlas.add("gtfs", next_timetable(), licence=LICENCE, attribution=ATTRIBUTION, is_replacing=True)
    return atlas.build(workers=workers, progress=_half(progress, 0.5))


def _half(progress: Progress | None, start: float) -> Progress | None:
    """The same progress, told as half of a longer way."""
    return None if progress is None else lambda step, share: progress(step, start + share / 2)


def _forecast(atlas: Atlas, workers: int | None, progress: Progress | None) -> None:
    """Hang the forecast on the action about the direct line, unless somebody took the action out or hung another."""
    from everyday.scenario import run_scenario

    store = atlas.plan()
    action = next((one for one in store.all(Action) if one.id == DIRECT_ACTION and not one.scenario), None)
    if action is None:
        return
    made = run_scenario(atlas, _EDITS, name=FORECAST, workers=workers, progress=progress)
    store.save(replace(action, scenario=made.id), FACILITATOR)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_LEAST_URGENT)
    add_example_logs(Path(sys.argv[1]))
    build_next_year(Path(sys.argv[1]))
