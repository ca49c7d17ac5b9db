"""The town's median: one rule, the same number on pages, in evidence, in suggestions and in the manifest."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.areas import town_summary
from analysis.quantiles import town_median
from analysis.registry import measures
from analysis.suggestions.drafts import TOWN_MEASURES, town_medians
from everyday import Atlas
from everyday.atlas import open_edition
from everyday.evidence import evidence_of

REGISTRY = measures([])
CENTRE, REACH = REGISTRY["centre_min_am"], REGISTRY["city_reach_45min_share_am"]

# A cell: minutes (None: not known, infinite: out of reach), people, and whether it is on the streets.
a_cell = st.tuples(st.one_of(st.none(), st.integers(1, 90), st.just(math.inf)), st.integers(0, 9), st.booleans())


def table(rows: list[tuple[float | None, int, bool]]) -> pd.DataFrame:
    minutes = np.array([math.nan if one is None else one for one, _, _ in rows], dtype=float)
    return pd.DataFrame(
        {
            "cell": [f"c{number}" for number in range(len(rows))],
            "centre_min_am": np.where(np.isinf(minutes), np.nan, minutes),
            "city_reach_45min_share_am": np.where(np.isnan(minutes), np.nan, 0.25),
            "weight_n": [float(people) for _, people, _ in rows],
            "on_network": [is_on for _, _, is_on in rows],
        }
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(a_cell, min_size=1, max_size=14))
def test_it_is_the_middle_one_of_the_people(rows: list[tuple[float | None, int, bool]]) -> None:
    """Oracle: everybody by name in a row, from the shortest to those who never get there."""
    people = sorted(minutes for minutes, count, is_on in rows if is_on and minutes is not None for _ in range(count))
    found = town_median(table(rows), CENTRE)
    if not people:
        assert math.isnan(found)
        return
    middle = len(people) // 2
    expected = people[middle] if len(people) % 2 else (people[middle - 1] + people[middle]) / 2
    assert found == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(a_cell, min_size=1, max_size=14))
def test_half_the_weight_lies_on_each_side(rows: list[tuple[float | None, int, bool]]) -> None:
    cells = table(rows)
    median = town_median(cells, CENTRE)
    if math.isnan(median):
        return
    known = [(minutes, count) for minutes, count, is_on in rows if is_on and minutes is not None]
    whole = sum(count for _, count in known)
    assert sum(count for minutes, count in known if minutes <= median) >= whole / 2
    assert sum(count for minutes, count in known if minutes >= median) >= whole / 2


@settings(max_examples=200, deadline=None)
@given(st.lists(a_cell, min_size=1, max_size=14))
def test_pages_and_suggestions_have_one_median(rows: list[tuple[float | None, int, bool]]) -> None:
    cells = table(rows)
    suggested = town_medians(cells, measures=["centre_min_am"])["centre_min_am"]
    shown = town_median(cells, CENTRE)
    assert suggested == shown or (math.isnan(suggested) and math.isnan(shown)) or cells["centre_min_am"].isna().all()


def test_the_demo_town_has_one_median_of_each_measure(demo_atlas: Atlas) -> None:
    edition = demo_atlas.edition()
    opened = open_edition(edition)
    summary = town_summary(opened.cells, opened.pieces, opened.registry)
    suggested = town_medians(opened.cells, measures=[name for name in TOWN_MEASURES if name in opened.cells])
    content = {one["name"]: one for one in evidence_of(edition, None, "")["measures"]}
    for name in summary.index.intersection(list(content)):
        median = opened.town_median(name)
        if math.isfinite(median):
            assert summary.loc[name, "median"] == pytest.approx(median, rel=1e-12)
            assert content[name]["town"] == median
        assert content[name]["town_words"] == opened.town_words(opened.registry[name])
    for name, value in suggested.items():
        assert value == pytest.approx(opened.town_median(name), rel=1e-12)


def test_a_town_that_mostly_has_none_says_so(demo_atlas: Atlas) -> None:
    opened = open_edition(demo_atlas.edition())
    measure = replace(CENTRE, absent="not within 120 minutes")
    cells = table([(10, 1, True), (math.inf, 5, True)])
    assert town_median(cells, measure) == math.inf
    assert town_median(cells, REACH) == 0.25
    opened._medians["centre_min_am"], kept = math.inf, opened.town_median("centre_min_am")
    try:
        assert opened.town_words(opened.registry["centre_min_am"]) == "not within 120 minutes"
    finally:
        opened._medians["centre_min_am"] = kept
