"""OpenStreetMap of real towns against facts known from elsewhere and against slow, independent readings."""

from __future__ import annotations

import itertools
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from functools import cache
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import osmium
import pandas as pd
import pytest
import scipy.sparse
import scipy.sparse.csgraph
import shapely
from shapely.geometry import shape

from geo.crs import haversine_m
from geo.network import WalkNetwork
from geo.osm.reading import Extract, network_from_osmnx, read_osm
from geo.tables import PLACE_ACCESS, PLACES, SETTLEMENTS, check_table

pytestmark = pytest.mark.data
BRISTOL = "bristol/osm/central_bristol_streets_2020-12-07.osm.pbf"
CUT = shapely.box(-3.077, 51.522, -2.925, 51.5936)  # within which every way of the Newport file has a node


@pytest.fixture(scope="module")
def newport(real_data: Path) -> Extract:
    return read_osm(real_data / "newport/osm/newport-2023-06-13.osm.pbf")


@pytest.fixture(scope="module")
def extract_of(real_data: Path) -> Callable[[str], Extract]:
    """Gives an extract, which is read once."""
    return cache(lambda path: read_osm(real_data / path))


def test_newport_conforms_and_is_reported(newport: Extract):
    for table, frame in (
        (PLACES, newport.places),
        (PLACE_ACCESS, newport.place_access),
        (SETTLEMENTS, newport.settlements),
    ):
        assert check_table(frame, table) == []
    assert newport.report.is_usable
    assert str(newport.extract_date).startswith("2023-06-1")
    assert set(newport.place_access["place_id"]) == set(newport.places["place_id"])
    assert {"Newport", "Duffryn", "Pillgwenlly", "Marshfield"} <= set(newport.settlements["name"])
    assert newport.places["kind"].nunique() == 21
    assert newport.network.crs == "EPSG:27700"


def test_newport_streets_hang_together(newport: Extract):
    network = newport.network
    assert 45_000 < network.nodes_n < 47_000
    assert (network.component > 0).mean() < 0.03
    assert network.link_length_m.max() < 3000
    assert {"Commercial Street", "Chepstow Road", "Cardiff Road"} <= set(network.names)


def test_newport_extent_is_the_cut_out_and_not_its_header(newport: Extract, real_data: Path):
    extent = newport.network.extent
    land = shapely.box(-3.077, 51.545, -2.925, 51.5936)
    assert extent.intersection(land).area > 0.98 * land.area
    assert CUT.buffer(0.012).covers(extent), "tails such as the one to -2.868 are left out"
    points = gpd.read_parquet(real_data / "newport/points/oa2021_population_weighted_centroids.parquet").to_crs(4326)
    outside = 1 - points.within(extent).mean()
    assert 0.2 < outside < 0.35
    wards = gpd.read_file(real_data / "newport/boundaries/wards_2011.geojson")
    name = next(column for column in wards.columns if column.lower().endswith("nm"))
    inside = points.sjoin(wards[[name, "geometry"]], predicate="within")
    share = inside.within(extent).groupby(inside[name]).mean()
    assert share["Malpas"] == 0
    assert (share[["Caerleon", "Bettws", "Shaftesbury"]] < 0.5).all()
    assert (share[["Stow Hill", "Pillgwenlly", "Victoria", "Tredegar Park"]] == 1).all()


def test_newport_supermarkets_known_from_elsewhere_are_found(newport: Extract, real_data: Path):
    known = gpd.read_parquet(real_data / "newport/points/supermarkets.parquet").to_crs(newport.network.crs)
    known = known[known.to_crs(4326).within(CUT)]
    found = newport.places[newport.places["kind"].isin(["supermarket", "convenience_shop"])].to_crs(newport.network.crs)
    gap_m = known.geometry.apply(lambda point: found.distance(point).min())
    assert len(known) >= 12
    assert (gap_m <= 150).mean() >= 0.9, gap_m.sort_values().tail(3).to_dict()


def test_newport_counts_agree_with_a_plain_reading_of_tags(newport: Extract, real_data: Path):
    """Points of simple kinds: every one in the file is a place or part of one, unless it is private or disused."""
    counted = {"library": 0, "pharmacy": 0, "marketplace": 0, "pub": 0}
    whole = osmium.FileProcessor(str(real_data / "newport/osm/newport-2023-06-13.osm.pbf"))
    for thing in whole.with_filter(osmium.filter.KeyFilter("amenity")):
        amenity = thing.tags.get("amenity")
        if amenity in counted:
            counted[amenity] += 1
    kinds = newport.places["kind"].value_counts()
    assert kinds["library"] <= counted["library"]
    assert kinds["library"] >= counted["library"] - 2
    assert kinds["pharmacy"] >= 0.8 * counted["pharmacy"]
    assert kinds["market"] == counted["marketplace"]
    assert kinds["pub"] >= 0.8 * counted["pub"]


