"""Reading OpenStreetMap files: formats, damage, dates, missing nodes, clipping."""

from __future__ import annotations

import bz2
import gzip
from datetime import date

import numpy as np
import osmium
import pytest
import shapely

from geo.errors import InputError
from geo.osm.elements import CLIP_MARGIN_DEG
from geo.osm.reading import read_osm
from geo.tables import PLACE_ACCESS, PLACES, SETTLEMENTS, check_table
from tests.makers.osm import OsmMaker

HIGHWAY = {"highway": "residential"}


def small_town() -> OsmMaker:
    town = OsmMaker()
    town.grid(6, 6, 200)
    town.node(250, 250, {"amenity": "cafe", "name": "Caffi Bach"})
    town.box(420, 420, 580, 580, {"leisure": "park", "name": "Parc"})
    town.node(500, 500, {"place": "suburb", "name": "Pentref"})
    return town


@pytest.mark.parametrize("suffix", [".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2"])
def test_every_format_gives_the_same(tmp_path, suffix):
    extract = read_osm(small_town().write(tmp_path / f"town{suffix}"))
    assert (extract.network.nodes_n, extract.network.links_n) == (36, 60)
    assert sorted(extract.places["kind"]) == ["cafe", "green_space"]
    assert list(extract.settlements["name"]) == ["Pentref"]
    assert extract.extract_date == date(2024, 5, 6), "no header date: the newest object's"
    for table, frame in (
        (PLACES, extract.places),
        (PLACE_ACCESS, extract.place_access),
        (SETTLEMENTS, extract.settlements),
    ):
        assert check_table(frame, table) == []
    assert extract.report.is_usable


def test_header_date_goes_first(tmp_path):
    town = small_town()
    header = osmium.io.Header()
    header.set("osmosis_replication_timestamp", "2025-01-02T23:04:05Z")
    source = town.write(tmp_path / "a.osm.pbf")
    path = tmp_path / "b.osm.pbf"
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for thing in osmium.FileProcessor(str(source)):
            writer.add(thing)
    assert read_osm(path).extract_date == date(2025, 1, 2)


def test_newest_object_may_be_a_plain_node(tmp_path):
    town = small_town()
    path = town.write(tmp_path / "a.osm")
    text = path.read_text(encoding="utf-8").replace("2024-05-06T", "2024-06-07T", 1)
    path.write_text(text, encoding="utf-8")
    assert read_osm(path).extract_date == date(2024, 6, 7)


def test_nodes_that_are_missing_interrupt_a_street_and_are_reported(tmp_path):
    town = OsmMaker()
    nodes = [town.node(100 * step, 0) for step in range(6)]
    town.way(nodes, HIGHWAY)
    extract = read_osm(town.write(tmp_path / "t.osm.pbf", without_nodes=[nodes[2]]))
    assert extract.network.links_n == 3
    assert len(np.unique(extract.network.component)) == 2
    (problem,) = [p for p in extract.report.problems if p.code == "missing-nodes"]
    assert problem.count == 1
    assert f"node {nodes[2]}" in problem.where


def test_clip_keeps_the_town_of_a_county(tmp_path):
    town = small_town()
    far = CLIP_MARGIN_DEG * 111_000 + 3000
    town.line([(far, 0), (far + 500, 0)], HIGHWAY)
    town.node(far, 100, {"amenity": "cafe"})
    town.line([(1000, 0), (far + 4000, 3)], {"highway": "primary"})
    town.line([(-far - 4000, 3), (0, 0)], {"highway": "primary"})  # drawn from outside
    path = town.write(tmp_path / "county.osm.pbf")
    lat, lon = town.degrees(500, 500)
    clipped = read_osm(path, clip=shapely.Point(lon, lat).buffer(0.005))
    whole = read_osm(path)
    assert whole.network.nodes_n - clipped.network.nodes_n == 2
    assert (whole.places["kind"] == "cafe").sum() == 2
    assert (clipped.places["kind"] == "cafe").sum() == 1


def test_an_extract_of_another_county_is_refused(tmp_path):
    path = small_town().write(tmp_path / "t.osm.pbf")
    with pytest.raises(InputError, match="nothing near the study area"):
        read_osm(path, clip=shapely.box(1, 52, 1.1, 52.1))


