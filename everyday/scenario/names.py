"""Which stop or line of a timetable an edit means: by id, else by its exact name, else a fault with what is near."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyday.locate import fold, ranked
from geo.crs import haversine_m
from geo.feed import Feed

__all__ = ["EditFault", "Line", "find_line", "find_stop", "find_stops", "is_near_bounds", "line_names"]

SAME_PLACE_M = 150.0
MOST_SHOWN = 6
_STATION = 1


class EditFault(Exception):
    """An edit cannot be made. ``found`` and ``needed`` go into the report of all faults."""

    def __init__(self, code: str, found: str, needed: str = "") -> None:
        self.code, self.found, self.needed = code, found, needed
        super().__init__(f"{found} {needed}".strip())


@dataclass(frozen=True)
class Line:
    """A line as people know it: the routes of one operator with one label and mode."""

    label: str
    operator: str
    mode: str
    routes: tuple[int, ...]

    @property
    def name(self) -> str:
        """ "7 (Newport Bus)", as it can be written in an edit."""
        return f"{self.label} ({self.operator})" if self.operator else self.label

    def trips(self, feed: Feed) -> NDArray[np.bool_]:
        """Which trips of ``feed`` are the line's: bool, one per row of ``trips``."""
        return np.isin(feed.trips["route_index"].to_numpy(), np.asarray(self.routes))


def is_near_bounds(feed: Feed, bounds: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    """Stops inside (west, south, east, north): bool, one per row of ``stops``."""
    west, south, east, north = bounds
    lat, lon = feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float)
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def line_names(feed: Feed) -> list[Line]:
    """All lines of a timetable that have a trip, by label."""
    labels = feed.routes["route_label" if "route_label" in feed.routes.columns else "route_name"].astype(str).tolist()
    operators = dict(zip(feed.agencies["agency_id"], feed.agencies["agency_name"], strict=True))
    used = set(feed.trips["route_index"].unique().tolist())
    groups: dict[tuple[str, str, str], list[int]] = {}
    for row, (label, agency, mode) in enumerate(
        zip(labels, feed.routes["agency_id"], feed.routes["mode"], strict=True)
    ):
        if row in used:
            groups.setdefault((label, str(operators.get(agency, "")), str(mode)), []).append(row)
    return [Line(*key, tuple(rows)) for key, rows in sorted(groups.items())]


def find_line(feed: Feed, text: str, near: NDArray[np.bool_] | None = None) -> Line:
    """The line that ``text`` names.

    Args:
        feed: the timetable.
        text: route id, label, or "label (operator)"; capitals do not matter in the last two.
        near: stops of the town (bool per stop). Of several lines with the label, the only one that calls at two of
            them is meant: that is the one on the town's map.

    Raises:
        EditFault: no line, or several.
    """
    lines = line_names(feed)
    rows = _with_id(feed.routes["route_id"].tolist(), text)
    for line in lines:
        if len(rows) == 1 and rows[0] in line.routes:
            return Line(line.label, line.operator, line.mode, (rows[0],))
    wanted = text.casefold()
    found = [line for line in lines if wanted in (line.label.casefold(), line.name.casefold())]
    if len(found) > 1 and near is not None:
        in_town = [line for line in found if _calls_near(feed, line, near) >= 2]
        found = in_town or found
    if len(found) == 1:
        return found[0]
    if found:
        shown = "; ".join(
            f"{line.name}, {line.mode}, route id {feed.routes['route_id'].iloc[line.routes[0]]}"
            for line in found[:MOST_SHOWN]
        )
        raise EditFault("ambiguous_line", f"{len(found)} lines are called {text!r}: {shown}.",
                        "the operator in brackets behind the label, or the route id.")  # fmt: skip
    names = {line.label: line for line in lines} | {line.name: line for line in lines}
    raise EditFault("unknown_line", f"There is no line {text!r}.", _nearest(text, list(names), "line"))


def _with_id(ids: list[str], text: str) -> list[int]:
    """Rows with this id, also without the number of the source feed that stands in front where there are several."""
    if text in ids:
        return [ids.index(text)]
    return [row for row, one in enumerate(ids) if one.partition(":")[2] == text and one.partition(":")[0].isdigit()]


def _calls_near(feed: Feed, line: Line, near: NDArray[np.bool_]) -> int:
    times = feed.stop_times
    rows = line.trips(feed)[times["trip_index"].to_numpy()]
    stops = np.unique(times["stop_index"].to_numpy()[rows])
    return int(near[stops].sum())


