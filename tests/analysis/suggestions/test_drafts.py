"""Suggested barriers and enablers: each rule at its threshold, dissolving, ranking, keys, words."""

from __future__ import annotations

import json
import math

import geopandas as gpd
import h3
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.suggestions.drafts import COLUMNS, suggest, touching_groups, town_medians
from analysis.suggestions.keys import carry_keys, new_key, split_list
from analysis.suggestions.limits import SuggestionRules, rules_from
from analysis.suggestions.rules import RULES, Town, find
from geo.crs import haversine_m
from geo.errors import UsageError

CENTRE = (51.59, -3.0)
MEDIAN = {
    "centre_min_am": 24.0, "city_reach_45min_share_am": 0.6, "city_reach_45min_share_evening": 0.5,
    "city_reach_45min_share_sunday": 0.4, "bumping_places_15min_n": 9.0,
}  # fmt: skip
KINDS = ("green_space", "school", "convenience_shop", "supermarket", "pharmacy", "doctor", "cafe")
BUMPING = ("green_space", "cafe")


def town(**more) -> Town:
    return Town(*CENTRE, **{"median": MEDIAN, **more})


def good_cells(number: int = 7, *, people: float = 200.0) -> pd.DataFrame:
    """Touching cells about 4 km north of the centre about which there is nothing to suggest."""
    middle = h3.latlng_to_cell(CENTRE[0] + 0.036, CENTRE[1], 9)
    ring = 0
    while len(h3.grid_disk(middle, ring)) < number:
        ring += 1
    names = sorted(h3.grid_disk(middle, ring))[:number]
    centres = np.array([h3.cell_to_latlng(name) for name in names])
    table = pd.DataFrame({"cell": names, "cell_name": "Around Mill Street", "area_id": "W1", "area_name": "Pill"})
    table["lat"], table["lon"] = centres[:, 0], centres[:, 1]
    table["population_n"] = table["weight_n"] = people
    table["on_network"] = True
    table["centre_min_am"] = 24.0
    for band in ("am", "evening", "sunday"):
        table[f"city_reach_45min_share_{band}"] = 0.6
        table[f"direct_departures_per_h_{band}"] = 2.0
        table[f"direct_line_{band}"] = "5"
    for kind in KINDS:
        table[f"nearest_{kind}_min"] = 6.0
    table["bumping_places_15min_n"] = 8.0
    table["amenity_completeness_share"] = 0.9
    table["bumping_places_5min_n"], table["bumping_kinds_5min_n"] = 2.0, 2.0
    table["transit_indirectness"], table["usual_journey_lines"] = 1.2, "7"
    table["typology"], table["city_score"], table["neighbourhood_score"] = "connected", 60.0, 60.0
    return table


def rules_found(cells: pd.DataFrame, **more) -> set[str]:
    return set(suggest(cells, more.pop("town", town()), bumping_kinds=BUMPING, **more)["rule"])


CROW_KM = float(haversine_m(*good_cells(1)[["lat", "lon"]].to_numpy()[0], *CENTRE)) / 1000
DIRECT_MIN = 1.5 * (10 + 3 * CROW_KM)
TINY = 1e-6


def test_nothing_to_suggest_about_a_good_place():
    assert rules_found(good_cells()) == set()


