"""A question of the survey as success measure: over the years of the survey, and with its chance."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from everyday import Atlas
from everyday.acting import plan_rows, value_at, with_baseline
from everyday.atlas import open_edition
from everyday.impact import impact_of
from plan.records import Action, Person

ANN = Person("Ann", "planner")
LEAVING = "pct_for_whom_transport_prevents_leaving_home_when_they_want"
LONELY = "pct_who_feel_lonely"
SAMPHIRE, HIGHFIELD = "E05999005", "E05999008"
TODAY = "2026-11-28"


@pytest.fixture
def atlas(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    """The made-up town without a plan."""
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    return Atlas(tmp_path / "atlas")


def wanted(measure: str, **fields: object) -> Action:
    return Action(title="A direct bus", measure=measure, measure_kind="survey", **{"area_ids": (SAMPHIRE,), **fields})  # type: ignore[arg-type]


def series_of(atlas: Atlas, action: Action):  # type: ignore[no-untyped-def]
    atlas.plan().add(action, ANN)
    (row,) = plan_rows(atlas.plan(), audience="team", today=TODAY)
    return impact_of(atlas, row, today=TODAY)


def changed(atlas: Atlas, year: str, value: float) -> None:
    """Let the ward say something else in a year."""
    path = atlas.edition().folder / "survey.parquet"
    table = pd.read_parquet(path)
    is_it = (table["indicator"] == LEAVING) & (table["area_id"] == SAMPHIRE) & (table["year"] == year)
    assert is_it.sum() == 1
    table.loc[is_it, ["value", "low", "high"]] = [value, np.nan, np.nan]
    table.to_parquet(path)


def test_the_baseline_is_what_the_ward_says_in_the_last_year(atlas: Atlas) -> None:
    edition = open_edition(atlas.edition())
    action = with_baseline(wanted(LEAVING), edition, ())
    table = atlas.edition().survey().fillna({"area_id": ""}).set_index(["indicator", "area_id", "year"])["value"]
    assert action.baseline == table[LEAVING, SAMPHIRE, "2025/26"], "per cent, as the table has it"
    assert action.baseline_on == "2025-01-01"
    town = replace(action, area_ids=())
    assert value_at(edition, town, ()) == table[LEAVING, "", "2025/26"]
    several = replace(action, area_ids=(SAMPHIRE, HIGHFIELD))
    assert np.isnan(value_at(edition, several, ())), "percentages of two wards are not added up"


def test_years_stand_by_their_names_and_chance_is_no_change(atlas: Atlas) -> None:
    found = series_of(atlas, wanted(LEAVING, baseline=37.0, baseline_on="2023-01-01", target=25.0))
    assert [one.label for one in found.points] == ["2023/24", "2024/25", "2025/26"]
    assert found.write(found.points[-1].value) == "38 %"
    assert found.write(found.points[-1].rest) == "21 %"
    assert "no change that can be told from chance" in found.sentence
    assert "The target is 25 %." in found.sentence
    assert (found.standing.state, found.standing.share) == ("unchanged", None), "no share of the way either"


def test_a_change_that_is_no_chance_is_said_with_its_interval(atlas: Atlas) -> None:
    changed(atlas, "2025/26", 8.0)
    found = series_of(atlas, wanted(LEAVING, baseline=37.0, baseline_on="2023-01-01", target=25.0))
    assert found.standing.state == "passed"
    assert "percentage points less (" in found.sentence


def test_across_a_change_of_wording_nothing_is_compared(atlas: Atlas) -> None:
    found = series_of(atlas, wanted(LONELY, baseline=9.0, baseline_on="2024-01-01"))
    last = found.points[-1]
    assert last.label == "2025/26"
    assert not last.is_comparable
    assert "broken after 2024/25 (wording changed)" in last.reasons[0]
    assert found.latest is None or found.latest.label == "2024/25"


def test_a_question_that_no_edition_has_has_no_series(atlas: Atlas) -> None:
    assert series_of(atlas, wanted("gone")) is None