def _nearest(text: str, names: list[str], noun: str) -> str:
    wanted, folded = fold(text), [fold(name) for name in names]
    hits = sorted(
        ranked(wanted, folded, least_close=1, close_from=60.0),
        key=lambda hit: (hit.rank, hit.far, len(folded[hit.row]), names[hit.row]),
    )
    inside = [name for name, low in zip(names, folded, strict=True) if len(low) > 3 and low in wanted]
    shown = list(dict.fromkeys([*(names[hit.row] for hit in hits), *sorted(inside)]))[:MOST_SHOWN]
    if shown:
        return f"a {noun} that is there; the nearest names are {', '.join(repr(name) for name in shown)}."
    return f"a {noun} that is there, such as {', '.join(repr(name) for name in sorted(names)[:3])}."


def find_stops(feed: Feed, text: str) -> list[int]:
    """Rows of all stops that ``text`` names: the one with that id, else all with that code, else all with that name.

    Stations are only found by id, since nobody boards at them. Empty if there is none.
    """
    found = _with_id(feed.stops["stop_id"].tolist(), text)
    if found:
        return found
    is_place = feed.stops["location_type"].to_numpy() != _STATION
    wanted = text.casefold()
    for column in ("stop_code", "stop_name"):
        rows = np.flatnonzero((feed.stops[column].astype(str).str.casefold() == wanted).to_numpy() & is_place)
        if len(rows):
            return [int(row) for row in rows]
    return []


def _unknown_stop(feed: Feed, text: str) -> EditFault:
    names = sorted(set(feed.stops["stop_name"].astype(str)))
    return EditFault("unknown_stop", f"There is no stop {text!r}.", _nearest(text, names, "stop"))


def find_stop(
    feed: Feed, text: str, *, towards: tuple[float, float] | None = None, near: NDArray[np.bool_] | None = None
) -> int:
    """Row of the one stop that ``text`` names.

    Args:
        feed: the timetable.
        text: id, code or name of a stop; capitals do not matter in the name.
        towards: (lat, lon). If given, a name shared by stops that stand together (both sides of a street, the bays of
            a bus station: within 150 m of each other) means the one nearest to this point.
        near: stops of the town (bool per stop): if several stops have the name, those outside do not count.

    Raises:
        EditFault: no stop, or several.
    """
    rows = find_stops(feed, text)
    if not rows:
        raise _unknown_stop(feed, text)
    if len(rows) > 1 and near is not None and any(near[row] for row in rows):
        rows = [row for row in rows if near[row]]
    lat, lon = feed.stops["lat"].to_numpy(float)[rows], feed.stops["lon"].to_numpy(float)[rows]
    if len(rows) > 1 and towards is not None and _spread_m(lat, lon) <= SAME_PLACE_M:
        return rows[int(np.argmin(haversine_m(lat, lon, towards[0], towards[1])))]
    if len(rows) > 1:
        lines = _lines_at(feed, rows[:MOST_SHOWN])
        shown = "; ".join(
            f"{feed.stops['stop_id'].iloc[row]} ({lat[number]:.5f}, {lon[number]:.5f}; {lines[row] or 'no line'})"
            for number, row in enumerate(rows[:MOST_SHOWN])
        )
        raise EditFault("ambiguous_stop", f"{len(rows)} stops are called {text!r}: {shown}.", "the id of one of them.")
    return rows[0]


def _spread_m(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> float:
    return float(haversine_m(lat[:, None], lon[:, None], lat[None, :], lon[None, :]).max())


def _lines_at(feed: Feed, rows: list[int]) -> dict[int, str]:
    """The lines that call at each stop, as text."""
    times, column = feed.stop_times, "route_label" if "route_label" in feed.routes.columns else "route_name"
    labels = feed.routes[column].astype(str).to_numpy(dtype=object)
    route = feed.trips["route_index"].to_numpy()
    said = {}
    for row in rows:
        trips = np.unique(times["trip_index"].to_numpy()[times["stop_index"].to_numpy() == row])
        names = sorted(set(labels[route[trips]]))
        more = f" and {len(names) - 4} more" if len(names) > 4 else ""
        said[row] = f"line {', '.join(names[:4])}{more}" if names else ""
    return said
