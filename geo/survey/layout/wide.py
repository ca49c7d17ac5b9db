"""A wide table: a row for each area, a column for each indicator, perhaps for each of its years and limits."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import Report
from geo.survey.files import cell_name
from geo.survey.layout.header import YEAR, Heading, year_of
from geo.survey.layout.numbers import Numbers, read_numbers
from geo.survey.layout.observed import OBSERVED, Asked, Observed, Page, Problems, text_of
from geo.survey.layout.percent import MOST_SHARE, Decided, decide, says_percent, tell_shares
from geo.survey.layout.roles import Roles, statistic_of

__all__ = ["read_wide"]


@dataclass(frozen=True)
class _Meant:
    """What one column holds: of which title, which statistic, of which year (empty: the row's or the sheet's)."""

    title: str
    statistic: str
    year: str


def read_wide(page: Page, report: Report) -> Observed:
    """Read one wide sheet; ``report`` is told of cells that cannot be read."""
    heads = {head.column: head for head in page.header.headings}
    kept = _filled(page.body, page.roles)
    rows, body = page.rows().filter(kept), page.body.filter(kept)
    numbers, ignored = _number_columns(body, page.roles, heads)
    meant = _meanings([heads[column] for column in numbers])
    problems = Problems(page.sheet.name)
    for column, found in numbers.items():
        problems.note(found, column, rows)
    problems.tell(report)
    decided = _decide(page, numbers, meant, heads, rows, report)
    if not any(one.statistic == "value" for one in meant.values()):
        return Observed(page.sheet.name, (), pl.DataFrame(schema=OBSERVED), ignored=tuple(ignored))
    asked, columns = _stacked(page, body, numbers, meant, decided, heads)
    times = len(columns["value"]) // max(len(body), 1)
    for key, texts in (
        ("row", rows),
        ("code", text_of(body, page.roles.code)),
        ("name", text_of(body, page.roles.name)),
    ):
        columns[key] = pl.concat([texts] * times)
    return Observed(
        page.sheet.name, asked, pl.DataFrame({name: columns[name] for name in OBSERVED}), ignored=tuple(ignored)
    )


def _stacked(
    page: Page,
    body: pl.DataFrame,
    numbers: dict[int, Numbers],
    meant: dict[int, _Meant],
    decided: dict[int, Decided],
    heads: dict[int, Heading],
) -> tuple[tuple[Asked, ...], dict[str, pl.Series]]:
    """What was asked, and the columns of values one below the other."""
    count = len(body)
    by_meaning = {one: column for column, one in meant.items()}
    ids: dict[str, int] = {}
    asked: list[Asked] = []
    numbered: list[int] = []
    pieces: dict[str, list[NDArray[np.float64] | None]] = {key: [] for key in ("value", "low", "high", "se", "n")}
    years, marks = [], []
    own_year, no_mark = page.year_texts(body), pl.repeat("", count, eager=True)
    for column, what in meant.items():
        if what.statistic != "value":
            continue
        if what.title not in ids:
            ids[what.title] = len(asked)
            title = f"{page.category}: {what.title}" if page.category else what.title
            asked.append(
                Asked(
                    title.removesuffix(": count"),
                    unit="%" if decided[column].is_percent else "",
                    column=column,
                    heading=heads[column].whole,
                    family=page.family,
                )
            )
        numbered.append(ids[what.title])
        years.append(pl.repeat(what.year, count, eager=True) if what.year else own_year)
        own = numbers[column].marks
        marks.append(no_mark if own is None else own)
        for key, parts in pieces.items():
            beside = by_meaning.get(_Meant(what.title, key, what.year))
            if beside is None:
                parts.append(None)
                continue
            is_scaled = decided[column].is_scaled and key != "n" and (key == "value" or not numbers[beside].has_signs)
            parts.append(numbers[beside].values * decided[column].factor if is_scaled else numbers[beside].values)
    whole = len(numbered) * count
    columns = {key: pl.Series(_one_below_the_other(parts, count, whole)) for key, parts in pieces.items()}
    columns["asked"] = pl.Series(np.repeat(np.array(numbered, dtype=np.int32), count))
    columns["year"], columns["mark"] = pl.concat(years), pl.concat(marks)
    return tuple(asked), columns


def _one_below_the_other(parts: list[NDArray[np.float64] | None], count: int, whole: int) -> NDArray[np.float64]:
    if all(part is None for part in parts):
        return np.full(whole, np.nan)
    nothing = np.full(count, np.nan)
    return np.concatenate([nothing if part is None else part for part in parts])


def _decide(
    page: Page, numbers: dict[int, Numbers], meant: dict[int, _Meant], heads: dict[int, Heading], rows: pl.Series,
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
    for columns in by_title.values():
        if not any(numbers[one].has_signs or _is_small(numbers[one].values) for one in columns):
            found |= dict.fromkeys(columns, as_it_is)
            continue
        values = np.concatenate([numbers[column].values for column in columns])
        signs = np.concatenate([numbers[column].signs for column in columns])
        is_said = any(says_percent(heads[column].whole) for column in columns)
        is_small = _is_small(values)
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


def _is_small(values: NDArray[np.float64]) -> bool:
    return float(np.nanmax(values, initial=0.0)) <= MOST_SHARE


def _filled(body: pl.DataFrame, roles: Roles) -> pl.Series:
    """Rows with a value, or with a code and no value; empty rows and notes below the table are passed over."""
    columns = [str(column) for column in roles.rest]
    has_value = pl.any_horizontal(pl.col(columns).is_not_null()) if columns else pl.lit(True)
    has_code = pl.col(str(roles.code)).str.contains(r"^\S{3,12}$").fill_null(False) if roles.code is not None else False
    return body.select((has_value | has_code).alias("kept"))["kept"]


def _number_columns(
    body: pl.DataFrame, roles: Roles, heads: dict[int, Heading]
) -> tuple[dict[int, Numbers], list[str]]:
    """Columns that hold numbers, read; and the headings of those that hold words."""
    numbers, ignored = {}, []
    plain = _plain_columns(body, roles)
    for column in roles.rest:
        if column in plain:
            numbers[column] = Numbers(plain[column])
            continue
        cells = body[str(column)]
        found = read_numbers(cells)
        filled_n = len(cells) - cells.null_count()
        if filled_n and len(found.bad) * 2 > filled_n:
            ignored.append(heads[column].whole)
        elif filled_n:
            numbers[column] = found
    return numbers, ignored


def _plain_columns(body: pl.DataFrame, roles: Roles) -> dict[int, NDArray[np.float64]]:
    """Columns that hold a number in every cell and nothing else, all read at once."""
    kinds = dict(zip(body.columns, body.dtypes, strict=True))
    names = [str(column) for column in roles.rest if kinds[str(column)] == pl.String]
    found = {}
    if names:
        read = body.select(pl.col(names).str.strip_chars().cast(pl.Float64, strict=False))
        found = {int(cells.name): cells.to_numpy() for cells in read.iter_columns()}
    found |= {one: body[str(one)].to_numpy() for one in roles.rest if kinds[str(one)] == pl.Float64}
    return {column: values for column, values in found.items() if np.isfinite(values).all()}


def _meanings(heads: list[Heading]) -> dict[int, _Meant]:
    """What each column of numbers is of."""
    split = {head.column: _split(head.text, head.above) for head in heads}
    titles = Counter(title for title, _, _ in split.values())
    found: dict[int, _Meant] = {}
    for head in heads:
        title, statistic, year = split[head.column]
        if (statistic or year) and (titles[title] > 1 or head.above):
            found[head.column] = _Meant(title, statistic or "value", year)
        else:
            found[head.column] = _Meant(head.whole, "value", "")
    told = Counter(found.values())
    for column, one in list(found.items()):
        if told[one] > 1:
            found[column] = _Meant(next(head.whole for head in heads if head.column == column), "value", "")
    values = {(one.title, one.year) for one in found.values() if one.statistic == "value"}
    for column, one in list(found.items()):
        if one.statistic != "value" and (one.title, one.year) not in values:
            found[column] = _Meant(next(head.whole for head in heads if head.column == column), "value", "")
    return found


@lru_cache(maxsize=4096)
def _split(text: str, above: str) -> tuple[str, str, str]:
    """Title, statistic and year of a heading: "Lonely: lower limit", "Lonely 2022/23", or of two rows of headings."""
    if above:
        for title, rest in ((above, text), (text, above)):
            if statistic := statistic_of(rest):
                return title, statistic, ""
            if year := year_of(rest):
                return title, "", year
            if (match := YEAR.search(rest)) and (statistic := statistic_of(rest.replace(match[0], ""))):
                return title, statistic, match[0]
        return f"{above}: {text}" if text else above, "", ""
    year = ""
    if (match := YEAR.search(text)) and text.replace(match[0], "").strip(" _-:()"):
        text, year = " ".join(text.replace(match[0], " ").split()).strip(" _-:()"), match[0]
    for title, suffix in _suffixes(text):
        if statistic := statistic_of(suffix):
            return title, statistic, year
    return text, "", year


def _suffixes(text: str) -> list[tuple[str, str]]:
    """Ways to cut a heading in two, the shorter end first."""
    marks = [match.start() for match in re.finditer(r"[\s_:,(\[–-]+", text)]
    return [(text[:mark].rstrip(" _:,([–-"), text[mark:].strip(" _:,()[]–-")) for mark in reversed(marks) if mark > 0]
