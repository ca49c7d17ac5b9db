"""The made-up town a year on: the second edition, what it cost, and what Monitor can say of it."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pandas as pd
import pytest

from everyday import Atlas
from everyday.acting.rows import plan_rows
from everyday.demo.actions import DIRECT_ACTION
from everyday.demo.forum import add_example_plan
from everyday.demo.next_year import FORECAST, build_next_year
from everyday.impact.series import impact_of
from everyday.impact.why import is_answered, split_words, why_changed, why_of_action
from everyday.scenario.running import export_gtfs
from plan.records import Action
from tests.makers.towns import built_once, coarse_demo


def _built(demo: Atlas, folder: Path) -> None:
    shutil.copytree(demo.folder, folder)
    add_example_plan(Atlas(folder))
    build_next_year(folder)


@pytest.fixture(scope="module")
def story(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return built_once("story", tmp_path_factory.getbasetemp(), lambda folder: _built(demo_atlas, folder))


def test_the_newest_edition_is_shown_and_the_forecast_beside_it_is_none(story: Atlas) -> None:
    first, forecast, second = (story.edition(one) for one in story.editions())
    assert story.edition().id == second.id
    assert (first.manifest["weekday"][:4], second.manifest["weekday"]) == ("2026", "2027-01-05")
    assert forecast.manifest["scenario"]["name"] == FORECAST
    assert "20" not in first.lines()["line"].tolist()
    assert "20" in second.lines()["line"].tolist()


def test_streets_are_taken_over_and_the_numbers_are_those_of_a_build_from_nothing(story: Atlas, tmp_path: Path) -> None:
    first, second = story.edition(story.editions()[0]), story.edition()
    assert first.manifest["ground"] == second.manifest["ground"]
    anew = Atlas.new(
        tmp_path / "anew", name=story.name, boundaries=story.input_path(story.config.inputs_of("boundaries")[0]),
        is_made_up=True,
    )  # fmt: skip
    for kind in ("osm", "gtfs", "population"):
        anew.add(kind, story.input_path(story.config.inputs_of(kind)[0]))
    shutil.copytree(first.folder, anew.folder / "editions" / first.id)
    manifest = anew.folder / "editions" / first.id / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(first.manifest["ground"], "another"), "utf-8")
    built = anew.build()
    assert built.manifest["baseline"] == first.id
    for table in ("cells", "pieces"):
        pd.testing.assert_frame_equal(getattr(built, table)(), getattr(second, table)(), check_exact=True)


def test_other_people_or_other_settings_are_another_ground(story: Atlas) -> None:
    from dataclasses import replace

    from everyday.pipeline.from_edition import ground_of, on_same_ground

    config = story.config
    assert on_same_ground(story, ground_of(config, [])).id == story.edition().id
    fewer = tuple(one for one in config.inputs if one.kind != "population")
    others = (replace(config, inputs=fewer), replace(config, resolution=8),
              replace(config, parameters=replace(config.parameters, walk_kmh=4.0)))  # fmt: skip
    for other in others:
        assert on_same_ground(story, ground_of(other, [])) is None
    without_buses = tuple(one for one in config.inputs if one.kind != "gtfs")
    assert on_same_ground(story, ground_of(replace(config, inputs=without_buses), [])) is not None


def test_the_direct_line_has_its_baseline_forecast_measured_value_and_target(story: Atlas) -> None:
    row = next(one for one in plan_rows(story.plan(), today="2026-11-28") if one.id == DIRECT_ACTION)
    series = impact_of(story, row, today="2026-11-28")
    assert series is not None
    assert series.latest is not None
    assert series.latest.edition_id == story.edition().id
    assert series.aim.baseline is not None
    assert series.aim.baseline > series.forecast > series.aim.target > series.latest.value
    for value in (series.aim.baseline, series.forecast, series.aim.target, series.latest.value):
        assert series.write(value) in series.sentence, series.sentence
    assert FORECAST in series.sentence
    assert "The target of 30 minutes is met" in series.sentence


def test_all_of_the_change_is_the_timetables_and_it_is_known_at_once(story: Atlas) -> None:
    ends = (story.edition(story.editions()[0]), story.edition())
    assert is_answered(story, *ends)
    row = next(one for one in plan_rows(story.plan()) if one.id == DIRECT_ACTION)
    split = why_of_action(story, row, *ends)
    assert split.change < -15
    assert math.isclose(sum(split.parts.values()), split.change, abs_tol=1e-9)
    from everyday.atlas import all_measures

    assert "All of the 18 minutes gained comes from the new timetable." in split_words(
        split, all_measures()["centre_min_am"]
    )
    table = why_changed(story, *ends).table
    known = table["change"].notna()
    parts = table.loc[known, ["timetable", "map", "people", "parameters", "otherwise"]]
    assert (parts.sum(axis=1) - table.loc[known, "change"]).abs().max() <= 1e-9
    assert (parts.drop(columns="timetable") == 0).all(axis=None)


def test_the_forecasts_timetable_can_still_be_fetched(story: Atlas, tmp_path: Path) -> None:
    made = story.edition(story.plan().get(Action, DIRECT_ACTION).scenario)
    assert export_gtfs(made, tmp_path / "forecast.zip").is_file()


def test_a_second_time_nothing_is_made_again(story: Atlas) -> None:
    before = (story.editions(), story.plan().revision(), story.edition().id)
    from everyday.demo.build import build_demo

    build_demo(story.folder)
    build_next_year(story.folder)
    again = Atlas(story.folder)
    assert (again.editions(), again.plan().revision(), again.edition().id) == before


def test_a_plan_without_the_action_still_gets_the_timetable(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    shutil.copytree(coarse_demo(tmp_path_factory.getbasetemp()).folder, tmp_path / "atlas")
    add_example_plan(Atlas(tmp_path / "atlas"), has_actions=False)
    build_next_year(tmp_path / "atlas")
    atlas = Atlas(tmp_path / "atlas")
    assert [("scenario" in atlas.edition(one).manifest) for one in atlas.editions()] == [False, False]
    assert atlas.edition().manifest["weekday"] == "2027-01-05"
