"""The gap map of a week that nobody has asked for before: 20 activities at the hours of a town's week.

``python benchmarks/activity_gaps.py ATLAS``: the first week of a process reads streets and timetables too; the later
ones are what a rerun of the page costs.
"""

from __future__ import annotations

import argparse
import time
from datetime import date, timedelta

from shapely.geometry import Point

from everyday import Atlas
from everyday.activities import Listed, activity_gaps
from everyday.atlas import OpenEdition, open_edition
from plan.records import Activity

ACTIVITIES, WEEKS = 20, 5
MONDAY = date(2026, 12, 7)
DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def activities(opened: OpenEdition) -> list[Listed]:
    """So many at cells of the town, each at another day and hour."""
    cells = opened.cells[opened.cells["on_network"]].sample(ACTIVITIES, random_state=1)
    found = []
    for number, (lat, lon) in enumerate(zip(cells["lat"], cells["lon"], strict=True)):
        begins, ends = 9 + number % 10, 11 + number % 10
        record = Activity(
            id=f"AC-{number}", title=f"Number {number}", when=f"{DAYS[number % 7]} {begins}:15 to {ends}:00",
            geometry=Point(lon, lat), created_at="2026-11-01T00:00:00Z", outcome_themes=("relationships",), kind="cafe",
        )  # fmt: skip
        found.append(Listed(record, date(2026, 11, 28)))
    return found


def main() -> None:
    """Work out the gap map of some weeks, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas")
    atlas = Atlas(parser.parse_args().atlas)
    opened = open_edition(atlas.edition())
    rows, taxonomy = activities(opened), atlas.taxonomy()
    print(f"{len(opened.cells):,} cells, {ACTIVITIES} activities")
    for number in range(WEEKS):
        clock, cpu = time.perf_counter(), time.process_time()
        gaps = activity_gaps(opened, rows, taxonomy, MONDAY + timedelta(weeks=number))
        spent, cpu = time.perf_counter() - clock, time.process_time() - cpu
        if len(gaps.counted) != ACTIVITIES:
            raise SystemExit(f"{len(gaps.counted)} of {ACTIVITIES} activities were counted")
        print(f"week of {gaps.monday}: {spent:.2f} s, {cpu:.2f} s CPU")


if __name__ == "__main__":
    main()
