"""The table that answers to the five questions are typed into: written with a row for each question, read with reasons.

A row becomes an answer, or comes back with everything that is wrong with it. The same row twice is one answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.acting import WORDS_ONLY, ActionRow
from everyday.exchange.sheet.columns import fold_heading
from everyday.exchange.sheet.result import RefusedRow
from everyday.exchange.sheet.writing import write_rows
from everyday.exchange.tables import TableRow, read_table
from geo.errors import Report
from plan.ids import id_from
from plan.records import Feedback
from plan.rules import is_date, problems_of
from plan.text import clean_record, personal_data_in, personal_data_words

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy

__all__ = ["AnswersResult", "read_answers", "write_answers"]

_FIRST_ROWS = 20
_HEADINGS = {
    "action": ("action number", "action", "number of the action"),
    "title": ("action in words", "title"),
    "intervention": ("intervention number", "intervention", "about intervention"),
    "question": ("question",),
    "verdict": ("yes, in part or no", "answer", "yes in part no", "verdict"),
    "words": ("in their words", "words", "text"),
    "group": ("group", "who answers", "by"),
    "day": ("answered on", "day", "date"),
}
"""What a heading is called: first as it is written, then as it is understood too."""
_NEEDED = ("action", "question")
_WIDTHS = {"action": 10.0, "title": 40.0, "intervention": 14.0, "question": 44.0, "verdict": 14.0, "words": 60.0,
           "group": 24.0, "day": 14.0}  # fmt: skip
_FIELDS = {fold_heading(name): key for key, names in _HEADINGS.items() for name in names}
_VERDICTS = {"yes": "yes", "y": "yes", "in part": "in_part", "partly": "in_part", "no": "no", "n": "no", "": ""}
_DAYS = ("%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


@dataclass
class AnswersResult:
    """What became of a table of answers.

    Attributes:
        report: everything that was noticed.
        answers: new, not kept yet, each with the id that the same row always has.
        refused: rows with their reasons.
        personal: by number of row, what looks like a phone number, an e-mail address or a postcode.
        headings: of the file, as they stand there.
    """

    report: Report
    answers: list[Feedback] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    personal: dict[int, list[str]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    grid_code: str = ""


def write_answers(
    target: Path, rows: Sequence[ActionRow], numbers: Mapping[str, int], taxonomy: Taxonomy, *, group: str = ""
) -> Path:
    """Write the table: for each action a row for each of the questions, to be filled in.

    Args:
        target: ends in ``.xlsx``, ``.ods`` or ``.csv``.
        numbers: what each action is called, by its id.

    Raises:
        UsageError: another ending.
    """
    table: list[list[object]] = [
        [numbers[row.id], row.action.title, "", label, "", "", group, ""]
        for row in rows
        for label in taxonomy.labels("advocacy_questions").values()
    ]
    headings = [names[0] for names in _HEADINGS.values()]
    write_rows(target, headings, table, [_WIDTHS[key] for key in _HEADINGS], title="answers")
    return target


def read_answers(
    path: Path, rows: Sequence[ActionRow], numbers: Mapping[str, int], taxonomy: Taxonomy, *, today: str = ""
) -> AnswersResult:
    """Read a filled table. A row without an answer is passed over; one that cannot be placed comes back.

    Args:
        rows: the actions that can be answered about.
        numbers: what each action is called, by its id.
        today: the day of answers that say none, and after which none can have been given; default: the day it is.

    Raises:
        NotFoundError: there is no such file.
        InputError: the file cannot be used at all.
    """
    report = Report(path.name, "table of answers")
    table = read_table(path, report)
    report.raise_if_refused()
    head = next((place for place, row in enumerate(table[:_FIRST_ROWS]) if set(_NEEDED) <= set(_fields(row))), None)
    if head is None:
        report.add(
            "refused", "no_columns", f"There are no columns {' and '.join(_HEADINGS[one][0] for one in _NEEDED)}.",
            needed="headings in the first row", action="Write the headings as in an empty table of answers.",
        )  # fmt: skip
        report.raise_if_refused()
        return AnswersResult(report)
    fields = _fields(table[head])
    result = AnswersResult(report, headings=tuple(cell.strip() or f"column {n}"
                                                  for n, cell in enumerate(table[head].cells, 1)))  # fmt: skip
    reader = _Reader({numbers[row.id]: row for row in rows}, taxonomy, today or date.today().isoformat())
    for row in table[head + 1 :]:
        _take(row, fields, reader, result)
    report.facts["Answers"] = len(result.answers)
    report.facts["Rows that are no answers yet"] = len(result.refused)
    return result


def _fields(row: TableRow) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        if (name := _FIELDS.get(fold_heading(cell))) and name not in found:
            found[name] = place
    return found


@dataclass(frozen=True)
class _Reader:
    rows: Mapping[int, ActionRow]
    taxonomy: Taxonomy
    today: str

    def read(self, given: Mapping[str, str]) -> tuple[Feedback | None, list[str]]:
        """The answer of a row, or everything that is wrong with it."""
        reasons: list[str] = []
        row = self._row(given.get("action", ""), reasons)
        question = self._question(given.get("question", ""), reasons)
        verdict = _VERDICTS.get(fold_heading(given.get("verdict", "")))
        if verdict is None:
            reasons.append(
                f"“{given['verdict'][:40]}” is neither yes, in part nor no; words belong in their own column."
            )
        elif verdict and question in WORDS_ONLY:
            reasons.append("This question is answered in words, not by yes or no.")
        about = self._intervention(given.get("intervention", ""), row, reasons)
        day = self._day(given.get("day", ""), reasons)
        if reasons or row is None:
            return None, reasons
        made = clean_record(
            Feedback(action_id=row.id, intervention_id=about, group=given.get("group", ""), question=question,
                     verdict=verdict or "", answer=given.get("words", ""), given_on=day)
        )  # fmt: skip
        parts = (made.action_id, about, made.group.casefold(), question, made.verdict, made.answer, day)
        made = replace(made, id=id_from("K", "paper", *parts))
        return (None, problems) if (problems := problems_of(made, self.taxonomy)) else (made, [])

    def _row(self, words: str, reasons: list[str]) -> ActionRow | None:
        typed = words.casefold().removeprefix("action").strip(" .:")
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else None
        found = self.rows.get(number) if number is not None else None
        if found is None:
            reasons.append(f"There is no action {words[:40] or '(left empty)'}; the number stands on its sheet.")
        return found

    def _question(self, words: str, reasons: list[str]) -> str:
        labels = self.taxonomy.labels("advocacy_questions")
        known = {fold_heading(label): key for key, label in labels.items()} | {fold_heading(key): key for key in labels}
        known |= {str(place): key for place, key in enumerate(labels, 1)}
        key = known.get(fold_heading(words), "")
        if not key:
            reasons.append(f"“{words[:60]}” is none of the five questions. There are: {'; '.join(labels.values())}")
        return key

    def _intervention(self, words: str, row: ActionRow | None, reasons: list[str]) -> str:
        typed = words.strip(" .:")
        if not typed or row is None:
            return ""
        place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
        if not 1 <= place <= len(row.interventions):
            reasons.append(f"The action has no intervention {words[:40]}; it has {len(row.interventions)}.")
            return ""
        return row.interventions[place - 1].id

    def _day(self, words: str, reasons: list[str]) -> str:
        day = _day_of(words.strip()) if words.strip() else self.today
        if not is_date(day):
            reasons.append(f"“{words[:40]}” is not a day such as 17/05/2026.")
        elif day > self.today:
            reasons.append(f"{words[:40]} has not come yet.")
        return day


def _day_of(words: str) -> str:
    """A day as people and spreadsheets write it, as ``2026-05-17``; other words stay."""
    for form in _DAYS:
        try:
            return datetime.strptime(words, form).date().isoformat()  # a day has no time zone
        except ValueError:
            continue
    return words[:10] if is_date(words[:10]) else words


def _take(row: TableRow, fields: Mapping[str, int], reader: _Reader, result: AnswersResult) -> None:
    given = {name: row.cells[place].strip() for name, place in fields.items() if place < len(row.cells)}
    if not given.get("verdict") and not given.get("words"):
        return
    made, reasons = reader.read(given)
    if made is None:
        kept = {heading: words for heading, words in zip(result.headings, row.cells, strict=False) if words}
        result.refused.append(RefusedRow(row.number, " ".join(reasons), kept))
        return
    if any(made.id == one.id for one in result.answers):
        return
    result.answers.append(made)
    if found := personal_data_words(personal_data_in(f"{made.answer}\n{made.group}")):
        result.personal[row.number] = found
