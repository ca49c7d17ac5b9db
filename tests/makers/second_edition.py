"""A second edition of the made-up town: next year's timetable, in which a direct line to the estate runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from everyday import Atlas, Edition
from everyday.pipeline import merged_timetable
from everyday.scenario.edits import read_edits
from everyday.scenario.feed import change_feed
from geo.gtfs import write_gtfs

DIRECT = {
    "kind": "new_line", "name": "20", "stops": ["Samphire Shops", "Bus Station"], "headway_min": 12,
    "start": "06:30", "end": "22:30",
}  # fmt: skip


def write_next_timetable(atlas: Atlas, path: Path) -> Path:
    """The timetable of the atlas with the direct line, as a GTFS file."""
    merged = merged_timetable(atlas, atlas.config.inputs_of("gtfs"))
    assert merged is not None
    manifest = atlas.edition().manifest
    days = {name: date.fromisoformat(manifest[name]) for name in ("weekday", "sunday")}
    edits, report = read_edits([DIRECT])
    changed = change_feed(merged.feed, edits, report, bounds=None, **days)
    report.raise_if_refused()
    return write_gtfs(changed.feed, path)


def with_next_timetable(atlas: Atlas, folder: Path) -> Edition:
    """Add that timetable in place of the one of today and build; the day is a week later."""
    atlas.add("gtfs", write_next_timetable(atlas, folder / "next-year.zip"), is_replacing=True)
    return atlas.build(date=date(2026, 1, 13))
