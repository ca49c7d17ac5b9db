"""The session sheet: a CSV or XLSX file whose rows become pins; what cannot be placed comes back with the reason.

>>> result = read_sheet(Path("pins.xlsx"), edition=edition, taxonomy=taxonomy, session="S-7K3M9Q2X")
>>> atlas.plan().add_all(result.findings, who)
>>> if result.refused: refused_sheet(result, Path("to-mend.xlsx"))
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.exchange.sheet.columns import COLUMNS, PLACE_FIELDS, field_of, grid_code_in
from everyday.exchange.sheet.result import RefusedRow, SheetResult
from everyday.exchange.sheet.rows import RowReader
from everyday.exchange.tables import TableRow, read_table
from everyday.pictures import Grid, grid_of_code, grid_of_edition
from geo.errors import NotFoundError, Report, UsageError
from plan.text import personal_data_in, personal_data_words

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from plan.taxonomy import Taxonomy

__all__ = ["read_sheet"]

_FIRST_ROWS = 20  # among which the headings are looked for
_HEADINGS = {column.field: column.heading for column in COLUMNS}
_NEEDED = ("kind", "title")
_STORES_OWN = ("id", "version", "status", "session", "suggestion key", "created by", "created at", "updated at")
_MOST_REFUSED_NAMED = 5


def read_sheet(
    path: Path,
    *,
    edition: Edition,
    taxonomy: Taxonomy,
    grid: Grid | None = None,
    session: str = "",
    method: str = "community_forum",
) -> SheetResult:
    """Read a sheet. Rows that can be pins are kept, the others are returned with all their reasons.

    Args:
        grid: of the paper map that was used; the code in the sheet counts more, the edition's own grid less.
        session: id of the session that the findings get.
        method: where the words come from, unless a row says it.

    Raises:
        NotFoundError: there is no such file.
        UsageError: the method is not known.
        InputError: the file cannot be used at all; nothing was read.
    """
    if method not in taxonomy.terms["methods"]:
        raise UsageError(f"The method {method!r} is not known.", f"There are: {', '.join(taxonomy.keys('methods'))}.")
    report = Report(path.name, "session sheet")
    rows = read_table(path, report)
    report.raise_if_refused()
    head = _head_of(rows)
    fields = _fields_of(rows[head], report)
    report.raise_if_refused()
    result = SheetResult(report, headings=_distinct(rows[head].cells))
    used = _grid(rows[head].cells, grid, edition, report)
    result.grid_code = used.code
    reader = RowReader(edition, taxonomy, used, session, method)
    for row in rows[head + 1 :]:
        _take(row, fields, reader, result)
    _conclude(result)
    return result


def _head_of(rows: Sequence[TableRow]) -> int:
    """Place of the row of headings: the first with kind and sentence, else the first."""
    for place, row in enumerate(rows[:_FIRST_ROWS]):
        if set(_NEEDED) <= {field_of(cell) for cell in row.cells}:
            return place
    return 0


def _fields_of(head: TableRow, report: Report) -> dict[str, int]:
    """Column by field; the report names what is missing, ignored or there twice."""
    fields: dict[str, int] = {}
    ignored: list[str] = []
    for place, heading in enumerate(head.cells):
        name = field_of(heading)
        if name is None:
            ignored += [heading.strip()[:60]] if heading.strip() else []
        elif name in fields:
            report.add(
                "warning", "column_twice", f"Two columns are the {_HEADINGS[name]}.",
                action="The first of them was read.", where=[heading.strip()[:60]],
            )  # fmt: skip
        else:
            fields[name] = place
    missing = [_HEADINGS[name] for name in _NEEDED if name not in fields]
    if not set(PLACE_FIELDS) & set(fields):
        missing.append("where (or ward, street, stop, place, grid, lat and lon)")
    if missing:
        found = ", ".join(repr(cell.strip()[:40]) for cell in head.cells[:12] if cell.strip())
        report.add(
            "refused", "no_columns", f"Columns are missing: {'; '.join(missing)}. It has: {found}.",
            needed="headings in the first row", action="Write the headings as in an empty session sheet.",
        )  # fmt: skip
    theirs = [heading for heading in ignored if heading.casefold().replace("_", " ") not in _STORES_OWN]
    if theirs:
        report.add("note", "ignored_columns", "Some columns are not known.", action="They were left out.", where=theirs)
    if len(theirs) < len(ignored):
        report.add(
            "note", "exported", "It has columns of exported findings, such as id or status.",
            action="Every row became a new pin. To change findings that are there, import the file as findings.",
        )  # fmt: skip
    return fields


def _distinct(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings that can be told apart: empty ones and doubles get a number."""
    seen: dict[str, int] = {}
    distinct = []
    for place, heading in enumerate(headings, start=1):
        name = heading.strip() or f"column {place}"
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name} ({place})")
    return tuple(distinct)


def _grid(headings: Sequence[str], grid: Grid | None, edition: Edition, report: Report) -> Grid:
    own = grid or grid_of_edition(edition)
    if not (code := grid_code_in(headings)):
        return own
    try:
        carried = grid_of_code(code)
    except NotFoundError as fault:
        report.add(
            "refused", "wrong_map_code", f"The heading of the squares carries no code of a map: {code}.",
            needed="the 13 signs at the foot of the paper map", action=fault.do,
        )  # fmt: skip
        report.raise_if_refused()
        return own
    if carried.code != own.code:
        report.add(
            "note", "other_map", f"Its squares are those of another map than this town's own ({carried.code}).",
            action="They were placed by that map.",
        )  # fmt: skip
    return carried


def _take(row: TableRow, fields: dict[str, int], reader: RowReader, result: SheetResult) -> None:
    """Make a finding of a row, or refuse it."""
    cells = {name: row.cells[place] for name, place in fields.items() if place < len(row.cells)}
    finding, place, reasons = reader.read(cells)
    if finding is None or place is None:
        kept = {heading: words for heading, words in zip(result.headings, row.cells, strict=False) if words}
        result.refused.append(RefusedRow(row.number, " ".join(reasons), kept))
        return
    result.findings.append(finding)
    result.places.append(place)
    result.row_numbers.append(row.number)
    typed = "\n".join((finding.title, finding.text, *finding.groups))
    if found := personal_data_words(personal_data_in(typed)):
        result.personal[row.number] = found


def _conclude(result: SheetResult) -> None:
    report = result.report
    report.facts["Pins"] = len(result.findings)
    report.facts["Rows that are no pins yet"] = len(result.refused)
    report.facts["Code of the map"] = result.grid_code
    if result.refused:
        report.add(
            "warning", "refused_rows", f"{_rows(len(result.refused))} could not be made pins.",
            action="Each is returned with its reasons, to be mended and given again.",
            where=[f"row {row.row_number}: {row.reason.rstrip('.')}" for row in result.refused[:_MOST_REFUSED_NAMED]],
            count=len(result.refused),
        )  # fmt: skip
    if result.personal:
        report.add(
            "warning", "personal_data", "Some rows seem to hold phone numbers, e-mail addresses or postcodes.",
            needed="words that do not lead to a person", action="Look at them before they are kept.",
            where=[f"row {number}: {', '.join(words)}" for number, words in result.personal.items()],
        )  # fmt: skip


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
