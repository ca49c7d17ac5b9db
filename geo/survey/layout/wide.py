"""A wide table: a row for each area, a column for each indicator, perhaps for each of its years and limits."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import polars as pl

from geo.errors import Report
from geo.survey.files import cell_name
from geo.survey.layout.header import YEAR, Heading, year_of
from geo.survey.layout.numbers import Numbers, read_numbers
from geo.survey.layout.observed import OBSERVED, Asked, Observed, Page, Problems, text_of
from geo.survey.layout.percent import Decided, decide, says_percent, tell_shares
from geo.survey.layout.roles import Roles, statistic_of

__all__ = ["read_wide"]

# A share of 1 is hardly more; larger numbers of a column are percentages as they stand.
_MOST_SHARE = 2.0


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
    by_meaning = {one: column for column, one in meant.items()}
    asked: list[Asked] = []
    ids: dict[str, int] = {}
    parts: dict[str, list[pl.Series]] = {name: [] for name in OBSERVED}
    own_year = page.year_texts(body)
    for column, what in meant.items():
        if what.statistic != "value":
            continue
        if what.title not in ids:
            ids[what.title] = len(asked)
            unit = "%" if decided[column].is_percent else ""
            title = f"{page.category}: {what.title}" if page.category else what.title
            title = title.removesuffix(": count")
            asked.append(Asked(title, unit=unit, column=column, heading=heads[column].whole, family=page.family))
        parts["asked"].append(pl.repeat(ids[what.title], len(body), dtype=pl.Int32, eager=True))
        parts["year"].append(pl.repeat(what.year, len(body), eager=True) if what.year else own_year)
        marks = numbers[column].marks
        parts["mark"].append(marks if marks is not None else pl.repeat("", len(body), eager=True))
        for key in ("value", "low", "high", "se", "n"):
            beside = by_meaning.get(_Meant(what.title, key, what.year))
            cells = None if beside is None else numbers[beside]
            if cells is None:
                parts[key].append(pl.Series(page.nothing(len(body))))
            else:
                factor = 1.0 if key == "n" or (cells.has_signs and key != "value") else decided[column].factor
                parts[key].append(pl.Series(cells.values * factor))
    for key, texts in (
        ("row", rows),
        ("code", text_of(body, page.roles.code)),
        ("name", text_of(body, page.roles.name)),
    ):
        parts[key] = [texts] * len(parts["asked"])
    if not asked:
        return Observed(page.sheet.name, (), pl.DataFrame(schema=OBSERVED), ignored=tuple(ignored))
    frame = pl.DataFrame({name: pl.concat(pieces) for name, pieces in parts.items()})
    return Observed(page.sheet.name, tuple(asked), frame, ignored=tuple(ignored))


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
    for columns in by_title.values():
        values = np.concatenate([numbers[column].values for column in columns])
        signs = np.concatenate([numbers[column].signs for column in columns])
        is_said = any(says_percent(heads[column].whole) for column in columns)
        is_small = bool(len(values)) and float(np.nanmax(np.abs(values), initial=0.0)) <= _MOST_SHARE
        is_formatted = is_small and set(columns) <= page.percent()
        whole = decide(values, signs, np.full(len(values), is_said), is_formatted=is_formatted)
        for number, column in enumerate(columns):
            part = slice(number * len(rows), (number + 1) * len(rows))
            found[column] = Decided(whole.factor[part], whole.is_percent)
            if found[column].is_scaled:
                shares.append(f'"{heads[column].whole}"')
            clashing += [
                cell_name(page.sheet.name, column, int(rows[row - part.start]))
                for row in whole.clashing
                if part.start <= row < part.stop
            ]
    tell_shares(shares, clashing, report)
    return found


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
    for column in roles.rest:
        cells = body[str(column)]
        found = read_numbers(cells)
        filled_n = len(cells) - cells.null_count()
        if filled_n and len(found.bad) * 2 > filled_n:
            ignored.append(heads[column].whole)
        elif filled_n:
            numbers[column] = found
    return numbers, ignored


def _meanings(heads: list[Heading]) -> dict[int, _Meant]:
    """What each column of numbers is of."""
    split = {head.column: _split(head) for head in heads}
    titles = {title for title, _, _ in split.values()} | {head.whole for head in heads}
    found: dict[int, _Meant] = {}
    for head in heads:
        title, statistic, year = split[head.column]
        is_beside = any(other != head.column and split[other][0] == title for other in split)
        if (statistic or year) and (is_beside or head.above) and title in titles:
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


def _split(head: Heading) -> tuple[str, str, str]:
    """Title, statistic and year of a heading: "Lonely: lower limit", "Lonely 2022/23", or of two rows of headings."""
    if head.above:
        for title, rest in ((head.above, head.text), (head.text, head.above)):
            if statistic := statistic_of(rest):
                return title, statistic, ""
            if year := year_of(rest):
                return title, "", year
            if (match := YEAR.search(rest)) and (statistic := statistic_of(rest.replace(match[0], ""))):
                return title, statistic, match[0]
        return head.whole, "", ""
    text, year = head.text, ""
    if (match := YEAR.search(text)) and text.replace(match[0], "").strip(" _-:()"):
        text, year = " ".join(text.replace(match[0], " ").split()).strip(" _-:()"), match[0]
    for suffix in _suffixes(text):
        if statistic := statistic_of(suffix[1]):
            return suffix[0], statistic, year
    return text, "", year


def _suffixes(text: str) -> list[tuple[str, str]]:
    """Ways to cut a heading in two, the shorter end first."""
    marks = [match.start() for match in re.finditer(r"[\s_:,(\[–-]+", text)]
    return [(text[:mark].rstrip(" _:,([–-"), text[mark:].strip(" _:,()[]–-")) for mark in reversed(marks) if mark > 0]
