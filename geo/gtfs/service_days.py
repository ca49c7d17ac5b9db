"""Which weekday and which Sunday a build looks at, and which bands a timetable cannot answer.

Rules (docs/definitions.md#days-and-bands):

* **Weekday**: a Tuesday, Wednesday or Thursday with typical service. *Typical* is the median number of trips of those
  days (trips by headway count once per vehicle), each day weighted by its trips, so that a long tail of days on which
  most services have already ended does not count for much. The day nearest to it is chosen, of equals the earliest.
  Bank holidays have fewer trips and so are not nearest; 24 December to 2 January is avoided in any case, as not every
  timetable knows about Christmas. Where several feeds are merged, only days are looked at on which every feed runs; if
  there are none, those on which the feeds with most trips run. A feed that was cut to one weekday (below) is complete
  only on the days on which all its services run, so those are preferred. A feed without Tuesday to Thursday falls back
  on Monday and Friday.
* **Sunday**: likewise; of equals the nearest to the weekday; Easter Sunday is avoided. Where the weekday was given, the
  first Sunday on or after it that the feeds cover, else the last before.
* A **band without service** is unknown, not zero: feeds exist that were cut to a few hours, or to one weekday. A feed
  looks cut to one weekday if all its services run on one day from Monday to Saturday (the build's weekday first), fewer
  of them on Sundays, and no Sunday has half of that day's trips. A band is unknown, too, if the feeds that have no
  departure in it carry more than half of the weekday's departures.
* ``is_complete`` (from atlas.toml) says that the timetable is all there is: then what is not there is a known zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import UsageError
from geo.feed import DAY_S, SUNDAY, Feed, Services, weekday_of

__all__ = ["ServiceDays", "choose_service_days", "cut_to_one_weekday", "day_text", "departures_between"]

SILENT_SHARE = 0.5
SUNDAY_SHARE = 0.5
"""With so many of the weekday's trips a Sunday is no rest of a timetable that was cut."""


class BandLike(Protocol):
    """What is needed of a band (:class:`analysis.parameters.Band`)."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def start_s(self) -> int: ...
    @property
    def end_s(self) -> int: ...


@dataclass(frozen=True)
class ServiceDays:
    """The days of a build. ``weekday`` is None only if the timetable has no trip on any Monday to Friday.

    ``band_unknown`` maps the name of a band to the reason, in plain words, why nothing can be said about it.
    ``notes`` are sentences about feeds that do not cover a day.
    """

    weekday: date | None
    sunday: date | None
    weekday_reason: str
    sunday_reason: str
    band_unknown: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def day_text(day: date) -> str:
    """ "Tuesday 5 March 2024"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def choose_service_days(
    feed: Feed, bands: Sequence[BandLike], *, weekday: date | None = None, is_complete: bool = False
) -> ServiceDays:
    """Choose the weekday and the Sunday of a build and say which bands are unknown; the rules are above.

    Args:
        feed: the timetable, of one or several sources.
        bands: the bands, each with ``day`` ``"weekday"`` or ``"sunday"``.
        weekday: the weekday wanted, else a typical one is chosen.
        is_complete: the timetable is known to be complete, so what it lacks does not exist.

    Raises:
        UsageError: no trip runs on the weekday wanted.
    """
    days = _days(feed)
    if not len(days):
        reason = "No trip of the timetable runs on any day."
        return ServiceDays(None, None, reason, reason, {band.name: reason for band in bands})
    if weekday is not None:
        _require_service(feed, days, weekday)
        chosen: date | None = weekday
        why = f"{day_text(weekday)}, as given; {_trips_text(feed, days, weekday)}."
    else:
        chosen, why = _typical_weekday(feed, days)
    sunday, sunday_why = _sunday(feed, days, chosen, is_given=weekday is not None)
    unknown: dict[str, str] = {}
    for band in bands:
        on = sunday if band.day == "sunday" else chosen
        reason = _why_unknown(
            feed, band, on, chosen, is_complete=is_complete, fallback=sunday_why if band.day == "sunday" else why
        )
        if reason:
            unknown[band.name] = reason
    notes = _coverage_notes(feed, [day for day in (chosen, sunday) if day is not None])
    return ServiceDays(chosen, sunday, why, sunday_why, unknown, notes)


