"""A survey table read whole: every sheet laid out as rows of one value, joined to areas, its faults told at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from geo.errors import Report
from geo.survey.files import Sheet, cell_name, open_sheets
from geo.survey.layout import (
    OBSERVED,
    YEAR,
    Asked,
    Observed,
    Page,
    find_header,
    find_roles,
    folded,
    read_long,
    read_wide,
    says_percent,
    statistic_of,
)
from geo.survey.matching import match_areas
from geo.survey.options import SurveyOptions, options_from
from geo.survey.series import Indicator, find_indicators, indicator_table
from geo.survey.table import Survey
from geo.tables import SURVEY, SURVEY_INDICATORS

__all__ = ["looks_like_survey", "read_survey"]


def read_survey(
    path: Path | str, *, areas: pd.DataFrame | None = None, town: str = "", name: str = "", **given: Any
) -> Survey:
    """Read a survey table: CSV, XLSX or ODS, wide or long, one year or several.

    Args:
        path: the file.
        areas: ``area_id`` and ``area_name`` that it is joined to by code; without them every official code is kept.
        town: name of the town, as rows of the whole town may give it.
        name: of the file as people know it, which may tell the year; default: that of ``path``.
        given: see :data:`geo.survey.options.OPTIONS`.

    Raises:
        UsageError: an option is wrong.
        InputError: the file cannot be used; its report names every reason.
    """
    path = Path(path)
    options = options_from(given)
    name = name or path.name
    report = Report(name, "survey")
    sheets = open_sheets(path, report)
    report.raise_if_refused()
    known = set() if areas is None else {str(code) for code in areas["area_id"]}
    told = [one for sheet in sheets if (one := _read_sheet(sheet, name, known, options, report)) is not None]
    told = [one for one in told if one.has_codes or not any(other.has_codes for other in told)]
    if len(sheets) > 1:
        names = {one.sheet for one in told}
        report.facts["Sheets"] = ", ".join(sheet.name for sheet in sheets if sheet.name in names)
        report.facts["Sheets without a table"] = (
            ", ".join(one.name for one in sheets if one.name not in names) or "none"
        )
    if not told and report.is_usable:
        report.add(
            "refused", "no_survey", "no table with areas and values was found.",
            needed="a row of headings, a column with codes of areas, and a column for each indicator, or a column with "
            "indicators and one with their values.", action="Look at the example in the guide.",
        )  # fmt: skip
    report.raise_if_refused()
    asked = tuple(one for sheet in told for one in sheet.asked)
    sheet_of = [sheet.sheet for sheet in told for _ in sheet.asked]
    rows = _together(told)
    if areas is not None:
        rows = match_areas(
            rows, areas, town=town, is_by_name=options.is_by_name, is_partial=options.is_partial, report=report
        )
    else:
        rows = rows.filter(pl.col("code") != "").with_columns(pl.col("code").alias("area_id"))
    report.raise_if_refused()
    years = _years(rows, asked)
    indicators = find_indicators(asked, years, options, report)
    indicators.sort(key=lambda one: one.key)
    _settle_units(indicators, asked, rows, report)
    values = _values(rows, indicators, asked, sheet_of, report)
    table = indicator_table(indicators, asked, options, name, "survey", report)
    _tell_facts(values, indicators, told, options, report)
    report.raise_if_refused()
    return Survey(values.select(SURVEY.names), table.select(SURVEY_INDICATORS.names), report)


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


def _read_sheet(sheet: Sheet, name: str, known: set[str], options: SurveyOptions, report: Report) -> Observed | None:
    """What one sheet says; None where it holds no table of areas."""
    if options.sheet and sheet.name and sheet.name != options.sheet:
        return None
    header = find_header(sheet.top, known)
    if header is None:
        return None
    body = sheet.body(header.first_row)
    if not report.is_usable or not len(body):
        return None
    roles = find_roles(header, body, known, options.id_column, report)
    if roles.code is None and roles.name is None:
        return None
    year = options.year or _year_in(sheet.name) or _year_in(Path(name).stem) or _year_in(" ".join(header.above))
    page = Page(sheet, header, roles, body, year)
    found = read_long(page, report) if roles.is_long else read_wide(page, report)
    if not found.asked:
        return None
    if roles.year is None and year and not options.year and (found.rows["year"] == year).any():
        report.add(
            "note", "year_found", f"no column tells the year{f' on {sheet.name}' if sheet.name else ''}.",
            action=f"{year} was taken from the name of the sheet or file; another can be said (year).",
        )  # fmt: skip
    lacking = found.rows.filter((pl.col("year") == "") & pl.col("value").is_not_nan())
    if len(lacking):
        report.add(
            "refused", "no_year", f"the year of {len(lacking):,} values is not told.",
            needed="a column with the year, or the year as the sheet's name.", action="Say the year (year).",
            where=[f"{sheet.name + '!' if sheet.name else ''}row {row + 1}" for row in lacking["row"].unique().sort()],
        )  # fmt: skip
    return replace(found, has_codes=roles.code is not None)


def _year_in(text: str) -> str:
    """The only year in a name; "2023_24" is 2023/24."""
    found = {match[0] for match in YEAR.finditer(text)}
    if len(found) != 1:
        return ""
    return re.sub(r"\s?[_–-]\s?", "/", found.pop())


def _together(told: list[Observed]) -> pl.DataFrame:
    parts, first = [], 0
    for sheet in told:
        parts.append(sheet.rows.with_columns(pl.col("asked") + first) if first else sheet.rows)
        first += len(sheet.asked)
    return pl.concat(parts).cast({"asked": OBSERVED["asked"]}) if len(parts) > 1 else parts[0]


def _years(rows: pl.DataFrame, asked: Sequence[Asked]) -> dict[int, list[str]]:
    """Years in which each was asked."""
    pairs = rows.select("asked", "year").unique()
    found: dict[int, list[str]] = {number: [] for number in range(len(asked))}
    for number, year in pairs.iter_rows():
        found[number].append(year)
    return {number: sorted(years) for number, years in found.items()}


def _settle_units(indicators: list[Indicator], asked: Sequence[Asked], rows: pl.DataFrame, report: Report) -> None:
    """Units that no words tell: percentages where limits or sample sizes stand beside values of 0 to 100."""
    open_ones = [one for one in indicators if not one.unit]
    if not open_ones:
        return
    facts = rows.group_by("asked").agg(
        pl.col("value").fill_nan(None).min().alias("least"), pl.col("value").fill_nan(None).max().alias("most"),
        (pl.col("low", "se", "n").is_not_nan().any()).name.suffix("_any"),
    )  # fmt: skip
    by_asked = {row["asked"]: row for row in facts.iter_rows(named=True)}
    taken: dict[str, list[str]] = {"%": [], "score": []}
    for one in open_ones:
        found = [by_asked[member] for member in one.members if member in by_asked]
        known = [row for row in found if row["least"] is not None]
        is_percent = all(row["least"] >= 0 and 1 < row["most"] <= 100 for row in known) and bool(known)
        has_sample = any(row["low_any"] or row["se_any"] or row["n_any"] for row in found)
        one.unit = "%" if is_percent and has_sample else "score"
        taken[one.unit].append(one.key)
    for unit, keys in taken.items():
        if keys:
            words = "percentages" if unit == "%" else "scores"
            report.add(
                "warning", "unit", f"the table does not say in what {len(keys):,} indicators are counted.",
                action=f"Taken as {words}; say it where that is wrong (unit KEY=%, count, score, rank, rate or mean).",
                where=keys,
            )  # fmt: skip


def _values(
    rows: pl.DataFrame, indicators: list[Indicator], asked: Sequence[Asked], sheets: list[str], report: Report
) -> pl.DataFrame:
    """Rows by indicator, year and area, sorted; what stands twice is left out where it is the same, else refused."""
    of_asked = np.full(len(asked), -1, dtype=np.int64)
    for number, one in enumerate(indicators):
        of_asked[one.members] = number
    years, year_codes = np.unique(rows["year"].to_numpy().astype(str), return_inverse=True)
    names = rows["area_id"].unique().sort()
    ranks = rows["area_id"].replace_strict(names, range(len(names)), return_dtype=pl.Int64).to_numpy()
    place = (of_asked[rows["asked"].to_numpy()] * len(years) + year_codes) * len(names) + ranks
    order = np.argsort(place, kind="stable")
    rows, place = rows[order], place[order]
    same = np.flatnonzero(place[1:] == place[:-1]) + 1
    if len(same):
        rows = _once(rows, place, same, asked, sheets, report)
    keys = [one.key for one in indicators]
    numbers = of_asked[rows["asked"].to_numpy()]
    return rows.with_columns(pl.Series("indicator", keys).gather(numbers))


def _once(
    rows: pl.DataFrame, place: np.ndarray, same: np.ndarray, asked: Sequence[Asked], sheets: list[str], report: Report
) -> pl.DataFrame:
    """Without the rows that repeat the row before; two values for one area and year are refused."""
    facts = ["value", "low", "high", "se", "n", "mark"]
    now, before = rows[same].select(facts), rows[same - 1].select(facts)
    is_equal = np.ones(len(same), dtype=bool)
    for name in facts:
        is_equal &= now[name].eq_missing(before[name]).to_numpy()
    differing = rows[same[~is_equal]]
    if len(differing):
        report.add(
            "refused", "two_values", f"{len(differing):,} times there are two values for one indicator, area and year.",
            needed="one value for each; rows of groups of people in a column of their own.",
            action="Take out the rows that are not meant.",
            where=[
                f"{cell_name(sheets[number], asked[number].column, row)} ({area or 'town'} {year})"
                for number, row, area, year in differing.select("asked", "row", "area_id", "year").iter_rows()
            ],
        )  # fmt: skip
    if is_equal.any():
        lines = sorted(set(rows[same[is_equal]]["row"].to_list()))
        report.add(
            "repaired", "repeated_rows", f"{len(lines):,} row{'' if len(lines) == 1 else 's'} repeat another.",
            action="Counted once.", where=[f"row {row + 1}" for row in lines], count=len(lines),
        )  # fmt: skip
    keep = np.ones(len(rows), dtype=bool)
    keep[same] = False
    return rows.filter(pl.Series(keep))


def _tell_facts(
    values: pl.DataFrame, indicators: list[Indicator], told: list[Observed], options: SurveyOptions, report: Report
) -> None:
    years = sorted({year for one in indicators for year in one.years})
    areas_n = int(values.filter(pl.col("area_id") != "")["area_id"].n_unique())
    report.facts["Indicators"] = len(indicators)
    report.facts["Years"] = ", ".join(years[:12]) + (f" and {len(years) - 12} more" if len(years) > 12 else "")
    report.facts["Areas"] = areas_n
    report.facts["Values"] = f"{int(values['value'].is_not_nan().sum()):,} known of {len(values):,}"
    report.facts["Town"] = "as the table gives it" if (values["area_id"] == "").any() else "not in the table"
    has = [words for key, words in (("low", "limits"), ("se", "standard errors"), ("n", "sample sizes"))
           if bool(values[key].is_not_nan().any())]  # fmt: skip
    report.facts["Beside the values"] = ", ".join(has) or "no limits, standard errors or sample sizes"
    report.facts["How people were chosen"] = options.sampling or "not stated"
    marks = {mark: n for mark, n in values["mark"].value_counts().iter_rows() if mark}
    words = {"c": "suppressed", "x": "not available", "z": "not applicable", "low": "low", "u": "low reliability",
             "missing": "blank"}  # fmt: skip
    if marks:
        report.facts["Without a number, or marked"] = ", ".join(
            f"{words[mark]} {n:,}" for mark, n in sorted(marks.items())
        )
    groups_n = sum(sheet.groups_n for sheet in told)
    if groups_n:
        report.facts["Rows of groups of people"] = f"{groups_n:,}, read past"
    ignored = [name for sheet in told for name in sheet.ignored]
    if ignored:
        report.facts["Columns of words"] = f"{', '.join(dict.fromkeys(ignored))}: read past"
