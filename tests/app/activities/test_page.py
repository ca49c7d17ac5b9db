"""The page Activities as a person reads it, what its form does, and what its route gives the map."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from everyday import Atlas
from everyday.demo.build import demo_activities
from everyday.evidence import evidence_lines_of
from everyday.serving.told import ATLAS_VARIABLE
from plan.records import Activity, Evidence, Finding, Person
from tests.makers.pages import page_of, pressed, words

pytestmark = pytest.mark.slow
ANN = Person("Ann", "planner")


@pytest.fixture
def atlas(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    """The made-up town with its list of activities."""
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    made = Atlas(tmp_path / "atlas")
    assert made.add_activities(demo_activities(), who=ANN).is_whole
    return made


def at_activities(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page as Streamlit's test runner draws it."""
    return page_of("app.activities.page:draw_activities", atlas.folder, monkeypatch, **query)


def field(page: AppTest, kind: str, label: str) -> object:
    return next(one for one in getattr(page, kind) if one.label == label)


def named(atlas: Atlas, title: str) -> Activity:
    return next(one for one in atlas.plan().all(Activity) if one.title == title)


def test_the_list_says_when_where_and_whether_it_is_known_to_run(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_activities(atlas, monkeypatch)
    assert not page.exception
    table = page.dataframe[0].value.set_index("title")
    assert len(table) == 19, "one of the twenty asked not to be listed"
    assert "Friendship table" not in table.index
    assert table.loc["English for beginners", "when"] == "Mondays and Wednesdays 10am to 12 noon, term time"
    assert table.loc["Women's sewing group", "where"] == "Samphire (known to the ward only)"
    assert table.loc["Citizenship class", "state"] == "Its end is over: not known whether it goes on"
    assert table.loc["Tenants' evening", "when"] == "ask"


def test_one_is_confirmed_with_a_button(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    one = named(atlas, "Allotment mornings")
    page = at_activities(atlas, monkeypatch, activity=one.id)
    assert "Saturdays 9.30am to 12, not bank holidays" in words(page), "as it was typed"
    page = pressed(page, "It still runs: confirm today")
    assert "Confirmed today." in [done.value for done in page.success]
    assert named(atlas, "Allotment mornings").last_confirmed == date.today().isoformat()


def test_who_can_be_there_is_said_for_its_own_hour(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_activities(atlas, monkeypatch, activity=named(atlas, "Women's sewing group").id)
    next(one for one in page.toggle if one.label.startswith("Who can be there")).set_value(True).run()
    assert "residents can be there within 30 minutes when it is held" in words(page)
    assert "The middle of the ward's people stands for the place" in words(page).replace("&#x27;", "'")


def test_the_form_shows_how_the_words_were_understood_and_saves_them_as_typed(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_activities(atlas, monkeypatch, view="form")
    field(page, "text_input", "When, in your own words").set_value("Fridays, evenings").run()  # type: ignore[attr-defined]
    assert "Not understood: evenings" in words(page)
    field(page, "text_input", "When, in your own words").set_value("fridays 10 - 12").run()  # type: ignore[attr-defined]
    assert "Understood as: Fridays 10am to 12 noon" in words(page)
    field(page, "text_input", "What it is").set_value("Knitting")  # type: ignore[attr-defined]
    field(page, "text_input", "Its place on the map").set_value("Samphire Library")  # type: ignore[attr-defined]
    page = pressed(page, "Save")
    made = named(atlas, "Knitting")
    assert (made.when, made.area_id) == ("fridays 10 - 12", "E05999005")
    assert made.geometry is not None


def test_known_to_the_ward_only_takes_the_place_out(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    one = named(atlas, "Work club")
    page = at_activities(atlas, monkeypatch, view="form", activity=one.id)
    field(page, "checkbox", "Known to the ward only").set_value(True).run()  # type: ignore[attr-defined]
    assert not [one for one in page.text_input if one.label == "Venue, as people know it"]
    pressed(page, "Save")
    kept = named(atlas, "Work club")
    assert (kept.is_ward_only, kept.geometry, kept.venue, kept.area_id) == (True, None, "", one.area_id)
    assert "Dockside Community Centre" not in str(atlas.plan().history(one.id))


def test_the_gap_map_has_a_figure_a_table_and_sentences(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_activities(atlas, monkeypatch, view="gaps")
    said = words(page)
    assert not page.exception
    assert said.count("residents reach nothing") >= 4, "one caption a theme"
    assert "Worked out for the week from" in said
    assert "Samphire: about 5,100 residents of 5,100 reach nothing for Participation within 30 minutes" in said
    field(page, "segmented_control", "Gaps by").set_value("kind").run()  # type: ignore[attr-defined]
    assert "Conversation café" in words(page)


def test_the_gap_file_has_a_sentence_and_the_week_in_each_row(atlas: Atlas, tmp_path: Path) -> None:
    import pandas as pd

    assert atlas.export("activity-gaps", tmp_path / "gaps.csv", week="2026-12-09") == 18 * 10
    table = pd.read_csv(tmp_path / "gaps.csv")
    assert set(table["week"]) == {"2026-12-07"}
    assert table["sentence"].str.contains("in the week of 7 December 2026").all()
    assert table["about"].str.contains("stands for Mondays to Fridays").all()
    assert (table["none_n"] <= table["people_n"]).all()


def test_the_route_gives_the_map_nothing_that_may_not_be_known(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.applications import Starlette
    from starlette.testclient import TestClient

    from app.activities import ACTIVITY_ROUTES

    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))
    monkeypatch.setattr("app.server.person_of_request", lambda request: ANN)
    with TestClient(Starlette(routes=ACTIVITY_ROUTES)) as client:
        answer = client.get("/plan/activities.json")
        assert answer.headers["cache-control"] == "no-store"
        state = answer.json()
    assert len(state["names"]) == 18
    assert "Women's sewing group" not in state["names"]
    assert "Friendship table" not in json.dumps(state)
    assert sum(state["is_faded"]) == 2, "one not confirmed, one whose end is over"
    monkeypatch.setattr("app.server.person_of_request", lambda request: None)
    with TestClient(Starlette(routes=ACTIVITY_ROUTES)) as client:
        assert client.get("/plan/activities.json").status_code == 403


def test_before_there_is_any_the_page_says_how_to_begin(demo_atlas: Atlas, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    page = at_activities(Atlas(tmp_path / "atlas"), monkeypatch)
    assert "No activities yet" in [one.value for one in page.header]
    assert not (tmp_path / "atlas" / "plan.gpkg").exists(), "looking starts no plan"


def test_not_to_be_listed_is_shown_to_who_looks_after_the_list(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_activities(atlas, monkeypatch, view="form")
    assert any("Friendship table (asked not to be listed)" in one.options for one in page.selectbox)
    atlas.plan().save(replace(named(atlas, "Work club"), is_unlisted=True), ANN)
    page = at_activities(atlas, monkeypatch)
    assert "Work club" not in page.dataframe[0].value["title"].tolist()


def test_what_it_has_brought_is_pinned_once_as_an_enabler(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    one = named(atlas, "Conversation café")
    page = pressed(at_activities(atlas, monkeypatch, activity=one.id), "Pin what it has brought")
    assert "is finding 1 of the forum" in words(page)
    assert not [button for button in page.button if button.label == "Pin what it has brought"]
    (finding,) = atlas.plan().all(Finding)
    assert (finding.kind, finding.method, finding.area_id) == ("enabler", "vcse_interview", one.area_id)
    assert "look after each other's children" in finding.title
    kinds = {evidence.kind: evidence.content for evidence in atlas.plan().all(Evidence, finding_id=finding.id)}
    assert kinds["quote"]["quote"] == one.benefit_told
    assert "measures" in kinds
    lines = evidence_lines_of(atlas.plan().all(Evidence, finding_id=finding.id))
    running = [one for one in atlas.plan().all(Activity) if one.area_id == finding.area_id and not one.is_unlisted]
    assert f"{len(running)} community activities are known to run in this area" in lines
    assert any(line.startswith("“Two people who met here") for line in lines)


def test_the_first_gap_map_was_worked_out_while_the_server_started(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.activities import read_gaps_ahead
    from app.server import shown_edition
    from everyday.activities import gaps

    monkeypatch.setenv(ATLAS_VARIABLE, str(atlas.folder))
    shown = shown_edition()
    assert shown is not None
    read_gaps_ahead(shown)
    searched: list[object] = []
    attended = gaps.attended
    monkeypatch.setattr(gaps, "attended", lambda *said, **named: searched.append(said) or attended(*said, **named))
    page = at_activities(atlas, monkeypatch, view="gaps")
    assert not page.exception
    assert "in the week of" in words(page)
    assert searched == [], "the page finds what was read ahead"
    page.date_input(key="activities_week").set_value(date.today() + timedelta(days=14)).run()
    assert len(searched) == 1, "another week is worked out when it is asked for"
