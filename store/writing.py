"""One transaction that changes the plan: every change it makes stands in the audit trail under the same revision.

An action's row and its parts are written together, so that both say the same (``plan.worksheet``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Executable, Select, bindparam, insert, literal, select, update

from geo.errors import AtlasError, NotFoundError
from plan.changes import EditConflict
from plan.exchange import record_to_json
from plan.ids import new_id
from plan.kinds import one_of_many
from plan.records import Action, Finding, Intervention, Milestone, Person, Record, Session, field_names
from plan.rules import RecordFault
from plan.worksheet import parts_of_words, with_words
from store.guarding import digest_of, is_sealed, seal, sealing
from store.rows import as_read, records_of, shown_columns, values_of
from store.schema import AUDIT, REVISION, TABLE_NAMES, TABLES

if TYPE_CHECKING:
    from store.mirror import Mirror

__all__ = ["Batch", "EditConflict", "EditedOutsideError", "Writing", "named", "now_text", "together", "with_parts"]

Kept = TypeVar("Kept", bound=Record)
# Made once: making a statement costs more than running it.
_INSERTS = {kind: insert(table) for kind, table in TABLES.items()}
_SAVES = {
    kind: update(table).where(table.c.id == bindparam("saved_id"), table.c.version == bindparam("saved_version"))
    for kind, table in TABLES.items()
}
_ENTRY = insert(AUDIT)
_NEXT = f"UPDATE {REVISION.name} SET n = n + 1 RETURNING n"
_ENTERED = (
    insert(AUDIT).inline().values({one.name: bindparam(f"entry_{one.name}") for one in AUDIT.c if one.name != "seq"})
)


@cache
def _adding(kind: type[Record]) -> Executable:
    """In PostgreSQL: a new record with its seal and its entry in the trail, as one statement; gives its number."""
    table = TABLES[kind]
    values = {name: bindparam(name, type_=table.c[name].type) for name in field_names(kind)}
    kept = insert(table).values(values).returning(table.c.id, table.c.fid).cte("kept")
    sealed = sealing(select(kept.c.id, literal(TABLE_NAMES[kind]), kept.c.fid, bindparam("digest"))).cte("sealed")
    return select(kept.c.fid).add_cte(sealed, _ENTERED.cte("entered"))


@cache
def _noting(kind: type[Record]) -> Executable:
    """In PostgreSQL: the seal of a record that is written already with its entry in the trail, as one statement."""
    row = TABLES[kind].c
    found = select(row.id, literal(TABLE_NAMES[kind]), row.fid, bindparam("digest")).where(row.id == bindparam("of_id"))
    return _ENTERED.add_cte(sealing(found).cte("sealed"))


@contextmanager
def together(connection: Connection) -> Iterator[None]:
    """What is asked inside goes to a PostgreSQL in one go, and is answered in one: each answer that is waited for by
    itself is a moment in which the server's process, and then this one, wait for a processor. Not for what gives rows
    by SQLAlchemy, which wants them at once."""
    if connection.dialect.name == "sqlite":
        yield
        return
    server: Any = connection.connection.driver_connection
    with server.pipeline():
        yield


def _next_revision(connection: Connection) -> int:
    """Take the right to write, which holds until the end of the transaction."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql(_NEXT).scalar_one())
    server: Any = connection.connection.driver_connection
    return int(server.execute(_NEXT).fetchone()[0])


@cache
def _asking(kind: type[Record], names: tuple[str, ...]) -> Select[Any]:
    """Records of a kind by the values of these fields, oldest first."""
    table = TABLES[kind]
    asked = (table.c[name] == bindparam(name) for name in names)
    return select(*shown_columns(kind)).where(*asked).order_by(table.c.fid)


