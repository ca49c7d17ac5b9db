"""What an ``EDITS.toml`` may say, as data: kinds of edit, their fields, what they mean and an example of each.

``everyday scenario --help``, the form on the *What if* page and the reader of edits (:mod:`everyday.scenario.edits`)
share it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from everyday.timetables import MODES

__all__ = ["EDIT_KINDS", "EditField", "EditKind", "edits_help"]

FieldKind = Literal[
    "text", "number", "time", "flag", "days", "stops", "numbers", "point", "points", "mode", "direction"
]  # fmt: skip


@dataclass(frozen=True)
class EditField:
    """One field of an edit: what it holds, its limits, and what it is when left out (empty: it is needed)."""

    name: str
    kind: FieldKind
    meaning: str
    default: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def is_required(self) -> bool:
        """True if an edit must have it."""
        return not self.default


@dataclass(frozen=True)
class EditKind:
    """One kind of edit."""

    key: str
    title: str
    meaning: str
    fields: tuple[EditField, ...]
    example: str

    def field(self, name: str) -> EditField:
        """One field by name."""
        return next(item for item in self.fields if item.name == name)


_DAYS = 'on days of this kind: any of "weekday", "saturday", "sunday"'
_LINE = EditField("line", "text", 'the line: its label ("7"), "label (operator)" or route id')
_HEADWAY = EditField("headway_min", "number", "minutes between departures", low=1, high=240)

EDIT_KINDS: dict[str, EditKind] = {
    kind.key: kind
    for kind in (
        EditKind(
            "new_line",
            "New line",
            "A line that does not exist yet. Run times follow the straight way between stops, made 1.3 times longer.",
            (
                EditField("name", "text", "what is on the front of the bus"),
                EditField("stops", "stops", "stops in order: ids or names of stops, or new ones {name, lat, lon}"),
                _HEADWAY,
                EditField("start", "time", "first departure from each end"),
                EditField("end", "time", "no departure after this time"),
                EditField("days", "days", _DAYS, "all three"),
                EditField("speed_kmh", "number", "speed along the way, stops included", "18", low=3, high=200),
                EditField("run_min", "numbers", "minutes from each stop to the next, instead of a speed", "none"),
                EditField("both_ways", "flag", "the line also runs back, at the same times", "true"),
                EditField("mode", "mode", f"one of {', '.join(MODES)}", "bus"),
            ),
            """[[edit]]
kind = "new_line"
name = "20"
stops = ["Samphire Shops", "Infirmary", { name = "Garden Centre", lat = 52.95, lon = 0.27 }, "Bus Station"]
headway_min = 15
start = "06:30"
end = "22:30"
days = ["weekday", "saturday"]""",
        ),
        EditKind(
            "headway",
            "More or less often",
            "The departures of a line are spaced anew between its first and its last, each direction for itself. Where "
            "start or end cuts into the day, what lies outside stays. Run times and courses stay.",
            (
                _LINE,
                _HEADWAY,
                EditField("start", "time", "only departures from this time on", "the first departure"),
                EditField("end", "time", "only departures before this time", "the last departure"),
                EditField("direction", "direction", "0 or 1, or where the bus says it goes", "both"),
                EditField("days", "days", _DAYS, "all on which the line runs"),
            ),
            """[[edit]]
kind = "headway"
line = "9"
headway_min = 10
start = "07:00"
end = "19:00\"""",
        ),
        EditKind(
            "extend_hours",
            "Longer hours",
            "Departures after the last one or before the first one, each direction for itself, as copies of the last "
            "or first full trip. On a kind of day without service the timetable of Saturday (else weekday) is copied.",
            (
                _LINE,
                EditField("until", "time", "last departure at this time or just before", "as it is"),
                EditField("from", "time", "first departure at this time or just after", "as it is"),
                EditField(
                    "headway_min", "number", "minutes between the departures added", "as the last (first) two of today",
                    low=1, high=240,
                ),
                EditField("days", "days", _DAYS, "all on which the line runs"),
            ),
            """[[edit]]
kind = "extend_hours"
line = "6"
until = "23:00"
headway_min = 30
days = ["weekday", "saturday", "sunday"]""",
        ),
        EditKind(
            "remove_line",
            "Line withdrawn",
            "The line no longer runs on any day.",
            (_LINE,),
            """[[edit]]
kind = "remove_line"
line = "13\"""",
        ),
        EditKind(
            "move_stop",
            "Stop moved",
            "A stop stands somewhere else; the times of the buses stay. The platforms of a station move with it.",
            (
                EditField("stop", "text", "the stop: its id, its code, or a name that only one stop has"),
                EditField("lat", "number", "new latitude, degrees", low=-90, high=90),
                EditField("lon", "number", "new longitude, degrees", low=-180, high=180),
            ),
            """[[edit]]
kind = "move_stop"
stop = "Infirmary"
lat = 52.957
lon = 0.248""",
        ),
        EditKind(
            "new_footpath",
            "New crossing or footpath",
            "A way to walk that does not exist yet, straight from point to point. Both ends are joined to the nearest "
            "street or path, which must lie within 60 m.",
            (
                EditField("from", "point", "where it begins, { lat, lon }", "first of points"),
                EditField("to", "point", "where it ends, { lat, lon }", "last of points"),
                EditField("points", "points", "all its points in order, instead of from and to", "none"),
                EditField("name", "text", "its name", "no name"),
                EditField("is_crossing", "flag", "it crosses a road, a railway or a river", "false"),
                EditField("steps", "flag", "it has steps, so that not everybody can use it", "false"),
            ),
            """[[edit]]
kind = "new_footpath"
from = { lat = 52.9401, lon = 0.2450 }
to = { lat = 52.9412, lon = 0.2466 }
name = "Newtown footbridge"
is_crossing = true
steps = true""",
        ),
    )
}  # fmt: skip


def edits_help() -> str:
    """All kinds of edit with their fields and an example each, as plain text."""
    lines = ["An EDITS.toml holds one [[edit]] table for each change; they are made in the order of the file.", ""]
    for kind in EDIT_KINDS.values():
        lines += [f'kind = "{kind.key}": {kind.title}', f"  {kind.meaning}"]
        for item in kind.fields:
            needed = "needed" if item.is_required else f"if left out: {item.default}"
            lines.append(f"  {item.name:<12} {item.meaning} ({needed})")
        lines += ["", *(f"    {line}" for line in kind.example.splitlines()), ""]
    return "\n".join(lines).rstrip() + "\n"