# rule, columns that meet it just so, columns that fall just short of it
THRESHOLDS = [
    ("poor_transport", {"centre_min_am": 36 + TINY, "city_reach_45min_share_am": 0.3 - TINY}, {"centre_min_am": 36.0}),
    ("poor_transport", {"centre_min_am": 40.0, "city_reach_45min_share_am": 0.3 - TINY},
     {"city_reach_45min_share_am": 0.3}),
    ("poor_transport", {"centre_min_am": np.nan, "city_reach_45min_share_am": 0.2}, {"city_reach_45min_share_am": 0.3}),
    ("indirect_bus", {"transit_indirectness": 1.6, "centre_min_am": 60.0}, {"transit_indirectness": 1.6 - TINY}),
    ("evening_cut", {"city_reach_45min_share_evening": 0.3 - TINY}, {"city_reach_45min_share_evening": 0.3}),
    ("sunday_cut", {"city_reach_45min_share_sunday": 0.3 - TINY}, {"city_reach_45min_share_sunday": 0.3}),
    ("sunday_cut", {"city_reach_45min_share_am": 0.1, "city_reach_45min_share_sunday": 0.0,
                    "city_reach_45min_share_evening": 0.1}, {"city_reach_45min_share_am": 0.1 - TINY}),
    ("no_bumping_place", {"bumping_places_15min_n": 0.0}, {"bumping_places_15min_n": 1.0}),
    ("missing_amenity", {"nearest_school_min": 20 + TINY}, {"nearest_school_min": 20.0}),
    ("missing_amenity", {"nearest_pharmacy_min": 21.0, "nearest_doctor_min": 21.0}, {"nearest_doctor_min": 20.0}),
    ("missing_amenity", {"nearest_supermarket_min": 21.0, "nearest_convenience_shop_min": 21.0},
     {"nearest_supermarket_min": 20.0}),
    ("missing_amenity", {"nearest_green_space_min": 21.0}, {"nearest_green_space_min": 19.0}),
    ("tight_but_cut_off", {"typology": "self-contained", "city_score": 25 - TINY}, {"city_score": 25.0}),
    ("tight_but_cut_off", {"typology": "self-contained", "city_score": 10.0}, {"typology": "cut-off"}),
    ("bumping_cluster", {"bumping_places_5min_n": 5.0, "bumping_kinds_5min_n": 3.0}, {"bumping_places_5min_n": 4.0}),
    ("bumping_cluster", {"bumping_places_5min_n": 5.0, "bumping_kinds_5min_n": 3.0}, {"bumping_kinds_5min_n": 2.0}),
    ("direct_and_frequent", {f"direct_departures_per_h_{band}": 4.0 for band in ("am", "evening", "sunday")},
     {"direct_departures_per_h_sunday": 4 - TINY}),
    ("direct_and_frequent", {f"direct_departures_per_h_{band}": 4.0 for band in ("am", "evening", "sunday")},
     {"direct_line_sunday": "6"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "meets", "short"), THRESHOLDS)
def test_threshold(rule, meets, short):
    cells = good_cells().assign(**meets)
    if rule == "poor_transport":
        cells.loc[0, "centre_min_am"] = 24.0  # somewhere the centre is reached
    assert rule in rules_found(cells)
    assert rule not in rules_found(cells.assign(**short))


def test_indirect_bus_asks_for_distance_and_minutes():
    cells = good_cells(1, people=400).assign(transit_indirectness=2.0, centre_min_am=DIRECT_MIN + TINY)
    assert "indirect_bus" in rules_found(cells)
    assert "indirect_bus" not in rules_found(cells.assign(centre_min_am=DIRECT_MIN - TINY))
    lat, lon = float(cells["lat"].iloc[0]), float(cells["lon"].iloc[0])
    near = cells.assign(centre_min_am=90.0)
    for metres, is_there in ((2000.5, True), (1999.5, False)):
        moved = Town(lat - math.degrees(metres / 6_371_008.8), lon, MEDIAN)
        assert ("indirect_bus" in rules_found(near, town=moved)) == is_there


@pytest.mark.parametrize("rule", sorted({each[0] for each in THRESHOLDS}))
@pytest.mark.parametrize("how", ["nan", "absent", "off network", "no weight"])
def test_what_is_not_known_suggests_nothing(rule, how):
    for name, meets, _ in THRESHOLDS:
        if name != rule:
            continue
        cells = good_cells().assign(**meets)
        if how == "nan":
            numbers = [column for column in meets if column != "typology"]
            cells[numbers] = np.nan
        elif how == "absent":
            cells = cells.drop(columns=list(meets))
        elif how == "off network":
            cells["on_network"] = False
        else:
            cells["weight_n"] = 0.0
        assert rule not in rules_found(cells)


def test_an_unknown_band_is_silent():
    cells = good_cells().assign(city_reach_45min_share_sunday=0.0, city_reach_45min_share_evening=0.0)
    assert rules_found(cells) == {"evening_cut", "sunday_cut"}
    assert rules_found(cells, town=town(unknown_bands=("sunday",))) == {"evening_cut"}
    # A line need be frequent in the known bands only.
    cells = good_cells().assign(direct_departures_per_h_am=6.0, direct_departures_per_h_evening=5.0)
    assert rules_found(cells) == set()
    assert rules_found(cells, town=town(unknown_bands=("sunday",))) == {"direct_and_frequent"}
    everything = town(unknown_bands=("am", "evening", "sunday"))
    assert rules_found(cells, town=everything) == set()


def test_where_no_centre_time_is_known_nobody_is_called_unreachable():
    cells = good_cells().assign(centre_min_am=np.nan, city_reach_45min_share_am=0.1)
    assert "poor_transport" not in rules_found(cells)


def test_near_the_edge_of_the_map_nothing_is_called_missing():
    cells = good_cells().assign(bumping_places_15min_n=0.0, nearest_school_min=40.0, edge_walk_min=15.0)
    assert rules_found(cells) == set()
    assert rules_found(cells.assign(edge_walk_min=18.0)) == {"no_bumping_place"}
    assert rules_found(cells.assign(edge_walk_min=np.inf)) == {"no_bumping_place", "missing_amenity"}
    assert rules_found(cells.assign(edge_walk_min=np.nan)) == set()
    # A stop may stand just outside the map.
    poor = good_cells().assign(centre_min_am=60.0, city_reach_45min_share_am=0.1, nearest_stop_min=9.0)
    assert "poor_transport" in rules_found(poor.assign(edge_walk_min=10.0))
    assert "poor_transport" not in rules_found(poor.assign(edge_walk_min=8.0))
    assert "poor_transport" not in rules_found(poor.assign(edge_walk_min=8.0, nearest_stop_min=np.nan))


def test_a_kind_that_the_map_has_nowhere_is_not_mapped():
    assert rules_found(good_cells().assign(nearest_doctor_min=np.nan, nearest_pharmacy_min=30.0)) == set()
    some = good_cells().assign(nearest_school_min=np.nan)
    some.loc[0, "nearest_school_min"] = 5.0
    found = suggest(some, town(), bumping_kinds=BUMPING).iloc[0]
    assert (found["rule"], found["people_n"]) == ("missing_amenity", 1200)
    assert found["score"] == 1200 * 60


def test_brute_force_of_two_rules():
    random = np.random.default_rng(11)
    cells = good_cells(150, people=1.0)
    number = len(cells)
    cells["centre_min_am"] = np.where(random.random(number) < 0.15, np.nan, random.uniform(10, 70, number).round(1))
    cells["city_reach_45min_share_am"] = random.uniform(0, 1, number).round(2)
    cells["city_reach_45min_share_evening"] = random.uniform(0, 1, number).round(2)
    cells["weight_n"] = cells["population_n"] = random.integers(0, 3, number).astype(float)
    cells["on_network"] = random.random(number) < 0.9
    found = find(cells, town(), SuggestionRules(), bumping_kinds=BUMPING)
    for row in range(number):
        minutes, reach, evening = (
            float(cells[name][row])
            for name in ("centre_min_am", "city_reach_45min_share_am", "city_reach_45min_share_evening")
        )
        counts = bool(cells["on_network"][row]) and cells["weight_n"][row] > 0
        poor = counts and (math.isnan(minutes) or minutes > max(30.0, 1.5 * 24.0)) and reach < 0.5 * 0.6
        cut = counts and reach >= 0.1 and evening < 0.5 * reach
        assert found["poor_transport"].holds[row] == poor
        assert found["evening_cut"].holds[row] == cut
        excess = (60.0 if math.isnan(minutes) else minutes - 36.0) if poor else 0.0
        assert found["poor_transport"].excess[row] == pytest.approx(excess)
        assert found["evening_cut"].excess[row] == pytest.approx(60 * (1 - evening / reach) if cut else 0.0)


def test_cells_that_touch_are_one_suggestion_and_the_weightiest_comes_first():
    cells = good_cells(60)
    chosen = cells["cell"].iloc[0]
    near = set(h3.grid_disk(chosen, 1))
    cells["nearest_school_min"] = np.where(cells["cell"].isin(near), 30.0, 6.0)
    far = [name for name in cells["cell"] if h3.grid_distance(name, chosen) >= 4]
    pair = {far[0], *h3.grid_disk(far[0], 1)} & set(cells["cell"])
    cells.loc[cells["cell"].isin(pair), "nearest_school_min"] = 55.0
    found = suggest(cells, town(), bumping_kinds=BUMPING)
    assert [set(split_list(text)) for text in found["cells"]] == [pair, near & set(cells["cell"])]
    assert found["score"].tolist() == [200 * len(pair) * 35, 200 * len(near & set(cells["cell"])) * 10]
    assert found["people_n"].tolist() == [200 * len(pair), 200 * len(near & set(cells["cell"]))]
    assert list(found.columns) == list(COLUMNS)
    assert found.crs == "EPSG:4326"
    assert found.geometry.geom_type.tolist() == ["Polygon", "Polygon"]


def test_too_few_people_are_too_small_to_suggest():
    assert rules_found(good_cells(2, people=150).assign(nearest_school_min=30.0)) == {"missing_amenity"}
    assert rules_found(good_cells(2, people=149).assign(nearest_school_min=30.0)) == set()
    uncounted = good_cells(3, people=1).assign(population_n=np.nan, nearest_school_min=30.0)
    found = suggest(uncounted, town(noun="small areas"), bumping_kinds=BUMPING)
    assert found["rule"].tolist() == ["missing_amenity"]
    assert math.isnan(found["people_n"].iloc[0])
    assert found["score"].iloc[0] == 30.0
    assert found["sentence"].iloc[0].startswith("3 small areas in Pill have no school (nearest 30 minutes)")
    assert rules_found(uncounted.iloc[:2]) == set()


def test_sentence_and_evidence_say_the_numbers_and_the_towns():
    cells = good_cells(60, people=85).assign(cell_name="Around Duffryn Library", area_name="Tredegar Park")
    poor = cells["cell"].isin(h3.grid_disk(cells["cell"].iloc[30], 2))
    cells.loc[poor, "centre_min_am"] = 48.2
    cells.loc[poor, "city_reach_45min_share_am"] = 0.11
    cells.loc[~poor, "cell_name"] = "Around the Castle"
    row = suggest(cells, town(), bumping_kinds=BUMPING).iloc[0]
    assert row["title"] == "Poor transport link, around Duffryn Library (Tredegar Park)"
    people = int(poor.sum()) * 85
    assert row["sentence"] == (
        f"About {round(people, -2):,} people around Duffryn Library (Tredegar Park) take 48 minutes to the centre on a "
        "typical weekday morning departure; half the town takes 24 minutes or less."
    )
    evidence = json.loads(row["evidence_json"])
    assert evidence["centre_min_am"] == 48.2
    assert evidence["town_centre_min_am"] == 24.0
    assert evidence["limit_min"] == 36.0
    assert (row["kind"], row["level"], row["area_ids"]) == ("barrier", "city", "W1")


def test_every_rule_speaks_in_short_titles():
    long = "Around " + "The Very Long Name of a Community and Leisure Centre in the Middle of Nowhere " * 2
    seen = set()
    for _, meets, _ in THRESHOLDS:
        cells = good_cells().assign(**meets, cell_name=long)
        cells.loc[0, "centre_min_am"] = 24.0
        for row in suggest(cells, town(noun="cells"), bumping_kinds=BUMPING).itertuples():
            assert len(row.title) <= 80
            assert row.sentence[0].isupper() or row.sentence[0].isdigit()
            assert row.sentence.endswith(".")
            assert "nan" not in row.sentence
            assert "NaN" not in row.evidence_json
            assert RULES[row.rule].kind == row.kind
            seen.add(row.rule)
    assert seen == set(RULES) - {"severed_on_foot"}


def test_what_severs_is_a_suggestion_with_its_line():
    cells = good_cells(7)
    line = {
        "kind": "water", "name": "River Usk", "pairs_n": 3, "people_n": 1400.0, "weight_n": 1400.0, "score": 9000.0,
        "extra_min": 14.4, "unreachable_n": 1, "cells": sorted(cells["cell"]),
        "geometry": shapely.LineString([(0, 51), (1, 51)]),
    }  # fmt: skip
    severed = gpd.GeoDataFrame([line, line | {"cells": line["cells"][:1], "score": 5.0}], geometry="geometry", crs=4326)
    found = suggest(cells, town(), severed=severed, bumping_kinds=BUMPING)
    assert len(found) == 1  # one cell of 200 people is too small
    row = found.iloc[0]
    assert row["title"] == "Cut off on foot by the River Usk, in Pill"
    assert row["sentence"] == (
        "About 1,400 people live beside the River Usk in Pill; at 3 places the walk to the other side takes about 14 "
        "minutes longer than the straight line; at 1 of them there is no way round within 3 km."
    )
    assert (row["rule"], row["score"], row.geometry.geom_type) == ("severed_on_foot", 9000.0, "LineString")


def test_keys_stay_from_edition_to_edition():
    cells = good_cells(60)
    block = sorted(h3.grid_disk(cells["cell"].iloc[30], 1))
    first = suggest(
        cells.assign(nearest_school_min=np.where(cells["cell"].isin(block), 30.0, 6.0)), town(), bumping_kinds=BUMPING
    )
    assert first["key"].iloc[0] == new_key("missing_amenity", block)
    smaller = suggest(
        cells.assign(nearest_school_min=np.where(cells["cell"].isin(block[:3]), 25.0, 6.0)),
        town(),
        bumping_kinds=BUMPING,
        earlier=first,
    )
    assert smaller["key"].tolist() == first["key"].tolist()
    elsewhere = suggest(
        cells.assign(nearest_school_min=np.where(cells["cell"].isin(block[:2]), 25.0, 6.0)),
        town(),
        bumping_kinds=BUMPING,
        earlier=first,
    )
    assert elsewhere["key"].tolist() != first["key"].tolist()  # 2 of 7 cells: Jaccard 0.29


def test_the_largest_overlap_wins_and_each_key_is_used_once():
    earlier = pd.DataFrame({"key": ["k1", "k2"], "rule": ["r", "r"], "cells": ["a; b; c; d", "x; y; z"]})
    keys = carry_keys(["r", "r", "s"], [{"a", "b"}, {"b", "c", "d"}, {"x", "y", "z"}], earlier)
    assert keys[0] == new_key("r", ["a", "b"])
    assert keys[1] == "k1"
    assert keys[2] == new_key("s", ["x", "y", "z"])
    at_limit = pd.DataFrame({"key": ["k"], "rule": ["r"], "cells": ["a; b; c; d; e; f; g; h; i; j"]})
    assert carry_keys(["r"], [{"a", "b", "c"}], at_limit) == ["k"]
    assert carry_keys(["r"], [{"a", "b"}], at_limit) != ["k"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=1), min_size=1, max_size=6), st.randoms())
