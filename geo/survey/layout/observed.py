"""What a sheet says, one row a value, before it is joined to areas: the same for wide and long tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import Report
from geo.survey.files import Sheet, cell_name, column_letters
from geo.survey.layout.header import Header, Heading
from geo.survey.layout.numbers import Numbers
from geo.survey.layout.roles import Roles

__all__ = [
    "CELLS",
    "PLACES",
    "Asked",
    "Cells",
    "Observed",
    "Page",
    "Problems",
    "Stack",
    "ranks_of",
    "repeated",
    "text_of",
]


@dataclass(frozen=True)
class Page:
    """A sheet whose table was found: what its columns are, its rows below the headings, the year of its name."""

    sheet: Sheet
    header: Header
    roles: Roles
    body: pl.DataFrame
    year: str
    row_numbers: pl.Series | None = None
    category: str = ""
    family: str = ""
    sample_size: str = ""

    def rows(self) -> pl.Series:
        """The sheet's row of each row of the body, from 0."""
        if self.row_numbers is not None:
            return self.row_numbers
        first = self.header.first_row
        return pl.int_range(first, first + len(self.body), dtype=pl.Int32, eager=True)

    @cached_property
    def codes(self) -> pl.Series:
        """The code of each row of the body, blank where there is none."""
        return text_of(self.body, self.roles.code)

    def head(self, column: int) -> Heading:
        """The heading of a column."""
        return next(head for head in self.header.headings if head.column == column)

    def percent(self) -> frozenset[int]:
        """Columns that a workbook shows as percentages."""
        return self.sheet.percent(self.header.first_row)

    def year_texts(self, body: pl.DataFrame) -> pl.Series:
        """The year of each row."""
        if self.roles.year is not None:
            return text_of(body, self.roles.year)
        return repeated(self.year, len(body))

    @staticmethod
    def nothing(count: int) -> NDArray[np.float64]:
        """So many numbers that are not known."""
        return np.full(count, np.nan)


PLACES: dict[str, pl.DataType] = {"row": pl.Int32(), "code": pl.String(), "name": pl.String(), "year": pl.String()}
"""Columns of :attr:`Cells.places`; ``row`` is the sheet's, from 0."""
CELLS: dict[str, pl.DataType] = {
    "asked": pl.Int32(), "place": pl.Int32(), "value": pl.Float64(), "low": pl.Float64(), "high": pl.Float64(),
    "se": pl.Float64(), "n": pl.Float64(), "mark": pl.String(),
}  # fmt: skip
"""Columns of :attr:`Cells.values`: ``asked`` is a position in :attr:`Observed.asked`, ``place`` a row of places."""


def text_of(body: pl.DataFrame, column: int | None) -> pl.Series:
    """A column as text, blank where empty or where there is none; a whole number as such (2024, not 2024.0)."""
    if column is None:
        return repeated("", len(body))
    cells, is_number = pl.col(str(column)), body[str(column)].dtype == pl.Float64
    texts = cells.cast(pl.Int64, strict=False).cast(pl.String) if is_number else cells.str.strip_chars()
    return body.select(texts.fill_null("")).to_series()


def repeated(text: str, count: int) -> pl.Series:
    """One text so many times."""
    return pl.Series([text], dtype=pl.String).new_from_index(0, count)


@dataclass(frozen=True)
class Asked:
    """One question or indicator as a sheet names it.

    ``column`` is where its values stand; ``family`` what the categories of one table share, empty elsewhere.
    """

    title: str
    reference: str = ""
    theme: str = ""
    base: str = ""
    unit: str = ""
    polarity: str = ""
    column: int = -1
    heading: str = ""
    family: str = ""


@dataclass(frozen=True)
class Stack:
    """Whole columns one below the other: what each is of, and of how many places, the same for all of them."""

    asked: NDArray[np.int32]
    places_n: int


