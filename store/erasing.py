"""Erasure on request: words vanish from records, audit trail and frozen evidence; that it was done stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from plan.exchange import record_to_json
from plan.kinds import VERDICTS
from plan.records import (
    RECORDS,
    Action,
    Activity,
    Attachment,
    Correction,
    DiaryPhoto,
    Erasure,
    Evidence,
    Feedback,
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
from plan.roles import require
from plan.rules import RecordFault
from plan.worksheet import with_words
from store.gone import NOT_YET, Erased, Vanishing
from store.rows import records_of, shown_columns, values_of
from store.schema import AUDIT, TABLE_NAMES, TABLES
from store.writing import Writing

if TYPE_CHECKING:
    from typing import TypeVar

    Kept = TypeVar("Kept", bound=Record)

__all__ = ["ERASED", "Erasing", "forget_place"]

ERASED = "[erased on request]"
# What somebody wrote or was called; keys, ids, times and numbers stay, so that the counts stay true.
_WORDS = frozenset(name for kind in RECORDS for name in kind.words)
# What is emptied beside, by the name of the table: as it stands in the audit trail when there is nothing in it.
_EMPTIED = {kind.table: {name: record_to_json(kind())[name] for name in kind.emptied} for kind in RECORDS}
# Days, times and words from a list: the database holds them to what they are, and nobody is named in them.
_HELD = frozenset(name for kind in RECORDS for name in (*kind.days, *kind.moments, *kind.choices))
_SHORTEST = 3


def _redact(value: Any, pattern: re.Pattern[str] | None) -> Any:
    """The value without the words; without a pattern, without any words."""
    if isinstance(value, str):
        if pattern is None:
            return ERASED if value else ""
        return pattern.sub(ERASED, value)
    if isinstance(value, dict):
        return {key: _redact(item, pattern) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_redact(item, pattern) for item in value)
    return value


def _wordless(value: Any) -> Any:
    """The value of a field of words without any; the groups of a session are tables of a room and stay."""
    if isinstance(value, dict):
        return {"erased": ERASED}
    if isinstance(value, list | tuple) and isinstance(value[0], dict):
        return value
    return _redact(value, None)


def _redacted_fields(content: dict[str, Any], pattern: re.Pattern[str] | None) -> dict[str, Any]:
    """Fields of a record without the words."""
    changed = dict(content)
    for name, value in content.items():
        if name in _HELD and not (name in _WORDS and value not in VERDICTS):
            continue
        if pattern is not None and name not in ("id", "version"):
            changed[name] = _redact(value, pattern)
        elif name in ("device_id", "sha256"):
            changed[name] = ""
        elif name in _WORDS and value:
            changed[name] = _wordless(value)
    return changed


class Erasing:
    """The part of the store that forgets; see :class:`store.plan_store.PlanStore`."""

    if TYPE_CHECKING:

        def all(self, kind: type[Kept], /, **where: Any) -> list[Kept]: ...
        def _writing(self, who: Person) -> AbstractContextManager[Writing]: ...
        def _told(self) -> AbstractContextManager[None]: ...

    _vanishing: Vanishing

    def holding(self, words: str) -> dict[str, list[str]]:
        """Where words stand: ids of records by table, the audit trail included. Upper and lower case are the same."""
        with self._writing(Person("search", "planner")) as writing:
            pattern = _pattern(words)
            found = {
                TABLE_NAMES[kind]: [record.id for record in _records(writing, kind) if _holds(record, pattern)]
                for kind in RECORDS
            }
            trail = [row.record_id for row in writing.connection.execute(select(AUDIT)) if _trail_holds(row, pattern)]
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
        pattern = _pattern(words) if words.strip() else None
        with self._writing(who) as writing:
            touched = _erase_words(writing, pattern) if pattern else _erase_records(writing, record_ids)
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
        for kind in (Finding, Feedback):
            ids += [one.id for one in self.all(kind, session=session.id) if getattr(one, "moderation", "") != "shown"]
        with self._writing(who) as writing:
            touched = _erase_records(writing, ids)
            touched += _forget_names(writing, session)
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


def _pattern(words: str) -> re.Pattern[str]:
    wanted = " ".join(words.split())
    if len(wanted) < _SHORTEST:
        raise RecordFault([f"These words are shorter than {_SHORTEST} letters and would be found everywhere."])
    return re.compile(r"\s+".join(re.escape(word) for word in wanted.split(" ")), re.IGNORECASE)


def _records(writing: Writing, kind: type[Record]) -> list[Record]:
    return records_of(writing.connection, kind, select(*shown_columns(kind)))


def _holds(record: Record, pattern: re.Pattern[str]) -> bool:
    values = {one.name: getattr(record, one.name) for one in fields(record) if one.type != "bytes"}
    return _redacted_fields(values, pattern) != values


def _trail_holds(row: Any, pattern: re.Pattern[str]) -> bool:
    parts = [row.before, row.after, {"actor": row.actor, "reason": row.reason}]
    return any(part and _redact(part, pattern) != part for part in parts)


def _erase_words(writing: Writing, pattern: re.Pattern[str]) -> list[str]:
    touched = []
    for kind in RECORDS:
        for record in _records(writing, kind):
            if _holds(record, pattern):
                _overwrite(writing, record, pattern)
                touched.append(record.id)
    _say_again(writing, touched)
    for row in writing.connection.execute(select(AUDIT)).all():
        if _trail_holds(row, pattern):
            _overwrite_trail(writing, row, pattern)
            touched.append(row.record_id)
    return list(dict.fromkeys(touched))


def _erase_records(writing: Writing, record_ids: Sequence[str]) -> list[str]:
    """Erase records with what hangs on them; gives the ids that were there."""
    wanted = set(record_ids)
    for kind in (one for one in RECORDS if one.goes_with_finding):
        wanted |= {
            one.id
            for one in _records(writing, kind)
            if getattr(one, "finding_id", "") in record_ids and getattr(one, "kind", "") != "measures"
        }
    wanted |= {one.id for one in writing.find(DiaryPhoto) if one.answer_id in wanted}
    wanted |= {one.id for one in writing.find(Evidence) if one.content.get("answer_id") in wanted}
    for kind in (one for one in RECORDS if "action_id" in field_names(one)):
        wanted |= {one.id for one in _records(writing, kind) if getattr(one, "action_id", "") in record_ids}
    wanted |= {one.id for one in writing.find(Attachment) if one.update_id in wanted and one.update_id}
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


def _without_rows(content: Any, ids: set[str]) -> Any:
    """The rows of a frozen report without the words of those records, wherever they stand in it."""
    if isinstance(content, dict):
        if content.get("id") in ids:
            return {name: value if name == "id" else _redact(value, None) for name, value in content.items()}
        return {name: _without_rows(value, ids) for name, value in content.items()}
    return [_without_rows(one, ids) for one in content] if isinstance(content, list) else content


def _forget_names(writing: Writing, session: Session) -> list[str]:
    """Names of those who wrote, voted and decided in a session, and who was there."""
    touched = []
    for kind in (one for one in RECORDS if one.after_session == "unnamed"):
        for record in writing.find(kind, session=session.id):
            if record.created_by not in ("", ERASED):
                _write(writing, replace(record, **_nameless(record)))
                touched.append(record.id)
    now = writing.get(Session, session.id)
    if now.attendance and now.attendance != ERASED:
        _write(writing, replace(now, attendance=ERASED))
        touched.append(now.id)
    ids = set(touched)
    for row in writing.connection.execute(select(AUDIT).where(AUDIT.c.record_id.in_(ids))).all():
        _rewrite_trail(writing, row, lambda part: _without_names(part))
    return touched


def _nameless(record: Record) -> dict[str, Any]:
    """Fields of a record that name somebody, without the name. A vote stays one of its own."""
    changed: dict[str, Any] = {"created_by": ERASED}
    if hasattr(record, "device_id"):
        changed["device_id"] = f"erased:{record.id}" if isinstance(record, Vote) else ""
    if getattr(record, "decided_by", ""):
        changed["decided_by"] = ERASED
    return changed


def _without_names(part: dict[str, Any]) -> dict[str, Any]:
    names = ("created_by", "attendance", "decided_by")
    hidden = {key: ERASED if key in names and value else value for key, value in part.items()}
    return hidden | ({"device_id": ""} if "device_id" in hidden else {})


def _overwrite(writing: Writing, record: Record, pattern: re.Pattern[str] | None) -> None:
    values = {one.name: getattr(record, one.name) for one in fields(record) if one.type != "bytes"}
    changed = _redacted_fields(values, pattern)
    if pattern is None:
        nothing = type(record)()
        changed |= {name: getattr(nothing, name) for name in record.emptied}
    if pattern is None and isinstance(record, Correction):
        changed["status"] = "withdrawn"
    if pattern is None and isinstance(record, Vote | Helped):
        changed["device_id"] = f"erased:{record.id}"  # it counts on, as one of its own
    if pattern is None and isinstance(record, Activity):
        changed |= {"geometry": None, "given": {}, "is_unlisted": True}
    if pattern is None and isinstance(record, Photo | Attachment | DiaryPhoto):
        changed["content"] = b""
    _write(writing, replace(record, **changed), with_large=pattern is None)


def _write(writing: Writing, record: Record, *, with_large: bool = False) -> None:
    """Write a record in place, with a note in the audit trail that holds no words."""
    kept = replace(record, version=record.version + 1, updated_at=writing.at)
    table = TABLES[type(record)]
    values = values_of(kept, with_large=with_large)
    writing.connection.execute(update(table).where(table.c.id == record.id).values(**values))
    writing.note("erased", kept, before=None)


def _overwrite_trail(writing: Writing, row: Any, pattern: re.Pattern[str] | None) -> None:
    emptied = _EMPTIED.get(row.record_kind, {}) if pattern is None else {}
    _rewrite_trail(writing, row, lambda part: _redacted_fields(part, pattern) | emptied, pattern)


def _rewrite_trail(writing: Writing, row: Any, redacted: Any, pattern: re.Pattern[str] | None = None) -> None:
    values = {
        name: None if part is None else redacted(part) for name, part in (("before", row.before), ("after", row.after))
    }
    if pattern is not None:
        values |= {"actor": pattern.sub(ERASED, row.actor), "reason": pattern.sub(ERASED, row.reason)}
    elif row.change not in ("erased", "merged"):
        values |= {"reason": _redact(row.reason, None)}
        if row.role == "participant":
            values["actor"] = ERASED
    writing.connection.execute(update(AUDIT).where(AUDIT.c.seq == row.seq).values(**values))
