"""The clock of a timetable, also in the two nights in which clocks change."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.clock import between_days_s, is_zone, offset_s, seconds_into

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        ("2024-03-05T08:00", 8 * 3600), ("2024-07-05T00:30", 1800),
        ("2024-03-31T00:30", 5400), ("2024-03-31T02:30", 9000), ("2024-03-31T10:00", 36000),
        ("2024-10-27T00:30", -1800), ("2024-10-27T02:30", 9000), ("2024-10-27T10:00", 36000),
    ],
)  # fmt: skip
def test_seconds_of_the_service_day(moment: str, seconds: int) -> None:
    """Noon minus twelve hours: in spring the day begins at 23:00 of the evening before, in autumn at 01:00."""
    assert seconds_into(datetime.fromisoformat(moment), LONDON) == seconds


def test_from_day_to_day() -> None:
    assert between_days_s(date(2024, 3, 31), -1, LONDON) == -23 * 3600
    assert between_days_s(date(2024, 10, 27), -1, LONDON) == -25 * 3600
    assert between_days_s(date(2024, 10, 26), 1, LONDON) == 25 * 3600
    assert between_days_s(date(2024, 3, 5), 1, "Mars/Crater") == 24 * 3600
    assert not is_zone("Mars/Crater")
    assert not is_zone("")
    assert offset_s("Europe/Brussels", date(2024, 7, 1)) == 7200


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).filter(lambda at: at.hour > 3))
def test_away_from_changes_the_clock_on_the_wall_counts(moment: datetime) -> None:
    wall = moment.hour * 3600 + moment.minute * 60 + moment.second
    for zone in (LONDON, "Europe/Brussels", "", "Mars/Crater"):
        assert seconds_into(moment.replace(microsecond=0), zone) == wall
