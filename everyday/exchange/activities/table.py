"""A list of activities as a table with a publisher's own headings: what each column is, and what its cells mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from everyday.exchange.activities.entries import Entry, GivenList
from everyday.exchange.tables import TableRow, cell_name, read_table
from geo.errors import Report
from plan.exchange import Notation, exchange_of, record_from
from plan.taxonomy import Taxonomy

__all__ = ["read_list"]

_BRITISH = Notation("point", "day")  # as the times beside them are read: "5/12/2026 10am"
_MOST_BYTES, _MOST_ROWS, _FIRST_ROWS = 20_000_000, 20_000, 20
# Headings that people write, by what they mean; compared in small letters and without signs.
_HEADINGS = {
    "source_id": "id|ref|reference|activity id|service id|unique id|record id|source id",
    "title": "title|name|activity|activity name|service|service name|what|event|session",
    "text": "text|description|about|details|summary|information",
    "kind": "kind|type|activity type|category",
    "venue": "venue|where|location|place|address|held at|venue name",
    "ward": "ward|area|neighbourhood|ward name|ward code|area id|area name",
    "lat": "lat|latitude",
    "lon": "lon|lng|long|longitude",
    "is_ward_only": "ward only|is ward only|known to the ward only|hide address|private address|mask exact address",
    "when": "when|times|day and time|days and times|day time|schedule|opening hours|opening times|date and time",
    "day": "day|days|weekday",
    "time": "time|hours",
    "valid_from": "valid from|start date|starts on|begins",
    "valid_to": "valid to|end date|ends on|ends",
    "organiser": "organiser|organizer|organisation|organization|provider|run by|who|organisation name",
    "cost": "cost|price|fee|free|costs|charge",
    "cost_words": "cost words|cost details|price details",
    "language_support": "language support|languages|language|interpreter|interpreting",
    "contact": "contact|contact page|website|web|url|link|web page|contact website",
    "outcome_themes": "themes|theme|outcome themes|outcome theme",
    "participation_areas": "participation areas|participation|participation area",
    "playbook_activities": "playbook activities|forms|form|activity forms",
    "individual_outcomes": "individual outcomes|outcomes|soft outcomes",
    "community_benefits": "community benefits|benefits",
    "benefit_told": "benefit told|community benefit told|what it has brought",
    "playbook_barriers": "playbook barriers|barriers|barriers addressed",
    "last_confirmed": "last confirmed|confirmed|checked|last checked|assured date|confirmed on",
    "is_kept": "is kept|keep|keeps running",
    "is_unlisted": "is unlisted|not to be listed|asked not to be listed|do not list",
}
_FIELD_OF = {words: name for name, several in _HEADINGS.items() for words in several.split("|")}
_FREE = {"free", "yes", "y", "true", "no charge", "no cost", "nil", "0", "£0", "£0.00", "none", "free of charge"}
_DONATION = re.compile(r"\bdonation|\bpay (?:what|as) you\b")
_PRICE = re.compile(r"£|\d|\bpaid\b|\bfee\b|\bmember")
_SAYS_NOT = {"no", "n", "false"}


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words.casefold()).split())


def _headings(row: TableRow) -> list[str]:
    """The field of each column; empty for one that is none."""
    found: list[str] = []
    for cell in row.cells:
        name = _FIELD_OF.get(_folded(cell), "")
        found.append(name if name not in found else "")
    return found


def read_list(path: Path, taxonomy: Taxonomy) -> GivenList:
    """The activities of a CSV, XLSX or ODS file.

    Raises:
        NotFoundError: there is no file.
        InputError: it cannot be read as a list of activities.
    """
    report = Report(path.name, "activities")
    rows = read_table(path, report, most_bytes=_MOST_BYTES, most_rows=_MOST_ROWS)
    report.raise_if_refused()
    at = next((place for place, row in enumerate(rows[:_FIRST_ROWS]) if "title" in _headings(row)), None)
    if at is None:
        report.add("refused", "no_title", "No row of headings names the activities.",
                   needed="a column such as title, name or activity; best also when, venue, latitude, longitude, ward, "
                          "organiser, kind, themes and an id of your own",
                   action="Write the headings into one row.")  # fmt: skip
        report.raise_if_refused()
    head = rows[at or 0]
    names = _headings(head)
    unknown = [cell for cell, name in zip(head.cells, names, strict=True) if cell.strip() and not name]
    if unknown:
        report.add("note", "left_out", "These columns were left out.", where=unknown)
    entries = [_entry(row, names, taxonomy) for row in rows[(at or 0) + 1 :]]
    return GivenList(tuple(entries), report, "source_id" in names)


def _entry(row: TableRow, names: Sequence[str], taxonomy: Taxonomy) -> Entry:
    entry = Entry(f"row {row.number}")
    cells: dict[str, str] = {}
    for place, name in enumerate(names):
        if name:
            cells[name] = row.cells[place].strip() if place < len(row.cells) else ""
            entry.cells[name] = cell_name(place, row.number)
    entry.source_id, entry.ward = cells.pop("source_id", ""), cells.pop("ward", "")
    for name, most in (("lat", 90), ("lon", 180)):
        setattr(entry, name, _degrees(entry, name, cells.pop(name, ""), most))
    if (entry.lat is None) != (entry.lon is None) and not entry.problems:
        entry.fault("lat" if entry.lat is None else "lon", "a point needs both latitude and longitude.")
    _join_day_and_time(entry, cells)
    if "cost" in cells:
        cells["cost"], words = cost_of(cells["cost"])
        cells["cost_words"] = cells.get("cost_words") or words
    if "is_ward_only" in cells and cells["is_ward_only"].casefold() in ("y", "n"):
        cells["is_ward_only"] = {"y": "yes", "n": "no"}[cells["is_ward_only"].casefold()]
    _read_cells(entry, cells, taxonomy)
    return entry


def _degrees(entry: Entry, name: str, words: str, most: int) -> float | None:
    if not words:
        return None
    try:
        number = float(words.replace("−", "-"))
    except ValueError:
        number = float("nan")
    if not abs(number) <= most:
        entry.fault(name, f"{words[:40]!r} is not a number of degrees between -{most} and {most}.")
        return None
    return number


def _join_day_and_time(entry: Entry, cells: dict[str, str]) -> None:
    """Day and time in two columns are one sentence."""
    day, time = cells.pop("day", ""), cells.pop("time", "")
    if (day or time) and not cells.get("when"):
        cells["when"] = " ".join(part for part in (day, time) if part)
        entry.cells.setdefault("when", entry.cells.get("day") or entry.cells.get("time", ""))


def cost_of(words: str) -> tuple[str, str]:
    """Free, a donation or a price, and the words where they say more than that."""
    plain = words.casefold().strip(" .")
    if not plain:
        return "", ""
    if plain in _FREE:
        return "free", ""
    if _DONATION.search(plain):
        return "donation", words
    if plain in _SAYS_NOT or plain == "paid":
        return "paid", ""
    return ("paid", words) if _PRICE.search(plain) else ("", words)


def _read_cells(entry: Entry, cells: Mapping[str, str], taxonomy: Taxonomy) -> None:
    """What the cells mean, by the same rules as an exchange file; problems by cell."""
    exchange = exchange_of("activities")
    for name, words in cells.items():
        read = record_from(exchange, {"title": "-", name: words}, taxonomy, notation=_BRITISH)
        for problem in read.problems:
            entry.fault(name, problem.removeprefix(f"{name}: "))
        value = getattr(read.record, name)
        for fault in _unknown_keys(name, value, taxonomy):
            entry.fault(name, fault)
        if not read.problems:
            entry.values[name] = value


def _unknown_keys(name: str, value: Any, taxonomy: Taxonomy) -> Iterator[str]:
    column = exchange_of("activities").column(name)
    if column is None or column.form not in ("key", "keys"):
        return
    for key in value if isinstance(value, tuple) else (value,):
        if key and key not in taxonomy.terms[column.terms]:
            known = "; ".join(taxonomy.labels(column.terms).values())
            yield f"{key[:60]!r} is not known. There are: {known}."
