"""Local days that end at three, hours, bands; what was tracked of them. docs/definitions.md#tracked-hours"""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.movement import BANDS, band_of, day_of, hour_pieces, tracked, tracking_quality
from geo.errors import UsageError
from tests.makers.movement.walks import fixes_of, in_place

LONDON = "Europe/London"
SPRING, AUTUMN = datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 10, 24, 21, tzinfo=UTC)


def spells(*ends: tuple[datetime, datetime]) -> pl.DataFrame:
    begin, end = (pl.Series([one[place] for one in ends], dtype=pl.Datetime("us", "UTC")) for place in (0, 1))
    return pl.DataFrame({"person": ["a"] * len(ends), "started_at": begin, "finished_at": end})


def test_a_stay_over_midnight_counts_once_and_on_the_evening_it_began() -> None:
    """A trip that Dawarich spread over two days."""
    night = spells((datetime(2026, 6, 5, 21, 30, tzinfo=UTC), datetime(2026, 6, 6, 1, 0, tzinfo=UTC)))
    pieces = hour_pieces(night, LONDON)
    assert pieces["day"].unique().to_list() == [date(2026, 6, 5)]
    assert pieces.select("hour", "seconds").rows() == [(22, 1800), (23, 3600), (0, 3600), (1, 3600)]
    till_four = hour_pieces(spells((night["started_at"][0], datetime(2026, 6, 6, 3, 0, tzinfo=UTC))), LONDON)
    assert till_four.filter(pl.col("day") == date(2026, 6, 6)).select("hour", "seconds").rows() == [(3, 3600)]


def test_the_night_the_clocks_go_forward_has_no_hour_of_one() -> None:
    night = fixes_of(in_place(0, 8 * 3600, every=600), start=SPRING)
    found = tracked(night, LONDON)
    assert found["hour"].to_list() == [22, 23, 0, 2, 3, 4, 5, 6]
    assert set(found["seconds"]) == {3600.0}
    assert found.filter(pl.col("day") == date(2026, 3, 28))["hour"].to_list() == [22, 23, 0, 2]


def test_the_night_they_go_back_has_two_of_it() -> None:
    night = fixes_of(in_place(0, 8 * 3600, every=600), start=AUTUMN)
    found = tracked(night, LONDON)
    assert dict(found.select("hour", "seconds").rows())[1] == 7200
    assert found["seconds"].sum() == 8 * 3600
    assert found.filter(pl.col("day") == date(2026, 10, 24))["seconds"].sum() == 6 * 3600, "22:00 to 03:00 is six hours"


def test_zones_of_half_and_quarter_hours() -> None:
    noon = spells((datetime(2026, 6, 1, 6, 0, tzinfo=UTC), datetime(2026, 6, 1, 7, 0, tzinfo=UTC)))
    assert hour_pieces(noon, "Asia/Kolkata").select("hour", "seconds").rows() == [(11, 1800), (12, 1800)]
    assert hour_pieces(noon, "Asia/Kathmandu").select("hour", "seconds").rows() == [(11, 900), (12, 2700)]
    with pytest.raises(UsageError, match="no time zone 'Bristol'"):
        hour_pieces(noon, "Bristol")


def test_a_silence_is_not_tracked() -> None:
    day = fixes_of([*in_place(0, 1800), *in_place(3 * 3600, 3 * 3600 + 900)])
    assert tracked(day, LONDON)["seconds"].sum() == 1800 + 900
    (quality,) = tracking_quality(day).rows(named=True)
    assert (quality["tracked_s"], quality["elapsed_s"]) == (2700, 3 * 3600 + 900)
    assert quality["quality"] == pytest.approx(2700 / 11_700)


def test_what_was_struck_out_is_not_tracked() -> None:
    day = fixes_of(in_place(0, 1800)).with_columns(after_silence=pl.int_range(pl.len()) == 10)
    assert tracked(day, LONDON)["seconds"].sum() == 1800 - 60


def test_somebody_with_one_fix_is_somebody() -> None:
    both = pl.concat([fixes_of([(0, 0, 0)], "alone"), fixes_of(in_place(0, 600), "b")])
    quality = tracking_quality(both)
    assert quality["person"].to_list() == ["alone", "b"]
    assert quality["quality"].is_nan().to_list() == [True, False]
    assert tracked(both, LONDON)["person"].unique().to_list() == ["b"]
    assert tracked(both.clear(), LONDON).is_empty()


def test_every_hour_of_the_week_has_one_band() -> None:
    hours = pl.DataFrame({"at": pl.datetime_range(datetime(2026, 6, 1, 3), datetime(2026, 6, 8, 2), "1h", eager=True)})
    moment = pl.col("at").dt.replace_time_zone(LONDON).dt.convert_time_zone("UTC")
    counted = (
        hours.with_columns(day=day_of(moment, LONDON), hour=pl.col("at").dt.hour())
        .group_by(band=band_of(pl.col("day"), pl.col("hour"))).len()
    )  # fmt: skip
    assert dict(counted.rows()) == dict(zip(BANDS, (15, 30, 30, 30, 63), strict=True))


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))


@given(moments, st.integers(0, 3 * 86_400), st.sampled_from([LONDON, "America/St_Johns", "Asia/Kathmandu"]))
def test_nothing_is_lost_between_the_hours(begin: datetime, length: int, zone: str) -> None:
    end = datetime.fromtimestamp(begin.timestamp() + length, UTC)
    pieces = hour_pieces(spells((begin, end)), zone)
    assert pieces["seconds"].sum() == pytest.approx((end - begin).total_seconds(), abs=1e-6)
    assert pieces.is_empty() or pieces["seconds"].min() > 0
    assert pieces.is_empty() or pieces["seconds"].max() <= 7200
