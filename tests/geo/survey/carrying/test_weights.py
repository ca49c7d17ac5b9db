"""Small areas rolled up and other years' wards carried: people conserved, percentages never treated as counts."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import polars as pl
import pytest

from geo.boundaries import read_boundaries
from geo.errors import InputError
from geo.survey import Survey, read_statistics, read_survey
from geo.survey.carrying import weights_by_place
from tests.makers.surveys.strips import PEOPLE, SMALL, WARDS, saved, squares


def value(survey: Survey, indicator: str, area: str) -> tuple[float, str]:
    row = survey.values.filter((pl.col("indicator") == indicator) & (pl.col("area_id") == area)).row(0, named=True)
    return row["value"], row["mark"]


def test_weights_by_hand() -> None:
    ground = weights_by_place(SMALL, WARDS, None)
    assert ground.shares == pytest.approx(np.array([[1, 0.5, 0], [0, 0.5, 1]]), abs=1e-3)
    counted = weights_by_place(SMALL, WARDS, PEOPLE)
    assert counted.shares.tolist() == [[1, 0.75, 0], [0, 0.25, 1]]
    assert counted.people.tolist() == [100, 400, 500]


def test_deciles_become_people_in_the_most_deprived_tenth_and_never_a_mean(tmp_path: Path) -> None:
    table = tmp_path / "imd2019.csv"
    table.write_text(
        "lsoa,IMD decile,IMD rank,IMD score,children number\n"
        "E01000001,1,10,40,8\nE01000002,3,100,20,40\nE01000003,1,20,30,16\n"
    )
    areas = saved(SMALL, tmp_path / "small.geojson")
    survey = read_statistics(table, areas=WARDS, people=PEOPLE, boundaries=areas)
    keys = survey.indicators["indicator"].to_list()
    assert keys == ["children_number", "imd_most_deprived_tenth", "imd_rank", "imd_score"]
    assert value(survey, "imd_most_deprived_tenth", "E05000001") == (pytest.approx(25.0), "")
    assert value(survey, "imd_most_deprived_tenth", "") == (pytest.approx(60.0), "")
    assert value(survey, "imd_rank", "E05000001") == (pytest.approx((100 * 10 + 300 * 100) / 400), "")
    assert value(survey, "children_number", "E05000001") == (pytest.approx(8 + 0.75 * 40), "")
    assert value(survey, "children_number", "") == (pytest.approx(64), "")
    assert set(survey.indicators["kind"]) == {"statistics"}
    assert all("by the people of 4 places" in method for method in survey.indicators["method"])


def test_a_table_of_the_atlas_s_own_areas_needs_no_outlines(tmp_path: Path) -> None:
    table = tmp_path / "needs_2019.csv"
    table.write_text("ward_code,Needs score,Needs rank,Needs decile\nE05000001,12.5,7,1\nE05000002,3.5,9,4\n")
    survey = read_statistics(table, areas=WARDS)
    assert set(survey.indicators["kind"]) == {"statistics"}
    assert value(survey, "needs_score", "E05000001") == (12.5, "")
    assert value(survey, "needs_decile", "E05000001") == (1, ""), "a ward's own decile says nothing of its people"
    assert survey.report.kind == "statistics"
    table.write_text("lsoa,Needs score\nE01000001,12.5\nE01000002,3.5\n")
    for areas in (WARDS, None):
        with pytest.raises(InputError, match="outlines of the small areas were not given"):
            read_statistics(table, areas=areas)


def test_a_lacking_small_area_is_said_with_its_people_and_no_sum_is_given(tmp_path: Path) -> None:
    table = tmp_path / "census2021.csv"
    table.write_text(
        "lsoa,car,count,percent\nE01000001,no,10,10\nE01000001,yes,90,90\nE01000002,no,100,50\nE01000002,yes,100,50\n"
    )
    areas = saved(SMALL, tmp_path / "small.geojson")
    survey = read_statistics(table, areas=WARDS, people=PEOPLE, boundaries=areas)
    assert value(survey, "car_no", "E05000001") == (pytest.approx(85), "")
    assert value(survey, "car_no_pct", "E05000001") == (pytest.approx(100 * 85 / 250), "")
    assert value(survey, "car_no", "E05000002")[1] == "x"
    assert value(survey, "car_no_pct", "E05000002")[1] == "x"
    (said,) = [one for one in survey.report.problems if one.code == "small_areas_lacking"]
    assert "2 of 3 small areas have a row; 1 lack one (500 people, 50.0%)" in said.found
    assert said.where == ("E01000003",)


def test_people_that_differ_from_published_ones_are_named(tmp_path: Path) -> None:
    table, published = tmp_path / "imd2019.csv", tmp_path / "wards.csv"
    table.write_text("lsoa,IMD rank\nE01000001,1\nE01000002,2\nE01000003,3\n")
    published.write_text("code,population\nE05000001,402\nE05000002,540\n")
    survey = read_statistics(
        table, areas=WARDS, people=PEOPLE, boundaries=saved(SMALL, tmp_path / "s.geojson"), published=str(published)
    )
    (said,) = [one for one in survey.report.problems if one.code == "best_fit"]
    assert said.where == ("E05000002 +11.1%",)
    assert "another way" in said.action


def test_only_counts_are_shared_out_between_wards_of_two_years(tmp_path: Path) -> None:
    table = tmp_path / "survey_2023.csv"
    table.write_text("code,% lonely,residents\nE05000001,10,1000\nE05000002,20,400\n")
    new = squares(["E05000011", "E05000012", "E05000013"], [0, 1.8, 3, 4])
    old = saved(WARDS, tmp_path / "old.geojson")
    with pytest.raises(InputError):
        read_survey(table, areas=new)
    survey = read_survey(table, areas=new, boundaries=old)
    assert value(survey, "pct_lonely", "E05000011") == (10.0, "carried")
    assert value(survey, "pct_lonely", "E05000013") == (20.0, "carried")
    assert np.isnan(value(survey, "pct_lonely", "E05000012")[0])
    counts = [value(survey, "residents", code)[0] for code in new["area_id"]]
    assert counts == pytest.approx([900, 300, 200], rel=2e-3)
    assert sum(counts) == pytest.approx(1400)
    assert "boundaries changed" in str(survey.report)


def test_a_look_up_table_leads_to_the_atlas_s_codes(tmp_path: Path) -> None:
    table, lookup = tmp_path / "survey_2023.csv", tmp_path / "lookup.csv"
    table.write_text("code,% lonely,residents\nE05000001,10,1000\nE05000002,20,400\n")
    lookup.write_text("old,new,people\nE05000001,E05000011,950\nE05000001,E05000012,50\nE05000002,E05000012,400\n")
    new = squares(["E05000011", "E05000012"], [0, 1.9, 4])
    survey = read_survey(table, areas=new, lookup=str(lookup))
    assert value(survey, "pct_lonely", "E05000011") == (10.0, "carried")
    assert np.isnan(value(survey, "pct_lonely", "E05000012")[0])
    assert value(survey, "residents", "E05000012") == (pytest.approx(450), "carried")
    lookup.write_text("old,new\nE05000001,E05000011\nE05000001,E05000012\nE05000002,E05000012\n")
    with pytest.raises(InputError, match="1 old areas go to several new ones"):
        read_survey(table, areas=new, lookup=str(lookup))


def test_bristol_s_263_small_areas_all_count_and_nobody_is_lost(real_data: Path) -> None:
    bristol = real_data / "bristol"
    wards = read_boundaries(bristol / "boundaries/wards_2016.geojson").areas
    small = read_boundaries(bristol / "boundaries/lsoa_2011.geojson").areas
    output = gpd.read_file(bristol / "boundaries/oa_2011.geojson").to_crs(4326)
    output["count"] = np.random.default_rng(11).integers(150, 450, len(output)).astype(float)
    ground, counted = weights_by_place(small, wards, None), weights_by_place(small, wards, output)
    for weights in (ground, counted):
        assert (len(weights.codes), len(weights.areas)) == (263, 34)
        assert weights.shares.sum(axis=0) + weights.outside == pytest.approx(np.ones(263))
        assert weights.outside.max() < 1e-9
    assert int(((ground.shares > 0.05).sum(axis=0) > 1).sum()) == 48
    assert counted.parts.sum() == pytest.approx(output["count"].sum())
    survey = read_statistics(
        bristol / "survey/imd2019_lsoa11.csv", areas=wards, people=output,
        boundaries=str(bristol / "boundaries/lsoa_2011.geojson"),
    )  # fmt: skip
    assert survey.report.facts["Small areas with a row"] == "all 263"
    tenth = survey.values.filter((pl.col("indicator") == "imd_most_deprived_tenth") & (pl.col("area_id") != ""))
    assert tenth["value"].min() == 0
    assert tenth["value"].max() > 50


def test_bristol_s_census_table_lacks_four(real_data: Path) -> None:
    bristol = real_data / "bristol"
    survey = read_statistics(
        bristol / "survey/census2021_household_deprivation_lsoa21.csv",
        areas=read_boundaries(bristol / "boundaries/wards_2016.geojson").areas,
        boundaries=str(bristol / "boundaries/lsoa_2011.geojson"),
    )
    assert "259 of 263 small areas have a row; 4 lack one" in str(survey.report.problems)


def test_newport_s_index_is_rolled_up(real_data: Path) -> None:
    newport = real_data / "newport"
    survey = read_statistics(
        newport / "survey/wimd2019_lsoa11.csv",
        areas=read_boundaries(newport / "boundaries/wards_2011.geojson").areas,
        boundaries=str(newport / "boundaries/lsoa_2011.geojson"),
    )
    assert "imd_most_deprived_tenth" in survey.indicators["indicator"].to_list()
    assert not [key for key in survey.indicators["indicator"] if key.endswith("decile")]
