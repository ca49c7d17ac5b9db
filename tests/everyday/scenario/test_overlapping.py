"""Two publishers carry the same trips: a build counts them once, and so does all that a scenario checks and writes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.demo.build import demo_inputs
from everyday.scenario.running import check_edits, export_gtfs, run_scenario, scenario_feed
from geo.gtfs.reading import duplicate_trips, read_gtfs

DIRECT = {"kind": "new_line", "name": "20", "stops": ["Samphire Shops", "Bus Station"], "headway_min": 60,
          "start": "08:00", "end": "18:00"}  # fmt: skip


@pytest.fixture
def overlapping(tmp_path: Path) -> Atlas:
    """Areas of the made-up town and its timetable, which a second publisher gives as well."""
    inputs = demo_inputs()
    atlas = Atlas.new(tmp_path / "atlas", name="Wrenmouth", boundaries=inputs["boundaries"][0], is_made_up=True)
    given, again = inputs["gtfs"][0], tmp_path / "another publisher.zip"
    with zipfile.ZipFile(given) as archive, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as copied:
        for name in archive.namelist():
            if name != "feed_info.txt":
                copied.writestr(name, archive.read(name))
    for path in (given, again):
        atlas.add("gtfs", path)
    return atlas


def test_no_trip_of_a_scenario_is_there_twice(overlapping: Atlas, tmp_path: Path) -> None:
    once = len(read_gtfs(demo_inputs()["gtfs"][0])[0].trips)
    base = overlapping.build()
    assert f"{once:,} trips stand in the timetable twice" in " ".join(base.manifest["notes"])
    assert len(scenario_feed(base).trips) == once
    assert scenario_feed(base).names == (demo_inputs()["gtfs"][0].name, "another publisher.zip")
    assert check_edits(overlapping, [DIRECT]).is_usable
    told: list[tuple[str, float]] = []
    scenario = run_scenario(overlapping, [DIRECT], name="Direct", progress=lambda *step: told.append(step))
    assert "Making the changes" in [title for title, _ in told]
    assert [share for _, share in told] == sorted(share for _, share in told)
    written, _ = read_gtfs(export_gtfs(scenario, tmp_path / "direct.zip"))
    added = written.routes["route_label"].to_numpy()[written.trips["route_index"]] == "20"
    assert added.any()
    assert (~added).sum() == once
    assert not duplicate_trips(written).any()
    assert "Making the changes" in scenario.manifest["seconds"]
    assert "Making the changes" not in base.manifest["seconds"]
