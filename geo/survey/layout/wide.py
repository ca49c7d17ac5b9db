"""A wide table: a row for each area, a column for each indicator, perhaps for each of its years and limits."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import Report
from geo.survey.files import cell_name
from geo.survey.layout.header import Heading
from geo.survey.layout.meanings import Meanings, Meant, meanings
from geo.survey.layout.numbers import Numbers, read_numbers
from geo.survey.layout.observed import CELLS, PLACES, Asked, Cells, Observed, Page, Problems, Stack, repeated, text_of
from geo.survey.layout.percent import MOST_SHARE, Decided, decide, says_percent, tell_shares
from geo.survey.layout.roles import Roles

__all__ = ["read_wide"]

_NUMBERS = ("value", "low", "high", "se", "n")


def read_wide(page: Page, report: Report) -> Observed:
    """Read one wide sheet; ``report`` is told of cells that cannot be read."""
    heads = {head.column: head for head in page.header.headings}
    kept = _filled(page.body, page.roles)
    rows, body, codes = page.rows(), page.body, page.codes
    if not kept.all():
        rows, body, codes = rows.filter(kept), body.filter(kept), codes.filter(kept)
    numbers, ignored = _number_columns(body, page.roles, heads)
    found = meanings([heads[column] for column in numbers], page.sample_size, report)
    problems = Problems(page.sheet.name)
    for column, read in numbers.items():
        problems.note(read, column, rows)
    problems.tell(report)
    decided = _decide(page, numbers, found.of, heads, rows, report)
    if not any(one.statistic == "value" for one in found.of.values()):
        nothing = Cells(pl.DataFrame(schema=PLACES), pl.DataFrame(schema=CELLS))
        return Observed(page.sheet.name, (), nothing, ignored=tuple(ignored))
    asked, years, values, stack = _stacked(page, len(body), numbers, found, decided, heads)
    places = pl.DataFrame({"row": rows, "code": codes, "name": text_of(body, page.roles.name)})
    own_year = page.year_texts(body)
    of_years = [places.with_columns((repeated(year, len(body)) if year else own_year).alias("year")) for year in years]
    cells = Cells(pl.concat(of_years), values, (stack,) if stack else ())
    return Observed(page.sheet.name, asked, cells, ignored=tuple(ignored), marks=tuple(problems.marks))


def _stacked(
    page: Page,
    count: int,
    numbers: dict[int, Numbers],
    found: Meanings,
    decided: dict[int, Decided],
    heads: dict[int, Heading],
) -> tuple[tuple[Asked, ...], list[str], pl.DataFrame, Stack | None]:
    """What was asked, the years of headings, the columns of values one below the other, and what each column is of.

    An empty year is the row's own. Columns of one year are a stack; of several, each value says of what it is: its
    place is its row of ``count``, those of the second year after those of the first.
    """
    meant, of_all = found.of, found.of_all
    shares = {column for column, one in decided.items() if one.is_percent or says_percent(heads[column].whole)}
    by_meaning = {(one.title, one.statistic, one.year): column for column, one in meant.items()}
    years: dict[str, int] = {}
    ids: dict[str, int] = {}
    asked: list[Asked] = []
    numbered: list[int] = []
    dated: list[int] = []
    told = {one.statistic for one in meant.values()} | ({"n"} if of_all else set())
    pieces: dict[str, list[NDArray[np.float64] | None]] = {key: [] for key in _NUMBERS if key in told}
    marks: list[pl.Series | None] = []
    for column, what in meant.items():
        if what.statistic != "value":
            continue
        if what.title not in ids:
            ids[what.title] = len(asked)
            title = f"{page.category}: {what.title}" if page.category else what.title
            unit = "%" if decided[column].is_percent else ""
            asked.append(_asked(title.removesuffix(": count"), unit, column, heads[column].whole, page.family))
        numbered.append(ids[what.title])
        dated.append(years.setdefault(what.year, len(years)))
        marks.append(numbers[column].marks)
        for key, parts in pieces.items():
            beside = by_meaning.get((what.title, key, what.year))
            if beside is None and key == "n" and (column in shares or not shares):
                beside = of_all.get(what.year)
            if beside is None:
                parts.append(None)
                continue
            is_scaled = decided[column].is_scaled and key != "n" and (key == "value" or not numbers[beside].has_signs)
            parts.append(numbers[beside].values * decided[column].factor if is_scaled else numbers[beside].values)
    nothing = np.full(count, np.nan)
    columns = {
        key: pl.Series(np.concatenate([nothing if part is None else part for part in parts]))
        for key, parts in pieces.items()
    }
    if any(own is not None for own in marks):
        no_mark = repeated("", count)
        columns["mark"] = pl.concat([no_mark if own is None else own for own in marks])
    of_columns, values = np.array(numbered, dtype=np.int32), pl.DataFrame(columns)
    if len(years) == 1:
        return tuple(asked), list(years), values, Stack(of_columns, count)
    places = np.array(dated, dtype=np.int32)[:, None] * count + np.arange(count, dtype=np.int32)
    values = Cells(pl.DataFrame(), values, (Stack(of_columns, count),)).numbered
    return tuple(asked), list(years), values.with_columns(pl.Series("place", places.ravel())), None


@lru_cache(maxsize=4096)
def _asked(title: str, unit: str, column: int, heading: str, family: str) -> Asked:
    """Sheets of one workbook often ask the same."""
    return Asked(title, unit=unit, column=column, heading=heading, family=family)


def _decide(
    page: Page, numbers: dict[int, Numbers], meant: dict[int, Meant], heads: dict[int, Heading], rows: pl.Series,
    report: Report,
) -> dict[int, Decided]:  # fmt: skip
    """Whether columns write 45, 45 % or 0.45; the years of one title are decided together."""
    found: dict[int, Decided] = {}
    shares, clashing = [], []
    by_title: dict[str, list[int]] = {}
    for column, one in meant.items():
        if one.statistic == "value":
            by_title.setdefault(one.title, []).append(column)
    as_it_is = Decided(np.ones(len(rows)))
    odd = {column for column in meant if numbers[column].has_signs or _is_small(numbers[column])}
    for columns in by_title.values():
        if odd.isdisjoint(columns):
            found.update(dict.fromkeys(columns, as_it_is))
            continue
        values = np.concatenate([numbers[column].values for column in columns])
        signs = np.concatenate([numbers[column].signs for column in columns])
        is_said = any(says_percent(heads[column].whole) for column in columns)
        is_small = _is_small(Numbers(values))
        is_formatted = is_small and set(columns) <= page.percent()
        whole = decide(values, signs, np.full(len(values), is_said), is_formatted=is_formatted)
        for number, column in enumerate(columns):
            part = slice(number * len(rows), (number + 1) * len(rows))
            found[column] = Decided(whole.factor[part], whole.is_percent, is_scaled=whole.is_scaled)
            if found[column].is_scaled:
                shares.append(f'"{heads[column].whole}"')
            clashing += [
                cell_name(page.sheet.name, column, int(rows[row - part.start]))
                for row in whole.clashing
                if part.start <= row < part.stop
            ]
    tell_shares(shares, clashing, report)
    return found


def _is_small(numbers: Numbers) -> bool:
    most = numbers.most if numbers.most is not None else float(np.nanmax(numbers.values, initial=0.0))
    return most <= MOST_SHARE


def _filled(body: pl.DataFrame, roles: Roles) -> pl.Series:
    """Rows with a value, or with a code and no value; empty rows and notes below the table are passed over."""
    columns = [str(column) for column in roles.rest]
    has_value = pl.any_horizontal(pl.col(columns).is_not_null()) if columns else pl.lit(True)
    has_code = pl.lit(False)
    if roles.code is not None:
        has_code = pl.col(str(roles.code)).str.contains(r"^\S{3,12}$").fill_null(False)
        if (with_code := body.select(has_code.alias("kept"))["kept"]).all():
            return with_code
    return body.select((has_value | has_code).alias("kept"))["kept"]


def _number_columns(
    body: pl.DataFrame, roles: Roles, heads: dict[int, Heading]
) -> tuple[dict[int, Numbers], list[str]]:
    """Columns that hold numbers, read; and the headings of those that hold words."""
    numbers, ignored = {}, []
    plain = _plain_columns(body, roles)
    for column in roles.rest:
        if column in plain:
            numbers[column] = plain[column]
            continue
        cells = body[str(column)]
        found = read_numbers(cells)
        filled_n = len(cells) - cells.null_count()
        if filled_n and len(found.bad) * 2 > filled_n:
            ignored.append(heads[column].whole)
        elif filled_n:
            numbers[column] = found
    return numbers, ignored


def _plain_columns(body: pl.DataFrame, roles: Roles) -> dict[int, Numbers]:
    """Columns that hold a number in every cell and nothing else, all read at once."""
    if not roles.rest or not len(body):
        return {}
    kinds = body.dtypes
    by_kind: dict[pl.DataType, list[int]] = {}
    for column in roles.rest:
        by_kind.setdefault(kinds[column], []).append(column)
    found: dict[int, Numbers] = {}
    for kind, columns in by_kind.items():
        frame = body[[str(column) for column in columns]]
        if kind == pl.String:
            frame = frame.select(pl.all().cast(pl.Float64, strict=False))
        values = frame.to_numpy(order="fortran")
        is_plain, most = np.isfinite(values).all(axis=0), values.max(axis=0, initial=0.0).tolist()
        for number in np.flatnonzero(is_plain).tolist():
            found[columns[number]] = Numbers(values[:, number], most=most[number])
    return found
