"""The page Observed as a person reads it, who may read it, and what is pinned from it."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.observed.here import may_see
from everyday import Atlas
from plan.records import Evidence, Finding, Person
from tests.makers.movement.samples import add_sample
from tests.makers.pages import page_of, words

pytestmark = pytest.mark.slow
NEVER = (
    r"nobody or hardly anybody of the sample who lives in Samphire was there in \d{1,2},\d00 tracked daytime hours of "
    r"at least 20 people"
)
"""Numbers are moved by whom they count."""


@pytest.fixture(scope="module")
def sampled(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with its sample counted and built, everybody allowed to see it."""
    folder = tmp_path_factory.mktemp("observed") / "atlas"
    shutil.copytree(demo_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    atlas = Atlas(folder)
    add_sample(atlas)
    shown_to_everybody(atlas.build().folder)
    return Atlas(folder)


def shown_to_everybody(edition: Path) -> None:
    """Whatever the build's own attack found, which lets in planners alone. A page keeps what it has read of an edition:
    this comes before the first."""
    manifest = edition / "manifest.json"
    record = json.loads(manifest.read_text(encoding="utf-8"))
    record["observed"] |= {"readers": "public", "disclosure": record["observed"]["disclosure"] | {"is_passed": True}}
    manifest.write_text(json.dumps(record), encoding="utf-8")


def at_observed(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page as Streamlit's test runner draws it."""
    page = page_of("app.observed.page:draw_observed", atlas.folder, monkeypatch, **query)
    assert not page.exception
    return page


def test_whose_movement_it_is_stands_before_any_figure(sampled: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    said = words(at_observed(sampled, monkeypatch))
    assert "196 people carried a phone or logger from 5 October 2026 to 18 October 2026" in said
    assert "silence is not absence" in said
    assert "do not say how many walk, ride or drive" in said
    none_from = said.partition("nobody of the sample lives there: ")[2].partition(".")[0].split(", ")
    assert {"Millbrook", "Thornby", "Market"} <= set(none_from), "too few people, or none"
    assert "Samphire" not in none_from
    assert "To see where people of a neighbourhood go" in said
    assert said.index("carried a phone") < said.index("own area · ")


@pytest.mark.parametrize("view", ["homes", "map", "flows", "places", "potential", "withheld"])
def test_people_days_and_areas_without_stand_beside_every_figure(
    sampled: Atlas, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    said = words(at_observed(sampled, monkeypatch, view=view))
    assert re.search(r"196 people, 2,7\d\d days between them, \d\d,000 hours tracked; 15 of 18 home areas not", said)
    assert "at least 20 people of the sample did is shown" in said
    assert "traffic" not in said.lower(), "a sample is never called that"


def test_the_estate_stays_in_its_ward(sampled: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    said = words(at_observed(sampled, monkeypatch))
    assert re.search(
        r"People of Samphire \(at least 20 people\) spend about (90|100) % of the time of their stays in",
        said,
    )
    assert re.search(r"Samphire (90|100) % own area · [012]?0 % neighbouring · [012]?0 % across town", said)
    for other in ("Newtown", "Brickfields"):
        assert re.search(rf"{other} [5-8]0 % own area", said), "people of other wards go farther"


def test_the_park_behind_the_railway_is_near_and_nobody_of_the_estate_is_ever_there(
    sampled: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words(at_observed(sampled, monkeypatch, view="potential"))
    assert "Abbey Park is 1.8 km from Samphire as the crow flies, across the railway (Wrenmouth Branch), and" in said
    assert re.search(NEVER, said)
    assert "while others go there" in said


def test_of_a_home_area_with_few_people_nothing_is_said(sampled: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {str(name): str(code) for code, name in zip(
        sampled.edition().areas()["area_id"], sampled.edition().areas()["area_name"], strict=True)}  # fmt: skip
    page = at_observed(sampled, monkeypatch, view="potential", home=codes["Thornby"])
    assert "Too few people of Thornby are in the sample" in words(page)
    assert "tracked daytime hours of" not in words(page)


def test_maps_have_a_twin_in_words_and_the_scale_never_changes(sampled: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = words(at_observed(sampled, monkeypatch, view="map"))
    assert re.search(r"Around Abbey Park 20 or more ", cells)
    assert "The colours are the same in every view, edition and town." in cells
    assert "20 people or more" in cells
    assert "withheld" not in cells, "no column of which nothing is told"
    flows = words(at_observed(sampled, monkeypatch, view="flows"))
    assert "Samphire within Samphire 20" in flows
    assert "Brickfields within Brickfields 20" in flows


def test_what_stands_out_is_pinned_with_the_hours_it_rests_on(sampled: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_observed(sampled, monkeypatch, view="potential")
    next(one for one in page.button if one.label == "Pin this").click()
    page.run()
    assert not page.exception
    plan = sampled.plan()
    pinned = plan.all(Finding)
    assert [one.method for one in pinned] == ["gps_logs"]
    assert pinned[0].title == "Near, cut off, and hardly anybody of the sample goes, Samphire"
    rows = next(one for one in plan.all(Evidence) if one.kind == "suggestion").content["rows"]
    told = {row[0]: row[1] for row in rows}
    assert re.fullmatch(r"\d{1,2},\d00", told["Tracked daytime hours"])
    assert told["People of the home area in the sample"] == "at least 20"
    assert "Abbey Park" in told["Visited by nobody or few"]
    plan.close()


VIEWS = ("homes", "map", "flows", "places", "potential", "withheld")
COUNTED = re.compile(r"(\d[\d,]*)(?: or more| %| of \d+)? ?(people|visits|trips|stays)")


def told_by(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> set[tuple[str, str]]:
    """Numbers of people, visits, trips and stays in all that is shown or handed out: every view and home area, the
    tables, suggestions, what pins rest on, and the sheet for an assessment."""
    from docx import Document

    from everyday.commands import main
    from everyday.evidence import evidence_lines, evidence_of
    from everyday.language import language

    edition = atlas.edition()
    areas = edition.areas()["area_id"].astype(str).tolist()
    said = [words(at_observed(atlas, monkeypatch, view=view)) for view in VIEWS]
    said += [words(at_observed(atlas, monkeypatch, view="potential", home=area)) for area in areas[:8]]
    said += edition.suggestions()["sentence"].astype(str).tolist()
    for area in areas:
        said += [one for one in evidence_lines(evidence_of(edition, None, area), language("en")) if "GPS" in one]
    sheet = tmp_path / "dpia.docx"
    with contextlib.suppress(SystemExit):
        main(["export", str(atlas.folder), "dpia", "--to", str(sheet)])
    paper = Document(str(sheet))
    said += [one.text for one in paper.paragraphs]
    found = {(n.replace(",", ""), what) for one in said if "GPS" in one or "sample" in one for n, what in
             COUNTED.findall(one)}  # fmt: skip
    for name in (
        "observed",
        "observed_flows",
        "observed_places",
        "observed_kinds",
        "observed_hours",
        "observed_people",
    ):
        table = edition.observed(name)
        columns = [column for column in table.columns if column.endswith("_n") or column == "hours"]
        for column in columns:
            found |= {(f"{n:.0f}", column) for n in table[column].dropna().unique()}
    return found


def test_nothing_that_is_shown_tells_how_many_did_something(
    sampled: Atlas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever an attacker reads, a count is that of the whole sample or the least number, the same for every row."""
    found = told_by(sampled, monkeypatch, tmp_path)
    assert {n for n, _ in found} <= {"196", "20", "40", "10"}, sorted(found)
    assert ("20", "people_n") in found
    assert ("20", "people") in found


def test_a_planner_chooses_numbers_on_the_page_and_nobody_else_is_asked(
    sampled: Atlas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(sampled.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    atlas = Atlas(tmp_path / "atlas")
    page = at_observed(atlas, monkeypatch)
    said = words(page)
    assert "rows from 10 people on instead of about 40" in said
    assert "in 58 of 100 pairs, where a coin gives 50" in said
    next(one for one in page.button if one.label == "Tell numbers from the next build on").click()
    page.run()
    assert not page.exception
    assert "It takes effect with the next build" in words(page)
    assert Atlas(atlas.folder).config.observed.numbers is True
    atlas = Atlas(atlas.folder)
    edition = atlas.build()
    assert edition.manifest["observed"]["rules"]["shown_from"] == 1.0
    shown_to_everybody(edition.folder)
    for view in ("map", "flows", "places", "homes", "potential", "withheld"):
        told = words(at_observed(atlas, monkeypatch, view=view))
        assert "Planners chose numbers: who takes part can be told from them a little." in told, view
        assert "never how many more" not in told
        assert "nobody can count one person" not in told
    assert re.search(r"about \d\d people", words(at_observed(atlas, monkeypatch)))
    assert "km" in words(at_observed(atlas, monkeypatch)), "how far people range"

    def viewer() -> Person:
        return Person("Vi", "viewer")

    monkeypatch.setattr("app.parts.drawing.current_person", viewer)
    page = at_observed(atlas, monkeypatch)
    assert "carried a phone" in words(page)
    assert not [one for one in page.button if "numbers from the next build" in one.label]


def test_only_those_whom_people_agreed_to_see_it() -> None:
    assert [may_see("public", role) for role in ("", "viewer", "planner")] == [True, True, True]
    assert [may_see("participants", role) for role in ("", "viewer", "participant", "planner")] == [
        False, False, True, True,
    ]  # fmt: skip
    assert [may_see("planners", role) for role in ("participant", "facilitator", "planner")] == [False, False, True]


def test_without_logs_the_page_says_what_to_do(demo_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_observed(demo_atlas, monkeypatch)
    assert "No GPS logs are in this atlas yet" in words(page)
    assert "Nothing is kept." in words(page)


def test_an_attack_that_succeeded_leaves_it_to_planners(
    sampled: Atlas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(sampled.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    atlas = Atlas(tmp_path / "atlas")
    manifest = atlas.edition().folder / "manifest.json"
    record = json.loads(manifest.read_text(encoding="utf-8"))
    record["observed"]["readers"] = "planners"
    record["observed"]["disclosure"]["is_passed"] = False
    manifest.write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setattr("app.parts.drawing.current_person", lambda: Person("Vi", "viewer"))
    said = " ".join(one.value for one in at_observed(atlas, monkeypatch).info)
    assert "Only planners may see what these logs show: our own attack" in said


def test_a_pin_says_what_the_sample_shows_of_its_place(sampled: Atlas) -> None:
    from everyday.evidence import evidence_lines, evidence_of
    from everyday.language import language

    areas = sampled.edition().areas().set_index("area_name")["area_id"]
    lines = evidence_lines(evidence_of(sampled.edition(), None, str(areas["Samphire"])), language("en"))
    assert re.fullmatch(
        r"GPS sample: at least 20 people of Samphire spend (90|100) % of their stays in it "
        r"\(5 October 2026 to 18 October 2026\)", lines[-1],
    )  # fmt: skip
    park = sampled.edition().places().set_index("name").loc["Abbey Park"].geometry.representative_point()
    lines = evidence_lines(evidence_of(sampled.edition(), park, str(areas["Abbey"])), language("en"))
    assert re.fullmatch(r"GPS sample: at least 20 of 196 people stayed here .*", lines[-1]), "nobody lives in Abbey"
    few = evidence_of(sampled.edition(), None, str(areas["Thornby"]))
    assert "observed" not in few, "four people"
