#!/usr/bin/env bash
# The bus that comes every ten minutes runs once a day
#
# Seen with: gtfs-kit 13.0.1, partridge 1.1.2, pandas 3.1.1, Python 3.11.
#
# Expected: a feed may describe a frequent line by one sample trip and a line in frequencies.txt ("every ten minutes
# from 07:00 to 19:00", 72 departures). What counts trips counts 72, or says that it does not.
#
# Seen: both libraries load frequencies.txt and neither looks at it when counting. The stop has as many departures as
# there are sample trips; the headway of the best line in town is unknown, because one trip has no gap; the stop's
# mean headway comes from the two buses of another line an hour apart; "busiest date" goes by the same numbers in
# both and takes the Sunday with four trips before the Monday with 74. No warning. Second, partridge cuts stops to
# those where trips call: the station of a bay is gone while the bay still names it as its parent, and transfers at
# the station go with it.
#
# Why it matters: town networks with a regular-interval timetable are published like this, and a town's best line
# becomes its worst; a date chosen by the number of trips is then a day on which the line does not run.
# Remedy: unfold frequencies.txt before anything is counted (for every measure and for the choice of the day alike);
# keep parents of stops in use when a feed is cut; a test in which a trip by headway and the same trips written out
# give the same numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  'gtfs-kit==13.0.1' 'partridge==1.1.2' 'pandas==3.1.1' \
  'geopandas==1.2.0' 'shapely==2.2.0' 'tzdata==2026.6' 'setuptools==80.9.0'
cat > try.py <<'PY'
import sys
import warnings
import zipfile
from datetime import date
from importlib.metadata import version

warnings.simplefilter("ignore")
import gtfs_kit  # noqa: E402
import partridge  # noqa: E402

print(*(f"{name} {version(name)}" for name in ("gtfs-kit", "partridge", "pandas")))
FEED = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone\nA,Town Buses,https://example.org,Europe/London\n",
    "stops": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
    "STATION,Bus Station,51.450,-2.580,1,\nBAY,Bay 1,51.450,-2.580,0,STATION\nHILL,Hill,51.470,-2.580,0,\n",
    "routes": "route_id,agency_id,route_short_name,route_type\nFREQUENT,A,1,3\nRARE,A,2,3\n",
    "trips": "route_id,service_id,trip_id,direction_id\nFREQUENT,MONDAY,F,0\nRARE,MONDAY,R1,0\nRARE,MONDAY,R2,0\n"
    "RARE,SUNDAY,S1,0\nRARE,SUNDAY,S2,0\nRARE,SUNDAY,S3,0\nRARE,SUNDAY,S4,0\n",
    "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    + "".join(
        f"{trip},{hour:02}:00:00,{hour:02}:00:00,BAY,1\n{trip},{hour:02}:20:00,{hour:02}:20:00,HILL,2\n"
        for trip, hour in (("F", 7), ("R1", 8), ("R2", 9), ("S1", 10), ("S2", 12), ("S3", 14), ("S4", 16))
    ),
    "frequencies": "trip_id,start_time,end_time,headway_secs,exact_times\nF,07:00:00,19:00:00,600,1\n",
    "transfers": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nSTATION,HILL,2,300\nBAY,HILL,2,240\n",
    "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "MONDAY,1,0,0,0,0,0,0,20261102,20261129\nSUNDAY,0,0,0,0,0,0,1,20261102,20261129\n",
}
with zipfile.ZipFile("feed.zip", "w") as file:
    for name, text in FEED.items():
        file.writestr(f"{name}.txt", text)
MONDAY = "20261109"
feed = gtfs_kit.read_feed("feed.zip", dist_units="km")
stops = feed.compute_stop_stats([MONDAY]).set_index("stop_id")
routes = feed.compute_route_stats([MONDAY]).set_index("route_id")
departures = feed.build_stop_timetable("BAY", [MONDAY])
print("Truth on a Monday: 72 + 2 departures from the bay")
print(f"gtfs-kit: {stops.loc['BAY', 'num_trips']:.0f} trips, mean headway {stops.loc['BAY', 'mean_headway']:.0f} min,",
      f"timetable of {len(departures)} rows; line 1: {routes.loc['FREQUENT', 'num_trips']:.0f} trip,",
      f"headway {routes.loc['FREQUENT', 'mean_headway']}; frequencies loaded: {len(feed.frequencies)}")
busiest = feed.compute_busiest_date([MONDAY, "20261115"])
day, _ = partridge.read_busiest_date("feed.zip")
counts = partridge.read_trip_counts_by_date("feed.zip")
print("busiest day, gtfs-kit:", busiest, " partridge:", day.strftime("%A"), "and", counts[date(2026, 11, 9)],
      "trips on Mondays")
cut = partridge.load_feed("feed.zip", view={"trips.txt": {"service_id": {"MONDAY"}}})
parents = set(cut.stops["parent_station"].dropna()) - {""}
print("partridge: stops", sorted(cut.stops["stop_id"]), "parents named", sorted(parents), "transfers",
      cut.transfers[["from_stop_id", "to_stop_id"]].to_numpy().tolist(), "frequencies", len(cut.frequencies))
is_as_described = (
    stops.loc["BAY", "num_trips"] == 3
    and stops.loc["BAY", "mean_headway"] == 60
    and len(departures) == 3
    and routes.loc["FREQUENT", "num_trips"] == 1
    and routes.loc["FREQUENT", "mean_headway"] != routes.loc["FREQUENT", "mean_headway"]
    and busiest == "20261115"
    and day.strftime("%A") == "Sunday"
    and counts[date(2026, 11, 9)] == 3
    and parents == {"STATION"}
    and "STATION" not in set(cut.stops["stop_id"])
    and cut.transfers["from_stop_id"].tolist() == ["BAY"]
)
if not is_as_described:
    sys.exit("The behaviour has changed.")
print("As described.")
PY
venv/bin/python try.py
