"""Suggestions of what a sample never visited: one a home area and rule, with the hours that they rest on."""

from __future__ import annotations

import json

import h3
import pandas as pd

from analysis.suggestions import MOVEMENT_RULES, suggest_of_movement

CELLS = [h3.latlng_to_cell(52.0, 0.0, 9), h3.latlng_to_cell(52.0, 0.004, 9)]
TABLE = pd.DataFrame(
    {"cell": CELLS, "area_id": "A", "area_name": "Newtown", "on_network": True, "weight_n": [400.0, 600.0],
     "population_n": [400.0, 600.0]}
)  # fmt: skip
VISITED = pd.DataFrame({"place_id": ["across", "hall"], "people_n": [40.0, 15.0]})
KINDS = {"library": "libraries", "green_space": "parks or green spaces"}


def row(**told: object) -> dict[str, object]:
    return {"home_area": "A", "what": "place", "place_id": "", "kind": "", "name": "", "minutes": float("nan"),
            "crow_km": float("nan"), "sample_n": 30.0, "tracked_h": 1240.0, "status": "", **told}  # fmt: skip


def suggested(*rows: dict[str, object]) -> pd.DataFrame:
    return suggest_of_movement(pd.DataFrame(list(rows)), VISITED, TABLE, kind_words=KINDS)


def test_within_reach_and_nobody_was_there_names_kinds_hours_and_people() -> None:
    found = suggested(row(what="kind", kind="library", status="reachable_never", minutes=12.0))
    assert found["rule"].tolist() == ["reachable_never"]
    assert found["sentence"].iloc[0] == (
        "Within 20 minutes of Newtown, and nobody or hardly anybody of the sample was there in 1,240 tracked daytime "
        "hours of at least 30 people: any of the libraries."
    )
    assert found["people_n"].iloc[0] == 1000
    assert found["cells"].iloc[0] == "; ".join(sorted(CELLS))
    assert json.loads(found["evidence_json"].iloc[0])["tracked_h"] == 1240


def test_a_place_is_named_only_where_others_of_the_sample_go() -> None:
    lonely = suggested(row(place_id="shed", name="Old shed", kind="hall", status="reachable_never", minutes=5.0))
    assert lonely.empty
    found = suggested(row(place_id="hall", name="Town hall", kind="hall", status="reachable_never", minutes=5.0))
    assert "Town hall, where others of the sample go." in found["sentence"].iloc[0]


def test_near_and_cut_off_says_how_far_both_ways() -> None:
    found = suggested(
        row(place_id="hall", name="Town hall", kind="hall", status="near_never", minutes=45.0, crow_km=0.4),
        row(
            place_id="across",
            name="Park",
            kind="green_space",
            status="near_never",
            crow_km=1.25,
            across="the railway (Branch)",
        ),
    )
    assert found["rule"].tolist() == ["near_never"]
    sentence = found["sentence"].iloc[0]
    assert sentence.startswith("Park is 1.2 km from Newtown as the crow flies, across the railway (Branch), and more")
    assert "while others go there. The same holds of Town hall." in sentence, "where most others go comes first"


def test_the_key_does_not_depend_on_what_was_before_or_on_the_places() -> None:
    one = suggested(row(what="kind", kind="library", status="reachable_never", minutes=12.0))
    other = suggested(row(what="kind", kind="green_space", status="reachable_never", minutes=3.0))
    assert one["key"].tolist() == other["key"].tolist()


def test_nothing_is_suggested_of_what_was_visited_or_not_said() -> None:
    told = [row(place_id="hall", name="Town hall", status=status, minutes=5.0, crow_km=1.0)
            for status in ("reachable_visited", "hard_visited", "not_said")]  # fmt: skip
    assert suggested(*told).empty
    assert set(MOVEMENT_RULES) == {"reachable_never", "near_never"}
