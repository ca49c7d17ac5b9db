"""The registry of measures: complete, in plain words, and numbers written as a planner would write them."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from analysis.city import city_column_names
from analysis.parameters import Band, Parameters
from analysis.registry.model import Measure
from analysis.registry.number_words import format_people
from analysis.registry.table import markdown, measures
from geo.tables import CELLS

KINDS = [("green_space", "park or green space"), ("cafe", "café")]
REGISTRY = measures(KINDS)


def test_every_column_of_the_cell_table_is_registered_in_order() -> None:
    names = list(REGISTRY)
    expected = [
        "cell", "area_id", "area_name", "lat", "lon", "area_m2", "inside_share", "population_n", "weight_n",
        "on_network", "typology", "neighbourhood_score", "bumping_places_15min_n", "amenity_kinds_15min_n",
        "amenity_completeness_share", "nearest_green_space_min", "nearest_cafe_min", "people_15min_n",
        "severed_neighbours_n", "detour_ratio", "proximity_time_min", "city_score", *city_column_names(Parameters()),
        "city_reach_drop_share_evening", "city_reach_drop_share_sunday", "ptal_ai", "ptal_band", "transit_indirectness",
        "observed_visitors_n", "observed_visits_n", "observed_own_area_time_share",
        "observed_adjacent_area_time_share", "observed_city_time_share", "observed_home_area_mix",
    ]  # fmt: skip
    assert [name for name in names if name != "cell_name"] == expected
    assert set(CELLS.names) <= set(names)
    assert all(measure.name == name for name, measure in REGISTRY.items())


def test_bands_of_the_atlas_are_used() -> None:
    night = Band("night", "Friday night", "weekday", 22 * 3600, 24 * 3600)
    registry = measures(KINDS, parameters=Parameters(bands=(night,), walk_kmh=2.9))
    assert registry["centre_min_night"].full_title == "Minutes to the town centre, Friday night"
    assert "centre_min_am" not in registry
    assert "2.9 km/h" in registry["nearest_cafe_min"].meaning


@pytest.mark.parametrize("measure", REGISTRY.values(), ids=lambda measure: measure.name)
def test_each_measure_is_explained(measure: Measure) -> None:
    assert measure.title
    assert measure.title[0].isupper()
    assert measure.meaning.endswith(".")
    texts = "\n".join((measure.title, measure.meaning, measure.leaves_out, measure.next_step, measure.source))
    assert not re.search(r"[{}<>]", texts)
    assert "  " not in texts
    assert not re.search(r"\bp50\b|percentile rank|NaN", texts)
    if measure.level != "base":
        assert measure.leaves_out
        assert measure.next_step
        assert measure.source
        assert measure.definition
        # How people of a sample move is described, and neither good nor bad.
        assert measure.better in ((None,) if measure.level == "observed" else ("higher", "lower"))


def test_what_is_left_out_is_said_where_it_matters() -> None:
    centre = REGISTRY["centre_min_am"].leaves_out
    for word in ("fares", "cancelled", "community transport"):
        assert word in centre
    assert "hills" in REGISTRY["nearest_cafe_min"].leaves_out


@pytest.mark.parametrize(
    ("name", "value", "words", "short"),
    [
        ("centre_min_am", 26.2, "26 minutes", "26"),
        ("centre_min_am", 1.4, "1 minute", "1"),
        ("centre_min_am", 0.2, "under 1 minute", "under 1"),
        ("centre_min_am", math.nan, "not known", "–"),
        ("centre_min_am", None, "not known", "–"),
        ("people_15min_n", 12_345.0, "about 12,300 people", "12,300"),
        ("people_15min_n", 1.0, "1 person", "1"),
        ("people_15min_n", 0.0, "0 people", "0"),
        ("people_15min_n", 512.0, "about 510 people", "510"),
        ("people_15min_n", 1_234_567.0, "about 1,235,000 people", "1,235,000"),
        ("city_reach_45min_share_am", 0.338, "34 %", "34 %"),
        ("city_reach_45min_share_am", 0.001, "under 1 %", "under 1 %"),
        ("city_reach_45min_share_am", 0.999, "over 99 %", "over 99 %"),
        ("city_reach_45min_share_am", 1.0, "100 %", "100 %"),
        ("city_reach_45min_share_am", 0.0, "0 %", "0 %"),
        ("departures_per_h_sunday", 2.5, "2.5 an hour", "2.5"),
        ("departures_per_h_sunday", 4.0, "4 an hour", "4"),
        ("departures_per_h_sunday", 0.0, "none", "0"),
        ("bumping_places_15min_n", 1.0, "1 bumping place", "1"),
        ("bumping_places_15min_n", 7.0, "7 bumping places", "7"),
        ("areas_reach_45min_n_am", 3.26, "3.3 areas", "3.3"),
        ("transport_performance_am", 61.6, "62 of 100", "62"),
        ("service_span_h", 17.5, "17.5 hours", "17.5"),
        ("service_span_h", 18.0, "18 hours", "18"),
        ("area_m2", 97131.4, "97,131 m²", "97,131"),
        ("on_network", True, "yes", "1"),
        ("on_network", np.False_, "no", "0"),
        ("area_name", "Malpas", "Malpas", "Malpas"),
        ("area_name", "", "not known", ""),
    ],
)
def test_values_are_written_as_people_write_them(name: str, value: object, words: str, short: str) -> None:
    assert REGISTRY[name].format_value(value) == words
    assert REGISTRY[name].short(value) == short


def test_what_is_counted_is_named() -> None:
    households = measures(KINDS, noun="households")
    assert households["people_15min_n"].format_value(2345) == "about 2,300 households"
    assert households["people_15min_n"].title == "Households living within 15 minutes' walk"
    assert households["population_n"].title == "Households living here"
    assert "small areas" in measures(KINDS, noun="small areas")["city_reach_45min_share_am"].meaning
    assert format_people(8_249) == "about 8,200 people"
    assert format_people(math.inf) == "not known"


def test_none_is_told_from_not_known() -> None:
    wait = REGISTRY["expected_wait_min_evening"]
    assert wait.describe({"expected_wait_min_evening": math.nan, "departures_per_h_evening": 0.0}) == (
        "nothing leaves nearby"
    )
    assert wait.describe({"expected_wait_min_evening": math.nan, "departures_per_h_evening": math.nan}) == "not known"
    assert wait.describe({"expected_wait_min_evening": 12.0, "departures_per_h_evening": 2.0}) == "12 minutes"
    assert wait.describe({}) == "not known"
    for name, measure in REGISTRY.items():
        assert bool(measure.known_by) == bool(measure.absent), name
        assert not measure.known_by or measure.known_by in REGISTRY


def test_bands_of_a_measure_are_one_family() -> None:
    family = [name for name, measure in REGISTRY.items() if measure.family == "centre_min"]
    assert family == ["centre_min_am", "centre_min_evening", "centre_min_sunday"]
    assert REGISTRY["centre_min_am"].full_title == "Minutes to the town centre, weekday morning"
    assert REGISTRY["centre_min_sunday"].full_title == "Minutes to the town centre, Sunday"


def test_the_documentation_names_every_column() -> None:
    page = markdown(REGISTRY)
    for name in REGISTRY:
        assert f"`{name}`" in page
    assert page.count("### Minutes to the town centre\n") == 1
    assert page.count("### Minutes' walk to the nearest") == 2  # a place of a kind, and a stop
    assert "green space is mapped" not in page
    assert page.endswith("\n")
    assert "\n\n\n" not in page
