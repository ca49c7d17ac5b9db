"""Only one at a time is at work on an atlas folder; a killed one keeps nobody waiting."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.disk import one_at_a_time
from geo.errors import BuildError
from tests.makers.gtfs import small_tables, write_feed

HOLD = """
import os, sys
from pathlib import Path
from everyday.disk import one_at_a_time
with one_at_a_time(Path(sys.argv[1]), "build", wait_s=0):
    print("held", flush=True)
    sys.stdin.readline()
    os._exit(9)
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_who_waits_too_long_is_told_and_a_killed_holder_keeps_nobody_waiting(tmp_path: Path) -> None:
    process = holder(tmp_path)
    told: list[float] = []
    with (
        pytest.raises(BuildError, match=r"Another program is at work on this atlas \(build\)"),
        one_at_a_time(tmp_path, "build", wait_s=0.5, tell=told.append),
    ):
        pytest.fail("it was held")
    assert told, "somebody who waits hears of it"
    process.communicate("\n")
    with one_at_a_time(tmp_path, "build", wait_s=5):
        pass


def test_other_work_does_not_wait(tmp_path: Path) -> None:
    process = holder(tmp_path)
    with one_at_a_time(tmp_path, "inputs", wait_s=0):
        pass
    process.communicate("\n")


def test_the_next_goes_on_as_soon_as_the_first_is_done(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with one_at_a_time(tmp_path, "build", wait_s=20):
            order.append("second")

    with one_at_a_time(tmp_path, "build", wait_s=0):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.3)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


ADD = """
import sys
from everyday import Atlas
atlas = Atlas(sys.argv[1])
print("opened", flush=True)
sys.stdin.readline()
for path in sys.argv[2:]:
    atlas.add("gtfs", path)
"""


def test_two_imports_at_once_lose_no_input(tmp_path: Path) -> None:
    wards = {
        "type": "Feature",
        "properties": {"code": "W00000001", "name": "Town"},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[-3.1, 51.5], [-2.9, 51.5], [-2.9, 51.7], [-3.1, 51.7], [-3.1, 51.5]]],
        },
    }
    (tmp_path / "wards.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [wards]}))
    atlas = Atlas.new(tmp_path / "town", name="Town", boundaries=tmp_path / "wards.geojson")
    feeds = []
    for number in range(6):
        tables = small_tables()
        tables["stops"] = [row | {"stop_name": f"{row['stop_name']} {number}"} for row in tables["stops"]]
        feeds.append(write_feed(tmp_path / f"feed{number}.zip", **tables))
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", ADD, str(atlas.folder), *map(str, feeds[start::2])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for start in range(2)
    ]  # fmt: skip
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "opened\n", "both have read the settings before either adds"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    again = Atlas(atlas.folder)
    assert sorted(record.name for record in again.config.inputs_of("gtfs")) == sorted(path.name for path in feeds)
    assert all(again.input_path(record).is_file() for record in again.config.inputs)
