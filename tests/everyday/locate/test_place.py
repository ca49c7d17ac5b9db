"""The place of a pin: whatever people type finds one place, or says what could have been meant."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from app.parts.search import find, options_for
from app.server.shown import Shown
from everyday import Atlas, Edition
from everyday.atlas.opened import OpenEdition, open_edition
from everyday.locate.names import names_of
from everyday.locate.place import Place, choices, locate, locate_words, parse_shape
from everyday.locate.typed import fold, read_point
from geo.crs import haversine_m
from geo.errors import AtlasError, NotFoundError, UsageError


@pytest.fixture(scope="module")
def demo(demo_atlas: Atlas) -> Edition:
    """The made-up town."""
    return demo_atlas.edition()


@pytest.fixture(scope="module")
def newport(newport_atlas: Atlas) -> Edition:
    """The real town with Welsh ward names."""
    return newport_atlas.edition()


def message(call: object, *arguments: object, **more: object) -> str:
    """What is said when nothing can be placed."""
    with pytest.raises(AtlasError) as caught:
        call(*arguments, **more)  # type: ignore[operator]
    return str(caught.value)


# Names


@pytest.mark.parametrize("words", ["Samphire", "  samphire ", "ward SAMPHIRE", "Samphire ward", "e05999005", "Sámphire",
                                   "\u202eSamphire\u202c", "Samphire (area)"])  # fmt: skip
def test_a_ward_is_found_however_it_is_written(demo: Edition, words: str) -> None:
    assert locate_words(demo, words) == Place(None, "E05999005", "Ward Samphire", "ward")
    assert locate(demo, ward=words) == locate_words(demo, words)


def test_the_whole_town_has_several_names(demo: Edition) -> None:
    for words in ("whole town", "The whole town", "Wrenmouth"):
        assert locate_words(demo, words) == Place(None, "", "Whole town", "whole_town")
    assert locate(demo, is_whole_town=True).how == "whole_town"


def test_wards_answer_to_their_welsh_names(newport: Edition) -> None:
    for welsh, area_id in (("Betws", "W05000836"), ("y gaer", "W05000838"), ("Parc Tredegar", "W05000851")):
        assert locate_words(newport, welsh).area_id == area_id
    assert locate(newport, ward="Saint Julians") == locate(newport, ward="St. Julians")
    assert locate_words(newport, "newport").how == "whole_town"


def test_everything_that_can_be_chosen_can_be_given_back(demo: Edition, newport: Edition) -> None:
    for edition in (demo, newport):
        names = names_of(open_edition(edition))
        known = choices(edition)
        assert len(known) == len(set(known)) == len(names.spots) > 1_500
        for label in known:
            spot, place = names.spots[label], locate_words(edition, label)
            if spot.kind == "area":
                assert (place.area_id, place.geometry) == (spot.area_id, None)
            else:
                assert place.geometry is not None
                assert (place.geometry.y, place.geometry.x) == (spot.lat, spot.lon)


def test_a_street_in_several_wards_is_asked_about(demo: Edition) -> None:
    said = message(locate_words, demo, "albert road")
    assert "3 streets" in said
    for ward in ("Newtown", "Priory", "Westfield"):
        assert f"Albert Road, {ward}" in said
        place = locate_words(demo, f"albert rd, {ward.upper()}")
        assert place.label == f"Albert Road, {ward}"
        assert place == locate(demo, street="Albert Road", ward=ward)
        assert place.area_id == locate(demo, ward=ward).area_id
    assert "Albert Road, Newtown" in message(locate, demo, street="Albert Road", ward="Samphire")


def test_choices_of_an_ambiguous_name_can_be_given_back(demo: Edition) -> None:
    for kind, words in (("street", "Coldharbour Lane"), ("stop", "Marsh Road"), ("place", "The Bell")):
        said = message(locate, demo, **{kind: words})
        texts = said.partition("one of: ")[2].removesuffix(". Choose one.").split("; ")
        assert len(texts) > 1
        places = [locate(demo, **{kind: text}) for text in texts]  # type: ignore[arg-type]
        assert len({place.geometry.wkt for place in places if place.geometry}) == len(texts)


def test_both_sides_of_a_street_are_one_stop_in_the_middle(newport: Edition) -> None:
    stops = newport.stops()
    pair = stops[stops["stop_name"] == "Clevedon Road"]
    assert len(pair) == 2
    place = locate(newport, stop="clevedon road")
    assert place.geometry is not None
    assert place.geometry.y == pytest.approx(pair["lat"].mean())
    for code in (*pair["stop_code"], *pair["stop_id"], *(text.partition(":")[2] for text in pair["stop_id"])):
        assert locate_words(newport, code.upper()).geometry == place.geometry


def test_stops_of_one_name_far_apart_are_told_by_their_codes(demo: Edition) -> None:
    stops = demo.stops()
    code = stops[stops["stop_name"] == "Marsh Road"]["stop_code"].iloc[0]
    place = locate(demo, stop=code)
    assert place.geometry is not None
    assert place.how == "stop"
    near = stops[(haversine_m(place.geometry.y, place.geometry.x, stops["lat"], stops["lon"]) < 150)]
    assert code in set(near["stop_code"])


def test_places_answer_to_their_names_and_ids(demo: Edition) -> None:
    row = demo.places().set_index("name").loc["Highfield Stores"]
    for words in ("highfield stores", row["place_id"], f"node/{row['place_id'][1:]}", "place Highfield Stores"):
        place = locate_words(demo, words)
        assert place.geometry == shapely.Point(row["lon"], row["lat"])
        assert place.label == "Highfield Stores (local shop), Highfield"


def test_what_is_misspelled_gets_the_nearest_names(demo: Edition) -> None:
    said = message(locate_words, demo, "Samphir")
    assert "Samphire" in said
    assert "“Samphir”" in said
    with pytest.raises(NotFoundError, match="Brickfields"):
        locate(demo, ward="Brikfields")
    with pytest.raises(NotFoundError, match="Needed"):
        locate(demo, street="qqqqqq")


def test_only_one_place_at_a_time(demo: Edition) -> None:
    assert "street, stop" in message(locate, demo, street="High Street", stop="Infirmary")
    assert "ward, latitude" in message(locate, demo, ward="Samphire", lat=52.94, lon=0.26)
    assert "No place is given" in message(locate, demo)
    assert "longitude is missing" in message(locate, demo, lat=52.94)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
@example("<img src=x onerror=alert(1)>")
@example("${alert(1)}")
@example("\u202e" + "x" * 10_000)
@example("52.94 " * 3_000)
@example("line 1 1;" * 2_000)
@example("POLYGON ((" * 500)
@example("stop,,,, ward")
@example('=HYPERLINK("http://x")')
def test_any_words_are_placed_or_refused_in_a_short_sentence(demo: Edition, words: str) -> None:
    said = ""
    try:
        said = locate_words(demo, words).label
    except AtlasError as error:
        said = str(error)
    assert 0 < len(said) < 900
    assert "\u202e" not in said


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(words: str) -> None:
    assert fold(fold(words)) == fold(words)


def test_names_are_compared_as_people_read_them() -> None:
    assert fold("King’s Road & Café") == fold("KINGS ROAD AND CAFE")
    assert fold("High St.") == "high street"
    assert fold("Allt-yr-yn") == "allt yr yn"


def test_a_town_of_which_only_the_areas_are_known_still_has_places(demo: Edition) -> None:
    bare = OpenEdition(demo)
    bare.__dict__["names"] = None
    for name in ("places", "stops", "streets", "settlements"):
        bare.__dict__[name] = getattr(open_edition(demo), name).iloc[:0]
    assert len(choices(bare)) == len(demo.areas())
    assert locate_words(bare, "Samphire").how == "ward"
    assert locate_words(bare, "52.94 0.26").how == "coordinates"
    assert "Nearest" not in message(locate_words, bare, "High Street")


# Coordinates, cells, squares


def test_coordinates_in_many_spellings(demo: Edition) -> None:
    for words in ("52.94, 0.26", "52.94 0.26", "(52.94,0.26)", "52.94° N 0.26° E", "0.26E, 52.94N"):
        place = locate_words(demo, words)
        assert place.geometry == shapely.Point(0.26, 52.94)
        assert (place.area_id, place.how) == ("E05999001", "coordinates")
        assert "Market" in place.label
    assert locate(demo, lat=52.94, lon=0.26) == locate_words(demo, "52.94,0.26")
    assert read_point("51.58N 3.0W") == read_point("51.58, −3.0") == (51.58, -3.0)


def test_swapped_coordinates_and_a_lost_minus_are_recognised(demo: Edition, newport: Edition) -> None:
    assert "look swapped" in message(locate_words, demo, "0.26, 52.94")
    assert "look swapped" in message(locate, newport, lat=-2.9975, lon=51.5882)
    assert "minus sign looks missing" in message(locate_words, newport, "51.5882 2.9975")
    assert "look swapped" in message(locate, demo, geometry=shapely.LineString([(52.94, 0.26), (52.945, 0.27)]))


def test_outside_the_town_it_says_how_far(demo: Edition) -> None:
    outline = shapely.union_all(demo.areas().geometry.to_numpy())
    north = outline.bounds[3]
    at = outline.intersection(shapely.LineString([(0.26, 0), (0.26, 90)])).bounds[3]
    far = message(locate, demo, lat=at + 0.05, lon=0.26)
    assert north >= at
    assert "outside Wrenmouth, about " in far
    km = float(far.partition("about ")[2].partition(" km")[0])
    assert 0 < km <= haversine_m(at, 0.26, at + 0.05, 0.26) / 1000 + 0.05
    assert "not on the Earth" in message(locate_words, demo, "123, 456")
    assert "not numbers" in message(locate, demo, lat=math.nan, lon=0.26)


def test_a_cell_of_the_map_is_a_place(demo: Edition) -> None:
    row = demo.cells().iloc[100]
    place = locate_words(demo, row["cell"].upper())
    assert place.geometry == shapely.Point(row["lon"], row["lat"])
    assert (place.area_id, place.how) == (row["area_id"], "cell")
    assert "no cell" in message(locate_words, demo, "8928308280fffff")


def test_a_square_of_the_printed_map_is_a_place(demo: Edition) -> None:
    asked = []

    def grid_of(number: str) -> shapely.Polygon:
        asked.append(number)
        if "99" in number:
            raise NotFoundError("There is no square 99.")
        return shapely.box(0.26, 52.94, 0.27, 52.945)

    for words in ("17", "square C7", "grid 17", "Grid square no. 17"):
        place = locate_words(demo, words, grid_of=grid_of)
        assert place.how == "grid"
        assert place.geometry is not None
        assert place.geometry.equals_exact(shapely.Point(0.265, 52.9425), 1e-9)
        assert place.label.startswith(("Square 17: ", "Square C7: "))
    assert locate(demo, grid="17", grid_of=grid_of).how == "grid"
    assert asked == ["17", "square C7", "grid 17", "Grid square no. 17", "17"]
    assert "no square 99" in message(locate_words, demo, "99", grid_of=grid_of)
    assert "printed map" in message(locate, demo, grid="17")
    assert locate_words(demo, "High Street", grid_of=grid_of).how == "street"
    assert "outside" in message(locate, demo, grid="1", grid_of=lambda number: shapely.box(0, 51, 0.1, 51.1))


# Lines and areas


def test_a_typed_line_and_area(demo: Edition) -> None:
    line = locate_words(demo, "line 52.94 0.26; 52.945, 0.27")
    assert line.geometry == shapely.LineString([(0.26, 52.94), (0.27, 52.945)])
    assert line.how == "line"
    assert line.label == "Line of 870 m, Market and Docks"
    area = locate_words(demo, "Area: 52.94 0.26; 52.945 0.27; 52.94 0.27")
    assert area.geometry is not None
    assert (area.geometry.geom_type, area.how, area.area_id) == ("Polygon", "area", "E05999004")
    assert locate_words(demo, "LINESTRING (0.26 52.94, 0.27 52.945)").geometry == line.geometry
    assert parse_shape("52.94 0.26\n52.945 0.27", kind="line") == line.geometry


def test_faults_of_typed_shapes_are_all_named() -> None:
    said = message(parse_shape, "line 52.94 x; 52 0; y")
    assert "point 1 is “52.94 x”" in said
    assert "point 3 is “y”" in said
    assert "line or an area" in message(parse_shape, "52.94 0.26; 52.945 0.27")
    assert "at least 3" in message(parse_shape, "area 52.94 0.26; 52.945 0.27; 52.94 0.26")
    assert "at least 2" in message(parse_shape, "line 52.94 0.26; 52.94 0.26")
    assert "cannot be read" in message(parse_shape, "POLYGON ((0 0")


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (shapely.Polygon([(0.26, 52.94), (0.27, 52.945), (0.27, 52.94), (0.26, 52.945)]), "crosses or touches itself"),
        (shapely.LineString([(0.26 + 0.00001 * n, 52.94) for n in range(501)]), "at most 500"),
        (shapely.LineString([(0.26, 52.94), (0.26, 52.94)]), "at least 2"),
        (shapely.Polygon(), "empty"),
        (shapely.MultiPoint([(0.26, 52.94), (0.27, 52.94)]), "one point, line or area"),
        (shapely.LineString([(1, 52), (1.1, 52.1)]), "outside Wrenmouth"),
        (shapely.Polygon([(0.26, 52.94), (0.27, 52.94), (0.28, 52.94)]), "itself"),
    ],
)
def test_shapes_that_cannot_be_a_place(demo: Edition, geometry: shapely.Geometry, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        locate(demo, geometry=geometry)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(52.90, 52.98), st.floats(0.20, 0.32)), min_size=2, max_size=12, unique=True))
def test_a_line_comes_back_from_its_text(demo: Edition, points: list[tuple[float, float]]) -> None:
    rounded = [(round(lat, 6), round(lon, 6)) for lat, lon in points]
    assume(len(set(rounded)) > 1)
    words = "line " + "; ".join(f"{lat:.6f} {lon:.6f}" for lat, lon in rounded)
    shape = parse_shape(words)
    assert list(shape.coords) == [(lon, lat) for lat, lon in rounded]
    if not demo.areas().intersects(shape).any():
        assert "outside" in message(locate_words, demo, words)
    else:
        assert locate_words(demo, words).geometry == shape


def test_heights_are_left_out(demo: Edition) -> None:
    place = locate(demo, geometry=shapely.Point(0.26, 52.94, 12.0))
    assert place.geometry is not None
    assert not place.geometry.has_z


# The search of the pages


def test_the_search_box_finds_what_a_pin_finds(demo: Edition) -> None:
    shown = Shown(demo)
    for words in ("Albert Road, Priory", "000260", "Highfield Stores"):
        place, options = locate_words(demo, words), options_for(shown, words)[0]
        assert place.geometry is not None
        found = find(shown, options[0]["id"])
        assert found is not None
        assert (found.lat, found.lon) == (place.geometry.y, place.geometry.x)
        assert found.chosen is not None
        assert found.chosen.id == shown.cell_at(place.geometry.y, place.geometry.x)
    for label in choices(demo)[::50]:
        assert options_for(shown, label)[0][0]["id"] == label
