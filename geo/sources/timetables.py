"""A regional timetable as it arrives: an error can come as a zip, so it is read to its end before it counts."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from geo.errors import FetchError
from geo.zips import ZIP_FAULTS

__all__ = ["TimetableFile", "check_timetable_zip"]

_NEEDED = ("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
_CALENDARS = ("calendar.txt", "calendar_dates.txt")


@dataclass(frozen=True)
class TimetableFile:
    """First and last day and version that a timetable states, each empty where it does not."""

    first: str
    last: str
    version: str


def check_timetable_zip(path: Path, today: date) -> TimetableFile:
    """What a downloaded timetable states of its days, once it is known to be a whole one.

    Args:
        path: the download.
        today: a timetable whose last stated day is before this is refused.

    Raises:
        FetchError: it is no zip, broken, lacks a table, or has ended.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = {PurePosixPath(name).name.lower(): name for name in archive.namelist()}
            broken = archive.testzip()
            if broken is not None:
                raise FetchError(f"The timetable is broken in {broken}.", do="It was not kept. Try again later.")
            lacking = [name for name in _NEEDED if name not in names]
            if not any(name in names for name in _CALENDARS):
                lacking.append("calendar.txt")
            if lacking:
                raise FetchError(
                    f"What came as a timetable lacks {', '.join(lacking)}.", do="It was not kept. Try again later."
                )
            stated = _stated(archive.read(names["feed_info.txt"])) if "feed_info.txt" in names else {}
    except FetchError:
        raise
    except ZIP_FAULTS as error:
        start = path.read_bytes()[:60].decode("utf-8", "replace").strip() if path.is_file() else ""
        raise FetchError(
            f"What came as a timetable is no whole zip file ({error}); it begins “{start[:40]}”.",
            do="It was not kept. Try again later.",
        ) from error
    first, last = (_iso(stated.get(f"feed_{end}_date", "")) for end in ("start", "end"))
    if last and last < today.isoformat():
        raise FetchError(f"The timetable that is offered ended on {last}.", do="It was not kept. Try again later.")
    return TimetableFile(first, last, stated.get("feed_version", ""))


def _stated(content: bytes) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig", "replace"))))
    return {str(key).strip(): str(value or "").strip() for key, value in rows[0].items()} if rows else {}


def _iso(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if len(text) == 8 and text.isdigit() else ""
