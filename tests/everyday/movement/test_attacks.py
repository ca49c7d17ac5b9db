"""An attacker with everything that is shown or exported, on a made-up sample whose homes are known.

The same attacks on tables without the protections succeed: so the tests can fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import geopandas as gpd
import h3
import numpy as np
import polars as pl
import pytest

from everyday.atlas import ObservedRules, observed_rules_from
from everyday.movement import counting
from everyday.movement.attacking import (
    HOME_M,
    attack_on_homes,
    auc,
    guessed_homes,
    membership_scores,
    recovered_routes,
    singled_out,
    usual_of,
)
from everyday.movement.counting import Counted, count
from everyday.movement.gathering import Sample, sample_of
from everyday.movement.ground import Ground, ground_of
from everyday.movement.keeping import SCHEMAS
from everyday.movement.tables import Observed, observe
from geo.cells import cover_areas
from geo.crs import haversine_m
from tests.makers.movement.editions import editions_of, told_by_both, told_by_one, upload
from tests.makers.movement.town import ESTATE, LON, M_LON, Person, areas_of, at, fixes_of, gps_town, places_of

pytestmark = pytest.mark.slow

PEOPLE_N, DAYS, SECRET = 240, 6, b"known to nobody outside the atlas"
RULES = ObservedRules()
OPEN = ObservedRules(
    k=1, people_to=1, moved=0.0, visits_to=1, hours_to=1, days_to=1, share_to=0.0001, cell_share_to=0.0001,
    most_share=1.0, zone_least_m=1.0, zone_most_m=1.0, shown_from=1.0, few=0.0, numbers=True, share_moved=0.0,
)  # fmt: skip
"""No protection at all: what a table of counts would be."""
NUMBERS = observed_rules_from({"numbers": True})
"""Rows of ten people on, each with its numbers moved by up to ten and rounded."""
TOWN = gps_town(PEOPLE_N, days=DAYS, outside_n=3 * PEOPLE_N)
OUTSIDE = TOWN.outside[:PEOPLE_N]


def ground(areas: gpd.GeoDataFrame) -> Ground:
    """The wards, and where people live: almost nobody outside the sixteen of the town."""
    cells = cover_areas(areas, 9)[0]
    cells["weight_n"] = np.where((cells["lon"] - LON) * M_LON < 6_000, 100.0, 1.0)
    return ground_of(areas, places_of(), resolution=9, timezone="Europe/London", cells=cells)


@dataclass(frozen=True)
class Case:
    """A sample, with the homes that an attacker is after, and what is shown of it."""

    counted: Counted
    sample: Sample
    observed: Observed


def counted(people: tuple[Person, ...], seed: int, on: Ground, rules: ObservedRules) -> Counted:
    fixes = fixes_of(people, DAYS, seed=seed, step_s=290)
    return count(fixes, on, preset="trackintel", secret=SECRET, rules=rules)


def case(on: Ground, rules: ObservedRules) -> Case:
    inside = counted(TOWN.inside, 1, on, rules)
    sample = sample_of([(upload(1), inside.tables)], secret=SECRET)
    return Case(inside, sample, observe(sample, on.area_ids, on.adjacent, on.kinds, rules))


@pytest.fixture(scope="module")
def town() -> Ground:
    return ground(areas_of())


@pytest.fixture(scope="module", autouse=True)
def same_pseudonyms() -> Iterator[None]:
    """Pseudonyms decide how numbers are moved: the same in every run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_pseudonyms", lambda number: [f"{one:08x}" for one in range(number)])
        yield


@pytest.fixture(scope="module")
def shown(town: Ground) -> Case:
    return case(town, RULES)


@pytest.fixture(scope="module")
def bare(town: Ground) -> Case:
    return case(town, OPEN)


def test_homes_are_found_no_better_than_in_the_dark(shown: Case, bare: Case, town: Ground) -> None:
    found = attack_on_homes(shown.observed, shown.counted.homes, town)
    assert found["people"] == PEOPLE_N
    assert len(shown.observed.tables["observed"]) >= 5, "there is a map to attack"
    assert found["found"] <= found["by_chance_most"]
    unprotected = attack_on_homes(bare.observed, bare.counted.homes, town)
    assert unprotected["found"] > unprotected["by_chance_most"]


