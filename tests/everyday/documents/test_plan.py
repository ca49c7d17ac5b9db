"""The action plan as a document: Table 2 area by area, whole, for whom it is, and readable by everybody."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from everyday import Atlas
from everyday.acting import Choice
from everyday.documents.plan import PlanFacts, plan_facts, plan_html_bytes, plan_pdf_bytes, plan_word_bytes
from everyday.documents.plan.cells import cells_of, headings
from everyday.documents.plan.facts import Section
from everyday.language import language
from plan.records import Action, ExistingReport, Person
from tests import needs
from tests.makers.plans.action_plan import HOSTILE, SECRETS, TODAY, copied, plan_into
from tests.oracles.laid_out import as_pdf

ENGLISH = language()
Planned = tuple[Atlas, dict[str, Action]]


@pytest.fixture(scope="module")
def planned(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planned]:
    """The made-up town with a plan."""
    from everyday.atlas.open_plan import close_plans

    atlas = copied(demo_atlas, tmp_path_factory.mktemp("planned") / "atlas")
    yield atlas, plan_into(atlas)
    close_plans()


@pytest.fixture(scope="module")
def facts(planned: Planned) -> PlanFacts:
    """For everybody, with maps."""
    return facts_of(planned, with_maps=True)


def facts_of(planned: Planned, **more: object) -> PlanFacts:
    given = {"today": TODAY, "with_maps": False} | more
    return plan_facts(planned[0], planned[0].edition(), ENGLISH, **given)  # type: ignore[arg-type]


def action(facts: PlanFacts, title: str) -> str:
    """Everything that the three cells of an action say."""
    (one,) = [one for one in facts.actions if one.title == title]
    return "\n".join(f"{line.mark} {line.words}".strip() for cell in cells_of(ENGLISH, one) for line in cell)


def many(facts: PlanFacts, *, long_n: int = 40) -> PlanFacts:
    """The same plan with many rows in its first section, and one that is longer than a page."""
    (bus,) = [one for one in facts.actions if one.title == "A direct bus"]
    rows = [replace(bus, number=number, title=f"Row {number} begins") for number in range(1, 41)]
    rows[4] = replace(rows[4], interventions=[f"Step {n} of the long one " + "word " * 20 for n in range(long_n)])
    rows[6] = replace(rows[6], milestones=["unbroken " * 900 + "LAST-WORD"])
    return replace(facts, sections=[Section("Many", rows), *facts.sections])


# -- what it says ------------------------------------------------------------------------------------------------------


def test_an_action_is_told_whole(facts: PlanFacts) -> None:
    said = action(facts, "A direct bus")
    for line in (
        "1. A direct bus",
        "Barrier 1: No direct bus",
        "It goes all round.",
        "1. A direct line (City)",
        "Responsible: Wrenmouth Council (lead); Wren Buses",
        "Can contribute: transport companies",
        "Benefits: All residents",
        "On course? ▲ Amber: acceptable, needs watching. Talks were put off.",
        "1 September 2026: Survey; done on 10 September 2026",
        "1 October 2026: Talks (Wren Buses); late",
        "1 May 2027: Timetable; moved from 1 March 2027",
        "When: Due on 1 December 2027; a milestone is late",
        "Baseline: 48 minutes (5 March 2024)",
        "Target: 35 minutes by 1 March 2028",
        "Wrenmouth Council, asked on 1 June 2026: in part (20 June 2026). “If it is funded.” (Minute 12)",
    ):
        assert line in said.split("\n")


def test_what_has_no_end_is_never_overdue_and_what_is_over_has_no_day(planned: Planned, facts: PlanFacts) -> None:
    assert "When: Ongoing; next look on 1 February 2027" in action(facts, "Keep the square as it is")
    assert "Local authority (still to be named)" in action(facts, "Keep the square as it is")
    late = action(facts, "Ask for cheaper fares")
    assert "When: Overdue: was due on 15 October 2026" in late
    assert "Where: Whole town or national" in late


def test_every_action_stands_once_and_what_has_no_place_by_itself(planned: Planned, facts: PlanFacts) -> None:
    titles = [one.title for part in facts.sections for one in part.actions]
    assert sorted(titles) == ["A direct bus", "Ask for cheaper fares", "Keep the square as it is"]
    last = facts.sections[-1]
    assert (last.title, [one.title for one in last.actions]) == (
        "Without a place: whole town or national",
        ["Ask for cheaper fares"],
    )
    assert last.map_png is None
    assert all(part.map_png and str(part.actions[0].number) in part.map_alt for part in facts.sections[:-1])


def test_filters_stand_on_the_cover(planned: Planned, facts: PlanFacts) -> None:
    assert facts.counts == "3 actions, the whole plan"
    found = facts_of(planned, choice=Choice(levels=("national",), conditions=("overdue",)), audience="team")
    assert (found.counts, list(found.filters)) == ("1 of 4 actions", ["Level: National", "Overdue"])
    assert [one.title for one in found.actions] == ["Ask for cheaper fares"]
    assert found.actions[0].number == 3  # its number in the whole plan
    for content in (plan_html_bytes(found, ENGLISH).decode(), words_of_word(plan_word_bytes(found, ENGLISH))):
        assert "1 of 4 actions" in content
        assert "Level: National" in content
        assert "For the team" in content


def test_the_team_sees_its_notes_and_everybody_none_of_them(planned: Planned, facts: PlanFacts) -> None:
    team = facts_of(planned, audience="team")
    said = "\n".join(action(team, one.title) for one in team.actions)
    for words in ("SECRET-NOTE", "SECRET-LAND", "Wren Buses, asked on 1 November 2026: no answer yet", "Pat Smith"):
        assert words in said
    for one in facts.actions:
        assert not [words for words in SECRETS if words in action(facts, one.title)]


# -- Word --------------------------------------------------------------------------------------------------------------


def words_of_word(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    lines = [one.text for one in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*lines, *(one.text for one in document.sections[0].footer.paragraphs)])


def test_the_word_file_can_be_heard(facts: PlanFacts) -> None:
    document = Document(io.BytesIO(plan_word_bytes(facts, ENGLISH)))
    titles = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]  # type: ignore[union-attr]
    assert titles == ["Milestones over time", *(part.title for part in facts.sections), "Where this comes from"]
    assert document.core_properties.title == facts.title
    assert document.core_properties.language == "en-GB"
    assert len(facts.timeline) == 1
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        facts.timeline[0].alt, *(part.map_alt for part in facts.sections if part.map_png)
    ]  # fmt: skip
    for table, part in zip(document.tables, facts.sections, strict=True):
        assert [cell.text for cell in table.rows[0].cells] == headings(ENGLISH)
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)
        assert len(table.rows) == 1 + len(part.actions)
    assert "PAGE" in document.sections[0].footer._element.xml


def test_a_row_longer_than_a_page_goes_on_in_another(facts: PlanFacts) -> None:
    document = Document(io.BytesIO(plan_word_bytes(many(facts), ENGLISH)))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert max(len(text) for row in cells for text in row) < 3_000
    told = "\n".join(text for row in cells for text in row)
    assert all(told.count(f"Step {n} of the long one") == 1 for n in range(40))
    assert told.count("unbroken") == 900
    assert "LAST-WORD" in told
    assert any(row[0].startswith("5. Row 5 begins (continued)") for row in cells)


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.poppler
def test_no_row_is_lost_or_broken_in_the_finished_word_file(facts: PlanFacts, tmp_path: Path) -> None:
    pages = pages_of(as_pdf(plan_word_bytes(many(facts), ENGLISH), tmp_path))
    check_pages(pages)
    for number in range(1, 41):  # first and last line of a row that fits stand on one page
        if number not in (5, 7):
            (page,) = [one for one in pages if f"{number}. Row {number} begins" in one]
            assert page.count("begins") == page.count("Level:") + ("(continued)" in page)


# -- PDF ---------------------------------------------------------------------------------------------------------------


def pages_of(path: Path) -> list[str]:
    """The words of each page, in one line each."""
    found = subprocess.run(
        [needs.poppler("pdftotext"), "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return [" ".join(page.split()) for page in found.stdout.split("\f") if page.strip()]


def check_pages(pages: list[str]) -> None:
    """Every row once, every page with the header row where it goes on."""
    whole = " ".join(pages)
    for number in range(1, 41):
        assert len(re.findall(rf"(?<!\d){number}\. Row {number} begins(?! \(cont)", whole)) == 1
    assert "LAST-WORD" in whole
    assert all(f"Step {n} of the long one" in whole for n in range(40))
    with_rows = [page for page in pages if "Row " in page or "unbroken" in page]
    assert len(with_rows) > 10
    assert all("How can we address this?" in page for page in with_rows)


@pytest.mark.poppler
def test_the_pdf_loses_no_row_at_a_page_break(facts: PlanFacts, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(plan_pdf_bytes(many(facts), ENGLISH))
    pages = pages_of(path)
    check_pages(pages)
    assert [int(found) for page in pages for found in re.findall(r"Page (\d+)", page)] == list(range(1, len(pages) + 1))
    about = subprocess.run([needs.poppler("pdfinfo"), path], capture_output=True, text=True, check=True).stdout
    assert "Page size:       841.89 x 595.276 pts (A4)" in about
    assert f"Title:           {facts.title}" in about
    assert b"/Lang (en-GB)" in path.read_bytes()


# -- HTML --------------------------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    """What is in a page: tags with their attributes, and its text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_by_itself(facts: PlanFacts) -> None:
    page = _Page(plan_html_bytes(facts, ENGLISH))
    tags = [tag for tag, _ in page.tags]
    assert "script" not in tags
    assert HOSTILE in page.text  # as text, not as markup
    addresses = [value for _, attrs in page.tags for name, value in attrs.items() if name in ("src", "href")]
    assert all(value and value.startswith(("#", "data:image/png;base64,")) for value in addresses)
    assert ("html", {"lang": "en-GB", "dir": "ltr"}) in page.tags
    assert (tags.count("h1"), tags.count("main"), tags.count("table")) == (1, 1, len(facts.sections))
    assert [attrs["alt"] for tag, attrs in page.tags if tag == "img"] == [
        facts.timeline[0].alt, *(part.map_alt for part in facts.sections if part.map_png)
    ]  # fmt: skip
    scopes = [attrs.get("scope") for tag, attrs in page.tags if tag == "th"]
    assert scopes.count("col") == 3 * len(facts.sections)
    assert scopes.count("row") == len(facts.actions)
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    assert all(value[1:] in ids for value in addresses if value and value.startswith("#"))


