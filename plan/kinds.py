"""How a kind of record is declared: in the head of its class (``plan.records``), for all that loops over kinds."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import ClassVar

__all__ = [
    "ANY_SHAPE",
    "DECLARED",
    "KEYS_OF_ROWS",
    "MEASURE_KINDS",
    "MODERATION",
    "TEXT_TYPES",
    "VERDICTS",
    "VISIBILITIES",
    "Names",
    "Record",
    "one_of_many",
]

Names = tuple[str, ...]
MODERATION = ("shown", "waiting", "refused")
"""Whether something that a phone sent is shown, waits for a nod, or was refused."""
VISIBILITIES = ("team", "network", "everybody")
VERDICTS = ("yes", "in_part", "no")
"""Short answers: whether something is so."""
MEASURE_KINDS = ("measure", "count", "survey", "activities")
"""What an action's success can be measured by: a column of the cell table, a count of the town's own, or a question
of a survey, by its key."""
ANY_SHAPE = ("points", "lines", "areas")

TEXT_TYPES = ("str", "Names", "dict[str, Any]", "tuple[dict[str, Any], ...]")
"""Types of the fields that can hold what somebody wrote."""
KEYS_OF_ROWS = ("part", "dimension", "until")
"""In the rows of a table that a field holds (an agenda, groups, former names): keys and days, as ``keys`` of a kind."""
_KEYS = ("id", "created_at", "updated_at", "session", "finding_id", "action_id", "moderation", "sha256")
_STAYS = ("device_id",)

DECLARED: list[type[Record]] = []
"""Every kind in the order of declaration."""


def one_of_many(words: str) -> str:
    """A single one of what a table, a sheet or a layer is called by: ``"finding"``, ``"activity"``."""
    return f"{words[:-3]}y" if words.endswith("ies") else words.removesuffix("s")


@dataclass(frozen=True, kw_only=True)
class Record:
    """What all records have, and what each kind of them declares in the head of its class.

    Attributes:
        prefix: the letter, or two, that its ids begin with.
        table: its table in the store.
        add_needs: what somebody's role must allow (``plan.roles``) to add one. A phone in an open session may add what
            a participant may.
        save_needs: the same to change one; what adding needs unless declared.
        keys: fields of text that hold keys, ids or days and nothing else: no erasure touches them, and nothing with a
            blank in it can be kept in them. Those that every kind has need not be said.
        stays: fields of text that hold ids which others have given (of an area, of a published list): they stay with an
            erased record, but words to be erased are looked for in them too.
        words: all other fields of text. They hold what somebody wrote or was called, and an erasure takes them: so a
            field that is added later is reached unless it is declared otherwise.
        emptied: fields that an erasure empties beside: a place that may be somebody's home.
        layer: its title where QGIS lists it; empty if it is not listed.
        shapes: which shapes its ``geometry`` may have: ``points``, ``lines``, ``areas``; empty where it has none.
        days: fields that hold a day (``2026-05-17``) or nothing; keys too.
        moments: fields that hold a time in UTC (``2026-05-17T09:00:00Z``) or nothing; keys too.
        choices: fields that hold one of some words, keys too; a name instead of words is a list of the taxonomy that
            no town adds to (``action_status``).
        part_of: ``action`` for a part of an action's row (``plan.worksheet``), written and erased with it.
        after_session: what becomes of it when its session's time is over: ``erased``, ``unnamed`` (it stays without
            the names) or nothing.
    """

    prefix: ClassVar[str] = ""
    table: ClassVar[str] = ""
    add_needs: ClassVar[str] = ""
    save_needs: ClassVar[str] = ""
    keys: ClassVar[tuple[str, ...]] = ()
    stays: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[tuple[str, ...]] = ()
    emptied: ClassVar[tuple[str, ...]] = ()
    layer: ClassVar[str] = ""
    part_of: ClassVar[str] = ""
    after_session: ClassVar[str] = ""
    shapes: ClassVar[tuple[str, ...]] = ()
    days: ClassVar[tuple[str, ...]] = ()
    moments: ClassVar[tuple[str, ...]] = ()
    choices: ClassVar[dict[str, tuple[str, ...] | str]] = {}

    id: str = ""
    version: int = 0
    created_by: str = ""
    created_at: str = ""
    updated_at: str = ""

    def __init_subclass__(
        cls, *, prefix: str, table: str, add: str, save: str = "", keys: str = "", stays: str = "", layer: str = "",
        part_of: str = "", after_session: str = "", emptied: tuple[str, ...] = (), shapes: tuple[str, ...] = (),
        days: tuple[str, ...] = (), moments: tuple[str, ...] = (),
        choices: dict[str, tuple[str, ...] | str] | None = None,
    ) -> None:  # fmt: skip
        super().__init_subclass__()
        if twice := [one.__name__ for one in DECLARED if prefix == one.prefix or table == one.table]:
            raise TypeError(f"{cls.__name__} declares the prefix or table of {twice[0]}: give it its own.")
        cls.prefix, cls.table, cls.add_needs, cls.save_needs = prefix, table, add, save or add
        names = inspect.get_annotations(cls)
        if bool(shapes) != ("geometry" in names):
            raise TypeError(f"{cls.__name__} has a geometry or none: its shapes say which it may be.")
        cls.shapes, cls.days, cls.moments = shapes, days, ("created_at", "updated_at", *moments)
        cls.choices = (choices or {}) | ({"moderation": MODERATION} if "moderation" in names else {})
        texts = {name: kind in TEXT_TYPES for name, kind in names.items()}
        cls.keys = (*_KEYS, *keys.split(), *days, *moments, *(choices or {}))
        cls.stays = (*_STAYS, *stays.split())
        declared = (*cls.keys[len(_KEYS) :], *stays.split())
        if unknown := [name for name in declared if not texts.get(name)]:
            raise TypeError(f"{cls.__name__} declares fields of text that it does not have: {', '.join(unknown)}.")
        written = (name for name, is_text in texts.items() if is_text and name not in (*cls.keys, *cls.stays))
        cls.words, cls.emptied, cls.layer = ("created_by", *written), emptied, layer
        cls.part_of, cls.after_session = part_of, after_session
        DECLARED.append(cls)