def test_the_estate_with_three_people_is_not_on_the_map(shown: Case, bare: Case) -> None:
    homes = [at(ESTATE[0] + dx, ESTATE[1] + dy) for dx, dy in ((0, 0), (420, 260), (-380, 510))]

    def near(observed: Observed) -> int:
        cells = observed.tables["observed"]["cell"].to_list()
        middles = [h3.cell_to_latlng(cell) for cell in cells]
        return sum(
            any(haversine_m(lat, lon, *middle) < 600 for middle in middles) for lat, lon in homes
        )  # fmt: skip

    assert near(shown.observed) == 0
    assert near(bare.observed) == 3
    people = shown.observed.tables["observed_people"].filter(pl.col("home_area") == "WEST")
    assert people["mark"].to_list() == ["c"]
    flows = shown.observed.tables["observed_flows"].filter(pl.col("from_area") == "WEST")
    assert set(flows["mark"].to_list()) == {"c"}


def test_no_hole_of_the_shape_of_a_zone(shown: Case) -> None:
    """A cell that is empty because of one person's zone is not told from one in which nobody was."""
    holes = guessed_homes(shown.observed.tables["observed"])["holes"]
    homes = [shown.counted.homes[one] for one in sorted(shown.counted.homes)]
    hit = sum(
        any(haversine_m(lat, lon, *h3.cell_to_latlng(hole)) <= HOME_M for hole in holes) for lat, lon in homes
    )  # fmt: skip
    assert hit <= len(homes) * 0.05


def test_nobody_is_singled_out_by_four_points(shown: Case, bare: Case) -> None:
    assert singled_out(shown.sample, shown.observed, RULES)["found"] == 0
    told = singled_out(bare.sample, bare.observed, OPEN)
    assert told["found"] > PEOPLE_N / 2
    assert told["unprotected"] > PEOPLE_N / 2, "four points single most people out where each is kept by itself"


SEEDS = (1, 2, 3, 4, 5)
Groups = tuple[dict[str, pl.DataFrame], Sample, Sample]


@pytest.fixture(scope="module")
def groups(town: Ground) -> list[Groups]:
    """Several samples: the tables of those inside, people like them outside, and others whom an attacker knows of."""
    found = []
    for seed in SEEDS:
        one = gps_town(PEOPLE_N, days=DAYS, outside_n=3 * PEOPLE_N, seed=seed)
        inside, outside, others = (
            counted(people, 10 * seed + n, town, RULES).tables
            for n, people in enumerate((one.inside, one.outside[:PEOPLE_N], one.outside[PEOPLE_N:]))
        )  # fmt: skip
        found.append((inside, sample_of([(upload(3), outside)]), sample_of([(upload(4), others)])))
    return found


def told_apart(one: Groups, on: Ground, *rules: ObservedRules) -> list[float]:
    """How often a member of a sample looks more like one than somebody who is not in it, under each of the rules."""
    tables, outside, others = one
    inside = sample_of([(upload(1), tables)], secret=SECRET)
    found = []
    for rule in rules:
        observed = observe(inside, on.area_ids, on.adjacent, on.kinds, rule)
        usual = usual_of(others, PEOPLE_N, on, rule)
        scores = [membership_scores(observed, sample, usual, on, rule) for sample in (inside, outside)]
        found.append(auc(*(list(score.values()) for score in scores)))
    return found


def coin(members_n: int, others_n: int) -> float:
    """Standard deviation of what a coin finds, as the mean over the samples."""
    return float(np.sqrt((members_n + others_n + 1) / (12 * members_n * others_n) / len(SEEDS)))


def test_membership_is_told_no_better_than_by_tossing_a_coin(town: Ground, groups: list[Groups]) -> None:
    """Over several samples: the mean is not told from a coin, and with numbers, moved and rounded, it is."""
    shown, numbers = zip(*(told_apart(one, town, RULES, NUMBERS) for one in groups), strict=True)
    spread = coin(PEOPLE_N, PEOPLE_N)
    assert np.mean(shown) <= 0.52
    assert abs(np.mean(shown) - 0.5) <= 1.96 * spread
    assert np.mean(numbers) > 0.5 + 3 * spread, "the same attack succeeds"


