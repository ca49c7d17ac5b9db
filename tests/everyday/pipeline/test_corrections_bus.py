"""Buses that open timetables lack: they are in the measures as a scenario or an open timetable would have them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from everyday import Atlas
from everyday.atlas.editions import Edition
from everyday.pipeline.corrected import edition_corrections
from everyday.pipeline.corrections.buses import correct_feed
from everyday.scenario.running import check_edits, run_scenario, scenario_feed
from geo.gtfs.reading import read_gtfs
from plan.records import Correction
from tests.makers.corrections_town import (
    CAFE_CLOSED,
    HALL_MISSING,
    Build,
    Towns,
    assert_same_cells,
    at,
    builder,
    bus,
    grid_bus,
    grid_gtfs,
    grid_stops,
)
from tests.makers.gtfs import assert_clean, service
from tests.makers.towns import coarse_demo


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Towns]:
    return tmp_path_factory.mktemp("towns"), {}


@pytest.fixture
def build(towns: tuple[Path, Towns], monkeypatch: pytest.MonkeyPatch) -> Build:
    return builder(*towns, monkeypatch)


# ---- buses -----------------------------------------------------------------------------------------------------------


def test_stops_that_are_there_are_used_and_the_others_made(tmp_path: Path) -> None:
    feed = read_gtfs(grid_gtfs(tmp_path / "grid.zip"))[0]
    after = correct_feed(feed, [grid_bus()], bounds=(-3.1, 51.5, -2.9, 51.6), near=date(2024, 3, 5), timezone="").feed
    assert after is not None
    assert_clean(after)
    names = after.stops["stop_name"]
    assert names.tolist() == [*feed.stops["stop_name"], "South Corner"]
    assert after.stops["correction_id"].tolist() == ["", "", "", "X-BUS"]
    assert after.routes["correction_id"].tolist() == ["", "X-BUS"]
    assert len(after.trips) - len(feed.trips) == 2 * 85
    assert len(feed.stops) == 3
    assert "correction_id" not in feed.stops
    new = after.stop_times["trip_index"].to_numpy() >= len(feed.trips)
    calls = after.stop_times[new].groupby("trip_index")["stop_index"].agg(lambda rows: tuple(names[rows]))
    assert set(calls) == {("West", "South Corner", "East"), ("East", "South Corner", "West")}
    one_way = correct_feed(feed, [grid_bus(is_both_ways=False, days=["saturday"])], bounds=(-3.1, 51.5, -2.9, 51.6),
                           near=date(2024, 3, 5), timezone="").feed  # fmt: skip
    assert len(one_way.trips) - len(feed.trips) == 85
    runs = {day: one_way.trips_on(date(2024, 3, day))[len(feed.trips) :].any() for day in (8, 9, 10)}
    assert runs == {8: False, 9: True, 10: False}


def test_a_bus_far_away_is_not_added(tmp_path: Path) -> None:
    feed = read_gtfs(grid_gtfs(tmp_path / "grid.zip"))[0]
    lost = bus(("A", -3.0, 51.5), ("B", -3.0, 51.6))
    found = correct_feed(feed, [lost], bounds=(-3.1, 51.5, -2.9, 51.6), near=date(2024, 3, 5), timezone="")
    assert found.feed is feed
    assert "exchanged" in found.corrected[0].note


def test_a_bus_does_not_sway_the_choice_of_days(build: Build, tmp_path: Path) -> None:
    gtfs = grid_gtfs(tmp_path / "grid.zip")
    before, after = build(gtfs=gtfs), build([grid_bus(days=["sunday"]), HALL_MISSING], gtfs=gtfs)
    for key in ("weekday", "sunday"):
        assert before.manifest[key] == after.manifest[key]
    same = [name for name in before.cells() if name.endswith(("_am", "_evening"))]
    pd.testing.assert_frame_equal(before.cells()[same], after.cells()[same])
    more = after.cells()["departures_per_h_sunday"] - before.cells()["departures_per_h_sunday"]
    assert more.max() > 1


def test_a_sunday_bus_where_the_timetable_has_no_sunday(build: Build, tmp_path: Path) -> None:
    gtfs = grid_gtfs(tmp_path / "grid.zip", "1111110")
    sundays = grid_bus(days=["sunday"])
    before, after = build(gtfs=gtfs), build([sundays], gtfs=gtfs)
    assert_same_cells(before, after)
    (entry,) = after.manifest["corrections"]
    assert entry["is_applied"]
    assert "not measured" in entry["note"]
    assert after.stops().query("stop_name == 'South Corner'")["lines"].tolist() == ["Hopper"]
    known = build([sundays], gtfs=gtfs, is_complete=True)
    assert known.cells()["departures_per_h_sunday"].max() >= 6


def test_a_saturday_bus_is_on_the_map_of_corrections(build: Build, tmp_path: Path) -> None:
    gtfs = grid_gtfs(tmp_path / "grid.zip")
    before, after = build(gtfs=gtfs), build([grid_bus(days=["saturday"])], gtfs=gtfs)
    assert_same_cells(before, after)
    (row,) = edition_corrections(after).itertuples()
    assert row.is_applied
    assert row.geometry.geom_type == "LineString"
    assert "no Saturdays" in row.note


@pytest.mark.parametrize("day", [None, date(2024, 5, 8)])
def test_a_bus_where_there_is_no_timetable_at_all(build: Build, day: date | None) -> None:
    before, after = build(day=day), build([grid_bus()], day=day)
    assert_same_cells(before, after)
    assert after.lines()["line"].tolist() == ["Hopper"]
    assert after.lines()["correction_id"].tolist() == ["X-BUS"]
    assert len(after.stops()) == 3
    assert date.fromisoformat(after.manifest["weekday"]) == (day or date(2024, 5, 7))
    assert any("complete" in note for note in after.manifest["notes"])
    known = build([grid_bus()], day=day, is_complete=True)
    assert known.cells()["departures_per_h_am"].max() == pytest.approx(6, abs=0.6)
    assert known.cells()["centre_min_am"].notna().any()
    assert not any("No timetable" in note for note in known.manifest["notes"])
    assert len(scenario_feed(known).trips) == 2 * 85


@pytest.mark.slow
def test_a_scenario_keeps_the_corrections_of_its_base(build: Build, tmp_path: Path) -> None:
    gtfs = grid_gtfs(tmp_path / "grid.zip")
    base = build([HALL_MISSING, CAFE_CLOSED, grid_bus()], gtfs=gtfs)
    atlas = Atlas(base.atlas_folder)
    nothing_else = run_scenario(atlas, [{"kind": "move_stop", "stop": "Middle", "lat": grid_stops()["Middle"][0],
                                         "lon": grid_stops()["Middle"][1]}])  # fmt: skip
    assert_same_cells(base, nothing_else)
    assert nothing_else.manifest["corrections"] == base.manifest["corrections"]
    for name in ("places", "stops", "lines"):
        assert (
            getattr(nothing_else, name)()["correction_id"].tolist() == getattr(base, name)()["correction_id"].tolist()
        )
    pd.testing.assert_frame_equal(edition_corrections(base), edition_corrections(nothing_else))
    streets = {"kind": "new_footpath", "from": {"lat": at(0, 0).y, "lon": at(0, 0).x},
               "to": {"lat": at(200, 200).y, "lon": at(200, 200).x}}  # fmt: skip
    assert run_scenario(atlas, [streets]).manifest["corrections"] == base.manifest["corrections"]
    rarer = {"kind": "headway", "line": "Hopper", "headway_min": 30}
    assert check_edits(atlas, [rarer]).is_usable
    after = run_scenario(atlas, [rarer])
    assert after.cells()["departures_per_h_am"].max() < base.cells()["departures_per_h_am"].max()
    assert after.manifest["scenario"]["costs"][0]["operator"] == "Village Transport"
    assert len(scenario_feed(base).trips) == 17 + 2 * 85


# ---- the demo town: a bus for the estate -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town in large cells."""
    folder = tmp_path_factory.mktemp("corrected") / "atlas"
    return Atlas(shutil.copytree(coarse_demo(tmp_path_factory.getbasetemp()).folder, folder))


