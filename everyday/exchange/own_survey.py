"""The town's own questions as an XLSForm for KoboToolbox and ODK, and as the table that paper forms are typed into."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.asking import CONSENT, QUESTIONS
from everyday.exchange.tables import Sheet, write_book

if TYPE_CHECKING:
    from everyday.atlas import Edition

__all__ = ["write_survey_form", "write_survey_table"]

_DISTRICT = "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?$"
_ELSEWHERE = "elsewhere"


def _areas(edition: Edition) -> dict[str, str]:
    from everyday.atlas import open_edition

    table = open_edition(edition).areas
    pairs = zip(map(str, table["area_id"]), map(str, table["area_name"]), strict=True)
    return dict(sorted(pairs, key=lambda pair: pair[1]))


def write_survey_form(path: Path, edition: Edition) -> int:
    """Write the XLSForm (``.xlsx``): answers are named by keys, wards by their codes, and headings by the questions.

    Returns:
        The number of questions.

    Raises:
        UsageError: another ending.
    """
    areas = _areas(edition)
    survey = [["note", "about", CONSENT, "", "", "", "", ""]]
    choices: list[list[str]] = []
    for one in QUESTIONS:
        kind = {"one": f"select_one {one.key}", "many": f"select_multiple {one.key}", "ward": "select_one ward",
                "district": "text", "words": "text"}[one.form]  # fmt: skip
        is_first = one.key == "may_use"
        limits = ["", ""]
        if one.form == "district":
            limits = [f"regex(., '{_DISTRICT}')", "Only the first half, such as BS5."]
        elif "nothing" in one.choices:
            limits = ["not(selected(., 'nothing') and count-selected(.) > 1)", "Nothing, or what it is: not both."]
        relevant = "" if is_first else "${may_use} != 'no'"
        survey.append([kind, one.key, one.words, one.hint, "yes" if is_first else "", relevant, *limits])
        choices += [[one.key, name, label] for name, label in one.choices.items()]
    named: Mapping[str, str] = areas | {_ELSEWHERE: "Somewhere else"}
    choices += [["ward", code, label] for code, label in named.items()]
    town = str(edition.manifest["name"])
    form_id = re.sub(r"[^a-z0-9]+", "_", town.casefold()).strip("_") or "town"
    write_book(
        path, f"How do you get about? {town}",
        [
            Sheet("survey", ("type", "name", "label", "hint", "required", "relevant", "constraint",
                             "constraint_message"), survey),
            Sheet("choices", ("list_name", "name", "label"), choices),
            Sheet("settings", ("form_title", "form_id", "version"),
                  [[f"How do you get about? {town}", f"everyday_{form_id}", "1"]]),
        ],
    )  # fmt: skip
    return len(QUESTIONS)


def write_survey_table(path: Path, edition: Edition) -> int:
    """Write the empty table (``.xlsx`` or ``.ods``): the questions as headings, a sheet with what can be written.

    Returns:
        The number of columns.

    Raises:
        UsageError: another ending.
    """
    headings = [one.words for one in QUESTIONS] + ["date"]
    allowed = [[one.words, "; ".join(one.choices.values())] for one in QUESTIONS if one.choices]
    allowed += [[next(one.words for one in QUESTIONS if one.form == "ward"), "; ".join(_areas(edition).values())]]
    write_book(
        path, "Answers on paper",
        [Sheet("Answers", headings, [["" for _ in headings]], widths=[30.0] * len(headings)),
         Sheet("What can be written", ("Question", "Answers"), allowed)],
    )  # fmt: skip
    return len(headings)
