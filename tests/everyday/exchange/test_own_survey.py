"""The town's own questions: an XLSForm that its makers accept, a table that comes back, and sheets that are read."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from everyday import Atlas
from everyday.asking import CONSENT, OPENING, QUESTIONS, THEMES, WALL
from everyday.voices import Told, read_open_answers
from tests import needs


def text_of(path: Path) -> list[str]:
    done = subprocess.run(
        [needs.poppler("pdftotext"), "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return [" ".join(page.split()) for page in done.stdout.split("\f") if page.strip()]


def test_the_form_is_accepted_by_those_who_run_it(demo_atlas: Atlas, tmp_path: Path) -> None:
    from pyxform.xls2xform import convert

    path = tmp_path / "form.xlsx"
    assert demo_atlas.export("survey-form", path) == len(QUESTIONS)
    done = convert(str(path))
    assert done.warnings == []
    for one in QUESTIONS:
        assert f"<{one.key}/>" in done.xform
        assert one.words in done.xform
    assert "E05999005" in done.xform, "wards are named by their codes"
    assert "Samphire" in done.xform
    assert CONSENT.split(".")[0] in done.xform
    assert "regex(" in done.xform, "a whole postcode is not taken"
    assert "relevant=" in done.xform, "who says no is asked nothing more"


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_the_table_comes_back_recognised(demo_atlas: Atlas, tmp_path: Path, ending: str) -> None:
    from everyday.exchange.tables import Sheet, write_book

    demo_atlas.export("survey-table", tmp_path / "table.xlsx")
    book = openpyxl.load_workbook(tmp_path / "table.xlsx")
    heads = [cell.value for cell in book["Answers"][1]]
    typed = {"May we use what you write, without your name?": "Yes, and my words may be quoted",
             "Which ward or part of the town do you live in?": "Samphire", "date": "17/05/2026",
             "What stops you getting across town?": "It costs too much; Nothing goes in the evening or on Sundays",
             "If one thing could change, what should it be?": "A bench at the stop"}  # fmt: skip
    write_book(tmp_path / f"back{ending}", "Back", [Sheet("Answers", heads, [[typed.get(one, "") for one in heads]])])
    found = read_open_answers(tmp_path / f"back{ending}", demo_atlas.edition(), demo_atlas.taxonomy(), Told(),
                              today=date(2026, 11, 28))  # fmt: skip
    assert found.is_own_survey
    assert found.problems == []
    ticked, one = found.answers
    assert ticked.text == "It costs too much; Nothing goes in the evening or on Sundays"
    assert ticked.respondent == one.respondent
    assert (one.text, one.area_id, one.is_quotable) == ("A bench at the stop", "E05999005", True)
    assert one.retention_until == "2028-05-17"


@pytest.mark.poppler
def test_the_paper_form_asks_the_same_on_one_sheet(demo_atlas: Atlas, tmp_path: Path) -> None:
    demo_atlas.export("survey-sheet", tmp_path / "form.pdf")
    pages = text_of(tmp_path / "form.pdf")
    assert len(pages) == 2
    whole = " ".join(pages)
    for one in QUESTIONS:
        assert one.words in whole
        for label in one.choices.values():
            assert label in whole
    assert CONSENT in whole
    assert "Wrenmouth" in whole
    assert "Made-up town" in whole


@pytest.mark.poppler
def test_the_prompt_sheet_has_a_page_a_theme_in_words_of_our_own(demo_atlas: Atlas, tmp_path: Path) -> None:
    demo_atlas.export("prompt-sheet", tmp_path / "prompts.pdf")
    pages = text_of(tmp_path / "prompts.pdf")
    assert len(pages) == 1 + len(THEMES)
    assert all(one in pages[0] for one in OPENING)
    labels = demo_atlas.taxonomy().labels("outcome_themes")
    assert [theme.key for theme in THEMES] == list(labels), "the themes of the taxonomy, in its order"
    for page, theme in zip(pages[1:], THEMES, strict=True):
        assert labels[theme.key] in page
        for line in (*theme.prompts, *theme.signs, *theme.helps, theme.together):
            assert line in page


@pytest.mark.poppler
def test_the_wall_sheet_is_one_large_page(demo_atlas: Atlas, tmp_path: Path) -> None:
    demo_atlas.export("wall-sheet", tmp_path / "wall.pdf")
    done = subprocess.run([needs.poppler("pdfinfo"), tmp_path / "wall.pdf"], capture_output=True, text=True, check=True)
    assert "1190.55 x 841.89" in done.stdout, "A3, lying"
    (page,) = text_of(tmp_path / "wall.pdf")
    for one in WALL:
        assert one in page
