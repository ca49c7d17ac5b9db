"""Places somebody comes back to, and home by the published rules. docs/definitions.md#locations-and-home"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.movement import find_homes, find_locations, find_staypoints
from geo.errors import UsageError
from tests.makers.movement.walks import METRE, fixes_of, in_place

MONDAY = datetime(2026, 6, 1, 0, tzinfo=UTC)
LONDON = "Europe/London"


def stays_of(rows: list[tuple[float, float, float]], person: str = "a") -> pl.DataFrame:
    """STAYPOINTS of (hour from Monday 0:00 UTC, hours, metres north)."""
    begin = [MONDAY + timedelta(hours=one[0]) for one in rows]
    end = [MONDAY + timedelta(hours=one[0] + one[1]) for one in rows]
    shape = find_staypoints(fixes_of(in_place(0, 600)))
    return pl.DataFrame(
        {
            "person": [person] * len(rows), "staypoint": range(len(rows)), "started_at": begin, "finished_at": end,
            "lat": [51.45 + one[2] * METRE for one in rows], "lon": [-2.6] * len(rows), "fixes_n": [9] * len(rows),
            "ends_in_silence": [False] * len(rows), "spell": [0] * len(rows),
        },
        schema=shape.schema,
    )  # fmt: skip


def home(stays: pl.DataFrame, rule: str) -> tuple[int, bool]:
    """Metres north of everybody's (one person's) home, and whether it is certain."""
    (row,) = find_homes(stays, rule, LONDON).rows(named=True)
    assert row["rule"] == rule
    return round((row["lat"] - 51.45) / METRE), row["certain"]


def week(night_m: float = 0, day_m: float = 5000, lunch_m: float = 9000) -> list[tuple[float, float, float]]:
    """Seven nights of eight hours, days of nine hours, lunch elsewhere."""
    rows = []
    for day in range(7):
        rows += [(24 * day + 8, 4.0, day_m), (24 * day + 12.2, 0.5, 300 * day + lunch_m), (24 * day + 13, 5.0, day_m)]
        rows += [(24 * day + 21.5, 8.5, night_m)]
    return rows


def test_a_chain_of_steps_makes_one_location() -> None:
    stays = stays_of([(0, 1, 0), (2, 1, 90), (4, 1, 180), (6, 1, 281), (8, 1, 0)])
    numbered, locations = find_locations(stays)
    assert numbered["location"].to_list() == [0, 0, 0, 1, 0]
    assert locations["staypoints_n"].to_list() == [4, 1]
    assert (locations["lat"][0] - 51.45) / METRE == pytest.approx(67.5)
    assert locations["seconds"].to_list() == [4 * 3600, 3600]


def test_a_step_is_as_long_on_the_ground_to_the_east_as_to_the_north() -> None:
    """trackintel takes longitude for latitude: 90 m to the east are 144 m to it in Bristol."""
    stays = stays_of([(0, 1, 0), (2, 1, 0), (4, 1, 0)]).with_columns(
        lon=pl.Series([-2.6, -2.6 + 90 * METRE / 0.6232, -2.6 + 195 * METRE / 0.6232])
    )
    assert find_locations(stays)[0]["location"].to_list() == [0, 0, 1]


def test_locations_are_each_persons_own() -> None:
    both = pl.concat([stays_of([(0, 1, 0)], "a"), stays_of([(0, 1, 5000), (2, 1, 0)], "b")])
    assert find_locations(both)[0]["location"].to_list() == [0, 0, 1]
    assert find_locations(both.clear())[1].schema == find_locations(both)[1].schema


spots = st.lists(st.tuples(st.floats(-400, 400), st.floats(-400, 400)), min_size=1, max_size=40)


@settings(deadline=None)
@given(spots, st.sampled_from([(0.0, 0.0), (51.45, -2.6), (39.9, 116.3), (-45.0, 179.9999), (69.6, 18.9)]))
def test_locations_are_those_of_scikit_learn(points: list[tuple[float, float]], about: tuple[float, float]) -> None:
    from sklearn.cluster import DBSCAN

    lat = about[0] + np.array([one[0] for one in points]) * METRE
    lon = (about[1] + np.array([one[1] for one in points]) * METRE / np.cos(np.radians(about[0])) + 180) % 360 - 180
    stays = stays_of([(place, 0.5, 0) for place in range(len(points))]).with_columns(
        lat=pl.Series(lat), lon=pl.Series(lon)
    )
    ours = find_locations(stays)[0]["location"].to_numpy()
    theirs = DBSCAN(eps=100 / 6_371_000, min_samples=1, algorithm="ball_tree", metric="haversine").fit_predict(
        np.radians(np.column_stack([lat, lon]))
    )
    _, in_order = np.unique(theirs, return_inverse=True)
    assert ours.tolist() == in_order.tolist(), "both number locations in the order in which they are seen"


def test_home_is_where_the_nights_are() -> None:
    assert home(stays_of(week()), "skmob") == (0, True)


def test_a_long_night_counts_by_its_hours_and_not_as_one_record() -> None:
    """Five late drinks are five records of a pub, and not more than one night at home."""
    drinks = [(24 * day + 21.5, 0.9, 2000) for day in range(5)]
    assert home(stays_of([*drinks, (24 * 5 + 17, 14, 0)]), "skmob") == (0, False)


def test_without_nights_home_is_where_most_time_is_and_not_certain() -> None:
    assert home(stays_of([(9, 2, 0), (12, 5, 700), (33, 2, 0)]), "skmob") == (700, False)


def test_a_night_belongs_to_the_evening_it_began() -> None:
    """One night on both sides of three o'clock is one; two make a home certain."""
    one = [(22.0, 8.0, 0.0)]
    assert home(stays_of(one), "skmob") == (0, False)
    assert home(stays_of([*one, (46.0, 8.0, 0.0)]), "skmob") == (0, True)


def test_the_longest_time_of_locations_that_pass_the_filters() -> None:
    twice = week() + [(one[0] + 168, one[1], one[2]) for one in week(lunch_m=20_000)]
    assert home(stays_of(twice), "trackintel") == (5000, True), "by duration alone it is where the day goes"
    assert home(stays_of(week()), "trackintel") == (5000, False), "nine locations are too few"
    assert home(stays_of(week()[:8]), "trackintel") == (5000, False), "eight staypoints are too few"


def test_the_weighted_hours_of_weekdays() -> None:
    assert home(stays_of(week()), "osna") == (0, True), "08 to 19 does not count"
    weekend = [(24 * day + 21.5, 8.5, 700.0) for day in (4, 5)]
    assert home(stays_of([*weekend, (24 * 0 + 20, 2, 0)]), "osna") == (0, False), (
        "their middles are on Saturday and Sunday"
    )


def test_a_rule_must_be_known() -> None:
    with pytest.raises(UsageError, match="no rule 'guess'"):
        find_homes(stays_of(week()), "guess")
    assert find_homes(stays_of(week()).clear(), "skmob").is_empty()


def test_everybody_by_themselves() -> None:
    both = pl.concat([stays_of(week(), "a"), stays_of(week(700, 8000), "b")])
    found = find_homes(both, "skmob", LONDON)
    apart = [find_homes(part, "skmob", LONDON) for part in both.partition_by("person", maintain_order=True)]
    assert pl.concat(apart).equals(found)
    assert len(found) == 2
