"""GPX 1.0 and 1.1: track points are fixes; waypoints and routes only where no track has their times."""

from __future__ import annotations

import io

from geo.gps.gathering import LINE, MARK, TRACK, Reading
from geo.gps.markup.events import read_events

__all__ = ["read_gpx"]

_POINTS = {"trkpt": TRACK, "rtept": LINE, "wpt": MARK}
_BREAKS = frozenset({"trk", "trkseg", "rte"})


class _Gpx:
    wanted = frozenset({"time", "accuracy"})

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.segment = -1
        self.point = 0
        self.attributes: dict[str, str] = {}
        self.time: str | None = None
        self.accuracy: str | None = None

    def start(self, name: str, attributes: dict[str, str], depth: int) -> None:
        if name in _POINTS:
            self.point, self.attributes, self.time, self.accuracy = depth, attributes, None, None
        elif name in _BREAKS:
            if name == "trk":
                self.reading.further["tracks"] += 1
            self.segment += 1
        elif name == "gpx" and depth == 1:
            self.reading.format = f"GPX {attributes.get('version', '1.1')}"

    def end(self, name: str, text: str, depth: int) -> None:
        if not self.point:
            return
        if name in _POINTS and depth == self.point:
            here = self.attributes
            self.reading.add(
                here.get("lat"), here.get("lon"), self.time, accuracy=self.accuracy, segment=max(self.segment, 0),
                part=_POINTS[name],
            )  # fmt: skip
            self.point = 0
        elif name == "time" and depth == self.point + 1:
            self.time = text
        elif name == "accuracy":
            self.accuracy = text


def read_gpx(stream: io.BufferedReader, reading: Reading) -> None:
    """Read one GPX file.

    Raises:
        RefusedFileError: it is no XML, or would do harm.
    """
    reading.format = "GPX"
    reading.zone, reading.zone_why = "UTC", "the GPX standard says so"
    read_events(stream, _Gpx(reading))
