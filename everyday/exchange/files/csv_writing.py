"""CSV as spreadsheets read it: UTF-8 with a mark at the beginning, which Excel needs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from everyday.atlas.whole import written_whole
from plan.exchange.spreadsheet import guard_text

__all__ = ["write_csv"]


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows whose cells are guarded already; the file is whole or not there."""
    with written_whole(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([guard_text(heading) for heading in headings])
        writer.writerows(rows)
