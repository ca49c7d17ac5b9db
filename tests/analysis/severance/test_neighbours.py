"""Severance: against networkx on a small town cut by a railway, and what a planner would notice."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import h3
import networkx as nx
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis.severance.neighbours as neighbours
from analysis.parameters import Parameters
from analysis.severance.lines import UNKNOWN_CAUSE, barriers_of, name_causes, severance_lines
from analysis.severance.neighbours import FAR_FROM_STREET, MAPPING_GAP, SEVERED, Severance, SeveranceLimits, severance
from analysis.walking.graph import build_graph, snap_points
from analysis.walking.street_edge import edge_metres, edge_walk_minutes
from geo.crs import to_degrees, to_local
from geo.errors import UsageError
from geo.network import WalkNetwork
from tests.makers.small_streets import CRS, EAST, NORTH, slow_metres, streets

STEP = 60.0
SIZE = 37  # crossings a side: 2,160 m
HALF = (SIZE - 1) * STEP / 2
RAILWAY = HALF + STEP / 2
FAR_FROM_EDGE = 5000.0


def town(*, railway_at: float | None = RAILWAY, bridges: tuple[int, ...] = (), extra: tuple = ()) -> WalkNetwork:
    """Squared streets; those that would cross the railway (along x) are left out but for the bridges (columns)."""
    number = {(c, r): r * SIZE + c for r in range(SIZE) for c in range(SIZE)}
    x = [c * STEP for r in range(SIZE) for c in range(SIZE)]
    y = [r * STEP for r in range(SIZE) for c in range(SIZE)]
    links = [(number[c, r], number[c + 1, r]) for r in range(SIZE) for c in range(SIZE - 1)]
    across = []
    for r in range(SIZE - 1):
        for c in range(SIZE):
            cut = railway_at is not None and r * STEP < railway_at < (r + 1) * STEP
            (across if cut else links).append((number[c, r], number[c, r + 1]))
    return streets(x, y, links + [across[c] for c in bridges] + list(extra))


def cell_table(network: WalkNetwork) -> pd.DataFrame:
    """Resolution 9 cells whose centres lie in the town, 100 people each."""
    lat, lon = to_degrees([EAST + HALF], [NORTH + HALF], CRS)
    names = sorted(h3.grid_disk(h3.latlng_to_cell(float(lat[0]), float(lon[0]), 9), 4))
    centres = np.array([h3.cell_to_latlng(name) for name in names])
    x, y = to_local(centres[:, 0], centres[:, 1], CRS)
    inside = (np.abs(x - EAST - HALF) <= HALF) & (np.abs(y - NORTH - HALF) <= HALF)
    table = pd.DataFrame({"cell": names, "lat": centres[:, 0], "lon": centres[:, 1]})[inside].reset_index(drop=True)
    return table.assign(population_n=100.0, weight_n=100.0)


def measured(network: WalkNetwork, cells: pd.DataFrame, **more) -> Severance:
    snaps = more.pop("snaps", None)
    snaps = snap_points(network, cells["lat"], cells["lon"]) if snaps is None else snaps
    more.setdefault("edge_m", np.full(len(cells), FAR_FROM_EDGE))
    return severance(
        network, build_graph(network), snaps, cell=cells["cell"], lat=cells["lat"], lon=cells["lon"],
        people_n=cells["population_n"], parameters=Parameters(), **more,
    )  # fmt: skip


def line(y: float, kind: str = "rail", name: str = "Branch Line") -> gpd.GeoDataFrame:
    lat, lon = to_degrees([EAST - 500, EAST + 2 * HALF + 500], [NORTH + y] * 2, CRS)
    shape = shapely.LineString(np.column_stack([lon, lat]))
    return gpd.GeoDataFrame({"kind": [kind], "name": [name]}, geometry=[shape], crs="EPSG:4326")


def oracle(network: WalkNetwork, cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Severed neighbours and detour by networkx, pair by pair."""
    graph = nx.Graph()
    graph.add_nodes_from(range(network.nodes_n))
    for u, v, metres in zip(network.link_u, network.link_v, network.link_length_m, strict=True):
        graph.add_edge(int(u), int(v), weight=float(metres))
    snaps = snap_points(network, cells["lat"], cells["lon"])
    ends = {int(node) for link in snaps.link for node in (network.link_u[link], network.link_v[link])}
    between = np.full((network.nodes_n, network.nodes_n), np.inf)
    for node in ends:
        for other, metres in nx.single_source_dijkstra_path_length(graph, node).items():
            between[node, other] = metres
    x, y = to_local(cells["lat"], cells["lon"], network.crs)
    severed, detour = np.zeros(len(cells)), np.full(len(cells), np.nan)
    for i, name in enumerate(cells["cell"]):
        ratios = []
        for j, other in enumerate(cells["cell"]):
            if i == j:
                continue
            crow = float(np.hypot(x[i] - x[j], y[i] - y[j]))
            walk = slow_metres(network, between, snaps, i, snaps, j)
            if h3.grid_distance(name, other) == 1:
                severed[i] += walk > 3000 or (walk > 1.5 * crow and walk - crow > 400)
            if 400 <= crow <= 1200:
                ratios.append(min(walk / crow, 5.0))
        detour[i] = np.mean(ratios) if ratios else np.nan
    return severed, detour


