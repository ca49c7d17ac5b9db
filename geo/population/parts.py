"""Rows that may be added up: of a table with several rows a code, those that do not say the same people twice."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from geo.boundaries import as_text
from geo.errors import Report
from geo.population.tables import number_from_text, plain

__all__ = ["is_total_label", "keep_rows_of_one_kind"]

_TOTAL = re.compile(
    r"^(grand\s+)?totals?\b|\btotals?$|^all$|^all\s+(categories|ages|persons|people|usual|residents|households|wards|"
    r"areas|lsoas|msoas|sexes|groups|dwellings)\b",
    re.IGNORECASE,
)
_TOTAL_OF_PARTS = re.compile(r"^(persons|people|both( sexes)?|t|_t|all|m\s*\+\s*f|male and female)$", re.IGNORECASE)
_TIME = re.compile(r"^(year|date|period|time|time_?period|date_?name|mid_?year|census_?year|time_?name)$")
_MEASURE = re.compile(r"^(measures?|measures?_?name|measure_?type|statistic|value_?type|unit_?of_?measure)$")
_COUNT_MEASURE = re.compile(r"^(value|count|number|persons|people|households|residents|estimate|number of.*)$", re.I)
_NEARLY_ALL = 0.95
_MOST_PARTS = 200


def keep_rows_of_one_kind(table: pd.DataFrame, code: str, count: str, report: Report) -> pd.DataFrame:
    """Of a long table (several rows per code) the rows that may be added up.

    The latest of several years, counts rather than percentages, and where a table has totals among its parts only
    these, so that nobody is counted twice. A total is known by its word ("Persons", "All ages", "T") or by
    arithmetic: one part that for nearly every code is the sum of all others.
    """
    for column in [str(name) for name in table.columns if name not in (code, count)]:
        texts = table[column].map(as_text)
        if _TIME.match(plain(column)) and texts.nunique() > 1:
            latest = max(texts)
            table = _keep(table, texts == latest, f'column "{column}" has several dates; {latest} is used', report)
        elif _MEASURE.match(plain(column)) and texts.nunique() > 1:
            fitting = texts.map(lambda text: bool(_COUNT_MEASURE.match(text)))
            if fitting.any():
                table = _keep(table, fitting, f'column "{column}" mixes counts with other measures', report)
    for column in [str(name) for name in table.columns if name not in (code, count)]:
        if not table[code].duplicated().any():
            break
        texts = table[column].map(as_text)
        is_total = texts.map(lambda text: bool(_TOTAL.search(text) or _TOTAL_OF_PARTS.match(text)))
        codes = table.loc[is_total, code]
        if is_total.any() and not is_total.all() and codes.nunique() >= 0.9 * table[code].nunique():
            first = texts[is_total].iloc[0]
            table = _keep(
                table, is_total, f'column "{column}" has totals among its rows ("{first[:30]}")', report
            )  # fmt: skip
            continue
        total = _total_by_arithmetic(table, texts, code, count)
        if total is not None:
            found = f'column "{column}" has a part "{total[:30]}" that is the sum of the others'
            table = _keep(table, texts == total, found, report)
    return table


def _total_by_arithmetic(table: pd.DataFrame, parts: pd.Series, code: str, count: str) -> str | None:
    """The part that for nearly every code is the sum of all others; None if there is none.

    A code counts if it has the part and at least one other, all of them known. Groups are codes with all other
    columns of words alike (each age is compared with itself).
    """
    names = sorted(set(parts) - {""})
    if not 2 <= len(names) <= _MOST_PARTS:
        return None
    numbers = table[count].map(as_text).map(number_from_text)
    values = pd.Series([np.nan if number is None else number for number in numbers], index=table.index, dtype=float)
    others = [
        str(name)
        for name in table.columns
        if name not in (code, count, parts.name) and 1 < table[name].nunique() <= _MOST_PARTS
    ]
    others = [name for name in others if not _goes_with(table[name].map(as_text), parts)]
    keys = [table[name].map(as_text).to_numpy() for name in (code, *others)]
    frame = pd.DataFrame({"part": parts.to_numpy(), "value": values.to_numpy()})
    wide = (
        frame.groupby([*keys, "part"], sort=False)["value"].agg(lambda found: found.sum(skipna=False)).unstack("part")
    )
    wide = wide.reindex(columns=names)
    summed = wide.sum(axis=1, skipna=False)
    groups = wide[np.isfinite(summed) & (summed > 0)]
    if len(groups) < max(3, 0.5 * len(wide)):
        return None
    for name in names:
        rest = groups.drop(columns=name).sum(axis=1)
        if float(np.mean(np.abs(groups[name] - rest) <= 0.5)) >= _NEARLY_ALL:
            return name
    return None


def _goes_with(first: pd.Series, second: pd.Series) -> bool:
    """Is one column only another name of the other (code and word of the same category)?"""
    pairs = pd.DataFrame({"first": first.to_numpy(), "second": second.to_numpy()}).drop_duplicates()
    return len(pairs) == pairs["second"].nunique() or len(pairs) == pairs["first"].nunique()


def _keep(table: pd.DataFrame, kept: pd.Series, found: str, report: Report) -> pd.DataFrame:
    report.add(
        "repaired",
        "rows_of_one_kind",
        f"{found}.",
        action=f"{int(kept.sum()):,} of {len(table):,} rows are used, so that nobody is counted twice.",
        count=int((~kept).sum()),
    )
    return table[kept]


def is_total_label(text: str) -> bool:
    """Whether a code or name announces a total ("Newport total") rather than a small area."""
    return bool(_TOTAL.search(text))
