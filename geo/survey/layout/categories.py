"""A wide table with several rows for each area: one column says of which category each is."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from geo.survey.layout.observed import Page, text_of

__all__ = ["by_category"]

_MOST_CATEGORIES = 60
_LEAST_ROWS = 1.8


def by_category(page: Page) -> list[Page]:
    """The page in parts, one for each category; as it is where each area has one row."""
    roles, body = page.roles, page.body
    if roles.code is None:
        return [page]
    codes = page.codes
    has_code = codes != ""
    if has_code.sum() < _LEAST_ROWS * max(codes.filter(has_code).n_unique(), 1):
        return [page]
    keys = pl.DataFrame({"code": codes, "year": page.year_texts(body)}).filter(has_code)
    if len(keys) < _LEAST_ROWS * max(keys.n_unique(), 1):  # a ward that stands twice is a fault, no category
        return [page]
    for column in roles.rest:
        texts = text_of(body, column)
        held = texts.filter(has_code)
        if not 2 <= held.n_unique() <= _MOST_CATEGORIES or (held == "").any():
            continue
        if not keys.with_columns(held.alias("category")).is_duplicated().any():
            return _parts(page, column, texts, has_code)
    return [page]


def _parts(page: Page, column: int, texts: pl.Series, has_code: pl.Series) -> list[Page]:
    rows = page.rows()
    heading = " ".join(page.head(column).whole.replace("_", " ").split())
    heading = heading[:1].upper() + heading[1:]
    roles = replace(page.roles, rest=tuple(other for other in page.roles.rest if other != column))
    found = []
    whole = {text: re.sub(r"\.0$", "", text) for text in texts.unique().to_list()}
    for category in texts.filter(has_code).unique(maintain_order=True).to_list():
        chosen = texts == category
        found.append(
            replace(
                page,
                roles=roles,
                body=page.body.filter(chosen),
                row_numbers=rows.filter(chosen),
                category=f"{heading} {whole[category]}",
                family=heading,
            )
        )
    return found
