"""What is kept of a person before the fixes are dropped: measures of their movement, and shares of their time.

docs/definitions.md#movement-of-a-person.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.movement.hours import day_of
from analysis.movement.locations import find_locations
from analysis.movement.measures import (
    ellipse_area,
    exploration,
    gyration_of_top,
    hull_area,
    radius_of_gyration,
    random_entropy,
    real_entropy,
    uncorrelated_entropy,
)
from geo.crs import local_crs, to_local
from geo.errors import UsageError

__all__ = ["MEASURES", "days_of_people", "hulls_by_day", "measures_of_people", "time_shares"]

MEASURES = (
    "rg_km", "k2_rg_km", "entropy_random", "entropy_uncorrelated", "entropy_real", "exploration", "hull_km2",
    "ellipse_km2",
)  # fmt: skip
Column = NDArray[Any]
OWN, ADJACENT, CITY, ELSEWHERE = SHARES = ("own_share", "adjacent_share", "city_share", "elsewhere_share")


def measures_of_people(
    staypoints: pl.DataFrame,
    quality: pl.DataFrame | None = None,
    *,
    weight: str = "duration",
    crs: str | None = None,
    timezone: str = "Europe/London",
) -> pl.DataFrame:
    """Measures of everybody with a staypoint.

    Args:
        staypoints: STAYPOINTS; with ``location``, else it is found here.
        quality: what ``tracking_quality`` gives of the same people; None leaves it unknown.
        weight: of a stay in the radii: "duration" (seconds) or "count".
        crs: metric coordinates of the town; None takes those about the middle of all staypoints (British National Grid
            in Great Britain).
        timezone: of the town, for the days.

    Returns:
        person, MEASURES, days_n (local days with a stay), quality (0–1, NaN not known). Radii and areas are flat, in
        ``crs``; a stay beyond its reach makes them NaN.
    """
    if weight not in ("duration", "count"):
        raise UsageError(f"Stays cannot be weighed by {weight!r}.", "Needed: duration or count.")
    stays = staypoints if "location" in staypoints.columns else find_locations(staypoints)[0]
    rows = []
    if not stays.is_empty():
        chosen = crs or local_crs(float(stays["lat"].median()), float(stays["lon"].median()))  # type: ignore[arg-type]
        stays = _placed(stays, chosen)
        rows = [_of_one(*one) for one in _one_by_one(stays, weight)]
    schema = {"person": pl.String, **dict.fromkeys(MEASURES, pl.Float64)}
    table = pl.DataFrame(rows, schema=schema, orient="row").join(
        days_of_people(stays, timezone), on="person", how="left", maintain_order="left"
    )
    if quality is None:
        return table.with_columns(quality=pl.lit(float("nan")))
    return table.join(quality.select("person", "quality"), on="person", how="left", maintain_order="left").with_columns(
        pl.col("quality").fill_null(float("nan"))
    )


def _placed(stays: pl.DataFrame, crs: str) -> pl.DataFrame:
    x, y = to_local(stays["lat"].to_numpy(), stays["lon"].to_numpy(), crs)
    return stays.with_columns(x=pl.Series(x), y=pl.Series(y))


def _one_by_one(stays: pl.DataFrame, weight: str) -> Iterator[tuple[str, Column, Column, Column, Column]]:
    """Everybody in the order in which they come: x, y, location and weight of their stays."""
    seconds = (stays["finished_at"] - stays["started_at"]).dt.total_microseconds().to_numpy() / 1e6
    x, y, location = (stays[name].to_numpy() for name in ("x", "y", "location"))
    weights = seconds if weight == "duration" else np.ones(len(x))
    rows_of = stays.select("person").with_row_index("row").group_by("person", maintain_order=True).agg("row")
    for person, mine in zip(rows_of["person"].to_list(), rows_of["row"], strict=True):
        rows = mine.to_numpy()
        yield str(person), x[rows], y[rows], location[rows], weights[rows]


def _of_one(person: str, x: Column, y: Column, location: Column, weights: Column) -> tuple[str | float, ...]:
    is_known = bool(np.isfinite(x).all() and np.isfinite(y).all())
    return (
        person,
        radius_of_gyration(x, y, weights, "flat") / 1000 if is_known else math.nan,
        gyration_of_top(x, y, location, 2, weights, "flat") / 1000 if is_known else math.nan,
        random_entropy(location),
        uncorrelated_entropy(location),
        real_entropy(location),
        exploration(location),
        hull_area(x, y) / 1e6 if is_known else math.nan,
        ellipse_area(x, y) / 1e6 if is_known else math.nan,
    )


def days_of_people(staypoints: pl.DataFrame, timezone: str = "Europe/London") -> pl.DataFrame:
    """person, days_n: local days, with their cut at 03:00, on which a stay of theirs began or ended."""
    ends = (staypoints.select("person", day=day_of(pl.col(name), timezone)) for name in ("started_at", "finished_at"))
    return pl.concat(list(ends)).group_by("person").agg(days_n=pl.col("day").n_unique().cast(pl.UInt32)).sort("person")


def hulls_by_day(staypoints: pl.DataFrame, *, crs: str | None = None, timezone: str = "Europe/London") -> pl.DataFrame:
    """The activity space of each day: the convex hull of the stays that began or ended on it.

    Args:
        staypoints: STAYPOINTS.
        crs: as for measures_of_people.
        timezone: of the town.

    Returns:
        person, day (date, cut at 03:00), staypoints_n, hull_km2 (0 for fewer than three); by person and day.
    """
    schema = {"person": pl.String, "day": pl.Date, "staypoints_n": pl.UInt32, "hull_km2": pl.Float64}
    if staypoints.is_empty():
        return pl.DataFrame(schema=schema)
    chosen = crs or local_crs(float(staypoints["lat"].median()), float(staypoints["lon"].median()))  # type: ignore[arg-type]
    placed = _placed(staypoints, chosen).with_row_index("stay")
    ends = (
        placed.select("person", "stay", "x", "y", day=day_of(pl.col(name), timezone))
        for name in ("started_at", "finished_at")
    )
    days = pl.concat(list(ends)).unique(["stay", "day"], maintain_order=True)
    rows = [
        (*key, len(one), hull_area(one["x"].to_numpy(), one["y"].to_numpy()) / 1e6)
        for key, one in days.group_by("person", "day", maintain_order=True)
    ]
    return pl.DataFrame(rows, schema=schema, orient="row").sort("person", "day")


def time_shares(
    spells: pl.DataFrame, home_areas: Mapping[str, str], adjacent: Mapping[str, Iterable[str]]
) -> pl.DataFrame:
    """Shares of the time of everybody in their own area, in those beside it, elsewhere in town, and out of town.

    Args:
        spells: person, area_id ("" outside the town), seconds: stays, or what else is counted.
        home_areas: the area that each person lives in; "" or absent where it is outside or not known.
        adjacent: the areas that touch each.

    Returns:
        person, own_share, adjacent_share, city_share, elsewhere_share, seconds: the four add up to 1. Whose home area
        is not known has no own and adjacent share (NaN), and no share of the city then. No time: NaN.
    """
    homes = pl.DataFrame(
        {"person": list(home_areas), "home_area": list(home_areas.values())},
        schema={"person": pl.String, "home_area": pl.String},
    )
    pairs = [(home, area) for home, areas in adjacent.items() for area in areas if area != home]
    beside = pl.DataFrame(pairs, schema={"home_area": pl.String, "area_id": pl.String}, orient="row").unique()
    known = spells.join(homes, on="person", how="left").with_columns(pl.col("home_area").fill_null(""))
    known = known.join(beside.with_columns(is_beside=pl.lit(True)), on=["home_area", "area_id"], how="left")
    kind = (
        pl.when(pl.col("area_id") == "").then(pl.lit(ELSEWHERE))
        .when(pl.col("area_id") == pl.col("home_area")).then(pl.lit(OWN))
        .when(pl.col("is_beside").fill_null(False)).then(pl.lit(ADJACENT))
        .otherwise(pl.lit(CITY))
    )  # fmt: skip
    total = pl.col("seconds").sum()
    part = {name: pl.col("seconds").filter(pl.col("kind") == name).sum() / total for name in SHARES}
    shares = known.with_columns(kind=kind).group_by("person").agg(
        pl.col("home_area").first(), **part, seconds=total
    )  # fmt: skip
    is_homeless = pl.col("home_area") == ""
    unknown = [
        pl.when(is_homeless | (pl.col("seconds") <= 0)).then(float("nan")).otherwise(pl.col(name)).alias(name)
        for name in (OWN, ADJACENT, CITY)
    ]
    return shares.with_columns(unknown).drop("home_area").sort("person")