def test_membership_is_told_no_better_from_both_editions_together(town: Ground, groups: list[Groups]) -> None:
    """A second edition adds 40 people: neither who was in before, nor who came, nor who is in at all is told."""
    first_n = PEOPLE_N - 40

    def told(rules: ObservedRules) -> dict[str, float]:
        found = []
        for inside, outside, others in groups:
            editions, both = editions_of(inside, first_n, others, town, rules, SECRET)
            found.append(told_by_both(editions, both, outside, others, town, rules))
        return {name: float(np.mean([one[name] for one in found])) for name in found[0]}

    shown, numbers = told(RULES), told(NUMBERS)
    for name, members_n in (("first", first_n), ("added", PEOPLE_N - first_n), ("either", PEOPLE_N)):
        assert shown[name] <= 0.5 + 1.96 * coin(members_n, PEOPLE_N), name
    for name, members_n in (("first", first_n), ("either", PEOPLE_N)):
        assert numbers[name] > 0.5 + 3 * coin(members_n, PEOPLE_N), f"{name}: the same attack succeeds"


def large(ward: str) -> str:
    """The large ward of a ward: two by two are one; the outlying one stays."""
    return f"Q{int(ward[1]) // 2}{int(ward[2]) // 2}" if re.fullmatch(r"W\d\d", ward) else ward


