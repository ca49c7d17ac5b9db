#!/usr/bin/env bash
# GeoPandas writes a list of a GeoJSON into a GeoPackage as numpy prints it, and an object as Python prints it
#
# Seen with: GeoPandas 1.2.0, pyogrio 0.13.0, pandas 3.1.1, Python 3.11.
#
# Expected: an attribute that is a list or an object in GeoJSON is JSON in the GeoPackage as well, as QGIS writes it, or
# it is refused.
#
# Seen: the list ["Young people", "line\nbreak"] becomes the text ['Young people' 'line\nbreak']: no commas, and inside
# the quotation marks Python's signs, so that the line break is a backslash and an n, and a right-to-left mark is
# \u200f. The object {"open": true} becomes {'open': True}. Neither is JSON; nothing is said.
#
# Why it matters: analysts read a GeoJSON with GeoPandas and save a GeoPackage every day. Whoever takes such a file back
# and splits at commas loses the list; whoever only removes the quotation marks gets "linenbreak" and "u200f" into names,
# and an object cannot be read at all.
# Remedy: recognise both forms and take the words apart as Python literals (ast.literal_eval), nothing else; better still
# write lists and objects as JSON text before the file leaves.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'geopandas==1.2.0' 'pyogrio==0.13.0' 'pandas==3.1.1'
cat > try.py <<'PY'
import json
import sqlite3
import sys
from importlib.metadata import version

import geopandas as gpd

print({name: version(name) for name in ("geopandas", "pyogrio", "pandas", "numpy")})
said = {"groups": ["Young people", "line\nbreak"], "details": {"open": True}}
point = {"type": "Point", "coordinates": [-3.0, 51.6]}
feature = {"type": "Feature", "properties": said, "geometry": point}
with open("a.geojson", "w", encoding="utf-8") as stream:
    json.dump({"type": "FeatureCollection", "features": [feature]}, stream)
gpd.read_file("a.geojson").to_file("b.gpkg", layer="b")
groups, details = sqlite3.connect("b.gpkg").execute("select groups, details from b").fetchone()
print("list:", groups)
print("object:", details)
if groups == r"['Young people' 'line\nbreak']" and details == "{'open': True}":
    print("As described.")
else:
    print("The behaviour has changed")
    sys.exit(1)
PY
venv/bin/python try.py
