"""Exchange files of the plan: which format a name stands for, rows read from any of them, records written to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.exchange.records.geojson import Feature, read_geojson, write_geojson
from everyday.exchange.sheet import field_of
from everyday.exchange.tables import ROW_NUMBER, Sheet, TableRow, cell_name, write_csv, write_ods, write_xlsx
from everyday.exchange.tables import read_table as read_sheet_table
from geo.errors import InputError, NotFoundError, Report, UsageError
from plan.exchange import (
    GEOMETRY_COLUMNS,
    LONGEST_WKT,
    TOLD_BY_NOTHING,
    Cell,
    Column,
    Exchange,
    Notation,
    cells_of,
    notation_of,
    place_cells,
    text_of_cell,
    text_of_value,
)
from plan.records import Record

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "FileRow",
    "FileTable",
    "endings_of",
    "note_unknown",
    "read_table",
    "write_features",
    "write_records",
    "write_refused",
]

MOST_BYTES = 100_000_000
MOST_ROWS = 100_000
# Headings that people write, and what they mean.
_MEANS = {"latitude": "lat", "longitude": "lon", "lng": "lon", "wkt": "geometry_wkt"}
_OUR_OWN = ("why", "row_number", "fid", "ogc_fid", "geom", "map_code")
_FIRST_ROWS = 20  # among which the headings are looked for


@dataclass(frozen=True)
class Format:
    """One format of exchange files.

    Attributes:
        ending: of the file's name, in small letters.
        is_read, is_written: what can be done with it here.
        is_map: it has features with shapes instead of rows; such files are written with all columns.
        needs_place: it is written only for kinds of records that have a place.
        only: the one kind of record that it is written for; empty for all.
    """

    ending: str
    is_read: bool = True
    is_written: bool = True
    is_map: bool = False
    needs_place: bool = False
    only: str = ""


FORMATS = {
    one.ending: one
    for one in (
        Format(".csv"),
        Format(".xlsx"),
        Format(".ods"),
        Format(".geojson", is_map=True, needs_place=True),
        Format(".gpkg", is_map=True),
        Format(".json", is_map=True, is_written=False),  # as others call GeoJSON
        Format(".parquet", is_map=True, is_read=False, only="findings"),
    )
}
"""By ending, in the order in which people are told of them."""


@dataclass(frozen=True)
class FileRow:
    """One row of a file.

    Attributes:
        number: as a spreadsheet counts it (the headings are row 1); of a map file the number of the feature.
        cells: by column; text is not guarded any more.
        geometry: the shape of a feature of a map file.
        fault: why the row as such cannot be used; empty if it can.
    """

    number: int
    cells: Mapping[str, object]
    geometry: BaseGeometry | None = None
    fault: str = ""


@dataclass(frozen=True)
class FileTable:
    """What a file holds.

    Attributes:
        headings: in the file's order, as columns are called here.
        rows: without the row of headings.
        as_written: the headings as they stand in a table.
        is_map: True for a map file, which has features instead of rows.
        notation: how its numbers and dates are written.
    """

    headings: tuple[str, ...]
    rows: tuple[FileRow, ...]
    as_written: tuple[str, ...]
    is_map: bool
    notation: Notation = TOLD_BY_NOTHING

    def where(self, row: FileRow) -> str:
        """How people find a row: ``"row 5"``, ``"feature 5"``."""
        return f"{'feature' if self.is_map else 'row'} {row.number}"

    def cells_named(self, row: FileRow, reason: str) -> tuple[str, ...]:
        """The cells that a reason for refusing a row speaks of, as a spreadsheet calls them.

        Sentences begin with the column (``"due_date: …"``) or its words (``"The due date …"``).
        """
        if self.is_map:
            return ()
        return tuple(
            cell_name(place, row.number) for place, name in enumerate(self.headings) if _is_spoken_of(name, reason)
        )


def _is_spoken_of(name: str, reason: str) -> bool:
    if not name:
        return False
    if name == "rag_reason" and "needs a reason." in reason:
        return True
    words = re.escape(name.removesuffix("s")).replace("_", "[_ ]")
    return re.search(rf"(?:^|\. )(?:The )?{words}s?(?::| ['\"\u201c\d])", reason) is not None


def endings_of(exchange: Exchange) -> tuple[str, ...]:
    """Endings of the files that records of a kind can be written to."""
    written = [one for one in FORMATS.values() if one.is_written and one.only in ("", exchange.what)]
    return tuple(one.ending for one in written if exchange.has_place or not one.needs_place)


def read_table(path: Path, exchange: Exchange) -> tuple[FileTable, Report]:
    """The rows of a file, and a report with what one should look at.

    Raises:
        NotFoundError: there is no file.
        UsageError: its ending is of no format that can be read.
        InputError: the file cannot be used; the report in it says why.
    """
    report = Report(path.name, f"{exchange.what} to import")
    suffix = path.suffix.lower()
    if not path.is_file():
        raise NotFoundError(f"There is no file {path}.", do="Check the name and try again.")
    known = FORMATS.get(suffix)
    if known is None or not known.is_read:
        both = [one.ending for one in FORMATS.values() if one.is_read and one.is_written]
        raise UsageError(f"{path.name} ends in {suffix or 'nothing'}.", f"Needed: {', '.join(both)}.")
    table = None
    if not known.is_map:
        table = _of_cells(read_sheet_table(path, report, most_bytes=MOST_BYTES, most_rows=MOST_ROWS), exchange, report)
    elif (size := path.stat().st_size) > MOST_BYTES:
        most = f"at most {MOST_BYTES / 1e6:,.0f} MB"
        report.add("refused", "too_large", f"It has {size / 1e6:,.0f} MB.", needed=most)
    else:
        table = _of_features(_features(path, exchange, report), exchange)
    report.raise_if_refused()
    if table is None:
        raise InputError(report)
    _check_headings(table, exchange, report)
    report.raise_if_refused()
    return replace(table, notation=_notation(table, exchange, report)), report


def _notation(table: FileTable, exchange: Exchange, report: Report) -> Notation:
    """How the file writes numbers and dates, as all its rows say."""
    forms = {name: column.form for name in table.headings if (column := exchange.column(name)) is not None}
    numbers = [name for name, form in forms.items() if form in ("number", "whole") or name in ("lat", "lon")]
    dates = [name for name, form in forms.items() if form in ("date", "time")]
    is_of_commas = not any(problem.code == "delimiter" for problem in report.problems)
    return notation_of(
        (text_of_value(row.cells.get(name)) for row in table.rows for name in numbers),
        (text_of_value(row.cells.get(name)) for row in table.rows for name in dates),
        separator="," if is_of_commas else ";",
    )


def _features(path: Path, exchange: Exchange, report: Report) -> list[Feature] | None:
    if path.suffix.lower() == ".gpkg":
        from everyday.exchange.records.ogr import read_geopackage

        return read_geopackage(path, report, layer=exchange.what, most_rows=MOST_ROWS)
    return read_geojson(path.read_bytes(), report, most_rows=MOST_ROWS)


def _heading(words: object, exchange: Exchange) -> str:
    """A heading as columns are called here: ``"Area ID "`` is ``area_id``."""
    text = str("" if words is None else words).strip()
    plain = re.sub(r"[\s\-]+", "_", text.casefold())[:60]
    if exchange.column(plain) or plain in _OUR_OWN:
        return plain
    if exchange.what == "findings" and (field := field_of(text)):
        return "geometry_wkt" if field == "geometry" else field
    return _MEANS.get(plain, plain)


def _of_cells(rows: list[TableRow], exchange: Exchange, report: Report) -> FileTable | None:
    if not rows:
        return None
    named = [[_heading(cell, exchange) for cell in row.cells] for row in rows[:_FIRST_ROWS]]
    head = next((place for place, headings in enumerate(named) if set(exchange.needed) <= set(headings)), 0)
    headings = named[head]
    while headings and not headings[-1]:
        headings.pop()
    body = tuple(_row(headings, row) for row in rows[head + 1 :])
    return FileTable(tuple(headings), body, rows[head].cells[: len(headings)], is_map=False)


def _row(headings: list[str], row: TableRow) -> FileRow:
    cells: dict[str, object] = dict(zip(headings, [*row.cells, *[""] * (len(headings) - len(row.cells))], strict=False))
    cells.pop("", None)
    is_longer = any(cell.strip() for cell in row.cells[len(headings) :])
    fault = "The row has more cells than there are headings: is a comma outside quotation marks?" if is_longer else ""
    return FileRow(row.number, cells, fault=fault)


def _of_features(features: list[Feature] | None, exchange: Exchange) -> FileTable | None:
    if features is None:
        return None
    headings = dict.fromkeys(_heading(name, exchange) for feature in features for name in feature.properties)
    rows = []
    for number, feature in enumerate(features, start=1):
        cells = {_heading(name, exchange): value for name, value in feature.properties.items()}
        rows.append(FileRow(number, cells, feature.geometry, feature.fault))
    return FileTable(tuple(headings), tuple(rows), (), is_map=True)


def _check_headings(table: FileTable, exchange: Exchange, report: Report) -> None:
    named = [heading for heading in table.headings if heading]
    doubled = sorted({heading for heading in named if named.count(heading) > 1})
    if doubled:
        report.add("refused", "doubled_headings", f"Several columns are called {', '.join(doubled)}.",
                   action="Keep one of each.")  # fmt: skip
    missing = [name for name in exchange.needed if name not in named]
    if missing and (table.rows or not table.is_map):
        columns = ", ".join(column.name for column in exchange.columns)
        report.add("refused", "missing_columns", f"There is no column {' or '.join(missing)} in the first row.",
                   needed=f"at least {' and '.join(exchange.needed)}; all columns are: {columns}",
                   action="Write the headings into the first row.")  # fmt: skip


def note_unknown(table: FileTable, known: Sequence[str], report: Report) -> None:
    """Say which columns were left out because nothing here is called so."""
    unknown = [one for one in table.headings if one and one not in known and one not in _OUR_OWN]
    if unknown:
        report.add("note", "unknown_columns", f"These columns were left out: {', '.join(unknown)[:500]}.",
                   needed=f"one of {', '.join(known)}", where=unknown)  # fmt: skip


def write_records(path: Path, exchange: Exchange, records: Sequence[Record], *, with_further: bool = False) -> None:
    """Write records to ``.csv``, ``.xlsx``, ``.ods``, ``.geojson``, ``.gpkg`` or ``.parquet``, whole or not at all.

    CSV, XLSX and ODS have the contract's columns, and with ``with_further`` those of a copy without loss; the others
    always have all.

    Raises:
        UsageError: another ending, or a text that is too long for XLSX.
    """
    suffix, endings = path.suffix.lower(), endings_of(exchange)
    if suffix not in endings:
        raise UsageError(f"{path.name} ends in {suffix or 'nothing'}.",
                         f"Needed for {exchange.what}: {', '.join(endings)}.")  # fmt: skip
    has_further = with_further or FORMATS[suffix].is_map
    columns = exchange.shown(with_further=has_further)
    rows = [cells_of(exchange, record, with_further=has_further) for record in records]
    names = [column.name for column in columns]
    shapes = [getattr(record, "geometry", None) for record in records]
    if suffix == ".csv":
        _check_outlines(exchange, rows)
        write_csv(path, names, ([text_of_cell(row[name]) for name in names] for row in rows))
    elif suffix == ".xlsx":
        write_xlsx(path, names, ([_xlsx_cell(row[name]) for name in names] for row in rows), sheet=exchange.what,
                   row_names=[record.id for record in records])  # fmt: skip
    elif suffix == ".ods":
        listed = ([_ods_cell(column, row[column.name]) for column in columns] for row in rows)
        sheet = Sheet(exchange.what, names, listed, formats=["General"] * len(names))
        write_ods(path, exchange.what.capitalize(), [sheet], with_long_days=False)
    elif suffix == ".geojson":
        write_geojson(path, zip(rows, shapes, strict=True))
    else:
        from everyday.exchange.records.ogr import write_geopackage, write_geoparquet

        if suffix == ".gpkg":
            write_geopackage(path, exchange.what, columns, rows, shapes if exchange.has_place else None)
        else:
            write_geoparquet(path, columns, rows, shapes)


def _check_outlines(exchange: Exchange, rows: Sequence[Mapping[str, Cell]]) -> None:
    """No outline leaves in a table that the table could not bring back.

    Raises:
        UsageError: one is too long.
    """
    for row in rows:
        if len(str(row.get("geometry_wkt") or "")) > LONGEST_WKT:
            raise UsageError(f"The outline of {str(row.get('name') or row.get('id'))[:80]!r} is too long for a table.",
                             f"Needed: {exchange.what} as .geojson or .gpkg.")  # fmt: skip


def write_features(
    path: Path, layer: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Cell]],
    shapes: Sequence[BaseGeometry | None],
) -> None:  # fmt: skip
    """Write rows with shapes to ``.geojson`` or ``.gpkg``, whole or not at all."""
    if path.suffix.lower() == ".geojson":
        write_geojson(path, zip(rows, shapes, strict=True))
        return
    from everyday.exchange.records.ogr import write_geopackage

    write_geopackage(path, layer, columns, rows, shapes)


def _xlsx_cell(cell: object) -> object:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return cell if is_number or cell is None else text_of_cell(cell, is_guarded=False)  # type: ignore[arg-type]


def _ods_cell(column: Column, cell: Cell) -> object:
    """A cell as LibreOffice should show it: a day is a day."""
    if column.form == "date" and isinstance(cell, str):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell
    return _xlsx_cell(cell)


def write_refused(path: Path, table: FileTable, refused: Sequence[tuple[FileRow, str]], *, sheet: str) -> None:
    """Write rows that were not kept, as they came, each with the reason and the number that it had in its file.

    The file can be corrected and imported again.
    """
    written = dict(zip(table.headings, table.as_written, strict=False))
    headings = [one for one in table.headings if one and one not in ("why", "row_number", "fid")]
    if table.is_map and any(row.geometry is not None for row, _ in refused):
        headings += [one for one in GEOMETRY_COLUMNS if one not in headings]
    names = [*(written.get(one) or one for one in headings), ROW_NUMBER, "why"]
    rows = [[*_as_came(row, headings), row.number, f"{table.where(row).capitalize()}: {reason}"]
            for row, reason in refused]  # fmt: skip
    if path.suffix.lower() == ".xlsx":
        write_xlsx(path, names, rows, sheet=sheet)
    elif path.suffix.lower() == ".ods":
        write_ods(path, sheet.capitalize(), [Sheet(sheet, names, rows, formats=["General"] * len(names))])
    else:
        write_csv(path, names, ([text_of_cell(cell) for cell in row] for row in rows))  # type: ignore[arg-type]


def _as_came(row: FileRow, headings: Sequence[str]) -> list[object]:
    cells = dict(row.cells)
    if row.geometry is not None:
        cells |= place_cells(row.geometry)
    return [_plain(cells.get(heading)) for heading in headings]


def _plain(value: object) -> object:
    """A cell as text, or as the number that it was."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else text_of_value(value)
