"""The quoting rule: nothing that a person typed is run by a spreadsheet, and nothing of it is lost."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everyday.exchange.tables.reading import read_xlsx
from geo.errors import Report, UsageError
from plan.exchange.spreadsheet import from_xlsx, guard_text, join_list, split_list, to_xlsx, unguard_text
from tests.makers.sheets import NASTY, texts


# ---- the quoting rule ------------------------------------------------------------------------------------------------
@given(texts)
def test_guarded_text_comes_back_and_begins_with_nothing_that_is_run(text: str) -> None:
    guarded = guard_text(text)
    assert unguard_text(guarded) == text
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_comes_back(text: str) -> None:
    assert unguard_text(guard_text(text)) == text
    assert from_xlsx(to_xlsx(text)) == text


def test_exactly_one_sign_is_lost() -> None:
    assert unguard_text("''tis a long way") == "'tis a long way"
    assert unguard_text("'tis a long way") == "tis a long way"
    assert unguard_text("'=1+1") == "=1+1"
    assert unguard_text("=1+1") == "=1+1"


@given(st.lists(texts.map(str.strip).filter(lambda item: item and ";" not in item), max_size=6))
def test_lists_come_back(items: list[str]) -> None:
    assert split_list(join_list(items)) == tuple(items)


def test_a_semicolon_in_an_entry_is_refused() -> None:
    with pytest.raises(UsageError, match="semicolon"):
        join_list(["a; b"])
    assert split_list(" a ;; b; ") == ("a", "b")


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("_x0D5F\r\n\x01\x1faé") | st.characters(blacklist_categories=("Cs",))),
        min_size=1,
        max_size=8,
    )
)
def test_any_text_survives_a_workbook(cells: list[str]) -> None:
    book = openpyxl.Workbook()
    for place, text in enumerate(cells, start=1):
        cell = book.active.cell(1, place)
        cell.value, cell.data_type = to_xlsx(guard_text(text)), "s"
    saved = io.BytesIO()
    book.save(saved)
    report = Report("book.xlsx", "sheet")
    rows = read_xlsx(saved.getvalue(), report)
    assert report.is_usable
    seen = list(rows[0].cells[: len(cells)]) if rows else [""] * len(cells)
    assert seen == cells
