"""The evidence pack: each number with its source and the command that gives it again; a kept one held against today."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from PIL import Image
from shapely.geometry import LineString

from everyday import Atlas
from everyday.atlas import open_edition
from everyday.documents.blocks import Grid, Heading, Paper, Picture, Words, blocks_pdf_bytes, blocks_word_bytes
from everyday.documents.pack import Scope, held_by, pack_paper, statements_of
from everyday.exchange.exporting import export_to
from everyday.language import language
from everyday.reporting import freeze_pack, is_pack, sentences_today
from geo.errors import NotFoundError, UsageError
from plan.records import Action, Activity, Answer, DiaryPhoto, Evidence, Finding, Person, Report
from tests.oracles.laid_out import as_pdf, in_one_line, pdf_pages
from tests.servers.command import run

ANN = Person("Ann Other", "planner")
ENGLISH = language()
SAMPHIRE, TODAY = "E05999005", "2026-11-28"
QUOTE = "I gave up the evening class <b>because</b> of the bus"


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with a pinned barrier, a quotation, an action for everybody and one for the team."""
    folder = tmp_path_factory.mktemp("pack") / "atlas"
    shutil.copytree(demo_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    found = Atlas(folder)
    plan = found.plan()
    point = open_edition(found.edition()).areas.set_index("area_id").geometry[SAMPHIRE].representative_point()
    kept = plan.add(Finding(kind="barrier", title="The bus goes round", area_id=SAMPHIRE, geometry=point), ANN)
    plan.save(replace(kept, status="sense_checked"), ANN)
    plan.add(
        Evidence(finding_id=kept.id, kind="quote", title=f"“{QUOTE}” (Interview, 2026)", content={"quote": QUOTE}), ANN
    )
    plan.add(Action(title="A direct bus", finding_ids=(kept.id,), responsible=("Marsh Line Buses",)), ANN)
    plan.add(Action(title="Hidden talks", finding_ids=(kept.id,), visibility="team", team_note="Ask Jo"), ANN)
    usual = {"kind": "cafe", "area_id": SAMPHIRE, "is_ward_only": True, "when": "Tuesdays 10am to 12",
             "last_confirmed": "2026-11-01", "outcome_themes": ("relationships",)}  # fmt: skip
    plan.add(
        Activity(
            title="Café",
            benefit_told="Two neighbours met",
            playbook_barriers=("english",),
            community_benefits=("place_culture",),
            **usual,
        ),
        ANN,
    )  # type: ignore[arg-type]
    plan.add(Activity(title="Sewing", playbook_barriers=("class", "english"), **usual), ANN)  # type: ignore[arg-type]
    return found


@pytest.fixture(scope="module")
def finding(atlas: Atlas) -> Finding:
    return atlas.plan().all(Finding)[0]


@pytest.fixture(scope="module")
def paper(atlas: Atlas, finding: Finding) -> Paper:
    return pack_paper(atlas, atlas.edition(), ENGLISH, Scope(findings=(finding.id,)), today=TODAY)


def lines(paper: Paper) -> list[str]:
    return [one.words for sheet in paper.sheets for one in sheet.blocks if isinstance(one, Words)]


def test_every_sentence_has_a_number_a_source_and_a_command(atlas: Atlas, paper: Paper, finding: Finding) -> None:
    statements = statements_of(held_by(atlas, atlas.edition(), Scope(findings=(finding.id,))), ENGLISH)
    shown = {int(found.group(1)): line for line in lines(paper) if (found := re.search(r" \[(\d+)\]$", line))}
    assert sorted(shown) == list(range(1, len(statements) + 1))
    (sources,) = (one for one in paper.sheets[-1].blocks if isinstance(one, Grid))
    named: set[int] = set()
    for numbers, source, command in sources.rows:
        for part in numbers.split(", "):
            first, _, last = part.partition("–")
            named |= set(range(int(first), int(last or first) + 1))
        assert source
        assert command.startswith("everyday export FOLDER ")
    assert named == set(shown)
    assert any("transport prevents leaving home" in line and "which is worse" in line for line in shown.values())


def test_what_people_can_go_to_is_counted_by_benefit_and_barrier(atlas: Atlas) -> None:
    said = lines(pack_paper(atlas, atlas.edition(), ENGLISH, Scope(area=SAMPHIRE), today=TODAY))
    assert "Café (Tuesdays 10am to 12 noon)" in said
    assert (
        "What they have brought is told of 1 of 2, which barrier they address of 2. "
        "Barriers they address: Lack of English language skills 2; Social class inequalities 1. "
        "Community benefits told: People feel at home here on common ground 1."
    ) in said


def test_the_commands_give_the_numbers_again(
    atlas: Atlas, finding: Finding, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    statements = statements_of(held_by(atlas, atlas.edition(), Scope(findings=(finding.id,))), ENGLISH)
    commands = {one.command for one in statements}
    for command in commands:
        parts = shlex.split(command)
        parts[parts.index("FOLDER")] = str(atlas.folder)
        at = parts.index("--to") + 1
        parts[at] = str(tmp_path / parts[at])
        code, out, err = run(capsys, *parts[1:])
        assert code == 0, (command, out, err)
    areas = pd.read_csv(tmp_path / "areas.csv").set_index("area_id")
    (said,) = (one.words for one in statements if one.key == f"{SAMPHIRE} centre_min_am")
    assert f"{areas.loc[SAMPHIRE, 'centre_min_am']:.0f} minutes" in said
    page = Document(str(tmp_path / "page.docx"))
    rows = {row.cells[0].text: row.cells[1].text for table in page.tables for row in table.rows}
    (said,) = (one.words for one in statements if one.key == f"{finding.id} centre_min_am")
    assert rows["To the centre on a weekday morning"] in said


def test_words_of_people_are_quoted_without_names_and_the_team_keeps_its_own(paper: Paper) -> None:
    content = blocks_word_bytes(paper, ENGLISH)
    document = Document(io.BytesIO(content))
    whole = "\n".join(one.text for one in document.paragraphs)
    whole += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert f"“{QUOTE}” (Interview, 2026)" in whole
    assert "A direct bus" in whole
    for hidden in ("Ann Other", "Hidden talks", "Ask Jo"):
        assert hidden not in whole


def test_what_is_about_nothing_is_refused(atlas: Atlas, tmp_path: Path) -> None:
    edition = atlas.edition()
    for scope in (Scope(findings=("F-NOTHERE00",)), Scope(area="E0"), Scope(action="A-NOTHERE00")):
        with pytest.raises(NotFoundError):
            held_by(atlas, edition, scope)
    bare = tmp_path / "bare"
    shutil.copytree(atlas.folder, bare, ignore=shutil.ignore_patterns("plan.gpkg*"))
    with pytest.raises(UsageError, match="nothing to put into a pack"):
        held_by(Atlas(bare), edition, Scope())


def test_a_kept_pack_says_which_of_its_sentences_no_longer_hold(
    atlas: Atlas, next_atlas: Atlas, tmp_path: Path
) -> None:
    folder = tmp_path / "later"
    shutil.copytree(next_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    shutil.copy(atlas.folder / "plan.gpkg", folder / "plan.gpkg")
    later = Atlas(folder)
    first = next(name for name in later.editions() if "scenario" not in later.edition(name).manifest)
    report = freeze_pack(later, later.edition(first), ANN, Scope(area=SAMPHIRE), name="Bid", day=TODAY)
    assert is_pack(report)
    assert [one.id for one in later.plan().all(Report) if is_pack(one)] == [report.id]
    assert {one.state for one in sentences_today(later, later.edition(first), report)} == {"holds"}
    found = {one.then: one for one in sentences_today(later, later.edition(), report)}
    (centre,) = (
        one for then, one in found.items() if then.startswith("Samphire: Minutes to the town centre, weekday m")
    )
    assert centre.state == "changed"
    assert int(re.findall(r"(\d+) minutes", centre.now)[0]) < int(re.findall(r"(\d+) minutes", centre.then)[0])
    (near,) = (one for then, one in found.items() if then.startswith("Samphire: Everyday amenities"))
    assert near.state == "holds"


@pytest.mark.office
@pytest.mark.poppler
def test_both_forms_hold_the_same_words_on_numbered_pages(atlas: Atlas, paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    word = pdf_pages(as_pdf(blocks_word_bytes(paper, ENGLISH), tmp_path / "word"))
    path = tmp_path / "pack.pdf"
    path.write_bytes(blocks_pdf_bytes(paper, ENGLISH))
    drawn = pdf_pages(path)
    for sheet in paper.sheets:
        for pages in (word, drawn):
            assert sum(bool(re.search(re.escape(sheet.title.split(" · ")[0]), page)) for page in pages) >= 1
    for pages in (word, drawn):
        whole = in_one_line(" ".join(pages))
        for line in lines(paper):
            assert in_one_line(line) in whole, line
        for number, page in enumerate(pages, 1):
            assert page.rstrip().endswith(str(number))


def test_export_writes_a_pack_of_an_action(atlas: Atlas, tmp_path: Path) -> None:
    from everyday.exchange import Wish

    action = next(one for one in atlas.plan().all(Action) if one.visibility == "everybody")
    done = export_to(atlas, "evidence", tmp_path / "pack.docx", Wish(action=action.id))
    assert done.rows_n == 4
    title = Document(str(tmp_path / "pack.docx")).paragraphs[0].text
    assert title == "Evidence: A direct bus · Wrenmouth"


def picture(colour: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (120, 90), colour).save(made, "JPEG")
    return made.getvalue()


def test_diaries_and_journeys_are_shown_where_the_person_agreed_and_a_planner_asks(
    atlas: Atlas, finding: Finding
) -> None:
    plan, point = atlas.plan(), finding.geometry
    common = {"consent": "As we agreed", "retention_until": "2099-01-01", "finding_ids": (finding.id,), "text": "x",
              "given_on": "2026-05-17", "geometry": point}  # fmt: skip
    made = {}
    for name, more in {
        "shown": {"is_quotable": True}, "closed": {}, "over": {"is_quotable": True, "retention_until": "2026-11-28"},
    }.items():  # fmt: skip
        diary = plan.add(Answer(kind="diary", **{**common, **more}), ANN)  # type: ignore[arg-type]
        made[name] = picture({"shown": "red", "closed": "blue", "over": "green"}[name])
        plan.add(DiaryPhoto(answer_id=diary.id, number=1, alt=f"A bench, {name}", text=f"I wait here, {name}",
                            geometry=point, width_px=120, height_px=90, content=made[name]), ANN)  # fmt: skip
    line = LineString([(point.x, point.y), (point.x + 0.01, point.y)])
    remarks = {"along": [{"at": "08:10", "text": "No shelter", "lat": point.y, "lon": point.x}]}
    plan.add(Answer(kind="journey", **{**common, "geometry": line}, is_quotable=True, remarks=remarks), ANN)  # type: ignore[arg-type]
    scope = Scope(findings=(finding.id,))
    usual = pack_paper(atlas, atlas.edition(), ENGLISH, scope, today=TODAY)
    assert not [one for one in lines(usual) if "I wait here" in one or "No shelter" in one]
    asked = pack_paper(atlas, atlas.edition(), ENGLISH, replace(scope, with_photos=True), today=TODAY)
    shown = [one.png for sheet in asked.sheets for one in sheet.blocks if isinstance(one, Picture)]
    assert [name for name, content in made.items() if content in shown] == ["shown"]
    said = lines(asked)
    assert "“I wait here, shown”" in said
    assert not [one for one in said if "closed" in one or "over”" in one]
    assert "08:10 No shelter" in said
    heads = [one.words for sheet in asked.sheets for one in sheet.blocks if isinstance(one, Heading)]
    assert {"From a photo diary, May 2026", "Along a journey that was shadowed, May 2026"} <= set(heads)
    word = Document(io.BytesIO(blocks_word_bytes(asked, ENGLISH)))
    assert made["shown"] in {part.blob for part in word.part.package.iter_parts()}
    assert "A bench, shown" in word.element.xml
    assert blocks_pdf_bytes(asked, ENGLISH).startswith(b"%PDF")
    kept = freeze_pack(atlas, atlas.edition(), ANN, replace(scope, with_photos=True), name="With", day=TODAY)
    assert kept.filters["with_photos"] is True
    assert "I wait here" not in str(kept.content)
