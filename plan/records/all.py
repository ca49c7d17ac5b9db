"""Every kind of record, for all that loops over kinds."""

from __future__ import annotations

from dataclasses import fields

from plan.kinds import DECLARED, Record
from plan.records import actions, activities, answers, areas, findings, organisations, sessions, trail, voices

__all__ = ["RECORDS", "Record", "field_names"]

_MODULES = (findings, sessions, actions, answers, organisations, voices, activities, areas, trail)
_ORDER = [one.__name__ for one in _MODULES]
RECORDS: tuple[type[Record], ...] = tuple(sorted(DECLARED, key=lambda kind: _ORDER.index(kind.__module__)))
"""Every kind of record that the store keeps: what is said of all kinds loops over these."""


def field_names(kind: type[Record]) -> list[str]:
    """Names of the fields of a kind of record, in order."""
    return [one.name for one in fields(kind)]
