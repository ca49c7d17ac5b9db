"""Places that somebody comes back to, and which of them is home.

Definitions: docs/definitions.md#locations-and-home.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.movement.frames import LOCATIONS, MOMENT, empty, moments_of, starts_of
from analysis.movement.hours import DAY_STARTS_AT, hour_pieces
from analysis.movement.kernel import join_near
from geo.errors import UsageError

__all__ = ["HOME_RULES", "find_homes", "find_locations"]

WITHIN_M = 100.0
HOME_RULES = ("skmob", "trackintel", "osna")
# skmob: night is from 22:00 to 07:00.
NIGHT_FROM, NIGHT_TO = 22, 7
# OSNA (Efstathiades et al. 2015), as trackintel has it: weekdays only, by the middle of the stay.
REST, LEISURE = 0.739, 0.358
REST_FROM, WORK_FROM, LEISURE_FROM = 2, 8, 19
# A home that less is known of is not certain: trackintel's threshold of staypoints for a person.
LEAST_STAYS, LEAST_NIGHTS = 10, 2
# The rest of trackintel's filters: locations of a person, and how long and over what time somebody was at one.
LEAST_LOCATIONS, LEAST_THERE_S, LEAST_PERIOD_S = 10, 3600, 5 * 3600


def find_locations(staypoints: pl.DataFrame, within_m: float = WITHIN_M) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Staypoints of one person that a chain of steps up to ``within_m`` joins are one location.

    That is DBSCAN with one sample, as trackintel has it, on great circles.

    Args:
        staypoints: STAYPOINTS, sorted by person and time.
        within_m: the longest step.

    Returns:
        ``(staypoints, locations)``: the staypoints with the number of their ``location``, and LOCATIONS; the place of a
        location is the mean of its staypoints.
    """
    if staypoints.is_empty():
        return staypoints.with_columns(location=pl.lit(None, pl.UInt32)), empty(LOCATIONS)
    _, at = starts_of(staypoints["person"])
    lat, lon = (np.ascontiguousarray(staypoints[name].to_numpy(), np.float64) for name in ("lat", "lon"))
    owner = np.repeat(np.arange(len(at) - 1), np.diff(at))
    root = np.arange(len(lat), dtype=np.int64)
    join_near(len(at) - 1, float(within_m), at, np.lexsort((lat, owner)).astype(np.int64), lat, lon, root)
    # Roots are the lowest of their groups, so in order they are by person and first visit.
    roots, number = np.unique(root, return_inverse=True)
    whose = owner[roots]
    among = np.arange(len(roots)) - np.searchsorted(whose, whose)
    begins, spent = moments_of(staypoints["started_at"]), staypoints.select(_seconds()).to_series().to_numpy()
    often = np.bincount(number)
    turn = (lon - lon[root] + 540) % 360 - 180
    columns = {
        "person": staypoints["person"].gather(roots),
        "location": among,
        "lat": np.bincount(number, weights=lat) / often,
        "lon": (lon[roots] + np.bincount(number, weights=turn) / often + 180) % 360 - 180,
        "staypoints_n": often,
        "seconds": np.bincount(number, weights=spent),
        "first_at": pl.Series(begins[roots]).cast(MOMENT),
    }
    locations = pl.DataFrame(columns, schema_overrides=LOCATIONS)
    return staypoints.with_columns(location=pl.Series(among[number]).cast(pl.UInt32)), locations


def _seconds() -> pl.Expr:
    return (pl.col("finished_at") - pl.col("started_at")).dt.total_microseconds() / 1e6


