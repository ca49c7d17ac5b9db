"""More often, less often, earlier and later: the departures of a line that exists, changed.

What a day of the build shows stands for all days of its kind: on those on which the line runs it then runs alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyday.scenario.names import EditFault, Line
from everyday.scenario.runs import LineRuns, calls_at, continued, line_runs, reference_dates, respaced
from everyday.timetables import DAYS, Dates, add_service, add_trips, copy_calls, not_on_days, running_dates, trip_starts
from geo.feed import Feed

__all__ = ["change_headway", "extend_hours"]

NO_LIMIT_S = 10**6


@dataclass
class _Plan:
    """Trips to take away and to add, worked out on the timetable as it is before anything is changed."""

    feed: Feed
    number: int
    removals: list[tuple[NDArray[np.object_], tuple[int, ...]]] = field(default_factory=list)
    additions: list[tuple[str, NDArray[np.int64], NDArray[np.int64], Dates]] = field(default_factory=list)

    def remove(self, trips: NDArray[np.bool_], day: str) -> None:
        """These trips no longer run on this kind of day."""
        self.removals.append((self.feed.trips["gtfs_trip_id"].to_numpy(dtype=object)[trips], DAYS[day]))

    def add(self, template: NDArray[np.int64], leaves_s: NDArray[np.int64], day: str, dates: Dates) -> None:
        """Copies of trips that leave their first stop at these times, on these dates."""
        if len(template):
            self.additions.append((day, template, leaves_s, dates))

    def carried_out(self) -> Feed:
        """The changed timetable."""
        before, after = self.feed, self.feed
        for gone, weekdays in self.removals:
            after = not_on_days(after, after.trips["gtfs_trip_id"].isin(set(gone)).to_numpy(), weekdays)
        taken = set(before.trips["gtfs_trip_id"]) | set(after.trips["gtfs_trip_id"])
        services: dict[tuple[str, bytes], str] = {}
        # Only a departure that stays where it was is still made by the vehicle that made it.
        starts_s = before.stop_times["departure_s"].to_numpy(np.int64)[trip_starts(before)[0]]
        for day, template, leaves_s, dates in self.additions:
            source = int(before.trips["feed"].iloc[int(template[0])])
            key = (day, dates.tobytes())
            if key not in services:
                after, row = add_service(after, f"edit-{self.number}-{day}", dates, source)
                services[key] = str(after.services.service_id[row])
            service = int(np.flatnonzero(after.services.service_id == services[key])[0])
            rows = before.trips.iloc[template]
            trip_ids = _trip_ids(rows["gtfs_trip_id"].tolist(), leaves_s.tolist(), f"{self.number}-{day}", taken)
            after = add_trips(
                after,
                copy_calls(before, template, leaves_s),
                trip_ids=trip_ids,
                route=rows["route_index"].to_numpy(),
                service=service,
                headsign=rows["headsign"].tolist(),
                direction=rows["direction_id"].to_numpy(),
                shape_id=rows["shape_id"].tolist(),
                block_id=np.where(leaves_s == starts_s[template], rows["block_id"], "").tolist(),
            )
        return after


def _trip_ids(templates: list[str], leaves_s: list[int], mark: str, taken: set[str]) -> list[str]:
    """Ids for copies: the id of the trip copied, the edit and the time; never one that is taken."""
    names = []
    for one, time_s in zip(templates, leaves_s, strict=True):
        base = name = f"{one}~{mark}-{time_s // 3600:02d}{time_s % 3600 // 60:02d}"
        number = 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        names.append(name)
    return names


def _towards(feed: Feed, runs: LineRuns) -> str:
    """ "to Bettws", by the commonest headsign of the runs, else by the last stop."""
    signs = feed.trips["headsign"].iloc[runs.trip]
    signs = signs[signs != ""]
    if len(signs):
        return f"to {signs.value_counts().index[0]}"
    trip = int(runs.trip[runs.course == runs.course.min()][0])
    last = np.searchsorted(feed.stop_times["trip_index"].to_numpy(), trip, side="right") - 1
    return f"to {feed.stops['stop_name'].iloc[int(feed.stop_times['stop_index'].iloc[last])]}"


def _is_asked(feed: Feed, runs: LineRuns, direction: int | str | None) -> bool:
    if direction is None or direction == runs.direction:
        return True
    signs = feed.trips["headsign"].iloc[runs.trip].str.casefold()
    return isinstance(direction, str) and bool((signs == direction.casefold()).any())


def _day_word(name: str) -> str:
    return {"weekday": "weekdays", "saturday": "Saturdays", "sunday": "Sundays"}[name]


def change_headway(
    feed: Feed, line: Line, asked: Mapping[str, Any], number: int, weekday: date | None, sunday: date | None
) -> tuple[Feed, list[str]]:
    """Departures of a line spaced anew; each takes the course and the run times of the nearest one of today.

    Args:
        feed: the timetable.
        line: the line.
        asked: fields of the edit: ``headway_min``, perhaps ``start``, ``end``, ``direction``, ``days``.
        number: of the edit, for the ids of new trips.
        weekday, sunday: days of the build.

    Raises:
        EditFault: the line does not run then.
    """
    mine = line.trips(feed)
    dates = reference_dates(feed, mine, weekday, sunday)
    lacking = [_day_word(name) for name in asked.get("days", ()) if name not in dates]
    if lacking:
        raise EditFault("no_service", f"line {line.name} does not run on {' or '.join(lacking)}.",
                        "days on which it runs; extend_hours gives it more days.")  # fmt: skip
    headway_s = max(round(asked["headway_min"] * 60), 60)
    start, end = asked.get("start"), asked.get("end")
    plan, notes = _Plan(feed, number), []
    for name in asked.get("days", tuple(dates)):
        day, all_days = dates[name]
        for runs in line_runs(feed, mine, day):
            if not _is_asked(feed, runs, asked.get("direction")):
                continue
            times = respaced(runs.anchor_s, headway_s, start, end)
            if not len(times):
                continue
            low, high = -NO_LIMIT_S if start is None else start, NO_LIMIT_S if end is None else end
            inside = (runs.anchor_s >= low) & (runs.anchor_s < high)
            gone = calls_at(feed, runs, low, high)
            plan.remove(gone, name)
            kept = gone[runs.trip] & ~inside
            plan.add(runs.trip[kept], runs.leaves_s[kept], name, all_days)
            nearest = runs.take(_nearest(np.flatnonzero(inside), runs.anchor_s, times))
            plan.add(nearest.trip, nearest.leaves_s + times - nearest.anchor_s, name, all_days)
            notes.append(f"{_day_word(name)}, {_towards(feed, runs)}: {int(inside.sum())} departures become "
                         f"{len(times)}.")  # fmt: skip
    if not notes:
        raise EditFault("nothing_to_change", f"line {line.name} has no departure then, in that direction.",
                        "a time and a direction in which it runs; extend_hours makes its hours longer.")  # fmt: skip
    return plan.carried_out(), notes


def _nearest(rows: NDArray[np.intp], anchor_s: NDArray[np.int64], times: NDArray[np.int64]) -> NDArray[np.intp]:
    """For each of ``times`` the row whose anchor time is nearest, of two the earlier."""
    have = anchor_s[rows]
    after = np.clip(np.searchsorted(have, times), 0, len(have) - 1)
    before = np.maximum(after - 1, 0)
    return rows[np.where(np.abs(have[before] - times) <= np.abs(have[after] - times), before, after)]


def extend_hours(
    feed: Feed, line: Line, asked: Mapping[str, Any], number: int, weekday: date | None, sunday: date | None
) -> tuple[Feed, list[str]]:
    """Departures after the last or before the first, or a timetable for a kind of day that has none.

    The full course is copied: the commonest of its direction that day. Arguments as in :func:`change_headway`, fields
    ``until``, ``from``, ``headway_min``, ``days``.

    Raises:
        EditFault: nothing would change, or the timetable has no such day.
    """
    mine = line.trips(feed)
    dates = reference_dates(feed, mine, weekday, sunday)
    plan, notes, full = _Plan(feed, number), [], []
    for name in asked.get("days", tuple(dates)):
        if name in dates:
            day, all_days = dates[name]
            for runs in line_runs(feed, mine, day):
                added_n = _longer(plan, runs, asked, name, all_days)
                said = f"{_day_word(name)}, {_towards(feed, runs)}"
                if added_n:
                    notes.append(f"{said}: {added_n} departures more.")
                else:
                    full.append(f"{said} it leaves {_clock(runs.leaves_s.min())} to {_clock(runs.leaves_s.max())}")
        else:
            notes += _whole_day(plan, line, mine, dates, asked, name)
    if not notes:
        raise EditFault("nothing_to_change", f"line {line.name} already runs that long: {'; '.join(full)}.",
                        "a later until or an earlier from.")  # fmt: skip
    return plan.carried_out(), notes


def _clock(time_s: int) -> str:
    return f"{int(time_s) // 3600:02d}:{int(time_s) % 3600 // 60:02d}"


def _headway_s(asked: Mapping[str, Any]) -> int | None:
    return max(round(asked["headway_min"] * 60), 60) if "headway_min" in asked else None


def _longer(plan: _Plan, runs: LineRuns, asked: Mapping[str, Any], name: str, dates: Dates) -> int:
    """Departures added at the ends of a day; how many."""
    usual = runs.take(runs.course == runs.course.min())
    usual = usual.take(np.argsort(usual.leaves_s, kind="stable"))
    added_n = 0
    if "until" in asked:
        later = continued(usual.leaves_s, asked["until"], _headway_s(asked))
        plan.add(np.full(len(later), usual.trip[-1]), later, name, dates)
        added_n += len(later)
    if "from" in asked:
        earlier = -continued(-usual.leaves_s[::-1], -asked["from"], _headway_s(asked))[::-1]
        plan.add(np.full(len(earlier), usual.trip[0]), earlier, name, dates)
        added_n += len(earlier)
    return added_n


def _whole_day(
    plan: _Plan,
    line: Line,
    mine: NDArray[np.bool_],
    dates: Mapping[str, tuple[date, Dates]],
    asked: Mapping[str, Any],
    name: str,
) -> list[str]:
    """A kind of day without service gets the timetable of another, within the hours asked for."""
    feed = plan.feed
    example = next((other for other in ("saturday", "weekday", "sunday") if other in dates), None)
    own, _ = running_dates(feed, mine, range(7))
    span, _ = running_dates(feed, np.ones(len(feed.trips), dtype=bool), range(7))
    wanted = np.arange(own[0], own[-1] + 1) if len(own) else span
    wanted = wanted[np.isin((wanted.astype(np.int64) + 3) % 7, DAYS[name])]
    if example is None or not len(wanted):
        raise EditFault("no_days", f"the timetable of line {line.name} spans no {name}.", "a timetable that covers it.")
    notes = []
    low, high = asked.get("from"), asked.get("until")
    for runs in line_runs(feed, mine, dates[example][0]):
        inside = np.ones(len(runs), dtype=bool)
        inside &= runs.leaves_s >= (-NO_LIMIT_S if low is None else low)
        inside &= runs.leaves_s <= (NO_LIMIT_S if high is None else high)
        if not inside.any():
            continue
        chosen = runs.take(inside)
        headway_s = _headway_s(asked)
        if headway_s is not None:
            times = respaced(chosen.anchor_s, headway_s)
            nearest = chosen.take(_nearest(np.arange(len(chosen)), chosen.anchor_s, times))
            plan.add(nearest.trip, nearest.leaves_s + times - nearest.anchor_s, name, wanted)
        else:
            times = chosen.anchor_s
            plan.add(chosen.trip, chosen.leaves_s, name, wanted)
        added_n = len(times) + _longer(plan, chosen, asked, name, wanted)
        notes.append(
            f"{_day_word(name)}, {_towards(feed, runs)}: {added_n} departures as on {_day_word(example)}, where it had "
            "none."
        )
    return notes
