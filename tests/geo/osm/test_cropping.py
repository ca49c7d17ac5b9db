"""Extracts cut to a town: ways whole, gates kept, several made one, and the newer of two versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import osmium
import pytest

from geo.errors import InputError
from geo.osm.cropping import crop_osm

XML = """<?xml version="1.0"?><osm version="0.6">
<node id="1" version="1" lat="51.0" lon="-3.00"/>
<node id="2" version="1" lat="51.0" lon="-2.90"><tag k="barrier" v="gate"/></node>
<node id="3" version="1" lat="51.0" lon="-2.50"/>
<node id="4" version="1" lat="51.4" lon="-2.40"/>
<way id="10" version="{version}"><nd ref="1"/><nd ref="2"/>
<tag k="highway" v="footway"/><tag k="name" v="{name}"/></way>
<way id="11" version="1"><nd ref="3"/><nd ref="4"/><tag k="highway" v="footway"/></way>
<way id="12" version="1"><nd ref="2"/><nd ref="3"/><tag k="natural" v="wood"/></way>
<relation id="20" version="1"><member type="way" ref="10" role="outer"/><member type="way" ref="11" role="outer"/>
<tag k="type" v="multipolygon"/></relation>
<relation id="21" version="1"><member type="way" ref="10" role=""/><member type="way" ref="12" role=""/>
<tag k="type" v="route"/></relation>
</osm>"""


def extract(path: Path, version: int = 1, name: str = "Old Lane") -> Path:
    path.write_text(XML.format(version=version, name=name), encoding="utf-8")
    return path


def content(path: Path) -> dict[str, dict[str, str]]:
    found = {}
    thing: Any
    for thing in osmium.FileProcessor(str(path)):
        found[f"{thing.type_str()}{thing.id}"] = dict(thing.tags)
    return found


def test_a_way_with_one_node_inside_is_kept_whole_with_its_gate(tmp_path: Path) -> None:
    done = crop_osm([extract(tmp_path / "a.osm")], (-3.01, 50.9, -2.95, 51.1), tmp_path / "cut.osm.pbf")
    found = content(done.path)
    assert found["n2"] == {"barrier": "gate"}, "outside, and its tags are kept"
    assert {"w10", "w11", "n3", "n4", "r20", "r21"} <= set(found), "an area of a way inside is whole"
    assert "w12" not in found, "a route does not bring all of its ways"
    assert (done.ways_n, done.relations_n) == (2, 2)


def test_of_two_versions_the_newer_is_kept_and_said(tmp_path: Path) -> None:
    older, newer = extract(tmp_path / "a.osm"), extract(tmp_path / "b.osm", 2, "New Lane")
    for paths in ([older, newer], [newer, older]):
        done = crop_osm(paths, (-3.01, 50.9, -2.0, 51.5), tmp_path / "cut.osm.pbf")
        found = content(done.path)
        assert found["w10"]["name"] == "New Lane"
        assert done.differing_n == 1
        assert done.ways_n == 3


def test_nothing_there_leaves_what_was(tmp_path: Path) -> None:
    target = tmp_path / "cut.osm.pbf"
    target.write_bytes(b"before")
    with pytest.raises(InputError, match="no way in the part"):
        crop_osm([extract(tmp_path / "a.osm")], (10, 10, 11, 11), target)
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"no extract")
    with pytest.raises(InputError, match="cannot be read"):
        crop_osm([broken], (-3.01, 50.9, -2.0, 51.5), target)
    assert target.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.osm", "broken.osm.pbf", "cut.osm.pbf"]
