"""A list brought into the plan: what is good is kept together, every problem is named by its cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from everyday.exchange.activities.entries import Entry
from everyday.exchange.activities.merging import Merged, merge_list, source_of, without_place
from everyday.exchange.activities.openreferral import read_open_referral
from everyday.exchange.activities.table import read_list
from everyday.exchange.tables import read_table
from geo.errors import AtlasError, NotFoundError, Report
from plan.changes import EditConflict
from plan.records import Activity

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, OpenEdition
    from plan.records import Person

__all__ = ["BroughtActivities", "bring_activities", "is_exchange_file"]

_TRIES, MOST_SAID = 3, 30
# A kind that the title says in so many words; anything else stays "other".
_KINDS = (
    ("english", r"\besol\b|\benglish (?:class|lesson|course|conversation)|\blearn english\b"),
    ("cafe", r"\bconversation caf[eé]\b"),
    ("work_club", r"\b(?:work|job) club\b"),
    ("digital", r"\bdigital (?:help|skills|drop)|\bcomputer (?:class|help|course)|\bhelp with (?:phones|computers)"),
)


@dataclass(frozen=True)
class BroughtActivities:
    """What a list brought.

    Attributes:
        file_name, source: the file, and what the list is called in the plan.
        entries_n: activities in it.
        merged: what became of them.
        report: what was noticed of the file.
        notes: what should be looked at.
    """

    file_name: str
    source: str
    entries_n: int
    merged: Merged
    report: Report
    notes: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """True if every entry was kept."""
        return not self.merged.problems

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        merged = self.merged
        return {
            "file": self.file_name, "source": self.source, "entries": self.entries_n,
            "added": [one.id for one in merged.added], "changed": [one.id for one in merged.changed],
            "unchanged": merged.unchanged_n, "kept_here": merged.kept_here, "not_to_be_listed": merged.unlisted_n,
            "no_longer_in_the_list": merged.gone, "problems": merged.problems, "to_be_asked": merged.asked,
            "notes": list(self.notes), "report": self.report.to_dict(),
        }  # fmt: skip

    def to_text(self) -> str:
        """As a person reads it."""
        merged = self.merged
        lines = [
            f"{self.file_name}, activities: {self.entries_n:,}, kept as the list “{self.source}”. New: "
            f"{len(merged.added):,}; changed: {len(merged.changed):,}; as they were: {merged.unchanged_n:,}; not to be "
            f"listed: {merged.unlisted_n:,}. The file itself is not kept."
        ]
        lines += [f"  - {problem}" for problem in self.report.sorted_problems()]
        lines += [f"  - {note}" for note in self.notes]
        for head, found in (
            ("Not kept, put right in the file and add it again", merged.problems),
            ("Not understood when: shown as “ask”", merged.asked),
            ("Changed here, so the list did not change it", merged.kept_here),
            ("No longer in the list, left as they are until nobody confirms them", merged.gone),
        ):
            if found:
                lines.append(f"{head} ({len(found):,}):")
                lines += [f"  - {one}" for one in found[:MOST_SAID]]
                lines += [f"  - and {len(found) - MOST_SAID:,} more."] if len(found) > MOST_SAID else []
        return "\n".join(lines)


def is_exchange_file(path: Path) -> bool:
    """True for a file as ``everyday export`` writes it, with ids and versions of this plan."""
    if path.suffix.lower() in (".geojson", ".gpkg"):
        return True
    if path.suffix.lower() == ".json":
        return False
    rows = read_table(path, Report(path.name, "activities"))
    return bool(rows) and {"id", "version", "title", "when"} <= {cell.strip().casefold() for cell in rows[0].cells}


def bring_activities(atlas: AtlasFolder, path: Path, *, who: Person, source: str = "") -> BroughtActivities:
    """Bring a list of activities into the plan; brought again, it updates what it brought before.

    Args:
        path: CSV, XLSX or ODS with headings, or OpenReferral UK as JSON.
        source: what the list is called; default: as the plan knows it, or by the file's name.

    Raises:
        NotFoundError: there is no file.
        InputError: it cannot be read as a list of activities.
        NotAllowedError
    """
    store, taxonomy = atlas.plan(), atlas.taxonomy()
    is_json = path.suffix.lower() == ".json"
    given = read_open_referral(path, atlas.config.timezone) if is_json else read_list(path, taxonomy)
    notes = _placed(given.entries, _opened(atlas))
    notes += _kinds_of_titles(given.entries)
    if not given.has_ids:
        notes.append("It has no column of ids: activities are recognised by title, organiser, venue and ward.")
    for tries in range(_TRIES):
        known = store.all(Activity)
        name = source.strip() or source_of(path.stem, {one.source_id for one in given.entries if one.source_id}, known)
        problems = [list(entry.problems) for entry in given.entries]
        merged = merge_list(given.entries, known, taxonomy, name)
        try:
            if merged.added or merged.changed:
                store.keep_together(merged.added, merged.changed, who, reason=f"From the list {name}"[:300])
            break
        except EditConflict:  # somebody was faster between reading and writing: look again
            if tries == _TRIES - 1:
                raise
            for entry, before in zip(given.entries, problems, strict=True):
                entry.problems = before
    return BroughtActivities(path.name, name, len(given.entries), merged, given.report, tuple(notes))


def _opened(atlas: AtlasFolder) -> OpenEdition | None:
    from everyday.atlas import open_edition

    try:
        return open_edition(atlas.edition())
    except NotFoundError:
        return None


def _placed(entries: Sequence[Entry], opened: OpenEdition | None) -> list[str]:
    """Put point and area of each entry among its values; what cannot be placed is a problem, or said."""
    by_name, nowhere, shortened = 0, 0, 0
    for entry in entries:
        is_hidden = bool(entry.values.get("is_ward_only"))
        area = _area(entry, opened) if entry.ward else ""
        point = None if entry.lat is None or entry.lon is None else shapely.Point(entry.lon, entry.lat)
        if point is not None and opened is not None:
            found = opened.area_at(point.y, point.x)
            if found is None:
                entry.fault("lat", f"{point.y:.5f}, {point.x:.5f} is outside the town.")
            area = area or found or ""
        if point is None and not is_hidden and opened is not None and entry.values.get("venue"):
            point, named = _by_name(str(entry.values["venue"]), area, opened)
            by_name += point is not None
            area = area or named
        if is_hidden:
            told, venue = str(entry.values.get("text") or ""), str(entry.values.get("venue") or "")
            point, entry.values["venue"] = None, ""
            if told:
                entry.values["text"] = without_place(told, venue)
                shortened += entry.values["text"] != told
            if not area:
                entry.fault("ward", "known to the ward only, and no ward is given.")
        nowhere += point is None and not area
        if point is not None or area or "venue" in entry.values:
            entry.values |= {"area_id": area, "geometry": point}
    notes = [f"Placed by the name of the venue, as the map has it: {by_name:,}."] if by_name else []
    if shortened:
        notes.append(f"Known to the ward only: lines with the address were left out of {shortened:,} descriptions.")
    return notes + ([f"Without a place: {nowhere:,}. They are listed, and on no map."] if nowhere else [])


def _area(entry: Entry, opened: OpenEdition | None) -> str:
    from everyday.locate import locate

    if opened is None or entry.ward in opened.area_row:
        return entry.ward
    try:
        return locate(opened, ward=entry.ward).area_id
    except AtlasError as error:
        entry.fault("ward", str(error).splitlines()[0])
        return ""


def _by_name(venue: str, area: str, opened: OpenEdition) -> tuple[shapely.Point | None, str]:
    """The place of the map that is called exactly so; None where none is, or several are."""
    from everyday.locate import locate

    for words in dict.fromkeys((venue, venue.split(",")[0])):
        try:
            found = locate(opened, place=words, ward=area)
        except AtlasError:
            continue
        if isinstance(found.geometry, shapely.Point):
            return found.geometry, found.area_id
    return None, ""


def _kinds_of_titles(entries: Sequence[Entry]) -> list[str]:
    """Where the list has no kinds, those that titles say in so many words."""
    if any("kind" in entry.values for entry in entries):
        return []
    named = 0
    for entry in entries:
        title = str(entry.values.get("title", "")).casefold()
        kind = next((key for key, pattern in _KINDS if re.search(pattern, title)), "")
        if kind:
            entry.values["kind"] = kind
            named += 1
    return [f"The list has no kinds: read from the title for {named:,}; please look at them."] if named else []