def test_newport_background_is_a_map_of_newport(newport: Extract):
    features = newport.background["features"]
    assert len(json.dumps(newport.background).encode()) < 4e6
    layers = {feature["properties"]["layer"] for feature in features}
    assert layers == {"water", "green", "built", "rail", "road_major", "road_minor", "path", "label"}
    water = shapely.union_all([shape(f["geometry"]) for f in features if f["properties"]["layer"] == "water"])
    for name, lon, lat in (
        ("Usk at Newport Bridge", -2.9925, 51.5886),
        ("Usk at the Transporter Bridge", -2.9855, 51.5705),
    ):
        assert water.distance(shapely.Point(lon, lat)) < 0.0012, name
    for name, lon, lat in (("the estuary", -2.97, 51.527), ("the Usk's mouth", -2.984, 51.544)):
        assert water.intersects(shapely.Point(lon, lat)), name
    for name, lon, lat in (("station", -2.9985, 51.5888), ("Duffryn", -3.019, 51.5603), ("Nash", -2.948, 51.548)):
        assert not water.intersects(shapely.Point(lon, lat)), name
    labels = {feature["properties"]["name"] for feature in features if feature["properties"]["layer"] == "label"}
    assert {"Newport", "Duffryn", "Marshfield"} <= labels


def test_newport_parks_are_entered_at_their_edge(newport: Extract):
    network = newport.network
    parks = newport.places[(newport.places["kind"] == "green_space") & (newport.places.geom_type != "Point")]
    parks = parks.to_crs(network.crs).set_index("place_id")
    access = newport.place_access
    points = gpd.GeoSeries.from_xy(access["lon"], access["lat"], crs=4326).to_crs(network.crs)
    points.index = access["place_id"]
    points = points[points.index.isin(parks.index)]
    gap_m = points.distance(parks.geometry.boundary.loc[points.index], align=False)
    assert (gap_m < 4).mean() > 0.9


def test_porto_alegre_walks_as_long_as_published(real_data: Path):
    """Walking times of R5 7.4 on the same file (3.6 km/h): our own network with a textbook Dijkstra."""
    folder = real_data / "porto_alegre"
    network = read_osm(folder / "osm/poa_osm.pbf").network
    sights = pd.read_csv(folder / "points/poa_points_of_interest.csv").set_index("id")
    rows = pd.read_csv(folder / "oracle/r5r_walk_only_published.csv").query("engine == 'R5 7.4'")
    assert len(rows) == 6
    for row in rows.itertuples():
        here, there = sights.loc[row.from_id], sights.loc[row.to_id]
        minutes = _walk_m(network, here["lat"], here["lon"], there["lat"], there["lon"]) / 60
        assert minutes == pytest.approx(row.travel_time_p50_min, abs=1.5), row


def test_a_slow_reading_of_xml_gives_the_same_network(real_data: Path, tmp_path: Path):
    """An oracle that shares no code: ElementTree, dictionaries and networkx."""
    path = tmp_path / "small.osm"
    with osmium.SimpleWriter(str(path)) as writer:
        for thing in osmium.FileProcessor(str(real_data / "boeblingen/osm/boeblingen-minimal.osm.pbf")):
            writer.add(thing)
    network = read_osm(path).network
    graph = _slow_graph(path)
    assert {int(node) for node in network.node_id if node > 0} >= set(graph)
    start = min(graph)
    hops = nx.single_source_dijkstra_path_length(graph, start, weight="length")
    position = {int(node): row for row, node in enumerate(network.node_id)}
    ours = scipy.sparse.csgraph.dijkstra(_sparse(network), directed=False, indices=position[start])
    theirs = np.array([hops[node] for node in hops])
    mine = np.array([ours[position[node]] for node in hops])
    assert len(hops) > 1000
    assert (mine <= theirs * 1.003 + 0.1).all(), "nothing is farther than on a plain graph"
    assert (np.abs(mine - theirs) <= 0.005 * theirs + 0.5).mean() > 0.9, "squares and platforms may shorten some"


