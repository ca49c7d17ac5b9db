"""Rules that turn measures into suggested barriers and enablers, cell by cell (ours; docs/definitions.md#suggestions).

A rule looks at cells with weight, on the street network, whose measures are known: what is not known (a band without a
timetable, a column that is not there) suggests nothing. *T* is the weighted town median of the baseline edition.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.suggestions.limits import SuggestionRules
from geo.crs import haversine_m

__all__ = ["AMENITY_GROUPS", "RULES", "Found", "Rule", "Town", "find"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Rule:
    """One rule: ``kind`` is ``barrier`` or ``enabler``, ``level`` is ``neighbourhood`` or ``city``."""

    name: str
    kind: str
    level: str
    title: str


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("poor_transport", "barrier", "city", "Poor transport link"),
        Rule("indirect_bus", "barrier", "city", "Bus goes a long way round"),
        Rule("evening_cut", "barrier", "city", "Cut off in the evening"),
        Rule("sunday_cut", "barrier", "city", "Cut off on Sundays"),
        Rule("severed_on_foot", "barrier", "neighbourhood", "Cut off on foot"),
        Rule("no_bumping_place", "barrier", "neighbourhood", "No place to meet within a walk"),
        Rule("missing_amenity", "barrier", "neighbourhood", "Everyday amenity too far to walk"),
        Rule("tight_but_cut_off", "barrier", "city", "Tightly knit but cut off"),
        Rule("bumping_cluster", "enabler", "neighbourhood", "Places to meet close together"),
        Rule("direct_and_frequent", "enabler", "city", "Direct and frequent line"),
    )
}

AMENITY_GROUPS: dict[str, tuple[str, ...]] = {
    "convenience shop or supermarket": ("convenience_shop", "supermarket"),
    "green space": ("green_space",),
    "pharmacy or doctor": ("pharmacy", "doctor"),
    "school": ("school",),
}


@dataclass(frozen=True)
class Town:
    """What a cell is compared with.

    Attributes:
        centre_lat, centre_lon: the town centre, degrees.
        median: T of the baseline edition by column; see :func:`analysis.suggestions.drafts.town_medians`.
        unknown_bands: names of bands the timetable cannot tell anything about.
        bands: names of the bands in order.
        noun: what weighs: residents, households, small areas or cells.
        max_trip_min: a longer journey counts as not reachable.
    """

    centre_lat: float
    centre_lon: float
    median: Mapping[str, float]
    unknown_bands: Collection[str] = ()
    bands: tuple[str, ...] = ("am", "evening", "sunday")
    noun: str = "residents"
    max_trip_min: float = 120.0


@dataclass(frozen=True)
class Found:
    """Cells for which a rule holds.

    Attributes:
        rule: its name.
        holds: bool (n,).
        excess: float (n,), how far beyond the limit, in minutes or points; 0 elsewhere.
        detail: more arrays (n,) for the sentence: numbers, or texts.
    """

    rule: str
    holds: BoolArray
    excess: FloatArray
    detail: Mapping[str, NDArray] = field(default_factory=dict)


def find(
    cells: pd.DataFrame, town: Town, rules: SuggestionRules, *, bumping_kinds: Collection[str]
) -> dict[str, Found]:
    """Apply every rule but ``severed_on_foot``, which looks at pairs of cells.

    Args:
        cells: the cell table (n rows). Beside its contract columns, where there are: ``usual_journey_lines`` (text),
            ``bumping_places_5min_n`` and ``bumping_kinds_5min_n``; per band ``direct_departures_per_h_<band>`` and
            ``direct_line_<band>`` (the same line in every band: that which is most frequent in its leanest band); and
            ``edge_walk_min`` (:func:`analysis.walking.street_edge.edge_walk_minutes`): nothing is called missing where
            one could walk out of the map to it, and no service poor where the edge is nearer than the nearest stop.
        town: medians, centre and bands.
        rules: thresholds.
        bumping_kinds: keys of the kinds that are bumping places, to say how far the nearest is.
    """
    table = _Cells(cells, town)
    found = (
        _poor_transport(table, rules),
        _indirect_bus(table, rules),
        _cut(table, rules, "evening"),
        _cut(table, rules, "sunday"),
        _no_bumping_place(table, rules, bumping_kinds),
        _missing_amenity(table, rules),
        _tight_but_cut_off(table, rules),
        _bumping_cluster(table, rules),
        _direct_and_frequent(table, rules),
    )
    return {each.rule: each for each in found}


class _Cells:
    """The cell table by column; a column that is not there, or of an unknown band, is NaN."""

    def __init__(self, cells: pd.DataFrame, town: Town) -> None:
        self.cells, self.town, self.size = cells, town, len(cells)
        weight = self.number("weight_n")
        self.counts: BoolArray = (weight > 0) & cells["on_network"].to_numpy(bool)

    def number(self, name: str) -> FloatArray:
        band = name.rsplit("_", 1)[-1]
        if name not in self.cells or (band in self.town.bands and band in self.town.unknown_bands):
            return np.full(self.size, np.nan)
        return self.cells[name].to_numpy(float)

    def text(self, name: str) -> NDArray[np.object_]:
        band = name.rsplit("_", 1)[-1]
        if name not in self.cells or (band in self.town.bands and band in self.town.unknown_bands):
            return np.full(self.size, "", dtype=object)
        column = self.cells[name]
        return np.where(column.isna(), "", column.astype(object)).astype(object)

    def found(self, rule: str, holds: BoolArray, excess: FloatArray, **detail: NDArray) -> Found:
        holds = holds & self.counts
        return Found(rule, holds, np.where(holds, excess, 0.0), detail)

    def known_there(self, minutes: float) -> BoolArray:
        """False where one could walk out of the street data within so many minutes; True if nobody measured it."""
        return self.number("edge_walk_min") > minutes if "edge_walk_min" in self.cells else np.ones(self.size, bool)

    def service_is_known(self) -> BoolArray:
        """False where the street data ends nearer than the nearest stop: a nearer one may stand outside."""
        if "edge_walk_min" not in self.cells:
            return np.ones(self.size, bool)
        edge = self.number("edge_walk_min")
        return np.isinf(edge) | (self.number("nearest_stop_min") <= edge)


def _poor_transport(table: _Cells, rules: SuggestionRules) -> Found:
    minutes, reach = table.number("centre_min_am"), table.number("city_reach_45min_share_am")
    town_min = table.town.median.get("centre_min_am", math.nan)
    town_reach = table.town.median.get("city_reach_45min_share_am", math.nan)
    limit = max(rules.poor_centre_min, rules.poor_centre_times_town * town_min)
    is_known = np.full(table.size, not (np.isnan(minutes).all() or math.isnan(town_min) or math.isnan(town_reach)))
    is_known &= table.service_is_known()
    unreachable = np.isnan(minutes) & ~np.isnan(reach) & is_known
    is_far = (minutes > limit) | unreachable
    excess = np.where(unreachable, rules.unreachable_excess_min, minutes - limit)
    holds = is_far & (reach < rules.poor_reach_times_town * town_reach) & is_known
    return table.found("poor_transport", holds, excess, unreachable=unreachable, limit_min=np.full(table.size, limit))


def _indirect_bus(table: _Cells, rules: SuggestionRules) -> Found:
    town = table.town
    crow_km = haversine_m(table.number("lat"), table.number("lon"), town.centre_lat, town.centre_lon) / 1000
    ratio, minutes = table.number("transit_indirectness"), table.number("centre_min_am")
    direct_min = rules.direct_start_min + crow_km / rules.direct_kmh * 60
    limit = rules.indirect_times_direct * direct_min
    holds = (crow_km >= rules.indirect_from_km) & (ratio >= rules.indirect_ratio) & (minutes >= limit)
    lines = table.text("usual_journey_lines")
    return table.found("indirect_bus", holds, minutes - limit, crow_km=crow_km, direct_min=direct_min, lines=lines)


def _cut(table: _Cells, rules: SuggestionRules, band: str) -> Found:
    weekday = table.number("city_reach_45min_share_am")
    then = table.number(f"city_reach_45min_share_{band}")
    kept = np.divide(then, weekday, out=np.full(table.size, np.nan), where=weekday > 0)
    holds = (weekday >= rules.cut_weekday_share) & (then < rules.cut_times_weekday * weekday)
    holds &= table.service_is_known()
    return table.found(f"{band}_cut", holds, rules.cut_excess_min * (1 - kept), kept=kept)


def _no_bumping_place(table: _Cells, rules: SuggestionRules, bumping_kinds: Collection[str]) -> Found:
    nearest = _least([table.number(f"nearest_{kind}_min") for kind in bumping_kinds], table.size)
    number = table.number("bumping_places_15min_n")
    beyond = np.where(np.isnan(nearest), rules.unreachable_excess_min, nearest - rules.bumping_walk_min)
    holds = (number == 0) & table.known_there(rules.bumping_walk_min)
    return table.found("no_bumping_place", holds, np.maximum(beyond, 0.0), nearest_min=nearest)


def _missing_amenity(table: _Cells, rules: SuggestionRules) -> Found:
    near_home_is_known = ~np.isnan(table.number("amenity_completeness_share"))
    certain = near_home_is_known & table.known_there(rules.amenity_walk_min)
    excess, missing, detail = np.zeros(table.size), np.zeros(table.size, bool), {}
    for group, kinds in AMENITY_GROUPS.items():
        columns = [table.number(f"nearest_{kind}_min") for kind in kinds]
        minutes = _least(columns, table.size)
        if any(np.isnan(column).all() for column in columns):
            # A kind of which the map has none at all is not mapped, or not looked for.
            lacks = np.zeros(table.size, bool)
        else:
            lacks = certain & (np.isnan(minutes) | (minutes > rules.amenity_walk_min))
        beyond = np.where(np.isnan(minutes), rules.unreachable_excess_min, minutes - rules.amenity_walk_min)
        excess = np.where(lacks, np.maximum(excess, beyond), excess)
        missing |= lacks
        detail[f"lacks {group}"], detail[f"minutes {group}"] = lacks, minutes
    return table.found("missing_amenity", missing, excess, **detail)


def _tight_but_cut_off(table: _Cells, rules: SuggestionRules) -> Found:
    score = table.number("city_score")
    holds = (table.text("typology") == "self-contained") & (score < rules.cut_off_city_score)
    holds = holds & table.service_is_known()
    return table.found("tight_but_cut_off", np.asarray(holds, bool), rules.cut_off_excess_score - score)


def _bumping_cluster(table: _Cells, rules: SuggestionRules) -> Found:
    places, kinds = table.number("bumping_places_5min_n"), table.number("bumping_kinds_5min_n")
    holds = (places >= rules.cluster_places_n) & (kinds >= rules.cluster_kinds_n)
    return table.found("bumping_cluster", holds, places, kinds=kinds)


def _direct_and_frequent(table: _Cells, rules: SuggestionRules) -> Found:
    """One line serves all known bands; it is the one named in the first of them."""
    known = [band for band in table.town.bands if band not in table.town.unknown_bands]
    departures = [table.number(f"direct_departures_per_h_{band}") for band in known]
    lines = [table.text(f"direct_line_{band}") for band in known]
    holds = np.full(table.size, bool(known))
    least = np.full(table.size, np.inf)
    for per_h, line in zip(departures, lines, strict=True):
        least = np.minimum(least, per_h)
        holds &= (per_h >= rules.frequent_per_h) & (line != "") & (line == lines[0])
    line = lines[0] if lines else np.full(table.size, "", dtype=object)
    return table.found("direct_and_frequent", np.asarray(holds, bool), least, line=line)


def _least(columns: list[FloatArray], size: int) -> FloatArray:
    """Smallest known value of each row, NaN if none is known."""
    if not columns:
        return np.full(size, np.nan)
    least = np.min(np.nan_to_num(np.stack(columns), nan=np.inf), axis=0)
    return np.where(np.isfinite(least), least, np.nan)
