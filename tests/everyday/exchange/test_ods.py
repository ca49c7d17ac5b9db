"""OpenDocument spreadsheets: read without trusting them, odd cells named."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

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
