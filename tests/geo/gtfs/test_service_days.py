"""The days of a build, and the bands about which a timetable says nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.parameters import BANDS
from geo.errors import UsageError
from geo.feed import Feed
from geo.gtfs.reading import merge_feeds, read_gtfs
from geo.gtfs.service_days import choose_service_days, cut_to_one_weekday, day_text, easter_sunday
from tests.makers.gtfs import calls, service, small_feed

ALL_DAY = ("07:30:00", "10:30:00", "19:30:00")
NAMES = {band.name for band in BANDS}


@pytest.fixture
def make(tmp_path: Path):
    """A feed from services: ``make(("mon-fri", "1111100", start, end, trips), …)``; each trip runs at every time."""

    def maker(*services, times=ALL_DAY, dates=(), name="feed.zip") -> Feed:
        trips, stop_times, calendar = [], [], []
        for service_id, days, start, end, trips_n in services:
            calendar.append(service(service_id, days, start, end))
            for number in range(trips_n):
                for time in times:
                    trip = f"{service_id} {number} {time}"
                    trips.append({"route_id": "R7", "service_id": service_id, "trip_id": trip})
                    stop_times += calls(trip, ("A", time), ("B", f"{int(time[:2]) + 1:02d}{time[2:]}"))
        changes = {"trips": trips, "stop_times": stop_times, "calendar": calendar}
        changes["calendar_dates"] = [
            {"service_id": one, "date": day, "exception_type": kind} for one, day, kind in dates
        ] or None
        return read_gtfs(small_feed(tmp_path / name, **changes))[0]

    return maker


YEAR = ("20240101", "20241231")


def test_a_typical_weekday_and_sunday_of_a_whole_timetable(make):
    feed = make(("week", "1111100", *YEAR, 10), ("sat", "0000010", *YEAR, 6), ("sun", "0000001", *YEAR, 3))
    days = choose_service_days(feed, BANDS)
    assert days.weekday == date(2024, 1, 3)
    assert days.sunday == date(2024, 1, 7)
    assert days.band_unknown == {}
    assert "Wednesday 3 January 2024" in days.weekday_reason
    assert "30 trips" in days.weekday_reason


def test_bank_holidays_are_not_typical(make):
    removed = [("week", day, 2) for day in ("20240102", "20240103", "20240104")]
    added = [("sun", day, 1) for day in ("20240102", "20240103", "20240104")]
    feed = make(("week", "1111100", *YEAR, 10), ("sun", "0000001", *YEAR, 3), dates=removed + added)
    assert choose_service_days(feed, BANDS).weekday == date(2024, 1, 9)


def test_christmas_and_easter_are_avoided_even_if_the_timetable_does_not_know_them(make):
    feed = make(("daily", "1111111", "20241222", "20250110", 2))
    days = choose_service_days(feed, BANDS)
    assert days.weekday == date(2025, 1, 7)
    assert days.sunday == date(2025, 1, 5)
    easter = make(("daily", "1111111", "20240325", "20240413", 2), name="easter.zip")
    assert choose_service_days(easter, BANDS).sunday == date(2024, 4, 7)
    only = make(("daily", "1111111", "20241224", "20241226", 2), name="only.zip")
    assert choose_service_days(only, BANDS).weekday == date(2024, 12, 24)


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_in_its_season(year: int):
    day = easter_sunday(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_easter_of_known_years():
    known = [
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2019, 4, 21),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2038, 4, 25),
    ]
    assert [easter_sunday(day.year) for day in known] == known


def test_a_long_tail_of_ending_services_does_not_decide(make):
    feed = make(
        ("now", "1111100", "20240301", "20240426", 20),
        ("long", "1111111", "20240301", "20251231", 1),
        ("sun", "0000001", "20240301", "20251231", 4),
    )
    days = choose_service_days(feed, BANDS)
    assert int(feed.trips_on(days.weekday).sum()) == 63


def test_a_given_weekday_takes_the_first_sunday_on_or_after_it(make):
    feed = make(("week", "1111100", *YEAR, 2), ("sun", "0000001", *YEAR, 1))
    days = choose_service_days(feed, BANDS, weekday=date(2024, 3, 5))
    assert (days.weekday, days.sunday) == (date(2024, 3, 5), date(2024, 3, 10))
    assert "as given" in days.weekday_reason
    last = choose_service_days(feed, BANDS, weekday=date(2024, 12, 31))
    assert last.sunday == date(2024, 12, 29)
    assert "last Sunday before" in last.sunday_reason
    easter = choose_service_days(feed, BANDS, weekday=date(2024, 3, 26))
    assert easter.sunday == date(2024, 3, 31)
    assert "holiday" in easter.sunday_reason


def test_a_day_the_timetable_does_not_cover_is_refused_with_its_dates(make):
    feed = make(("week", "1111100", *YEAR, 2))
    for day in (date(2026, 3, 3), date(2024, 3, 9)):
        with pytest.raises(UsageError) as caught:
            choose_service_days(feed, BANDS, weekday=day)
        message = str(caught.value)
        assert day_text(day) in message
        assert "Monday 1 January 2024 to Tuesday 31 December 2024" in message


def test_a_feed_cut_to_one_weekday_leaves_sunday_unknown(make):
    feed = make(("tue", "0100000", *YEAR, 5), ("week", "1111100", *YEAR, 9), ("daily", "1111111", *YEAR, 1))
    days = choose_service_days(feed, BANDS, weekday=date(2024, 3, 5))
    assert set(days.band_unknown) == {"sunday"}
    assert "cut to one weekday" in days.band_unknown["sunday"]
    assert "feed.zip" in days.band_unknown["sunday"]
    assert choose_service_days(feed, BANDS, weekday=date(2024, 3, 6)).band_unknown.keys() == {"sunday"}
    assert choose_service_days(feed, BANDS, weekday=date(2024, 3, 5), is_complete=True).band_unknown == {}


def test_without_a_date_the_day_to_which_a_feed_was_cut_is_chosen(make):
    feed = make(
        ("a", "0100000", "20240227", "20240305", 5),
        ("b", "1111100", "20240304", "20240601", 2),
        ("c", "1111110", "20240301", "20240801", 1),
    )
    days = choose_service_days(feed, BANDS)
    assert days.weekday == date(2024, 3, 5)
    assert "every service" in days.weekday_reason


def test_feeds_that_are_not_cut(make):
    daily = make(("daily", "1111111", *YEAR, 2))
    assert choose_service_days(daily, BANDS).band_unknown == {}
    split = make(("week", "1111100", *YEAR, 2), ("sun", "0000001", *YEAR, 1), name="split.zip")
    assert choose_service_days(split, BANDS).band_unknown == {}
    assert cut_to_one_weekday(split, 0, date(2024, 3, 5)) is None


def test_services_that_never_run_do_not_hide_a_cut(make):
    feed = make(("tue", "0100000", *YEAR, 2), ("ghost", "1000000", "20240305", "20240307", 1))
    assert cut_to_one_weekday(feed, 0, date(2024, 3, 5)) == date(2024, 3, 5)


def test_one_cut_feed_among_several_is_named(make):
    whole = make(("week", "1111100", *YEAR, 9), ("sun", "0000001", *YEAR, 9), name="whole.zip")
    cut = make(("tue", "0100000", *YEAR, 1), name="cut.zip")
    reason = choose_service_days(merge_feeds([whole, cut]), BANDS, weekday=date(2024, 3, 5)).band_unknown["sunday"]
    assert "cut.zip" in reason
    assert "whole.zip" not in reason


def test_bands_without_departures_are_unknown_unless_the_feed_is_complete(make):
    feed = make(("daily", "1111111", *YEAR, 2), times=("11:45:00", "15:00:00"))
    days = choose_service_days(feed, BANDS)
    assert set(days.band_unknown) == {"am", "evening"}
    assert "no departure" in days.band_unknown["am"]
    assert "11:45 to 15:00" in days.band_unknown["am"]
    assert choose_service_days(feed, BANDS, is_complete=True).band_unknown == {}


def test_yesterdays_late_trips_count(make):
    feed = make(("daily", "1111111", *YEAR, 1), times=("31:10:00",))
    assert "am" not in choose_service_days(feed, BANDS).band_unknown


def test_no_sunday_service_is_unknown(make):
    feed = make(("term", "1111100", "20240101", "20240630", 3), ("summer", "1111100", "20240701", "20241231", 3))
    days = choose_service_days(feed, BANDS)
    assert days.sunday is not None
    assert set(days.band_unknown) == {"sunday"}
    assert "no trip runs" in days.band_unknown["sunday"]


def test_a_feed_that_carries_most_of_the_service_but_nothing_in_a_band(make):
    bus = make(("daily", "1111111", *YEAR, 9), times=("12:00:00",), name="bus.zip")
    metro = make(("daily", "1111111", *YEAR, 1), name="metro.zip")
    days = choose_service_days(merge_feeds([bus, metro]), BANDS)
    assert set(days.band_unknown) == NAMES
    assert "bus.zip" in days.band_unknown["evening"]
    small = choose_service_days(merge_feeds([metro, make(("d", "1111111", *YEAR, 1), times=("12:00:00",))]), BANDS)
    assert small.band_unknown == {}


def test_feeds_of_different_periods(make):
    early = make(("daily", "1111111", "20240101", "20240331", 2), name="early.zip")
    late = make(("daily", "1111111", "20240311", "20241231", 2), name="late.zip")
    days = choose_service_days(merge_feeds([early, late]), BANDS)
    assert date(2024, 3, 12) <= days.weekday <= date(2024, 3, 28)
    assert date(2024, 3, 11) <= days.sunday <= date(2024, 3, 31)
    assert days.notes == ()
    apart = make(("daily", "1111111", "20250101", "20251231", 2), name="apart.zip")
    days = choose_service_days(merge_feeds([early, apart]), BANDS)
    assert any("apart.zip covers" in note or "early.zip covers" in note for note in days.notes)
    assert "No weekday is covered by every timetable" in days.weekday_reason
    given_day = choose_service_days(merge_feeds([early, late]), BANDS, weekday=date(2024, 9, 3))
    assert given_day.sunday == date(2024, 9, 8)
    assert "early.zip covers Monday 1 January 2024 to Sunday 31 March 2024" in given_day.notes[0]


def test_feeds_without_tuesday_to_thursday(make):
    assert choose_service_days(make(("fri", "0000101", *YEAR, 1)), BANDS).weekday == date(2024, 1, 5)
    weekend = choose_service_days(make(("we", "0000011", *YEAR, 1)), BANDS)
    assert weekend.weekday is None
    assert {"am", "evening"} <= set(weekend.band_unknown)
    assert "no trip from Monday to Friday" in weekend.band_unknown["am"]


def test_a_feed_that_never_runs(make):
    feed = make(("none", "1000000", "20240305", "20240307", 1))
    days = choose_service_days(feed, BANDS)
    assert (days.weekday, days.sunday) == (None, None)
    assert set(days.band_unknown) == NAMES


@given(st.data())
def test_days_by_rule_equal_days_one_by_one(data: st.DataObject):
    import numpy as np

    from geo.feed import Services

    first = date(2024, 2, 20)
    number = data.draw(st.integers(1, 4))
    offsets = st.integers(0, 30)
    spans = [sorted((data.draw(offsets), data.draw(offsets))) for _ in range(number)]
    flags = [data.draw(st.lists(st.booleans(), min_size=7, max_size=7)) for _ in range(number)]
    pairs = data.draw(st.lists(st.tuples(offsets, st.integers(0, number - 1)), unique=True, max_size=12))
    added = [data.draw(st.booleans()) for _ in pairs]
    order = sorted(range(len(pairs)), key=lambda one: pairs[one])
    services = Services(
        service_id=np.array([str(one) for one in range(number)], dtype=object),
        feed=np.zeros(number, np.int32),
        weekdays=np.array(flags),
        start=np.array([first + timedelta(days=span[0]) for span in spans], dtype="datetime64[D]"),
        end=np.array([first + timedelta(days=span[1]) for span in spans], dtype="datetime64[D]"),
        exception_service=np.array([pairs[one][1] for one in order], dtype=np.int32),
        exception_date=np.array([first + timedelta(days=pairs[one][0]) for one in order], dtype="datetime64[D]"),
        exception_added=np.array([added[one] for one in order], dtype=bool),
    )
    changes = dict(zip(pairs, added, strict=True))
    weight = np.arange(1, number + 1)
    begin, sums = services.weight_by_day(weight)
    by_week = np.zeros((number, 7), dtype=bool)
    for offset in range(31):
        day = first + timedelta(days=offset)
        expected = [
            changes.get((offset, one), flags[one][day.weekday()] and spans[one][0] <= offset <= spans[one][1])
            for one in range(number)
        ]
        by_week[:, day.weekday()] |= expected
        assert services.active_on(day).tolist() == expected
        position = (np.datetime64(day) - begin).astype(int)
        assert (sums[position] if 0 <= position < len(sums) else 0) == int(weight[np.array(expected)].sum())
    assert services.days_of_week().tolist() == by_week.tolist()


@pytest.mark.data
def test_newport_is_cut_to_a_tuesday(real_data: Path):
    feed = merge_feeds(
        [read_gtfs(real_data / f"newport/gtfs/newport_{kind}_20240305.zip")[0] for kind in ("bus_coach", "rail")]
    )
    for wanted in (date(2024, 3, 5), None):
        days = choose_service_days(feed, BANDS, weekday=wanted)
        assert days.weekday == date(2024, 3, 5)
        assert set(days.band_unknown) == {"sunday"}
    assert choose_service_days(feed, BANDS, weekday=date(2024, 3, 5)).sunday == date(2024, 3, 10)


@pytest.mark.data
def test_porto_alegre_has_only_the_afternoon(real_data: Path):
    feed = read_gtfs(real_data / "porto_alegre/gtfs/poa_eptc.zip")[0]
    days = choose_service_days(feed, BANDS, weekday=date(2019, 5, 13))
    assert set(days.band_unknown) == NAMES
    assert "11:2" in days.band_unknown["am"]
