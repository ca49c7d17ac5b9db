"""The What if page: a change is put together, checked, worked out and shown."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from app.data.editions import changes
from app.map.changes import base_of, change_breaks, changed_measures, comparison, comparison_csv, values_of
from app.server.shown import Shown
from app.what_if.result import area_table, change_legend, gain_table
from app.what_if.scenario_edits import line_names, scenario_edit_words, stop_labels, stop_names
from everyday import Atlas
from everyday.acting.measuring import value_at
from everyday.acting.rows import plan_rows
from everyday.atlas.opened import open_edition
from everyday.scenario.running import export_gtfs, scenarios
from plan.records import Action, Finding, Person
from tests.makers.pages import opened, page_of, words
from tests.makers.towns import DIRECT

pytestmark = pytest.mark.slow  # draws whole pages


@pytest.fixture(scope="module")
def own_atlas(direct_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """A copy of the demo town, so that its scenarios bother nobody."""
    folder = tmp_path_factory.mktemp("what-if") / "atlas"
    shutil.copytree(direct_atlas.folder, folder)
    return Atlas(folder)


@pytest.fixture(scope="module")
def scenario(direct_atlas: Atlas) -> str:
    """Id of an edition with a direct line to the estate that the bus goes round; the copy may have others by now."""
    (found,) = scenarios(direct_atlas)
    return found["id"]


def at_what_if(folder: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """The page as Streamlit's test runner draws it."""
    return page_of("app.what_if.page:draw_what_if", folder, monkeypatch, **query)


def submit(page: AppTest, kind: str) -> AppTest:
    """Press the button of the form."""
    return page.button(key=f"FormSubmitter:edit_form_{kind}-Add this change").click().run()


