"""The example action plan of the made-up town: complete, lawful, and told as the method tells it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.acting.rows import plan_rows
from everyday.demo.forum import add_example_plan
from plan.records import RECORDS
from plan.rules import problems_of
from plan.worksheet import with_words


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    folder = tmp_path_factory.mktemp("story") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    made = Atlas(folder)
    add_example_plan(made)
    return made


def test_the_three_rows_of_table_2_and_one_more_are_there(atlas: Atlas) -> None:
    rows = plan_rows(atlas.plan(), today="2026-11-28")
    assert [row.findings[0].kind for row in rows] == ["barrier", "barrier", "enabler", "barrier"]
    assert [len(row.interventions) for row in rows] == [3, 4, 3, 2]
    for row in rows:
        assert row.action.responsible
        assert row.action.benefits
        assert with_words(row.action, row.interventions, row.milestones) == row.action
    direct, rooms, places, late = rows
    assert direct.progress == (2, 6)
    assert (direct.is_overdue, rooms.is_overdue, places.is_overdue, late.is_overdue) == (False, True, False, False)
    assert [one.earlier_dates for one in rooms.moved] == [("2026-10-16",)]
    assert rooms.unanswered == ("Wrenmouth Council",)
    assert late.unnamed == ("Transport companies", "National government")
    assert places.action.is_ongoing
    samphire = atlas.edition().areas().set_index("area_id").loc[direct.action.area_ids[0]]
    manifest = atlas.edition().manifest
    assert direct.action.baseline_on == manifest["weekday"], "a number of the timetable"
    assert rooms.action.baseline_on == manifest["map_date"], "a number of the map"
    assert direct.action.baseline == pytest.approx(samphire["centre_min_am"])


def test_everything_in_it_keeps_the_rules(atlas: Atlas) -> None:
    store = atlas.plan()
    for kind in RECORDS:
        for record in store.all(kind):
            assert problems_of(record, store.taxonomy) == [], record


def test_it_is_put_in_once(atlas: Atlas, tmp_path: Path) -> None:
    before = atlas.plan().revision()
    add_example_plan(atlas)
    assert atlas.plan().revision() == before


def test_the_town_has_twenty_activities_each_of_a_standing_of_its_own(atlas: Atlas) -> None:
    from datetime import date

    from everyday.activities import listed
    from plan.taxonomy import default_taxonomy

    rows = listed(atlas.plan(), date(2026, 11, 28), with_unlisted=True)
    assert len(rows) == 20
    assert {one.state for one in rows} == {"running", "faded", "not_known"}
    assert sum(one.record.is_unlisted for one in rows) == sum(one.record.is_ward_only for one in rows) == 1
    assert [one.record.title for one in rows if one.when.is_ask] == ["Tenants' evening"]
    assert not [one for one in rows if one.when.left]
    assert {one.record.kind for one in rows} == set(default_taxonomy().terms["activity_kinds"])
    assert {key for one in rows for key in one.record.outcome_themes} == set(default_taxonomy().terms["outcome_themes"])
