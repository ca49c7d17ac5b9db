"""Files given as session sheets: what programs write is read, what is broken or hostile is refused plainly."""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everyday import Atlas
from everyday.atlas.editions import Edition
from everyday.exchange.sheet.reading import read_sheet
from everyday.exchange.sheet.rows import number_of_text
from everyday.pictures.grid import Grid, grid_of_edition
from geo.errors import AtlasError, InputError, NotFoundError
from plan.exchange.spreadsheet import guard_text
from tests.makers.sheets import TAXONOMY, Reading, reading_in, refused_file, texts


@pytest.fixture(scope="module")
def edition(demo_atlas: Atlas) -> Edition:
    return demo_atlas.edition()


@pytest.fixture(scope="module")
def grid(edition: Edition) -> Grid:
    return grid_of_edition(edition)


@pytest.fixture
def read(edition: Edition, tmp_path: Path) -> Reading:
    return reading_in(tmp_path, edition)


# ---- files -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(read: Reading, encoding: str) -> None:
    result = read("kind,sentence,where\nBarrier,Café is closed – why?,whole town\n".encode(encoding))
    assert result.findings[0].title == "Café is closed – why?"
    assert ("Windows-1252" in result.report.to_text()) == (encoding == "cp1252")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_usual_delimiters_are_read(read: Reading, edition: Edition, delimiter: str) -> None:
    middle = edition.areas()["geometry"].iloc[0].representative_point()
    held = io.StringIO()
    writer = csv.writer(held, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(["kind", "sentence", "lat", "lon"])
    writer.writerow(
        ["Barrier", "a, b; c\td\nnext line", str(middle.y).replace(".", ","), str(middle.x).replace(".", ",")]
    )
    for content in (held.getvalue(), f"sep={delimiter}\r\n{held.getvalue()}"):
        result = read(content)
        assert result.findings[0].title == "a, b; c d next line"
        assert result.findings[0].geometry.distance(middle) < 1e-9
    assert result.row_numbers == [3]


def test_quotation_marks_in_the_wrong_place_are_forgiven_but_not_one_without_end(
    read: Reading,
) -> None:
    result = read('kind,sentence,where\nBarrier,"the "old" bridge",whole town\n')
    assert "old" in result.findings[0].title
    assert "quotation marks" in result.report.to_text()
    assert "never ends" in refused_file(
        lambda: read('kind,sentence,where\nBarrier,"dark,whole town\nBarrier,x,whole town\n')
    )


@pytest.mark.parametrize(
    ("written", "number"),
    [("51.58", 51.58), ("51,58", 51.58), ("-2.99", -2.99), ("−2,99", -2.99), ("51.58°", 51.58), (" 3 ", 3.0),
     ("", None), ("1e5", None), ("nan", None), ("51.58.1", None), ("north", None), ("1234", None)],
)  # fmt: skip
def test_degrees_are_read_as_people_write_them(written: str, number: float | None) -> None:
    assert number_of_text(written) == number


def test_cells_of_a_workbook_are_read_as_they_are_seen(read: Reading, edition: Edition, tmp_path: Path) -> None:
    middle = edition.areas()["geometry"].iloc[0].representative_point()
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "Notes"
    pins = book.create_sheet("pins")
    for row in (
        ["kind", "sentence", "lat", "lon", "groups", "more"],
        ["Barrier", 24, middle.y, middle.x, None, None],
        ["Barrier", "=1+1", middle.y, middle.x, True, "=HYPERLINK(\"http://x\")"],
        [None] * 6,
        ["Barrier", "hidden", middle.y, middle.x, "a", None],
        ["Barrier", "#REF!", middle.y, middle.x, None, None],
    ):  # fmt: skip
        pins.append(row)
    pins.row_dimensions[5].hidden = True
    pins.merge_cells("E2:F3")
    book.save(tmp_path / "odd.xlsx")
    result = read_sheet(tmp_path / "odd.xlsx", edition=edition, taxonomy=TAXONOMY)
    assert [finding.title for finding in result.findings] == ["24", "=1+1", "hidden"]
    assert result.row_numbers == [2, 3, 5]
    assert "shows the error #REF!" in result.refused[0].reason
    words = result.report.to_text()
    for part in ("formulas", "1 rows", "merged", "E2:F3"):
        assert part in words


def test_what_a_formula_showed_last_is_read(read: Reading) -> None:
    table = [["kind", "sentence", "where"], ["Barrier", "=1+1", "whole town"]]
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    shown = changed(
        saved.getvalue(),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"),
    )
    assert read(shown, "shown.xlsx").findings[0].title == "2"
    assert read(saved.getvalue(), "not.xlsx").findings[0].title == "=1+1"


def test_the_first_of_several_sheets_is_read_unless_one_is_called_pins(read: Reading) -> None:
    book = openpyxl.Workbook()
    book.active.append(["kind", "sentence", "where"])
    book.active.append(["Barrier", "x", "whole town"])
    book.create_sheet("Other").append(["nothing"])
    saved = io.BytesIO()
    book.save(saved)
    result = read(saved.getvalue(), "two.xlsx")
    assert len(result.findings) == 1
    assert "2 sheets" in result.report.to_text()


# ---- hostile files ---------------------------------------------------------------------------------------------------
def workbook_bytes() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["kind", "sentence", "where"])
    for place in range(30):
        book.active.append(["Barrier", f"Sentence {place}", "whole town"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def changed(content: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of it changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(part) if name == member else part)
    return held.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing in it"),
        (b"\x00\x01\x02" * 50, "not a sheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old kind (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04nonsense", "cannot be read"),
    ],
)
def test_what_is_no_sheet_is_refused_with_what_to_do(read: Reading, content: bytes, said: str) -> None:
    assert said in refused_file(lambda: read(content, "pins.xlsx"))


