"""From cells to areas to the town: totals are conserved, nothing is a mean of means, and the median is a median."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.areas import (
    cell_weights,
    equal_weights,
    roll_up,
    town_summary,
    weighted_centres,
    weighted_mean,
    weighted_median,
    weighted_quantile,
)
from analysis.centre import default_centre
from analysis.registry.table import measures
from geo.errors import UsageError

REGISTRY = measures([("cafe", "café")])
NAMES = ["people_15min_n", "nearest_cafe_min", "centre_min_am"]


def two_areas() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cell b lies in both areas, 300 people on one side and 100 on the other; cell d is off the network."""
    cells = pd.DataFrame(
        {
            "cell": ["a", "b", "c", "d"],
            "lat": [51.0, 51.1, 51.2, 51.3],
            "lon": [-2.0, -2.1, -2.2, -2.3],
            "on_network": [True, True, True, False],
            "nearest_cafe_min": [10.0, 20.0, 40.0, np.nan],
            "centre_min_am": [np.nan, np.nan, 12.0, np.nan],
        }
    )
    pieces = pd.DataFrame(
        {
            "cell": ["a", "b", "b", "c", "d"],
            "area_id": ["W1", "W1", "W2", "W2", "W2"],
            "piece_m2": [100.0, 60.0, 40.0, 100.0, 100.0],
            "piece_share": [1.0, 0.6, 0.4, 1.0, 1.0],
            "weight_n": [100.0, 300.0, 100.0, 100.0, 200.0],
        }
    )
    return cells, pieces.assign(population_n=pieces["weight_n"])


def test_a_shared_cell_counts_by_the_people_of_each_side() -> None:
    cells, pieces = two_areas()
    areas = roll_up(cells, pieces, REGISTRY).set_index("area_id")
    assert areas["nearest_cafe_min"].to_dict() == {"W1": (10 * 100 + 20 * 300) / 400, "W2": (20 * 100 + 40 * 100) / 200}
    assert areas["population_n"].to_dict() == {"W1": 400, "W2": 400}
    assert areas["area_m2"].to_dict() == {"W1": 160, "W2": 240}
    assert areas["known_share"].to_dict() == {"W1": 1, "W2": 0.5}


def test_an_area_without_a_known_value_is_not_known() -> None:
    cells, pieces = two_areas()
    areas = roll_up(cells, pieces, REGISTRY).set_index("area_id")
    assert np.isnan(areas.loc["W1", "centre_min_am"])
    assert areas.loc["W2", "centre_min_am"] == 12
    empty = roll_up(cells, pieces.assign(weight_n=[0, 0, 1, 1, 1]), REGISTRY).set_index("area_id")
    assert np.isnan(empty.loc["W1", "nearest_cafe_min"])
    assert np.isnan(empty.loc["W1", "known_share"])


def test_the_town_is_not_a_mean_of_areas() -> None:
    cells, pieces = two_areas()
    town = town_summary(cells, pieces, REGISTRY)
    assert town.loc["nearest_cafe_min", "value"] == (10 * 100 + 20 * 400 + 40 * 100) / 600
    assert town.loc["nearest_cafe_min", "median"] == 20
    assert town.loc["nearest_cafe_min", "known_share"] == 0.75
    assert town.loc["population_n", "value"] == 800
    assert town.loc["nearest_cafe_min", "absent_share"] == 0
    assert town.loc["centre_min_am", "known_share"] == 0.125


def test_out_of_reach_is_known_and_counts_as_the_longest_time() -> None:
    cells, pieces = two_areas()
    reach = cells.assign(city_reach_45min_share_am=[0.1, 0.2, 0.6, np.nan])  # a and b: known, but no way to the centre
    town = town_summary(reach, pieces, REGISTRY).loc["centre_min_am"]
    assert town["known_share"] == 0.75
    assert town["absent_share"] == 0.625
    assert np.isnan(town["median"])
    assert town["low"] == 12
    assert town["value"] == town["most"] == 12
    centre = REGISTRY["centre_min_am"]
    assert [centre.describe(row) for row in reach.to_dict("records")] == [
        "not within 120 minutes",
        "not within 120 minutes",
        "12 minutes",
        "not known",
    ]


