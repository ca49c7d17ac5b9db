"""Words for when something happens taken apart: days, dates, times and what they are bound to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from plan.when.model import MONTHS, WEEKDAYS, Slot, When

__all__ = ["read_when"]

LONGEST = 2_000
_EARLIEST = 300  # a bare hour is none of the night
_ASK = {
    "", "ask", "ask us", "please ask", "contact us", "please contact us", "by appointment", "by appointment only",
    "tbc", "tba", "varies", "various", "n/a", "none", "-", "unknown", "not known", "to be confirmed",
    "contact organiser", "see website", "ring first", "call us", "please call", "contact for details",
}  # fmt: skip
_DAY_NAMES = (
    r"mon(?:day)?s?", r"tue(?:s(?:day)?)?s?", r"wed(?:s|nesday)?s?", r"thu(?:r|rs|rsday)?s?", r"fri(?:day)?s?",
    r"sat(?:urday)?s?", r"sun(?:day)?s?",
)  # fmt: skip
_DAY = "(?:" + "|".join(_DAY_NAMES) + r")(?!\w)\.?"
_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(str.casefold, MONTHS)) + r"|sept)(?!\w)\.?"
_DATE = (
    rf"(?:{_DAY},? (?:the )?)?(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})(?!\w)"
)
_CLOCK = (
    r"(?:12 ?(?:noon|midnight)|noon|midnight|midday|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|a\.m\.?|p\.m\.?)|\d{1,2}[:.]\d{2}|"
    r"\d{4}(?= ?(?:-|to|till|until|,|;|$|hrs))|\d{1,2})(?:hrs| hrs)?(?!\w)"
)
_TO = r" ?(?:-|to|till|til|until) ?"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
             "5th": 5, "last": -1}  # fmt: skip
_ORDINAL = "(?:" + "|".join(_ORDINALS) + r")(?!\w)"
_AND = r"(?:,? and |, ?| ?/ ?)"
_NUMBERS = {"two": 2, "second": 2, "three": 3, "third": 3, "four": 4, "fourth": 4, "six": 6}
_N = r"(?:\d{1,2}(?:nd|rd|th)?|two|second|three|third|four|fourth|six)"

_TERM = re.compile(
    r"\(?(?:(?:during|in) )?(?:school )?term[ -]?times? ?(?:only)?\)?|\(?(?:school )?terms? only\)?|"
    r"\(?(?:but )?(?:not|except|excluding|excl\.?|closed|no sessions)(?: in| during| for)?(?: the)? school holidays?\)?"
)
_BANK = re.compile(
    r"\(?(?:but )?(?:not|no|except|excluding|excl\.?|closed)(?: on)? (?:bank|public)(?: holidays?| hols?)\)?"
)
_BEGINS = re.compile(rf"(?:(?:starting|starts|beginning|begins)(?: on| from)?|(?<!\w)from) ({_DATE})")
_ENDS = re.compile(rf"(?:until|till|til|ending(?: on)?|ends(?: on)?|up to|(?<=\d ) ?to) ({_DATE})")
_TOKENS = [
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("date", _DATE),
        ("ordinals", rf"(?:every |each |on )?(?:the )?({_ORDINAL}(?:{_AND}(?:the )?{_ORDINAL})*) "
                     rf"({_DAY}(?:{_AND}{_DAY})*)"
                     r"(?: (?:of|in) (?:the|each|every) month| (?:each|every|a|per) month| monthly| of month)"),
        ("every", r"(?:every other(?: week)?|alternate(?: weeks?)?|fortnightly|every fortnight|"
                  rf"every {_N} weeks?)(?: on)?"),
        ("daily", r"every ?day(?!\w)|daily(?!\w)|each day|7 days a week|seven days a week"),
        ("weekdays", r"(?:every |on )?week ?days?(?!\w)"),
        ("weekends", r"(?:every |at |on )?weekends?(?!\w)"),
        ("days", rf"({_DAY}) ?(?:to|-|through) ?({_DAY})"),
        ("day", _DAY),
        ("times", rf"(?:from |between |at )?({_CLOCK})(?:{_TO}| and (?=\S*[apn]))({_CLOCK})"),
        ("time", r"(?:at |from )(" + _CLOCK + r")|(12 ?(?:noon|midnight)|noon|midday|"
                 r"\d{1,2}(?:[:.]\d{2})? ?(?:am|pm)(?!\w)|\d{2}[:.]\d{2}(?!\w))"),
        ("filler", r"(?:and|on|at|the|each|every|also|plus|weekly|from|drop[ -]?ins?|open|sessions?|meets?|"
                   r"all year(?: round)?|a week|once)(?!\w)|[,;:.()&+ ]+"),
    )
]  # fmt: skip


class _NotUnderstood(ValueError):
    """A part of the words is not understood; its text is that part."""


@dataclass
class _Reader:
    """The words from left to right: days gather until a time comes, and a time waits until days come."""

    slots: list[Slot] = field(default_factory=list)
    days: list[Slot] = field(default_factory=list)
    timed: tuple[int, int | None] | None = None
    every: int = 1
    is_closed: bool = False

    def take_days(self, slot: Slot) -> None:
        if self.is_closed:
            self.days, self.is_closed = [], False
        self.days.append(replace(slot, every_weeks=self.every if slot.weekdays and not slot.which else 1))
        self.every = self.every if slot.weekdays else 1

    def take_time(self, start: int, end: int | None) -> None:
        if not self.days:
            if self.timed:
                raise _NotUnderstood("two times before a day")
            self.timed = (start, end)
            return
        self._keep((start, end))

    def _keep(self, timed: tuple[int, int | None] | None) -> None:
        start, end = timed or (None, None)
        self.slots += [replace(one, start_min=start, end_min=end) for one in _joined(self.days)]
        self.is_closed, self.every = True, 1

    def finish_part(self) -> None:
        """A semicolon or the end: days without a time stand as they are."""
        if self.days and not self.is_closed:
            self._keep(self.timed)
            self.timed = None
        elif self.timed:
            raise _NotUnderstood("a time without a day")
        self.days, self.is_closed, self.every = [], False, 1


def _joined(days: list[Slot]) -> list[Slot]:
    """Days of one kind as one slot: "Mondays and Wednesdays"."""
    found: dict[tuple[object, ...], Slot] = {}
    for one in days:
        key = (bool(one.dates), one.which, one.every_weeks)
        before = found.get(key, replace(one, weekdays=(), dates=()))
        found[key] = replace(
            before,
            weekdays=tuple(sorted({*before.weekdays, *one.weekdays})),
            dates=tuple(sorted({*before.dates, *one.dates})),
        )
    return list(found.values())


def _weekday(words: str) -> int:
    return next(place for place, name in enumerate(WEEKDAYS) if words[:3] == name[:3].casefold())


def _weekdays(words: str) -> tuple[int, ...]:
    return tuple(sorted({_weekday(one) for one in re.findall(_DAY, words)}))


def _date(words: str) -> date:
    """The day; a weekday before it has to be the right one.

    Raises:
        _NotUnderstood
    """
    named = re.match(rf"({_DAY}),? (?:the )?", words)
    plain = words[named.end() :] if named else words
    numbers = [int(one) for one in re.findall(r"\d+", plain)]
    try:
        if "-" in plain:
            day = date(*numbers)
        elif "/" in plain:
            day = date(numbers[2], numbers[1], numbers[0])
        else:
            month = re.search(_MONTH, plain)
            if month is None:
                raise _NotUnderstood(words)
            at = next(place for place, name in enumerate(MONTHS, 1) if month[0][:3] == name[:3].casefold())
            day = date(numbers[1], at, numbers[0])
    except ValueError as error:
        raise _NotUnderstood(words) from error
    if named and _weekday(named[1]) != day.weekday():
        raise _NotUnderstood(f"{words}: that is a {WEEKDAYS[day.weekday()]}")
    return day


def _clock(words: str) -> tuple[int, str]:
    """Minutes after midnight, and how sure: ``am``, ``pm``, ``day`` (of 24 hours) or ``bare``.

    Raises:
        _NotUnderstood
    """
    plain = words.replace(" ", "").removesuffix("hrs")
    if plain.endswith(("noon", "midday")):
        return 720, "day"
    if plain.endswith("midnight"):
        return 0, "day"
    found = re.match(r"(\d{1,2})(?:[:.](\d{2}))?(a\.?m\.?|p\.?m\.?)?$", plain) or re.match(r"(\d{2})(\d{2})()$", plain)
    if not found or int(found[2] or 0) > 59 or int(found[1]) > 24:
        raise _NotUnderstood(words)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half:
        if not 1 <= hour <= 12:
            raise _NotUnderstood(words)
        return hour % 12 * 60 + minute + (720 if half == "p" else 0), f"{half}m"
    if hour > 12 or (found[2] and len(found[1]) == 2 and (hour == 0 or found[1][0] == "0" or hour >= 10)):
        return hour * 60 + minute, "day"
    return hour * 60 + minute, "bare"


def _alone(minutes: int, words: str) -> int:
    """A bare hour: 9 to 12 is before or at noon, 1 to 5 after it; 6 to 8 may be either.

    Raises:
        _NotUnderstood
    """
    hour = minutes // 60
    if 9 <= hour <= 12:
        return minutes
    if 1 <= hour <= 5:
        return minutes + 720
    raise _NotUnderstood(f"{words}: in the morning or in the evening?")


def _times(one: str, two: str) -> tuple[int, int]:
    """Start and end in minutes.

    Raises:
        _NotUnderstood
    """
    (start, how), (end, how_end) = _clock(one), _clock(two)
    said = f"{one} to {two}"
    if how == "bare" and how_end == "bare":
        start = _alone(start, said)
        how = "day"
    if how_end == "bare":
        end = next((at for at in (end, end + 720) if at > start), end)
    elif how == "bare":
        end = end or 1440
        halves = [at for at in (start % 720, start % 720 + 720) if _EARLIEST <= at < end]
        # "6-8pm" is the evening; "10-2pm" begins in the morning.
        start = max(halves) if halves else end  # nothing begins at two at night unless somebody says so
    elif end == 0:
        end = 1440
    if not 0 <= start < end <= 1440:
        raise _NotUnderstood(said)
    return start, end


def _tokens(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The words piece by piece.

    Raises:
        _NotUnderstood: names what comes where nothing fits.
    """
    at = 0
    while at < len(words):
        for kind, pattern in _TOKENS:
            if found := pattern.match(words, at):
                yield kind, found
                at = found.end()
                break
        else:
            left = re.split(r"[;,]", words[at:])[0].strip()
            raise _NotUnderstood(left or words[at:])


