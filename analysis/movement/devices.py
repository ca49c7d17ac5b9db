"""Two devices in one log, as Google's records have it: a phone in the pocket and a tablet on the table.

Drawn one after the other they make a spider's web. docs/definitions.md#cleaning-of-fixes.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.movement.hours import day_of

__all__ = ["other_devices"]

# A place is a square of about 150 m: what moves less than that does not move.
SQUARE = 0.0015
# A device that never gets further than this about does not move.
STILL_M = 300.0
SAME_TIME_MIN = 60


def other_devices(fixes: pl.DataFrame) -> pl.Series:
    """Fixes of a device that somebody did not carry, while another of theirs reports within an hour.

    Of two devices the one that moves is kept: which comes to more places on the days that both report. Where both come
    to equally many, the one with more fixes. A device that never moves, of somebody with one that does, is left out
    altogether. So a new phone, whose fixes follow those of the old one, loses nothing.

    Args:
        fixes: person, device, time, lat, lon; sorted by person and time.

    Returns:
        Boolean: true for fixes to leave out.
    """
    out = np.zeros(len(fixes), bool)
    if fixes["device"].n_unique() < 2:
        return pl.Series(out)
    several = fixes.group_by("person").agg(pl.col("device").n_unique()).filter(pl.col("device") > 1)["person"]
    if several.is_empty():
        return pl.Series(out)
    rows = fixes.select("person", "device", "time", "lat", "lon", row=pl.int_range(pl.len()))
    for _, own in rows.filter(pl.col("person").is_in(several.implode())).group_by("person"):
        out[_of_one(own)] = True
    return pl.Series(out)


def _of_one(own: pl.DataFrame) -> np.ndarray:
    """Rows to leave out of one person's."""
    cosine = pl.col("lat").radians().cos().clip(0.01)
    square = pl.struct((pl.col("lat") / SQUARE).floor(), (pl.col("lon") * cosine / SQUARE).round())
    placed = own.with_columns(square=square, day=day_of(pl.col("time"), "UTC"))
    shared = placed.filter(pl.col("device").n_unique().over("day") > 1)
    moves = placed.group_by("device").agg(everywhere=_extent_m())
    places = shared.unique(["device", "day", "square"]).group_by("device").agg(places=pl.len())
    ranked = (
        placed.group_by("device").agg(fixes=pl.len()).join(places, on="device", how="left")
        .join(moves, on="device").with_columns(pl.col("places").fill_null(0))
        .sort("places", "fixes", "device", descending=[True, True, False])
    )  # fmt: skip
    order, extents = ranked["device"].to_list(), ranked["everywhere"].to_list()
    time = own["time"].to_physical().to_numpy()
    device, row = own["device"].to_numpy(), own["row"].to_numpy()
    kept = device == order[0]
    left_out = []
    for name, extent_m in list(zip(order, extents, strict=True))[1:]:
        its = np.flatnonzero(device == name)
        if extent_m < STILL_M <= extents[0]:
            left_out.append(its)
            continue
        is_beside = _within(time[its], np.sort(time[kept]), SAME_TIME_MIN * 60e6)
        left_out.append(its[is_beside])
        kept[its[~is_beside]] = True
    return row[np.concatenate(left_out)]


def _extent_m() -> pl.Expr:
    """How far a device comes about, south to north and west to east, without its 2 % outermost fixes."""
    lat = pl.col("lat").quantile(0.99) - pl.col("lat").quantile(0.01)
    lon = (pl.col("lon").quantile(0.99) - pl.col("lon").quantile(0.01)) * pl.col("lat").median().radians().cos()
    return pl.max_horizontal(lat, lon) * 111_195.0


def _within(times: np.ndarray, others: np.ndarray, most: float) -> np.ndarray:
    """Is there one of ``others`` (sorted, at least one) no further from each time than ``most``?"""
    place = np.searchsorted(others, times)
    after = others[np.minimum(place, len(others) - 1)] - times
    before = times - others[np.maximum(place - 1, 0)]
    return np.minimum(np.abs(after), np.abs(before)) <= most
