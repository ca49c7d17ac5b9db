"""Fixes that cannot be are left out and counted; those that only look so stay."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest

from analysis.movement import CleaningRules, clean
from tests.makers.movement.walks import fixes_of, in_place, on_the_way


def removed(fixes: pl.DataFrame) -> dict[str, int]:
    """What was counted, by rule; nothing else is gone."""
    kept, counted = clean(fixes)
    out = counted.filter(pl.col("rule") != "unsorted")["n"].sum()
    assert len(kept) == len(fixes) - out
    assert kept.equals(kept.sort("person", "time"))
    assert kept.columns == fixes.columns
    return dict(counted.select("rule", "n").rows())


def test_a_good_walk_is_left_as_it_is() -> None:
    walk = fixes_of([*in_place(0, 600), *on_the_way(600, 1200, 0, 2000)])
    assert removed(walk) == {}
    assert clean(walk)[0].equals(walk)
    assert removed(walk.clear()) == {}


def test_no_fix_is_no_place_off_the_coast_of_africa() -> None:
    walk = fixes_of(in_place(0, 600)).with_row_index()
    broken = walk.with_columns(
        lat=pl.when(pl.col("index") == 3).then(0.0).when(pl.col("index") == 5).then(float("nan")).otherwise("lat"),
        lon=pl.when(pl.col("index") == 3).then(0.0).when(pl.col("index") == 6).then(200.0).otherwise("lon"),
        time=pl.when(pl.col("index") != 8).then("time"),
    ).drop("index")  # fmt: skip
    assert removed(broken) == {"no_time": 1, "no_position": 3}
    greenwich = fixes_of(in_place(0, 600)).with_columns(lon=pl.lit(0.0))
    assert removed(greenwich) == {}, "one coordinate of 0 is a place like any other"


def test_unsorted_fixes_are_put_in_order_and_counted() -> None:
    walk = fixes_of(in_place(0, 600))
    mixed = pl.concat([walk[5:], walk[:5]])
    assert removed(mixed) == {"unsorted": 1}
    assert clean(mixed)[0].equals(walk)


def test_the_same_walk_three_times_is_one_walk() -> None:
    """As GPSBabel writes it: once as waypoints, twice as tracks."""
    walk = fixes_of([*in_place(0, 600), *on_the_way(600, 1200, 0, 2000)])
    thrice = pl.concat([walk, walk.with_columns(segment=pl.lit(1, pl.Int32)), walk.with_columns(file=pl.lit("b.gpx"))])
    assert removed(thrice) == {"unsorted": 2, "same_walk": 2 * len(walk)}
    assert clean(thrice)[0].equals(walk)


def test_of_two_fixes_at_one_time_the_more_accurate_is_kept() -> None:
    walk = fixes_of([(0, 0, 0), (60, 10, 0), (60, 900, 0), (120, 20, 0), (120, 30, 0)])
    rough = walk.with_columns(accuracy=pl.Series([5, 200, 20, float("nan"), float("nan")], dtype=pl.Float32))
    assert removed(rough) == {"equal_time": 2}
    kept = clean(rough)[0]
    assert kept["accuracy"].to_list()[:2] == [5, 20]
    assert kept["lat"][2] == pytest.approx(walk["lat"][3]), "of equally accurate ones the first"


def spider(phone_from: float, tablet_from: float) -> pl.DataFrame:
    """A phone that goes out and a tablet that stays at home, each with a fix a minute."""
    out = [*in_place(0, 1800), *on_the_way(1800, 3600, 0, 5000), *in_place(3600, 7200, north=5000)]
    phone = fixes_of([(time + phone_from, *place) for time, *place in out], device="phone")
    tablet = fixes_of(in_place(tablet_from + 30, tablet_from + 9000), device="tablet")
    return pl.concat([tablet, phone])


def test_of_two_devices_the_one_that_moves_is_kept() -> None:
    both = spider(0, 0)
    assert removed(both)["two_devices"] == 150
    kept, _ = clean(both)
    assert kept["device"].unique().to_list() == ["phone"]


def test_a_tablet_that_stays_at_home_is_not_taken_for_somebody_at_home_later() -> None:
    both = spider(0, 3 * 3600)
    assert removed(both)["two_devices"] == 150


def test_a_new_phone_loses_nothing() -> None:
    way = [*in_place(0, 1800), *on_the_way(1800, 3600, 0, 5000), *in_place(3600, 7200, north=5000)]
    old = fixes_of(way, device="old")
    new = old.with_columns(time=pl.col("time") + timedelta(days=1), device=pl.lit("new"))
    assert removed(pl.concat([old, new])) == {}


def test_two_people_with_a_device_each_are_no_two_devices() -> None:
    assert (
        removed(pl.concat([fixes_of(in_place(0, 600), "a", device="x"), fixes_of(in_place(0, 600), "b", device="y")]))
        == {}
    )


def test_a_spike_that_comes_back_is_left_out_however_long() -> None:
    rows = [(float(step), 1.4 * step, 0.0) for step in range(120)]
    rows[40] = (40, 6000, 0)
    rows[70:75] = [(70.0 + step, 0, 9000 + step) for step in range(5)]
    walk = fixes_of(rows)
    assert removed(walk) == {"spike": 6}
    north = (clean(walk)[0]["lat"] - walk["lat"][0]) * 111_195
    assert north.max() < 200


def test_a_spike_is_judged_over_the_whole_log() -> None:
    """In batches of any length the same fixes would be left out, as a person's log is never cut."""
    rows = [(float(step), 1.4 * step, 0.0) for step in range(3000)]
    for place in range(7, 3000, 97):
        rows[place] = (float(place), 20_000, 0)
    assert removed(fixes_of(rows)) == {"spike": len(range(7, 3000, 97))}


