"""H3 cells of many points, fast: equal to H3's own for every point, at a fortieth of the time.

A kernel says which hexagon of the lattice a point lies in; H3 itself names each hexagon, asked once of a point in it,
and every point that lies on an edge as far as numbers can tell.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl
from h3.api.basic_int import latlng_to_cell
from numpy.typing import ArrayLike, NDArray

from analysis.movement.frames import Walks, walks_of
from analysis.movement.lattice import place_in_lattice
from geo.errors import UsageError

__all__ = ["cells_of", "cells_of_people"]

RADIUS_M = 6_371_000.0
_DENSE = 16
"""With so many places for each key at most, a table of all of them is filled, else keys are grouped."""
# H3's own: the side of a face's first hexagon in its plane, and by how much every other resolution is turned.
FIRST_STEP = 0.38196601125010500003
TURN = math.asin(math.sqrt(3.0 / 28.0))
# Centres of H3's icosahedron's faces (latitude, longitude) and the direction of the first axis there, radians.
FACES = (
    (0.803582649718989942, 1.248397419617396099, 5.619958268523939882),
    (1.307747883455638156, 2.536945009877921159, 5.760339081714187279),
    (1.054751253523952054, -1.347517358900396623, 0.780213654393430055),
    (0.600191595538186799, -0.450603909469755746, 0.430469363979999913),
    (0.491715428198773866, 0.401988202911306943, 6.130269123335111400),
    (0.172745327415618701, 1.678146885280433686, 2.692877706530642877),
    (0.605929321571350690, 2.953923329812411617, 2.982963003477243874),
    (0.427370518328979641, -1.888876200336285401, 3.532912002790141181),
    (-0.079066118549212831, -0.733429513380867741, 3.494305004259568154),
    (-0.230961644455383637, 0.506495587332349035, 3.003214169499538391),
    (0.079066118549212831, 2.408163140208925497, 5.930472956509811562),
    (0.230961644455383637, -2.635097066257444203, 0.138378484090254847),
    (-0.172745327415618701, -1.463445768309359553, 0.448714947059150361),
    (-0.605929321571350690, -0.187669323777381622, 0.158629650112549365),
    (-0.427370518328979641, 1.252716453253507838, 5.891865957979238535),
    (-0.600191595538186799, 2.690988744120037492, 2.711123289609793325),
    (-0.491715428198773866, -2.739604450678486295, 3.294508837434268316),
    (-0.803582649718989942, -1.893195233972397139, 3.804819692245439833),
    (-1.307747883455638156, -0.604647643711872080, 3.664438879055192436),
    (-1.054751253523952054, 1.794075294689396615, 2.361378999196363184),
)


@lru_cache(maxsize=16)
def _faces_of(resolution: int) -> NDArray[np.float64]:
    """(20, 9): centre, first axis and the axis across it of each face, in steps of the resolution's lattice."""
    step = math.sqrt(7.0) ** resolution / FIRST_STEP
    rows = []
    for lat, lon, azimuth in FACES:
        turned = azimuth - (TURN if resolution % 2 else 0.0)
        centre = np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])
        north = np.array([-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)])
        east = np.array([-math.sin(lon), math.cos(lon), 0.0])
        along = step * (math.cos(turned) * north + math.sin(turned) * east)
        across = step * (math.sin(turned) * north - math.cos(turned) * east)
        rows.append(np.concatenate([centre, along, across]))
    return np.ascontiguousarray(rows)


def cells_of(lat: ArrayLike | pl.Series, lon: ArrayLike | pl.Series, resolution: int) -> NDArray[np.uint64]:
    """H3 cell of each point.

    Args:
        lat, lon: (n,) degrees.
        resolution: 0 to 15.

    Returns:
        uint64 (n,): H3 indexes as numbers; 0 where a coordinate is missing or not on the globe.
    """
    names, numbers = numbered_cells(lat, lon, resolution)
    return np.asarray(names[numbers])