def test_weighted_centres_and_an_area_without_people() -> None:
    cells, pieces = two_areas()
    centres = weighted_centres(cells, pieces.assign(weight_n=[1, 3, 0, 0, 0])).set_index("area_id")
    assert centres.loc["W1", "lat"] == pytest.approx((51.0 + 3 * 51.1) / 4)
    assert centres.loc["W2", "lat"] == pytest.approx((0.4 * 51.1 + 51.2 + 51.3) / 2.4)


def test_without_population_every_cell_on_the_network_weighs_one() -> None:
    cells, pieces = two_areas()
    weighed = equal_weights(pieces, cells["on_network"], cells["cell"].tolist())
    assert weighed["weight_n"].tolist() == pytest.approx([1, 0.6, 0.4, 1, 0])
    assert weighed["population_n"].isna().all()
    per_cell = cell_weights(weighed, cells["cell"].tolist())
    assert per_cell["weight_n"].tolist() == pytest.approx([1, 1, 1, 0])
    assert per_cell["population_n"].isna().all()


def test_pieces_of_another_cover_are_refused() -> None:
    cells, pieces = two_areas()
    with pytest.raises(UsageError, match="not in the cell table"):
        roll_up(cells.iloc[:2], pieces, REGISTRY)


@st.composite
def towns(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    cells_n = draw(st.integers(1, 8))
    number = st.one_of(st.just(float("nan")), st.floats(0, 1000))
    cells = pd.DataFrame({"cell": [f"c{row}" for row in range(cells_n)], "on_network": True})
    for name in NAMES:
        cells[name] = draw(st.lists(number, min_size=cells_n, max_size=cells_n))
    pairs = [(cell, area) for cell in cells["cell"] for area in ("W1", "W2", "W3")]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    weight = draw(st.lists(st.integers(0, 500), min_size=len(chosen), max_size=len(chosen)))
    pieces = pd.DataFrame(chosen, columns=["cell", "area_id"]).assign(
        piece_m2=1.0, piece_share=1.0, weight_n=np.asarray(weight, float), population_n=np.asarray(weight, float)
    )
    return cells, pieces


@settings(deadline=None)
@given(towns())
def test_totals_are_conserved_from_cell_to_area_to_town(town: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    cells, pieces = town
    areas = roll_up(cells, pieces, REGISTRY)
    whole = town_summary(cells, pieces, REGISTRY)["value"]
    per_cell = cell_weights(pieces, cells["cell"].tolist())
    assert areas["population_n"].sum() == pytest.approx(pieces["population_n"].sum(), abs=1e-9)
    assert per_cell["population_n"].sum() == pytest.approx(pieces["population_n"].sum(), abs=1e-9)
    assert whole["population_n"] == pytest.approx(pieces["population_n"].sum(), abs=1e-9)
    for name in NAMES:
        value = dict(zip(cells["cell"], cells[name], strict=True))
        loop = {area: [0.0, 0.0] for area in pieces["area_id"]}
        for row in pieces.itertuples():
            if not np.isnan(value[row.cell]):
                loop[row.area_id][0] += row.weight_n * value[row.cell]
                loop[row.area_id][1] += row.weight_n
        for area, found in zip(areas["area_id"], areas[name], strict=True):
            top, below = loop[area]
            assert found == pytest.approx(top / below if below else np.nan, nan_ok=True)
        top, below = np.sum(list(loop.values()), axis=0)
        assert whole[name] == pytest.approx(top / below if below else np.nan, nan_ok=True)


@settings(deadline=None)
@given(towns(), st.randoms(use_true_random=False), st.floats(0.001, 1000))
def test_neither_the_order_of_rows_nor_the_unit_of_weight_matters(town, shuffler, factor: float) -> None:
    cells, pieces = town
    order = list(range(len(pieces)))
    shuffler.shuffle(order)
    other_order = list(range(len(cells)))
    shuffler.shuffle(other_order)
    before = roll_up(cells, pieces, REGISTRY)[["area_id", "known_share", *NAMES]]
    scaled = pieces.iloc[order].assign(weight_n=pieces["weight_n"].iloc[order] * factor)
    after = roll_up(cells.iloc[other_order], scaled, REGISTRY)[["area_id", "known_share", *NAMES]]
    pd.testing.assert_frame_equal(before, after, rtol=1e-9)


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.floats(1e-6, 1e6))
def test_with_equal_weights_the_median_is_numpys(values: list[float], weight: float) -> None:
    weights = np.full(len(values), weight)
    assert weighted_median(values, weights) == pytest.approx(np.median(values), rel=1e-9, abs=1e-9)
    shares = [0.0, 0.1, 0.25, 0.9, 1.0]
    expected = np.quantile(values, shares, method="averaged_inverted_cdf")
    unit = weighted_quantile(values, np.ones(len(values)), shares)
    assert unit == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 9)), min_size=1, max_size=15))
