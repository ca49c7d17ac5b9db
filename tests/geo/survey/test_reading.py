"""Survey tables as councils publish them: wide and long, joined by code, their marks kept apart."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from geo.boundaries import read_boundaries
from geo.errors import InputError
from geo.survey import read_survey
from geo.tables import SURVEY, SURVEY_INDICATORS, check_table
from tests.makers.surveys.tables import AREAS, codes, value, written

LONG = """Indicator_Reference_Number,Indicator,Theme,Ward_Code,Ward,Year,Quality_of_Life_Group,Sample_Size,Statistic,\
Standard_Error,Lower_Confidence_Limit,Upper_Confidence_Limit
12,% who feel lonely,Wellbeing,E05000001,Ash,2022/23,,80,12.5,3.7,5.2,19.8
12,% who feel lonely,Wellbeing,E05000002,Elm and Oak,2022/23,,75,[c],,,
12,% who feel lonely,Wellbeing,E05000003,Yew,2022/23,,90,8.1 [u],2.9,2.4,13.8
12,% who feel lonely,Wellbeing,E06000099,Treetown,2022/23,,245,10.0,1.9,6.3,13.7
12,% who feel lonely,Wellbeing,E06000099,Treetown,2022/23,Aged 65 and over,60,9.0,3.6,1.9,16.1
12,% who feel lonely,Wellbeing,E05000001,Ash,2023/24,,82,14.5,3.9,6.9,22.1
12,% who feel lonely,Wellbeing,E05000002,Elm and Oak,2023/24,,,-,,,
12,% who feel lonely,Wellbeing,E05000003,Yew,2023/24,,91,,,,
40,% satisfied with the bus service,Transport,E05000001,Ash,2023/24,,81,31.0,5.1,21.0,41.0
"""


def test_a_long_table_keeps_limits_marks_groups_and_the_town_apart(tmp_path: Path) -> None:
    survey = read_survey(written(tmp_path, LONG), areas=AREAS)
    assert check_table(survey.values.to_pandas(), SURVEY) == []
    assert check_table(survey.indicators.to_pandas(), SURVEY_INDICATORS) == []
    lonely = "pct_who_feel_lonely"
    assert survey.indicators["indicator"].to_list() == ["pct_satisfied_with_the_bus_service", lonely]
    assert value(survey, lonely, "E05000001", "2022/23") == (12.5, "")
    assert value(survey, lonely, "", "2022/23") == (10.0, "")
    suppressed, blank = value(survey, lonely, "E05000002", "2022/23"), value(survey, lonely, "E05000003", "2023/24")
    assert (math.isnan(suppressed[0]), suppressed[1]) == (True, "c")
    assert (math.isnan(blank[0]), blank[1]) == (True, "missing")
    assert value(survey, lonely, "E05000002", "2023/24")[1] == "x"
    assert value(survey, lonely, "E05000003", "2022/23") == (8.1, "u")
    first = survey.values.filter(survey.values["year"] == "2022/23").row(1, named=True)
    assert (first["low"], first["high"], first["se"], first["n"]) == (5.2, 19.8, 3.7, 80.0)
    row = survey.indicators.row(1, named=True)
    assert (row["reference"], row["theme"], row["unit"], row["polarity"]) == ("12", "Wellbeing", "%", "")
    assert row["polarity_guess"] == "lower"
    assert survey.report.facts["Rows of groups of people"] == "1, read past"
    assert "suppressed 1" in str(survey.report.facts["Without a number, or marked"])


def test_the_table_is_sorted_by_indicator_year_and_area(tmp_path: Path) -> None:
    lines = LONG.splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])]) + "\n"
    survey = read_survey(written(tmp_path, turned), areas=AREAS)
    keys = survey.values.select("indicator", "year", "area_id").rows()
    assert keys == sorted(keys)
    assert survey.values.equals(read_survey(written(tmp_path, LONG), areas=AREAS).values)


def test_people_say_what_the_table_does_not(tmp_path: Path) -> None:
    survey = read_survey(
        written(tmp_path, LONG), areas=AREAS, sampling="random", asked="33,000", answered="4100", weighted="yes",
        comparator="Treetown average", polarity="pct_who_feel_lonely=lower; all=guessed",
        breaks="2022/23: the survey went online",
    )  # fmt: skip
    bus, lonely = survey.indicators.iter_rows(named=True)
    assert (lonely["polarity"], bus["polarity"]) == ("lower", "higher")
    assert (lonely["sampling"], lonely["asked_n"], lonely["answered_n"], lonely["is_weighted"]) == (
        "random", 33000, 4100, True,
    )  # fmt: skip
    assert (lonely["breaks"], bus["breaks"]) == ("2022/23: the survey went online", "")
    assert lonely["comparator"] == "Treetown average"


def test_changed_words_break_the_series_and_ended_questions_say_so(tmp_path: Path) -> None:
    text = """reference,indicator,ward_code,year,value
