"""What a sheet says, one row a value, before it is joined to areas: the same for wide and long tables."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from geo.errors import Report
from geo.survey.numbers import Numbers
from geo.survey.sheets import cell_name, column_letters

__all__ = ["OBSERVED", "Asked", "Observed", "Problems", "text_of"]

OBSERVED: dict[str, pl.DataType] = {
    "asked": pl.Int32(), "row": pl.Int32(), "code": pl.String(), "name": pl.String(), "year": pl.String(),
    "value": pl.Float64(), "low": pl.Float64(), "high": pl.Float64(), "se": pl.Float64(), "n": pl.Float64(),
    "mark": pl.String(),
}  # fmt: skip
"""Columns of :attr:`Observed.rows`: ``asked`` is a position in :attr:`Observed.asked`, ``row`` the sheet's, from 0."""


def text_of(body: pl.DataFrame, column: int | None) -> pl.Series:
    """A column as text, blank where empty or where there is none; a whole number as such (2024, not 2024.0)."""
    if column is None:
        return pl.repeat("", len(body), eager=True)
    cells = body[str(column)]
    if cells.dtype == pl.Float64:
        return cells.cast(pl.Int64, strict=False).cast(pl.String).fill_null("")
    return cells.str.strip_chars().fill_null("")


@dataclass(frozen=True)
class Asked:
    """One question or indicator as a sheet names it. ``column`` is where its values stand."""

    title: str
    reference: str = ""
    theme: str = ""
    base: str = ""
    unit: str = ""
    polarity: str = ""
    column: int = -1
    heading: str = ""


@dataclass(frozen=True)
class Observed:
    """Everything that one sheet says."""

    sheet: str
    asked: tuple[Asked, ...]
    rows: pl.DataFrame
    groups_n: int = 0
    ignored: tuple[str, ...] = ()


@dataclass
class Problems:
    """Faults of cells, gathered over all columns of a sheet and told once."""

    sheet: str
    bad: list[str] = field(default_factory=list)
    marks: dict[tuple[str, str], int] = field(default_factory=dict)
    commas: list[str] = field(default_factory=list)

    def note(self, numbers: Numbers, column: int, rows: pl.Series) -> None:
        """Remember what was met in one column; ``rows`` are the sheet's rows of its cells, from 0."""
        for row, text in numbers.bad:
            self.bad.append(f'{cell_name(self.sheet, column, int(rows[row]))} "{text[:30]}"')
        for read in numbers.read_marks:
            self.marks[read] = self.marks.get(read, 0) + 1
        if numbers.has_decimal_comma:
            self.commas.append(f"{self.sheet + '!' if self.sheet else ''}column {column_letters(column)}")

    def tell(self, report: Report) -> None:
        """Put them into the report."""
        if self.bad:
            report.add(
                "refused",
                "not_a_number",
                f"{len(self.bad):,} cell{'' if len(self.bad) == 1 else 's'} that should be a number "
                f"{'is' if len(self.bad) == 1 else 'are'} none and no mark that is known.",
                needed="a number, or one of [c] [x] [z] [low] [u] * <5 -, or nothing.",
                action="Correct the cells, or empty them where the value is not known.",
                where=self.bad,
            )
        if self.commas:
            report.add(
                "note", "decimal_comma", "numbers are written with a decimal comma.",
                action="45,2 was read as 45.2 there.", where=self.commas,
            )  # fmt: skip