def _read_part(words: str, reader: _Reader) -> None:
    for kind, found in _tokens(words):
        if kind == "date":
            reader.take_days(Slot(dates=(_date(found[0]),)))
        elif kind == "ordinals":
            which = [_ORDINALS[one] for one in re.findall(_ORDINAL, found[1])]
            ordered = tuple(sorted(set(which), key=lambda one: 9 if one < 0 else one))
            reader.take_days(Slot(weekdays=_weekdays(found[2]), which=ordered))
        elif kind == "every":
            number = re.search(r"\d+", found[0])
            named = next((n for name, n in _NUMBERS.items() if f" {name} " in f"{found[0]} "), 2)
            reader.every = int(number[0]) if number else named
            if reader.every < 1:
                raise _NotUnderstood(found[0])
            if reader.days and not reader.is_closed:  # "Tuesdays fortnightly"
                reader.days = [replace(one, every_weeks=reader.every) for one in reader.days]
        elif kind in ("daily", "weekdays", "weekends"):
            reader.take_days(Slot(weekdays={"daily": tuple(range(7)), "weekdays": tuple(range(5))}.get(kind, (5, 6))))
        elif kind == "days":
            first, last = _weekday(found[1]), _weekday(found[2])
            span = range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
            reader.take_days(Slot(weekdays=tuple(sorted(span))))
        elif kind == "day":
            reader.take_days(Slot(weekdays=(_weekday(found[0]),)))
        elif kind == "times":
            reader.take_time(*_times(found[1], found[2]))
        elif kind == "time":
            minutes, how = _clock(found[1] or found[2])
            reader.take_time(_alone(minutes, found[0]) if how == "bare" else minutes % 1440, None)
    reader.finish_part()


