"""When something happens, in the words people type: read, said back, and the days that makes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.when import Slot, When, bank_holidays, happenings, monday_of, read_when, say_when, words_of_rule

EVERY_DAY = tuple(range(7))
times = st.one_of(
    st.just((None, None)),
    st.integers(0, 1439).map(lambda start: (start, None)),
    st.tuples(st.integers(0, 1438), st.integers(1, 1440)).filter(lambda pair: pair[0] < pair[1]),
)
weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
which = st.sets(st.sampled_from((1, 2, 3, 4, 5, -1)), min_size=1).map(
    lambda ones: tuple(sorted(ones, key=lambda one: 9 if one < 0 else one))
)
dates = st.sets(st.dates(date(1990, 1, 1), date(2099, 12, 31)), min_size=1, max_size=3).map(
    lambda ds: tuple(sorted(ds))
)
weekly = st.builds(Slot, weekdays=weekdays, every_weeks=st.integers(1, 12))
monthly = st.builds(Slot, weekdays=weekdays, which=which)
single = st.builds(Slot, dates=dates)
slots = st.tuples(st.one_of(weekly, monthly, single), times).map(
    lambda pair: Slot(pair[0].weekdays, pair[0].which, pair[0].every_weeks, pair[0].dates, *pair[1])
)
bounds = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
understood = st.builds(
    When, slots=st.lists(slots, min_size=1, max_size=3, unique=True).map(tuple), is_term_time=st.booleans(),
    is_off_bank_holidays=st.booleans(), begins=bounds, ends=bounds,
).filter(lambda when: not (when.begins and when.ends and when.begins > when.ends))  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(understood)
def test_what_was_understood_is_said_in_words_that_are_read_the_same(when: When) -> None:
    said = say_when(when)
    assert read_when(said) == when
    assert say_when(read_when(said)) == said


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_understood_or_said_to_be_not(words: str) -> None:
    found = read_when(words)
    assert found.is_ask == (say_when(found) == "ask")
    assert not (found.left and found.slots), "a part is never taken for the whole"
    assert read_when(say_when(found)).slots == found.slots


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Tuesdays 10am to 12, term time, not bank holidays", "Tuesdays 10am to 12 noon, term time, not bank holidays"),
        ("First Monday of the month", "First Monday of the month"),
        ("Every Tuesday (term time only) 10:00–12:00", "Tuesdays 10am to 12 noon, term time"),
        ("Mon, Wed & Fri 10-12", "Mondays, Wednesdays and Fridays 10am to 12 noon"),
        ("Mon-Fri 9-5; Sat 10-1", "Mondays to Fridays 9am to 5pm; Saturdays 10am to 1pm"),
        ("Weekdays 9am-5pm except bank holidays", "Mondays to Fridays 9am to 5pm, not bank holidays"),
        ("6-8pm Thursdays", "Thursdays 6pm to 8pm"),
        ("Tuesdays 10-2pm", "Tuesdays 10am to 2pm"),
        ("1st and 3rd Wednesday of each month, 19:00-21:00", "First and third Wednesday of the month 7pm to 9pm"),
        ("Last Friday of the month at 7pm", "Last Friday of the month at 7pm"),
        ("Fortnightly on Mondays 1pm to 3pm", "Every other Monday 1pm to 3pm"),
        ("Saturday 4 July 2026, 11am to 4pm", "4 July 2026 11am to 4pm"),
        ("5/12/2026 10am-1pm", "5 December 2026 10am to 1pm"),
        ("Tuesdays 10am to 12 and 2pm to 4pm", "Tuesdays 10am to 12 noon; Tuesdays 2pm to 4pm"),
        ("Mondays 10-12 and Thursdays 2pm-4pm", "Mondays 10am to 12 noon; Thursdays 2pm to 4pm"),
        ("Wednesdays from 7pm until 18 December 2026", "Wednesdays at 7pm, until 18 December 2026"),
    ],
)
def test_what_people_write(typed: str, said: str) -> None:
    assert say_when(read_when(typed)) == said


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Fridays except August", "except august"),
        ("Tuesdays 6-8", "in the morning or in the evening"),
        ("Saturday 4 July 2025", "that is a Friday"),
        ("4 July", "4 july"),
        ("31 February 2026", "31 february 2026"),
        ("10am", "a time without a day"),
        ("Tuesdays 12 to 10am", "12 to 10am"),
        ("Usually Tuesdays", "usually"),
    ],
)
def test_what_is_not_understood_is_asked_and_said(typed: str, left: str) -> None:
    found = read_when(typed)
    assert found.is_ask
    assert say_when(found) == "ask"
    assert left in found.left


@pytest.mark.parametrize("typed", ["", "ask", "By appointment", "please ask", "TBC"])
def test_one_may_say_that_one_has_to_ask(typed: str) -> None:
    assert read_when(typed) == When()


def test_what_happens_in_a_week() -> None:
    # 4 May 2026 is the early May bank holiday, and the first Monday of its month.
    week = date(2026, 5, 4)

    def days(words: str) -> list[int]:
        return [one.day.day for one in happenings(read_when(words), week)]

    assert days("Mondays and Tuesdays 10am to 12") == [4, 5]
    assert days("Mondays and Tuesdays 10am to 12, not bank holidays") == [5]
    assert days("First Monday of the month") == [4]
    assert days("Second Monday of the month") == []
    assert days("Last Sunday of the month") == []
    assert days("6 May 2026 2pm to 4pm; 20 May 2026") == [6]
    assert days("Thursdays, until 6 May 2026") == []
    assert days("Every other Tuesday, starting 21 April 2026") == [5]
    assert days("Every other Tuesday, starting 28 April 2026") == []
    unsure = happenings(read_when("Every other Tuesday 2pm to 4pm, term time"), week)
    assert [(one.day.day, one.is_sure, one.is_term_time, one.start_min) for one in unsure] == [(5, False, True, 840)]


def test_bank_holidays_are_those_of_the_government_s_list() -> None:
    # gov.uk/bank-holidays, England and Wales.
    listed = [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]
    boxing_day = date(2026, 12, 26)  # a Saturday: the Monday stands for it, and it is kept all the same
    assert sorted(bank_holidays(2026) - {boxing_day}) == [date(2026, *day) for day in listed]
    assert {date(2027, 12, 27), date(2027, 12, 28), date(2027, 3, 26), date(2027, 3, 29)} <= bank_holidays(2027)
    assert {date(2023, 1, 2), date(2022, 12, 27), date(2022, 12, 26)} <= bank_holidays(2022) | bank_holidays(2023)


RULES = st.one_of(
    st.tuples(weekdays, st.integers(1, 4)).map(
        lambda pair: (
            f"FREQ=WEEKLY;INTERVAL={pair[1]};BYDAY={','.join(('MO TU WE TH FR SA SU'.split())[d] for d in pair[0])}"
        )
    ),
    st.tuples(st.integers(0, 6), st.sampled_from((1, 2, 3, 4, -1))).map(
        lambda pair: f"FREQ=MONTHLY;BYDAY={pair[1]}{('MO TU WE TH FR SA SU'.split())[pair[0]]}"
    ),
    st.just("FREQ=DAILY"),
)


@settings(max_examples=150, deadline=None)
@given(RULES, st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(0, 60))
def test_a_rule_in_words_has_the_days_that_dateutil_gives_it(rule: str, start: date, weeks: int) -> None:
    words = words_of_rule(rule, start=start, start_min=600, end_min=720)
    monday = monday_of(start) + timedelta(weeks=weeks)
    first, last = datetime.combine(monday, datetime.min.time()), datetime.combine(monday, datetime.min.time())
    expected = rrulestr(rule, dtstart=datetime.combine(start, datetime.min.time())).between(
        first, last + timedelta(days=6, hours=1), inc=True
    )
    found = [one.day for one in happenings(read_when(words), monday) if one.day >= start]
    assert found == [one.date() for one in expected]


@pytest.mark.parametrize(
    "rule", ["FREQ=YEARLY", "FREQ=HOURLY", "FREQ=MONTHLY;BYMONTHDAY=13", "FREQ=WEEKLY;BYHOUR=9", "x"]
)
def test_a_rule_that_words_do_not_reach_is_not_guessed(rule: str) -> None:
    assert words_of_rule(rule, start=date(2026, 1, 6)) == ""
