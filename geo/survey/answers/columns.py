"""Questions of an export: one choice of few, several choices by their own columns; all else is read past."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.survey.answers.recognising import POINT, Export
from geo.survey.matching import plain_name

__all__ = ["ANOTHER", "Past", "Question", "find_questions"]

_MOST_OPTIONS = 12
_LONGEST_OPTION = 120
_MOST_SCALE = 11
"""Of numbers so many different ones may be a scale, 0 to 10."""
_MOST_TYPED = 0.3
"""More texts than that share of answers that few people gave are no choices of a form with an "Other"."""
_MOST_ALONE = 2
"""Of more choices, most were chosen by two people at least; words that one person each wrote are no choices."""
_LISTS_OTHER = "Microsoft Forms"
"""The program that writes what people typed under "Other" into the cell of the choices."""
ANOTHER = "another answer"
_NUMBER = re.compile(r"[-+]?[\d.,]+")
_NAME = re.compile(r"[a-z0-9_.-]+")
_YES = ("1", "true", "yes", "1.0")
_NO = ("0", "false", "no", "0.0")
_PLACE = re.compile(
    r"(.*[^a-z])?(latitude|longitude)|(.*[-_.:/])?(lat|lon|lng|altitude|accuracy|precision)|"
    r".*\bpost ?codes?\b.*|"
    r"((your|home)[ _])?{area}([ _](code|name))?|"
    r".*\b(which|what|name of|live in|living in)( (is|the|a|your|this|of|name|electoral|council)\b)* {area}"
    r"( (code|name)\b)?( or .*)?( (do|did|is|are|in|that) .*)?[?:.]?|"
    r".*\bwhere (do|did|does|have) you( usually)? live\b.*|.*\b(your|home) address\b.*".format(
        area="(ward|neighbou?rhood|estate|parish|village|district|street|road|area|part of (the )?town)"
    ),
    re.IGNORECASE,
)
"""Headings that ask where somebody lives; a question about a neighbourhood (whether people belong to it) is none."""
_CONTACT = re.compile(r"\S@\S+\.\S|(\d[ ()-]?){9,}")
"""An e-mail address or the number of a telephone: nobody is offered one to choose."""
_LEAST_AREAS = 0.5
"""So many of the answers are areas, where a column is a place by what stands in it."""


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


@dataclass(frozen=True)
class Past:
    """A column that is not counted, and why."""

    heading: str
    why: str


def find_questions(
    export: Export, place_columns: set[int], least: int, areas: Set[str] = frozenset()
) -> tuple[list[Question], list[Past]]:
    """Questions that can be counted, and the columns that are read past with the reason.

    Args:
        export: of a form.
        place_columns: columns that told where people live.
        least: a text in a cell of choices that fewer people gave is not taken as a choice of the form where the program
            writes what people typed under "Other" among the choices: it becomes :data:`ANOTHER`.
        areas: codes and plain names of the town's areas: a column of them says where people live.
    """
    columns = [
        column for column in range(len(export.headings))
        if export.headings[column] and column not in place_columns and not export.is_own(column)
        and column < export.rows.width
    ]  # fmt: skip
    texts = {column: export.rows[str(column)].fill_null("") for column in columns}
    multiple = _multiple(export, texts)
    used = {column for parent, members in multiple.items() for column in (parent, *members)}
    questions = [_of_several(export, texts, parent, members) for parent, members in multiple.items()]
    past: list[Past] = []
    for column in columns:
        if column in used:
            continue
        found = _question(export, column, texts[column].to_list(), least, areas)
        if isinstance(found, str):
            past.append(Past(export.headings[column], found))
        else:
            questions.append(found)
    return questions, past


def _question(export: Export, column: int, cells: list[str], least: int, areas: Set[str]) -> Question | str:
    """The question of one column, or why it is none."""
    filled = {cell for cell in cells if cell}
    if not filled:
        return "nobody answered"
    if export.is_personal(column) or any(map(_CONTACT.search, filled)):
        return "about a person"
    if export.asks(_PLACE, column) or all(map(POINT.match, filled)):
        return "a place"
    if sum(cell in areas or plain_name(cell) in areas for cell in filled) >= _LEAST_AREAS * len(filled):
        return "a place"
    title, lists_other = _last(export.headings[column], export), export.program == _LISTS_OTHER
    if lists_other and all(cell.endswith(";") for cell in filled):
        given = [tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip())) for cell in cells]
        return _of_cells(title, given, least, is_single=False)
    if any(";" in cell for cell in filled):
        return "open text, or several choices in one cell that are not told apart"
    if not lists_other and (several := _of_names(filled)) is not None:
        if not several:
            return "perhaps several choices in one cell: export it with a column for each choice"
        return _of_cells(title, [tuple(cell.split()) for cell in cells], 0, is_single=False)
    if len(filled) > _MOST_SCALE and all(map(_NUMBER.fullmatch, filled)):
        return "a number"
    return _of_cells(title, [(cell,) if cell else () for cell in cells], least if lists_other else 0, is_single=True)


def _of_names(filled: set[str]) -> bool | None:
    """Whether cells hold names of choices with blanks between them: None where they do not, False where it is unsure.

    It is sure where each name also stands alone in a cell: a label of two words ("very good") has one that does not.
    """
    parts = [cell.split() for cell in filled]
    names = {name for part in parts for name in part}
    if max(map(len, parts)) < 2 or len(names) > _MOST_OPTIONS or not all(map(_NAME.fullmatch, names)):
        return None
    if any(len(set(part)) < len(part) for part in parts):
        return None
    alone = {part[0] for part in parts if len(part) == 1}
    return alone == names


def _of_cells(title: str, given: list[tuple[str, ...]], least: int, *, is_single: bool) -> Question | str:
    counts = Counter(option for cell in given for option in cell)
    options = sorted(option for option, n in counts.items() if n >= least)
    rare = counts.keys() - set(options)
    answers_n = sum(map(bool, given))
    if rare and sum(counts[option] for option in rare) > _MOST_TYPED * answers_n:
        return "open text"
    longest = max(map(len, options), default=0)
    alone_n = sum(counts[option] == 1 for option in options)
    if len(options) > _MOST_ALONE and alone_n * 2 > len(options):  # few people in their own words
        return "open text"
    if not 0 < len(options) <= _MOST_OPTIONS or longest > _LONGEST_OPTION or answers_n <= len(options):
        return "open text"
    chosen = np.array([[option in cell for option in options] for cell in given], dtype=bool)
    if rare:
        typed = np.array([not rare.isdisjoint(cell) for cell in given], dtype=bool)
        options, chosen = [*options, ANOTHER], np.column_stack([chosen, typed])
    answered = np.array([bool(cell) for cell in given], dtype=bool)
    return Question(title, tuple(options), chosen, answered, is_single)


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
