"""Rows that are joined to areas made into the table of values: by indicator, year and area, each once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from geo.errors import Report
from geo.survey.files import cell_name
from geo.survey.gathering import Gathered
from geo.survey.layout import Asked
from geo.survey.options import SurveyOptions
from geo.survey.series import Indicator

__all__ = ["settle_units", "tell_facts", "values_of", "years_of"]


def years_of(rows: pl.DataFrame, asked: Sequence[Asked]) -> dict[int, list[str]]:
    """Years in which each was asked."""
    pairs = rows.select("asked", "year").unique()
    found: dict[int, list[str]] = {number: [] for number in range(len(asked))}
    for number, year in pairs.iter_rows():
        found[number].append(year)
    return {number: sorted(years) for number, years in found.items()}


def settle_units(indicators: list[Indicator], asked: Sequence[Asked], rows: pl.DataFrame, report: Report) -> None:
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


def values_of(
    rows: pl.DataFrame, indicators: list[Indicator], asked: Sequence[Asked], sheets: Sequence[str], report: Report
) -> pl.DataFrame:
    """Rows by indicator, year and area, sorted; what stands twice is left out where it is the same, else refused."""
    of_asked = np.full(len(asked), -1, dtype=np.int64)
    for number, one in enumerate(indicators):
        of_asked[one.members] = number
    years_n, year_ranks = _ranks(rows["year"])
    areas_n, area_ranks = _ranks(rows["area_id"])
    place = (of_asked[rows["asked"].to_numpy()] * years_n + year_ranks) * areas_n + area_ranks
    if not (place[1:] >= place[:-1]).all():
        order = np.argsort(place, kind="stable")
        rows, place = rows.drop("code", "name")[order], place[order]
    same = np.flatnonzero(place[1:] == place[:-1]) + 1
    if len(same):
        rows = _once(rows, place, same, asked, sheets, report)
    keys = [one.key for one in indicators]
    numbers = of_asked[rows["asked"].to_numpy()]
    return rows.with_columns(pl.Series("indicator", keys).gather(numbers))


def _ranks(texts: pl.Series) -> tuple[int, np.ndarray]:
    """How many different texts there are, and the place of each in their order."""
    names = texts.unique().sort()
    ranks = pl.int_range(len(names), dtype=pl.Int64, eager=True)
    return len(names), texts.replace_strict(names, ranks, return_dtype=pl.Int64).to_numpy()


def _once(
    rows: pl.DataFrame,
    place: np.ndarray,
    same: np.ndarray,
    asked: Sequence[Asked],
    sheets: Sequence[str],
    report: Report,
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


def tell_facts(
    values: pl.DataFrame, indicators: list[Indicator], told: Gathered, options: SurveyOptions, report: Report
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
             "missing": "blank", "carried": "carried"}  # fmt: skip
    if marks:
        report.facts["Without a number, or marked"] = ", ".join(
            f"{words[mark]} {n:,}" for mark, n in sorted(marks.items())
        )
    if told.groups_n:
        report.facts["Rows of groups of people"] = f"{told.groups_n:,}, read past"
    if told.ignored:
        report.facts["Columns of words"] = f"{', '.join(told.ignored)}: read past"
