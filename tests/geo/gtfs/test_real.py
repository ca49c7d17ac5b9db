"""Real timetables, good and bad: each is read or refused with a message a planner understands, and counted right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import tests.oracles.gtfs as gtfs_oracle
from geo.errors import InputError
from geo.gtfs.reading import read_gtfs
from tests.makers.gtfs import assert_clean

pytestmark = pytest.mark.data

# name -> (usable, codes of problems that must be named)
VERDICTS: dict[str, tuple[bool, set[str]]] = {
    "malformed/gtfs/partridge_amazon-2017-08-06.zip": (True, {"no_end_time", "exception_clash", "backwards_small"}),
    "malformed/gtfs/partridge_israel_route_2126.zip": (True, set()),
    "malformed/gtfs/r5py_broken_gtfs.zip": (True, {"unknown_route_id", "stop_times_unknown_stop", "unused_services"}),
    "malformed/gtfs/transitfeed_bad_utf8.zip": (True, {"encoding"}),
    "malformed/gtfs/transitfeed_duplicate_schedule_id.zip": (True, {"repeated_service_id"}),
    "malformed/gtfs/transitfeed_duplicate_stop.zip": (True, {"stops_alike"}),
    "malformed/gtfs/transitfeed_empty_file.zip": (True, {"no_agency"}),
    "malformed/gtfs/transitfeed_extra_row_cells.zip": (True, {"long_rows"}),
    "malformed/gtfs/transitfeed_good_feed.zip": (True, set()),
    "malformed/gtfs/transitfeed_invalid_agency_ids.zip": (True, {"agency_without_id"}),
    "malformed/gtfs/transitfeed_missing_agency.zip": (True, {"no_agency"}),
    "malformed/gtfs/transitfeed_missing_calendar.zip": (False, {"no_calendar"}),
    "malformed/gtfs/transitfeed_missing_departure_time.zip": (True, {"half_time"}),
    "malformed/gtfs/transitfeed_missing_routes.zip": (False, {"missing_file"}),
    "malformed/gtfs/transitfeed_missing_stops.zip": (False, {"missing_file"}),
    "malformed/gtfs/transitfeed_missing_trips.zip": (False, {"missing_file"}),
    "malformed/gtfs/transitfeed_missing_weekday_column.zip": (True, {"no_weekday_column"}),
    "malformed/gtfs/transitfeed_only_calendar_dates.zip": (True, set()),
    "malformed/gtfs/transitfeed_repeated_route_name.zip": (True, {"line_names_repeated"}),
    "malformed/gtfs/transitfeed_same_short_long_name.zip": (True, set()),
    "malformed/gtfs/transitfeed_unknown_file.zip": (True, {"unknown_files"}),
    "malformed/gtfs/transitfeed_unrecognized_columns.zip": (True, set()),
    "malformed/gtfs/transitfeed_unused_stop.zip": (True, {"unused_stops"}),
    "malformed/gtfs/transitfeed_utf8bom.zip": (True, set()),
    "gtfs_only/caltrain_gtfs.zip": (True, set()),
    "gtfs_only/chester-20230816-small_gtfs.zip": (True, set()),
    "gtfs_only/google_sample_gtfs.zip": (True, set()),
    "gtfs_only/google_sample_gtfs_2.zip": (True, set()),
    "gtfs_only/propeR_GTFS.zip": (True, {"repeated_stop_sequence", "midnight", "unknown_files"}),
    "gtfs_only/r5_fake_agency.zip": (True, {"no_service"}),
    "gtfs_only/trimet-vermont-2018-02-06.zip": (True, set()),
    "berlin/gtfs/berlin_vbb_subset_gtfs.zip": (True, {"no_agency", "trip_without_times", "short_hours"}),
    "boeblingen/gtfs/vvs-bus-751-only.gtfs.zip": (True, set()),
    "cairns/gtfs/cairns_gtfs.zip": (True, {"times_filled"}),
    "newport/gtfs/newport_bus_coach_20240305.zip": (True, {"line_names", "repeated_trips"}),
    "newport/gtfs/newport_rail_20240305.zip": (True, set()),
    "porto_alegre/gtfs/poa_eptc.zip": (True, {"times_filled", "short_hours"}),
    "porto_alegre/gtfs/poa_trensurb.zip": (True, set()),
}
HARMLESS = {"expired", "short_hours", "unused_services", "too_fast", "stop_far_away", "stops_alike",
            "line_names_repeated", "short_rows", "unused_stops", "call_in_two_rows",
            "runs_of_several_services", "not_joined"}  # fmt: skip


def test_timetables_that_the_table_does_not_name_are_read_or_refused(real_data: Path):
    found = [path for pattern in ("*/gtfs/*.zip", "gtfs_only/*.zip") for path in sorted(real_data.glob(pattern))]
    for path in found:
        if path.relative_to(real_data).as_posix() not in VERDICTS:
            try:
                assert_clean(read_gtfs(path)[0])
            except InputError as error:
                assert str(error)  # noqa: PT017
    assert len(found) >= len(VERDICTS)


@pytest.mark.parametrize("name", sorted(VERDICTS))
def test_every_real_timetable_is_read_or_refused_in_words(real_data: Path, name: str):
    usable, codes = VERDICTS[name]
    if usable:
        feed, report = read_gtfs(real_data / name)
        assert_clean(feed)
    else:
        with pytest.raises(InputError) as caught:
            read_gtfs(real_data / name)
        report = caught.value.report
    named = {problem.code for problem in report.problems}
    assert report.is_usable == usable
    assert codes <= named
    if not codes:
        assert named <= HARMLESS
    for problem in report.problems:
        assert problem.found.endswith(".")
        assert problem.count > 0
        if problem.severity in ("refused", "repaired"):
            assert problem.action, f"{problem.code} does not say what was or can be done"


@pytest.mark.parametrize(
    "name",
    [
        "cairns/gtfs/cairns_gtfs.zip",
        "gtfs_only/google_sample_gtfs.zip",
        "gtfs_only/caltrain_gtfs.zip",
        "boeblingen/gtfs/vvs-bus-751-only.gtfs.zip",
        "newport/gtfs/newport_rail_20240305.zip",
        "newport/gtfs/newport_bus_coach_20240305.zip",
        "malformed/gtfs/transitfeed_only_calendar_dates.zip",
    ],
)
def test_trips_of_every_day_equal_a_plain_reader(real_data: Path, name: str):
    feed, _ = read_gtfs(real_data / name)
    days = feed.service_by_day()
    ours = {row.date.date(): row.trips_n for row in days.itertuples() if row.trips_n}
    assert ours == gtfs_oracle.trips_by_day(real_data / name)
    for day in list(ours)[:: max(1, len(ours) // 25)]:
        assert feed.vehicles_on(day) == ours[day]
        assert {feed.services.service_id[i] for i in np.flatnonzero(feed.services.active_on(day))} <= (
            gtfs_oracle.services_by_day(real_data / name)[day]
        )
    assert days["weekday"].tolist() == [day.weekday() for day in days["date"]]
    assert feed.services.first_date == min(ours)
    assert feed.services.last_date == max(ours)


@pytest.mark.parametrize(
    ("name", "day", "trips_n"),
    [
        ("newport/gtfs/newport_bus_coach_20240305.zip", date(2024, 3, 5), 5426),
        ("newport/gtfs/newport_rail_20240305.zip", date(2024, 3, 5), 939),
        ("cairns/gtfs/cairns_gtfs.zip", date(2014, 5, 30), 636),
        ("porto_alegre/gtfs/poa_eptc.zip", date(2019, 5, 13), 2374),
        ("gtfs_only/caltrain_gtfs.zip", date(2009, 3, 2), 98),
        ("gtfs_only/propeR_GTFS.zip", date(2018, 8, 3), 5852),
        ("malformed/gtfs/transitfeed_duplicate_schedule_id.zip", date(2007, 1, 6), 11),
    ],
)
def test_published_counts_of_the_busiest_day(real_data: Path, name: str, day: date, trips_n: int):
    feed, _ = read_gtfs(real_data / name)
    assert int(feed.trips_on(day).sum()) == trips_n
    assert feed.service_by_day()["trips_n"].max() == feed.vehicles_on(day)
    if not len(feed.frequencies):
        assert feed.vehicles_on(day) == trips_n


@pytest.mark.parametrize(
    ("name", "day"),
    [("newport/gtfs/newport_bus_coach_20240305.zip", date(2024, 3, 5)),
     ("gtfs_only/caltrain_gtfs.zip", date(2009, 3, 3))],
)  # fmt: skip
def test_departures_of_every_hour_equal_a_plain_reader(real_data: Path, name: str, day: date):
    feed, _ = read_gtfs(real_data / name)
    assert feed.departures_by_hour(day).tolist() == gtfs_oracle.departures_by_hour(real_data / name, day)


def test_stops_and_hours_of_cairns_trips_equal_the_published_statistics(real_data: Path):
    feed, _ = read_gtfs(real_data / "cairns/gtfs/cairns_gtfs.zip")
    published = pd.read_csv(real_data / "cairns/oracle/cairns_trip_stats.csv", dtype={"trip_id": str})
    by_trip = feed.stop_times.groupby("trip_index")
    ours = pd.DataFrame(
        {
            "trip_id": feed.trips["gtfs_trip_id"].astype(object),
            "num_stops": by_trip.size(),
            "duration": (by_trip["arrival_s"].last() - by_trip["departure_s"].first()) / 3600,
        }
    )
    both = published.merge(ours, on="trip_id", suffixes=("", "_ours"))
    assert len(both) == len(published) == 1339
    waits = gtfs_oracle.waits_in_two_rows(real_data / "cairns/gtfs/cairns_gtfs.zip")
    assert sum(waits.values()) == 4
    assert (both["num_stops"] == both["num_stops_ours"] + both["trip_id"].map(waits).fillna(0)).all()
    assert np.allclose(both["duration"], both["duration_ours"], atol=1e-6)


def test_line_names_of_newport_are_what_people_say(real_data: Path):
    feed, _ = read_gtfs(real_data / "newport/gtfs/newport_bus_coach_20240305.zip")
    shown = dict(zip(feed.routes["route_name"], feed.routes["route_label"], strict=True))
    assert shown["7-6491"] == "7"
    assert shown["X24"] == "X24"
    assert set(feed.routes["mode"]) == {"bus", "coach"}
