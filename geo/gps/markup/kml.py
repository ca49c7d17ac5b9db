"""KML: ``gx:Track`` from the XML, each a segment; points with a time, points with a span of time, lines."""

from __future__ import annotations

import io
from collections import deque

from geo.gps.gathering import LINE, MARK, Reading
from geo.gps.markup.events import read_events
from geo.gps.stays import add_stay

__all__ = ["read_kml"]


class _Kml:
    wanted = frozenset({"when", "begin", "end", "coord", "coordinates"})

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.segment = -1
        self.above: list[str] = []
        self.whens: deque[str] = deque()
        self.coords: deque[str] = deque()
        self.placed: dict[str, str] = {}
        self.lines: list[str] = []

    def start(self, name: str, attributes: dict[str, str], depth: int) -> None:
        self.above.append(name)
        if name == "Track":
            self.segment += 1
            self.reading.further["tracks"] += 1
            self.whens.clear()
            self.coords.clear()
        elif name == "Placemark":
            self.placed, self.lines = {}, []

    def end(self, name: str, text: str, depth: int) -> None:
        self.above.pop()
        parent = self.above[-1] if self.above else ""
        if parent == "Track":
            self._in_track(name, text)
        elif name == "Track":
            self._end_track()
        elif "Placemark" in self.above:
            if (parent, name) in _WANTED:
                self.placed[name if name != "coordinates" else parent] = text
            if (parent, name) == ("LineString", "coordinates"):
                self.lines.append(text)
        elif name == "Placemark":
            self._end_placemark()

    def _in_track(self, name: str, text: str) -> None:
        if name == "when":
            self.whens.append(text)
        elif name == "coord":
            self.coords.append(text)
        while self.whens and self.coords:
            lon, lat = _pair(self.coords.popleft())
            self.reading.add(lat, lon, self.whens.popleft(), segment=self.segment)

    def _end_track(self) -> None:
        for lon, lat in map(_pair, self.coords):
            self.reading.add(lat, lon, None, segment=self.segment)
        if self.whens:
            self.reading.further["times of tracks without a position"] += len(self.whens)

    def _end_placemark(self) -> None:
        here = self.placed
        lon, lat = _pair(here.get("Point", ""))
        if "Point" in here and "begin" in here and "end" in here:
            add_stay(self.reading, lat, lon, here["begin"], here["end"])
        elif "Point" in here:
            self.reading.add(lat, lon, here.get("when"), part=MARK)
        for line in self.lines:
            for piece in line.split():
                lon, lat = _pair(piece)
                self.reading.add(lat, lon, None, part=LINE)


_WANTED = {
    ("TimeStamp", "when"), ("TimeSpan", "begin"), ("TimeSpan", "end"), ("Point", "coordinates"),
}  # fmt: skip


def _pair(text: str) -> tuple[str | None, str | None]:
    """Longitude and latitude of a ``gx:coord`` (spaces) or a coordinate (commas); an empty one is no fix."""
    parts = text.replace(",", " ").split()
    return (parts[0], parts[1]) if len(parts) >= 2 else (None, None)


def read_kml(stream: io.BufferedReader, reading: Reading) -> None:
    """Read one KML file.

    Raises:
        RefusedFileError: it is no XML, or would do harm.
    """
    reading.format = "KML"
    reading.zone, reading.zone_why = "UTC", "KML says so"
    read_events(stream, _Kml(reading))
