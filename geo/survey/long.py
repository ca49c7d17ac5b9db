"""A long table: a row for each indicator, area and year, its statistic beside its limits and sample size."""

from __future__ import annotations

import re

import numpy as np
import polars as pl

from geo.errors import Report
from geo.survey.header import Header
from geo.survey.numbers import read_numbers
from geo.survey.observed import OBSERVED, Asked, Observed, Problems, text_of
from geo.survey.percent import as_percent, says_percent
from geo.survey.roles import STATISTICS, Roles, statistic_of

__all__ = ["read_long"]

_EVERYBODY = re.compile(
    r"(all( .*)?|total|everyone|everybody|overall|n/?a|none|ward|wards|city ?wide|city|.*average|-|whole .*)?",
    re.IGNORECASE,
)
_DESCRIBING = ("reference", "indicator", "theme", "base", "unit", "polarity")


def read_long(
    sheet: str, header: Header, roles: Roles, body: pl.DataFrame, sheet_year: str, report: Report
) -> Observed:
    """Read one long sheet.

    Args:
        sheet: its name, empty for a CSV.
        header, roles: of the sheet.
        body: its rows.
        sheet_year: the year where no column tells it.
        report: told of cells that cannot be read.
    """
    rows = pl.int_range(header.first_row, header.first_row + len(body), dtype=pl.Int32, eager=True)
    kept = _is_of_everybody(body, roles) & body[str(roles.long["indicator"])].is_not_null()
    groups_n = int((~_is_of_everybody(body, roles)).sum())
    if not kept.all():
        body, rows = body.filter(kept), rows.filter(kept)
    described = {key: text_of(body, roles.long[key]) for key in _DESCRIBING if key in roles.long}
    asked, ids = _asked(described, roles)
    problems = Problems(sheet)
    columns: dict[str, pl.Series] = {"asked": ids, "row": rows}
    columns["code"] = text_of(body, roles.code)
    columns["name"] = text_of(body, roles.name)
    columns["year"] = (
        text_of(body, roles.year) if roles.year is not None else pl.repeat(sheet_year, len(body), eager=True)
    )
    mark, percent = None, None
    for key in STATISTICS[:-1]:
        column = roles.statistics.get(key)
        if column is None:
            continue
        numbers = read_numbers(body[str(column)])
        problems.note(numbers, column, rows)
        columns[key] = pl.Series(key, numbers.values)
        if key == "value":
            mark = numbers.marks
            percent = numbers.is_percent
    if "mark" in roles.statistics:
        mark = _with_flags(mark, body[str(roles.statistics["mark"])], len(body))
    problems.tell(report)
    columns["mark"] = mark if mark is not None else pl.repeat("", len(body), eager=True)
    frame = pl.DataFrame({name: columns.get(name, pl.repeat(np.nan, len(body), eager=True)) for name in OBSERVED})
    frame = frame.cast(OBSERVED)  # type: ignore[arg-type]
    is_percent = np.array([says_percent(one.unit) or says_percent(one.title) for one in asked], dtype=bool)
    head = next(head for head in header.headings if head.column == roles.statistics["value"])
    whole = says_percent(head.whole) or (percent is not None and bool(percent.any()))
    frame = as_percent(frame, is_percent | whole, percent, f'column "{head.whole}"', report)
    return Observed(sheet, asked, _spread(frame, body, roles), groups_n)


def _is_of_everybody(body: pl.DataFrame, roles: Roles) -> pl.Series:
    """Rows that are not of one group of people (by age, by deprivation …)."""
    kept = pl.repeat(True, len(body), eager=True)
    for column in roles.group:
        texts = text_of(body, column)
        other = [text for text in texts.unique().to_list() if not _EVERYBODY.fullmatch(text)]
        kept = kept & ~texts.is_in(other)
    return kept


def _asked(described: dict[str, pl.Series], roles: Roles) -> tuple[tuple[Asked, ...], pl.Series]:
    """What was asked, each once, and which of it each row is of."""
    frame = pl.DataFrame(described)
    unique = frame.unique(maintain_order=True).with_row_index("asked")
    keys = list(described)
    ids = frame.join(unique, on=keys, how="left", maintain_order="left")["asked"]
    column = roles.statistics["value"]
    asked = tuple(
        Asked(
            title=" ".join(row["indicator"].split()),
            **{key: " ".join(row[key].split()) for key in keys if key != "indicator"},
            column=column,
        )
        for row in unique.iter_rows(named=True)
    )
    return asked, ids


def _with_flags(marks: pl.Series | None, flags: pl.Series, count: int) -> pl.Series:
    """Marks of a column of their own (``[u]`` beside the value) where the value itself has none."""
    own = marks if marks is not None else pl.repeat("", count, eager=True)
    read = read_numbers(flags.cast(pl.String))
    if read.marks is None:
        return own
    told = read.marks.replace({"missing": ""})
    return pl.select(pl.when(own == "").then(told).otherwise(own)).to_series()


def _spread(frame: pl.DataFrame, body: pl.DataFrame, roles: Roles) -> pl.DataFrame:
    """Of a table with a row for each statistic ("Percentage", "Lower limit" …) one row with all of them."""
    column = roles.long.get("statistic")
    if column is None or set(roles.statistics) & {"low", "high", "se", "n"}:
        return frame
    kinds = text_of(body, column).replace_strict(
        (names := text_of(body, column).unique().to_list()), [statistic_of(name) for name in names],
        return_dtype=pl.String,
    )  # fmt: skip
    if not set(kinds.unique()) & {"low", "high", "se", "n"}:
        return frame
    keys = ["asked", "code", "name", "year"]
    tidy = frame.with_columns(kinds.alias("kind")).filter(pl.col("kind") != "")
    spread = tidy.filter(pl.col("kind") == "value").drop("low", "high", "se", "n", "kind")
    for key in ("low", "high", "se", "n"):
        one = tidy.filter(pl.col("kind") == key).select(*keys, pl.col("value").alias(key)).unique(keys)
        spread = spread.join(one, on=keys, how="left", maintain_order="left")
    return spread.select(list(OBSERVED)).with_columns(pl.col("low", "high", "se", "n").fill_null(float("nan")))
