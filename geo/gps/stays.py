"""A stay that a service has already found (from, to, a place), as fixes: it was seen there all the time."""

from __future__ import annotations

from datetime import UTC, datetime

from geo.gps.gathering import Reading

__all__ = ["add_stay", "micros"]

STEP_US = 10 * 60 * 1_000_000
LONGEST_US = 31 * 86_400 * 1_000_000


def micros(text: object) -> int | None:
    """Microseconds since 1970 of a time with its zone (or of thousandths as digits); None where it is none."""
    if isinstance(text, int | float):
        text = str(int(text))
    if not isinstance(text, str):
        return None
    text = text.strip()
    if text.isdigit() and len(text) in (12, 13):
        return int(text) * 1000
    try:
        moment = datetime.fromisoformat(text.replace("z", "Z"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def add_stay(reading: Reading, lat: object, lon: object, begin: object, end: object) -> None:
    """Fixes at one place from begin to end, every ten minutes: less apart than any silence.

    A stay of more than a month is not believed: only its two ends are taken.
    """
    first = begin if isinstance(begin, int) and begin > 10**14 else micros(begin)
    last = end if isinstance(end, int) and end > 10**14 else micros(end)
    reading.further["stays"] += 1
    if first is None or last is None or last < first:
        reading.add(lat, lon, begin if first is None else str(first))
        return
    is_long = last - first > LONGEST_US
    reading.further["stays of more than a month, of which only the ends were taken"] += is_long
    at = first
    while at < last:
        reading.add(lat, lon, str(at))
        at = last if is_long else at + STEP_US
    reading.add(lat, lon, str(last))
