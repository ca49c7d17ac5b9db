"""Triplegs and trips: between stays and silences, between activities."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from analysis.movement import Preset, find_staypoints, find_triplegs, find_trips
from analysis.movement.frames import STAYPOINTS, TRIPLEGS
from tests.makers.movement.walks import METRE, fixes_of, in_place, on_the_way

HOME, WORK = in_place(0, 1800), in_place(3600, 7200, north=5000)


def found(rows: list[tuple[float, float, float]], **columns: object) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    walk = fixes_of(rows, **columns)
    stays = find_staypoints(walk)
    legs = find_triplegs(walk, stays)
    return stays, legs, find_trips(stays, legs)


def minute(column: pl.Series) -> list[float]:
    start = pl.datetime(2026, 6, 2, 8, time_unit="us", time_zone="UTC")
    return pl.DataFrame({"at": column}).select((pl.col("at") - start).dt.total_seconds() / 60).to_series().to_list()


def test_a_trip_from_home_to_work() -> None:
    stays, legs, trips = found([*HOME, *on_the_way(1800, 3600, 0, 5000), *WORK])
    (trip,) = trips.rows(named=True)
    assert (trip["from_staypoint"], trip["to_staypoint"], trip["triplegs_n"]) == (0, 1, 1)
    assert (minute(trips["started_at"]), minute(trips["finished_at"])) == ([31], [59])
    assert legs["length_m"][0] == pytest.approx(5000 * 28 / 30, rel=1e-3)
    assert (trip["from_lat"], trip["to_lat"]) == (stays["lat"][0], stays["lat"][1]), "a trip is between its stays"


def test_a_wait_at_a_stop_does_not_end_a_trip() -> None:
    wait = in_place(2400, 3000, north=2000)
    stays, legs, trips = found(
        [*HOME, *on_the_way(1800, 2400, 0, 2000), *wait, *on_the_way(3000, 3600, 2000, 5000), *WORK]
    )
    assert (len(stays), len(legs)) == (3, 2)
    assert trips.select("from_staypoint", "to_staypoint", "triplegs_n").rows() == [(0, 2, 2)]
    assert trips["length_m"][0] == pytest.approx(legs["length_m"].sum())


def test_a_silence_ends_a_trip_and_the_next_begins_nobody_knows_where() -> None:
    way = [*on_the_way(1800, 2400, 0, 2000), *on_the_way(6000, 6600, 3000, 5000)]
    _, _, trips = found([*HOME, *way, *in_place(6600, 9000, north=5000)])
    assert trips.select("from_staypoint", "to_staypoint").rows() == [(0, None), (None, 1)]
    assert trips["to_lat"][0] == pytest.approx(51.45 + 1800 * METRE, abs=1e-6), "the last fix before it"


def test_who_leaves_in_a_silence_leaves_from_nobody_knows_where() -> None:
    """The stay is kept, and is not taken for the beginning of what comes after it."""
    stays, _, trips = found([*HOME, *on_the_way(5400, 7200, 500, 5000), *in_place(7200, 9000, north=5000)])
    assert stays["ends_in_silence"].to_list() == [True, True]
    assert trips.select("from_staypoint", "to_staypoint").rows() == [(None, 1)]


def test_a_new_segment_begins_a_tripleg_and_no_trip() -> None:
    rows = [*HOME, *on_the_way(1800, 3600, 0, 5000), *WORK]
    segment = pl.Series([0] * 45 + [1] * (len(rows) - 45), dtype=pl.Int32)
    walk = fixes_of(rows).with_columns(segment=segment)
    stays = find_staypoints(walk)
    legs = find_triplegs(walk, stays)
    assert (len(stays), len(legs)) == (2, 2)
    assert find_trips(stays, legs).select("from_staypoint", "to_staypoint", "triplegs_n").rows() == [(0, 1, 2)]


def test_what_was_struck_out_is_a_silence_on_the_way_too() -> None:
    rows = [*HOME, *on_the_way(1800, 3600, 0, 5000), *WORK]
    walk = fixes_of(rows).with_columns(after_silence=pl.int_range(pl.len()) == 45)
    stays = find_staypoints(walk)
    legs = find_triplegs(walk, stays)
    assert len(legs) == 2
    assert find_trips(stays, legs).select("from_staypoint", "to_staypoint").rows() == [(0, None), (None, 1)]


def test_one_fix_on_the_way_is_no_tripleg_and_so_no_trip() -> None:
    _, legs, trips = found([*HOME, (1860, 2500, 0), *in_place(1920, 3900, north=5000)])
    assert legs.is_empty()
    assert trips.is_empty()


def test_a_person_without_a_stay_has_triplegs_and_nobody_has_anybody_elses_trip() -> None:
    walks = pl.concat([
        fixes_of(on_the_way(0, 1800, 0, 9000), "a"), fixes_of([*HOME, *on_the_way(1800, 3600, 0, 5000), *WORK], "b"),
        fixes_of(WORK, "c"),
    ])  # fmt: skip
    stays = find_staypoints(walks)
    legs = find_triplegs(walks, stays)
    trips = find_trips(stays, legs)
    assert legs.select("person", "tripleg").rows() == [("a", 0), ("b", 0)]
    assert trips.select("person", "from_staypoint", "to_staypoint").rows() == [("a", None, None), ("b", 0, 1)]
    apart = [find_triplegs(part, stays) for part in walks.partition_by("person", maintain_order=True)]
    assert pl.concat(apart).equals(legs)


def test_nothing_gives_tables_with_all_their_columns() -> None:
    stays, legs, trips = found([])
    whole = found([*HOME, *on_the_way(1800, 3600, 0, 5000), *WORK])
    assert [one.schema for one in (stays, legs, trips)] == [one.schema for one in whole]


def test_an_activity_can_be_shorter() -> None:
    rows = [*HOME, *on_the_way(1800, 2400, 0, 2000), *in_place(2400, 3000, north=2000),
            *on_the_way(3000, 3600, 2000, 5000), *WORK]  # fmt: skip
    walk = fixes_of(rows)
    mine = Preset("mine", 100, 5, 15, 9)
    stays = find_staypoints(walk, mine)
    assert len(find_trips(stays, find_triplegs(walk, stays, mine), mine)) == 2


MINUTE, GAP = 60_000_000, timedelta(minutes=15)
Row = dict[str, Any]


def events_of(seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Staypoints and triplegs of some people, one after the other, some with a silence before them."""
    drawn = np.random.default_rng(seed)
    rows: dict[bool, list[Row]] = {True: [], False: []}
    for person in sorted(drawn.choice(list("abcdef"), 4, replace=False).tolist()):
        clock, spell, numbers = 0, 0, {True: 0, False: 0}
        only = drawn.choice(["both", "both", "stays", "legs"])
        for _ in range(int(drawn.integers(1, 30))):
            is_stay = {"stays": True, "legs": False}.get(only, bool(drawn.random() < 0.5))
            waited = int(drawn.choice([0, 1, 15, 16]))
            is_silent = waited > 15 or drawn.random() < 0.1
            spell += int(is_silent and drawn.random() < 0.9)
            begins, lasted = clock + waited * MINUTE, int(drawn.choice([1, 15, 16, 40]))
            clock = begins + lasted * MINUTE
            place = drawn.random(4).tolist()
            row = {"person": person, "started_at": begins, "finished_at": clock, "fixes_n": 2, "spell": spell}
            if is_stay:
                row |= {"staypoint": numbers[True], "lat": place[0], "lon": place[1], "ends_in_silence": False}
            else:
                row |= {"tripleg": numbers[False], "length_m": float(drawn.integers(1, 900))}
                row |= dict(zip(("from_lat", "from_lon", "to_lat", "to_lon"), place, strict=True))
            numbers[is_stay] += 1
            rows[is_stay].append(row)
    return pl.DataFrame(rows[True], schema=STAYPOINTS), pl.DataFrame(rows[False], schema=TRIPLEGS)


