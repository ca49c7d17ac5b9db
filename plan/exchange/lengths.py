"""Lengths of time as people and spreadsheets write them, in minutes: 45 min, 1 h 5 min, 0:45, 1:05:00, PT1H5M."""

from __future__ import annotations

import re

__all__ = ["is_of_minutes", "minutes_of"]

_NUMBER = r"\d{1,5}(?:[.,]\d{1,3})?"
_CLOCK = re.compile(r"^(?P<h>\d{1,4}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.0+)?)?$", re.ASCII)
_WORDS = re.compile(
    rf"^(?:(?P<h>{_NUMBER}) ?(?:h|hrs?|hours?)(?:,? ?(?:and )?|$))?"
    rf"(?:(?P<m>{_NUMBER})(?: ?(?:m|mins?|minutes?|['’′])(?:,? ?(?:and )?|$)|(?(h)$|(?!))))?"
    rf"(?:(?P<s>{_NUMBER}) ?(?:s|secs?|seconds?))?$",
    re.ASCII | re.IGNORECASE,
)
_ISO = re.compile(rf"^PT(?:(?P<h>{_NUMBER})H)?(?:(?P<m>{_NUMBER})M)?(?:(?P<s>{_NUMBER})S)?$", re.ASCII | re.IGNORECASE)
_MINUTES = re.compile(r"(?:^|[^a-z])min(?:s|utes?)?(?:[^a-z]|$)", re.IGNORECASE)


def minutes_of(text: str) -> float | None:
    """The minutes that a cell says; None for what is no length of time, such as a bare number.

    ``0:45`` is hours and minutes, as spreadsheets show it.

    >>> minutes_of("1 h 5 min"), minutes_of("0:45"), minutes_of("45")
    (65.0, 45.0, None)
    """
    words = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split()).removesuffix(".")
    if not words or re.fullmatch(_NUMBER, words, re.ASCII):
        return None
    found = _CLOCK.match(words) or _ISO.match(words) or _WORDS.match(words)
    if found is None or not any(found.groups()):
        return None
    hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.group("h", "m", "s"))
    return hours * 60 + minutes + seconds / 60


def is_of_minutes(measure: str) -> bool:
    """True for what is counted in minutes: the name of a measure (``centre_min_am``), or words ("Minutes of waiting").

    >>> is_of_minutes("centre_min_am"), is_of_minutes("Minutes of waiting"), is_of_minutes("minority_share")
    (True, True, False)
    """
    return _MINUTES.search(measure) is not None