def test_a_weight_of_three_is_three_people(pairs: list[tuple[int, int]]) -> None:
    values, weights = zip(*pairs, strict=True)
    people = np.repeat(values, weights)
    if not len(people):
        assert np.isnan(weighted_median(values, weights))
        assert np.isnan(weighted_mean(values, weights))
        return
    assert weighted_median(values, weights) == np.median(people)
    assert weighted_mean(values, weights) == pytest.approx(people.mean())


def test_unknown_values_are_left_out_of_medians() -> None:
    assert weighted_median([1, np.nan, 3], [1, 50, 1]) == 2
    assert np.isnan(weighted_median([np.nan], [1]))
    assert weighted_median([5, 9], [np.nan, 1]) == 9


# --- the town centre -------------------------------------------------------------------------------------------------

OUTLINE = shapely.box(-3.1, 51.5, -2.9, 51.7)
NO_PLACES = pd.DataFrame({"place_id": [], "lat": [], "lon": [], "is_bumping_place": []})


def settlements(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["name", "place", "lat", "lon"])


def test_the_centre_is_the_place_with_the_towns_name() -> None:
    known = settlements(
        ("Bigger", "city", 51.6, -3.0), ("Casnewydd", "town", 51.59, -2.99), ("Newport", "town", 51.58, -2.98)
    )
    lat, lon, how = default_centre(known, NO_PLACES, OUTLINE, "Newport")
    assert (lat, lon) == (51.58, -2.98)
    assert "town of Newport" in how
    assert default_centre(known, NO_PLACES, OUTLINE, "Newport buses 2024")[:2] == (51.58, -2.98)
    assert default_centre(known, NO_PLACES, OUTLINE, "CASNEWYDD")[:2] == (51.59, -2.99)


def test_the_largest_class_inside_is_next_and_places_outside_do_not_count() -> None:
    known = settlements(
        ("Far", "city", 51.6, -4.0), ("Elsewhere", "town", 51.69, -3.0), ("Middle", "town", 51.61, -3.0),
        ("Small", "village", 51.6, -3.0),
    )  # fmt: skip
    lat, lon, how = default_centre(known, NO_PLACES, OUTLINE, "Westwards")
    assert (lat, lon) == (51.61, -3.0)
    assert "Middle" in how
    assert "check" in how


def test_without_a_town_the_densest_places_to_meet_are_the_centre() -> None:
    places = pd.DataFrame(
        {
            "place_id": ["n1", "n2", "n3", "n4", "n5"],
            "lat": [51.55, 51.6000, 51.6010, 51.6005, 51.6002],
            "lon": [-3.05, -3.0, -3.0, -3.0, -3.0],
            "is_bumping_place": [True, True, True, True, False],
        }
    )
    lat, lon, how = default_centre(settlements(("Hamlet", "village", 51.6, -3.0)), places, OUTLINE, "Westwards")
    assert (lat, lon) == (pytest.approx(51.6005), -3.0)
    assert "3 within 400 m" in how
    shuffled = default_centre(settlements(), places.iloc[[3, 1, 4, 0, 2]], OUTLINE, "Westwards")
    assert shuffled[:2] == (pytest.approx(lat), lon)


def test_with_nothing_at_all_the_middle_is_said_to_be_a_guess() -> None:
    lat, lon, how = default_centre(settlements(), NO_PLACES, OUTLINE, "Westwards")
    assert (lat, lon) == (pytest.approx(51.6), pytest.approx(-3.0))
    assert "move it" in how
