"""Which rule a table allows, what is called better or worse by it, and what is not."""

from __future__ import annotations

import csv
import io
import math

import pandas as pd
import pytest

from everyday.survey import about_words, judged_csv, judged_table, rule_words, town_words, ward_words
from everyday.survey.judging import CHANCE
from tests.everyday.survey.making import asked, rows, survey, town_row

PEOPLE = [1000.0, 1000, 1000, 1000]
VALUES = [38.0, 20, 21, 12]
ERRORS = [3.0, 3, 3, 3]


def test_with_errors_a_ward_is_set_against_the_rest_of_the_town() -> None:
    found = survey([rows(VALUES, se=ERRORS, n=[120] * 4)], people=PEOPLE).judged("home")
    assert (found.rule, found.is_estimate, found.weighed_by) == ("difference", True, "residents")
    assert found.wards["verdict"].tolist() == ["worse", "same", "same", "better"]
    assert found.wards["rest"].iloc[0] == pytest.approx((20 + 21 + 12) / 3)
    said = ward_words(found, found.ward("E0"))
    assert said == (
        "Anchor: 38 % (32 to 44 %; 120 answers). 20 percentage points (14 to 27) higher than the rest of the town "
        "(18 %), which is worse."
    )
    assert ward_words(found, found.ward("E1")).endswith("It cannot be told apart from the rest of the town (24 %).")
    assert town_words(found) == "Town: 23 % (20 to 26 %), estimated as the mean of the areas weighted by residents."
    assert "Of 4 areas that are all alike, hardly one would stand out by chance." in rule_words(found)
    assert "Design effect 0.7" in rule_words(found)


def test_with_limits_alone_the_cautious_rule_holds_and_is_named() -> None:
    """12 to 28 % is apart from 38 % by the difference, and not by intervals that overlap with the town's."""
    low, high = [30.0, 12, 14, 5], [46.0, 28, 28, 19]
    found = survey([rows(VALUES, low=low, high=high), town_row(23, low=20, high=26)], people=PEOPLE).judged("home")
    assert found.rule == "limits"
    assert found.wards["verdict"].tolist() == ["worse", "same", "same", "better"]
    assert "cautious rule" in rule_words(found)
    assert found.by_chance_n == pytest.approx(4 * CHANCE["limits"])
    assert "than the town (23 %)" in ward_words(found, found.ward("E0")), "the comparator is the town itself"


def test_without_errors_nothing_is_better_or_worse_and_the_town_is_an_estimate() -> None:
    found = survey([rows(VALUES)], people=[3000.0, 1000, 1000, 1000]).judged("home")
    assert found.rule == "nothing"
    assert set(found.wards["verdict"]) == {""}
    assert found.town == pytest.approx((3 * 38 + 20 + 21 + 12) / 6)
    assert town_words(found).startswith("Town: 28 %, estimated")
    assert "neither intervals nor numbers" in rule_words(found)
    assert ward_words(found, found.ward("E0")) == "Anchor: 38 %. Town (estimate): 28 %; not judged."


def test_where_nobody_is_counted_the_population_of_the_same_table_weighs() -> None:
    counts = rows([3000, 1000, 1000, 1000], key="population")
    tables = [rows(VALUES), counts]
    known = [asked(), asked("population", title="Population", unit="count", polarity="neither")]
    found = survey(tables, *known).judged("home")
    assert found.town == pytest.approx((3 * 38 + 20 + 21 + 12) / 6)
    assert town_words(found).endswith("weighted by the population in the same table.")
    other = survey(tables, known[0], asked("population", title="Population", unit="count", source_sha256="b"))
    assert math.isnan(other.judged("home").town), "of another file it is another population"
    assert town_words(other.judged("home")) == "Town: not known; the table does not give it."
    assert math.isnan(other.judged("population").town), "no mean of counts is the town's"


def test_numbers_of_answers_judge_a_simple_sample_and_not_a_weighted_one() -> None:
    tables = [rows([60.0, 20, 20, 20], n=[85] * 4)]
    simple = survey(tables, people=PEOPLE).judged("home")
    assert (simple.rule, simple.wards["verdict"].tolist()[0]) == ("answers", "worse")
    weighted = survey(tables, asked(is_weighted=True), people=PEOPLE).judged("home")
    assert (weighted.rule, set(weighted.wards["verdict"])) == ("narrow", {""})
    assert "too narrow" in rule_words(weighted)
    assert weighted.wards["low"].iloc[0] == pytest.approx(49.4, abs=0.1), "shown all the same"


