"""Words about numbers: one rounding for all, held to decimal arithmetic."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.registry.number_words import (
    RULES,
    class_words,
    difference_words,
    minutes_words,
    people_words,
    rounded,
    rounded_column,
    rounded_value,
    share_words,
    short_words,
    value_words,
)
from app.map.packing import numbers

UNITS = [*RULES, "minutes", "m²"]
values_of_any_size = st.one_of(st.floats(0, 2), st.floats(0, 200), st.floats(0, 3e6))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(UNITS), st.integers(0, 4_000_000), st.sampled_from([1, 10, 100, 1000]))
def test_rounding_is_half_up_as_in_decimal_arithmetic(unit: str, whole: int, parts: int) -> None:
    rule = RULES.get(unit)
    value = whole / parts
    found = rounded(value, unit)
    written = Decimal(whole) / Decimal(parts) * Decimal(int(rule.times) if rule else 1)
    size = float(value * (rule.times if rule else 1))
    steps = rule.steps if rule else ((math.inf, 0),)
    decimals = next(one for below, one in steps if size < below or below == math.inf)
    exact = (written.scaleb(decimals)).quantize(Decimal(1), ROUND_HALF_UP).scaleb(-decimals)
    if not found.bound:
        assert found.number == pytest.approx(float(exact), rel=1e-12)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(UNITS), values_of_any_size)
def test_what_is_not_nothing_never_reads_as_nothing(unit: str, value: float) -> None:
    words = short_words(value, unit)
    assert (words.removesuffix(" %").replace("0", "").strip(".") == "") == (value == 0)
    if unit == "share" and value < 1:
        assert words != "100 %"
    assert rounded_value(value, unit) == 0 if value == 0 else rounded_value(value, unit) > 0


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(UNITS), values_of_any_size)
def test_a_rounded_number_reads_as_the_number_does(unit: str, value: float) -> None:
    once = rounded_value(value, unit)
    assert short_words(once, unit) == short_words(value, unit)
    assert rounded_value(once, unit) == pytest.approx(once, rel=1e-12, abs=1e-300)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(UNITS), st.lists(st.one_of(values_of_any_size, st.just(math.nan)), min_size=1, max_size=20))
def test_a_column_is_rounded_as_each_of_its_numbers(unit: str, values: list[float]) -> None:
    np.testing.assert_array_equal(rounded_column(values, unit), [rounded_value(value, unit) for value in values])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(UNITS), values_of_any_size)
def test_what_the_map_is_sent_reads_as_the_pages_do(unit: str, value: float) -> None:
    sent = numbers(pd.Series([value]))[0]
    assert sent == pytest.approx(value, rel=1e-3)
    rule = RULES.get(unit)
    decimals = max(steps[1] for steps in rule.steps) if rule else 0
    scaled = value * (rule.times if rule else 1)
    if 0.01 < scaled < (1000 if decimals < 1 else 100) and unit != "degrees":  # as large as such numbers are
        assert short_words(sent, unit) == short_words(value, unit)


def test_a_number_reads_the_same_everywhere() -> None:
    assert short_words(1.265, "share") == short_words(1.265625, "share") == "127 %"
    assert value_words(30.4999, "minutes") == "30 minutes"
    assert numbers(pd.Series([30.4999, 0.3, math.nan, -4.26, 0.0, 1 - 1e-12])) == [30.49, 0.3, None, -4.26, 0.0, 1.0]
    assert minutes_words(30.5) == "31 min"
    assert minutes_words(0.2) == "under 1 min"
    assert people_words(12_345, "residents", 150_000) == "about 12,300 residents (8 %)"
    assert people_words(12_345, "residents", 150_000, with_noun=False) == "about 12,300 (8 %)"
    assert people_words(1, "households") == "1 household"
    assert people_words(812.4, "small areas") == "812 small areas"
    assert people_words(1.2, "cells") == "1 cell"
    assert people_words(0.3, "residents") == "under 1 resident"
    assert share_words(1, 300) == "under 1 %"
    assert share_words(299.9, 300) == "over 99 %"
    assert value_words(0.03, "count", ("place", "places")) == "under 0.1 places"
    assert value_words(99.7, "of 100") == "over 99 of 100"
    assert short_words(3.25, "of 5") == "3.3"
    assert [difference_words(one, "whole") for one in (12.4, -3.5, 0.0, math.nan)] == ["+12", "−4", "0", "–"]


def test_classes_in_words() -> None:
    assert class_words((0.2, 0.4), "share") == ["under 20 %", "20 to 40 %", "40 to 100 %"]
    assert class_words((0.2, 1.0), "share") == ["under 20 %", "20 to 100 %", "100 %"]
    assert class_words((35.0, 65.0), "of 100") == ["under 35", "35 to 65", "65 to 100"]
    assert class_words((10.0, 20.0), "minutes") == ["under 10", "10 to 20", "20 or more"]
    assert class_words((10.0, 20.0), "minutes", ends=(0.0, 30.0)) == ["0 to 10", "10 to 20", "20 to 30"]
    assert class_words((1_000.0, 12_300.0), "people") == ["under 1,000", "1,000 to 12,300", "12,300 or more"]
    assert class_words((), "minutes") == ["all the same"]


@settings(deadline=None)
@given(st.sampled_from(["share", "of 100"]), st.lists(st.floats(0.01, 1), min_size=1, max_size=4, unique=True))
def test_no_class_goes_beyond_all(unit: str, shares: list[float]) -> None:
    times = 1 if unit == "share" else 100
    words = class_words(sorted(times * share for share in shares), unit)
    assert not any("or more" in one for one in words)
    assert len(words) == len(shares) + 1
    assert all(first != second for first, second in pairwise([words[0], words[-1]]))
