"""What an import kept as it stands, and somebody should look at: places outside the town, unknown sessions, twins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from everyday.acting import Organisations
from everyday.exchange.records.deciding import Decided, Importing
from everyday.exchange.records.formats import FileTable
from everyday.exchange.records.places import Places
from geo.errors import Report
from plan.records import Action, Finding, Organisation, Session
from plan.text import personal_data_in

__all__ = ["look_again"]

_TWICE = "It says the same as a finding that was here before: was it imported twice?"

_PERSONAL = "It seems to hold a phone number, an e-mail address or a postcode: is that meant to be kept?"


@dataclass(frozen=True)
class _Here:
    """Ids that the plan knows now, with what was imported."""

    findings: frozenset[str]
    sessions: frozenset[str]
    places: Places | None
    organisations: Organisations


def look_again(decided: Decided, table: FileTable, importing: Importing, report: Report) -> None:
    """Add warnings about records that were kept, each kind of warning once, with its rows."""
    store = importing.store
    here = _Here(
        frozenset(one.id for one in store.all(Finding)), frozenset(one.id for one in store.all(Session)),
        importing.places, Organisations(store.all(Organisation)),
    )  # fmt: skip
    found = [(words, "cells", where) for where, words in decided.warnings]
    for row, record in decided.kept():
        found += [(words, code, table.where(row)) for code, words in _oddities(record, here)]
        if _is_personal(record):
            found.append((_PERSONAL, "personal", table.where(row)))
    found += [(_TWICE, "twice", where) for where in _twins(decided, table, importing)]
    rows: dict[tuple[str, str], list[str]] = {}
    for words, code, where in found:
        rows.setdefault((words, code), []).append(where)
    for (words, code), places in rows.items():
        report.add("warning", code, words, where=places)


def _oddities(record: Any, here: _Here) -> Iterator[tuple[str, str]]:
    """What is odd about one record: a code and a sentence."""
    session = getattr(record, "session", "")
    if session and session not in here.sessions:
        yield "unknown_session", f"There is no session {session[:40]} here; its id was kept."
    if isinstance(record, Finding) and here.places is not None:
        yield from _odd_place(record, here.places)
    if isinstance(record, Finding) and record.status == "merged" and record.merged_into not in here.findings:
        yield "merged_into", "It was merged into another finding that the file does not name, or that is not here."
    unknown = [one for one in record.finding_ids if one not in here.findings] if isinstance(record, Action) else []
    if unknown:
        yield "unknown_findings", f"These findings are not here: {', '.join(unknown)[:200]}."
    if isinstance(record, Action):
        for name in dict.fromkeys((*record.responsible, *record.contributes)):
            if not here.organisations.is_named(name):
                yield (
                    "unknown_organisation",
                    f"There is no organisation “{name[:80]}” in the plan: it counts as still to be named.",
                )


def _is_personal(record: Any) -> bool:
    """True if its words seem to lead to a person."""
    words = [getattr(record, name, "") for name in ("title", "text", "name")]
    return bool(personal_data_in("\n".join([*words, *getattr(record, "groups", ())])))


def _odd_place(finding: Finding, places: Places) -> Iterator[tuple[str, str]]:
    if places.is_swapped(finding):
        yield "swapped", "The place is outside the town: latitude and longitude seem to have changed places."
    elif places.is_outside(finding):
        yield "outside", "The place is outside the town."
    if places.is_unknown_area(finding):
        yield "unknown_area", f"The town has no area {finding.area_id[:40]}."


def _twins(decided: Decided, table: FileTable, importing: Importing) -> Iterator[str]:
    """Where new findings without an id in the file say what another one says."""
    new = {record.id: row for row, record in decided.added if not row.cells.get("id")}
    if importing.exchange.record is not Finding or not new:
        return
    said = {_essence(one) for one in importing.store.all(Finding) if one.id not in new}
    for row, record in decided.added:
        if record.id in new and _essence(record) in said:
            yield table.where(row)


def _essence(finding: Any) -> tuple[Any, ...]:
    place = None if finding.geometry is None else finding.geometry.wkb
    return finding.kind, finding.title, finding.text, finding.area_id, place
