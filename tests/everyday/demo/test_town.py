"""The demo town: the files under ``data/`` are what the generator writes, and the town is as its story says."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import osmium
import pytest
import scipy.sparse
import scipy.sparse.csgraph
import shapely
from shapely.geometry import Point, shape

from everyday import Atlas
from everyday.demo.generate import generate
from everyday.demo.planted import PLANTED
from everyday.demo.town import NOTE, PUBLISHER, TOWN
from geo.crs import haversine_m

DATA = Path(__file__).resolve().parents[3] / "data"
FILES = {
    "boundaries": "boundaries/wards.geojson",
    "osm": "osm/wrenmouth.osm.pbf",
    "gtfs": "gtfs/wrenmouth.zip",
    "next_gtfs": "next_year/wrenmouth-2027.zip",
    "population": "population/output_areas.csv",
    "survey": "survey/quality_of_life.csv",
    "activities": "activities/activities.csv",
}
DEGREES = 2e-7  # two centimetres: the last digit may differ between machines


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return generate(tmp_path_factory.mktemp("town"))


def osm_objects(path: Path) -> dict[str, dict[int, tuple]]:
    """Every object: nodes as (lon, lat, tags), ways as (refs, tags), relations as (members, tags)."""
    found: dict[str, dict[int, tuple]] = {"n": {}, "w": {}, "r": {}}
    for entity in osmium.FileProcessor(str(path)):
        tags = tuple(sorted((tag.k, tag.v) for tag in entity.tags))
        if entity.is_node():
            found["n"][entity.id] = (entity.location.lon, entity.location.lat, tags)
        elif entity.is_way():
            found["w"][entity.id] = (tuple(node.ref for node in entity.nodes), tags)
        else:
            found["r"][entity.id] = (tuple((m.type, m.ref, m.role) for m in entity.members), tags)
    return found


@cache
def gtfs_tables(path: Path) -> dict[str, list[dict[str, str]]]:
    """The tables of a timetable; of each file they are read once."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8"))) for name in archive.namelist()
        }


@pytest.fixture(scope="module")
def town() -> dict[str, dict[int, tuple]]:
    return osm_objects(DATA / FILES["osm"])


@pytest.fixture(scope="module")
def timetable() -> dict[str, list[dict[str, str]]]:
    return gtfs_tables(DATA / FILES["gtfs"])


@pytest.fixture(scope="module")
def wards() -> dict[str, shapely.Polygon]:
    features = json.loads((DATA / FILES["boundaries"]).read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["WD24NM"]: shape(feature["geometry"]) for feature in features}


