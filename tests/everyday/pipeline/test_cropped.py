"""A town cut out of its region is the same town: no table of its edition differs from that of the whole region."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import osmium
import pandas as pd
import pytest
from click.testing import CliRunner

from everyday import Atlas, Edition
from everyday.commands.making import add
from everyday.demo.build import demo_inputs
from geo.errors import UsageError
from tests.makers.gtfs import calls

pytestmark = pytest.mark.slow
AWAY_DEG = 2.0
OTHER_ID = 10**9
SAMPHIRE, BUS_STATION = "999000000213", "999000000050"
"""Where the coaches set off and come back; the town's own bus takes longer, round by the docks."""


def tables_of(path: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(path) as archive:
        return {name: list(csv.DictReader(io.StringIO(archive.read(name).decode()))) for name in archive.namelist()}


def elsewhere(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The same two degrees to the north, with ids of its own; calendars are one for the region."""
    for row in rows:
        named = {key: f"far-{row[key]}" for key in ("stop_id", "route_id", "trip_id", "shape_id", "parent_station",
                                                    "from_stop_id", "to_stop_id") if row.get(key)}  # fmt: skip
        lats = {key: str(float(row[key]) + AWAY_DEG) for key in ("stop_lat", "shape_pt_lat") if row.get(key)}
        yield row | named | lats


def coaches(first: str, last: str) -> dict[str, list[dict[str, Any]]]:
    """Every half hour: out and back in one trip; faster out, and back by another from the same station; out as one
    trip, and by the same vehicle on and back as two others, of which one never calls in the town."""
    trips, times = [], []
    for number, minute in enumerate(range(6 * 60, 22 * 60, 30)):
        clock = [f"{(minute + later) // 60:02d}:{(minute + later) % 60:02d}:00" for later in range(31)]
        for name, *stops in (
            ("whole", (first, clock[0]), ("far-station", clock[15]), (last, clock[30])),
            ("out", (first, clock[0]), ("far-station", clock[8])),
            ("back", ("far-station", clock[11]), (last, clock[18])),
            ("on-1", (last, clock[0]), ("far-station", clock[8])),
            ("on-2", ("far-station", clock[9]), ("far-stop", clock[10])),
            ("on-3", ("far-stop", clock[11]), (first, clock[18])),
        ):
            trip = f"coach-{name}-{number}"
            block = f"vehicle-{number}" if name.startswith("on") else ""
            trips.append({"route_id": "coach", "service_id": "WK", "trip_id": trip, "block_id": block})
            times += calls(trip, *stops)
    stops = [{"stop_id": f"far-{name}", "stop_name": f"Far {name}", "stop_lat": 53.25, "stop_lon": 0.3 + east}
             for name, east in (("station", 0.0), ("stop", 0.02))]  # fmt: skip
    line = {"route_id": "coach", "agency_id": "WVB", "route_short_name": "X9", "route_type": 3}
    return {"trips.txt": trips, "stop_times.txt": times, "stops.txt": stops, "routes.txt": [line]}


def regional_timetable(own: Path, to: Path) -> Path:
    """The made-up town's timetable, one of another town, and coaches that leave the town and come back."""
    tables = tables_of(own)
    more = coaches(SAMPHIRE, BUS_STATION)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, rows in tables.items():
            far = list(elsewhere(rows)) if name in (*more, "shapes.txt", "transfers.txt") else []
            whole = [*rows, *far, *more.get(name, [])]
            text = io.StringIO()
            writer = csv.DictWriter(text, list(dict.fromkeys(key for row in whole for key in row)), restval="")
            writer.writeheader()
            writer.writerows(whole)
            archive.writestr(name, text.getvalue())
    return to


def regional_streets(own: Path, to: Path) -> Path:
    """The made-up town's extract, another town two degrees to the north, and one road all the way between them."""
    nodes = []
    with osmium.SimpleWriter(str(to)) as writer:
        for kind, kept in (("n", osmium.osm.NODE), ("w", osmium.osm.WAY), ("r", osmium.osm.RELATION)):
            things: Any = osmium.FileProcessor(str(own), kept)
            for thing in things:
                writer.add(thing)
            for thing in things:
                if kind == "n":
                    nodes.append(thing.id)
                    away = (thing.location.lon, thing.location.lat + AWAY_DEG)
                    writer.add(thing.replace(id=thing.id + OTHER_ID, location=away))
                elif kind == "w":
                    writer.add(thing.replace(id=thing.id + OTHER_ID, nodes=[n.ref + OTHER_ID for n in thing.nodes]))
            if kind == "w":
                road = {"highway": "residential", "name": "Long Road"}
                way = osmium.osm.mutable.Way(id=3 * OTHER_ID, version=1, tags=road)
                way.nodes = [nodes[0], nodes[0] + OTHER_ID]
                writer.add(way)
    return to


def started(folder: Path) -> Atlas:
    inputs = demo_inputs()
    atlas = Atlas.new(folder, name="Wrenmouth", boundaries=inputs["boundaries"][0], resolution=8)
    atlas.add("population", inputs["population"][0])
    return atlas


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Edition]:
    """Of the whole region, and of the town cut out of it."""
    folder, inputs = tmp_path_factory.mktemp("region"), demo_inputs()
    timetable = regional_timetable(inputs["gtfs"][0], folder / "region.zip")
    streets = regional_streets(inputs["osm"][0], folder / "region.osm.pbf")
    whole, cut = started(folder / "whole"), started(folder / "cut")
    for kind, path in (("osm", streets), ("gtfs", timetable)):
        whole.add(kind, path)
        done = CliRunner().invoke(add, [str(cut.folder), kind, str(path), "--cut"])
        assert done.exit_code == 0, done.output
        assert "Wrenmouth and 15 km round it." in done.output
        assert not [one for one in cut.folder.iterdir() if one.name.startswith(".cut")], (
            "nothing is left of the cutting"
        )
    cut = Atlas(cut.folder)
    sizes = [{one.kind: atlas.input_path(one).stat().st_size for one in atlas.config.inputs} for atlas in (whole, cut)]
    assert all(sizes[0][kind] > 1.5 * sizes[1][kind] for kind in ("osm", "gtfs")), "most of the region is left out"
    return whole.build(), cut.build()


def test_no_measure_of_the_town_changes(editions: tuple[Edition, Edition]) -> None:
    whole, cut = editions
    names = sorted(path.name for path in whole.folder.glob("*.parquet"))
    assert names == sorted(path.name for path in cut.folder.glob("*.parquet"))
    for name in names:
        expected, found = (pd.read_parquet(edition.folder / name) for edition in editions)
        pd.testing.assert_frame_equal(found, expected, check_exact=True, obj=name)
    assert cut.manifest["rows"] == whole.manifest["rows"]


def test_journeys_that_leave_the_town_are_kept_and_count(editions: tuple[Edition, Edition]) -> None:
    _whole, cut = editions
    atlas = Atlas(cut.folder.parent.parent)
    tables = tables_of(atlas.input_path(atlas.config.inputs_of("gtfs")[0]))
    trips = {row["trip_id"].rsplit("-", 1)[0] for row in tables["trips.txt"] if row["route_id"] == "coach"}
    assert trips == {"coach-whole", "coach-out", "coach-back", "coach-on-1", "coach-on-2", "coach-on-3"}
    calls_n = sum(row["trip_id"].startswith("coach-") for row in tables["stop_times.txt"])
    assert calls_n == 13 * 32, "every call of them"
    assert len({row["stop_id"] for row in tables["stops.txt"] if row["stop_id"].startswith("far-")}) == 2


def test_what_is_no_timetable_or_extract_is_not_cut(editions: tuple[Edition, Edition]) -> None:
    folder = editions[1].folder.parent.parent
    done = CliRunner().invoke(add, [str(folder), "population", str(demo_inputs()["population"][0]), "--cut"])
    assert isinstance(done.exception, UsageError)
    assert "What is added as population is not cut." in str(done.exception)
