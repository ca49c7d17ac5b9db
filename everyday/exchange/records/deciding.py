"""What is to be done with each row of an import: added, changed, as it was, or not kept and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from everyday.exchange.records.formats import FileRow, FileTable
from geo.errors import UsageError
from plan.changes import check_change
from plan.exchange import Exchange, Notation, is_same_content, problem_of_id, record_from
from plan.ids import new_id
from plan.records import Feedback, Finding, Helped, Person, Record, Vote
from plan.rules import RecordFault, problems_of
from plan.text import clean_line

if TYPE_CHECKING:
    from everyday.exchange.records.areas import Areas
    from everyday.exchange.records.places import Places
    from plan.taxonomy import Taxonomy
    from store.plan_store import PlanStore

__all__ = ["Decided", "Importing", "RefusedRow", "decide_rows"]

_NOT_IN_SHEETS = ("session", "status", "suggestion_key", "created_by", "created_at")


@dataclass(frozen=True)
class RefusedRow:
    """A row that is not kept. ``cause`` is ``wrong``, ``not_placed`` or ``conflict``; ``cells`` are those at fault."""

    where: str
    row: FileRow
    reason: str
    cause: str
    cells: tuple[str, ...] = ()

    @property
    def where_words(self) -> str:
        """In words: "row 5 (T5)"."""
        return f"{self.where} ({', '.join(self.cells)})" if self.cells else self.where


@dataclass(frozen=True)
class Importing:
    """What an import works with.

    Attributes:
        exchange: the kind of record.
        store: where it goes.
        who: who imports.
        session: session of findings and corrections that name none.
        places: places new findings; None for other records.
        areas: checks areas that people use; None for other records.
    """

    exchange: Exchange
    store: PlanStore
    who: Person
    session: str = ""
    places: Places | None = None
    areas: Areas | None = None

    @property
    def taxonomy(self) -> Taxonomy:
        """The town's vocabulary."""
        return self.store.taxonomy


