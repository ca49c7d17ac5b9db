"""Kinds of places: the packaged file, a town's own file, and every fault named at once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.osm.kind_files import PACKAGED, load_place_kinds, own_place_kinds
from geo.osm.place_kinds import PlaceKinds

GOOD = """
[kind.well]
title = "Village well"
singular = "well"
plural = "wells"
is_bumping_place = true
is_indoors = false
is_free = true
run_by = "community"
is_amenity = true
icon = "W"
group = "meeting"
tags = [["man_made", "water_well"], ["amenity", ["fountain", "drinking_water"], { unless = { access = ["private"] } }]]
"""


def own_file(folder: Path, text: str) -> Path:
    path = folder / "kinds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_packaged_kinds_are_what_a_planner_expects():
    kinds = load_place_kinds()
    expected = """green_space playground community_centre library place_of_worship cafe pub restaurant market
        convenience_shop supermarket pharmacy doctor post_office school nursery sports allotment arts_culture
        civic_office transport_interchange""".split()
    assert sorted(kinds.keys) == sorted(expected)
    assert 10 <= len(kinds.amenity_kinds) < len(kinds)
    assert {"library", "cafe", "green_space"} <= set(kinds.bumping_kinds)
    assert len({kind.icon for kind in kinds}) == len(kinds), "icons tell kinds apart"
    for kind in kinds:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", kind.key)
        assert kind.title[0].isupper()
        assert kind.singular != kind.plural
    assert PACKAGED.read_text(encoding="utf-8").startswith("#"), "the file explains itself"


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"amenity": "cafe"}, ["cafe"]),
        ({"amenity": "cafe;library"}, ["library", "cafe"]),
        ({"shop": "convenience", "amenity": "post_office"}, ["convenience_shop", "post_office"]),
        ({"leisure": "garden"}, ["green_space"]),
        ({"leisure": "garden", "garden:type": "private"}, []),
        ({"leisure": "garden", "garden:type": "community"}, ["allotment"]),
        ({"disused:amenity": "pub"}, []),
        ({"building": "yes"}, []),
        ({}, []),
    ],
)
def test_kinds_of_tags(tags, expected):
    assert [kind.key for kind in load_place_kinds().kinds_of(tags)] == expected


def test_a_town_supplies_its_own(tmp_path):
    kinds = load_place_kinds(own_file(tmp_path, GOOD))
    assert kinds.keys == ("well",)
    assert kinds.amenity_kinds == ("well",)
    assert kinds["well"].plural == "wells"
    assert "cafe" not in kinds
    assert kinds.tag_keys == {"man_made", "amenity"}
    assert kinds.kinds_of({"amenity": "fountain"})
    assert not kinds.kinds_of({"amenity": "fountain", "access": "private"})


def test_every_fault_is_named_at_once(tmp_path):
    text = """
colour = "blue"
[kind."Bad Key"]
title = "A"
[kind.well]
title = ""
singular = 3
plural = "wells"
is_bumping_place = "yes"
is_indoors = false
is_free = true
run_by = "nobody"
is_amenity = true
icon = "W"
min_area_m2 = -1
not_inside = ["castle"]
shape = "round"
tags = [["amenity"], ["shop", 3], ["shop", "x", { when = 1 }], ["shop", "x", { only = { y = 2 } }]]
"""
    with pytest.raises(InputError) as refusal:
        load_place_kinds(own_file(tmp_path, text))
    said = str(refusal.value)
    fragments = """'colour'|'Bad Key'|Bad Key has no tags|well: title is ''|well: singular is 3|
        is_bumping_place is 'yes'|run_by is 'nobody'|min_area_m2 is -1|'castle'|'shape'|rule 1|rule 2|rule 3|rule 4"""
    for fragment in fragments.split("|"):
        assert fragment.strip() in said


@pytest.mark.parametrize("text", ["", "kind = 3", "[kind]", "not toml at all", "[kind.a]\ntags = []", "kind.a = 1"])
def test_unusable_files_are_refused_plainly(tmp_path, text):
    with pytest.raises(InputError, match=r"kinds\.toml"):
        load_place_kinds(own_file(tmp_path, text))


def test_missing_file_and_wrong_encoding(tmp_path):
    with pytest.raises(InputError, match="cannot be opened"):
        load_place_kinds(tmp_path / "none.toml")
    path = tmp_path / "latin.toml"
    path.write_bytes(GOOD.replace("Village", "Café").encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        load_place_kinds(path)


OWN = """# ours
[kind.pub]
is_off = true

