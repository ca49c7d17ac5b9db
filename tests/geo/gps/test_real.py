"""Every log of the shared test data gives the counts, box and times of its row, or the documented reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.gps import FIXES, Logs, read_logs

BABEL = "gps/gpsbabel"


def read(path: Path | list[Path], **answers: object) -> Logs:
    logs = read_logs(path, timezone="Europe/London", **answers)  # type: ignore[arg-type]
    assert dict(logs.fixes.schema) == FIXES
    assert logs.fixes.equals(logs.fixes.sort("person", "time", maintain_order=True))
    return logs


@pytest.mark.parametrize(
    ("file", "points", "fixes", "box", "first", "last"),
    [
        ("gps/gpx/gpxpy_around-visnjan-with-car.gpx", 104, 104, (13.7115, 45.2725, 13.7224, 45.2809),
         "2020-12-18 06:15:50", "2020-12-18 06:24:24"),
        ("gps/gpx/gpxpy_cerknicko-without-times.gpx", 296, 5, (14.3044, 45.7442, 14.3671, 45.7917),
         "2010-08-05 16:22:52", "2010-08-05 16:23:49"),
        ("gps/gpx/gpxpy_gpx1.0_with_all_fields.gpx", 1, 1, (-20.2, 10.1, -20.2, 10.1),
         "2013-01-01 12:00:04", "2013-01-01 12:00:04"),
        ("gps/gpx/gpxpy_gpx1.1_with_all_fields.gpx", 1, 1, (-20.2, 10.1, -20.2, 10.1),
         "2013-01-01 12:00:04", "2013-01-01 12:00:04"),
        ("gps/gpx/gpxpy_korita-zbevnica.gpx", 871, 513, (14.0040, 45.3678, 14.1680, 45.4631),
         "2010-10-03 09:36:30", "2010-10-03 13:19:31"),
        ("gps/gpx/gpxpy_track-with-empty-segment.gpx", 9, 9, (6.0820, 50.7772, 6.0827, 50.7777),
         "2013-07-06 17:26:26", "2013-07-06 17:27:42"),
        ("gps/gpx/gpxpy_track-with-less-sec-time.gpx", 2, 2, (9.9929, 57.0115, 9.9929, 57.0115),
         "2015-12-11 14:43:13", "2015-12-11 14:43:13.994"),
        ("gps/gpx/gpxpy_track_with_speed.gpx", 3, 3, (5.5413, 52.3308, 5.5414, 52.3310),
         "2009-03-02 14:05:52", "2009-03-02 14:06:05"),
        (f"{BABEL}/garminconnect.gpx", 68, 68, (-105.1784, 40.1889, -105.1780, 40.2031),
         "2023-01-16 18:02:26", "2023-01-16 18:07:24"),
        (f"{BABEL}/globalsat_gh625XT.gpx", 174, 174, (13.1782, 55.7190, 13.1941, 55.7305),
         "2016-01-15 20:58:59", "2016-01-15 21:14:29"),
        (f"{BABEL}/nmea+ms.gpx", 26, 26, (9.8656, 53.5567, 9.8656, 53.5567),
         "2007-08-17 09:31:56.5", "2007-08-17 09:32:05.75"),
        (f"{BABEL}/wahoo-element-bolt.gpx", 1101, 1101, (8.7076, 51.6952, 8.7559, 51.7106),
         "2018-03-20 07:08:44", "2018-03-20 07:27:30"),
        ("gps/csv/geolife_sample_skmob.txt.gz", 217653, 217653, (113.5488, 22.1476, 121.1562, 41.1321),
         "2008-10-23 05:53:05", "2009-03-19 05:46:37"),
        ("gps/csv/geolife_trajectory_trackintel.csv", 2293, 2293, (116.3206, 39.9518, 116.3648, 39.9911),
         "2008-10-26 05:59:34", "2008-10-26 13:22:30"),
        ("gps/csv/google_trajectory.csv", 416, 416, (8.5194, 47.3662, 8.5585, 47.3814),
         "2012-12-18 11:53:30", "2012-12-18 21:30:35"),
        ("gps/csv/posmo_trajectory.csv", 1327, 1327, (6.5176, 46.5169, 7.0389, 47.0516),
         "2019-01-25 20:00:16.178999", "2019-01-25 20:52:13"),
        ("gps/csv/trackintel_pfs_minimal.csv", 6, 6, (8.5117, 43.4085, 8.5488, 47.4114),
         "2015-11-27 08:00:00", "2015-11-28 13:57:20"),
        (f"{BABEL}/mtk_logger_m241.csv", 1199, 1199, (12.6792, 41.7979, 12.7086, 41.8070),
         "2008-05-04 12:52:47", "2008-05-04 13:22:35"),
        ("gps/fit/activity-small-fenix2-run.fit", 2809, 2809, (5.7025, 58.9531, 5.7303, 58.9606),
         "2015-08-15 14:45:08", "2015-08-15 15:32:21"),
        ("gps/fit/garmin-edge-500-activity.fit", 10686, 10677, (-79.5330, 43.6744, -79.3390, 43.9731),
         "2011-09-25 13:00:22", "2011-09-25 16:31:53"),
        ("gps/fit/garmin-fenix-5-run.fit", 21, 21, (-122.6345, 38.2285, -122.6337, 38.2298),
         "2017-06-11 14:34:09", "2017-06-11 14:35:06"),
        ("gps/fit/garmin-fenix-5-walk.fit", 17, 17, (-122.6336, 38.2299, -122.6333, 38.2305),
         "2017-06-11 14:32:51", "2017-06-11 14:33:37"),
        ("gps/fit/strava-android-app-201.10-b1218918.fit", 473, 236, (-121.3182, 44.0433, -121.3126, 44.0476),
         "2021-09-27 14:13:10", "2021-09-27 14:18:24"),
        (f"{BABEL}/wahoo-element-bolt.fit", 1101, 1101, (8.7076, 51.6952, 8.7559, 51.7106),
         "2018-03-20 07:08:44", "2018-03-20 07:27:30"),
        (f"{BABEL}/bike.tcx", 1812, 1812, (-73.9800, 40.7672, -73.9533, 40.7995),
         "2013-04-30 19:23:57", "2013-04-30 19:54:11"),
        (f"{BABEL}/google_ext.kml", 451, 451, (-97.8973, 30.2272, -97.8582, 30.2494),
         "2014-05-25 18:30:59", "2014-05-25 20:13:09"),
        ("gps/geojson/trackintel_pfs_tutorial.geojson", 4241, 4241, (116.2854, 39.9705, 116.3415, 40.0166),
         "2008-10-23 02:53:04", "2008-10-24 06:35:50"),
        ("gps/plt/000_20081023025304.plt", 908, 908, (116.2854, 39.9833, 116.3249, 40.0094),
         "2008-10-23 02:53:04", "2008-10-23 11:11:12"),
        ("gps/plt/001_20081023055305.plt", 961, 961, (116.3055, 39.9705, 116.3415, 40.0166),
         "2008-10-23 05:53:05", "2008-10-23 12:04:28"),
        ("gps/plt/001_20081024234405.plt", 7075, 7075, (116.1451, 39.9878, 116.3132, 40.0167),
         "2008-10-24 23:44:05", "2008-10-25 11:30:01"),
    ],
)  # fmt: skip
def test_a_log_gives_the_counts_box_and_times_of_its_row(
    real_data: Path, file: str, points: int, fixes: int, box: tuple[float, ...], first: str, last: str
) -> None:
    logs = read(real_data / file, times="utc")
    facts = logs.files[0]
    assert (facts.points_n, facts.fixes_n, logs.fixes.height) == (points, fixes, fixes)
    assert facts.box == pytest.approx(box, abs=6e-5)
    moments = tuple(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (first, last))
    assert (facts.first, facts.last) == moments
    assert (logs.fixes["time"].min(), logs.fixes["time"].max()) == moments


@pytest.mark.parametrize(
    ("file", "code", "words"),
    [
        ("gps/gpx/gpxpy_track-with-extremes.gpx", "no_fix", "none of its 25 points has a time"),
        ("gps/gpx/gpxpy_route.gpx", "no_fix", "55 marks or points of routes without times"),
        ("gps/derived/geolife_staypoints_wkt.csv", "not_fixes", "stays or journeys"),
        ("gps/derived/geolife_triplegs_wkt.csv", "not_fixes", "stays or journeys"),
        (f"{BABEL}/garmin_g1000.csv", "aircraft", "Garmin G1000"),
        ("gps/fit/compressed-speed-distance.fit", "no_fix", "none of its 755 records has a position"),
        ("gps/fit/sample-activity-indoor-trainer.fit", "no_fix", "none of its 2,263 records has a position"),
        ("gps/fit_expected/compressed-speed-distance-records.csv", "not_a_log", "no log that is known"),
        (f"{BABEL}/nmea", "nmea", "NMEA"),
        (f"{BABEL}/nmea_utf16", "nmea", "NMEA"),
    ],
)
def test_a_log_that_cannot_be_used_is_refused_with_the_reason(
    real_data: Path, file: str, code: str, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_logs(real_data / file, timezone="Europe/London")
    problem = next(one for one in caught.value.report.problems if one.severity == "refused")
    assert problem.code == code
    assert words in problem.found
    assert problem.needed
    assert problem.action


@pytest.mark.parametrize("name", ["garmin-edge-500-activity", "garmin-fenix-5-walk"])
def test_a_fit_file_agrees_with_its_expected_records(real_data: Path, name: str) -> None:
    """The table of expected values (semicircles, times of a zone by name) is read too, and is the same walk."""
    fit = read(real_data / f"gps/fit/{name}.fit").fixes.select("time", "lat", "lon")
    table = read(real_data / f"gps/fit_expected/{name}-records.csv").fixes.select("time", "lat", "lon")
    assert fit.equals(table.join(fit, on=["time", "lat", "lon"], how="semi", maintain_order="left"))
    assert fit.height >= 17


def test_the_fit_file_agrees_with_its_conversion_by_gpsbabel(real_data: Path) -> None:
    ours = read(real_data / BABEL / "wahoo-element-bolt.fit").fixes
    theirs = read(real_data / BABEL / "wahoo-element-bolt.gpx").fixes
    assert ours["time"].equals(theirs["time"])
    assert float((ours["lat"] - theirs["lat"]).abs().max()) < 1e-8  # type: ignore[arg-type]
    assert float((ours["lon"] - theirs["lon"]).abs().max()) < 1e-8  # type: ignore[arg-type]


def test_two_laps_are_one_ride(real_data: Path) -> None:
    logs = read(real_data / BABEL / "bike.tcx")
    assert logs.files[0].further == {"activities": 1, "laps": 2}
    assert logs.fixes["segment"].n_unique() == 1


def test_the_broken_fit_file_says_where_it_breaks_off(real_data: Path) -> None:
    text = read(real_data / "gps/fit/strava-android-app-201.10-b1218918.fit").report.to_text()
    assert "breaks off at byte 7,471: a message of a kind (11) that was not defined before" in text
    assert "1 fix lies in the future" in text


def test_geolife_tables_and_files_are_the_same_people(real_data: Path) -> None:
    """Person 001 of the sample table has the fixes of the PLT files of 001."""
    table = read(real_data / "gps/csv/geolife_sample_skmob.txt.gz", times="utc").fixes
    files = [real_data / f"gps/plt/001_{stamp}.plt" for stamp in ("20081023055305", "20081024234405")]
    logs = read(files, person="one:001")
    assert logs.questions == ()
    wanted = logs.fixes.select("person", "time", "lat", "lon")
    assert wanted.join(table, on=["person", "time", "lat", "lon"], how="semi").height == wanted.height == 8036


def test_the_whole_folder_is_read_with_every_reason(real_data: Path) -> None:
    logs = read(real_data / "gps", person="file", times="utc")
    assert logs.is_settled
    assert logs.report.facts["Files with fixes"] == 36
    left_out = [str(one) for one in logs.report.problems if "the file was left out" in str(one)]
    assert len(left_out) == 10
