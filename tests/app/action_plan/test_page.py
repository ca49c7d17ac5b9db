"""The Action plan page as a person reads and uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from everyday import Atlas
from everyday.acting.making import action_of
from everyday.demo.forum import add_example_plan
from plan.records import (
    Action,
    Ask,
    Feedback,
    Finding,
    Intervention,
    Milestone,
    Person,
    Proposal,
    ShareKey,
    Update,
)
from store.copying import copy_plan
from tests.makers.pages import page_of, words
from tests.makers.towns import demo_with_plan

pytestmark = pytest.mark.slow  # draws whole pages

PLANNER = Person("Ada", "planner")


@pytest.fixture(scope="module")
def forums_plan(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was said at the forums of the demo town, without actions."""
    with demo_with_plan(demo_atlas) as atlas:
        add_example_plan(atlas, has_actions=False)
        copy_plan(atlas.plan(), made := tmp_path_factory.mktemp("forums") / "plan.gpkg")
    return made


@pytest.fixture
def own(demo_atlas: Atlas, forums_plan: Path) -> Iterator[Atlas]:
    """A demo town whose plan may be changed."""
    with demo_with_plan(demo_atlas, forums_plan) as atlas:
        yield atlas


@pytest.fixture
def bus(own: Atlas) -> Action:
    """An action about the bus that goes round by the docks."""
    finding = next(one for one in own.plan().all(Finding) if "docks" in one.title)
    return own.plan().add(
        replace(
            action_of([finding]), title="A direct bus", responsible=("Council",), lead="Council",
            interventions=("A direct line",), milestones=("2020-01-01 Timetable agreed (Marsh Buses)",),
            policy_spheres=("transport",),
        ),
        PLANNER,
    )  # fmt: skip


