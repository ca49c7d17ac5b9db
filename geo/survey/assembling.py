"""Rows that are joined to areas made into the table of values: by indicator, year and area, each once."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import Report
from geo.survey.files import cell_name
from geo.survey.gathering import Gathered
from geo.survey.layout import Asked, Cells, ranks_of
from geo.survey.options import SurveyOptions
from geo.survey.series import Indicator
from geo.survey.stacking import order_of_stacks
from geo.tables import SURVEY

__all__ = ["settle_units", "tell_facts", "values_of", "years_of"]


def years_of(cells: Cells, asked: Sequence[Asked]) -> dict[int, list[str]]:
    """Years in which each was asked."""
    names, ranks = cells.years
    years, found = names.to_list(), np.zeros(len(asked) * len(names), dtype=bool)
    if cells.stacks:
        first = 0
        for stack in cells.stacks:
            own = np.unique(ranks[first : first + stack.places_n])
            found[stack.asked[:, None] * len(names) + own] = True
            first += stack.places_n
    else:
        found[cells.values["asked"].to_numpy() * len(names) + ranks[cells.values["place"].to_numpy()]] = True
    rows = found.reshape(len(asked), len(names))
    held: dict[bytes, list[str]] = {}
    of_asked: dict[int, list[str]] = {}
    for number, row in enumerate(rows):
        key = row.tobytes()
        if key not in held:
            held[key] = [years[place] for place in np.flatnonzero(row)]
        of_asked[number] = held[key]
    return of_asked


def settle_units(indicators: list[Indicator], asked: Sequence[Asked], cells: Cells, report: Report) -> None:
    """Units that no words tell: percentages where limits or sample sizes stand beside values of 0 to 100."""
    open_ones = [one for one in indicators if not one.unit]
    if not open_ones:
        return
    facts = cells.numbered.group_by("asked").agg(
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
    cells: Cells, indicators: list[Indicator], asked: Sequence[Asked], sheets: Sequence[str], report: Report
) -> pl.DataFrame:
    """Rows by indicator, year and area, sorted; what stands twice is left out where it is the same, else refused."""
    of_asked = np.full(len(asked), -1, dtype=np.int64)
    for number, one in enumerate(indicators):
        of_asked[one.members] = number
    (years, year_ranks), (areas, area_ranks) = cells.years, ranks_of(cells.places["area_id"])
    keys = pl.Series([one.key for one in indicators], dtype=pl.String)
    shape, block = (len(indicators), len(years), len(areas)), len(years) * len(areas)
    of_place = year_ranks.astype(np.int64) * len(areas) + area_ranks
    if (found := order_of_stacks(cells.stacks, of_asked, of_place)) is not None:
        ranks = (found.indicators, found.of_values(year_ranks), found.of_values(area_ranks))
        return _with_words((keys, years, areas), ranks, cells.values, found.values)
    values, of_asked = cells.numbered, of_asked * block
    place, order = _in_order(values, of_asked, of_place)
    if len(np.flatnonzero(place[1:] == place[:-1])):
        order = np.arange(len(place)) if order is None else order
        is_kept = _not_blank(Cells(cells.places, values[order]), place, asked, sheets, report)
        order, place = order[is_kept], place[is_kept]
        same = np.flatnonzero(place[1:] == place[:-1]) + 1
        _tell_same(Cells(cells.places, values[order]), same, asked, sheets, report)
        order, place = np.delete(order, same), np.delete(place, same)
    return _with_words((keys, years, areas), _unravelled(place, shape), values.drop("asked", "place"), order)


def _with_words(
    words: tuple[pl.Series, pl.Series, pl.Series],
    ranks: Sequence[NDArray[np.integer]],
    values: pl.DataFrame,
    order: NDArray[np.integer] | None,
) -> pl.DataFrame:
    """The values in order, each with its indicator, year and area in words; NaN where nothing is told."""
    columns = {
        name: texts.gather(_positions(numbers))
        for name, texts, numbers in zip(("indicator", "year", "area_id"), words, ranks, strict=True)
    }
    count, unknown = len(ranks[0]), None
    for name in SURVEY.names:
        if name in values.columns and (order is None or not _is_empty(values[name])):
            columns[name] = values[name] if order is None else values[name].gather(_positions(order))
        elif name == "mark":
            columns[name] = pl.repeat("", count, eager=True)
        elif name not in columns:
            unknown = pl.Series(np.full(count, np.nan)) if unknown is None else unknown
            columns[name] = unknown
    return pl.DataFrame(columns)


def _in_order(
    values: pl.DataFrame, of_asked: NDArray[np.int64], of_place: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64] | None]:
    """The position of each value in the table, sorted, and the order that sorts the values; None: as they are."""
    place = of_asked[values["asked"].to_numpy()] + of_place[values["place"].to_numpy()]
    if (place[1:] >= place[:-1]).all():
        return place, None
    order = np.argsort(place, kind="stable")
    return place[order], order


def _unravelled(place: NDArray[np.integer], shape: tuple[int, int, int]) -> Sequence[NDArray[np.integer]]:
    """Of sorted places, each once, in a table of ``shape``: their positions along its three sides."""
    if len(place) == math.prod(shape):  # no place is empty
        return list(np.indices(shape, dtype=np.uint32).reshape(3, -1))
    return np.unravel_index(place, shape)


def _positions(numbers: NDArray[np.integer]) -> pl.Series:
    """As Polars keeps positions itself, so that it need not look at each."""
    return pl.Series(numbers.astype(np.uint32, copy=False))


def _is_empty(cells: pl.Series) -> bool:
    if cells.dtype == pl.String:
        return not len(cells) or (cells[0] == "" and bool((cells == "").all()))
    return bool(cells.dtype == pl.Float64 and np.isnan(cells.to_numpy()).all())


def _not_blank(
    cells: Cells, place: NDArray[np.int64], asked: Sequence[Asked], sheets: Sequence[str], report: Report
) -> NDArray[np.bool_]:
    """All values but blank cells that stand beside others of the same ``place``, which are told."""
    is_blank = (cells.values["mark"] == "missing").to_numpy()
    for name in ("value", "low", "high", "se", "n"):
        is_blank &= cells.values[name].is_nan().to_numpy()
    found, of_place = np.unique(place, return_inverse=True)
    is_told = np.bincount(of_place, weights=~is_blank, minlength=len(found)) > 0
    is_left = is_blank & is_told[of_place]
    if is_left.any():
        beside = Cells(cells.places, cells.values.filter(pl.Series(is_left))).rows()
        report.add(
            "warning", "blank_beside", f"{'a' if len(beside) == 1 else f'{len(beside):,}'} blank cell"
            f"{' stands' if len(beside) == 1 else 's stand'} beside a value of the same indicator, area and year.",
            action="The value was taken; take out the rows that are not meant.", where=_where(beside, asked, sheets),
            count=len(beside),
        )  # fmt: skip
    return ~is_left


def _where(rows: pl.DataFrame, asked: Sequence[Asked], sheets: Sequence[str]) -> list[str]:
    """Cells of rows, and the row that each repeats where that is told (``repeated``)."""
    before = rows["repeated"] if "repeated" in rows.columns else [None] * len(rows)
    return [
        f"{cell_name(sheets[number], asked[number].column, row)} ({area or 'town'} {year}"
        f"{'' if repeated is None else f'; row {repeated + 1} before'})"
        for (number, row, area, year), repeated in zip(
            rows.select("asked", "row", "area_id", "year").iter_rows(), before, strict=True
        )
    ]


def _tell_same(
    cells: Cells, same: NDArray[np.int64], asked: Sequence[Asked], sheets: Sequence[str], report: Report
) -> None:
    """Say which rows (``same``) repeat the row before; two values for one area and year are refused."""
    facts = ["value", "low", "high", "se", "n", "mark"]
    now, before = cells.values[same].select(facts), cells.values[same - 1].select(facts)
    is_equal = np.ones(len(same), dtype=bool)
    for name in facts:
        is_equal &= now[name].eq_missing(before[name]).to_numpy()
    repeating = Cells(cells.places, cells.values[same]).rows()
    first = Cells(cells.places, cells.values[same - 1]).rows()["row"].alias("repeated")
    differing = repeating.with_columns(first).filter(pl.Series(~is_equal)).sort("row", "asked")
    if len(differing):
        report.add(
            "refused", "two_values",
            f"{'once' if len(differing) == 1 else f'{len(differing):,} times'} there are two values for one indicator, "
            "area and year.",
            needed="one value for each; rows of groups of people in a column of their own.",
            action="Take out the rows that are not meant.", where=_where(differing, asked, sheets),
        )  # fmt: skip
    if is_equal.any():
        lines = sorted(set(repeating.filter(pl.Series(is_equal))["row"].to_list()))
        report.add(
            "repaired", "repeated_rows", f"{len(lines):,} row{' repeats' if len(lines) == 1 else 's repeat'} another.",
            action="Counted once.", where=[f"row {row + 1}" for row in lines], count=len(lines),
        )  # fmt: skip


def tell_facts(
    values: pl.DataFrame,
    area_ids: pl.Series,
    indicators: list[Indicator],
    told: Gathered,
    options: SurveyOptions,
    report: Report,
) -> None:
    """Say what the table holds; ``area_ids`` are those of the values, each at least once."""
    years = sorted({year for one in indicators for year in one.years})
    areas = set(area_ids.unique().to_list())
    report.facts["Indicators"] = len(indicators)
    report.facts["Years"] = ", ".join(years[:12]) + (f" and {len(years) - 12} more" if len(years) > 12 else "")
    report.facts["Areas"] = len(areas - {""})
    report.facts["Values"] = f"{int(values['value'].is_not_nan().sum()):,} known of {len(values):,}"
    report.facts["Town"] = "as the table gives it" if "" in areas else "not in the table"
    has = [words for key, words in (("low", "limits"), ("se", "standard errors"), ("n", "sample sizes"))
           if not np.isnan(values[key].to_numpy()).all()]  # fmt: skip
    report.facts["Beside the values"] = ", ".join(has) or "no limits, standard errors or sample sizes"
    report.facts["How people were chosen"] = options.sampling or "not stated"
    marks = dict(values["mark"].filter(values["mark"] != "").value_counts().iter_rows())
    words = {"c": "suppressed", "range": "a range", "x": "not available", "z": "not applicable", "low": "low",
             "u": "low reliability", "missing": "blank", "carried": "carried"}  # fmt: skip
    if marks:
        report.facts["Without a number, or marked"] = ", ".join(
            f"{words[mark]} {n:,}" for mark, n in sorted(marks.items())
        )
    if told.groups_n:
        report.facts["Rows of groups of people"] = f"{told.groups_n:,}, read past"
    if told.ignored:
        report.facts["Columns of words"] = f"{', '.join(told.ignored)}: read past"
