"""Actions and their parts in the store: one transaction, one truth, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from geo.errors import NotFoundError
from plan.ids import new_id
from plan.records import Action, Ask, Finding, Intervention, Milestone, Person, Report
from plan.rules import RecordFault
from plan.worksheet import with_words
from store.plan_store import EditConflict, PlanStore

PLANNER = Person("Ada", "planner")


def parts(store: PlanStore, action_id: str) -> tuple[list[Intervention], list[Milestone]]:
    return store.all(Intervention, action_id=action_id), store.all(Milestone, action_id=action_id)


def test_a_row_makes_its_parts_and_a_part_makes_its_row(plan_store: PlanStore) -> None:
    action = plan_store.add(
        Action(title="A bus", interventions=("More often",), milestones=("2027-03-01 Talks (Bus)",)), PLANNER
    )
    how, when = parts(plan_store, action.id)
    assert [(one.number, one.text) for one in how] == [(1, "More often")]
    assert [(one.date, one.text, one.owner) for one in when] == [("2027-03-01", "Talks", "Bus")]
    done = plan_store.save(replace(when[0], done_on="2027-02-20"), PLANNER)
    now = plan_store.get(Action, action.id)
    assert now.milestones == ("2027-03-01 Talks (Bus) [done 2027-02-20]",)
    assert now.version == 2, "the row is another one than before"
    with pytest.raises(EditConflict):
        plan_store.save(replace(action, title="A tram"), PLANNER)
    plan_store.save(replace(now, milestones=("2027-05-01 Talks (Bus)",)), PLANNER)
    moved = plan_store.get(Milestone, done.id)
    assert (moved.date, moved.done_on, moved.earlier_dates) == ("2027-05-01", "", ("2027-03-01",))


def test_a_milestone_that_is_moved_keeps_the_day_it_had(plan_store: PlanStore) -> None:
    plan_store.add(Action(title="A bus", milestones=("2027-03-01 Talks",)), PLANNER)
    for day in ("2027-04-01", "2027-05-01", "2027-05-01"):
        plan_store.save(replace(plan_store.all(Milestone)[0], date=day), PLANNER)
    assert plan_store.all(Milestone)[0].earlier_dates == ("2027-03-01", "2027-04-01")


def test_an_action_is_written_with_its_parts_or_not_at_all(plan_store: PlanStore) -> None:
    action = Action(id=new_id("A"), title="A bus")
    good = Milestone(action_id=action.id, text="Talks")
    with pytest.raises(RecordFault, match="31/02/2026"):
        plan_store.add_all([action, good, Milestone(action_id=action.id, text="x", date="31/02/2026")], PLANNER)
    assert plan_store.all(Action) == []
    assert plan_store.all(Milestone) == []
    plan_store.add_all([action, good], PLANNER)
    assert plan_store.get(Action, action.id).milestones == ("Talks",)
    with pytest.raises(NotFoundError):
        plan_store.add(Milestone(action_id="A-NONE", text="x"), PLANNER)


def test_milestones_that_are_given_leave_the_interventions_of_the_row(plan_store: PlanStore) -> None:
    action = Action(id=new_id("A"), title="A bus", interventions=("More often",), milestones=("Talks",))
    plan_store.add_all([action, Milestone(action_id=action.id, number=1, text="Talks", owner="Bus")], PLANNER)
    how, when = parts(plan_store, action.id)
    assert [one.text for one in how] == ["More often"]
    assert [one.owner for one in when] == ["Bus"]
    now = plan_store.get(Action, action.id)
    assert (now.interventions, now.milestones) == (("More often",), ("Talks (Bus)",))


@pytest.mark.parametrize("words", ["31/02/2026 Talks", "2026-02-31 Talks", "Talks [done 2026-13-01]"])
def test_a_day_that_there_is_not_is_refused_in_a_row(plan_store: PlanStore, words: str) -> None:
    with pytest.raises(RecordFault, match="is not a date such as"):
        plan_store.add(Action(title="A bus", milestones=(words,)), PLANNER)


def test_agreeing_needs_that_the_responsible_were_asked_or_a_reason(plan_store: PlanStore) -> None:
    action = plan_store.add(Action(title="A bus", responsible=("Council", "Bus Ltd")), PLANNER)
    plan_store.add(Ask(action_id=action.id, organisation="council", asked_on="2026-11-01"), PLANNER)
    with pytest.raises(RecordFault, match="Not asked yet: Bus Ltd"):
        plan_store.save(replace(action, status="agreed"), PLANNER)
    plan_store.add(Ask(action_id=action.id, organisation="Bus Ltd", asked_on="2026-11-01"), PLANNER)
    agreed = plan_store.save(replace(action, status="agreed"), PLANNER)
    back = plan_store.save(replace(agreed, status="proposed", responsible=("Tram Ltd",)), PLANNER)
    again = plan_store.save(replace(back, status="agreed", unasked_reason="Their own plan says so"), PLANNER)
    assert again.status == "agreed"


def test_an_erasure_reaches_the_row_its_parts_and_frozen_reports(plan_store: PlanStore) -> None:
    said = "Zebedee Quillfeather"
    finding = plan_store.add(Finding(kind="barrier", title="No bus"), PLANNER)
    action = plan_store.add(
        Action(title="A bus", finding_ids=(finding.id,), milestones=(f"2027-03-01 Talks ({said})",),
               interventions=(f"Ask {said}", "More often")),
        PLANNER,
    )  # fmt: skip
    content = {"rows": [{"id": action.id, "title": "A bus", "who": [said]}]}
    plan_store.add(Report(name="Autumn", date="2026-11-20", content=content), PLANNER)
    plan_store.erase(PLANNER, words=said, reason="asked for")
    assert plan_store.holding(said) == {}
    now = plan_store.get(Action, action.id)
    assert with_words(now, *parts(plan_store, action.id)) == now
    assert now.interventions[1] == "More often"
    assert "2027-03-01 Talks" in now.milestones[0]
    plan_store.erase(PLANNER, record_ids=[action.id], reason="asked for")
    assert plan_store.holding("More often") == {}
    assert plan_store.holding("Talks") == {}
    assert plan_store.holding("A bus") == {}
    assert plan_store.get(Finding, finding.id).title == "No bus"


def test_no_way_leads_past_the_rules_of_the_plan(plan_store: PlanStore) -> None:
    words = st.sampled_from(("Talks", "2027-03-01 Talks", "Survey (Bus)", "Ride [done 2027-01-01]"))

    class Plan(RuleBasedStateMachine):
        """Rows and parts written in any order, with versions that may be old."""

        def __init__(self) -> None:
            super().__init__()
            self.id = plan_store.add(Action(title="A bus"), PLANNER).id
            self.read = plan_store.get(Action, self.id)

        @rule()
        def look(self) -> None:
            self.read = plan_store.get(Action, self.id)

        @rule(row=st.lists(words, max_size=4), status=st.sampled_from(plan_store.taxonomy.keys("action_status")))
        def write_the_row(self, row: list[str], status: str) -> None:
            before = plan_store.get(Action, self.id)
            wanted = replace(self.read, milestones=tuple(row), status=status, status_reason="why")
            allowed = status == before.status or status in plan_store.taxonomy.next_statuses("action", before.status)
            try:
                self.read = plan_store.save(wanted, PLANNER)
            except (EditConflict, RecordFault):
                assert plan_store.get(Action, self.id) == before, "nothing is half-written"
                assert not allowed or self.read.version != before.version
            else:
                assert allowed
                assert self.read.milestones == tuple(row)

        @rule(place=st.integers(0, 5), day=st.sampled_from(("", "2027-04-01")))
        def move_a_milestone(self, place: int, day: str) -> None:
            found = parts(plan_store, self.id)[1]
            if place < len(found):
                plan_store.save(replace(found[place], date=day), PLANNER)

        @rule(text=st.sampled_from(("Buses", "Fares")))
        def add_an_intervention(self, text: str) -> None:
            number = len(parts(plan_store, self.id)[0]) + 1
            plan_store.add(Intervention(action_id=self.id, number=number, text=text), PLANNER)

        @invariant()
        def row_and_parts_say_the_same(self) -> None:
            now = plan_store.get(Action, self.id)
            assert with_words(now, *parts(plan_store, self.id)) == now

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Plan,
        settings=settings(max_examples=12, stateful_step_count=12, suppress_health_check=list(HealthCheck)),
    )