def in_large_wards(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    names = {"home_area", "area_id", "from_area", "to_area"}
    return {
        table: rows.with_columns(pl.col(one).map_elements(large, return_dtype=pl.String)
                                 for one in sorted(names & set(rows.columns)))
        for table, rows in tables.items()
    }  # fmt: skip


def in_turns(groups: list[Groups]) -> Iterator[tuple[Sample, Sample, Sample]]:
    """Who is inside, outside and the rest, in four turns a sample."""
    for inside, outside, others in groups:
        known = {name: getattr(others, name) for name in SCHEMAS}
        labels = sorted(others.home_areas)
        parts = [inside, {name: getattr(outside, name) for name in SCHEMAS}] + [
            {name: rows.filter(pl.col("person").is_in(some)) for name, rows in known.items()}
            for some in (labels[:PEOPLE_N], labels[PEOPLE_N:])
        ]
        large_ones = [in_large_wards(one) for one in parts]
        for turn in range(4):
            mine, apart, *rest = large_ones[turn:] + large_ones[:turn]
            yield (
                sample_of([(upload(1), mine)], secret=SECRET), sample_of([(upload(3), apart)]),
                sample_of([(upload(4), rest[0]), (upload(5), rest[1])]),
            )  # fmt: skip


def test_membership_is_hardly_told_where_home_areas_are_shown_too(groups: list[Groups]) -> None:
    """Four large wards of sixty people each: home areas, flows between them and what they reach and visit are shown."""
    areas = areas_of()
    names = areas["area_id"].map(large)
    on = ground(areas.assign(area_id=names, area_name=names).dissolve("area_id", as_index=False))
    shown, numbers = zip(
        *([told_by_one(*one, on, rules) for rules in (RULES, NUMBERS)] for one in in_turns(groups)), strict=True
    )
    assert np.mean(shown) <= 0.52
    assert np.mean(numbers) > 0.5 + 3 * coin(PEOPLE_N, PEOPLE_N), "the same attack succeeds"


def test_numbers_bring_a_sample_of_75_its_rows_of_ten_people_back(town: Ground) -> None:
    fixes = fixes_of(TOWN.inside[:75], DAYS, seed=3, step_s=240)
    few = sample_of([(upload(1), count(fixes, town, preset="trackintel", secret=SECRET, rules=NUMBERS).tables)],
                    secret=SECRET)  # fmt: skip
    without = observe(few, town.area_ids, town.adjacent, town.kinds, RULES).tables
    told = observe(few, town.area_ids, town.adjacent, town.kinds, NUMBERS)
    for name, number, least in (("observed", "visitors_n", 2), ("observed_flows", "people_n", 3),
                                ("observed_places", "people_n", 1)):  # fmt: skip
        n, before = (one[number].is_not_nan().sum() for one in (told.tables[name], without[name]))
        assert n >= before + least, name
        assert told.tables[name][number].drop_nans().min() >= 10, name
        amounts = "trips_n" if name == "observed_flows" else "visits_n"
        assert told.tables[name][amounts].is_not_nan().any(), name
    assert singled_out(few, told, NUMBERS)["found"] == 0, "no row and no remainder of fewer than ten"
    behind = few.dwell.filter(pl.col("cell") > 0).group_by("cell").agg(pl.col("person").n_unique())
    enough = {f"{cell:x}" for cell, n in behind.rows() if n >= 10}
    assert set(told.tables["observed"]["cell"].to_list()) == enough, "ten people are shown, and nine are not"


ORDER = ("night", "weekday_morning", "weekend_day", "weekday_evening", "weekday_day")


def by_time(sample: Sample) -> dict[str, dict[int, float]]:
    """What a table by cell and part of the week would be: where each person mostly was."""
    rows = sample.dwell.filter(pl.col("cell") > 0).group_by("person", "band", "cell").agg(pl.col("seconds").sum())
    top = rows.sort("seconds", "cell", descending=[True, False]).group_by("person", "band", maintain_order=True).first()
    counted = top.group_by("band", "cell").agg(pl.len()).sort("band", "cell").rows()
    return {band: {cell: float(n) for one, cell, n in counted if one == band} for band in ORDER}


def test_no_route_is_recovered_from_parts_of_the_week(shown: Case, bare: Case) -> None:
    table = shown.observed.tables["observed"]
    cells = {int(cell, 16): n for cell, n in zip(table["cell"].to_list(), table["visitors_n"].to_list(), strict=True)}
    assert "band" not in table.columns
    found = recovered_routes(dict.fromkeys(ORDER, cells), shown.sample)
    assert found["people"] > PEOPLE_N / 2
    assert found["found"] <= found["by_chance"]
    told = recovered_routes(by_time(bare.sample), bare.sample)
    assert told["found"] > max(5, 3 * told["by_chance"])


def test_what_two_editions_and_filters_differ_by_is_at_least_k_people(shown: Case, town: Ground) -> None:
    """A later edition with one more upload: whatever is subtracted is what ten of its people did, or nothing."""
    more = sample_of([(upload(2), counted(OUTSIDE, 2, town, RULES).tables)])
    tables = {name: pl.concat([getattr(shown.sample, name), getattr(more, name)]) for name in SCHEMAS}
    both = Sample((*shown.sample.uploads, upload(2)), **tables, secret=SECRET)
    few = frozenset(sorted(one for one in both.home_areas if one.startswith(upload(2).id))[:40])
    later = both.of(frozenset(shown.sample.home_areas) | few)
    exact = replace(RULES, people_to=1, moved=0.0, shown_from=1.0, numbers=True)
    first = observe(shown.sample, town.area_ids, town.adjacent, town.kinds, exact).tables["observed"]
    second = observe(later, town.area_ids, town.adjacent, town.kinds, exact).tables["observed"]
    joined = second.join(first, on="cell", how="left", suffix="_before").with_columns(
        more=pl.col("visitors_n") - pl.col("visitors_n_before").fill_null(0.0)
    )
    differences = set(joined["more"].to_list())
    assert any(one > 0 for one in differences)
    assert all(one == 0 or one >= RULES.k for one in differences), sorted(differences)


def test_one_zone_for_good(town: Ground) -> None:
    """Forty trips, three uploads with other noise: the zone drawn each time is the same, and the home is inside."""
    from everyday.movement.zones import is_inside, zone_of

    drawn = np.random.default_rng(5)
    for one in TOWN.inside[:60]:
        lat, lon = at(*one.home)
        middle = h3.cell_to_latlng(h3.latlng_to_cell(lat, lon, 9))
        zones = set()
        for _ in range(40):  # ends of trips, a few metres apart, on the same ground
            end = lat + drawn.normal(0, 3) / 111_195, lon + drawn.normal(0, 3) / M_LON
            if h3.latlng_to_cell(*end, 9) == h3.latlng_to_cell(lat, lon, 9):
                zones.add(zone_of(SECRET, *end, RULES))
        assert len(zones) == 1, "nothing to average"
        assert is_inside(list(zones), [lat], [lon]).all()
        assert zone_of(b"another atlas", lat, lon, RULES) not in zones
        assert RULES.zone_least_m <= next(iter(zones)).radius_m <= RULES.zone_most_m
        assert haversine_m(*middle, next(iter(zones)).lat, next(iter(zones)).lon) > 0


def test_centres_of_zones_tell_no_home() -> None:
    from everyday.movement.zones import zone_of

    homes = [at(*one.home) for one in (*TOWN.inside, *TOWN.outside)]
    zones = [zone_of(SECRET, lat, lon, RULES) for lat, lon in homes]
    apart = [float(haversine_m(*home, zone.lat, zone.lon)) for home, zone in zip(homes, zones, strict=True)]
    assert np.mean(apart) > 120
    assert np.max(apart) < RULES.zone_most_m