@pytest.mark.parametrize("bridges", [(), (3,), (0, 36), (17,)])
def test_counts_and_detours_are_those_of_networkx(bridges):
    network = town(bridges=bridges)
    cells = cell_table(network)
    found = measured(network, cells)
    severed, detour = oracle(network, cells)
    np.testing.assert_array_equal(found.cells["severed_neighbours_n"], severed)
    np.testing.assert_allclose(found.cells["detour_ratio"], detour, rtol=1e-9)
    assert severed.sum() == 2 * len(found.pairs)


@pytest.mark.parametrize("at_once", [1, 40, 1000])
def test_how_many_pairs_are_looked_at_together_changes_nothing(monkeypatch, at_once):
    network = town(bridges=(2, 30))
    cells = cell_table(network)
    usual = measured(network, cells)
    monkeypatch.setattr(neighbours, "_AT_ONCE", at_once)
    monkeypatch.setattr(neighbours, "_ORIGINS_AT_ONCE", at_once)
    other = measured(network, cells)
    pd.testing.assert_frame_equal(other.cells, usual.cells, check_exact=True)
    pd.testing.assert_frame_equal(other.pairs, usual.pairs, check_exact=True)


@pytest.mark.parametrize("look_first_m", [150.0, 900.0, 9000.0])
def test_how_far_one_looks_first_changes_nothing(look_first_m):
    network = town(bridges=(2, 30))
    cells = cell_table(network)
    usual = measured(network, cells)
    other = measured(network, cells, limits=SeveranceLimits(look_first_m=look_first_m))
    pd.testing.assert_frame_equal(other.cells, usual.cells, check_exact=True)
    pd.testing.assert_frame_equal(other.pairs, usual.pairs, check_exact=True)


def test_open_streets_sever_nobody_and_a_railway_without_a_bridge_does():
    open_town = town(railway_at=None)
    cells = cell_table(open_town)
    assert not len(measured(open_town, cells).pairs)
    found = measured(town(), cells).pairs
    assert len(found) > 3
    assert np.isinf(found["walk_m"]).all()
    y = to_local(cells["lat"], cells["lon"], CRS)[1] - NORTH
    assert ((y[found["row_a"]] < RAILWAY) != (y[found["row_b"]] < RAILWAY)).all()


def test_minutes_and_score_of_a_pair():
    network = town(bridges=(0,))
    cells = cell_table(network)
    cells.loc[cells.index % 2 == 0, "population_n"] = 40.0
    pairs = measured(network, cells).pairs
    speed = Parameters().walk_m_per_s * 60
    reached = pairs[np.isfinite(pairs["walk_m"])]
    assert len(reached)
    np.testing.assert_allclose(reached["extra_min"], (reached["walk_m"] - reached["crow_m"]) / speed)
    people = cells["population_n"].to_numpy()
    np.testing.assert_array_equal(pairs["people_n"], np.minimum(people[pairs["row_a"]], people[pairs["row_b"]]))
    np.testing.assert_allclose(pairs["score"], pairs["people_n"] * pairs["extra_min"])
    assert (pairs["cell_a"] < pairs["cell_b"]).all()


def test_both_limits_are_passed_not_met():
    # A street of 400 m more than the crow flies exactly is not severed; a metre more is.
    network = town(bridges=(0,))
    cells = cell_table(network)
    pairs = measured(network, cells).pairs
    pairs = pairs[np.isfinite(pairs["walk_m"])]
    extra = float((pairs["walk_m"] - pairs["crow_m"]).min())
    ratio = float((pairs["walk_m"] / pairs["crow_m"]).min())
    least = int(np.argmin(pairs["walk_m"] - pairs["crow_m"]))
    for limits, is_there in ((SeveranceLimits(extra_m=extra), False), (SeveranceLimits(extra_m=extra - 0.01), True)):
        again = measured(network, cells, limits=limits).pairs
        key = pairs.iloc[least][["cell_a", "cell_b"]].tolist()
        assert (again[["cell_a", "cell_b"]] == key).all(axis=1).any() == is_there
    assert ratio > 1.5


