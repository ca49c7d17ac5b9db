"""Settling what was changed outside: taken over as audited changes, or put back as the trail says it was."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from plan.exchange import record_from_json
from plan.records import Person, Record
from plan.roles import require
from plan.rules import problems_of, problems_of_columns
from plan.text import clean_record
from store.database import guard_again
from store.geopackage import make_geopackage, remove_stand_ins
from store.guarding import unseal
from store.mirror import SEEN_OUTSIDE, Mirror
from store.outside.looking import ADDED, REMOVED, WRONG, Outside, OutsideChange, last_said, look
from store.rows import values_of
from store.schema import TABLES
from store.writing import Writing

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy

__all__ = ["EDITED_OUTSIDE", "PUT_BACK", "Settling"]

_STORE = Person("the plan itself", "planner")
_MOST_TOLD = 100
EDITED_OUTSIDE, PUT_BACK, TAKEN_OUT = "edited_outside", "put_back", "taken_out"


class Settling:
    """The part of the store that knows what others did to the plan; see :class:`store.plan_store.PlanStore`."""

    taxonomy: Taxonomy
    _mirror: Mirror
    _outside: Outside
    _looking: threading.Lock
    engine: Engine

    if TYPE_CHECKING:

        def reading(self) -> AbstractContextManager[Connection]: ...
        def _writing(self, who: Person) -> AbstractContextManager[Writing]: ...

    def outside(self) -> Outside:
        """What was changed outside this program and is not settled; it is looked for at each start and when it shows.

        It raises nothing.
        """
        return self._outside

    def look_outside(self) -> Outside:
        """Look now, and read everything anew for the pages.

        Raises:
            StoreError: the plan cannot be read.
        """
        with self._looking:
            lacking = guard_again(self.engine)
            self._mirror.forget()
            with self.reading() as connection:
                self._mirror.refresh(connection)
                self._outside = look(connection, self._mirror, [*self._outside.unguarded, *lacking])
            return self._outside

    def _tell_outside(self) -> bool:
        """Raise the revision with an entry in the trail: every page, phone and server then reads the plan anew."""
        with self._writing(_STORE) as writing:
            # Looked for again: somebody may have settled it a moment before, also in this very commit.
            for one in look(writing.connection).changes[:_MOST_TOLD] if self._outside.changes else ():
                fields = "" if one.what == WRONG else ", ".join(one.fields)  # what is wrong is told in its own words
                writing.tell(SEEN_OUTSIDE, one.kind, one.record_id, reason=fields[:500])
        return True

    def settle_outside(self, who: Person, *, is_taken: bool) -> list[str]:
        """Take over what was changed outside, or put back what was there, in one transaction with entries in the trail.

        What was removed is put back either way: nothing is ever taken out of the plan. What breaks a rule is not taken.

        Returns:
            What was done, and what is left, in sentences.

        Raises:
            NotAllowedError: only a planner settles it.
            StoreError: the plan cannot be written.
        """
        require(who, "settle")
        said: list[str] = []
        with self._writing(who) as writing:
            changes = look(writing.connection).changes
            # What hangs on others goes last when it comes, and first when it goes.
            for one in reversed([one for one in changes if not is_taken and not one.is_sealed]):
                said.append(_taken_out(writing, one))
            for one in [one for one in changes if is_taken or one.is_sealed]:
                done = _take(writing, one, self.taxonomy) if is_taken and one.what != REMOVED else ""
                said.append(done or _put_back(writing, one))
            if not is_taken and writing.connection.dialect.name == "sqlite":
                said += [f"The table {name} of another program was removed." for name in
                         remove_stand_ins(writing.connection)]  # fmt: skip
                make_geopackage(writing.connection)
        self._outside = Outside()
        self.look_outside()
        return said


def _row_as_record(writing: Writing, change: OutsideChange) -> Record:
    return writing.get(change.kind, change.record_id)


def _take(writing: Writing, change: OutsideChange, taxonomy: Taxonomy) -> str:
    if change.what == WRONG:
        return f"{change} It cannot be taken over."
    record = clean_record(_row_as_record(writing, change))
    said = last_said(writing.connection, record.id) if change.what != ADDED else None
    before = None if said is None else record_from_json(change.kind, said)
    kept = replace(
        record,
        version=max(record.version, before.version if before else 0) + (1 if before else 0) or 1,
        created_by=(before.created_by if before else record.created_by) or writing.who.name,
        created_at=(before.created_at if before else record.created_at) or writing.at,
        updated_at=writing.at,
    )
    if problems := problems_of(kept, taxonomy):
        return f"{change} It was not taken over: {' '.join(problems)}"
    _write(writing, kept, change.number)
    writing.note(EDITED_OUTSIDE, kept, before=before)
    return f"{change} Taken over."


def _write(writing: Writing, record: Record, number: int) -> None:
    table = TABLES[type(record)]
    values = values_of(record, with_large=False)
    writing.connection.execute(update(table).where(table.c.fid == number).values(**values))


def _put_back(writing: Writing, change: OutsideChange) -> str:
    table, connection = TABLES[change.kind], writing.connection
    said = last_said(connection, change.record_id)
    if said is None:
        return f"{change} The trail does not say what it was: it stays."
    record = record_from_json(change.kind, said)
    there = connection.execute(select(table.c.version).where(table.c.fid == change.number)).scalar()
    version = max(record.version, there if isinstance(there, int) else 0) + 1
    kept = replace(record, version=version, updated_at=writing.at)
    if problems := problems_of_columns(kept):
        return f"{change} What the trail says is wrong too ({' '.join(problems)}): bring it with a file, or erase it."
    if there is None:
        connection.execute(insert(table).values(fid=change.number, **values_of(kept)))
    else:
        _write(writing, kept, change.number)
    writing.note(PUT_BACK, kept, before=None, reason=", ".join(change.fields)[:500])
    return f"{change} Put back."


def _taken_out(writing: Writing, change: OutsideChange) -> str:
    """A row that this program has never written goes; the trail keeps that it was there, without what it said."""
    table: Any = TABLES[change.kind]
    writing.connection.execute(delete(table).where(table.c.fid == change.number))
    writing.note(TAKEN_OUT, change.kind(id=change.record_id), before=None)
    unseal(writing.connection, change.record_id)
    return f"{change} Taken out."
