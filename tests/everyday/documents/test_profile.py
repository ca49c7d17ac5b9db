"""The profile of an area: one page a ward in the finished files, with the numbers that the pages of the app show."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn

from everyday import Atlas
from everyday.atlas import open_edition
from everyday.documents.blocks import Grid, Paper, Picture, Words, blocks_pdf_bytes, blocks_word_bytes
from everyday.documents.pack import Scope, pack_paper
from everyday.documents.profile import profile_paper
from everyday.documents.profile.gathering import FEWER_QUESTIONS, MOST_ACTIONS, MOST_FINDINGS
from everyday.documents.profile.survey import MOST_SURVEY
from everyday.language import language
from everyday.survey import VERDICTS, survey_of, value_words
from geo.errors import NotFoundError
from plan.records import Action, Finding, Person
from tests.oracles.laid_out import as_pdf, pdf_pages

ANN = Person("Ann", "planner")
ENGLISH = language()
SAMPHIRE, TODAY = "E05999005", "2026-11-28"


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town, its estate with more findings and actions than a page has room for."""
    folder = tmp_path_factory.mktemp("profile") / "atlas"
    shutil.copytree(demo_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    found = Atlas(folder)
    plan = found.plan()
    point = open_edition(found.edition()).areas.set_index("area_id").geometry[SAMPHIRE].representative_point()
    long = "and a good deal more that somebody had to say about it at the meeting in the community centre"
    for number in range(MOST_FINDINGS + 2):
        kind = "barrier" if number % 2 else "enabler"
        kept = plan.add(Finding(kind=kind, title=f"Finding {number} {long}", area_id=SAMPHIRE, geometry=point), ANN)
        plan.save(replace(kept, status="sense_checked"), ANN)
    plan.add(Finding(kind="barrier", title="Nobody has looked at this", area_id=SAMPHIRE), ANN)
    for number in range(MOST_ACTIONS + 3):
        plan.add(Action(title=f"Action {number} {long}", area_ids=(SAMPHIRE,), responsible=("Marsh Line Buses",)), ANN)
    plan.add(Action(title="Hidden talks", area_ids=(SAMPHIRE,), visibility="team"), ANN)
    plan.add(Action(title="A national fund", level="national"), ANN)
    return found


@pytest.fixture(scope="module")
def paper(atlas: Atlas) -> Paper:
    return profile_paper(atlas, atlas.edition(), ENGLISH, today=TODAY)


def grids(paper: Paper, code: str) -> dict[str, Grid]:
    (sheet,) = (one for one in paper.sheets if one.key == code)
    return {one.title: one for one in sheet.blocks if isinstance(one, Grid)}


def words(paper: Paper, code: str) -> str:
    (sheet,) = (one for one in paper.sheets if one.key == code)
    return "\n".join(f"{one.mark} {one.words}" for one in sheet.blocks if isinstance(one, Words))


def test_every_number_is_the_one_of_the_page(atlas: Atlas, paper: Paper) -> None:
    opened = open_edition(atlas.edition())
    areas, survey = opened.areas.set_index("area_id"), survey_of(opened)
    for code in areas.index:
        found = grids(paper, code)
        near = {row[0]: row[1:] for row in found["Near home, beside the town"].rows}
        for name in ("amenity_completeness_share", "bumping_places_15min_n"):
            measure = opened.registry[name]
            shown = [measure.format_value(areas.loc[code, name]), opened.town_words(measure)]
            assert near[measure.full_title] == shown, (code, name)
        across = found["Across town, beside the town"].rows[0]
        assert across[1].startswith(opened.registry["centre_min_am"].format_value(areas.loc[code, "centre_min_am"]))
        by_title = {f"{one.indicator.title} ({one.year})": one for one in map(survey.judged, survey.indicators)}
        rows = found["What people say"].rows
        assert len(rows) == (FEWER_QUESTIONS if code == SAMPHIRE else MOST_SURVEY)
        for title, here, town, verdict in rows:
            judged = by_title[title]
            ward = judged.ward(code)
            assert ward is not None
            assert (here, town) == (value_words(judged, ward), judged.indicator.write(judged.town))
            assert verdict == VERDICTS[ward["verdict"]]


def test_the_estate_that_the_bus_goes_round_says_so(paper: Paper) -> None:
    said = grids(paper, SAMPHIRE)["What people say"]
    assert said.heads[3] == "Against the rest of the town"
    title, here, town, verdict = said.rows[0]
    assert title.startswith("% for whom transport prevents leaving home")
    assert re.fullmatch(r"\d+ % \(\d+ to \d+ %; \d+ answers\)", here)
    assert int(here.split()[0]) > int(town.split()[0])
    assert verdict == "worse"


def test_what_is_left_out_is_counted_and_what_is_for_the_team_is_not_there(paper: Paper) -> None:
    said = words(paper, SAMPHIRE)
    assert said.count("Finding ") == MOST_FINDINGS
    assert "and 2 more" in said
    assert "For the whole town or national, counted apart: 1" in said
    assert grids(paper, SAMPHIRE)[f"Actions here: {MOST_ACTIONS} of {MOST_ACTIONS + 3}, the late ones first"]
    whole = said + str([one.rows for one in grids(paper, SAMPHIRE).values()])
    assert "Nobody has looked at this" not in whole
    assert "Hidden talks" not in whole


def test_an_edition_without_a_survey_says_so(atlas: Atlas, tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    shutil.copytree(atlas.folder, folder)
    bare = Atlas(folder)
    for path in bare.edition().folder.glob("survey*.parquet"):
        path.unlink()
    found = profile_paper(bare, bare.edition(), ENGLISH, area=SAMPHIRE, today=TODAY)
    assert "What people say: No survey has been added." in words(found, SAMPHIRE)
    assert "What people say" not in grids(found, SAMPHIRE)


def test_where_nothing_can_be_judged_getting_about_comes_first(atlas: Atlas, tmp_path: Path) -> None:
    folder = tmp_path / "values_alone"
    shutil.copytree(atlas.folder, folder)
    bare = Atlas(folder)
    table = pd.read_parquet(bare.edition().folder / "survey.parquet")
    table[["low", "high", "se", "n"]] = float("nan")
    table.to_parquet(bare.edition().folder / "survey.parquet")
    rows = grids(profile_paper(bare, bare.edition(), ENGLISH, area=SAMPHIRE, today=TODAY), SAMPHIRE)[
        "What people say"
    ].rows
    assert [row[0].split(" (")[0] for row in rows[:2]] == [
        "% for whom transport prevents leaving home when they want to", "% kept from evening activities by transport",
    ]  # fmt: skip
    assert {row[-1] for row in rows} == {"not judged"}
    pack = pack_paper(bare, bare.edition(), ENGLISH, Scope(area=SAMPHIRE), today=TODAY)
    said = [one.words for sheet in pack.sheets for one in sheet.blocks if isinstance(one, Words)]
    assert any(
        line.startswith("% for whom transport prevents leaving home when they want to (2025/26). Samphire: 38 %.")
        and "; not judged. [" in line for line in said
    )  # fmt: skip
    assert any("neither intervals nor numbers of answers" in line for line in said)


def test_an_area_that_is_not_there_is_refused(atlas: Atlas) -> None:
    with pytest.raises(NotFoundError, match="no area 'E0'"):
        profile_paper(atlas, atlas.edition(), ENGLISH, area="E0")


@pytest.mark.poppler
def test_one_pdf_page_for_each_area(paper: Paper, tmp_path: Path) -> None:
    path = tmp_path / "all.pdf"
    path.write_bytes(blocks_pdf_bytes(paper, ENGLISH))
    pages = pdf_pages(path)
    assert len(pages) == len(paper.sheets)
    for page, sheet in zip(pages, paper.sheets, strict=True):
        assert sheet.title in page
        assert all(other.title not in page for other in paper.sheets if other is not sheet)
        assert "Since the edition before:" in page


@pytest.mark.office
@pytest.mark.poppler
def test_one_word_page_for_each_area_with_tables_that_are_real(paper: Paper, tmp_path: Path) -> None:
    content = blocks_word_bytes(paper, ENGLISH)
    pages = pdf_pages(as_pdf(content, tmp_path))
    assert len(pages) == len(paper.sheets)
    for page, sheet in zip(pages, paper.sheets, strict=True):
        assert sheet.title in page
        assert "Since the edition before:" in page
    document = Document(io.BytesIO(content))
    for table in document.tables:
        header = table.rows[0]._tr.trPr
        assert header.find(qn("w:tblHeader")) is not None
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")
    alts = [one.alt for sheet in paper.sheets for one in sheet.blocks if isinstance(one, Picture)]
    assert [one._inline.docPr.get("descr") for one in document.inline_shapes] == alts
    assert any("It shows where these barriers and enablers are:" in one for one in alts)
