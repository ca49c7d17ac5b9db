"""What became of a session sheet: rows that are pins now, and rows that come back with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.errors import Report
from plan.records import Finding

if TYPE_CHECKING:
    from everyday.locate import Place

__all__ = ["RefusedRow", "SheetResult"]


@dataclass(frozen=True)
class RefusedRow:
    """A row that became no pin: its number in the file, every reason, and its cells by heading."""

    row_number: int
    reason: str
    cells: dict[str, str]


@dataclass
class SheetResult:
    """What became of a sheet.

    Attributes:
        findings: new, not kept yet; ``places`` (for ``everyday.forum.pinning.add_pin``) and ``row_numbers`` go with
        them. refused: rows with their reasons; :func:`refused_sheet` writes them.
        personal: by number of row, what looks like a phone number, an e-mail address or a postcode in a kept row: to be
            asked about before the findings are kept.
        headings: of the file, as they stand there.
        grid_code: of the paper map whose squares are meant.
        report: everything that was noticed.
    """

    report: Report
    findings: list[Finding] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    personal: dict[int, list[str]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    grid_code: str = ""
