"""Input that would do harm, or is no log: a clear message, bounded memory, nothing left behind."""

from __future__ import annotations

import gzip
import os
import socket
import struct
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.errors import InputError, Problem
from geo.gps import Limits
from tests.makers.gps.logs import Fit, fit_time, gpx, gx_track, kml, put, read, semicircles, walk

SMALL = Limits(unpacked_bytes=30_000_000, memory_bytes=5_000_000, ratio=50, members=20, fixes=1000)


def refused(path: Path | list[Path], **answers: object) -> Problem:
    """The problem for which logs are refused; its three parts are there."""
    with pytest.raises(InputError) as caught:
        read(path, **answers)
    problem = next(one for one in caught.value.report.problems if one.severity == "refused")
    assert problem.found
    assert problem.needed
    assert problem.action
    return problem


def is_said(path: Path) -> bool:
    """Whether a file gives fixes or a refusal with its reasons; any other exception is the test's."""
    try:
        return read(path, limits=SMALL).fixes.height > 0
    except InputError as error:
        return bool(error.report.problems)


def zipped(folder: Path, name: str, members: dict[str, bytes | str]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


@pytest.mark.parametrize(
    "tail", ['<!ENTITY b "&a;&a;">', '<!ENTITY x SYSTEM "file:///etc/hostname">', '<!ENTITY % p "z">']
)
@pytest.mark.parametrize("root", ["gpx", "kml", "TrainingCenterDatabase"])
def test_entities_are_refused_before_they_unfold(tmp_path: Path, root: str, tail: str) -> None:
    text = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a "aaaa">{tail}]><{root}>&a;</{root}>'
    assert refused(put(tmp_path, "a.gpx", text)).code == "xml_entities"


def test_xml_nested_without_end_and_pieces_without_end_are_refused(tmp_path: Path) -> None:
    assert refused(put(tmp_path, "deep.gpx", "<gpx>" + "<a>" * 5000)).code == "xml_deep"
    assert refused(put(tmp_path, "long.gpx", "<gpx " + "a" * 9_000_000)).code == "xml_piece"
    assert refused(put(tmp_path, "deep.json", '{"locations":[' + "[" * 200_000)).code in ("json_deep", "json_broken")


def test_a_zip_that_says_it_unpacks_to_ten_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path, "a.zip", {"a.gpx": gpx(walk())})
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)  # 4.3 GB, twice the limit given here
    path.write_bytes(content)
    problem = refused(path, limits=Limits(unpacked_bytes=2_000_000_000))
    assert (problem.code, "4.3 GB" in problem.found) == ("zip_bomb", True)


def test_a_member_far_larger_than_its_packed_size_stops_the_reading(tmp_path: Path) -> None:
    bomb = "<gpx>" + " " * 25_000_000
    problem = refused(zipped(tmp_path, "a.zip", {"a.gpx": bomb, "b.gpx": gpx(walk())}), limits=SMALL)
    assert problem.code == "zip_bomb"
    packed = put(tmp_path, "b.gpx.gz", gzip.compress(bomb.encode()))
    assert refused(packed, limits=SMALL).code == "zip_bomb"


def test_many_members_together_have_a_limit_too(tmp_path: Path) -> None:
    noise = {f"{n}.gpx": gpx(walk()) + "<!--" + os.urandom(900_000).hex() + "-->" for n in range(19)}
    assert refused(zipped(tmp_path, "a.zip", noise), limits=SMALL).code == "zip_bomb"
    many = {f"{n}.gpx": gpx(walk()) for n in range(25)}
    assert refused(zipped(tmp_path, "b.zip", many), limits=SMALL).code == "too_many_files"


def test_zips_in_zips_are_opened_two_deep(tmp_path: Path) -> None:
    inner = zipped(tmp_path, "one.zip", {"a.gpx": gpx(walk())})
    two = zipped(tmp_path, "two.zip", {"one.zip": inner.read_bytes()})
    assert read(two).fixes.height == 3
    three = zipped(tmp_path, "three.zip", {"two.zip": two.read_bytes()})
    assert refused(three).code == "zip_nested"


@pytest.mark.parametrize("name", ["../a.gpx", "/etc/a.gpx", "x/../../a.gpx", "C:\\a.gpx", "..\\a.gpx"])
def test_members_that_point_outside_refuse_the_zip(tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.parent.iterdir())
    assert refused(zipped(tmp_path, "a.zip", {name: gpx(walk()), "b.gpx": gpx(walk())})).code == "zip_unsafe"
    assert sorted(tmp_path.parent.iterdir()) == before


