"""Plain facts about a timetable for its report, and warnings that concern its days, hours and time zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import Report
from geo.feed import Feed
from geo.gtfs.text import counted
from geo.staying import MOST_APART_M, MOST_LAYOVER_S, REASONS, stays_between, trip_ends

__all__ = ["feed_facts", "staying_words"]

_SHORT_DAY_S = 8 * 3600
_KINDS = (("Tuesday to Thursday", (1, 2, 3)), ("Saturday", (5,)), ("Sunday", (6,)))
_FAR_DEGREES = 50.0


def feed_facts(feed: Feed, report: Report, *, today: date | None = None) -> None:
    """Fill ``report.facts`` (operators, stops, lines, trips, days, hours) and warn about days, hours and time zone.

    ``today`` is only for tests.
    """
    modes = feed.routes["mode"].to_numpy()[np.unique(feed.trips["route_index"].to_numpy())]
    names, counts = np.unique(modes.astype(str), return_counts=True)
    served = np.unique(feed.stop_times["stop_index"].to_numpy())
    report.facts["Operators"] = _listed(feed.agencies["agency_name"].to_list())
    report.facts["Stops"] = f"{len(served):,} served, {len(feed.stops):,} in the file"
    report.facts["Lines"] = (
        f"{int(counts.sum()):,} ({', '.join(f'{n:,} {name}' for name, n in zip(names, counts, strict=True))})"
    )
    report.facts["Trips"] = f"{len(feed.trips):,}"
    if len(feed.frequencies):
        report.facts["Trips by headway"] = f"{feed.frequencies['trip_index'].nunique():,}"
    days = feed.service_by_day()
    _day_facts(feed, days, report)
    if len(days):
        _expiry(days, report, today or date.today())
        _hours(feed, days, report)
        _stays(feed, days, report)
    _zone(feed, report)


def _listed(names: list[str], most: int = 6) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _day(stamp: pd.Timestamp) -> str:
    return f"{stamp:%A} {stamp.day} {stamp:%B} {stamp.year}"


def _day_facts(feed: Feed, days: pd.DataFrame, report: Report) -> None:
    if not len(days):
        report.add(
            "warning",
            "no_service",
            "No trip of this timetable runs on any day.",
            needed="services with at least one day between their first and last date.",
            action="It was kept, but no map can be made from it; ask the publisher for a timetable that is in force.",
        )
        report.facts["Days"] = "none"
        return
    active = feed.services.days_of_week().any(axis=1)
    if not active.all():
        idle = feed.services.service_id[~active]
        report.add(
            "warning",
            "service_without_days",
            counted(len(idle), "services run on no day.", of=len(feed.services)),
            action="Their trips never run.",
            where=[f"service_id {one!r}" for one in idle[:5]],
            count=len(idle),
        )
    report.facts["First day"] = _day(days["date"].iloc[0])
    report.facts["Last day"] = _day(days["date"].iloc[-1])
    busiest = days.iloc[int(days["trips_n"].to_numpy().argmax())]
    report.facts["Busiest day"] = f"{_day(busiest['date'])} ({int(busiest['trips_n']):,} trips)"
    for kind, numbers in _KINDS:
        own = days.loc[days["weekday"].isin(numbers), "trips_n"]
        if len(own):
            text = f"{int(own.median()):,} on most days" if own.median() else "none on most days"
            report.facts[f"Trips, {kind}"] = f"{text}, at most {int(own.max()):,}"


def _expiry(days: pd.DataFrame, report: Report, today: date) -> None:
    first, last = days["date"].iloc[0], days["date"].iloc[-1]
    if last.date() < today:
        report.add(
            "note",
            "expired",
            f"The timetable ended on {_day(last)}.",
            action="It can be used for a day within it; ask for a newer one for plans of today.",
        )
    elif first.date() > today:
        report.add(
            "note",
            "not_started",
            f"The timetable begins only on {_day(first)}.",
            action="It can be used for a day within it.",
        )


def _hours(feed: Feed, days: pd.DataFrame, report: Report) -> None:
    midweek = days[days["weekday"].isin((1, 2, 3)) & (days["trips_n"] > 0)]
    chosen = midweek if len(midweek) else days[days["trips_n"] > 0]
    day = chosen["date"].iloc[int(chosen["trips_n"].to_numpy().argmax())].date()
    leaves = feed.departures_s(day)
    if not len(leaves):
        return
    by_hour = np.bincount(np.minimum(leaves // 3600, 29), minlength=30)
    shown = [f"{hour:02d}h {count:,}" for hour, count in enumerate(by_hour) if count]
    report.facts["Hours"] = f"{_clock(leaves[0])} to {_clock(leaves[-1])} on {_day(pd.Timestamp(day))}"
    report.facts["Departures from stops by hour"] = ", ".join(shown)
    if leaves[-1] - leaves[0] < _SHORT_DAY_S:
        report.add(
            "warning",
            "short_hours",
            f"On {_day(pd.Timestamp(day))}, a busy day, departures are only from {_clock(leaves[0])} to "
            f"{_clock(leaves[-1])}.",
            needed="a whole day of service.",
            action="Nothing is known outside these hours; the timetable may have been cut.",
        )


def _clock(seconds: int) -> str:
    return f"{int(seconds) // 3600:02d}:{int(seconds) % 3600 // 60:02d}"


_WHY = {
    "by_headway": "run by headway",
    "overlap": "overlap in time",
    "apart": f"lie more than {MOST_APART_M:,.0f} m apart",
    "layover": f"are more than {MOST_LAYOVER_S // 60} minutes apart",
}


def staying_words(feed: Feed, days: Iterable[date | None]) -> list[str]:
    """How many pairs of trips one stays on board between on these days, and how many are not linked, in words.

    Args:
        feed: the timetable.
        days: service days; None is passed over. Of several days a pair counts once.

    Returns:
        a sentence or none.
    """
    pairs_n, refused, _ = _pairs_on(feed, [day for day in days if day is not None])
    if not pairs_n and not any(refused.values()):
        return []
    kept = f"On board of {pairs_n:,} trips one can stay where the vehicle goes on as another trip"
    return [f"{kept}{_refused_words(refused)}."]


def _refused_words(refused: dict[str, int]) -> str:
    parts = [f"{pairs_n:,} {_WHY[why]}" for why, pairs_n in refused.items() if pairs_n]
    total = sum(refused.values())
    return f"; {total:,} other pairs of trips of one vehicle are not joined ({', '.join(parts)})" if parts else ""


def _pairs_on(feed: Feed, days: list[date]) -> tuple[int, dict[str, int], NDArray[np.bool_]]:
    """How many pairs are linked and refused on any of the days, and which trips of the feed are in one."""
    kept: list[NDArray[np.int64]] = []
    refused: dict[str, list[NDArray[np.int64]]] = {why: [] for why in REASONS}
    together = np.zeros(len(feed.trips), dtype=bool)
    running = {runs.tobytes(): runs for day in dict.fromkeys(days) if len(runs := np.asarray(feed.trips_on(day), bool))}
    ends = trip_ends(feed) if running else None
    for runs in running.values():  # most days have the trips of another
        found = stays_between(feed, runs, ends)
        for one in (found.pairs, *found.refused.values()):
            together[one.ravel()] = True
        kept.append(_numbered(found.pairs, feed))
        for why, each in found.refused.items():
            refused[why].append(_numbered(each, feed))
    pairs = _once(kept)
    refused_n = {why: len(np.setdiff1d(_once(each), pairs, assume_unique=True)) for why, each in refused.items()}
    return len(pairs), refused_n, together


def _numbered(pairs: NDArray[np.int64], feed: Feed) -> NDArray[np.int64]:
    return pairs[:, 0] * len(feed.trips) + pairs[:, 1]


def _once(numbers: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.unique(np.concatenate(numbers)) if numbers else np.zeros(0, dtype=np.int64)


def _stays(feed: Feed, days: pd.DataFrame, report: Report) -> None:
    """Where riders stay on board, on the busiest day of each day of the week; what was not joined, and why."""
    if not (feed.in_seat["may_stay"].any() or (feed.trips["block_id"] != "").any()):
        return
    busiest = days.sort_values(["trips_n", "date"], ascending=[False, True]).drop_duplicates("weekday")
    looked_at = [stamp.date() for stamp in busiest.loc[busiest["trips_n"] > 0, "date"]]
    pairs_n, refused, together = _pairs_on(feed, looked_at)
    if pairs_n:
        report.facts["Staying on board"] = f"{pairs_n:,} pairs of trips of one vehicle"
    block = feed.trips["block_id"]
    is_shared = ((block != "") & block.duplicated(keep=False)).to_numpy(dtype=bool, copy=True)
    named = feed.in_seat.loc[feed.in_seat["may_stay"], ["from_trip", "to_trip"]].to_numpy(np.int64)
    is_shared[named.ravel()] = True
    alone = int((is_shared & ~together).sum())
    found = [f"{refused_n:,} pairs {_WHY[why]}" for why, refused_n in refused.items() if refused_n]
    found += [f"{alone:,} trips run with no other of their vehicle on the busiest days"] if alone else []
    if found:
        report.add(
            "note",
            "not_joined",
            "Not everywhere where the timetable names one vehicle for two trips can one stay on board: "
            f"{'; '.join(found)}.",
            action="There one gets off and boards again.",
            count=sum(refused.values()) + alone,
        )


def _zone(feed: Feed, report: Report) -> None:
    zones = sorted({zone for zone in feed.agencies["agency_timezone"] if zone})
    if not zones:
        return
    report.facts["Time zone"] = ", ".join(zones)
    unknown = []
    for zone in zones:
        try:
            offset = ZoneInfo(zone).utcoffset(datetime(2024, 1, 15, 12))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            unknown.append(zone)
            continue
        middle = float(np.median(feed.stops["lon"]))
        sun = 0.0 if offset is None else offset.total_seconds() / 240
        if abs((middle - sun + 180) % 360 - 180) > _FAR_DEGREES:
            report.add(
                "warning",
                "time_zone_far",
                f"The stops lie around longitude {middle:.1f}, which does not fit the time zone {zone}.",
                action="Check the time zone, and whether latitude and longitude are exchanged.",
            )
    if unknown:
        report.add(
            "warning",
            "unknown_time_zone",
            f"The time zone {', '.join(unknown)} is not known.",
            needed="a name such as Europe/London.",
            action="Times were taken as local.",
        )
