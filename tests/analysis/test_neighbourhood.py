"""What is within a walk of home, against plain loops over shortest paths by scipy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis.neighbourhood as neighbourhood
from analysis.neighbourhood import neighbourhood_level
from analysis.parameters import Parameters
from analysis.walking.graph import build_graph, snap_points
from analysis.walking.streets import Snap
from geo.errors import UsageError
from tests.makers.small_streets import degrees, grid, node_distances, slow_metres, streets

KINDS = ["cafe", "library", "bench", "pharmacy"]
AMENITIES = ["cafe", "library", "pharmacy"]
BUMPING = {"cafe": True, "library": True, "bench": True, "pharmacy": False}
AT_80_M_A_MINUTE = Parameters(walk_kmh=4.8)


def places_of(kinds: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "place_id": [f"n{row}" for row in range(len(kinds))],
            "kind": kinds,
            "is_bumping_place": [BUMPING.get(kind, True) for kind in kinds],
        }
    )


def on_link(*along_m: float, link: int = 0, snap_m: float = 0.0) -> Snap:
    along = np.asarray(along_m, float)
    return Snap(np.full(len(along), link, np.int32), along, np.full(len(along), snap_m))


def level(network, cells: Snap, places: pd.DataFrame, access: pd.DataFrame, access_snaps: Snap, people=None, **change):
    population = np.full(len(cells), np.nan) if people is None else np.asarray(people, float)
    given_values = {
        "population_n": population, "places": places, "place_access": access, "access_snaps": access_snaps,
        "kinds": KINDS, "amenity_kinds": AMENITIES, "parameters": AT_80_M_A_MINUTE,
    }  # fmt: skip
    return neighbourhood_level(build_graph(network), cells, **(given_values | change))


def test_fifteen_minutes_are_included_and_both_snaps_are_walked() -> None:
    network = streets([0, 3000], [0, 0], [(0, 1)])
    cells = on_link(100.0, snap_m=50.0)
    # 50 m to the street + 1,100 m along it + 50 m to the door = 1,200 m, which is 15 minutes at 80 m a minute.
    at_the_limit, beyond = on_link(1200.0, snap_m=50.0), on_link(1200.001, snap_m=50.0)
    places, access = places_of(["cafe"]), pd.DataFrame({"place_id": ["n0"]})
    near = level(network, cells, places, access, at_the_limit).iloc[0]
    assert near["nearest_cafe_min"] == pytest.approx(15)
    assert near["bumping_places_15min_n"] == 1
    assert near["amenity_kinds_15min_n"] == 1
    assert near["amenity_completeness_share"] == pytest.approx(1 / 3)
    far = level(network, cells, places, access, beyond).iloc[0]
    assert far["nearest_cafe_min"] > 15
    assert far["bumping_places_15min_n"] == far["amenity_kinds_15min_n"] == far["amenity_completeness_share"] == 0


def test_a_place_with_many_entrances_counts_once_at_its_nearest() -> None:
    network = streets([0, 5000], [0, 0], [(0, 1)])
    access = pd.DataFrame({"place_id": ["n0", "n0", "n0", "n1"]})
    found = level(network, on_link(1000.0), places_of(["cafe", "cafe"]), access, on_link(1400.0, 920.0, 3000.0, 1800.0))
    assert found.loc[0, "bumping_places_15min_n"] == 2
    assert found.loc[0, "nearest_cafe_min"] == pytest.approx(1)


def test_a_kind_that_the_extract_lacks_is_not_known_but_counts_as_none() -> None:
    network = streets([0, 5000], [0, 0], [(0, 1)])
    found = level(network, on_link(0.0), places_of(["cafe"]), pd.DataFrame({"place_id": ["n0"]}), on_link(80.0)).iloc[0]
    assert np.isnan(found["nearest_library_min"])
    assert found["amenity_kinds_15min_n"] == 1
    assert found["amenity_completeness_share"] == pytest.approx(1 / 3)


def test_the_nearest_place_has_no_limit() -> None:
    network = streets([0, 50_000], [0, 0], [(0, 1)])
    found = level(network, on_link(0.0), places_of(["cafe"]), pd.DataFrame({"place_id": ["n0"]}), on_link(40_000.0))
    assert found.loc[0, "nearest_cafe_min"] == pytest.approx(500)


def test_off_the_network_everything_is_unknown() -> None:
    network = streets([0, 5000], [0, 0], [(0, 1)])
    cells = Snap(np.array([-1, 0], np.int32), np.zeros(2), np.array([np.inf, 0.0]))
    found = level(network, cells, places_of(["cafe"]), pd.DataFrame({"place_id": ["n0"]}), on_link(80.0), people=[5, 7])
    assert found.iloc[0].isna().all()
    assert found.loc[1, "people_15min_n"] == 7


def test_people_are_unknown_without_numbers_and_ones_own_cell_counts() -> None:
    network = streets([0, 5000], [0, 0], [(0, 1)])
    places, access = places_of([]), pd.DataFrame({"place_id": []})
    cells = on_link(0.0, 1200.0, 2500.0)
    nothing = on_link()
    assert level(network, cells, places, access, nothing)["people_15min_n"].isna().all()
    assert level(network, cells, places, access, nothing, [10, 20, 40])["people_15min_n"].tolist() == [30, 30, 40]
    far_from_the_street = on_link(0.0, snap_m=450.0)  # there and back is beyond 15 minutes at 2.9 km/h
    slow = Parameters(walk_kmh=2.9)
    alone = level(network, far_from_the_street, places, access, nothing, [10], parameters=slow)
    assert alone["people_15min_n"].tolist() == [10]


def test_rows_that_do_not_belong_together_are_refused() -> None:
    network = streets([0, 5000], [0, 0], [(0, 1)])
    with pytest.raises(UsageError, match="n9"):
        level(network, on_link(0.0), places_of(["cafe"]), pd.DataFrame({"place_id": ["n9"]}), on_link(0.0))
    with pytest.raises(UsageError, match="access"):
        level(network, on_link(0.0), places_of(["cafe"]), pd.DataFrame({"place_id": ["n0"]}), on_link(0.0, 1.0))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(0, 25), st.sampled_from([1, 5, 4096]))
def test_everything_equals_plain_loops(seed: int, cells_n: int, access_n: int, at_once: int) -> None:
    rng = np.random.default_rng(seed)
    network = grid(6, 5, 300.0)
    between = node_distances(network)
    graph = build_graph(network)
    width, height = 1500.0, 1200.0

    def snapped(number: int) -> Snap:
        lat, lon = degrees(rng.uniform(-700, width + 700, number), rng.uniform(-700, height + 700, number))
        return snap_points(network, lat, lon, max_m=500.0)

    cells, access_snaps = snapped(cells_n), snapped(access_n)
    people = rng.integers(0, 300, cells_n).astype(float)
    places = places_of([KINDS[number] for number in rng.integers(0, 3, max(access_n // 2, 1))])
    access = pd.DataFrame({"place_id": [f"n{row}" for row in rng.integers(0, len(places), access_n)]})
    order = rng.permutation(access_n)
    arguments = {"kinds": KINDS, "amenity_kinds": AMENITIES, "parameters": AT_80_M_A_MINUTE, "population_n": people}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(neighbourhood, "_CELLS_AT_ONCE", at_once)
        found = neighbourhood_level(
            graph, cells, places=places, place_access=access, access_snaps=access_snaps, **arguments
        )
    shuffled = neighbourhood_level(
        graph, cells, places=places.iloc[::-1], place_access=access.iloc[order],
        access_snaps=access_snaps.take(order), **arguments,
    )  # fmt: skip
    pd.testing.assert_frame_equal(found, shuffled)
    kind_of = dict(zip(places["place_id"], places["kind"], strict=True))
    for cell in range(cells_n):
        row = found.iloc[cell]
        if cells.link[cell] < 0:
            assert row.isna().all()
            continue
        metres = [slow_metres(network, between, cells, cell, access_snaps, number) for number in range(access_n)]
        owner = access["place_id"].tolist()
        near = {place for place, away in zip(owner, metres, strict=True) if away <= 1200}
        assert row["bumping_places_15min_n"] == sum(BUMPING[kind_of[place]] for place in near)
        assert row["amenity_kinds_15min_n"] == len({kind_of[place] for place in near} & set(AMENITIES))
        for kind in KINDS:
            nearest = min((m for place, m in zip(owner, metres, strict=True) if kind_of[place] == kind), default=np.inf)
            expected = nearest / 80 if np.isfinite(nearest) else np.nan
            assert row[f"nearest_{kind}_min"] == pytest.approx(expected, nan_ok=True)
        others = [slow_metres(network, between, cells, cell, cells, other) for other in range(cells_n)]
        reached = [people[other] for other, away in enumerate(others) if away <= 1200 or other == cell]
        assert row["people_15min_n"] == pytest.approx(sum(reached))
