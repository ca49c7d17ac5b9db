"""The numbers of a place, frozen with a finding: what is measured there against the town, and what is near.

For a point they are those of its cell, for a ward those of the page of that ward, for a line, an area and the whole
town a mean over the cells on the street network that it covers, weighted by the people who live there. "The town" is
always the median over people that the pages show.
"""

from __future__ import annotations

import math
import pickle
import threading
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from analysis.quantiles import town_weights
from analysis.registry import Measure, share_words
from everyday.atlas import Edition, OpenEdition, open_edition
from everyday.evidence.ground import Ground, Grounds
from everyday.evidence.indexes import Indexes
from everyday.evidence.near import Near
from everyday.evidence.observed import observed_at
from everyday.evidence.wording import NOTES, evidence_lines
from everyday.language import language
from everyday.survey import facts_at
from geo.errors import NotFoundError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["EvidenceSource", "evidence_lines", "evidence_of", "evidence_source"]

FORMAT = 1
ALWAYS = ("centre_min_am", "amenity_completeness_share", "bumping_places_15min_n")
"""Said first of every place, so that places can be compared."""
TELLING = (
    "centre_min_evening", "centre_min_sunday", "departures_per_h_am", "departures_per_h_evening",
    "departures_per_h_sunday", "nearest_stop_min", "severed_neighbours_n", "detour_ratio", "people_15min_n",
    "nearest_green_space_min", "nearest_community_centre_min", "nearest_library_min", "nearest_school_min",
    "nearest_convenience_shop_min", "nearest_supermarket_min", "nearest_pharmacy_min", "nearest_doctor_min",
    "nearest_playground_min", "city_reach_45min_share_am",
)  # fmt: skip
"""Of these the two in which the place differs most from the town follow, one of a family, if they differ at all."""
HEADLINES = 5
LEAST_APART = 0.15
KEPT_PLACES_N = 256
"""Places whose evidence is kept: in a session most speak of the same wards and stops, or of the whole town."""


