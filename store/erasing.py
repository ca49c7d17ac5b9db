"""Erasure on request: words vanish from records, audit trail and frozen evidence; that it was done stays."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from plan.exchange import record_to_json
from plan.records import (
    RECORDS,
    Action,
    Activity,
    Attachment,
    Correction,
    Device,
    DiaryPhoto,
    Erasure,
    Evidence,
    Finding,
    Helped,
    Intervention,
    Milestone,
    Person,
    Photo,
    Record,
    Report,
    Session,
    Vote,
    field_names,
)  # fmt: skip
from plan.redaction import ERASED, namers, redact, redacted_fields, without
from plan.roles import require
from plan.rules import RecordFault
from plan.text import fold, spans_of
from plan.votes import SENT_OUT
from plan.worksheet import with_words
from store.gone import NOT_YET, Erased, Vanishing
from store.rows import records_of, shown_columns, values_of
from store.schema import AUDIT, TABLE_NAMES, TABLES
from store.writing import Writing

if TYPE_CHECKING:
    from typing import TypeVar

    Kept = TypeVar("Kept", bound=Record)

__all__ = ["ERASED", "Erasing", "forget_place"]

_KINDS = {kind.table: kind for kind in RECORDS}
# What is emptied beside, by the name of the table: as it stands in the audit trail when there is nothing in it.
_EMPTIED = {kind.table: {name: record_to_json(kind())[name] for name in kind.emptied} for kind in RECORDS}
# A record goes with the one that any of these of its fields names, as the parts of an action go with their action.
_HANGS_ON = ("finding_id", "merged_into", "action_id", "answer_id", "update_id")
_SHORTEST = 3


def _values(record: Record) -> dict[str, Any]:
    return {one.name: getattr(record, one.name) for one in fields(record) if one.type != "bytes"}


class Erasing:
    """The part of the store that forgets; see :class:`store.plan_store.PlanStore`."""

    if TYPE_CHECKING:

        def all(self, kind: type[Kept], /, **where: Any) -> list[Kept]: ...
        def _writing(self, who: Person) -> AbstractContextManager[Writing]: ...
        def _told(self) -> AbstractContextManager[None]: ...

    _vanishing: Vanishing

    def holding(self, words: str) -> dict[str, list[str]]:
        """Where words stand: ids of records by table, the audit trail included. Words are the same however they are
        spelled to a reader's eye (``plan.text.fold``)."""
        with self._writing(Person("search", "planner")) as writing:
            wanted = _wanted(words)
            found = {
                TABLE_NAMES[kind]: [record.id for record in _records(writing, kind) if _holds(record, wanted)]
                for kind in RECORDS
            }
            trail = [row.record_id for row in writing.connection.execute(select(AUDIT)) if _trail_holds(row, wanted)]
        found["audit"] = sorted(set(trail))
        return {name: ids for name, ids in found.items() if ids}

    def erase(
        self, who: Person, *, record_ids: Sequence[str] = (), words: str = "", reason: str, requested_on: str = ""
    ) -> Erased:
        """Erase whole records, or some words wherever they stand, and record that it was done (never the words).

        With a finding go its photos, quotes and comments, with an answer its photos and what was quoted of it. The
        audit trail keeps who did what when, without the words.

        Returns:
            The record of it, and whether the words have left the files of the plan; if not yet, it is tried again
            until they have (:meth:`erasure_states`).

        Raises:
            RecordFault: there is nothing to erase, no reason, or the words are too short to be meant.
            NotAllowedError
        """
        require(who, "erase")
        if not reason.strip():
            raise RecordFault(["An erasure is recorded with its reason, such as 'asked for by the person'."])
        wanted = _wanted(words) if words.strip() else None
        if wanted and spans_of(wanted, reason):
            raise RecordFault(["The reason holds the very words that are to be erased."])
        with self._writing(who) as writing:
            touched = _erase_words(writing, wanted) if wanted else _erase_records(writing, record_ids)
            if not touched:
                raise RecordFault(["There is nothing to erase: no record holds this."])
            done = writing.add(Erasure(record_ids=tuple(touched), reason=reason.strip(), requested_on=requested_on))
        return self._erased(done)

    def end_retention(self, session: Session, who: Person) -> Erased | None:
        """What a session keeps of people goes when its time is over: devices, attendance, comments, photos, what was
        refused or still waits, and the names of those who wrote. Findings that were shown stay.

        Returns:
            The record of it as :meth:`erase` gives it, or None if there was nothing left to erase.
        """
        require(who, "erase")
        going = [kind for kind in RECORDS if kind.after_session == "erased"]
        ids = [one.id for kind in going for one in self.all(kind, session=session.id)]
        for kind in (one for one in RECORDS if {"session", "moderation"} <= set(field_names(one))):
            ids += [one.id for one in self.all(kind, session=session.id) if getattr(one, "moderation", "") != "shown"]
        with self._writing(who) as writing:
            out = {one.device_id for one in writing.find(Device, session=session.id) if one.is_blocked}
            touched = _erase_records(writing, ids)
            touched += _forget_names(writing, session, out)
            if not touched:
                return None
            done = writing.add(Erasure(record_ids=tuple(touched), reason=f"End of retention of {session.id}"))
        return self._erased(done)

    def repeat_erasures(self, erasures: Sequence[Erasure], who: Person) -> Erased | None:
        """Erase again, whole, what these say was erased: after an older back-up has been brought back.

        Returns:
            The record of it as :meth:`erase` gives it, or None if no such record was there.
        """
        require(who, "erase")
        ids = sorted({one for erasure in erasures for one in erasure.record_ids})
        with self._writing(who) as writing:
            touched = _erase_records(writing, ids)
            if not touched:
                return None
            done = writing.add(Erasure(record_ids=tuple(touched), reason="Erased again: a back-up was brought back"))
        return self._erased(done)

    def erasure_states(self) -> dict[str, str]:
        """Of each erasure by its id: ``gone`` from the files, ``vacuumed`` (PostgreSQL) or ``not_yet``."""
        with self._told():
            return self._vanishing.states()

    def _erased(self, done: Erasure) -> Erased:
        """What an erasure did, once its words have left the files or somebody was in the way for too long."""
        self._vanishing.see_to_it()
        return Erased(done, self.erasure_states().get(done.id, NOT_YET))


