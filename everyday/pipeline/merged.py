"""The timetables of an atlas as one: what a build counts, and what a scenario changes and writes out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from everyday.atlas import read_input
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
    """

    feed: Feed
    reports: tuple[Report, ...]
    repeated_n: int


def merged_timetable(atlas: AtlasFolder, records: Sequence[InputRecord]) -> MergedTimetable | None:
    """Read timetables of an atlas and put them together; None if there are none.

    Raises:
        InputError: one of them cannot be read.
    """
    from geo.gtfs import duplicate_trips, keep_trips, merge_feeds

    if not records:
        return None
    feeds, reports = [], []
    for record in records:
        feed, report = read_input("gtfs", atlas.input_path(record), with_shapes=True)
        feeds.append(replace(feed, names=(record.name,)))
        reports.append(replace(report, source=record.name))
    merged = merge_feeds(feeds)
    repeated = duplicate_trips(merged)
    if repeated.any():
        merged = keep_trips(merged, ~repeated)
    return MergedTimetable(merged, tuple(reports), int(repeated.sum()))
