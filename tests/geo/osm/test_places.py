"""Places: each counted once, private and disused ones not at all, entered where people enter them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.crs import to_local
from geo.osm.places import is_out_of_use
from geo.osm.reading import Extract, read_osm
from tests.makers.osm import OsmMaker

STREET = {"highway": "residential"}
PATH = {"highway": "footway"}


def extract_of(town: OsmMaker, folder) -> Extract:
    town.line([(-500, -500), (-400, -500)], STREET)  # every file needs a street
    return read_osm(town.write(folder / "town.osm.pbf"))


def kinds_of(town: OsmMaker, folder) -> list[str]:
    return sorted(extract_of(town, folder).places["kind"])


def entered_at(extract: Extract, town: OsmMaker, place: int = 0) -> list[tuple[int, int]]:
    """Access points of a place in whole metres from the town's corner."""
    rows = extract.place_access[extract.place_access["place_id"] == extract.places["place_id"].iloc[place]]
    x, y = to_local(rows["lat"].to_numpy(), rows["lon"].to_numpy(), town.crs)
    return sorted(zip(np.rint(x - town.corner[0]).astype(int), np.rint(y - town.corner[1]).astype(int), strict=True))


def test_points_closed_ways_and_multipolygons_are_places(tmp_path):
    town = OsmMaker()
    town.node(0, 0, {"amenity": "cafe", "name": "Caffi"})
    town.box(100, 0, 120, 20, {"amenity": "library", "building": "yes", "name": "Llyfrgell"})
    west = town.line([(200, 100), (200, 0), (300, 0)])
    first, last = town.ways[west - 1][1][0], town.ways[west - 1][1][-1]
    east = town.way([last, town.node(300, 100), first])
    hole = town.box(240, 40, 260, 60)
    members = [("w", west, "outer"), ("w", east, "outer"), ("w", hole, "inner")]
    town.relation(members, {"type": "multipolygon", "leisure": "park", "name": "Parc"})
    places = extract_of(town, tmp_path).places.set_index("kind")
    assert sorted(places.index) == ["cafe", "green_space", "library"]
    assert [place_id[0] for place_id in places.loc[["cafe", "library", "green_space"], "place_id"]] == ["n", "w", "r"]
    park = places.loc["green_space", "geometry"]
    assert len(park.interiors) == 1
    assert park.covers(shapely.Point(places.loc["green_space", "lon"], places.loc["green_space", "lat"]))
    assert places.loc["cafe", "is_bumping_place"]
    assert places.loc["library", "run_by"] == "public"


@pytest.mark.parametrize(
    "tags",
    [
        {"access": "private"},
        {"access": "no"},
        {"disused": "yes"},
        {"abandoned": "yes"},
        {"vacant": "yes"},
        {"construction": "yes"},
        {"building": "construction"},
        {"opening_hours": "closed"},
    ],
)
def test_private_and_disused_features_do_not_count(tmp_path, tags):
    town = OsmMaker()
    town.node(0, 0, {"amenity": "cafe"} | tags)
    town.node(300, 0, {"amenity": "pub"})
    town.node(600, 0, {"disused:amenity": "pub"})
    assert kinds_of(town, tmp_path) == ["pub"]


def test_out_of_use_means_what_it_says():
    assert not is_out_of_use({"disused": "no", "construction": "minor", "opening_hours": "Mo-Fr 09:00-17:00"})


def test_a_node_in_its_building_counts_once_and_lends_its_name(tmp_path):
    town = OsmMaker()
    town.box(0, 0, 20, 20, {"amenity": "pub", "building": "yes"})
    town.node(10, 10, {"amenity": "pub", "name": "The Wheatsheaf"})
    extract = extract_of(town, tmp_path)
    assert list(extract.places["name"]) == ["The Wheatsheaf"]
    assert extract.places["place_id"].iloc[0].startswith("w")


def test_two_shops_of_different_names_in_one_building_stay_two(tmp_path):
    town = OsmMaker()
    town.box(0, 0, 50, 50, {"shop": "bakery", "building": "yes", "name": "Greggs"})
    town.node(10, 10, {"shop": "bakery", "name": "Jenkins"})
    assert kinds_of(town, tmp_path) == ["convenience_shop"] * 2


@pytest.mark.parametrize(("apart", "count"), [(60, 1), (160, 2)])
def test_namesakes_close_by_are_one_place(tmp_path, apart, count):
    town = OsmMaker()
    town.node(0, 0, {"railway": "station", "name": "Newport"})
    town.node(apart, 0, {"railway": "station", "name": "NEWPORT"})
    assert len(kinds_of(town, tmp_path)) == count


def test_a_school_is_one_place_with_all_its_buildings_and_keeps_its_pitch(tmp_path):
    town = OsmMaker()
    town.box(0, 0, 200, 200, {"amenity": "school", "name": "Ysgol"})
    town.box(20, 20, 60, 60, {"amenity": "school", "building": "yes", "name": "Science block"})
    town.box(100, 100, 190, 190, {"leisure": "pitch"})
    town.node(150, 50, {"leisure": "playground"})
    town.box(400, 0, 490, 90, {"leisure": "pitch"})
    places = extract_of(town, tmp_path).places
    assert sorted(places["kind"]) == ["school", "sports"]
    assert "Ysgol" in set(places["name"])


