"""From fixes to the tables of an upload: after this nothing is left of a fix, and of a home its area."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from everyday.atlas import ObservedRules
from everyday.movement.ground import Ground
from everyday.movement.zones import Zone, is_inside, zone_of

__all__ = ["Counted", "count"]

_DAYTIME = range(7, 22)


@dataclass(frozen=True)
class Counted:
    """The tables of an upload, and what is forgotten as soon as the import has ended.

    Attributes:
        tables: ``everyday.movement.keeping.SCHEMAS``.
        codes: pseudonym by the label found in the logs.
        homes: (latitude, longitude) by pseudonym; in memory only.
        files: pseudonyms by the file that they were found in.
    """

    tables: dict[str, pl.DataFrame]
    codes: dict[str, str]
    homes: dict[str, tuple[float, float]]
    files: dict[str, list[str]]


def count(
    fixes: pl.DataFrame,
    ground: Ground,
    *,
    preset: str,
    secret: bytes,
    rules: ObservedRules,
    struck_out: pl.DataFrame | None = None,
) -> Counted:
    """Clean fixes, find stays, trips and homes, and count them by cell, area and place.

    Args:
        fixes: as read, less what was struck out.
        ground: areas, places, cells and time zone.
        preset: of the staypoints.
        secret: of the atlas, from which zones are drawn.
        rules: radius of the zones.
        struck_out: what was struck out by person.
    """
    from analysis.movement import clean, find_homes, find_locations, find_staypoints, find_triplegs, find_trips

    labels = sorted(fixes["person"].unique().to_list())
    codes = dict(zip(labels, _pseudonyms(len(labels)), strict=True))
    files = {
        str(file): sorted(codes[one] for one in people)
        for file, people in fixes.group_by("file").agg(pl.col("person").unique()).iter_rows()
    }
    known, removed = clean(fixes)
    known = _by_code(known, codes)
    removed = removed.with_columns(pl.col("person").replace_strict(codes, return_dtype=pl.String, default=""))
    stays, _ = find_locations(find_staypoints(known, preset))
    trips = find_trips(stays, find_triplegs(known, stays, preset), preset)
    homes, zones = _homes(stays, ground.timezone, secret, rules, find_homes)
    placed = _placed(stays, ground, zones)
    tracked = _tracked(known, ground.timezone)
    tables = {
        "dwell": _dwell(placed, ground.timezone),
        "tracked": tracked.group_by("person", "band").agg(
            pl.col("seconds").sum().round().cast(pl.Int64), pl.col("day").n_unique().cast(pl.Int64).alias("days_n")
        ),
        "trips": _trips(trips, ground),
        "places": _places(placed),
        "removed": removed.select("person", "rule", "n").filter(pl.col("n") > 0),
    }
    home_areas = _areas_of(homes, ground)
    struck_h = _struck_by(struck_out, codes)
    tables["people"] = _people(
        known, stays, tracked, tables["dwell"], home_areas, ground, struck_h, list(codes.values())
    )
    return Counted(tables, codes, homes, files)


def _pseudonyms(number: int) -> list[str]:
    found: set[str] = set()
    while len(found) < number:
        found.add(secrets.token_hex(4))
    drawn = sorted(found)
    secrets.SystemRandom().shuffle(drawn)
    return drawn


def _by_code(known: pl.DataFrame, codes: Mapping[str, str]) -> pl.DataFrame:
    """Fixes by person and time under the codes of people, by code and time."""
    from analysis.movement import starts_of

    people, at = starts_of(known["person"])
    if not people:
        return known
    order = sorted(range(len(people)), key=lambda one: codes[people[one]])
    together = pl.concat([known[int(at[one]) : int(at[one + 1])] for one in order], rechunk=True)
    named = pl.Series([codes[people[one]] for one in order], dtype=pl.String)
    return together.with_columns(person=named.gather(np.repeat(np.arange(len(order)), np.diff(at)[order])))


def _homes(stays, timezone, secret, rules, find_homes):  # type: ignore[no-untyped-def]
    """Where people are at home, and their zones: around what either rule calls home."""
    homes: dict[str, tuple[float, float]] = {}
    zones: dict[str, list[Zone]] = {}
    for rule in ("osna", "skmob"):  # where the two differ, the second is said to be home and both are hidden
        for row in find_homes(stays, rule, timezone).iter_rows(named=True):
            homes[row["person"]] = row["lat"], row["lon"]
            zone = zone_of(secret, row["lat"], row["lon"], rules)
            if zone not in zones.setdefault(row["person"], []):
                zones[row["person"]].append(zone)
    return homes, zones


def _areas_of(homes: Mapping[str, tuple[float, float]], ground: Ground) -> dict[str, str]:
    people = sorted(homes)
    areas = ground.areas_at([homes[one][0] for one in people], [homes[one][1] for one in people])
    return dict(zip(people, areas, strict=True))


def _placed(stays: pl.DataFrame, ground: Ground, zones: Mapping[str, list[Zone]]) -> pl.DataFrame:
    """Stays with ``cell`` (0 inside the zone), ``area_id``, ``place_id`` ("" inside the zone) and ``kind``."""
    lat, lon = stays["lat"].to_numpy(), stays["lon"].to_numpy()
    is_home = np.zeros(len(stays), dtype=bool)
    rows_of = stays.select("person").with_row_index("row").group_by("person").agg("row")
    for one, rows in zip(rows_of["person"].to_list(), rows_of["row"], strict=True):
        if one in zones:
            mine = rows.to_numpy()
            is_home[mine] = is_inside(zones[one], lat[mine], lon[mine])
    cells = np.where(is_home, np.uint64(0), ground.cells_at(lat, lon))
    place_ids, kinds, place_areas = ground.places_at(lat, lon)
    return stays.with_columns(
        pl.Series("cell", cells, dtype=pl.UInt64),
        pl.Series("area_id", ground.areas_at(lat, lon), dtype=pl.String),
        pl.Series("place_id", np.where(is_home, "", place_ids).tolist(), dtype=pl.String),
        pl.Series("place_area", place_areas.tolist(), dtype=pl.String),
        pl.Series("kind", kinds.tolist(), dtype=pl.String),
    )


def _tracked(known: pl.DataFrame, timezone: str) -> pl.DataFrame:
    from analysis.movement import band_of, tracked

    found = tracked(known, timezone)
    return found.with_columns(band=band_of(pl.col("day"), pl.col("hour")))


def _dwell(placed: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """By person, cell, area and band: seconds and days of what lies in the band, visits that begin in it."""
    from analysis.movement import band_of, hour_pieces

    spells = placed.with_row_index("stay").select("stay", "person", "cell", "area_id", "started_at", "finished_at")
    pieces = hour_pieces(spells, timezone).with_columns(band=band_of(pl.col("day"), pl.col("hour")))
    keys = ["person", "cell", "area_id", "band"]
    begun = pl.col("stay").is_first_distinct()
    return (
        pieces.with_columns(is_begin=begun).group_by(keys)
        .agg(
            pl.col("is_begin").sum().cast(pl.Int64).alias("visits_n"),
            pl.col("day").n_unique().cast(pl.Int64).alias("days_n"),
            pl.col("seconds").sum().round().cast(pl.Int64).alias("seconds"),
        )
    )  # fmt: skip


def _trips(trips: pl.DataFrame, ground: Ground) -> pl.DataFrame:
    """Trips between areas by the band that they begin in; "" is outside."""
    from analysis.movement import band_of, day_of

    hour = pl.col("started_at").dt.convert_time_zone(ground.timezone).dt.hour()
    return (
        trips.with_columns(
            pl.Series("from_area", ground.areas_at(trips["from_lat"], trips["from_lon"]), dtype=pl.String),
            pl.Series("to_area", ground.areas_at(trips["to_lat"], trips["to_lon"]), dtype=pl.String),
            band=band_of(day_of(pl.col("started_at"), ground.timezone), hour),
        )
        .group_by("person", "from_area", "to_area", "band").agg(pl.len().cast(pl.Int64).alias("trips_n"))
    )  # fmt: skip


def _places(placed: pl.DataFrame) -> pl.DataFrame:
    seconds = (pl.col("finished_at") - pl.col("started_at")).dt.total_seconds()
    area = pl.when(pl.col("place_id") == "").then(pl.lit("")).otherwise(pl.col("place_area"))
    return (
        placed.filter(pl.col("kind") != "").with_columns(area_id=area).group_by("person", "place_id", "kind", "area_id")
        .agg(pl.len().cast(pl.Int64).alias("visits_n"), seconds.sum().alias("seconds"))
    )  # fmt: skip


def _struck_by(struck_out: pl.DataFrame | None, codes: Mapping[str, str]) -> dict[str, float]:
    if struck_out is None:
        return {}
    pairs = zip(struck_out["person"].to_list(), struck_out["struck_h"].to_list(), strict=True)
    return {codes[label]: hours for label, hours in pairs if label in codes}


def _people(
    known: pl.DataFrame,
    stays: pl.DataFrame,
    tracked: pl.DataFrame,
    dwell: pl.DataFrame,
    home_areas: Mapping[str, str],
    ground: Ground,
    struck_h: Mapping[str, float],
    people: list[str],
) -> pl.DataFrame:
    from analysis.movement import measures_of_people, time_shares, tracking_quality

    seconds = tracked.group_by("person").agg(
        (pl.col("seconds").sum() / 3600).alias("tracked_h"),
        (pl.col("seconds").filter(pl.col("hour").is_in(list(_DAYTIME))).sum() / 3600).alias("day_tracked_h"),
        pl.col("day").min().alias("first_day"), pl.col("day").max().alias("last_day"),
    )  # fmt: skip
    everybody = pl.DataFrame({"person": people}, schema={"person": pl.String}).with_columns(
        home_area=pl.col("person").replace_strict(dict(home_areas), default="", return_dtype=pl.String),
        struck_h=pl.col("person").replace_strict(dict(struck_h), default=0.0, return_dtype=pl.Float64),
    )
    spells = dwell.select("person", "area_id", "seconds")
    shares = time_shares(spells, home_areas, ground.adjacent).drop("seconds")
    measured = measures_of_people(stays, tracking_quality(known), timezone=ground.timezone)
    joined = everybody.join(measured, on="person", how="left").join(seconds, on="person", how="left")
    return joined.join(shares, on="person", how="left").with_columns(
        pl.col("tracked_h", "day_tracked_h").fill_null(0.0), pl.col("days_n").fill_null(0)
    )