1,% who feel lonely,E05000001,2021,10
1,% who feel lonely often or always,E05000001,2022,6
2,% who read,E05000001,2021,50
"""
    survey = read_survey(written(tmp_path, text, "a.csv"), areas=AREAS, partial="yes")
    lonely, read = survey.indicators.iter_rows(named=True)
    assert lonely["title"] == "% who feel lonely often or always"
    assert lonely["breaks"] == "2021: wording changed"
    assert (lonely["ended"], read["ended"]) == (False, True)
    assert "wording_changed" in {one.code for one in survey.report.problems}


def test_another_year_of_wards_is_refused_with_the_list_and_the_remedy(real_data: Path) -> None:
    table = real_data / "bristol/survey/ward_transport_quality_of_life_2023_24.csv"
    old = read_boundaries(real_data / "bristol/boundaries/wards_2011.geojson").areas
    with pytest.raises(InputError) as error:
        read_survey(table, areas=old)
    said = str(error.value)
    assert "34 of the table's areas are not among the atlas's, and 35 of the atlas's 35 areas have no row" in said
    assert "E05010885 Ashley" in said
    assert "23 of these share their name" in said
    assert "look-up table" in said


def test_bristol_s_table_is_read_as_it_is(real_data: Path) -> None:
    table = real_data / "bristol/survey/ward_transport_quality_of_life_2023_24.csv"
    wards = read_boundaries(real_data / "bristol/boundaries/wards_2016.geojson").areas
    survey = read_survey(table, areas=wards, town="Bristol")
    raw = pd.read_csv(table).set_index("ward_code")
    assert len(survey.indicators) == 21
    for key in survey.indicators["indicator"]:
        rows = survey.values.filter(survey.values["indicator"] == key)
        assert rows["value"].to_list() == raw.loc[rows["area_id"].to_list(), key].astype(float).tolist()
    home = survey.indicators.filter(survey.indicators["indicator"] == "pct_transport_prevents_leaving_home")
    assert home.row(0, named=True)["title"] == "Transport prevents leaving home"
    assert (home.row(0, named=True)["unit"], home.row(0, named=True)["polarity_guess"]) == ("%", "lower")
    assert survey.report.facts["Beside the values"] == "no limits, standard errors or sample sizes"


def test_names_never_join_unless_somebody_says_so(tmp_path: Path) -> None:
    text = "Ward,Year,% lonely,% happy\nAsh,2023,10,60\nElm and Oak,2023,12,70\nYew,2023,9,65\n"
    with pytest.raises(InputError) as error:
        read_survey(written(tmp_path, text), areas=AREAS)
    assert codes(error) == {"no_codes"}
    survey = read_survey(written(tmp_path, text), areas=AREAS, by_name="yes")
    assert value(survey, "pct_lonely", "E05000002", "2023") == (12.0, "")


def test_a_table_without_a_code_in_any_row_is_refused_where_no_areas_are_known(tmp_path: Path) -> None:
    text = "listing_id,neighbourhood,price\n1,Ashley,40\n2,Bedminster,50\n"
    with pytest.raises(InputError) as refused:
        read_survey(written(tmp_path, text, "listings_2019.csv"))
    assert "no_codes" in codes(refused)


def test_an_answer_s_own_words_tell_which_end_is_better(tmp_path: Path) -> None:
    expected = {
        "How easy is it to get into town?: Easy": "higher", "How easy is it to get into town?: Hard": "lower",
        "How easy is it to get into town?: Neither": "", "What stops you near home?: The bus is late": "lower",
        "What stops you near home?: Nothing": "higher", "Do you feel lonely?: Yes": "lower",
        "Do you feel lonely?: No": "higher", "Do you feel lonely?: Never": "", "Transport: satisfied with buses": "higher",
    }  # fmt: skip
    lines = [
        f"{title},{code},2024,{share}" for title in expected for code, share in (("E05000001", 41.5), ("E05000002", 60))
    ]
    text = "\n".join(["Indicator,Ward_Code,Year,Percentage", *lines])
    table = read_survey(written(tmp_path, text), areas=AREAS).indicators
    assert dict(table.select("title", "polarity_guess").iter_rows()) == expected
