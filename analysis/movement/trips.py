"""How somebody got from stay to stay: triplegs between stays and silences, trips between activities.

Definitions: docs/definitions.md#staypoints-triplegs-and-trips.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.movement.frames import MOMENT, TRIPLEGS, TRIPS, Walks, empty, moments_of, starts_of, walks_of
from analysis.movement.kernel import find_legs, join_legs
from analysis.movement.staypoints import Preset, preset_of

__all__ = ["find_triplegs", "find_trips"]


def find_triplegs(
    fixes: pl.DataFrame | Walks, staypoints: pl.DataFrame, preset: str | Preset = "trackintel"
) -> pl.DataFrame:
    """Triplegs of everybody: fixes one after the other that are in no staypoint.

    A silence and a new ``segment`` begin a new one. Fewer than two fixes, or all at one point, make none.

    Args:
        fixes: FIXES (person, time, lat, lon; ``segment`` and ``after_silence`` if there), sorted by person and time.
        staypoints: STAYPOINTS found in them.
        preset: whose silences count.

    Returns:
        TRIPLEGS, sorted by person and time.
    """
    chosen = preset_of(preset)
    walks = walks_of(fixes)
    if not walks.people:
        return empty(TRIPLEGS)
    stays = (
        pl.DataFrame({"person": walks.people}, schema={"person": pl.String})
        .with_row_index("row")
        .join(
            staypoints.select("person", "started_at", "finished_at"),
            on="person",
            how="left",
            maintain_order="left_right",
        )
    )
    known = stays.drop_nulls("started_at")
    stay_at = np.searchsorted(known["row"].to_numpy(), np.arange(len(walks.people) + 1)).astype(np.int64)
    room = len(walks.time) // 2 + 1
    first, last, length, spell = (
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.empty(room),
        np.empty(room, np.int64),
    )
    found = find_legs(
        len(walks.people), int(chosen.gap_min * 60e6), int(len(walks.silent) > 0), walks.at, stay_at, walks.time,
        walks.lat, walks.lon, _breaks(walks), walks.silent, moments_of(known["started_at"]),
        moments_of(known["finished_at"]), first, last, length, spell,
    )  # fmt: skip
    return _as_legs(walks, first[:found], last[:found], length[:found], spell[:found])


def _breaks(walks: Walks) -> np.ndarray:
    """1 where a fix is not connected with the one before it."""
    broken = np.zeros(len(walks.time), np.uint8)
    if len(walks.segment):
        broken[1:] = walks.segment[1:] != walks.segment[:-1]
    return broken | walks.silent if len(walks.silent) else broken


def _as_legs(walks: Walks, first: np.ndarray, last: np.ndarray, length: np.ndarray, spell: np.ndarray) -> pl.DataFrame:
    owner = np.searchsorted(walks.at, first, side="right") - 1
    return pl.DataFrame(
        {
            "person": pl.Series(walks.people, dtype=pl.String).gather(owner),
            "tripleg": np.arange(len(first)) - np.searchsorted(owner, owner),
            "started_at": pl.Series(walks.time[first]).cast(MOMENT),
            "finished_at": pl.Series(walks.time[last]).cast(MOMENT),
            "fixes_n": last - first + 1,
            "length_m": length,
            "from_lat": walks.lat[first],
            "from_lon": walks.lon[first],
            "to_lat": walks.lat[last],
            "to_lon": walks.lon[last],
            "spell": spell,
        },
        schema_overrides=TRIPLEGS,
    )


def find_trips(staypoints: pl.DataFrame, triplegs: pl.DataFrame, preset: str | Preset = "trackintel") -> pl.DataFrame:
    """Trips of everybody: all triplegs between two activities, which are stays longer than ``activity_min``.

    A silence ends a trip, and the next one begins nobody knows where. There is no trip without a tripleg.

    Args:
        staypoints, triplegs: of the same fixes, sorted by person and time.
        preset: whose activities and silences count.

    Returns:
        TRIPS, sorted by person and time; from the first fix after the stay to the last one before the next.
    """
    chosen = preset_of(preset)
    stays, of_stays, stay_at = _by_name(staypoints)
    legs, of_legs, leg_at = _by_name(triplegs)
    people = of_legs if of_legs == of_stays else sorted({*of_stays, *of_legs})
    stay_at, leg_at = _starts_in(people, of_stays, stay_at), _starts_in(people, of_legs, leg_at)
    room = len(legs) + 1
    from_stay, to_stay, first, last, legs_n, starts, ends = (np.empty(room, np.int64) for _ in range(7))
    length = np.empty(room)
    found = join_legs(
        len(people), int(chosen.gap_min * 60e6), int(chosen.activity_min * 60e6), stay_at, leg_at,
        moments_of(stays["started_at"]), moments_of(stays["finished_at"]), _whole(stays["spell"]),
        moments_of(legs["started_at"]), moments_of(legs["finished_at"]), _whole(legs["spell"]),
        np.ascontiguousarray(legs["length_m"].to_numpy(), np.float64),
        from_stay, to_stay, first, last, legs_n, starts, ends, length,
    )  # fmt: skip
    from_stay, to_stay, first, last = (rows[:found] for rows in (from_stay, to_stay, first, last))
    owner = np.searchsorted(leg_at, first, side="right") - 1
    columns: dict[str, object] = {
        "person": pl.Series(people, dtype=pl.String).gather(owner),
        "trip": np.arange(found) - np.searchsorted(owner, owner),
        "started_at": pl.Series(starts[:found]).cast(MOMENT),
        "finished_at": pl.Series(ends[:found]).cast(MOMENT),
        "triplegs_n": legs_n[:found],
        "length_m": length[:found],
    }
    for end, at, of in (("from", from_stay, first), ("to", to_stay, last)):
        is_known = at >= 0
        columns[f"{end}_staypoint"] = pl.Series(np.where(is_known, _at(stays["staypoint"], at), 0)).set(
            pl.Series(~is_known), None
        )
        for axis in ("lat", "lon"):
            columns[f"{end}_{axis}"] = np.where(is_known, _at(stays[axis], at), _at(legs[f"{end}_{axis}"], of))
    return pl.DataFrame({name: columns[name] for name in TRIPS}, schema_overrides=TRIPS)


def _whole(numbers: pl.Series) -> NDArray[np.int64]:
    return np.ascontiguousarray(numbers.to_numpy(), np.int64)


def _at(column: pl.Series, rows: NDArray[np.int64]) -> NDArray:
    """The values in these rows; anything where there is none (-1)."""
    values = column.to_numpy()
    return values[rows] if len(values) else np.zeros(len(rows), values.dtype)


def _by_name(table: pl.DataFrame) -> tuple[pl.DataFrame, list[str], NDArray[np.int64]]:
    """The table in the order of the names, everybody in it, and where each begins."""
    people, at = starts_of(table["person"])
    if any(people[k] > people[k + 1] for k in range(len(people) - 1)):
        table = table.sort("person", maintain_order=True)
        people, at = starts_of(table["person"])
    return table.rechunk(), people, at


def _starts_in(everybody: list[str], people: list[str], at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of everybody begins in a table that has some of them; both by name."""
    if people == everybody:
        return at
    lengths = dict(zip(people, np.diff(at).tolist(), strict=True))
    return np.concatenate([[0], np.cumsum([lengths.get(person, 0) for person in everybody], dtype=np.int64)])
