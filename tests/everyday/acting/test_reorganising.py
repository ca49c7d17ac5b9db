"""Councils and operators change: filters find all names, old work is found under the new body, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from everyday.acting import (
    ActionRow,
    Choice,
    Organisations,
    assign_again,
    cease,
    chosen,
    merge_bodies,
    plan_rows,
    rename_body,
    split_body,
)
from geo.errors import UsageError
from plan.records import Action, Ask, Organisation, Person
from plan.roles import NotAllowedError
from store.plan_store import PlanStore

ADA = Person("Ada", "planner")
BEFORE, DAY, TODAY = "2027-03-31", "2027-04-01", "2027-05-01"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    found = PlanStore(tmp_path)
    for name in ("North District", "South District", "Marsh Buses"):
        found.add(Organisation(name=name, kind="local_authority"), ADA)
    for name in ("North District", "South District", "Marsh Buses"):
        found.add(Action(title=f"By {name}", responsible=(name,), lead=name), ADA)
    yield found
    found.close()


def body(store: PlanStore, name: str) -> Organisation:
    return next(one for one in store.all(Organisation) if one.name == name)


def found_by(store: PlanStore, name: str) -> list[str]:
    rows = plan_rows(store, today=TODAY)
    bodies = Organisations(store.all(Organisation))
    return [row.action.title for row in chosen(rows, Choice(organisations=(name,)), bodies)]


def row(store: PlanStore, title: str, today: str = TODAY) -> ActionRow:
    return next(one for one in plan_rows(store, today=today) if one.action.title == title)


def test_a_renamed_body_is_found_by_both_names_and_goes_by_the_one_of_today(store: PlanStore) -> None:
    action = store.all(Action)[0]
    store.add(Ask(action_id=action.id, organisation="North District", asked_on="2027-01-01"), ADA)
    rename_body(store, ADA, body(store, "North District").id, " North  Fenland ", DAY)
    assert body(store, "North Fenland").former_names == ({"name": "North District", "until": DAY},)
    assert found_by(store, "North District") == found_by(store, "North Fenland") == ["By North District"]
    found = row(store, "By North District")
    assert (found.action.responsible, found.action.lead) == (("North Fenland",), "North Fenland")
    assert (found.ceased, found.unnamed, found.unasked) == ((), (), ()), "it was asked under its old name"
    assert store.get(Action, action.id).responsible == ("North District",), "what was written stays as it was written"
    with pytest.raises(UsageError, match="already"):
        rename_body(store, ADA, body(store, "South District").id, "North District", DAY)
    with pytest.raises(UsageError, match="not a day"):
        rename_body(store, ADA, body(store, "South District").id, "South", "31/02/2027")


def test_merged_bodies_go_on_as_one_and_their_actions_wait_until_they_are_assigned(store: PlanStore) -> None:
    ids = [body(store, name).id for name in ("North District", "South District")]
    fenland = merge_bodies(store, ADA, ids, "Fenland Council", DAY)
    assert fenland.kind == "local_authority"
    assert found_by(store, "Fenland Council") == ["By North District", "By South District"]
    assert found_by(store, "North District") == ["By North District"]
    assert row(store, "By North District").ceased == ("North District",)
    assert row(store, "By North District", BEFORE).ceased == ()
    waiting = chosen(plan_rows(store, today=TODAY), Choice(conditions=("ceased",)), Organisations([]))
    assert [one.action.title for one in waiting] == ["By North District", "By South District"]
    changed = assign_again(store, ADA, waiting[0].id, "North District", "Fenland Council")
    assert (changed.responsible, changed.lead) == (("Fenland Council",), "Fenland Council")
    assert row(store, "By North District").ceased == ()
    assert found_by(store, "North District") == ["By North District"], "still found by who had it"
    with pytest.raises(UsageError, match="at least two"):
        merge_bodies(store, ADA, [ids[0]], "Fenland Council", DAY)


def test_a_body_taken_over_by_another_one_and_one_that_is_split(store: PlanStore) -> None:
    north, south = body(store, "North District"), body(store, "South District")
    merge_bodies(store, ADA, [north.id, south.id], "South District", DAY)
    assert (body(store, "South District").ceased_on, body(store, "North District").successor_ids) == ("", (south.id,))
    east, west = split_body(store, ADA, body(store, "Marsh Buses").id, ["Marsh East", "Marsh West"], DAY)
    assert body(store, "Marsh Buses").successor_ids == (east.id, west.id)
    assert found_by(store, "Marsh East") == found_by(store, "Marsh West") == ["By Marsh Buses"]
    store.add(Action(title="By the east", responsible=("Marsh East",)), ADA)
    assert found_by(store, "Marsh West") == ["By Marsh Buses"], "what the other half does is not its own"
    assert found_by(store, "Marsh Buses") == ["By Marsh Buses", "By the east"]
    with pytest.raises(UsageError, match="two names"):
        split_body(store, ADA, south.id, ["One"], DAY)


def test_only_a_planner_changes_bodies(store: PlanStore) -> None:
    with pytest.raises(NotAllowedError):
        cease(store, Person("Bob", "facilitator"), body(store, "Marsh Buses").id, DAY)
    cease(store, ADA, body(store, "Marsh Buses").id, DAY)
    assert row(store, "By Marsh Buses").ceased == ("Marsh Buses",)
    revision = store.revision()
    with pytest.raises(NotAllowedError):
        merge_bodies(store, Person("Bob", "facilitator"), [one.id for one in store.all(Organisation)[:2]], "X", DAY)
    assert (store.revision(), len(store.all(Organisation))) == (revision, 3), "no new body without the old ones ended"