def now_text() -> str:
    """The time now in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class EditedOutsideError(AtlasError, RuntimeError):
    """A record does not say any more what this program wrote: nothing is saved over it before a planner settles it."""


class Writing:
    """Changes inside one transaction, which holds the only right to write."""

    def __init__(self, connection: Connection, who: Person) -> None:
        self.connection, self.who, self.at = connection, who, now_text()
        self.revision = _next_revision(connection)
        self._is_file = connection.dialect.name == "sqlite"
        self.admitted: dict[Person, Session] = {}
        self.is_forgetting = False
        self.numbers: dict[str, int] = {}
        """Of the findings that were added."""
        self._as_stored: dict[str, Record] = {}
        self._mirror: Mirror | None = None
        self._since: Mapping[type[Record], Mapping[str, Record]] = {}
        self._written: dict[str, Record] = {}
        self._told: set[type[Record]] = set()
        self._is_told_otherwise = False

    def know(self, mirror: Mirror, revision: int, since: Mapping[type[Record], Mapping[str, Record]]) -> None:
        """Use what was read before where it is of this very moment: nobody else can write until this is committed.

        Args:
            mirror: what was read.
            revision: of the plan before this transaction.
            since: records that were written in this transaction before, by kind and id.
        """
        if mirror.is_at(revision):
            self._mirror, self._since = mirror, since

    def known(self, kind: type[Kept], **where: Any) -> list[Kept]:
        """Records with these values, to be looked at only: what is to be written over is asked for by :meth:`find`."""
        if self._mirror is None or kind in self._told:
            return self.find(kind, **where)
        found, since = self._mirror.find(kind, where), self._since.get(kind)
        if not since:
            return found
        fresh: list[Any] = [one for one in since.values() if all(getattr(one, n) == v for n, v in where.items())]
        return [one for one in found if one.id not in since] + fresh

    def all_written(self) -> dict[str, Record] | None:
        """Every record that was changed, as reading it would give it; None where more was changed than records."""
        if self.is_forgetting or self._is_told_otherwise:
            return None
        return {one.id: as_read(one, self.connection.dialect) for one in self._written.values()}

    def get(self, kind: type[Kept], record_id: str) -> Kept:
        """A record as it is now.

        Raises:
            NotFoundError
        """
        found = self.find(kind, id=record_id)
        if not found:
            raise NotFoundError(f"There is no {one_of_many(TABLE_NAMES[kind])} {record_id[:40]}.")
        return found[0]

    def find(self, kind: type[Kept], **where: Any) -> list[Kept]:
        """Records with these values."""
        wanted = _asking(kind, tuple(where))  # type: ignore[arg-type]  # a class has a hash
        found = records_of(self.connection, kind, wanted, where)
        self._as_stored |= {one.id: one for one in found}
        return found

    def add(self, record: Kept) -> Kept:
        """Insert a record. What it brings (id, version, author, times) stays; the rest is filled in."""
        kind = type(record)
        if record.id and self.find(kind, id=record.id):
            raise RecordFault([f"There is already a record {record.id}."])
        made = record.created_at or self.at
        kept = replace(
            record,
            id=record.id or new_id(kind.prefix),
            version=max(record.version, 1),
            created_by=record.created_by or self.who.name,
            created_at=made,
            updated_at=record.updated_at or made,
        )
        number = self._insert(kept)
        if kind is Finding:
            self.numbers[kept.id] = number
        self._written[kept.id] = kept
        return kept

    def _insert(self, kept: Record) -> int:
        """Write a new record with its seal and its entry in the trail; gives its number."""
        kind = type(kept)
        if self._is_file:
            done = self.connection.execute(_INSERTS[kind], values_of(kept))
            self._note("added", kept, before=None)
            return int(done.inserted_primary_key[0])  # type: ignore[index]
        after = record_to_json(kept)
        entry = self._entry("added", kind, kept.id, version=kept.version, after=after)
        given = values_of(kept) | {"digest": digest_of(kept, after)} | _named_apart(entry)
        made = _adding(kind)  # type: ignore[arg-type]  # a class has a hash
        return int(self.connection.execute(made, given).scalar_one())

    def save(self, record: Kept, *, before: Kept, change: str = "changed", reason: str = "") -> Kept:
        """Write a record over the version that it was read as.

        Raises:
            EditConflict: that version is not the stored one any more.
            EditedOutsideError: it is, and says something else than this program wrote.
        """
        self._need_seal(record)
        kept = replace(
            record,
            version=before.version + 1,
            created_by=before.created_by,
            created_at=before.created_at,
            updated_at=self.at,
        )
        which = {"saved_id": record.id, "saved_version": record.version}
        done = self.connection.execute(_SAVES[type(record)], which | values_of(kept, with_large=False))
        if done.rowcount != 1:
            raise EditConflict(record, before)
        self._as_stored[kept.id] = kept
        self._note(change, kept, before=before, reason=reason)
        self._written[kept.id] = kept
        return kept

    def _need_seal(self, record: Record) -> None:
        """Compare what is stored, not only its version: another program leaves that as it is."""
        stored = self._as_stored.get(record.id) or self.get(type(record), record.id)
        if not is_sealed(self.connection, stored):
            raise EditedOutsideError(
                f"The {one_of_many(TABLE_NAMES[type(record)])} {record.id[:40]} was changed outside Everyday Atlas.",
                "Nothing was saved over it.",
                "A planner settles it first: on the page Data, or with everyday settle FOLDER.",
            )

    def note(self, change: str, record: Record, *, before: Record | None, reason: str = "") -> None:
        """An entry of the audit trail about what was done to a record by other means than these; it is sealed."""
        self._is_told_otherwise = True
        self._note(change, record, before=before, reason=reason)

    def _note(self, change: str, record: Record, *, before: Record | None, reason: str = "") -> None:
        """An entry of the audit trail; what was written is sealed under it."""
        kind, after = type(record), record_to_json(record)
        said = None if before is None else record_to_json(before)
        entry = self._entry(change, kind, record.id, version=record.version, before=said, after=after, reason=reason)
        if change != "not_saved" and not self._is_file:
            given = {"of_id": record.id, "digest": digest_of(record, after)} | _named_apart(entry)
            self.connection.execute(_noting(kind), given)  # type: ignore[arg-type]  # a class has a hash
            return
        if change != "not_saved":
            seal(self.connection, record, after)
        self.connection.execute(_ENTRY, entry)

    def tell(
        self, change: str, kind: type[Record], record_id: str, *, version: int = 0, reason: str = "", **said: Any
    ) -> None:
        """An entry of the audit trail about a record that is not written here. ``said``: ``before`` and ``after``."""
        self._is_told_otherwise = True
        entry = self._entry(change, kind, record_id, version=version, reason=reason, **said)
        self.connection.execute(_ENTRY, entry)

    def _entry(
        self, change: str, kind: type[Record], record_id: str, *, version: int = 0, reason: str = "", **said: Any
    ) -> dict[str, Any]:
        """An entry of the audit trail under this revision, as values of its columns."""
        self._told.add(kind)
        return {
            "revision": self.revision,
            "at": self.at,
            "actor": self.who.name,
            "role": self.who.role,
            "change": change,
            "record_kind": TABLE_NAMES[kind],
            "record_id": record_id,
            "version": version,
            "before": said.get("before"),
            "after": said.get("after"),
            "reason": reason,
        }


def _named_apart(entry: dict[str, Any]) -> dict[str, Any]:
    """The values of an entry by names of their own, beside those of the record that it is about."""
    return {f"entry_{name}": value for name, value in entry.items()}


_Part = Intervention | Milestone
_KINDS = (Intervention, Milestone)


@dataclass
class Batch:
    """Records to be added and to be saved over what they were, in this order."""

    added: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)

    @property
    def all(self) -> list[Record]:
        """Everything that is to be written."""
        return self.added + self.changed


def named(record: Kept) -> Kept:
    """A new record with its id, so that others can point to it before it is written."""
    return record if record.id else replace(record, id=new_id(record.prefix))


def with_parts(writing: Writing, added: Sequence[Record], changed: Sequence[Record]) -> Batch:
    """The batch with what follows from it.

    Where interventions (or milestones) of an action are in the batch, they count, and the row gets their words: the
    action is saved even if nothing else of it changes, since its row has. Otherwise they follow the words of the row.

    Raises:
        NotFoundError: a part names an action that there is not.
    """
    batch = Batch(list(added), [_with_earlier_day(writing, one) for one in changed])
    given = [one for one in batch.all if isinstance(one, _Part)]
    actions = {one.id: one for one in batch.all if isinstance(one, Action)}
    for action_id in dict.fromkeys(one.action_id for one in given):
        before = actions.get(action_id) or writing.get(Action, action_id)
        said = with_words(before, *_parts(writing, action_id, given))
        is_given = {kind: any(type(one) is kind and one.action_id == action_id for one in given) for kind in _KINDS}
        action = replace(
            before,
            interventions=said.interventions if is_given[Intervention] else before.interventions,
            milestones=said.milestones if is_given[Milestone] else before.milestones,
        )
        if action_id in actions:
            batch.added = [action if one is before else one for one in batch.added]
            batch.changed = [action if one is before else one for one in batch.changed]
        elif action != before:
            batch.changed.append(action)
    led = {(type(one), one.action_id) for one in given}
    for action in actions.values():
        _follow(writing, action, batch, [kind for kind in _KINDS if (kind, action.id) not in led])
    return batch


def _with_earlier_day(writing: Writing, record: Record) -> Record:
    """A milestone that is moved keeps the day it had, whoever moves it."""
    if not isinstance(record, Milestone):
        return record
    before = writing.get(Milestone, record.id)
    is_kept = not before.date or before.date == record.date or record.earlier_dates[-1:] == (before.date,)
    return record if is_kept else replace(record, earlier_dates=(*record.earlier_dates, before.date))


def _parts(writing: Writing, action_id: str, given: Sequence[_Part]) -> tuple[list[Intervention], list[Milestone]]:
    """The parts of an action as they will be."""
    interventions = {one.id: one for one in writing.find(Intervention, action_id=action_id)}
    milestones = {one.id: one for one in writing.find(Milestone, action_id=action_id)}
    for one in given:
        if one.action_id == action_id:
            if isinstance(one, Intervention):
                interventions[one.id] = one
            else:
                milestones[one.id] = one
    return list(interventions.values()), list(milestones.values())


def _follow(writing: Writing, action: Action, batch: Batch, kinds: Sequence[type[_Part]]) -> None:
    """Add to the batch what makes the parts of these kinds say what the row says."""
    interventions = writing.find(Intervention, action_id=action.id) if Intervention in kinds else []
    milestones = writing.find(Milestone, action_id=action.id) if Milestone in kinds else []
    if not (interventions or milestones or action.interventions or action.milestones):
        return
    parts = parts_of_words(action, interventions, milestones, writing.at[:10])
    for part in (*parts.interventions, *parts.milestones):
        if type(part) in kinds:
            (batch.changed if part.version else batch.added).append(part)
