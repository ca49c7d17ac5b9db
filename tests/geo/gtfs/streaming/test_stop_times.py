"""Stop times that are read piece by piece say the same as the careful reader; what needs judgement is left to it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from geo.errors import InputError, Report
from geo.gtfs.archive import open_feed_files
from geo.gtfs.reading import read_gtfs
from geo.gtfs.streaming import stop_times as streaming
from geo.gtfs.text import TextTable, read_text_table, seconds
from geo.gtfs.times import STOP_TIME_COLUMNS
from tests.makers.gtfs import small_feed

FRAMES = ("agencies", "stops", "routes", "trips", "stop_times", "frequencies", "transfers", "in_seat")
HEADER = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,shape_dist_traveled\n"
GOOD = "t3,11:00:00,11:00:00,A,1,,,\nt3,11:10:00,11:10:00,B,2,,,\n"
PLAIN = "t1,08:00:00,08:00:00,A,1,0,1,0\nt1,,,B,2,,,310.5\nt1,8:10:00,08:10:30,C,3,1,0,0700.25\n"
TIDY = {
    "plain": PLAIN,
    "quoted": PLAIN.replace("t1", '"t1"').replace("A", '"A"'),
    "lines of Windows": PLAIN.replace("\n", "\r\n"),
    "no new line at the end": PLAIN.rstrip(),
    "blank lines at the end": PLAIN + "\n \r\n",
    "more blank lines at the end than a piece has room for": PLAIN + "\r\n" * 200,
    "a blank row": PLAIN + ",,,,,,,\nt2,09:00,9:00,A,1,,,\nt2,24:10:00,24:10:00,B,2,,,\n",
    "NA of R": PLAIN.replace(",0,1,0\n", ",NA,NA,NA\n"),
    "unknown trips and stops": PLAIN + "t9,08:00:00,08:00:00,A,1,,,\nt1,08:20:00,08:20:00,Z,4,,,\n",
    "no stop, no trip": PLAIN + "t1,08:20:00,08:20:00,,4,,,\n,08:20:00,08:20:00,A,5,,,\n",
    "a wait in two rows": PLAIN + "t1,08:12:00,08:13:00,C,4,,,\nt1,08:20:00,08:20:00,D,5,,,\n",
    "trips in turns": PLAIN + "t2,09:00:00,09:00:00,A,1,,,\nt1,08:20:00,08:20:00,D,4,,,\nt2,09:10:00,09:10:00,B,2,,,\n",
}  # fmt: skip
NEEDS_JUDGEMENT = {
    "a space": PLAIN.replace("A", " A"),
    "a time in words": PLAIN.replace("08:10:30", "ten past"),
    "seconds with a fraction": PLAIN.replace("08:10:30", "08:10:30.5"),
    "sixty minutes": PLAIN.replace("8:10:00", "8:60:00"),
    "an order with a point": PLAIN.replace(",3,1,0,", ",3.5,1,0,"),
    "no order": PLAIN.replace(",3,1,0,", ",,1,0,"),
    "an exponent": PLAIN.replace("310.5", "3.1e2"),
    "a row too long": PLAIN + "t1,08:20:00,08:20:00,D,4,,,,more\n",
    "a row too short": PLAIN + "t1,08:20:00,08:20:00,D,4\n",
    "an open quotation mark": PLAIN.replace("A", '"A'),
    "a mark within a cell": PLAIN.replace("A", 'A"A'),
    "a comma in quotation marks": PLAIN.replace("A", '"A"B,"'),
    "a blank line": PLAIN.replace("t1,,", "\nt1,,"),
    "an id that ends in a letter beyond ASCII": PLAIN.replace("A", "Aé"),
}


def in_pieces(patch: pytest.MonkeyPatch, piece: int = 128) -> None:
    patch.setattr(streaming, "TIDY_FROM_BYTES", 0)
    patch.setattr(streaming, "PIECE_BYTES", piece)


def read(path: Path) -> TextTable | None:
    files = open_feed_files(path, Report("", ""))
    try:
        return streaming.read_tidy_stop_times(files)
    finally:
        files.close()


def assert_both_ways_equal(path: Path, patch: pytest.MonkeyPatch, piece: int = 128) -> None:
    feed, report = read_gtfs(path)
    with patch.context() as inner:
        in_pieces(inner, piece)
        streamed, told = read_gtfs(path)
    assert [repr(one) for one in told.problems] == [repr(one) for one in report.problems]
    assert told.facts == report.facts
    for name in FRAMES:
        assert_frame_equal(getattr(streamed, name), getattr(feed, name))


@pytest.mark.parametrize("content", [*TIDY.values(), *NEEDS_JUDGEMENT.values()], ids=[*TIDY, *NEEDS_JUDGEMENT])
def test_pieces_say_what_the_careful_reader_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str):
    trips = [{"route_id": "R7", "service_id": "daily", "trip_id": trip} for trip in ("t1", "t2", "t3")]
    path = small_feed(tmp_path / "feed.zip", trips=trips, stop_times=HEADER + GOOD + content)
    with monkeypatch.context() as patch:
        in_pieces(patch)
        assert (read(path) is not None) == (content in TIDY.values())
    assert_both_ways_equal(path, monkeypatch)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_left_to_the_careful_reader_and_a_mark_of_utf_8_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
):
    text = HEADER.replace("\n", ",stop_headsign\n") + PLAIN.replace("\n", ",Caf\xe9\n")
    path = small_feed(tmp_path / "feed.zip", stop_times=text.encode(encoding))
    with monkeypatch.context() as patch:
        in_pieces(patch, 1024)
        assert (read(path) is not None) == (encoding == "utf-8-sig")
    assert_both_ways_equal(path, monkeypatch, 1024)


def test_thousands_of_ids_over_many_pieces_keep_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    names = [f"trip-{number * 7919 % 4001:x}" for number in range(4000)]
    rows = "".join(f"{name},08:0{k}:00,08:0{k}:00,{'ABCD'[k]},{k}\n" for name in names for k in range(4))
    trips = [{"route_id": "R7", "service_id": "daily", "trip_id": name} for name in names]
    header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    path = small_feed(tmp_path / "feed.zip", trips=trips, stop_times=header + rows)
    in_pieces(monkeypatch, 4096)
    table = read(path)
    assert table is not None
    assert table.frame["trip_id"].cast(pl.String).to_list() == [name for name in names for _ in range(4)]
    assert table.frame["stop_id"].cast(pl.String).to_list() == list("ABCD") * 4000
    assert table.frame["row"].to_list() == list(range(2, 16_002))


@pytest.mark.parametrize("size", [0, 300, 10**12])
def test_rows_find_room_whatever_size_the_table_is_said_to_have(size: int):
    rows = [f"t{number},08:00:00,08:00:00,A,{number}\n" for number in range(600)]
    ends = [0, 1, 3, 10, 250, 251, 600]
    pieces = ["".join(rows[first:last]) for first, last in pairwise(ends)]
    header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    table = streaming.read_pieces(iter([piece.encode() for piece in (header + pieces[0], *pieces[1:])]), size)
    assert table is not None
    assert table.frame["trip_id"].cast(pl.String).to_list() == [f"t{number}" for number in range(600)]
    assert table.frame["stop_sequence"].to_list() == list(range(600))
    assert table.frame["pickup_type"].null_count() == 600


def test_a_table_that_breaks_off_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = small_feed(tmp_path / "feed.zip", stop_times=HEADER + PLAIN * 400)
    content = bytearray(path.read_bytes())
    place = content.index(b"stop_times.txt") + 60
    content[place : place + 8] = b"\x00\xff" * 4
    path.write_bytes(bytes(content))
    in_pieces(monkeypatch)
    with pytest.raises(InputError) as refused:
        read_gtfs(path)
    assert [one.code for one in refused.value.report.problems][:1] == ["damaged_file"]


def test_a_row_without_end_is_not_gathered_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = small_feed(tmp_path / "feed.zip", stop_times=HEADER + GOOD + "t1," + "x" * 5000)
    in_pieces(monkeypatch)
    monkeypatch.setattr(streaming, "_MOST_ROW_BYTES", 1000)
    assert read(path) is None


CELLS = st.sampled_from(
    ["", "1", "01", "-1", "2.50", ".5", "5.", "-0.125", "1e3", "NA", "nan", "NN", "x", "é", '"q"', '""', '"a,b"', " 1",
     "1\t", "08:00:00",
     "8:00", "8:0:0", "08:00:0", "1:2", "100:00:00", "1000:00:00", "08:60:00", "08:00:", ":", "::", "12",
     "1234567890", "0.1234567890123456", "\r", "\x00"]
)  # fmt: skip


@given(rows=st.lists(st.lists(CELLS, min_size=8, max_size=8), min_size=1, max_size=4))
def test_no_cell_is_read_otherwise_than_by_the_careful_reader(rows: list[list[str]]):
    content = (HEADER + "".join(",".join(row) + "\n" for row in rows)).encode()
    try:
        tidy = streaming.read_pieces(iter([content]))
    except UnicodeDecodeError:
        tidy = None
    if tidy is None:
        return
    told = Report("", "")
    text = read_text_table("stop_times.txt", content, STOP_TIME_COLUMNS, told).frame
    assert told.problems == []
    frame = tidy.frame
    assert frame["row"].to_list() == text["row"].to_list()
    for name in ("trip_id", "stop_id"):
        assert frame[name].cast(pl.String).to_list() == text[name].to_list()
    for given_name, name in (("arrival_time", "arrival_s"), ("departure_time", "departure_s")):
        assert frame[name].to_list() == seconds(text[given_name]).to_list()
    assert frame["stop_sequence"].to_list() == text["stop_sequence"].cast(pl.Float64, strict=False).to_list()
    for name in ("pickup_type", "drop_off_type"):
        kinds = (text[name].cast(pl.Int32, strict=False) == 1).fill_null(False)
        assert (frame[name] == 1).to_list() == kinds.to_list()
    along = text["shape_dist_traveled"].cast(pl.Float64, strict=False).fill_null(float("nan"))
    assert [repr(one) for one in frame["shape_dist_traveled"]] == [repr(one) for one in along]
