"""Reachable and never visited: said of hours that were tracked, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from everyday.atlas import ObservedRules
from everyday.movement import Sample, Upload, potential_of
from everyday.movement.gathering import sample_of
from everyday.movement.keeping import SCHEMAS

RULES = ObservedRules(moved=0.0, shown_from=1.0, few=0.0, numbers=True)
"""From k people on, and nothing is moved."""
UPLOAD = Upload("GPS-00000001", "", "to see", "2099-01-01", "public", "", "trackintel", 9, "", "", "", "", {})
PLACES = pd.DataFrame(
    {
        "place_id": ["park", "library", "hall", "far", "across"],
        "kind": ["green_space", "library", "community_centre", "arts_culture", "green_space"],
        "name": ["Town Park", "Library", "Hall", "Theatre", "Park across the line"],
        "area_id": ["A", "A", "A", "C", "B"],
        "lat": [52.0, 52.0, 52.0, 52.1, 52.0], "lon": [0.0, 0.0, 0.0, 0.1, 0.02],
    }
)  # fmt: skip
MINUTES = {"A": np.array([5.0, 10.0, 20.0, 35.0, np.nan]), "B": np.array([15.0, 30.0, 15.0, 50.0, 5.0])}
CROW_KM = {"A": np.array([0.4, 0.8, 1.5, 6.0, 1.2]), "B": np.array([1.0, 1.9, 1.0, 7.0, 0.3])}
BANDS = {"weekday_morning": 10, "weekday_day": 20, "weekday_evening": 20, "weekend_day": 20, "night": 30}
"""Hours that everybody is tracked in two weeks."""


def tables_of(
    homes: dict[str, int],
    visits: list[tuple[str, range, str, str]],
    *,
    share: dict[str, float] | None = None,
    at_home: list[tuple[str, int, str]] | None = None,
) -> dict[str, pl.DataFrame]:
    """People by home area, and who visited what: (home area, numbers of people, place, kind).

    ``share`` of the hours is tracked; ``at_home``: (home area, number, area) of stays known to the area only.
    """
    people = [(f"{area}{number}", area) for area, n in homes.items() for number in range(n)]
    tables: dict[str, pl.DataFrame] = {name: pl.DataFrame(schema=schema) for name, schema in SCHEMAS.items()}
    tables["people"] = pl.DataFrame(
        {"person": [one for one, _ in people], "home_area": [area for _, area in people]}
    ).with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in SCHEMAS["people"].items()
                   if name not in ("person", "home_area"))  # fmt: skip
    tables["tracked"] = pl.DataFrame(
        [
            {"person": one, "band": band, "seconds": int(3600 * hours * (share or {}).get(area, 1.0)), "days_n": 14}
            for one, area in people for band, hours in BANDS.items()
        ], schema=SCHEMAS["tracked"],
    )  # fmt: skip
    tables["places"] = pl.DataFrame(
        [
            {"person": f"{area}{number}", "place_id": place, "kind": kind, "area_id": "", "visits_n": 2,
             "seconds": 3600}
            for area, who, place, kind in visits for number in who
        ], schema=SCHEMAS["places"],
    )  # fmt: skip
    tables["dwell"] = pl.DataFrame(
        [
            {"person": f"{area}{number}", "cell": 0, "area_id": there, "band": "night", "visits_n": 1, "days_n": 1,
             "seconds": 3600} for area, number, there in at_home or []
        ], schema=SCHEMAS["dwell"],
    )  # fmt: skip
    return tables


def sample(homes: dict[str, int], visits: list[tuple[str, range, str, str]], **more: Any) -> Sample:
    """The same as a sample of one upload."""
    return sample_of([(UPLOAD, tables_of(homes, visits, **more))])


def told(one: Sample, rules: ObservedRules = RULES) -> dict[tuple[str, str], str]:
    """Status, or the reason why there is none, by home area and place, kind or "area"."""
    table = potential_of(one, PLACES, MINUTES, CROW_KM, rules)
    return {
        (row["home_area"], row["place_id"] or row["kind"] or row["what"]): row["reason"] or row["status"]
        for row in table.iter_rows(named=True)
    }


def never(one: Sample) -> set[tuple[str, str]]:
    return {key for key, said in told(one).items() if said in ("reachable_never", "near_never")}


USUAL = [("A", range(12), "park", "green_space"), ("B", range(11), "far", "arts_culture"),
         ("B", range(12), "across", "green_space")]  # fmt: skip


def test_each_place_is_told_by_reach_and_visits() -> None:
    found = told(sample({"A": 14, "B": 12}, USUAL))
    assert found["A", "park"] == "reachable_visited"
    assert found["A", "library"] == "reachable_never"
    assert found["A", "hall"] == "reachable_never", "twenty minutes are within reach"
    assert found["A", "across"] == "near_never", "1.2 km as the crow flies, and beyond an hour"
    assert ("A", "far") not in found, "far in every way, and nobody was there: not worth a word"
    assert found["B", "far"] == "hard_visited"
    assert found["B", "library"] == "near_never"
    assert found["A", "green_space"] == "reachable_visited"
    assert found["A", "library"] == "reachable_never"


def test_hours_and_people_of_the_home_area_stand_beside_it() -> None:
    table = potential_of(sample({"A": 14, "B": 12}, USUAL), PLACES, MINUTES, CROW_KM, RULES)
    row = table.filter((pl.col("home_area") == "A") & (pl.col("place_id") == "library")).row(0, named=True)
    assert row["sample_n"] == 10, "at least"
    assert row["tracked_h"] == 980, "fourteen people of seventy daytime hours; nights do not count"
    assert "people_n" not in table.columns, "who else was there would follow by subtraction"


def test_few_visitors_are_neither_visited_nor_never() -> None:
    found = told(sample({"A": 14, "B": 12}, [*USUAL, ("A", range(9), "library", "library")]))
    assert found["A", "library"] == "few_or_near_home"
    assert told(sample({"A": 14, "B": 12}, [*USUAL, ("A", range(10), "library", "library")]))["A", "library"] == (
        "reachable_visited"
    )


def test_of_fewer_than_ten_people_nothing_is_said() -> None:
    found = told(sample({"A": 14, "B": 12, "C": 9}, USUAL))
    assert {key: said for key, said in found.items() if key[0] == "C"} == {("C", "area"): "few_people"}
    table = potential_of(sample({"A": 14, "C": 9}, USUAL[:1]), PLACES, MINUTES, CROW_KM, RULES)
    assert table.filter(pl.col("home_area") == "C")["sample_n"].is_nan().all(), "nor how many they are"


def test_a_visit_that_may_be_hidden_near_a_home_is_not_called_never() -> None:
    hidden = [*USUAL, ("A", range(3), "", "library")]
    near = told(sample({"A": 14, "B": 12}, hidden, at_home=[("A", 1, "A")]))
    assert near["A", "library"] == "few_or_near_home"
    assert near["A", "hall"] == "reachable_never", "a hall is no library"
    elsewhere = told(sample({"A": 14, "B": 12}, hidden, at_home=[("A", 1, "C")]))
    assert elsewhere["A", "library"] != "reachable_visited"


def test_half_the_coverage_of_one_area_brings_no_new_finding() -> None:
    homes, visits = {"A": 14, "B": 12}, [*USUAL, ("A", range(11), "library", "library")]
    whole = sample(homes, visits)
    assert ("A", "library") not in never(whole)
    for area in homes:
        left = [one for one in visits if not (one[0] == area and one[2] == "library")]  # what the lost half held
        half = sample(homes, left, share={area: 0.5})
        assert never(half) <= never(whole), f"{area}: silence was taken for absence"
        assert told(half)[area, "area"] == "uneven"


def test_a_lost_part_of_the_day_is_uneven_too() -> None:
    one = sample({"A": 14, "B": 12}, USUAL)
    weekend = pl.col("band") == "weekend_day"
    of_a = pl.col("person").str.contains("/A")
    lost = replace(one, tracked=one.tracked.filter(~(weekend & of_a)))
    assert told(lost)["A", "area"] == "uneven"
    assert ("B", "area") not in told(lost)


def test_little_coverage_everywhere_says_nothing() -> None:
    found = told(sample({"A": 14, "B": 12}, [], share={"A": 0.25, "B": 0.25}))
    assert found == {("A", "area"): "few_hours", ("B", "area"): "few_hours"}, "17 hours a person"


@pytest.mark.parametrize("k", [10, 13])
def test_a_home_area_needs_k_people(k: int) -> None:
    found = told(sample({"A": 14, "B": 12}, USUAL), replace(RULES, k=k))
    assert (("B", "area") in found) == (k == 13)


def test_of_a_place_that_few_visit_is_said_what_is_said_of_one_that_nobody_does() -> None:
    """Else somebody who is known to go there would be known not to be in the sample, or to be in it."""
    rules = ObservedRules()
    homes = {"A": 122, "B": 62}
    said = {}
    for n in (*range(41), 119, *range(121, 123)):
        one = replace(sample(homes, [("A", range(n), "library", "library")]), secret=bytes(32))
        said[n] = told(one, rules)["A", "library"]
    assert said[0] == "reachable_never"
    assert {said[n] for n in range(1, 10)} == {"reachable_never", "few_or_near_home"}
    assert all(said[n] != "reachable_never" for n in said if n >= 10), "always fewer than ten"
    assert all(said[n] != "reachable_visited" for n in range(40)), "forty at least: twice as many as in other tables"
    assert all(said[n] == "reachable_visited" for n in (121, 122))


@pytest.mark.parametrize(("n", "said"), [(0, {"reachable_never"}), (12, {"few_or_near_home"})])
def test_visits_that_may_be_hidden_near_home_count_as_visits(n: int, said: set[str]) -> None:
    hidden = [("A", range(n), "", "library")]
    one = sample({"A": 62, "B": 62}, hidden, at_home=[("A", number, "A") for number in range(n)])
    assert {told(replace(one, secret=bytes([drawn])), ObservedRules())["A", "library"] for drawn in range(9)} == said


def test_one_person_of_a_later_edition_changes_nothing_that_was_said_of_the_people_before() -> None:
    """Were all moved together, each new visitor would bring another draw, and a change would tell of that visitor."""
    homes, rules, changed = {"A": 62, "B": 62}, ObservedRules(), 0
    later = tables_of({"A": 40}, [("A", range(1), "library", "library")])
    for n in range(1, 10):
        first = tables_of(homes, [("A", range(n), "library", "library")])
        for drawn in range(20):
            before = sample_of([(UPLOAD, first)], secret=bytes([drawn]))
            after = sample_of([(UPLOAD, first), (replace(UPLOAD, id="GPS-00000002"), later)], secret=bytes([drawn]))
            changed += told(before, rules)["A", "library"] != told(after, rules)["A", "library"]
    assert changed / 180 < 0.2


def test_how_many_live_in_a_home_area_is_told_as_a_least_number_and_hours_are_moved() -> None:
    one = replace(sample({"A": 62, "B": 62}, []), secret=bytes(32))
    row = (
        potential_of(one, PLACES, MINUTES, CROW_KM, ObservedRules())
        .filter(pl.col("home_area") == "A")
        .row(0, named=True)
    )
    assert row["sample_n"] == 20
    assert row["tracked_h"] != 62 * 70
    assert row["tracked_h"] == pytest.approx(62 * 70, rel=0.22)
    assert row["tracked_h"] % 100 == 0