[kind.school]
is_off = true

[kind.green_space]
min_area_m2 = 5000

[kind.well]
title = "Village well"
singular = "well"
plural = "wells"
is_bumping_place = true
is_indoors = false
is_free = true
run_by = "community"
is_amenity = true
icon = "We"
group = "meeting"
tags = [["man_made", "water_well"]]
"""


def test_a_towns_own_file_adds_changes_and_switches_off():
    kinds, report = own_place_kinds(OWN)
    usual = load_place_kinds()
    assert report.is_usable
    assert report.facts == {
        "Kinds of places": str(len(usual) - 1), "Added": "Village well", "Changed": "Park or green space",
        "Switched off": "Pub, School",
    }  # fmt: skip
    assert kinds.keys == (*(key for key in usual.keys if key not in ("pub", "school")), "well")
    assert kinds["green_space"].min_area_m2 == 5000
    assert kinds["green_space"].rules == usual["green_space"].rules
    assert not kinds.kinds_of({"amenity": "pub"})
    assert [kind.key for kind in kinds.kinds_of({"man_made": "water_well"})] == ["well"]
    assert all("school" not in kind.not_inside for kind in kinds), "grounds of what is switched off are not looked for"
    assert PlaceKinds.from_records(json.loads(json.dumps(kinds.to_records()))) == kinds
    assert own_place_kinds(" \n")[0] == usual


def test_every_fault_of_a_towns_own_file_has_its_line():
    text = """[kind.cafe]
title = "=HYPERLINK(1)"

[kind.library]
  plural = "<b>libraries</b>"
[kind.nothing_usual]
is_off = true
[kind."stop"]
[kind.pub]
is_bumping_place = "no"
not_inside = ["castle"]
"""
    kinds, report = own_place_kinds(text)
    assert kinds == load_place_kinds(), "a file with faults changes nothing"
    where = {(one.code, one.where) for one in report.problems}
    assert where >= {
        ("bad-text", ("line 2",)), ("bad-text", ("line 5",)), ("not-usual", ("line 7",)), ("bad-key", ("line 8",)),
        ("missing", ("line 8",)), ("bad-flag", ("line 10",)), ("unknown-kind", ("line 11",)),
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", "=1+1", "@SUM(A1)", "-2", "[here](https://example.org)", "*bold*", "a_b", "$x$",
     ":red[x]", "two\\nlines", "\u202eoffice", "x" * 61, " ", "`code`", "a|b", "#1", "50%", "\u200b"],
)  # fmt: skip
def test_titles_that_something_could_act_on_are_refused(words: str):
    report = own_place_kinds(f'[kind.pub]\ntitle = "{words}"\n')[1]
    assert [(one.code, one.where) for one in report.problems] == [("bad-text", ("line 2",))]


@pytest.mark.parametrize(
    "words", ["Té Café", "Doctors’ surgery", "Canolfan gymunedol", "Bakery & café (daily)", "Y Tŷ, 2"]
)
def test_words_that_people_use_are_titles(words: str):
    kinds, report = own_place_kinds(f'[kind.pub]\ntitle = "{words}"\n')
    assert report.is_usable
    assert kinds["pub"].title == words


def test_kinds_that_could_not_be_told_apart_and_none_at_all_are_refused():
    report = own_place_kinds('[kind.pub]\ntitle = "Café"\n')[1]
    assert [(one.code, one.where) for one in report.problems] == [("twice", ("line 2",))]
    off = "".join(f"[kind.{key}]\nis_off = true\n" for key in load_place_kinds().keys)
    assert {one.code for one in own_place_kinds(off)[1].problems} == {"no-amenity", "no-bumping"}
    assert "line 2" in str(own_place_kinds("[kind.pub]\nis_off = treu\n")[1].to_text())