def _days(feed: Feed) -> pd.DataFrame:
    """``service_by_day`` with ``covering_n``: how many source feeds have that day between their first and last,
    ``running_n``: how many have trips on it, and ``feeds``: which these are (their numbers)."""
    days = feed.service_by_day()
    covering, running = np.zeros(len(days), dtype=np.int64), np.zeros(len(days), dtype=np.int64)
    which = np.full(len(days), "", dtype=object)
    when = days["date"].to_numpy()
    for number in range(len(feed.names)):
        own = feed.service_by_day(number)
        if not len(own):
            continue
        first, last = np.searchsorted(when, own["date"].to_numpy()[[0, -1]])
        covering[first : last + 1] += 1
        runs = own["trips_n"].to_numpy() > 0
        running[first : last + 1] += runs
        which[first : last + 1] += np.where(runs, f"{number} ", "")
    return days.assign(covering_n=covering, running_n=running, feeds=which)


def _dates(days: pd.DataFrame) -> list[date]:
    return [stamp.date() for stamp in days["date"]]


def _span_text(days: pd.DataFrame) -> str:
    return f"{day_text(days['date'].iloc[0].date())} to {day_text(days['date'].iloc[-1].date())}"


def _trips_text(feed: Feed, days: pd.DataFrame, day: date) -> str:
    same = days[days["weekday"] == day.weekday()]
    most = int(same["trips_n"].max()) if len(same) else 0
    trips_n = feed.vehicles_on(day)
    text = f"{trips_n:,} trips run"
    if most > trips_n:
        text += f" (at most {most:,} on a {day:%A} of this timetable)"
    if day.weekday() > 4:
        text += f"; this is a {day:%A}, not a weekday"
    return text


def _require_service(feed: Feed, days: pd.DataFrame, weekday: date) -> None:
    if feed.vehicles_on(weekday):
        return
    raise UsageError(
        f"No trip of the timetable runs on {day_text(weekday)}.",
        f"It has trips from {_span_text(days)}.",
        "Choose a day within, or add a timetable that covers that day.",
    )


def _typical_weekday(feed: Feed, days: pd.DataFrame) -> tuple[date | None, str]:
    for wanted, words in (((1, 2, 3), "Tuesday to Thursday"), ((0, 4), "Monday and Friday")):
        candidates = days[days["weekday"].isin(wanted) & (days["trips_n"] > 0)]
        if not len(candidates):
            continue
        most = candidates["running_n"].max()
        candidates = _of_most_trips(candidates, len(feed.names))
        whole = candidates[_is_whole(feed, candidates)]
        day, typical = _nearest_typical(whole if len(whole) else candidates)
        trips = f"{feed.vehicles_on(day):,} trips"
        why = f"{day_text(day)} is a typical weekday of this timetable: {trips}, the median of {words} is {typical:,}."
        if len(whole):
            why = f"{day_text(day)} is a day on which every service of this timetable runs: {trips}."
        if most < len(feed.names):
            why += " No weekday is covered by every timetable: this is one on which most trips run."
        return day, why
    return None, f"The timetable ({_span_text(days)}) has no trip from Monday to Friday."


def _of_most_trips(candidates: pd.DataFrame, feeds_n: int) -> pd.DataFrame:
    """Days on which every feed runs; without any, those on which the feeds run that together have most trips."""
    everywhere = candidates[candidates["running_n"] == feeds_n]
    if len(everywhere):
        return everywhere
    busiest = candidates.groupby("feeds")["trips_n"].median().idxmax()
    return candidates[candidates["feeds"] == busiest]


def _is_whole(feed: Feed, candidates: pd.DataFrame) -> NDArray[np.bool_]:
    """Candidates on which all services of every feed that looks cut to one weekday run; all False if none looks so."""
    dates = candidates["date"].to_numpy().astype("datetime64[D]")
    is_whole = np.ones(len(dates), dtype=bool)
    is_cut = False
    for number in range(len(feed.names)):
        if cut_to_one_weekday(feed, number, None) is None:
            continue
        is_cut = True
        is_whole &= np.isin(dates, _whole_days(feed.services, _used(feed, number)))
    return is_whole & is_cut


