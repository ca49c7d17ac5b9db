"""A timetable in another time zone than the town's or than its sister timetables, brought to the town's clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from geo.clock import is_zone, offset_s
from geo.feed import Feed, with_own_services

__all__ = ["Converted", "to_time_zone"]


@dataclass(frozen=True)
class Converted:
    """A timetable on the clock of a zone.

    Attributes:
        feed: the timetable.
        moved_min: minutes by which the times of each other zone were moved; empty where nothing had to be.
    """

    feed: Feed
    moved_min: dict[str, int]


def to_time_zone(feed: Feed, zone: str, day: date) -> Converted:
    """The timetable with its times on the clock of ``zone``, as clocks differ on ``day``.

    Operators without a zone, or with one that is not known, are taken to be of ``zone``. A trip that would leave before
    00:00 becomes one of the day before, after 24:00.

    Args:
        feed: any timetable, of one or several sources.
        zone: name of the zone, such as ``Europe/London``.
        day: the day for which the difference counts.
    """
    zones = dict(zip(feed.agencies["agency_id"], feed.agencies["agency_timezone"], strict=True))
    here = offset_s(zone, day)
    moved_s = {
        own: here - offset_s(own, day) for own in sorted(set(zones.values())) if is_zone(own) and own != zone
    }  # fmt: skip
    moved_s = {own: seconds for own, seconds in moved_s.items() if seconds}
    if not moved_s or not is_zone(zone):
        return Converted(feed, {})
    of_route = np.array([moved_s.get(zones.get(agency, ""), 0) for agency in feed.routes["agency_id"]], dtype=np.int64)
    shift = of_route[feed.trips["route_index"].to_numpy()] if len(feed.trips) else np.zeros(0, dtype=np.int64)
    first = np.full(len(feed.trips), np.iinfo(np.int64).max)
    np.minimum.at(first, feed.stop_times["trip_index"].to_numpy(), feed.stop_times["arrival_s"].to_numpy(np.int64))
    np.minimum.at(first, feed.frequencies["trip_index"].to_numpy(), feed.frequencies["start_s"].to_numpy(np.int64))
    is_before = (first + shift < 0) & (shift != 0)
    shift = shift + np.where(is_before, 86_400, 0)
    times, headways = feed.stop_times, feed.frequencies
    by_call, by_headway = shift[times["trip_index"].to_numpy()], shift[headways["trip_index"].to_numpy()]
    agencies = feed.agencies.assign(
        agency_timezone=[zone if own in moved_s else own for own in feed.agencies["agency_timezone"]]
    )
    moved = replace(
        feed,
        agencies=agencies,
        stop_times=times.assign(
            arrival_s=(times["arrival_s"].to_numpy() + by_call).astype(np.int32),
            departure_s=(times["departure_s"].to_numpy() + by_call).astype(np.int32),
        ),
        frequencies=headways.assign(
            start_s=(headways["start_s"].to_numpy() + by_headway).astype(np.int32),
            end_s=(headways["end_s"].to_numpy() + by_headway).astype(np.int32),
        ),
    )
    minutes = {own: round(seconds / 60) for own, seconds in moved_s.items()}
    if is_before.any():
        moved = with_own_services(moved, is_before, "~day before", days=-1)
    return Converted(moved, minutes)
