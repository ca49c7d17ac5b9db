"""Every usual way to write a time, each row by itself; clocks that go back and forward."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gps.clock import clocks_of, date_order, in_utc


def moment(text: str, *, day_first: bool = True, zone: str = "UTC") -> datetime | None:
    """A text to UTC, alone in its column."""
    return in_utc(clocks_of(pl.Series([text]), day_first=day_first), zone).times[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-05T15:04:05Z", "2024-07-05T15:04:05"),
        ("2024-07-05T15:04:05,5z", "2024-07-05T15:04:05.5"),
        ("\n  2024-07-05T15:04:05Z\t", "2024-07-05T15:04:05"),
        ("2024-07-05T24:00:00Z", "2024-07-06T00:00:00"),
        ("2024-07-05T15:04:05.123456789+01:00", "2024-07-05T14:04:05.123456"),
        ("2024-07-05 15:04:05 -0330", "2024-07-05T18:34:05"),
        ("2024-07-05T15:04:05+01", "2024-07-05T14:04:05"),
        ("2024-07-05T15:04:05+01:00[Europe/London]", "2024-07-05T14:04:05"),
        ("2024/7/5 15:04", "2024-07-05T15:04:00"),
        ("20240705T150405Z", "2024-07-05T15:04:05"),
        ("20240705150405", "2024-07-05T15:04:05"),
        ("1720191845", "2024-07-05T15:04:05"),
        ("1720191845123", "2024-07-05T15:04:05.123"),
        ("1720191845,5", "2024-07-05T15:04:05.5"),
        ("05/07/2024 3:04:05 PM", "2024-07-05T15:04:05"),
        ("05.07.24 15:04:05", "2024-07-05T15:04:05"),
        ("05/07/2024 12:04 am", "2024-07-05T00:04:00"),
        ("05-Jul-24 15:04:05", "2024-07-05T15:04:05"),
        ("Fri, 05 Jul 2024 15:04:05 GMT", "2024-07-05T15:04:05"),
        ("Jul 5, 2024, 3:04:05 PM", "2024-07-05T15:04:05"),
        ("Sun Sep 25 06:00:22 PDT 2011", "2011-09-25T13:00:22"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00"),
    ],
)
def test_a_time_is_understood_as_it_is_meant(text: str, expected: str) -> None:
    assert moment(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30T10:00:00Z",
        "2023-02-29 10:00",
        "2024-07-05T25:00:00Z",
        "2024-07-05T24:00:01Z",
        "2024-07-05",
        "2024-13-01 10:00",
        "32/07/2024 10:00",
        "05/07/2024 13:04 PM",
        "0",
        "12",
        "yesterday",
        "",
        "Sun Sep 25 06:00:22 BST 2011",
    ],
)
def test_what_is_no_time_gives_none(text: str) -> None:
    assert moment(text) is None


def test_each_row_is_read_by_itself() -> None:
    """A fraction in one row, a zone in another and a fault in a third change nothing for the rest."""
    rows = ["2024-10-27T00:59:59+01:00", "2024-10-27T01:30:00.25+00:00", "x", None, "2024-10-27T02:00:00Z"]
    found = in_utc(clocks_of(pl.Series(rows)), "Europe/London").times.to_list()
    night = datetime(2024, 10, 26, 23, 59, 59, tzinfo=UTC)
    assert found[0] == night
    assert found[1] == datetime(2024, 10, 27, 1, 30, 0, 250_000, tzinfo=UTC)
    assert found[2:4] == [None, None]
    assert found[4] == datetime(2024, 10, 27, 2, tzinfo=UTC)


@given(
    moments=st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)), min_size=1, max_size=20),
    form=st.sampled_from(["%Y-%m-%dT%H:%M:%S.%fZ", "%d.%m.%Y %H:%M:%S.%f", "%Y%m%d%H%M%S", "%d-%b-%Y %I:%M:%S %p"]),
)
def test_what_python_writes_is_read_back(moments: list[datetime], form: str) -> None:
    texts = [one.strftime(form).replace("Sept", "Sep") for one in moments]
    found = clocks_of(pl.Series(texts))["clock"].to_list()
    assert found == [one if "%f" in form else one.replace(microsecond=0) for one in moments]


def test_the_order_of_day_and_month_is_decided_from_all_rows() -> None:
    assert date_order(pl.Series(["05/07/2024 10:00"] * 999 + ["13/07/2024 10:00"])).day_first is True
    assert date_order(pl.Series(["05/07/2024 10:00"] * 999 + ["07/13/2024 10:00"])).day_first is False
    undecided = date_order(pl.Series(["05/07/2024 10:00", "07/07/2024 10:00", "2024-07-13 10:00"]))
    assert (undecided.day_first, undecided.either_n) == (None, 1)
    assert date_order(pl.Series(["13/07/2024 10:00", "07/13/2024 10:00"])).is_contradictory
    assert moment("05/07/2024 10:00", day_first=False) == datetime(2024, 5, 7, 10, tzinfo=UTC)


def test_the_hour_that_comes_twice_goes_on_from_row_to_row() -> None:
    texts = [f"2024-10-27 {clock}" for clock in ("00:50", "01:20", "01:50", "01:20", "01:50", "02:10")]
    expected = [datetime(2024, 10, day, *clock, tzinfo=UTC) for day, clock in (
        (26, (23, 50)), (27, (0, 20)), (27, (0, 50)), (27, (1, 20)), (27, (1, 50)), (27, (2, 10)),
    )]  # fmt: skip
    zoned = in_utc(clocks_of(pl.Series(texts)), "Europe/London")
    assert (zoned.times.to_list(), zoned.twice_n, zoned.never_n) == (expected, 4, 0)
    newest_first = in_utc(clocks_of(pl.Series(texts[::-1])), "Europe/London")
    assert newest_first.times.to_list() == expected[::-1]


def test_an_hour_that_does_not_exist_is_counted() -> None:
    zoned = in_utc(clocks_of(pl.Series(["2024-03-31 00:30", "2024-03-31 01:30", "2024-03-31 02:30"])), "Europe/London")
    assert zoned.never_n == 1
    assert [one.hour for one in zoned.times] == [0, 1, 1]
