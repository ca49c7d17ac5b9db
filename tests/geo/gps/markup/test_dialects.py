"""GPX, TCX and KML in their dialects."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import InputError
from tests.makers.gps.logs import gpx, gx_track, kml, put, read, walk


def test_a_break_of_segment_is_kept_over_files(tmp_path: Path) -> None:
    put(tmp_path / "logs", "a.gpx", gpx(walk(2), [], walk(2, minute=10)))
    put(tmp_path / "logs", "b.gpx", gpx(walk(2, minute=20)))
    fixes = read(tmp_path / "logs", person="one").fixes
    assert fixes["segment"].rle_id().to_list() == [0, 0, 1, 1, 2, 2]
    assert fixes["file"].to_list() == ["a.gpx"] * 4 + ["b.gpx"] * 2


def test_gpx_in_other_encodings_with_white_space_and_lacking_namespaces(tmp_path: Path) -> None:
    text = gpx(walk()).replace("<trk>", "<trk><name>Café</name><extensions><gpxx:Colour>Red</gpxx:Colour></extensions>")
    plain = text.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="{}"?>')
    for name, content in {
        "white space before": ("\n          " + text).encode(),
        "mark": ("\ufeff" + text).encode(),
        "latin": plain.format("ISO-8859-1").encode("latin-1"),
        "windows": plain.format("windows-1252").encode("cp1252"),
        "utf-16": plain.format("utf-16").encode("utf-16"),
        "prefixed": text.replace("<trkpt", "<x:trkpt").replace("</trkpt", "</x:trkpt").encode(),
    }.items():
        assert read(put(tmp_path, "a.gpx", content)).fixes.height == 3, name


def test_a_time_in_an_extension_is_not_the_fix_s(tmp_path: Path) -> None:
    point = "<extensions><x><time>2020-01-01T00:00:00Z</time></x><accuracy>7.5</accuracy></extensions>"
    text = gpx(walk(1)).replace("</time></trkpt>", f"</time>{point}</trkpt>")
    fixes = read(put(tmp_path, "a.gpx", text)).fixes
    assert (fixes["time"][0].year, fixes["accuracy"][0]) == (2024, 7.5)


def tcx(*laps: list[list[tuple[str, str]]], kind: str = "Activities") -> str:
    """TCX of laps of tracks of (clock, latitude or "")."""
    parts = []
    for lap in laps:
        tracks = ""
        for track in lap:
            points = ""
            for clock, lat in track:
                place = f"<LatitudeDegrees>{lat}</LatitudeDegrees><LongitudeDegrees>-2.9</LongitudeDegrees>"
                place = f"<Position>{place}</Position>"
                points += f"<Trackpoint><Time>2024-05-01T{clock}.000Z</Time>{place if lat else ''}</Trackpoint>"
            tracks += f"<Track>{points}</Track>"
        parts.append(f'<Lap StartTime="2024-05-01T00:00:00Z">{tracks}</Lap>')
    inside = {"Activities": "Activity", "Courses": "Course"}[kind]
    return (
        f'<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
        f"<{kind}><{inside}>{''.join(parts)}</{inside}></{kind}></TrainingCenterDatabase>"
    )


def test_a_lap_goes_on_and_a_second_track_in_it_is_a_pause(tmp_path: Path) -> None:
    content = tcx(
        [[("10:00:00", "51.5"), ("10:01:00", "")], [("10:10:00", "51.51")]],
        [[("10:11:00", "51.52"), ("10:12:00", "51.53")]],
    )
    logs = read(put(tmp_path, "a.tcx", content))
    assert logs.fixes.select("lat", "segment").rows() == [(51.5, 0), (51.51, 1), (51.52, 1), (51.53, 1)]
    assert (logs.files[0].further, logs.files[0].without_position_n) == ({"activities": 1, "laps": 2}, 1)


def test_a_course_is_planned_and_no_log(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ways that somebody planned"):
        read(put(tmp_path, "a.tcx", tcx([[("10:00:00", "51.5")]], kind="Courses")))


def test_the_first_version_of_tcx_and_a_course_before_a_run(tmp_path: Path) -> None:
    course = tcx([[("08:00:00", "51.1")]], kind="Courses")
    run = tcx([[("10:00:00", "51.5")]], [[("10:05:00", "51.6")]])
    run = run.replace("Activity>", "Run>").replace("Activities", "History")
    content = course.replace("</TrainingCenterDatabase>", run[run.index("<History>") :])
    logs = read(put(tmp_path, "a.tcx", content))
    assert logs.fixes["lat"].to_list() == [51.5, 51.6]
    assert logs.files[0].further == {"courses, which are planned": 1, "activities": 1, "laps": 2}


def test_kml_in_turns_in_multi_tracks_and_without_a_prefix(tmp_path: Path) -> None:
    turns = (
        "<Placemark><gx:MultiTrack><gx:Track><when>2024-05-01T10:00:00Z</when><gx:coord>-2.9 51.5 1</gx:coord>"
        "<when>2024-05-01T10:01:00Z</when><gx:coord>-2.9 51.6 1</gx:coord></gx:Track>"
        "<gx:Track><when>2024-05-01T11:00:00+01:00</when><gx:coord>-2.9 51.7 1</gx:coord></gx:Track></gx:MultiTrack>"
        "</Placemark>"
    )
    for text in (turns, turns.replace("gx:", "")):
        fixes = read(put(tmp_path, "a.kml", kml(text))).fixes
        assert fixes.select("lat", "segment").sort("lat").rows() == [(51.5, 0), (51.6, 0), (51.7, 1)]


def test_kml_points_and_views(tmp_path: Path) -> None:
    """Points with a time are fixes where there is no track; spans of time are stays; a view is where nobody was."""
    view = "<LookAt><TimeStamp><when>2001-01-01T00:00:00Z</when></TimeStamp><longitude>1</longitude></LookAt>"
    point = "<Point><coordinates>-2.9,51.5,0</coordinates></Point>"
    stamp = "<TimeStamp><when>2024-05-01T10:00:00Z</when></TimeStamp>"
    span = "<TimeSpan><begin>2024-05-01T10:00:00Z</begin><end>2024-05-01T10:25:00Z</end></TimeSpan>"
    logs = read(put(tmp_path, "a.kml", kml(view + f"<Placemark>{view}{stamp}{point}</Placemark>")))
    assert [f"{one:%Y %H:%M}" for one in logs.fixes["time"]] == ["2024 10:00"]
    stay = read(put(tmp_path, "b.kml", kml(f"<Placemark>{span}{point}</Placemark>")))
    assert [one.minute for one in stay.fixes["time"]] == [0, 10, 20, 25]
    track = gx_track(["2024-05-01T12:00:00Z"], ["-2.8 51.9 0"])
    both = read(put(tmp_path, "c.kml", kml(f"<Placemark>{stamp}{point}</Placemark>{track}")))
    assert (both.fixes["lat"].to_list(), both.files[0].further["marks, not counted"]) == ([51.9], 1)
