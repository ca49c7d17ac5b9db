"""A success measure over the editions, what nobody has looked at, and counts by area and status."""

from __future__ import annotations

import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.registry import value_words
from everyday import Atlas
from everyday.acting import ActionRow, plan_rows, value_at, with_baseline
from everyday.atlas import open_edition
from everyday.impact import area_series, counts, impact_of, not_looked, quarter_start
from everyday.language.words import language
from plan.records import Action, Milestone, Outcome, Person, Update
from tests.makers.towns import DIRECT_NAME

ANN = Person("Ann", "planner")
SAMPHIRE = "E05999005"
TODAY = "2026-02-01"


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, next_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with an action whose forecast came first and whose second edition has the line."""
    folder = tmp_path_factory.mktemp("series") / "atlas"
    shutil.copytree(next_atlas.folder, folder)
    found = Atlas(folder)
    scenario = next(one for one in found.editions() if "scenario" in found.edition(one).manifest)
    wanted = Action(title="A direct bus", area_ids=(SAMPHIRE,), measure="centre_min_am", target=30.0,
                    target_by="2026-12-31", scenario=scenario)  # fmt: skip
    found.plan().add(with_baseline(wanted, open_edition(demo_atlas.edition()), ()), ANN)
    return found


@pytest.fixture
def row(atlas: Atlas) -> ActionRow:
    return plan_rows(atlas.plan(), today=TODAY)[0]


def test_baseline_measured_forecast_and_target_stand_side_by_side(atlas: Atlas, row: ActionRow) -> None:
    found = impact_of(atlas, row, today=TODAY)
    assert found is not None
    assert found.latest is not None
    editions = [one for one in atlas.editions() if "scenario" not in atlas.edition(one).manifest]
    assert [one.edition_id for one in found.points] == editions, "no scenario, in the order of what they measure"
    for point in found.points:
        assert point.value == value_at(open_edition(atlas.edition(point.edition_id)), row.action, row.findings)
    assert found.latest.edition_id == editions[-1]
    assert found.forecast == value_at(open_edition(atlas.edition(row.action.scenario)), row.action, ())
    assert found.forecast_name == DIRECT_NAME
    assert found.forecast == pytest.approx(found.latest.value, abs=0.5), "the line came as it was foretold"
    was, now = (value_words(one, "minutes") for one in (found.aim.baseline, found.latest.value))
    assert f"It went from {was} to {now}, which is better." in found.sentence
    assert "The target is 30 minutes by 31 December 2026;" in found.sentence
    assert f"The forecast ({DIRECT_NAME}) was {value_words(found.forecast, 'minutes')}." in found.sentence
    assert "In the rest of the town" in found.sentence
    assert not any(word in found.sentence for word in ("because", "thanks to", "led to", "caused"))


def test_a_timetable_that_has_not_begun_is_a_promise(atlas: Atlas, row: ActionRow) -> None:
    begun = impact_of(atlas, row, today=TODAY)
    assert begun is not None
    assert "still to come" not in begun.sentence
    early = impact_of(atlas, row, today=begun.points[0].day)
    assert early is not None
    assert early.latest == begun.latest
    assert f"{language().date(begun.points[-1].day)} is still to come: this is what the timetable promises" in (
        early.sentence
    )


def test_the_rest_of_the_town_leaves_the_place_out(atlas: Atlas, row: ActionRow) -> None:
    found = impact_of(atlas, row, today=TODAY)
    assert found is not None
    opened = open_edition(atlas.edition(found.points[0].edition_id))
    inside = set(opened.pieces.loc[opened.pieces["area_id"] == SAMPHIRE, "cell"])
    cells = opened.cells[opened.cells["on_network"] & ~opened.cells["cell"].isin(inside)]
    cells = cells[cells["centre_min_am"].notna()]
    slow = (cells["centre_min_am"] * cells["weight_n"]).sum() / cells["weight_n"].sum()
    assert found.points[0].rest == pytest.approx(slow, abs=1e-9)
    town = impact_of(atlas, replace(row, action=replace(row.action, area_ids=())), today=TODAY)
    assert town is not None
    assert math.isnan(town.points[0].rest), "the whole town has no rest"
    assert "rest of the town" not in town.sentence


def test_a_value_older_than_the_action(atlas: Atlas, row: ActionRow) -> None:
    late = replace(row, action=replace(row.action, baseline=None, baseline_edition="", baseline_on="2026-06-01"))
    found = impact_of(atlas, late, today=TODAY)
    assert found is not None
    assert found.latest is None
    assert "is older than the action." in found.sentence
    assert found.standing.share is None


def test_an_area_that_is_no_more_is_not_known(atlas: Atlas, row: ActionRow) -> None:
    gone = replace(row, action=replace(row.action, area_ids=("W-GONE",)))
    found = impact_of(atlas, gone, today=TODAY)
    assert found is not None
    assert all(math.isnan(one.value) for one in found.points)
    assert found.standing.state == "not_known"


def test_a_count_of_ones_own_takes_its_outcomes(atlas: Atlas) -> None:
    action = Action(id="A-1", title="Breakfast", measure_kind="count", own_measure="Children", baseline=40.0,
                    target=60.0, baseline_on="2026-01-10")  # fmt: skip
    told = [Outcome(action_id="A-1", measure="Children", measured_on=day, value=value)
            for day, value in (("2026-01-01", 90.0), ("2026-01-20", 45.0), ("2026-01-30", 50.0))]  # fmt: skip
    found = impact_of(atlas, ActionRow(action, outcomes=tuple(told)), today=TODAY)
    assert found is not None
    assert found.latest is not None
    assert (found.latest.day, found.standing.share) == ("2026-01-30", 0.5)
    assert found.sentence == (
        "Children. It went from 40 to 50, which is better. The target is 60; 50 % of the way is done."
    )
    assert impact_of(atlas, ActionRow(Action(title="No measure"))) is None


def test_an_area_over_the_editions(atlas: Atlas) -> None:
    found = area_series(atlas, "centre_min_am", SAMPHIRE, today=TODAY)
    areas = [open_edition(atlas.edition(one.edition_id)).areas.set_index("area_id") for one in found.points]
    assert [one.value for one in found.points] == [table.loc[SAMPHIRE, "centre_min_am"] for table in areas]
    assert "No target was set." in found.sentence


def looked(day: str) -> Update:
    return Update(kind="looked", happened_on=day)


def test_what_nobody_has_looked_at_this_quarter(tmp_path: Path) -> None:
    assert [quarter_start(day) for day in ("2026-01-01", "2026-03-31", "2026-11-28")] == [
        "2026-01-01", "2026-01-01", "2026-10-01",
    ]  # fmt: skip
    rows = [
        ActionRow(Action(id="A-1", status="under_way"), updates=(looked("2026-09-30"),)),
        ActionRow(Action(id="A-2", status="under_way"), updates=(looked("2026-10-01"),)),
        ActionRow(Action(id="A-3", status="agreed")),
        ActionRow(Action(id="A-4", status="done")),
    ]
    assert [row.id for row in not_looked(rows, "2026-10-01")] == ["A-3", "A-1"]


def test_what_is_ongoing_is_counted_by_itself() -> None:
    late = (Milestone(date="2026-01-01", text="Talks"),)
    rows = [
        ActionRow(Action(id="A-1", status="under_way", area_ids=("W1", "W2"))),
        ActionRow(Action(id="A-2", status="under_way", area_ids=("W1",), is_ongoing=True)),
        ActionRow(Action(id="A-3", status="agreed"), milestones=late, today=TODAY),
        ActionRow(Action(id="A-4", status="agreed", area_ids=("W9",))),
    ]
    found = {one.area_id: one for one in counts(rows, ["W1", "W2", "W3"])}
    assert list(found) == ["W1", "W2", "W9", ""], "an area without actions is left out, one that is no more is not"
    assert (found["W1"].by_status, found["W1"].ongoing_n, found["W1"].actions_n) == ({"under_way": 1}, 1, 2)
    assert found["W2"].by_status == {"under_way": 1}
    assert (found[""].by_status, found[""].overdue_n) == ({"agreed": 1}, 1)
