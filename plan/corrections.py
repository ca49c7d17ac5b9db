"""Corrections of open data: what makes one complete, what it says in words, and the text that stands for it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from plan.records import Correction

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "BUS", "CORRECTION_KINDS", "DAYS", "PLACE_CORRECTION_KINDS", "accepted_in_order", "bus_times_s",
    "correction_essence", "correction_of_essence", "correction_words", "problems_of_correction",
]  # fmt: skip

BUS = "bus_missing"
CORRECTION_KINDS = {
    "place_missing": "A place is missing",
    "place_closed": "A place has closed",
    "place_misnamed": "A place has the wrong name",
    BUS: "A bus is missing",
}
PLACE_CORRECTION_KINDS = tuple(kind for kind in CORRECTION_KINDS if kind != BUS)
DAYS = {"weekday": "weekdays", "saturday": "Saturdays", "sunday": "Sundays"}
LATEST_S = 28 * 3600
LEAST_KMH, MOST_KMH = 3, 100
LEAST_HEADWAY_MIN, MOST_HEADWAY_MIN = 1, 240
MOST_STOPS = 200
LONGEST_NAME = 200
_DETAILS = ("operator", "stops", "days", "first", "last", "headway_min", "kmh", "is_both_ways")
_GROUND = ("Point", "Polygon", "MultiPolygon")
_CLOCK = re.compile(r"^(\d{1,2}):([0-5]\d)$")
# What decides the result of a build; who said it, when and in which words does not.
_DECISIVE = ("id", "kind", "name", "place_id", "place_kind", "details")


def accepted_in_order(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that a planner has accepted, in the order of acceptance: a later one may put an earlier one right."""
    return sorted((one for one in corrections if one.status == "accepted"), key=lambda one: (one.decided_at, one.id))


def _seconds(words: object) -> int | None:
    """Seconds after midnight of ``"07:30"``; None for anything else and after 28:00."""
    found = _CLOCK.match(words) if isinstance(words, str) else None
    time_s = int(found[1]) * 3600 + int(found[2]) * 60 if found else None
    return time_s if time_s is not None and time_s <= LATEST_S else None


def bus_times_s(correction: Correction) -> tuple[int, int]:
    """First and last departure of a bus from each end, in seconds after midnight of its day.

    Raises:
        ValueError: they are not such times (see :func:`problems_of_correction`).
    """
    first, last = (_seconds(correction.details.get(name)) for name in ("first", "last"))
    if first is None or last is None:
        raise ValueError("The bus has no first and last departure.")
    return first, last


def _is_number(value: object, low: float, high: float) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and low <= value <= high


