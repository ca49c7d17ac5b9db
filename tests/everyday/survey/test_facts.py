"""What stands beside a finding or a suggestion: only what is no chance among all that an area was asked."""

from __future__ import annotations

import json

import numpy as np

from everyday import Atlas
from everyday.evidence import evidence_lines, evidence_of
from everyday.language import language
from everyday.survey import facts_at, supporting_fact, survey_of

LEAVING = "pct_for_whom_transport_prevents_leaving_home_when_they_want"
SAMPHIRE, MARKET = "E05999005", "E05999001"


def test_the_pin_of_the_estate_that_the_bus_goes_round_has_what_its_ward_says(demo_atlas: Atlas) -> None:
    edition = demo_atlas.edition()
    content = evidence_of(edition, None, SAMPHIRE)
    assert content["survey"][0]["indicator"] == LEAVING
    assert content["survey"][0]["verdict"] == "worse"
    assert json.loads(json.dumps(content)) == content, "plain values, to be frozen"
    rows = edition.survey().set_index(["indicator", "area_id", "year"])
    assert content["survey"][0]["value"] == rows.loc[(LEAVING, SAMPHIRE, "2025/26"), "value"]
    last = evidence_lines(content, language("en"))[-1]
    assert last.startswith(
        "Survey 2025/26, Samphire: % for whom transport prevents leaving home when they want to 38 %"
    )
    assert last.endswith("(rest of the town 21 %)")


def test_where_chance_would_do_nothing_is_said(demo_atlas: Atlas) -> None:
    """Market stands out in some of thirteen questions, and not after adjusting for thirteen."""
    survey = survey_of(demo_atlas.edition())
    asked = [survey.judged(key).ward(MARKET)["verdict"] for key in survey.indicators]
    assert set(asked) & {"better", "worse"}
    assert facts_at(demo_atlas.edition(), MARKET) == []
    content = evidence_of(demo_atlas.edition(), None, MARKET)
    assert not [line for line in evidence_lines(content, language("en")) if line.startswith("Survey")]
    assert facts_at(demo_atlas.edition(), "") == [], "the whole town stands out from nothing"


def test_a_suggestion_is_supported_by_a_question_that_fits_it_and_by_no_other(demo_atlas: Atlas) -> None:
    edition = demo_atlas.edition()
    said = supporting_fact(edition, "indirect_bus", "barrier", (SAMPHIRE,))
    assert said == (
        "And in the survey of 2025/26: “% for whom transport prevents leaving home when they want to” 38 % in "
        "Samphire; rest of the town 21 %."
    )
    assert supporting_fact(edition, "missing_amenity", "barrier", (SAMPHIRE,)) == "", "transport says nothing of shops"
    assert supporting_fact(edition, "direct_and_frequent", "enabler", (SAMPHIRE,)) == "", "worse supports no enabler"
    assert supporting_fact(edition, "indirect_bus", "barrier", (MARKET, SAMPHIRE)) == said, "of the area that says so"


def test_facts_come_from_the_surest_down(demo_atlas: Atlas) -> None:
    survey, facts = survey_of(demo_atlas.edition()), facts_at(demo_atlas.edition(), SAMPHIRE)
    p = [survey.judged(one["indicator"]).ward(SAMPHIRE)["p"] for one in facts]
    assert len(p) >= 2
    assert p == sorted(p)
    assert np.all(np.array(p) < 0.05)