def test_no_action_is_said_in_words(planned: Planned) -> None:
    found = facts_of(planned, choice=Choice(statuses=("dropped",)))
    for content in (plan_html_bytes(found, ENGLISH).decode(), words_of_word(plan_word_bytes(found, ENGLISH))):
        assert "There is no action in it." in content
        assert "0 of 3 actions" in content
    assert plan_pdf_bytes(found, ENGLISH).startswith(b"%PDF")


def test_every_one_of_five_hundred_actions_is_written(facts: PlanFacts) -> None:
    (bus,) = [one for one in facts.actions if one.title == "A direct bus"]
    rows = [replace(bus, number=number) for number in range(1, 501)]
    page = plan_html_bytes(replace(facts, sections=[Section("Many", rows)]), ENGLISH).decode()
    assert [int(found) for found in re.findall(r"(\d+)\. A direct bus", page)] == list(range(1, 501))


def test_reports_that_an_action_cites_stand_in_word_and_pdf_and_stay_in_a_frozen_plan(
    demo_atlas: Atlas, tmp_path: Path
) -> None:
    from everyday.reporting import freeze, frozen_facts, thawed

    atlas = copied(demo_atlas, tmp_path / "atlas")
    bus = next(one for one in plan_into(atlas).values() if one.title == "A direct bus")
    report = ExistingReport(title="Buses after six", publisher="Council", year="2019", pages="12 to 15",
                            link="https://example.org/buses.pdf", action_ids=(bus.id,))  # fmt: skip
    kept = atlas.plan().add(report, Person("Ann", "planner"))
    line = "Report: Buses after six (Council, 2019), pages 12 to 15 (https://example.org/buses.pdf)"
    facts = facts_of((atlas, {}))
    assert line in action(facts, "A direct bus")
    word = Document(io.BytesIO(plan_word_bytes(facts, ENGLISH)))
    assert line in "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    frozen = freeze(atlas, atlas.edition(), Person("Ann", "planner"), name="Board", day=TODAY)
    atlas.plan().save(replace(kept, action_ids=()), Person("Ann", "planner"))  # type: ignore[type-var]
    assert line not in action(facts_of((atlas, {})), "A direct bus")
    assert line in action(frozen_facts(atlas, thawed(frozen), ENGLISH, with_maps=False), "A direct bus")
