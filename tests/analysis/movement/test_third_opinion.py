"""trackintel and MovingPandas on made-up walks: the same radius, the same stops, and where they are not followed."""

from __future__ import annotations

import warnings
from datetime import timedelta
from typing import Any

import geopandas as gpd
import polars as pl
import pytest

from analysis.movement import find_staypoints
from analysis.movement.measures import radius_of_gyration
from tests.makers.movement.walks import fixes_of, in_place, on_the_way
from tests.oracles import by_trackintel

WALK = [*in_place(0, 1800), *on_the_way(1800, 3600, 0, 5000), *in_place(3600, 7200, north=5000),
        *on_the_way(7200, 8400, 5000, 0), *in_place(8400, 9600)]  # fmt: skip


def stops_of(fixes: pl.DataFrame) -> list[tuple[Any, Any]]:
    """Begin and end of each stop that MovingPandas finds within 200 m and of at least 5 minutes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import movingpandas

        points = gpd.points_from_xy(fixes["lon"].to_numpy(), fixes["lat"].to_numpy(), crs="EPSG:4326")
        table = gpd.GeoDataFrame({"t": fixes["time"].dt.replace_time_zone(None).to_numpy()}, geometry=points)
        line = movingpandas.Trajectory(table.set_index("t"), "a")
        found = movingpandas.TrajectoryStopDetector(line, n_processes=1).get_stop_time_ranges(200, timedelta(minutes=5))
    return [(one.t_0, one.t_n) for one in found]


def ours(fixes: pl.DataFrame) -> list[tuple[Any, Any]]:
    naive = [pl.col(name).dt.replace_time_zone(None) for name in ("started_at", "finished_at")]
    return find_staypoints(fixes).select(naive).rows()


def test_movingpandas_finds_the_same_stays() -> None:
    walk = fixes_of(WALK)
    found, theirs = ours(walk), stops_of(walk)
    assert len(found) == len(theirs) == 3
    for (begin, end), (its_begin, its_end) in zip(found, theirs, strict=True):
        assert abs(begin - its_begin.to_pydatetime()) <= timedelta(minutes=1)
        assert abs(end - its_end.to_pydatetime()) <= timedelta(minutes=1)


def test_movingpandas_takes_a_silence_for_a_stay() -> None:
    walk = fixes_of([*in_place(0, 240), *in_place(7200, 7440)])
    assert len(stops_of(walk)) == 1
    assert ours(walk) == []


def test_movingpandas_has_no_measures_of_a_person_yet() -> None:
    """They were rebuilt in 2026 and are not in 0.23.0: when they come, they are compared here."""
    import movingpandas

    names = " ".join(dir(movingpandas)) + " ".join(dir(movingpandas.TrajectoryCollection))
    assert not [word for word in ("gyration", "entropy", "home_location") if word in names]


@pytest.mark.parametrize("weight", ["count", "duration"])
def test_the_radius_of_trackintel(weight: str) -> None:
    walk = fixes_of(WALK)
    stays = find_staypoints(walk)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = by_trackintel.locations_of(stays, swapped=False).radius_gyration(method=weight)
    seconds = (stays["finished_at"] - stays["started_at"]).dt.total_seconds().to_numpy()
    weights = seconds if weight == "duration" else None
    assert radius_of_gyration(stays["lat"], stays["lon"], weights) * 1000 == pytest.approx(theirs.iloc[0], abs=1e-3)
