"""What fits a place that is badly connected: edits of a scenario with place, line and stops filled in.

Nothing here judges whether it is worth it: each is a first draft for people to change, and what it does is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import shapely.ops
from numpy.typing import NDArray

from analysis.suggestions import SuggestionRules
from everyday.atlas import filled
from everyday.scenario.names import SAME_PLACE_M
from geo.crs import haversine_m

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import OpenEdition

__all__ = ["FITTING", "Fitting", "fitting_of"]

FITTING = ("direct_line", "more_often", "evening", "sunday", "stop", "crossing")
"""What can fit, in the order in which it is offered."""
WALK_M, CENTRE_M, FARTHEST_STOP_M = 400.0, 500.0, 1000.0
LATE_H, LONG_DAY = 22, "23:00"
FAR_STOP_M = 250.0
WIDEST_CROSSING_M, SEARCHED_M, SEARCHED_AROUND_M = 150.0, 3000.0, 900.0
_FIRST_OF_RULE = {
    "poor_transport": "direct_line", "indirect_bus": "direct_line", "tight_but_cut_off": "direct_line",
    "evening_cut": "evening", "sunday_cut": "sunday", "severed_on_foot": "crossing",
}  # fmt: skip


@dataclass(frozen=True)
class Fitting:
    """What fits a place.

    Attributes:
        edition: the edition that scenarios start from.
        outline: of the place, WGS 84.
        rules: of the suggestions that its findings came from.
    """

    edition: OpenEdition
    outline: BaseGeometry
    rules: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Which of ``FITTING`` can be filled in here; what answers the place's own barrier comes first."""
        found = [key for key in FITTING if self.edit(key)]
        first = [_FIRST_OF_RULE[rule] for rule in self.rules if rule in _FIRST_OF_RULE]
        return tuple(sorted(found, key=lambda key: (key not in first, FITTING.index(key))))

    def edit(self, key: str) -> dict[str, Any]:
        """The edit, as :func:`everyday.scenario.read_edits` reads it; empty where there is nothing to fill in."""
        return {
            "direct_line": self._direct_line, "more_often": self._more_often, "evening": self._evening,
            "sunday": self._sunday, "stop": self._stop, "crossing": lambda: dict(self._crossing),
        }[key]()  # fmt: skip

    @cached_property
    def _rows(self) -> NDArray[np.intp]:
        """Rows of the cells of the place that have people and streets."""
        cells = self.edition.cells
        lat, lon = cells["lat"].to_numpy(float), cells["lon"].to_numpy(float)
        shape = self.outline
        if shape.area > 0:
            shapely.prepare(shape)
            is_in = shapely.intersects_xy(shape, lon, lat)
        else:
            middle = shape.centroid
            is_in = haversine_m(lat, lon, middle.y, middle.x) <= WALK_M
        has_people = cells["on_network"].to_numpy(bool) & (cells["weight_n"].to_numpy(float) > 0)
        return np.flatnonzero(np.asarray(is_in) & has_people)

    @cached_property
    def _people(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Latitude, longitude and weight of the cells of the place."""
        lat, lon, weight = (self.edition.cells[name].to_numpy(float)[self._rows] for name in ("lat", "lon", "weight_n"))
        return lat, lon, weight

    @cached_property
    def _middle(self) -> tuple[float, float]:
        """Where the people of the place are, in the mean."""
        lat, lon, weight = self._people
        if not weight.sum():
            point = self.outline.representative_point()
            return float(point.y), float(point.x)
        return float(np.average(lat, weights=weight)), float(np.average(lon, weights=weight))

    @cached_property
    def _stops(self) -> pd.DataFrame:
        """Stops where a bus departs, with ``people_n`` of the place within a walk and metres from its middle."""
        stops = self.edition.stops
        if stops.empty:
            return stops
        stops = stops[(stops["departures_n"] > 0) & stops["modes"].str.contains(r"\bbus\b|\bcoach\b")]
        lat, lon, weight = self._people
        far = haversine_m(
            stops["lat"].to_numpy(float)[:, None], stops["lon"].to_numpy(float)[:, None], lat[None, :], lon[None, :]
        )
        middle = haversine_m(stops["lat"].to_numpy(float), stops["lon"].to_numpy(float), *self._middle)
        return stops.assign(people_n=(far <= WALK_M) @ weight, middle_m=middle)

    @cached_property
    def _own(self) -> pd.Series | None:
        """The stop of the place: the one that most of its people have within a walk."""
        near = self._stops[self._stops["people_n"] > 0] if len(self._stops) else self._stops
        if near.empty:
            return None
        return near.sort_values(["people_n", "middle_m"], ascending=[False, True], kind="stable").iloc[0]

    def _named(self, stop: pd.Series) -> str:
        """A stop as an edit names it: by its name where that is one place, else by its id."""
        same = self.edition.stops[self.edition.stops["stop_name"] == stop["stop_name"]]
        far = haversine_m(same["lat"].to_numpy(float), same["lon"].to_numpy(float), stop["lat"], stop["lon"])
        return str(stop["stop_name"]) if stop["stop_name"] and far.max() <= SAME_PLACE_M else str(stop["stop_id"])

    @cached_property
    def _is_direct(self) -> bool:
        """True if the usual journey of half the people of the place to the centre goes round by nowhere."""
        cells = self.edition.cells
        ratio, weight = (cells[name].to_numpy(float)[self._rows] for name in ("transit_indirectness", "weight_n"))
        settings = self.edition.manifest.get("settings") or {"suggestions": asdict(SuggestionRules())}
        limit = float(settings["suggestions"]["indirect_ratio"])
        return bool(weight[ratio < limit].sum() > weight.sum() / 2)

    def _goes_to(self, stop_ids: Sequence[str]) -> bool:
        """True if a line that stops in the place stops at one of some stops too."""
        near = self._stops[self._stops["people_n"] > 0]["stop_id"]
        found = self.edition.departures
        return bool(
            set(found[found["stop_id"].isin(near)]["line"]) & set(found[found["stop_id"].isin(stop_ids)]["line"])
        )

    def _direct_line(self) -> dict[str, Any]:
        centre = self.edition.manifest["centre"]
        stops, own = self._stops, self._own
        if own is None:
            return {}
        far = haversine_m(stops["lat"].to_numpy(float), stops["lon"].to_numpy(float), centre["lat"], centre["lon"])
        central = stops[far <= CENTRE_M].sort_values("departures_n", ascending=False, kind="stable")
        if central.empty or own["stop_id"] in central["stop_id"].tolist():
            return {}
        if self._is_direct and self._goes_to(central["stop_id"].tolist()):
            return {}
        taken = {str(line) for line in self.edition.lines["line"]}
        name = next(str(number) for number in range(20, 1000) if str(number) not in taken)
        ends = [self._named(own), self._named(central.iloc[0])]
        return {"kind": "new_line", "name": name, "stops": ends, "headway_min": 12, "start": "06:00", "end": "22:30"}

    @cached_property
    def _line(self) -> tuple[str, pd.DataFrame] | None:
        """The line that serves most people of the place most often, and its departures there: a row for each stop,
        day and hour."""
        near = self._stops[self._stops["people_n"] > 0] if len(self._stops) else self._stops
        found = self.edition.departures
        found = found[found["stop_id"].isin(near["stop_id"])] if len(found) else found
        if found.empty:
            return None
        people = near.set_index("stop_id")["people_n"]
        weighed = found["departures_n"] * found["stop_id"].map(people)
        line = str(weighed.groupby(found["line"]).sum().sort_values(ascending=False, kind="stable").index[0])
        return line, found[found["line"] == line]

    def _more_often(self) -> dict[str, Any]:
        if self._line is None:
            return {}
        line, departures = self._line
        morning = departures[(departures["day"] == "weekday") & departures["hour"].between(7, 8)]
        if morning.empty:
            return {}
        now = 120 / morning.groupby("stop_id")["departures_n"].sum().median()
        half = round(now / 2)
        return {"kind": "headway", "line": line, "headway_min": half} if 5 <= half < now else {}

    def _evening(self) -> dict[str, Any]:
        if self._line is None:
            return {}
        line, departures = self._line
        hours = departures[departures["day"] == "weekday"]["hour"]
        if hours.empty or hours.max() >= LATE_H:
            return {}
        return {"kind": "extend_hours", "line": line, "until": LONG_DAY, "headway_min": 30}

    def _sunday(self) -> dict[str, Any]:
        if self._line is None or not self.edition.manifest["sunday"]:
            return {}
        line, departures = self._line
        if (departures["day"] == "sunday").any():
            return {}
        return {"kind": "extend_hours", "line": line, "headway_min": 30, "days": ["sunday"]}

    def _stop(self) -> dict[str, Any]:
        stops = self._stops
        if stops.empty:
            return {}
        nearest = stops.loc[stops["middle_m"].idxmin()]
        if not FAR_STOP_M < nearest["middle_m"] <= FARTHEST_STOP_M:
            return {}
        lat, lon = self._middle
        return {"kind": "move_stop", "stop": str(nearest["stop_id"]), "lat": round(lat, 5), "lon": round(lon, 5)}

    @cached_property
    def _severed(self) -> BaseGeometry | None:
        """The line that cuts off neighbours here, if one does."""
        if not self.edition.has_suggestions:
            return None
        lines = filled(self.edition.edition.severance())
        cut = [shape for shape in lines.geometry if shape is not None and shape.intersects(self.outline.buffer(0.002))]
        return max(cut, key=lambda shape: shape.length, default=None)

    @cached_property
    def _crossing(self) -> dict[str, Any]:
        """Two points of the streets that are near each other as the crow flies and far apart on foot."""
        from analysis.walking import Snap, walk_matrix

        line = self._severed
        if line is None:
            return {}
        lat, lon = self._middle
        at = shapely.ops.nearest_points(line, shapely.Point(lon, lat))[0]
        network = self.edition.edition.network
        far = haversine_m(network.lat, network.lon, at.y, at.x)
        rows = np.flatnonzero((far < SEARCHED_AROUND_M) & (network.component == 0))
        link = np.full(network.nodes_n, -1)
        link[network.link_v] = np.arange(network.links_n)
        rows = rows[link[rows] >= 0]
        if len(rows) < 2:
            return {}
        snap = Snap(link[rows].astype(np.int32), network.link_length_m[link[rows]], np.zeros(len(rows)))
        walks = walk_matrix(self.edition.edition.graph, snap, snap, SEARCHED_M)
        metres = np.full((len(rows), len(rows)), SEARCHED_M)
        metres[np.repeat(np.arange(len(rows)), np.diff(walks.indptr)), walks.indices] = walks.metres
        y, x = network.lat[rows], network.lon[rows]
        near = _near_pairs(y, x, WIDEST_CROSSING_M)
        crow = haversine_m(y[near[0]], x[near[0]], y[near[1]], x[near[1]])
        gain = np.where((crow < WIDEST_CROSSING_M) & (crow > 0), metres[near[0], near[1]] - crow, 0.0)
        if not len(gain) or gain.max() < WALK_M:
            return {}
        ends = [{"lat": round(float(y[one]), 6), "lon": round(float(x[one]), 6)} for one in near[:, np.argmax(gain)]]
        return {"kind": "new_footpath", "from": ends[0], "to": ends[1], "is_crossing": True}


def _near_pairs(lat: NDArray[np.float64], lon: NDArray[np.float64], metres: float) -> NDArray[np.intp]:
    """First and second of all pairs of points, both ways round, that may be so near each other; in order."""
    from scipy.spatial import KDTree

    a_degree_m = float(haversine_m(0.0, 0.0, 1.0, 0.0))
    flat = np.column_stack([lat, lon * np.cos(np.radians(np.abs(lat).max()))]) * a_degree_m
    found = KDTree(flat).query_pairs(1.01 * metres, output_type="ndarray")
    pairs = np.concatenate([found, found[:, ::-1]]).T
    return pairs[:, np.lexsort((pairs[1], pairs[0]))]


def fitting_of(
    edition: OpenEdition, shape: BaseGeometry | None, area_ids: Sequence[str], rules: Sequence[str] = ()
) -> Fitting | None:
    """What fits a place; None for the whole town.

    Args:
        edition: that scenarios start from.
        shape: of the place, or None for whole areas.
        area_ids: ids of areas; those that the edition does not have are passed over.
        rules: of the suggestions that its findings came from.
    """
    if shape is None:
        rows = [edition.area_row[one] for one in area_ids if one in edition.area_row]
        if not rows:
            return None
        shape = shapely.union_all(edition.areas.geometry.to_numpy()[rows])
    return _fitting(edition, shape.wkb, tuple(rules))


@lru_cache(maxsize=16)
def _fitting(edition: OpenEdition, outline: bytes, rules: tuple[str, ...]) -> Fitting:
    """Kept: a page asks for the same place each time it is drawn."""
    return Fitting(edition, shapely.from_wkb(outline), rules)
