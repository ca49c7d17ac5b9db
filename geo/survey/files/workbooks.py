"""Workbooks (XLSX, XLS, ODS) opened as sheets: numbers stay numbers, everything else becomes the text one sees."""

from __future__ import annotations

import datetime
from collections.abc import Sequence, Set
from functools import partial
from itertools import starmap
from operator import itemgetter
from pathlib import Path
from struct import Struct
from typing import Any

import numpy as np
import polars as pl

from geo.errors import Report
from geo.survey.files.behind_cells import error_cells, percent_columns
from geo.survey.files.sheets import Sheet, rows_at_top

__all__ = ["open_workbook"]

_WIDE, _ROWS_OF_NUMBERS = 100, 3
_NUMBERS = (float, int, bool)
_MANY = 16
"""So many columns of numbers are read row by row, all at once; fewer are read sooner one by one."""
_PLAIN = 1e15
"""Whole numbers below it are written without a point."""


def open_workbook(path: Path, report: Report) -> list[Sheet]:
    """The sheets that can be seen, in order; hidden ones are read past and told."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        kinds = list(workbook.sheets_metadata)
        seen = [one for one in kinds if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible]
        read = [(one.name, workbook.get_sheet_by_name(one.name).to_python(skip_empty_area=False)) for one in seen]
    except (CalamineError, OSError, ValueError) as error:
        report.add(
            "refused", "not_a_workbook", f"the workbook cannot be opened ({error}).", needed="an XLSX or ODS file.",
            action="Save it again from a spreadsheet program, without a password.",
        )  # fmt: skip
        return []
    hidden = [one.name for one in kinds if one not in seen]
    if hidden:
        report.facts["Hidden sheets"] = f"{', '.join(hidden)}: read past"
    types = {name: _kinds_of(rows) for name, rows in read}
    if any(_has_blanks(rows, types[name]) for name, rows in read):
        _tell_errors(path, {one.name for one in seen}, report)
    return [
        Sheet(
            name if len(read) > 1 else "",
            list(map(_top_texts, rows[: _top(types[name])])),
            partial(_frame, rows, types[name]),
            partial(percent_columns, path, name),
        )
        for name, rows in read
        if rows
    ]


def _top(kinds: list[tuple[type, ...]]) -> int:
    """So many rows of a sheet are looked at for headings: fewer where it is wide, and none after some of numbers."""
    width = len(kinds[0])
    most = rows_at_top(width)
    if width < _WIDE:
        return most
    of_numbers = [number for number, row in enumerate(kinds[:most]) if row.count(float) * 2 > width]
    return of_numbers[_ROWS_OF_NUMBERS - 1] + 1 if len(of_numbers) >= _ROWS_OF_NUMBERS else most


def _tell_errors(path: Path, seen: set[str], report: Report) -> None:
    """Formulas that came to an error: the reader gives them as empty, and empty means something else."""
    found = [f"{sheet}!{cell}" for sheet, cell in error_cells(path) if sheet in seen]
    if found:
        report.add(
            "refused", "error_cell", f"an error stands in {len(found):,} cell{'' if len(found) == 1 else 's'}.",
            needed="a number, a mark such as [x], or nothing.", action="Mend the formula, or empty the cell.",
            where=found,
        )  # fmt: skip


def _kinds_of(rows: list[list[Any]]) -> list[tuple[type, ...]]:
    """Of each row the kinds of its cells; alike rows share one object, so that they are told apart by ``id``."""
    known: dict[tuple[type, ...], tuple[type, ...]] = {}
    found: list[tuple[type, ...]] = []
    before: tuple[type, ...] = ()
    for row in rows:
        kinds = tuple(map(type, row))
        if kinds != before:  # mostly it is the same as above, which is seen sooner than found
            before = known.setdefault(kinds, kinds)
        found.append(before)
    return found


def _different(kinds: list[tuple[type, ...]]) -> list[tuple[type, ...]]:
    return list(dict(zip(map(id, kinds), kinds, strict=True)).values())


def _has_blanks(rows: list[list[Any]], kinds: list[tuple[type, ...]]) -> bool:
    """Whether any cell is empty, as one with an error is too."""
    others = {
        id(found): [column for column, kind in enumerate(found) if kind not in _NUMBERS] for found in _different(kinds)
    }
    return any(not row[column] for row, found in zip(rows, kinds, strict=True) for column in others[id(found)])


def _frame(rows: list[list[Any]], kinds: list[tuple[type, ...]], first: int) -> pl.DataFrame:
    """The rows from ``first`` on, a column of numbers as such; all columns of nothing else are made at once."""
    below = rows[first:]
    held = [set(column) for column in zip(*_different(kinds[first:]), strict=True)]
    numeric = [column for column, found in enumerate(held) if found <= {float, int}]
    if len(numeric) < _MANY:
        numeric = []
    others = sorted(set(range(len(held))).difference(numeric))
    found = [_column([row[column] for row in below], held[column]).alias(str(column)) for column in others]
    if not numeric:
        return pl.DataFrame(found)
    frame = _numbers(below, numeric)
    for column, cells in zip(others, found, strict=True):
        frame.insert_column(column, cells)
    return frame


def _numbers(rows: list[list[Any]], columns: list[int]) -> pl.DataFrame:
    """Columns of nothing but numbers, named after their places in ``rows``; all are read at once."""
    first, last = columns[0], columns[-1] + 1
    is_block = last - first == len(columns)
    chosen = [row[first:last] for row in rows] if is_block else map(itemgetter(*columns), rows)
    whole = b"".join(starmap(Struct(f"{len(columns)}d").pack, chosen))
    by_row = pl.Series(np.frombuffer(whole, dtype=np.float64)).reshape((len(rows), len(columns)))
    return by_row.arr.to_struct([str(column) for column in columns]).struct.unnest()


def _column(cells: Sequence[Any], kinds: Set[type]) -> pl.Series:
    """A column of cells, all of these kinds."""
    if kinds <= {float, int}:
        return pl.Series(values=np.array(cells, dtype=np.float64))
    if kinds == {str}:
        filled = pl.Series(values=cells, dtype=pl.String)
        return filled.set(filled == "", None)
    if kinds <= {float, int, str} and not any(cell for cell in cells if type(cell) is str):
        numbers = np.array([np.nan if type(cell) is str else cell for cell in cells], dtype=np.float64)
        return pl.Series(values=numbers, nan_to_null=True)
    if bool in kinds:  # True and 1 are one key of a dictionary
        return pl.Series(values=[_text(cell) for cell in cells], dtype=pl.String)
    texts = {cell: _text(cell) for cell in set(cells)}
    return pl.Series(values=[texts[cell] for cell in cells], dtype=pl.String)


def _top_texts(row: list[Any]) -> list[str]:
    """A row as :func:`_text` has it, blank where empty; most cells are words or numbers with a fraction."""
    return [
        value.strip() if (kind := type(value)) is str
        else repr(value) if kind is float and value % 1
        else _text(value) or ""
        for value in row
    ]  # fmt: skip


def _text(value: Any) -> str | None:
    """A cell as the text that a CSV of it would hold; None where it is empty."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return str(int(value)) if float(value).is_integer() and abs(value) < _PLAIN else repr(float(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