def _plain(words: str) -> str:
    changed = words.casefold().translate(
        {0x2013: "-", 0x2014: "-", 0x2212: "-", 0xA0: " ", 0x2019: "'", ord("&"): " and "}
    )
    return re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", "; ", changed)).strip(" .;,")


@lru_cache(maxsize=4096)
def read_when(words: str) -> When:
    """What is understood of the words; ``When.left`` names the part that is not, and then nothing of them counts."""
    plain = _plain(words[:LONGEST])
    if plain in _ASK:
        return When()
    try:
        return _read(plain)
    except _NotUnderstood as fault:
        return When(left=str(fault)[:200])


def _read(plain: str) -> When:
    bounds: dict[str, date | None] = {"begins": None, "ends": None}
    without_term, terms_n = _TERM.subn(", ", plain)
    without_bank, banks_n = _BANK.subn(", ", without_term)
    for name, pattern in (("begins", _BEGINS), ("ends", _ENDS)):
        if found := pattern.search(without_bank):
            bounds[name] = _date(found[1])
            without_bank = f"{without_bank[: found.start()]}, {without_bank[found.end() :]}"
    reader = _Reader()
    for part in without_bank.split(";"):
        _read_part(part.strip(), reader)
    if bounds["begins"] and bounds["ends"] and bounds["begins"] > bounds["ends"]:
        raise _NotUnderstood("it ends before it begins")
    slots = tuple(dict.fromkeys(reader.slots))
    if not slots:
        raise _NotUnderstood(plain)
    return When(slots, bool(terms_n), bool(banks_n), bounds["begins"], bounds["ends"])
