#!/usr/bin/env bash
# A park loses its place on the map because one pond lies beyond the edge of the file
#
# Seen with: osmium (pyosmium) 4.3.2, pyogrio 0.13.0 (GDAL 3.12.4), osmnx 2.1.1, osm2geojson 0.3.2, Python 3.11.
#
# Expected: a park is mapped as a relation: an outer line, and ponds as inner lines. Where an extract holds the whole
# outer line and lacks one pond, the park is there with the pond filled in; where the outer line is cut, readers say
# so.
#
# Seen: pyosmium's areas, GDAL's layer "multipolygons" and osmnx's features leave out the whole park as soon as any
# one member is missing, even an inner one whose lack changes nothing but a pond; likewise a park of two parts of
# which one is in the file. No error, no warning, no count. osm2geojson does the opposite: it keeps all of them, and
# where the outer line is cut it joins the two ends by a straight line, so that an outline appears that nobody has
# mapped.
#
# Why it matters: the largest parks, woods, hospitals and campuses are the ones mapped so, and the ones that reach
# over an edge. "No park within ten minutes" is then a finding about the extract, not about the town. Who counts with
# two readers gets two numbers of parks.
# Remedy: put the rings together oneself, *with their roles*: an area stands on closed rings of outer members; a
# missing inner member means a hole less; an outer line that does not close gives no area, and above all its ponds
# must not become the park. All areas with a member missing are counted and named.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'osmium==4.3.2' 'pyogrio==0.13.0' 'geopandas==1.2.0' \
  'pandas==3.1.1' 'shapely==2.2.0' 'osmnx==2.1.1' 'osm2geojson==0.3.2'
cat > try.py <<'PY'
import sys
import warnings
from importlib.metadata import version

import osm2geojson
import osmium
import osmnx
import pyogrio
from shapely.geometry import shape

names = ("osmium", "pyogrio", "osmnx", "osm2geojson", "shapely")
print(*(f"{name} {version(name)}" for name in names), "GDAL", ".".join(map(str, pyogrio.__gdal_version__)))
nodes, ways, relations = [], [], []


def square(first, west, south, side):
    corners = [(west, south), (west + side, south), (west + side, south + side), (west, south + side)]
    for number, (lon, lat) in enumerate(corners, start=first):
        nodes.append(f'<node id="{number}" lat="{lat:.4f}" lon="{lon:.4f}" version="1"/>')
    return [first, first + 1, first + 2, first + 3]


def way(number, refs):
    ways.append(f'<way id="{number}" version="1">' + "".join(f'<nd ref="{ref}"/>' for ref in refs) + "</way>")


def park(number, name, members):
    listed = "".join(f'<member type="way" ref="{ref}" role="{role}"/>' for ref, role in members)
    tags = f'<tag k="type" v="multipolygon"/><tag k="leisure" v="park"/><tag k="name" v="{name}"/>'
    relations.append(f'<relation id="{number}" version="1">{listed}{tags}</relation>')


WHOLE, POND, PART, CUT = "all members", "a pond missing", "one of two parts missing", "outline cut"
for place in range(4):
    outline = square(100 * (place + 1), -2.60 + 0.02 * place, 51.45, 0.01)
    pond = square(100 * (place + 1) + 10, -2.597 + 0.02 * place, 51.453, 0.001)
    way(10 * (place + 1), outline if place == 3 else [*outline, outline[0]])
    way(10 * (place + 1) + 1, [*pond, pond[0]])
park(1, WHOLE, [(10, "outer"), (11, "inner")])
park(2, POND, [(20, "outer"), (21, "inner"), (29, "inner")])
park(3, PART, [(30, "outer"), (31, "inner"), (39, "outer")])
park(4, CUT, [(40, "outer"), (41, "inner"), (49, "outer")])
text = '<?xml version="1.0"?><osm version="0.6" generator="hand">' + "".join(nodes + ways + relations) + "</osm>"
with open("edge.osm", "w") as file:
    file.write(text)

found, said = {}, []
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    areas = (one for one in osmium.FileProcessor("edge.osm").with_areas() if one.is_area())
    found["pyosmium"] = {one.tags["name"] for one in areas if "name" in one.tags}
    found["GDAL"] = set(pyogrio.read_dataframe("edge.osm", layer="multipolygons")["name"])
    found["osmnx"] = set(osmnx.features_from_xml("edge.osm", tags={"leisure": "park"})["name"])
    said = [str(one.message) for one in caught if "member" in str(one.message) or "incomplete" in str(one.message)]
features = {
    one["properties"]["tags"]["name"]: shape(one["geometry"])
    for one in osm2geojson.xml2geojson(text)["features"]
    if "leisure" in one["properties"].get("tags", {})
}
found["osm2geojson"] = set(features)
for reader, names in found.items():
    print(f"{reader}: {len(names)} of 4 parks: {', '.join(sorted(names))}")
share = features[CUT].area / features[WHOLE].area
print(f"osm2geojson, the cut outline: {share:.0%} of the whole park, closed by a line that is in no way")
print("warnings about members:", said)
is_as_described = (
    all(found[reader] == {WHOLE} for reader in ("pyosmium", "GDAL", "osmnx"))
    and found["osm2geojson"] == {WHOLE, POND, PART, CUT}
    and share > 0.99
    and not said
)
if not is_as_described:
    sys.exit("The behaviour has changed.")
print("As described.")
PY
venv/bin/python try.py
