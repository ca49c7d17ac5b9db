"""The clock of a timetable: seconds of a service day are counted from noon minus twelve hours.

So GTFS says it, and only so a bus at 25:30 is where it should be in the two nights in which clocks change: from one
service day to the next it is then 23 or 25 hours, not 24.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["between_days_s", "is_zone", "offset_s", "seconds_into"]

_DAY_S = 86_400


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def is_zone(name: str) -> bool:
    """Is this the name of a time zone that is known here (``Europe/London``)?"""
    return _zone(name) is not None


def offset_s(name: str, day: date) -> int:
    """Seconds that clocks of a zone are ahead of UTC at noon of a day; 0 for an unknown zone."""
    zone = _zone(name)
    offset = datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset() if zone else None
    return int(offset.total_seconds()) if offset is not None else 0


def _start(day: date, name: str) -> datetime:
    """When a service day begins: noon minus twelve hours, in UTC."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=_zone(name) or UTC)
    return noon.astimezone(UTC) - timedelta(hours=12)


def between_days_s(day: date, days: int, name: str) -> int:
    """Seconds from the beginning of a service day to that of the day ``days`` later (negative: earlier)."""
    if _zone(name) is None:
        return days * _DAY_S
    return int((_start(day + timedelta(days=days), name) - _start(day, name)).total_seconds())


def seconds_into(moment: datetime, name: str) -> int:
    """Seconds of its service day at a local time: 5,400 at 00:30 of the night in which clocks go forward.

    Args:
        moment: local time of the zone, without a zone of its own; of a time that comes twice the first.
        name: the zone; one that is not known has no changes of clocks.
    """
    zone = _zone(name)
    if zone is None:
        return moment.hour * 3600 + moment.minute * 60 + moment.second
    local = moment.replace(tzinfo=zone)
    return int((local.astimezone(UTC) - _start(moment.date(), name)).total_seconds())
