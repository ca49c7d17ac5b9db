"""What is near a place: stops with their lines and departures, the nearest place of each kind, suggestions."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from everyday.atlas import OpenEdition
from everyday.evidence.indexes import Indexes, in_metres

__all__ = ["Near"]

STOPS_WITHIN_M = 600.0
PLACES_WITHIN_M = 1_500.0
SUGGESTIONS_WITHIN_M = 400.0
MOST_STOPS = 5
MOST_LINES = 20
MOST_SUGGESTIONS = 5


def _rounded_m(metres: float) -> int:
    return 0 if metres < 1 else max(10 * round(metres / 10), 10)


class Near:
    """Answers what is near a place in one edition. Distances are as the crow flies, in metres, rounded to 10."""

    def __init__(self, opened: OpenEdition, indexes: Indexes) -> None:
        self.opened, self._indexes = opened, indexes
        self._kinds = {kind.key: kind.singular for kind in opened.place_kinds}

    def local(self, geometry: Any) -> Any:
        """A geometry, or an array of them, in the metric grid of the town."""
        return in_metres(geometry, self._indexes.crs)

    @cached_property
    def _stops(self) -> shapely.STRtree:
        return shapely.STRtree(self._indexes.stops)

    @cached_property
    def _places(self) -> shapely.STRtree:
        return shapely.STRtree(self._indexes.places)

    @cached_property
    def _suggestions(self) -> NDArray[np.object_]:
        return np.asarray(self.local(self.opened.suggestions.geometry.to_numpy()), dtype=object)

    @cached_property
    def _sundays(self) -> dict[str, int]:
        """Departures on the Sunday by stop; empty where Sundays are not known."""
        bands = self.opened.manifest.get("bands") or {}
        if not (bands.get("sunday") or {}).get("is_known"):
            return {}
        table = self.opened.departures
        sums = table[table["day"] == "sunday"].groupby("stop_id")["departures_n"].sum()
        return {str(stop): int(number) for stop, number in sums.items()}

    @property
    def _has_sundays(self) -> bool:
        return bool(((self.opened.manifest.get("bands") or {}).get("sunday") or {}).get("is_known"))

    def read_ahead(self) -> None:
        """Do now what the first question would have to wait for."""
        _ = self._stops, self._places, self._sundays
        if self.opened.has_suggestions:
            _ = self._suggestions

    def _around(
        self, geometry: BaseGeometry, tree: shapely.STRtree, within_m: float
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Rows within a distance, nearest first, and how far they are."""
        if within_m > 0:
            rows = tree.query(geometry, predicate="dwithin", distance=within_m)
        else:
            rows = tree.query(geometry, predicate="intersects")
        metres = shapely.distance(tree.geometries[rows], geometry)
        order = np.lexsort((rows, metres))
        return rows[order], metres[order]

    def stops(self, geometry: BaseGeometry | None, *, is_ward: bool) -> list[dict[str, Any]]:
        """At most five stops, one entry a name: the nearest within 600 m; of a ward the busiest, without distances.

        Returns:
            ``name, lines, distance_m, departures_n, sunday_departures_n``: at most 20 lines; departures of a whole day
            at all poles of that name, None for a Sunday that is not known. Empty for the whole town.
        """
        if geometry is None or self.opened.stops.empty:
            return []
        rows, metres = self._around(geometry, self._stops, 0.0 if is_ward else STOPS_WITHIN_M)
        table = self.opened.stops.iloc[rows]
        found: dict[str, dict[str, Any]] = {}
        columns = (table[name] for name in ("stop_id", "stop_name", "lines", "departures_n"))
        for far, stop_id, name, lines, departures_n in zip(metres, *columns, strict=True):
            one = found.setdefault(str(name), _no_stop(str(name), None if is_ward else _rounded_m(far)))
            one["lines"] += [line for line in str(lines).split("; ") if line and line not in one["lines"]]
            one["departures_n"] += int(departures_n)
            if self._has_sundays:
                one["sunday_departures_n"] = (one["sunday_departures_n"] or 0) + self._sundays.get(str(stop_id), 0)
        stops = sorted(found.values(), key=lambda one: (one["distance_m"] or 0, -one["departures_n"]))[:MOST_STOPS]
        return [one | {"lines": sorted(one["lines"], key=_natural)[:MOST_LINES]} for one in stops]

    def places(self, geometry: BaseGeometry | None, *, is_ward: bool) -> list[dict[str, Any]]:
        """The nearest place of each kind within 1,500 m, nearest first; of a ward how many of each kind it has.

        Returns:
            ``kind, kind_title, name, distance_m, places_n``: for a ward ``name`` is empty and ``distance_m`` None,
            else ``places_n`` counts those within the distance. Empty for the whole town.
        """
        if geometry is None or self.opened.places.empty:
            return []
        rows, metres = self._around(geometry, self._places, 0.0 if is_ward else PLACES_WITHIN_M)
        table = self.opened.places.iloc[rows]
        found: dict[str, dict[str, Any]] = {}
        for far, kind, name in zip(metres, table["kind"], table["name"].fillna(""), strict=True):
            title = self._kinds.get(str(kind), str(kind))
            one = {"kind": str(kind), "kind_title": title, "name": "" if is_ward else str(name),
                   "distance_m": None if is_ward else _rounded_m(far), "places_n": 0}  # fmt: skip
            found.setdefault(str(kind), one)["places_n"] += 1
        places = list(found.values())
        return sorted(places, key=lambda one: (-one["places_n"], one["kind_title"])) if is_ward else places

    def suggestions(self, geometry: BaseGeometry | None, area_id: str) -> list[dict[str, Any]]:
        """At most five suggestions: within 400 m the nearest first, of a ward those in it, of the town the weightiest.

        Returns:
            ``key, rule, kind, title, sentence, distance_m``; no distance for a ward or the town.
        """
        if not self.opened.has_suggestions or self.opened.suggestions.empty:
            return []
        table, rows = self.opened.suggestions, list[tuple[int, float | None]]()
        if geometry is not None:
            metres = shapely.distance(self._suggestions, geometry)
            order = np.lexsort((np.arange(len(metres)), metres))
            rows = [(int(row), float(metres[row])) for row in order if metres[row] <= SUGGESTIONS_WITHIN_M]
        elif area_id:
            is_here = [self.opened.touches(area_id, shape, str(ids).split("; "))
                       for ids, shape in zip(table["area_ids"], table.geometry, strict=True)]  # fmt: skip
            rows = [(int(row), None) for row in np.flatnonzero(is_here)]
        else:
            rows = [(row, None) for row in range(len(table))]
        return [_suggestion(table.iloc[row], far) for row, far in rows[:MOST_SUGGESTIONS]]


def _natural(line: str) -> tuple[int, str]:
    """2 before 10, numbers before names."""
    digits = re.match(r"\d{1,6}", line)
    return (int(digits[0]) if digits else 10**6, line)


def _no_stop(name: str, distance_m: int | None) -> dict[str, Any]:
    return {"name": name, "lines": [], "distance_m": distance_m, "departures_n": 0, "sunday_departures_n": None}


def _suggestion(row: pd.Series, metres: float | None) -> dict[str, Any]:
    texts = {name: str(row[name]) for name in ("key", "rule", "kind", "title", "sentence")}
    return texts | {"distance_m": None if metres is None else _rounded_m(metres)}
