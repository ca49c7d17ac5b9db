"""Google's exports, old and new: stays as stays, paths between them, nothing twice, no home and work."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.makers.gps.logs import put, read

DAY = "2024-05-01T"


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{DAY}{clock}").replace(tzinfo=UTC)


def android() -> dict:
    place = {"placeId": "x", "semanticType": "HOME", "placeLocation": {"latLng": "51.5000000°, -2.9000000°"}}
    return {
        "semanticSegments": [
            {
                "startTime": f"{DAY}09:00:00.000+01:00",
                "endTime": f"{DAY}10:00:00.000+01:00",
                "visit": {"hierarchyLevel": 0, "probability": 0.9, "topCandidate": place},
            },
            {
                "startTime": f"{DAY}09:10:00.000+01:00",
                "endTime": f"{DAY}09:20:00.000+01:00",
                "visit": {"hierarchyLevel": 1, "topCandidate": place},
            },
            {
                "startTime": f"{DAY}10:00:00.000+01:00",
                "endTime": f"{DAY}12:00:00.000+01:00",
                "timelinePath": [
                    {"point": "51.5001°, -2.9001°", "time": f"{DAY}09:30:00.000+01:00"},
                    {"point": "51.5100°, -2.9100°", "time": f"{DAY}10:05:00.000+01:00"},
                    {"point": "51.5200°, -2.9200°", "time": f"{DAY}11:05:00.000+01:00"},
                ],
            },
            {
                "startTime": f"{DAY}10:00:00.000+01:00",
                "endTime": f"{DAY}10:10:00.000+01:00",
                "activity": {
                    "start": {"latLng": "51.5°, -2.9°"},
                    "end": {"latLng": "51.512°, -2.912°"},
                    "distanceMeters": 1000,
                    "topCandidate": {"type": "UNKNOWN_ACTIVITY_TYPE"},
                },
            },
            {
                "startTime": f"{DAY}10:30:00.000+01:00",
                "endTime": f"{DAY}11:00:00.000+01:00",
                "visit": {"hierarchyLevel": 0, "topCandidate": {"placeLocation": {"latLng": "51.515°, -2.915°"}}},
            },
            {"startTime": f"{DAY}00:00:00.000+01:00", "endTime": f"{DAY}23:00:00.000+01:00", "timelineMemory": {}},
        ],
        "rawSignals": [
            {
                "position": {
                    "LatLng": "51.5151°, -2.9151°",
                    "accuracyMeters": 13,
                    "timestamp": f"{DAY}10:40:00.000+01:00",
                }
            },
            {
                "position": {
                    "LatLng": "51.5210°, -2.9210°",
                    "accuracyMeters": 14,
                    "timestamp": f"{DAY}11:04:00.000+01:00",
                }
            },
            {
                "position": {
                    "LatLng": "51.5220°, -2.9220°",
                    "accuracyMeters": 15,
                    "timestamp": f"{DAY}11:06:00.000+01:00",
                }
            },
            {"wifiScan": {"deliveryTime": f"{DAY}10:40:00.000+01:00", "devicesRecords": []}},
        ],
        "userLocationProfile": {"frequentPlaces": [{"placeLocation": "51.5°, -2.9°", "label": "HOME"}]},
    }


def test_android_stays_are_stays_and_nothing_counts_twice(tmp_path: Path) -> None:
    logs = read(put(tmp_path, "Timeline.json", json.dumps(android(), ensure_ascii=False)))
    assert logs.files[0].format == "Google Timeline of an Android phone"
    home = [at("08:00:00") + timedelta(minutes=10 * n) for n in range(7)]
    shop = [at("09:30:00") + timedelta(minutes=10 * n) for n in range(4)]
    assert logs.fixes.select("time", "lat").rows() == [
        *[(time, 51.5) for time in home],
        (at("09:05:00"), 51.51), (at("09:10:00"), 51.512),
        *[(time, 51.515) for time in shop],
        (at("10:04:00"), 51.521), (at("10:06:00"), 51.522),
    ]  # fmt: skip
    assert logs.fixes["accuracy"].to_list()[-2:] == [14, 15]
    assert logs.files[0].further == {
        "stays found by Google": 2, "stays within stays, not counted": 1, "paths found by Google": 1,
        "points of paths within stays, not counted twice": 2, "raw signals within stays, not counted twice": 1,
        "points of paths beside raw signals, not counted twice": 1,
    }  # fmt: skip
    assert "HOME" not in logs.report.to_text() + logs.fixes.write_json()


def iphone() -> list:
    return [
        {
            "startTime": f"{DAY}08:00:00.000+01:00",
            "endTime": f"{DAY}10:00:00.000+01:00",
            "timelinePath": [
                {"point": "geo:51.500100,-2.900100", "durationMinutesOffsetFromStartTime": "30"},
                {"point": "geo:51.510000,-2.910000", "durationMinutesOffsetFromStartTime": "95"},
            ],
        },
        {
            "startTime": f"{DAY}08:05:00.000+01:00",
            "endTime": f"{DAY}09:00:00.000+01:00",
            "visit": {
                "hierarchyLevel": "0",
                "probability": "0.7",
                "topCandidate": {
                    "probability": "0.5",
                    "semanticType": "Home",
                    "placeID": "x",
                    "placeLocation": "geo:51.500000,-2.900000",
                },
            },
        },
        {
            "startTime": f"{DAY}09:00:00.000+01:00",
            "endTime": f"{DAY}09:40:00.000+01:00",
            "activity": {
                "probability": "0.9",
                "start": "geo:51.500000,-2.900000",
                "end": "geo:51.512000,-2.912000",
                "distanceMeters": "1200.5",
                "topCandidate": {"type": "walking", "probability": "0.9"},
            },
        },
        {"startTime": f"{DAY}08:00:00.000+01:00", "endTime": f"{DAY}10:00:00.000+01:00", "timelineMemory": {}},
    ]


def test_iphone_blocks_that_overlap_a_visit_count_between_visits(tmp_path: Path) -> None:
    logs = read(put(tmp_path, "location-history.json", json.dumps(iphone())))
    assert logs.files[0].format == "Google Timeline of an iPhone"
    stay = [at("07:05:00") + timedelta(minutes=10 * n) for n in range(6)] + [at("08:00:00")]
    assert logs.fixes.select("time", "lat").rows() == [
        *[(time, 51.5) for time in stay], (at("08:35:00"), 51.51), (at("08:40:00"), 51.512),
    ]  # fmt: skip
    assert "Home" not in logs.report.to_text() + logs.fixes.write_json()


def test_a_stay_has_no_silence_and_a_very_long_one_is_not_believed(tmp_path: Path) -> None:
    visit = {"visit": {"hierarchyLevel": "0", "topCandidate": {"placeLocation": "geo:51.5,-2.9"}}}
    night = [visit | {"startTime": f"{DAY}20:00:00Z", "endTime": "2024-05-02T07:03:00Z"}]
    steps = read(put(tmp_path, "a.json", json.dumps(night))).fixes["time"].diff().drop_nulls()
    assert steps.max() == timedelta(minutes=10)
    years = [visit | {"startTime": "2014-05-01T20:00:00Z", "endTime": "2024-05-02T07:03:00Z"}]
    logs = read(put(tmp_path, "b.json", json.dumps(years)))
    assert logs.fixes.height == 2
    assert logs.files[0].further["stays of more than a month, of which only the ends were taken"] == 1


def test_the_takeout_month_has_its_stays_and_paths(real_data: Path) -> None:
    path = real_data / "gps/google_takeout/2013_MAY.json"
    logs = read(path)
    facts = logs.files[0]
    assert (facts.further["stays found by Google"], facts.further["paths found by Google"]) == (51, 84)
    visits = [one["placeVisit"] for one in json.loads(path.read_text())["timelineObjects"] if "placeVisit" in one]
    for visit in visits:
        begin, end = (datetime.fromisoformat(visit["duration"][name]) for name in ("startTimestamp", "endTimestamp"))
        there = logs.fixes.filter(logs.fixes["time"].is_between(begin, end))
        assert {(lat, lon) for lat, lon in there.select("lat", "lon").rows()} == {
            (visit["location"]["latitudeE7"] / 1e7, visit["location"]["longitudeE7"] / 1e7)
        }
        assert there["time"].diff().drop_nulls().max() <= timedelta(minutes=10)
    assert facts.first == datetime(2013, 5, 9, 1, 24, 28, 883_000, tzinfo=UTC)
    assert facts.box == pytest.approx((-122.1775, 37.3957, -121.9675, 37.4867), abs=1e-4)


def test_a_file_of_many_elements_streams(tmp_path: Path) -> None:
    """Elements longer and shorter than a block, over many blocks."""
    rows = [
        {"latitudeE7": 515000000 + n, "longitudeE7": -29000000, "timestampMs": str(1714557600000 + n * 1000),
         "activity": [{"x": "é" * (300_000 if n % 500 == 0 else n % 90)}]}
        for n in range(2000)
    ]  # fmt: skip
    for ascii_only in (True, False):
        text = json.dumps({"settings": {"a": [1, {"b": 2}]}, "locations": rows}, ensure_ascii=ascii_only)
        fixes = read(put(tmp_path, "Records.json", text)).fixes
        assert fixes["lat"].to_list() == [(515000000 + n) / 1e7 for n in range(2000)]