@dataclass
class Decided:
    """Rows sorted by what is to be done; records in the order of the file."""

    added: list[tuple[FileRow, Record]] = field(default_factory=list)
    changed: list[tuple[FileRow, Record]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def kept(self) -> list[tuple[FileRow, Record]]:
        """What the file brings."""
        return self.added + self.changed


class _Refused(ValueError):
    """A row cannot be kept; the text says why."""

    def __init__(self, reason: str, cause: str = "wrong") -> None:
        super().__init__(reason)
        self.cause = cause


def decide_rows(table: FileTable, importing: Importing) -> Decided:
    """Sort all rows. Nothing is written."""
    exchange, store = importing.exchange, importing.store
    known = {record.id: record for record in store.all(exchange.record)}
    seen: dict[str, str] = {}
    decided = Decided()
    ballots = _Ballots(store, exchange.record) if exchange.record in (Vote, Helped) else None
    for row in table.rows:
        where = table.where(row)
        try:
            record_id = _id_of(row, exchange, seen, where)
            base = known.get(record_id)
            if not record_id and importing.places is not None and importing.places.is_of_a_sheet(row):
                decided.added.append((row, _of_sheet(row, importing.places, importing, table.notation)))
                continue
            read = record_from(
                exchange,
                row.cells,
                importing.taxonomy,
                base=base,
                geometry=row.geometry,
                notation=table.notation,
            )
            if problems := [*([row.fault] if row.fault else []), *read.problems]:
                problems += problems_of(read.record, importing.taxonomy)
                raise _Refused(" ".join(dict.fromkeys(problems)))
            if base is None:
                _add(decided, row, _new(row, read.record, record_id, importing), ballots)
            else:
                _compare(decided, row, read.record, base, importing)
            decided.warnings += [(where, warning) for warning in read.warnings]
        except _Refused as fault:
            decided.refused.append(RefusedRow(where, row, str(fault), fault.cause, table.cells_named(row, str(fault))))
    return decided


def _id_of(row: FileRow, exchange: Exchange, seen: dict[str, str], where: str) -> str:
    """The id that a row brings; empty for none.

    Raises:
        _Refused: it cannot be one, or another row has it.
    """
    value = row.cells.get("id")
    record_id = clean_line("" if value is None else str(value))
    if not record_id:
        return ""
    if problem := problem_of_id(exchange, record_id):
        raise _Refused(problem)
    if record_id in seen:
        raise _Refused(f"id: {record_id} is in {seen[record_id]} already.")
    seen[record_id] = where
    return record_id


def _new(row: FileRow, record: Any, record_id: str, importing: Importing) -> Record:
    """A record that is not here yet, complete; one with an id keeps what it brings of its history.

    Raises:
        _Refused
    """
    if not record_id:
        record = replace(record, id=new_id(record.prefix), version=0, updated_at="")
        if importing.session and hasattr(record, "session") and not record.session:
            record = replace(record, session=importing.session)
        if importing.places is not None:
            record = importing.places.in_area(record)
    record = _checked_area(row, record, importing, is_new=True)
    if problems := problems_of(record, importing.taxonomy):
        raise _Refused(" ".join(problems))
    return record  # type: ignore[no-any-return]


def _checked_area(row: FileRow, record: Any, importing: Importing, *, is_new: bool) -> Any:
    """An area that people use, as it can be kept; any other record as it is.

    Raises:
        _Refused
    """
    if importing.areas is None:
        return record
    try:
        return importing.areas.checked(record, row.cells, is_new=is_new)
    except UsageError as fault:
        raise _Refused(str(fault)) from fault


def _of_sheet(row: FileRow, places: Places, importing: Importing, notation: Notation) -> Finding:
    """A new finding from a row that says where it is in words; other columns than a sheet's count too.

    Raises:
        _Refused
    """
    finding, reasons = places.read(row)
    others = [name for name in _NOT_IN_SHEETS if name in row.cells]
    read = record_from(
        importing.exchange, {name: row.cells[name] for name in others}, importing.taxonomy, notation=notation
    )
    if finding is None or read.problems:
        raise _Refused(" ".join([*reasons, *read.problems]), "not_placed")
    given = {name: getattr(read.record, name) for name in others if getattr(read.record, name)}
    found = replace(finding, **given)
    if problems := problems_of(found, importing.taxonomy):
        raise _Refused(" ".join(problems))
    return found


def _add(decided: Decided, row: FileRow, record: Record, ballots: _Ballots | None) -> None:
    if ballots is not None and isinstance(record, Vote | Helped):
        ballots.take(record)
    decided.added.append((row, record))


def _compare(decided: Decided, row: FileRow, record: Record, base: Record, importing: Importing) -> None:
    """What a row says of a record that is here.

    Raises:
        _Refused: it was changed here meanwhile, or may not be changed so.
    """
    if is_same_content(record, base):
        decided.unchanged.append(base.id)
        return
    if record.version != base.version or not row.cells.get("version"):
        raise _Refused(_conflict(row, record, base, importing.store), "conflict")
    record = _checked_area(row, record, importing, is_new=False)
    problems = problems_of(record, importing.taxonomy)
    if isinstance(base, Vote | Helped) and _ballot(record) != _ballot(base):
        problems.append("A vote stays with its finding and its device.")
    if isinstance(base, Feedback) and isinstance(record, Feedback) and record.change_status != base.change_status:
        problems.append(
            "change_status: a proposed change is decided on the page Network, where the action changes too."
        )
    try:
        check_change(base, record, importing.taxonomy, importing.who)
    except RecordFault as fault:
        problems += fault.problems
    if problems:
        raise _Refused(" ".join(problems))
    decided.changed.append((row, record))


def _ballot(vote: Any) -> tuple[str, ...]:
    return vote.finding_id, getattr(vote, "action_id", ""), vote.device_id


def _conflict(row: FileRow, record: Record, base: Record, store: PlanStore) -> str:
    """Both versions, and who wrote the one that is here."""
    last = next((entry for entry in reversed(store.history(base.id)) if entry.change != "not_saved"), None)
    by = f"{last.actor} at {last.at}" if last else base.updated_at
    here = f"Here it has version {base.version}, saved by {by}"
    said = _said(base)
    if not row.cells.get("version"):
        return f"{base.id} is here already, and the row does not say which version it was made from. {here}{said}."
    if record.version > base.version:
        return (
            f"{base.id} has version {record.version} in the file, a later one than here: it was changed in another "
            f"copy of this plan. {here}{said}. Nothing was overwritten."
        )
    return (
        f"{base.id} has version {record.version} in the file and was changed here since. {here}{said}. Nothing was "
        "overwritten: export it again, make the change there and import that."
    )


def _said(record: Record) -> str:
    words = clean_line(str(getattr(record, "title", "") or getattr(record, "name", "")))
    return f", and says “{words[:80]}{'…' if len(words) > 80 else ''}”" if words else ""


class _Ballots:
    """Which device has voted on what, and on what there is to vote."""

    def __init__(self, store: PlanStore, kind: type[Record]) -> None:
        self.findings = {one.id for one in store.all(Finding)}
        self.taken = {_ballot(vote): vote.id for vote in store.all(kind)}

    def take(self, vote: Vote | Helped) -> None:
        """Count a new vote.

        Raises:
            _Refused
        """
        if vote.finding_id not in self.findings:
            raise _Refused(f"finding_id: there is no finding {vote.finding_id[:40]!r} here. Import the findings first.")
        ballot = _ballot(vote)
        if ballot in self.taken:
            raise _Refused(f"This device has voted on {vote.finding_id} already ({self.taken[ballot]}).")
        self.taken[ballot] = vote.id
