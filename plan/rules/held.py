"""What the head of a kind of record declares of its fields: rules here, CHECKs in the database (``store.guarding``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from plan.records import Record
from plan.rules.ground import days, is_date, one_of
from plan.taxonomy import default_taxonomy

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["MOMENT", "SHAPES", "allowed", "held", "problems_of_columns"]

MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$"
_MOMENT = re.compile(MOMENT)
_LONGEST_MOMENT = len("2026-05-17T09:00:00.000000+00:00")
SHAPES = {"Point": "points", "LineString": "lines", "Polygon": "areas"}
"""Which shape a type of geometry is, single or multiple."""


def allowed(kind: type[Record]) -> dict[str, tuple[str, ...]]:
    """The words that each field of choices may hold; those of the taxonomy are the ones that no town adds to."""
    found = {}
    for name, words in kind.choices.items():
        if isinstance(words, str):
            listed = tuple(default_taxonomy().terms[words.removesuffix("?")])
            words = ("", *listed) if words.endswith("?") else listed
        found[name] = words
    return found


def held(record: Record) -> Iterator[str]:
    """What is wrong with the fields of days, times and choices, and with the kind of shape."""
    kind = type(record)
    yield from days(record, *kind.days)
    for name in kind.moments:
        words = getattr(record, name)
        if words and not _is_moment(words):
            yield f"The {name.replace('_', ' ')} {words[:40]!r} is not a time such as 2026-05-17T09:00:00Z."
    yield from one_of(record, **{name: words for name, words in kind.choices.items() if not isinstance(words, str)})
    shape = getattr(record, "geometry", None)
    if shape is not None and SHAPES.get(shape.geom_type.removeprefix("Multi")) not in kind.shapes:
        yield f"The place is a {shape.geom_type}; it may be of: {', '.join(kind.shapes)}."


class _Quick:
    """What tells that a record of a kind is sound, without saying why it is not: every row that is read is asked."""

    def __init__(self, kind: type[Record]) -> None:
        self.days, self.moments = kind.days, kind.moments
        self.choices = {name: frozenset(words) for name, words in allowed(kind).items()}
        self.lists = [one.name for one in fields(kind) if one.type == "Names"]
        self.has_place, self.shapes = bool(kind.shapes), kind.shapes

    def is_sound(self, record: Record) -> bool:
        values = vars(record)
        return (
            all(_is_moment(values[name]) for name in self.moments if values[name])
            and all(is_date(values[name]) for name in self.days if values[name])
            and all(values[name] in words for name, words in self.choices.items())
            and not any(";" in item for name in self.lists for item in values[name])
            and (not self.has_place or _is_in_place(values["geometry"], self.shapes))
        )


def _is_in_place(shape: BaseGeometry | None, shapes: tuple[str, ...]) -> bool:
    """Nowhere, or a shape that the kind may have, in degrees."""
    if shape is None:
        return True
    if SHAPES.get(shape.geom_type.removeprefix("Multi")) not in shapes:
        return False
    low_x, low_y, high_x, high_y = shape.bounds
    return bool(-180 <= low_x <= high_x <= 180 and -90 <= low_y <= high_y <= 90)


_QUICK: dict[type[Record], _Quick] = {}


def problems_of_columns(record: Record) -> list[str]:
    """What is wrong with a row that was read: what no page or file could show. The rest of the rules is not asked."""
    found: list[str] = []
    quick = _QUICK.get(type(record))
    if quick is None:
        quick = _QUICK[type(record)] = _Quick(type(record))
    if quick.is_sound(record):
        return found
    for name, value in vars(record).items():
        found += [f"{name}: {str(item)[:60]!r} holds a semicolon." for item in _names(value) if ";" in item]
    found += held(record)
    found += one_of(record, **allowed(type(record)))
    shape = getattr(record, "geometry", None)
    if not _is_in_place(shape, tuple(SHAPES.values())):
        found.append("The place is not in degrees of longitude and latitude.")
    return list(dict.fromkeys(found))


def _names(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) and value and isinstance(value[0], str) else ()


def _is_moment(words: str) -> bool:
    return len(words) <= _LONGEST_MOMENT and _is_short_moment(words)


@lru_cache(maxsize=4096)  # every record is asked for two, and many are of one moment
def _is_short_moment(words: str) -> bool:
    if not _MOMENT.match(words):
        return False
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return False
    return True
