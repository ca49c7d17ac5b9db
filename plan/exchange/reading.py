"""Rows of exchange files made into records: what a cell means, and everything that is wrong with a row at once."""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from plan.exchange.columns import GEOMETRY_COLUMNS, Column, Exchange, text_of_cell
from plan.exchange.lengths import is_of_minutes, minutes_of
from plan.exchange.lists import items_of
from plan.exchange.notation import TOLD_BY_NOTHING, Notation, NotToldError, day_of, moment_of, number_of
from plan.records import RECORDS, Action, Finding, Record
from plan.taxonomy import Taxonomy
from plan.text import clean_line, clean_record, clean_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["LONGEST_WKT", "Read", "is_same_content", "problem_of_id", "record_from", "text_of_value"]

SAME_PLACE_M = 0.1
"""A place that moved less says the same: rounding, and the way to another coordinate system and back."""
_DEGREE_M = 111_320.0  # of latitude
LONGEST_SHOWN = 60
LONGEST_WKT = 60_000
LONGEST_OBJECT = 200_000
_WKT = re.compile(r"^(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b", re.IGNORECASE)
_STORES_OWN = ("id", "version", "created_by", "created_at", "updated_at")
_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$", re.ASCII)
_OURS = re.compile(rf"^({'|'.join(kind.prefix for kind in RECORDS)})-")
_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$", re.ASCII)
_YES, _NO = frozenset(("yes", "true", "1")), frozenset(("", "no", "false", "0"))
_NO_REASON = {
    "retired": "Retired before it was imported: the file does not say why.",
    "dropped": "Dropped before it was imported: the file does not say why.",
}
_AGREED_IN_A_FILE = "Agreed in a file that was imported: it does not say who was asked."


@dataclass(frozen=True)
class Read:
    """A row as a record, with what is wrong with its cells and what should be looked at."""

    record: Record
    problems: tuple[str, ...]
    warnings: tuple[str, ...] = ()


class _BadCell(ValueError):
    """A cell cannot be read; its text says why."""


def _shown(value: object) -> str:
    words = clean_line(str(value))
    return f"{words[:LONGEST_SHOWN]!r}" + ("…" if len(words) > LONGEST_SHOWN else "")


def text_of_value(value: object) -> str:
    """Any cell as text; a number that a spreadsheet made of it as a person would write it."""
    if isinstance(value, datetime | date):
        return _of_clock(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, str | int | float | tuple | dict) or value is None:
        return text_of_cell(value, is_guarded=False)
    return str(value)


def _of_clock(value: datetime | date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.time().isoformat() == "00:00:00" and value.tzinfo is None:
        return value.date().isoformat()
    at = value if value.tzinfo else value.replace(tzinfo=UTC)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _number(value: object, notation: Notation) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value) if abs(value) < 1e300 else math.nan
    else:
        words = clean_text(text_of_value(value)).lstrip("'")
        if not words:
            return None
        try:
            number = number_of(words, notation)
        except NotToldError as error:
            raise _BadCell(str(error)) from error
    if not math.isfinite(number):
        raise _BadCell(f"{_shown(value)} is not a number")
    return number


def _whole(value: object, notation: Notation) -> int | None:
    number = _number(value, replace(notation, decimal=notation.decimal or "point"))
    if number is not None and (not number.is_integer() or abs(number) > 1e9):
        raise _BadCell(f"{_shown(value)} is not a whole number")
    return None if number is None else int(number)


def _flag(value: object, _: Notation) -> bool:
    words = clean_text(text_of_value(value)).casefold()
    if words not in _YES | _NO:
        raise _BadCell(f"{_shown(value)} is neither yes nor no")
    return words in _YES


def _date(value: object, notation: Notation) -> str:
    words = clean_text(text_of_value(value))
    try:
        return day_of(words, notation) or words
    except NotToldError as error:
        raise _BadCell(str(error)) from error