def test_other_documents_are_named(read: Reading) -> None:
    for member, said in (
        ("content.xml", "OpenDocument"),
        ("xl/workbook.bin", ".xlsb"),
        ("word/document.xml", "Word"),
        ("a.txt", "no workbook"),
    ):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(member, "x")
        assert said in refused_file(lambda held=held: read(held.getvalue(), "pins.xlsx"))


def test_a_workbook_that_grows_when_unpacked_is_not_opened(read: Reading) -> None:
    bomb = changed(workbook_bytes(), SHEET, lambda part: part + b" " * (130 * 1024**2))
    assert len(bomb) < 1024**2
    assert "Unpacked it would have" in refused_file(lambda: read(bomb, "bomb.xlsx"))


def test_xml_entities_are_refused(read: Reading) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    for member in (SHEET, "xl/workbook.xml", "[Content_Types].xml"):
        hostile = changed(workbook_bytes(), member, lambda part: laughs + part.split(b"?>", 1)[-1])
        assert "XML entities" in refused_file(lambda hostile=hostile: read(hostile, "laughs.xlsx"))


def test_a_sheet_may_not_claim_another_size_than_it_has(read: Reading) -> None:
    small = changed(
        workbook_bytes(), SHEET, lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', part)
    )
    assert len(read(small, "small.xlsx").findings) == 30
    huge = changed(
        workbook_bytes(),
        SHEET,
        lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part),
    )
    assert len(read(huge, "huge.xlsx").findings) == 30
    far = changed(workbook_bytes(), SHEET, lambda part: part.replace(b'<row r="31"', b'<row r="99999999999"'))
    assert "cannot be read" in refused_file(lambda: read(far, "far.xlsx"))


def test_too_many_rows_and_too_large_files_are_refused(read: Reading) -> None:
    assert "at most 20,000" in refused_file(lambda: read("kind,sentence,where\n" + "Barrier,x,whole town\n" * 20_001))
    assert "at most 20 MB" in refused_file(lambda: read(b"kind,sentence,where\n" + b"x" * (21 * 1024**2)))


def test_a_missing_file_is_said_to_be_missing(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no file"):
        read_sheet(tmp_path / "gone.csv", edition=edition, taxonomy=TAXONOMY)


def test_broken_files_never_end_in_anything_but_a_plain_refusal(read: Reading) -> None:
    chance = random.Random(4)
    whole = workbook_bytes()
    parts = zipfile.ZipFile(io.BytesIO(whole)).namelist()
    for turn in range(120):
        if turn % 3 == 0:
            hurt = bytearray(whole)
            for _ in range(chance.randint(1, 30)):
                hurt[chance.randrange(len(hurt))] = chance.randrange(256)
            content = bytes(hurt[: chance.randint(len(hurt) // 2, len(hurt))])
        else:
            member = chance.choice(parts)
            content = changed(whole, member, lambda part: scrambled(part, chance))
        try:
            result = read(content, "broken.xlsx")
        except AtlasError as fault:
            assert str(fault)  # noqa: PT017
        else:
            assert result.report.is_usable


def scrambled(part: bytes, chance: random.Random) -> bytes:
    """XML with some of its attributes and tags put wrong."""
    words = re.split(rb'(["<>])', part)
    for _ in range(chance.randint(1, 5)):
        words[chance.randrange(len(words))] = chance.choice(
            [b"", b"-1", b"999999999999", b"\xff", b"NaN", b"A0", b"x" * 300]
        )
    return b"".join(words)


@settings(max_examples=40, deadline=None)
@given(table=st.lists(st.lists(texts, min_size=1, max_size=8), min_size=1, max_size=6))
def test_any_table_gives_pins_and_refusals_that_add_up(
    table: list[list[str]], edition: Edition, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    headings = ["kind", "sentence", "where", "grid", "lat", "lon", "dimensions", "level"]
    with open(path, "w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([headings, *[[guard_text(cell) for cell in row] for row in table]])
    try:
        result = read_sheet(path, edition=edition, taxonomy=TAXONOMY)
    except InputError as fault:
        assert "\x00" in "".join(map("".join, table)), fault  # noqa: PT017
        return
    filled = [row for row in table if any(cell.strip() for cell in row)]
    assert len(result.findings) + len(result.refused) == len(filled)
    assert all(row.reason for row in result.refused)
    assert all(replace(finding, id="F-1").title for finding in result.findings)
