"""A shadowed journey: a line with times and remarks along it, its ends trimmed so that no home can be told from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from geo.errors import UsageError
from plan.rules import MOST_POINTS

if TYPE_CHECKING:
    from shapely import LineString

__all__ = ["TRIMMED_M", "Journey", "read_gpx", "read_remarks", "trimmed"]

TRIMMED_M = 200.0
"""Metres cut off at each end."""
MOST_GPX_BYTES = 5_000_000
_REMARK = re.compile(r"^\s*(?:(?P<at>[0-2]?\d[:.][0-5]\d)\s*[-–:,]?\s+)?(?P<text>\S.*)$")
_UNSAFE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Journey:
    """A line in WGS 84 with remarks as :class:`plan.records.Answer` keeps them."""

    line: LineString
    remarks: tuple[dict[str, Any], ...] = ()


def read_remarks(words: str) -> tuple[dict[str, Any], ...]:
    """Remarks typed a line each, with the time in front where it is known: ``08:10 No shelter``."""
    found = []
    for line in words.splitlines():
        if (match := _REMARK.match(line)) is None:
            continue
        at = (match["at"] or "").replace(".", ":").zfill(5) if match["at"] else ""
        found.append({"at": at, "text": match["text"].strip()})
    return tuple(found)


def trimmed(journey: Journey, *, ends_m: float = TRIMMED_M) -> Journey:
    """The journey without its ends. A remark that was made there stays without its place; its time stays.

    Raises:
        UsageError: the line is too short to be trimmed.
    """
    import shapely
    from shapely.ops import substring

    from geo.crs import local_crs, shapes_to_degrees, shapes_to_local

    middle = journey.line.centroid
    crs = local_crs(lat=middle.y, lon=middle.x)
    local = shapes_to_local(journey.line, crs)
    if local.length < 3 * ends_m:
        raise UsageError(
            f"The journey is {local.length:,.0f} m long.",
            f"Needed: at least {3 * ends_m:,.0f} m, so that something is left when {ends_m:,.0f} m are cut off at each "
            "end.",
        )
    kept_local = substring(local, ends_m, local.length - ends_m)
    tolerance = 1.0
    while len(shapely.get_coordinates(kept_local)) > MOST_POINTS:
        kept_local, tolerance = kept_local.simplify(tolerance), 2 * tolerance
    remarks = []
    for one in journey.remarks:
        if "lat" in one:
            along = local.project(shapes_to_local(shapely.Point(one["lon"], one["lat"]), crs))
            if not ends_m <= along <= local.length - ends_m:
                one = {name: value for name, value in one.items() if name not in ("lat", "lon")}
        remarks.append(one)
    return Journey(shapes_to_degrees(kept_local, crs), tuple(remarks))


def read_gpx(content: bytes) -> Journey:
    """A journey from a GPX file: the longest of its tracks and routes, its waypoints as remarks. Clock times are kept
    of remarks, never the date; nothing else of the file is.

    Raises:
        UsageError: it is not a GPX file with a line, too large, or unsafe.
    """
    import shapely

    if len(content) > MOST_GPX_BYTES or _UNSAFE.search(content):
        raise UsageError("The file cannot be opened safely.", f"Needed: a GPX file of at most "
                         f"{MOST_GPX_BYTES // 1_000_000} MB without entities.")  # fmt: skip
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise UsageError("This is not a GPX file.", "Needed: GPX, as phones and watches write it.") from error
    lines = []
    for of_line, of_point in (("trkseg", "trkpt"), ("rte", "rtept")):
        for part in root.iter():
            if _name(part) == of_line:
                points = [_point(one) for one in part if _name(one) == of_point]
                if len(points) > 1:
                    lines.append(shapely.LineString(points))
    if not lines:
        raise UsageError("The file holds no line.", "Needed: a track or a route of at least two points.")
    remarks = []
    for one in root.iter():
        if _name(one) != "wpt":
            continue
        parts = {_name(child): (child.text or "").strip() for child in one}
        text = " ".join(dict.fromkeys(filter(None, (parts.get("name"), parts.get("cmt"), parts.get("desc")))))
        lon, lat = _point(one)
        clock = re.search(r"T(\d\d:\d\d)", parts.get("time", ""))
        remarks.append({"at": clock[1] if clock else "", "text": text or "—", "lat": lat, "lon": lon})
    return Journey(max(lines, key=lambda line: line.length), tuple(remarks))


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _point(element: ElementTree.Element) -> tuple[float, float]:
    try:
        return float(element.attrib["lon"]), float(element.attrib["lat"])
    except (KeyError, ValueError) as error:
        raise UsageError("A point of the file has no latitude and longitude.", "Needed: GPX.") from error