def one_stop(feed_stops: pd.DataFrame, name: str) -> pd.Series:
    return feed_stops[feed_stops["stop_name"] == name].iloc[0]


@pytest.fixture(scope="module")
def demo_bus(demo: Atlas) -> Correction:
    stops = demo.edition().stops()
    ends = [one_stop(stops, name) for name in ("Samphire Shops", "Bus Station")]
    where = [(row["stop_name"], float(row["lat"]), float(row["lon"])) for row in ends]
    return bus(where[0], ("Garden Centre", 52.9535, 0.2775), where[1], kmh=24.0)


@pytest.fixture(scope="module")
def corrected(demo: Atlas, demo_bus: Correction) -> Edition:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Atlas, "accepted_corrections", lambda self: [demo_bus])
        base = demo.edition().id
        edition = demo.build()
        demo.show_edition(base)
    return edition


@pytest.mark.slow
def test_a_bus_does_what_the_same_line_does_as_a_scenario(
    demo: Atlas, demo_bus: Correction, corrected: Edition
) -> None:
    base, stops = demo.edition(), demo.edition().stops()
    line = {"kind": "new_line", "name": "Hopper", "headway_min": 15, "start": "06:00", "end": "23:00", "speed_kmh": 24,
            "stops": [str(one_stop(stops, "Samphire Shops")["stop_id"]),
                      {"name": "Garden Centre", "lat": 52.9535, "lon": 0.2775},
                      str(one_stop(stops, "Bus Station")["stop_id"])]}  # fmt: skip
    scenario = run_scenario(demo, [line])
    saved = base.cells()["centre_min_am"] - corrected.cells()["centre_min_am"]
    assert saved.max() >= 5
    assert saved.min() >= 0
    assert_same_cells(corrected, scenario)


