"""Staypoints: what a stay is, and where others are not followed."""

from __future__ import annotations

import math

import polars as pl
import pytest

from analysis.movement import PRESETS, Preset, find_staypoints
from geo.errors import UsageError
from tests.makers.movement.walks import fixes_of, in_place, on_the_way


def minutes(stays: pl.DataFrame) -> list[tuple[float, float, bool]]:
    """First and last minute of each stay after the start, and whether silence follows."""
    start = pl.datetime(2026, 6, 2, 8, time_unit="us", time_zone="UTC")
    rows = stays.select(
        begin=(pl.col("started_at") - start).dt.total_seconds() / 60,
        end=(pl.col("finished_at") - start).dt.total_seconds() / 60,
        silence="ends_in_silence",
    )
    return rows.rows()


def test_a_stay_ends_with_its_last_fix_inside() -> None:
    """Not with the first one away, as trackintel and scikit-mobility have it (docs/definitions.md)."""
    walk = fixes_of([*in_place(0, 600), *on_the_way(600, 1200, 0, 2000), *in_place(1200, 1800, north=2000)])
    assert minutes(find_staypoints(walk)) == [(0, 10, False), (20, 30, True)]


def test_a_stay_before_a_silence_is_kept_and_the_silence_is_no_stay() -> None:
    walk = fixes_of([*in_place(0, 600), *in_place(7200, 7800)])
    assert minutes(find_staypoints(walk)) == [(0, 10, True), (120, 130, True)]


def test_a_silence_before_leaving_is_no_stay() -> None:
    """Ten minutes between two far fixes: trackintel counts a stay of one fix (its issue 615)."""
    assert find_staypoints(fixes_of([(0, 0, 0), (600, 5000, 0), (660, 9000, 0)])).is_empty()


def test_neither_half_of_a_stay_is_made_longer_by_the_silence_between() -> None:
    walk = fixes_of([*in_place(0, 240), *in_place(3600, 3840)])
    assert find_staypoints(walk).is_empty()


def test_a_struck_out_minute_is_a_silence() -> None:
    walk = fixes_of([*in_place(0, 600), *in_place(660, 1260)])
    assert minutes(find_staypoints(walk)) == [(0, 21, True)]
    struck = walk.with_columns(after_silence=pl.int_range(pl.len()) == 11)
    assert minutes(find_staypoints(struck)) == [(0, 10, True), (11, 21, True)]


def test_the_presets_are_the_published_ones() -> None:
    walk = fixes_of([*in_place(0, 900), *on_the_way(900, 960, 0, 150), *in_place(960, 2400, north=150)])
    assert [(one.within_m, one.least_min) for one in PRESETS.values()] == [(100, 5), (200, 20)]
    assert minutes(find_staypoints(walk, "trackintel")) == [(0, 15, False), (16, 40, True)]
    assert minutes(find_staypoints(walk, "skmob")) == [(0, 40, True)]


def test_the_place_is_the_mean_of_all_fixes_inside_also_across_the_date_line() -> None:
    east = fixes_of(in_place(0, 600)).with_columns(lon=pl.Series([179.9999, -179.9997] * 5 + [179.9999]))
    (row,) = find_staypoints(east).rows(named=True)
    assert row["fixes_n"] == 11
    assert row["lon"] == pytest.approx(-180 + 0.0000818, abs=1e-6)
    assert row["lat"] == pytest.approx(east["lat"].mean(), abs=1e-9)


def test_everybody_by_themselves() -> None:
    """Parts of the people give parts of the result: nobody's stay goes on in the next one's."""
    walks = pl.concat([fixes_of(in_place(0, 600), "a"), fixes_of(in_place(660, 900), "b"), fixes_of([], "c")])
    stays = find_staypoints(walks)
    assert stays["person"].to_list() == ["a"]
    apart = [find_staypoints(part) for part in walks.partition_by("person", maintain_order=True)]
    assert pl.concat(apart).equals(stays)


def test_no_fix_and_one_fix_and_all_at_one_point() -> None:
    assert find_staypoints(fixes_of([])).schema == find_staypoints(fixes_of(in_place(0, 600))).schema
    assert find_staypoints(fixes_of([(0, 0, 0)])).is_empty()
    assert minutes(find_staypoints(fixes_of([(60 * step, 0, 0) for step in range(30)]))) == [(0, 29, True)]


def test_what_is_not_sorted_is_said() -> None:
    walk = fixes_of(in_place(0, 600))
    with pytest.raises(UsageError, match="not in the order of their times"):
        find_staypoints(walk.reverse())
    with pytest.raises(UsageError, match="rows of a person are not together"):
        find_staypoints(pl.concat([fixes_of([(0, 0, 0)], name) for name in "aba"]))
    with pytest.raises(UsageError, match="no preset 'movingpandas'"):
        find_staypoints(walk, "movingpandas")
    with pytest.raises(UsageError, match="above 0"):
        find_staypoints(walk, Preset("mine", 0, 5))


@pytest.mark.parametrize("bearing", range(0, 360, 30))
@pytest.mark.parametrize(("lat", "lon"), [(51.45, -2.6), (0.0, 180.0), (79.9, 20.0), (-88.0, -70.0)])
def test_the_border_of_a_stay_is_sharp_all_round(lat: float, lon: float, bearing: int) -> None:
    """Ten centimetres nearer than 100 m is in, ten further is out, as trackintel measures it."""

    def at(metres: float) -> tuple[float, float]:
        arc, course, phi = metres / 6_371_000, math.radians(bearing), math.radians(lat)
        there = math.asin(math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * math.cos(course))
        turn = math.atan2(
            math.sin(course) * math.sin(arc) * math.cos(phi), math.cos(arc) - math.sin(phi) * math.sin(there)
        )
        return math.degrees(there), (lon + math.degrees(turn) + 180) % 360 - 180

    for metres, fixes_n in ((99.9, 12), (100.1, 11)):
        spots = [*[at(0)] * 11, at(metres)]
        walk = fixes_of([(60 * step, 0, 0) for step in range(12)]).with_columns(
            lat=pl.Series([one[0] for one in spots]), lon=pl.Series([one[1] for one in spots])
        )
        assert find_staypoints(walk)["fixes_n"].to_list() == [fixes_n]
