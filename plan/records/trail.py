"""Who does something, what was changed, and what was erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plan.kinds import Names, Record

if TYPE_CHECKING:
    pass

__all__ = ["AuditEntry", "Erasure", "Person"]


@dataclass(frozen=True)
class Person:
    """Who does something: a name for the record, a role (``plan.roles``), and for a phone its session and device."""

    name: str
    role: str
    session: str = ""
    device_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Erasure(Record, prefix="Z", table="erasures", add="erase", keys="record_ids requested_on"):
    """That words were erased on request: which records, when and by whom. It never holds the words."""

    record_ids: Names = ()
    reason: str = ""
    requested_on: str = ""


@dataclass(frozen=True)
class AuditEntry:
    """One change. ``before`` and ``after`` are the record's fields as JSON values; None where there is none.

    Changes made together have the same ``revision``. ``change`` is ``added``, ``changed``, ``not_saved`` (an edit that
    met a newer version: ``after`` has its words), ``erased`` or what else was done in a word.
    """

    revision: int
    at: str
    actor: str
    role: str
    change: str
    record_kind: str
    record_id: str
    version: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str = ""
