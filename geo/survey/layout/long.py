"""A long table: a row for each indicator, area and year, its statistic beside its limits and sample size."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import polars as pl

from geo.errors import Report
from geo.survey.files import cell_name
from geo.survey.layout.numbers import read_numbers
from geo.survey.layout.observed import Asked, Cells, Observed, Page, Problems, text_of
from geo.survey.layout.percent import MOST_SHARE, decide, says_percent, tell_shares
from geo.survey.layout.roles import Roles, statistic_of

__all__ = ["read_long"]

_EVERYBODY = re.compile(
    r"(all( .*)?|total|everyone|everybody|overall|n/?a|none|ward|wards|city ?wide|city|.*average|-|whole .*)?",
    re.IGNORECASE,
)
_DESCRIBING = ("reference", "indicator", "theme", "base", "unit", "polarity")


def read_long(page: Page, report: Report) -> Observed:
    """Read one long sheet; ``report`` is told of cells that cannot be read."""
    roles, body = page.roles, page.body
    rows = page.rows()
    is_of_all = _is_of_everybody(body, roles)
    groups_n = int((~is_of_all).sum())
    if groups_n:
        body, rows = body.filter(is_of_all), rows.filter(is_of_all)
    described = {key: _words(body, roles.long[key]) for key in _DESCRIBING if key in roles.long}
    asked, ids = _asked(described, roles)
    problems = Problems(page.sheet.name)
    column = roles.statistics["value"]
    value = read_numbers(body[str(column)])
    problems.note(value, column, rows)
    told = np.array([says_percent(f"{one.title} {one.unit}") for one in asked], dtype=bool)
    head = page.head(column)
    may_be = told[ids.to_numpy()] | says_percent(head.whole)
    is_small = float(np.nanmax(value.values, initial=0.0)) <= MOST_SHARE
    is_formatted = is_small and column in page.percent()
    decided = decide(value.values, value.is_percent, may_be, is_formatted=is_formatted)
    if decided.is_percent or says_percent(head.whole):
        asked = tuple(replace(one, unit=one.unit or "%") for one in asked)
    columns: dict[str, pl.Series | np.ndarray] = {
        "asked": ids.cast(pl.Int32),
        "row": rows,
        "code": text_of(body, roles.code),
        "name": _words(body, roles.name),
        "year": page.year_texts(body),
        "value": value.values * decided.factor,
    }
    for key in ("low", "high", "se", "n"):
        if (place := roles.statistics.get(key)) is None:
            columns[key] = page.nothing(len(body))
            continue
        numbers = read_numbers(body[str(place)], with_marks=False)
        problems.note(numbers, place, rows)
        columns[key] = numbers.values * (decided.factor if key != "n" and not numbers.has_signs else 1.0)
    columns["mark"] = _marks(value.marks, body, roles)
    clashing = [cell_name(page.sheet.name, column, int(rows[row])) for row in decided.clashing]
    tell_shares([f'"{head.whole}"'] if decided.is_scaled else [], clashing, report)
    problems.tell(report)
    frame = _spread(pl.DataFrame(columns), body, roles)
    if (frame["code"] == "").any():  # notes below the table
        frame = frame.filter((pl.col("code") != "") | (pl.col("name") != "") | pl.col("value").is_not_nan())
    return Observed(page.sheet.name, asked, Cells.from_rows(frame), groups_n, marks=tuple(problems.marks))


def _words(body: pl.DataFrame, column: int | None) -> pl.Series:
    """A column of words; their outer blanks go later, once for each."""
    if column is None or body[str(column)].dtype != pl.String:
        return text_of(body, column)
    return body[str(column)].fill_null("")


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
    keys = list(described)
    hashes = frame.hash_rows()
    first = hashes.arg_unique().sort()
    unique = frame[first]
    ids = hashes.replace_strict(hashes.gather(first), pl.int_range(len(first), dtype=pl.Int32, eager=True))
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


def _marks(own: pl.Series | None, body: pl.DataFrame, roles: Roles) -> pl.Series:
    """Marks of the values, and of a column of their own (``[u]`` beside the value) where the value has none."""
    marks = own if own is not None else pl.repeat("", len(body), eager=True)
    if "mark" not in roles.statistics:
        return marks
    read = read_numbers(body[str(roles.statistics["mark"])].cast(pl.String))
    if read.marks is None:
        return marks
    return pl.select(
        pl.when(marks.is_in(["", "missing"]) & ~read.marks.is_in(["", "missing"])).then(read.marks).otherwise(marks)
    ).to_series()


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
    return spread.with_columns(pl.col("low", "high", "se", "n").fill_null(float("nan")))
