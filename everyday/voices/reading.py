"""A table of open answers read: each filled cell of an open question becomes an answer, or its cell is named.

The table itself is read once and kept nowhere. A person is a sign drawn by lot, the same for the answers of one row (or
of one value of a column *person*, which is not kept either), so that people can be counted.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.asking import CONSENT, KEPT_YEARS, chosen_of
from everyday.exchange.tables import TableRow, cell_name, read_table
from everyday.voices.headings import Columns, columns_of, folded
from geo.errors import AtlasError, Report, UsageError
from plan.records import Answer
from plan.rules import problems_of
from plan.text import clean_record, personal_data_in, personal_data_words, without_personal_data

if TYPE_CHECKING:
    from everyday.atlas import Edition, OpenEdition
    from plan.taxonomy import Taxonomy

__all__ = ["AnswersRead", "CellProblem", "Told", "read_open_answers", "without_personal"]

MOST_BYTES, MOST_ROWS = 20 * 1024**2, 20_000
_FIRST_ROWS = 20
_YES = frozenset(("yes", "y", "true", "1", "ja"))
_NO = frozenset(("", "no", "n", "false", "0"))
_DAYS = ("%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%d-%m-%Y")
_TOWN = frozenset(("", "whole town", "the whole town", "town", "everywhere", "elsewhere", "somewhere else"))
# The last two are answers of the town's own survey: whoever lives elsewhere speaks of the town.


@dataclass(frozen=True)
class Told:
    """What is said of all answers of a table at once; a column of the table says it of its row.

    Attributes:
        method, sector: keys of the taxonomy.
        consent: what was agreed with the people, in words.
        is_quotable: whether that covers quoting.
        readers: ``planner`` or ``team``.
        until: the day on which they are erased.
        given_on: the day on which they were said.
        texts: headings of columns that are open answers, where they are not recognised.
    """

    method: str = "city_survey"
    sector: str = ""
    consent: str = ""
    is_quotable: bool = False
    readers: str = "planner"
    until: str = ""
    given_on: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell: ``cell`` as a spreadsheet program calls it (``B7``), or a row (``row 7``)."""

    cell: str
    found: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.found}"


@dataclass
class AnswersRead:
    """What a table brings. With a problem, nothing of it is to be kept.

    Attributes:
        report: what was noticed of the file.
        answers: new, not kept yet.
        problems: by cell.
        personal: by cell, what looks like a phone number, an e-mail address or a postcode: to be asked about.
        refused_n: people who said no to the use of what they wrote; nothing of them is here.
        is_own_survey: True for an export of the town's own set of questions.
    """

    report: Report
    answers: list[Answer] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    personal: dict[str, list[str]] = field(default_factory=dict)
    refused_n: int = 0
    is_own_survey: bool = False

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``: counts and cells, and nothing that was said."""
        return {
            "answers": len(self.answers), "people": len({one.respondent for one in self.answers}),
            "problems": [vars(one) for one in self.problems], "personal": sorted(self.personal),
            "said_no": self.refused_n, "own_survey": self.is_own_survey, "report": self.report.to_dict(),
        }  # fmt: skip


def read_open_answers(
    path: Path, edition: Edition | OpenEdition | None, taxonomy: Taxonomy, told: Told, *, today: date
) -> AnswersRead:
    """Read a table (CSV, XLSX or ODS). Nothing is written anywhere.

    Args:
        edition: whose areas and names the places are; None before the first build, when only the whole town and
            postcode districts can be meant.
        told: what is said of all answers.
        today: after it none can have been given.

    Raises:
        NotFoundError: there is no such file.
        InputError: it cannot be read as a table.
        UsageError: no column is an open answer; the columns that there are are named.
    """
    report = Report(path.name, "table of open answers")
    rows = read_table(path, report, most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
    report.raise_if_refused()
    at = _heading_row(rows, told.texts)
    columns = columns_of(rows[at].cells, told.texts)
    if not columns.texts:
        named = ", ".join(f"“{cell.strip()}”" for cell in rows[at].cells if cell.strip())
        raise UsageError(
            "No column is recognised as open answers.", f"There are: {named}.",
            'Say which: --text "HEADING", once for each.',
        )  # fmt: skip
    unknown = {folded(one) for one in told.texts} - {folded(rows[at].cells[place]) for place in columns.texts}
    if unknown:
        raise UsageError(f"There is no column called {sorted(unknown)[0]!r}.", do="Write the heading as in the file.")
    if columns.left_out:
        report.add("note", "left_out", "Some columns are no open answers and say nothing of them.",
                   action="They were left out.", where=columns.left_out)  # fmt: skip
    read = AnswersRead(report, is_own_survey=columns.is_own_survey)
    reader = _Reader(columns, edition, taxonomy, _usual(told, columns), today, read)
    for row in rows[at + 1 :]:
        reader.take(row)
    report.facts["Answers"] = len(read.answers)
    report.facts["People"] = len({one.respondent for one in read.answers})
    return read


def _heading_row(rows: Sequence[TableRow], texts: Sequence[str]) -> int:
    """The row of which most cells are recognised."""
    scores = []
    for place, row in enumerate(rows[:_FIRST_ROWS]):
        found = columns_of(row.cells, texts)
        scores.append((len(found.fields) + len(found.texts) + len(found.ours), -place))
    best, place = max(scores)
    return -place if best else 0


def _usual(told: Told, columns: Columns) -> Told:
    """Of the town's own survey the form itself says what was agreed."""
    if not columns.is_own_survey:
        return told
    return replace(told, consent=told.consent or CONSENT)


