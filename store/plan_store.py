"""The plan store: records added, saved and read, for every page, phone and command."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from geo.errors import NotFoundError
from plan.kinds import one_of_many
from plan.records import Attachment, AuditEntry, DiaryPhoto, Person, Photo, Record
from plan.roles import require
from plan.rules import check_record
from plan.taxonomy import Taxonomy, default_taxonomy
from plan.text import clean_record
from store.admission import ADD_NEEDS, SAVE_NEEDS, admit
from store.commits import Shared
from store.counter import Counter, know_here, known_here
from store.database import database_url, driver_faults, open_guarded
from store.erasing import Erasing, forget_place
from store.faults import StoreError, Turn, told_fault
from store.forum import Forum
from store.gone import CLOSING_S, Log, Vanishing
from store.importing import Importing, write_all
from store.later import Later
from store.mirror import Mirror
from store.outside import Outside, Place, Settling, Watch
from store.rows import audit_entry
from store.schema import AUDIT, TABLE_NAMES, TABLES
from store.writing import EditConflict, Writing, named

__all__ = ["EditConflict", "PlanStore", "StoreError"]

Kept = TypeVar("Kept", bound=Record)
OTHERS_WRITE_S = 0.02
"""Whoever has written looks so often whether those behind have gone without committing it."""
CHECKPOINT_S = 1.0
"""What was committed is safe in the log; a busy room would else have it brought into the file six times a second."""
_BACK = "An older copy was put in its place. Stop what has it open, put the right one there, and start again."


class PlanStore(Forum, Importing, Erasing, Settling):
    """The plan of one atlas. One object serves all threads of a process.

    Args:
        folder: the atlas folder, which holds ``plan.gpkg`` unless ``url`` names a PostgreSQL.
        url: address of a PostgreSQL database, or empty.
        taxonomy: the town's vocabulary.

    Raises:
        StoreError: the store cannot be opened.
        UsageError: ``url`` is not an address of a PostgreSQL.
    """

    def __init__(self, folder: Path, *, url: str = "", taxonomy: Taxonomy | None = None) -> None:
        self.taxonomy = taxonomy or default_taxonomy()
        self.engine, unguarded = open_guarded(database_url(folder, url))
        self.is_file = self.engine.dialect.name == "sqlite"
        self._path = Path(str(self.engine.url.database)) if self.is_file else None
        # Of SQLAlchemy, and of the driver itself, by which the revision is asked for.
        self._faults: tuple[type[Exception], ...] = (DBAPIError, PoolTimeout, driver_faults(self.engine))
        self._turn = Turn()
        self._shared: Shared | None = None
        """The transaction that is left open for whoever writes next."""
        self._mirror = Mirror()
        self._counter = Counter(self.engine)
        self._place: Place | None = None
        self._watch: Watch | None = None
        self._seen = 0
        """The highest revision that was read or written."""
        self._lost: tuple[str, str] | None = None
        self._is_disturbed = False
        self._log = Log(self.engine) if self.is_file else None
        self._vanishing = Vanishing(self.engine, self._log, self._faults, self._writing)
        if self._log is not None:
            self._later = Later(
                self._log.bring_in,
                name="plan-checkpoint",
                faults=(*self._faults, SQLAlchemyError, OSError),
                after_s=CHECKPOINT_S,
            )
        self._raising = Later(self._tell_outside, name="plan-outside", faults=(StoreError,))
        self._looking = threading.Lock()
        self._outside = Outside(unguarded=tuple(unguarded))
        try:
            with self._told():
                self._take_place()
            self.look_outside()
            self._vanishing.see_to_it(within_s=0)
        except BaseException:
            self._give_up()
            raise

    def _take_place(self) -> None:
        """Know the GeoPackage again from now on, with nothing in its log; of a server, the rows as they are now."""
        if self._path is None or self._log is None:
            self._watch = Watch(self._counter)
            return
        self._place = Place(self._path)
        self._log.empty(within_s=0)
        self._place.look()  # emptying the log is no change of anybody's

    def is_in_place(self) -> bool:
        """False where the file that was opened has been removed or replaced since."""
        return self._place is None or self._place.problem() is None

    def _need_place(self, revision: int | None = None) -> None:
        """Refuse to write where the file is another, has lost its log, or is at an earlier revision than it was."""
        found = self._place.problem() if self._place is not None else None
        if found is None and revision is not None and revision < self._seen:
            found = f"The plan went back from revision {self._seen:,} to {revision:,} while it was open.", _BACK
        self._lost = self._lost or found
        if self._lost:
            raise StoreError(self._lost[0], "Nothing was written, and nothing will be.", self._lost[1])

    def close(self) -> None:
        """Give the database up; for a GeoPackage everything is in the one file afterwards."""
        self._vanishing.close()
        try:
            if self._log is not None:
                self._later.stop()
                with self._told():
                    self._log.empty(within_s=CLOSING_S)
        finally:
            self._give_up()

    def _give_up(self) -> None:
        """Let go of the file or the server; nothing is written any more."""
        self._raising.stop()
        self._counter.close()
        if self._log is not None:
            self._later.stop()
        if self._place is not None:
            self._place.close()
        self.engine.dispose()

    # -- reading ------------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading."""
        with self._told(), self.engine.connect() as connection:
            yield connection

    def revision(self) -> int:
        """A number that grows by one with every change that anybody makes."""
        seen = self._seen
        if seen and known_here(self) == seen:
            return seen  # neither asked by others nor written here since
        with self._told():
            now, is_disturbed = self._ask()
            if self._is_disturbed or is_disturbed:
                self._is_disturbed = False
                known = self._outside.changes
                if self.look_outside().changes != known:
                    self._raising.soon()
            if now < seen:
                self._need_place(now)
            self._seen = max(self._seen, now)
            if not self._mirror.reaches(now):
                with self.engine.connect() as connection:
                    self._mirror.refresh(connection)
                if self._mirror.was_told():
                    self.look_outside()
            know_here(self, now)
            return now

    def _ask(self) -> tuple[int, bool]:
        """The revision, and whether the plan was changed outside; of a file both are one question."""
        if self._place is not None:
            return self._place.look()
        return self._counter.now(), self._watch is not None and self._watch.is_disturbed()

    def all(self, kind: type[Kept], /, **where: Any) -> list[Kept]:
        """Records of a kind whose fields have these values, oldest first; photos without their bytes."""
        self.revision()
        return self._mirror.find(kind, where)

    def recently_changed(self, revision: int) -> list[Record] | None:
        """Records that somebody added or changed after a revision (some may come several times, and others with them);
        None where that is not known: everything is looked at then."""
        self.revision()
        return self._mirror.recently_changed(revision)

    def numbers(self) -> Mapping[str, int]:
        """The number of each finding by its id: what it is called on every screen, phone, paper and document.

        It is the number of its row, given when it was added. Rows are never taken out (a merged finding stays, an
        erased one loses its words), so no finding is ever called by another number.
        """
        self.revision()
        return self._mirror.numbers()

    def get(self, kind: type[Kept], record_id: str) -> Kept:
        """One record.

        Raises:
            NotFoundError
        """
        self.revision()
        found = self._mirror.all(kind).get(record_id)
        if found is None:
            raise NotFoundError(f"There is no {one_of_many(TABLE_NAMES[kind])} {record_id[:40]}.")
        return found

    def photo_bytes(self, photo_id: str, kind: type[Photo | Attachment | DiaryPhoto] = Photo) -> bytes:
        """A photo of a finding, of an action's evidence or of a diary, as JPEG; empty after an erasure.

        Raises:
            NotFoundError
        """
        table = TABLES[kind]
        with self.reading() as connection:
            row = connection.execute(select(table.c.content).where(table.c.id == photo_id)).first()
        if row is None:
            raise NotFoundError(f"There is no photo {photo_id[:40]}.")
        return bytes(row.content)

    def history(self, record_id: str) -> list[AuditEntry]:
        """Every change of one record, oldest first."""
        wanted = select(AUDIT).where(AUDIT.c.record_id == record_id).order_by(AUDIT.c.seq)
        with self.reading() as connection:
            return [audit_entry(row) for row in connection.execute(wanted)]

    def first_change(self, kind: type[Record], is_meant: Callable[[AuditEntry], bool]) -> AuditEntry | None:
        """The oldest change of any record of a kind that is meant; None if there is none. It reads no further."""
        wanted = select(AUDIT).where(AUDIT.c.record_kind == TABLE_NAMES[kind]).order_by(AUDIT.c.seq)
        with self.reading() as connection:
            for row in connection.execution_options(yield_per=200).execute(wanted):
                if is_meant(entry := audit_entry(row)):
                    return entry
        return None

    def changes_since(self, revision: int, *, most: int = 10_000) -> list[AuditEntry]:
        """Every change after a revision, oldest first."""
        wanted = select(AUDIT).where(AUDIT.c.revision > revision).order_by(AUDIT.c.seq).limit(most)
        with self.reading() as connection:
            return [audit_entry(row) for row in connection.execute(wanted)]

    # -- writing ------------------------------------------------------------------------------------------------------

    def add(self, record: Kept, who: Person) -> Kept:
        """Keep a new record; see :meth:`add_all`."""
        return self.add_all([record], who)[0]

    def add_all(self, records: Sequence[Kept], who: Person) -> list[Kept]:
        """Keep new records, all or none. A phone's are put into its session, and wait if the session says so.

        An id may be given (``plan.ids``); a version, author or time only by who may import.

        Returns:
            The records as they were kept.

        Raises:
            RecordFault: names everything that is wrong.
            NotAllowedError: the role does not allow it, or the session is over.
        """
        for record in records:
            require(who, ADD_NEEDS[type(record)])
        cleaned = [clean_record(record) for record in records]
        with self._writing(who) as writing:
            admitted = [named(admit(record, who, writing)) for record in cleaned]
            return write_all(writing, self.taxonomy, who, admitted)[0]

    def save(self, record: Kept, who: Person, *, reason: str = "") -> Kept:
        """Write a changed record over the version that was read.

        Raises:
            EditConflict: somebody else was faster; both versions are in it, and yours is in the audit trail.
            RecordFault, NotAllowedError, NotFoundError
        """
        require(who, SAVE_NEEDS[type(record)])
        cleaned = clean_record(record)
        check_record(cleaned, self.taxonomy)

        def change(writing: Writing, _before: Kept) -> Kept:
            return write_all(writing, self.taxonomy, who, changed=[cleaned], reason=reason)[1][0]

        return self._changed(cleaned, who, change)

    def _changed(self, record: Kept, who: Person, change: Callable[[Writing, Kept], Kept]) -> Kept:
        """Run a change of one record; an edit that came too late is kept in the audit trail with its words."""
        try:
            with self._writing(who) as writing:
                before = writing.get(type(record), record.id)
                if before.version != record.version:
                    raise EditConflict(record, before)
                return change(writing, before)
        except EditConflict as conflict:
            with self._writing(who) as writing:
                writing.note("not_saved", conflict.yours, before=conflict.theirs)
                forget_place(writing, conflict.yours, conflict.theirs)
            raise

    @contextmanager
    def _writing(self, who: Person) -> Iterator[Writing]:
        """What is written inside is kept, or nothing of it; afterwards it is on the disk.

        Whoever is done while others wait for their turn leaves the commit to the last of them (``store.commits``). Who
        is refused is told after it: what it was refused for is known then.

        Raises:
            StoreBusyError: others were writing until the deadline (``store.faults.deadline``).
        """
        by = replace(who, name=who.name.strip()[:300] or who.role)
        refused: Exception | None = None
        with self._told():
            with self._turn.taken() as patience_s:
                self._need_place()
                shared, writing = self._begun(by, patience_s)
                try:
                    yield writing
                    shared.keep(writing)
                except BaseException as error:
                    self._take_back(shared, writing, error)
                    if not isinstance(error, Exception):
                        raise
                    refused = error
                else:
                    if not self._turn.waiting_n or shared.is_full or writing.is_forgetting:
                        self._commit(shared)
            while not shared.wait_s(OTHERS_WRITE_S):
                with self._turn.if_free() as is_free:  # whoever was waiting has gone
                    if is_free and not shared.has_ended:
                        self._commit(shared)
            if shared.fault is not None:
                raise shared.fault
            if refused is not None:
                raise refused
        if writing.is_forgetting:
            self._vanishing.see_to_it()
        if self.is_file:
            self._later.soon()

    def _begun(self, who: Person, patience_s: float) -> tuple[Shared, Writing]:
        """The transaction of this turn, which may hold what others have just written, and a writing in it."""
        is_first = self._shared is None
        shared = self._shared or Shared(self.engine, patience_s, who)
        try:
            writing = shared.first if is_first else shared.next(who)
            if is_first:
                self._need_place(writing.revision - 1)
                self._is_disturbed = (self._place is not None and self._place.look()[1]) or self._is_disturbed
                if self._place is not None:
                    self._place.is_ours = True
            if not self._is_disturbed:
                shared.known_by(writing, self._mirror)
        except BaseException as error:
            self._take_back(shared, shared.first if is_first else None, error)
            raise
        self._shared = shared
        return shared, writing

    def _take_back(self, shared: Shared, writing: Writing | None, error: BaseException) -> None:
        """Of a writing that failed nothing stays; what others wrote before it does."""
        if writing is not shared.first:
            try:
                shared.take_back()
            except BaseException as fault:  # whatever it is: half of a writing is never committed
                error = fault
            else:
                if not self._turn.waiting_n:
                    self._commit(shared)
                return
        self._end(shared, error)

    def _commit(self, shared: Shared) -> None:
        """Put what was written on the disk, and let everybody who wrote it know."""
        try:
            self._seen = max(self._seen, shared.commit(self._mirror))
        except BaseException as error:
            self._end(shared, error)
            if not isinstance(error, Exception):
                raise
            return
        with suppress(*self._faults):  # it is on the disk; whoever reads next looks again, and is told
            if self._place is not None:
                self._place.look()
        self._end(shared)

    def _end(self, shared: Shared, error: BaseException | None = None) -> None:
        self._shared = None
        try:
            if error is not None:
                shared.give_up(error)
        finally:
            if self._place is not None:
                self._place.is_ours = False
            shared.end()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the database as a person understands them."""
        try:
            yield
        except self._faults as error:
            cause = error.orig or error if isinstance(error, DBAPIError) else error
            raise told_fault(cause, path=self._path) from error
