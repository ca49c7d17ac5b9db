"""The levers sheet: what a table wrote on paper worksheets, typed row by row, becomes proposals under their findings.

A row names its finding by the number on the page. One whose proposal is empty is a line that nobody wrote on; one that
cannot be kept comes back with every reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.exchange.sheet.columns import fold_heading
from everyday.exchange.sheet.result import RefusedRow
from everyday.exchange.tables import ROW_NUMBER, Sheet, TableRow, read_table, write_csv, write_ods, write_xlsx
from geo.errors import Report, UsageError
from plan.exchange import guard_text
from plan.merging import kept_one, merged_map
from plan.records import Finding, Proposal
from plan.rules import problems_of
from plan.text import clean_record, personal_data_in, personal_data_words

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy

__all__ = ["LeversResult", "read_levers", "refused_levers", "write_levers"]

HEADINGS = {
    "finding": "finding", "sentence": "what it is about", "text": "what could be done", "lever": "who could do it",
    "level": "level",
}  # fmt: skip
_OTHERS = {
    "number": "finding", "barrier or enabler": "finding", "proposal": "text", "intervention": "text", "how": "text",
    "who": "lever", "lever": "lever", "sentence": "sentence",
}  # fmt: skip
_NEEDED = ("finding", "text")
_FIRST_ROWS = 20
_LINES_A_FINDING = 6
_NUMBER = re.compile(r"^(?:[^\W\d_]+\s*)?(\d{1,6})(?:\.0+)?$")


@dataclass
class LeversResult:
    """What became of a sheet.

    Attributes:
        proposals: new, not kept yet, with the numbers of their rows in ``row_numbers``.
        refused: rows with their reasons.
        twins_n: rows left out because the same is proposed for the finding already.
        personal: by number of row, what looks as if it led to a person.
        headings: of the file.
        report: everything that was noticed.
    """

    report: Report
    proposals: list[Proposal] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    twins_n: int = 0
    personal: dict[int, list[str]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()


def write_levers(target: Path, findings: Sequence[tuple[int, Finding]]) -> Path:
    """Write the sheet to type into: for each finding, with its number, as many rows as its page has boxes.

    Raises:
        UsageError: ``target`` ends in none of ``.xlsx``, ``.ods`` and ``.csv``, or there are no findings.
    """
    if not findings:
        raise UsageError("There are no findings to propose anything for.", "Needed: at least one in the session.")
    rows = [[number, one.title, "", "", ""] for number, one in findings for _ in range(_LINES_A_FINDING)]
    return _write(target, list(HEADINGS.values()), rows)


def refused_levers(result: LeversResult, target: Path) -> Path:
    """Write the rows that were refused, with the reason first, so that they can be mended and given again."""
    kept = [heading for heading in result.headings if fold_heading(heading) not in ("why", fold_heading(ROW_NUMBER))]
    rows = [[row.reason, *(row.cells.get(heading, "") for heading in kept), row.row_number] for row in result.refused]
    return _write(target, ["why", *kept, ROW_NUMBER], rows)


def _write(target: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    ending = target.suffix.lower()
    if ending not in (".xlsx", ".ods", ".csv"):
        raise UsageError(f"A levers sheet cannot be written as {target.name}.", "Needed: .xlsx, .ods or .csv.")
    if ending == ".ods":
        sheet = Sheet("Proposals", headings, rows, formats=["General"] * len(headings))
        write_ods(target, sheet.title, [sheet])
    elif ending == ".xlsx":
        write_xlsx(target, headings, rows, sheet="Proposals")
    else:
        write_csv(target, headings, [[guard_text(str(cell)) for cell in row] for row in rows])
    return target


def read_levers(
    path: Path,
    *,
    findings: Sequence[Finding],
    numbers: Mapping[str, int],
    taxonomy: Taxonomy,
    session: str = "",
    known: Sequence[Proposal] = (),
) -> LeversResult:
    """Read a sheet. Rows that can be proposals are kept, the others are returned with all their reasons.

    Args:
        findings: all that there are: a number may be of one that was merged, then its words go where that one went.
        numbers: the number of each finding by its id.
        session: id of the session that the proposals get.
        known: proposals that are there already; the same words for the same finding are left out.

    Raises:
        NotFoundError: there is no such file.
        InputError: the file cannot be used at all; nothing was read.
    """
    report = Report(path.name, "levers sheet")
    rows = read_table(path, report)
    report.raise_if_refused()
    head = next((at for at, row in enumerate(rows[:_FIRST_ROWS]) if set(_NEEDED) <= set(_fields(row))), 0)
    fields = _fields(rows[head]) if rows else {}
    if missing := [HEADINGS[name] for name in _NEEDED if name not in fields]:
        report.add(
            "refused", "no_columns", f"Columns are missing: {'; '.join(missing)}.", needed="headings in the first row",
            action="Write the headings as in an empty levers sheet.",
        )  # fmt: skip
        report.raise_if_refused()
    result = LeversResult(report, headings=tuple(cell.strip() or f"column {at}" for at, cell in
                          enumerate(rows[head].cells, start=1)))  # fmt: skip
    reader = _Reader(findings, numbers, taxonomy, session, known)
    for row in rows[head + 1 :]:
        reader.take(row, fields, result)
    report.facts["Proposals"] = len(result.proposals)
    report.facts["Rows that could not be placed"] = len(result.refused)
    return result


def _fields(row: TableRow) -> dict[str, int]:
    """Column by field; the first of two that mean the same."""
    named = {fold_heading(heading): name for name, heading in HEADINGS.items()} | _OTHERS
    found: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        name = named.get(fold_heading(cell))
        if name is not None:
            found.setdefault(name, place)
    return found


class _Reader:
    """Makes proposals of rows."""

    def __init__(
        self, findings: Sequence[Finding], numbers: Mapping[str, int], taxonomy: Taxonomy, session: str,
        known: Sequence[Proposal],
    ) -> None:  # fmt: skip
        self._by_id = {one.id: one for one in findings}
        self._by_number = {number: self._by_id[one] for one, number in numbers.items() if one in self._by_id}
        self._merged = merged_map(findings)
        self._levels = {label.casefold(): key for key, label in taxonomy.labels("levels").items() if key != "both"}
        self._level_labels = [label for key, label in taxonomy.labels("levels").items() if key != "both"]
        self._taxonomy, self._session = taxonomy, session
        self._known = {(one.finding_id, _folded(one.text)) for one in known}

    def take(self, row: TableRow, fields: Mapping[str, int], result: LeversResult) -> None:
        """Make a proposal of a row, pass it over, or refuse it."""
        cells = {name: row.cells[at].strip() if at < len(row.cells) else "" for name, at in fields.items()}
        if not cells["text"] and not cells.get("lever"):
            return
        reasons: list[str] = []
        finding = self._finding(cells["finding"], reasons)
        if not cells["text"]:
            reasons.append("It is not said what could be done.")
        level = self._level(cells.get("level", ""), reasons)
        proposal = clean_record(
            Proposal(finding_id=finding.id if finding else "", session=self._session, text=cells["text"],
                     lever=cells.get("lever", ""), level=level)
        )  # fmt: skip
        if not reasons:
            reasons += problems_of(proposal, self._taxonomy)
        if reasons:
            kept = {heading: words for heading, words in zip(result.headings, row.cells, strict=False) if words}
            result.refused.append(RefusedRow(row.number, " ".join(reasons), kept))
            return
        key = (proposal.finding_id, _folded(proposal.text))
        if key in self._known:
            result.twins_n += 1
            return
        self._known.add(key)
        result.proposals.append(proposal)
        result.row_numbers.append(row.number)
        if found := personal_data_words(personal_data_in(f"{proposal.text}\n{proposal.lever}")):
            result.personal[row.number] = found

    def _finding(self, words: str, reasons: list[str]) -> Finding | None:
        match = _NUMBER.match(words)
        found = self._by_number.get(int(match[1])) if match else self._by_id.get(words)
        if found is None:
            reasons.append(
                f"“{words[:40]}” is no finding. Needed: the number on the page, such as 3."
                if words else "The number of the finding is missing."
            )  # fmt: skip
            return None
        kept = self._by_id[kept_one(found.id, self._merged)]
        if kept.status == "retired":
            reasons.append(f"Finding {words[:40]} was retired.")
        elif kept.moderation != "shown":
            reasons.append(f"Finding {words[:40]} is not shown.")
        return kept

    def _level(self, words: str, reasons: list[str]) -> str:
        if not words:
            return ""
        key = self._levels.get(words.casefold(), words if words in self._levels.values() else "")
        if not key:
            reasons.append(f"“{words[:40]}” is not a level. There are: {', '.join(self._level_labels)}.")
        return key


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
