"""Figure 1: the barriers and enablers of a town drawn together by dimension, with the themes that cut across them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from plan.merging import kept_one, merged_map
from plan.records import Finding, Session
from plan.taxonomy import Taxonomy
from plan.votes import NO_VOTES, Tally

__all__ = [
    "NO_DIMENSION", "NO_DIMENSION_LABEL", "STATUSES", "Entry", "Figure", "FigureColumn", "FigureCounts", "FigureTheme",
    "draw_together", "number_findings",
]  # fmt: skip

NO_DIMENSION = ""
"""Key of the column of findings that nobody has given a dimension."""
NO_DIMENSION_LABEL = "No dimension yet"
STATUSES = ("agreed", "sense_checked", "proposed")
"""What stands in the figure, the firmest first."""


@dataclass(frozen=True)
class Entry:
    """One finding in the figure. ``also_in`` are the other dimensions under which it stands as well."""

    finding_id: str
    kind: str
    title: str
    text: str
    where: str
    level: str
    status: str
    tally: Tally
    dimensions: tuple[str, ...]
    also_in: tuple[str, ...]
    groups: tuple[str, ...]
    themes: tuple[str, ...]
    merged_n: int


@dataclass(frozen=True)
class FigureColumn:
    """One dimension with what stands under it, in order."""

    key: str
    label: str
    barriers: tuple[Entry, ...]
    enablers: tuple[Entry, ...]


@dataclass(frozen=True)
class FigureTheme:
    """A cross-cutting theme and the findings that carry it, in the order of the figure."""

    key: str
    label: str
    finding_ids: tuple[str, ...]


@dataclass(frozen=True)
class FigureCounts:
    """How much is in the figure. A finding under several dimensions counts once.

    ``attendance_n`` adds up the sessions that said how many came (None if none did); somebody who came twice counts
    twice. ``groups`` are the people said to be affected, in the town's words.
    """

    barriers_n: int
    enablers_n: int
    agreed_n: int
    sense_checked_n: int
    proposed_n: int
    merged_n: int
    sessions_n: int
    attendance_n: int | None
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """The figure; labels of keys come from its taxonomy."""

    columns: tuple[FigureColumn, ...]
    themes: tuple[FigureTheme, ...]
    counts: FigureCounts
    taxonomy: Taxonomy

    def entries(self) -> list[Entry]:
        """Every finding once, as it first stands in the figure (barriers before enablers of a dimension)."""
        first: dict[str, Entry] = {}
        for column in self.columns:
            for entry in (*column.barriers, *column.enablers):
                first.setdefault(entry.finding_id, entry)
        return list(first.values())

    def dimension_label(self, key: str) -> str:
        """What people read for the key of a dimension."""
        return self.taxonomy.label("dimensions", key) if key else NO_DIMENSION_LABEL


def draw_together(
    findings: Iterable[Finding],
    tallies: Mapping[str, Tally],
    taxonomy: Taxonomy,
    *,
    merged: Mapping[str, str] | None = None,
    where: Mapping[str, str] | None = None,
    sessions: Sequence[Session] = (),
) -> Figure:
    """Draw findings together into Figure 1.

    Entries are the findings that are shown and neither merged nor retired. Each stands once under each of its
    dimensions: agreed before sense-checked before proposed, then by importance, votes, amenability and title.

    Args:
        findings: all findings, also merged, retired and waiting ones.
        tallies: votes by id of the kept finding (``plan.votes.tally_votes``).
        taxonomy: gives the dimensions, their order, and labels. A dimension it lacks, which some finding has, comes
            after its own; findings without any come last.
        merged: id of each merged finding to the id it was merged into; without it, as the findings say.
        where: words for the place of a finding, by id.
        sessions: those that the figure draws on.
    """
    everything = list(findings)
    merged_into = merged_map(everything) if merged is None else merged
    shown = [one for one in everything if one.moderation == "shown" and one.status in STATUSES]
    merged_n = _merged_counts(shown, merged_into)
    entries = [_entry(one, tallies.get(one.id, NO_VOTES), (where or {}).get(one.id, ""), merged_n) for one in shown]
    entries.sort(key=_order)
    columns = _columns(entries, taxonomy)
    return Figure(columns, _themes(columns, taxonomy), _counts(entries, sessions), taxonomy)


def number_findings(figure: Figure) -> dict[str, int]:
    """Numbers from 1 in the order of the figure, by finding: what the pins of its map are called."""
    return {entry.finding_id: number for number, entry in enumerate(figure.entries(), start=1)}


def _merged_counts(shown: list[Finding], merged_into: Mapping[str, str]) -> dict[str, int]:
    counts = dict.fromkeys((one.id for one in shown), 0)
    for finding_id in merged_into:
        kept = kept_one(finding_id, merged_into)
        if kept in counts and kept != finding_id:
            counts[kept] += 1
    return counts


def _entry(finding: Finding, tally: Tally, where: str, merged_n: Mapping[str, int]) -> Entry:
    return Entry(
        finding_id=finding.id,
        kind=finding.kind,
        title=finding.title,
        text=finding.text,
        where=where,
        level=finding.level,
        status=finding.status,
        tally=tally,
        dimensions=tuple(dict.fromkeys(finding.dimensions)) or (NO_DIMENSION,),
        also_in=(),
        groups=finding.groups,
        themes=tuple(dict.fromkeys(finding.themes)),
        merged_n=merged_n[finding.id],
    )


def _order(entry: Entry) -> tuple[object, ...]:
    tally = entry.tally
    return (
        STATUSES.index(entry.status),
        -(tally.importance_mean or 0.0),
        -tally.importance_n,
        -(tally.amenability_mean or 0.0),
        entry.title.casefold(),
        entry.finding_id,
    )


def _columns(entries: list[Entry], taxonomy: Taxonomy) -> tuple[FigureColumn, ...]:
    used = {key for entry in entries for key in entry.dimensions}
    own = taxonomy.keys("dimensions")
    keys = [*own, *sorted(used - {*own, NO_DIMENSION}), *([NO_DIMENSION] if NO_DIMENSION in used else [])]
    return tuple(_column(key, entries, taxonomy) for key in keys)


def _column(key: str, entries: list[Entry], taxonomy: Taxonomy) -> FigureColumn:
    mine = [
        replace(entry, also_in=tuple(other for other in entry.dimensions if other != key))
        for entry in entries
        if key in entry.dimensions
    ]
    barriers = tuple(entry for entry in mine if entry.kind == "barrier")
    enablers = tuple(entry for entry in mine if entry.kind != "barrier")
    return FigureColumn(key, taxonomy.label("dimensions", key) if key else NO_DIMENSION_LABEL, barriers, enablers)


def _themes(columns: tuple[FigureColumn, ...], taxonomy: Taxonomy) -> tuple[FigureTheme, ...]:
    carried: dict[str, dict[str, None]] = {}
    for column in columns:
        for entry in (*column.barriers, *column.enablers):
            for theme in entry.themes:
                carried.setdefault(theme, {})[entry.finding_id] = None
    own = [key for key in taxonomy.keys("themes") if key in carried]
    keys = [*own, *sorted(set(carried) - set(own))]
    return tuple(FigureTheme(key, taxonomy.label("themes", key), tuple(carried[key])) for key in keys)


def _counts(entries: list[Entry], sessions: Sequence[Session]) -> FigureCounts:
    attendance = [session.attendance_n for session in sessions if session.attendance_n is not None]
    by_status = {status: sum(entry.status == status for entry in entries) for status in STATUSES}
    return FigureCounts(
        barriers_n=sum(entry.kind == "barrier" for entry in entries),
        enablers_n=sum(entry.kind != "barrier" for entry in entries),
        agreed_n=by_status["agreed"],
        sense_checked_n=by_status["sense_checked"],
        proposed_n=by_status["proposed"],
        merged_n=sum(entry.merged_n for entry in entries),
        sessions_n=len({session.id or session.name for session in sessions}),
        attendance_n=sum(attendance) if attendance else None,
        groups=tuple(dict.fromkeys(group for entry in entries for group in entry.groups)),
    )
