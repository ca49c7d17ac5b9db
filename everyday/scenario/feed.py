"""Timetable edits: a timetable goes in, a new one comes out; the one given is never changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from everyday.scenario.edits import Edit, NewStop
from everyday.scenario.hours import change_headway, extend_hours
from everyday.scenario.names import EditFault, Line, find_line, find_stop, find_stops, is_near_bounds
from everyday.timetables import (
    DAYS,
    SHORTEST_RUN_S,
    AddedLine,
    add_line,
    add_stops,
    departures_s,
    run_times_s,
    running_dates,
    straight_m,
    without_trips,
)
from geo.crs import haversine_m
from geo.errors import Report
from geo.feed import Feed
from geo.staying import stays_between

__all__ = ["TIMETABLE_KINDS", "ChangedFeed", "change_feed"]

FAR_M = 50_000.0
OPERATOR = "Proposed"


@dataclass
class ChangedFeed:
    """A changed timetable, and what a planner should know about how it was changed."""

    feed: Feed
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Town:
    """What is needed to understand an edit beside the timetable."""

    weekday: date | None
    sunday: date | None
    bounds: tuple[float, float, float, float] | None

    def near(self, feed: Feed) -> NDArray[np.bool_] | None:
        return None if self.bounds is None else is_near_bounds(feed, self.bounds)


def change_feed(
    feed: Feed,
    edits: Sequence[Edit],
    report: Report,
    *,
    weekday: date | None = None,
    sunday: date | None = None,
    bounds: tuple[float, float, float, float] | None = None,
) -> ChangedFeed:
    """Make the timetable edits, in order; edits of the streets are passed over.

    An edit that cannot be made is added to ``report`` as a refusal and left out, so that the others are checked too:
    call ``report.raise_if_refused`` before using the result.

    Args:
        feed: the timetable; not changed.
        edits: what :func:`everyday.scenario.edits.read_edits` gave.
        report: faults go here.
        weekday, sunday: days of the build, whose timetable of a line stands for all days of their kind.
        bounds: (west, south, east, north) of the town. Of several lines or stops with a name those in it are meant.
    """
    changed = ChangedFeed(feed)
    town = _Town(weekday, sunday, bounds)
    for edit in edits:
        if edit.kind not in _EDITORS:
            continue
        try:
            after, notes = _EDITORS[edit.kind](changed.feed, edit, town)
        except EditFault as fault:
            report.add(
                "refused",
                fault.code,
                f"{edit.title}: {fault.found}",
                needed=fault.needed,
                action="Correct it and try again; nothing was computed.",
            )
            continue
        lost = _joined(changed.feed, town) - _joined(after, town)
        if lost > 0:
            notes = [*notes, f"in {lost:,} cases nobody can say any longer that the vehicle goes on as the same trip, "
                     "so riders no longer stay on board."]  # fmt: skip
        changed.feed = after
        changed.notes += [f"{edit.title}: {note}" for note in notes]
    return changed


def _joined(feed: Feed, town: _Town) -> int:
    """Pairs of trips between which one stays on board, on the days of the build."""
    days = [day for day in (town.weekday, town.sunday) if day is not None]
    return sum(len(stays_between(feed, np.asarray(feed.trips_on(day), dtype=bool)).pairs) for day in days)


_Result = tuple[Feed, list[str]]


def _line(feed: Feed, edit: Edit, town: _Town) -> Line:
    return find_line(feed, edit.fields["line"], town.near(feed))


def _remove_line(feed: Feed, edit: Edit, town: _Town) -> _Result:
    line = _line(feed, edit, town)
    mine = line.trips(feed)
    stops = np.unique(feed.stop_times["stop_index"].to_numpy()[mine[feed.stop_times["trip_index"].to_numpy()]])
    after = without_trips(feed, mine)
    served = np.unique(after.stop_times["stop_index"].to_numpy())
    alone = len(np.setdiff1d(stops, served))
    kept = ~np.isin(np.arange(len(after.routes)), np.asarray(line.routes))
    position = np.cumsum(kept) - 1
    route = position[after.trips["route_index"].to_numpy()].astype(np.int32)
    after = replace(
        after, routes=after.routes[kept].reset_index(drop=True), trips=after.trips.assign(route_index=route)
    )
    return after, [f"line {line.name} no longer calls at {len(stops)} stops; {alone} of them lose their only line."]


def _move_stop(feed: Feed, edit: Edit, town: _Town) -> _Result:
    row = find_stop(feed, edit.fields["stop"], near=town.near(feed))
    lat, lon = feed.stops["lat"].to_numpy(float).copy(), feed.stops["lon"].to_numpy(float).copy()
    new = edit.fields["lat"], edit.fields["lon"]
    moved_m = float(haversine_m(lat[row], lon[row], *new))
    if moved_m > FAR_M:
        raise EditFault("far_away", f"the new place lies {moved_m / 1000:,.0f} km from where the stop is now.",
                        "a place in the town; perhaps latitude and longitude are exchanged.")  # fmt: skip
    also = np.flatnonzero(feed.stops["parent_index"].to_numpy() == row)
    north, east = new[0] - lat[row], new[1] - lon[row]
    for one in (row, *also.tolist()):
        lat[one] += north
        lon[one] += east
    lat[row], lon[row] = new
    name = feed.stops["stop_name"].iloc[row]
    return replace(feed, stops=feed.stops.assign(lat=lat, lon=lon)), [f"{name} moves by {moved_m:,.0f} m."]


def _new_line(feed: Feed, edit: Edit, town: _Town) -> _Result:
    given = edit.fields
    feed, stops = _stops_of_line(feed, given["stops"], town)
    metres = straight_m(feed, stops)
    if "run_min" in given:
        run_s = np.maximum(np.rint(np.array(given["run_min"]) * 60), SHORTEST_RUN_S).astype(np.int64)
    else:
        run_s = run_times_s(metres, given.get("speed_kmh"))
    leaves = departures_s(given["start"], given["end"], given["headway_min"])
    days = given.get("days", tuple(DAYS))
    dates, _ = running_dates(feed, np.ones(len(feed.trips), dtype=bool), range(7))
    weekday = np.isin((dates.astype(np.int64) + 3) % 7, [number for day in days for number in DAYS[day]])
    if not weekday.any():
        raise EditFault("no_days", f"the timetable has no {' or '.join(days)}.", "a kind of day that it covers.")
    both = given.get("both_ways", True)
    line = AddedLine(
        key=f"new-line-{edit.number}",
        name=given["name"],
        operator=OPERATOR,
        stops=stops,
        run_s=run_s,
        leaves_s=leaves,
        dates=dates[weekday],
        is_both_ways=both,
        mode=given.get("mode", "bus"),
    )
    ways = "each way" if both else "one way"
    note = (
        f"line {given['name']} takes {run_s.sum() / 60:.0f} minutes for {metres.sum() / 1000:.1f} km as the crow "
        f"flies; {len(leaves)} departures a day {ways}."
    )
    return add_line(feed, line), [note]


def _stops_of_line(feed: Feed, wanted: Sequence[str | NewStop], town: _Town) -> tuple[Feed, NDArray[np.int64]]:
    """Rows of the stops in order, new ones added. A name shared by both sides of a street means the side nearest to
    the stop before (or, for the first, after)."""
    near = town.near(feed)
    faults: list[EditFault] = []
    rows: list[int] = []
    new: list[NewStop] = []
    last = _place_of(feed, next((stop for stop in wanted[1:] if _place_of(feed, stop, near)), ""), near)
    middle = (float(feed.stops["lat"].median()), float(feed.stops["lon"].median()))
    for stop in wanted:
        if isinstance(stop, NewStop):
            if not _is_near_a_stop(feed, stop):
                faults.append(EditFault("far_away", f"the new stop {stop.name} lies far from every stop there is.",
                                        "a place in the town; perhaps lat and lon are exchanged."))  # fmt: skip
            rows.append(len(feed.stops) + len(new))
            new.append(stop)
            last = (stop.lat, stop.lon)
            continue
        try:
            rows.append(find_stop(feed, stop, towards=last or middle, near=near))
            last = (float(feed.stops["lat"].iloc[rows[-1]]), float(feed.stops["lon"].iloc[rows[-1]]))
        except EditFault as fault:
            faults.append(fault)
    if faults:
        found = " ".join(f"{fault.found} Needed: {fault.needed}" for fault in faults[:-1])
        raise EditFault(faults[-1].code, f"{found} {faults[-1].found}".strip(), faults[-1].needed)
    if any(a == b for a, b in pairwise(rows)):
        raise EditFault("stop_twice", "two stops in a row are the same stop.", "different stops.")
    if new:
        feed = add_stops(feed, "new-stop", [(stop.name, stop.lat, stop.lon) for stop in new])
    return feed, np.array(rows, dtype=np.int64)


def _place_of(feed: Feed, stop: str | NewStop, near: NDArray[np.bool_] | None) -> tuple[float, float] | None:
    """About where a stop is: the first that has the name."""
    if isinstance(stop, NewStop):
        return stop.lat, stop.lon
    rows = find_stops(feed, stop) if stop else []
    rows = [row for row in rows if near is None or near[row]] or rows
    return (float(feed.stops["lat"].iloc[rows[0]]), float(feed.stops["lon"].iloc[rows[0]])) if rows else None


def _is_near_a_stop(feed: Feed, stop: NewStop) -> bool:
    away = haversine_m(feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float), stop.lat, stop.lon)
    return bool(len(away) and away.min() <= FAR_M)


def _headway(feed: Feed, edit: Edit, town: _Town) -> _Result:
    return change_headway(feed, _line(feed, edit, town), edit.fields, edit.number, town.weekday, town.sunday)


def _extend_hours(feed: Feed, edit: Edit, town: _Town) -> _Result:
    return extend_hours(feed, _line(feed, edit, town), edit.fields, edit.number, town.weekday, town.sunday)


_EDITORS: dict[str, Callable[[Feed, Edit, _Town], _Result]] = {
    "new_line": _new_line,
    "headway": _headway,
    "extend_hours": _extend_hours,
    "remove_line": _remove_line,
    "move_stop": _move_stop,
}
TIMETABLE_KINDS = tuple(_EDITORS)
"""Kinds of edit that change the timetable; the others change the streets."""
