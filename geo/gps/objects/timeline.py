"""Google's stays and paths, old and new, to fixes: stays as stays, paths only between them, never both."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from geo.gps.gathering import Reading
from geo.gps.stays import add_stay, micros

__all__ = ["Timeline", "point_of"]

_MINUTE_US = 60_000_000
_PAIR = re.compile(r"^\s*(?:geo:)?\s*(-?\d+(?:\.\d+)?)\s*°?\s*,\s*(-?\d+(?:\.\d+)?)\s*°?\s*$")
_OVERFLOW = 1 << 32
Point = tuple[float, float]


def point_of(value: object) -> Point | None:
    """Latitude and longitude of "50.05°, 14.34°", of "geo:27.7,-97.3", or of an object with E7 numbers."""
    if isinstance(value, str):
        found = _PAIR.match(value)
        return (float(found[1]), float(found[2])) if found else None
    if not isinstance(value, dict):
        return None
    for key in ("latLng", "LatLng", "placeLocation"):
        if key in value:
            return point_of(value[key])
    for lat, lon in (("latitudeE7", "longitudeE7"), ("latE7", "lngE7"), ("centerLatE7", "centerLngE7")):
        if isinstance(value.get(lat), int | float) and isinstance(value.get(lon), int | float):
            return e7(value[lat]), e7(value[lon])
    return None


def e7(number: float) -> float:
    """Degrees; numbers that Google wrote past 32 bits are brought back."""
    if number > 1_800_000_000:
        number -= _OVERFLOW
    return number / 1e7


def _times(value: dict[str, Any], *names: tuple[str, str]) -> tuple[int | None, int | None]:
    for first, last in names:
        if first in value:
            return micros(value[first]), micros(value.get(last))
    return None, None


class Timeline:
    """Stays, points of paths and raw signals, as they are found; :meth:`settle` gives them to the reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.stays: list[tuple[int, int, Point]] = []
        self.path: list[tuple[int, Point, object]] = []
        self.raw: list[tuple[int, Point, object]] = []
        self.found_n = 0

    def take_old(self, element: dict[str, Any]) -> None:
        """One of ``timelineObjects``."""
        self.found_n += 1
        further = self.reading.further
        if "placeVisit" in element:
            visit = element["placeVisit"] or {}
            first, last = _span(visit)
            further["stays found by Google"] += 1
            further["stays within stays, not counted"] += len(visit.get("childVisits") or ())
            self._stay(first, last, point_of(visit.get("location")) or point_of(visit))
        elif "activitySegment" in element:
            ride = element["activitySegment"] or {}
            first, last = _span(ride)
            further["paths found by Google"] += 1
            self._point(first, point_of(ride.get("startLocation")))
            for one in (ride.get("simplifiedRawPath") or {}).get("points") or ():
                moment = micros(one.get("timestamp") or one.get("timestampMs"))
                self._point(moment, point_of(one), one.get("accuracyMeters"))
            self._point(last, point_of(ride.get("endLocation")))
            drawn = (ride.get("waypointPath") or {}).get("waypoints") or ()
            further["points of paths without a time, not counted"] += len(drawn)

    def take_new(self, segment: dict[str, Any]) -> None:
        """One of ``semanticSegments`` (Android), or an element of an iPhone's array."""
        self.found_n += 1
        further = self.reading.further
        first, last = _times(segment, ("startTime", "endTime"))
        if "visit" in segment:
            visit = segment["visit"] or {}
            if str(visit.get("hierarchyLevel", "0")) != "0":
                further["stays within stays, not counted"] += 1
                return
            further["stays found by Google"] += 1
            self._stay(first, last, point_of((visit.get("topCandidate") or {}).get("placeLocation")))
        elif "activity" in segment:
            ride = segment["activity"] or {}
            further["paths found by Google"] += 1
            self._point(first, point_of(ride.get("start")))
            self._point(last, point_of(ride.get("end")))
        for one in segment.get("timelinePath") or ():
            moment = micros(one.get("time"))
            if moment is None and first is not None and one.get("durationMinutesOffsetFromStartTime") is not None:
                moment = first + int(float(one["durationMinutesOffsetFromStartTime"])) * _MINUTE_US
            self._point(moment, point_of(one.get("point")))

    def take_raw(self, signal: dict[str, Any]) -> None:
        """One of ``rawSignals``: a position, or something else that is passed over."""
        self.found_n += 1
        position = signal.get("position")
        if not isinstance(position, dict):
            return
        point, moment = point_of(position), micros(position.get("timestamp"))
        if point is None or moment is None:
            self._lost(point, moment)
            return
        self.raw.append((moment, point, position.get("accuracyMeters")))

    def _stay(self, first: int | None, last: int | None, point: Point | None) -> None:
        if point is None or first is None or last is None or last < first:
            self._lost(point, first)
            return
        self.stays.append((first, last, point))

    def _point(self, moment: int | None, point: Point | None, accuracy: object = None) -> None:
        if point is None or moment is None:
            self._lost(point, moment)
            return
        self.path.append((moment, point, accuracy))

    def _lost(self, point: Point | None, moment: int | None) -> None:
        lat, lon = point or (None, None)
        self.reading.add(lat, lon, None if moment is None else str(moment))

    def settle(self) -> None:
        """Stays first, one after the other; between them raw signals where there are any, else points of paths."""
        stays = _one_after_another(self.stays)
        begins = [first for first, _, _ in stays]
        ends = [last for _, last, _ in stays]

        def gap(moment: int) -> int | None:
            """Number of the gap between stays in which a moment lies; None within a stay."""
            number = bisect_right(begins, moment)
            return None if number and moment <= ends[number - 1] else number

        further = self.reading.further
        raw = [(gap(one[0]), one) for one in self.raw]
        path = [(gap(one[0]), one) for one in self.path]
        reach = (min((one[0] for one in self.raw), default=0), max((one[0] for one in self.raw), default=-1))
        with_raw = {number for number, _ in raw if number is not None}
        kept = [one for number, one in raw if number is not None]
        further["raw signals within stays, not counted twice"] = len(raw) - len(kept)
        inside = sum(number is None for number, _ in path)
        further["points of paths within stays, not counted twice"] = inside
        between = [
            one
            for number, one in path
            if number is not None and not (number in with_raw and reach[0] <= one[0] <= reach[1])
        ]
        further["points of paths beside raw signals, not counted twice"] = len(path) - inside - len(between)
        for first, last, (lat, lon) in stays:
            add_stay(self.reading, lat, lon, first, last)
        further.pop("stays", None)
        for moment, (lat, lon), accuracy in sorted(kept + between, key=lambda one: one[0]):
            self.reading.add(lat, lon, str(moment), accuracy=accuracy)
        if stays:
            self.reading.notes.append(
                f"{len(stays):,} stays are Google's own judgement: each is given as a fix every ten minutes there."
            )


def _span(value: dict[str, Any]) -> tuple[int | None, int | None]:
    return _times(
        value.get("duration") or {}, ("startTimestamp", "endTimestamp"), ("startTimestampMs", "endTimestampMs")
    )  # fmt: skip


def _one_after_another(stays: list[tuple[int, int, Point]]) -> list[tuple[int, int, Point]]:
    """Stays in order; where two overlap, the second begins when the first is over."""
    kept: list[tuple[int, int, Point]] = []
    for first, last, point in sorted(stays, key=lambda one: (one[0], -one[1])):
        if kept and first <= kept[-1][1]:
            if last <= kept[-1][1]:
                continue
            first = kept[-1][1] + 1
        kept.append((first, last, point))
    return kept
