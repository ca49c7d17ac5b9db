#!/usr/bin/env bash
# A path just drawn in an editor has no place: pyosmium's location index does not keep negative ids
#
# Seen with: osmium (pyosmium) 4.3.2, Python 3.11.
#
# Expected: editors such as JOSM, and converters that make OSM files from other maps, number new objects -1, -2, ...;
# such a file is read like any other, and FileProcessor.with_locations() puts the nodes' places onto the ways.
#
# Seen: the nodes themselves have their places, but on the ways every node with a negative id comes out without one,
# with each kind of index that there is. No exception: the location is merely "not valid", its x and y the same large
# number. A new path joined to an old street is not lost whole: it keeps its old end and loses its new ones.
# Assembling areas gives the old building and not the new one, again without a word.
#
# Why it matters: who plans a footbridge draws it in an editor and asks what it would change. The answer is
# "nothing", or the network gets a stump.
# Remedy: keep the places of nodes with a negative id in a table of our own while reading, put them onto the ways,
# and count the references that stay without a place; a test with a file as an editor saves it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'osmium==4.3.2'
cat > try.py <<'PY'
import sys
from importlib.metadata import version

import osmium

print("osmium", version("osmium"))
with open("drawn.osm", "w") as file:
    file.write("""<?xml version="1.0"?>
<osm version="0.6" generator="an editor">
  <node id="-1" lat="51.4510" lon="-2.5900"/>
  <node id="-2" lat="51.4520" lon="-2.5900"/>
  <node id="-3" lat="51.4530" lon="-2.5900"/>
  <node id="-4" lat="51.4530" lon="-2.5890"/>
  <node id="7" lat="51.4500" lon="-2.5900" version="1"/>
  <node id="8" lat="51.4500" lon="-2.5890" version="1"/>
  <node id="9" lat="51.4490" lon="-2.5890" version="1"/>
  <way id="-10"><nd ref="7"/><nd ref="-1"/><nd ref="-2"/><tag k="highway" v="footway"/></way>
  <way id="-11"><nd ref="-2"/><nd ref="-3"/><nd ref="-4"/><nd ref="-2"/><tag k="building" v="yes"/></way>
  <way id="12" version="1"><nd ref="7"/><nd ref="8"/><nd ref="9"/><nd ref="7"/><tag k="building" v="yes"/></way>
</osm>
""")
changed = []
nodes = {one.id: one.location.valid() for one in osmium.FileProcessor("drawn.osm") if one.is_node()}
print("nodes with a place of their own:", sum(nodes.values()), "of", len(nodes))
if not all(nodes.values()):
    changed.append("nodes")
for index in ("flex_mem", "sparse_mem_array", "sparse_mem_map", "dense_mem_array"):
    for way in osmium.FileProcessor("drawn.osm").with_locations(index):
        if not way.is_way():
            continue
        placed = {node.ref: node.location.valid() for node in way.nodes}
        print(f"{index}, way {way.id}: {placed}")
        if placed != {ref: ref > 0 for ref in placed}:
            changed.append(f"{index}, way {way.id}")
areas = [one.orig_id() for one in osmium.FileProcessor("drawn.osm").with_areas() if one.is_area()]
print("areas assembled, of the buildings -11 and 12:", areas)
if areas != [12]:
    changed.append("areas")
if changed:
    sys.exit(f"The behaviour has changed: {', '.join(changed)}")
print("As described.")
PY
venv/bin/python try.py
