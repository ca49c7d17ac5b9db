"""Answers of single people made into a survey table by area: percentages, with small counts hidden."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from geo.errors import Report
from geo.survey.answers.columns import ANOTHER, Past, Question, find_questions
from geo.survey.answers.hiding import hide_small
from geo.survey.answers.placing import Placed, place_answers
from geo.survey.answers.recognising import Export, find_export
from geo.survey.matching import plain_name

__all__ = ["LEAST_PEOPLE", "Counted", "count_answers"]

LEAST_PEOPLE = 10
_ANSWERED = "People who answered this question"
_SEVERAL = "each choice is a share of them, several were possible, so the shares do not add up to 100 %"
_HEAD = ("Indicator", "Area_Code", "Area", "Year", "Sample_Size", "Statistic", "Unit", "Base")


@dataclass(frozen=True)
class Counted:
    """Answers counted.

    Attributes:
        text: CSV of a survey table, in which nothing of a single answer is left; empty where no areas were given.
        answered_n: people who answered and are in the areas.
        questions_of: fingerprint of the questions, by which a second file of the same form is known again.
        people: by area, how many answered, in the order of the areas.
        report: what was noticed.
    """

    text: str
    answered_n: int
    questions_of: str
    people: tuple[int, ...]
    report: Report


def count_answers(
    path: Path,
    areas: gpd.GeoDataFrame | None,
    *,
    name: str = "",
    least: int = LEAST_PEOPLE,
    year: str = "",
    lookup: str = "",
    is_by_name: bool = False,
) -> Counted:
    """Count the answers of a form's export by area.

    Args:
        path: the export; it is read and not kept.
        areas: ``area_id``, ``area_name`` and outlines; None to look at the file only.
        name: of the file as people know it.
        least: fewer people than that are not shown.
        year: of the survey; default: as the answers' times tell it.
        lookup: a table from what was answered (a postcode district) to codes of areas.
        is_by_name: areas by the names that were answered.

    Raises:
        InputError: the area of the answers is not told, or nothing of it can be counted.
    """
    report = Report(name or path.name, "individual answers")
    export = find_export(path, report)
    report.raise_if_refused()
    if export is None:
        raise ValueError(f"{report.source} holds no answers")
    report.facts["Program"] = export.program
    report.facts["Answers"] = f"{len(export.rows):,}"
    placed = None
    if areas is not None:
        placed = place_answers(export, areas, lookup=lookup, is_by_name=is_by_name, report=report)
        report.raise_if_refused()
    known: set[str] = set()
    if areas is not None:
        known = {*map(str, areas["area_id"]), *(plain_name(str(name)) for name in areas["area_name"])}
    questions, past = find_questions(export, set(placed.columns) if placed else set(), least, known)
    report.facts["Questions counted"] = len(questions)
    _tell(questions, past, least, report)
    year = year or _year(export)
    _check(questions, year, report)
    fingerprint = hashlib.sha256("\n".join(sorted(one.title for one in questions)).encode()).hexdigest()[:12]
    if areas is None or placed is None:
        return Counted("", 0, fingerprint, (), report)
    people = np.bincount(placed.rows[placed.rows >= 0], minlength=len(areas))
    away = int((placed.rows < 0).sum())
    report.facts["Placed"] = f"{int(people.sum()):,} {placed.how}; {away:,} outside the areas or not told, left out"
    text = _table(questions, placed, areas, year, least, report)
    return Counted(text, int(people.sum()), fingerprint, tuple(people.tolist()), report)


def _tell(questions: list[Question], past: list[Past], least: int, report: Report) -> None:
    """What was counted how, and what was read past for which reason: headings of the form, no answers."""
    several = [one.title for one in questions if not one.is_single]
    if several:
        report.facts["Questions with several choices"] = f"{'; '.join(several)}: {_SEVERAL}"
    if any(ANOTHER in one.options for one in questions):
        report.facts["Other answers"] = (
            f"texts that fewer than {least} people gave are counted together as “{ANOTHER}”: the program writes what "
            "people typed among the choices"
        )
    by_reason: dict[str, list[str]] = {}
    for one in past:
        by_reason.setdefault(one.why, []).append(one.heading)
    report.facts["Columns read past"] = "; ".join(
        f"{', '.join(headings)} ({why})" for why, headings in by_reason.items()
    ) + ("; they are not kept" if past else "none")


def _check(questions: list[Question], year: str, report: Report) -> None:
    if not questions:
        report.add(
            "refused", "no_questions", "no question with a few answers to choose from was found.",
            needed="questions with one choice, or a column for each choice.",
            action="Export it with a column for each choice.",
        )  # fmt: skip
    if not year:
        report.add(
            "refused", "no_year", "the year of the answers is not told.", needed="times of answers.",
            action="Say the year (year).",
        )  # fmt: skip
    report.raise_if_refused()


def _year(export: Export) -> str:
    """The year in which most answers came; two, where they reach from one into the next."""
    for column in export.times:
        cells = export.rows[str(column)].drop_nulls().to_list()
        years = sorted({match[0] for cell in cells if (match := re.search(r"(?<!\d)20\d\d(?!\d)", cell))})
        if len(years) == 1:
            return years[0]
        if len(years) == 2 and int(years[1]) == int(years[0]) + 1:
            return f"{years[0]}/{years[1][2:]}"
    return ""


def _table(
    questions: list[Question], placed: Placed, areas: gpd.GeoDataFrame, year: str, least: int, report: Report
) -> str:
    """The CSV of all questions: percentages of those who answered, ``[c]`` where people could be recognised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    codes = [*areas["area_id"].astype(str), "Town total"]
    names = [*areas["area_name"].astype(str), ""]
    hidden_n = shown_n = 0
    for question in questions:
        counts = _counts(question, placed.rows, len(areas))
        hidden = hide_small(counts, least, adds_up=question.is_single)
        hidden_n += int(hidden[:, :-1].sum())
        shown_n += int((~hidden[:, :-1]).sum())
        for number, option in enumerate(question.options):
            for row, code in enumerate(codes):
                people = counts[row, -1]
                if people == 0:
                    cells = ("0", "[x]")
                elif hidden[row, number]:
                    cells = ("[c]" if hidden[row, -1] else str(people), "[c]")
                else:
                    cells = (str(people), f"{100 * counts[row, number] / people:.1f}")
                words = f"{question.title}: {option}" if question.title else option
                writer.writerow([words, code, names[row], year, *cells, "%", _base(question)])
    report.facts["Hidden"] = f"{hidden_n:,} of {hidden_n + shown_n:,} numbers: fewer than {least} people never show"
    return out.getvalue()


def _base(question: Question) -> str:
    return _ANSWERED if question.is_single else f"{_ANSWERED}; {_SEVERAL}"


def _counts(question: Question, rows: NDArray[np.int64], areas_n: int) -> NDArray[np.int64]:
    """People by area and option, the town's in the last row, all who answered in the last column."""
    counts = np.zeros((areas_n + 1, len(question.options) + 1), dtype=np.int64)
    inside = (rows >= 0) & question.answered
    np.add.at(counts[:, :-1], rows[inside], question.chosen[inside].astype(np.int64))
    np.add.at(counts[:, -1], rows[inside], 1)
    counts[-1] = counts[:-1].sum(axis=0)
    return counts
