"""TCX: track points of activities. A lap goes on where the one before ended; a track within a lap is a pause."""

from __future__ import annotations

import io

from geo.gps.gathering import Reading
from geo.gps.limits import RefusedFileError
from geo.gps.markup.events import read_events

__all__ = ["read_tcx"]


_RECORDED = frozenset({"Activity", "Run"})
"""An activity; in the first version of the format a run."""


class _Tcx:
    wanted = frozenset({"Time", "LatitudeDegrees", "LongitudeDegrees", "UnitId"})

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.segment = -1
        self.tracks_in_lap = 0
        self.is_in_point = False
        self.is_in_course = False
        self.point: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str], depth: int) -> None:
        if name == "Trackpoint":
            self.is_in_point, self.point = True, {}
        elif name in _RECORDED:
            self.segment += 1
            self.tracks_in_lap = 0
            self.reading.further["activities"] += 1
        elif name == "Course":
            self.is_in_course = True
            self.reading.further["courses, which are planned"] += 1
        elif name == "Lap":
            self.tracks_in_lap = 0
            self.reading.further["laps"] += 0 if self.is_in_course else 1
        elif name == "Track":
            self.tracks_in_lap += 1
            self.segment += 1 if self.tracks_in_lap > 1 else 0

    def end(self, name: str, text: str, depth: int) -> None:
        if name == "Course":
            self.is_in_course = False
        if not self.is_in_point:
            return
        if name == "Trackpoint":
            self.is_in_point = False
            if not self.is_in_course:
                lat, lon = self.point.get("LatitudeDegrees"), self.point.get("LongitudeDegrees")
                self.reading.add(lat, lon, self.point.get("Time"), segment=max(self.segment, 0))
        elif name in self.wanted:
            self.point[name] = text


def read_tcx(stream: io.BufferedReader, reading: Reading) -> None:
    """Read one TCX file.

    Raises:
        RefusedFileError: it is no XML, would do harm, or holds courses alone.
    """
    reading.format = "TCX"
    reading.zone, reading.zone_why = "UTC", "TCX says so"
    read_events(stream, _Tcx(reading))
    if not reading.further["activities"] and reading.further["courses, which are planned"]:
        raise RefusedFileError(
            "course",
            "it holds courses: ways that somebody planned, with invented times.",
            "a recorded activity.",
            "Leave it out.",
        )
