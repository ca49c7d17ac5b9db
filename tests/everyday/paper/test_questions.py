"""The five questions on paper: what a group finds on its sheet."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.acting import action_numbers, plan_rows
from everyday.exchange import Wish, export_to
from everyday.paper import questions_pdf
from geo.errors import UsageError
from tests import needs
from tests.makers.plans.action_plan import SECRETS, TABLE_2, copied, plan_into

pytestmark = pytest.mark.poppler


def pages_of(path: Path) -> list[str]:
    done = subprocess.run(
        [needs.poppler("pdftotext"), "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return [" ".join(page.split()) for page in done.stdout.split("\f") if page.strip()]


@pytest.fixture(scope="module")
def town(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    made = copied(demo_atlas, tmp_path_factory.mktemp("questions") / "atlas")
    plan_into(made)
    return made


def test_a_sheet_has_the_action_its_numbers_and_the_five_questions(town: Atlas, tmp_path: Path) -> None:
    rows, numbers = plan_rows(town.plan(), audience="everybody"), action_numbers(town.plan())
    path = questions_pdf(town, town.edition(), rows, tmp_path / "q.pdf", numbers=numbers, group="Riders")
    pages = pages_of(path)
    assert len(pages) == len(rows), "a page for each action"
    bus = next(page for page in pages if "A direct bus" in page)
    for part in ("Action 1: A direct bus", "1. A direct line", "48", "responsible: Wren Buses, Wrenmouth Council",
                 "Riders", "or intervention number", "Made-up town"):  # fmt: skip
        assert part in bus, part
    for place, label in enumerate(town.taxonomy().labels("advocacy_questions").values(), 1):
        assert f"{place}. {label}" in bus
    assert bus.count("In part") == 3, "two of the questions are answered in words"


def test_a_long_action_stays_on_its_page(demo_atlas: Atlas, tmp_path: Path) -> None:
    from plan.records import Person

    town = copied(demo_atlas, tmp_path / "atlas")
    store = town.plan()
    for action in TABLE_2:
        store.add(action, Person("Ann", "planner"))
    rows = plan_rows(store)
    path = questions_pdf(town, town.edition(), rows, tmp_path / "q.pdf", numbers=action_numbers(store))
    pages = pages_of(path)
    assert [page[-11:] for page in pages] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert all("5. What further interventions might be needed?" in page for page in pages)


def test_nothing_that_is_for_fewer_is_printed_for_everybody(town: Atlas, tmp_path: Path) -> None:
    said = export_to(town, "questions", tmp_path / "q.pdf", Wish()).said
    assert "3 actions" in said
    printed = " ".join(pages_of(tmp_path / "q.pdf"))
    export_to(town, "answer-sheet", tmp_path / "a.csv", Wish())
    printed += (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "A direct bus" in printed
    assert [one for one in SECRETS if one in printed] == []


def test_there_is_nothing_to_print_without_an_action(town: Atlas, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="0 actions"):
        questions_pdf(town, town.edition(), [], tmp_path / "q.pdf", numbers={})
    assert not (tmp_path / "q.pdf").exists()
