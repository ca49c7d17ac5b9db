"""A file opened as sheets, by its kind."""

from __future__ import annotations

from pathlib import Path

from geo.errors import Report
from geo.survey.files.sheets import Sheet
from geo.survey.files.texts import open_text
from geo.survey.files.workbooks import open_workbook

__all__ = ["open_sheets"]

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def open_sheets(path: Path, report: Report) -> list[Sheet]:
    """The sheets of a table file; none after a refusal."""
    if path.suffix.lower() in _WORKBOOKS:
        return open_workbook(path, report)
    return open_text(path, report)
