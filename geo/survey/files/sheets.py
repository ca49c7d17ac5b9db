"""A sheet of cells: text where codes may be, rows and columns counted as a spreadsheet program does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

__all__ = ["LEAST_TOP", "TOP_ROWS", "Sheet", "cell_name", "column_letters", "rows_at_top"]

TOP_ROWS = 80
"""So many rows are looked at for the beginning of the table."""
LEAST_TOP, _TOP_CELLS = 14, 4000
"""Fewer of wide tables, but so many."""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: of the sheet, empty for a CSV.
        top: its first rows as text, at most :data:`TOP_ROWS`.
        body: the rows from one on (counted from 0) as a frame of columns ``0``, ``1`` …: String, or Float64 where
            every filled cell is a number; null where blank.
        percent: columns that a workbook shows as percentages, by the row from which one looks; none for text.
    """

    name: str
    top: list[list[str]]
    body: Callable[[int], pl.DataFrame]
    percent: Callable[[int], frozenset[int]] = lambda first: frozenset()


def rows_at_top(width: int) -> int:
    """So many rows of a sheet of so many columns are looked at for its headings."""
    return min(TOP_ROWS, max(LEAST_TOP, _TOP_CELLS // max(width, 1)))


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(sheet: str, column: int, row: int) -> str:
    """``D7``, or ``2023!D7`` in a workbook; ``row`` is counted from 0."""
    return f"{sheet + '!' if sheet else ''}{column_letters(column)}{row + 1}"