class EvidenceSource:
    """Evidence of places in one edition; its tables are read once. Made by :func:`evidence_source`."""

    def __init__(self, opened: OpenEdition) -> None:
        self.opened = opened
        indexes = Indexes(opened)
        self._grounds, self._near = Grounds(opened, indexes), Near(opened, indexes)
        known = opened.registry.items()
        self._measures = {
            name: one for name, one in known if one.level not in ("base", "observed") or name == "typology"
        }
        self._sorted: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._kept = lru_cache(maxsize=KEPT_PLACES_N)(self._packed)

    def read_ahead(self) -> None:
        """Do now what the first pin would have to wait for (under a second for a town)."""
        self._grounds.read_ahead()
        self._near.read_ahead()
        facts_at(self.opened, str(self.opened.areas["area_id"].iloc[0]))
        self.of(None, "")

    def value(self, measure: str, geometry: BaseGeometry | None, area_ids: Sequence[str] = ()) -> float:
        """One measure of a place, as evidence has it: its geometry, else its areas together, else the whole town.

        Returns:
            In the measure's unit; NaN where it is not known, infinite where it is known that there is none.

        Raises:
            NotFoundError: no area has one of these codes.
        """
        return self._value(measure, self._ground(geometry, area_ids))

    def rest(self, measure: str, geometry: BaseGeometry | None, area_ids: Sequence[str] = ()) -> float:
        """The same measure of the rest of the town: the mean over people of the cells that the place does not cover.

        NaN where the place is the whole town. Raises NotFoundError as :meth:`value`.
        """
        return self._value(measure, self._grounds.beside(self._ground(geometry, area_ids)))

    def _ground(self, geometry: BaseGeometry | None, area_ids: Sequence[str]) -> Ground:
        if geometry is not None or len(area_ids) < 2:
            return self._grounds.of(geometry, next(iter(area_ids), ""))
        rows = [self.opened.area_row.get(one) for one in area_ids]
        if missing := [one for one, row in zip(area_ids, rows, strict=True) if row is None]:
            raise NotFoundError(f"The edition has no area {missing[0]}.", "Needed: the code of one of its areas.")
        return self._grounds.of(self.opened.areas.geometry.iloc[rows].union_all(), "")

    def _value(self, measure: str, ground: Ground) -> float:
        from analysis.areas import is_absent

        known = self.opened.registry.get(measure)
        if known is None or measure not in ground.values:
            return math.nan
        value = float(ground.values[measure])
        if math.isnan(value) and known.known_by in ground.values:
            table = pd.DataFrame([dict(ground.values)])
            return math.inf if bool(is_absent(table, known)[0]) else math.nan
        return value

    def of(self, geometry: BaseGeometry | None, area_id: str, *, label: str = "") -> dict[str, Any]:
        """See :func:`evidence_of`."""
        shape = b"" if geometry is None else geometry.wkb
        said: dict[str, Any] = pickle.loads(self._kept(shape, area_id, label))  # for each finding one of its own
        seen = observed_at(self.opened, area_id, said["place"]["cell"])
        return ({"observed": seen} if seen else {}) | said

    def _packed(self, wkb: bytes, area_id: str, label: str) -> bytes:
        """What the edition says of a place: the same each time, and in a room many speak of the same few places."""
        return pickle.dumps(self._of(shapely.from_wkb(wkb) if wkb else None, area_id, label))

    def _of(self, geometry: BaseGeometry | None, area_id: str, label: str) -> dict[str, Any]:
        ground = self._grounds.of(geometry, area_id)
        measures = self._measured(ground)
        at = self._at(geometry, area_id)
        shape = None if at is None else self._near.local(at)
        is_ward = ground.kind == "ward"
        return {
            "format": FORMAT,
            "edition_id": self.opened.id,
            "edition_dates": self._dates,
            "place": self._place(ground, area_id, label),
            "headline": self._headline(measures),
            "measures": measures,
            "stops": self._near.stops(shape, is_ward=is_ward),
            "places": self._near.places(shape, is_ward=is_ward),
            "suggestions": self._near.suggestions(None if is_ward else shape, area_id),
            "survey": facts_at(self.opened, area_id),
            "notes": self._notes(ground, measures),
        }

    def _at(self, geometry: BaseGeometry | None, area_id: str) -> BaseGeometry | None:
        if geometry is not None or not area_id:
            return geometry
        outline: BaseGeometry = self.opened.areas.geometry.iloc[self.opened.area_row[area_id]]
        return outline

    @cached_property
    def _dates(self) -> dict[str, str]:
        manifest, english = self.opened.manifest, language()
        days = {name: str(manifest.get(key) or "") for name, key in
                (("weekday", "weekday"), ("sunday", "sunday"), ("map", "map_date"), ("built", "built_at"))}  # fmt: skip
        parts = [f"Timetable of {english.date(days['weekday'])}"] if days["weekday"] and manifest.get("bands") else []
        parts += [f"{'map' if parts else 'Map'} of {english.date(days['map'])}"] if days["map"] else []
        return days | {"words": " · ".join(parts)}

    def _place(self, ground: Ground, area_id: str, label: str) -> dict[str, Any]:
        areas, row = self.opened.areas, self.opened.area_row.get(area_id)
        area = None if row is None else areas.iloc[row]
        people_n, weight_n = (self._total(ground, area_id, name) for name in ("population_n", "weight_n"))
        cell = self.opened.cells.iloc[ground.rows[0]] if ground.kind == "point" and len(ground.rows) else None
        welsh = "" if area is None else area.get("area_name_cy", "")
        return {
            "kind": ground.kind,
            "label": label or self._label(ground, area, cell),
            "area_id": area_id,
            "area_name": "" if area is None else str(area["area_name"]),
            "area_name_cy": welsh if isinstance(welsh, str) else "",
            "cell": "" if cell is None else str(cell["cell"]),
            "cells_n": len(ground.rows),
            "people_n": people_n,
            "weight_n": weight_n,
            "noun": self.opened.noun,
            "known_share": _json(ground.known_share),
            "weighed_by": ground.weighed_by,
        }

    @staticmethod
    def _label(ground: Ground, area: Any, cell: Any) -> str:
        if ground.kind == "town":
            return "Whole town"
        if cell is not None:
            return str(cell["cell_name"])
        return "" if area is None else str(area["area_name"])

    def _total(self, ground: Ground, area_id: str, column: str) -> float | None:
        """People of a ward, else of all cells that are covered; None where they are not known."""
        if ground.kind == "ward":
            return _json(self.opened.areas[column].iloc[self.opened.area_row[area_id]])
        return _json(self.opened.cells[column].iloc[ground.rows].sum(min_count=1))

    def _measured(self, ground: Ground) -> list[dict[str, Any]]:
        is_one_cell = ground.kind == "point"
        return [
            self._entry(measure, ground)
            for name, measure in self._measures.items()
            if is_one_cell or (measure.combine == "weighted_mean" and not measure.is_text)
        ]

    def _entry(self, measure: Measure, ground: Ground) -> dict[str, Any]:
        value, words = ground.values.get(measure.name), measure.describe(ground.values)
        one: dict[str, Any] = {"name": measure.name, "title": measure.full_title, "unit": measure.unit}
        if measure.is_text:
            text = str(value) if isinstance(value, str) and value else None
            return one | {"value": text, "town": None, "value_words": words, "town_words": "", "is_worse": None,
                          "is_absent": False}  # fmt: skip
        number, median = _json(value), self.opened.town_median(measure.name)
        town = _json(median)
        is_absent = number is None and bool(measure.absent) and words == measure.absent
        town_words = self.opened.town_words(measure)
        is_worse = _is_worse(measure, number, median, is_absent=is_absent) if ground.kind != "town" else None
        return one | {
            "value": number, "town": town, "value_words": words, "town_words": town_words,
            "is_worse": False if is_worse and words == town_words else is_worse, "is_absent": is_absent,
        }  # fmt: skip

    def _headline(self, measures: list[dict[str, Any]]) -> list[str]:
        """Names of about five measures: three that are always said, then those in which the place stands out."""
        known = {one["name"]: one for one in measures if one["value"] is not None or one["is_absent"]}
        found = [name for name in ALWAYS if name in known]
        apart = {name: self._apart(known[name], known) for name in TELLING if name in known}
        families = {self._measures[name].family for name in found} - {"centre_min"}
        for name in sorted(apart, key=lambda name: -apart[name]):
            family = self._measures[name].family
            if len(found) < HEADLINES and family not in families and apart[name] >= LEAST_APART:
                found.append(name)
                families.add(family)
        return found

    def _apart(self, one: dict[str, Any], known: dict[str, dict[str, Any]]) -> float:
        """How far from the town's middle a value stands, in shares of people; the way to the centre in the evening or
        on a Sunday: from where it stands in the morning, since that is said already."""
        middle = 0.5
        if one["name"].startswith("centre_min") and "centre_min_am" in known:
            middle = self._standing(known["centre_min_am"])
        return abs(self._standing(one) - middle)

    def _standing(self, one: dict[str, Any]) -> float:
        """Share of the town's people with a smaller value, half of those with the same; 1 where there is none."""
        if one["value"] is None:
            return 1.0
        if one["name"] not in self._sorted:
            values, weights = self.opened.cells[one["name"]].to_numpy(float), town_weights(self.opened.cells)
            known = np.isfinite(values) & (weights > 0)
            order = np.argsort(values[known], kind="stable")
            self._sorted[one["name"]] = values[known][order], np.append(0.0, np.cumsum(weights[known][order]))
        values, sums = self._sorted[one["name"]]
        if not len(values):
            return 0.5
        below, up_to = (sums[np.searchsorted(values, one["value"], side=side)] for side in ("left", "right"))
        return float(below + up_to) / 2 / float(sums[-1])

    def _notes(self, ground: Ground, measures: list[dict[str, Any]]) -> list[dict[str, str]]:
        """What limits the numbers: ``key`` and English ``words``."""
        notes = []
        is_known = any(one["value"] is not None or one["is_absent"] for one in measures)
        if not len(ground.rows):
            notes.append(_note("outside_town", NOTES["outside_town"]))
        elif not is_known:
            notes.append(_note("outside_network", NOTES["outside_network"]))
        elif ground.known_share < 0.995:
            share = share_words(1 - ground.known_share)
            words = f"Of {share} of this place nothing is known: the street data does not reach there."
            notes.append(_note("partly_outside", words, share=share))
        if is_known and ground.weighed_by == "cells":
            words = "No homes are known along its streets, so every part of it counts the same."
            notes.append(_note("no_homes", words))
        for band, entry in (self.opened.manifest.get("bands") or {}).items():
            if not entry.get("is_known", True):
                notes.append(_note("band_unknown", str(entry.get("why_unknown") or ""), band=band))
        return notes


