"""A workbook for people: cover, contents, notes, columns, and one marked-up table a sheet, by the spreadsheet rules of
the UK's Analysis Function.

Every table begins in A1 and is marked as one; no cell is merged or blank, and nothing is said by colour alone. Headings
are words with their unit; the sheet "Columns" gives the name of each in our other files. Numbers are rounded as the
pages round (``analysis/registry/number_words.py``); full precision is in Parquet. What is no number is said in
shorthand: ``[x]`` not available, ``[z]`` there is none, ``[low]`` rounds to 0 and is not 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.areas import is_absent
from analysis.registry import NOT_KNOWN, Measure, rounded, rounded_column
from everyday.exchange.tables import Sheet, write_book

__all__ = ["SHORTHAND", "About", "rounded_table", "unknown_last", "write_workbook"]

SHORTHAND = {
    "[x]": "Not available: nothing is known here, often because it lies outside the street data.",
    "[z]": "Not applicable: it is known that there is none, for example no way to the centre within the limit.",
    "[low]": "Rounds to 0 but is not 0.",
}
_FORMATS = {"share": "0 %", "people": "#,##0", "minutes": "0", "m²": "#,##0", "of 100": "0", "ratio": "0.0",
            "index": "0.0", "degrees": "0.00000"}  # fmt: skip


@dataclass(frozen=True)
class About:
    """What a workbook is of.

    Attributes:
        title: such as "Wrenmouth: areas".
        lines: what one should know of it: label and words (dates, edition, licence, who made it).
        sheet: name of the sheet with the numbers.
        what: what one row is, in words: "area".
    """

    title: str
    lines: Sequence[tuple[str, str]]
    sheet: str
    what: str


def _order(table: pd.DataFrame, registry: Mapping[str, Measure]) -> np.ndarray:
    """Places of the rows of which something was measured, then of the others, each in their order."""
    columns = [
        name
        for name in table.columns
        if name in registry and registry[name].level != "base" and not registry[name].is_text
    ]
    is_empty = table[columns].isna().all(axis=1).to_numpy() if columns else np.zeros(len(table), dtype=bool)
    return np.argsort(is_empty, kind="stable")


def unknown_last(table: pd.DataFrame, registry: Mapping[str, Measure]) -> pd.DataFrame:
    """The rows of which something was measured, each part in its order; last those of which nothing is known."""
    return table.iloc[_order(table, registry)].reset_index(drop=True)


def rounded_table(table: pd.DataFrame, registry: Mapping[str, Measure]) -> pd.DataFrame:
    """A copy whose numbers are rounded as the pages round them, in the same units; a value that is not 0 stays so."""
    found = table.copy()
    for name in found.columns:
        measure = registry.get(str(name))
        if measure is not None and not measure.is_text and pd.api.types.is_float_dtype(found[name]):
            found[name] = rounded_column(found[name].to_numpy(dtype=float), measure.unit)
    return found


def _headings(columns: Sequence[str], registry: Mapping[str, Measure]) -> list[str]:
    """Headings in words, each once."""
    found: list[str] = []
    for name in columns:
        words = registry[name].heading if name in registry else name.replace("_", " ").capitalize()
        found.append(words if words.casefold() not in {one.casefold() for one in found} else f"{words} [{name}]")
    return found


def _cells(table: pd.DataFrame, name: str, registry: Mapping[str, Measure]) -> Iterator[object]:
    """The cells of a column: numbers as they are written, else words or shorthand."""
    measure = registry.get(name)
    if measure is None or measure.is_text or not pd.api.types.is_numeric_dtype(table[name]):
        for value in table[name].tolist():
            yield "[x]" if value is None or value != value or value == "" else str(value)
        return
    if measure.unit == "yes or no":
        for value in table[name].tolist():
            words = measure.format_value(value)
            yield "[x]" if words == NOT_KNOWN else words
        return
    values, none = table[name].to_numpy(dtype=float), is_absent(table, measure)
    for value, shown, is_none in zip(values, rounded_column(values, measure.unit), none, strict=True):
        if not np.isfinite(value):
            yield "[z]" if is_none else "[x]"
        else:
            yield "[low]" if rounded(value, measure.unit).bound == "under" else float(shown)


def write_workbook(
    path: Path, table: pd.DataFrame, registry: Mapping[str, Measure], about: About, columns: Sequence[str]
) -> None:
    """Write a table of measures as a workbook, whole or not at all.

    Args:
        path: of the file, ``.xlsx`` or ``.ods``.
        table: one row per cell or area; without outlines.
        registry: measures by column.
        about: what the cover says.
        columns: those of ``table`` that are written; others may tell *none* from *not known*.

    Raises:
        UsageError: a text is longer than a cell can be.
    """
    ordered = table.iloc[_order(table[list(columns)], registry)]
    headings = _headings(columns, registry)
    contents = (
        ("Cover", "What this workbook is, when and from what it was made"),
        ("Contents", "This list"),
        ("Notes", "Shorthand, rounding, and what an empty number would mean"),
        ("Columns", "Every column in words: unit, meaning, what it leaves out, and its name in other files"),
        (about.sheet, f"The numbers, one row for each {about.what}: {len(ordered):,} rows"),
    )
    told = [_column_row(name, words, registry.get(name)) for name, words in zip(columns, headings, strict=True)]
    titles = ["Column", "Name in other files", "Unit", "What it means", "What it leaves out", "Source"]
    cells = [list(_cells(ordered, name, registry)) for name in columns]
    formats = [_FORMATS.get(registry[name].unit, "General") if name in registry else "General" for name in columns]
    sheets = (
        Sheet("Cover", ["About", about.title], about.lines),
        Sheet("Contents", ["Sheet", "What is in it"], contents),
        Sheet("Notes", ["Note", "What it says"], _notes()),
        Sheet("Columns", titles, told),
        Sheet(about.sheet, headings, zip(*cells, strict=True), formats=formats),
    )
    write_book(path, about.title, sheets)


def _notes() -> list[tuple[str, str]]:
    return [
        *SHORTHAND.items(),
        ("Rounding", "Numbers are rounded as on the pages of the atlas: minutes whole, shares whole per cent, counts "
         "to one decimal below 10, people to two or three figures. The Parquet and GeoPackage files have all digits."),
        ("0", "0 is known and none. What is not known is [x]."),
        ("Order", "Rows of which nothing is known come last."),
        ("Areas", "The number of an area is the mean over its people, unless its column says it is a sum."),
    ]  # fmt: skip


def _column_row(name: str, heading: str, measure: Measure | None) -> tuple[str, ...]:
    if measure is None:
        return (heading, name, "[z]", "[z]", "[z]", "[z]")
    unit = "per cent; 0 to 1 in other files" if measure.unit == "share" else measure.unit
    told = (heading, name, unit, measure.meaning, measure.leaves_out, measure.source)
    return tuple(words or "[z]" for words in told)
