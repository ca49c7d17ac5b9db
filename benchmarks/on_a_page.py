"""Seconds of what a page asks of an edition: the evidence of one pin, and the gap map of a week.

``python benchmarks/on_a_page.py ATLAS``. A forum needs less than 0.05 s a pin, a rerun of a page less than 0.5 s. The
first week of a process reads streets and timetables too; the later ones are what a rerun costs.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from shapely.geometry import Point

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from everyday import Atlas
from everyday.activities import Listed, activity_gaps
from everyday.atlas import OpenEdition, open_edition
from everyday.evidence import EvidenceSource
from plan.records import Activity

PINS, ACTIVITIES, WEEKS = 60, 20, 5
MONDAY = date(2026, 12, 7)
DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def evidence(opened: OpenEdition) -> None:
    """Pin at sixty places, once the tables are read."""
    source = EvidenceSource(opened)
    began = time.process_time()
    source.read_ahead()
    print(f"reading ahead: {time.process_time() - began:.2f} s CPU")
    cells = opened.edition.cells().query("on_network")
    rows = cells.iloc[:: max(len(cells) // PINS, 1)]
    began = time.process_time()
    for row in rows.itertuples():
        source.of(Point(row.lon, row.lat), row.area_id)
    print(f"each of {len(rows)} pins: {(time.process_time() - began) / len(rows):.4f} s CPU")


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


def gaps(atlas: Atlas, opened: OpenEdition) -> None:
    """Work out the gap map of some weeks, one after the other."""
    rows, taxonomy = activities(opened), atlas.taxonomy()
    for number in range(WEEKS):
        clock, cpu = time.perf_counter(), time.process_time()
        found = activity_gaps(opened, rows, taxonomy, MONDAY + timedelta(weeks=number))
        spent, cpu = time.perf_counter() - clock, time.process_time() - cpu
        if len(found.counted) != ACTIVITIES:
            raise SystemExit(f"{len(found.counted)} of {ACTIVITIES} activities were counted")
        print(f"gaps of the week of {found.monday}: {spent:.2f} s, {cpu:.2f} s CPU")


def main() -> None:
    """Ask both of one atlas."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas")
    atlas = Atlas(parser.parse_args().atlas)
    opened = open_edition(atlas.edition())
    print(f"{len(opened.cells):,} cells")
    evidence(opened)
    gaps(atlas, opened)


if __name__ == "__main__":
    main()