def train(every: float) -> list[tuple[float, float, float]]:
    """200 km/h for an hour, and back."""
    there = [(every * step, 55.6 * every * step, 0.0) for step in range(int(3600 / every))]
    back = [(3600 + every * step, 55.6 * (3600 - every * step), 0.0) for step in range(int(3600 / every))]
    return there + back


@pytest.mark.parametrize("every", [1, 60])
def test_a_train_at_200_km_an_hour_stays(every: float) -> None:
    assert removed(fixes_of(train(every))) == {}


def test_a_tunnel_stays() -> None:
    """Fixes hang at its mouth, then jump to where the train comes out."""
    rows = [one for one in train(1.0)[:3600] if not 1000 <= one[0] < 1400]
    hanging = [(1000.0 + step, 55.6 * 999, 0.0) for step in range(399)]
    assert removed(fixes_of(sorted(rows + hanging))) == {}


def test_a_ferry_and_an_aeroplane_stay() -> None:
    ferry = [*in_place(0, 600), *on_the_way(600, 7200, 0, 40_000), *in_place(7200, 9000, north=40_000)]
    assert removed(fixes_of(ferry)) == {}
    flight = [(60.0 * step, 15_000.0 * step, 0.0) for step in range(60)]
    assert removed(fixes_of(flight)) == {}, "900 km/h, and it does not come back"


def test_the_limits_can_be_set() -> None:
    rows = [(60.0 * step, 0, 0) for step in range(9)]
    rows[4] = (240, 4000, 0)
    walk = fixes_of(rows)
    assert removed(walk) == {}
    assert clean(walk, CleaningRules(limit_km_h=200))[1].rows() == [("a", "spike", 1)]


def test_a_silence_before_a_fix_that_goes_is_before_the_next() -> None:
    rows = [(float(step), 0.0, 0.0) for step in range(100)]
    rows[50] = (50, 9000, 0)
    both = pl.concat([fixes_of(rows, "a"), fixes_of(rows[:9], "b")])
    struck = both.with_columns(after_silence=(pl.int_range(pl.len()) == 50) | (pl.int_range(pl.len()) == 99))
    kept, counted = clean(struck)
    assert counted.rows() == [("a", "spike", 1)]
    assert kept["after_silence"].arg_true().to_list() == [50, 98], "the fix after the spike, and the one that had it"
    last = struck.with_columns(lat=pl.when(pl.int_range(pl.len()) == 99).then(95.0).otherwise("lat"))
    assert clean(last)[0]["after_silence"].arg_true().to_list() == [50], "it is not handed on to somebody else"
