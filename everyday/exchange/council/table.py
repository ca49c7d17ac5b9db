"""The rows of a register: found below banners, without blank lines, section headings and totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everyday.exchange.council.matching import LEFT_OUT, Matching, folded, guessed
from everyday.exchange.tables import TableRow, cell_name, read_table
from geo.errors import Report

__all__ = ["RegisterRow", "RegisterTable", "columns_of", "named_cell", "read_register"]

_FIRST_ROWS = 20
_TOTAL = re.compile(r"^(?:grand |sub ?)?totals?\b|^count\b|^no\.? of actions\b", re.IGNORECASE)
_RANGE = re.compile(r"^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$")
_MOST_BYTES, _MOST_ROWS = 20_000_000, 5_000


@dataclass(frozen=True)
class RegisterRow:
    """One row: its number as a spreadsheet counts, and its cells by place."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """What stands in a cell, without spaces around it."""
        return self.cells[place].replace("\u00a0", " ").strip() if place < len(self.cells) else ""


@dataclass(frozen=True)
class RegisterTable:
    """The register as it was given.

    Attributes:
        headings: as they are written; empty where a column has none.
        rows: those that can be actions.
        report: what was noticed: merged cells, formulas, what was passed over.
    """

    headings: tuple[str, ...]
    rows: tuple[RegisterRow, ...]
    report: Report

    def place(self, heading: str) -> int:
        """Place of a column."""
        return self.headings.index(heading)


class _Listening(Report):
    """A report that keeps every merged range, not only examples."""

    def add(self, severity: Any, code: str, found: str, *, where: Iterable[object] = (), **more: Any) -> None:
        """As any report; see there."""
        places = [str(one) for one in where]
        if code == "merged_cells":
            self.__dict__["merged"] = places
            more["action"] = "What is written in them was taken for every row that they reach over."
            severity = "note"
        super().add(severity, code, found, where=places, **more)


def read_register(path: Path, known: Matching | None = None) -> RegisterTable:
    """The table of a CSV, XLSX or ODS file.

    Args:
        known: what is remembered, to find the headings by.

    Raises:
        NotFoundError: there is no file.
        InputError: it cannot be read as a table.
    """
    report = _Listening(path.name, "register of actions")
    rows = read_table(path, report, most_bytes=_MOST_BYTES, most_rows=_MOST_ROWS)
    report.raise_if_refused()
    at = _heading_row(rows, known)
    headings = tuple(" ".join(cell.split()) for cell in rows[at].cells)
    named = [one for one in headings if one]
    if doubled := sorted({one for one in named if named.count(one) > 1}):
        report.add("refused", "doubled_headings", f"Several columns are called {', '.join(doubled)}.",
                   action="Give each its own heading.")  # fmt: skip
        report.raise_if_refused()
    body = _filled(rows[at + 1 :], report.__dict__.get("merged", []), headings)
    kept: list[TableRow] = []
    passed: list[TableRow] = []
    for row in body:
        (passed if _is_no_action(row, len(named)) else kept).append(row)
    if passed:
        report.add("note", "passed_over", "Section headings and totals are no actions.",
                   where=[f"row {row.number}" for row in passed], action="They were passed over.")  # fmt: skip
    return RegisterTable(headings, tuple(RegisterRow(row.number, row.cells) for row in kept), report)


def _heading_row(rows: Sequence[TableRow], known: Matching | None) -> int:
    """The row that most of its cells make a row of headings; the first that has several cells if none does."""
    scores = []
    for place, row in enumerate(rows[:_FIRST_ROWS]):
        found = guessed([cell for cell in row.cells if cell.strip()], known)
        scores.append((sum(name != LEFT_OUT for name in found.values()), -place))
    best, place = max(scores)
    if best >= 2:
        return -place
    return next((at for at, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row.cells) > 1), 0)


def _is_no_action(row: TableRow, columns_n: int) -> bool:
    """A total, or one cell alone in a table of several columns: the heading of a section."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if _TOTAL.match(filled[0]) and (len(filled) < columns_n or len(filled[0]) < 20):
        return len(filled) <= max(2, columns_n // 2)
    return len(filled) == 1 and columns_n > 2


def _filled(rows: Sequence[TableRow], merged: Sequence[str], headings: Sequence[str]) -> list[TableRow]:
    """Rows with what cells merged over several rows say; a merge across columns says it in its first alone."""
    cells = {row.number: list(row.cells) for row in rows}
    for words in merged:
        found = _RANGE.match(words.replace("$", ""))
        if not found:
            continue
        place, first, last = _place(found[1]), int(found[2]), int(found[4])
        if found[1] != found[3] or first not in cells or place >= len(cells[first]) or place >= len(headings):
            continue
        for number in range(first + 1, last + 1):
            if number in cells:
                row = cells[number]
                row += [""] * (place + 1 - len(row))
                row[place] = row[place] or cells[first][place]
    return [TableRow(row.number, tuple(cells[row.number])) for row in rows]


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def named_cell(table: RegisterTable, heading: str, row: RegisterRow) -> str:
    """How a spreadsheet program calls a cell."""
    return cell_name(table.place(heading), row.number)


def columns_of(table: RegisterTable, matching: Matching) -> dict[str, str]:
    """Headings of the table that stand for a field, each with it."""
    return {one: name for one in table.headings if one
            and (name := matching.columns.get(folded(one), LEFT_OUT)) != LEFT_OUT}  # fmt: skip
