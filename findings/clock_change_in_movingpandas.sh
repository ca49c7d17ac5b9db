#!/usr/bin/env bash
# On the night the clocks go back, half of a walk vanishes and the rest is in another order
#
# Seen with: movingpandas 0.23.0, geopandas 1.2.0, pandas 3.1.1, Python 3.11.
#
# Expected: times with a zone are exact moments; a walk of seventy minutes over the end of summer time lasts seventy
# minutes, whether its times are given in UTC or in Europe/London. Somebody with one fix only is somebody.
#
# Seen: trajectories are made of the *face of the clock*. A warning says that the zone is dropped; it does not say
# what becomes of the fixes. 01:40 summer time and 01:40 winter time an hour later are the same to it: the second is
# thrown away as a copy. Four fixes of seventy minutes become two of ten. Where the minutes differ, all are kept and
# sorted by the clock, so that the walk jumps back and forth: longer, of another duration and with another start. The
# same rows in UTC are right. Somebody with a single fix is left out of the collection without a word in any zone.
#
# Why it matters: GPS logs are read with their local times to know the hour of the day, and who is out between one
# and two on a Sunday morning works at night or waits for a night bus. Counts of people lose those whose phone speaks
# rarely, who are not a random part of a town.
# Remedy: each row to UTC by itself before any library sees it, the zone kept in a column of its own for the hour of
# the day; count people before and after; a test with the two nights of the change.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'movingpandas==0.23.0' 'geopandas==1.2.0' 'pandas==3.1.1' \
  'shapely==2.2.0' 'tzdata==2026.6'
cat > try.py <<'PY'
import sys
import warnings
from importlib.metadata import version

import geopandas
import pandas

warnings.simplefilter("ignore")
import movingpandas  # noqa: E402

print(*(f"{name} {version(name)}" for name in ("movingpandas", "geopandas", "pandas")))
EAST = [-2.600, -2.598, -2.596, -2.594]  # one way, 139 m between fixes


def walk(times, zone):
    moments = pandas.to_datetime(times, utc=True).tz_convert(zone)
    points = geopandas.points_from_xy(EAST, [51.45] * 4)
    fixes = geopandas.GeoDataFrame({"id": "walker", "t": moments}, geometry=points, crs=4326)
    alone = geopandas.GeoDataFrame({"id": "one fix", "t": moments[:1]}, geometry=points[:1], crs=4326)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        made = movingpandas.TrajectoryCollection(pandas.concat([fixes, alone]), "id", t="t").trajectories
    said = sorted({str(one.message)[:49] for one in caught if "zone" in str(one.message)})
    (line,) = made
    order = [EAST.index(round(point.x, 3)) + 1 for point in line.df.geometry]
    result = (order, round(line.get_duration().total_seconds() / 60), round(line.get_length()))
    print(f"{zone}: people {len(made)} of 2, order of fixes {result[0]}, {result[1]} min, {result[2]} m; said: {said}")
    return result


same = ["2026-10-25T00:40Z", "2026-10-25T00:50Z", "2026-10-25T01:40Z", "2026-10-25T01:50Z"]
other = ["2026-10-25T00:40Z", "2026-10-25T00:50Z", "2026-10-25T01:00Z", "2026-10-25T01:10Z"]
print("Fixes at 01:40 and 01:50 summer time, then at 01:40 and 01:50 winter time:")
first = walk(same, "UTC"), walk(same, "Europe/London")
print("Fixes every ten minutes from 01:40 summer time to 01:10 winter time:")
second = walk(other, "UTC"), walk(other, "Europe/London")
is_as_described = first == (([1, 2, 3, 4], 70, 417), ([1, 2], 10, 139)) and second == (
    ([1, 2, 3, 4], 30, 417),
    ([3, 4, 1, 2], 50, 695),
)
if not is_as_described:
    sys.exit("The behaviour has changed.")
print("As described.")
PY
venv/bin/python try.py
