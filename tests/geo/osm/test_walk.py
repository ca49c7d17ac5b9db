"""The walk network: who may walk where, gates, bridges, squares and platforms, lengths and components."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest
import scipy.sparse
import scipy.sparse.csgraph
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.network import LINK_CROSSING, LINK_PLATFORM, LINK_STEPS, WalkNetwork
from geo.osm.reading import read_osm
from geo.osm.rules import is_closed_barrier, is_walkable, link_flags
from tests.makers.osm import OsmMaker

STREET = {"highway": "residential"}


def tags(text: str) -> dict[str, str]:
    """``"highway=path foot=no"`` as a dictionary."""
    return dict(pair.split("=") for pair in text.split())


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"highway={value}"
            for value in """footway path pedestrian steps cycleway track bridleway corridor living_street residential
            service unclassified tertiary secondary primary trunk trunk_link primary_link road platform""".split()
        ),
        "highway=cycleway bicycle=designated",
        "highway=footway access=private foot=yes",
        "highway=service access=no foot=permissive",
        "highway=service access=private foot=designated",
        "highway=service access=customers",
        "highway=service access=destination",
        "highway=service service=driveway",
        "highway=service service=parking_aisle",
        "highway=trunk motorroad=yes foot=yes",
        "highway=trunk oneway=yes",
        "highway=busway foot=yes",
        "railway=platform",
        "public_transport=platform",
        "man_made=pier",
        "highway=footway conveying=yes indoor=yes level=1",
        "highway=pedestrian area=yes",
    ],
)
def test_walkable(text):
    assert is_walkable(tags(text))


@pytest.mark.parametrize(
    "text",
    [
        "highway=motorway",
        "highway=motorway_link",
        "highway=construction construction=residential",
        "highway=proposed",
        "highway=abandoned",
        "highway=raceway",
        "highway=busway",
        "highway=services",
        "highway=residential access=no",
        "highway=service access=private",
        "highway=track access=private",
        "highway=cycleway foot=no",
        "highway=path foot=private",
        "highway=primary foot=use_sidepath",
        "highway=trunk foot=no",
        "highway=trunk motorroad=yes",
        "railway=platform access=no",
        "railway=rail",
        "route=ferry",
        "waterway=river",
        "landuse=residential",
        "building=yes",
    ],
)
def test_not_walkable(text):
    assert not is_walkable(tags(text))


@pytest.mark.parametrize(
    ("text", "is_closed"),
    [
        ("barrier=gate", False),
        ("barrier=gate access=private", True),
        ("barrier=gate access=no", True),
        ("barrier=gate access=no foot=yes", False),
        ("barrier=gate locked=yes", True),
        ("barrier=gate locked=yes foot=permissive", False),
        ("barrier=gate foot=no", True),
        ("barrier=bollard access=no bicycle=yes", False),
        ("barrier=bollard foot=no", True),
        ("barrier=kissing_gate", False),
        ("highway=crossing", False),
    ],
)
def test_barriers(text, is_closed):
    assert is_closed_barrier(tags(text)) is is_closed


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("highway=steps", LINK_STEPS),
        ("highway=steps ramp:wheelchair=yes", 0),
        ("highway=footway wheelchair=no", LINK_STEPS),
        ("highway=footway footway=crossing", LINK_CROSSING),
        ("highway=cycleway cycleway=crossing", LINK_CROSSING),
        ("railway=platform", LINK_PLATFORM),
        ("highway=platform", LINK_PLATFORM),
        ("man_made=pier", 0),
        ("highway=residential", 0),
    ],
)
def test_flags(text, flags):
    assert link_flags(tags(text)) == flags


def network_of(town: OsmMaker, folder) -> WalkNetwork:
    return read_osm(town.write(folder / "town.osm.pbf")).network


def walk_m(network: WalkNetwork, start: int, end: int) -> float:
    """Metres between two OSM nodes, infinite if they do not hang together."""
    n = network.nodes_n
    graph = scipy.sparse.coo_matrix((network.link_length_m, (network.link_u, network.link_v)), shape=(n, n)).tocsr()
    here, there = (int(np.flatnonzero(network.node_id == node)[0]) for node in (start, end))
    return float(scipy.sparse.csgraph.dijkstra(graph, directed=False, indices=here)[there])


def test_a_bridge_does_not_touch_the_road_below(tmp_path):
    town = OsmMaker()
    west, east = town.node(0, 50), town.node(100, 50)
    south, north = town.node(50, 0), town.node(50, 100)
    town.way([west, east], STREET | {"bridge": "yes", "layer": "1"})
    town.way([south, north], STREET)
    assert walk_m(network_of(town, tmp_path), west, north) == np.inf


def test_a_locked_gate_cuts_a_path_and_an_open_one_does_not(tmp_path):
    for gate, expected in (({"barrier": "gate", "access": "private"}, np.inf), ({"barrier": "gate"}, 100)):
        town = OsmMaker()
        ends = [town.node(0, 0), town.node(50, 0, gate), town.node(100, 0)]
        town.way(ends[:2], {"highway": "path"})
        town.way(ends[1:], {"highway": "footway"})
        network = network_of(town, tmp_path)
        assert walk_m(network, ends[0], ends[2]) == pytest.approx(expected, abs=0.1)
        assert network.link_length_m.sum() == pytest.approx(100, abs=0.1), "one can still walk up to the gate"


def test_a_gate_at_a_junction_lets_nobody_through_to_any_arm(tmp_path):
    town = OsmMaker()
    gate = town.node(0, 0, {"barrier": "gate", "locked": "yes"})
    arms = [town.node(60, 0), town.node(0, 60), town.node(-60, 0)]
    for arm in arms:
        town.way([arm, gate], {"highway": "path"})
    network = network_of(town, tmp_path)
    assert len(np.unique(network.component)) == 3
    assert sum(network.node_id < 0) == 3


def test_one_walks_round_a_square_and_along_a_platform(tmp_path):
    town = OsmMaker()
    corners = [town.node(*point) for point in ((0, 0), (100, 0), (100, 100), (0, 100))]
    outer = town.way([*corners, corners[0]])
    town.relation([("w", outer, "outer")], {"type": "multipolygon", "highway": "pedestrian", "name": "Y Sgwâr"})
    platform = [town.node(200, 0), town.node(400, 0), town.node(400, 10), town.node(200, 10)]
    town.way([*platform, platform[0]], {"railway": "platform", "area": "yes"})
    town.way([corners[1], platform[0]], {"highway": "footway"})
    network = network_of(town, tmp_path)
    assert walk_m(network, corners[0], platform[1]) == pytest.approx(400, abs=0.5)
    assert (network.link_flags & LINK_PLATFORM).sum() == 4 * LINK_PLATFORM


def test_a_square_is_crossed_freely_between_the_streets_that_meet_it(tmp_path):
    town = OsmMaker()
    corners = [town.node(*point) for point in ((0, 0), (100, 0), (100, 100), (0, 100))]
    town.way([*corners, corners[0]], {"highway": "pedestrian", "area": "yes"})
    far = [town.node(-50, -50), town.node(150, 150)]
    town.way([far[0], corners[0]], STREET)
    town.way([far[1], corners[2]], STREET)
    straight = 2 * np.hypot(50, 50) + np.hypot(100, 100)
    assert walk_m(network_of(town, tmp_path), *far) == pytest.approx(straight, abs=0.5)


def test_a_street_shared_by_two_ways_is_one_link_and_free_of_steps_if_either_is(tmp_path):
    town = OsmMaker()
    a, b = town.node(0, 0), town.node(100, 0)
    town.way([a, b], {"highway": "steps"})
    town.way([b, a], {"highway": "footway", "footway": "crossing", "name": "Heol"})
    network = network_of(town, tmp_path)
    assert network.links_n == 1
    assert network.link_flags[0] == LINK_CROSSING
    assert network.names[network.link_name[0]] == "Heol"


def test_links_without_length_keep_a_street_together_and_loops_go(tmp_path):
    town = OsmMaker()
    nodes = [town.node(0, 0), town.node(50, 0), town.node(50, 0), town.node(100, 0)]
    town.way(nodes, STREET)
    town.way([nodes[1], nodes[1]], STREET)
    network = network_of(town, tmp_path)
    assert network.links_n == 3
    assert walk_m(network, nodes[0], nodes[-1]) == pytest.approx(100, abs=0.1)


def test_components_are_counted_largest_first_and_reported(tmp_path):
    town = OsmMaker()
    town.line([(5000, 0), (5100, 0)], STREET)
    town.grid(4, 4, 100)
    extract = read_osm(town.write(tmp_path / "t.osm"))
    network = extract.network
    assert np.bincount(network.component).tolist() == [16, 2]
    assert extract.report.facts["Parts of the walk network"].startswith("2; 11.1%")
    assert [problem.code for problem in extract.report.problems] == ["parts"]


def test_crossing_audit(tmp_path):
    town = OsmMaker()
    nodes = [town.node(0, 0), town.node(500, 0, {"highway": "crossing"}), town.node(1000, 0)]
    town.way(nodes, {"highway": "primary", "oneway": "yes"})
    town.line([(0, 20), (1000, 20)], {"highway": "primary", "oneway": "yes"})
    town.line([(500, -20), (500, 40)], {"highway": "footway", "bridge": "yes"})
    town.line([(600, -20), (600, 40)], {"highway": "cycleway", "tunnel": "yes"})
    town.line([(700, -20), (700, 40)], {"highway": "footway", "footway": "crossing"})
    said = read_osm(town.write(tmp_path / "t.osm")).report.facts["Crossings on foot"]
    assert said.startswith("1 crossing points and 1 crossing ways are mapped, 1 foot or cycle bridges, 1 subways; 2 km")


def test_names_are_kept_and_saved(tmp_path):
    town = OsmMaker()
    town.line([(0, 0), (100, 0), (200, 0)], STREET | {"name": "Heol y Bont"})
    town.line([(0, 0), (0, 100)], {"highway": "footway"})
    network = network_of(town, tmp_path)
    network.save(tmp_path / "n.npz")
    again = WalkNetwork.load(tmp_path / "n.npz")
    assert again.names == ("Heol y Bont",)
    assert sorted(again.link_name) == [-1, 0, 0]
    assert again.extent.equals(network.extent)


@settings(max_examples=15, deadline=None)
@given(lat=st.floats(-60, 70), lon=st.floats(-179, 179), turn=st.floats(0, 6.3), size=st.floats(1, 2000))
def test_lengths_agree_with_the_geodesic(lat, lon, turn, size):
    from geo.osm.network import link_lengths_m

    geod = pyproj.Geod(ellps="WGS84")
    lon2, lat2, _ = geod.fwd(lon, lat, np.degrees(turn), size)
    length = link_lengths_m(np.array([lat, lat2]), np.array([lon, lon2]), np.array([0]), np.array([1]))
    assert length[0] == pytest.approx(size, rel=2e-6, abs=1e-3)
