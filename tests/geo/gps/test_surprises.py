"""What real libraries and programs get wrong on valid logs: each has been seen, none may be seen here."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from pathlib import Path

import fitdecode
import pytest

from tests.makers.gps.logs import Fit, fit_time, gpx, gx_track, kml, put, read, semicircles, walk


def times(logs) -> list[str]:  # type: ignore[no-untyped-def]
    return [f"{one:%Y-%m-%dT%H:%M:%S}" for one in logs.fixes["time"]]


def codes(logs) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {problem.code: str(problem) for problem in logs.report.problems}


def test_a_fraction_or_an_offset_in_one_row_refuses_no_table(tmp_path: Path) -> None:
    """trackintel refuses both files."""
    rows = ["2024-10-27T00:59:59+01:00", "2024-10-27T01:00:01.5+00:00", "2024-10-27T01:00:03+00:00"]
    text = "user_id;tracked_at;latitude;longitude\n" + "".join(f"1;{row};51.5;-2.9\n" for row in rows)
    assert times(read(put(tmp_path, "a.csv", text))) == [
        "2024-10-26T23:59:59", "2024-10-27T01:00:01", "2024-10-27T01:00:03",
    ]  # fmt: skip


def test_day_and_month_are_decided_from_the_whole_file_or_asked(tmp_path: Path) -> None:
    """trackintel and GPSBabel take 05/07/2024 for May without a word."""
    head = "latitude,longitude,time\n"
    row = "51.5,-2.9,{} 10:00:00+00:00\n"
    decided = put(tmp_path, "decided.csv", head + row.format("05/07/2024") + row.format("31/07/2024"))
    assert times(read(decided))[0] == "2024-07-05T10:00:00"
    open_ = put(tmp_path, "open.csv", head + row.format("05/07/2024") + row.format("06/07/2024"))
    logs = read(open_)
    assert [(one.key, one.default, one.files) for one in logs.questions] == [("day_first", "", ("open.csv",))]
    assert not logs.is_settled
    answered = read(open_, day_first=False)
    assert (times(answered)[0], answered.questions, answered.is_settled) == ("2024-05-07T10:00:00", (), True)


def test_times_that_gpxpy_loses_are_repaired_or_counted(tmp_path: Path) -> None:
    """gpxpy gives no time and no error for a comma, white space, 24:00:00Z and a small z."""
    odd = ["2024-05-01T10:00:00,5Z", "\n 2024-05-01T10:01:00Z ", "2024-05-01T24:00:00Z", "2024-05-01T10:02:00z"]
    broken = ["2024-05-01T25:00:00Z", "soon"]
    points = [(51.5 + n / 1e4, -2.9, text) for n, text in enumerate(odd + broken)]
    logs = read(put(tmp_path, "a.gpx", gpx(points)))
    assert times(logs) == [
        "2024-05-01T10:00:00", "2024-05-01T10:01:00", "2024-05-01T10:02:00", "2024-05-02T00:00:00",
    ]  # fmt: skip
    assert logs.files[0].without_time_n == 2
    assert "2 times could not be read, such as “2024-05-01T25:00:00Z”" in codes(logs)["times_not_read"]


def test_gpx_without_a_zone_is_utc_and_local_is_offered(tmp_path: Path) -> None:
    """gpxpy leaves such times naive, GDAL takes them for UTC unsaid."""
    mixed = [(51.5, -2.9, "2024-05-01T10:00:00"), (51.6, -2.9, "2024-05-01T10:01:00Z")]
    path = put(tmp_path, "a.gpx", gpx(mixed))
    logs = read(path)
    assert times(logs) == ["2024-05-01T10:00:00", "2024-05-01T10:01:00"]
    question = logs.questions[0]
    assert (question.key, question.default, [one.value for one in question.options]) == (
        "times",
        "utc",
        ["utc", "local"],
    )
    assert logs.is_settled
    assert "1 time states no zone" in codes(logs)["asked_times"]
    assert "the GPX standard says so" in logs.files[0].zone
    assert times(read(path, times="local")) == ["2024-05-01T09:00:00", "2024-05-01T10:01:00"]
    with_zone = gpx([(51.5, -2.9, "2024-05-01T10:00:00+02:00"), (51.6, -2.9, "2024-05-01T10:01:00+00:00")])
    assert times(read(put(tmp_path, "b.gpx", with_zone))) == ["2024-05-01T08:00:00", "2024-05-01T10:01:00"]


def test_a_kml_track_keeps_its_times_its_gaps_and_what_is_no_fix(tmp_path: Path) -> None:
    """GDAL makes one line of it, an empty coordinate 0 0, and two walks ten hours apart one feature."""
    morning = gx_track(
        ["2024-05-01T08:00:00Z", "2024-05-01T08:01:00Z", "2024-05-01T08:02:00Z"], ["-2.9 51.5 10", "", "-2.9 51.6 10"]
    )
    evening = gx_track(["2024-05-01T18:00:00Z", "2024-05-01T18:01:00Z"], ["-2.8 51.7 10", "0 0 0"])
    logs = read(put(tmp_path, "a.kml", kml(morning + evening)))
    assert times(logs) == ["2024-05-01T08:00:00", "2024-05-01T08:02:00", "2024-05-01T18:00:00"]
    assert logs.fixes.select("lat", "lon", "segment").rows() == [(51.5, -2.9, 0), (51.6, -2.9, 0), (51.7, -2.8, 1)]
    assert (logs.files[0].without_position_n, logs.files[0].further) == (2, {"tracks": 2})


@pytest.mark.parametrize("name", ["a.csv", "a.gpx", "a.geojson", "a.rec", "Records.json"])
def test_nought_and_nought_is_no_fix_in_any_format(tmp_path: Path, name: str) -> None:
    content = {
        "a.csv": "lat,lon,time\n0,0,2024-05-01T10:00:00Z\n51.5,-2.9,2024-05-01T10:01:00Z\n",
        "a.gpx": gpx([(0.0, 0.0, "2024-05-01T10:00:00Z"), (51.5, -2.9, "2024-05-01T10:01:00Z")]),
        "a.geojson": '{"type":"FeatureCollection","features":['
        '{"type":"Feature","properties":{"time":"2024-05-01T10:00:00Z"},"geometry":{"type":"Point","coordinates":[0,0]}},'
        '{"type":"Feature","properties":{"time":"2024-05-01T10:01:00Z"},"geometry":{"type":"Point",'
        '"coordinates":[-2.9,51.5]}}]}',
        "a.rec": '2024-05-01T10:00:00Z\t*  \t{"_type":"location","lat":0,"lon":0,"tst":1714557600}\n'
        '2024-05-01T10:01:00Z\t*  \t{"_type":"location","lat":51.5,"lon":-2.9,"tst":1714557660}\n',
        "Records.json": '{"locations":[{"latitudeE7":0,"longitudeE7":0,"timestamp":"2024-05-01T10:00:00Z"},'
        '{"latitudeE7":515000000,"longitudeE7":-29000000,"timestamp":"2024-05-01T10:01:00Z"}]}',
    }[name]
    logs = read(put(tmp_path, name, content))
    assert logs.fixes.select("lat", "lon").rows() == [(51.5, -2.9)]
    assert times(logs) == ["2024-05-01T10:01:00"]
    assert logs.files[0].without_position_n == 1


def test_one_walk_under_waypoints_routes_and_tracks_counts_once(tmp_path: Path) -> None:
    """GPSBabel returns the same walk up to three times, the times with one copy only."""
    points = walk(4)
    bare = [(lat, lon, "") for lat, lon, _ in points]
    as_wpt = "".join(f'<wpt lat="{lat}" lon="{lon}"><time>{time}</time></wpt>' for lat, lon, time in points)
    bare_wpt = "".join(f'<wpt lat="{lat}" lon="{lon}"/>' for lat, lon, _ in points)
    as_rte = "<rte>" + "".join(f'<rtept lat="{lat}" lon="{lon}"/>' for lat, lon, _ in points) + "</rte>"
    for name, content in {
        "timed track": gpx(points, beside=bare_wpt + as_rte),
        "timed waypoints": gpx(bare, beside=as_wpt + as_rte),
    }.items():
        logs = read(put(tmp_path, f"{name}.gpx", content))
        assert times(logs) == [time[:-1] for _, _, time in points], name
        assert (logs.files[0].duplicates_n, logs.files[0].without_time_n) == (8, 0), name
        assert "the copy with a time was taken once" in codes(logs)["twice_in_file"]
    both = read(put(tmp_path, "both.gpx", gpx(points, beside=as_wpt)))
    assert (both.fixes.height, both.files[0].duplicates_n) == (4, 4)


def test_marks_beside_a_track_are_no_fixes(tmp_path: Path) -> None:
    mark = '<wpt lat="51.9" lon="-2.1"><time>2024-05-01T07:00:00Z</time><name>Home</name></wpt>'
    logs = read(put(tmp_path, "a.gpx", gpx(walk(), beside=mark)))
    assert (logs.fixes.height, logs.files[0].further["marks, not counted"]) == (3, 1)


def test_a_fit_record_without_a_position_is_no_fix_however_it_lacks_it(tmp_path: Path) -> None:
    """The key is missing, or None, or the invalid number, depending on the reader: here it is one rule."""
    first = fit_time("2024-05-01T10:00:00+00:00")
    content = (
        Fit()
        .define(0, 20, (253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85))
        .define(1, 20, (253, 4, 0x86))
        .message(0, struct.pack("<Iii", first, semicircles(51.5), semicircles(-2.9)))
        .message(0, struct.pack("<Iii", first + 1, 0x7FFFFFFF, 0x7FFFFFFF))
        .message(1, struct.pack("<I", first + 2))
        .message(0, struct.pack("<Iii", first + 3, 0, 0))
        .bytes()
    )
    logs = read(put(tmp_path, "a.fit", content))
    assert (logs.fixes.height, logs.files[0].points_n, logs.files[0].without_position_n) == (1, 4, 3)
    assert logs.fixes["lat"][0] == pytest.approx(51.5, abs=1e-7)


def test_a_watch_that_does_not_know_the_date_has_no_time_yet(tmp_path: Path) -> None:
    """Garmin's package gives a day of 1989, others a number among datetimes."""
    content = Fit().define(0, 20, (253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85))
    for time in (1200, 1201, fit_time("2024-05-01T10:00:00+00:00")):
        content.message(0, struct.pack("<Iii", time, semicircles(51.5), semicircles(-2.9)))
    logs = read(put(tmp_path, "a.fit", content.bytes()))
    assert (times(logs), logs.files[0].without_time_n) == (["2024-05-01T10:00:00"], 2)
    assert logs.files[0].further["records timed from when the device was switched on"] == 2