def test_near_the_edge_of_the_map_nothing_is_said():
    network = town()
    cells = cell_table(network)
    edge = np.full(len(cells), FAR_FROM_EDGE)
    row = int(measured(network, cells).pairs["row_a"].iloc[0])
    edge[row] = 1200.0
    found = measured(network, cells, edge_m=edge)
    assert np.isnan(found.cells["severed_neighbours_n"][row])
    assert not ((found.pairs["row_a"] == row) | (found.pairs["row_b"] == row)).any()
    assert np.isfinite(found.cells["severed_neighbours_n"].drop(row)).all()
    assert np.isfinite(found.cells["detour_ratio"]).all()
    everywhere = measured(network, cells, edge_m=None)  # the whole town is smaller than the collar
    assert everywhere.cells["severed_neighbours_n"].isna().all()


def test_off_the_network_nothing_is_known():
    network = town()
    cells = cell_table(network)
    snaps = snap_points(network, cells["lat"], cells["lon"])
    snaps.link[5] = -1
    found = measured(network, cells, snaps=snaps)
    assert found.cells.loc[5].isna().all()
    assert not ((found.pairs["row_a"] == 5) | (found.pairs["row_b"] == 5)).any()


def test_a_path_drawn_a_little_short_is_a_gap_in_the_map_unless_something_lies_between():
    # Streets along both sides of a lane 10 m wide that nobody has joined.
    network = town(railway_at=HALF + 30.0)
    row = SIZE // 2
    y = network.y.copy()
    y[network.y > NORTH + row * STEP + 1] -= STEP - 10.0
    network = replace(network, y=y)
    lat, lon = to_degrees(network.x, network.y, CRS)
    network = replace(network, lat=lat, lon=lon)
    cells = cell_table(network)
    far = line(-5000.0)
    gap = measured(network, cells, barriers=far)
    assert (gap.pairs["check"] == MAPPING_GAP).any()
    assert set(gap.pairs["check"]) <= {MAPPING_GAP, FAR_FROM_STREET}
    counted = gap.pairs["check"] != MAPPING_GAP
    assert gap.cells["severed_neighbours_n"].sum() == 2 * counted.sum()
    railway = measured(network, cells, barriers=line(row * STEP + 5.0))
    assert (railway.pairs["check"] == SEVERED).any()
    assert not (railway.pairs["check"] == MAPPING_GAP).any()


def test_fields_are_not_laid_to_the_charge_of_the_streets():
    # One street along x; cells on either side walk to it across fields.
    xs = [float(x) for x in range(0, 2161, 60)]
    network = streets(xs, [HALF] * len(xs), [(i, i + 1) for i in range(len(xs) - 1)])
    cells = cell_table(network)
    pairs = measured(network, cells).pairs
    assert len(pairs)
    assert (pairs["check"] == FAR_FROM_STREET).all()


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=6), st.data())
def test_removing_a_crossing_never_lowers_severance(bridges, data):
    kept = tuple(sorted(bridges))
    lost = data.draw(st.sampled_from(kept))
    # The bridge to be removed is the last link, so that points keep theirs; centres are never snapped to bridges.
    order = (*[bridge for bridge in kept if bridge != lost], lost)
    before = town(bridges=order)
    after = town(bridges=order[:-1])
    cells = cell_table(before)
    snaps = snap_points(after, cells["lat"], cells["lon"])
    barrier = line(RAILWAY)
    first, second = (measured(each, cells, snaps=snaps, barriers=barrier) for each in (before, after))
    for name in ("severed_neighbours_n", "detour_ratio"):
        assert (second.cells[name] >= first.cells[name] - 1e-9).all()
    assert second.pairs["score"].sum() >= first.pairs["score"].sum() - 1e-6


def test_what_severs_is_named_and_drawn_as_one_line():
    network = town(bridges=(0,))
    cells = cell_table(network)
    pairs = measured(network, cells).pairs
    stream = line(
        RAILWAY + 8.0, "water", "Mill Brook"
    )  # shares the railway's bridge and has a bridge of its own nowhere
    road = line(HALF - STEP * 2 + 5.0, "road", "High Street")  # crossed by every street
    both = pd.concat([road, line(RAILWAY)], ignore_index=True)
    named = name_causes(pairs, network, both, cells)
    crosses = named["cause_kind"] == "rail"
    assert crosses.mean() > 0.9
    assert not (named["cause_kind"] == "road").any()
    assert (named.loc[crosses, "way_across_m"] > 100).all()
    lines = severance_lines(named, both, cells)
    rail = lines[lines["kind"] == "rail"]
    assert rail["name"].tolist() == ["the railway (Branch Line)"]
    top = rail.iloc[0]
    assert top["pairs_n"] == crosses.sum()
    assert top["people_n"] == 100.0 * len(top["cells"])
    assert top["score"] == pytest.approx(named.loc[crosses, "score"].sum())
    local = gpd.GeoSeries([top.geometry], crs="EPSG:4326").to_crs(CRS)[0]
    assert local.geom_type in ("LineString", "MultiLineString")
    assert np.allclose(shapely.get_coordinates(local)[:, 1] - NORTH, RAILWAY, atol=1.0)
    # Water goes before a railway that one has to go round just as far.
    with_stream = name_causes(pairs, network, pd.concat([both, stream], ignore_index=True), cells)
    assert (with_stream["cause_name"] == "Mill Brook").any()


