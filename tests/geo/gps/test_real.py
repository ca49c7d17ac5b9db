"""Every log of the shared test data gives the counts, box and times of its row, or the documented reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.gps import FIXES, Logs, read_logs

BABEL = "gps/gpsbabel"


def read(path: Path, **answers: object) -> Logs:
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
