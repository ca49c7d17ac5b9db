"""The timetables of an atlas as one: what a build counts, and what a scenario changes and writes out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from everyday.atlas import timetable_of
from geo.errors import Report

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, InputRecord
    from geo.feed import Feed

__all__ = ["MergedTimetable", "merged_timetable"]


@dataclass(frozen=True)
class MergedTimetable:
    """Several timetables in one.

    Attributes:
        feed: every trip once; its ``names`` are those of the files as people know them.
        reports: of each file, in order.
        repeated_n: trips that stood in the timetables twice and were left out.
        notes: sentences about timetables of another time zone.
    """

    feed: Feed
    reports: tuple[Report, ...]
    repeated_n: int
    notes: tuple[str, ...] = ()


def merged_timetable(
    atlas: AtlasFolder, records: Sequence[InputRecord], *, day: date | None = None, with_shapes: bool = True
) -> MergedTimetable | None:
    """Read timetables of an atlas and put them together, on the town's clock; None if there are none.

    Args:
        atlas: the atlas.
        records: the timetables.
        day: the day for which clocks of other time zones are compared; else the middle of each timetable.
        with_shapes: with the courses of lines.

    Raises:
        InputError: one of them cannot be read.
    """
    from geo.gtfs import duplicate_trips, keep_trips, merge_feeds, to_time_zone

    if not records:
        return None
    feeds, reports, notes = [], [], []
    for record in records:
        feed, report = timetable_of(atlas, record)
        if not with_shapes:
            feed = replace(feed, shapes=None)
        converted = to_time_zone(feed, atlas.config.timezone, day or _middle(feed))
        notes += [_moved_words(record.name, *one, atlas.config.timezone) for one in converted.moved_min.items()]
        feeds.append(replace(converted.feed, names=(record.name,)))
        reports.append(replace(report, source=record.name))
    merged = merge_feeds(feeds)
    repeated = duplicate_trips(merged)
    if repeated.any():
        merged = keep_trips(merged, ~repeated)
    return MergedTimetable(merged, tuple(reports), int(repeated.sum()), tuple(notes))


def _middle(feed: Feed) -> date:
    """A day in the middle of a timetable."""
    first, last = feed.services.first_date, feed.services.last_date
    return first + (last - first) // 2 if first is not None and last is not None else date.today()


def _moved_words(name: str, zone: str, minutes: int, here: str) -> str:
    by = f"{abs(minutes) // 60} h" if minutes % 60 == 0 else f"{abs(minutes)} min"
    way = "later" if minutes > 0 else "earlier"
    return f"The times of {name} are of the time zone {zone}; they were moved {by} {way} to the town's clock ({here})."
