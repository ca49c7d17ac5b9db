"""Answers per 1,000 people of a table that anybody could fill in: who spoke, with no interval and no verdict."""

from __future__ import annotations

import math

import pytest

from everyday.survey import about_words, rule_words, town_words, ward_words
from tests.everyday.survey.making import asked, rows, survey

PEOPLE = [1000.0, 2000, 4000]
OPEN = {"sampling": "open", "source": "forum.csv"}


def test_answers_of_each_ward_over_its_people() -> None:
    found = survey([rows([50.0, 40, 30], n=[20, 10, 4])], asked(**OPEN), people=PEOPLE)
    assert list(found.indicators) == ["answers_per_1000", "home"]
    judged = found.judged("answers_per_1000")
    assert judged.wards["value"].tolist() == [20, 5, 1]
    assert judged.town == pytest.approx(1000 * 34 / 7000)
    assert judged.indicator.title == "Answers per 1,000 people"
    assert (judged.rule, set(judged.wards["verdict"])) == ("open", {""})
    assert judged.wards[["low", "high"]].isna().all().all()
    assert "Anybody could answer" in rule_words(judged)
    assert about_words(judged.indicator).startswith("Open to anybody.")
    assert "Neither end is better." in about_words(judged.indicator)
    assert ward_words(judged, judged.ward("E0")).startswith("Anchor: 20.0 (20 answers, fewer than 30).")  # type: ignore[arg-type]
    assert town_words(judged) == "Town (all answers over all people): 4.9."


def test_of_several_questions_nobody_is_counted_twice() -> None:
    tables = [rows([50.0, 40, 30], n=[20, 10, 4]), rows([1.0, 2, 3], key="dear", n=[5, 30, 4])]
    found = survey(tables, asked(**OPEN), asked("dear", title="Too dear", **OPEN), people=PEOPLE)
    assert found.judged("answers_per_1000").wards["value"].tolist() == [20, 15, 1]


def test_too_few_to_be_shown_stay_so() -> None:
    table = rows([50.0, math.nan, 30], n=[20, math.nan, 4]).assign(mark=["", "c", ""])
    found = survey([table], asked(**OPEN), people=PEOPLE)
    judged = found.judged("answers_per_1000")
    assert judged.wards["mark"].tolist() == ["", "c", ""]
    assert judged.is_estimate, "the town's answers are not known where a ward's are not"
    assert ward_words(judged, judged.ward("E1")) == "Bells: suppressed, too few answers to be published."  # type: ignore[arg-type]


@pytest.mark.parametrize("sampling", ["random", "invited", ""])
def test_a_sample_is_not_counted_so(sampling: str) -> None:
    found = survey([rows([50.0, 40, 30], n=[20, 10, 4])], asked(sampling=sampling), people=PEOPLE)
    assert list(found.indicators) == ["home"]


def test_without_people_or_numbers_there_is_none() -> None:
    assert list(survey([rows([50.0, 40], n=[20, 10])], asked(**OPEN)).indicators) == ["home"]
    assert list(survey([rows([50.0, 40])], asked(**OPEN), people=[1000, 1000]).indicators) == ["home"]
