"""OwnTracks, GeoJSON and plain lists."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.makers.gps.logs import put, read

HERE = {"_type": "location", "lat": 51.5, "lon": -2.9, "acc": 12, "tst": 1714557600}
THERE = {**HERE, "lat": 51.6, "tst": 1714557660, "batt": 80}


def test_owntracks_recorder_and_exports(tmp_path: Path) -> None:
    lines = [
        f"2024-05-01T10:00:00Z\t*                 \t{json.dumps(HERE | {'topic': 'owntracks/mo/phone'})}",
        '2024-05-01T10:00:30Z\tlwt               \t{"_type":"lwt","tst":1714557630}',
        f"2024-05-01T10:01:00Z\t*                 \t{json.dumps(THERE | {'topic': 'owntracks/mo/tablet'})}",
        "2024-05-01T10:01:00Z\t*                 \t{cut",
    ]
    logs = read(put(tmp_path, "2024-05.rec", "\n".join(lines) + "\n"))
    assert logs.fixes.select("person", "device", "lat", "accuracy").rows() == [
        ("mo", "phone", 51.5, 12),
        ("mo", "tablet", 51.6, 12),
    ]
    assert logs.files[0].further == {"messages that are no locations": 1, "lines that are no messages": 1}
    messages = [
        HERE | {"username": "mo", "device": "phone"},
        THERE | {"username": "mo", "device": "phone"},
        {"_type": "card"},
    ]
    for content in (messages, {"count": 3, "data": messages}):
        exported = read(put(tmp_path, "a.json", json.dumps(content)))
        assert exported.fixes.select("person", "device", "lat").rows() == [("mo", "phone", 51.5), ("mo", "phone", 51.6)]
    by_line = read(put(tmp_path, "b.json", "\n".join(json.dumps(one) for one in messages)))
    assert by_line.fixes.height == 2


def test_the_folder_of_a_recorder_says_who(tmp_path: Path) -> None:
    for person in ("mo", "jo"):
        line = f"2024-05-01T10:00:00Z\t*  \t{json.dumps(HERE)}\n"
        put(tmp_path / "rec" / person / "phone", "2024-05.rec", line)
    logs = read(tmp_path / "rec")
    assert logs.fixes["person"].to_list() == ["jo", "mo"]
    assert logs.questions[0].key == "person"


def feature(kind: str, coordinates: object, **properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def test_geojson_points_lines_with_times_and_lines_without(tmp_path: Path) -> None:
    times = ["2024-05-01T10:00:00Z", "2024-05-01T10:01:00Z"]
    line = [[-2.9, 51.5], [-2.9, 51.6]]
    features = [
        feature("Point", [-2.9, 51.4, 3], recorded_at=1714557540, user="mo", accuracy=4.5),
        feature("LineString", line, coordTimes=times, user="mo"),
        feature("MultiLineString", [line, line], coordinateProperties={"times": [times, times]}, user="jo"),
        feature("LineString", [[-2.8, 51.5], [-2.8, 51.6]]),
        feature("Polygon", [[[0, 0], [1, 0], [1, 1], [0, 0]]]),
    ]
    whole = {"type": "FeatureCollection", "features": features}
    logs = read(put(tmp_path, "a.geojson", json.dumps(whole)))
    moment = datetime(2024, 5, 1, 9, 59, tzinfo=UTC)
    rows = logs.fixes.filter(logs.fixes["person"] == "mo").select("time", "lat", "accuracy", "segment").rows()
    assert (rows[0][:3], [row[1] for row in rows]) == ((moment, 51.4, 4.5), [51.4, 51.5, 51.6])
    assert rows[0][3] != rows[1][3] == rows[2][3]
    assert logs.fixes.filter(logs.fixes["person"] == "jo").height == 4
    assert logs.files[0].further["points of routes and lines, not counted"] == 2
    assert logs.files[0].further["shapes that are neither points nor lines"] == 1
    by_line = "\n".join(json.dumps(one) for one in features[:2])
    assert read(put(tmp_path, "b.geojsonl", by_line)).fixes.height == 3


def test_a_plain_list_of_fixes(tmp_path: Path) -> None:
    rows = [{"Latitude": 51.5, "Longitude": -2.9, "timestamp": "2024-05-01T10:00:00+01:00", "deviceId": 3}]
    logs = read(put(tmp_path, "a.json", json.dumps(rows)))
    assert logs.fixes.select("lat", "lon", "device").rows() == [(51.5, -2.9, "3")]
    assert logs.fixes["time"][0] == datetime(2024, 5, 1, 9, tzinfo=UTC)