def test_a_zip_with_a_wrong_size_a_password_or_a_fault_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path, "a.zip", {"a.gpx": gpx(walk(50))})
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    shorter = content[:]
    shorter[at + 24 : at + 28] = struct.pack("<I", 400)
    logs_cut = refused(put(tmp_path, "short.zip", bytes(shorter)))
    assert logs_cut.code in ("packed_broken", "xml_broken", "zip_broken", "no_fix")
    content[at + 8] |= 1
    assert refused(put(tmp_path, "locked.zip", bytes(content))).code == "zip_password"
    assert refused(put(tmp_path, "cut.zip", path.read_bytes()[:200])).code == "zip_broken"
    assert refused(zipped(tmp_path, "none.zip", {"__MACOSX/._a.gpx": "x"})).code == "zip_empty"


def test_links_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "elsewhere", "secret.gpx", gpx(walk()))
    put(tmp_path / "logs", "a.gpx", gpx(walk(4)))
    (tmp_path / "logs" / "b.gpx").symlink_to(secret)
    (tmp_path / "logs" / "round").symlink_to(tmp_path / "logs", target_is_directory=True)
    logs = read(tmp_path / "logs")
    assert logs.fixes.height == 4
    assert "2 entries of the folder only point elsewhere" in logs.report.to_text()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.gpx", b"", "empty"),
        ("blank.csv", b"\n \n\t", "empty"),
        ("noughts.fit", bytes(300), "empty"),
        ("page.gpx", b"<!DOCTYPE html><html><body>Sign in</body></html>", "web_page"),
        ("other.xml", b"<osm></osm>", "not_a_log"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(99), "not_a_log"),
        ("a.pdf", b"%PDF-1.7", "not_a_log"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "not_a_log"),
        ("a.db", b"SQLite format 3\0", "not_a_log"),
        ("note.txt", b"Dear team, here are the logs.", "not_a_log"),
        ("other.json", b'{"type":"Topology","arcs":[]}', "not_a_log"),
        (
            "flight.igc",
            b"AMUP0001\r\nHFDTE050326\r\nB0800005130000N00236000WA0010000110\r\n",
            "aircraft",
        ),
        ("no_headings.csv", b"51.5, -2.9, 2024-05-01T10:00:00Z\n51.5, -2.9, 2024-05-01T10:00:00Z\n", "no_headings"),
        ("no_time.csv", b"lat,lon,name\n51.5,-2.9,x\n", "no_time"),
        ("metres.csv", b"easting,northing,time\n333000,178000,2024-05-01T10:00:00Z\n", "metres"),
        ("metres2.csv", b"x,y,time\n333000.5,178000.5,2024-05-01T10:00:00Z\n", "metres"),
        ("ragged.csv", b"lat,lon,time\n51,5,-2,9,2024-05-01T10:00:00Z\n", "ragged_rows"),
        ("unit.csv", b"lat,lon,time\n515000000,-29000000,2024-05-01T10:00:00Z\n", "unit_unknown"),
        ("both.csv", b"lat,lon,time\n51.5,-2.9,31/05/2024 10:00\n51.5,-2.9,05/31/2024 10:00\n", "dates_contradict"),
        ("a.parquet", b"PAR1 and then nothing", "parquet_broken"),
        ("cut.fit", Fit().bytes()[:13], "fit_broken"),
        (
            "crs.geojson",
            b'{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},'
            b'"features":[{"type":"Feature","properties":{"time":"2024-05-01T10:00:00Z"},"geometry":{"type":"Point",'
            b'"coordinates":[333000,178000]}}]}',
            "metres",
        ),
    ],
)
def test_what_is_no_log_is_said_in_three_parts(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    assert refused(put(tmp_path, name, content)).code == code


def test_a_file_that_breaks_off_gives_what_precedes(tmp_path: Path) -> None:
    whole = gpx(walk(30))
    first = fit_time("2024-05-01T10:00:00+00:00")
    fit = Fit().define(0, 20, (253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85))
    for n in range(30):
        fit.message(0, struct.pack("<Iii", first + n, semicircles(51.5), semicircles(-2.9)))
    rows = ",".join(
        f'{{"latitudeE7":515000000,"longitudeE7":-29000000,"timestampMs":"{1714557600000 + n}"}}' for n in range(30)
    )
    cut = {
        "a.gpx": whole[:-250].encode(),
        "a.gpx.gz": gzip.compress((whole + f"<!--{os.urandom(40_000).hex()}-->").encode())[:-20_000],
        "a.fit": fit.bytes()[:-40],
        "b.fit": fit.message(5, b"....").bytes(),
        "Records.json": ('{"locations":[' + rows + ",")[:-40].encode(),
    }
    for name, content in cut.items():
        logs = read(put(tmp_path, name, content))
        assert 24 <= logs.fixes.height <= 30, name
        assert any("before that place were read" in str(problem) for problem in logs.report.problems), name


def test_dates_before_such_logs_and_after_today_are_left_out_and_said(tmp_path: Path) -> None:
    odd = [(51.5, -2.9, "1980-01-06T00:00:01Z"), (51.5, -2.9, "2085-12-21T16:46:58Z")]
    logs = read(put(tmp_path, "a.gpx", gpx([*walk(3), *odd])))
    text = logs.report.to_text()
    assert (logs.fixes.height, logs.files[0].without_time_n) == (3, 2)
    assert "1 fix lies in the future (the first on 2085-12-21)" in text
    assert "1 fix lies before 1990: the clock of the device was not set" in text
    why = refused(put(tmp_path, "b.gpx", gpx(odd)))
    assert (why.code, why.action) == ("no_fix", "Set the clock of the device and record again, or leave the file out.")


def test_one_point_and_one_place_are_kept_and_said(tmp_path: Path) -> None:
    one = read(put(tmp_path, "one.gpx", gpx(walk(1))))
    assert (one.fixes.height, "a single fix" in one.report.to_text()) == (1, True)
    same = [(51.5, -2.9, time) for _, _, time in walk(9)]
    hung = read(put(tmp_path, "hung.gpx", gpx(same)))
    assert (hung.fixes.height, "all 9 fixes lie at the very same point" in hung.report.to_text()) == (9, True)


def test_more_fixes_than_the_limit_refuse_everything(tmp_path: Path) -> None:
    rows = "".join(f"51.5,-2.9,{1714557600 + n}\n" for n in range(1200))
    few = put(tmp_path / "logs", "a.gpx", gpx(walk()))
    many = put(tmp_path / "logs", "b.csv", "lat,lon,time\n" + rows)
    assert read(few, limits=SMALL).fixes.height == 3
    assert refused(many, limits=SMALL).code == "too_many_fixes"
    assert refused(tmp_path / "logs", limits=SMALL).code == "too_many_fixes", "a part is not taken for the whole"


def test_a_long_gpx_streams(tmp_path: Path) -> None:
    """Python's own memory stays that of one heap of rows, however long the file is."""
    path = put(tmp_path, "a.gpx", gpx([(51.5, -2.9, "2024-05-01T10:00:00Z")] * 70_000))
    read(put(tmp_path, "warm.gpx", gpx(walk())))
    tracemalloc.start()
    try:
        assert read(path).fixes.height == 70_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


EVERY = {
    "a.gpx": gpx(walk()).encode(),
    "a.kml": kml(gx_track(["2024-05-01T10:00:00Z"], ["-2.9 51.5 1"])).encode(),
    "a.csv": b"lat,lon,time\n51.5,-2.9,2024-05-01T10:00:00Z\n",
    "a.plt": b"Geolife trajectory\nWGS 84\n\n\n\n0\n51.5,-2.9,0,1,45413.4,2024-05-01,10:00:00\n",
    "a.rec": b'2024-05-01T10:00:00Z\t* \t{"_type":"location","lat":51.5,"lon":-2.9,"tst":1714557600}\n',
    "a.json": b'[{"lat":51.5,"lon":-2.9,"timestamp":"2024-05-01T10:00:00Z"}]',
    "a.fit": Fit().define(0, 20, (253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85)).message(
        0, struct.pack("<Iii", fit_time("2024-05-01T10:00:00+00:00"), semicircles(51.5), semicircles(-2.9))
    ).bytes(),
}  # fmt: skip


def test_nothing_asks_the_network_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection was asked for")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    own = tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    monkeypatch.setenv("TMPDIR", str(own))
    for name, content in EVERY.items():
        put(tmp_path / "logs", name, content)
    packed = tmp_path / "logs" / "z.zip"
    packed.write_bytes(zipped(tmp_path, "z.zip", {"b.gpx": gpx(walk())}).read_bytes())
    before = sorted(path for path in tmp_path.rglob("*"))
    assert len(read(tmp_path / "logs", person="one").files) == 8
    assert sorted(path for path in tmp_path.rglob("*")) == before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(EVERY)), data=st.data())
def test_damage_anywhere_is_a_report_and_never_a_crash(tmp_path: Path, name: str, data: st.DataObject) -> None:
    content = bytearray(EVERY[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    path = put(tmp_path, name, bytes(content))
    assert is_said(path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
@example(content=b"{")
@example(content=b"<")
@example(content=b"\xff\xfe<\x00")
def test_any_bytes_are_a_report_and_never_a_crash(tmp_path: Path, content: bytes) -> None:
    for start in (
        b"",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT",
        b"lat,lon,time\n",
        b'{"features":[',
    ):
        assert is_said(put(tmp_path, "a", start + content))
