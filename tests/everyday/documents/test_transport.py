"""Transport in my area: one page for each ward in the finished files, and nobody's secrets on it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from everyday import Atlas, pictures
from everyday.atlas import open_edition
from everyday.documents.area.actions import LONGEST, LONGEST_LATE, LONGEST_WHO, ActionLine
from everyday.documents.transport import transport_facts, transport_pdf_bytes, transport_word_bytes
from everyday.documents.transport.facts import (
    MOST_ACTIONS,
    MOST_BARRIERS,
    MOST_EVERYWHERE,
    TransportFacts,
)
from everyday.documents.transport.wording import barrier_lines
from everyday.language import language
from geo.errors import NotFoundError, UsageError
from plan.records import Action, Finding, Milestone, Person
from tests.oracles.laid_out import all_saved_as, pdf_pages

ANN = Person("Ann", "planner")
ENGLISH = language()
SAMPHIRE, TODAY = "E05999005", "2026-11-28"


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with actions, one of them late, one for the whole nation, one for the team alone."""
    folder = tmp_path_factory.mktemp("transport") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    (folder / "plan.gpkg").unlink(missing_ok=True)
    found = Atlas(folder)
    plan = found.plan()
    common = {"policy_spheres": ("transport",), "area_ids": (SAMPHIRE,)}
    direct = plan.add(Action(title="A direct bus", responsible=("Wrenmouth Buses",), team_note="Ask Jo", **common), ANN)
    plan.add(Milestone(action_id=direct.id, number=1, text="Order two buses", date="2026-10-01"), ANN)
    plan.add(Action(title="Keep the Sunday bus", is_ongoing=True, due_date="", **common), ANN)
    plan.add(Action(title="Hidden talks", visibility="team", **common), ANN)
    plan.add(Action(title="A national fund", level="national", policy_spheres=("transport",)), ANN)
    plan.add(Action(title="Breakfast clubs", area_ids=(SAMPHIRE,)), ANN)
    agreed = plan.add(Finding(kind="barrier", title="The bus goes round by the docks", area_id=SAMPHIRE,
                              dimensions=("spatial",)), ANN)  # fmt: skip
    agreed = plan.save(replace(agreed, status="sense_checked"), ANN)
    return found


@pytest.fixture(scope="module")
def page(atlas: Atlas) -> TransportFacts:
    (found,) = transport_facts(atlas, atlas.edition(), ENGLISH, area=SAMPHIRE, today=TODAY)
    return found


@pytest.fixture(scope="module")
def pages(atlas: Atlas) -> list[TransportFacts]:
    return transport_facts(atlas, atlas.edition(), ENGLISH, today=TODAY)


def test_what_stands_on_a_page(page: TransportFacts) -> None:
    assert page.title == "Transport in Samphire · Wrenmouth"
    assert [len(pairs) for _, pairs in page.numbers] == [3, 3, 3]
    assert page.agreed == ["The bus goes round by the docks"], "it has no place, so it has no number"
    assert [line.split()[0] for line in page.suggested] == [str(n + 1) for n in range(len(page.suggested))]
    barriers_n = len(page.suggested)
    assert [one.number for one in page.actions] == [barriers_n + 1, barriers_n + 2]
    shown = "1" if barriers_n == 1 else f"1–{barriers_n}"
    assert page.legend == f"Numbers on the map: barriers {shown}, actions {barriers_n + 1}–{barriers_n + 2}."
    assert page.map_alt.endswith(page.legend)
    assert [one.title for one in page.actions] == ["A direct bus", "Keep the Sunday bus"]
    assert page.actions[0].late == "Order two buses, due 1 October 2026"
    assert page.actions[0].who == "Wrenmouth Buses"
    assert (page.actions[1].due, page.actions[1].late) == ("Ongoing", "")
    assert [one.title for one in page.everywhere] == ["A national fund"]
    assert (page.actions_n, page.everywhere_n) == (2, 1)
    assert page.changed == ["There is no edition before this one."]


