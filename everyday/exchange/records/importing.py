"""Import of records from a file: what is good is kept together, the rest comes back with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.disk import free_name
from everyday.exchange.records.areas import areas_of
from everyday.exchange.records.deciding import Importing, RefusedRow, decide_rows
from everyday.exchange.records.formats import FileTable, note_unknown, read_table, write_refused
from everyday.exchange.records.looking import look_again
from geo.errors import Report, UsageError
from plan.changes import EditConflict
from plan.exchange import Exchange, exchange_of
from plan.records import Finding, NamedArea, Person, Record, Session

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder
    from everyday.exchange.records.places import Places

__all__ = ["ImportResult", "import_plan"]

MOST_SAID = 20
_TRIES = 4


@dataclass(frozen=True)
class ImportResult:
    """What became of a file.

    Attributes:
        what: the kind of record.
        source: name of the file.
        rows_n: rows in it.
        added: ids of new records.
        changed: ids of records that got a new version.
        unchanged: ids of records that are here as the file has them.
        refused: rows that were not kept.
        is_kept: False if nothing was kept, since all or nothing was asked for and a row was refused.
        report: what one should look at.
        refused_path: the file with the refused rows; None without any.
    """

    what: str
    source: str
    rows_n: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[RefusedRow, ...]
    is_kept: bool
    report: Report
    refused_path: Path | None = None

    @property
    def is_whole(self) -> bool:
        """True if every row was kept."""
        return not self.refused

    @property
    def kept_n(self) -> int:
        """Rows of the file that the plan holds now."""
        return len(self.added) + len(self.changed) + len(self.unchanged)

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        refused = [
            {"where": one.where, "cells": list(one.cells), "cause": one.cause, "reason": one.reason}
            for one in self.refused
        ]
        return {
            "what": self.what, "source": self.source, "rows": self.rows_n, "kept": self.kept_n,
            "added": list(self.added), "changed": list(self.changed), "unchanged": len(self.unchanged),
            "refused": refused, "refused_file": str(self.refused_path) if self.refused_path else None,
            "problems": self.report.to_dict()["problems"],
        }  # fmt: skip

    def to_text(self) -> str:
        """The result as a person reads it."""
        counts = f"{len(self.added):,} new, {len(self.changed):,} changed, {len(self.unchanged):,} as they were"
        lines = [f"{self.source}: {self.kept_n:,} of {self.rows_n:,} {self.what} were kept ({counts})."]
        if not self.is_kept:
            lines = [f"{self.source}: nothing was kept, since not all of its {self.rows_n:,} {self.what} can be."]
        lines += [f"  - {problem}" for problem in self.report.sorted_problems()]
        if self.refused:
            lines.append(f"{len(self.refused):,} {_were(len(self.refused))} not kept:")
            lines += [f"  - {one.where_words}: {one.reason}" for one in self.refused[:MOST_SAID]]
            if len(self.refused) > MOST_SAID:
                lines.append(f"  - and {len(self.refused) - MOST_SAID:,} more.")
        if self.refused_path:
            lines.append(f"They are in {self.refused_path}, each with its reason: correct them and import that file.")
        return "\n".join(lines)


def _were(number: int) -> str:
    return "row was" if number == 1 else "rows were"


def import_plan(
    atlas: AtlasFolder,
    what: str,
    path: Path,
    *,
    who: Person,
    session: str = "",
    refused_path: Path | None = None,
    is_all_or_nothing: bool = False,
) -> ImportResult:
    """Bring records of a file into the plan of an atlas.

    A row without an id is a new record. One whose id is not here is kept with its id, version, author and times. One
    whose id is here changes the record if it was made from the stored version; otherwise it is refused as a conflict.

    Args:
        what: ``findings``, ``actions``, ``votes`` or ``corrections``.
        path: CSV, XLSX, ODS, GeoJSON or GeoPackage; for findings also a session sheet.
        who: who imports: at least a facilitator, for actions a planner.
        session: id of the session of new records that name none.
        refused_path: where refused rows are written; default: beside the file, as ``NAME-not-placed``.
        is_all_or_nothing: keep nothing if a row is refused.

    Raises:
        NotFoundError: there is no file, or no such session; or a sheet cannot be placed as there is no edition.
        UsageError: an ending that cannot be read, or an unknown kind.
        InputError: the file as a whole cannot be used.
        NotAllowedError
    """
    exchange, store = exchange_of(what), atlas.plan()
    if session:
        store.get(Session, session)
    table, report = read_table(path, exchange)
    places = _places(atlas, exchange, table, session)
    for tries in range(_TRIES):
        areas = areas_of(atlas, store) if exchange.record is NamedArea else None
        importing = Importing(exchange, store, who, session, places, areas)
        decided = decide_rows(table, importing)
        is_kept = not (is_all_or_nothing and decided.refused)
        added, changed = (
            [record for _, record in rows] if is_kept else [] for rows in (decided.added, decided.changed)
        )
        try:
            if added or changed:
                store.keep_together(
                    [*added, *_evidence(added, places)], changed, who, reason=f"Imported from {path.name}"[:300]
                )
            break
        except EditConflict:  # somebody was faster between reading and writing: look again
            if tries == _TRIES - 1:
                raise
    note_unknown(table, _known_columns(exchange), report)
    if is_kept:
        look_again(decided, table, importing, report)
    written = _write_refused(path, refused_path, table, decided.refused, exchange, report)
    return ImportResult(
        what, path.name, len(table.rows), tuple(one.id for one in added), tuple(one.id for one in changed),
        tuple(decided.unchanged), tuple(decided.refused), is_kept, report, written,
    )  # fmt: skip


def _places(atlas: AtlasFolder, exchange: Exchange, table: FileTable, session: str) -> Places | None:
    if exchange.record is not Finding:
        return None
    from everyday.exchange.records.places import Places

    return Places(atlas, table, session)


def _evidence(added: Sequence[Record], places: Places | None) -> list[Record]:
    """The numbers of the places of new findings, frozen with them."""
    if places is None:
        return []
    found = [places.evidence_of(one) for one in added if isinstance(one, Finding)]
    return [one for one in found if one is not None]


def _known_columns(exchange: Exchange) -> list[str]:
    from everyday.exchange.sheet import COLUMNS

    own = [column.name for column in (*exchange.columns, *exchange.further)]
    sheet = [column.field for column in COLUMNS] if exchange.record is Finding else []
    return list(dict.fromkeys([*own, *sheet]))


def _write_refused(
    path: Path,
    wanted: Path | None,
    table: FileTable,
    refused: Sequence[RefusedRow],
    exchange: Exchange,
    report: Report,
) -> Path | None:
    """Write refused rows; where that cannot be done the import stands all the same, and the report says so."""
    if not refused:
        return None
    suffix = path.suffix.lower() if path.suffix.lower() in (".xlsx", ".ods") else ".csv"
    target = wanted or free_name(path.with_name(f"{path.stem}-not-placed{suffix}"))
    rows = [(one.row, one.reason) for one in refused]
    try:
        write_refused(target, table, rows, sheet=exchange.what)
    except UsageError:  # a cell that is too long for XLSX
        target = target.with_suffix(".csv")
        write_refused(target, table, rows, sheet=exchange.what)
    except OSError as error:
        report.add("warning", "refused_not_written", f"The rows that were not kept could not be written to {target} "
                   f"({error.strerror}).", action="They are still in your file.")  # fmt: skip
        return None
    return target