def numbered_cells(
    lat: ArrayLike | pl.Series, lon: ArrayLike | pl.Series, resolution: int
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """The distinct cells of points, and which of them each point lies in.

    Returns:
        ``(cells, numbers)``: uint64 in the order in which they are seen, the last is 0; int32 (n,) positions in it.
    """
    if not (isinstance(resolution, int | np.integer) and 0 <= resolution <= 15):
        raise UsageError(f"There is no resolution {resolution!r}.", "Needed: a whole number from 0 to 15.")
    lats, lons = (np.ascontiguousarray(one, np.float64) for one in (lat, lon))
    n, slots = len(lats), 1 << 14
    faces = _faces_of(int(resolution))
    unit_m = RADIUS_M * FIRST_STEP / math.sqrt(7.0) ** resolution
    found, counts = np.empty(n, np.int32), np.zeros(4, np.int64)
    while True:
        keys, numbers, first = np.full(slots, -1, np.int64), np.empty(slots, np.int32), np.empty(slots, np.int64)
        arguments = (n, slots, unit_m, lats, lons, faces, keys, numbers, first, found, counts)
        if place_in_lattice(*arguments):
            break
        # As many hexagons as came so far, for all points; twice, since half of the table stays free.
        slots = max(slots * 4, 1 << int(2.0 * counts[1] * n / max(int(counts[0]), 1)).bit_length())
    seen = first[: counts[1]]
    lonely = np.flatnonzero(found == -1) if counts[2] else np.zeros(0, np.int64)
    asked = np.concatenate([seen, lonely])
    pairs = zip(lats[asked].tolist(), lons[asked].tolist(), strict=True)
    names = [latlng_to_cell(a, b, resolution) for a, b in pairs]
    found[lonely] = len(seen) + np.arange(len(lonely))
    if counts[3]:
        found[found == -2] = len(names)
    return np.array([*names, 0], np.uint64), found


def cells_of_people(fixes: pl.DataFrame | Walks, resolution: int) -> pl.DataFrame:
    """How often everybody was found in each cell, and how often they came there.

    Args:
        fixes: FIXES (person, time, lat, lon), sorted by person and time.
        resolution: 0 to 15.

    Returns:
        person, cell (u64), fixes_n, runs_n (rows of fixes one after the other in the cell); by person and cell.
    """
    schema = {"person": pl.String, "cell": pl.UInt64, "fixes_n": pl.UInt32, "runs_n": pl.UInt32}
    walks = walks_of(fixes)
    if not walks.people:
        return pl.DataFrame(schema=schema)
    names, numbers = numbered_cells(walks.lat, walks.lon, resolution)
    is_new = np.empty(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=is_new[1:])
    is_new[walks.at[:-1]] = True
    first = np.flatnonzero(is_new)
    owner = np.searchsorted(walks.at, first, side="right") - 1
    # Sorted by their number, cells have one key with their person.
    cells, place = np.unique(names, return_inverse=True)
    key = owner * len(cells) + place[numbers[first]]
    lengths = np.diff(first, append=len(numbers))
    keys, fixes_n, runs_n = _summed(key, lengths, len(walks.people) * len(cells))
    who, where = np.divmod(keys, len(cells))
    people = pl.Series(walks.people, dtype=pl.String).gather(who)
    columns = {"person": people, "cell": cells[where], "fixes_n": fixes_n, "runs_n": runs_n}
    return pl.DataFrame(columns, schema_overrides=schema)


def _summed(keys: NDArray[np.int64], amounts: NDArray[np.int64], most: int) -> tuple[NDArray[Any], ...]:
    """The distinct keys in order, the sum of the amounts of each, and how often it comes; keys are below ``most``."""
    if most <= _DENSE * len(keys):
        often = np.bincount(keys, minlength=most)
        seen = np.flatnonzero(often)
        sums = np.bincount(keys, weights=amounts, minlength=most)[seen]
        counts = sums.astype(np.uint32), often[seen].astype(np.uint32)
        return seen, *counts
    counted = pl.DataFrame({"key": keys, "amount": amounts}).group_by("key").agg(pl.col("amount").sum(), n=pl.len())
    ordered = counted.sort("key")
    grouped = (ordered[name].cast(pl.UInt32).to_numpy() for name in ("amount", "n"))
    return ordered["key"].to_numpy(), *grouped
