"""Rows of an exchange file kept together: new records and changed ones in one transaction, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from plan.changes import check_change
from plan.records import Correction, Person, Record
from plan.roles import require
from plan.rules import check_record
from plan.text import clean_record
from store.admission import ADD_NEEDS, SAVE_NEEDS, admit
from store.writing import EditConflict, Writing, now_text

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from plan.taxonomy import Taxonomy

__all__ = ["Importing"]

Kept = TypeVar("Kept", bound=Record)


class Importing:
    """The part of the store that takes files in; see :class:`store.plan_store.PlanStore`."""

    taxonomy: Taxonomy

    if TYPE_CHECKING:

        def _writing(self, who: Person) -> AbstractContextManager[Writing]: ...

    def keep_together(
        self, added: Sequence[Record], changed: Sequence[Record], who: Person, *, reason: str = ""
    ) -> tuple[list[Record], list[Record]]:
        """Add records and save changed ones in one transaction: all of them are kept, or none.

        Args:
            added: new ones; what they bring of id, version, author and times stays.
            changed: with the version that the change was made from.
            reason: for the audit trail, such as the name of the file.

        Returns:
            The records as they were kept, in the order given.

        Raises:
            EditConflict: one was changed meanwhile.
            RecordFault: one is wrong, or its status cannot follow.
            NotAllowedError, NotFoundError
        """
        require(who, "import")
        for needs, records in ((ADD_NEEDS, added), (SAVE_NEEDS, changed)):
            for record in records:
                require(who, needs[type(record)])
        with self._writing(who) as writing:
            admitted = [admit(clean_record(record), who, writing) for record in added]
            for record in admitted:
                check_record(record, self.taxonomy)
            kept = [writing.add(record) for record in admitted]
            return kept, [_changed(self.taxonomy, writing, clean_record(record), who, reason) for record in changed]


def _changed(taxonomy: Taxonomy, writing: Writing, record: Kept, who: Person, reason: str) -> Kept:
    before = writing.get(type(record), record.id)
    if before.version != record.version:
        raise EditConflict(record, before)
    check_record(record, taxonomy)
    check_change(before, record, taxonomy, who)
    return writing.save(_decided(record, before, who), before=before, reason=reason)


def _decided(record: Kept, before: Kept, who: Person) -> Kept:
    """A correction that the file decides is decided by who brings the file, unless it says by whom."""
    if not isinstance(record, Correction) or not isinstance(before, Correction) or record.status == before.status:
        return record
    require(who, "correct")
    if (record.decided_by, record.decided_at) != (before.decided_by, before.decided_at):
        return record
    return replace(record, decided_by=who.name, decided_at=now_text())
