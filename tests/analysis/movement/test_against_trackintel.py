"""trackintel on GeoLife (two people of Beijing, 2008–09): equal, or a difference that definitions.md explains.

docs/definitions.md#staypoints-triplegs-and-trips has the table of differences.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.movement import PRESETS, find_homes, find_locations, find_staypoints, find_triplegs, find_trips
from tests.makers.movement.walks import fixes_of, in_place
from tests.oracles import by_trackintel

pytestmark = pytest.mark.slow


@lru_cache(maxsize=1)
def geolife(folder: Path) -> pl.DataFrame:
    """All fixes of both."""
    table = pl.read_csv(folder / "gps/csv/geolife_sample_skmob.txt.gz", schema_overrides={"uid": pl.String})
    time = pl.col("datetime").str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", time_zone="UTC")
    return table.select(person="uid", time=time, lat="lat", lon="lng").sort("person", "time")


@pytest.fixture(scope="module", params=list(PRESETS))
def both(request: pytest.FixtureRequest, real_data: Path) -> tuple[Any, ...]:
    """``(preset, fixes, ours, trackintel's positionfixes, its staypoints, its table)``."""
    fixes, preset = geolife(real_data), PRESETS[request.param]
    return (preset, fixes, find_staypoints(fixes, preset), *by_trackintel.staypoints_of(fixes, preset))


@pytest.fixture(scope="module")
def their_legs(both: tuple[Any, ...]) -> tuple[Any, pl.DataFrame]:
    """trackintel's triplegs between its own staypoints: as it has them, and as a table of ours."""
    preset, _, _, pfs, stays, _ = both
    return by_trackintel.triplegs_of(pfs, stays, preset)


def long_enough(theirs: pl.DataFrame, preset: Any) -> pl.Series:
    return (theirs["last_inside"] - theirs["started_at"]).dt.total_seconds() >= preset.least_min * 60


def test_staypoints_are_equal_or_the_difference_is_explained(both: tuple[Any, ...]) -> None:
    preset, fixes, ours, _, _, theirs = both
    leaving, silent = ours.filter(~pl.col("ends_in_silence")), ours.filter("ends_in_silence")
    same = theirs.filter(long_enough(theirs, preset))
    assert len(same) > 100
    assert leaving["person"].to_list() == same["person"].to_list()
    for one, other in (("started_at", "started_at"), ("finished_at", "last_inside"), ("fixes_n", "fixes_n")):
        assert leaving[one].to_list() == same[other].to_list()
    for name in ("lat", "lon"):
        assert leaving[name].to_numpy() == pytest.approx(same[name].to_numpy(), abs=1e-9)
    # What is ours alone is followed by a silence, or by nothing.
    assert len(silent) > 0
    after = silent.join(fixes, on="person").filter(pl.col("time") > pl.col("finished_at"))
    waited = after.group_by("person", "finished_at").agg(pl.col("time").min() - pl.col("finished_at").first())
    assert (waited["time"].dt.total_seconds() > preset.gap_min * 60).all()
    # What is trackintel's alone is long enough only by the way to the first fix away.
    alone = theirs.filter(~long_enough(theirs, preset))
    assert ours.join(alone, on=["person", "started_at"]).is_empty()
    assert ((alone["finished_at"] - alone["started_at"]).dt.total_seconds() >= preset.least_min * 60).all()


def test_a_place_differs_only_where_fixes_repeat_their_coordinates(both: tuple[Any, ...]) -> None:
    _, fixes, _, pfs, _, theirs = both
    inside = pl.DataFrame(
        {"stay": pfs["staypoint_id"].to_numpy(dtype="float64", na_value=-1), "lat": fixes["lat"], "lon": fixes["lon"]}
    )
    distinct = (
        inside.filter(pl.col("stay") >= 0)
        .unique(["stay", "lat", "lon"])
        .group_by("stay")
        .agg(pl.col("lat", "lon").mean())
        .sort("stay")
    )
    assert distinct["lat"].to_numpy() == pytest.approx(theirs["distinct_lat"].to_numpy(), abs=1e-9)
    assert distinct["lon"].to_numpy() == pytest.approx(theirs["distinct_lon"].to_numpy(), abs=1e-9)


def test_triplegs_and_trips_of_the_same_staypoints_are_equal(
    both: tuple[Any, ...], their_legs: tuple[Any, pl.DataFrame]
) -> None:
    preset, fixes, _, _, stays, theirs = both
    legs, table = their_legs
    same = theirs.with_columns(
        finished_at="last_inside",
        staypoint=pl.int_range(pl.len()).over("person").cast(pl.UInt32),
        spell=pl.lit(0, pl.UInt32),
    )
    ours = find_triplegs(fixes, same, preset)
    assert len(ours) > 100
    assert ours.select(table.columns).equals(table)
    # A trip goes by their ends of stays, so that the way to the first fix away is no silence.
    expected = by_trackintel.trips_of(stays, legs, preset)
    numbered = same.with_columns(finished_at=theirs["finished_at"], whole=pl.int_range(pl.len()))
    trips = find_trips(numbered, ours.with_columns(spell=pl.lit(0, pl.UInt32)), preset)
    for end in ("from", "to"):
        known = numbered.select("person", staypoint=pl.col("staypoint"), whole="whole").rename(
            {"staypoint": f"{end}_staypoint"}
        )
        trips = (
            trips.join(known, on=["person", f"{end}_staypoint"], how="left", maintain_order="left")
            .with_columns(pl.col("whole").alias(f"{end}_staypoint"))
            .drop("whole")
        )
    assert len(trips) > 100
    assert trips.select(expected.columns).equals(expected)


def test_triplegs_differ_only_where_staypoints_do(both: tuple[Any, ...], their_legs: tuple[Any, pl.DataFrame]) -> None:
    preset, fixes, ours, _, _, theirs = both
    _, table = their_legs
    legs = find_triplegs(fixes, ours, preset)
    alone = pl.concat([
        ours.filter("ends_in_silence").select("person", "started_at", "finished_at"),
        theirs.filter(~long_enough(theirs, preset)).select("person", "started_at", finished_at="last_inside"),
    ])  # fmt: skip
    for one, other in ((table, legs), (legs, table)):
        missing = one.join(other, on=["person", "started_at", "finished_at"], how="anti").with_row_index()
        slack = pl.duration(minutes=preset.gap_min)
        touched = missing.join(alone, on="person", suffix="_stay").filter(
            (pl.col("started_at_stay") - slack <= pl.col("finished_at"))
            & (pl.col("finished_at_stay") + slack >= pl.col("started_at"))
        )
        assert set(missing["index"]) == set(touched["index"])


def test_locations_and_home_are_equal_once_coordinates_are_the_right_way_round(both: tuple[Any, ...]) -> None:
    preset, _, ours, *_ = both
    stays, locations = find_locations(ours)
    right = by_trackintel.locations_of(ours)
    pairs = pl.DataFrame(
        {"person": stays["person"], "ours": stays["location"], "theirs": right["location_id"].to_numpy()}
    )
    assert pairs.unique().height == len(locations) == pairs.unique(["person", "theirs"]).height
    homes = {row["person"]: row for row in find_homes(ours, "trackintel").rows(named=True)}
    expected = by_trackintel.home_of(right)
    assert expected or preset.name == "skmob"
    assert {person for person, row in homes.items() if row["certain"]} == set(expected)
    for person, rows in expected.items():
        at_home = {place for place, (who, where) in enumerate(stays.select("person", "location").iter_rows())
                   if who == person and where == homes[person]["location"]}  # fmt: skip
        assert at_home == rows
    by_osna = {row["person"]: row for row in find_homes(ours, "osna", "UTC").rows(named=True)}
    for person, rows in by_trackintel.home_of(right, "OSNA").items():
        assert {stays["location"][place] for place in rows} == {by_osna[person]["location"]}


def test_trackintel_takes_longitude_for_latitude() -> None:
    """Two stays 90 m apart, in Bristol: one location if the second is north of the first, two if it is east."""
    first, north = in_place(0, 600), in_place(1200, 1800, north=90)
    east = in_place(1200, 1800, east=90)
    for second, theirs in ((north, 1), (east, 2)):
        stays = find_staypoints(fixes_of([*first, (660, 900, 0), *second]))
        assert len(stays) == 2
        assert len(find_locations(stays)[1]) == 1
        assert by_trackintel.locations_of(stays)["location_id"].nunique() == 1
        assert by_trackintel.locations_of(stays, swapped=False)["location_id"].nunique() == theirs