def _is_christmas(day: date) -> bool:
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * days) // 451
    month, day = divmod(moon + days - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _is_festive(day: date) -> bool:
    return _is_christmas(day) or day == easter_sunday(day.year)


def _nearest_typical(candidates: pd.DataFrame, near: date | None = None) -> tuple[date, int]:
    """The day whose trips are nearest to the trip-weighted median; ties: nearest to ``near``, then the earliest."""
    is_plain = np.array([not _is_festive(day) for day in _dates(candidates)])
    if is_plain.any():
        candidates = candidates[is_plain]
    trips = candidates["trips_n"].to_numpy()
    ordered = np.sort(trips)
    typical = int(ordered[np.searchsorted(np.cumsum(ordered), ordered.sum() / 2)])
    away = np.abs(trips - typical)
    best = candidates[away == away.min()]
    dates = _dates(best)
    if near is not None:
        return min(dates, key=lambda day: (abs((day - near).days), day)), typical
    return dates[0], typical


def _sunday(feed: Feed, days: pd.DataFrame, weekday: date | None, *, is_given: bool) -> tuple[date | None, str]:
    sundays = days[days["weekday"] == SUNDAY]
    if not len(sundays):
        return None, f"The timetable ({_span_text(days)}) covers no Sunday."
    enough = sundays["covering_n"].max()
    if weekday is not None:
        of_weekday = days.loc[days["date"] == pd.Timestamp(weekday), "covering_n"]
        enough = min(enough, int(of_weekday.max())) if len(of_weekday) else enough
    sundays = sundays[sundays["covering_n"] >= enough]
    near = weekday or days["date"].iloc[0].date()
    if is_given:
        dates = _dates(sundays)
        after = [day for day in dates if day >= near]
        day = after[0] if after else dates[-1]
        place = "the first Sunday on or after the weekday" if after else "the last Sunday before the weekday"
        festive = " It is a holiday: service may be unusual." if _is_festive(day) else ""
        return day, f"{day_text(day)} is {place} that the timetable covers: {feed.vehicles_on(day):,} trips.{festive}"
    running = sundays[sundays["trips_n"] > 0]
    if len(running):
        running = running[running["running_n"] == running["running_n"].max()]
        day, typical = _nearest_typical(running, near)
        trips = f"{feed.vehicles_on(day):,} trips, the median is {typical:,}"
        return day, f"{day_text(day)} is a typical Sunday of this timetable: {trips}."
    day = min(_dates(sundays), key=lambda one: (abs((one - near).days), one))
    return day, f"{day_text(day)} is the nearest Sunday; no trip runs on any Sunday of this timetable."


def _used(feed: Feed, number: int) -> NDArray[np.bool_]:
    """Services of one source feed that run on any day."""
    return (feed.services.feed == number) & feed.services.days_of_week().any(axis=1)


def _whole_days(services: Services, mine: NDArray[np.bool_]) -> NDArray[np.datetime64]:
    """Days from Monday to Saturday on which all the services marked run."""
    first, sums = services.weight_by_day(mine.astype(np.int64))
    days = first + np.flatnonzero(sums == mine.sum())
    return days[weekday_of(days) != SUNDAY]


def cut_to_one_weekday(feed: Feed, number: int, weekday: date | None) -> date | None:
    """The day to which source feed ``number`` seems to be cut: all its services run then, fewer of them on Sundays,
    and on no Sunday half as many trips.

    ``weekday`` is tried first, then the nearest day from Monday to Saturday. None if the feed does not look cut.
    """
    mine = _used(feed, number)
    all_n = int(mine.sum())
    on_sundays_n = int((mine & feed.services.days_of_week()[:, SUNDAY]).sum())
    if not all_n or on_sundays_n >= all_n:
        return None
    found = _whole_days(feed.services, mine).astype("datetime64[D]").tolist()
    if not found:
        return None
    near = weekday or found[0]
    nearest: date = min(found, key=lambda day: (abs((day - near).days), day))
    own = feed.service_by_day(number)
    on_sundays = own.loc[own["weekday"] == SUNDAY, "trips_n"]
    then = own.loc[own["date"] == pd.Timestamp(nearest), "trips_n"]
    if len(on_sundays) and len(then) and on_sundays.max() >= SUNDAY_SHARE * then.iloc[0]:
        return None
    return nearest


def departures_between(feed: Feed, day: date, start_s: int, end_s: int, number: int | None = None) -> int:
    """Departures from stops from ``start_s`` to before ``end_s`` of ``day``, yesterday's late trips included."""
    total = 0
    for shift in (-1, 0) if end_s <= DAY_S else (-1, 0, 1):
        leaves = feed.departures_s(day + timedelta(days=shift), number) + shift * DAY_S
        first, last = np.searchsorted(leaves, [start_s, end_s])
        total += int(last - first)
    return total


def _why_unknown(
    feed: Feed, band: BandLike, day: date | None, weekday: date | None, *, is_complete: bool, fallback: str
) -> str:
    if day is None:
        return fallback
    if is_complete:
        return "" if _trips_near(feed, day) else _not_covered(feed, day)
    if band.day == "sunday":
        cut = [(name, cut_to_one_weekday(feed, number, weekday)) for number, name in enumerate(feed.names)]
        cuts = [f"{name} (all its services run on {day_text(one)}, fewer on Sundays)" for name, one in cut if one]
        if cuts:
            return (
                f"Sundays are not known: the timetable seems to be cut to one weekday: {'; '.join(cuts)}. "
                "Nobody can tell a poor Sunday from a missing one. If the timetable is complete, say so in atlas.toml."
            )
    if not departures_between(feed, day, band.start_s, band.end_s):
        return (
            f"The timetable has no departure on {day_text(day)} from {_clock(band.start_s)} to {_clock(band.end_s)}"
            f"{_hours_text(feed, day)}. If it is complete, say so in atlas.toml."
        )
    return _silent_feeds(feed, band, day, weekday)


def _trips_near(feed: Feed, day: date) -> bool:
    days = feed.service_by_day()
    dates = days["date"]
    return bool(len(days)) and dates.iloc[0].date() <= day <= dates.iloc[-1].date()


def _not_covered(feed: Feed, day: date) -> str:
    return f"The timetable does not cover {day_text(day)}."


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def _hours_text(feed: Feed, day: date) -> str:
    leaves = feed.departures_s(day)
    if not len(leaves):
        return "; no trip runs on that day at all"
    return f"; its departures on that day are from {_clock(int(leaves[0]))} to {_clock(int(leaves[-1]))}"


def _silent_feeds(feed: Feed, band: BandLike, day: date, weekday: date | None) -> str:
    """The reason why a band is unknown if the feeds without a departure in it carry most of the weekday's service."""
    if len(feed.names) < 2 or weekday is None:
        return ""
    weight = np.array([len(feed.departures_s(weekday, number)) for number in range(len(feed.names))], dtype=float)
    silent = [
        number
        for number in range(len(feed.names))
        if weight[number] and not departures_between(feed, day, band.start_s, band.end_s, number)
    ]
    if not silent or weight[silent].sum() <= SILENT_SHARE * weight.sum():
        return ""
    names = ", ".join(feed.names[number] for number in silent)
    then = "" if day == weekday else f" on {day_text(day)}"
    return (
        f"{names} has most of the departures of {day_text(weekday)} but none{then} from {_clock(band.start_s)} to "
        f"{_clock(band.end_s)}. If the timetable is complete, say so in atlas.toml."
    )


def _coverage_notes(feed: Feed, days: Iterable[date]) -> tuple[str, ...]:
    notes: list[str] = []
    if len(feed.names) < 2:
        return ()
    for day in days:
        for number, name in enumerate(feed.names):
            own = feed.service_by_day(number)
            if not len(own):
                notes.append(f"{name} has no trip on any day.")
            elif not own["date"].iloc[0].date() <= day <= own["date"].iloc[-1].date():
                notes.append(f"{name} covers {_span_text(own)}, so not {day_text(day)}.")
    return tuple(dict.fromkeys(notes))
