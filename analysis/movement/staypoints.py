"""Where somebody stayed: the sliding definition of Li et al. (2008), with silences as silences.

Definitions, and what differs from trackintel and scikit-mobility: docs/definitions.md#staypoints-triplegs-and-trips.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.movement.frames import MOMENT, STAYPOINTS, Walks, empty, walks_of
from analysis.movement.kernel import find_stays
from geo.errors import UsageError

__all__ = ["PRESETS", "Preset", "find_staypoints", "preset_of"]


@dataclass(frozen=True)
class Preset:
    """What counts as a stay, as a silence and as an activity.

    Attributes:
        within_m: a stay has only fixes nearer to its first one than this.
        least_min: a stay lasts at least this long from its first to its last fix.
        gap_min: between two fixes further apart in time is silence.
        activity_min: a longer stay ends a trip; others, as at a bus stop, do not.
    """

    name: str
    within_m: float
    least_min: float
    gap_min: float = 15.0
    activity_min: float = 15.0


PRESETS = {
    "trackintel": Preset("trackintel", 100.0, 5.0),
    "skmob": Preset("skmob", 200.0, 20.0),
}
"""The settings of trackintel, and of scikit-mobility (with the same silences, of which it knows none)."""


def preset_of(preset: str | Preset) -> Preset:
    """A preset by name, or one of a caller's own.

    Raises:
        UsageError: there is none of this name, or a number of it is not above 0.
    """
    chosen = PRESETS.get(preset) if isinstance(preset, str) else preset
    if chosen is None:
        raise UsageError(f"There is no preset {preset!r}.", f"Needed: one of {', '.join(PRESETS)}.")
    numbers = (chosen.within_m, chosen.least_min, chosen.gap_min, chosen.activity_min)
    if not all(np.isfinite(number) and number > 0 for number in numbers):
        raise UsageError(f"The preset {chosen.name!r} cannot be used.", "Needed: finite numbers above 0.")
    return chosen


def find_staypoints(fixes: pl.DataFrame | Walks, preset: str | Preset = "trackintel") -> pl.DataFrame:
    """Staypoints of everybody in a table of fixes.

    A stay begins with a fix and goes on while fixes are nearer to it than ``within_m`` and no silence falls; the first
    fix for which this does not hold begins the next one. It is a staypoint if it lasts ``least_min`` from its first to
    its last fix inside.

    Args:
        fixes: FIXES (person, time, lat, lon; ``after_silence`` if there), sorted by person and time; or the same as
            walks_of gives them.
        preset: a name of ``PRESETS``, or numbers of one's own.

    Returns:
        STAYPOINTS, sorted by person and time.

    Raises:
        UsageError: the fixes are not sorted, or there is no such preset.
    """
    chosen = preset_of(preset)
    walks = walks_of(fixes)
    if not walks.people:
        return empty(STAYPOINTS)
    fixes_n = len(walks.time)
    room = fixes_n // 2 + 1
    first, last = np.empty(room, np.int64), np.empty(room, np.int64)
    lat, lon, is_silent = np.empty(room), np.empty(room), np.empty(room, np.uint8)
    spell = np.empty(room, np.int64)
    found = find_stays(
        len(walks.people), float(chosen.within_m), int(chosen.least_min * 60e6), int(chosen.gap_min * 60e6),
        int(len(walks.silent) > 0), walks.at, walks.time, walks.lat, walks.lon, walks.silent,
        first, last, lat, lon, is_silent, spell,
    )  # fmt: skip
    if found < 0:
        raise UsageError(
            "The fixes of a person are not in the order of their times.",
            "Needed: a table sorted by person and time.",
            "Sort it, or hand it to analysis.movement.clean first.",
        )
    first, last = first[:found], last[:found]
    owner = np.searchsorted(walks.at, first, side="right") - 1
    return pl.DataFrame(
        {
            "person": pl.Series(walks.people, dtype=pl.String).gather(owner),
            "staypoint": np.arange(found) - np.searchsorted(owner, owner),
            "started_at": pl.Series(walks.time[first]).cast(MOMENT),
            "finished_at": pl.Series(walks.time[last]).cast(MOMENT),
            "lat": lat[:found],
            "lon": lon[:found],
            "fixes_n": last - first + 1,
            "ends_in_silence": is_silent[:found] > 0,
            "spell": spell[:found],
        },
        schema_overrides=STAYPOINTS,
    )
