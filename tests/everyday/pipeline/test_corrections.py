"""Corrections: what the forum knows and the open data lack is on the map and in the measures after the next build."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from everyday import Atlas
from everyday.atlas import filled
from everyday.exchange.corrections import read_corrections, write_corrections
from everyday.pipeline.corrected import edition_corrections, waiting_corrections
from everyday.pipeline.corrections.buses import correct_feed
from everyday.pipeline.corrections.places import correct_places
from geo.gtfs.reading import read_gtfs
from geo.osm import load_place_kinds
from geo.osm.reading import read_osm
from geo.tables import PLACE_ACCESS, PLACES, check_table
from plan.corrections import correction_essence, correction_of_essence, correction_words, problems_of_correction
from plan.records import Correction
from plan.taxonomy import default_taxonomy
from plan.text.cleaning import clean_record
from tests.makers.corrections_town import (
    CAFE_CLOSED,
    CAFE_RENAMED,
    HALL_MISSING,
    OLD_CAFE,
    PARK_MISSING,
    PLANNER,
    Build,
    Towns,
    assert_same_cells,
    at,
    builder,
    bus,
    grid_wards,
    place,
    town_osm,
)
from tests.makers.gtfs import small_feed


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Towns]:
    return tmp_path_factory.mktemp("towns"), {}


@pytest.fixture
def build(towns: tuple[Path, Towns], monkeypatch: pytest.MonkeyPatch) -> Build:
    return builder(*towns, monkeypatch)


# ---- what makes a correction complete --------------------------------------------------------------------------------


def test_every_fault_of_a_bus_is_named_at_once() -> None:
    wrong = bus(("A", 51.5, -3.0), days=["friday"], first="25:00", last="7", headway_min=0, kmh=200, is_both_ways=1)
    text = " ".join(problems_of_correction(replace(wrong, name=" ")))
    for lack in ("no name", "two stops", "days", "last departure", "from 1 to 240", "3 to 100 km/h", "runs back"):
        assert lack in text
    pair = ("A", 51.5, -3.0), ("B", 51.6, -3.0)
    assert "after the first" in " ".join(problems_of_correction(bus(*pair, first="22:00", last="01:00")))
    assert "28:00" in " ".join(problems_of_correction(bus(*pair, last="28:30")))
    assert problems_of_correction(bus(*pair, first="22:00", last="28:00", headway_min=240)) == []
    assert "Stop 2 has no place" in " ".join(problems_of_correction(bus(pair[0], ("B", float("nan"), 0.0))))
    assert "same place" in " ".join(problems_of_correction(bus(pair[0], pair[0])))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "place_missing"}, ("what kind", "where")),
        ({"kind": "place_missing", "place_kind": "pub", "geometry": shapely.LineString([(0, 0), (1, 1)])}, ("area",)),
        ({"kind": "place_missing", "place_kind": "zoo", "geometry": shapely.Point(0, 0)}, ("'zoo'", "pub")),
        ({"kind": "place_closed"}, ("which place",)),
        ({"kind": "place_misnamed", "place_id": "n1"}, ("right name",)),
        ({"kind": "moon"}, ("not known", "bus_missing")),
    ],
)
def test_what_a_place_lacks_is_said(fields: dict, words: tuple[str, ...]) -> None:
    text = " ".join(problems_of_correction(Correction(**fields), place_kinds=("pub", "library")))
    assert all(word in text for word in words)


def test_a_correction_is_a_sentence() -> None:
    one = bus(("Village Hall", 51.5, -3.0), ("Bus Station", 51.6, -3.0), days=["weekday", "sunday"])
    assert correction_words(one) == (
        "The bus “Hopper” of Village Transport is missing from the open timetables: 2 stops from Village Hall to Bus "
        "Station, both ways, weekdays and Sundays, every 15 minutes from 06:00 to 23:00."
    )
    closed = place("place_closed", place_id="n1", place_kind="library")
    assert correction_words(closed, was="Old Library") == "“Old Library” (library) has closed."
    assert "not completely" in correction_words(replace(one, details={}))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "lat", "lon"]), inner),
    max_leaves=8,
)
KEYS = ["operator", "stops", "days", "first", "last", "headway_min", "kmh", "is_both_ways", "more"]


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(["bus_missing", "place_missing", "place_closed", "x"]), name=st.text(max_size=8),
       details=st.dictionaries(st.sampled_from(KEYS), ANYTHING))  # fmt: skip
def test_nothing_that_people_send_breaks_the_check(kind: str, name: str, details: dict) -> None:
    one = Correction(kind=kind, name=name, details=details)
    assert all(isinstance(words, str) and words for words in problems_of_correction(one))
    assert correction_words(one)


NUMBERS = st.floats(-80, 80, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=20), lat=NUMBERS, lon=NUMBERS, headway=st.integers(1, 240))
def test_the_text_that_stands_for_a_correction_gives_it_back(name: str, lat: float, lon: float, headway: int) -> None:
    for one in (bus((name, lat, lon), ("B", 0.0, 0.0), headway_min=headway),
                place("place_missing", name=name, place_kind="pub", geometry=shapely.Point(lon, lat))):  # fmt: skip
        text = correction_essence(one)
        again = correction_of_essence(text)
        assert correction_essence(again) == text
        assert (again.name, again.kind, again.details) == (one.name, one.kind, one.details)
        said_otherwise = replace(
            one, text="because", created_by="Ann", decided_by="Bo", updated_at="2026-01-01T00:00:00Z"
        )
        assert correction_essence(said_otherwise) == text


# ---- places, against an extract that has them ------------------------------------------------------------------------


def test_a_missing_place_counts_as_if_the_map_had_it(build: Build) -> None:
    before, after, mapped = build(), build([HALL_MISSING]), build(has_hall=True)
    assert before.cells()["nearest_community_centre_min"].isna().all()
    assert after.cells()["nearest_community_centre_min"].min() < 2
    assert_same_cells(after, mapped)
    (row,) = filled(after.places()).query("correction_id != ''").to_dict("records")
    twin = filled(mapped.places()).query("name == 'Forum Hall'").iloc[0]
    assert (row["place_id"], row["correction_id"], row["name"]) == ("xX-HALL", "X-HALL", "Forum Hall")
    for column in set(PLACES.names) - {"place_id", "lat", "lon", "geometry"}:
        assert row[column] == twin[column]
    assert mapped.places()["correction_id"].isna().all()


def test_a_missing_park_is_entered_where_streets_meet_its_edge(build: Build) -> None:
    after, mapped = build([PARK_MISSING]), build(has_park=True)
    assert after.cells()["nearest_green_space_min"].min() < 1
    assert_same_cells(after, mapped)
    assert len(after.place_access()) == len(mapped.place_access())


def test_a_closed_place_counts_as_if_the_map_did_not_have_it(build: Build) -> None:
    after, without = build([CAFE_CLOSED]), build(has_cafe=False)
    assert after.cells()["nearest_cafe_min"].isna().all()
    assert_same_cells(after, without)
    assert "n84" not in set(after.place_access()["place_id"])
    (where,) = edition_corrections(after).itertuples()
    assert where.geometry.distance(at(*OLD_CAFE)) < 1e-6


def test_a_misnamed_place_has_its_right_name_and_nothing_else_changes(build: Build) -> None:
    before, after = build(), build([CAFE_RENAMED])
    assert_same_cells(before, after)
    assert after.places().set_index("place_id").loc["n84", "name"] == "New Café"
    same = ["place_id", "kind", "lat", "lon", "is_bumping_place", "is_amenity", "run_by"]
    pd.testing.assert_frame_equal(before.places()[same], after.places()[same])
    pd.testing.assert_frame_equal(before.place_access(), after.place_access())


def test_the_manifest_says_who_accepted_what_and_what_could_not_be_done(build: Build) -> None:
    gone = place("place_closed", "X-GONE", place_id="n12345")
    far = replace(HALL_MISSING, id="X-FAR", geometry=shapely.Point(51.56, -2.99))
    twice = replace(HALL_MISSING, id="X-TWICE")
    edition = build([HALL_MISSING, gone, far, twice])
    entries = {entry["id"]: entry for entry in edition.manifest["corrections"]}
    assert entries["X-HALL"]["is_applied"]
    assert entries["X-HALL"]["sentence"] == "“Forum Hall” (community centre) is missing from the open map."
    assert (entries["X-HALL"]["accepted_by"], entries["X-HALL"]["accepted_at"]) == ("Rosa", "2026-05-17T10:00:00Z")
    for key, why in (("X-GONE", "no longer has"), ("X-FAR", "outside the street map"), ("X-TWICE", "has it already")):
        assert not entries[key]["is_applied"]
        assert why in entries[key]["note"]
        assert any(why in note for note in edition.manifest["notes"])
    assert edition.manifest["rows"]["corrections"] == 4


def test_a_later_correction_may_put_an_earlier_one_right(build: Build) -> None:
    closed = replace(place("place_closed", "X-A", place_id="xX-HALL"), decided_at="2026-06-01T00:00:00Z")
    edition = build([closed, HALL_MISSING])
    assert all(entry["is_applied"] for entry in edition.manifest["corrections"])
    assert "xX-HALL" not in set(edition.places()["place_id"])


def test_the_same_corrections_are_recognised_and_others_make_another_edition(build: Build) -> None:
    without, one = build(), build([HALL_MISSING])
    assert build().id == without.id != one.id
    reworded = replace(HALL_MISSING, text="It is by the church", decided_by="Ann", updated_at="2026-07-01T00:00:00Z")
    assert build([reworded]).id == one.id
    moved = replace(HALL_MISSING, geometry=at(600, 600))
    assert build([moved]).id not in (without.id, one.id)
    assert build([HALL_MISSING, CAFE_CLOSED]).id == build([CAFE_CLOSED, HALL_MISSING]).id
    waiting, gone = waiting_corrections(one.manifest, [CAFE_CLOSED, reworded])
    assert ([entry.id for entry in waiting], gone) == (["X-CAFE"], [])
    assert [entry["id"] for entry in waiting_corrections(one.manifest, [])[1]] == ["X-HALL"]


def test_only_what_a_planner_accepted_is_applied(tmp_path: Path) -> None:
    atlas = Atlas.new(tmp_path / "atlas", name="Gridton", boundaries=grid_wards(tmp_path), resolution=9)
    atlas.add("osm", town_osm(tmp_path / "town.osm.pbf"))
    plain = atlas.build()
    assert atlas.accepted_corrections() == []
    assert not (atlas.folder / "plan.gpkg").exists(), "asking for corrections started a plan"
    store = atlas.plan()
    for name, status in (("A", "proposed"), ("B", "rejected"), ("C", "withdrawn"), ("D", "accepted")):
        geometry = at(200.0 + 300 * "ABCD".index(name), 900.0)
        kept = store.add(Correction(kind="place_missing", name=name, place_kind="pub", geometry=geometry), PLANNER)
        if status != "proposed":
            decided = {"decided_by": PLANNER.name, "decided_at": "2026-05-17T10:00:00Z", "status_reason": "Seen"}
            store.save(replace(kept, status=status, **decided), PLANNER)
    edition = atlas.build()
    assert edition.id != plain.id
    assert set(edition.places().query("kind == 'pub'")["name"]) == {"D"}
    assert atlas.build().id == edition.id


def test_corrected_tables_keep_their_contracts_and_the_extract_given_stays(tmp_path: Path) -> None:
    extract = read_osm(town_osm(tmp_path / "town.osm.pbf"))
    names = extract.places["name"].tolist()
    after, found = correct_places(extract, [HALL_MISSING, PARK_MISSING, CAFE_RENAMED], load_place_kinds())
    assert after is not None
    assert all(one.is_applied for one in found)
    assert check_table(after.places, PLACES) == []
    assert check_table(after.place_access, PLACE_ACCESS) == []
    assert set(after.place_access["place_id"]) == set(after.places["place_id"])
    assert extract.places["name"].tolist() == names


@settings(max_examples=25, deadline=None)
@given(kinds=st.lists(st.sampled_from(["bus", "place"]), max_size=3))
def test_nothing_to_correct_changes_nothing(small: object, kinds: list[str]) -> None:
    feed, extract = small
    wanted = [bus(("A", 51.5, -3.0), ("B", 51.6, -3.0)) if kind == "bus" else HALL_MISSING for kind in kinds]
    proposed = [replace(one, kind="place_closed") for one in wanted if one.kind != "bus_missing"]
    assert correct_feed(feed, proposed, bounds=(-3, 51, -2, 52), near=date(2024, 3, 5), timezone="").feed is feed
    assert correct_places(extract, [one for one in wanted if one.kind == "bus_missing"], load_place_kinds()) == (
        extract,
        [],
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("small")
    return read_gtfs(small_feed(folder / "small.zip"))[0], read_osm(town_osm(folder / "town.osm.pbf"))


# ---- as files --------------------------------------------------------------------------------------------------------

WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=12)


@settings(max_examples=20, deadline=None)
@given(name=WORDS, text=WORDS, kmh=st.none() | st.integers(3, 100))
@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson"])
def test_files_of_corrections_come_back_as_they_were(ending: str, name: str, text: str, kmh: int | None,
                                                     tmp_path_factory: pytest.TempPathFactory) -> None:  # fmt: skip
    path = tmp_path_factory.mktemp("files") / f"corrections.{ending}"
    details = {} if kmh is None else {"kmh": kmh}
    given = [clean_record(replace(one, text=text, version=3, created_by="Ann", created_at="2026-05-17T10:00:00Z"))
             for one in (replace(HALL_MISSING, name=name), PARK_MISSING, CAFE_CLOSED, CAFE_RENAMED,
                         bus((name, 51.5, -3.0), ("=1+1", 51.6, -3.0), **details))]  # fmt: skip
    write_corrections(given, path)
    found, report = read_corrections(path, None, default_taxonomy())
    assert [problem.found for problem in report.problems if problem.severity != "note"] == []
    for one, again in zip(given, found, strict=True):
        assert correction_essence(again) == correction_essence(one)
        assert replace(again, geometry=None, details={}) == replace(one, geometry=None, details={})


def test_rows_that_say_too_little_are_left_out_with_all_reasons(build: Build, tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(
        "kind,name,place_id,place_kind,lat,lon\nplace_missing,Hall,,community_centre,51.556,-2.99\n"
        "place_missing,Hall,,zoo,,\nplace_closed,,n12345,,,\nplace_misnamed,,,,,\n",
        encoding="utf-8",
    )
    found, report = read_corrections(path, build(), default_taxonomy())
    assert [one.kind for one in found] == ["place_missing", "place_closed"]
    said = {problem.where: problem.found for problem in report.problems}
    assert "zoo" in said["row 3",]
    assert "where the missing place is" in said["row 3",]
    assert "no place n12345" in said["row 4",]
    assert "which place" in said["row 5",]
    assert "right name" in said["row 5",]