def _note(key: str, words: str, **fields: str) -> dict[str, str]:
    return {"key": key, "words": words} | fields


def _json(value: Any) -> float | None:
    """A number as JSON has it: None for NaN and what is no number."""
    if value is None or isinstance(value, str):
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def _is_worse(measure: Measure, value: float | None, median: float, *, is_absent: bool) -> bool | None:
    """Against the town's median, which is infinite where half of the town has none."""
    if math.isnan(median) or (is_absent and math.isinf(median)):
        return None
    if is_absent:
        return measure.better == "lower" or None
    if value is None:
        return None
    return value < median if measure.better == "higher" else value > median


_LOCK = threading.Lock()


@lru_cache(maxsize=6)
def _source(opened: OpenEdition) -> EvidenceSource:
    return EvidenceSource(opened)


def evidence_source(edition: Edition | OpenEdition) -> EvidenceSource:
    """The source of an edition, the same for everybody who asks; the last six editions are kept."""
    with _LOCK:
        return _source(open_edition(edition))


def evidence_of(
    edition: Edition | OpenEdition, geometry: BaseGeometry | None, area_id: str, *, label: str = ""
) -> dict[str, Any]:
    """The evidence of a place: plain JSON values, to be frozen with a finding.

    Args:
        edition: where the numbers come from.
        geometry: point, line or polygon in WGS 84; None for the ward ``area_id``, or for the whole town without one.
        area_id: the ward that is meant or in which the geometry lies; may be empty.
        label: what to call the place; its cell, ward or "Whole town" if empty.

    Returns:
        ``edition_id``; ``edition_dates`` (``weekday``, ``sunday``, ``map``, ``built``, ``words``); ``place`` (``kind``,
        ``label``, ``area_id``, ``area_name``, ``area_name_cy``, ``cell``, ``cells_n``, ``people_n``, ``weight_n``,
        ``noun``, ``known_share``, ``weighed_by``); ``measures``, each ``name, title, unit, value, town, value_words,
        town_words, is_worse, is_absent`` (``value`` is None where it is not known, and where it is known that there is
        none, which ``is_absent`` tells); ``headline``, the names of the telling ones; ``stops``, ``places`` and
        ``suggestions`` near by (``everyday.evidence.near``); ``survey``, in which questions its ward
        stands out from the rest of the town (``everyday.survey.facts``); where everybody may see a sample's movement,
        ``observed``, who stayed here and how far people of the ward go, with whose movement it is;
        ``notes``, what limits the numbers.

    Raises:
        NotFoundError: the edition has no area of this code.
    """
    return evidence_source(edition).of(geometry, area_id, label=label)