def test_the_page_is_in_the_navigation(own_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(own_atlas.folder, monkeypatch)
    assert not page.exception
    assert "Put together one or more changes" in words(at_what_if(own_atlas.folder, monkeypatch))


def test_all_faults_of_a_form_are_shown_and_nothing_is_added(own_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_what_if(own_atlas.folder, monkeypatch)
    page.text_input(key="edit_new_line_start").set_value("half past six")
    submit(page, "new_line")
    seen = words(page)
    assert "lacks name, stops, headway_min, end" in seen
    assert "half past six" in seen
    assert "Changes of this scenario (0)" in "".join(item.value for item in page.subheader)


@pytest.mark.slow
def test_a_change_is_added_checked_run_and_shown(own_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_what_if(own_atlas.folder, monkeypatch)
    page.selectbox(key="edit_kind").set_value("headway").run()
    page.selectbox(key="edit_headway_line").set_value("9")
    page.number_input(key="edit_headway_headway_min").set_value(10.0)
    submit(page, "headway")
    assert "More or less often. Line: 9; Minutes between departures: 10" in words(page)
    page.button(key="scenario_check").click().run()
    assert "Nothing speaks against it" in words(page)
    page.text_input(key="scenario_name").set_value("More of the 9 <b>now</b>").run()
    page.button(key="scenario_run").click().run()
    for _ in range(1200):  # a busy machine may take its time
        if "Worked out in" in words(page):
            break
        time.sleep(0.5)
        page.run()
    seen = words(page)
    assert "Worked out in" in seen
    assert "Who gains and who loses" in seen
    assert "Line 9: +" in seen
    assert "More of the 9 <b>now</b>" in "".join(item.value.replace("\\", "") for item in page.header)
    assert "More of the 9 <b>now</b>" in [one["name"] for one in scenarios(own_atlas)]


def test_faults_against_the_timetable_are_shown(own_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_what_if(own_atlas.folder, monkeypatch)
    page.session_state["what_if_edits"] = [
        {"kind": "remove_line", "line": "no such line"},
        {"kind": "move_stop", "stop": "nowhere", "lat": 52.95, "lon": 0.26},
    ]
    page.run()
    page.button(key="scenario_check").click().run()
    seen = words(page)
    assert "no such line" in seen
    assert "nowhere" in seen
    assert "Nothing speaks against it" not in seen
    page.button(key="edit_out_0").click().run()
    assert "Changes of this scenario (1)" in "".join(item.value for item in page.subheader)


def test_a_kept_scenario_shows_who_gains_and_what_it_costs(
    own_atlas: Atlas, scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = words(at_what_if(own_atlas.folder, monkeypatch, scenario=scenario))
    assert "New line. Name of the line: 20; Stops: Samphire Shops, Bus Station" in seen
    assert "vehicle hours a week" in seen
    assert "better for about" in seen
    assert "Change in percentage points: Share of the town within 45 minutes, weekday morning" in seen


def test_numbers_of_the_map_and_the_tables_agree(
    own_atlas: Atlas, scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from everyday.serving.told import ATLAS_VARIABLE

    monkeypatch.setenv(ATLAS_VARIABLE, str(own_atlas.folder))
    shown = Shown(own_atlas.edition(scenario))
    base = base_of(shown)
    assert base is not None
    measures = changed_measures(base, shown)
    summary = comparison(base, shown).summary
    assert len(gain_table(base, shown, measures)) == len(measures)
    measure = next(item for item in measures if item.name == "centre_min_am")
    assert summary.loc["centre_min_am", "gaining_n"] > 4000
    change = values_of(base, shown, "centre_min_am", "cells")["change"].to_numpy()
    weights = shown.cells["weight_n"].fillna(0.0).to_numpy()
    classes = np.searchsorted(np.asarray(change_breaks(measure)), change, side="right")
    assert weights[np.isfinite(change) & (classes < 3)].sum() == pytest.approx(
        summary.loc["centre_min_am", "gaining_n"]
    )
    assert "not known" in change_legend(base, shown, measure, "cells")
    table = area_table(base, shown, measure)
    assert table["area"].iloc[0] == "Samphire"
    assert table["change"].iloc[0] < -5
    files = pd.read_csv(io.BytesIO(comparison_csv(base, shown, "areas")))
    assert set(files.columns) >= {"area_id", "name", "measure", "before", "after", "change"}


def test_the_changed_timetable_can_be_taken_away(own_atlas: Atlas, scenario: str, tmp_path: Path) -> None:
    path = export_gtfs(own_atlas.edition(scenario), tmp_path / "changed.zip")
    with zipfile.ZipFile(path) as archive:
        assert '"20"' in archive.read("routes.txt").decode() or ",20," in archive.read("routes.txt").decode()


def test_explore_and_data_say_that_an_edition_is_a_scenario(
    own_atlas: Atlas, scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "What if: Direct line to Samphire" in words(opened(own_atlas.folder, monkeypatch, edition=scenario))
    base, after = (own_atlas.edition(name).manifest for name in (None, scenario))
    assert changes(base, after)[0] == "What if: Direct line to Samphire"


def test_lists_of_the_form_name_lines_and_stops_apart(demo_atlas: Atlas) -> None:
    shown = Shown(demo_atlas.edition())
    stops = stop_labels(shown)
    assert len(set(stops.values())) == len(stops) == len(shown.stops)
    names = stop_names(shown)
    assert {"Samphire Shops", "Bus Station"} <= set(names)
    assert len(names) < len(stops)
    assert {"1", "9"} <= set(line_names(shown))
    assert "Samphire" in scenario_edit_words(shown, DIRECT)


def test_a_scenario_hangs_on_an_action_as_its_forecast(
    own_atlas: Atlas, scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    areas = own_atlas.edition().areas().set_index("area_name")
    samphire = str(areas.loc["Samphire", "area_id"])
    action = own_atlas.plan().add(
        Action(title="A direct bus", area_ids=(samphire,), measure="centre_min_am", baseline=46.0),
        Person("Ada", "planner"),
    )
    page = at_what_if(own_atlas.folder, monkeypatch, scenario=scenario)
    page.button(key="what_if_hang").click().run()
    assert own_atlas.plan().get(Action, action.id).scenario == scenario
    after = own_atlas.edition(scenario).areas().set_index("area_name").loc["Samphire", "centre_min_am"]
    row = next(row for row in plan_rows(own_atlas.plan()) if row.id == action.id)
    assert value_at(open_edition(own_atlas.edition(scenario)), row.action, row.findings) == pytest.approx(after)
    page.button(key="what_if_hang").click().run()
    assert own_atlas.plan().get(Action, action.id).scenario == ""


def test_it_opens_from_an_action_with_place_line_and_stops_filled_in(
    own_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    areas = own_atlas.edition().areas().set_index("area_name")
    ids = [str(areas.loc[name, "area_id"]) for name in ("Samphire", "Highfield")]
    store = own_atlas.plan()
    action = store.add(
        Action(title="A bus", area_ids=(ids[0],), policy_spheres=("transport",)), Person("Ada", "planner")
    )
    finding = store.add(
        Finding(kind="barrier", title="None on Sundays", level="city", area_id=ids[1], suggestion_key="sunday_cut-0"),
        Person("Ada", "planner"),
    )
    page = at_what_if(own_atlas.folder, monkeypatch, action=action.id)
    assert not page.exception
    said = words(page)
    assert ": A bus" in said
    assert "The result then hangs on the action as its forecast." in said
    assert page.selectbox(key="edit_kind").value == "new_line"
    assert page.multiselect(key="edit_new_line_stops").value == ["Samphire Shops", "Market Place"]
    assert page.text_input(key="edit_new_line_start").value == "06:00"
    page = page.get("button_group")[0].set_value("more_often").run()
    assert page.selectbox(key="edit_kind").value == "headway"
    assert page.selectbox(key="edit_headway_line").value == "9"
    assert page.number_input(key="edit_headway_headway_min").value == 15

    page = at_what_if(own_atlas.folder, monkeypatch, finding=finding.id)
    assert "The result then hangs" not in words(page)
    assert page.selectbox(key="edit_kind").value == "extend_hours"
    assert page.selectbox(key="edit_extend_hours_line").value == "5"
    submit(page, "extend_hours")
    assert "Sunday" in words(page)
    nothing = at_what_if(own_atlas.folder, monkeypatch, action="A-GONE0000")
    assert "What could fit" not in words(nothing)
