"""What is open at some times only, dry at some times only, or a ferry.

The kind: a way that exists for a part of the time, taken as always or never there without a word.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from analysis.walking import build_graph, snap_points, walk_matrix
from geo.network import WalkNetwork
from geo.osm import open_at
from geo.osm.hours import day_of, hours_of
from geo.osm.reading import Extract, read_osm
from geo.osm.rules import ferry_s, is_ferry, is_off_ground
from tests.makers.osm import OsmMaker

STREET = {"highway": "residential"}
TUESDAY, SUNDAY = date(2026, 3, 3), date(2026, 3, 8)
AM, EVENING, NIGHT = (7 * 3600, 9 * 3600), (19 * 3600, 21 * 3600), (22 * 3600, 24 * 3600)


def town_with(values: dict[str, str], folder: Path, *, gate: dict[str, str] | None = None) -> Extract:
    """A way of 100 m straight across, and one of 1,000 m round about."""
    town = OsmMaker()
    a, b = town.node(0, 0), town.node(100, 0)
    middle = town.node(50, 0, gate or {})
    town.way([a, middle, b], values)
    town.way([a, town.node(0, 450), town.node(100, 450), b], STREET)
    for node, east in ((a, -60), (b, 160)):
        town.way([node, town.node(east, 0)], STREET)
    return read_osm(town.write(folder / "town.osm.pbf"))


def across_m(network: WalkNetwork) -> float:
    """Metres from 10 m before the way to 10 m after it."""
    graph = build_graph(network)
    place = {int(node): row for row, node in enumerate(network.node_id)}
    ends = [(network.lat[place[node]], network.lon[place[node]]) for node in (6, 7)]
    snaps = [snap_points(network, [lat], [lon]) for lat, lon in ends]
    return float(walk_matrix(graph, *snaps, np.inf).metres[0]) - 120


def is_across(network: WalkNetwork) -> bool:
    return across_m(network) == pytest.approx(100, abs=0.5)


@pytest.mark.parametrize(
    ("text", "day", "hours", "is_open"),
    [
        ("access=no access:conditional=yes @ (07:00-21:00)", TUESDAY, AM, True),
        ("access=no access:conditional=yes @ (07:00-21:00)", TUESDAY, NIGHT, False),
        ("access:conditional=no @ (21:00-07:00)", TUESDAY, NIGHT, False),
        ("access:conditional=no @ (21:00-07:00)", TUESDAY, EVENING, True),
        ("foot:conditional=no @ (Mo-Fr 08:00-16:00)", TUESDAY, (9 * 3600, 11 * 3600), False),
        ("foot:conditional=no @ (Mo-Fr 08:00-16:00)", SUNDAY, (9 * 3600, 11 * 3600), True),
        ("foot:conditional=no @ (Mo-Fr 08:00-16:00); yes @ (Tu 09:00-11:00)", TUESDAY, (9 * 3600, 11 * 3600), True),
        ("foot=yes access:conditional=no @ (00:00-24:00)", TUESDAY, AM, True),
        ("opening_hours=08:00-sunset", TUESDAY, (10 * 3600, 12 * 3600), True),
        ("opening_hours=08:00-sunset", TUESDAY, EVENING, False),
        ("opening_hours=Apr-Sep", TUESDAY, AM, False),
        ("opening_hours=Apr-Sep", date(2026, 6, 2), AM, True),
        ("opening_hours=08:30-17:00", TUESDAY, AM, False),  # open for a quarter of the band
        ("opening_hours=07:30-17:00", TUESDAY, AM, True),
    ],
)
def test_a_way_is_open_in_the_hours_of_the_band_or_not(tmp_path, text, day, hours, is_open):
    import re

    pairs = re.findall(r"(\S+?)=(.*?)(?= \S+=|$)", text)
    network = town_with({"highway": "footway", **dict(pairs)}, tmp_path).network
    assert is_across(open_at(network, day, *hours)) is is_open


@pytest.mark.parametrize("gate", [{"opening_hours": "07:00-19:00"}, {"access:conditional": "no @ (19:00-07:00)"}])
def test_a_gate_is_open_in_the_hours_of_the_band_or_not(tmp_path, gate):
    extract = town_with({"highway": "footway"}, tmp_path, gate={"barrier": "gate", **gate})
    assert is_across(extract.network)
    assert is_across(open_at(extract.network, TUESDAY, *AM))
    shut = open_at(extract.network, TUESDAY, *EVENING)
    assert across_m(shut) == pytest.approx(1000, abs=1)
    assert shut.links_n == extract.network.links_n, "links keep their numbers"
    assert "1 gates" in extract.report.facts["Open at some times only"]


def test_nothing_is_built_twice_where_nothing_is_different(tmp_path):
    plain = town_with({"highway": "footway"}, tmp_path).network
    assert open_at(plain, TUESDAY, *EVENING) is plain
    some = town_with({"highway": "footway", "opening_hours": "06:00-22:00"}, tmp_path).network
    assert open_at(some, TUESDAY, *EVENING) is some


@pytest.mark.parametrize(
    "values",
    [
        {"access:conditional": "no @ wet"},
        {"foot:conditional": "no @ (school days)"},
        {"opening_hours": '"by appointment"'},
        {"opening_hours": "from dawn, ask at the lodge"},
    ],
)
def test_what_cannot_be_understood_is_counted_and_listed_and_left_out(tmp_path, values):
    extract = town_with({"highway": "footway", **values}, tmp_path)
    (problem,) = [one for one in extract.report.problems if one.code == "hours-not-understood"]
    assert problem.where == (f"way 1: {next(iter(values))}={next(iter(values.values()))}",)
    assert is_across(open_at(extract.network, TUESDAY, *NIGHT))


def test_hours_are_kept_with_the_network(tmp_path):
    network = town_with({"highway": "footway", "opening_hours": "07:00-19:00"}, tmp_path).network
    network.save(tmp_path / "n.npz")
    again = WalkNetwork.load(tmp_path / "n.npz")
    assert again.hours == ("yes\tno @ 24/7\tyes @ 07:00-19:00",)
    assert across_m(open_at(again, TUESDAY, *EVENING)) == pytest.approx(1000, abs=1)


@pytest.mark.parametrize("kind", ["residential", "tertiary", "pedestrian"])
def test_a_street_closed_for_a_market_is_closed_to_vehicles(tmp_path, kind):
    extract = town_with({"highway": kind, "access:conditional": "no @ (Su)"}, tmp_path)
    assert is_across(open_at(extract.network, SUNDAY, *AM))
    assert extract.report.facts["Streets closed at times"].startswith("1:")
    drive = town_with({"highway": "service", "access:conditional": "no @ (Su)"}, tmp_path).network
    assert not is_across(open_at(drive, SUNDAY, *AM))


def test_a_rule_that_changes_nothing_is_none():
    assert hours_of({"highway": "path", "access:conditional": "yes @ (08:00-20:00)"}, is_open=True) == ("", [])
    assert day_of(date(2024, 5, 6)) == date(2024, 5, 8)
    assert day_of(None).weekday() == 2


def test_seasons_and_tides_are_counted_with_what_was_assumed(tmp_path):
    for values, said in (({"tidal": "yes"}, "1 under water"), ({"seasonal": "summer"}, "1 of a season")):
        extract = town_with({"highway": "path", **values}, tmp_path)
        assert said in extract.report.facts["Tidal and seasonal ways"]
        assert extract.report.facts["Tidal and seasonal ways"].endswith("taken as open all the time")
        assert is_across(extract.network)


@pytest.mark.parametrize("speed", [0.8, 4.8 / 3.6])
def test_a_ferry_takes_its_time_at_any_speed_of_walking(tmp_path, speed):
    extract = town_with({"route": "ferry", "foot": "yes", "duration": "00:05"}, tmp_path)
    network = extract.network.at_speed(speed)
    assert across_m(network) / speed == pytest.approx(300, abs=1)
    assert "1 with a time of crossing" in extract.report.facts["Ferries for people on foot"]
    snap = snap_points(network, network.lat[network.node_id == 3], network.lon[network.node_id == 3])
    assert snap.snap_m[0] == pytest.approx(50, abs=0.5), "nobody begins a walk in the middle of a river"


def test_a_ferry_of_which_the_time_is_not_known_is_counted_and_not_used(tmp_path):
    extract = town_with({"route": "ferry", "foot": "yes"}, tmp_path)
    assert across_m(extract.network) == pytest.approx(1000, abs=1)
    assert "1 without" in extract.report.facts["Ferries for people on foot"]


@pytest.mark.parametrize(
    ("text", "seconds"), [("00:05", 300), ("1:10", 4200), ("00:02:30", 150), ("PT12M", 720), ("8", 480), ("soon", 0)]
)
def test_times_of_crossing(text, seconds):
    assert ferry_s({"duration": text}) == seconds


def test_ferries_of_cars_alone_take_nobody_on_foot():
    assert not is_ferry({"route": "ferry", "motor_vehicle": "yes"})
    assert not is_ferry({"route": "ferry", "foot": "no"})
    assert is_ferry({"route": "ferry", "motor_vehicle": "yes", "foot": "yes"})
    assert is_ferry({"route": "ferry"})


@pytest.mark.parametrize(("name", "minutes"), [("control", 5), ("day-open-way", 5), ("tidal", 5), ("ferry", 5)])
def test_the_inputs_that_went_wrong(cases: Path, name: str, minutes: float) -> None:
    network = read_osm(cases / "osm" / "by_day" / f"{name}.osm.pbf").network
    snaps = [snap_points(network, [51.6], [lon]) for lon in (-3.0, -2.994215153279057)]
    walk = walk_matrix(build_graph(network), snaps[0], snaps[1], np.inf)
    assert walk.metres[0] / 80 == pytest.approx(minutes, abs=0.1)


@pytest.mark.parametrize(
    ("values", "is_off"),
    [
        ({"bridge": "viaduct"}, True),
        ({"tunnel": "yes"}, True),
        ({"tunnel": "building_passage"}, False),
        ({"layer": "-1"}, True),
        ({"layer": "0"}, False),
        ({"level": "1;2"}, True),
        ({"level": "0;1"}, False),
        ({"level": "-1-2"}, False),
        ({"location": "underground"}, True),
        ({"bridge": "no"}, False),
    ],
)
def test_off_the_ground(values, is_off):
    assert is_off_ground(values) is is_off