@dataclass(frozen=True)
class Cells:
    """Values, and once for all values of a row where they are from: a wide table names an area once for 300 values.

    Attributes:
        places: :data:`PLACES`, later with ``area_id`` too; each is of one value at least.
        values: :data:`CELLS`; of stacks without ``asked`` and ``place``, and without columns of which nothing is told.
        stacks: one below the other, their places too; none where each value says itself of what it is.
    """

    places: pl.DataFrame
    values: pl.DataFrame
    stacks: tuple[Stack, ...] = ()

    @classmethod
    def from_rows(cls, rows: pl.DataFrame) -> Cells:
        """Of a frame that has everything in each row."""
        place = pl.int_range(len(rows), dtype=pl.Int32, eager=True).alias("place")
        return cls(rows.select(list(PLACES)), rows.with_columns(place).select(list(CELLS)))

    @cached_property
    def years(self) -> tuple[pl.Series, NDArray[np.int32]]:
        """The years in order, and the position there of each place's."""
        return ranks_of(self.places["year"])

    @cached_property
    def numbered(self) -> pl.DataFrame:
        """The values with all of :data:`CELLS`."""
        if not self.stacks:
            return self.values
        asked, place, first = [], [], 0
        for stack in self.stacks:
            asked.append(np.repeat(stack.asked, stack.places_n))
            place.append(np.tile(np.arange(first, first + stack.places_n, dtype=np.int32), len(stack.asked)))
            first += stack.places_n
        own = pl.DataFrame({"asked": np.concatenate(asked), "place": np.concatenate(place)})
        nothing = [
            pl.lit("" if kind == pl.String else float("nan")).alias(name)
            for name, kind in CELLS.items()
            if name not in (*own.columns, *self.values.columns)
        ]
        return pl.concat([own, self.values], how="horizontal").with_columns(nothing).select(list(CELLS))

    def rows(self, chosen: pl.Series | NDArray[np.bool_] | None = None) -> pl.DataFrame:
        """The values, or some of them, with all that is known of their places."""
        values = self.numbered if chosen is None else self.numbered.filter(chosen)
        return pl.concat([values, self.places[values["place"]]], how="horizontal")

    def at(self, is_meant: pl.Series) -> Cells:
        """Only the places that are meant, and their values."""
        if is_meant.all():
            return self
        if not is_meant.any():
            return Cells(self.places.clear(), pl.DataFrame(schema=CELLS))
        if self.stacks:
            return self._of_stacks_at(is_meant)
        numbers = (is_meant.cum_sum().cast(pl.Int32) - 1).gather(self.values["place"])
        kept = is_meant.gather(self.values["place"])
        return Cells(self.places.filter(is_meant), self.values.with_columns(numbers.alias("place")).filter(kept))

    def _of_stacks_at(self, is_meant: pl.Series) -> Cells:
        stacks, kept, first = [], [], 0
        for stack in self.stacks:
            own = is_meant.slice(first, stack.places_n).to_numpy()
            kept.append(np.tile(own, len(stack.asked)))
            stacks.append(Stack(stack.asked, int(own.sum())))
            first += stack.places_n
        values = self.values.filter(pl.Series(np.concatenate(kept)))
        return Cells(self.places.filter(is_meant), values, tuple(stack for stack in stacks if stack.places_n))


def ranks_of(texts: pl.Series) -> tuple[pl.Series, NDArray[np.int32]]:
    """The different texts in order, and the position there of each."""
    names = texts.unique().sort()
    ranks = pl.int_range(len(names), dtype=pl.Int32, eager=True)
    return names, texts.replace_strict(names, ranks, return_dtype=pl.Int32).to_numpy()


@dataclass(frozen=True)
class Observed:
    """Everything that one sheet says."""

    sheet: str
    asked: tuple[Asked, ...]
    cells: Cells
    groups_n: int = 0
    ignored: tuple[str, ...] = ()
    has_codes: bool = True
    marks: tuple[tuple[str, str], ...] = ()


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
