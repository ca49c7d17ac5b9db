"""The page Monitor as a person reads it, and what its buttons do."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.monitor.changed import series_bars
from everyday import Atlas
from everyday.acting import plan_rows, with_baseline
from everyday.atlas import has_plan, open_edition
from everyday.impact import corners, impact_of
from plan.records import Action, Milestone, Outcome, Person, Update
from plan.worksheet import moved
from tests.makers.pages import page_of, words

pytestmark = pytest.mark.slow  # draws whole pages

ANN = Person("Ann", "planner")
SAMPHIRE, HIGHFIELD = "E05999005", "E05999008"


def at_monitor(folder: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page as Streamlit's test runner draws it."""
    return page_of("app.monitor.page:draw_monitor", folder, monkeypatch, **query)


@pytest.fixture
def atlas(next_atlas: Atlas, tmp_path: Path) -> Atlas:
    """The made-up town with a forecast and a second edition in which the line runs, and four actions."""
    shutil.copytree(next_atlas.folder, tmp_path / "atlas")
    found = Atlas(tmp_path / "atlas")
    plan, (first, scenario) = found.plan(), found.editions()[:2]
    if "scenario" in found.edition(first).manifest:
        first, scenario = scenario, first
    wanted = Action(title="A direct bus", area_ids=(SAMPHIRE,), measure="centre_min_am", target=30.0,
                    status="under_way", scenario=scenario, responsible=("Wrenmouth Buses",))  # fmt: skip
    bus = plan.add(with_baseline(wanted, open_edition(found.edition(first)), ()), ANN)
    buses = plan.add(Milestone(action_id=bus.id, number=1, text="Order two buses", date="2026-03-01"), ANN)
    plan.save(moved(buses, replace(buses, date="2026-09-01")), ANN)
    plan.add(
        Milestone(action_id=bus.id, number=2, text="Agree the route", date="2026-02-01", done_on="2026-02-02"), ANN
    )
    plan.add(Action(title="Sunday buses", area_ids=(HIGHFIELD,), due_date="2026-06-30"), ANN)
    plan.add(Action(title="A national fund", level="national"), ANN)
    club = Action(title="Breakfast clubs", is_ongoing=True, measure_kind="count", area_ids=(SAMPHIRE,),
                  own_measure="Children", baseline=40.0, target=60.0, baseline_on="2026-01-10")  # fmt: skip
    club = plan.add(club, ANN)
    plan.add(Outcome(action_id=club.id, measure="Children", measured_on="2026-09-10", value=52.0), ANN)
    return found


def headings(page: AppTest) -> list[str]:
    return [str(one.value) for kind in ("header", "subheader") for one in page.get(kind)]


