"""What people of the made-up town say in its survey, three years running: by ward, with the error of a sample.

Mostly they say of transport what can be measured of it: the estate that the bus goes round says so. One ward does not:
Castle lies beside the centre and says that transport keeps people at home.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from typing import Any

from shapely.geometry import Point

from everyday.demo.ground import WARDS, Dice, read_ground
from everyday.demo.people.homes import build_output_areas
from everyday.demo.town import TOWN

__all__ = ["YEARS", "survey_text"]

YEARS = ("2023/24", "2024/25", "2025/26")
_TROUBLE = {
    "Market": 10, "Newtown": 18, "Brickfields": 13, "Docks": 17, "Samphire": 38, "Abbey": 20, "Priory": 19,
    "Highfield": 29, "Westfield": 20, "Westmead": 19, "Thornby": 27, "Millbrook": 26, "Castle": 33, "Fairfield": 15,
    "Ropewalk": 12, "Southfield": 23, "Longmoor": 24, "Marsh End": 28,
}  # fmt: skip
_SMALL_SAMPLE = "Thornby"


@dataclass(frozen=True)
class _Question:
    """A question: its level in the town, how it follows from trouble with transport, how far wards differ by chance."""

    number: int
    words: str
    theme: str
    level: float
    slope: float
    spread: float
    polarity: str
    base: str = ""
    before: str = ""
    ends: bool = False


_QUESTIONS = (
    _Question(1, "% for whom transport prevents leaving home when they want to", "Transport", 0, 1.0, 0.0, "lower"),
    _Question(2, "% satisfied with the bus service", "Transport", 82, -1.35, 3.0, "higher",
              base="People who took a bus in the last year"),
    _Question(3, "% kept from evening activities by transport", "Transport", 6, 1.1, 2.5, "lower"),
    _Question(4, "% who cycle to work at least once a week", "Transport", 14, -0.15, 4.0, "neither",
              base="People in work"),
    _Question(5, "% who feel they belong to their neighbourhood", "Community", 52, 0.5, 6.0, "higher"),
    _Question(6, "% who feel lonely often or always", "Community", 4, 0.22, 1.5, "lower", before="% who feel lonely"),
    _Question(7, "% who say people from different backgrounds get on well", "Community", 66, 0.0, 6.0, "higher"),
    _Question(8, "% who took part in a community activity in the last year", "Community", 47, -0.55, 4.0, "higher"),
    _Question(9, "% who feel safe when out after dark", "Safety", 58, 0.1, 9.0, "higher"),
    _Question(10, "% who find it easy to get to a doctor", "Health", 74, -0.6, 5.0, "higher"),
    _Question(11, "% satisfied with parks and green spaces", "Places", 68, 0.15, 7.0, "higher"),
    _Question(12, "% in households without a car", "Transport", 27, -0.2, 6.0, ""),
    _Question(13, "% satisfied with libraries", "Places", 60, -0.4, 5.0, "higher", ends=True),
)  # fmt: skip
_HEAD = (
    "Indicator_Reference_Number", "Indicator", "Theme", "Base", "Polarity", "Ward_Code", "Ward", "Year",
    "Quality_of_Life_Group", "Sample_Size", "Statistic", "Standard_Error", "Lower_Confidence_Limit",
    "Upper_Confidence_Limit",
)  # fmt: skip


def survey_text() -> str:
    """CSV with a row for each question, ward and year, in the layout of Bristol's survey, the town's own rows too."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    people = _people()
    for question in _QUESTIONS:
        for year in YEARS[:2] if question.ends else YEARS:
            _write_year(writer, question, year, people)
    return out.getvalue()


def _people() -> dict[str, int]:
    """Residents by ward."""
    wards = read_ground().wards()
    found = dict.fromkeys(WARDS, 0)
    for area in build_output_areas():
        ward = next((name for name in WARDS if wards[name].covers(Point(area.point))), None)
        if ward is not None:
            found[ward] += area.residents
    return found


def _write_year(writer: Any, question: _Question, year: str, people: dict[str, int]) -> None:
    words = question.before if question.before and year != YEARS[-1] else question.words
    start = (question.number, words, question.theme, question.base, _better(question.polarity))
    shares, answers, errors = [], [], []
    for number, ward in enumerate(WARDS, start=1):
        dice = Dice(f"survey {question.number} {year} {ward}")
        asked_n = round(dice.between(16, 24) if ward == _SMALL_SAMPLE else dice.between(62, 118))
        answered_n = round(asked_n * (0.55 if question.base else 1.0))
        share, error = _answer(question, ward, year, answered_n, dice)
        shares.append(share)
        answers.append(answered_n)
        errors.append(error)
        where = (f"E05999{number:03d}", ward, year, "")
        if answered_n < 12:
            writer.writerow([*start, *where, "[c]", "[c]", "", "", ""])
        else:
            writer.writerow([*start, *where, answered_n, *_limits(share, error)])
    weights = [people[ward] / sum(people.values()) for ward in WARDS]
    share = round(sum(weight * one for weight, one in zip(weights, shares, strict=True)), 1)
    error = math.sqrt(sum((weight * one) ** 2 for weight, one in zip(weights, errors, strict=True)))
    town = ("E06999001", f"{TOWN} average", year)
    writer.writerow([*start, *town, "", sum(answers), *_limits(share, error)])
    for group, shift in (("Aged 65 and over", 1.1), ("Disabled people", 1.25)):
        own = round(min(share * shift, 97.0), 1)
        writer.writerow([*start, *town, group, round(sum(answers) * 0.18), *_limits(own, error * 2.3)])


def _answer(question: _Question, ward: str, year: str, answered_n: int, dice: Dice) -> tuple[float, float]:
    """Share in percent and its standard error, with the weights of a survey (a design effect of about 1.4)."""
    ward_dice = Dice(f"survey {question.number} {ward}")
    late = YEARS.index(year) - (len(YEARS) - 1)
    level = question.level + question.slope * _TROUBLE[ward] + ward_dice.between(-question.spread, question.spread)
    if question.number == 1:
        level += late * (2.0 if ward == "Samphire" else 0.3)
    share = min(max(level, 1.5), 96.0) / 100.0
    error = math.sqrt(share * (1 - share) / max(answered_n, 1) * dice.between(1.2, 1.6))
    if question.number != 1 or ward != "Samphire":
        share = min(max(share + dice.between(-0.8, 0.8) * error, 0.004), 0.98)
    return round(share * 100, 1), error * 100


def _limits(share: float, error: float) -> tuple[float, float, float, float]:
    """Statistic, standard error and 95 % limits, which stay within 0 and 100."""
    return share, round(error, 2), round(max(share - 1.96 * error, 0.0), 1), round(min(share + 1.96 * error, 100.0), 1)


def _better(polarity: str) -> str:
    return {"higher": "Higher is better", "lower": "Lower is better", "neither": "Neither"}.get(polarity, "")
