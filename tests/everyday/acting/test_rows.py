"""The action plan as everybody sees it: who sees what, what is late, who a body is under another name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from everyday.acting.choosing import CONDITIONS, Choice, chosen
from everyday.acting.making import action_of
from everyday.acting.organisations import Organisations
from everyday.acting.rows import AUDIENCES, ActionRow, plan_rows
from plan.records import (
    Action,
    Ask,
    Attachment,
    Finding,
    Milestone,
    Organisation,
    Person,
    Update,
    Vote,
)  # fmt: skip
from plan.taxonomy import default_taxonomy
from store.plan_store import PlanStore

PLANNER = Person("Ada Planner", "planner")
TODAY = "2026-11-28"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    found = PlanStore(tmp_path)
    yield found
    found.close()


def added(store: PlanStore, **more: object) -> Action:
    return store.add(Action(**({"title": "A bus"} | more)), PLANNER)  # type: ignore[arg-type]


def row_of(store: PlanStore, action: Action, audience: str = "team") -> ActionRow:
    return next(row for row in plan_rows(store, audience=audience, today=TODAY) if row.id == action.id)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_is_for_fewer_never_reaches_more(store: PlanStore, audience: str) -> None:
    public = added(store, team_note="only for us", unasked_reason="only for us", responsible=("Council",))
    store.add(Update(action_id=public.id, text="only for us", visibility="team"), PLANNER)
    store.add(Update(action_id=public.id, text="for all"), PLANNER)
    store.add(Ask(action_id=public.id, organisation="Council", asked_on="2026-01-01", text="asked in vain"), PLANNER)
    store.add(
        Attachment(action_id=public.id, title="only for us", address="https://example.org", visibility="team"), PLANNER
    )
    for visibility in AUDIENCES:
        added(store, title=f"for {visibility}", visibility=visibility)
    rows = plan_rows(store, audience=audience, today=TODAY)
    titles = {row.action.title for row in rows}
    seen = {name for name in AUDIENCES if AUDIENCES.index(name) >= AUDIENCES.index(audience)}
    assert titles == {"A bus", *(f"for {name}" for name in seen)}
    said = repr(rows)
    assert ("only for us" in said) == (audience == "team")
    assert ("asked in vain" in said) == (audience != "everybody")
    assert ("Ada Planner" in repr([(row.action, row.updates) for row in rows])) == (audience == "team")
    assert "for all" in said


def test_nobody_else_is_an_audience(store: PlanStore) -> None:
    with pytest.raises(ValueError, match="no audience"):
        plan_rows(store, audience="press")


def test_what_is_late_and_what_has_no_end(store: PlanStore) -> None:
    late = added(store, milestones=("2026-11-27 Talks", "2026-12-01 Timetable"))
    due = added(store, due_date="2026-11-27")
    today = added(store, due_date=TODAY, milestones=(f"{TODAY} Talks",))
    ongoing = added(store, is_ongoing=True, next_look="2026-01-01", milestones=("2026-01-01 Ask again",))
    over = added(store, due_date="2026-01-01", status="done", milestones=("2026-01-01 Talks",))
    rows = {row.id: row for row in plan_rows(store, today=TODAY)}
    assert [rows[one.id].is_overdue for one in (late, due, today, ongoing, over)] == [True, True, False, False, False]
    assert [rows[one.id].is_late for one in (late, due, today, ongoing, over)] == [True, True, False, True, False]
    assert [one.text for one in rows[late.id].late] == ["Talks"]
    assert rows[late.id].next_milestone.text == "Talks"  # type: ignore[union-attr]
    assert rows[over.id].next_milestone is None


def test_progress_is_counted_from_steps(store: PlanStore) -> None:
    action = added(store, interventions=("One", "Two"), milestones=("Talks [done 2026-01-01]", "Timetable"))
    assert row_of(store, action).progress == (1, 4)
    moved = store.all(Milestone)[1]
    store.save(replace(moved, date="2027-01-01", earlier_dates=("2026-12-01",)), PLANNER)
    assert [one.id for one in row_of(store, action).moved] == [moved.id]


def test_the_day_of_the_last_look_is_not_the_day_of_the_last_change(store: PlanStore) -> None:
    action = added(store)
    store.add(Update(action_id=action.id, text="First bus", happened_on="2026-03-01"), PLANNER)
    store.add(Update(action_id=action.id, kind="looked", happened_on="2026-09-01"), PLANNER)
    store.add(Update(action_id=action.id, text="Earlier", happened_on="2026-02-01"), PLANNER)
    row = row_of(store, action)
    assert row.last_look == "2026-09-01"
    assert [one.happened_on for one in row.updates] == ["2026-02-01", "2026-03-01", "2026-09-01"]
    assert row.last_change == store.get(Action, action.id).updated_at[:10]


def test_votes_and_findings_are_read_through_to_the_one_that_was_kept(store: PlanStore) -> None:
    kept = store.add(
        Finding(kind="barrier", title="No bus", dimensions=("spatial",), geometry=Point(-3, 51.5)), PLANNER
    )
    other = store.add(Finding(kind="barrier", title="No bus at all", status="merged", merged_into=kept.id), PLANNER)
    store.add(Vote(finding_id=kept.id, device_id="a", importance=5), PLANNER)
    store.add(Vote(finding_id=other.id, device_id="b", importance=2), PLANNER)
    action = added(store, finding_ids=(other.id,))
    row = row_of(store, action)
    assert [one.id for one in row.findings] == [kept.id]
    assert row.importance_mean == 3.5
    assert row.dimensions == ("spatial",)
    assert row.place == Point(-3, 51.5)
    assert not row.is_everywhere


def test_a_body_is_found_by_every_name_it_had_and_its_successors_to_the_end() -> None:
    old = Organisation(id="O-1", name="Borough", ceased_on="1996-04-01", successor_ids=("O-2",))
    new = Organisation(id="O-2", name="Council", former_names=({"name": "Unitary", "until": "2001-01-01"},),
                       ceased_on="2030-04-01", successor_ids=("O-3", "O-1"))  # fmt: skip
    last = Organisation(id="O-3", name="Combined Authority")
    known = Organisations([old, new, last])
    assert known.key("unitary") == known.key("Council") == "O-2"
    assert known.key("Transport companies") == "transport companies"
    assert not known.is_named("Transport companies")
    assert known.names("Unitary") == ("Council", "Unitary")
    assert [one.id for one in known.successors("Borough")] == ["O-3"], "a circle of successors has an end"
    assert known.has_ceased("Unitary", "2031-01-01")
    assert not known.has_ceased("Unitary", "2026-01-01")


def test_a_filter_by_a_new_name_finds_what_was_written_with_the_old_one(store: PlanStore) -> None:
    store.add(Organisation(name="Council", former_names=({"name": "Unitary", "until": "2001-01-01"},)), PLANNER)
    action = added(store, responsible=("Unitary",))
    added(store, responsible=("Bus Ltd",))
    known = Organisations(store.all(Organisation))
    found = chosen(plan_rows(store, today=TODAY), Choice(organisations=("Council",)), known)
    assert [row.id for row in found] == [action.id]


def test_every_condition_takes_what_it_says(store: PlanStore) -> None:
    rows = {
        "overdue": added(store, due_date="2020-01-01", area_ids=("W1",)),
        "unnamed": added(store, responsible=("Bus companies",), area_ids=("W1",)),
        "ongoing": added(store, is_ongoing=True, area_ids=("W1",)),
        "everywhere": added(store, level="national"),
        "forecast": added(store, scenario="e1", area_ids=("W1",)),
    }
    everything = plan_rows(store, today=TODAY)
    for condition, action in rows.items():
        found = chosen(everything, Choice(conditions=(condition,)), Organisations(()))
        assert action.id in {row.id for row in found}, condition
        assert len(found) < len(everything)


lists = {
    "areas": ("W1", "W2"), "policy_spheres": ("transport", "schools"), "levels": ("city", "national"),
    "statuses": ("proposed", "agreed"), "rags": ("", "red"), "conditions": tuple(CONDITIONS),
}  # fmt: skip


@given(st.fixed_dictionaries({name: st.lists(st.sampled_from(keys), unique=True) for name, keys in lists.items()}))
def test_a_choice_comes_back_from_an_address_and_says_every_filter(given_: dict[str, list[str]]) -> None:
    choice = Choice(**{name: tuple(value) for name, value in given_.items()})
    assert Choice.from_json(choice.as_json() | {"bogus": ["x"]}) == choice
    said = choice.words(default_taxonomy(), {"W1": "Market", "W2": "Docks"})
    assert len(said) == sum(bool(given_[name]) for name in lists if name != "conditions") + len(choice.conditions)


def test_an_action_about_several_findings_has_what_they_have_together() -> None:
    one = Finding(id="F-1", kind="barrier", title="No bus", level="city", policy_spheres=("transport",), area_id="W1",
                  groups=("Night workers",))  # fmt: skip
    two = Finding(id="F-2", kind="barrier", title="No path", level="neighbourhood", policy_spheres=("transport",),
                  themes=("gentrification",), area_id="W2")  # fmt: skip
    found = action_of([one, two])
    assert (found.title, found.level, found.finding_ids) == ("No bus", "city", ("F-1", "F-2"))
    assert (found.policy_spheres, found.themes) == (("transport",), ("gentrification",))
    assert (found.area_ids, found.benefits, found.geometry) == (("W1", "W2"), ("Night workers",), None)
    with pytest.raises(ValueError, match="begins with a finding"):
        action_of([])
