"""Questions of an export: one choice of few, several choices by their own columns; all else is read past."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.survey.answers.recognising import POINT, Export

__all__ = ["Question", "find_questions"]

_MOST_OPTIONS = 12
_LONGEST_OPTION = 120
_YES = ("1", "true", "yes", "1.0")
_NO = ("0", "false", "no", "0.0")
_PLACE = re.compile(
    r"lat(itude)?|lon(gitude)?|altitude|accuracy|precision|postcode|post code|ward|neighbourhood|where do you live",
    re.I,
)


@dataclass(frozen=True)
class Question:
    """A question and who gave which answer.

    ``chosen`` is (answers, options); ``answered`` (answers,) says who answered it at all.
    """

    title: str
    options: tuple[str, ...]
    chosen: NDArray[np.bool_]
    answered: NDArray[np.bool_]
    is_single: bool


def find_questions(export: Export, place_columns: set[int]) -> tuple[list[Question], list[str]]:
    """Questions that can be counted, and the headings of columns that are read past."""
    columns = [
        column for column in range(len(export.headings))
        if export.headings[column] and column not in place_columns and not export.is_own(column)
        and column < export.rows.width
    ]  # fmt: skip
    texts = {column: export.rows[str(column)].fill_null("") for column in columns}
    multiple = _multiple(export, texts)
    used = {column for parent, members in multiple.items() for column in (parent, *members)}
    questions = [_of_several(export, texts, parent, members) for parent, members in multiple.items()]
    past: list[str] = []
    for column in columns:
        if column in used:
            continue
        options = sorted(set(texts[column].to_list()) - {""})
        is_few = 0 < len(options) <= _MOST_OPTIONS and max(map(len, options)) <= _LONGEST_OPTION
        repeats = (texts[column] != "").sum() > len(options)
        is_place = _PLACE.search(export.headings[column]) or all(POINT.match(text) for text in options)
        if is_place or not (is_few and repeats) or any(";" in text for text in options):
            past.append(export.headings[column])
            continue
        cells = np.array(texts[column].to_list(), dtype=object)
        chosen = np.stack([cells == option for option in options], axis=1)
        answered = (texts[column] != "").to_numpy()
        questions.append(Question(_last(export.headings[column], export), tuple(options), chosen, answered, True))
    return questions, past


def _multiple(export: Export, texts: dict[int, pl.Series]) -> dict[int, list[int]]:
    """Columns of options by the column of their question: ``Question/Option`` with yes or no in every cell."""
    by_heading = {export.headings[column]: column for column in texts}
    found: dict[int, list[int]] = {}
    for column, cells in texts.items():
        held = {text.lower() for text in cells.unique().to_list()} - {""}
        heading = export.headings[column]
        parents = [by_heading[heading[:mark.start()]] for mark in re.finditer("/", heading)
                   if heading[: mark.start()] in by_heading]  # fmt: skip
        if parents and held <= {*_YES, *_NO}:
            found.setdefault(parents[-1], []).append(column)
    return found


def _of_several(export: Export, texts: dict[int, pl.Series], parent: int, members: list[int]) -> Question:
    heading = export.headings[parent]
    chosen = np.stack(
        [np.array([text.lower() in _YES for text in texts[column].to_list()], dtype=bool) for column in members], axis=1
    )
    answered = (texts[parent] != "").to_numpy() | chosen.any(axis=1)  # nothing ticked is no answer
    options = tuple(export.headings[column][len(heading) + 1 :] for column in members)
    return Question(_last(heading, export), options, chosen, answered, False)


def _last(heading: str, export: Export) -> str:
    """A heading without the groups above it (``group/question``), which several headings share."""
    while "/" in heading:
        head, _, tail = heading.partition("/")
        if sum(other.startswith(f"{head}/") or f"/{head}/" in other for other in export.headings) < 2:
            return heading
        heading = tail
    return heading
