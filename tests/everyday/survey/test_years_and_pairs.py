"""Years of an indicator, and an indicator beside a measure: what is claimed and what is not."""

from __future__ import annotations

import math
import re

import pytest

from everyday.survey import beside_words, change_words, out_of_line_words, pairs_words, stretches_of, trend_words
from geo.errors import NotFoundError
from tests.everyday.survey.making import asked, rows, survey

PEOPLE = [1000.0] * 8
ERRORS = [2.0] * 8
YEARS = ["2020", "2021", "2022", "2023", "2024"]
CAUSES = re.compile(r"because|therefore|caus|leads? to|due to|effect of|explains|thanks to|makes ", re.IGNORECASE)


def waves(steps: list[float], **columns: object) -> object:
    tables = [rows([30.0 + step] * 8, year=year, se=ERRORS) for step, year in zip(steps, YEARS, strict=False)]
    return survey(tables, asked(**columns), people=PEOPLE)


def test_two_years_give_a_difference_with_its_interval() -> None:
    found = waves([0, 10])
    change = found.change("home", "2020", "2021")
    row = change.wards.iloc[0]
    assert (row["verdict"], round(row["change_low"], 1), round(row["change_high"], 1)) == ("rose", 4.5, 15.5)
    said = change_words(change, found.indicator("home"), row)
    assert said == "Anchor: 30 % in 2020, 40 % in 2021: 10 percentage points more (4 to 16)."
    assert change.town["verdict"] == "rose"
    assert trend_words(found.trend("home"), found.indicator("home")).startswith("No trend is given")


def test_no_change_is_claimed_across_a_break() -> None:
    found = waves([0, 10, 10], breaks="2020: other wording")
    change = found.change("home", "2020", "2021")
    assert change.wards.empty
    assert change.why_not == "The series is broken after 2020 (other wording): the two years are not compared."
    assert found.change("home", "2021", "2022").why_not == ""
    assert stretches_of(found.indicator("home")) == [["2020"], ["2021", "2022"]]


def test_a_year_without_intervals_does_not_hide_the_others() -> None:
    tables = [
        rows([30.0] * 8, year="2020"),
        rows([40.0] * 8, year="2021", se=ERRORS),
        rows([60.0] * 8, year="2022", se=ERRORS),
    ]
    found = survey(tables, people=PEOPLE)
    first = found.change("home", "2020", "2021")
    assert first.wards["verdict"].tolist() == [""] * 8
    assert "no change is claimed" in change_words(first, found.indicator("home"), first.wards.iloc[0])
    assert set(found.change("home", "2021", "2022").wards["verdict"]) == {"rose"}


def test_five_comparable_years_are_a_trend_and_a_break_takes_it_away() -> None:
    found = waves([0, 2, 4, 6, 8])
    said = trend_words(found.trend("home", "E0"), found.indicator("home"))
    assert said == "Trend over 2020 to 2024 (5 years): up by 2 percentage points a year."
    flat = waves([0, 5, -5, 5, 0])
    assert "no trend that can be told from chance" in trend_words(flat.trend("home"), flat.indicator("home"))
    broken = waves([0, 2, 4, 6, 8], breaks="2021: online")
    assert broken.trend("home") is None


MINUTES = [10.0, 15, 20, 25, 30, 35, 40, 45]


def paired(values: list[float], **columns: object) -> object:
    return survey([rows(values, se=ERRORS), rows([50.0, 40, 30, 20, 10, 0, 5, 6], key="bus", se=ERRORS)],
                  asked(**columns), asked("bus", polarity="higher"), people=PEOPLE, measured=MINUTES)  # fmt: skip


def test_a_pair_says_n_p_and_how_many_were_tried_and_no_cause() -> None:
    found = paired([10, 14, 18, 24, 28, 30, 36, 39]).beside("home", "2024", "centre_min_am")
    assert found.together.rho == pytest.approx(1)
    assert (found.together.n, found.together.is_exact, found.pairs_n) == (8, True, 2)
    said = beside_words(found)
    assert said.startswith(
        "Areas with a higher value of the one tend to have a higher value of the other (Spearman 1.00"
    )
    assert "8 areas" in said
    assert "2 pairs were tried" in pairs_words(found)
    assert not CAUSES.search(said + pairs_words(found))