def test_tennis_courts_side_by_side_are_one_sports_ground(tmp_path):
    town = OsmMaker()
    for number in range(4):
        town.box(40 * number, 0, 40 * number + 35, 20, {"leisure": "pitch", "sport": "tennis"})
    assert kinds_of(town, tmp_path) == ["sports"]


def test_scraps_of_green_are_left_out_and_counted(tmp_path):
    town = OsmMaker()
    town.box(0, 0, 20, 20, {"leisure": "garden"})
    town.box(100, 0, 200, 100, {"leisure": "park"})
    extract = extract_of(town, tmp_path)
    assert list(extract.places["kind"]) == ["green_space"]
    assert "1 smaller than" in str(extract.report.facts["Places left out"])


def test_a_shop_with_a_post_office_is_both_but_one_bumping_place(tmp_path):
    town = OsmMaker()
    town.node(0, 0, {"shop": "convenience", "amenity": "post_office", "name": "Siop"})
    places = extract_of(town, tmp_path).places
    assert sorted(places["kind"]) == ["convenience_shop", "post_office"]
    assert places["place_id"].is_unique
    assert places["is_bumping_place"].sum() == 1


def test_an_area_cut_by_the_edge_is_reported(tmp_path):
    town = OsmMaker()
    half = town.line([(0, 0), (500, 0), (500, 500)])
    town.relation([("w", half, "outer"), ("w", 999, "outer")], {"type": "multipolygon", "leisure": "park"})
    extract = extract_of(town, tmp_path)
    assert extract.places.empty
    assert [problem.code for problem in extract.report.problems] == ["incomplete-areas"]
    assert extract.place_access.empty


def park_relation(town: OsmMaker, members: list[tuple[int, str]]) -> None:
    town.relation([("w", way, role) for way, role in members], {"type": "multipolygon", "leisure": "park"})


def parks_of(town: OsmMaker, folder) -> tuple[list[int], list[str]]:
    """Areas of the parks in hundreds of square metres, and what the report calls cut by the edge."""
    extract = extract_of(town, folder)
    shapes = extract.places.loc[extract.places["kind"] == "green_space", "geometry"].to_crs(town.crs)
    cut = [one for problem in extract.report.problems if problem.code == "incomplete-areas" for one in problem.where]
    return sorted(round(area / 100) for area in shapes.area), cut


@pytest.mark.parametrize("role_of_outline", ["outer", ""])
def test_a_pond_does_not_become_the_park_whose_outline_is_cut(tmp_path, role_of_outline):
    town = OsmMaker()
    half = town.line([(0, 0), (500, 0), (500, 500)])
    pond = town.box(200, 100, 300, 200)
    park_relation(town, [(half, role_of_outline), (999, role_of_outline), (pond, "inner")])
    assert parks_of(town, tmp_path) == ([], ["r1"])


def test_nor_one_whose_outline_nobody_has_closed(tmp_path):
    town = OsmMaker()
    half = town.line([(0, 0), (500, 0), (500, 500)])
    park_relation(town, [(half, "outer"), (town.box(200, 100, 300, 200), "inner")])
    assert parks_of(town, tmp_path) == ([], ["r1"])


def test_nor_one_whose_outline_lacks_a_node(tmp_path):
    town = OsmMaker()
    east = town.line([(0, 0), (500, 0), (500, 500)])
    first, last = town.ways[east - 1][1][0], town.ways[east - 1][1][-1]
    west = town.way([last, town.node(0, 500), first])
    park_relation(town, [(east, "outer"), (west, "outer"), (town.box(200, 100, 300, 200), "inner")])
    town.line([(-500, -500), (-400, -500)], STREET)
    extract = read_osm(town.write(tmp_path / "t.osm.pbf", without_nodes=[first]))
    assert extract.places.empty
    assert ("r1",) in [problem.where for problem in extract.report.problems]


@pytest.mark.parametrize("role_of_outline", ["outer", ""])
def test_a_missing_pond_is_a_hole_less_and_no_park_less(tmp_path, role_of_outline):
    town = OsmMaker()
    outline = town.box(0, 0, 400, 400)
    pond = town.box(100, 100, 200, 200)
    park_relation(town, [(outline, role_of_outline), (pond, "inner"), (999, "inner")])
    assert parks_of(town, tmp_path) == ([1_500], ["r1"])


def test_an_island_is_park_again_whatever_else_is_missing(tmp_path):
    town = OsmMaker()
    outline, pond, island = town.box(0, 0, 400, 400), town.box(100, 100, 300, 300), town.box(150, 150, 250, 250)
    park_relation(town, [(outline, "outer"), (pond, "inner"), (island, "outer"), (999, "inner")])
    assert parks_of(town, tmp_path) == ([1_300], ["r1"])


