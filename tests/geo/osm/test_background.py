"""The background of offline maps: layers, sea from coastlines, size; and graphs that come from osmnx."""

from __future__ import annotations

import json

import networkx as nx
import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from geo.errors import InputError
from geo.network import LINK_STEPS
from geo.osm.background import LAYERS
from geo.osm.reading import network_from_osmnx, read_osm
from tests.makers.osm import OsmMaker

STREET = {"highway": "residential", "name": "Stow Hill"}


def background_of(town: OsmMaker, folder) -> list[dict]:
    background = read_osm(town.write(folder / "town.osm.pbf")).background
    assert background["type"] == "FeatureCollection"
    json.dumps(background, allow_nan=False)
    return background["features"]


def layer(features: list[dict], name: str) -> shapely.Geometry:
    return shapely.union_all([shape(f["geometry"]) for f in features if f["properties"]["layer"] == name])


def spot(town: OsmMaker, east: float, north: float) -> shapely.Point:
    lat, lon = town.degrees(east, north)
    return shapely.Point(lon, lat)


def test_layers_names_and_decimals(tmp_path):
    town = OsmMaker()
    town.line([(20_000, 0), (20_000, 100)], {"highway": "motorway"})
    town.grid(5, 5, 200, STREET)
    town.line([(0, 50), (800, 50)], {"highway": "primary", "ref": "A48"})
    town.line([(0, 150), (800, 150)], {"railway": "rail"})
    town.line([(0, 250), (800, 250)], {"highway": "footway"})
    town.line([(0, 260), (800, 260)], {"highway": "footway", "footway": "sidewalk"})
    town.line([(0, 350), (800, 350)], {"waterway": "river", "name": "Afon Wysg"})
    town.box(0, 400, 300, 700, {"landuse": "residential"})
    town.box(400, 400, 700, 700, {"leisure": "park", "name": "Parc Beechwood"})
    town.box(710, 400, 790, 500, {"natural": "water"})
    town.box(710, 600, 715, 605, {"natural": "water"})
    town.node(400, 400, {"place": "town", "name": "Casnewydd"})
    town.node(400, 150, {"railway": "station", "name": "Newport"})
    features = background_of(town, tmp_path)
    layers = [f["properties"]["layer"] for f in features]
    assert list(dict.fromkeys(layers)) == list(LAYERS), "in the order of drawing"
    names = {(f["properties"]["layer"], f["properties"]["name"]) for f in features}
    expected = {("road_minor", "Stow Hill"), ("road_major", "A48"), ("water", "Afon Wysg"), ("green", "Parc Beechwood")}
    assert expected | {("label", "Casnewydd"), ("label", "Newport")} <= names
    assert not shapely.is_empty(layer(features, "water"))
    assert not layer(features, "water").intersects(spot(town, 712, 602)), "puddles are dropped"
    assert not layer(features, "road_major").intersects(spot(town, 20_000, 50).buffer(0.001)), "far away is not drawn"
    for feature in features:
        points = shapely.get_coordinates(shape(feature["geometry"]))
        assert np.array_equal(points, np.round(points, 5))
        assert np.isfinite(points).all()


def test_sea_lies_right_of_the_coastline_and_a_tidal_river_with_it(tmp_path):
    town = OsmMaker()
    town.grid(13, 13, 250)
    # Land on the left: eastwards along y = 600, with a river mouth between x = 1400 and 1600, and an island.
    town.line([(1400, 9000), (1400, 600), (-9000, 600)][::-1], {"natural": "coastline"})
    town.line([(12_000, 600), (1600, 600), (1600, 9000)][::-1], {"natural": "coastline"})
    town.line([(500, 200), (700, 200), (700, 400), (500, 400), (500, 200)], {"natural": "coastline"})
    water = layer(background_of(town, tmp_path), "water")
    wet, dry = [(200, 300), (1500, 2000), (2500, 100)], [(600, 300), (300, 2000), (2500, 2000)]
    assert all(water.intersects(spot(town, *at)) for at in wet)
    assert not any(water.intersects(spot(town, *at)) for at in dry)


def graph_of(*edges: tuple, crs: str = "EPSG:4326") -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(crs=crs)
    for u, v, tags in edges:
        graph.add_edge(u, v, **tags)
    return graph


def test_an_osmnx_graph_becomes_the_same_network():
    bend = shapely.LineString([(-3.0, 51.501), (-2.999, 51.5015), (-3.0, 51.502)])
    graph = graph_of(
        (1, 2, {"highway": "residential", "name": ["Stow Hill", "High Street"], "length": 9.0}),
        (2, 1, {"highway": "residential", "name": ["Stow Hill", "High Street"], "length": 9.0}),
        (2, 3, {"highway": ["steps", "footway"], "geometry": bend}),
        (3, 2, {"highway": ["steps", "footway"], "geometry": bend.reverse()}),
        (1, 3, {"highway": "motorway"}),
    )
    for node, lat in ((1, 51.5), (2, 51.501), (3, 51.502)):
        graph.nodes[node].update(x=-3.0, y=lat)
    network = network_from_osmnx(graph)
    assert network.links_n == 3, "both directions are one street, and nobody walks on a motorway"
    assert sorted(network.node_id)[1:] == [1, 2, 3]
    assert min(network.node_id) < 0
    assert network.link_length_m.min() == pytest.approx(88.97, abs=0.05)
    assert (network.link_flags == LINK_STEPS).sum() == 2
    assert network.names == ("Stow Hill",)
    assert network.crs == "EPSG:27700"


def test_a_projected_graph_with_names_for_nodes():
    graph = graph_of(("a", "b", {}), ("b", "c", {}), crs="EPSG:27700")
    for node, x in (("a", 330_000.0), ("b", 330_100.0), ("c", 330_250.0)):
        graph.nodes[node].update(x=x, y=188_000.0)
    network = network_from_osmnx(graph)
    assert network.link_length_m.sum() == pytest.approx(250, rel=1e-3)
    assert network.lat[0] == pytest.approx(51.58, abs=0.02)
    assert len(set(network.node_id)) == 3


def test_graphs_without_anything_to_walk_on_are_refused():
    graph = graph_of((1, 2, {"highway": "motorway"}))
    graph.nodes[1].update(x=-3.0, y=51.5)
    with pytest.raises(InputError, match="no coordinates"):
        network_from_osmnx(graph)
    graph.nodes[2].update(x=-3.0, y=51.6)
    with pytest.raises(InputError, match="no street"):
        network_from_osmnx(graph)
    with pytest.raises(InputError, match="no street"):
        network_from_osmnx(nx.MultiDiGraph())
