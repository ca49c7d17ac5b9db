#!/usr/bin/env bash
# Every GeoParquet that GeoPandas wrote in degrees takes 20 ms to be told that it is in degrees
#
# Seen with: geopandas 1.2.0, pyproj 3.7.2 (PROJ 9.5.1), pyarrow 26.0.1, Python 3.11.
#
# Expected: a table of three points in EPSG:4326 is read in the time that Parquet takes, one or two milliseconds; the
# coordinate system in its metadata is the one that pyproj gives for EPSG:4326, so it is understood as fast.
#
# Seen: what GeoPandas writes is nearly what pyproj gives: the "id" of each member of the datum ensemble is taken away
# (for readers with an older PROJ). PROJ then looks each of the eight up by its name and takes a hundred times as long
# to understand the same system: 20 ms instead of 0.2 ms, at each reading anew, as nothing is kept. Reading a small table
# spends nine tenths of its time so; EPSG:27700, which has no ensemble, is understood at once.
#
# Why it matters: an edition of a town is a dozen small tables in degrees, and a page that reads five of them waits a
# tenth of a second for the words "WGS 84".
# Remedy: the coordinate system is read from the metadata by us and kept by its words (geo/shapes.py,
# with_shapes), which a test compares with what GeoPandas reads.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'geopandas==1.2.0' 'pyproj==3.7.2' 'pyarrow==26.0.1' 'shapely==2.2.0' 'pandas==3.1.1' 'numpy==2.4.6'
cat > try.py <<'PY'
import json
import sys
import time
from importlib.metadata import version

import geopandas
import pyarrow.parquet
import pyproj
from shapely import Point

print("geopandas", version("geopandas"), "pyproj", version("pyproj"), "PROJ", pyproj.proj_version_str)
changed = []


def check(name, is_as_described):
    if not is_as_described:
        changed.append(name)


def milliseconds(action, times=20):
    action()
    begun = time.perf_counter()
    for _ in range(times):
        action()
    return 1000 * (time.perf_counter() - begun) / times


def system_in(path):
    told = json.loads(pyarrow.parquet.read_schema(path).metadata[b"geo"])
    return told["columns"]["geometry"]["crs"]


found = {}
for code in (4326, 27700):
    table = geopandas.GeoDataFrame(geometry=[Point(1, 2), Point(2, 3), Point(3, 4)], crs=code)
    table.to_parquet(f"{code}.parquet")
    written, given = system_in(f"{code}.parquet"), table.crs.to_json_dict()
    found[code] = (
        milliseconds(lambda: geopandas.read_parquet(f"{code}.parquet")),
        milliseconds(lambda: pyproj.CRS.from_json_dict(written)),
        milliseconds(lambda: pyproj.CRS.from_json_dict(given)),
    )
    print("EPSG:%d  read %.1f ms, of which its system %.2f ms; as pyproj gives it %.2f ms" % (code, *found[code]))
    check(f"{code} is the same system", pyproj.CRS.from_json_dict(written) == table.crs)

members = system_in("4326.parquet")["datum_ensemble"]["members"]
check("members of the ensemble have no id", members and not any("id" in one for one in members))
check("those of pyproj have", all("id" in one for one in pyproj.CRS(4326).to_json_dict()["datum_ensemble"]["members"]))
check("ten times as long as with them", found[4326][1] > 10 * found[4326][2])
check("more than half of a reading", found[4326][1] > 0.5 * found[4326][0])
check("not without an ensemble", found[27700][1] < 10 * found[27700][2])
if changed:
    sys.exit("Changed: " + "; ".join(changed))
print("as described")
PY
venv/bin/python try.py
