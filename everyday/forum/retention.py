"""Sessions whose date has come: what they still keep of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from plan.records import RECORDS, Finding, Session
from plan.redaction import ERASED, namers

if TYPE_CHECKING:
    from store.plan_store import PlanStore

__all__ = ["DueSession", "due_sessions"]


@dataclass(frozen=True)
class DueSession:
    """A session whose date of retention has come, and the ids of what it still keeps of people."""

    session: Session
    record_ids: tuple[str, ...]


def due_sessions(store: PlanStore, today: date) -> list[DueSession]:
    """Sessions whose ``retention_until`` is today or earlier, the longest due first; also those with nothing left.

    What is left is what ``store.end_retention`` erases.
    """
    found = [one for one in store.all(Session) if one.retention_until and one.retention_until <= today.isoformat()]
    return [DueSession(one, _left(store, one)) for one in sorted(found, key=lambda one: one.retention_until)]


def _left(store: PlanStore, session: Session) -> tuple[str, ...]:
    findings = {one.id for one in store.all(Finding, session=session.id)}
    ids: list[str] = []
    for kind in RECORDS:
        if kind.after_session:
            found = store.all(kind, session=session.id)
        else:  # what hangs on a finding and says no session of its own
            found = [one for one in store.all(kind) if getattr(one, "finding_id", "") in findings]
        ids += [one.id for one in found if any(getattr(one, name) not in ("", ERASED) for name in namers(kind))]
    return (*ids, session.id) if session.attendance not in ("", ERASED) else tuple(ids)