def _wanted(words: str) -> str:
    """Words as they are looked for."""
    wanted = fold(words)
    if len(wanted) < _SHORTEST:
        raise RecordFault([f"These words are shorter than {_SHORTEST} letters and would be found everywhere."])
    return wanted


def _records(writing: Writing, kind: type[Record]) -> list[Record]:
    return records_of(writing.connection, kind, select(*shown_columns(kind)))


def _holds(record: Record, wanted: str) -> bool:
    values = _values(record)
    return redacted_fields(type(record), values, wanted) != values


def _trail_holds(row: Any, wanted: str) -> bool:
    kind = _KINDS.get(row.record_kind)
    is_in_fields = any(part and redacted_fields(kind, part, wanted) != part for part in (row.before, row.after))
    return is_in_fields or any(spans_of(wanted, words) for words in (row.actor, row.reason))


def _erase_words(writing: Writing, wanted: str) -> list[str]:
    touched = []
    for kind in RECORDS:
        for record in _records(writing, kind):
            if _holds(record, wanted):
                _overwrite(writing, record, wanted)
                touched.append(record.id)
    _say_again(writing, touched)
    for row in writing.connection.execute(select(AUDIT)).all():
        if _trail_holds(row, wanted):
            _overwrite_trail(writing, row, wanted)
            touched.append(row.record_id)
    return list(dict.fromkeys(touched))


def _with_what_hangs_on(writing: Writing, record_ids: Sequence[str]) -> set[str]:
    """These ids with those of all that goes with them: what was said of a finding and merged into it, the parts of an
    action, the pictures of an answer and what was quoted of it. The frozen numbers of a place hold nobody's words."""
    every = [one for kind in RECORDS for one in _records(writing, kind)]
    wanted, before = set(record_ids), 0
    while len(wanted) != before:
        before = len(wanted)
        wanted |= {one.id for one in every if _hangs_on(one, wanted)}
    return wanted


def _hangs_on(record: Record, ids: set[str]) -> bool:
    if isinstance(record, Evidence):
        is_said = record.kind != "measures" and record.finding_id in ids
        return is_said or record.content.get("answer_id") in ids
    return any(getattr(record, name, "") in ids for name in _HANGS_ON)


