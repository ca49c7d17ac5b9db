"""One sheet of a workbook that we write: headings, rows, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Sheet"]

_WIDE, _NARROW = 60.0, 18.0


@dataclass(frozen=True)
class Sheet:
    """One sheet with one table.

    Attributes:
        title: of the sheet.
        headings: each once, none empty.
        rows: text, numbers (``float``, with ``formats``) and days; text is guarded by the writer.
        formats: how the numbers of each column are shown; None for a sheet of prose.
        widths: of the columns, in signs; usual ones without it.
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]
    formats: Sequence[str] | None = None
    widths: Sequence[float] | None = None

    def width(self, place: int) -> float:
        """Width of a column in signs."""
        if self.widths is not None:
            return self.widths[place]
        return _NARROW if self.formats is not None else _WIDE if place else 2 * _NARROW

    @property
    def is_wrapped(self) -> bool:
        """True if text goes on in the next line of its cell."""
        return self.formats is None or self.widths is not None
