"""Zips and folders that hold a timetable, hide one, or mean harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import geo.gtfs.archive
from geo.errors import InputError, NotFoundError
from geo.gtfs.reading import read_gtfs
from tests.makers.gtfs import as_csv, small_feed, small_tables, write_feed


def refused(path: Path) -> str:
    """The message of a refusal."""
    with pytest.raises(InputError) as caught:
        read_gtfs(path)
    return str(caught.value)


def codes(report) -> set[str]:
    return {problem.code for problem in report.problems}


def test_zip_folder_and_folder_in_zip_read_the_same(tmp_path: Path):
    plain = read_gtfs(small_feed(tmp_path / "a.zip"))[0]
    for path in (
        small_feed(tmp_path / "folder"),
        write_feed(tmp_path / "deep.zip", inside="export/2024/", **small_tables()),
        write_feed(tmp_path / "parent", inside="feed", **small_tables()),
    ):
        other = read_gtfs(path)[0]
        assert other.stop_times.equals(plain.stop_times)
        assert other.stops.equals(plain.stops)


def test_zip_in_a_zip_is_opened_once(tmp_path: Path):
    inner = small_feed(tmp_path / "inner.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.writestr("readme.md", "hello")
        archive.writestr("gtfs/inner.zip", inner)
    assert len(read_gtfs(tmp_path / "outer.zip")[0].trips) == 2
    with zipfile.ZipFile(tmp_path / "third.zip", "w") as archive:
        archive.write(tmp_path / "outer.zip", "outer.zip")
    assert "No timetable was found" in refused(tmp_path / "third.zip")


def test_rubbish_of_operating_systems_is_passed_over(tmp_path: Path):
    path = write_feed(tmp_path / "mac.zip", inside="feed/", **small_tables())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/feed/._stops.txt", b"\x00\x05\x16\x07rubbish")
        archive.writestr("__MACOSX/feed/stop_times.txt", b"\x00")
        archive.writestr("feed/.DS_Store", b"\x00\x00")
        archive.writestr("feed/._trips.txt", b"\x00")
    feed, report = read_gtfs(path)
    assert len(feed.trips) == 2
    assert "unknown_files" not in codes(report)


def test_names_in_capitals_are_read(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "caps.zip", "w") as archive:
        for name, rows in small_tables().items():
            archive.writestr(f"{name.upper()}.TXT", as_csv(rows))
    assert len(read_gtfs(tmp_path / "caps.zip")[0].trips) == 2


def test_two_timetables_in_one_zip_are_refused_by_name(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for folder in ("north", "south"):
            for name, rows in small_tables().items():
                archive.writestr(f"{folder}/{name}.txt", as_csv(rows))
    message = refused(tmp_path / "two.zip")
    assert "2 timetables inside" in message
    assert "north, south" in message


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "not a zip file"), (b"<html>Sign in</html>", "not a zip file"), (b"PK\x03\x04abc", "cut short")],
)
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes, words: str):
    (tmp_path / "feed.zip").write_bytes(content)
    message = refused(tmp_path / "feed.zip")
    assert words in message
    assert "download" in message.lower()


def test_cut_and_damaged_zips_are_refused(tmp_path: Path):
    whole = small_feed(tmp_path / "whole.zip").read_bytes()
    for cut in range(0, len(whole), 97):
        (tmp_path / "cut.zip").write_bytes(whole[:cut])
        assert "cannot be used" in refused(tmp_path / "cut.zip")
    with zipfile.ZipFile(tmp_path / "whole.zip") as archive:
        at = archive.getinfo("stop_times.txt").header_offset + 60
    (tmp_path / "hurt.zip").write_bytes(whole[:at] + bytes(20) + whole[at + 20 :])
    assert "stop_times.txt could not be read" in refused(tmp_path / "hurt.zip")


def test_password_is_named(tmp_path: Path):
    path = small_feed(tmp_path / "a.zip")
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    path.write_bytes(bytes(content))
    assert "password" in refused(path)


def test_zip_bombs_are_refused_before_they_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(geo.gtfs.archive, "RATIO_MATTERS_BYTES", 100_000)
    path = small_feed(tmp_path / "bomb.zip", stop_times=b"trip_id,stop_id\n" + bytes(10_000_000))
    assert "grow more than 300 times" in refused(path)
    monkeypatch.setattr(geo.gtfs.archive, "MOST_BYTES", 300)
    assert "would take" in refused(small_feed(tmp_path / "large.zip"))
    assert "would take" in refused(small_feed(tmp_path / "large"))
    monkeypatch.setattr(geo.gtfs.archive, "MOST_MEMBERS", 3)
    assert "limit is 3" in refused(small_feed(tmp_path / "many.zip"))


def test_names_that_point_outside_are_left_out_and_nothing_is_written(tmp_path: Path):
    (tmp_path / "here").mkdir()
    path = small_feed(tmp_path / "here" / "evil.zip")
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("../../stops.txt", "/etc/stops.txt", "C:/windows/stops.txt", "..\\trips.txt"):
            archive.writestr(name, "stop_id\nX\n")
    before = sorted(tmp_path.rglob("*"))
    feed, report = read_gtfs(path)
    assert len(feed.stops) == 4
    assert "unsafe_names" in codes(report)
    assert sorted(tmp_path.rglob("*")) == before


def test_other_contents_are_refused_with_what_was_found(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("beach.jpg", b"\xff\xd8")
    message = refused(tmp_path / "photos.zip")
    assert "beach.jpg" in message
    assert "GTFS" in message
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "sea.png").write_bytes(b"")
    assert "sea.png" in refused(tmp_path / "pictures")
    (tmp_path / "empty").mkdir()
    assert "No timetable was found" in refused(tmp_path / "empty")


def test_nothing_there_is_not_found(tmp_path: Path):
    with pytest.raises(NotFoundError):
        read_gtfs(tmp_path / "absent.zip")


def test_every_missing_file_and_column_is_named_at_once(tmp_path: Path):
    tables = small_tables(routes=None, calendar=None, stops="stop_id,stop_name\nA,a\n")
    message = refused(write_feed(tmp_path / "poor.zip", **tables))
    for words in ("routes.txt is missing", "stops.txt lacks stop_lat, stop_lon", "without it nobody can tell when"):
        assert words in message


def test_progress_is_told(tmp_path: Path):
    told: list[tuple[str, float]] = []
    read_gtfs(small_feed(tmp_path / "a.zip"), progress=lambda text, share: told.append((text, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert any("stop_times" in text for text, _ in told)


def test_bytes_of_a_zip_may_have_a_comment(tmp_path: Path):
    path = small_feed(tmp_path / "a.zip")
    buffer = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"made by a bus company"
    path.write_bytes(buffer.getvalue())
    assert len(read_gtfs(path)[0].trips) == 2
