"""A file of JSON, told by the first signs of its elements, to rows of fixes."""

from __future__ import annotations

import io
from typing import Any

from geo.gps.gathering import Reading
from geo.gps.limits import RefusedFileError
from geo.gps.objects.elements import elements
from geo.gps.objects.geojson import Columns, check_crs, take_feature, take_point
from geo.gps.objects.owntracks import is_owntracks, take_message
from geo.gps.objects.timeline import Timeline, e7
from geo.gps.stays import micros

__all__ = ["read_objects"]

_OLD_FEATURES = ("placeVisit", "activitySegment")


class _Objects:
    """What a file turned out to be, as its elements come."""

    def __init__(self, reading: Reading, named: dict[str, str]) -> None:
        self.reading = reading
        self.timeline = Timeline(reading)
        self.columns = Columns(named)
        self.found: dict[str, int] = {}
        self.lines = 0

    def take(self, key: str, element: Any) -> None:
        if not isinstance(element, dict):
            return
        if key == "locations" and _is_record(element):
            self._note("Google Takeout, Records.json")
            self._record(element)
        elif key == "timelineObjects":
            self._note("Google Takeout, semantic location history")
            self.timeline.take_old(element)
        elif key == "semanticSegments":
            self._note("Google Timeline of an Android phone")
            self.timeline.take_new(element)
        elif key == "rawSignals":
            self._note("Google Timeline of an Android phone")
            self.timeline.take_raw(element)
        elif key == "features" or element.get("type") == "Feature":
            self._note("GeoJSON")
            self.lines += 1
            take_feature(element, self.columns, self.reading, self.lines)
        elif key in ("", "data", "locations", "points", "positions"):
            self._single(element)

    def _single(self, element: dict[str, Any]) -> None:
        """An element of a bare array, an object a line, or what stood at the top beside arrays."""
        if is_owntracks(element):
            self._note("OwnTracks")
            take_message(element, self.reading)
        elif "startTime" in element and ("visit" in element or "activity" in element or "timelinePath" in element):
            self._note("Google Timeline of an iPhone")
            self.timeline.take_new(element)
        elif "startTime" in element and "endTime" in element:
            self.reading.further["memories and the like, not counted"] += 1
        elif element.get("type") == "FeatureCollection":
            check_crs(element)
        elif {"lat", "lon"} <= set(self.columns.of(element)):
            self._note("list of fixes as JSON")
            take_point(element, self.columns, self.reading)

    def _note(self, what: str) -> None:
        self.found[what] = self.found.get(what, 0) + 1

    def _record(self, element: dict[str, Any]) -> None:
        lat, lon = element.get("latitudeE7"), element.get("longitudeE7")
        moment = micros(element.get("timestamp") or element.get("timestampMs"))
        self.reading.add(
            e7(lat) if isinstance(lat, int | float) else None,
            e7(lon) if isinstance(lon, int | float) else None,
            None if moment is None else str(moment),
            accuracy=element.get("accuracy"),
            device="" if element.get("deviceTag") is None else str(element["deviceTag"]),
        )


def _is_record(element: dict[str, Any]) -> bool:
    return not {"latitudeE7", "timestampMs", "deviceTag", "source"}.isdisjoint(element)


def read_objects(stream: io.BufferedReader, named: dict[str, str], reading: Reading) -> None:
    """Read one file of JSON.

    Raises:
        RefusedFileError: it is JSON of another kind; or it breaks off (``keeps``).
    """
    objects = _Objects(reading, named)
    try:
        for key, element in elements(stream):
            objects.take(key, element)
    except RefusedFileError as fault:
        if fault.keeps and objects.found:
            _finish(objects)
        raise
    if not objects.found:
        raise RefusedFileError(
            "not_a_log",
            "it is JSON of another kind.",
            "an export of Google Timeline, Takeout or OwnTracks, or GeoJSON.",
            "Choose Records.json, Timeline.json, location-history.json or the months of the semantic history.",
        )
    _finish(objects)


def _finish(objects: _Objects) -> None:
    objects.reading.format = ", ".join(sorted(objects.found))
    if objects.timeline.found_n:
        objects.timeline.settle()
