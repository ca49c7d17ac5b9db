"""Whether a file holds answers of single people: by the columns that form programs add, never by their position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from geo.errors import Report
from geo.survey.files import Sheet, open_sheets

__all__ = ["POINT", "Export", "find_export", "holds_answers"]

# Of each program: columns of which two at least must be there.
_PROGRAMS = {
    "KoboToolbox": ("_uuid", "_submission_time", "_index", "_id", "__version__", "_submitted_by", "_validation_status"),
    "ODK": (
        "KEY",
        "SubmissionDate",
        "meta-instanceID",
        "instanceID",
        "SubmitterID",
        "DeviceID",
        "FormVersion",
        "Edits",
    ),
    "Microsoft Forms": ("Start time", "Completion time", "Email", "Last modified time"),
}
_TIMES = re.compile(
    r"_submission_time|submissiondate|completion time|end|start|start time|today|last modified time", re.I
)
POINT = re.compile(r"^-?\d{1,2}\.\d+[ ,]+-?\d{1,3}\.\d+([ ,]+-?[\d.]+){0,2}$")
"""Latitude and longitude in one cell, perhaps with altitude and accuracy."""
_OWN = re.compile(
    r"_.*|key|edits|status|formversion|deviceid|submissiondate|attachments(present|expected)|reviewstate|meta[-/].*|"
    r"instance(id|name)|start( time)?|end|completion time|last modified time|id|today|simserial|subscriberid|"
    r"__version__",
    re.IGNORECASE,
)
"""Columns that programs add of themselves."""
_PERSONAL = re.compile(
    r"(?!(do|does|did|is|are|was|were|have|has|can|could|would|will|how)\b)"
    r"(submitter(id|name)|username|(.*\b(your|full|first|last|family|given|sur) ?)?names?|"
    r"(.*\b(your|contact) )?(e-?mail|(tele|mobile |home |work )?phone|mobile)( (address(es)?|number|no|details))?|"
    r".*\b(your|contact) details|.*\b(e-?mail address|(phone|mobile|contact) (number|no))\b.*|"
    r"(.*\byour )?(date of birth|birthday|dob))[?:.]*",
    re.IGNORECASE,
)
"""Headings that ask who somebody is; a question about phones or e-mail that a town wants answered is none."""


@dataclass(frozen=True)
class Export:
    """The export of a form: program, headings by column, rows as text (null where empty), and when it was filled in."""

    program: str
    headings: tuple[str, ...]
    rows: pl.DataFrame
    times: tuple[int, ...]

    def is_own(self, column: int) -> bool:
        """Whether a column is the program's: it is never counted."""
        return bool(_OWN.fullmatch(self.headings[column].strip()))

    def is_personal(self, column: int) -> bool:
        """Whether a column asks who somebody is: it is never counted, and that is told."""
        return self.asks(_PERSONAL, column)

    def asks(self, pattern: re.Pattern[str], column: int) -> bool:
        """Whether a heading is what ``pattern`` says, whole or without the group above it (``group/question``)."""
        heading = self.headings[column].strip()
        return any(pattern.fullmatch(text) for text in (heading, heading.rpartition("/")[2]))


def find_export(path: Path, report: Report) -> Export | None:
    """The first sheet that is the export of a form; None where there is none."""
    for sheet in open_sheets(path, report):
        if program := _program(sheet):
            headings = tuple(" ".join(text.split()) for text in sheet.top[0])
            body = sheet.body(1)
            rows = body.select(_as_text(name, kind) for name, kind in body.schema.items())
            rows = rows.filter(pl.any_horizontal(pl.all().is_not_null()))
            times = tuple(column for column, text in enumerate(headings) if _TIMES.fullmatch(text))
            return Export(program, headings, rows, times)
    return None


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    if kind != pl.Float64:
        return pl.col(name).str.strip_chars().replace("", None)
    number = pl.col(name)
    is_whole = number == number.round()
    return pl.when(is_whole).then(number.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(number.cast(pl.String))


def holds_answers(path: Path) -> bool:
    """Whether a table file holds answers of single people."""
    return any(_program(sheet) for sheet in open_sheets(path, Report(path.name, "survey")))


def _program(sheet: Sheet) -> str:
    headings = {text.strip() for text in sheet.top[0]} if sheet.top else set()
    for program, columns in _PROGRAMS.items():
        if len(headings & set(columns)) >= 2:
            return program
    return ""
