"""Ways and gates that are open to people on foot at some times only: ``…:conditional`` and ``opening_hours``.

A rule is kept as text, one line of a network's ``hours``: ``no`` or ``yes`` (what holds else), then, after tabs,
``yes @ 07:00-21:00`` and the like, of which the last that applies counts (OSM wiki, "Conditional restrictions"). The
hours themselves are read by opening-hours-py, which knows the whole specification, always with the place's coordinates:
without them its sun rises at seven all year. The days of a build are ordinary weekdays and Sundays, so that its list of
British holidays, which lacks some, is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import numpy as np
from opening_hours import OpeningHours, State, validate

from geo.network import LINK_CLOSED, WalkNetwork
from geo.osm.rules import ACCESS_NO, CARRIAGEWAYS, FOOT_NO, FOOT_YES

__all__ = ["BY_DAY", "day_of", "hours_of", "is_for_vehicles", "open_at"]

BY_DAY = (10 * 3600, 16 * 3600)  # when what has no time of its own is asked: near home
OPEN_SHARE = 0.5  # of the time asked about, at least
USUAL_DAY = date(2026, 5, 13)  # a Wednesday, where nobody knows how old the map is
_CLAUSE = re.compile(r"\s*([a-z_]+)\s*@\s*(\((?:[^()]|\([^()]*\))*\)|[^;]+)\s*(?:;|$)")


def hours_of(tags: Mapping[str, str], *, is_open: bool) -> tuple[str, list[str]]:
    """The rule of a way or gate as text, empty where it is the same at all times; and what could not be understood.

    A condition that is not understood is left out: what holds else holds. ``foot`` goes before ``access``, also before
    ``access:conditional``. A street that is closed at some times (:func:`is_for_vehicles`) is walked all the same.

    Args:
        tags: of the way or node.
        is_open: may people walk there by the tags without conditions?
    """
    clauses, unknown = [], []
    if (hours := tags.get("opening_hours", "")) and is_open:
        if _understood(hours):
            clauses += ["no @ 24/7", f"yes @ {_one_line(hours)}"]
        else:
            unknown.append(f"opening_hours={hours}")
    has_foot = tags.get("foot", "") in FOOT_YES | FOOT_NO
    for key, closed in (("access", ACCESS_NO), ("foot", FOOT_NO)):
        text = tags.get(f"{key}:conditional", "")
        if not text or (key == "access" and (has_foot or is_for_vehicles(tags))):
            continue
        found: list[str] = []
        end = 0
        for match in _CLAUSE.finditer(text):
            condition = match[2].strip()
            condition = condition[1:-1] if condition.startswith("(") else condition
            if match.start() != end or not _understood(condition):
                unknown.append(f"{key}:conditional={text}")
                found = []
                break
            found.append(f"{'no' if match[1] in closed else 'yes'} @ {_one_line(condition)}")
            end = match.end()
        else:
            if end < len(text.rstrip()):
                unknown.append(f"{key}:conditional={text}")
                found = []
        clauses += found
    base = "yes" if is_open else "no"
    if all(clause.startswith(base) for clause in clauses):
        return "", unknown
    return "\t".join([base, *clauses]), unknown


def is_for_vehicles(tags: Mapping[str, str]) -> bool:
    """Is a condition on access one of vehicles: does it close an open street of houses or shops, as a market does?

    By the letter nobody may enter then, on foot neither; where streets are closed for school runs, markets or Sundays,
    people on foot are who they are closed for. Drives and paths (``service``, ``footway``) do shut for all.
    """
    street = tags.get("highway", "") in CARRIAGEWAYS - {"service"} or tags.get("highway") == "pedestrian"
    return street and "access:conditional" in tags and tags.get("access", "yes") not in ACCESS_NO


def day_of(mapped: date | None) -> date:
    """The Wednesday of the week of a map: of which what has no date of its own is asked."""
    return USUAL_DAY if mapped is None else mapped + timedelta(days=2 - mapped.weekday())


def open_at(network: WalkNetwork, day: date, start_s: int, end_s: int) -> WalkNetwork:
    """The network as it is in a part of a day: links not open for at least half of the time are ``LINK_CLOSED``.

    Args:
        network: the streets; its links keep their numbers.
        day: local date.
        start_s, end_s: seconds after midnight of that day; may go beyond it.

    Returns:
        The same object where nothing is different.
    """
    if not network.hours:
        return network
    where = (round(float(np.median(network.lat)), 3), round(float(np.median(network.lon)), 3))
    is_open = np.array([*(_is_open(rule, day, start_s, end_s, where) for rule in network.hours), True])
    flags = network.link_flags & ~np.uint8(LINK_CLOSED)
    flags = np.where(is_open[network.link_hours], flags, flags | np.uint8(LINK_CLOSED)).astype(np.uint8)
    return network if np.array_equal(flags, network.link_flags) else replace(network, link_flags=flags)


def _is_open(rule: str, day: date, start_s: int, end_s: int, where: tuple[float, float]) -> bool:
    first, last = start_s // 60, max(start_s // 60 + 1, -(-end_s // 60))
    base, *clauses = rule.split("\t")
    now = np.full(last - first, base == "yes")
    begin = datetime.combine(day, time()) + timedelta(minutes=first)
    for clause in clauses:
        value, condition = clause.split(" @ ", 1)
        for start, end in _intervals(condition, begin, last - first, where):
            now[start:end] = value == "yes"
    return bool(now.mean() >= OPEN_SHARE)


def _intervals(condition: str, begin: datetime, minutes_n: int, where: tuple[float, float]) -> list[tuple[int, int]]:
    """Minutes after ``begin`` at which a condition starts and ends to hold."""
    found = []
    for start, end, state, _ in _parsed(condition, where).intervals(begin, begin + timedelta(minutes=minutes_n)):
        if state == State.OPEN:
            bounds = [
                minutes_n if moment is None else round((moment.replace(tzinfo=None) - begin).total_seconds() / 60)
                for moment in (start, end)
            ]
            found.append((max(bounds[0], 0), min(bounds[1], minutes_n)))
    return found


@lru_cache(maxsize=4096)
def _parsed(condition: str, where: tuple[float, float]) -> OpeningHours:
    return OpeningHours(condition, coords=where)


@lru_cache(maxsize=4096)
def _understood(condition: str) -> bool:
    """Can the hours be read? Words alone ("by appointment") say nothing of the time."""
    if re.fullmatch(r'\s*"[^"]*"\s*', condition):
        return False
    return validate(condition)


def _one_line(text: str) -> str:
    return " ".join(text.split())