def find_homes(staypoints: pl.DataFrame, rule: str = "skmob", timezone: str = "Europe/London") -> pl.DataFrame:
    """The home of everybody by a published rule.

    - ``skmob``: the location with the most time of stays from 22:00 to 07:00; of all stays where there is none. Where
      fixes come evenly that is scikit-mobility's "most records". Certain: from at least two nights.
    - ``trackintel``: the longest total time (FREQ) among locations that pass its filters: 10 staypoints there over at
      least 5 hours and 1 hour of stay, and a person of at least 10 staypoints at 10 locations. Where none does, the
      longest of all, not certain.
    - ``osna``: the longest weighted time on weekdays, by the middle of the stay: 02–08 counts 0.739, 19–02 counts
      0.358. Where there is none, the longest of all, not certain.

    Args:
        staypoints: STAYPOINTS, sorted by person and time; their locations are found here.
        rule: one of ``HOME_RULES``.
        timezone: of the town.

    Returns:
        person, location, lat, lon, rule, certain: one row for everybody with a staypoint. Equal times: the location
        that was visited first.
    """
    if rule not in HOME_RULES:
        raise UsageError(f"There is no rule {rule!r} for homes.", f"Needed: one of {', '.join(HOME_RULES)}.")
    stays, locations = find_locations(staypoints)
    candidates = locations.join(_PER_RULE[rule](stays, timezone), on=["person", "location"], how="left")
    candidates = candidates.with_columns(
        certain=pl.col("certain").fill_null(False), score=pl.col("score").fill_null(0.0)
    )
    best = candidates.sort("person", "score", "seconds", "location", descending=[False, True, True, False]).group_by(
        "person", maintain_order=True
    )
    return best.first().select("person", "location", "lat", "lon", rule=pl.lit(rule), certain="certain")


def _by_night(stays: pl.DataFrame, timezone: str) -> pl.DataFrame:
    pieces = hour_pieces(stays.select("person", "location", "started_at", "finished_at"), timezone)
    night = pieces.filter((pl.col("hour") >= NIGHT_FROM) | (pl.col("hour") < NIGHT_TO))
    # The night belongs to the evening it began in.
    is_late = (pl.col("hour") < NIGHT_TO) & (pl.col("hour") >= DAY_STARTS_AT)
    evening = pl.col("day") - pl.duration(days=is_late.cast(pl.Int64))
    return night.group_by("person", "location").agg(
        score=pl.col("seconds").sum(), certain=evening.n_unique() >= LEAST_NIGHTS
    )


def _by_length(stays: pl.DataFrame, timezone: str) -> pl.DataFrame:
    whole = pl.col("finished_at").max() - pl.col("started_at").min()
    at_place = stays.group_by("person", "location").agg(
        seconds=_seconds().sum(), staypoints=pl.len(), whole_s=whole.dt.total_seconds()
    )
    passes = (
        (pl.col("staypoints").sum().over("person") >= LEAST_STAYS)
        & (pl.len().over("person") >= LEAST_LOCATIONS)
        & (pl.col("staypoints") >= LEAST_STAYS)
        & (pl.col("seconds") >= LEAST_THERE_S)
        & (pl.col("whole_s") >= LEAST_PERIOD_S)
    )
    return at_place.select(
        "person", "location", score=pl.when(passes).then(pl.col("seconds")).otherwise(0.0), certain=passes
    )


def _by_weekdays(stays: pl.DataFrame, timezone: str) -> pl.DataFrame:
    middle = (pl.col("started_at") + (pl.col("finished_at") - pl.col("started_at")) / 2).dt.convert_time_zone(timezone)
    hour = middle.dt.hour()
    is_rest = (hour >= REST_FROM) & (hour < WORK_FROM)
    is_work = (hour >= WORK_FROM) & (hour < LEISURE_FROM)
    weight = pl.when(middle.dt.weekday() > 5).then(0.0).when(is_rest).then(REST).when(is_work).then(0.0)
    scored = stays.group_by("person", "location").agg(
        score=(_seconds() * weight.otherwise(LEISURE)).sum(), staypoints=pl.len()
    )
    is_known = (pl.col("score") > 0) & (pl.col("staypoints").sum().over("person") >= LEAST_STAYS)
    return scored.select("person", "location", "score", certain=is_known)


_PER_RULE = {"skmob": _by_night, "trackintel": _by_length, "osna": _by_weekdays}
