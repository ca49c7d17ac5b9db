"""Rows of an exchange file kept together: new records and changed ones in one transaction, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from plan.changes import check_change
from plan.records import Action, Ask, Correction, Person, Record
from plan.roles import require
from plan.rules import check_record
from plan.text import clean_record
from store.admission import ADD_NEEDS, SAVE_NEEDS, admit
from store.erasing import forget_place
from store.writing import EditConflict, Writing, named, now_text, with_parts

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from plan.taxonomy import Taxonomy

__all__ = ["Importing", "write_all"]

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
            admitted = [named(admit(clean_record(record), who, writing)) for record in added]
            return write_all(
                writing, self.taxonomy, who, admitted, [clean_record(record) for record in changed], reason=reason
            )


def write_all(
    writing: Writing,
    taxonomy: Taxonomy,
    who: Person,
    added: Sequence[Kept] = (),
    changed: Sequence[Kept] = (),
    *,
    reason: str = "",
) -> tuple[list[Kept], list[Kept]]:
    """Check and write records, with what follows from them (:func:`store.writing.with_parts`), in an open transaction.

    Args:
        added: admitted, cleaned and with an id.
        changed: cleaned, with the version that the change was made from.

    Returns:
        Those that were given, as they were kept.

    Raises:
        EditConflict, RecordFault, NotFoundError
    """
    batch = with_parts(writing, added, changed)
    asks = asks_of(writing, batch.all)
    kept: dict[str, Any] = {}
    for record in batch.added:
        check_record(record, taxonomy)
        kept[record.id] = writing.add(record)
    for record in batch.changed:
        kept[record.id] = _changed(taxonomy, writing, record, who, asks, reason)
    return [kept[one.id] for one in added], [kept[one.id] for one in changed]


def _changed(
    taxonomy: Taxonomy, writing: Writing, record: Record, who: Person, asks: Sequence[Ask], reason: str
) -> Record:
    before = writing.get(type(record), record.id)
    if before.version != record.version:
        raise EditConflict(record, before)
    check_record(record, taxonomy)
    check_change(before, record, taxonomy, who, asks=asks)
    kept = writing.save(_decided(record, before, who), before=before, reason=reason)
    forget_place(writing, before, kept)
    return kept


def asks_of(writing: Writing, records: Sequence[Record]) -> list[Ask]:
    """Who has been asked for the actions among records; what is being added with them counts."""
    ids = {one.id for one in records if isinstance(one, Action)}
    asked = [one for one in records if isinstance(one, Ask)]
    return asked + [one for action_id in ids for one in writing.find(Ask, action_id=action_id)]


def _decided(record: Kept, before: Kept, who: Person) -> Kept:
    """A correction that the file decides is decided by who brings the file, unless it says by whom."""
    if not isinstance(record, Correction) or not isinstance(before, Correction) or record.status == before.status:
        return record
    require(who, "correct")
    if (record.decided_by, record.decided_at) != (before.decided_by, before.decided_at):
        return record
    return replace(record, decided_by=who.name, decided_at=now_text())
