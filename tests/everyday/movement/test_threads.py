"""However many threads Polars has, what is counted and read is the same. Other tests give it one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

THREADS = (1, 4)
COUNTED = """
import hashlib, sys

import polars as pl

from everyday.atlas import ObservedRules
from everyday.movement import counting
from everyday.movement.ground import ground_of
from geo.cells import cover_areas
from tests.makers.movement.town import areas_of, fixes_of, gps_town, places_of

counting._pseudonyms = lambda number: [f"{one:08x}" for one in range(number)]
areas = areas_of()
cells = cover_areas(areas, 9)[0].assign(weight_n=10.0)
ground = ground_of(areas, places_of(), resolution=9, timezone="Europe/London", cells=cells)
fixes = fixes_of(gps_town(60, days=3).inside, 3, seed=1, step_s=200)
found = counting.count(fixes, ground, preset="trackintel", secret=b"secret", rules=ObservedRules())
print(pl.thread_pool_size(), file=sys.stderr)
for name, table in sorted(found.tables.items()):
    ordered = table.sort(table.columns)  # the order of groups is nobody's
    print(name, table.height, hashlib.sha256(ordered.write_csv().encode()).hexdigest())
"""
READ = """
import hashlib, sys

import polars as pl

from geo.gtfs import read_gtfs

feed = read_gtfs(sys.argv[1])[0]
print(pl.thread_pool_size(), file=sys.stderr)
for name in ("stops", "routes", "trips", "stop_times"):
    table = getattr(feed, name)
    print(name, len(table), hashlib.sha256(table.to_csv().encode()).hexdigest())
"""


def said_by(threads_n: int, code: str, *arguments: object) -> str:
    """What the program prints where Polars has so many threads, which it must have."""
    ended = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"POLARS_MAX_THREADS": str(threads_n)},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stderr.split()[-1]) == threads_n
    return ended.stdout


def test_what_is_counted_of_logs_does_not_depend_on_threads() -> None:
    one, four = (said_by(number, COUNTED) for number in THREADS)
    assert one == four
    assert sum(int(line.split()[1]) for line in one.splitlines()) > 500


@pytest.mark.data
def test_what_is_read_of_a_timetable_does_not_depend_on_threads(real_data: Path) -> None:
    path = real_data / "newport/gtfs/newport_bus_coach_20240305.zip"
    one, four = (said_by(number, READ, path) for number in THREADS)
    assert one == four
    assert "stop_times" in one
