"""The worksheet on paper: a page for each finding with its numbers on it, on A4 and A3, with nothing over the edge."""

from __future__ import annotations

from pathlib import Path

import pytest

from everyday.language import language
from everyday.paper.worksheet import WorksheetPage, worksheet_pdf
from geo.errors import UsageError
from plan.records import Session
from plan.taxonomy import default_taxonomy
from tests.makers.plans.paper import HOSTILE, SESSION, pages_of, sizes_mm, words_of

BUS = WorksheetPage(1, "Barrier", "From the estate the bus goes all round the docks",
                    ("To the centre on a weekday morning: 46 minutes (town 22)", "Busiest stop: Sea Bank Road (9)"),
                    4.8, 3.8)  # fmt: skip
LONG = WorksheetPage(
    12, "Enabler", "The Saturday market is where everybody meets everybody " * 40, ("number " * 60,) * 9
)


def printed(path: Path, *pages: WorksheetPage, session: Session | None = SESSION, paper: str = "A4") -> Path:
    return worksheet_pdf(
        pages, path, town="Wrenmouth", taxonomy=default_taxonomy(), language=language("en"), session=session,
        paper=paper, is_made_up=True,
    )  # fmt: skip


@pytest.mark.poppler
@pytest.mark.parametrize(("paper", "size"), [("A4", (210, 297)), ("A3", (297, 420))])
def test_a_page_has_the_finding_its_numbers_and_lines_to_write_on(
    tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    path = printed(tmp_path / "worksheet.pdf", BUS, LONG, paper=paper)
    assert sizes_mm(path) == [size] * 2
    first, second = (" ".join(page.split()) for page in pages_of(path))
    for words in ("What could be done? Wrenmouth", "Barrier 1", BUS.title, *BUS.numbers, "Made-up town",
                  "Votes, of 5: importance 4.8, open to change 3.8", "until 30 November 2027",
                  "In the sheet: finding 1", "Page 1 of 2"):  # fmt: skip
        assert words in first, words
    assert "Votes" not in second
    assert "In the sheet: finding 12" in second
    for page, least in ((first, 6), (second, 3)):
        for label in ("What could be done", "Who could do it", "Neighbourhood", "City", "National"):
            assert page.count(label) >= least, label
    assert "and city" not in first, "a proposal is for one level"


@pytest.mark.poppler
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_no_words_lie_over_others_or_beyond_the_page(tmp_path: Path, paper: str) -> None:
    path = printed(tmp_path / "worksheet.pdf", BUS, LONG, session=HOSTILE, paper=paper)
    wide, high = (one * 72 / 25.4 for one in sizes_mm(path)[0])
    for page in (1, 2):
        words = words_of(path, page)
        assert len(words) > 60
        assert all(one.x0 > 20 and one.x1 < wide - 20 and one.y0 > 10 and one.y1 < high - 10 for one in words)
        for number, one in enumerate(words):
            assert not [other.text for other in words[number + 1 :] if one.hits(other)], one


def test_what_cannot_be_printed_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="0 findings"):
        printed(tmp_path / "x.pdf")
    with pytest.raises(UsageError, match="A4 or A3"):
        printed(tmp_path / "x.pdf", BUS, paper="A5")
