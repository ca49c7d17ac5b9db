"""How somebody got from stay to stay: triplegs between stays and silences, trips between activities.

Definitions: docs/definitions.md#staypoints-triplegs-and-trips.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.movement.frames import MOMENT, TRIPLEGS, TRIPS, Walks, empty, moments_of, walks_of
from analysis.movement.kernel import find_legs
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
    gap, least = pl.duration(seconds=chosen.gap_min * 60), pl.duration(seconds=chosen.activity_min * 60)
    stays = staypoints.select(
        "person", "started_at", "finished_at", "spell", "staypoint",
        from_lat="lat", from_lon="lon", to_lat="lat", to_lon="lon", length_m=pl.lit(0.0),
        is_leg=pl.lit(False), is_activity=pl.col("finished_at") - pl.col("started_at") > least,
    )  # fmt: skip
    legs = triplegs.select(
        "person", "started_at", "finished_at", "spell", pl.lit(None, pl.UInt32).alias("staypoint"),
        "from_lat", "from_lon", "to_lat", "to_lon", "length_m", is_leg=pl.lit(True), is_activity=pl.lit(False),
    )  # fmt: skip
    events = pl.concat([stays, legs]).sort("person", "started_at", "is_leg", maintain_order=True)
    same = (pl.col("person") == pl.col("person").shift()) & (pl.col("spell") == pl.col("spell").shift())
    is_on = (same & (pl.col("started_at") - pl.col("finished_at").shift() <= gap)).fill_null(False)
    events = events.with_columns(is_on=is_on).with_columns(goes_on=pl.col("is_on").shift(-1).fill_null(False))
    is_first = ~pl.col("is_on") | pl.col("is_activity") | pl.col("is_activity").shift()
    left, reached = pl.col("is_on") & pl.col("is_activity").shift(), pl.col("goes_on") & pl.col("is_activity").shift(-1)
    events = events.with_columns(
        group=is_first.fill_null(True).cum_sum(),
        from_staypoint=pl.when(left).then(pl.col("staypoint").shift()),
        to_staypoint=pl.when(reached).then(pl.col("staypoint").shift(-1)),
        **{f"left_{name}": pl.when(left).then(pl.col(f"from_{name}").shift()) for name in ("lat", "lon")},
        **{f"reached_{name}": pl.when(reached).then(pl.col(f"to_{name}").shift(-1)) for name in ("lat", "lon")},
    ).filter(~pl.col("is_activity"))
    # A stay too short for an activity belongs to the trip, whose ends are those of triplegs, or the activities beyond.
    legs_only = pl.col("is_leg")
    trips = events.group_by("group", maintain_order=True).agg(
        pl.col("person", "from_staypoint", "left_lat", "left_lon").first(),
        pl.col("to_staypoint", "reached_lat", "reached_lon").last(),
        pl.col("started_at").min(),
        pl.col("finished_at").max(),
        pl.col("length_m").sum(),
        pl.col("from_lat", "from_lon").filter(legs_only).first(),
        pl.col("to_lat", "to_lon").filter(legs_only).last(),
        triplegs_n=legs_only.sum(),
    )
    found = trips.filter(pl.col("triplegs_n") > 0).with_columns(
        trip=pl.int_range(pl.len()).over("person"),
        **{f"from_{name}": pl.coalesce(f"left_{name}", f"from_{name}") for name in ("lat", "lon")},
        **{f"to_{name}": pl.coalesce(f"reached_{name}", f"to_{name}") for name in ("lat", "lon")},
    )
    return found.select(pl.col(name).cast(kind) for name, kind in TRIPS.items())
