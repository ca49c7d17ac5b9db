"""Numbers of answers, errors and limits in a wide table: of an indicator, asked about, never one without a word."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest

from geo.errors import UsageError
from geo.survey import Survey, read_survey
from tests.makers.surveys.tables import AREAS, written

CODES = AREAS["area_id"].to_list()
BASES = (
    "Base", "n", "Sample size", "Respondents", "Number of answers", "Number of respondents", "No. of responses",
    "Weighted base", "Unweighted base", "Base (unweighted)", "Base: all respondents", "number_of_people_who_answered",
    "Total responses", "Standard error", "SE", "Lower limit", "upper_ci", "Lower CI", "95% CI", "Margin of error",
    "n 2023",
)  # fmt: skip


def read(folder: Path, heads: list[str], *, sample_size: str = "", over: list[str] | None = None) -> Survey:
    """A table of these columns beside code and year; the cell of column c of ward w is 10 c + w."""
    rows = [["", "", *over]] if over else []
    rows.append(["ward_code", "year", *heads])
    rows += [[code, "2023", *(str(10 * c + w) for c in range(1, len(heads) + 1))] for w, code in enumerate(CODES)]
    path = written(folder, "".join(",".join(row) + "\n" for row in rows))
    return read_survey(path, areas=AREAS, **({"sample_size": sample_size} if sample_size else {}))


def titles(survey: Survey) -> list[str]:
    """In the order of the alphabet."""
    return sorted(survey.indicators["title"].to_list(), key=str.casefold)


def first_ward(survey: Survey, title: str) -> dict[str, float]:
    key = survey.indicators.filter(pl.col("title") == title)["indicator"].item()
    row = survey.values.filter((pl.col("indicator") == key) & (pl.col("area_id") == CODES[0])).row(0, named=True)
    return {name: row[name] for name in ("value", "low", "high", "se", "n") if not math.isnan(row[name])}


def asked_about(survey: Survey, code: str = "whose_numbers") -> list[str]:
    return [where for one in survey.report.problems if one.code == code for where in one.where]


@pytest.mark.parametrize("base", BASES)
def test_beside_several_percentages_it_is_asked_about_and_no_indicator(tmp_path: Path, base: str) -> None:
    survey = read(tmp_path, ["% lonely", "% safe", base])
    assert titles(survey) == ["% lonely", "% safe"]
    assert asked_about(survey) == [base]
    assert first_ward(survey, "% safe") == {"value": 20}


def test_the_answer_is_that_it_stands_behind_every_percentage(tmp_path: Path) -> None:
    survey = read(tmp_path, ["% lonely", "Population", "% safe", "Number of answers"], sample_size="all")
    assert first_ward(survey, "% lonely") == {"value": 10, "n": 40}
    assert first_ward(survey, "% safe") == {"value": 30, "n": 40}
    assert first_ward(survey, "Population") == {"value": 20}, "people who live there are no percentage"
    assert not asked_about(survey)
    two = read(tmp_path, ["% lonely", "% safe", "Number of answers", "Respondents"], sample_size="all")
    assert first_ward(two, "% safe") == {"value": 20, "n": 30}
    assert asked_about(two) == ["Respondents"], "of two the other one is said"


def test_the_answer_is_that_it_is_a_number_of_its_own(tmp_path: Path) -> None:
    survey = read(tmp_path, ["% lonely", "% safe", "Number of answers", "Standard error"], sample_size="indicator")
    assert titles(survey) == ["% lonely", "% safe", "Number of answers"]
    assert asked_about(survey) == ["Standard error"], "an error is no number of its own"


def test_another_answer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="sample_size is 'some', needed all or indicator"):
        read(tmp_path, ["% lonely", "% safe", "n"], sample_size="some")


def test_what_stands_beside_the_only_indicator_is_its_own(tmp_path: Path) -> None:
    survey = read(tmp_path, ["% lonely", "Lower CI", "Upper CI", "Standard error", "Number of answers"])
    assert titles(survey) == ["% lonely"]
    assert first_ward(survey, "% lonely") == {"value": 10, "low": 20, "high": 30, "se": 40, "n": 50}


def test_what_follows_each_indicator_is_of_the_one_on_its_left(tmp_path: Path) -> None:
    heads = ["Population", "% lonely", "Lower CI", "Upper CI", "% safe", "Lower CI", "Upper CI"]
    survey = read(tmp_path, heads)
    assert titles(survey) == ["% lonely", "% safe", "Population"]
    assert first_ward(survey, "% lonely") == {"value": 20, "low": 30, "high": 40}
    assert first_ward(survey, "% safe") == {"value": 50, "low": 60, "high": 70}


def test_where_one_indicator_lacks_its_number_nobody_can_tell_whose_the_others_are(tmp_path: Path) -> None:
    survey = read(tmp_path, ["% lonely", "% safe", "n", "% happy", "n"])
    assert titles(survey) == ["% happy", "% lonely", "% safe"]
    assert asked_about(survey) == ["n", "n"]


@pytest.mark.parametrize(
    "heads", [["% lonely", "n lonely"], ["pct_lonely", "n_lonely"], ["pct_lonely", "lonely_base"],
              ["Lonely (%)", "Base: Lonely"], ["% lonely", "% lonely: number of answers"]],
)  # fmt: skip
def test_titles_that_differ_by_percent_signs_or_order_are_one(tmp_path: Path, heads: list[str]) -> None:
    survey = read(tmp_path, [*heads, "% safe"])
    assert len(titles(survey)) == 2
    assert first_ward(survey, next(one for one in titles(survey) if one != "% safe")) == {"value": 10, "n": 20}


def test_under_two_rows_of_headings_it_may_stand_in_the_upper_one(tmp_path: Path) -> None:
    over = ["% lonely", "% lonely", "% safe", "% safe", "Number of answers", "2023", "Lonely by day"]
    survey = read(tmp_path, ["%", "Lower CI", "%", "Lower CI", "", "Base", "SE"], over=over)
    assert titles(survey) == ["% lonely", "% safe", "Lonely by day: SE"]
    assert asked_about(survey) == ["Number of answers", "2023: Base"]
    assert asked_about(survey, "taken_for_indicator") == ["Lonely by day: SE"]


def test_of_two_bases_the_unweighted_one_counts(tmp_path: Path) -> None:
    each = read(tmp_path, ["% lonely", "% lonely: weighted base", "% lonely: unweighted base", "% safe"])
    assert first_ward(each, "% lonely") == {"value": 10, "n": 30}
    assert titles(each) == ["% lonely", "% safe"]
    whole = read(tmp_path, ["% lonely", "% safe", "Weighted base", "Unweighted base"], sample_size="all")
    assert first_ward(whole, "% safe") == {"value": 20, "n": 40}
    assert asked_about(whole) == ["Weighted base"]


def test_a_heading_that_only_sounds_like_it_is_an_indicator_with_a_word(tmp_path: Path) -> None:
    survey = read(tmp_path, ["% safe", "Self-esteem: low", "Income: sample size"])
    assert titles(survey) == ["% safe", "Income: sample size", "Self-esteem: low"]
    assert asked_about(survey, "taken_for_indicator") == ["Self-esteem: low", "Income: sample size"]


def test_numbers_of_answers_alone_are_an_indicator_with_a_word(tmp_path: Path) -> None:
    survey = read(tmp_path, ["Respondents", "Weighted base"])
    assert titles(survey) == ["Respondents", "Weighted base"]
    assert asked_about(survey, "taken_for_indicator") == ["Respondents", "Weighted base"]


def test_under_years_as_headings_it_is_asked_about_too(tmp_path: Path) -> None:
    survey = read(tmp_path, ["% lonely 2022", "% lonely 2023", "% safe 2022", "% safe 2023", "n 2022", "n 2023"])
    assert titles(survey) == ["% lonely", "% safe"]
    assert asked_about(survey) == ["n 2022", "n 2023"]
    known = read(tmp_path, ["% lonely 2022", "% lonely 2023", "% safe 2023", "n 2022", "n 2023"], sample_size="all")
    lonely = known.indicators.filter(pl.col("title") == "% lonely")["indicator"].item()
    years = known.values.filter((pl.col("area_id") == CODES[0]) & (pl.col("indicator") == lonely))
    assert dict(zip(years["year"], years["n"], strict=True)) == {"2022": 40, "2023": 50}
