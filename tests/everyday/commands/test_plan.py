"""The commands that bring the plan in and out, on a town that is built."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import shapely

from everyday import Atlas
from everyday.asking import QUESTIONS
from everyday.atlas.open_plan import close_plans
from everyday.exchange.sheet.writing import write_sheet
from everyday.forum.pinning import add_pin
from plan.records import Action, Answer, Evidence, Finding, Person, Session
from store.copying import copy_plan
from tests import needs
from tests.makers.towns import demo_with_plan
from tests.servers.command import run

PLANNER = Person("Ada", "planner")


@pytest.fixture
def atlas(demo_atlas: Atlas, request: pytest.FixtureRequest) -> Iterator[Atlas]:
    """The made-up town with a plan of its own: empty, or the one with the session."""
    plan = request.getfixturevalue("session_plan") if "session" in request.fixturenames else None
    with demo_with_plan(demo_atlas, plan) as town:
        yield town


@pytest.fixture(scope="module")
def another_town(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same town on another computer."""
    folder = tmp_path_factory.mktemp("there") / "atlas"
    return shutil.copytree(demo_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))


@pytest.fixture
def there(another_town: Path) -> Iterator[Path]:
    """It, without a plan."""
    yield another_town
    close_plans()
    for one in another_town.glob("plan.gpkg*"):
        one.unlink()


def middle(atlas: Atlas) -> shapely.Point:
    west, south, east, north = atlas.edition().areas().total_bounds
    return shapely.Point((west + east) / 2, (south + north) / 2)


def with_session(atlas: Atlas) -> None:
    """Add a session with four findings, two of them merged, and votes."""
    store = atlas.plan()
    session = store.add(Session(name="Spring forum", date="2026-05-17", venue="Hall", attendance_n=23), PLANNER)
    said = [
        ("barrier", "No bus after six", ("spatial",), middle(atlas)),
        ("barrier", '=HYPERLINK("http://x")', ("spatial", "civic"), None),
        ("enabler", "<img src=x onerror=alert(1)>", ("social",), None),
        ("barrier", "The last bus is too early", ("spatial",), middle(atlas)),
    ]
    kept = [
        add_pin(atlas, atlas.edition(), Finding(kind=kind, title=title, dimensions=dimensions, geometry=place,
                                                session=session.id), PLANNER)
        for kind, title, dimensions, place in said
    ]  # fmt: skip
    store.merge(kept[0], [kept[3]], PLANNER)
    store.vote(kept[0].id, Person("Femi", "facilitator", session.id, "d1"), importance=5)


