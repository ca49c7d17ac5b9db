"""Who may add and change which records, and what becomes of an entry that comes from a phone."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from plan.records import RECORDS, Action, Correction, Device, Feedback, Finding, Person, Photo, Record, Session
from plan.roles import NotAllowedError, may, require
from store.writing import Writing, now_text

__all__ = ["ADD_NEEDS", "SAVE_NEEDS", "admit", "require_open_session"]

Kept = TypeVar("Kept", bound=Record)

ADD_NEEDS: dict[type[Record], str] = {kind: kind.add_needs for kind in RECORDS}
SAVE_NEEDS: dict[type[Record], str] = {kind: kind.save_needs for kind in RECORDS}


def _brings_history(record: Record) -> bool:
    return bool(record.version or record.created_by or record.created_at or record.updated_at)


def require_open_session(writing: Writing, who: Person) -> Session:
    """The session that a participant is in, if it is open to them now.

    Raises:
        NotAllowedError: no such session, it is over, or the device was sent out.
    """
    found = writing.known(Session, id=who.session) if who.session else []
    if not found:
        raise NotAllowedError("This device is in no session.", do="Join with the code that the projector shows.")
    session = found[0]
    if session.closed_at or not session.join_code or (session.expires_at and session.expires_at <= now_text()):
        raise NotAllowedError("This session is over: nothing more can be added.", do="Speak to the facilitator.")
    if any(device.is_blocked for device in writing.known(Device, session=session.id, device_id=who.device_id)):
        raise NotAllowedError("This device may not add anything more.", do="Speak to the facilitator.")
    return session


def _as_participant(record: Kept, who: Person, session: Session) -> Kept:
    """The entry as a phone may make it: in its own session, proposed, and waiting if the session says so."""
    names = {one.name for one in fields(record)}
    changed: dict[str, Any] = {}
    if "session" in names:
        changed["session"] = session.id
    if "device_id" in names:
        changed["device_id"] = who.device_id
    if "moderation" in names:
        is_waiting = session.is_moderated or isinstance(record, Photo)
        changed["moderation"] = "waiting" if is_waiting else "shown"
    if isinstance(record, Finding | Correction):
        changed |= {"status": "proposed", "status_reason": ""}
    if isinstance(record, Finding):
        changed |= {"merged_into": "", "suggestion_key": ""}
    if isinstance(record, Correction):
        changed |= {"decided_by": "", "decided_at": ""}
    if isinstance(record, Feedback):
        changed |= dict.fromkeys(_OF_THE_DESK, "")
    return replace(record, **changed)


_OF_THE_DESK = ("change", "change_of", "change_status", "decided_by", "decided_on", "decided_reason", "led_to")
"""What becomes of an answer is for the network to say, not for a phone."""


def _is_of_the_session(record: Record, session: Session, writing: Writing) -> bool:
    """True unless it hangs on a finding that this session does not show, or on an action that is not for everybody."""
    if isinstance(record, Feedback):
        actions = writing.known(Action, id=record.action_id)
        return session.stage == "monitoring" and bool(actions) and actions[0].visibility == "everybody"
    finding_id = getattr(record, "finding_id", "")
    if not finding_id:
        return True
    found = writing.known(Finding, id=finding_id)
    return not found or found[0].session == session.id or found[0].moderation == "shown"


def admit(record: Kept, who: Person, writing: Writing) -> Kept:
    """What will be kept of a new record, given who brings it.

    Raises:
        NotAllowedError
    """
    if _brings_history(record):
        require(who, "import")
    if isinstance(record, Correction) and record.status != "proposed":
        require(who, "correct")
    if isinstance(record, Finding) and record.status in ("merged", "retired"):
        require(who, "import")
    if isinstance(record, Feedback) and record.change_status in ("accepted", "declined"):
        require(who, "plan")
    if may(who.role, "edit"):
        return record
    session = writing.admitted.get(who) or require_open_session(writing, who)
    writing.admitted[who] = session
    if not _is_of_the_session(record, session, writing):
        raise NotAllowedError("That belongs to another session.")
    return _as_participant(record, who, session)
