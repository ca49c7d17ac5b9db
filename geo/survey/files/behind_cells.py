"""What a workbook says of its cells that its reader does not pass on: formats of percentages, and errors.

A cell that shows 45 % holds 0.45, and one that shows ``#DIV/0!`` reads as empty.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

__all__ = ["error_cells", "percent_columns"]

_ROWS_LOOKED_AT = 40
_ERROR = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*? t="e"')
_BLOCK = 1 << 22
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def percent_columns(path: Path, sheet: str, first: int) -> frozenset[int]:
    """Columns (from 0) whose numbers are shown as percentages, in the rows from ``first`` (from 0) on."""
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        return _percent_of_xlsx(path, sheet, first)
    if suffix == ".ods":
        return frozenset(column for _, column, kind in _ods_cells(path, sheet, first) if kind == "percentage")
    return frozenset()


def _percent_of_xlsx(path: Path, sheet: str, first: int) -> frozenset[int]:
    import openpyxl

    workbook = openpyxl.load_workbook(path, read_only=True)
    try:
        rows = workbook[sheet].iter_rows(min_row=first + 1, max_row=first + _ROWS_LOOKED_AT)
        return frozenset(
            cell.column - 1
            for row in rows
            for cell in row
            if isinstance(cell.value, float | int) and "%" in (cell.number_format or "")
        )
    finally:
        workbook.close()


def error_cells(path: Path) -> list[tuple[str, str]]:
    """Sheet and cell of every formula that came to an error; of older formats nothing is known."""
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        return list(_errors_of_xlsx(path))
    if suffix == ".ods":
        return list(_errors_of_ods(path))
    return []


def _errors_of_xlsx(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as archive:
        for name, member in _members(archive):
            if member not in archive.namelist():
                continue
            with archive.open(member) as stream:
                rest = b""
                while block := stream.read(_BLOCK):
                    whole = rest + block
                    if b't="e"' in whole:
                        yield from ((name, match[1].decode()) for match in _ERROR.finditer(whole))
                    cut = whole.rfind(b"<c ")
                    rest = whole[cut:] if cut >= 0 and not _ERROR.match(whole[cut:]) else b""


def _members(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheets by name, with the part of the file that holds each."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id", ""): one.get("Target", "") for one in links}
    found = []
    for one in book.iter():
        if one.tag.endswith("}sheet"):
            target = targets.get(one.get(_RELATION, ""), "").removeprefix("/")
            found.append((one.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"))
    return found


def _errors_of_ods(path: Path) -> Iterator[tuple[str, str]]:
    from geo.survey.files.sheets import column_letters

    with zipfile.ZipFile(path) as archive:
        if b'value-type="error"' not in archive.read("content.xml"):
            return
    for sheet, row, column, kind in _walk_ods(path):
        if kind == "error":
            yield sheet, f"{column_letters(column)}{row + 1}"


def _ods_cells(path: Path, sheet: str, first: int) -> Iterator[tuple[int, int, str]]:
    for name, row, column, kind in _walk_ods(path):
        if name == sheet and row >= first + _ROWS_LOOKED_AT:
            return
        if name == sheet and row >= first:
            yield row, column, kind


def _walk_ods(path: Path) -> Iterator[tuple[str, int, int, str]]:
    """Sheet, row, column (from 0) and kind of value of every filled cell."""
    name, row = "", 0
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            if event == "start":
                if element.tag == f"{_TABLE}table":
                    name, row = element.get(f"{_TABLE}name", ""), 0
                continue
            if element.tag != f"{_TABLE}table-row":
                continue
            column = 0
            for cell in element:
                if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                    repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
                    kind = cell.get(f"{_CALC}value-type") or cell.get(f"{_OFFICE}value-type") or ""
                    for place in range(column, column + (repeated if kind else 0)):
                        yield name, row, place, kind
                    column += repeated
            row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            element.clear()