def test_keys_do_not_depend_on_order_and_are_never_shared(groups, random):
    # Groups of one rule never share a cell.
    taken: set[str] = set()
    parts = []
    for group in groups:
        if group - taken:
            parts.append(sorted(group - taken))
            taken |= group
    earlier = pd.DataFrame({"key": [f"k{i}" for i in range(3)], "rule": "r", "cells": ["a; b; c", "d; e", "f; g; h"]})
    keys = carry_keys(["r"] * len(parts), parts, earlier)
    assert len(set(keys)) == len(keys)
    order = list(range(len(parts)))
    random.shuffle(order)
    again = carry_keys(["r"] * len(parts), [parts[i] for i in order], earlier)
    assert again == [keys[i] for i in order]


def test_groups_touch_along_an_edge_of_cells():
    middle = h3.latlng_to_cell(51.6, -3.0, 9)
    ring = sorted(h3.grid_ring(middle, 2))
    names = [middle, *ring]
    groups = touching_groups(names, np.ones(len(names), bool))
    assert sorted(len(group) for group in groups) == [1, 12]
    assert touching_groups(names, np.zeros(len(names), bool)) == []


def test_median_counts_a_centre_out_of_reach_as_far():
    cells = good_cells(3).assign(centre_min_am=[10.0, 20.0, np.nan])
    assert town_medians(cells)["centre_min_am"] == 20.0
    assert town_medians(cells.assign(centre_min_am=[10.0, np.nan, np.nan]))["centre_min_am"] == math.inf
    assert math.isnan(town_medians(cells, unknown_bands=("am",))["centre_min_am"])
    assert math.isnan(town_medians(cells.assign(centre_min_am=np.nan))["centre_min_am"])


def test_thresholds_can_be_set_by_name():
    rules = rules_from({"least_people_n": 1000, "amenity_walk_min": 10})
    cells = good_cells().assign(nearest_school_min=12.0)
    assert rules_found(cells) == set()
    assert rules_found(cells, rules=rules) == {"missing_amenity"}
    assert rules_from({}) == SuggestionRules()
    with pytest.raises(UsageError, match=r"amenity_walk is no threshold; cluster_places_n is -1") as raised:
        rules_from({"amenity_walk": 3, "cluster_places_n": -1, "least_people_n": 5})
    assert "least_people_n" in str(raised.value)


def test_the_callers_table_is_left_alone():
    cells = good_cells().assign(nearest_school_min=30.0)
    before = cells.copy(deep=True)
    suggest(cells, town(), bumping_kinds=BUMPING)
    pd.testing.assert_frame_equal(cells, before)
