"""The table of fixes, declared once, and what comes with it: facts of each file, and questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from geo.errors import Report

__all__ = ["FIXES", "FileFacts", "Logs", "Option", "Question", "no_fixes"]

FIXES: dict[str, pl.DataType] = {
    "person": pl.String(),
    "device": pl.String(),
    "time": pl.Datetime("us", "UTC"),
    "lat": pl.Float64(),
    "lon": pl.Float64(),
    "accuracy": pl.Float32(),
    "segment": pl.Int32(),
    "file": pl.String(),
}
"""Columns of a table of fixes, sorted by person and time.

``person`` is the label as found and never leaves the import; ``device`` is "" where unknown; ``lat`` and ``lon`` are
WGS 84; ``accuracy`` is in metres, NaN where unknown; two fixes of different ``segment`` are not connected.
"""


def no_fixes() -> pl.DataFrame:
    """A table of fixes without rows."""
    return pl.DataFrame(schema=FIXES)


@dataclass(frozen=True)
class Option:
    """One answer to a question: the word that :func:`read_logs` takes, and what it means."""

    value: str
    words: str


@dataclass(frozen=True)
class Question:
    """What the files do not say and only a person can decide.

    ``key`` is the argument of :func:`read_logs` that answers it: ``times``, ``day_first``, ``person`` or ``columns``.
    Where ``default`` is empty, nothing may be counted before it is answered.
    """

    key: str
    words: str
    options: tuple[Option, ...]
    files: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True)
class FileFacts:
    """What was found in one file: the numbers that a planner compares with what they know of it.

    ``points_n`` are its rows or track points, ``fixes_n`` those taken. ``box`` is (west, south, east, north) of all its
    points with a position, also of those without a time; None where there is none. ``first`` and ``last`` are of fixes.
    ``further`` holds numbers of the format (visits, laps …) by their label.
    """

    file: str
    format: str
    points_n: int = 0
    fixes_n: int = 0
    without_time_n: int = 0
    without_position_n: int = 0
    duplicates_n: int = 0
    segments_n: int = 0
    people: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    zone: str = ""
    first: datetime | None = None
    last: datetime | None = None
    box: tuple[float, float, float, float] | None = None
    further: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Logs:
    """Fixes of all files, what was noticed, the facts of each file, and what is still to be decided."""

    fixes: pl.DataFrame
    report: Report
    questions: tuple[Question, ...]
    files: tuple[FileFacts, ...]

    @property
    def is_settled(self) -> bool:
        """True where every question has an answer or a default, so that the fixes may be counted."""
        return all(question.default for question in self.questions)
