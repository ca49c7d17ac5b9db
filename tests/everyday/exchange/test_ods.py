"""OpenDocument spreadsheets: read without trusting them, odd cells named."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from everyday.exchange.tables import Sheet, read_table, write_ods
from geo.errors import Report

HOSTILE_CELL = "  two  blanks \tand a tab \nand <b>&amp;</b>\n\nlines "


def ods(tmp_path: Path, rows: list[list[object]], *, title: str = "Rows") -> bytes:
    write_ods(tmp_path / "made.ods", "Made", [Sheet(title, ["a", "b"], rows)])
    return (tmp_path / "made.ods").read_bytes()


def changed(content: bytes, old: str, new: str) -> bytes:
    """The file with something else in its content."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "content.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode())
            after.writestr(name, part)
    return held.getvalue()


def read(tmp_path: Path, content: bytes) -> tuple[list[tuple[int, tuple[str, ...]]], Report]:
    path = tmp_path / "read.ods"
    path.write_bytes(content)
    report = Report("read.ods", "a test")
    return [(row.number, row.cells) for row in read_table(path, report, most_rows=1_000)], report


def said(report: Report) -> str:
    return "\n".join(f"{one} {one.where}" for one in report.problems)


def test_every_kind_of_cell_reads_as_a_person_sees_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [[HOSTILE_CELL, 7], ["=1+1", 0.25], [date(2027, 3, 1), "'tis"], ["", "00123"]]
    found, report = read(tmp_path, ods(tmp_path, rows))
    assert found == [
        (1, ("a", "b")), (2, (HOSTILE_CELL, "7")), (3, ("=1+1", "0.25")), (4, ("1 March 2027", "'tis")),
        (5, ("", "00123")),
    ]  # fmt: skip
    assert report.problems == []


def test_it_begins_as_the_format_asks(tmp_path: Path) -> None:
    content = ods(tmp_path, [["x", 1]])
    assert content[30:38] == b"mimetype"
    assert content[38:84] == b"application/vnd.oasis.opendocument.spreadsheet"


def test_formulas_and_merged_cells_are_named(tmp_path: Path) -> None:
    content = ods(tmp_path, [["shown", "x"], ["y", "z"]])
    content = changed(content, '<table:table-cell table:style-name="wrapped" office:value-type="string"><text:p>shown',
                      '<table:table-cell table:formula="of:=UPPER(&quot;x&quot;)" table:number-columns-spanned="2" '
                      'office:value-type="string"><text:p>shown')  # fmt: skip
    found, report = read(tmp_path, content)
    assert found[1] == (2, ("shown", "x"))
    assert re.search(r"formulas.*A2", said(report), re.DOTALL)
    assert re.search(r"merged.*A2", said(report), re.DOTALL)


def test_rows_that_repeat_themselves_are_counted(tmp_path: Path) -> None:
    content = ods(tmp_path, [["x", "y"], ["last", "z"]])
    second = '<table:table-row><table:table-cell table:style-name="wrapped" office:value-type="string"><text:p>x'
    thrice = second.replace("table-row>", 'table-row table:number-rows-repeated="3">', 1)
    found, _ = read(tmp_path, changed(content, second, thrice))
    assert [number for number, _ in found] == [1, 2, 3, 4, 5]
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    gap = f'<table:table-row table:number-rows-repeated="1000000">{empty}'
    found, report = read(tmp_path, changed(content, second, f"{gap}</table:table-row>{second}"))
    assert [number for number, _ in found] == [1, 1_000_002, 1_000_003]
    many = second.replace("table-row>", 'table-row table:number-rows-repeated="1000000">', 1)
    found, report = read(tmp_path, changed(content, second, many))
    assert found == []
    assert "rows" in said(report)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<office:body>", "<office:body><", "cannot be read"),
        ('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE x [<!ENTITY a "b">]>', "entities"),
        ("<table:table ", "<table:other ", "cannot be read"),
    ],
)
def test_what_is_broken_is_refused(old: str, new: str, words: str, tmp_path: Path) -> None:
    found, report = read(tmp_path, changed(ods(tmp_path, [["x", "y"]]), old, new))
    assert found == []
    assert words in said(report)
    assert not report.is_usable


LENGTHS = [
    (time(0, 45), "h:mm", "00:45"), (timedelta(minutes=45), "[h]:mm", "00:45"),
    (timedelta(hours=25, minutes=10), "[h]:mm", "25:10"), (timedelta(hours=25, minutes=10), "h:mm", "25:10"),
    (timedelta(minutes=65), "[mm]:ss", "01:05"), (timedelta(seconds=45), "h:mm:ss", "00:00:45"),
    (time(17, 5), "h:mm", "17:05"),
]  # fmt: skip


def test_a_length_of_time_is_the_same_text_from_xlsx_and_ods(tmp_path: Path) -> None:
    """Excel keeps a number with a format, LibreOffice an ISO duration; planners see 0:45 in both."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["a", "b"])
    for row, (value, form, _) in enumerate(LENGTHS, start=2):
        page.append([value, "x"])
        page.cell(row, 1).number_format = form
    book.save(tmp_path / "lengths.xlsx")
    of_xlsx = [row.cells[0] for row in read_table(tmp_path / "lengths.xlsx", Report("", ""))[1:]]

    content = ods(tmp_path, [[f"L{row}", "x"] for row in range(len(LENGTHS))])
    for row, (value, _, _) in enumerate(LENGTHS):
        length_s = int((timedelta(hours=value.hour, minutes=value.minute) if isinstance(value, time) else value)
                       .total_seconds())  # fmt: skip
        iso = f"PT{length_s // 3600:02}H{length_s // 60 % 60:02}M{length_s % 60:02}.000000000S"
        content = changed(content, f'office:value-type="string"><text:p>L{row}</text:p>',
                          f'office:value-type="time" office:time-value="{iso}"><text:p>shown</text:p>')  # fmt: skip
    of_ods = [cells[0] for _, cells in read(tmp_path, content)[0][1:]]
    assert of_xlsx == of_ods == [words for _, _, words in LENGTHS]


def test_iso_lengths_of_other_programs_are_read_and_others_refused(tmp_path: Path) -> None:
    for iso, words in (("PT45M", "00:45"), ("P1DT1H10M", "25:10"), ("-PT5M", "-00:05")):
        content = changed(ods(tmp_path, [["L", "x"]]), 'office:value-type="string"><text:p>L</text:p>',
                          f'office:value-type="time" office:time-value="{iso}"><text:p/>')  # fmt: skip
        assert read(tmp_path, content)[0][1] == (2, (words, "x"))
    wrong = changed(ods(tmp_path, [["L", "x"]]), 'office:value-type="string"><text:p>L</text:p>',
                    'office:value-type="time" office:time-value="soon"><text:p/>')  # fmt: skip
    assert "cannot be read" in said(read(tmp_path, wrong)[1])
