#!/usr/bin/env bash
# British National Grid jumps by 100 m a short way off the coast, and the way there and back does not end where it began
#
# Seen with: pyproj 3.7.2 (PROJ 9.5.1), geopandas 1.2.0, Python 3.11; without the grid file of OSTN15, as the wheels come.
#
# Expected: two points 136 m apart, in the sea 10 km off Lowestoft, are 136 m apart in EPSG:27700, too; and a point that
# goes to EPSG:27700 and back is where it was.
#
# Seen: between 1.919 and 1.921 degrees east the grid jumps: the points come out 50 m apart. PROJ takes for each point the
# best of the transformations whose area it lies in, and where it lies in none (east of 1.92, north of 60.94, west of
# -8.82, south of 49.79) the datums are taken for one and the same ("ballpark"). Without a word: no warning, no infinite
# number, and GeoPandas' to_crs does the same. On the way back the area is that of the projected rectangle, another one:
# so a point beyond it comes back 140 m from where it was, although both ways ask for the same two systems.
#
# Why it matters: the areas of a coastal town, a ferry or the box round an island reach into the sea; distances, squares
# of a printed grid and what lies inside them are wrong there by a hundred metres, and by nothing on land.
# Remedy: for the National Grid ballpark transformations are switched off; PROJ then uses that of the land beyond its
# area, too (geo/crs.py), and shapes go the same way as points.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'geopandas==1.2.0' 'pyproj==3.7.2' 'shapely==2.2.0' 'pandas==3.1.1' 'numpy==2.4.6'
cat > try.py <<'PY'
import math
import sys
import warnings
from importlib.metadata import version

import geopandas
import pyproj
from shapely import Point

warnings.simplefilter("error")
print("pyproj", version("pyproj"), "PROJ", pyproj.proj_version_str, "geopandas", version("geopandas"))
pyproj.network.set_network_enabled(False)
globe = pyproj.Geod(ellps="WGS84")
changed = []


def check(name, is_as_described):
    if not is_as_described:
        changed.append(name)


def ways(**options):
    there = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True, **options)
    back = pyproj.Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True, **options)
    return there.transform, back.transform


def metres(one, two):
    return globe.inv(*one, *two)[2]


pair = (1.919, 52.4), (1.921, 52.4)
print("two points are %.0f m apart on the ground" % metres(*pair))
for name, options in (("by default", {}), ("without ballpark", {"allow_ballpark": False})):
    there, back = ways(**options)
    apart = math.dist(there(*pair[0]), there(*pair[1]))
    off = [metres(one, back(*there(*one))) for one in (*pair, (-0.8, 60.93), (-0.8, 60.95))]
    print("%-17s in EPSG:27700 %.0f m apart; there and back is off by %s m" % (name, apart, [round(m, 1) for m in off]))
    if options:
        check("as far apart as on the ground", abs(apart - metres(*pair)) < 1)
        check("there and back", max(off) < 0.05)
    else:
        check("not as far apart as on the ground", apart < 0.5 * metres(*pair))
        check("within the area there and back", off[0] < 0.05 and off[2] < 0.05)
        check("beyond it another way back", off[3] > 100)

shapes = geopandas.GeoSeries([Point(one) for one in pair], crs=4326).to_crs(27700)
print("GeoPandas: %.0f m apart" % shapes.iloc[0].distance(shapes.iloc[1]))
check("GeoPandas does the same", shapes.iloc[0].distance(shapes.iloc[1]) < 0.5 * metres(*pair))
if changed:
    print("The behaviour has changed: " + "; ".join(changed))
    sys.exit(1)
print("As described.")
PY
venv/bin/python try.py