def test_an_area_that_is_not_there_is_refused(atlas: Atlas, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        atlas.export("transport", tmp_path / "page.pdf", area="nowhere")
    with pytest.raises(UsageError, match="--area"):
        atlas.export("figure", tmp_path / "page.pdf", area=SAMPHIRE)


@pytest.mark.poppler
def test_all_areas_in_one_pdf_one_page_each(atlas: Atlas, pages: list[TransportFacts], tmp_path: Path) -> None:
    path = tmp_path / "all.pdf"
    path.write_bytes(transport_pdf_bytes(pages, ENGLISH))
    found = pdf_pages(path)
    areas = atlas.edition().areas()
    assert len(found) == len(areas)
    for words, name in zip(found, areas["area_name"], strict=True):
        assert f"Transport in {name}" in words
        assert "A national fund" in words, "whole-town and national actions stand on every page"
    whole = "\n".join(found)
    assert whole.count("A direct bus") == 1
    for secret in ("Hidden talks", "Ask Jo", "Breakfast clubs"):
        assert secret not in whole


@pytest.mark.poppler
@pytest.mark.slow
@pytest.mark.office
def test_all_areas_in_one_word_file_one_page_each(pages: list[TransportFacts], as_words: dict[str, Path]) -> None:
    found = pdf_pages(as_words["all"].with_suffix(".pdf"))
    assert len(found) == len(pages)
    for words, facts in zip(found, pages, strict=True):
        assert f"Transport in {facts.title.split(' · ')[0].removeprefix('Transport in ')}" in words
    document = Document(str(as_words["all"]))
    assert len(document.inline_shapes) == len(pages)
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)


@pytest.fixture(scope="module")
def full(page: TransportFacts) -> TransportFacts:
    """As much as ever stands on a page, each word as long as it may be."""
    title = ("A very long title of an action about buses and all the roads they take " * 4)[:LONGEST]
    long = ActionLine(1, title, ("Somebody with a long name, " * 9)[:LONGEST_WHO], "Dropped, with a reason",
                      "10 September 2026", f"{title[:LONGEST_LATE]}, due 10 September 2026")  # fmt: skip
    return replace(
        page, actions=[long] * MOST_ACTIONS, actions_n=40, everywhere=[long] * MOST_EVERYWHERE, everywhere_n=9,
        suggested=[title] * MOST_BARRIERS, agreed=[title] * MOST_BARRIERS, is_roomy=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def roomy(pages: list[TransportFacts], full: TransportFacts) -> TransportFacts:
    """As much as ever stands on a page with a high map."""
    empty = next(one for one in pages if one.is_roomy)
    return replace(full, actions=full.actions[:2], everywhere=full.everywhere[:1], suggested=[], agreed=[],
                   map_png=empty.map_png, is_roomy=True)  # fmt: skip


@pytest.fixture(scope="module")
def as_words(
    pages: list[TransportFacts], full: TransportFacts, roomy: TransportFacts, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Word files of all areas and of full pages; beside each what LibreOffice lays out."""
    folder = tmp_path_factory.mktemp("word")
    files = {name: folder / f"{name}.docx" for name in ("all", "full")}
    files["all"].write_bytes(transport_word_bytes(pages, ENGLISH))
    files["full"].write_bytes(transport_word_bytes([full, full, roomy], ENGLISH))
    all_saved_as(list(files.values()), "pdf", folder)
    return files


def test_where_the_map_ends_nothing_is_suggested_and_the_page_says_why(
    atlas: Atlas, page: TransportFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_edition(atlas.edition())
    lost = opened.cells.assign(on_network=opened.cells["on_network"] & (opened.cells["area_id"] != SAMPHIRE))
    monkeypatch.setattr(opened, "cells", lost)
    monkeypatch.setattr(opened, "suggestions", opened.suggestions.iloc[:0])
    monkeypatch.setattr(pictures, "town_map_png", lambda *_given, **_how: page.map_png)  # all were drawn for `pages`
    pages = {one.code: one for one in transport_facts(atlas, atlas.edition(), ENGLISH, today=TODAY)}
    told = {code: dict(barrier_lines(one, ENGLISH))["Suggested by the data:"] for code, one in pages.items()}
    assert told.pop(SAMPHIRE) == "not known: most of this area lies outside the street map"
    assert set(told.values()) == {"none"}


@pytest.mark.poppler
def test_a_full_page_is_one_page_and_says_what_it_leaves_out(full: TransportFacts, tmp_path: Path) -> None:
    path = tmp_path / "full.pdf"
    path.write_bytes(transport_pdf_bytes([full], ENGLISH))
    (words,) = pdf_pages(path)
    assert f"Actions here: {MOST_ACTIONS} of 40" in words
    assert f"counted apart: {MOST_EVERYWHERE} of 9" in words
    assert full.edition_words.split(" · ")[0] in words


@pytest.mark.poppler
@pytest.mark.slow
@pytest.mark.office
def test_a_full_page_is_one_page_in_word_too(
    full: TransportFacts, roomy: TransportFacts, as_words: dict[str, Path]
) -> None:
    (first, second, third) = pdf_pages(as_words["full"].with_suffix(".pdf"))
    assert third.count("Somebody") == 2 * 3
    assert roomy.edition_words.split(" · ")[0] in third
    for words in (first, second):
        assert f"Actions here: {MOST_ACTIONS} of 40" in words
        assert words.count("Somebody") == 2 * (MOST_ACTIONS + MOST_EVERYWHERE), "no row is lost"
        assert full.edition_words.split(" · ")[0] in words