@pytest.mark.slow
def test_a_bus_does_what_it_does_in_an_open_timetable(
    demo: Atlas, demo_bus: Correction, corrected: Edition, tmp_path: Path
) -> None:
    with_it = Atlas.new(tmp_path / "atlas", name=demo.name, is_made_up=True, resolution=8,
                        boundaries=next(demo.inputs_folder().glob("boundaries-*")))  # fmt: skip
    for kind in ("osm", "population"):
        with_it.add(kind, next(demo.inputs_folder().glob(f"{kind}-*")))
    with_it.add("gtfs", with_trips(next(demo.inputs_folder().glob("gtfs-*")), demo_bus, tmp_path / "more.zip"))
    edition = with_it.build()
    assert [edition.manifest[day] for day in ("weekday", "sunday")] == [
        corrected.manifest[day] for day in ("weekday", "sunday")]  # fmt: skip
    assert_same_cells(corrected, edition)


def with_trips(source: Path, one: Correction, target: Path) -> Path:
    """The timetable with the trips of a bus written into its tables by hand."""
    import csv
    import io
    import zipfile

    from geo.crs import haversine_m

    with zipfile.ZipFile(source) as archive:
        tables = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}

    def append(name: str, rows: list[dict[str, object]]) -> None:
        columns = next(csv.reader([tables[name].splitlines()[0]]))
        text = io.StringIO()
        csv.DictWriter(text, columns, restval="", lineterminator="\n").writerows(rows)
        tables[name] = tables[name].rstrip("\r\n") + "\n" + text.getvalue()

    listed = list(csv.DictReader(tables["stops.txt"].splitlines()))
    ids = []
    for stop in one.details["stops"]:
        where = [(row["stop_id"], float(row["stop_lat"]), float(row["stop_lon"])) for row in listed]
        here = [key for key, lat, lon in where if haversine_m(lat, lon, stop["lat"], stop["lon"]) < 1]
        ids.append(here[0] if here else "GC")
    made = one.details["stops"][1]
    append("stops.txt", [{"stop_id": "GC", "stop_name": "Garden Centre", "stop_lat": made["lat"],
                          "stop_lon": made["lon"]}])  # fmt: skip
    agency = next(iter(csv.DictReader(tables["routes.txt"].splitlines())))["agency_id"]
    append("routes.txt", [{"route_id": "H", "agency_id": agency, "route_short_name": "Hopper", "route_type": 3}])
    append("calendar.txt", [service("H", start="20260101", end="20270331")])
    trips, times = [], []
    for direction, way in enumerate((list(range(3)), [2, 1, 0])):
        for leaves in range(6 * 3600, 23 * 3600 + 1, 900):
            trip = f"H{direction}-{leaves}"
            trips.append({"route_id": "H", "service_id": "H", "trip_id": trip, "direction_id": direction})
            clock_s = leaves
            for number, stop in enumerate(way):
                if number:
                    a, b = one.details["stops"][way[number - 1]], one.details["stops"][stop]
                    clock_s += round(1.3 * haversine_m(a["lat"], a["lon"], b["lat"], b["lon"]) / (24 / 3.6))
                clock = f"{clock_s // 3600:02d}:{clock_s % 3600 // 60:02d}:{clock_s % 60:02d}"
                times.append({"trip_id": trip, "arrival_time": clock, "departure_time": clock, "stop_id": ids[stop],
                              "stop_sequence": number + 1, "timepoint": 1})  # fmt: skip
    append("trips.txt", trips)
    append("stop_times.txt", times)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(name, text)
    return target


def test_nothing_near_home_changes_by_a_bus(demo: Atlas, corrected: Edition) -> None:
    before, after = demo.edition(), corrected
    same = [name for name in before.cells() if name.startswith(("nearest_", "amenity_", "bumping_", "people_"))]
    same = [name for name in same if name != "nearest_stop_min"]
    pd.testing.assert_frame_equal(before.cells()[same], after.cells()[same])
    pd.testing.assert_frame_equal(before.places(), after.places())
    stops = after.stops()
    old = stops[stops["correction_id"].isna()].reset_index(drop=True)
    assert old["stop_id"].tolist() == before.stops()["stop_id"].tolist()
    assert stops.query("correction_id == 'X-BUS'")["stop_name"].tolist() == ["Garden Centre"]
