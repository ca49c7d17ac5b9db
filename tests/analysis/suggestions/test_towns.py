"""Suggestions of two whole towns: the demo town's planted barriers, and Newport as it is."""

from __future__ import annotations

import json
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from analysis.parameters import Parameters
from analysis.registry.table import measures
from analysis.scores import baseline_distributions, score_cells
from analysis.severance.lines import barriers_of, name_causes, severance_lines
from analysis.severance.neighbours import SEVERED, Severance, severance
from analysis.suggestions.drafts import bumping_nearby, suggest, town_medians
from analysis.suggestions.keys import split_list
from analysis.suggestions.rules import Town
from analysis.walking.graph import snap_points
from analysis.walking.street_edge import edge_metres, edge_walk_minutes
from analysis.walking.streets import Snap
from geo.osm import load_place_kinds

NOT_YET = {"direct_and_frequent"}  # needs the journeys' columns, which the cell table does not keep


@dataclass(frozen=True)
class Case:
    """One town with everything suggestions are made of."""

    cells: pd.DataFrame
    severance: Severance
    suggestions: gpd.GeoDataFrame
    unknown_bands: list[str]
    edge_m: np.ndarray


def case_of(edition) -> Case:
    network, graph, cells, parameters, kinds = (
        edition.network, edition.graph, edition.cells(), Parameters(), load_place_kinds(),
    )  # fmt: skip
    snaps = snap_points(network, cells["lat"], cells["lon"])
    off = ~cells["on_network"].to_numpy(bool)
    snaps = Snap(np.where(off, -1, snaps.link).astype(np.int32), snaps.along_m, snaps.snap_m)
    barriers = barriers_of(json.loads(edition.background_path.read_text(encoding="utf-8")))
    water = barriers.geometry[(barriers["kind"] == "water") & (barriers.geom_type == "Polygon")]
    people = cells["population_n"] if cells["population_n"].notna().any() else cells["weight_n"]
    edge = edge_metres(network, cells["lat"], cells["lon"], water=water)
    cut = severance(
        network, graph, snaps, cell=cells["cell"], lat=cells["lat"], lon=cells["lon"], people_n=people,
        parameters=parameters, edge_m=edge, barriers=barriers,
    )  # fmt: skip
    pairs = cut.pairs[(cut.pairs["check"] == SEVERED) & (cut.pairs["people_n"] > 0)]
    lines = severance_lines(name_causes(pairs, network, barriers, cells), barriers, cells)
    registry = measures([(kind.key, kind.title) for kind in kinds], parameters=parameters, noun="people")
    scores = score_cells(cells, registry, baseline=baseline_distributions(cells, registry)).table
    access = edition.place_access()
    near = bumping_nearby(
        graph,
        snaps,
        edition.places(),
        access,
        snap_points(network, access["lat"], access["lon"]),
        parameters=parameters,
    )
    out = pd.Series(edge_walk_minutes(network, graph, snaps, parameters=parameters, water=water), name="edge_walk_min")
    names = [name for name in scores.columns if name not in cells]
    table = pd.concat([cells, scores[names].reset_index(drop=True), near, cut.cells, out], axis=1)
    table = table.loc[:, ~table.columns.duplicated(keep="last")]
    manifest = edition.manifest
    unknown = [name for name, band in manifest["bands"].items() if not band["is_known"]]
    town = Town(
        manifest["centre"]["lat"], manifest["centre"]["lon"], town_medians(cells, unknown_bands=unknown),
        unknown_bands=unknown, noun=manifest["weight"]["noun"],
    )  # fmt: skip
    bumping = [kind.key for kind in kinds if kind.is_bumping_place]
    return Case(table, cut, suggest(table, town, severed=lines, bumping_kinds=bumping), unknown, edge)


@pytest.fixture(scope="module")
def demo(demo_atlas) -> Case:
    return case_of(demo_atlas.edition())


@pytest.fixture(scope="module")
def newport(newport_atlas) -> Case:
    return case_of(newport_atlas.edition())


def _planted():
    from everyday.demo.planted import PLANTED

    return [each for each in PLANTED if each.rule not in NOT_YET]