def slowly(stays: pl.DataFrame, legs: pl.DataFrame) -> list[tuple[object, ...]]:
    """Trips by their definition: chains without a silence, cut at activities; each part with a leg is one."""
    found = []
    for person in sorted({*stays["person"], *legs["person"]}):
        mine = [row for table in (stays, legs) for row in table.filter(pl.col("person") == person).rows(named=True)]
        mine.sort(key=lambda row: (row["started_at"], "tripleg" in row))
        chains: list[list[Row]] = []
        for row in mine:
            before = chains[-1][-1] if chains else None
            goes_on = before and before["spell"] == row["spell"] and row["started_at"] - before["finished_at"] <= GAP
            chains[-1].append(row) if goes_on else chains.append([row])
        number = 0
        for chain in chains:
            ends = [
                k for k, row in enumerate(chain) if "staypoint" in row and row["finished_at"] - row["started_at"] > GAP
            ]
            for before, after in itertools.pairwise([-1, *ends, len(chain)]):
                part = chain[before + 1 : after]
                ways = [row for row in part if "tripleg" in row]
                if not ways:
                    continue
                left = chain[before] if before >= 0 else None
                reached = chain[after] if after < len(chain) else None
                found.append((
                    person, number, part[0]["started_at"], part[-1]["finished_at"], left and left["staypoint"],
                    reached and reached["staypoint"], len(ways), sum(row["length_m"] for row in ways),
                    *((left["lat"], left["lon"]) if left else (ways[0]["from_lat"], ways[0]["from_lon"])),
                    *((reached["lat"], reached["lon"]) if reached else (ways[-1]["to_lat"], ways[-1]["to_lon"])),
                ))  # fmt: skip
                number += 1
    return found


@pytest.mark.parametrize("seed", range(12))
def test_trips_of_anybody_are_those_of_the_definition(seed: int) -> None:
    stays, legs = events_of(seed)
    expected = slowly(stays, legs)
    assert expected
    assert find_trips(stays, legs).rows() == expected
    backwards = [table.sort("person", descending=True, maintain_order=True) for table in (stays, legs)]
    assert find_trips(*backwards).rows() == expected, "in whatever order the people come"