def drawn(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page alone."""
    return page_of("app.action_plan.page:draw_action_plan", atlas.folder, monkeypatch, **query)


def pressed(page: AppTest, key: str) -> AppTest:
    return next(one for one in page.button if one.key == key).click().run()


def test_a_long_list_goes_on_when_somebody_asks(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    own.plan().add_all([Action(title=f"Action {n}", level="national") for n in range(70)], PLANNER)
    page = drawn(own, monkeypatch)
    assert sum(str(one.key).startswith("open_") for one in page.button) == 60
    (more,) = [one for one in page.button if one.label == "Show more: 10 are not listed"]
    page = more.click().run()
    assert sum(str(one.key).startswith("open_") for one in page.button) == 70
    assert not [one for one in page.button if one.label.startswith("Show more")]


def test_an_empty_plan_says_how_one_begins(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    found = drawn(own, monkeypatch)
    assert not found.exception
    assert "There are no actions yet" in [one.value for one in found.subheader]
    assert any("New action" in one.value for one in found.markdown)


def test_an_action_is_read_as_what_how_who(own: Atlas, bus: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    found = drawn(own, monkeypatch, action=bus.id)
    assert not found.exception
    said = words(found)
    for part in ("Action 1: A direct bus", "Barrier 1: From the estate the bus goes all round the docks", "46 minutes",
                 "A direct line", "Responsible: Council (leads, still to be named)", "Never asked: Council",
                 "1 January 2020 Timetable agreed (Marsh Buses)", "Overdue", "0 of 2 steps done",
                 f"Importance {own.plan().tally()[bus.finding_ids[0]].importance_mean:.1f} "):  # fmt: skip
        assert part in said, part


def test_a_filter_takes_what_it_says_and_the_count_says_so(
    own: Atlas, bus: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.plan().add(Action(title="Call on the ministry", level="national"), PLANNER)
    found = drawn(own, monkeypatch)
    assert "2 actions" in words(found)
    next(one for one in found.multiselect if one.key == "plan_by_levels").set_value(["national"]).run()
    said = words(found)
    assert "1 of 2 actions · Level: National" in said
    keys = [one.key for one in found.button if str(one.key).startswith("open_")]
    assert len(keys) == 1
    assert bus.id not in keys[0]
    assert "Without a place: whole town or national (1)" in said


def test_from_findings_to_an_action_with_a_frozen_baseline(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = next(one for one in own.plan().all(Finding) if "docks" in one.title)
    found = drawn(own, monkeypatch, new=finding.id)
    assert not found.exception
    title = next(one for one in found.text_area if one.key == "sheet_title")
    assert title.value == finding.title
    title.set_value("A direct bus to the centre")
    next(one for one in found.text_area if one.key == "sheet_how").set_value("A line\nLower fares; for all")
    next(one for one in found.text_area if one.key == "sheet_when").set_value("2027-03-01 Talks (Marsh Buses)")
    next(one for one in found.selectbox if one.key == "sheet_measure").set_value("centre_min_am")
    next(one for one in found.text_input if one.key == "sheet_target").set_value("30")
    found = next(one for one in found.button if one.label == "Save").click().run()
    assert not found.exception
    action = own.plan().all(Action)[0]
    assert (action.title, action.finding_ids, action.target) == ("A direct bus to the centre", (finding.id,), 30.0)
    assert [one.text for one in own.plan().all(Intervention)] == ["A line", "Lower fares, for all"]
    assert [(one.date, one.owner) for one in own.plan().all(Milestone)] == [("2027-03-01", "Marsh Buses")]
    samphire = own.edition().areas().set_index("area_id").loc[action.area_ids[0]]
    assert action.baseline == pytest.approx(samphire["centre_min_am"])
    assert action.baseline_edition == own.edition().id


def test_a_question_of_the_survey_is_a_success_measure(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = next(one for one in own.plan().all(Finding) if "docks" in one.title)
    found = drawn(own, monkeypatch, new=finding.id)
    key = "pct_for_whom_transport_prevents_leaving_home_when_they_want"
    picked = next(one for one in found.selectbox if one.key == "sheet_measure")
    assert "Survey: % for whom transport prevents leaving home when they want to" in picked.options
    assert not [one for one in picked.options if "libraries" in one], "a question that is no longer asked"
    picked.set_value(f"survey:{key}")
    next(one for one in found.text_input if one.key == "sheet_target").set_value("25")
    found = next(one for one in found.button if one.label == "Save").click().run()
    assert not found.exception
    action = own.plan().all(Action)[0]
    assert (action.measure, action.measure_kind, action.target) == (key, "survey", 25.0)
    table = own.edition().survey().set_index(["indicator", "area_id", "year"])["value"]
    assert action.baseline == table[key, action.area_ids[0], "2025/26"]
    again = pressed(drawn(own, monkeypatch, action=action.id), "plan_edit")
    kept = next(one for one in again.selectbox if one.key == "sheet_measure").value
    assert kept == f"survey:{key}"


def test_activities_are_a_success_measure(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = next(one for one in own.plan().all(Finding) if "docks" in one.title)
    found = drawn(own, monkeypatch, new=finding.id)
    picked = next(one for one in found.selectbox if one.key == "sheet_measure")
    reach = "People who reach an activity within 30 minutes at its hour, and home: English provision"
    assert f"Activities: {reach}" in picked.options
    picked.set_value("activities:reach.kind.english")
    next(one for one in found.text_input if one.key == "sheet_target").set_value("50")
    found = next(one for one in found.button if one.label == "Save").click().run()
    assert not found.exception
    action = own.plan().all(Action)[0]
    assert (action.measure, action.measure_kind, action.target) == ("reach.kind.english", "activities", 0.5)
    assert action.baseline == 0.0, "this plan knows no activity"
    card = " ".join(str(one.value) for one in drawn(own, monkeypatch, action=action.id).get("html"))
    assert reach in card
    again = pressed(drawn(own, monkeypatch, action=action.id), "plan_edit")
    assert next(one for one in again.selectbox if one.key == "sheet_measure").value == "activities:reach.kind.english"
    assert next(one for one in again.text_input if one.key == "sheet_target").value == "50"


def test_what_is_wrong_is_said_and_nothing_is_saved(own: Atlas, bus: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    found = drawn(own, monkeypatch, action=bus.id)
    found = pressed(found, "plan_edit")
    next(one for one in found.text_area if one.key == "sheet_when").set_value("2027-02-31 Talks")
    next(one for one in found.radio if one.key == "sheet_rag").set_value("red")
    found = next(one for one in found.button if one.label == "Save").click().run()
    said = " ".join(str(one.value) for one in found.error)
    assert "2027-02-31 is not a date" in said
    assert "Red needs a reason" in said
    assert own.plan().get(Action, bus.id) == bus


def test_two_windows_lose_nobodys_words(own: Atlas, bus: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    found = pressed(drawn(own, monkeypatch, action=bus.id), "plan_edit")
    own.plan().save(replace(bus, benefits=("Shift workers",)), Person("Bea", "planner"))
    next(one for one in found.text_area if one.key == "sheet_title").set_value("A direct bus, every 12 minutes")
    found = next(one for one in found.button if one.label == "Save").click().run()
    assert any("Bea has saved this action" in str(one.value) for one in found.warning)
    found = pressed(found, "plan_mine")
    now = own.plan().get(Action, bus.id)
    assert (now.title, now.benefits) == ("A direct bus, every 12 minutes", ("Shift workers",))


def test_agreeing_asks_who_was_asked(own: Atlas, bus: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    found = drawn(own, monkeypatch, action=bus.id)
    found = pressed(found, "plan_to_agreed")
    assert r"Not asked yet\: Council" in " ".join(str(one.value) for one in (*found.error, *found.markdown))
    assert own.plan().get(Action, bus.id).status == "proposed"
    next(one for one in found.selectbox if one.key == "plan_ask_who").set_value("Council")
    found = pressed(found, "plan_ask")
    assert [one.organisation for one in own.plan().all(Ask)] == ["Council"]
    found = pressed(found, "plan_to_agreed")
    assert own.plan().get(Action, bus.id).status == "agreed"


def test_a_step_is_done_and_a_look_is_noted(own: Atlas, bus: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    step = own.plan().all(Milestone)[0]
    found = pressed(drawn(own, monkeypatch, action=bus.id), f"step_done_{step.id}")
    assert own.plan().get(Milestone, step.id).done_on
    assert "Overdue" not in words(found)
    pressed(found, "plan_looked")
    assert [(one.kind, one.action_id) for one in own.plan().all(Update)] == [("looked", bus.id)]


def test_what_to_act_on_first_is_ordered_by_votes(own: Atlas, bus: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.action_plan.desk import Desk
    from app.action_plan.first import first_table
    from app.server.shown import Shown

    table = first_table(Desk(own, Shown(own.edition()), PLANNER))
    means = table["importance"].dropna().tolist()
    assert means == sorted(means, reverse=True)
    assert table["importance"].isna().to_numpy()[-1] or not table["importance"].isna().any()
    about = table[table["actions"] == "A1"]
    assert about.index.tolist() == list(bus.finding_ids)
    found = drawn(own, monkeypatch)
    found = next(one for one in found.get("button_group") if one.key == "plan_view").set_value("first").run()
    assert not found.exception


def test_the_map_is_told_of_every_action_with_a_place(own: Atlas, bus: Action) -> None:
    from everyday.acting.rows import plan_rows
    from everyday.acting.state import actions_state
    from everyday.atlas import open_edition

    own.plan().add(Action(title="Call on the ministry", level="national"), PLANNER)
    told = actions_state(own.plan(), open_edition(own.edition()), plan_rows(own.plan()))
    placed = [(pin["seq"], pin["lat"] is not None) for pin in told["pins"]]
    assert placed == [("A1", True), ("A2", False)]


def test_what_the_room_proposed_becomes_an_intervention(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = next(one for one in own.plan().all(Finding) if "docks" in one.title)
    said = own.plan().add(Proposal(finding_id=finding.id, text="A direct line", lever="Marsh Buses"), PLANNER)
    own.plan().add(Proposal(finding_id=finding.id, text="Not yet shown", moderation="waiting"), PLANNER)
    found = drawn(own, monkeypatch, new=finding.id)
    offered = [one for one in found.checkbox if str(one.key).startswith("sheet_room")]
    assert [one.label for one in offered] == ["A direct line (Marsh Buses)"]
    offered[0].check()
    found = next(one for one in found.button if one.label == "Save").click().run()
    assert not found.exception
    action = own.plan().all(Action)[0]
    assert action.interventions == ("A direct line",)
    assert own.plan().get(Proposal, said.id).action_id == action.id


def test_the_card_says_what_each_group_answered_last(own: Atlas, bus: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"action_id": bus.id, "question": "effective", "group": "Riders"}
    own.plan().add(Feedback(**asked, verdict="no", given_on="2026-01-05"), PLANNER)
    own.plan().add(Feedback(**asked, verdict="in_part", answer="Only by day", given_on="2026-02-05"), PLANNER)
    own.plan().add(Feedback(**asked, answer="Not shown", given_on="2026-03-05", moderation="waiting"), PLANNER)
    said = words(drawn(own, monkeypatch, action=bus.id))
    assert "What groups say (1)" in said
    assert "Is it having the desired effect? In part. Only by day (Riders, 5 February 2026)" in said
    assert "Not shown" not in said


def test_a_page_for_everybody_may_ask_whether_it_helped(own: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = drawn(own, monkeypatch)
    pressed(page, "plan_share")
    assert [one.is_asking for one in own.plan().all(ShareKey)] == [False], "only if somebody chooses so"
    next(one for one in page.checkbox if one.key == "plan_share_asks").check().run()
    pressed(page, "plan_share")
    assert [one.is_asking for one in own.plan().all(ShareKey)] == [False, True]
    assert "asks whether it helped" in words(page)