def test_the_ward_that_reports_good_transport_where_it_is_poor_is_named() -> None:
    """Heath is 45 minutes from the centre, and few say that transport keeps them at home; Anchor is the opposite."""
    pair = paired([39, 14, 18, 24, 28, 30, 36, 10]).beside("home", "2024", "centre_min_am")
    said = [out_of_line_words(pair, one) for one in pair.out_of_line]
    assert said[0].startswith(
        "Heath: in the better half of areas in the survey, in the worse half by the measure. “Transport prevents "
        "leaving home” 10 %"
    )
    assert said[0].endswith("Minutes to the town centre: 45 minutes.")
    assert said[1].startswith("Anchor: in the worse half of areas in the survey, in the better half by the measure.")
    assert not CAUSES.search(" ".join(said))
    neither = paired([39, 14, 18, 24, 28, 30, 36, 10], polarity="neither").beside("home", "2024", "centre_min_am")
    words = [out_of_line_words(neither, one) for one in neither.out_of_line]
    assert words[0].startswith("Anchor: in the higher half of areas in the survey, in the lower half by the measure.")
    assert words, "what is neither better nor worse is out of line by high and low"
    assert not [one for one in words if "better" in one or "worse" in one]


def test_what_cannot_be_judged_is_out_of_line_by_higher_and_lower() -> None:
    """Without errors nobody is better or worse, though everybody knows which end is."""
    said = rows([39.0, 14, 18, 24, 28, 30, 36, 10])
    found = survey([said], people=PEOPLE, measured=MINUTES).beside("home", "2024", "centre_min_am")
    words = [out_of_line_words(found, one) for one in found.out_of_line]
    assert words[0].startswith("Anchor: in the higher half of areas in the survey, in the lower half by the measure.")
    assert not [one for one in words if "better" in one or "worse" in one]


def test_another_question_stands_beside_as_a_measure_does_and_none_beside_itself() -> None:
    found = paired([10, 14, 18, 24, 28, 30, 36, 39])
    pair = found.beside_question("home", "2024", "bus")
    assert pair.measure.full_title == "Transport prevents leaving home, 2024"
    assert pair.pairs_n == 1, "itself is no pair"
    assert pair.values[0] == pytest.approx(0.5), "per cent as a share, as measures have it"
    assert pair.together.rho == pytest.approx(found.beside_question("bus", "2024", "home").together.rho)
    assert beside_words(pair).startswith("Areas with a higher value of the one tend to have a lower value of the other")
    with pytest.raises(NotFoundError, match="not set beside itself"):
        found.beside_question("home", "2024", "home")


def test_too_few_areas_say_so_instead_of_a_number() -> None:
    values = [10.0, 14, 18, 24] + [math.nan] * 4
    found = paired(values).beside("home", "2024", "centre_min_am")
    assert beside_words(found) == "Only 4 areas have both: too few to set them beside each other."
    assert found.out_of_line == ()


def test_what_the_edition_lacks_is_refused() -> None:
    found = paired([1.0] * 8)
    for ask in (lambda: found.judged("nothing"), lambda: found.judged("home", "1999"),
                lambda: found.beside("home", "2024", "nothing")):  # fmt: skip
        with pytest.raises(NotFoundError):
            ask()


def test_an_earlier_year_changes_its_own_pair_and_no_other() -> None:
    """Whichever year is looked at first, every pair has the numbers it would have alone."""
    tables = [rows([39, 14, 18, 24, 28, 30, 36, 10], year="2023", se=ERRORS),
              rows([10, 14, 18, 24, 28, 30, 36, 39], se=ERRORS)]  # fmt: skip
    columns = {"people": PEOPLE, "measured": MINUTES}
    together = survey([*tables, rows([50.0, 40, 30, 20, 10, 0, 5, 6], key="bus", se=ERRORS)], asked(), asked("bus"),
                      **columns)  # fmt: skip
    earlier, later = (together.beside("home", year, "centre_min_am").together for year in ("2023", "2024"))
    assert earlier == survey(tables[:1], asked(), **columns).beside("home", "2023", "centre_min_am").together
    assert later == survey(tables[1:], asked(), **columns).beside("home", "2024", "centre_min_am").together
    assert earlier != later
