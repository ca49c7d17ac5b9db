"""One activity as a list has it, before it is compared with the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from geo.errors import Report

__all__ = ["Entry", "GivenList"]


@dataclass
class Entry:
    """One activity of a list.

    Attributes:
        where: how people find it in the file: ``row 5``, ``service 3``.
        source_id: the publisher's id; empty where the list has none.
        values: fields of the record that the list says something about; a missing field is not known to it.
        ward: name or code of the area, as written; empty if none is.
        lat, lon: degrees, or None.
        problems: what is wrong, each beginning with its cell.
        cells: cell by field, for problems that are found later.
    """

    where: str
    source_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    ward: str = ""
    lat: float | None = None
    lon: float | None = None
    problems: list[str] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    def fault(self, name: str, words: str) -> None:
        """Something is wrong with what stands in the cell of a field."""
        self.problems.append(f"{self.cells.get(name) or self.where}: {words}")


@dataclass(frozen=True)
class GivenList:
    """A list as it was read: its entries, what was noticed of the file, and whether it says which ids are its own."""

    entries: tuple[Entry, ...]
    report: Report
    has_ids: bool
