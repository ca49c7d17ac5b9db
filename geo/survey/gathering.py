"""Every sheet of a file read, before anything is joined to areas: what was asked, and a row for each value."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

import polars as pl

from geo.errors import Report
from geo.survey.files import Sheet, open_sheets
from geo.survey.layout import (
    CELLS,
    YEAR,
    Asked,
    Cells,
    Observed,
    Page,
    Stack,
    by_category,
    find_header,
    find_roles,
    folded,
    read_long,
    read_wide,
    says_percent,
    statistic_of,
)
from geo.survey.options import SurveyOptions

__all__ = ["Gathered", "gather", "looks_like_survey"]


@dataclass(frozen=True)
class Gathered:
    """What a file says.

    Attributes:
        asked: of all sheets.
        sheets: the sheet of each.
        cells: their values and places, ``asked`` a position in ``asked``.
        groups_n: rows of groups of people that were read past.
        ignored: headings of columns of words.
        below: a suppressed count is smaller than this; NaN where neither the marks nor anybody say so.
    """

    asked: tuple[Asked, ...]
    sheets: tuple[str, ...]
    cells: Cells
    groups_n: int
    ignored: tuple[str, ...]
    below: float = math.nan


def gather(path: Path, name: str, known: set[str], options: SurveyOptions, report: Report) -> Gathered:
    """Read all sheets.

    Args:
        path: the file.
        name: as people know it.
        known: codes of the areas that are expected, if any are.
        options: as a person says them.
        report: told everything that is noticed.

    Raises:
        InputError: nothing of it can be used.
    """
    sheets = open_sheets(path, report)
    report.raise_if_refused()
    told = [one for sheet in sheets for one in _read_sheet(sheet, name, known, options, report)]
    told = [one for one in told if one.has_codes or not any(other.has_codes for other in told)]
    if len(sheets) > 1:
        names = {one.sheet for one in told}
        report.facts["Sheets"] = ", ".join(sheet.name for sheet in sheets if sheet.name in names)
        lacking = [one.name for one in sheets if one.name not in names]
        report.facts["Sheets without a table"] = ", ".join(lacking) or "none"
    if not told and report.is_usable:
        report.add(
            "refused", "no_survey", "no table with areas and values was found.",
            needed="a row of headings, a column with codes of areas, and a column for each indicator, or a column with "
            "indicators and one with their values.", action="Look at the example in the guide.",
        )  # fmt: skip
    report.raise_if_refused()
    return Gathered(
        tuple(one for sheet in told for one in sheet.asked),
        tuple(sheet.sheet for sheet in told for _ in sheet.asked),
        _together(told),
        sum(sheet.groups_n for sheet in told),
        tuple(dict.fromkeys(name for sheet in told for name in sheet.ignored)),
        _below(told, options),
    )


def _below(told: list[Observed], options: SurveyOptions) -> float:
    """As a person says it; else as the marks do, where all that are suppressed say the same number: ``<5``."""
    if math.isfinite(options.suppressed_below):
        return options.suppressed_below
    texts = {text for one in told for text, mark in one.marks if mark == "c"}
    numbers = {int(found[0]) if (found := re.search(r"\d+", text)) else 0 for text in texts}
    return float(numbers.pop()) if len(numbers) == 1 and 0 not in numbers else math.nan


def looks_like_survey(path: Path) -> bool:
    """Whether a text table is a survey rather than counts of people: indicators in a column, or several percentages."""
    report = Report(path.name, "survey")
    for sheet in open_sheets(path, report):
        header = find_header(sheet.top, set())
        if header is None:
            continue
        words = [folded(head.whole) for head in header.headings]
        statistics = {statistic_of(word) for word in words}
        if "value" in statistics and any(word.startswith(("indicator", "question")) for word in words):
            return True
        if sum(says_percent(word) for word in words) >= 2:
            return True
    return False


def _read_sheet(sheet: Sheet, name: str, known: set[str], options: SurveyOptions, report: Report) -> list[Observed]:
    """What one sheet says; nothing where it holds no table of areas."""
    if options.sheet and sheet.name and sheet.name != options.sheet:
        return []
    header = find_header(sheet.top, known)
    if header is None:
        return []
    body = sheet.body(header.first_row)
    if not report.is_usable or not len(body):
        return []
    top = sheet.top[header.first_row :]
    roles = find_roles(header, body, top, known, options.id_column, report)
    if roles.code is None and roles.name is None:
        return []
    named = {
        "the name of the sheet": _year_in(sheet.name), "the name of the file": _year_in(Path(name).stem),
        "what stands above the table": _year_in(" ".join(header.above)),
    }  # fmt: skip
    where, taken = next(((place, one) for place, one in named.items() if one), ("", ""))
    others = [f"{place} says {one}" for place, one in named.items() if one and one != taken]
    year = options.year or taken
    page = Page(sheet, header, roles, body, year, sample_size=options.sample_size)
    pages = [page] if roles.is_long else by_category(page)
    read = read_long if roles.is_long else read_wide
    found = [one for page in pages if (one := read(page, report)).asked]
    if (
        roles.year is None
        and year
        and not options.year
        and any((one.cells.places["year"] == year).any() for one in found)
    ):
        report.add(
            "note", "year_found",
            f"no column tells the year{f' on {sheet.name}' if sheet.name else ''}"
            f"{', and ' + ' and '.join(others) if others else ''}.",
            action=f"{year} was taken from {where}; another can be said (year).",
        )  # fmt: skip
    for one in found:
        _refuse_without_year(one, report)
    return [replace(one, has_codes=roles.code is not None) for one in found]


def _refuse_without_year(found: Observed, report: Report) -> None:
    is_unknown = found.cells.places["year"] == ""
    if not is_unknown.any():
        return
    cells = found.cells.at(is_unknown)
    lacking = cells.rows(cells.values["value"].is_not_nan())
    if len(lacking):
        report.add(
            "refused", "no_year", f"the year of {len(lacking):,} values is not told.",
            needed="a column with the year, or the year as the sheet's name.", action="Say the year (year).",
            where=[
                f"{found.sheet + '!' if found.sheet else ''}row {row + 1}" for row in lacking["row"].unique().sort()
            ],
        )  # fmt: skip


def _year_in(text: str) -> str:
    """The only year in a name; "2023_24" is 2023/24."""
    found = {match[0] for match in YEAR.finditer(text)}
    if len(found) != 1:
        return ""
    return re.sub(r"\s?[_–-]\s?", "/", found.pop())


def _together(told: list[Observed]) -> Cells:
    """The cells of all sheets one below the other."""
    if len(told) == 1:
        return told[0].cells
    places = pl.concat([sheet.cells.places for sheet in told])
    firsts = list(accumulate((len(sheet.asked) for sheet in told), initial=0))
    held = {tuple(sheet.cells.values.columns) for sheet in told}
    if all(sheet.cells.stacks for sheet in told) and len(held) == 1:
        stacks = [Stack(one.asked + first, one.places_n)
                  for sheet, first in zip(told, firsts, strict=False) for one in sheet.cells.stacks]  # fmt: skip
        return Cells(places, pl.concat([sheet.cells.values for sheet in told], rechunk=True), tuple(stacks))
    parts, place = [], 0
    for sheet, first in zip(told, firsts, strict=False):
        parts.append(sheet.cells.numbered.with_columns(pl.col("asked") + first, pl.col("place") + place))
        place += len(sheet.cells.places)
    return Cells(places, pl.concat(parts).cast({"asked": CELLS["asked"], "place": CELLS["place"]}))
