"""How old what an edition was made of is: a timetable past its last day, old streets, wards that newer ones follow.

Only the list of inputs is looked at, and nobody is asked: a page can call it each time it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.fetch.sources import own_sources
from everyday.fetch.state import load_state
from geo.errors import UsageError

if TYPE_CHECKING:
    from everyday.atlas import InputRecord

__all__ = [
    "NEWEST_WARDS",
    "Age",
    "ages",
    "ages_before_change",
    "ages_line",
    "ages_of_edition",
    "newest_wards",
    "said_day",
]

NEWEST_WARDS = "newest_wards"
"""Option of a fetch's state: the newest edition of wards that a refresh has seen, such as "May 2026"."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_VINTAGE = re.compile(rf"(?:ward|wd).*?({'|'.join(_MONTHS)}|{'|'.join(one[:3] for one in _MONTHS)})[^a-z0-9]+(20\d\d)")


@dataclass(frozen=True)
class Age:
    """One input that is out of date.

    Attributes:
        kind: ``gtfs``, ``osm`` or ``boundaries``.
        name: the file as it was given.
        of: the timetable's last day, the day of the streets, or the vintage of the wards, in words.
        newer: the vintage that follows wards; else empty.
    """

    kind: str
    name: str
    of: str
    newer: str = ""

    @property
    def words(self) -> str:
        """What is said of it, without a name and a full stop."""
        if self.kind == "gtfs":
            return f"the timetable ended on {self.of}"
        if self.kind == "osm":
            return f"streets are of {self.of}, older than a year"
        return f"wards are those of {self.of}, and those of {self.newer} are out"


def ages(
    inputs: Iterable[InputRecord | Mapping[str, Any]], today: date, *, osm_days: int | None = None, newest: str = ""
) -> list[Age]:
    """Which inputs are out of date: a timetable past its last day, streets older than a year, superseded wards.

    Inputs whose date nobody states are passed over. It raises nothing.

    Args:
        inputs: of an atlas, or of the manifest of an edition.
        today: the day.
        osm_days: how old streets may be; None for what the sources say.
        newest: the newest edition of wards, such as "May 2026"; empty for that of the sources.
    """
    most = timedelta(days=osm_days if osm_days is not None else int(own_sources()["streets"]["old_days"]))
    newest = newest or newest_wards(None)
    found = []
    for record in inputs:
        entry = record if isinstance(record, Mapping) else vars(record)
        kind, name = str(entry.get("kind", "")), str(entry.get("name", ""))
        days = [date.fromisoformat(text) for text in _DAY.findall(str(entry.get("date", "")))]
        if kind == "boundaries" and (vintage := _vintage(name)) and _when(vintage) < _when(newest):
            found.append(Age(kind, name, vintage, newest))
        elif (kind == "gtfs" and days and days[-1] < today) or (kind == "osm" and days and today - days[-1] > most):
            found.append(Age(kind, name, said_day(days[-1])))
    return found


def ages_of_edition(manifest: Mapping[str, Any], today: date, folder: Path | None = None) -> list[Age]:
    """What of an edition is out of date today, as a page says it; nothing of a made-up town is. It raises nothing.

    Args:
        manifest: of the edition shown.
        today: the day.
        folder: of the atlas, where a refresh may have seen newer wards than the product knows of.
    """
    if manifest.get("is_made_up"):
        return []
    return ages(manifest.get("inputs", []), today, newest=newest_wards(folder))


def ages_line(found: Iterable[Age]) -> str:
    """One line for every page: ``"Out of date: the timetable ended on 30 June 2026 (buses.zip)."``; empty if none."""
    said = "; ".join(f"{age.words} ({age.name})" for age in found)
    return f"Out of date: {said}." if said else ""


def ages_before_change(found: Iterable[Age]) -> str:
    """What Monitor says above its changes, where what is measured is older than today; empty if none."""
    listed = list(found)
    if not listed:
        return ""
    what = {"gtfs": "buses and trains", "osm": "streets and places", "boundaries": "the borders of wards"}
    parts = " and ".join(dict.fromkeys(what[age.kind] for age in listed))
    return (
        f"{ages_line(listed)} What has changed in {parts} since does not show below. Newer data: "
        "everyday refresh FOLDER, or newer files on the Data page; then build."
    )


def newest_wards(folder: Path | None) -> str:
    """The newest edition of wards that is known of: by a refresh of this atlas, else by the product's own list."""
    listed = str(own_sources()["wards"]["editions"][0]["title"])
    if folder is None:
        return listed
    try:
        seen = str(load_state(folder).options.get(NEWEST_WARDS, ""))
    except UsageError:
        seen = ""
    return max((listed, seen), key=_when)


def _vintage(name: str) -> str:
    """Month and year in the name of a file of wards: "Wards_May_2024_Boundaries_UK_BGC.geojson" is "May 2024"."""
    found = _VINTAGE.search(name.lower())
    if found is None:
        return ""
    month = next(one for one in _MONTHS if one.startswith(found[1]))
    return f"{month.capitalize()} {found[2]}"


def _when(vintage: str) -> tuple[int, int]:
    month, _, year = vintage.partition(" ")
    return (int(year), _MONTHS.index(month.lower())) if year.isdigit() and month.lower() in _MONTHS else (0, 0)


def said_day(day: date) -> str:
    """``"1 June 2026"``."""
    return f"{day.day} {day:%B %Y}"
