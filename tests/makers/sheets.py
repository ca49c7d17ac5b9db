"""Session sheets for tests: words that break things, and files read as a person would give them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import strategies as st

from everyday.atlas.editions import Edition
from everyday.exchange.sheet.reading import SheetResult, read_sheet
from geo.errors import InputError
from plan.taxonomy import default_taxonomy

__all__ = ["NASTY", "TAXONOMY", "Reading", "reading_in", "refused_file", "texts"]

Reading = Callable[..., SheetResult]
TAXONOMY = default_taxonomy()
NASTY = (
    '=HYPERLINK("http://x")', "+44", "-2.99", "@SUM(A1)", "'quoted", "''twice", "'=1+1", "'tis", "\ttab", "_x000D_",
    "_x005F_x000D_", "_x000D_x000D_", "<img src=x onerror=alert(1)>", "${alert(1)}", "</script>", "a;b,c\t\"d\"",
    "\u202eright to left\u202c", "🚌🏳️‍🌈", "Ŵyn y gŵr", "x" * 10_000, "line\nfeed", "0117", "TRUE", "1e5",
)  # fmt: skip
texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


def reading_in(folder: Path, edition: Edition) -> Reading:
    """A function that reads bytes, CSV text or a table of rows as a session sheet."""

    def reading(content: bytes | str | list[list[Any]], name: str = "sheet.csv", **options: Any) -> SheetResult:
        path = folder / name
        if isinstance(content, list):
            book = openpyxl.Workbook()
            for row in content:
                book.active.append(row)
            path = path.with_suffix(".xlsx")
            book.save(path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_sheet(path, edition=edition, taxonomy=TAXONOMY, **options)

    return reading


def refused_file(act: Callable[[], object]) -> str:
    """What is said about a file that cannot be used at all."""
    with pytest.raises(InputError) as caught:
        act()
    return str(caught.value)
