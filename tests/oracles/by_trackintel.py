"""trackintel 1.4.2 on the same fixes, its results as tables of ours: the reference for what words mean.

What it calls the end of a stay is the first fix away; ``last_inside`` is the last of the stay's own.
"""

from __future__ import annotations

import warnings
from typing import Any

import geopandas as gpd
import pandas as pd
import polars as pl

from analysis.movement import Preset

__all__ = ["home_of", "locations_of", "positionfixes", "staypoints_of", "table_of", "triplegs_of", "trips_of"]


def _ti() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import trackintel
    return trackintel


def _points(table: pl.DataFrame, lat: str = "lat", lon: str = "lon") -> Any:
    return gpd.points_from_xy(table[lon].to_numpy(), table[lat].to_numpy(), crs="EPSG:4326")


def positionfixes(fixes: pl.DataFrame) -> Any:
    """The fixes as trackintel has them, numbered in our order."""
    table = {
        "user_id": fixes["person"].to_list(),
        "tracked_at": pd.DatetimeIndex(fixes["time"].to_numpy()).tz_localize("UTC"),
    }
    return _ti().Positionfixes(gpd.GeoDataFrame(table, geometry=_points(fixes)))


def staypoints_of(fixes: pl.DataFrame, preset: Preset) -> tuple[Any, Any, pl.DataFrame]:
    """``(positionfixes, staypoints, table)``: trackintel's own two, and person, started_at, finished_at (first away),
    last_inside, fixes_n, lat, lon (mean of all fixes inside), distinct_lat, distinct_lon (trackintel's own)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pfs, stays = positionfixes(fixes).generate_staypoints(
            dist_threshold=preset.within_m, time_threshold=preset.least_min, gap_threshold=preset.gap_min
        )
    return pfs, stays, table_of(pfs, stays)


def table_of(pfs: Any, stays: Any) -> pl.DataFrame:
    """Staypoints of trackintel as a table of ours."""
    inside = pfs[pfs["staypoint_id"].notna()]
    points = pd.DataFrame(
        {
            "id": inside["staypoint_id"].astype("int64"),
            "t": inside["tracked_at"],
            "x": inside.geometry.x,
            "y": inside.geometry.y,
        }
    )
    of_stay = points.groupby("id").agg(
        last_inside=("t", "max"), fixes_n=("t", "size"), lat=("y", "mean"), lon=("x", "mean")
    )
    whole = stays.join(of_stay)
    return pl.DataFrame(
        {
            "person": whole["user_id"].to_list(),
            **{name: _times(whole[name]) for name in ("started_at", "finished_at", "last_inside")},
            "fixes_n": whole["fixes_n"].to_numpy(),
            "lat": whole["lat"].to_numpy(),
            "lon": whole["lon"].to_numpy(),
            "distinct_lat": stays.geometry.y.to_numpy(),
            "distinct_lon": stays.geometry.x.to_numpy(),
        }
    )


def _times(column: Any) -> pl.Series:
    return pl.Series(column.dt.tz_localize(None).to_numpy()).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")


def triplegs_of(pfs: Any, stays: Any, preset: Preset) -> tuple[Any, pl.DataFrame]:
    """``(triplegs, table)``: trackintel's own, and person, started_at, finished_at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, legs = pfs.generate_triplegs(stays, gap_threshold=preset.gap_min)
    return legs, _spells(legs)


def trips_of(stays: Any, legs: Any, preset: Preset) -> pl.DataFrame:
    """person, started_at, finished_at, from_staypoint, to_staypoint (numbered through all people)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        flagged = stays.create_activity_flag(time_threshold=preset.activity_min)
        _, _, trips = flagged.generate_trips(legs, gap_threshold=preset.gap_min)
    ends = {
        f"{end}_staypoint": pl.Series(
            [None if pd.isna(one) else int(one) for one in trips[f"{name}_staypoint_id"]], dtype=pl.Int64
        )
        for end, name in (("from", "origin"), ("to", "destination"))
    }
    return _spells(trips).with_columns(**ends)


def _spells(table: Any) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "person": table["user_id"].to_list(),
            "started_at": _times(table["started_at"]),
            "finished_at": _times(table["finished_at"]),
        }
    )


def locations_of(staypoints: pl.DataFrame, *, swapped: bool = True) -> Any:
    """trackintel's staypoints with ``location_id``, of STAYPOINTS.

    It hands (x, y) to scikit-learn, which takes them for (latitude, longitude): ``swapped`` points make it right.
    """
    lat, lon = ("lon", "lat") if swapped else ("lat", "lon")
    table = {
        "user_id": staypoints["person"].to_list(),
        **{
            name: pd.DatetimeIndex(staypoints[name].to_numpy()).tz_localize("UTC")
            for name in ("started_at", "finished_at")
        },
    }
    stays = _ti().Staypoints(gpd.GeoDataFrame(table, geometry=_points(staypoints, lat, lon)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found, _ = stays.generate_locations(epsilon=100, num_samples=1)
    return found


def home_of(stays: Any, method: str = "FREQ") -> dict[str, set[int]]:
    """The rows of the staypoints that trackintel calls home, by person; after its own filters for FREQ."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _ti().analysis.location_identifier(stays, method=method, pre_filter=method == "FREQ")
    at_home = found[found["purpose"] == "home"]
    return {person: set(rows.index) for person, rows in at_home.groupby("user_id")}