def test_answers_of_an_open_form_have_no_interval_whatever_the_table_says() -> None:
    found = survey([rows(VALUES, se=ERRORS)], asked(sampling="open"), people=PEOPLE).judged("home")
    assert found.rule == "open"
    assert found.wards[["low", "high"]].isna().all(axis=None)
    assert set(found.wards["verdict"]) == {""}
    assert about_words(found.indicator).startswith("Open to anybody")


def test_what_is_neither_better_nor_worse_is_higher_or_lower() -> None:
    for polarity in ("neither", ""):
        found = survey([rows(VALUES, se=ERRORS)], asked(polarity=polarity), people=PEOPLE).judged("home")
        assert found.wards["verdict"].tolist() == ["higher", "same", "same", "lower"]
    other = survey([rows(VALUES, se=ERRORS)], asked(polarity="higher"), people=PEOPLE).judged("home")
    assert other.wards["verdict"].tolist()[0] == "better"


def test_suppressed_zero_and_missing_are_three_things() -> None:
    table = rows([math.nan, 0.0, math.nan, 12.0], se=ERRORS)
    table["mark"] = ["c", "", "missing", ""]
    found = survey([table], people=PEOPLE).judged("home")
    said = [ward_words(found, found.ward(f"E{place}")) for place in range(3)]
    assert said[0] == "Anchor: suppressed, too few answers to be published."
    assert said[1].startswith("Bells: 0 %")
    assert said[2] == "Crook: blank in the table."
    taken = judged_table(found)
    assert taken["value (%)"].tolist()[:2] != [0.0, 0.0]
    assert taken["note"].tolist()[:3] == ["suppressed, too few answers to be published", "", "blank in the table"]


def test_an_area_that_the_table_lacks_is_said_to_be_lacking() -> None:
    table = rows(VALUES, se=ERRORS)
    of_three = survey([rows([1.0] * 4, key="other"), table.iloc[:3]], asked(), asked("other"), people=PEOPLE)
    assert ward_words(of_three.judged("home"), of_three.judged("home").ward("E3")) == "Dell: not in the table."


def test_carried_values_and_small_samples() -> None:
    table = rows(VALUES, se=ERRORS, n=[12, 120, 120, 120])
    table.loc[3, "mark"] = "carried"
    found = survey([table], people=PEOPLE).judged("home")
    assert found.wards["is_small"].tolist() == [True, False, False, False]
    assert "12 answers, fewer than 30" in ward_words(found, found.ward("E0"))
    assert found.wards["verdict"].iloc[3] == "", "what was carried from older boundaries is shown and not judged"
    assert found.wards["verdict"].iloc[0] == "worse", "flagged, and judged by its own error"


def test_the_table_names_the_comparator_and_ends_with_the_town() -> None:
    found = survey([rows(VALUES, se=ERRORS), town_row(23, se=1.5)], asked(comparator="Bristol"), people=PEOPLE)
    table = judged_table(found.judged("home"))
    assert "against the rest of the town" in table.columns
    assert "rest of the town (%)" in table.columns
    assert table.iloc[-1]["area"] == "Town"
    assert table.iloc[-1]["value (%)"] == 23
    content = judged_csv(found.judged("home"))
    assert content.startswith("﻿code,area,year,indicator,value (%)".encode())
    assert content.decode("utf-8-sig").splitlines()[1].startswith("E0,Anchor,2024,Transport prevents leaving home,38.0")
    hostile = asked(comparator="=1+1", title='=HYPERLINK("http://x")')
    taken = judged_csv(survey([rows(VALUES, se=ERRORS), town_row(23, se=1.5)], hostile, people=PEOPLE).judged("home"))
    cells = [cell for row in csv.reader(io.StringIO(taken.decode("utf-8-sig"))) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith("=")], "a spreadsheet would run it"


def test_the_town_of_the_table_counts_before_any_estimate() -> None:
    found = survey([rows(VALUES, se=ERRORS), town_row(30, se=1.5)], people=PEOPLE).judged("home")
    assert (found.town, found.is_estimate) == (30, False)
    assert found.wards["rest"].iloc[0] == pytest.approx((30 - 38 / 4) / 0.75)
    assert town_words(found) == "Town: 30 % (27 to 33 %)."
    assert isinstance(found.wards, pd.DataFrame)