@pytest.mark.slow
@pytest.mark.parametrize("planted", _planted(), ids=lambda each: f"{each.rule} in {each.place}")
def test_what_was_planted_is_found_once(demo, planted):
    mine = demo.suggestions[demo.suggestions["rule"] == planted.rule]
    crs = mine.estimate_utm_crs()
    point = gpd.GeoSeries([shapely.Point(planted.lon, planted.lat)], crs=4326).to_crs(crs)[0]
    here = mine[mine.to_crs(crs).distance(point) < 300]
    if planted.rule == "severed_on_foot":
        here = here[here["title"].str.contains(planted.place)]
        assert mine["title"].str.contains(planted.place).sum() == 1
    assert len(here) == 1
    row = here.iloc[0]
    assert row["kind"] == planted.kind
    if planted.people and planted.kind == "barrier":
        assert row["people_n"] == pytest.approx(planted.people, rel=0.4)


@pytest.mark.slow
def test_no_barrier_of_the_demo_town_that_was_not_planted(demo):
    found = demo.suggestions[demo.suggestions["kind"] == "barrier"]
    assert sorted(found["rule"]) == sorted(each.rule for each in _planted() if each.kind == "barrier")


@pytest.mark.slow
def test_the_list_of_the_edition_has_what_was_planted_and_no_other_barrier(demo_atlas):
    from everyday.demo.planted import PLANTED

    found = demo_atlas.edition().suggestions()
    barriers = found[found["kind"] == "barrier"]
    assert sorted(barriers["rule"]) == sorted(each.rule for each in PLANTED if each.kind == "barrier")
    direct = found[found["rule"] == "direct_and_frequent"]
    assert len(direct) == 1
    assert "line 1" in direct["title"].iloc[0]


@pytest.mark.slow
def test_the_demo_town_is_neither_well_nor_badly_served(demo):
    lived = demo.cells[demo.cells["weight_n"] > 0]
    order = lived.sort_values("centre_min_am")
    middle = order["weight_n"].cumsum().searchsorted(order["weight_n"].sum() / 2)
    assert 20 <= order["centre_min_am"].iloc[middle] <= 27
    order = lived.sort_values("city_reach_45min_share_am")
    middle = order["weight_n"].cumsum().searchsorted(order["weight_n"].sum() / 2)
    assert 0.6 <= order["city_reach_45min_share_am"].iloc[middle] <= 0.8


@pytest.mark.slow
@pytest.mark.data
def test_newport_says_nothing_of_what_is_not_known(newport):
    assert newport.unknown_bands == ["sunday"]
    found = newport.suggestions
    assert "sunday_cut" not in set(found["rule"])
    assert found["people_n"].isna().all()  # points of small areas are not people
    cells = newport.cells.set_index("cell")
    for row in found.itertuples():
        members = cells.loc[split_list(row.cells)]
        assert len(members) >= 3
        assert members["on_network"].all()
        assert (members["weight_n"] > 0).all()
        assert len(row.title) <= 80


@pytest.mark.slow
@pytest.mark.data
def test_newport_severs_nobody_at_the_edge_of_the_map(newport):
    near = newport.edge_m <= 1200
    counts = newport.severance.cells["severed_neighbours_n"]
    assert counts[near].isna().all()
    assert counts[~near & newport.cells["on_network"].to_numpy(bool)].notna().all()
    rows = newport.severance.pairs[["row_a", "row_b"]].to_numpy()
    assert not near[rows].any()
    severed = newport.suggestions[newport.suggestions["rule"] == "severed_on_foot"]["title"].str.cat(sep="\n")
    assert "by the railway (South Wales Main Line)" in severed
    assert "by the River Usk" in severed


@pytest.mark.slow
@pytest.mark.data
def test_newport_duffryn_is_tightly_knit_but_cut_off(newport):
    tight = newport.suggestions[newport.suggestions["rule"] == "tight_but_cut_off"]
    assert tight["title"].str.contains("Tredegar Park").any()
    # Marshfield's stops stand outside the street data: its buses are not known, so nothing is said of them.
    poor = newport.suggestions[newport.suggestions["rule"] == "poor_transport"]
    assert not poor["title"].str.contains("Mallards Reach").any()