@pytest.fixture(scope="module")
def session_plan(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with that session."""
    with demo_with_plan(demo_atlas) as town:
        with_session(town)
        copy_plan(town.plan(), made := tmp_path_factory.mktemp("session") / "plan.gpkg")
    return made


@pytest.fixture
def session(atlas: Atlas) -> Session:
    """The session of the plan."""
    (found,) = atlas.plan().all(Session)
    return found


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".geojson", ".gpkg"])
def test_findings_go_out_and_into_an_empty_atlas(
    ending: str, atlas: Atlas, session: Session, there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"findings{ending}"
    assert run(capsys, "export", atlas.folder, "findings", "--to", file)[:2] == (0, f"Wrote 4 findings to {file}.\n")
    code, out, _ = run(capsys, "import", there, "findings", file)
    assert code == 0
    assert "4 of 4 findings were kept (4 new" in out
    for folder, name in ((atlas.folder, "one.csv"), (there, "two.csv")):
        assert run(capsys, "export", folder, "findings", "--to", tmp_path / name)[0] == 0
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_a_session_sheet_becomes_pins_with_evidence(
    atlas: Atlas, session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from everyday.pictures.grid import grid_of_edition

    edition = atlas.edition()
    grid, area = grid_of_edition(edition), edition.areas().iloc[0]
    square = grid.number_at(lat=middle(atlas).y, lon=middle(atlas).x)
    rows = [
        {"kind": "Barrier", "title": "=No light on the path", "grid": str(square), "dimensions": "Social; Civic"},
        {"kind": "Enabler", "title": "A good library", "ward": str(area["area_name"])},
        {"kind": "Barrier", "title": "Buses end early", "where": "whole town"},
        {"kind": "Barrier", "title": "Nobody knows where", "where": "Atlantis"},
        {"kind": "obstacle", "title": "", "lat": 0.25, "lon": 52.94},
    ]
    file = write_sheet(tmp_path / "pins.xlsx", taxonomy=atlas.taxonomy(), edition=edition, grid=grid, rows=rows)
    code, out, _ = run(capsys, "import", atlas.folder, "findings", file, "--session", session.id)
    assert code == 1
    assert "3 of 5 findings were kept (3 new" in out
    assert "Atlantis" in out
    pins = {one.title: one for one in atlas.plan().all(Finding, session=session.id)}
    assert grid.square(str(square)).contains(pins["=No light on the path"].geometry)
    assert pins["=No light on the path"].dimensions == ("social", "civic")
    assert pins["A good library"].area_id == area["area_id"]
    assert (pins["Buses end early"].level, pins["Buses end early"].geometry) == ("city", None)
    for title in ("=No light on the path", "A good library", "Buses end early"):
        (evidence,) = atlas.plan().all(Evidence, finding_id=pins[title].id)
        assert (evidence.edition_id, evidence.kind) == (edition.id, "measures")
    book = openpyxl.load_workbook(tmp_path / "pins-not-placed.xlsx")
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    assert (sheet.max_row, headings[-1]) == (3, "why")
    assert any(grid.code in str(heading) for heading in headings)
    sheet.cell(2, headings.index("where") + 1).value = "whole town"
    sheet.delete_rows(3)
    book.save(tmp_path / "mended.xlsx")
    assert run(capsys, "import", atlas.folder, "findings", tmp_path / "mended.xlsx", "--session", session.id)[0] == 0
    assert [one.title for one in atlas.plan().all(Finding, title="Nobody knows where")] == ["Nobody knows where"]


def test_json_says_what_became_of_every_row(atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "f.csv").write_text("title,kind,lat,lon\nFar away,barrier,10,10\n,barrier,,\n", encoding="utf-8")
    arguments = ["import", atlas.folder, "findings", tmp_path / "f.csv", "--json", "--refused", tmp_path / "r.csv"]
    code, out, _ = run(capsys, *arguments)
    result = json.loads(out)
    assert (code, result["rows"], result["kept"], len(result["added"])) == (1, 2, 1, 1)
    assert result["refused"][0]["where"] == "row 3"
    assert result["refused_file"] == str(tmp_path / "r.csv")
    assert "outside the town" in result["problems"][0]["found"]


def test_swapped_coordinates_are_pointed_out(atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    point = middle(atlas)
    (tmp_path / "f.csv").write_text(f"title,kind,lat,lon\nSwapped,barrier,{point.x},{point.y}\n", encoding="utf-8")
    code, out, _ = run(capsys, "import", atlas.folder, "findings", tmp_path / "f.csv")
    assert code == 0
    assert "changed places" in out


def test_a_new_point_learns_its_ward(atlas: Atlas, tmp_path: Path) -> None:
    point = middle(atlas)
    (tmp_path / "f.csv").write_text(f"title,kind,lat,lon\nHere,barrier,{point.y},{point.x}\n", encoding="utf-8")
    result = atlas.import_plan("findings", tmp_path / "f.csv", who=PLANNER)
    areas = atlas.edition().areas().set_index("area_id")
    kept = atlas.plan().get(Finding, result.added[0])
    assert areas.loc[kept.area_id, "geometry"].covers(point)
    assert {one.finding_id for one in atlas.plan().all(Evidence)} == {kept.id}


def test_actions_votes_and_corrections(
    atlas: Atlas, session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(
        "title,finding_ids,baseline,target\nA later bus,F-0; F-1,-1,2.5\n", encoding="utf-8"
    )
    code, out, _ = run(capsys, "import", atlas.folder, "actions", tmp_path / "a.csv")
    assert code == 0
    assert "These findings are not here: F-0, F-1" in out
    assert atlas.plan().all(Action)[0].baseline == -1
    (tmp_path / "c.csv").write_text("kind,place_id\nplace_closed,n17\nplace_gone,n18\n", encoding="utf-8")
    code, out, _ = run(capsys, "import", atlas.folder, "corrections", tmp_path / "c.csv")
    assert code == 1
    assert "place_missing, place_closed" in out
    for what in ("actions", "votes", "corrections"):
        assert run(capsys, "export", atlas.folder, what, "--to", tmp_path / f"{what}.xlsx")[0] == 0
        code, out, _ = run(capsys, "import", atlas.folder, what, tmp_path / f"{what}.xlsx")
        assert code == 0
        assert "1 as they were" in out


def test_only_one_session(atlas: Atlas, session: Session, tmp_path: Path) -> None:
    atlas.plan().add(Finding(title="From elsewhere"), PLANNER)
    assert atlas.export("findings", tmp_path / "f.csv", session=session.id) == 4
    assert atlas.export("findings", tmp_path / "f.csv") == 5


def test_figure_1_has_what_was_said_and_counted(atlas: Atlas, session: Session, tmp_path: Path) -> None:
    from docx import Document

    from everyday.documents.figure.gathering import figure_of

    atlas.plan().add(Finding(title="From elsewhere"), PLANNER)
    figure, facts = figure_of(atlas, atlas.edition(), session=session.id)
    entry = next(one for one in figure.entries() if one.title == "No bus after six")
    assert (entry.merged_n, entry.tally.importance_mean) == (1, 5)
    assert facts.also_said[entry.finding_id] == ["The last bus is too early"]
    assert facts.evidence[entry.finding_id]
    assert facts.where[entry.finding_id]
    assert atlas.export("figure", tmp_path / "f.docx", session=session.id) == 3
    document = Document(str(tmp_path / "f.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*cells, *(one.text for one in document.paragraphs)])
    for words in (
        "No bus after six",
        '=HYPERLINK("http://x")',
        "<img src=x",
        "The last bus is too early",
        "Spring forum",
    ):
        assert words in text
    assert atlas.export("figure", tmp_path / "f.pdf", paper="A4") == 4, "without a session also what is from elsewhere"
    assert (tmp_path / "f.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("what", "name", "more", "begins"),
    [
        ("session-map", "map.pdf", ("--paper", "A4"), b"%PDF"), ("form", "form.pdf", (), b"%PDF"),
        ("sheet", "sheet.xlsx", (), b"PK"), ("sheet", "sheet.csv", (), b"\xef\xbb\xbf"),
    ],
)  # fmt: skip
def test_paper_for_a_session(
    what: str, name: str, more: tuple[str, ...], begins: bytes, atlas: Atlas, session: Session, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = tmp_path / "new folder" / name
    assert run(capsys, "export", atlas.folder, what, "--to", file, "--session", session.id, *more)[0] == 0
    assert file.read_bytes().startswith(begins)


def test_what_was_ticked_leaves_by_area_and_comes_back_as_a_survey(
    there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    atlas = Atlas(shutil.copytree(there, tmp_path / "atlas"))  # it gets an input
    across = next(one for one in QUESTIONS if one.key == "across_town")
    cost, rare = across.choices["cost"], across.choices["rare"]
    atlas.plan().add_all(
        [Answer(text="; ".join([cost, rare] if number < 20 else [rare]), question=across.words, area_id=area,
                given_on="2026-05-01", respondent=f"{area}-{number}",
                consent="As the form says", retention_until="2099-01-01")
         for area, count in (("E05999005", 40), ("E05999002", 30), ("E05999001", 3)) for number in range(count)],
        PLANNER,
    )  # fmt: skip
    code, said, _ = run(capsys, "export", atlas.folder, "ticked-answers", "--to", tmp_path / "new" / "ticked.csv")
    assert code == 0, said
    rows = list(csv.DictReader((tmp_path / "new" / "ticked.csv").open(encoding="utf-8", newline="")))
    assert f"Wrote {len(rows):,} rows" in said
    of = {(row["Indicator"], row["Area_Code"]): (row["Sample_Size"], row["Statistic"]) for row in rows}
    assert of[f"{across.words} {cost}", "E05999005"] == ("40", "50.0")
    assert of[f"{across.words} {rare}", "E05999001"] == ("[c]", "[c]"), "three people never show"
    sizes = [of[f"{across.words} {rare}", area][0] for area in ("E05999001", "E05999002", "Town total")]
    assert sizes.count("[c]") >= 2, "nor by subtraction"
    ticked = tmp_path / "new" / "ticked.csv"
    code, said, faults = run(capsys, "add", atlas.folder, "survey", ticked, "--sampling", "open")
    assert code == 0, faults
    assert "Indicators: " in said
    code, _, faults = run(capsys, "export", atlas.folder, "ticked-answers", "--to", tmp_path / "ticked.xlsx")
    assert (code, "Needed for ticked-answers: .csv" in faults) == (2, True)
    assert not (tmp_path / "ticked.xlsx").exists()


def test_measures_leave_as_a_workbook_too(atlas: Atlas, tmp_path: Path) -> None:
    areas = atlas.edition().areas()
    assert atlas.export("areas", tmp_path / "areas.xlsx") == len(areas)
    sheet = openpyxl.load_workbook(tmp_path / "areas.xlsx")["areas"]
    headings = [cell.value for cell in sheet[1]]
    assert len(headings) == len(areas.columns) - 1
    people = sheet.cell(2, headings.index("People living here") + 1).value
    assert people == pytest.approx(float(areas["population_n"].iloc[0]), rel=0.05)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("areas", "--to", "a.csv", "--session", "S-1"), "--session says nothing for areas"),
        (("votes", "--to", "v.geojson"), ".csv, .xlsx, .ods, .gpkg"),
        (("figure", "--to", "f.odt"), ".docx or .pdf"),
        (("session-map", "--to", "m.docx"), ".pdf"),
        (("findings", "--to", "f"), "ends in nothing"),
    ],
)
def test_wishes_that_cannot_be_met_are_exit_2(
    arguments: tuple[str, ...], said: str, atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, fault = run(capsys, "export", atlas.folder, *arguments)
    assert code == 2
    assert said in fault


def test_faults_are_plain(atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ("import", atlas.folder, "findings", tmp_path / "none.csv"),
        ("export", atlas.folder, "findings", "--to", tmp_path / "f.csv", "--session", "S-NONE"),
        ("export", atlas.folder, "session-map", "--to", tmp_path / "m.pdf", "--ward", "Atlantis"),
    ):
        code, _, fault = run(capsys, *arguments)
        assert code == 1
        assert fault.strip()
        assert "Traceback" not in fault


def test_the_file_of_the_plan_itself_can_be_imported(atlas: Atlas, session: Session, there: Path) -> None:
    """Somebody has only the GeoPackage of another computer."""
    close_plans()
    result = Atlas(there).import_plan("findings", atlas.folder / "plan.gpkg", who=PLANNER)
    assert (len(result.added), result.refused) == (4, ())


def test_the_command_says_who_imported(
    atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import getpass

    (tmp_path / "f.csv").write_text("title,kind\nx,barrier\n", encoding="utf-8")
    monkeypatch.setattr(getpass, "getuser", lambda: "mo")
    run(capsys, "import", atlas.folder, "findings", tmp_path / "f.csv")

    def nobody() -> str:
        raise OSError("no account")

    monkeypatch.setattr(getpass, "getuser", nobody)
    run(capsys, "import", atlas.folder, "findings", tmp_path / "f.csv")
    assert [one.created_by for one in atlas.plan().all(Finding)] == ["mo", "command line"]


@pytest.mark.gdal
def test_qgis_style_reading_of_the_export(atlas: Atlas, session: Session, tmp_path: Path) -> None:
    atlas.export("findings", tmp_path / "f.gpkg")
    command = [str(needs.gdal()), "-ro", "-so", str(tmp_path / "f.gpkg"), "findings"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert "Feature Count: 4" in done.stdout
    assert "Geometry Column = geom" in done.stdout
