"""Titles and sentences of suggestions: what it is, whom it is about, and the town's number beside its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.areas import weighted_median
from analysis.registry import people_words, share_words, short_words, value_words
from analysis.severance import UNKNOWN_CAUSE
from analysis.suggestions.limits import SuggestionRules
from analysis.suggestions.rules import AMENITY_GROUPS, RULES, Found, Town

__all__ = ["LONGEST_TITLE", "Cells", "Group", "describe", "describe_severance"]

LONGEST_TITLE = 80
_MOST = 0.6
Numbers = dict[str, object]
_BAND_WORDS = {"am": "weekday mornings", "evening": "weekday evenings", "sunday": "Sundays"}


class Cells:
    """The cell table as all suggestions look at it: each column as one array (n,), made once.

    Args:
        table: ``area_id``, ``area_name``, ``weight_n``, and where they are known ``cell_name``, ``population_n``, the
            measures and scores.
        noun: what weighs in this atlas.
    """

    def __init__(self, table: pd.DataFrame, noun: str) -> None:
        self._table, self.noun = table, noun
        self._numbers: dict[str, NDArray[np.float64]] = {}
        raw = self.number("weight_n")
        self.weight = np.nan_to_num(raw)
        self.people = self.number("population_n")
        self.area_id = table["area_id"].astype(str).to_numpy(object)
        self.area_name = table["area_name"].astype(str).to_numpy(object)
        self.name = table["cell_name"].astype(str).to_numpy(object) if "cell_name" in table else (
            np.asarray([f"Part of {area}" for area in self.area_name], dtype=object)
        )  # fmt: skip
        codes, areas = pd.factorize(self.area_name)
        self.weight_of_area = {area: float(np.nansum(raw[codes == code])) for code, area in enumerate(areas)}

    def number(self, name: str) -> NDArray[np.float64]:
        """A column, NaN if it is not there."""
        if name not in self._numbers:
            is_there = name in self._table
            self._numbers[name] = self._table[name].to_numpy(float) if is_there else np.full(len(self._table), np.nan)
        return self._numbers[name]


@dataclass(frozen=True)
class Group:
    """Cells that make one suggestion.

    Attributes:
        cells: all of the town.
        rows: positions of those of the group.
        people, weight: of each.
        place: "around Duffryn community centre", or "in Pill" where the group is most of that area.
        areas: names of their areas, the one with most weight first.
    """

    cells: Cells
    rows: NDArray[np.intp]
    people: NDArray[np.float64]
    weight: NDArray[np.float64]
    place: str
    areas: tuple[str, ...]

    @classmethod
    def of(cls, cells: Cells, rows: NDArray[np.intp]) -> Group:
        """The cells at ``rows``."""
        weight = cells.weight[rows]
        areas = _heaviest_first(cells.area_name[rows], weight)
        place = ""
        if areas:
            (area, mine), whole = areas[0], cells.weight_of_area[areas[0][0]]
            if mine >= _MOST * whole > 0 and mine >= _MOST * float(weight.sum()):  # so much the same: its name
                place = f"in {area}"
        place = place or _place(_heaviest_first(cells.name[rows], weight)[0][0])
        return cls(cells, rows, cells.people[rows], weight, place, tuple(area for area, _ in areas))

    @property
    def is_counted(self) -> bool:
        """True if people are known."""
        return bool(np.isfinite(self.people).any())

    @property
    def people_n(self) -> float:
        """People living here, NaN if not known."""
        return float(np.nansum(self.people)) if self.is_counted else math.nan

    @property
    def area_ids(self) -> str:
        """Codes of their areas, with ``; `` between them."""
        return "; ".join(sorted(set(self.cells.area_id[self.rows])))

    @property
    def who(self) -> str:
        """ "about 5,100 people", or "12 small areas" where people are not counted."""
        if self.is_counted:
            return people_words(self.people_n, "people" if self.cells.noun == "residents" else self.cells.noun)
        return people_words(float(self.weight.sum()), self.cells.noun)

    @property
    def live(self) -> str:
        """People live somewhere, small areas and cells lie there."""
        return "live" if self.is_counted else "lie"

    @property
    def where(self) -> str:
        """The place with its area: "around Duffryn community centre (Tredegar Park)"."""
        main = self.areas[0] if self.areas else ""
        return self.place if not main or main in self.place else f"{self.place} ({main})"

    def middle(self, values: NDArray[np.float64]) -> float:
        """Weighted median of the group, from values of all cells of the table; NaN if none is known."""
        return weighted_median(values[self.rows], self.weight)

    def column(self, name: str) -> float:
        """Weighted median of a column of the cell table, NaN if it is not there."""
        return self.middle(self.cells.number(name))


def describe(found: Found, group: Group, town: Town, rules: SuggestionRules) -> tuple[str, str, Numbers]:
    """Title (at most 80 characters), sentence and the numbers behind it."""
    lead, sentence, numbers = _WRITERS[found.rule](found, group, town, rules)
    return _title(lead, group), _capital(sentence), {"rule": found.rule, **numbers}


def describe_severance(line: Mapping[str, Any], group: Group) -> tuple[str, str, Numbers]:
    """The same for a line from :func:`analysis.severance.lines.severance_lines`."""
    pairs_n, extra, unreachable = int(line["pairs_n"]), float(line["extra_min"]), int(line["unreachable_n"])
    numbers: Numbers = {
        "rule": "severed_on_foot", "cause": line["name"], "cause_kind": line["kind"], "pairs_n": pairs_n,
        "extra_min": extra, "unreachable_n": unreachable,
    }  # fmt: skip
    places = f"at {pairs_n:,} {'place' if pairs_n == 1 else 'places'}"
    round_about = f"takes about {_minutes(extra)} longer than the straight line"
    none = f"; at {unreachable:,} of them there is no way round within 3 km" if unreachable else ""
    if line["name"] == UNKNOWN_CAUSE:
        sentence = (
            f"{group.who} {group.live} {group.where}, where {places} the walk to the streets next door "
            f"{round_about}{none}. No road, railway or water on the map explains it: look for fences, walls, long "
            "cul-de-sacs, or a footpath that is missing from the map."
        )
        return _title("Long way round on foot", group), _capital(sentence), numbers
    name = _with_article(str(line["name"]))
    sentence = (
        f"{group.who} {group.live} beside {name} {group.where}; {places} the walk to the other side "
        f"{round_about}{none}."
    )
    return _title(f"Cut off on foot by {name}", group), _capital(sentence), numbers


_WATER_WORDS = ("Bay", "Brook", "Canal", "Dock", "Estuary", "Reen", "River")


def _with_article(name: str) -> str:
    """ "the River Usk", "the Monmouthshire Canal"; roads and names that have an article already stay."""
    is_water = name.startswith("River ") or name.rsplit(" ", 1)[-1] in _WATER_WORDS
    return f"the {name}" if is_water else name


def _poor_transport(found: Found, group: Group, town: Town, rules: SuggestionRules) -> tuple[str, str, Numbers]:
    minutes, town_min = group.column("centre_min_am"), town.median.get("centre_min_am", math.nan)
    cut = found.detail["unreachable"][group.rows]
    numbers: Numbers = {
        "centre_min_am": minutes, "town_centre_min_am": town_min, "limit_min": found.detail["limit_min"][0],
        "city_reach_45min_share_am": group.column("city_reach_45min_share_am"),
        "town_city_reach_45min_share_am": town.median.get("city_reach_45min_share_am", math.nan),
        "unreachable_cells_n": int(cut.sum()),
    }  # fmt: skip
    limit, when = f"within {town.max_trip_min:.0f} minutes", "on a typical weekday morning departure"
    if cut.all():
        sentence = f"{group.who} {group.where} cannot reach the centre {limit} {when}"
    else:
        sentence = f"{group.who} {group.where} take {_minutes(minutes)} to the centre {when}"
    half = f"; half the town takes {_minutes(town_min)} or less." if math.isfinite(town_min) else "."
    some = f" From part of it the centre cannot be reached {limit} at all." if cut.any() and not cut.all() else ""
    return RULES[found.rule].title, sentence + half + some, numbers


def _indirect_bus(found: Found, group: Group, town: Town, rules: SuggestionRules) -> tuple[str, str, Numbers]:
    ratio, minutes = group.column("transit_indirectness"), group.column("centre_min_am")
    direct = group.middle(found.detail["direct_min"])
    lines = _commonest(found.detail["lines"][group.rows], group.weight)
    by = f" ({_lines(lines)})" if lines else ""
    sentence = (
        f"{group.who} {group.where} take {_minutes(minutes)} to the centre on a typical weekday morning departure, "
        f"because the usual journey{by} is {short_words(ratio, 'ratio')} times as long as the straight line; a direct "
        f"bus would take about {_minutes(direct)}."
    )
    numbers: Numbers = {
        "transit_indirectness": ratio, "centre_min_am": minutes, "direct_min": direct, "lines": lines,
        "crow_km": group.middle(found.detail["crow_km"]),
        "town_centre_min_am": town.median.get("centre_min_am", math.nan),
    }  # fmt: skip
    return RULES[found.rule].title, sentence, numbers


def _cut(found: Found, group: Group, town: Town, rules: SuggestionRules) -> tuple[str, str, Numbers]:
    band = found.rule.removesuffix("_cut")
    then, weekday = (group.column(f"city_reach_45min_share_{each}") for each in (band, "am"))
    town_then, town_weekday = (town.median.get(f"city_reach_45min_share_{each}", math.nan) for each in (band, "am"))
    when = "on a weekday evening" if band == "evening" else "on a Sunday"
    sentence = (
        f"{group.who} {group.where} can reach {_per_cent(then)} of the town in 45 minutes {when}, against "
        f"{_per_cent(weekday)} on a weekday morning"
    )
    if math.isfinite(town_then) and math.isfinite(town_weekday):
        sentence += f"; for the middle of the town it is {_per_cent(town_then)} against {_per_cent(town_weekday)}"
    numbers: Numbers = {
        f"city_reach_45min_share_{band}": then, "city_reach_45min_share_am": weekday,
        f"town_city_reach_45min_share_{band}": town_then, "town_city_reach_45min_share_am": town_weekday,
    }  # fmt: skip
    return RULES[found.rule].title, sentence + ".", numbers


def _no_bumping_place(found: Found, group: Group, town: Town, rules: SuggestionRules) -> tuple[str, str, Numbers]:
    nearest = group.middle(found.detail["nearest_min"])
    town_n = town.median.get("bumping_places_15min_n", math.nan)
    sentence = f"{group.who} {group.where} have no place to meet within {rules.bumping_walk_min:.0f} minutes' walk"
    sentence += f"; the nearest is about {_minutes(nearest)} away" if math.isfinite(nearest) else ""
    sentence += f", and half the town has {short_words(town_n, 'count')} or more." if math.isfinite(town_n) else "."
    return RULES[found.rule].title, sentence, {"nearest_min": nearest, "town_bumping_places_15min_n": town_n}


def _missing_amenity(found: Found, group: Group, town: Town, rules: SuggestionRules) -> tuple[str, str, Numbers]:
    parts, numbers, lead = [], Numbers(), ""
    most = -1.0
    for name in AMENITY_GROUPS:
        lacks = found.detail[f"lacks {name}"][group.rows]
        if not lacks.any():
            continue
        minutes = weighted_median(found.detail[f"minutes {name}"][group.rows][lacks], group.weight[lacks])
        parts.append(f"no {name}" + (f" (nearest {_minutes(minutes)})" if math.isfinite(minutes) else ""))
        numbers[f"nearest {name}, min"] = minutes
        share = float(group.weight[lacks].sum() / group.weight.sum())
        numbers[f"without {name}, share"] = share
        if share > most:
            most, lead = share, f"No {name} within a walk"
    sentence = f"{group.who} {group.where} have {_and(parts)} within {rules.amenity_walk_min:.0f} minutes' walk"
    is_everywhere = all(
        found.detail[f"lacks {name}"][group.rows].all() for name in AMENITY_GROUPS if f"nearest {name}, min" in numbers
    )
    sentence += "." if is_everywhere or len(parts) == 1 else ", some of them one of these and some another."
    return lead, sentence, numbers


def _tight_but_cut_off(found: Found, group: Group, town: Town, rules: SuggestionRules) -> tuple[str, str, Numbers]:
    score, near = group.column("city_score"), group.column("amenity_completeness_share")
    minutes, town_min = group.column("centre_min_am"), town.median.get("centre_min_am", math.nan)
    sentence = f"{group.who} {group.where} have much near home"
    sentence += f" ({_per_cent(near)} of everyday amenities within 15 minutes' walk)" if math.isfinite(near) else ""
    sentence += f" but little of the town in reach: a score of {value_words(score, 'of 100')} across town"
    if math.isfinite(minutes):
        sentence += f", {_minutes(minutes)} to the centre"
        sentence += f" where half the town takes {_minutes(town_min)} or less" if math.isfinite(town_min) else ""
    numbers: Numbers = {
        "city_score": score, "neighbourhood_score": group.column("neighbourhood_score"), "centre_min_am": minutes,
        "amenity_completeness_share": near, "town_centre_min_am": town_min,
    }  # fmt: skip
    return RULES[found.rule].title, sentence + ".", numbers


def _bumping_cluster(found: Found, group: Group, town: Town, rules: SuggestionRules) -> tuple[str, str, Numbers]:
    places, kinds = found.excess[group.rows], found.detail["kinds"][group.rows]
    best = int(np.argmax(places))
    sentence = (
        f"{group.who} {group.where} {group.live} beside a cluster of places to meet: up to "
        f"{short_words(places[best], 'count')}, of {short_words(kinds[best], 'count')} kinds, within 5 minutes' walk."
    )
    return RULES[found.rule].title, sentence, {"places_n": float(places[best]), "kinds_n": float(kinds[best])}


def _direct_and_frequent(found: Found, group: Group, town: Town, rules: SuggestionRules) -> tuple[str, str, Numbers]:
    lines = sorted({str(line) for line in found.detail["line"][group.rows]})
    per_h = weighted_median(found.excess[group.rows], group.weight)
    bands = [_BAND_WORDS.get(band, band) for band in town.bands if band not in town.unknown_bands]
    what = f"line {lines[0]}" if len(lines) == 1 else f"one of lines {_and(lines)}"
    sentence = (
        f"{what} takes {group.who} {group.where} straight to the centre about {short_words(per_h, 'count')} times an "
        f"hour or more on {_and(bands)}."
    )
    lead = f"Direct and frequent line {lines[0]}" if len(lines) == 1 else "Direct and frequent lines"
    return lead, sentence, {"departures_per_h": per_h, "lines": "; ".join(lines)}


_WRITERS: dict[str, Callable[[Found, Group, Town, SuggestionRules], tuple[str, str, Numbers]]] = {
    "poor_transport": _poor_transport,
    "indirect_bus": _indirect_bus,
    "evening_cut": _cut,
    "sunday_cut": _cut,
    "no_bumping_place": _no_bumping_place,
    "missing_amenity": _missing_amenity,
    "tight_but_cut_off": _tight_but_cut_off,
    "bumping_cluster": _bumping_cluster,
    "direct_and_frequent": _direct_and_frequent,
}


def _heaviest_first(texts: NDArray[np.object_], weight: NDArray[np.float64]) -> list[tuple[str, float]]:
    """Each text with its whole weight, most weight first, then in order of the texts."""
    parts: dict[str, list[float]] = {}
    for text, part in zip(texts.tolist(), weight.tolist(), strict=True):
        parts.setdefault(text, []).append(part)
    return sorted(((text, math.fsum(each)) for text, each in parts.items()), key=lambda item: (-item[1], item[0]))


def _place(cell_name: str) -> str:
    if cell_name.startswith("Part of "):
        return f"in {cell_name.removeprefix('Part of ')}"
    return cell_name[:1].lower() + cell_name[1:]


def _title(lead: str, group: Group) -> str:
    """Lead and place, with the area if there is room, never over 80 characters."""
    for text in (
        f"{lead}, {group.where}",
        f"{lead}, {group.place}",
        f"{lead}, {group.areas[0] if group.areas else ''}",
    ):
        if len(text) <= LONGEST_TITLE:
            return text
    return lead if len(lead) <= LONGEST_TITLE else lead[: LONGEST_TITLE - 1].rstrip() + "…"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _minutes(minutes: float) -> str:
    return value_words(minutes, "minutes")


def _per_cent(share: float) -> str:
    return share_words(share)


def _and(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _lines(text: str) -> str:
    return text if text.lower().startswith(("line", "bus", "train")) else f"line {text}"


def _commonest(texts: NDArray[np.object_], weight: NDArray[np.float64]) -> str:
    """The text with most weight, ignoring empty ones."""
    return next((str(text) for text, _ in _heaviest_first(texts, weight) if text), "")
