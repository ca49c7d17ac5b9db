"""Who may walk where: rules after the OSM wiki, "OSM tags for routing/Access restrictions".

The tag ``foot`` goes before ``access``. What is open at some times only is in ``hours``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from geo.network import LINK_CROSSING, LINK_FERRY, LINK_OFF_GROUND, LINK_PLATFORM, LINK_STEPS
from geo.osm.elements import vocabulary

__all__ = [
    "ACCESS_NO", "CARRIAGEWAYS", "FOOT_NO", "FOOT_YES", "WALKABLE", "ferry_s", "height_of", "is_closed_barrier",
    "is_crossing", "is_ferry", "is_off_ground", "is_walkable", "link_flags",
]  # fmt: skip

WALKABLE = vocabulary(
    "footway path pedestrian steps cycleway track bridleway corridor living_street residential service unclassified "
    "road tertiary tertiary_link secondary secondary_link primary primary_link trunk trunk_link platform elevator "
    "crossing"
)
CARRIAGEWAYS = vocabulary(
    "living_street residential service unclassified road tertiary tertiary_link secondary secondary_link primary "
    "primary_link trunk trunk_link"
)
ON_REQUEST = vocabulary("busway bus_guideway motorway motorway_link raceway")  # only if foot says yes
FOOT_YES = vocabulary("yes designated permissive destination official public customers limited")
FOOT_NO = vocabulary("no private use_sidepath none restricted prohibited")
ACCESS_NO = vocabulary("no private military emergency agricultural forestry employees staff permit restricted")
# Things in the way of a car, not of a person.
PASSABLE = vocabulary(
    "bollard block kerb cycle_barrier motorcycle_barrier kissing_gate stile turnstile height_restrictor jersey_barrier "
    "log rope chain bus_trap sump_buster planter cattle_grid horse_stile debris toll_booth border_control"
)


def is_walkable(tags: Mapping[str, str]) -> bool:
    """May people walk along a way with these tags?"""
    foot = tags.get("foot", "")
    highway = tags.get("highway", "")
    if highway in WALKABLE:
        pass
    elif highway in ON_REQUEST:
        if foot not in FOOT_YES:
            return False
    elif highway or not _is_platform_or_pier(tags):
        return False
    if foot in FOOT_NO or tags.get("abandoned") == "yes" or tags.get("proposed") == "yes" or tags.get("razed") == "yes":
        return False
    if foot in FOOT_YES:
        return True
    return tags.get("access") not in ACCESS_NO and tags.get("motorroad") != "yes"


def is_closed_barrier(tags: Mapping[str, str]) -> bool:
    """Does a node with these tags stop people on foot: a gate that is locked, private or closed?"""
    barrier = tags.get("barrier")
    if barrier is None or barrier == "entrance":
        return False
    foot = tags.get("foot", "")
    if foot in FOOT_NO and foot != "use_sidepath":
        return True
    if foot in FOOT_YES or barrier in PASSABLE:
        return False
    return tags.get("access") in ACCESS_NO or tags.get("locked") == "yes"


def link_flags(tags: Mapping[str, str]) -> int:
    """Bits of ``WalkNetwork.link_flags`` for a walkable way."""
    flags = 0
    is_ramped = tags.get("ramp:wheelchair") == "yes" or tags.get("wheelchair") == "yes"
    if (tags.get("highway") == "steps" and not is_ramped) or tags.get("wheelchair") == "no":
        flags |= LINK_STEPS
    if is_crossing(tags):
        flags |= LINK_CROSSING
    if _is_platform_or_pier(tags) and tags.get("man_made") != "pier":
        flags |= LINK_PLATFORM
    if is_off_ground(tags):
        flags |= LINK_OFF_GROUND
    if tags.get("route") == "ferry" and "highway" not in tags:
        flags |= LINK_FERRY
    return flags


def is_crossing(tags: Mapping[str, str]) -> bool:
    """Is a way a crossing of a street?"""
    return "crossing" in (tags.get("footway"), tags.get("cycleway"), tags.get("path"), tags.get("highway"))


def is_off_ground(tags: Mapping[str, str]) -> bool:
    """Is it on a bridge, in a tunnel or passage under the ground, or on another layer or level than the ground?"""
    if tags.get("bridge", "no") != "no" or tags.get("tunnel", "no") not in ("no", "building_passage"):
        return True
    if tags.get("location") in ("underground", "overhead", "roof"):
        return True
    return any(_elsewhere(tags.get(key, "")) for key in ("layer", "level"))


def _elsewhere(levels: str) -> bool:
    """Is a value of ``layer`` or ``level`` (``-1``, ``0;1``, ``0-2``) without the ground, 0?"""
    heights = _heights(levels)
    return bool(heights) and not min(heights) <= 0 <= max(heights)


def _heights(levels: str) -> list[float]:
    if not levels:  # nearly all
        return []
    return [float(height) for height in re.findall(r"(?:(?<![\d.])-)?\d+(?:\.\d+)?", levels)]


def _is_platform_or_pier(tags: Mapping[str, str]) -> bool:
    return (
        "platform" in (tags.get("railway"), tags.get("public_transport"), tags.get("highway"))
        or tags.get("man_made") == "pier"
    )


def height_of(tags: Mapping[str, str]) -> float:
    """The first ``layer``, else ``level``, else 1 for a bridge, -1 for a tunnel, 0 for the ground."""
    for key in ("layer", "level"):
        if heights := _heights(tags.get(key, "")):
            return heights[0]
    if tags.get("bridge", "no") != "no":
        return 1.0
    return -1.0 if tags.get("tunnel", "no") not in ("no", "building_passage") else 0.0


def is_ferry(tags: Mapping[str, str]) -> bool:
    """Is it a ferry that takes people on foot? Without the tag ``foot`` one that takes no motor vehicles."""
    if tags.get("route") != "ferry" or "highway" in tags or tags.get("access") in ACCESS_NO:
        return False
    foot = tags.get("foot", "")
    takes_cars = any(tags.get(key, "no") != "no" for key in ("motor_vehicle", "motorcar", "hgv"))
    return foot in FOOT_YES or (foot not in FOOT_NO and not takes_cars)


def ferry_s(tags: Mapping[str, str]) -> float:
    """Seconds that a ferry takes by its ``duration`` (``00:05``, ``00:05:30``, ``PT5M``, minutes: ``5``), else 0."""
    text = tags.get("duration", "").strip()
    if match := re.fullmatch(r"(\d+):([0-5]\d)(?::([0-5]\d))?", text):
        return int(match[1]) * 3600.0 + int(match[2]) * 60 + int(match[3] or 0)
    if match := re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", text):
        return int(match[1] or 0) * 3600.0 + int(match[2] or 0) * 60 + int(match[3] or 0)
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?: ?min(?:utes)?)?", text)
    return float(match[1]) * 60 if match else 0.0
