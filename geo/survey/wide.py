"""A wide table: a row for each area, a column for each indicator, perhaps for each of its years and limits."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import polars as pl

from geo.errors import Report
from geo.survey.header import YEAR, Header, Heading, year_of
from geo.survey.numbers import Numbers, read_numbers
from geo.survey.observed import OBSERVED, Asked, Observed, Problems, text_of
from geo.survey.percent import is_share, says_percent
from geo.survey.roles import Roles, statistic_of

__all__ = ["read_wide"]


@dataclass(frozen=True)
class _Meant:
    """What one column holds: of which title, which statistic, of which year (empty: the row's or the sheet's)."""

    title: str
    statistic: str
    year: str


def read_wide(
    sheet: str, header: Header, roles: Roles, body: pl.DataFrame, sheet_year: str, report: Report
) -> Observed:
    """Read one wide sheet; see :func:`geo.survey.long.read_long`."""
    heads = {head.column: head for head in header.headings}
    kept = _filled(body, roles)
    rows = pl.int_range(header.first_row, header.first_row + len(body), dtype=pl.Int32, eager=True).filter(kept)
    body = body.filter(kept)
    numbers, ignored = _number_columns(body, roles, heads)
    meant = _meanings([heads[column] for column in numbers])
    problems = Problems(sheet)
    for column, found in numbers.items():
        problems.note(found, column, rows)
    problems.tell(report)
    own_year = text_of(body, roles.year) if roles.year is not None else None
    base = {"row": rows, "code": text_of(body, roles.code), "name": text_of(body, roles.name)}
    asked: list[Asked] = []
    parts: list[pl.DataFrame] = []
    shares: list[str] = []
    ids: dict[str, int] = {}
    scaled = _share_columns(numbers, meant, heads)
    for column, what in meant.items():
        if what.statistic != "value":
            continue
        if what.title not in ids:
            ids[what.title] = len(asked)
            asked.append(Asked(what.title, column=column, heading=heads[column].whole))
        factor = 100.0 if column in scaled else 1.0
        if factor != 1.0:
            shares.append(f'"{heads[column].whole}"')
        beside = {
            meant[one].statistic: one for one in meant if (meant[one].title, meant[one].year) == (what.title, what.year)
        }
        found = numbers[column]
        year = what.year or sheet_year
        parts.append(
            pl.DataFrame(
                {
                    "asked": pl.repeat(ids[what.title], len(body), dtype=pl.Int32, eager=True),
                    **base,
                    "year": own_year
                    if own_year is not None and not what.year
                    else pl.repeat(year, len(body), eager=True),
                    "value": found.values * factor,
                    **{
                        key: numbers[beside[key]].values * (factor if key != "n" else 1.0)
                        if key in beside
                        else np.full(len(body), np.nan)
                        for key in ("low", "high", "se", "n")
                    },
                    "mark": found.marks if found.marks is not None else pl.repeat("", len(body), eager=True),
                }
            )
        )
    if shares:
        report.add(
            "note", "share_to_percent", "columns write percentages as shares of 1.",
            action="0.45 was read as 45 % there.", where=shares,
        )  # fmt: skip
    frame = pl.concat(parts) if parts else pl.DataFrame(schema=OBSERVED)  # type: ignore[arg-type]
    return Observed(sheet, tuple(asked), frame, ignored=tuple(ignored))


def _filled(body: pl.DataFrame, roles: Roles) -> pl.Series:
    """Rows with anything besides a code and a name: empty rows and notes below the table are passed over."""
    columns = [str(column) for column in roles.rest]
    if not columns:
        return pl.repeat(True, len(body), eager=True)
    return body.select(pl.any_horizontal(pl.col(columns).is_not_null())).to_series()


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


def _share_columns(numbers: dict[int, Numbers], meant: dict[int, _Meant], heads: dict[int, Heading]) -> set[int]:
    """Columns that write percentages as 0.45: decided for all columns of the same title together."""
    by_title: dict[str, list[int]] = {}
    for column, one in meant.items():
        if one.statistic == "value":
            by_title.setdefault(one.title, []).append(column)
    chosen: set[int] = set()
    for columns in by_title.values():
        has_sign = any(numbers[column].is_percent is not None for column in columns)
        values = np.concatenate([numbers[column].values for column in columns])
        if not has_sign and any(says_percent(heads[column].whole) for column in columns) and is_share(values):
            chosen.update(columns)
    return chosen