def test_a_dual_carriageway_is_crossed_only_where_its_middle_is():
    # Side streets end on both carriageways (20 m apart); only a bridge at the far end joins the two sides.
    network = town(bridges=(0,))
    y = HALF + 30.0
    cells = cell_table(network)
    pairs = measured(network, cells).pairs
    sides = pd.concat([line(y - 28, "road", "Ring Road"), line(y + 28, "road", "Ring Road")], ignore_index=True)
    dual = gpd.GeoDataFrame(
        {"kind": ["road"], "name": ["Ring Road"]}, geometry=[shapely.union_all(sides.geometry)], crs="EPSG:4326"
    )
    named = name_causes(pairs, network, dual, cells)
    assert (named["cause_name"] == "Ring Road").mean() > 0.8


def test_without_a_barrier_the_cause_is_unknown():
    network = town()
    cells = cell_table(network)
    named = name_causes(measured(network, cells).pairs, network, line(-5000.0), cells)
    assert (named["cause_kind"] == UNKNOWN_CAUSE).all()
    lines = severance_lines(named, line(-5000.0), cells)
    assert len(lines) == 1
    assert lines.geometry.iloc[0].length > 0
    assert not len(severance_lines(named.iloc[:0], line(-5000.0), cells))


def test_an_unnamed_outline_of_water_has_the_name_of_its_river():
    network = town()
    cells = cell_table(network)
    river = line(RAILWAY, "water", "River Wren")
    outline = gpd.GeoSeries(river.geometry).to_crs(CRS).buffer(12.0).to_crs("EPSG:4326")
    water = pd.concat(
        [river, gpd.GeoDataFrame({"kind": ["water"], "name": [""]}, geometry=outline.values, crs="EPSG:4326")]
    )
    named = name_causes(measured(network, cells).pairs, network, water.reset_index(drop=True), cells)
    assert set(named["cause_name"]) == {"River Wren"}


def test_barriers_are_taken_from_the_background():
    def feature(layer, name):
        shape = {"type": "LineString", "coordinates": [[0, 51], [0.1, 51]]}
        return {"type": "Feature", "properties": {"layer": layer, "name": name}, "geometry": shape}

    layers = [("road_major", "M4"), ("road_major", "A48(M)"), ("road_major", "A48"), ("rail", ""), ("water", "Usk")]
    found = barriers_of({"type": "FeatureCollection", "features": [feature(*each) for each in [*layers, ("path", "")]]})
    assert found["kind"].tolist() == ["motorway", "motorway", "road", "rail", "water"]


def test_edge_of_the_streets():
    network = town()
    lat, lon = to_degrees([EAST + HALF, EAST + 100, EAST - 500], [NORTH + HALF] * 3, CRS)
    edge = edge_metres(network, lat, lon)
    assert edge[0] == pytest.approx(HALF, abs=15)
    assert edge[1] == pytest.approx(100, abs=15)
    assert edge[2] == 0
    west = gpd.GeoSeries([shapely.box(lon[1] - 0.1, lat[1] - 0.1, lon[1] - 0.0008, lat[1] + 0.1)], crs="EPSG:4326")
    assert edge_metres(network, lat, lon, water=west)[1] > 900  # the sea lies in the west: no edge there


def test_walk_out_of_the_map():
    # A cul-de-sac in the middle of town is no way out; the street that leaves in the east is.
    out = town(railway_at=None)
    x = np.append(out.x, [EAST + 2 * HALF + 200, EAST + HALF + 30]) - EAST
    y = np.append(out.y, [NORTH + HALF, NORTH + HALF + 30]) - NORTH
    middle = (SIZE // 2) * SIZE
    links = [*zip(out.link_u.tolist(), out.link_v.tolist(), strict=True), (middle + SIZE - 1, len(out.x))]
    links.append((middle + SIZE // 2, len(out.x) + 1))
    network = streets(x.tolist(), y.tolist(), links)
    snaps = snap_points(network, *to_degrees([EAST + HALF], [NORTH + HALF], CRS))
    minutes = edge_walk_minutes(network, build_graph(network), snaps, parameters=Parameters())
    assert minutes[0] == pytest.approx((HALF + 200) / 80, abs=0.5)


def test_arrays_of_different_lengths_are_refused():
    network = town()
    cells = cell_table(network)
    with pytest.raises(UsageError, match="one of each"):
        measured(network, cells, snaps=snap_points(network, cells["lat"][:3], cells["lon"][:3]))
