"""Tables of loggers and apps: columns recognised, separators, units, people and devices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import polars as pl
import pytest

from geo.errors import UsageError
from tests.makers.gps.logs import put, read

EXPECTED = [(51.5, -2.9), (51.501, -2.901)]


def places(logs) -> list[tuple[float, float]]:  # type: ignore[no-untyped-def]
    return [(round(lat, 6), round(lon, 6)) for lat, lon in logs.fixes.select("lat", "lon").rows()]


TABLES = {
    "decimal commas": "Breite;Länge;Zeitstempel\n51,5;-2,9;2024-05-01T10:00:00Z\n51,501;-2,901;2024-05-01T10:01:00Z\n",
    "quoted commas": 'lat,lon,time\n"51,5","-2,9",1714557600\n"51,501","-2,901",1714557660\n',
    "sides": "DATE\tTIME (UTC)\tLatitude\tN/S\tLongitude\tE/W\n"
    "2024-05-01\t10:00:00\t51.5\tN\t2.9\tW\n2024-05-01\t10:01:00\t51.501\tN\t2.901\tW\n",
    "letters": "Position_Lat|Position_Long|UTC\n51.5N|2.9W|2024-05-01 10:00:00\n51.501 N|W 2.901|2024-05-01 10:01:00\n",
    "degrees and minutes": "latitude,longitude,timestamp\n"
    '51° 30.0\' N,"2°54\'0""W",2024-05-01T10:00:00Z\n51 30.06 N,2 54.06 W,2024-05-01T10:01:00Z\n',
    "ddmm.mmmm": "lat,ns,lon,ew,time\n"
    "5130.00,N,00254.00,W,2024-05-01T10:00:00Z\n5130.06,N,00254.06,W,2024-05-01T10:01:00Z\n",
    "E7": "latitudeE7,longitudeE7,timestampMs\n515000000,-29000000,1714557600000\n515010000,-29010000,1714557660000\n",
    "semicircles": "timestamp,position_lat,position_long\n"
    "2024-05-01T10:00:00Z,614418933,-34598348\n2024-05-01T10:01:00Z,614430863,-34610278\n",
    "lines above and below": "Export of my logger\n# firmware 3\n\nLat,Lng,Date/Time\n"
    "51.5,-2.9,2024-05-01T10:00:00Z\n\n51.501,-2.901,2024-05-01T10:01:00Z\n",
    "WKT": "user;tracked_at;geom\n"
    "1;2024-05-01T10:00:00Z;POINT (-2.9 51.5)\n1;2024-05-01 10:01:00+00:00;POINT(-2.901 51.501)\n",
    "offset beside": "lat,lon,local_time,utc_offset\n"
    "51.5,-2.9,2024-05-01 11:00:00,+01:00\n51.501,-2.901,2024-05-01 11:01:00,+0100\n",
    "no fix": "lat,lon,time,fix\n51.5,-2.9,1714557600,3d\n51.501,-2.901,1714557660,2d\n51.6,-2.95,1714557720,no fix\n",
    "Columbus": "INDEX,TAG,DATE,TIME,LATITUDE N/S,LONGITUDE E/W,HEIGHT\n1,T,240501,100000,51.5000N,2.9000W,3\n"
    "2,C,240501,100100,51.5010N,2.9010W,4\n",
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_is_read_as_it_is_meant(tmp_path: Path, name: str, encoding: str, ending: str) -> None:
    text = TABLES[name].replace("\n", ending)
    logs = read(put(tmp_path, "a.csv", text.encode(encoding)))
    assert places(logs) == EXPECTED
    assert logs.fixes["time"].to_list() == [datetime(2024, 5, 1, 10, n, tzinfo=UTC) for n in range(2)]
    assert logs.questions == ()


def test_what_was_brought_to_degrees_is_said(tmp_path: Path) -> None:
    said = {
        name: read(put(tmp_path, "a.csv", TABLES[name])).report.to_text() for name in ("semicircles", "E7", "ddmm.mmmm")
    }
    assert "from semicircles" in said["semicircles"]
    assert "ten-millionths of a degree" in said["E7"]
    assert "degrees and minutes in one number" in said["ddmm.mmmm"]


def test_a_time_without_a_zone_is_asked_and_answered(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "lat,lon,time\n51.5,-2.9,2024-05-01 02:00:00\n51.6,-2.9,2024-05-01 12:00:00\n")
    logs = read(path)
    question = logs.questions[0]
    assert (question.key, question.default, logs.is_settled) == ("times", "", False)
    words = {one.value: one.words for one in question.options}
    assert words == {
        "utc": "they are UTC: 50 % of them lie between 1 and 5 at night in Europe/London",
        "local": "they are times of Europe/London: 50 % of them lie between 1 and 5 at night in Europe/London",
    }
    hours = {
        times: [one.hour for one in read(path, times=times).fixes["time"]]
        for times in ("utc", "local", "Europe/Berlin")
    }
    assert hours == {"utc": [2, 12], "local": [1, 11], "Europe/Berlin": [0, 10]}
    assert read(path, times="local").files[0].zone == "Europe/London, as was said"
    with pytest.raises(UsageError, match="no time zone"):
        read(path, times="Mars/Olympus")


def test_a_heading_that_says_utc_needs_no_question(tmp_path: Path) -> None:
    logs = read(put(tmp_path, "a.csv", "lat,lon,UTC time\n51.5,-2.9,2024-05-01 02:00:00\n"))
    assert (logs.questions, logs.files[0].zone) == ((), "UTC, because the heading “UTC time” says so")


def test_people_devices_segments_and_accuracy_come_out(tmp_path: Path) -> None:
    rows = [
        ("Mo", "a", "1", 5, "10:02"),
        ("Jo", "b", "7", -1, "10:01"),
        ("Mo", "b", "2", 8, "10:00"),
        ("Jo", "b", "7", "", "10:00"),
    ]
    text = "participant,device_id,trip_id,accuracy (m),lat,lon,time\n" + "".join(
        f"{person},{device},{trip},{accuracy},51.5,-2.9,2024-05-01T{time}:00Z\n"
        for person, device, trip, accuracy, time in rows
    )
    fixes = read(put(tmp_path, "a.csv", text)).fixes
    assert fixes.select("person", "device", "segment").rows() == [
        ("Jo", "b", 1),
        ("Jo", "b", 1),
        ("Mo", "b", 2),
        ("Mo", "a", 0),
    ]
    assert [None if np.isnan(one) else one for one in fixes["accuracy"]] == [None, None, 8, 5]


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "who,north,east,seen,code\nMo,51.5,-2.9,2024-05-01T10:00:00Z,x\n")
    logs = read(path, columns={"lat": "north", "lon": "east", "time": "seen", "person": "who"})
    assert logs.fixes.select("person", "lat", "lon").rows() == [("Mo", 51.5, -2.9)]
    whole = put(tmp_path, "b.csv", "lat,lon,time\n515000000,-29000000,2024-05-01T10:00:00Z\n")
    assert places(read(whole, columns={"unit": "e7"})) == [(51.5, -2.9)]


def test_a_file_decides_over_an_answer_and_says_so(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "lat,lon,time\n51.5,-2.9,13/05/2024 10:00Z\n")
    logs = read(path, day_first=False)
    assert logs.fixes["time"][0].month == 5
    assert "13/05/2024 10:00Z" in logs.report.to_text()


def test_a_long_table_in_several_heaps_is_whole(tmp_path: Path) -> None:
    """More rows than one heap; what decides the order of dates stands in the last row."""
    count = 510_000
    frame = pl.DataFrame({"n": range(count)}).select(
        pl.lit(51.5).alias("lat"), (pl.col("n") / 1e6).alias("lon"),
        (pl.datetime(2024, 5, 1) + pl.duration(seconds=pl.col("n"))).dt.strftime("%d/%m/%Y %H:%M:%SZ").alias("time"),
    )  # fmt: skip
    frame = pl.concat([frame, frame.tail(1).with_columns(pl.lit("31/05/2024 00:00:00Z").alias("time"))])
    path = tmp_path / "a.csv"
    frame.write_csv(path)
    logs = read(path)
    assert (logs.fixes.height, logs.questions) == (count + 1, ())
    steps = logs.fixes["time"].diff().drop_nulls()
    assert (steps[:-1] == timedelta(seconds=1)).all()
    assert logs.fixes["time"][-1] == datetime(2024, 5, 31, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", None])
def test_parquet_with_typed_columns(tmp_path: Path, zone: str | None) -> None:
    times = pl.Series("tracked_at", [datetime(2024, 5, 1, 10), datetime(2024, 5, 1, 11)]).dt.replace_time_zone(zone)
    table = pl.DataFrame({
        "user_id": [7, 8], times.name: times, "latitude": [51.5, None], "longitude": [-2.9, -2.9], "other": [[1], [2]],
    })  # fmt: skip
    path = tmp_path / "a.parquet"
    table.write_parquet(path)
    logs = read(path)
    hour = {"UTC": 10, "Europe/Berlin": 8, None: 10}[zone]
    assert logs.fixes.select("person", "lat").rows() == [("7", 51.5)]
    assert logs.fixes["time"][0].hour == hour
    assert [one.key for one in logs.questions] == ([] if zone else ["times"])
    assert logs.files[0].without_position_n == 1


def test_geoparquet_points(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"time": pd.to_datetime(["2024-05-01T10:00:00Z", "2024-05-01T10:01:00Z"])},
        geometry=gpd.points_from_xy([-2.9, -2.901], [51.5, 51.501]), crs=4326,
    )  # fmt: skip
    path = tmp_path / "a.parquet"
    frame.to_parquet(path)
    assert places(read(path)) == EXPECTED


def test_a_logger_of_the_shared_data_agrees_with_its_sides(real_data: Path) -> None:
    """Every latitude and longitude of the MTK logger, against the file taken apart by hand."""
    path = real_data / "gps/gpsbabel/mtk_logger_m241.csv"
    rows = [line.split(",") for line in path.read_text().splitlines()[1:] if line.strip()]
    expected = [(float(row[5]), float(row[7])) for row in rows]
    assert {(row[6], row[8]) for row in rows} == {("N", "E")}
    assert places(read(path)) == expected
