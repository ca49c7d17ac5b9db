"""Numbers, dates and lists that can be read two ways: decided by the whole file, asked about, never guessed."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from plan.exchange import exchange_of, record_from
from plan.exchange.lists import items_of, text_of_items
from plan.exchange.notation import Notation, NotToldError, day_of, moment_of, notation_of, number_of
from plan.exchange.reading import is_same_content
from plan.records import Finding
from plan.taxonomy import default_taxonomy

POINT, COMMA, UNTOLD = Notation("point"), Notation("comma"), Notation("")


@pytest.mark.parametrize(
    ("text", "notation", "number"),
    [
        ("12,500", POINT, 12500), ("1,250,000", POINT, 1_250_000), ("12,500.75", POINT, 12500.75), ("7.5", POINT, 7.5),
        ("12.500", POINT, 12.5), ("5,25", POINT, 5.25), ("-1,500", POINT, -1500), ("12 500", POINT, 12500),
        ("12,500", COMMA, 12.5), ("12.500", COMMA, 12500), ("12.500,75", COMMA, 12500.75), ("7,5", COMMA, 7.5),
        ("1.250.000", UNTOLD, 1_250_000), ("0,500", UNTOLD, 0.5), ("7,5", UNTOLD, 7.5), ("7.5", UNTOLD, 7.5),
        ("12'500", UNTOLD, 12500), ("1e3", UNTOLD, 1000),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_file_writes_numbers(text: str, notation: Notation, number: float) -> None:
    assert number_of(text, notation) == number


@pytest.mark.parametrize("text", ["12,500", "12.500", "-1,500"])
def test_a_number_that_can_be_two_is_asked_about(text: str) -> None:
    with pytest.raises(NotToldError, match="nothing in the file tells which"):
        number_of(text, UNTOLD)


@pytest.mark.parametrize("text", ["12,50,000.1", "1,2,3", "abc", "1_000", "", "--1", "1.2.3", "١٢"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert np.isnan(number_of(text, POINT))


@pytest.mark.parametrize(
    ("numbers", "separator", "decimal"),
    [
        (["12,500", "1250"], ",", "point"), (["12,500", "7.5", "5,25"], ",", "point"), (["12,500", "5,25"], ",", ""),
        (["12,500", "1250"], ";", ""), (["12,500", "7.5"], ";", "point"), (["12,500", "7,5"], ";", "comma"),
        (["12,500", "7,5", "7.5"], ";", ""), (["1.250.000", "12,500"], ";", "comma"), ([], ";", ""),
        (["1,250,000", "12,500"], ";", "point"), (["1.250,5"], ";", "comma"),
    ],
)  # fmt: skip
def test_the_whole_file_decides_how_numbers_are_written(numbers: list[str], separator: str, decimal: str) -> None:
    assert notation_of(numbers, [], separator=separator).decimal == decimal


@given(
    values=st.lists(st.floats(-1e7, 1e7).map(lambda value: round(value, 2)), min_size=1, max_size=20),
    is_german=st.booleans(),
)
def test_a_file_written_in_one_way_is_read_in_that_way(values: list[float], is_german: bool) -> None:
    """Every number as a program writes it, with thousands and two decimals: none is read as another."""
    texts = [f"{value:,.2f}" for value in values]
    if is_german:
        texts = [text.replace(",", " ").replace(".", ",").replace(" ", ".") for text in texts]
    notation = notation_of(texts, [], separator=";" if is_german else ",")
    assert [number_of(text, notation) for text in texts] == values


@pytest.mark.parametrize(
    ("text", "first", "day"),
    [
        ("28/11/2026", "", "2026-11-28"), ("28.11.2026", "", "2026-11-28"), ("5.7.2026", "", "2026-07-05"),
        ("5/7/2026", "day", "2026-07-05"), ("5/7/2026", "month", "2026-05-07"), ("7/25/2026", "", "2026-07-25"),
        ("5/5/2026", "", "2026-05-05"), ("28 November 2026", "", "2026-11-28"), ("28 Nov 2026 03:58", "", "2026-11-28"),
        ("2026-11-28 00:00:00", "", "2026-11-28"), ("28/11/2026 03:58", "", "2026-11-28"), ("Spring", "", None),
    ],
)  # fmt: skip
def test_a_day_in_every_form_that_spreadsheets_make_of_it(text: str, first: str, day: str | None) -> None:
    assert day_of(text, Notation("point", first)) == day


def test_a_day_that_can_be_two_is_asked_about() -> None:
    with pytest.raises(NotToldError, match="5 July or 7 May"):
        day_of("5/7/2026", Notation())


@pytest.mark.parametrize(
    ("dates", "first"),
    [(["5/7/2026", "28/11/2026 03:58"], "day"), (["5/7/2026", "7/28/2026"], "month"), (["5/7/2026"], ""),
     (["28/7/2026", "7/28/2026"], ""), (["28.11.2026"], "")],
)  # fmt: skip
def test_the_whole_file_decides_which_comes_first(dates: list[str], first: str) -> None:
    assert notation_of([], dates).first == first


def test_a_time_of_the_trail() -> None:
    for text in ("28/11/2026 03:58", "28.11.2026 03:58", "28 November 2026 03:58", "28/11/2026 03:58:00"):
        assert moment_of(text, Notation()) == "2026-11-28T03:58:00Z"
    assert moment_of("31/02/2026 03:58", Notation()) is None


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("(2:social,spatial)", ("social", "spatial")), ('[ "social", "spatial" ]', ("social", "spatial")),
        ("['social' 'spatial']", ("social", "spatial")), ("['social', 'spatial']", ("social", "spatial")),
        ("social; spatial", ("social", "spatial")), ("(0:)", ()), ("[ ]", ()), ("[]", ()), ("", ()),
        ('["People\'s café", "b, c"]', ("People's café", "b, c")), ('["it\'s" \'b\']', ("it's", "b")),
        ("[see the note] young people", ("[see the note] young people",)), ("(2 wards)", ("(2 wards)",)),
        ("[older people]", ("[older people]",)),
    ],
)  # fmt: skip
def test_lists_as_map_programs_write_them(text: str, items: tuple[str, ...]) -> None:
    assert items_of(text) == items


@pytest.mark.parametrize("text", ["(2:a,b,c)", "(3:a,b)", "(1:a,b)", '[{"a": 1}]', "[[1]]"])
def test_a_list_that_cannot_be_taken_apart_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="semicolon"):
        items_of(text)


entries = st.lists(
    st.text(st.characters(blacklist_characters=";", blacklist_categories=("Cs", "Cc", "Z")), min_size=1, max_size=12)
    | st.sampled_from(["[1]", "(2:a,b)", "['a' 'b']", '["a"]', "[]", "(0:)"]),
    max_size=4,
)


@given(entries)
def test_no_entry_is_lost_on_the_way_out_and_back(items: list[str]) -> None:
    assert items_of(text_of_items(tuple(items))) == tuple(items)


@given(entries)
def test_a_list_that_gdal_wrote_as_json_comes_back(items: list[str]) -> None:
    assert items_of(json.dumps(items)) == tuple(items)


@pytest.mark.parametrize(("moved_m", "is_same"), [(0.0, True), (0.05, True), (0.2, False), (5.0, False)])
@pytest.mark.parametrize("shape", ["point", "line", "area"])
def test_a_place_that_moved_less_than_a_hand_says_the_same(moved_m: float, is_same: bool, shape: str) -> None:
    made = {
        "point": shapely.Point(-2.6, 51.45),
        "line": shapely.LineString([(-2.6, 51.45), (-2.59, 51.46), (-2.58, 51.45)]),
        "area": shapely.box(-2.6, 51.45, -2.58, 51.46),
    }[shape]
    moved = shapely.transform(made, lambda xy: xy + np.array([moved_m / 111_320 / np.cos(np.radians(51.45)), 0]))
    one, two = Finding(title="x", geometry=made), Finding(title="x", geometry=moved)
    assert is_same_content(one, two) is is_same
    assert not is_same_content(one, Finding(title="x", geometry=shapely.LineString([(0, 0), (1, 1)])))


def test_lists_and_objects_as_geopandas_writes_them_are_what_they_were() -> None:
    """numpy prints the words of a list as Python does, and an object becomes Python's too."""
    for items in (("a", "b"), ("line\nbreak", "\u200fעברית"), ("it's", 'say "so"'), ("back\\slash", "\x8f", "x")):
        assert items_of(str(np.array(items, dtype=object))) == items
    details = {"days": ["weekday"], "is_both_ways": True, "operator": None, "name": "it's\nso", "headway_min": 12.5}
    for written in (str(details), json.dumps(details)):
        read = record_from(exchange_of("corrections"), {"details": written}, default_taxonomy())
        assert read.problems == ()
        assert read.record.details == details  # type: ignore[attr-defined]
    for wrong in ("{'a': b'x'}", "{'a': {1, 2}}", "{'a': open('x')}", "{'a': " * 5_000, "{'a'"):
        read = record_from(exchange_of("corrections"), {"details": wrong}, default_taxonomy())
        assert "is not JSON" in read.problems[0]