class _Reader:
    """Makes answers of rows."""

    def __init__(
        self, columns: Columns, edition: Any, taxonomy: Taxonomy, told: Told, today: date, read: AnswersRead
    ) -> None:
        self.columns, self.edition, self.taxonomy = columns, edition, taxonomy
        self.told, self.today, self.read = told, today, read
        self._people: dict[str, str] = {}
        self._places: dict[tuple[str, ...], dict[str, Any]] = {}

    def _cell(self, row: TableRow, name: str) -> str:
        place = self.columns.fields.get(name)
        return row.cells[place].strip() if place is not None and place < len(row.cells) else ""

    def _named(self, row: TableRow, name: str) -> str:
        ours = {one.key: place for place, one in self.columns.ours.items()}
        place = self.columns.fields.get(name, ours.get(name))
        return f"row {row.number}" if place is None else cell_name(place, row.number)

    def _problem(self, row: TableRow, name: str, found: str) -> None:
        self.read.problems.append(CellProblem(self._named(row, name), found))

    def take(self, row: TableRow) -> None:
        """The answers of a row, or what is wrong with it."""
        said = {place: row.cells[place].strip() for place in self.columns.texts if place < len(row.cells)}
        said = {place: words for place, words in said.items() if words}
        ours = {one.key: row.cells[place].strip() for place, one in self.columns.ours.items() if place < len(row.cells)}
        ticked = self._ticked(row)
        may_use = self._may_use(row, ours)
        if not may_use:
            self.read.refused_n += bool(said or ticked)
            return
        if not said and not ticked:
            return
        problems_n = len(self.read.problems)
        common = self._common(row, ours, is_quotable=may_use == "quote")
        if len(self.read.problems) > problems_n:
            return
        common["respondent"] = self._person(self._cell(row, "person"))
        given = [(place, self.columns.texts[place] or self._cell(row, "question"), words)
                 for place, words in said.items()]  # fmt: skip
        for place, question, words in [*ticked, *given]:
            answer = clean_record(Answer(text=words, question=question, **common))
            cell = cell_name(place, row.number)
            problems = problems_of(answer, self.taxonomy)
            self.read.problems += [CellProblem(cell, problem) for problem in problems]
            if not problems:
                if found := personal_data_words(personal_data_in(f"{words}\n{answer.title}")):
                    self.read.personal[cell] = found
                self.read.answers.append(answer)

    def _ticked(self, row: TableRow) -> list[tuple[int, str, str]]:
        """What was ticked of the town's own questions: place of a column, question, and labels as the form says them.

        Options are read from their own columns where the file has them: several in a cell cannot always be told apart.
        """
        found: dict[str, tuple[int, list[str]]] = {}
        asked = {one.key for one, _ in self.columns.options.values()}
        for place, (question, label) in self.columns.options.items():
            if place < len(row.cells) and row.cells[place].strip().casefold() in _YES:
                found.setdefault(question.key, (place, []))[1].append(label)
        for place, question in self.columns.ours.items():
            if question.form != "many" or question.key in asked or place >= len(row.cells):
                continue
            if labels := chosen_of(question, row.cells[place]):
                found[question.key] = (place, labels)
        words = {one.key: one.words for one in [*self.columns.ours.values(),
                                                *(one for one, _ in self.columns.options.values())]}  # fmt: skip
        return [(place, words[key], "; ".join(labels)) for key, (place, labels) in found.items()]

    def _may_use(self, row: TableRow, ours: Mapping[str, str]) -> str:
        """``quote``, ``use`` or nothing; without the question it was agreed in another way."""
        if "may_use" not in ours:
            return "quote" if self._is_quotable(row) else "use"
        question = next(one for one in self.columns.ours.values() if one.key == "may_use")
        words = folded(ours["may_use"])
        return next((key for key, label in question.choices.items() if words in (folded(label), key) and key != "no"),
                    "")  # fmt: skip

    def _is_quotable(self, row: TableRow) -> bool:
        words = self._cell(row, "quotable").casefold()
        if not words:
            return self.told.is_quotable
        if words not in _YES | _NO:
            self._problem(row, "quotable", f"“{words[:40]}” is neither yes nor no.")
        return words in _YES

    def _person(self, given: str) -> str:
        if not given:
            return secrets.token_hex(6)
        return self._people.setdefault(given, secrets.token_hex(6))

    def _common(self, row: TableRow, ours: Mapping[str, str], *, is_quotable: bool) -> dict[str, Any]:
        """What is true of every answer of a row."""
        given_on = self._day(row, "day") or self.told.given_on
        until = self._day(row, "until") or self.told.until
        if not until and self.read.is_own_survey:
            day = date.fromisoformat(given_on) if given_on else self.today
            until = day.replace(year=day.year + KEPT_YEARS, day=min(day.day, 28)).isoformat()
        if until and until <= self.today.isoformat():
            self._problem(row, "until", f"It was to be erased by {until}: it is not taken in.")
        if given_on > self.today.isoformat():
            self._problem(row, "day", f"{given_on} is still to come.")
        return {
            "title": self._cell(row, "title"),
            "kind": self._cell(row, "kind").casefold() or "answer",
            "method": self._key(row, "method", "methods") or self.told.method,
            "sector": self._key(row, "sector", "sectors") or self.told.sector,
            "given_on": given_on,
            "consent": self._cell(row, "consent") or self.told.consent,
            "is_quotable": is_quotable,
            "readers": self._readers(row),
            "retention_until": until,
            "dimensions": self._dimensions(row),
            **self._place(row, ours),
        }

    def _day(self, row: TableRow, name: str) -> str:
        words = self._cell(row, name)
        if not words:
            return ""
        try:
            return datetime.fromisoformat(words.replace("Z", "+00:00")).date().isoformat()
        except ValueError:
            pass
        for shape in _DAYS:
            try:
                return datetime.strptime(words, shape).date().isoformat()
            except ValueError:
                continue
        self._problem(row, name, f"“{words[:40]}” is not a date such as 17/05/2026 or 2026-05-17.")
        return ""

    def _key(self, row: TableRow, name: str, terms: str) -> str:
        words = self._cell(row, name)
        if not words:
            return ""
        for key, label in self.taxonomy.labels(terms).items():
            if folded(words) in (folded(key), folded(label)):
                return key
        labels = ", ".join(self.taxonomy.labels(terms).values())
        self._problem(row, name, f"“{words[:40]}” is not known. There are: {labels}.")
        return ""

    def _readers(self, row: TableRow) -> str:
        words = self._cell(row, "readers").casefold()
        found = {"": self.told.readers, "planner": "planner", "planners": "planner", "team": "team"}.get(words, "")
        if not found:
            self._problem(row, "readers", f"“{words[:40]}” is not known. There are: planner, team.")
        return found

    def _dimensions(self, row: TableRow) -> tuple[str, ...]:
        labels = self.taxonomy.labels("dimensions")
        known = {folded(name): key for key, label in labels.items() for name in (key, label)}
        found = []
        for words in re.split(r"[;,]", self._cell(row, "dimensions")):
            if not words.strip():
                continue
            if key := known.get(folded(words)):
                found.append(key)
            else:
                self._problem(row, "dimensions", f"“{words.strip()[:40]}” is not known. "
                                                 f"There are: {', '.join(labels.values())}.")  # fmt: skip
        return tuple(dict.fromkeys(found))

    def _place(self, row: TableRow, ours: Mapping[str, str]) -> dict[str, Any]:
        """Area, point, district, or nothing for the whole town."""
        ward = self._cell(row, "ward") or ours.get("ward", "")
        district = (self._cell(row, "district") or ours.get("district", "")).upper().strip()
        lat, lon, where = self._cell(row, "lat"), self._cell(row, "lon"), self._cell(row, "where")
        key = (ward, district, lat, lon, where)
        if key in self._places:
            return self._places[key]
        try:
            found = self._found(ward, district, lat, lon, where)
        except AtlasError as error:
            name = "lat" if lat or lon else "ward" if self._cell(row, "ward") else "where" if where else "ward"
            self._problem(row, name, str(error))
            return {}
        self._places[key] = found
        return found

    def _found(self, ward: str, district: str, lat: str, lon: str, where: str) -> dict[str, Any]:
        from everyday.locate import locate, locate_words

        if lat or lon:
            try:
                point = float(lat.replace(",", ".")), float(lon.replace(",", "."))
            except ValueError as error:
                raise UsageError(f"“{lat}, {lon}” are no degrees of latitude and longitude.") from error
            place = locate(self._of_town(), lat=point[0], lon=point[1])
            return {"geometry": place.geometry, "area_id": place.area_id}
        if ward and ward.casefold() not in _TOWN:
            return {"area_id": locate(self._of_town(), ward=ward).area_id}
        if where and where.casefold() not in _TOWN:
            place = locate_words(self._of_town(), where)
            return {"geometry": place.geometry, "area_id": place.area_id}
        return {"district": district} if district else {}

    def _of_town(self) -> Any:
        if self.edition is None:
            raise UsageError("The atlas has not been built, so no place is known.",
                             "Needed: an edition, or answers of the whole town.")  # fmt: skip
        return self.edition


def without_personal(answers: Sequence[Answer]) -> list[Answer]:
    """The answers with ``[phone number removed]`` and the like in place of what looks like a person's."""
    return [
        replace(one, text=without_personal_data(one.text), title=without_personal_data(one.title)) for one in answers
    ]
