"""Community activities as success measure: counted from the plan as it is today, beside the baseline that was kept."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from everyday import Atlas
from everyday.acting import ActivitiesNow, plan_rows, with_baseline
from everyday.activities import activity_gaps, activity_measures, listed
from everyday.atlas import open_edition
from everyday.impact import impact_of
from plan.records import Action, Activity, Outcome, Person
from plan.when import monday_of

ANN = Person("Ann", "planner")
SAMPHIRE = "E05999005"
TODAY = date(2026, 11, 28)


@pytest.fixture
def atlas(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    """The made-up town without a plan."""
    shutil.copytree(demo_atlas.folder, tmp_path / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    return Atlas(tmp_path / "atlas")


def held(**fields: object) -> Activity:
    """A conversation café known to Samphire only."""
    usual = {"title": "Café", "kind": "cafe", "area_id": SAMPHIRE, "is_ward_only": True, "when": "Tuesdays 10am to 12",
             "last_confirmed": "2026-11-01", "outcome_themes": ("relationships",)}  # fmt: skip
    return Activity(**{**usual, **fields})  # type: ignore[arg-type]


def now(atlas: Atlas) -> ActivitiesNow:
    return ActivitiesNow(tuple(listed(atlas.plan(), TODAY)), atlas.taxonomy(), TODAY)


def followed(atlas: Atlas, measure: str, **fields: object) -> Action:
    """An action that is kept with its baseline of today."""
    wanted = Action(title="More to do", measure=measure, measure_kind="activities", area_ids=(SAMPHIRE,), **fields)  # type: ignore[arg-type]
    kept = atlas.plan().add(with_baseline(wanted, open_edition(atlas.edition()), (), now(atlas)), ANN)
    assert isinstance(kept, Action)
    return kept


def series_of(atlas: Atlas, today: str):  # type: ignore[no-untyped-def]
    (row,) = plan_rows(atlas.plan(), audience="team", today=today)
    return impact_of(atlas, row, today=today)


def test_confirmed_activities_of_a_kind_are_counted_in_the_area(atlas: Atlas) -> None:
    store = atlas.plan()
    store.add(held(), ANN)
    store.add(held(title="Old", last_confirmed="2026-01-05"), ANN)
    store.add(held(title="Elsewhere", area_id="E05999008"), ANN)
    store.add(held(title="Class", kind="english"), ANN)
    action = followed(atlas, "held.kind.cafe", target=3.0)
    assert (action.baseline, action.baseline_on) == (1.0, "2026-11-28")
    store.add(held(title="Second", last_confirmed="2027-01-20"), ANN)
    store.add(Outcome(action_id=action.id, measure="held.kind.cafe", value=4.0, measured_on="2026-12-24"), ANN)
    later = series_of(atlas, "2027-02-01")
    assert [(one.day, one.value) for one in later.points] == [("2026-12-24", 4.0), ("2027-02-01", 2.0)]
    assert later.standing.state == "on_the_way"
    assert later.title.endswith("confirmed within six months: Conversation café")
    much_later = series_of(atlas, "2028-02-01")
    assert much_later.points[-1].value == 0.0, "nobody has confirmed any of them for six months"


def test_who_reaches_one_is_what_the_gap_map_says(atlas: Atlas) -> None:
    store = atlas.plan()
    store.add(held(), ANN)
    action = followed(atlas, "reach.kind.cafe")
    opened, monday = open_edition(atlas.edition()), monday_of(TODAY)
    gaps = activity_gaps(opened, listed(store, TODAY), atlas.taxonomy(), monday).table
    rows = gaps[gaps["key"] == "cafe"].set_index("area_id")
    assert action.baseline == pytest.approx(1 - rows.loc[SAMPHIRE, "none_share"])
    found = series_of(atlas, "2026-11-28")
    others = rows.drop(SAMPHIRE)
    assert found.latest.rest == pytest.approx(1 - others["none_n"].sum() / others["people_n"].sum())
    assert found.write(found.latest.value).endswith(" %")


def test_a_shape_without_an_area_has_no_value_and_no_kind_is_left_out(atlas: Atlas) -> None:
    from shapely.geometry import Point

    atlas.plan().add(held(), ANN)
    action = Action(title="x", measure="held", measure_kind="activities", geometry=Point(-2.9, 51.5))
    assert with_baseline(action, open_edition(atlas.edition()), (), now(atlas)).baseline is None
    town = replace(action, geometry=None)
    assert with_baseline(town, open_edition(atlas.edition()), (), now(atlas)).baseline == 1.0
    names = activity_measures(atlas.taxonomy())
    assert {"held", "held.kind.english", "reach.kind.english", "held.theme.participation"} <= set(names)
    assert not np.any([name.endswith(".other") for name in names])
