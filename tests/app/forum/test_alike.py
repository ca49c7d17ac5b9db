"""Likely duplicates: found by kind, nearness and shared words, always the same way, and only ever suggested."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from app.forum.together.alike import NEAR_M, content_words, likely_pairs
from geo.crs import haversine_m
from plan.records import Finding


def at_point(number: int, title: str, lat: float, lon: float, **more: object) -> Finding:
    return replace(Finding(id=f"F-{number}", title=title, geometry=shapely.Point(lon, lat)), **more)


def test_words_that_carry_the_meaning() -> None:
    assert list(content_words("There are no buses on the 14 after Café's close")) == ["bus", "14", "cafe", "close"]
    assert list(content_words("Libraries and churches, classes")) == ["library", "church", "class"]
    assert content_words("there IS not any") == {}


def test_near_ones_with_a_word_in_common_are_suggested() -> None:
    near = at_point(1, "No crossing here", 51.5, -3.0), at_point(2, "We need a crossing", 51.502, -3.0)
    assert [(pair.first, pair.second, pair.words) for pair in likely_pairs(near)] == [("F-1", "F-2", ("crossing",))]
    assert likely_pairs((near[0], replace(near[1], kind="enabler"))) == []
    assert likely_pairs((near[0], replace(near[1], title="Buses stop too early"))) == []
    far = replace(near[1], geometry=shapely.Point(-3.0, 51.503))
    assert likely_pairs((near[0], far)) == []
    same_area = [replace(one, area_id="W1", title=f"{one.title} by the school") for one in (near[0], far)]
    assert [pair.is_same_area for pair in likely_pairs(same_area)] == [True]


def test_far_ones_are_suggested_only_in_much_the_same_words() -> None:
    one = at_point(1, "Broadband too slow for video calls", 51.5, -3.0)
    other = at_point(2, "Video calls fail, broadband is slow", 51.6, -3.1)
    pairs = likely_pairs([one, other])
    assert pairs[0].words == ("Broadband", "slow", "video", "calls")
    assert likely_pairs([one, replace(other, title="Broadband costs too much in this part of town")]) == []


@given(
    st.floats(-0.004, 0.004), st.floats(-0.006, 0.006), st.sampled_from([51.59, 55.86, 0.0, -30.03])
)  # fmt: skip
def test_nearness_is_metres_on_the_ground(north: float, east: float, lat: float) -> None:
    pair = [at_point(1, "same bus", lat, -3.0), at_point(2, "bus same", lat + north, -3.0 + east)]
    metres = float(haversine_m(lat, -3.0, lat + north, -3.0 + east))
    found = likely_pairs(pair)
    if metres < NEAR_M - 1:
        assert found[0].distance_m == pytest.approx(metres, rel=0.002, abs=0.01)
    assert len(found) == (1 if metres <= NEAR_M else 0) or abs(metres - NEAR_M) < 1


SENTENCES = st.lists(
    st.sampled_from(["bus", "estate", "seven", "library", "school", "crossing"]), min_size=1, max_size=4
)
FOUND = st.builds(
    lambda words, kind, area, place: Finding(
        title=" ".join(words), kind=kind, area_id=area, geometry=None if place is None else shapely.Point(-3.0, place)
    ),
    SENTENCES, st.sampled_from(["barrier", "enabler"]), st.sampled_from(["", "W1", "W2"]),
    st.one_of(st.none(), st.sampled_from([51.5, 51.501, 51.51])),
)  # fmt: skip


@given(st.lists(FOUND, max_size=7), st.randoms())
def test_pairs_do_not_depend_on_the_order_and_are_of_one_kind(findings: list[Finding], random: object) -> None:
    named = [replace(one, id=f"F-{place}") for place, one in enumerate(findings)]
    mixed = list(named)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    pairs, again = likely_pairs(named), likely_pairs(mixed)
    assert {frozenset((pair.first, pair.second)) for pair in pairs} == {
        frozenset((pair.first, pair.second)) for pair in again
    }
    by_id = {one.id: one for one in named}
    for pair in pairs:
        assert by_id[pair.first].kind == by_id[pair.second].kind
        assert set(pair.words) <= set(by_id[pair.first].title.split())
        assert pair.words
    assert [len(pair.words) for pair in pairs] == sorted((len(pair.words) for pair in pairs), reverse=True)
    assert len({(pair.first, pair.second) for pair in pairs}) == len(pairs)