@pytest.mark.slow
def test_osmnx_agrees_on_a_town_centre(real_data: Path, tmp_path: Path):
    import osmnx

    path = tmp_path / "centre.osm"
    with osmium.SimpleWriter(str(path)) as writer:
        for thing in osmium.FileProcessor(str(real_data / BRISTOL)):
            writer.add(thing)
    ours = read_osm(path).network
    theirs = network_from_osmnx(osmnx.graph_from_xml(path, bidirectional=True, simplify=False, retain_all=True))
    assert theirs.link_length_m.sum() == pytest.approx(ours.link_length_m.sum(), rel=0.03)
    shared = np.intersect1d(ours.node_id, theirs.node_id)
    assert len(shared) > 0.97 * ours.nodes_n


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("osm_small/small-osm.pbf", 1200),
        ("osm_small/moorgate_london.osm.pbf", 2100),
        ("boeblingen/osm/boeblingen-minimal.osm.pbf", 1500),
        (BRISTOL, 8000),
    ],
)
def test_small_extracts(extract_of: Callable[[str], Extract], path: str, links: int):
    extract = extract_of(path)
    assert extract.network.links_n > links
    assert shapely.is_valid(extract.network.extent)
    at = shapely.points(extract.network.lon, extract.network.lat)
    assert shapely.covers(extract.network.extent, at).mean() > 0.6
    json.dumps(extract.background, allow_nan=False)


def _sparse(network: WalkNetwork) -> scipy.sparse.csr_matrix:
    size = (network.nodes_n, network.nodes_n)
    lengths = np.maximum(network.link_length_m, 1e-6)
    return scipy.sparse.coo_matrix((lengths, (network.link_u, network.link_v)), shape=size).tocsr()


def _walk_m(network: WalkNetwork, lat: float, lon: float, lat2: float, lon2: float) -> float:
    """From the nearest node of the largest component to the other, with the straight lines to them."""
    far = np.where(network.component == 0, 0.0, 1e9)
    gaps = [haversine_m(network.lat, network.lon, *point) + far for point in ((lat, lon), (lat2, lon2))]
    start, end = (int(np.argmin(gap)) for gap in gaps)
    between = scipy.sparse.csgraph.dijkstra(_sparse(network), directed=False, indices=start)[end]
    return float(gaps[0][start] + between + gaps[1][end])


def _slow_graph(path: Path) -> nx.Graph:
    """Streets of the plainest sort, written down without any of our rules but the obvious ones."""
    root = ElementTree.parse(path).getroot()
    where = {int(n.get("id")): (float(n.get("lat")), float(n.get("lon"))) for n in root.iter("node")}
    gates = {
        int(node.get("id"))
        for node in root.iter("node")
        if (tags := {tag.get("k"): tag.get("v") for tag in node.iter("tag")}).get("barrier")
        and (tags.get("access") in ("no", "private") or tags.get("locked") == "yes")
    }
    walk = (
        "footway path pedestrian steps cycleway track bridleway living_street residential service unclassified "
        "tertiary secondary primary trunk trunk_link primary_link secondary_link tertiary_link platform corridor"
    ).split()
    graph = nx.Graph()
    for way in root.iter("way"):
        tags = {tag.get("k"): tag.get("v") for tag in way.iter("tag")}
        if tags.get("highway") not in walk or tags.get("foot") in ("no", "private", "use_sidepath"):
            continue
        closed = ("no", "private", "agricultural", "forestry", "emergency", "permit", "military")
        if tags.get("access") in closed and tags.get("foot") not in ("yes", "designated", "permissive", "destination"):
            continue
        refs = [int(nd.get("ref")) for nd in way.iter("nd")]
        for a, b in itertools.pairwise(refs):
            if a in where and b in where and a not in gates and b not in gates:
                graph.add_edge(a, b, length=float(haversine_m(*where[a], *where[b])))
    return graph


@pytest.mark.slow
def test_streets_without_places_are_noticed(extract_of: Callable[[str], Extract], newport: Extract) -> None:
    """The Bristol extract was filtered to streets; Newport's is whole."""
    streets, whole = extract_of(BRISTOL).report, newport.report
    said = [problem.found for problem in streets.problems if problem.code == "kinds-absent"]
    assert len(said) == 1
    assert "libraries" in said[0]
    assert not any(problem.code == "kinds-absent" for problem in whole.problems)
