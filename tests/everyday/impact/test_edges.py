"""The arithmetic at the edges of a target: words first, a percentage only where it means something."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.registry import short_words
from everyday.atlas import all_measures
from everyday.impact.edges import Aim, Standing, standing

CENTRE = all_measures()["centre_min_am"]
TODAY = "2027-02-01"


def minutes(value: float) -> str:
    return CENTRE.absent if math.isinf(value) else CENTRE.format_value(value)


def of(now: float | None, today: str = TODAY, now_on: str = "2027-01-05", **aim: object) -> Standing:
    wanted = Aim(**{"is_lower_better": True, **aim})  # type: ignore[arg-type]
    return standing(now, wanted, unit="minutes", write=minutes, today=today, now_on=now_on)


def test_lower_is_better() -> None:
    found = of(40.0, baseline=50.0, target=30.0)
    assert (found.state, found.share) == ("on_the_way", 0.5)
    assert found.words == (
        "It went from 50 minutes to 40 minutes, which is better. The target is 30 minutes; 50 % of the way is done."
    )
    assert "worse" in of(60.0, baseline=50.0, target=30.0).change


def test_higher_is_better() -> None:
    found = of(4.0, baseline=2.0, target=6.0, is_lower_better=False)
    assert "better" in found.change
    assert found.share == 0.5


def test_the_way_decides_where_the_measure_does_not() -> None:
    found = of(4.0, baseline=2.0, target=6.0, is_lower_better=None)
    assert "better" in found.change


def test_worse_than_at_the_beginning_has_no_percentage() -> None:
    found = of(60.0, baseline=50.0, target=30.0)
    assert (found.state, found.share) == ("worse", None)
    assert "farther away than at the beginning" in found.words
    assert "%" not in found.words


@pytest.mark.parametrize(("now", "state", "words"), [(30.0, "met", "is met."), (28.0, "met", "is met."),
                                               (33.0, "missed", "is not met.")])  # fmt: skip
def test_the_target_is_the_baseline(now: float, state: str, words: str) -> None:
    found = of(now, baseline=30.0, target=30.0)
    assert (found.state, found.share) == (state, None)
    assert f"The target, to keep it at 30 minutes, {words}" in found.words


def test_a_baseline_of_zero() -> None:
    found = of(1.0, baseline=0.0, target=4.0, is_lower_better=False)
    assert (found.state, found.share) == ("on_the_way", 0.25)
    assert "from 0 minutes to 1 minute" in found.words


def test_a_target_of_zero() -> None:
    found = of(2.0, baseline=8.0, target=0.0)
    assert (found.state, found.share) == ("on_the_way", 0.75)
    assert of(0.0, baseline=8.0, target=0.0).state == "met"


def test_both_zero() -> None:
    assert of(0.0, baseline=0.0, target=0.0).state == "met"


def test_no_target() -> None:
    found = of(40.0, baseline=50.0)
    assert (found.state, found.share) == ("no_target", None)
    assert found.words == "It went from 50 minutes to 40 minutes, which is better. No target was set."


def test_no_baseline() -> None:
    found = of(40.0, target=30.0)
    assert found.share is None
    assert "there is no baseline to set it beside" in found.words
    assert "it is not met yet" in found.words
    assert of(29.0, target=30.0).state == "passed"


def test_the_target_is_passed() -> None:
    found = of(20.0, baseline=50.0, target=30.0)
    assert (found.state, found.share) == ("passed", None)
    assert "is met, and more than that" in found.words


def test_the_target_lies_behind_the_baseline() -> None:
    found = of(40.0, baseline=50.0, target=60.0)
    assert (found.state, found.share) == ("behind", None)
    assert "worse than the beginning was" in found.words


def test_nothing_changed() -> None:
    found = of(50.4, baseline=50.0, target=30.0)
    assert (found.state, found.share) == ("unchanged", None)
    assert found.words.startswith("It is 50 minutes, as at the beginning.")
    assert "%" not in found.words


def test_the_target_date_has_gone() -> None:
    late = of(40.0, baseline=50.0, target=30.0, target_by="2027-01-31")
    assert "The day for it, 31 January 2027, has passed." in late.words
    in_time = of(40.0, baseline=50.0, target=30.0, target_by="2027-02-01")
    assert "The target is 30 minutes by 1 February 2027" in in_time.words
    assert "has passed" not in in_time.words
    assert "has passed" not in of(30.0, baseline=50.0, target=30.0, target_by="2027-01-31").words


def test_the_value_is_not_known() -> None:
    for now in (None, math.nan):
        found = of(now, baseline=50.0, target=30.0, target_by="2027-12-31")
        assert (found.state, found.share) == ("not_known", None)
        assert found.words == (
            "It was 50 minutes at the beginning; there is no newer value. The target is 30 minutes by 31 December 2027."
        )


def test_known_to_be_none() -> None:
    now = of(math.inf, baseline=50.0, target=30.0)
    assert (now.state, now.share) == ("none", None)
    assert f"It went from 50 minutes to {CENTRE.absent}, which is worse." in now.words
    before = of(40.0, baseline=math.inf, target=30.0)
    assert (before.state, before.share) == ("on_the_way", None)
    assert f"It went from {CENTRE.absent} to 40 minutes, which is better." in before.words
    both = of(math.inf, baseline=math.inf, target=30.0)
    assert f"It is {CENTRE.absent}, as at the beginning." in both.words


def test_the_next_value_is_expected_or_late() -> None:
    wanted = {"baseline": 50.0, "target": 30.0}
    assert "expected on 1 June 2027." in of(40.0, next_value_on="2027-06-01", **wanted).words
    assert "expected on 20 January 2027 and is late." in of(40.0, next_value_on="2027-01-20", **wanted).words
    assert "expected" not in of(40.0, next_value_on="2027-01-01", **wanted).words


@given(
    now=st.floats(0, 200), baseline=st.none() | st.floats(0, 200), target=st.none() | st.floats(0, 200),
    lower=st.sampled_from([True, False, None]),
)  # fmt: skip
def test_what_reads_the_same_is_the_same(
    now: float, baseline: float | None, target: float | None, lower: bool | None
) -> None:
    """No page says "30 minutes" of the value and "30 minutes, not met" of the target; a share is never 0 or 100 %."""
    found = of(now, baseline=baseline, target=target, is_lower_better=lower)
    if target is not None and short_words(now, "minutes") == short_words(target, "minutes"):
        assert found.state in ("met", "behind")
    if found.share is not None:
        assert 0 < found.share < 1
        assert found.state == "on_the_way"
