"""What is worth saying about the town and about one spot: numbers and sentences, no drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd
import shapely

from analysis.registry import Measure, minutes_words, people_words
from app.map import doubtful_areas, town_median
from app.parts import BAND_NAMES, Chosen, Family, known_bands, noun_of, registry
from app.server import Shown
from app.words import explore as explore_words
from geo.crs import haversine_m

__all__ = ["HOURS", "Profile", "Stops", "brief", "furthest", "profile_of", "read_profiles_ahead"]

NEAR_MIN = 15.0
STOPS_WITHIN_M = 600.0
MOST_STOPS = 5
HOURS = range(5, 26)
"""Hours of a day of service, to one in the night."""
AGAINST_TOWN = (
    "amenity_completeness_share", "bumping_places_15min_n", "city_reach_45min_share_am", "transport_performance_am",
)  # fmt: skip


def brief(shown: Shown) -> list[tuple[str, str]]:
    """Four numbers of the town and what they are: medians over people, so half have more and half less."""
    measures = registry(shown)
    wanted = ("amenity_completeness_share", "bumping_places_15min_n", "centre_min_am", "city_reach_45min_share_am")
    spare = ("nearest_green_space_min", "people_15min_n", "nearest_stop_min", "amenity_kinds_15min_n")
    found: list[tuple[str, str]] = []
    for name in (*wanted, *spare):
        measure = measures.get(name)
        if measure is None or len(found) == 4:
            continue
        median = town_median(shown, name)
        if np.isfinite(median):
            number = minutes_words(median) if measure.unit == "minutes" else measure.short(median)
            found.append((number, explore_words.BRIEF.get(name, measure.full_title)))
    return found


def furthest(shown: Shown, family: Family, band: str) -> list[str]:
    """The three areas that are worst off in a measure, in a sentence each."""
    measure = family.measure(band)
    if measure.better is None:
        return []
    areas = shown.areas[shown.areas[measure.name].notna() & (shown.areas["weight_n"].fillna(0.0) > 0)]
    ranked = areas.sort_values(measure.name, ascending=measure.better == "higher").head(3)
    town = shown.town_words(measure)
    doubtful = set(shown.areas["area_id"][doubtful_areas(shown)])
    return [
        explore_words.FURTHEST_SENTENCE.format(
            name=row["area_name"] + (explore_words.DOUBTFUL if row["area_id"] in doubtful else ""),
            value=measure.format_value(row[measure.name]),
            town=town,
            people=home_words(shown, float(row["weight_n"])),
        )
        for _, row in ranked.iterrows()
    ]


def home_words(shown: Shown, weight: float) -> str:
    """How many live in a place, in a sentence; nothing where every cell merely weighs the same."""
    noun = noun_of(shown)
    if noun == "cells" or not np.isfinite(weight) or weight < 0.5:
        return ""
    return explore_words.HOME_TO.get(noun, explore_words.HOME_TO["residents"]).format(people=people_words(weight, noun))


@dataclass(frozen=True)
class Stops:
    """Stops near a cell or in an area, and the departures by hour at the busiest of them."""

    near: list[tuple[str, str, float]]
    lines: str
    busiest: str
    by_hour: dict[str, list[int]]


@dataclass(frozen=True)
class Profile:
    """One cell or area in words and numbers. ``values`` holds measure, value here, and the town's median."""

    name: str
    area: str
    is_area: bool
    is_known: bool
    people: str
    lat: float
    lon: float
    values: list[tuple[Measure, float, float]] = field(default_factory=list)
    within: list[tuple[str, float]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    centre: list[tuple[str, float, float, str]] = field(default_factory=list)
    stops: Stops | None = None
    outside_share: float = 0.0


def _row_of(shown: Shown, chosen: Chosen) -> pd.Series:
    if chosen.unit == "cells":
        return shown.cells.iloc[shown.cell_row[chosen.id]]
    return shown.areas.iloc[shown.area_row[chosen.id]]


def profile_of(shown: Shown, chosen: Chosen) -> Profile:
    """Everything the panel says of a chosen cell or area."""
    row = _row_of(shown, chosen)
    is_area = chosen.unit == "areas"
    if is_area:
        middle = row["geometry"].representative_point()
        name, area, lat, lon = str(row["area_name"]), "", middle.y, middle.x
        inside = shown.cells_of(chosen.id)
        is_known = bool(inside["on_network"].any())
        outside = _outside_share(inside)
    else:
        name, area, lat, lon = str(row["cell_name"]), str(row["area_name"]), float(row["lat"]), float(row["lon"])
        is_known, outside = bool(row["on_network"]), 0.0
    within, missing = _amenities(shown, row) if is_known else ([], [])
    return Profile(
        name=name,
        area=area,
        is_area=is_area,
        is_known=is_known,
        people=home_words(shown, float(row["weight_n"])),
        lat=lat,
        lon=lon,
        values=_values(shown, row),
        within=within,
        missing=missing,
        centre=_centre(shown, row),
        stops=_stops(shown, chosen, lat, lon),
        outside_share=outside,
    )


def _outside_share(cells: pd.DataFrame) -> float:
    """Share of the weight of cells that lies outside the street map."""
    weight = cells["weight_n"].fillna(0.0)
    total = float(weight.sum())
    return float(weight[~cells["on_network"]].sum()) / total if total > 0 else 0.0


def _values(shown: Shown, row: pd.Series) -> list[tuple[Measure, float, float]]:
    measures = registry(shown)
    return [
        (measures[name], float(row[name]), town_median(shown, name))
        for name in AGAINST_TOWN
        if name in measures and not np.isnan(town_median(shown, name))
    ]


def _amenities(shown: Shown, row: pd.Series) -> tuple[list[tuple[str, float]], list[str]]:
    """Kinds within 15 minutes' walk with their minutes, nearest first; and amenities that are not."""
    within, missing = [], []
    for kind in shown.place_kinds:
        column = f"nearest_{kind.key}_min"
        if column not in row.index:
            continue
        minutes = float(row[column]) if pd.notna(row[column]) else np.nan
        if minutes <= NEAR_MIN:
            within.append((kind.singular, minutes))
        elif kind.is_amenity:
            missing.append(kind.singular)
    return sorted(within, key=lambda entry: entry[1]), missing


def _centre(shown: Shown, row: pd.Series) -> list[tuple[str, float, float, str]]:
    """Band, minutes to the centre here, the town's median, and why it is not known."""
    from app.parts import why_unknown

    if not shown.manifest.get("bands"):
        return []
    return [
        (band, float(row[f"centre_min_{band}"]), town_median(shown, f"centre_min_{band}"), why_unknown(shown, band))
        for band in BAND_NAMES
        if f"centre_min_{band}" in row.index
    ]


@lru_cache(maxsize=4)
def _stop_areas(shown: Shown) -> np.ndarray:
    from geo.cells import assign_areas

    return assign_areas(shown.stops["lat"].to_numpy(), shown.stops["lon"].to_numpy(), shown.areas)


def _stops(shown: Shown, chosen: Chosen, lat: float, lon: float) -> Stops | None:
    stops = shown.stops
    if stops.empty:
        return None
    metres = np.asarray(haversine_m(lat, lon, stops["lat"].to_numpy(float), stops["lon"].to_numpy(float)))
    if chosen.unit == "areas":
        rows = _stops_in(shown, chosen.id)
    else:
        rows = np.flatnonzero(metres <= STOPS_WITHIN_M)
    if not len(rows):
        return Stops([], "", "", {})
    here = stops.iloc[rows].assign(metres=metres[rows]).sort_values("metres")
    near = here.drop_duplicates(["stop_name", "lines"]).head(MOST_STOPS)
    lines = dict.fromkeys(line for text in here["lines"] for line in str(text).split("; ") if line)
    busiest = here.sort_values("departures_n", ascending=False).iloc[0]
    return Stops(
        near=list(zip(near["stop_name"], near["lines"], near["metres"], strict=True)),
        lines=", ".join(sorted(lines, key=_natural)),
        busiest=str(busiest["stop_name"]),
        by_hour=_by_hour(shown, str(busiest["stop_id"])),
    )


def _stops_in(shown: Shown, area_id: str) -> np.ndarray:
    """Rows of the stops in an area, which may be one that people use."""
    ground = shown.named(area_id)
    if ground is None:
        return np.flatnonzero(_stop_areas(shown) == shown.area_row[area_id])
    shapely.prepare(ground.outline)
    return np.flatnonzero(shapely.intersects_xy(ground.outline, shown.stops["lon"], shown.stops["lat"]))


def _natural(line: str) -> tuple[int, str]:
    digits = "".join(sign for sign in line if sign.isdigit())
    return (int(digits) if digits and line[0].isdigit() else 10**6, line)


@lru_cache(maxsize=4)
def _hours_of_stops(shown: Shown) -> pd.DataFrame:
    """Departures by stop and day (rows) and hour of service (columns); only what has any."""
    rows = shown.departures[shown.departures["hour"].isin(HOURS)]
    counts = rows.groupby(["stop_id", "day", "hour"], observed=True)["departures_n"].sum().unstack(fill_value=0)
    return counts.reindex(columns=list(HOURS), fill_value=0)


def _by_hour(shown: Shown, stop_id: str) -> dict[str, list[int]]:
    """Departures from 5 in the morning to 1 at night, by day."""
    counts = _hours_of_stops(shown)
    known = {"weekday": {"am", "evening"}, "sunday": {"sunday"}}
    return {
        day: [int(count) for count in counts.loc[(stop_id, day)]]
        if (stop_id, day) in counts.index
        else [0] * len(HOURS)
        for day, bands in known.items()
        if bands & set(known_bands(shown))
    }


def read_profiles_ahead(shown: Shown) -> None:
    """Gather what every profile needs, so that the first click is answered as fast as the second."""
    if len(shown.cells):
        profile_of(shown, Chosen("cells", str(shown.cells["cell"].iloc[0])))
        _hours_of_stops(shown)