@pytest.fixture(scope="module")
def people() -> list[dict[str, str]]:
    with (DATA / FILES["population"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The files agree with the generator


@pytest.mark.slow
def test_generator_writes_the_committed_extract(written: dict[str, Path], town: dict) -> None:
    again = osm_objects(written["osm"])
    assert again["w"] == town["w"]
    assert again["r"] == town["r"]
    assert again["n"].keys() == town["n"].keys()
    for number, (lon, lat, tags) in town["n"].items():
        other = again["n"][number]
        assert other[2] == tags
        assert abs(other[0] - lon) <= DEGREES
        assert abs(other[1] - lat) <= DEGREES


@pytest.mark.parametrize("name", ["gtfs", "next_gtfs"])
def test_generator_writes_the_committed_timetables(written: dict[str, Path], name: str) -> None:
    timetable, again = gtfs_tables(DATA / FILES[name]), gtfs_tables(written[name])
    assert again.keys() == timetable.keys()
    for name, rows in timetable.items():
        assert len(again[name]) == len(rows), name
        for row, other in zip(rows, again[name], strict=True):
            for key, value in row.items():
                if key.endswith(("_lat", "_lon")):
                    assert abs(float(other[key]) - float(value)) <= 2e-5
                else:
                    assert other[key] == value, (name, row, other)


def test_next_year_is_this_year_and_the_direct_line(timetable: dict) -> None:
    after = gtfs_tables(DATA / FILES["next_gtfs"])
    before = {tuple(row.items()) for row in timetable["trips.txt"]}
    new = [row for row in after["trips.txt"] if tuple(row.items()) not in before]
    assert {row["route_id"] for row in new} == {"WVB20"}
    assert [row for row in after["trips.txt"] if row["route_id"] != "WVB20"] == timetable["trips.txt"]
    assert [row for row in after["stop_times.txt"] if "WVB20" not in row["trip_id"]] == timetable["stop_times.txt"]
    assert after["stops.txt"][: len(timetable["stops.txt"]) - 8] == timetable["stops.txt"][:-8], (
        "the railway comes last"
    )
    days = {(row["start_date"], row["end_date"]) for row in after["calendar.txt"]}
    assert days == {("20270101", "20280331")}


def test_generator_writes_the_committed_activities(written: dict[str, Path]) -> None:
    kept, fresh = (
        list(csv.DictReader(path.open(encoding="utf-8", newline="")))
        for path in (DATA / FILES["activities"], written["activities"])
    )
    assert len(kept) == 20
    for row, other in zip(kept, fresh, strict=True):
        for name in ("latitude", "longitude"):
            before, after = row.pop(name), other.pop(name)
            assert bool(before) == bool(after) == bool(row["venue"])
            assert not before or abs(float(before) - float(after)) <= 2e-6
        assert other == row


def test_generator_writes_the_committed_wards_and_people(written: dict[str, Path]) -> None:
    fresh = json.loads(written["boundaries"].read_text(encoding="utf-8"))["features"]
    kept = json.loads((DATA / FILES["boundaries"]).read_text(encoding="utf-8"))["features"]
    assert [feature["properties"] for feature in fresh] == [feature["properties"] for feature in kept]
    for ours, theirs in zip(fresh, kept, strict=True):
        assert shape(ours["geometry"]).equals_exact(shape(theirs["geometry"]), 2e-6)
    fresh_rows = list(csv.DictReader(written["population"].open(encoding="utf-8", newline="")))
    kept_rows = list(csv.DictReader((DATA / FILES["population"]).open(encoding="utf-8", newline="")))
    assert [(row["OA21CD"], row["residents"]) for row in fresh_rows] == [
        (row["OA21CD"], row["residents"]) for row in kept_rows
    ]


def test_the_town_fits_in_a_package() -> None:
    assert sum(file.stat().st_size for file in DATA.rglob("*") if file.is_file()) < 12e6


# It says that it is made up


def test_every_file_says_that_it_is_made_up(town: dict, timetable: dict, people: list[dict[str, str]]) -> None:
    towns = [dict(tags) for _, _, tags in town["n"].values() if ("place", "town") in tags]
    assert [(place["name"], place["note"]) for place in towns] == [(TOWN, NOTE)]
    assert timetable["feed_info.txt"][0]["feed_publisher_name"] == PUBLISHER
    assert all("made up" in agency["agency_name"] for agency in timetable["agency.txt"])
    assert json.loads((DATA / FILES["boundaries"]).read_text(encoding="utf-8"))["note"] == NOTE
    assert {row["note"] for row in people} == {"made-up town"}
    assert "made up" in (DATA / "README.md").read_text(encoding="utf-8")


# Wards and people


def test_wards_tile_the_borough(wards: dict[str, shapely.Polygon]) -> None:
    assert len(wards) == 18
    assert all(ward.is_valid for ward in wards.values())
    whole = shapely.union_all(list(wards.values()))
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    for first, second in combinations(wards.values(), 2):
        assert first.intersection(second).area < 1e-12
    assert sum(ward.area for ward in wards.values()) == pytest.approx(whole.area, rel=1e-9)


def test_about_a_hundred_thousand_people_in_all_wards(
    wards: dict[str, shapely.Polygon], people: list[dict[str, str]]
) -> None:
    total = sum(int(row["residents"]) for row in people)
    assert 95_000 < total < 105_000
    assert len({row["OA21CD"] for row in people}) == len(people)
    lived: dict[str, int] = defaultdict(int)
    for row in people:
        place = Point(float(row["lon"]), float(row["lat"]))
        homes = [name for name, ward in wards.items() if ward.covers(place)]
        assert len(homes) == 1
        lived[homes[0]] += int(row["residents"])
    assert set(lived) == set(wards)
    assert min(lived.values()) > 1000


# Streets


@pytest.fixture(scope="module")
def walking(town: dict[str, dict[int, tuple]]) -> tuple[list[int], scipy.sparse.csr_matrix]:
    """Nodes of the ways on foot, and the metres between neighbours."""
    links = []
    for refs, tags in town["w"].values():
        words = dict(tags)
        if "highway" in words and words.get("foot") != "no":
            links += list(pairwise(refs))
    nodes = sorted({ref for link in links for ref in link})
    row = {ref: position for position, ref in enumerate(nodes)}
    lon, lat = (np.array([[town["n"][ref][which] for ref in link] for link in links]).T for which in (0, 1))
    length = haversine_m(lat[0], lon[0], lat[1], lon[1]) + 1e-6
    ends = ([row[a] for a, _ in links], [row[b] for _, b in links])
    return nodes, scipy.sparse.csr_matrix((length, ends), shape=(len(nodes), len(nodes)))


def test_one_can_walk_from_every_street_to_every_other(walking: tuple[list[int], scipy.sparse.csr_matrix]) -> None:
    _, graph = walking
    count, _ = scipy.sparse.csgraph.connected_components(graph, directed=False)
    assert count == 1


def test_every_way_has_its_nodes_and_no_node_twice_in_a_row(town: dict) -> None:
    for refs, _ in town["w"].values():
        assert len(refs) >= 2
        assert all(ref in town["n"] for ref in refs)
        assert all(a != b for a, b in pairwise(refs))


@pytest.mark.parametrize("rule_place", ["Wrenmouth Branch", "Wren Way"])
def test_the_way_across_on_foot_is_long_where_it_was_planted(
    town: dict, walking: tuple[list[int], scipy.sparse.csr_matrix], rule_place: str
) -> None:
    planted = next(entry for entry in PLANTED if entry.place == rule_place)
    nodes, graph = walking
    lon = np.array([town["n"][ref][0] for ref in nodes])
    lat = np.array([town["n"][ref][1] for ref in nodes])
    sides = []
    for step in (170, -170):
        away = haversine_m(lat, lon, planted.lat + step / 111_260, planted.lon)
        sides.append(int(np.argmin(away)))
        assert away.min() < 80
    metres = scipy.sparse.csgraph.dijkstra(graph, directed=False, indices=sides[0])[sides[1]]
    assert metres > 340 * 1.5
    assert metres > 340 + 400


# Buses


def _minutes(clock: str) -> int:
    hours, minutes, _ = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _departures(timetable: dict, line: str, service: str) -> list[int]:
    """First departures of each trip of a line towards town or back, minutes after midnight."""
    first: dict[str, str] = {}
    for row in timetable["stop_times.txt"]:
        first.setdefault(row["trip_id"], row["departure_time"])
    return sorted(
        _minutes(first[trip["trip_id"]])
        for trip in timetable["trips.txt"]
        if trip["route_id"] == f"WVB{line}" and trip["service_id"] == service
    )


def test_highfield_has_a_good_weekday_service_and_none_on_sunday(timetable: dict) -> None:
    assert len([at for at in _departures(timetable, "5", "WK") if 7 * 60 <= at < 9 * 60]) >= 2 * 2 * 6
    assert _departures(timetable, "5", "SU") == []


def test_millbrook_has_no_bus_in_the_evening(timetable: dict) -> None:
    for service in ("WK", "SA", "SU"):
        assert max(_departures(timetable, "6", service)) < 18.5 * 60


def test_line_1_is_frequent_in_every_band(timetable: dict) -> None:
    for service, start, end in (("WK", 7, 9), ("WK", 19, 21), ("SU", 10, 12)):
        both_ways = [at for at in _departures(timetable, "1", service) if start * 60 <= at < end * 60]
        assert len(both_ways) / 2 / (end - start) >= 4


def test_the_bus_of_samphire_goes_round_by_the_docks(timetable: dict) -> None:
    places = {row["stop_id"]: row for row in timetable["stops.txt"]}
    trip = next(
        row["trip_id"]
        for row in timetable["trips.txt"]
        if row["route_id"] == "WVB9" and row["trip_headsign"] == "Bus Station"
    )
    calls = [places[row["stop_id"]] for row in timetable["stop_times.txt"] if row["trip_id"] == trip]
    names = [call["stop_name"] for call in calls]
    assert "Ferry Terminal" in names
    ride = calls[names.index("Samphire Shops") : names.index("Market Place") + 1]
    spots = [(float(call["stop_lat"]), float(call["stop_lon"])) for call in ride]
    ridden = sum(float(haversine_m(*a, *b)) for a, b in pairwise(spots))
    crow = float(haversine_m(*spots[0], *spots[-1]))
    assert crow > 2000
    assert ridden / crow > 1.9


def test_stops_stand_at_streets_and_times_never_run_back(timetable: dict) -> None:
    last: dict[str, int] = {}
    for row in timetable["stop_times.txt"]:
        at = _minutes(row["arrival_time"])
        assert at >= last.get(row["trip_id"], 0)
        last[row["trip_id"]] = _minutes(row["departure_time"])
    assert {row["stop_id"] for row in timetable["stop_times.txt"]} <= {row["stop_id"] for row in timetable["stops.txt"]}


# What is planted


def test_planted_places_lie_in_their_wards(wards: dict[str, shapely.Polygon]) -> None:
    for entry in PLANTED:
        near = Point(entry.lon, entry.lat).buffer(0.0015)
        assert wards[entry.ward].intersects(near), entry
    assert {entry.rule for entry in PLANTED} >= {
        "poor_transport", "indirect_bus", "evening_cut", "sunday_cut", "severed_on_foot", "no_bumping_place",
        "missing_amenity", "tight_but_cut_off", "bumping_cluster", "direct_and_frequent",
    }  # fmt: skip


def test_no_place_to_meet_in_meadow_reach(town: dict) -> None:
    planted = next(entry for entry in PLANTED if entry.rule == "no_bumping_place")
    spots = [(lat, lon, dict(tags)) for lon, lat, tags in town["n"].values() if tags]
    for lat, lon, tags in spots:
        if "shop" in tags or "amenity" in tags or "leisure" in tags:
            assert float(haversine_m(lat, lon, planted.lat, planted.lon)) > 1200, tags


def test_the_survey_is_the_generator_s_and_says_what_the_story_says(
    written: dict[str, Path], demo_atlas: Atlas
) -> None:
    assert written["survey"].read_bytes() == (DATA / FILES["survey"]).read_bytes()
    values, asked = demo_atlas.edition().survey(), demo_atlas.edition().survey_indicators().set_index("indicator")
    assert sorted(values["year"].unique()) == ["2023/24", "2024/25", "2025/26"]
    home = "pct_for_whom_transport_prevents_leaving_home_when_they_want"
    now = values[(values["indicator"] == home) & (values["year"] == "2025/26")].set_index("area_id")
    names = demo_atlas.edition().areas().set_index("area_id")["area_name"]
    assert now.loc["E05999005", "value"] == 38.0
    assert names[now.loc[now.index.notna(), "value"].nlargest(2).index].tolist() == ["Samphire", "Castle"]
    assert now.loc[now.index.isna(), "value"].tolist() == pytest.approx([21], abs=0.5)
    assert asked.loc[home, ["unit", "polarity", "sampling"]].tolist() == ["%", "lower", "random"]
    lonely = asked.loc["pct_who_feel_lonely"]
    assert (lonely["title"], lonely["breaks"]) == ("% who feel lonely often or always", "2024/25: wording changed")
    assert asked.index[asked["ended"]].tolist() == ["pct_satisfied_with_libraries"]
    assert "c" in set(values.loc[values["area_id"] == "E05999011", "mark"])