def _erase_records(writing: Writing, record_ids: Sequence[str]) -> list[str]:
    """Erase records with what hangs on them; gives the ids that were there."""
    wanted = _with_what_hangs_on(writing, record_ids)
    _forget_parts(writing, wanted)
    touched = []
    for kind in RECORDS:
        for record in _records(writing, kind):
            if record.id in wanted:
                _overwrite(writing, record, None)
                touched.append(record.id)
            elif isinstance(record, Report) and (content := _without_rows(record.content, wanted)) != record.content:
                _write(writing, replace(record, content=content))
                touched.append(record.id)
    _say_again(writing, touched)
    for row in writing.connection.execute(select(AUDIT).where(AUDIT.c.record_id.in_(wanted))).all():
        _overwrite_trail(writing, row, None)
    _forget_places(writing, wanted)
    frozen = select(AUDIT).where(AUDIT.c.record_kind == Report.table, AUDIT.c.record_id.not_in(wanted))
    for row in writing.connection.execute(frozen).all():
        _rewrite_trail(writing, row, lambda part: _without_rows(part, wanted))
    return touched


def forget_place(writing: Writing, before: Record, kept: Record) -> None:
    """An activity that is known to the ward only from now on: where it was leaves the trail too.

    It is noted as an erasure, so that what was overwritten leaves the files as well.
    """
    if not (isinstance(before, Activity) and isinstance(kept, Activity) and kept.is_ward_only):
        return
    if before.is_ward_only or (before.geometry is None and not before.venue and not before.text):
        return
    _forget_places(writing, {kept.id})
    writing.add(Erasure(record_ids=(kept.id,), reason="Known to the ward only: where it is was taken out"))
    writing.is_forgetting = True


def _forget_places(writing: Writing, ids: set[str]) -> None:
    """Points and venues of these activities, fingerprints of them, and descriptions from the time when the place was
    known, wherever they stand in the trail."""

    def hidden(part: dict[str, Any]) -> dict[str, Any]:
        told = {} if part.get("is_ward_only") else {"text": ""}
        return part | {"geometry": None, "venue": "", "given": {}} | told

    trail = select(AUDIT).where(AUDIT.c.record_kind == Activity.table, AUDIT.c.record_id.in_(ids))
    for row in writing.connection.execute(trail).all():
        _rewrite_trail(writing, row, hidden)


def _say_again(writing: Writing, touched: list[str]) -> None:
    """The rows of actions in the words that their parts still have."""
    for action in writing.find(Action):
        interventions = writing.find(Intervention, action_id=action.id)
        milestones = writing.find(Milestone, action_id=action.id)
        if any(one.id in touched for one in (action, *interventions, *milestones)):
            said = with_words(action, interventions, milestones)
            if said != action:
                _write(writing, said)
                touched.append(action.id)


def _forget_parts(writing: Writing, ids: set[str]) -> None:
    """What parts of actions say and have said, wherever it stands in the trail of the rows that they are parts of."""
    said: dict[str, set[str]] = {}
    for part in (one for kind in RECORDS if kind.part_of for one in _records(writing, kind) if one.id in ids):
        trail = writing.connection.execute(select(AUDIT).where(AUDIT.c.record_id == part.id)).all()
        earlier = [found for row in trail for found in (row.before, row.after) if found]
        texts = {str(one.get("text", "")) for one in (*earlier, vars(part))}
        said.setdefault(part.action_id, set()).update(texts - {"", ERASED})  # type: ignore[attr-defined]

    def hidden(texts: set[str], row: dict[str, Any]) -> dict[str, Any]:
        lists = {name: value for name, value in row.items() if name in Action.words and isinstance(value, list)}
        return row | {
            name: [ERASED if any(words in str(item) for words in texts) else item for item in value]
            for name, value in lists.items()
        }

    for row in writing.connection.execute(select(AUDIT).where(AUDIT.c.record_id.in_(set(said)))).all():
        without_parts = partial(hidden, said[row.record_id])
        if any(part and without_parts(part) != part for part in (row.before, row.after)):
            _rewrite_trail(writing, row, without_parts)


def _without_rows(content: Any, ids: set[str]) -> Any:
    """The rows of a frozen report without the words of those records, wherever they stand in it."""
    if isinstance(content, dict):
        if content.get("id") in ids:
            return {name: value if name == "id" else redact(value, None) for name, value in content.items()}
        return {name: _without_rows(value, ids) for name, value in content.items()}
    return [_without_rows(one, ids) for one in content] if isinstance(content, list) else content


