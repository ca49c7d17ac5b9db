"""Which activities are still known to run, and what of them a map may show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from shapely.geometry import Point

from everyday.activities.listing import Listed, activities_state, listed, months_before
from plan.records import Activity, Person
from store.plan_store import PlanStore

TODAY = date(2026, 11, 28)
HELD = Activity(id="AC-1", title="Sewing", when="Tuesdays 10am to 12", geometry=Point(-3.0, 51.5), area_id="W1",
                created_at="2026-11-01T00:00:00Z")  # fmt: skip
WHO = Person("Ada", "planner")


@pytest.mark.parametrize(
    ("more", "state", "is_counted"),
    [
        ({}, "running", True),
        ({"last_confirmed": "2026-05-28"}, "running", True),
        ({"last_confirmed": "2026-05-27"}, "faded", True),
        ({"last_confirmed": "2025-11-28"}, "faded", True),
        ({"last_confirmed": "2025-11-27"}, "old", False),
        ({"last_confirmed": "2025-11-27", "is_kept": True}, "faded", True),
        ({"created_at": "2025-01-01T00:00:00Z"}, "old", False),
        ({"valid_to": "2026-11-27"}, "not_known", False),
        ({"valid_to": "2026-11-28"}, "running", True),
        ({"valid_from": "2026-12-01"}, "not_yet", False),
    ],
)
def test_an_activity_fades_after_six_months_and_leaves_after_twelve(
    more: dict[str, object], state: str, is_counted: bool
) -> None:
    one = Listed(replace(HELD, **more), TODAY)  # type: ignore[arg-type]
    assert (one.state, one.is_counted) == (state, is_counted)


def test_six_months_before_the_last_of_august_is_the_last_of_february() -> None:
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert months_before(date(2024, 8, 31), 6) == date(2024, 2, 29)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)


def test_the_map_shows_no_more_than_may_be_known(plan_store: PlanStore) -> None:
    shown = [
        HELD,
        replace(HELD, id="AC-2", title="Old one", last_confirmed="2026-01-01"),
        replace(HELD, id="AC-3", title="Private", is_ward_only=True, geometry=None),
        replace(HELD, id="AC-4", title="Asked out", is_unlisted=True),
        replace(HELD, id="AC-5", title="Nowhere", geometry=None),
    ]
    plan_store.add_all([replace(one, version=1, created_by="Ada") for one in shown], WHO)
    rows = listed(plan_store, TODAY)
    assert [one.record.title for one in rows] == ["Nowhere", "Old one", "Private", "Sewing"]
    state = activities_state(rows, {"other": "Other"}, {"faded": "Not confirmed"}, None)
    assert state["names"] == ["Old one", "Sewing"]
    assert state["is_faded"] == [1, 0]
    assert state["at"] == [5150000, -300000] * 2
    assert state["notes"][1] == "Other · Tuesdays 10am to 12 noon"
    assert next(one.record.title for one in listed(plan_store, TODAY, with_unlisted=True)) == "Asked out"


def test_one_that_is_known_to_the_ward_only_has_no_point_whatever_it_holds() -> None:
    assert Listed(replace(HELD, is_ward_only=True), TODAY).point is None
