"""What rules share: limits, days, shapes, and keys of the taxonomy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from geo.errors import AtlasError
from plan.records import Record
from plan.taxonomy import Taxonomy

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "CHECKS", "DAY_LIKE", "LONGEST_TITLE", "MOST_POINTS", "SHORTEST_KEY", "RecordFault", "days", "geometry", "is_date",
    "keys", "known", "lengths", "lists", "of_action", "one_of", "rule", "titled",
]  # fmt: skip

LONGEST_TITLE = 10_000
LONGEST_TEXT = 20_000
LONGEST_NAME = 300
MOST_ITEMS, MOST_MEMBERS = 50, 2_000
"""Entries of a list, and what an area may be made of."""
MOST_POINTS = 500
SHORTEST_KEY = 22  # signs of base 64 that hold 128 bits
_SHAPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
_BLANK = re.compile(r"\s")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
DAY_LIKE = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})\b|\[done ([^\]]*)\]$")
# Lists of a record whose items are keys of the taxonomy.
_KEYS = {"dimensions": "dimensions", "policy_spheres": "policy_spheres", "sectors": "sectors", "themes": "themes"}


class RecordFault(AtlasError, ValueError):
    """A record cannot be kept as it is; ``problems`` names everything that is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("This was not saved.", " ".join(problems), "Correct it and save again.")


Kept = TypeVar("Kept", bound=Record)
Check = Callable[[Kept, Taxonomy], Iterator[str]]
CHECKS: dict[type[Record], Check[Any]] = {}
"""When a record of a kind is complete: the function gives what is wrong with it, in sentences."""


def rule(kind: type[Kept]) -> Callable[[Check[Kept]], Check[Kept]]:
    """The function below is the rule for records of this kind."""

    def keep(check: Check[Kept]) -> Check[Kept]:
        CHECKS[kind] = check
        return check

    return keep


def is_date(words: str) -> bool:
    """True for a date that there is, as ``2026-05-17``."""
    if not _DATE.match(words):
        return False
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def lengths(record: Record) -> Iterator[str]:
    for name, value in vars(record).items():
        if isinstance(value, str):
            most = {"title": LONGEST_TITLE, "text": LONGEST_TEXT, "alt": 1000}.get(name, LONGEST_TEXT)
            if name in ("name", "venue", "area_id", "created_by", "method", "group", "organisation", "owner", "lead"):
                most = LONGEST_NAME
            if len(value) > most:
                yield f"The {name} has {len(value):,} characters; at most {most:,} can be kept."
        elif isinstance(value, tuple) and value and isinstance(value[0], str) and name != "record_ids":
            items = MOST_MEMBERS if name == "members" else MOST_ITEMS
            if len(value) > items:
                yield f"{name} has {len(value)} entries; at most {items:,} can be kept."
            for item in value:
                if ";" in item:
                    yield f"{name}: {item[:60]!r} holds a semicolon, which separates entries. Write it without."
                elif len(item) > LONGEST_NAME:
                    yield f"{name}: an entry is longer than {LONGEST_NAME} characters."


def keys(record: Record) -> Iterator[str]:
    """What holds keys, ids and days holds no words: an erasure does not look for words there."""
    for name in record.keys:
        value = getattr(record, name, "")
        for one in (value,) if isinstance(value, str) else value:
            if _BLANK.search(one):
                yield f"The {name.replace('_', ' ')} {one[:60]!r} holds a blank, which no key, id or day has."


def known(taxonomy: Taxonomy, name: str, key: str, what: str) -> Iterator[str]:
    if key not in taxonomy.terms[name]:
        known = ", ".join(f"{label} ({one})" for one, label in taxonomy.labels(name).items())
        yield f"{what} {key[:60]!r} is not known. There are: {known}."


def lists(record: Record, taxonomy: Taxonomy) -> Iterator[str]:
    for field_name, name in _KEYS.items():
        for key in getattr(record, field_name, ()):
            yield from known(taxonomy, name, key, name.replace("_", " ").capitalize().rstrip("s") + ":")


def geometry(geometry: BaseGeometry | None, *, most: int = MOST_POINTS) -> Iterator[str]:
    if geometry is None:
        return
    import shapely

    if geometry.geom_type not in _SHAPES:
        yield f"A place is a point, a line or an area, not a {geometry.geom_type}."
        return
    if geometry.is_empty:
        yield "The place has no points."
        return
    if geometry.has_z:
        yield "The place has heights: only longitude and latitude are kept."
    points = shapely.get_coordinates(geometry)
    if len(points) > most:
        yield f"The outline has {len(points):,} points; at most {most:,} can be kept."
    if not ((abs(points[:, 0]) <= 180).all() and (abs(points[:, 1]) <= 90).all()):
        yield "The place is not in degrees of longitude and latitude."
    elif not geometry.is_valid:
        yield f"The outline is not valid: {shapely.is_valid_reason(geometry)}."


def titled(record: Any) -> Iterator[str]:
    if not record.title:
        yield "There is no sentence: say in a few words what it is."


def of_action(record: Any) -> Iterator[str]:
    if not record.action_id:
        yield "It belongs to no action."


def days(record: Record, *names: str) -> Iterator[str]:
    for name in names:
        words = getattr(record, name)
        if words and not is_date(words):
            yield f"The {name.replace('_', ' ')} {words[:40]!r} is not a date such as 2026-05-17."


def one_of(record: Record, **allowed: tuple[str, ...]) -> Iterator[str]:
    for name, values in allowed.items():
        if getattr(record, name) not in values:
            known = ", ".join(value for value in values if value)
            yield f"{name}: {str(getattr(record, name))[:60]!r} is not known. There are: {known}."
