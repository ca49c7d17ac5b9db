"""A register brought into the plan: all of it, or with every problem named by cell, nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.exchange.council.deciding import CellProblem, Decided, Deciding
from everyday.exchange.council.matching import FIELDS, Matching, guessed, load_matching, save_matching, with_columns
from everyday.exchange.council.table import RegisterTable, columns_of, read_register
from geo.errors import NotFoundError, Report, UsageError
from plan.changes import EditConflict
from plan.records import Action, Update

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder
    from plan.records import Person

__all__ = ["BroughtIn", "bring_register", "look_at_register"]

_TRIES, MOST_SAID = 3, 40


@dataclass(frozen=True)
class BroughtIn:
    """What a register brought, or would bring.

    Attributes:
        file_name, rows_n: of the register.
        added, changed, unchanged: ids of actions.
        organisations_n, updates_n: how many came with them.
        problems: by cell; where there is one, nothing is kept.
        read_as, overwritten: what to look at: days that were read from less, and what was changed here and is now as
            the register has it.
        report: what was noticed of the file.
        is_kept: False where it was only looked at, or there are problems.
    """

    file_name: str
    rows_n: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    organisations_n: int
    updates_n: int
    problems: tuple[CellProblem, ...]
    read_as: tuple[str, ...]
    overwritten: tuple[str, ...]
    report: Report
    is_kept: bool

    @property
    def is_whole(self) -> bool:
        """True if there are no problems."""
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "file": self.file_name, "rows": self.rows_n, "added": list(self.added), "changed": list(self.changed),
            "unchanged": list(self.unchanged), "kept": self.is_kept, "read_as": list(self.read_as),
            "overwritten": list(self.overwritten), "report": self.report.to_dict(),
            "problems": [vars(one) | {"near": list(one.near)} for one in self.problems],
        }  # fmt: skip

    def to_text(self) -> str:
        """As a person reads it."""
        head = f"{self.file_name}, rows: {self.rows_n:,}. "
        if self.problems:
            lines = [head + f"Nothing was kept; cells that need you: {len(self.problems):,}."]
            lines += [f"  - {_with_near(one)}" for one in self.problems[:MOST_SAID]]
            if len(self.problems) > MOST_SAID:
                lines.append(f"  - and {len(self.problems) - MOST_SAID:,} more.")
        else:
            lines = [head + f"New: {len(self.added):,}; changed: {len(self.changed):,}; as they were: "
                     f"{len(self.unchanged):,}. New organisations: {self.organisations_n:,}; updates: "
                     f"{self.updates_n:,}."]  # fmt: skip
        lines += [f"  - {problem}" for problem in self.report.sorted_problems()]
        return "\n".join([*lines, *(f"  - {one}" for one in (*self.read_as, *self.overwritten))])


def _with_near(one: CellProblem) -> str:
    if not one.field:
        return str(one)
    meant = f" Is it {' or '.join(repr(name) for name in one.near)}?" if one.near else ""
    new = f', or --read "organisation:{one.words}=new"' if one.field == "organisation" else ""
    return f'{one}{meant} Say --read "{one.field}:{one.words}=MEANING"{new}.'


def look_at_register(
    atlas: AtlasFolder, path: Path, *, who: Person, matching: Matching | None = None
) -> tuple[BroughtIn, Decided, RegisterTable]:
    """What a register would bring. Nothing is written.

    Args:
        matching: what its columns and words mean; default: as it is remembered.

    Raises:
        NotFoundError: there is no file.
        InputError: it cannot be read.
        UsageError: its columns are not matched yet; what they most likely are is named.
    """
    known = matching or load_matching(atlas.folder)
    table = read_register(path, known)
    if "title" not in columns_of(table, known).values():
        proposed = " ".join(f'--match "{one}={name}"' for one, name in guessed(table.headings, known).items())
        raise UsageError(
            "Nobody has said yet what the columns of this register are.",
            f"There are: {', '.join(one for one in table.headings if one)}.",
            f"Say it once, it is remembered. Most likely: {proposed}. Fields: {', '.join(FIELDS)}.",
        )  # fmt: skip
    decided = Deciding(atlas.plan(), atlas.taxonomy(), _area_names(atlas), known, who).decide(table)
    left_out = [one for one in table.headings if one and one not in columns_of(table, known)]
    if left_out:
        table.report.add("note", "left_out", "These columns were left out.", where=left_out)
    return _result(path, table, decided, is_kept=False), decided, table


def _area_names(atlas: AtlasFolder) -> dict[str, str]:
    from everyday.atlas import open_edition

    try:
        areas = open_edition(atlas.edition()).areas
    except NotFoundError:
        return {}
    return dict(zip(map(str, areas["area_id"]), map(str, areas["area_name"]), strict=True))


def _result(path: Path, table: RegisterTable, decided: Decided, *, is_kept: bool) -> BroughtIn:
    actions = [one.id for one in decided.added if isinstance(one, Action)]
    updates = sum(isinstance(one, Update) for one in decided.added)
    return BroughtIn(
        path.name, len(table.rows), tuple(actions), tuple(one.id for one in decided.changed),
        tuple(decided.unchanged), len(decided.added) - len(actions) - updates, updates, tuple(decided.problems),
        tuple(decided.read_as), tuple(decided.overwritten), table.report, is_kept,
    )  # fmt: skip


def bring_register(
    atlas: AtlasFolder,
    path: Path,
    *,
    who: Person,
    matching: Matching | None = None,
    columns: dict[str, str] | None = None,
) -> BroughtIn:
    """Bring a register in, in one transaction; what its columns and words mean is remembered.

    Args:
        matching: what is known; default: as it is remembered.
        columns: what somebody says of headings now.

    Raises:
        NotFoundError, InputError, UsageError: as :func:`look_at_register`.
        NotAllowedError
    """
    known = matching or load_matching(atlas.folder)
    if columns:
        headings = read_register(path, known).headings
        if missing := [one for one in columns if one not in headings]:
            raise UsageError(f"There is no column {missing[0]!r}.", f"There are: {', '.join(filter(None, headings))}.")
        known = with_columns(known, guessed(headings, known) | columns)
    for tries in range(_TRIES):
        found, decided, table = look_at_register(atlas, path, who=who, matching=known)
        if found.problems:
            save_matching(atlas.folder, known)
            return found
        try:
            changed = [*decided.steps, *decided.changed]
            if decided.added or changed:
                atlas.plan().keep_together(decided.added, changed, who, reason=f"Imported from {path.name}"[:300])
            break
        except EditConflict:  # somebody was faster between reading and writing: look again
            if tries == _TRIES - 1:
                raise
    save_matching(atlas.folder, replace(known, seen={**known.seen, **decided.seen}))
    return _result(path, table, decided, is_kept=True)
