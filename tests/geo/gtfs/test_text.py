"""Tables as text: encodings, separators, quotes, rows that are too long or too short."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Report
from geo.gtfs.reading import read_gtfs
from geo.gtfs.text import counted, read_text_table
from tests.makers.gtfs import as_csv, small_feed, small_tables


def read(content: bytes, *wanted: str) -> tuple[list[dict], Report]:
    report = Report("feed", "timetable")
    table = read_text_table("stops.txt", content, wanted, report)
    return table.frame.to_dicts(), report


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


NAMES = "\n".join(
    ["stop_id,stop_name,stop_lat,stop_lon", "A,Stryd y Frân,51.58,-2.99", "B,Café,51.585,-2.99", "C,c,51.59,-2.99",
     "D,d,51.6,-2.99", ""]
)  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "is_repaired"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", True), ("utf-16-le", True), ("utf-16-be", True),
     ("utf-32", True), ("cp1252", True)],
)  # fmt: skip
def test_names_survive_every_encoding(tmp_path: Path, encoding: str, is_repaired: bool):
    for newline in ("\n", "\r\n", "\r"):
        content = NAMES.replace("\n", newline).encode(encoding)
        feed, report = read_gtfs(small_feed(tmp_path / f"{encoding}{ord(newline[0])}.zip", stops=content))
        assert feed.stops["stop_name"].tolist()[:2] == ["Stryd y Frân", "Café"]
        assert ("encoding" in codes(report)) == is_repaired


def test_a_few_bad_letters_do_not_spoil_the_good_ones():
    rows, report = read(
        "stop_id,stop_name\nA,Frân\n".encode() + b"B,Caf\xe9\n" + "C,Tŷ\n".encode(), "stop_id", "stop_name"
    )
    assert [row["stop_name"] for row in rows] == ["Frân", "Café", "Tŷ"]
    assert report.problems[0].where == ("stops.txt line 3",)


def test_quotes_commas_and_line_breaks_within_cells():
    rows, report = read(b'stop_id,stop_name\r\nA,"Town, ""Old""\r\nMarket"\r\nB,b\r\n', "stop_id", "stop_name")
    assert rows == [
        {"row": 2, "stop_id": "A", "stop_name": 'Town, "Old"\r\nMarket'},
        {"row": 3, "stop_id": "B", "stop_name": "b"},
    ]
    assert not report.problems


def test_a_quote_that_is_never_closed_costs_no_rows():
    body = "".join(f"{number},name\n" for number in range(40))
    rows, report = read(f'stop_id,stop_name\nX,"oops\n{body}'.encode(), "stop_id", "stop_name")
    assert len(rows) == 41
    assert codes(report) == ["quotes"]


def test_rows_too_long_and_too_short_are_named_by_number():
    rows, report = read(b"stop_id,stop_name,zone\nA,a,1\nB,b\n\nC,c,3,extra\nD,d,4\n", "stop_id", "zone")
    assert [(row["row"], row["stop_id"], row["zone"]) for row in rows] == [
        (2, "A", "1"), (3, "B", None), (5, "C", "3"), (6, "D", "4"),
    ]  # fmt: skip
    found = {problem.code: problem.where for problem in report.problems}
    assert found == {"long_rows": ("stops.txt row 5",), "short_rows": ("stops.txt row 3",)}


def test_column_names_with_spaces_capitals_and_repeats():
    rows, report = read(b' Stop_ID , stop_name,stop_id\n A , "a" ,X\n', "stop_id", "stop_name", "zone_id")
    assert rows == [{"row": 2, "stop_id": "A", "stop_name": "a", "zone_id": None}]
    assert codes(report) == ["column_twice"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_recognised(separator: str):
    rows, report = read(f"stop_id{separator}stop_name\nA{separator}a, b\n".encode(), "stop_id", "stop_name")
    assert rows == [{"row": 2, "stop_id": "A", "stop_name": "a, b"}]
    assert codes(report) == ["separator"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b",,,\n", b"stop_id", b"stop_id\n\n\n"])
def test_empty_tables_have_no_rows(content: bytes):
    assert read(content, "stop_id", "stop_name")[0] == []


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.text("ab,\"\n' ;")),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_a_csv_writer_writes_is_read_back(cells: list[tuple[str, str]], encoding: str):
    text = as_csv([{"stop_id": str(number), "first": one, "second": two} for number, (one, two) in enumerate(cells)])
    rows, _ = read(text.encode(encoding), "stop_id", "first", "second")
    space = " \t\r\n\ufeff\u200b\xa0"
    assert [row["stop_id"] for row in rows] == [str(number) for number in range(len(cells))]
    assert [row["first"] or "" for row in rows] == [one.strip(space) for one, _ in cells]
    if not any('"' in two for _, two in cells):
        assert [row["second"] or "" for row in rows] == [two.strip(space) for _, two in cells]


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_stumble(content: bytes):
    read(content, "stop_id", "stop_name")
    read(b"stop_id,stop_name\n" + content, "stop_id", "stop_name")


def test_all_tables_may_be_in_different_encodings(tmp_path: Path):
    tables = small_tables()
    encodings = ("utf-8-sig", "utf-16", "cp1252", "utf-8", "utf-16", "utf-8-sig")
    contents = {
        name: as_csv(rows).replace("\n", "\r\n").encode(encoding)
        for (name, rows), encoding in zip(tables.items(), encodings, strict=True)
    }
    assert len(read_gtfs(small_feed(tmp_path / "mixed.zip", **contents))[0].stop_times) == 8


def test_numbers_and_sentences_agree():
    assert counted(3, "rows have no name.") == "3 rows have no name."
    assert counted(1, "rows have no name.") == "1 row has no name."
    assert counted(1, "trips name a line that is gone.") == "1 trip names a line that is gone."
    assert counted(1, "stops are served by no trip.", of=1200) == "1 of 1,200 stops is served by no trip."
    assert counted(1, "lines") == "1 line"