def _time(value: object, notation: Notation) -> str:
    words = clean_text(text_of_value(value))
    if not words or _TIME.match(words):
        return words
    try:
        if (moment := moment_of(words, notation)) is not None:
            return moment
        return _of_clock(_midnight(datetime.fromisoformat(words)))
    except NotToldError as error:
        raise _BadCell(str(error)) from error
    except (ValueError, OverflowError) as error:
        raise _BadCell(f"{_shown(value)} is not a time such as 2026-05-17T10:00:00Z") from error


def _midnight(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _items(value: object, _: Notation = TOLD_BY_NOTHING) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(words for item in value if (words := clean_text(text_of_value(item))))
    try:
        return items_of(clean_text(text_of_value(value)))
    except ValueError as error:
        raise _BadCell(str(error)) from error


def _key(words: str, terms: Mapping[str, str]) -> str:
    """The key of a term that was written by its key or its label, in whatever case."""
    words = clean_line(words)
    if words in terms:
        return words
    folded = words.casefold()
    by_label = {label.casefold(): key for key, label in terms.items()}
    by_key = {key.casefold().replace("_", " "): key for key in terms}
    return by_label.get(folded) or by_key.get(folded.replace("_", " ")) or words


def _json(value: object, _: Notation) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    words = clean_text(text_of_value(value))
    if not words:
        return {}
    try:
        content = _as_python_writes(words) or json.loads(words)
    except (ValueError, RecursionError) as error:
        raise _BadCell(f"{_shown(words)} is not JSON") from error
    if not isinstance(content, dict):
        raise _BadCell(f"{_shown(words)} is not a JSON object")
    return content


def _as_python_writes(words: str) -> dict[str, Any] | None:
    """An object as GeoPandas writes it into a GeoPackage: ``{'days': ['weekday'], 'is_both_ways': True}``."""
    if not words.startswith("{'") or len(words) > LONGEST_OBJECT:
        return None
    try:
        found = json.loads(json.dumps(ast.literal_eval(words), allow_nan=False))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _value(column: Column, value: object, taxonomy: Taxonomy, notation: Notation) -> Any:
    """What a cell means for the field.

    Raises:
        _BadCell
    """
    if column.form in ("key", "keys"):
        terms = taxonomy.terms[column.terms]
        found = tuple(_key(item, terms) for item in _items(value))
        return found if column.form == "keys" else _key(text_of_value(value), terms)
    read: dict[str, Callable[[object, Notation], Any]] = {
        "flag": _flag,
        "whole": _whole,
        "number": _number,
        "date": _date,
        "time": _time,
        "list": _items,
        "json": _json,
    }
    if column.form in read:
        return read[column.form](value, notation)
    return text_of_value(value)


def _length(column: Column, value: object, cells: Mapping[str, object], before: Record) -> float | None:
    """Minutes, where the value of a measure is written as a length of time; None where it is not.

    Raises:
        _BadCell: the measure is counted in something else.
    """
    if column.name not in ("baseline", "target") or not isinstance(value, str | timedelta | time):
        return None
    minutes = minutes_of(str(value).lstrip("'"))
    if minutes is None:
        return None
    named = [text_of_value(cells.get(name, getattr(before, name, ""))) for name in ("measure", "own_measure")]
    if not any(map(is_of_minutes, named)):
        measure = next(filter(None, named), "")
        said = (
            f"the measure {_shown(measure)} is not counted in minutes" if measure else "no measure in minutes is named"
        )
        raise _BadCell(f"{_shown(value)} is a length of time, and {said}")
    return minutes


def _degrees(cells: Mapping[str, object], name: str, most: int, notation: Notation) -> float | None:
    try:
        try:
            number = _number(cells.get(name), notation)
        except _BadCell as fault:
            if not isinstance(fault.__cause__, NotToldError):
                raise
            number = _number(cells.get(name), replace(notation, decimal="point"))
        if number is not None and abs(number) > most:  # 51,450 or 51.450 degrees, never thousands
            for decimal in ("point", "comma"):
                other = _number(cells.get(name), replace(notation, decimal=decimal))
                number = other if other is not None and abs(other) <= most else number
    except _BadCell as fault:
        raise _BadCell(f"{name}: {fault}") from fault
    if number is not None and abs(number) > most:
        raise _BadCell(f"{name}: {number:g} is outside -{most} to {most} degrees")
    return number


def _place(cells: Mapping[str, object], notation: Notation) -> BaseGeometry | None:
    """The geometry that the cells give.

    Raises:
        _BadCell
    """
    import shapely
    from shapely.errors import ShapelyError

    words = clean_text(text_of_value(cells.get("geometry_wkt")))
    lat, lon = _degrees(cells, "lat", 90, notation), _degrees(cells, "lon", 180, notation)
    if (lat is None) != (lon is None):
        raise _BadCell(f"{'lat' if lat is None else 'lon'} is missing: a point needs both lat and lon")
    if not words:
        return None if lat is None or lon is None else shapely.Point(lon, lat)
    if len(words) > LONGEST_WKT or not _WKT.match(words):  # collections in collections would break the reader
        raise _BadCell(f"geometry_wkt: {_shown(words)} is not a point, line or area as WKT of at most 500 points")
    try:
        geometry: BaseGeometry = shapely.from_wkt(words)
    except (ShapelyError, ValueError) as error:
        raise _BadCell(f"geometry_wkt: {_shown(words)} cannot be read as WKT") from error
    is_point = geometry.geom_type == "Point" and not geometry.is_empty
    if is_point and lat is not None and not geometry.equals_exact(shapely.Point(lon, lat), 1e-6):
        raise _BadCell("lat and lon say another place than geometry_wkt: empty one of them")
    return geometry


def _flat(geometry: BaseGeometry | None, warnings: list[str]) -> BaseGeometry | None:
    if geometry is not None and geometry.has_z:
        import shapely

        warnings.append("The place came with heights, which are not kept.")
        return shapely.force_2d(geometry)
    return geometry


def record_from(
    exchange: Exchange,
    cells: Mapping[str, object],
    taxonomy: Taxonomy,
    *,
    base: Record | None = None,
    geometry: BaseGeometry | None = None,
    notation: Notation = TOLD_BY_NOTHING,
) -> Read:
    """The (cleaned) record of a row.

    A column that the file lacks leaves its field as it is in ``base``, or at its default. An empty cell empties the
    field, unless the field is never empty.

    Args:
        cells: by column; text is not guarded any more, and ``""`` and None are both empty.
        base: the stored record of that id.
        geometry: the shape of a feature of a map file: it counts more than the columns of the place.
        notation: how the file writes numbers and dates.
    """
    before = base if base is not None else exchange.record()
    values: dict[str, Any] = {}
    problems: list[str] = []
    warnings: list[str] = []
    for column in (*exchange.columns, *exchange.further):
        if column.name not in cells or column.form == "place":
            continue
        try:
            value: Any = _length(column, cells[column.name], cells, before)
            value = _value(column, cells[column.name], taxonomy, notation) if value is None else value
        except _BadCell as fault:
            if column.form == "time":  # the trail is not the sheet's to change, and no reason to lose a row
                warnings.append(f"{column.name} was not read: {fault}.")
            else:
                problems.append(f"{column.name}: {fault}.")
            continue
        if column.form == "time" and base is not None and _is_same_minute(value, getattr(base, column.name)):
            continue
        if not (column.must and value in ("", ())):
            values[column.name] = value
    if exchange.has_place:
        try:
            values |= _placed(cells, geometry, warnings, notation)
        except _BadCell as fault:
            problems.append(f"{fault}.")
    if "version" in values:
        values["version"] = values["version"] or 0
        if values["version"] < 0:
            problems.append(f"version: {values['version']} is not a version.")
    record = clean_record(replace(before, **values))
    return Read(_with_rules(record, base), tuple(problems), tuple(warnings))


def _placed(
    cells: Mapping[str, object], geometry: BaseGeometry | None, warnings: list[str], notation: Notation
) -> dict[str, BaseGeometry | None]:
    """The field of the geometry, if the row says anything about it.

    Map programs turn rings around and round numbers: where the WKT beside the shape says the same, it is taken.
    """
    if geometry is not None:
        try:
            written = _place({"geometry_wkt": cells.get("geometry_wkt")}, notation)
        except _BadCell:
            written = None
        is_same = written is not None and _is_same_place(written, geometry)
        return {"geometry": _flat(written if is_same else geometry, warnings)}
    if any(name in cells for name in GEOMETRY_COLUMNS):
        return {"geometry": _flat(_place(cells, notation), warnings)}
    return {}


def _with_rules(record: Record, base: Record | None) -> Record:
    """No leftovers of an earlier status, and a reason where the rules ask for one that the columns cannot bring."""
    if not isinstance(record, Finding | Action):
        return record
    reason = record.status_reason
    if isinstance(base, Finding | Action) and base.status != record.status and base.status_reason == reason:
        reason = ""
    fitting = replace(record, status_reason=reason or _NO_REASON.get(record.status, ""))
    if isinstance(fitting, Action) and isinstance(base, Action) and fitting.status == "agreed":
        given = _AGREED_IN_A_FILE if base.status != "agreed" else base.unasked_reason
        fitting = replace(fitting, unasked_reason=fitting.unasked_reason or given)
    if isinstance(fitting, Action) and isinstance(base, Action) and fitting.status != "dropped":
        fitting = replace(fitting, goes_on_in=(), goes_on_as="")
    if isinstance(fitting, Finding) and fitting.status != "merged":
        fitting = replace(fitting, merged_into="")
    return fitting


def problem_of_id(exchange: Exchange, record_id: str) -> str:
    """Why an id of a file cannot be kept; empty if it can."""
    if not _ID.match(record_id):
        return (
            f"id: {_shown(record_id)} cannot be an id (at most 40 letters, digits, dots and dashes). "
            "Leave it empty for a new record."
        )
    found = _OURS.match(record_id)
    if found and found.group(1) != exchange.record.prefix:
        return f"id: {record_id} is not the id of a {exchange.one}; theirs begin with {exchange.record.prefix}-."
    return ""


def is_same_content(one: Record, two: Record) -> bool:
    """True if two records say the same: everything but id, version, author and times; places to 0.1 m."""
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(two, field.name)
        if field.name in _STORES_OWN or (mine == theirs and field.name != "geometry"):
            continue
        if field.name == "geometry":
            if not _is_same_place(mine, theirs):
                return False
        elif isinstance(mine, dict) and json.dumps(mine, sort_keys=True) == json.dumps(theirs, sort_keys=True):
            continue
        else:
            return False
    return True


def _is_same_place(one: BaseGeometry | None, two: BaseGeometry | None) -> bool:
    if one is None or two is None:
        return one is two
    if one.is_empty or two.is_empty:
        return bool(one.equals(two))
    import shapely

    lat = math.radians(min(abs(one.centroid.y), 89.0))

    def in_metres(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return lonlat * [_DEGREE_M * math.cos(lat), _DEGREE_M]

    mine, theirs = (shapely.transform(shapely.force_2d(shape), in_metres) for shape in (one, two))
    return bool(mine.equals_exact(theirs, SAME_PLACE_M) or mine.equals_exact(theirs, SAME_PLACE_M, normalize=True))


def _is_same_minute(one: str, two: str) -> bool:
    """True for times within a minute of each other: spreadsheets leave out the seconds."""
    try:
        return abs((datetime.fromisoformat(one) - datetime.fromisoformat(two)).total_seconds()) < 60
    except (ValueError, TypeError):
        return False
