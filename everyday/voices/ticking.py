"""What was ticked of the town's own questions, counted by area: rows of a survey table, with small counts hidden.

Where the answers are kept, the counts can be made again as long as they are. A second file of nearly the same people
gives away who came between: one is meant to be taken once a round is over.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from everyday.asking import QUESTIONS, chosen_of
from everyday.voices.counting import LEAST_PEOPLE
from geo.survey import hide_small
from plan.exchange import guard_text
from plan.records import Answer

__all__ = ["Ticked", "ticked_by_area", "write_ticked"]

BASE = "People who ticked something for this question; each choice is a share of them, several were possible"
_HEAD = ("Indicator", "Area_Code", "Area", "Year", "Sample_Size", "Statistic", "Unit", "Base")
_SUPPRESSED = "[c]"
_TOWN = "Town total"


@dataclass(frozen=True)
class Ticked:
    """One choice of one question in one area and year.

    Attributes:
        question, choice: in the words of the form.
        area_id: empty for the people of all areas together.
        year: in which it was given.
        people_n: who ticked something for the question; None where that is hidden.
        percent: of them; None where it is hidden, or nobody answered.
    """

    question: str
    choice: str
    area_id: str
    year: str
    people_n: int | None
    percent: float | None


def ticked_by_area(answers: Sequence[Answer], area_ids: Sequence[str], *, least: int = LEAST_PEOPLE) -> list[Ticked]:
    """Count what was ticked, each person once a question.

    Args:
        answers: that somebody may read; others than to the town's own questions with choices count nothing.
        area_ids: of the areas, in order; whose ward is not among them is not counted, in the town neither.
        least: fewer people than that, and what would give them away by subtraction, are hidden.
    """
    row = {area_id: number for number, area_id in enumerate(area_ids)}
    found: list[Ticked] = []
    for question in (one for one in QUESTIONS if one.form == "many"):
        labels = list(question.choices.values())
        people: dict[str, dict[str, tuple[int, set[str]]]] = defaultdict(dict)
        for one in answers:
            chosen = chosen_of(question, one.text) if one.question == question.words else []
            if chosen and one.area_id in row:
                year = (one.given_on or one.created_at)[:4]
                _, said = people[year].setdefault(one.respondent or one.id, (row[one.area_id], set()))
                said.update(chosen)
        for year in sorted(people):
            counts = np.zeros((len(area_ids) + 1, len(labels) + 1), dtype=np.int64)
            for at, said in people[year].values():
                counts[at, -1] += 1
                counts[at, :-1] += [label in said for label in labels]
            counts[-1] = counts[:-1].sum(axis=0)
            hidden = hide_small(counts, least, adds_up=False)
            for at, area_id in enumerate((*area_ids, "")):
                whole = int(counts[at, -1])
                for number, label in enumerate(labels):
                    known = whole > 0 and not hidden[at, number] and not hidden[at, -1]
                    share = 100 * float(counts[at, number]) / whole if known else None
                    found.append(Ticked(question.words, label, area_id, year,
                                        None if hidden[at, -1] else whole, share))  # fmt: skip
    return found


def write_ticked(path: Path, ticked: Sequence[Ticked], names: Mapping[str, str]) -> int:
    """A CSV that the survey reader takes as it is: ``[c]`` hidden, ``[x]`` where nobody answered.

    Args:
        path: the file.
        ticked: see :func:`ticked_by_area`.
        names: of the areas, by id.

    Returns:
        Number of rows.
    """
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_HEAD)
        for one in ticked:
            value = f"{one.percent:.1f}" if one.percent is not None else "[x]" if one.people_n == 0 else _SUPPRESSED
            people = _SUPPRESSED if one.people_n is None else str(one.people_n)
            writer.writerow([f"{one.question} {one.choice}", one.area_id or _TOWN,
                             guard_text(names.get(one.area_id, "")), one.year,
                             people, value, "%", BASE])  # fmt: skip
    return len(ticked)
