"""``EDITS.toml``: changes to a timetable or to the streets, read and checked.

What each kind of edit may say stands in :mod:`everyday.scenario.kinds`. Every fault is named, with the number of its
edit, before anything is computed.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from everyday.scenario.kinds import EDIT_KINDS, EditField
from everyday.timetables import DAYS, MODES
from geo.errors import InputError, Report

__all__ = ["Edit", "EditPoint", "NewStop", "edits_essence", "plain_edits", "read_edits"]

MOST_EDITS = 200
LATEST_H = 30
_TIME = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}))?$")


@dataclass(frozen=True)
class EditPoint:
    """A point in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True)
class NewStop:
    """A stop that does not exist yet."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Edit:
    """One edit whose fields have been checked one by one: numbers are numbers, times are seconds.

    Attributes:
        number: its place among the edits, from 1.
        kind: a key of :data:`everyday.scenario.kinds.EDIT_KINDS`.
        fields: what was given, by name: text, float, seconds after midnight, bool, tuple of day names, tuple of stops
            (text or :class:`NewStop`), :class:`EditPoint` or tuples of these. Fields left out are absent.
        given: the table as it was written, for the record.
    """

    number: int
    kind: str
    fields: Mapping[str, Any]
    given: Mapping[str, Any]

    @property
    def title(self) -> str:
        """As it is called in messages: "Edit 2 (headway)"."""
        return f"Edit {self.number} ({self.kind})"


def read_edits(source: str | Path | Iterable[Mapping[str, Any]]) -> tuple[list[Edit], Report]:
    """Read edits from a TOML file, or from tables that a form has made.

    Returns:
        the edits that are well formed, and the report that names the faults of all the others; it refuses if there is
        any (call ``raise_if_refused``), so that what is left can still be checked against the timetable.

    Raises:
        InputError: the file cannot be read at all.
    """
    if isinstance(source, (str, Path)):
        report = Report(Path(source).name, "edits")
        tables = _read_file(Path(source), report)
    else:
        report = Report("edits", "edits")
        tables = list(source)
    if not tables:
        _fault(report, "no_edits", "There is no edit.", "at least one [[edit]] table with its kind.")
    if len(tables) > MOST_EDITS:
        _fault(report, "too_many", f"There are {len(tables):,} edits.", f"at most {MOST_EDITS}.")
        return [], report
    edits = [_read_edit(number, table, report) for number, table in enumerate(tables, start=1)]
    return [edit for edit in edits if edit is not None], report


def edits_essence(edits: Sequence[Edit]) -> str:
    """What decides the result, as text: equal essences change a timetable and the streets alike."""
    return json.dumps([[edit.kind, _plain(edit.fields)] for edit in edits], sort_keys=True)


def plain_edits(edits: Sequence[Edit]) -> list[dict[str, Any]]:
    """Edits as tables that :func:`read_edits` reads again, for the manifest."""
    return [_plain(edit.given) for edit in edits]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, NewStop):
        return {"name": value.name, "lat": value.lat, "lon": value.lon}
    if isinstance(value, EditPoint):
        return {"lat": value.lat, "lon": value.lon}
    return value.isoformat(timespec="minutes") if isinstance(value, time) else value


def _fault(report: Report, code: str, found: str, needed: str = "") -> None:
    report.add("refused", code, found, needed=needed, action="Correct it and try again; nothing was computed.")


def _read_file(path: Path, report: Report) -> list[Any]:
    if not path.is_file():
        _fault(report, "no_file", f"There is no file {path}.", "a TOML file with [[edit]] tables.")
        raise InputError(report)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        _fault(report, "unreadable", f"The file is not TOML: {error}.", "[[edit]] tables, see the help.")
        raise InputError(report) from error
    others = sorted(set(content) - {"edit", "name"})
    if others:
        _fault(report, "unknown_table", f"The file has {', '.join(others)}.", "only [[edit]] tables (and a name).")
    tables = content.get("edit", [])
    if not isinstance(tables, list):
        _fault(report, "not_a_list", "The file has [edit] once.", "[[edit]], with two brackets, for each edit.")
        raise InputError(report)
    return tables


def _read_edit(number: int, table: Any, report: Report) -> Edit | None:
    if not isinstance(table, Mapping):
        _fault(report, "not_a_table", f"Edit {number} is {table!r}.", "a table with kind and its fields.")
        return None
    kind = EDIT_KINDS.get(str(table.get("kind")))
    if kind is None:
        found = f"has the kind {table['kind']!r}" if "kind" in table else "has no kind"
        _fault(report, "unknown_kind", f"Edit {number} {found}.", f"one of {', '.join(EDIT_KINDS)}.")
        return None
    title, faults = f"Edit {number} ({kind.key})", len(report.problems)
    known = {item.name: item for item in kind.fields}
    unknown = [str(name) for name in table if name != "kind" and name not in known]
    if unknown:
        found = f"{title} has {', '.join(unknown)}, which it does not know."
        _fault(report, "unknown_field", found, f"fields among {', '.join(known)}.")
    lacking = [item.name for item in kind.fields if item.is_required and table.get(item.name) in (None, "")]
    if lacking:
        _fault(report, "missing_field", f"{title} lacks {', '.join(lacking)}.", known[lacking[0]].meaning + ".")
    fields: dict[str, Any] = {}
    for name, item in known.items():
        value = table.get(name)
        if value is None or value == "":
            continue
        try:
            fields[name] = _READERS[item.kind](value, item)
        except _Wrong as wrong:
            _fault(report, "bad_value", f"{title}: {name} is {_shown(value)}.", f"{wrong.needed}.")
    if len(report.problems) == faults:
        _check_whole(kind.key, title, fields, report)
    return Edit(number, kind.key, fields, dict(table)) if len(report.problems) == faults else None


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "..."


def _check_whole(kind: str, title: str, fields: dict[str, Any], report: Report) -> None:
    """Fields that do not go together."""
    start, end = fields.get("start"), fields.get("end")
    if start is not None and end is not None and end <= start:
        _fault(report, "ends_before_start", f"{title} ends at or before its start.",
               "a later end; after midnight hours go on as 24:30, 25:00.")  # fmt: skip
    if kind == "extend_hours" and "until" not in fields and "from" not in fields and "days" not in fields:
        _fault(report, "nothing_asked", f"{title} says neither until nor from, nor for which days.", "one of them.")
    if kind == "new_line" and "run_min" in fields and len(fields["run_min"]) != len(fields["stops"]) - 1:
        _fault(report, "run_min_number", f"{title} has {len(fields['stops'])} stops and {len(fields['run_min'])} run "
               "times.", "one run time from each stop to the next, so one fewer than stops.")  # fmt: skip
    if kind == "new_footpath":
        ends = [name for name in ("from", "to") if name in fields]
        if ("points" in fields) == bool(ends) or len(ends) == 1:
            given = " and ".join([*ends, *(["points"] if "points" in fields else [])])
            _fault(report, "footpath_ends", f"{title} has {given or 'no points'}.", "either from and to, or points.")


class _Wrong(Exception):
    def __init__(self, needed: str) -> None:
        self.needed = needed


def _text(value: Any, _item: EditField) -> str:
    """A number is taken as text too: ``line = 7``."""
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not str(value).strip() or len(str(value)) > 200:
        raise _Wrong("a text of at most 200 letters")
    return " ".join(str(value).split())


def _number(value: Any, item: EditField) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    low, high = item.low, item.high
    if not is_number or (low is not None and value < low) or (high is not None and value > high):
        raise _Wrong("a number" if low is None or high is None else f"a number from {low:g} to {high:g}")
    return float(value)


def _time(value: Any, _item: EditField) -> int:
    match = _TIME.match(value.isoformat() if isinstance(value, time) else str(value))
    if match is None or int(match[2]) > 59 or int(match[3] or 0) > 59:
        raise _Wrong('a time such as "07:30"; after midnight hours go on as "24:30"')
    seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
    if seconds > LATEST_H * 3600:
        raise _Wrong(f"a time up to {LATEST_H}:00")
    return seconds


def _flag(value: Any, _item: EditField) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("true or false")
    return value


def _days(value: Any, _item: EditField) -> tuple[str, ...]:
    days = [value] if isinstance(value, str) else value
    if not isinstance(days, (list, tuple)) or not days or any(day not in DAYS for day in days):
        raise _Wrong(f"a list of {', '.join(DAYS)}")
    return tuple(day for day in DAYS if day in days)


def _point(value: Any, item: EditField) -> EditPoint:
    if not isinstance(value, Mapping) or set(value) - {"name"} != {"lat", "lon"}:
        raise _Wrong("a point such as { lat = 51.58, lon = -2.99 }")
    lat = _number(value["lat"], EditField("lat", "number", "", low=-90, high=90))
    lon = _number(value["lon"], EditField("lon", "number", "", low=-180, high=180))
    return EditPoint(lat, lon)


def _points(value: Any, item: EditField) -> tuple[EditPoint, ...]:
    if not isinstance(value, (list, tuple)) or not 2 <= len(value) <= 1000:
        raise _Wrong("a list of two or more points { lat, lon }")
    return tuple(_point(one, item) for one in value)


def _stops(value: Any, item: EditField) -> tuple[str | NewStop, ...]:
    if not isinstance(value, (list, tuple)) or not 2 <= len(value) <= 200:
        raise _Wrong("a list of two or more stops")
    stops: list[str | NewStop] = []
    for one in value:
        if isinstance(one, Mapping):
            if "name" not in one:
                raise _Wrong("a new stop with name, lat and lon")
            point = _point(one, item)
            stops.append(NewStop(_text(one["name"], item), point.lat, point.lon))
        else:
            stops.append(_text(one, item))
    if any(a == b for a, b in pairwise(stops)):
        raise _Wrong("no stop twice in a row")
    return tuple(stops)


def _numbers(value: Any, item: EditField) -> tuple[float, ...]:
    if not isinstance(value, (list, tuple)) or not value:
        raise _Wrong("a list of minutes")
    return tuple(_number(one, EditField("run_min", "number", "", low=0.1, high=600)) for one in value)


def _mode(value: Any, _item: EditField) -> str:
    if value not in MODES:
        raise _Wrong(f"one of {', '.join(MODES)}")
    return str(value)


def _direction(value: Any, item: EditField) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool):
        if value not in (0, 1):
            raise _Wrong("0 or 1, or where the bus says it goes")
        return value
    return int(value) if str(value) in ("0", "1") else _text(value, item)


_READERS = {
    "text": _text, "number": _number, "time": _time, "flag": _flag, "days": _days, "stops": _stops,
    "numbers": _numbers, "point": _point, "points": _points, "mode": _mode, "direction": _direction,
}  # fmt: skip
