"""Whatever somebody does, wherever: staypoints and triplegs are those of the definition, fix by fix."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.movement import Preset, find_staypoints, find_triplegs, find_trips, tracked, tracking_quality
from tests.makers.movement.walks import METRE
from tests.oracles import slow_stays

START = datetime(2026, 3, 28, 22, tzinfo=UTC)
# Somewhere in a town, beside the date line, near a pole, and at both.
PLACES = [(51.45, -2.6), (0.0, 179.9999), (-16.5, -179.9999), (84.0, 20.0), (-89.999, 0.0)]
waits = st.sampled_from([1, 5, 60, 299, 600, 900, 901, 4000])
steps = st.tuples(waits, st.integers(-60, 60), st.integers(-60, 60), st.sampled_from([1, 1, 1, 1, 40]), st.booleans())
presets = st.sampled_from([Preset("a", 100, 5), Preset("b", 200, 20), Preset("c", 30, 1, 2), Preset("d", 3000, 10)])


def walk_of(place: tuple[float, float], walk: list[tuple[int, int, int, int, bool]]) -> list[slow_stays.Fix]:
    lat, lon = place
    seconds, fixes = 0.0, []
    for wait, north, east, times, struck in walk:
        lat = max(-90.0, min(90.0, lat + north * times * METRE))
        lon = (lon + east * times * METRE / max(math.cos(math.radians(lat)), 0.01) + 180) % 360 - 180
        fixes.append((seconds, lat, lon, struck and wait == 1))
        seconds += wait
    return fixes


def table_of(fixes: list[slow_stays.Fix], person: str) -> pl.DataFrame:
    seconds = pl.Series([round(one[0] * 1e6) for one in fixes], dtype=pl.Int64)
    return pl.DataFrame(
        {
            "person": [person] * len(fixes),
            "time": seconds.cast(pl.Duration("us")) + START,
            "lat": [one[1] for one in fixes],
            "lon": [one[2] for one in fixes],
            "after_silence": [one[3] for one in fixes],
        },
        schema_overrides={"time": pl.Datetime("us", "UTC")},
    )


walks = st.lists(st.tuples(st.sampled_from(PLACES), st.lists(steps, min_size=1, max_size=60)), min_size=1, max_size=3)


@settings(deadline=None, max_examples=200)
@given(walks, presets)
def test_staypoints_and_triplegs_are_those_of_the_definition(people: list, preset: Preset) -> None:
    fixes = [walk_of(place, walk) for place, walk in people]
    table = pl.concat([table_of(one, f"p{number}") for number, one in enumerate(fixes)])
    stays = find_staypoints(table, preset)
    legs = find_triplegs(table, stays, preset)
    expected, expected_legs = [], []
    for number, own in enumerate(fixes):
        its = slow_stays.stays_of(own, preset.within_m, preset.least_min * 60, preset.gap_min * 60)
        expected += [(f"p{number}", own[a][0], own[b][0], b - a + 1, silent, spell) for a, b, silent, spell in its]
        expected_legs += [
            (f"p{number}", own[a][0], own[b][0]) for a, b in slow_stays.triplegs_of(own, its, preset.gap_min * 60)
        ]
    seconds = [((pl.col(name) - START).dt.total_seconds().cast(pl.Float64)) for name in ("started_at", "finished_at")]
    assert stays.select("person", *seconds, "fixes_n", "ends_in_silence", "spell").rows() == expected
    assert legs.select("person", *seconds).rows() == expected_legs
    for _, one in table.group_by("person"):
        its = find_staypoints(one.sort("time"), preset)
        for row in its.rows(named=True):
            inside = one.filter(pl.col("time").is_between(row["started_at"], row["finished_at"]))
            assert inside["lat"].min() - 1e-9 <= row["lat"] <= inside["lat"].max() + 1e-9


@settings(deadline=None, max_examples=100)
@given(walks, presets)
def test_what_always_holds(people: list, preset: Preset) -> None:
    table = pl.concat([table_of(walk_of(*one), f"p{number}") for number, one in enumerate(people)])
    stays = find_staypoints(table, preset)
    legs = find_triplegs(table, stays, preset)
    trips = find_trips(stays, legs, preset)
    assert trips["triplegs_n"].sum() == len(legs), "every tripleg is part of one trip"
    events = pl.concat([one.select("person", "started_at", "finished_at") for one in (stays, legs)]).sort(
        "person", "started_at"
    )
    overlap = (pl.col("started_at") <= pl.col("finished_at").shift()).over("person")
    assert not events.select(overlap.any()).item(), "nobody is at two places, or stays and goes"
    ends = trips.select("person", "from_staypoint", "to_staypoint").drop_nulls()
    assert (ends["from_staypoint"] < ends["to_staypoint"]).all()
    lasting = (stays["finished_at"] - stays["started_at"]).dt.total_seconds().sum()
    quality = tracking_quality(table, preset.gap_min)
    assert lasting <= quality["tracked_s"].sum() + 1e-6, "no stay is longer than what was tracked"
    assert (quality["quality"].is_nan() | quality["quality"].is_between(0, 1 + 1e-9)).all()
    assert abs(tracked(table, "Europe/London", preset.gap_min)["seconds"].sum() - quality["tracked_s"].sum()) < 1e-6