def test_one_part_of_two_is_used_and_named(tmp_path):
    town = OsmMaker()
    park_relation(town, [(town.box(0, 0, 200, 200), "outer"), (999, "outer")])
    assert parks_of(town, tmp_path) == ([400], ["r1"])


@pytest.mark.parametrize("roles", [("outer", "inner"), ("inner", "outer"), ("", ""), ("outer", ""), ("outer", "outer")])
def test_of_a_park_that_is_whole_the_lines_count_and_not_the_roles(tmp_path, roles):
    town = OsmMaker()
    outline, pond = town.box(0, 0, 400, 400), town.box(100, 100, 200, 200)
    park_relation(town, [(outline, roles[0]), (pond, roles[1])])
    assert parks_of(town, tmp_path) == ([1_500], [])


def test_where_a_pond_is_missing_and_roles_are_empty_the_others_stay_ponds(tmp_path):
    town = OsmMaker()
    park_relation(town, [(town.box(0, 0, 400, 400), ""), (town.box(100, 100, 200, 200), ""), (999, "")])
    assert parks_of(town, tmp_path) == ([1_500], ["r1"])


def test_where_roles_are_swapped_and_the_file_lacks_something_there_is_no_park(tmp_path):
    town = OsmMaker()
    park_relation(town, [(town.box(0, 0, 400, 400), "inner"), (town.box(100, 100, 200, 200), "outer"), (999, "outer")])
    assert parks_of(town, tmp_path) == ([], ["r1"])


def test_a_park_that_lacks_a_corner_of_the_file_is_used_and_named(tmp_path):
    town = OsmMaker()
    park = town.box(0, 0, 400, 400, {"leisure": "park"})
    town.line([(-500, -500), (-400, -500)], STREET)
    extract = read_osm(town.write(tmp_path / "t.osm.pbf", without_nodes=[town.ways[park - 1][1][1]]))
    assert list(extract.places["kind"]) == ["green_space"]
    (problem,) = [problem for problem in extract.report.problems if problem.code == "incomplete-areas"]
    assert problem.where == (f"w{park}",)


def test_a_park_is_entered_where_paths_meet_its_edge_and_at_gates(tmp_path):
    town = OsmMaker()
    corners = [town.node(*point) for point in ((0, 0), (400, 0), (400, 400), (0, 400))]
    gate = town.node(0, 100, {"barrier": "gate"})
    locked = town.node(0, 300, {"barrier": "gate", "locked": "yes"})
    town.way([*corners, locked, gate, corners[0]], {"leisure": "park"})
    town.line([(200, -100), (200, 200)], PATH)
    extract = extract_of(town, tmp_path)
    assert entered_at(extract, town) == [(0, 100), (200, 0)]


def test_a_park_with_a_path_only_inside_is_entered_there(tmp_path):
    town = OsmMaker()
    town.box(0, 0, 400, 400, {"leisure": "park"})
    town.line([(100, 100), (300, 100)], PATH)
    assert entered_at(extract_of(town, tmp_path), town) == [(100, 100), (300, 100)]


def test_a_green_without_any_path_is_entered_anywhere_along_its_edge(tmp_path):
    town = OsmMaker()
    town.box(0, 0, 200, 100, {"landuse": "village_green"})
    points = entered_at(extract_of(town, tmp_path), town)
    assert len(points) in (12, 13)
    assert all(x in (0, 200) or y in (0, 100) for x, y in points), "on the edge, never the centroid"


def test_a_building_is_entered_at_its_door(tmp_path):
    town = OsmMaker()
    corners = [town.node(*point) for point in ((0, 0), (80, 0), (80, 60), (0, 60))]
    door, goods = town.node(40, 0, {"entrance": "main"}), town.node(40, 60, {"entrance": "service"})
    shop = {"shop": "supermarket", "building": "retail"}
    town.way([corners[0], door, corners[1], corners[2], goods, corners[3], corners[0]], shop)
    town.box(500, 0, 520, 20, {"amenity": "library", "building": "yes"})
    extract = extract_of(town, tmp_path)
    where = {kind: entered_at(extract, town, row) for row, kind in enumerate(extract.places["kind"])}
    assert where["supermarket"] == [(40, 0)]
    assert where["library"] == [(510, 10)]


def test_every_place_can_be_entered(tmp_path):
    town = OsmMaker()
    town.grid(5, 5, 100)
    rng = np.random.default_rng(1)
    for number in range(40):
        x, y = rng.uniform(0, 500, 2)
        if number % 2:
            town.box(x, y, x + 40, y + 40, {"leisure": "park", "name": str(number)})
        else:
            town.node(x, y, {"amenity": "cafe", "name": str(number)})
    extract = extract_of(town, tmp_path)
    assert set(extract.place_access["place_id"]) == set(extract.places["place_id"])
    assert not extract.place_access.isna().any().any()
