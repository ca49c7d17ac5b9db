"""The two tables of an edition's surveys: values by area, and what was asked; several files made into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from geo.errors import Report
from geo.survey.indicators import key_of, wording_of
from geo.tables import SURVEY, SURVEY_INDICATORS, Table

__all__ = ["Survey", "combined", "empty_table"]

_TYPES = {"string": pl.String(), "float": pl.Float64(), "bool": pl.Boolean()}


@dataclass(frozen=True)
class Survey:
    """A survey by area.

    Attributes:
        values: :data:`geo.tables.SURVEY` as a Polars frame, sorted by indicator, year and area.
        indicators: :data:`geo.tables.SURVEY_INDICATORS` as a Polars frame, sorted by indicator.
        report: everything that was noticed.
    """

    values: pl.DataFrame
    indicators: pl.DataFrame
    report: Report


def empty_table(table: Table) -> pl.DataFrame:
    """A table without rows, its columns of the declared kinds."""
    return pl.DataFrame(schema={column.name: _TYPES[column.kind] for column in table.columns})


def combined(surveys: Sequence[Survey], notes: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Values and indicators of several files, the same questions put together.

    The same words, base and unit are one indicator. The same number with other words is one too where the years differ,
    and its series is broken there. A year that two files tell is taken from the one added last.

    Args:
        surveys: in the order in which they were added.
        notes: told what was decided.
    """
    if not surveys:
        return empty_table(SURVEY), empty_table(SURVEY_INDICATORS)
    rows: dict[str, dict[str, Any]] = {}
    years: dict[str, dict[str, int]] = {}
    parts: list[pl.DataFrame] = []
    together = list(range(len(surveys)))
    for position, survey in enumerate(surveys):
        renamed: dict[str, str] = {}
        held = dict(survey.values.group_by("indicator").agg(pl.col("year").unique()).iter_rows())
        for row in survey.indicators.iter_rows(named=True):
            own = sorted(held.get(row["indicator"], []))
            key = _same(row, own, rows, years)
            if key is None:
                key = key_of(row["indicator"], set(rows))
                rows[key], years[key] = {**row, "indicator": key}, {}
            else:
                _carry_on(rows, key, row, own, years[key], notes)
                first = min(years[key].values(), default=position)
                together = [together[first] if one == together[position] else one for one in together]
            years[key].update(dict.fromkeys(own, position))
            renamed[row["indicator"]] = key
        values = survey.values.with_columns(pl.col("indicator").replace(renamed)) if renamed else survey.values
        parts.append(values.with_columns(pl.lit(position, dtype=pl.Int32).alias("position")))
    _mark_ended(rows, years, together)
    values = pl.concat(parts)
    if len(parts) > 1:
        newest = [(key, year, position) for key, held in years.items() for year, position in held.items()]
        kept = pl.DataFrame(newest, schema=["indicator", "year", "position"], orient="row").cast({"position": pl.Int32})
        values = values.join(kept, on=["indicator", "year", "position"], how="semi", maintain_order="left")
        values = values.sort("indicator", "year", "area_id")
    indicators = pl.DataFrame([rows[key] for key in sorted(rows)], schema=empty_table(SURVEY_INDICATORS).schema)
    return values.select(SURVEY.names), indicators


def _same(
    row: dict[str, Any], own: list[str], rows: dict[str, dict[str, Any]], years: dict[str, dict[str, int]]
) -> str | None:
    """The indicator that a row carries on, if there is one."""
    words = _words(row)
    for key, other in rows.items():
        if other["kind"] == row["kind"] and _words(other) == words and other["unit"] == row["unit"]:
            return key
    for key, other in rows.items():
        is_numbered = row["reference"] and other["reference"] == row["reference"] and other["kind"] == row["kind"]
        if is_numbered and other["unit"] == row["unit"] and not set(own) & set(years[key]):
            return key
    return None


def _words(row: dict[str, Any]) -> tuple[str, str]:
    return wording_of(str(row["title"])), wording_of(str(row["base"]))


def _carry_on(
    rows: dict[str, dict[str, Any]],
    key: str,
    row: dict[str, Any],
    own: list[str],
    held: dict[str, int],
    notes: list[str],
) -> None:
    """The later file's words count; what differs breaks the series between the years."""
    before = rows[key]
    twice = sorted(set(own) & set(held))
    if twice:
        notes.append(f'"{row["title"]}" of {", ".join(twice)} stands in two files: {row["source"]} is used.')
    breaks = [one for one in (before["breaks"], row["breaks"]) if one]
    earlier = sorted(year for year in held if own and year < own[0])
    later = sorted(year for year in held if own and year > own[-1])
    last = earlier[-1] if earlier else own[-1] if own and later else ""
    for reason, columns in (("wording changed", ("title",)), ("base changed", ("base",)),
                            ("how people were chosen changed", ("sampling",))):  # fmt: skip
        if last and any(wording_of(str(before[name])) != wording_of(str(row[name])) for name in columns):
            breaks.append(f"{last}: {reason}")
    newer = row if not later else before
    polarity = row["polarity"] or before["polarity"]
    rows[key] = {**newer, "indicator": key, "breaks": "; ".join(dict.fromkeys(breaks)), "polarity": polarity}


def _mark_ended(rows: dict[str, dict[str, Any]], years: dict[str, dict[str, int]], together: list[int]) -> None:
    """An indicator has ended where files that share questions with its own go on without it."""
    newest: dict[int, str] = {}
    for held in years.values():
        for year, position in held.items():
            newest[together[position]] = max(newest.get(together[position], ""), year)
    for key, held in years.items():
        if held:
            last = max(held)
            rows[key]["ended"] = last < newest[together[held[last]]]