def test_progress_is_told(tmp_path):
    told: list[tuple[str, float]] = []
    read_osm(small_town().write(tmp_path / "t.osm"), progress=lambda text, share: told.append((text, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert all(text for text, _ in told)


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE o ['
BOMB = DOCTYPE + b'<!ENTITY a "11"><!ENTITY b "&a;&a;">]><osm version="0.6"><node id="1" lat="&b;" lon="1"/></osm>'
OUTSIDE = (
    DOCTYPE + b'<!ENTITY a SYSTEM "file:///etc/hostname">]><osm version="0.6">'
    b'<node id="1" lat="1" lon="1"><tag k="name" v="&a;"/></node></osm>'
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.osm.pbf", b"", "empty"),
        ("a.osm.pbf", b"<!DOCTYPE html><html>Not found</html>", "a web page"),
        ("a.osm", b"PK\x03\x04 zip", "something else"),
        ("a.osm.gz", b"<osm/>", "something else"),
        ("a.osm", b"<gpx></gpx>", "cannot be read"),
        ("a.osm", b"<osm version='0.6'><node id='1'", "cannot be read"),
        ("a.osm", b"<osm version='0.6'><node id='1' lat='x' lon='2'/></osm>", "cannot be read"),
        ("a.osm", BOMB, "cannot be read"),
        ("a.osm", OUTSIDE, "cannot be read"),
        ("a.osm", b"<osm version='0.6'></osm>", "no street"),
        ("a.osm.bz2", bz2.compress(b"<osm version='0.6'>" + b" " * 9999)[:40], "cannot be read"),
        ("a.osm.gz", gzip.compress(b"<html>no</html>", mtime=0), "cannot be read"),
        ("a.geojson", b"{}", "by its name"),
        ("a.zip", b"PK", "by its name"),
    ],
)
def test_what_is_no_extract_is_refused_in_plain_words(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as refusal:
        read_osm(path)
    assert said in str(refusal.value)
    assert name in str(refusal.value)
    assert "What to do" in str(refusal.value)


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match="no file"):
        read_osm(tmp_path / "none.osm.pbf")


@pytest.mark.parametrize("suffix", [".osm.pbf", ".osm", ".osm.gz", ".osm.bz2"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_files_are_refused(tmp_path, suffix, share):
    content = small_town().write(tmp_path / f"whole{suffix}").read_bytes()
    path = tmp_path / f"cut{suffix}"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(InputError, match="cannot be read to its end"):
        read_osm(path)


def test_only_motorways_is_no_town(tmp_path):
    town = OsmMaker()
    town.line([(0, 0), (900, 0)], {"highway": "motorway"})
    with pytest.raises(InputError, match="no street or path"):
        read_osm(town.write(tmp_path / "m.osm"))


def test_streets_just_drawn_in_an_editor_have_negative_ids(tmp_path):
    path = tmp_path / "josm.osm"
    path.write_text(
        """<?xml version='1.0' encoding='UTF-8'?><osm version='0.6' generator='JOSM'>
        <node id='-1' lat='51.5' lon='-3'/><node id='-2' lat='51.501' lon='-3'><tag k='barrier' v='gate'/></node>
        <node id='3' lat='51.502' lon='-3'/>
        <way id='-5'><nd ref='-1'/><nd ref='-2'/><nd ref='3'/><tag k='highway' v='footway'/></way></osm>""",
        encoding="utf-8",
    )
    extract = read_osm(path)
    assert list(extract.network.node_id) == [-2, -1, 3]
    assert extract.network.link_length_m.sum() == pytest.approx(222.5, abs=0.5)
    assert extract.extract_date is None


def test_ways_before_nodes_are_refused_with_a_remedy(tmp_path):
    path = tmp_path / "unsorted.osm"
    path.write_text(
        "<osm version='0.6'><way id='5'><nd ref='1'/><nd ref='2'/><tag k='highway' v='path'/></way>"
        "<node id='1' lat='51.5' lon='-3'/><node id='2' lat='51.501' lon='-3'/></osm>",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="osmium sort"):
        read_osm(path)