def test_our_reader_of_fit_agrees_with_fitdecode(real_data: Path) -> None:
    """The library is right and slow; every fix of every file is the same, up to where it refuses one."""
    compared = 0
    for path in sorted([*real_data.glob("gps/fit/*.fit"), *real_data.glob("gps/gpsbabel/*.fit")]):
        expected = []
        try:
            with fitdecode.FitReader(str(path)) as frames:
                for frame in frames:
                    if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "record":
                        lat, lon = (frame.get_value(f"position_{way}", fallback=None) for way in ("lat", "long"))
                        time = frame.get_value("timestamp", fallback=None)
                        if lat is not None and lon is not None and isinstance(time, datetime) and time.year < 2027:
                            expected.append((time, lat * 180 / 2**31, lon * 180 / 2**31))
        except fitdecode.FitParseError:
            assert path.name.startswith("strava")
        if expected:
            fixes = read(path).fixes.select("time", "lat", "lon").sort("time", maintain_order=True).rows()
            assert fixes == sorted(expected, key=lambda one: one[0]), path.name
            compared += len(expected)
    assert compared > 14_000


def test_the_devices_of_google_records_stay_apart(tmp_path: Path) -> None:
    """Two phones in one file would make a web of lines over the town."""
    rows = [
        f'{{"latitudeE7":{515000000 + (n % 2) * 3000000},"longitudeE7":-29000000,"accuracy":{12 + n},'
        f'"deviceTag":{-1 - n % 2},'
        f'"timestampMs":"{1714557600000 + n * 60000}"}}'
        for n in range(6)
    ]
    logs = read(put(tmp_path, "Records.json", '{"locations":[' + ",".join(rows) + "]}"))
    assert logs.fixes["device"].to_list() == ["-1", "-2"] * 3
    assert logs.files[0].devices == ("-1", "-2")
    assert logs.fixes["accuracy"].to_list() == [12, 13, 14, 15, 16, 17]
    assert logs.report.facts["Devices"] == 2
    assert "2 devices write in it" in codes(logs)["devices"]


def test_numbers_that_google_wrote_past_32_bits_come_back(tmp_path: Path) -> None:
    content = '{"locations":[{"latitudeE7":515000000,"longitudeE7":4265967296,"timestamp":"2024-05-01T10:00:00Z"}]}'
    logs = read(put(tmp_path, "Records.json", content))
    assert logs.fixes.select("lat", "lon").rows() == [(51.5, -2.9)]


def test_first_and_last_are_in_utc_and_with_the_files(tmp_path: Path) -> None:
    logs = read(put(tmp_path, "a.gpx", gpx(walk(5))))
    facts = logs.files[0]
    assert facts.first == datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
    assert facts.last == datetime(2024, 5, 1, 10, 4, tzinfo=UTC)
    assert logs.report.facts["First and last"] == "2024-05-01 10:00:00 to 2024-05-01 10:04:00 UTC"
