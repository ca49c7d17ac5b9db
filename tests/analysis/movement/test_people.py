"""What is kept of a person: measures in the town's metres, and shares of time that add up."""

from __future__ import annotations

import math
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.movement import find_staypoints, hulls_by_day, measures_of_people, time_shares, tracking_quality
from geo.errors import UsageError
from tests.makers.movement.walks import fixes_of, in_place

# (0, 0) for 20 minutes, (0, 1000) for 10, (3000, 0) for 10: by duration the worked value of definitions.md.
ROUND = [*in_place(0, 1200), *in_place(1800, 2400, east=1000), *in_place(3000, 3600, north=3000)]


def measured(rows: list[tuple[float, float, float]], **options: str) -> dict[str, float]:
    walk = fixes_of(rows)
    (row,) = measures_of_people(find_staypoints(walk), tracking_quality(walk), **options).rows(named=True)
    return row


def test_the_radius_is_in_metres_of_the_town_and_by_duration() -> None:
    row = measured(ROUND)
    assert row["rg_km"] == pytest.approx(1.369306, abs=0.005)
    assert row["days_n"] == 1
    assert row["quality"] == pytest.approx(1.0)
    by_count = measured(ROUND, weight="count")
    assert by_count["rg_km"] == pytest.approx(
        math.sqrt((2 * 333.3**2 + 666.7**2 + 2 * 1000**2 + 2000**2) / 3) / 1000, abs=0.006
    )
    with pytest.raises(UsageError, match="cannot be weighed"):
        measured(ROUND, weight="speed")


def test_all_measures_of_three_places() -> None:
    row = measured(ROUND)
    assert (row["entropy_random"], row["entropy_uncorrelated"]) == pytest.approx((math.log2(3), math.log2(3)))
    assert row["entropy_real"] == pytest.approx(3 * math.log2(3) / 4)
    assert row["exploration"] == 1
    assert row["hull_km2"] == pytest.approx(1.5, rel=0.02)
    assert row["ellipse_km2"] > 0
    assert row["k2_rg_km"] == pytest.approx(math.sqrt(2 / 9), abs=0.005), "the first two places, 20 and 10 minutes"


def test_fewer_than_three_stays_have_no_space_and_one_no_radius() -> None:
    row = measured(in_place(0, 1200))
    assert (row["rg_km"], row["hull_km2"], row["ellipse_km2"]) == (0, 0, 0)
    assert math.isnan(row["entropy_real"])


def test_parts_of_the_people_give_parts_of_the_table() -> None:
    walks = pl.concat([fixes_of(ROUND, "a"), fixes_of(in_place(0, 1200), "b"), fixes_of([(0, 0, 0)], "c")])
    stays, quality = find_staypoints(walks), tracking_quality(walks)
    whole = measures_of_people(stays, quality, crs="EPSG:27700")
    assert whole["person"].to_list() == ["a", "b"]
    apart = [
        measures_of_people(part, quality, crs="EPSG:27700")
        for part in stays.partition_by("person", maintain_order=True)
    ]
    assert pl.concat(apart).equals(whole)
    assert measures_of_people(stays.clear()).schema == whole.schema
    assert measures_of_people(stays)["quality"].is_nan().all()


def test_the_space_of_each_day() -> None:
    """Three places on Tuesday, two on Wednesday; a stay from the one day to the other counts on both."""
    tuesday = [*ROUND, *in_place(17.5 * 3600, 19 * 3600, north=3000, east=1000)]
    wednesday = [(time + 86_400, north, east) for time, north, east in ROUND[:32]]
    stays = find_staypoints(fixes_of([*tuesday, *wednesday]))
    days = hulls_by_day(stays)
    assert days.select("day", "staypoints_n").rows() == [(date(2026, 6, 2), 4), (date(2026, 6, 3), 3)]
    assert days["hull_km2"].to_list() == pytest.approx([3.0, 1.5], rel=0.03)
    assert hulls_by_day(stays[:2])["hull_km2"].to_list() == [0]
    assert hulls_by_day(stays.clear()).schema == days.schema


def spells(*rows: tuple[str, str, float]) -> pl.DataFrame:
    return pl.DataFrame(
        list(rows), schema={"person": pl.String, "area_id": pl.String, "seconds": pl.Float64}, orient="row"
    )


def test_time_in_the_own_area_beside_it_across_town_and_out_of_town() -> None:
    found = time_shares(
        spells(("a", "N", 50), ("a", "S", 20), ("a", "W", 20), ("a", "", 10), ("b", "N", 30), ("b", "", 10)),
        {"a": "N", "b": ""},
        {"N": ["S"], "S": ["N", "W"]},
    )
    assert found.columns == ["person", "own_share", "adjacent_share", "city_share", "elsewhere_share", "seconds"]
    assert found.row(0) == ("a", 0.5, 0.2, 0.2, 0.1, 100)
    assert [math.isnan(one) for one in found.row(1)[1:4]] == [True] * 3, "whose home is not known has no own area"
    assert found.row(1)[4] == 0.25


areas = st.sampled_from(["N", "S", "W", "E", ""])


@given(st.lists(st.tuples(st.sampled_from("ab"), areas, st.floats(1, 1e5)), min_size=1, max_size=30))
def test_shares_add_up(rows: list[tuple[str, str, float]]) -> None:
    found = time_shares(spells(*rows), {"a": "N", "b": "W"}, {"N": ["S", "N"], "W": []})
    for row in found.rows():
        assert sum(row[1:5]) == pytest.approx(1)
        assert min(row[1:5]) >= 0