def test_without_actions_it_says_how_they_are_made(next_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_monitor(next_atlas.folder, monkeypatch)
    assert "There is no action yet" in headings(page)
    assert "Transport in my area" in headings(page)
    assert not has_plan(next_atlas.folder), "looking makes no plan"


def test_what_happened_is_counted(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_monitor(atlas.folder, monkeypatch)
    assert not page.exception
    seen = words(page)
    for part in ("actions 4", "overdue 2", "with a date that was moved 1", "ongoing, without an end 1"):
        assert part in seen
    assert "Late (2)" in headings(page)
    assert re.search(r"A direct bus Order two buses 1 September 2026 Wrenmouth Buses", seen)
    assert re.search(r"Sunday buses the whole action 30 June 2026 nobody yet", seen)
    assert re.search(r"A direct bus Order two buses 1 March 2026 1 September 2026 1\b", seen)
    assert "A direct bus 1 of 2 done" in seen
    assert re.search(r"Area Proposed Under way Ongoing Overdue .*Samphire 0 1 1 1 Highfield 1 0 0 1 "
                     r"Whole town or national 1 0 0 0", seen)  # fmt: skip


def test_a_question_of_the_survey_stands_by_its_years(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    key = "pct_for_whom_transport_prevents_leaving_home_when_they_want"
    atlas.plan().add(Action(title="Ask again", area_ids=(SAMPHIRE,), measure=key, measure_kind="survey", baseline=37.0,
                            baseline_on="2023-01-01", target=25.0), ANN)  # fmt: skip
    page = at_monitor(atlas.folder, monkeypatch)
    assert not page.exception
    seen = words(page)
    assert re.search(r"At the beginning, 2023/24 34 %, .* 2024/25 .* 2025/26 38 %, rest of the town 21 %", seen)
    assert "no change that can be told from chance" in seen
    assert "In the rest of the town it is 21 % (19 % in 2023/24)." in seen
    assert "1 January 2025" not in seen, "the year is told, not the day that stands for it"


def test_the_area_of_the_address_decides(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_monitor(atlas.folder, monkeypatch, area=HIGHFIELD)
    seen = words(page)
    assert "1 of 4 actions." in seen
    assert "Breakfast clubs" not in seen
    everywhere = at_monitor(atlas.folder, monkeypatch, area="everywhere")
    assert "A national fund: never looked at." in words(everywhere)
    page.selectbox(key="monitor_area").set_value("").run()
    assert "Breakfast clubs" in words(page)


def test_one_click_says_that_somebody_looked(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_monitor(atlas.folder, monkeypatch)
    row = next(one for one in plan_rows(atlas.plan()) if one.action.title == "Sunday buses")
    page.button(key=f"looked_{row.id}").click().run()
    assert not page.exception
    assert "Noted: looked at today, nothing new." in words(page)
    assert "Sunday buses: never looked at." not in words(page)
    (update,) = atlas.plan().all(Update)
    assert (update.action_id, update.kind) == (row.id, "looked")
    after = next(one for one in plan_rows(atlas.plan()) if one.id == row.id)
    assert after.action == row.action, "the action itself was not edited"


def test_a_change_is_shown_with_its_numbers_and_why(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = words(at_monitor(atlas.folder, monkeypatch))
    row = next(one for one in plan_rows(atlas.plan()) if one.action.title == "A direct bus")
    series = impact_of(atlas, row)
    assert series is not None
    assert series.sentence in seen
    assert series.latest is not None
    for value in (series.aim.baseline, series.latest.value, series.forecast, 30.0):
        assert value is not None
        assert series.write(value) in re.sub(r"<[^>]+>", " ", series_bars(series))
    assert "Forecast: Direct line" in seen
    assert "gained comes from the new timetable." in seen, "known without building anything"
    assert "Children. It went from 40 to 52, which is better. The target is 60; 60 % of the way is done." in seen


@pytest.mark.slow
def test_why_is_worked_out_when_somebody_asks(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corners, "is_as_built", lambda edition: False)
    page = at_monitor(atlas.folder, monkeypatch, area=SAMPHIRE)
    row = next(one for one in plan_rows(atlas.plan()) if one.action.title == "A direct bus")
    assert "comes from the new timetable" not in words(page)
    page.button(key=f"why_{row.id}").click().run()
    for _ in range(600):
        if "comes from the new timetable" in words(page):
            break
        time.sleep(0.5)
        page.run()
    assert "gained comes from the new timetable." in words(page)
    assert len(list((atlas.folder / "why").iterdir())) == 2


def test_closing_asks_two_things(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_monitor(atlas.folder, monkeypatch)
    send = next(one for one in page.button if one.label == "Close it")
    send.click().run()
    assert "Answer both questions." in words(page)
    page.radio(key="close_carried").set_value("wholly")
    page.radio(key="close_helped").set_value("not_known")
    next(one for one in page.button if one.label == "Close it").click().run()
    assert "Closed: A direct bus." in words(page)
    action = next(one for one in atlas.plan().all(Action) if one.title == "A direct bus")
    assert (action.status, action.carried_out, action.helped) == ("done", "wholly", "not_known")


def test_who_may_not_plan_sees_no_buttons(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas.plan().add(Action(title="Hidden talks", visibility="team", area_ids=(HIGHFIELD,)), ANN)
    monkeypatch.setattr("app.monitor.here.current_person", lambda: Person("Guest", "viewer"))
    page = at_monitor(atlas.folder, monkeypatch)
    seen = words(page)
    assert "A direct bus" in seen
    assert "Hidden talks" not in seen
    assert [one.label for one in page.button] == []
