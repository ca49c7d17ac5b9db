"""GeoJSON: points with a time among their properties; lines whose points have times beside them."""

from __future__ import annotations

from typing import Any

from geo.gps.gathering import LINE, Reading
from geo.gps.limits import RefusedFileError
from geo.gps.tables import roles_of

__all__ = ["check_crs", "take_feature"]

_LIST_OF_TIMES = ("coordTimes", "times", "coordinateTimes")


def check_crs(whole: dict[str, Any]) -> None:
    """Look at the coordinate system that old GeoJSON may name.

    Raises:
        RefusedFileError: it is not WGS 84.
    """
    crs = whole.get("crs")
    name = str(((crs or {}).get("properties") or {}).get("name", "")) if isinstance(crs, dict) else ""
    if name and not name.upper().endswith(("CRS84", "4326", "4979", "CRS84H")):
        raise RefusedFileError(
            "metres",
            f"its coordinate system is {name[-40:]}.",
            "WGS 84 (EPSG:4326).",
            "Save it with coordinates in WGS 84.",
        )


class Columns:
    """Which property is what, found once for features of the same properties."""

    def __init__(self, named: dict[str, str]) -> None:
        self._named = named
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def of(self, properties: dict[str, Any]) -> dict[str, Any]:
        """Values by role."""
        key = tuple(properties)
        if key not in self._known:
            names = list(properties)
            self._known[key] = {role: names[number] for role, number in roles_of(names, self._named).items()}
        return {role: properties[name] for role, name in self._known[key].items()}


def take_feature(feature: dict[str, Any], columns: Columns, reading: Reading, segment: int) -> None:
    """One feature; ``segment`` is the number of a line, points share one."""
    geometry, properties = feature.get("geometry") or {}, feature.get("properties") or {}
    kind, coordinates = geometry.get("type"), geometry.get("coordinates") or []
    if kind == "Point":
        take_point(properties, columns, reading, coordinates)
    elif kind in ("LineString", "MultiLineString"):
        lines = [coordinates] if kind == "LineString" else coordinates
        beside = properties.get("coordinateProperties") or properties
        times: list[Any] = next((beside[name] for name in _LIST_OF_TIMES if isinstance(beside.get(name), list)), [])
        nested = times if times and isinstance(times[0], list) else [times]
        said = columns.of(properties)
        for number, line in enumerate(lines):
            here = nested[number] if number < len(nested) else []
            for place, pair in enumerate(line):
                time = here[place] if place < len(here) else None
                reading.add(
                    *_lat_lon(pair), time, segment=segment, person=_text(said.get("person")),
                    device=_text(said.get("device")) or "", part=0 if here else LINE,
                )  # fmt: skip
    elif kind:
        reading.further["shapes that are neither points nor lines"] += 1


def take_point(properties: dict[str, Any], columns: Columns, reading: Reading, pair: Any = None) -> None:
    """A point with its properties; without coordinates the properties hold them."""
    said = columns.of(properties)
    lat, lon = (said.get("lat"), said.get("lon")) if pair is None else _lat_lon(pair)
    time = said.get("utc", said.get("time", said.get("date")))
    if isinstance(said.get("date"), str) and isinstance(time, str) and time is not said["date"] and len(time) < 13:
        time = f"{said['date']} {time}"
    segment = said.get("segment")
    reading.add(
        lat, lon, time, accuracy=said.get("accuracy"), segment=segment if isinstance(segment, int) else 0,
        person=_text(said.get("person")), device=_text(said.get("device")) or "",
    )  # fmt: skip


def _lat_lon(pair: Any) -> tuple[object, object]:
    return (pair[1], pair[0]) if isinstance(pair, list) and len(pair) >= 2 else (None, None)


def _text(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