def _forget_names(writing: Writing, session: Session, out: set[str]) -> list[str]:
    """Names of those who wrote, voted and decided in a session, and who was there. Votes of phones that were sent out
    (``out``) stay set aside."""
    touched = []
    findings = {one.id for one in writing.find(Finding, session=session.id)}
    for kind in RECORDS:
        if "session" in field_names(kind):
            named = writing.find(kind, session=session.id) if kind.after_session == "unnamed" else []
        else:  # what hangs on a finding and says no session of its own
            named = [one for one in _records(writing, kind) if getattr(one, "finding_id", "") in findings]
        for record in named:
            if any(value not in ("", ERASED) for value in (getattr(record, name) for name in namers(kind))):
                _write(writing, replace(record, **_nameless(record, out)))
                touched.append(record.id)
    now = writing.get(Session, session.id)
    if now.attendance and now.attendance != ERASED:
        _write(writing, replace(now, attendance=ERASED))
        touched.append(now.id)
    ids = set(touched)
    for row in writing.connection.execute(select(AUDIT).where(AUDIT.c.record_id.in_(ids))).all():
        _rewrite_trail(writing, row, partial(_without_names, _KINDS.get(row.record_kind)))
    return touched


def _nameless(record: Record, out: set[str]) -> dict[str, Any]:
    """Fields of a record that name somebody, without the name. A vote stays one of its own."""
    changed: dict[str, Any] = {name: ERASED for name in namers(type(record)) if getattr(record, name)}
    if hasattr(record, "device_id"):
        kept_as = SENT_OUT if record.device_id in out else "erased"
        changed["device_id"] = f"{kept_as}:{record.id}" if isinstance(record, Vote | Helped) else ""
    return changed


def _without_names(kind: type[Record] | None, part: dict[str, Any]) -> dict[str, Any]:
    names = (*(namers(kind) if kind else ()), "created_by", "attendance")
    hidden = {key: ERASED if key in names and value else value for key, value in part.items()}
    return hidden | ({"device_id": ""} if "device_id" in hidden else {})


def _overwrite(writing: Writing, record: Record, wanted: str | None) -> None:
    values = _values(record)
    changed = redacted_fields(type(record), values, wanted)
    if wanted is None:
        nothing = type(record)()
        changed |= {name: getattr(nothing, name) for name in record.emptied}
    if wanted is None and isinstance(record, Correction):
        changed["status"] = "withdrawn"
    if isinstance(record, Vote | Helped) and changed["device_id"] != record.device_id:
        changed["device_id"] = f"erased:{record.id}"  # it counts on, as one of its own
    if wanted is None and isinstance(record, Activity):
        changed |= {"geometry": None, "given": {}, "is_unlisted": True}
    if wanted is None and isinstance(record, Photo | Attachment | DiaryPhoto):
        changed["content"] = b""
    _write(writing, replace(record, **changed), with_large=wanted is None)


def _write(writing: Writing, record: Record, *, with_large: bool = False) -> None:
    """Write a record in place, with a note in the audit trail that holds no words."""
    kept = replace(record, version=record.version + 1, updated_at=writing.at)
    table = TABLES[type(record)]
    values = values_of(kept, with_large=with_large)
    writing.connection.execute(update(table).where(table.c.id == record.id).values(**values))
    writing.note("erased", kept, before=None)


def _overwrite_trail(writing: Writing, row: Any, wanted: str | None) -> None:
    kind, emptied = _KINDS.get(row.record_kind), {} if wanted else _EMPTIED.get(row.record_kind, {})
    _rewrite_trail(writing, row, lambda part: redacted_fields(kind, part, wanted) | emptied, wanted)


def _rewrite_trail(writing: Writing, row: Any, redacted: Any, wanted: str | None = None) -> None:
    values = {
        name: None if part is None else redacted(part) for name, part in (("before", row.before), ("after", row.after))
    }
    if wanted is not None:
        values |= {"actor": without(row.actor, wanted), "reason": without(row.reason, wanted)}
    elif row.change not in ("erased", "merged"):
        values |= {"reason": redact(row.reason, None)}
        if row.role == "participant":
            values["actor"] = ERASED
    writing.connection.execute(update(AUDIT).where(AUDIT.c.seq == row.seq).values(**values))
