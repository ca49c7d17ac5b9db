"""The evidence of a place: the numbers of the pages, exact, quick, and frozen as plain JSON."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.explore.facts import profile_of
from app.parts.view import Chosen
from app.server.shown import Shown
from everyday import Atlas, Edition
from everyday.atlas.opened import OpenEdition, open_edition
from everyday.evidence.numbers import EvidenceSource, evidence_lines, evidence_of, evidence_source
from everyday.evidence.wording import value_words
from everyday.language.words import language
from everyday.locate.place import locate, locate_words
from geo.cells import cell_polygons
from geo.errors import NotFoundError

ENGLISH = language("en")


@pytest.fixture(scope="module")
def demo(demo_atlas: Atlas) -> Edition:
    """The made-up town."""
    return demo_atlas.edition()


@pytest.fixture(scope="module")
def newport(newport_atlas: Atlas) -> Edition:
    """A real town whose streets are not all known."""
    return newport_atlas.edition()


def values_of(content: dict) -> dict[str, float | str | None]:
    return {one["name"]: one["value"] for one in content["measures"]}


@cache
def outlines_of(folder: Path) -> list[shapely.Polygon]:
    """Outlines of the cells of an edition, in its order."""
    return cell_polygons(Edition(folder).cells()["cell"]).to_list()


def cells_touched(edition: Edition, shape: shapely.Geometry) -> np.ndarray:
    """Rows of cells that a shape touches, found slowly, one by one."""
    outlines = outlines_of(edition.folder)
    if shape.area:
        least = [0.01 * min(outline.area, shape.area) for outline in outlines]
        return np.array([row for row, one in enumerate(outlines) if one.intersection(shape).area >= least[row]], int)
    return np.array([row for row, outline in enumerate(outlines) if outline.intersects(shape)], int)


# Where the numbers come from


def test_a_point_has_the_numbers_of_its_cell(demo: Edition) -> None:
    row = demo.cells().set_index("cell").loc["891943864b7ffff"]
    content = evidence_of(demo, shapely.Point(0.26, 52.94), "E05999001")
    assert content["place"]["cell"] == row.name
    found = values_of(content)
    for name, value in found.items():
        if value is None:
            assert row[name] in (None, "") or np.isnan(row[name])
        else:
            assert row[name] == value
    assert {"typology", "ptal_band", "centre_min_am", "neighbourhood_score", "nearest_pub_min"} <= set(found)
    assert content["place"]["people_n"] == row["population_n"]


def test_a_ward_has_exactly_the_numbers_of_its_page(demo: Edition, newport: Edition) -> None:
    for edition in (demo, newport):
        shown, areas = Shown(edition), edition.areas().set_index("area_id")
        for area_id, row in areas.iterrows():
            content = evidence_of(edition, None, str(area_id))
            known = {one["name"]: one for one in content["measures"]}
            for name, value in values_of(content).items():
                assert value == (None if np.isnan(row[name]) else row[name])
            for measure, value, town in profile_of(shown, Chosen("areas", str(area_id))).values:
                one = known[measure.name]
                assert (one["value_words"], one["town_words"]) == (
                    measure.format_value(value), measure.format_value(town)
                )  # fmt: skip
            assert content["place"]["weight_n"] == row["weight_n"]


@pytest.mark.parametrize(
    "shape",
    [
        shapely.LineString([(0.255, 52.935), (0.30, 52.925)]),
        shapely.Polygon([(0.25, 52.93), (0.27, 52.945), (0.28, 52.93)]),
        shapely.Polygon([(0.2600, 52.9400), (0.2601, 52.9401), (0.2602, 52.9400)]),
    ],
)
def test_a_line_and_an_area_are_means_over_people(demo: Edition, shape: shapely.Geometry) -> None:
    cells = demo.cells().iloc[cells_touched(demo, shape)]
    content = evidence_of(demo, shape, "")
    assert content["place"]["cells_n"] == len(cells) > 0
    assert content["place"]["people_n"] == pytest.approx(cells["population_n"].sum())
    cells = cells[cells["on_network"]]
    checked = 0
    for name, value in values_of(content).items():
        numbers, people = cells[name].to_numpy(float), cells["weight_n"].to_numpy(float)
        known = np.isfinite(numbers) & (people > 0)
        if known.any():
            by_hand = sum(n * p for n, p in zip(numbers[known], people[known], strict=True)) / sum(people[known])
            assert value == pytest.approx(by_hand, rel=1e-9)
            checked += 1
        else:
            assert value is None
    assert checked > 60


def test_the_whole_town_is_what_the_manifest_says(demo: Edition, newport: Edition) -> None:
    for edition in (demo, newport):
        content = evidence_of(edition, None, "")
        for one in content["measures"]:
            summary = edition.manifest["town"][one["name"]]
            assert one["value"] == (None if summary["value"] is None else pytest.approx(summary["value"], rel=1e-9))
            assert one["is_worse"] is None
        assert content["place"]["label"] == "Whole town"
        assert content["place"]["cells_n"] == len(edition.cells())


def test_where_nobody_lives_every_cell_counts_the_same(demo: Edition) -> None:
    shape = shapely.LineString([(0.18, 52.97), (0.21, 52.98)])
    cells = demo.cells().iloc[cells_touched(demo, shape)]
    assert cells["weight_n"].sum() == 0
    content = evidence_of(demo, shape, "")
    assert content["place"]["weighed_by"] == "cells"
    inside = cells[cells["on_network"] & cells["centre_min_am"].notna()]
    assert values_of(content)["bumping_places_15min_n"] == pytest.approx(
        np.average(inside["bumping_places_15min_n"], weights=inside["inside_share"] / inside["inside_share"]), rel=1e-6
    )
    assert "no_homes" in [note["key"] for note in content["notes"]]


def test_an_area_made_of_whole_cells_does_not_count_their_neighbours(demo: Edition) -> None:
    for suggestion in demo.suggestions().itertuples():
        if suggestion.geometry.geom_type.endswith("Polygon"):
            cells = suggestion.cells.split("; ")
            content = evidence_of(demo, suggestion.geometry, "")
            assert content["place"]["cells_n"] == len(cells)
            assert content["suggestions"][0]["distance_m"] == 0
            assert suggestion.key in [one["key"] for one in content["suggestions"] if one["distance_m"] == 0]


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(st.floats(0.17, 0.33), st.floats(52.90, 52.98)),
    st.tuples(st.floats(0.17, 0.33), st.floats(52.90, 52.98)),
    st.booleans(),
)
def test_a_mean_lies_between_the_least_and_the_most_of_its_cells(
    demo: Edition, first: tuple[float, float], second: tuple[float, float], is_area: bool
) -> None:
    assume(first != second)
    shape = shapely.box(*first, *second) if is_area else shapely.LineString([first, second])
    assume(not is_area or shape.area > 1e-9)
    cells = demo.cells().iloc[cells_touched(demo, shape)]
    cells = cells[cells["on_network"]]
    content = evidence_of(demo, shape, "")
    for name, value in values_of(content).items():
        if value is not None:
            numbers = cells[name].to_numpy(float)
            slack = 1e-9 * max(abs(value), 1.0)
            assert np.nanmin(numbers) - slack <= value <= np.nanmax(numbers) + slack
    json.dumps(content, allow_nan=False)


# What is said


def test_worse_than_the_town_follows_the_measure(demo: Edition) -> None:
    content = evidence_of(demo, None, "E05999005")
    known = {one["name"]: one for one in content["measures"]}
    assert known["centre_min_am"]["value"] > known["centre_min_am"]["town"]
    assert known["centre_min_am"]["is_worse"] is True
    assert known["amenity_completeness_share"]["is_worse"] is False
    for one in known.values():
        if one["is_worse"]:
            assert one["value_words"] != one["town_words"]


def test_what_cannot_be_reached_is_none_and_not_unknown(newport: Edition) -> None:
    cells = newport.cells()
    cut_off = cells[
        cells["on_network"] & cells["centre_min_evening"].isna() & cells["city_reach_45min_share_evening"].notna()
    ]
    row = cut_off.iloc[0]
    content = evidence_of(newport, shapely.Point(row["lon"], row["lat"]), row["area_id"])
    one = next(one for one in content["measures"] if one["name"] == "centre_min_evening")
    assert (one["value"], one["is_absent"], one["is_worse"]) == (None, True, True)
    assert one["value_words"] == "not within 120 minutes"
    assert value_words(one, ENGLISH) == "not within two hours"
    sunday = next(one for one in content["measures"] if one["name"] == "centre_min_sunday")
    assert (sunday["value"], sunday["value_words"], sunday["is_absent"]) == (None, "not known", False)
    assert "Sundays are not known" in next(n["words"] for n in content["notes"] if n["key"] == "band_unknown")


def test_a_place_outside_the_streets_or_the_town_says_so(newport: Edition) -> None:
    content = evidence_of(newport, None, locate(newport, ward="Betws").area_id)
    assert content["place"]["area_name_cy"] == "Betws"
    assert evidence_lines(content, ENGLISH) == ["The street data does not reach this place: nothing is known of it."]
    assert all(one["value"] is None and one["value_words"] == "not known" for one in content["measures"])
    partly = evidence_of(newport, None, locate(newport, ward="St Julians").area_id)
    assert evidence_lines(partly, ENGLISH)[0] == "Nothing is known of 45 % of this place."
    outside = evidence_of(newport, shapely.Point(0, 50), "")
    assert outside["place"]["cells_n"] == 0
    assert evidence_lines(outside, ENGLISH) == ["The place lies outside the town: nothing is measured there."]
    with pytest.raises(NotFoundError, match="W99"):
        evidence_of(newport, None, "W99")


def test_lines_are_short_sentences_against_the_town(demo: Edition) -> None:
    place = locate(demo, ward="Samphire")
    content = evidence_of(demo, place.geometry, place.area_id, label=place.label)
    lines = evidence_lines(content, ENGLISH)
    one = next(one for one in content["measures"] if one["name"] == "centre_min_am")
    assert lines[0] == (
        f"To the centre on a weekday morning: {one['value']:.0f} minutes (town {one['town']:.0f})"
    )  # fmt: skip
    assert len(lines) == 5
    assert len(evidence_lines(content, ENGLISH, most=2)) == 2
    assert any("stop" in line.lower() for line in lines)
    assert evidence_lines({}, ENGLISH) == []
    whole = evidence_lines(evidence_of(demo, None, ""), ENGLISH)
    assert not any("(town" in line for line in whole)


def test_lines_say_the_same_as_the_words_of_the_pages(demo: Edition) -> None:
    """Two ways of writing a value, one of them translatable: they may not differ."""
    for row in demo.cells().iloc[::40].itertuples():
        for one in evidence_of(demo, shapely.Point(row.lon, row.lat), row.area_id)["measures"]:
            if one["unit"] in ("minutes", "share", "departures an hour", "of 100") and one["value"] is not None:
                assert value_words(one, ENGLISH) == one["value_words"]


def test_the_lines_follow_the_language(demo: Edition) -> None:
    class Shouting:
        """A language in which everything is said loudly."""

        number, date, n = ENGLISH.number, ENGLISH.date, ENGLISH.n

        def __call__(self, text: str, /, **fields: object) -> str:
            return ENGLISH(text.upper() if not fields else text, **fields)

    content = evidence_of(demo, None, "E05999005")
    assert evidence_lines(content, Shouting())[0].startswith("TO THE CENTRE")  # type: ignore[arg-type]


# What is near


def test_near_stops_and_places_are_those_that_are_near(demo: Edition) -> None:
    content = evidence_of(demo, shapely.Point(0.26, 52.94), "E05999001")
    stops = demo.stops().to_crs(27700)
    here = demo.stops().assign(geometry=shapely.Point(0.26, 52.94)).set_crs(4326).to_crs(27700).geometry.iloc[0]
    metres = stops.distance(here).groupby(stops["stop_name"]).min().sort_values()
    assert content["stops"][0]["name"] == metres.index[0]
    assert [one["name"] for one in content["stops"]] == sorted(
        (one["name"] for one in content["stops"]), key=lambda name: round(metres[name] / 10)
    )
    first = stops[stops["stop_name"] == content["stops"][0]["name"]]
    assert content["stops"][0]["departures_n"] == first[first.distance(here) <= 600]["departures_n"].sum()
    places = demo.places().to_crs(27700)
    for one in content["places"]:
        nearest = places[places["kind"] == one["kind"]].distance(here).min()
        assert one["distance_m"] == pytest.approx(nearest, abs=10)
        assert one["places_n"] == (places[places["kind"] == one["kind"]].distance(here) <= 1500).sum()


def test_a_ward_has_the_suggestions_and_stops_in_it(demo: Edition) -> None:
    content = evidence_of(demo, None, "E05999005")
    inside = demo.suggestions()
    inside = inside[inside["area_ids"].str.contains("E05999005")]
    assert [one["key"] for one in content["suggestions"]] == inside["key"].head(5).tolist()
    assert all(one["distance_m"] is None for one in content["stops"])
    outline = demo.areas().set_index("area_id").geometry["E05999005"]
    names = set(demo.stops()[demo.stops().intersects(outline)]["stop_name"])
    assert {one["name"] for one in content["stops"]} <= names


def test_without_stops_places_and_suggestions_nothing_is_near(demo: Edition) -> None:
    bare = OpenEdition(demo)
    for name in ("places", "stops", "suggestions"):
        bare.__dict__[name] = getattr(open_edition(demo), name).iloc[:0]
    for geometry, area_id in ((shapely.Point(0.26, 52.94), "E05999001"), (None, "E05999005"), (None, "")):
        content = evidence_of(bare, geometry, area_id)
        assert content["stops"] == content["places"] == content["suggestions"] == []
        assert not any("stop:" in line for line in evidence_lines(content, ENGLISH))


# Frozen and quick


def test_evidence_is_json_with_its_edition_and_dates(demo: Edition, newport: Edition) -> None:
    for edition, dates in ((demo, "Timetable of 6 January 2026 · map of 1 June 2026"),
                           (newport, "Timetable of 5 March 2024 · map of 12 June 2023")):  # fmt: skip
        content = evidence_of(edition, None, "")
        assert content["edition_id"] == edition.id
        assert content["edition_dates"]["words"] == dates
        assert json.loads(json.dumps(content, allow_nan=False)) == content
        assert content["survey"] == []
        names = [one["name"] for one in content["measures"]]
        assert set(content["headline"]) <= set(names)
        assert 3 <= len(content["headline"]) <= 5


def test_pages_phones_and_evidence_share_one_edition_in_memory(demo: Edition) -> None:
    opened = open_edition(demo)
    assert open_edition(Edition(demo.folder)) is opened
    assert evidence_source(demo) is evidence_source(opened)
    assert evidence_source(demo).opened is opened


def test_sixty_pins_take_no_time(newport: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once read ahead, evidence opens no table again; ``benchmarks/on_a_page.py`` says how long one takes."""
    source = EvidenceSource(open_edition(newport))
    source.read_ahead()
    cells = newport.cells().query("on_network")
    rows = cells.iloc[:: max(len(cells) // 60, 1)]
    read: list[str] = []
    for place in ("pandas.read_parquet", "geopandas.read_parquet", "pathlib.Path.open", "pathlib.Path.read_text"):
        monkeypatch.setattr(place, lambda *given, **more: read.append(str(given[0])))
    found = [source.of(shapely.Point(row.lon, row.lat), row.area_id) for row in rows.itertuples()]
    assert len(found) >= 60
    assert all(content["measures"] for content in found)
    assert read == []


def test_a_place_asked_for_again_gives_the_same_and_each_finding_has_its_own(demo: Edition) -> None:
    place = shapely.Point(0.26, 52.94)
    first = evidence_of(demo, place, "", label="Here")
    said = json.dumps(first, sort_keys=True)
    first["measures"].clear()
    first["place"]["label"] = "Elsewhere"
    assert json.dumps(evidence_of(demo, place, "", label="Here"), sort_keys=True) == said
    assert evidence_of(demo, place, "", label="There")["place"]["label"] == "There"
    assert evidence_of(demo, None, "", label="Here")["place"]["kind"] == "town"


def test_words_from_the_data_are_kept_as_they_are(demo: Edition) -> None:
    label = "<img src=x onerror=alert(1)>"
    content = evidence_of(demo, shapely.Point(0.26, 52.94), "", label=label)
    assert content["place"]["label"] == label
    assert all("<" not in line for line in evidence_lines(content, ENGLISH))
    assert content["place"]["area_id"] == ""


def test_every_typed_place_has_evidence(demo: Edition) -> None:
    for words in ("whole town", "Samphire", "Albert Road, Priory", "000260", "52.94 0.26",
                  "line 52.94 0.26; 52.945 0.27", "area 52.94 0.26; 52.945 0.27; 52.94 0.27"):  # fmt: skip
        place = locate_words(demo, words)
        content = evidence_of(demo, place.geometry, place.area_id, label=place.label)
        assert content["place"]["label"] == place.label
        assert evidence_lines(content, ENGLISH)