def _shown(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 60 else f"{words[:59]}…"


def _place(correction: Correction, place_kinds: Collection[str] | None) -> Iterator[str]:
    kind, geometry = correction.place_kind, correction.geometry
    if correction.kind == "place_missing":
        if not kind:
            yield "It is not said what kind of place is missing."
        elif place_kinds is not None and kind not in place_kinds:
            yield f"The kind of place {_shown(kind)} is not known. There are: {', '.join(place_kinds)}."
        if geometry is None or geometry.is_empty:
            yield "It is not said where the missing place is: point at it on the map, or give latitude and longitude."
        elif geometry.geom_type not in _GROUND:
            yield f"A place is a point or an area, not a {geometry.geom_type}."
    elif not correction.place_id:
        yield "It is not said which place of the map is meant."
    if correction.kind == "place_misnamed" and not correction.name.strip():
        yield "The right name of the place is not said."


def _stops(stops: object) -> Iterator[str]:
    if not isinstance(stops, list | tuple) or len(stops) < 2:
        yield "A bus needs at least two stops, in the order of its way."
        return
    if len(stops) > MOST_STOPS:
        yield f"The bus has {len(stops)} stops; at most {MOST_STOPS} can be kept."
        return
    wrong = [number for number, stop in enumerate(stops, start=1) if not _is_stop(stop)]
    for number in wrong[:5]:
        yield f"Stop {number} has no place: it needs latitude (lat) and longitude (lon) in degrees."
    if len(wrong) > 5:
        yield f"{len(wrong) - 5} further stops have no place."
    if not wrong:
        for number, (one, two) in enumerate(pairwise(stops), start=1):
            if (one["lat"], one["lon"]) == (two["lat"], two["lon"]):
                yield f"Stops {number} and {number + 1} are at the same place."


def _is_stop(stop: object) -> bool:
    return (
        isinstance(stop, Mapping)
        and _is_number(stop.get("lat"), -90, 90)
        and _is_number(stop.get("lon"), -180, 180)
        and isinstance(stop.get("name", ""), str)
        and len(stop.get("name", "")) <= LONGEST_NAME
    )


def _hours(details: Mapping[str, Any]) -> Iterator[str]:
    first, last = _seconds(details.get("first")), _seconds(details.get("last"))
    for name, words, time_s in (("first", "first", first), ("last", "last", last)):
        if time_s is None:
            said = f" ({_shown(details[name])})" if details.get(name) else ""
            yield f"The {words} departure{said} needs to be a time such as 07:30, at most 28:00 (4 in the morning)."
    if first is not None and last is not None and first >= last:
        yield "The last departure is not after the first. After midnight hours go on as 24:30, 25:00."


def _bus(correction: Correction) -> Iterator[str]:
    details = correction.details
    if not correction.name.strip():
        yield "The bus has no name: say what is written on its front, or what people call it."
    if unknown := [str(name) for name in details if name not in _DETAILS]:
        yield f"The details hold {_shown(', '.join(unknown))}, which is not known. There are: {', '.join(_DETAILS)}."
    operator = details.get("operator", "")
    if not isinstance(operator, str) or len(operator) > LONGEST_NAME:
        yield f"Who runs the bus (operator) needs to be a name of at most {LONGEST_NAME} letters."
    yield from _stops(details.get("stops"))
    days = details.get("days")
    if not isinstance(days, list | tuple) or not days or not all(isinstance(day, str) and day in DAYS for day in days):
        yield f"On which days the bus runs needs to be some of {', '.join(DAYS)}."
    yield from _hours(details)
    if not _is_number(details.get("headway_min"), LEAST_HEADWAY_MIN, MOST_HEADWAY_MIN):
        yield f"The minutes between two buses need to be a number from {LEAST_HEADWAY_MIN} to {MOST_HEADWAY_MIN}."
    if details.get("kmh") is not None and not _is_number(details["kmh"], LEAST_KMH, MOST_KMH):
        yield f"The speed needs to be {LEAST_KMH} to {MOST_KMH} km/h, stops included, or left out."
    if not isinstance(details.get("is_both_ways", True), bool):
        yield "Whether the bus also runs back (is_both_ways) needs to be true or false."


def problems_of_correction(correction: Correction, *, place_kinds: Collection[str] | None = None) -> list[str]:
    """Everything that is lacking or wrong in a correction, in sentences; empty if it can be applied to a map.

    Args:
        correction: what somebody proposed. Its texts, moderation and status are for :mod:`plan.rules`.
        place_kinds: keys of the kinds of places there are; None does not check them.
    """
    if correction.kind not in CORRECTION_KINDS:
        return [f"The kind {_shown(correction.kind)} is not known. There are: {', '.join(CORRECTION_KINDS)}."]
    if len(correction.name) > LONGEST_NAME:
        return [f"The name has {len(correction.name):,} letters; at most {LONGEST_NAME} can be kept."]
    return list(_bus(correction) if correction.kind == BUS else _place(correction, place_kinds))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _bus_words(correction: Correction) -> str:
    details = correction.details
    stops = [str(stop.get("name", "")).strip() for stop in details["stops"]]
    operator = str(details.get("operator", "")).strip()
    ends = f" from {stops[0]} to {stops[-1]}" if stops[0] and stops[-1] else ""
    ways = ", both ways" if details.get("is_both_ways", True) else ", one way"
    days = _listed([words for day, words in DAYS.items() if day in details["days"]])
    run_by = f" of {operator}" if operator else ""
    return (
        f"The bus “{correction.name}”{run_by} is missing from the open timetables: {len(stops)} stops{ends}{ways}, "
        f"{days}, every {details['headway_min']:g} minutes from {details['first']} to {details['last']}."
    )


def correction_words(correction: Correction, *, kind_words: str = "", was: str = "") -> str:
    """A correction as a plain sentence. It holds what people typed: escape it wherever it is shown.

    Args:
        correction: one without problems; of others only the kind is said.
        kind_words: what people call the kind of place ("community centre"); default: its key.
        was: the name the map has for the place.
    """
    if problems_of_correction(correction):
        return f"{CORRECTION_KINDS.get(correction.kind, 'A correction')} (not completely described)."
    if correction.kind == BUS:
        return _bus_words(correction)
    kind = kind_words or correction.place_kind.replace("_", " ")
    in_brackets = f" ({kind})" if kind else ""
    if correction.kind == "place_missing":
        named = f"“{correction.name}”{in_brackets}" if correction.name else f"A place without a name{in_brackets}"
        return f"{named} is missing from the open map."
    if correction.kind == "place_closed":
        named = was or correction.name
        return f"“{named}”{in_brackets} has closed." if named else f"The place {correction.place_id} has closed."
    named = f"“{was}”{in_brackets}" if was else f"The place {correction.place_id}"
    return f"{named} is called “{correction.name}”."


def _wkt(geometry: BaseGeometry | None) -> str:
    if geometry is None:
        return ""
    import shapely

    return str(shapely.to_wkt(geometry, rounding_precision=7, trim=True))


def correction_essence(correction: Correction) -> str:
    """What decides the effect of a correction on a map, as JSON: equal texts have equal effects."""
    content = {name: getattr(correction, name) for name in _DECISIVE} | {"wkt": _wkt(correction.geometry)}
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def correction_of_essence(text: str) -> Correction:
    """The accepted correction that an essence stands for; who proposed and decided it is not in it.

    Raises:
        ValueError: it is not such a text.
    """
    import shapely

    content = json.loads(text)
    wkt = content.pop("wkt")
    return Correction(**content, geometry=shapely.from_wkt(wkt) if wkt else None, status="accepted")
