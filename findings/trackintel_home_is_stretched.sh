#!/usr/bin/env bash
# Two stays 90 metres apart are one place if the second is north of the first, and two if it is east
#
# Seen with: trackintel 1.4.2, scikit-learn 1.9.1, geopandas 1.2.0, pandas 3.1.1, Python 3.11.
#
# Expected: stays of one person within `epsilon` = 100 metres of each other are one location, whichever way one lies of
# the other, and with the metric "haversine" 100 metres are 100 metres on the ground.
#
# Seen: `generate_locations` hands (x, y), so (longitude, latitude), to scikit-learn's haversine, which takes the first
# number for the latitude. In Bristol (51.45 north, 2.6 west) steps to the east and west count 1.6 times too long: a stay
# 90 m north of another joins it, one 90 m east does not. In Beijing (116 east) steps to the north and south count
# less than half: a stay 200 m north joins, far beyond `epsilon`. No error, no warning.
#
# Why it matters: home and work are the locations with the most time. A home whose fixes scatter to the east falls into
# two or three places, of which none passes the filter for home; elsewhere neighbours become one place. Radii,
# entropies and "places visited" follow.
# Remedy: project to metres and use the metric "euclidean"; or make the points with latitude and longitude swapped for this
# one call. Compare a few known places along both directions before believing a clustering on degrees.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'trackintel==1.4.2' 'scikit-learn==1.9.1' 'geopandas==1.2.0' 'pandas==3.1.1' 'numpy==2.4.6' 'shapely==2.2.0'
cat > try.py <<'PY'
import sys
import warnings
from importlib.metadata import version
from math import cos, radians

import geopandas
import pandas

warnings.simplefilter("ignore")
import trackintel  # noqa: E402

print(*(f"{name} {version(name)}" for name in ("trackintel", "scikit-learn", "geopandas", "pandas")))
METRE = 1 / 111_195


def locations(lat, lon, north_m, east_m):
    """How many locations two stays make, the second so many metres north and east of the first."""
    begin = pandas.to_datetime(["2026-06-01T08:00Z", "2026-06-01T10:00Z"])
    lats = [lat, lat + north_m * METRE]
    lons = [lon, lon + east_m * METRE / cos(radians(lat))]
    table = {"user_id": ["a", "a"], "started_at": begin, "finished_at": begin + pandas.Timedelta("1h")}
    points = geopandas.points_from_xy(lons, lats, crs=4326)
    stays = trackintel.Staypoints(geopandas.GeoDataFrame(table, geometry=points))
    return len(stays.generate_locations(epsilon=100, num_samples=1)[1])


seen = {}
for town, lat, lon in (("Bristol", 51.45, -2.6), ("Beijing", 39.98, 116.32)):
    for north, east in ((90, 0), (0, 90), (200, 0), (0, 200)):
        seen[town, north, east] = locations(lat, lon, north, east)
        print(f"{town}, second stay {north} m north and {east} m east: {seen[town, north, east]} location(s)")
is_as_described = (
    seen["Bristol", 90, 0] == 1 and seen["Bristol", 0, 90] == 2
    and seen["Beijing", 200, 0] == 1 and seen["Beijing", 0, 200] == 2
)
if not is_as_described:
    sys.exit("The behaviour has changed.")
print("As described.")
PY
venv/bin/python try.py
