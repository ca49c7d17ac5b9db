"""Whose a file is, files packed in every way, and the facts that a planner confirms."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from pathlib import Path

import pytest

from geo.errors import InputError, NotFoundError, UsageError
from geo.gps import FIXES, FileFacts, Option, Question, no_fixes, read_logs
from tests.makers.gps.logs import Fit, fit_time, gpx, gx_track, kml, put, read, semicircles, walk


def folder_of_people(folder: Path) -> Path:
    for person in ("Ann", "Bob"):
        for day in (1, 2):
            put(folder / "logs" / person / "walks", f"{person}{day}.gpx", gpx(walk(2, minute=day * 10)))
    return folder / "logs"


def people(path: Path | list[Path], **answers: object) -> list[str]:
    return read(path, **answers).fixes["person"].unique().sort().to_list()


def test_several_files_without_a_person_ask_whose_they_are(tmp_path: Path) -> None:
    logs = folder_of_people(tmp_path)
    found = read(logs)
    question = found.questions[0]
    assert (question.key, question.default, found.is_settled) == ("person", "", False)
    assert [(one.value, one.words) for one in question.options] == [
        ("file", "each file is another person: 4 people"),
        ("folder", "each folder is another person: 2 people"),
        ("one", "all files are of one person"),
    ]
    assert people(logs, person="file") == ["Ann1", "Ann2", "Bob1", "Bob2"]
    assert people(logs, person="folder") == ["Ann", "Bob"]
    assert people(logs, person="one") == ["one person"]
    assert people(logs, person="one:Ann") == ["Ann"]
    assert read(logs, person="folder").questions == ()
    with pytest.raises(UsageError):
        read(logs, person="guess")


def test_a_label_that_stands_in_several_files_is_said(tmp_path: Path) -> None:
    for name, label in (("a.csv", 1), ("b.csv", 1), ("c.csv", 2)):
        put(tmp_path / "logs", name, f"user_id,lat,lon,time\n{label},51.5,-2.9,2024-05-01T10:00:00Z\n")
    logs = read(tmp_path / "logs")
    assert (logs.fixes["person"].to_list(), logs.questions) == (["1", "1", "2"], ())
    assert "1 labels of people stand in several files" in logs.report.to_text()


def test_one_file_is_one_person(tmp_path: Path) -> None:
    logs = read(put(tmp_path, "Ann.gpx.gz", gzip.compress(gpx(walk()).encode())))
    assert (logs.fixes["person"].unique().to_list(), logs.questions) == (["Ann"], ())


def test_zips_of_people_and_a_zip_of_folders(tmp_path: Path) -> None:
    zips = []
    for person in ("Ann", "Bob"):
        zips.append(tmp_path / f"{person}.zip")
        with zipfile.ZipFile(zips[-1], "w") as archive:
            for n in range(2):
                archive.writestr(f"Takeout/Location History/{n}.gpx", gpx(walk(2, minute=n * 10)))
            archive.writestr("archive_browser.html", "<html></html>")
            archive.writestr("__MACOSX/._0.gpx", b"\0\5\x16\7")
    assert people(zips, person="folder") == ["Ann", "Bob"]
    together = tmp_path / "all.zip"
    with zipfile.ZipFile(together, "w") as archive:
        for path in sorted(folder_of_people(tmp_path).rglob("*.gpx")):
            archive.write(path, path.relative_to(tmp_path))
    assert people(together, person="folder") == ["Ann", "Bob"]
    put(tmp_path / "of zips", "Ann.zip", zips[0].read_bytes())
    put(tmp_path / "of zips", "Bob.zip", zips[1].read_bytes())
    assert people(tmp_path / "of zips", person="folder") == ["Ann", "Bob"]


def test_kmz_is_its_kml(tmp_path: Path) -> None:
    path = tmp_path / "Ann.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("doc.kml", kml(gx_track(["2024-05-01T10:00:00Z"], ["-2.9 51.5 0"])))
        archive.writestr("files/photo.jpg", b"\xff\xd8\xff")
    logs = read(path)
    assert logs.fixes.select("person", "file", "lat").rows() == [("Ann", "Ann.kmz", 51.5)]
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(path, "Ann.kmz")
    assert read(put(tmp_path, "all.zip", outer.getvalue())).fixes.height == 1


def test_what_is_no_log_in_a_folder_is_passed_over_and_a_broken_one_named(tmp_path: Path) -> None:
    put(tmp_path / "logs", "a.gpx", gpx(walk()))
    put(tmp_path / "logs", "readme.txt", "Dear planner")
    put(tmp_path / "logs", "photo.jpg", b"\xff\xd8\xff\xe0")
    put(tmp_path / "logs", "empty.gpx", "")
    put(tmp_path / "logs", ".DS_Store", "x")
    logs = read(tmp_path / "logs")
    text = logs.report.to_text()
    assert logs.report.is_usable
    assert "2 files are no logs. What was done: they were passed over. Where: photo.jpg, readme.txt." in text
    assert "empty.gpx: the file is empty." in text
    assert "the file was left out. Copy it from the device again." in text
    assert ".DS_Store" not in text


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    put(tmp_path / "logs", "a.gpx", gpx([*walk(2), (99.0, -2.9, "2024-05-01T11:00:00Z"), (51.5, -2.9, "soon")]))
    put(tmp_path / "logs", "b.csv", "lat,lon,time\n51,5,-2,9,2024-05-01T10:00:00Z\n")
    put(tmp_path / "logs", "c.gpx", gpx([(51.5, -2.9, "2085-01-01T00:00:00Z")]))
    found = {problem.code for problem in read(tmp_path / "logs").report.problems}
    assert {"positions_impossible", "times_not_read", "ragged_rows", "in_the_future", "no_fix"} <= found


def test_fit_with_compressed_times_pauses_and_a_serial_number(tmp_path: Path) -> None:
    first = fit_time("2024-05-01T10:00:00+00:00")
    place = struct.pack("<ii", semicircles(51.5), semicircles(-2.9))
    content = (
        Fit()
        .define(3, 0, (0, 1, 0), (3, 4, 0x8C))
        .message(3, struct.pack("<BI", 4, 77_001))
        .define(0, 20, (253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85))
        .define(1, 20, (0, 4, 0x85), (1, 4, 0x85))
        .define(2, 21, (0, 1, 0), (1, 1, 0))
        .message(0, struct.pack("<I", first) + place)
        .compressed(1, first + 20, place)
        .compressed(1, first + 40, place)  # the five bits went round once
        .message(2, bytes([0, 4]))
        .message(2, bytes([0, 0]))
        .compressed(1, first + 45, place)
        .bytes()
    )
    fixes = read(put(tmp_path, "a.fit", content)).fixes
    assert [int(one.timestamp()) - 631_065_600 - first for one in fixes["time"]] == [0, 20, 40, 45]
    assert fixes["segment"].to_list() == [0, 0, 0, 1]
    assert fixes["device"].unique().to_list() == ["77001"]


def test_a_fit_course_is_no_log(tmp_path: Path) -> None:
    content = Fit().define(0, 0, (0, 1, 0)).message(0, bytes([6])).bytes()
    with pytest.raises(InputError, match="a way that somebody planned"):
        read(put(tmp_path, "a.fit", content))


def test_oziexplorer_tracks_with_a_break_and_days_as_numbers(tmp_path: Path) -> None:
    head = "OziExplorer Track Point File Version 2.1\nWGS 84\nFeet\nReserved 3\n0,2,255,Caf\xe9,1,0,2,8421376\n2\n"
    rows = (
        "  51.500000,  -2.900000,1, 100.0,45413.4166667, 01-mai-24, 10:00:00\n"
        "  51.600000,  -2.900000,0,-777.0,45413.4173611, 01-mai-24, 10:01:00\n"
        "  51.700000,  -2.900000,1,-777.0,45413.5000000, 01-mai-24, 12:00:00\n"
        "  51.800000,  -2.900000,0,-777.0,45413.5006944, 01-mai-24, 12:01:00\n"
    )
    logs = read(put(tmp_path, "a.plt", (head + rows).encode("latin-1")))
    clocks = [f"{one:%Y-%m-%d %H:%M:%S}" for one in logs.fixes["time"]]
    assert clocks == [f"2024-05-01 {clock}" for clock in ("10:00:00", "10:01:00", "12:00:00", "12:01:00")]
    assert logs.fixes["segment"].rle_id().to_list() == [0, 0, 1, 1]
    assert "UTC, because PLT files" in logs.files[0].zone


def test_the_report_goes_into_json_and_the_table_is_as_declared(tmp_path: Path) -> None:
    logs = read(folder_of_people(tmp_path), person="folder")
    assert json.loads(json.dumps(logs.report.to_dict()))["facts"]["People"] == 2
    assert dict(logs.fixes.schema) == dict(no_fixes().schema) == FIXES
    assert [type(one) for one in logs.files] == [FileFacts] * 4
    asked = read(folder_of_people(tmp_path)).questions[0]
    assert (type(asked), type(asked.options[0])) == (Question, Option)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_logs(tmp_path / "none.gpx", timezone="Europe/London")
    with pytest.raises(UsageError, match="no time zone"):
        read_logs(put(tmp_path, "a.gpx", gpx(walk())), timezone="London")
