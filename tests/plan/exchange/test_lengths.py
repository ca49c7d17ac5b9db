"""Lengths of time in the forms that people type and spreadsheets make of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.exchange import exchange_of, record_from
from plan.exchange.lengths import minutes_of
from plan.taxonomy import default_taxonomy


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45 min", 45), ("45min", 45), ("45 minutes", 45), ("45'", 45), ("1 minute", 1), ("0:45", 45), ("00:45:00", 45),
        ("1:05", 65), ("25:10", 1510), ("1 h 5 min", 65), ("1h05", 65), ("1h 5m", 65), ("1 hour and 5 minutes", 65),
        ("2 hours", 120), ("1.5 h", 90), ("1,5 h", 90), ("2 hrs", 120), ("90 s", 1.5), ("PT1H5M", 65),
        ("PT00H45M00S", 45), ("7.5 min.", 7.5), ("1\u00a0h\u00a05\u00a0min", 65),
        ("45", None), ("4.5", None), ("", None), ("5:99", None), ("minutes", None), ("h", None), ("PT", None),
        ("45 people", None), ("1 m 5 h", None), ("12,500", None), ("5 pm", None), ("2026-05-17", None),
    ],
)  # fmt: skip
def test_every_form_is_its_minutes_and_nothing_else_is_a_length(text: str, minutes: float | None) -> None:
    assert minutes_of(text) == minutes


@given(st.integers(0, 99), st.integers(0, 59))
def test_all_forms_of_one_length_say_the_same(hours: int, minutes: int) -> None:
    forms = (f"{hours}:{minutes:02}", f"{hours:02}:{minutes:02}:00", f"{hours} h {minutes} min",
             f"{hours} hours, {minutes} minutes", f"PT{hours}H{minutes}M", f"{hours * 60 + minutes} min")  # fmt: skip
    assert {minutes_of(one) for one in forms} == {hours * 60 + minutes}


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_length_or_none(text: str) -> None:
    found = minutes_of(text)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("cells", "baseline"),
    [
        ({"measure": "centre_min_am"}, 45), ({"own_measure": "Minutes of waiting at night"}, 45),
        ({"measure": "homes_n"}, None), ({}, None),
    ],
)  # fmt: skip
def test_the_value_of_an_action_may_be_a_length_where_its_measure_is_in_minutes(
    cells: dict[str, str], baseline: float | None
) -> None:
    row = {"title": "A direct line", "baseline": "0:45", **cells}
    read = record_from(exchange_of("actions"), row, default_taxonomy())
    assert read.record.baseline == baseline  # type: ignore[attr-defined]
    if baseline is None:
        assert len(read.problems) == 1
        assert "length of time" in read.problems[0]
        assert "minutes" in read.problems[0]
    else:
        assert read.problems == ()
