"""The network of Stage Three: members, what is missing, answers that change actions, and whether it helped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from everyday.acting.answers import day_answered, decide_change, latest_answers, propose_change
from everyday.acting.helping import helped_counts, raised_questions
from everyday.acting.network import agreed_day, groups_now, members, missing, the_network
from everyday.acting.rows import plan_rows
from everyday.acting.said import share_key
from geo.errors import NotFoundError
from plan.changes import EditConflict
from plan.records import (
    Action,
    AdvocacyGroup,
    Ask,
    Feedback,
    Finding,
    Helped,
    Intervention,
    Membership,
    Network,
    Organisation,
    Person,
)
from plan.roles import NotAllowedError
from plan.rules import RecordFault
from plan.taxonomy import default_taxonomy
from store.plan_store import PlanStore

ANN, FAY = Person("Ann", "planner"), Person("Fay", "facilitator")
TODAY = "2026-11-28"


def phone(number: int) -> Person:
    return Person("phone", "participant", device_id=f"device-{number}")


def organisation(store: PlanStore, name: str, kind: str) -> Organisation:
    return store.add(Organisation(name=name, kind=kind), ANN)


# -- who is in it, and what is missing ---------------------------------------------------------------------------------


def test_members_are_organisations_by_day_and_post(plan_store: PlanStore) -> None:
    council = organisation(plan_store, "Council", "local_authority")
    users = organisation(plan_store, "Bus users", "vcse")
    plan_store.add(Membership(organisation_id=council.id, post="Clerk", joined_on="2026-04-23"), ANN)
    plan_store.add(Membership(organisation_id=users.id, joined_on="2026-01-01", left_on="2026-11-28"), ANN)
    plan_store.add(Membership(organisation_id=council.id, joined_on="2027-01-01"), ANN)
    found = members(plan_store, TODAY)
    assert [(one.name, one.is_now) for one in found] == [("Council", True), ("Bus users", False), ("Council", False)]
    assert found[0].record.post == "Clerk"
    with pytest.raises(RecordFault, match="left before it joined"):
        plan_store.add(Membership(organisation_id=users.id, joined_on="2026-02-01", left_on="2026-01-01"), ANN)


def test_what_is_missing_is_said(plan_store: PlanStore) -> None:
    nothing = missing(plan_store, [], default_taxonomy(), TODAY)
    assert not nothing.has_members
    assert len(nothing.unsaid) == 5
    council = organisation(plan_store, "Council", "local_authority")
    buses = organisation(plan_store, "Wren Buses", "transport_operator")
    organisation(plan_store, "Night club", "business")
    plan_store.add(Membership(organisation_id=council.id), ANN)
    bus = plan_store.add(
        Action(title="A bus", responsible=("Wren Buses", "transport companies"), benefits=("All residents", "Nurses")),
        ANN,
    )
    park = plan_store.add(Action(title="A park", responsible=("Council",)), ANN)
    plan_store.add(Action(title="Over", status="dropped", status_reason="No", responsible=("Wren Buses",)), ANN)
    group = plan_store.add(AdvocacyGroup(name="Riders", action_ids=(bus.id,), next_meeting="2026-11-27"), ANN)
    plan_store.add(AdvocacyGroup(name="Ended", action_ids=(park.id,), ended_on="2026-11-28"), ANN)
    plan_store.add(Feedback(action_id=park.id, question="effective", verdict="yes", given_on=TODAY), ANN)
    plan_store.add(Feedback(action_id=bus.id, question="effective", verdict="no", moderation="waiting"), ANN)
    plan_store.add(Network(name="Ours", performs={"feedback": {"verdict": "no", "text": "Not yet"}}), ANN)
    found = missing(plan_store, plan_rows(plan_store, today=TODAY), default_taxonomy(), TODAY)
    assert found.has_members
    assert "transport_operator" in found.kinds
    assert "local_authority" not in found.kinds
    assert found.responsible == (buses.name,), "a kind that is still to be named is nobody yet"
    assert found.benefits == ("Nurses",)
    assert found.functions == ("feedback",)
    assert len(found.unsaid) == 4
    assert [row.action.title for row in found.alone] == ["A park"]
    assert [one.id for one in found.no_meeting] == [group.id]
    assert [row.action.title for row in found.unanswered] == ["A bus"], "what waits is no answer yet"
    assert [one.name for one in groups_now(plan_store, TODAY)] == ["Riders"]


@pytest.mark.parametrize(
    ("performs", "words"),
    [
        ({"nonsense": {"verdict": "yes"}}, "nonsense"),
        ({"feedback": {"verdict": "perhaps"}}, "yes, in_part, no"),
        ({"feedback": {"verdict": "yes", "text": "x" * 1001}}, "at most 1,000"),
    ],
)
def test_what_the_network_performs_is_said_in_its_words(
    plan_store: PlanStore, performs: dict[str, object], words: str
) -> None:
    with pytest.raises(RecordFault, match=words):
        plan_store.add(Network(name="Ours", performs=performs), ANN)
    assert the_network(plan_store) is None


def test_the_plan_was_agreed_when_its_first_action_was(plan_store: PlanStore) -> None:
    assert agreed_day(plan_store) == ""
    first = plan_store.add(Action(title="A bus", responsible=("Council",)), ANN)
    plan_store.add(Action(title="Not agreed"), ANN)
    assert agreed_day(plan_store) == ""
    plan_store.add(Ask(action_id=first.id, organisation="Council", asked_on=TODAY), ANN)
    agreed = plan_store.save(replace(first, status="agreed"), ANN)
    assert agreed_day(plan_store) == agreed.updated_at[:10]
    plan_store.save(replace(agreed, title="A tram"), ANN)
    assert agreed_day(plan_store) == agreed.updated_at[:10], "a later change of it is not its agreement"
    brought = replace(Action(title="Brought"), created_at="2026-04-23T18:00:00Z", created_by="Ann", status="agreed")
    other = plan_store.add(brought, ANN)
    assert other.created_at == "2026-04-23T18:00:00Z"
    plan_store.add(Network(name="Ours", agreed_on="2026-05-01"), ANN)
    assert agreed_day(plan_store) == "2026-05-01", "a day that somebody chose counts more"


def test_an_action_that_was_brought_agreed_counts_from_its_own_day(plan_store: PlanStore) -> None:
    plan_store.add(
        Action(title="Brought", created_at="2026-04-23T18:00:00Z", created_by="Ann", status="under_way"), ANN
    )
    assert agreed_day(plan_store) == "2026-04-23"


# -- answers, and what they lead to ------------------------------------------------------------------------------------


def action_with_two(store: PlanStore) -> tuple[Action, list[Intervention]]:
    action = store.add(Action(title="A bus", interventions=("A line", "Lower fares")), ANN)
    return action, sorted(store.all(Intervention, action_id=action.id), key=lambda one: one.number)


def answer(store: PlanStore, action: Action, **more: str) -> Feedback:
    given = {"question": "further", "answer": "Buses until midnight", "group": "Riders", "given_on": "2026-11-01"}
    return store.add(Feedback(action_id=action.id, **(given | more)), FAY)


def test_an_answer_has_the_day_it_was_given_and_the_day_it_was_typed(plan_store: PlanStore) -> None:
    action, _ = action_with_two(plan_store)
    first = answer(plan_store, action, question="effective", given_on="2026-06-01")
    second = answer(plan_store, action, question="effective", given_on="2026-05-01", answer="No")
    undated = answer(plan_store, action, question="effective", given_on="", group="Others")
    assert first.created_at[:10] > "2026-06-01"
    assert day_answered(undated) == undated.created_at[:10]
    latest = latest_answers([first, second, undated])
    assert latest["effective", "", "riders"] is first, "typed first, and answered last"
    with pytest.raises(RecordFault, match="no answer"):
        answer(plan_store, action, answer="")


def test_a_change_is_proposed_by_a_facilitator_and_accepted_by_a_planner_with_history(plan_store: PlanStore) -> None:
    action, (line, fares) = action_with_two(plan_store)
    proposed = propose_change(plan_store, answer(plan_store, action), FAY, words="Until midnight", of=line.id)
    assert plan_store.get(Action, action.id).interventions == ("A line", "Lower fares"), "nothing changes by itself"
    with pytest.raises(NotAllowedError):
        decide_change(plan_store, proposed, FAY, is_accepted=True)
    with pytest.raises(RecordFault, match="Only a planner"):
        plan_store.save(replace(proposed, change_status="accepted"), FAY)
    decided = decide_change(plan_store, proposed, ANN, is_accepted=True, today=TODAY)
    assert (decided.change_status, decided.decided_by, decided.decided_on) == ("accepted", "Ann", TODAY)
    assert decided.answer == "Buses until midnight"
    assert plan_store.get(Action, action.id).interventions == ("Until midnight", "Lower fares")
    assert proposed.id in plan_store.history(line.id)[-1].reason
    assert plan_store.get(Intervention, fares.id) == fares
    with pytest.raises(RecordFault, match="no change that could be decided"):
        decide_change(plan_store, decided, ANN, is_accepted=True)
    with pytest.raises(RecordFault, match="stays accepted"):
        plan_store.save(replace(decided, change_status="proposed"), ANN)


def test_a_further_intervention_stands_at_the_end(plan_store: PlanStore) -> None:
    action, _ = action_with_two(plan_store)
    proposed = propose_change(plan_store, answer(plan_store, action), ANN, words="Buses until midnight")
    decide_change(plan_store, proposed, ANN, is_accepted=True)
    assert plan_store.get(Action, action.id).interventions == ("A line", "Lower fares", "Buses until midnight")


def test_a_change_is_declined_with_a_reason_and_may_be_proposed_again(plan_store: PlanStore) -> None:
    action, _ = action_with_two(plan_store)
    proposed = propose_change(plan_store, answer(plan_store, action), FAY, words="A ferry")
    with pytest.raises(RecordFault, match="declined with a reason"):
        decide_change(plan_store, proposed, ANN, is_accepted=False)
    declined = decide_change(plan_store, proposed, ANN, is_accepted=False, reason="There is no river")
    assert plan_store.get(Action, action.id).interventions == ("A line", "Lower fares")
    again = propose_change(plan_store, declined, FAY, words="A tram")
    assert (again.change_status, again.decided_reason) == ("proposed", "")


def test_a_change_of_what_is_gone_or_was_changed_meanwhile_is_refused_whole(plan_store: PlanStore) -> None:
    action, (line, _) = action_with_two(plan_store)
    proposed = propose_change(plan_store, answer(plan_store, action), ANN, words="Until midnight", of=line.id)
    late = replace(proposed, version=proposed.version - 1)
    with pytest.raises(EditConflict):
        decide_change(plan_store, late, ANN, is_accepted=True)
    assert plan_store.get(Action, action.id).interventions == ("A line", "Lower fares")
    plan_store.save(replace(plan_store.get(Action, action.id), interventions=("Lower fares",)), ANN)
    with pytest.raises(RecordFault, match="taken out of the action"):
        decide_change(plan_store, proposed, ANN, is_accepted=True)
    assert plan_store.get(Feedback, proposed.id).change_status == "proposed"


def test_everybody_sees_answers_but_not_who_typed_them_nor_what_is_proposed(plan_store: PlanStore) -> None:
    action, _ = action_with_two(plan_store)
    propose_change(plan_store, answer(plan_store, action), FAY, words="SECRET-CHANGE")
    answer(plan_store, action, answer="SECRET-WAITING", moderation="waiting")
    (public,) = plan_rows(plan_store, audience="everybody")
    (team,) = plan_rows(plan_store, audience="team")
    assert [one.answer for one in public.feedback] == ["Buses until midnight"]
    assert "SECRET" not in repr(public)
    assert "Fay" not in repr(public.feedback)
    assert team.feedback[0].change == "SECRET-CHANGE"


# -- did it help -------------------------------------------------------------------------------------------------------


def carried_out(store: PlanStore, **more: str) -> tuple[Finding, Action, str]:
    pin = store.add(Finding(kind="barrier", title="No bus"), ANN)
    action = store.add(
        Action(title="A bus", finding_ids=(pin.id,), status="done", carried_out="wholly", **more),
        ANN,  # type: ignore[arg-type]
    )
    return pin, action, share_key(store, ANN, is_asking=True).id


def test_a_device_counts_once_and_may_change_its_mind(plan_store: PlanStore) -> None:
    pin, action, key = carried_out(plan_store)
    second = plan_store.add(Finding(kind="barrier", title="No bus either", status="proposed"), ANN)
    action = plan_store.save(replace(action, finding_ids=(pin.id, second.id)), ANN)
    plan_store.say_helped(key, pin.id, action.id, phone(1), verdict="no")
    plan_store.say_helped(key, pin.id, action.id, phone(1), verdict="yes")
    plan_store.say_helped(key, pin.id, action.id, phone(2), verdict="in_part")
    assert len(plan_store.all(Helped)) == 2
    count = helped_counts(plan_store)[action.id]
    assert (count.yes_n, count.in_part_n, count.no_n) == (1, 1, 0)
    plan_store.say_helped(key, second.id, action.id, phone(2), verdict="no")
    assert helped_counts(plan_store)[action.id].devices_n == 2, "one device for two pins is one device"
    with pytest.raises(RecordFault):
        plan_store.say_helped(key, pin.id, action.id, phone(3), verdict="maybe")


def test_only_what_a_page_asks_can_be_answered(plan_store: PlanStore) -> None:
    pin, action, key = carried_out(plan_store)
    silent = share_key(plan_store, ANN).id
    other = share_key(plan_store, ANN, session="S-OTHER", is_asking=True).id
    elsewhere = plan_store.add(Finding(kind="barrier", title="Elsewhere"), ANN)
    hidden = plan_store.add(
        Action(title="Hidden", finding_ids=(pin.id,), status="done", carried_out="wholly", visibility="network"), ANN
    )
    going = plan_store.add(Action(title="Going on", finding_ids=(pin.id,), status="under_way"), ANN)
    for key_id, finding, about in (
        (silent, pin.id, action.id), (other, pin.id, action.id), (key, elsewhere.id, action.id),
        (key, pin.id, hidden.id), (key, pin.id, going.id), ("J-NONE", pin.id, action.id),
    ):  # fmt: skip
        with pytest.raises(NotFoundError):
            plan_store.say_helped(key_id, finding, about, phone(1), verdict="yes")
    assert plan_store.all(Helped) == []


def test_a_pin_that_was_merged_is_answered_for_as_its_own(plan_store: PlanStore) -> None:
    pin, action, key = carried_out(plan_store)
    twin = plan_store.add(Finding(kind="barrier", title="The same", status="merged", merged_into=pin.id), ANN)
    assert plan_store.say_helped(key, twin.id, action.id, phone(1), verdict="yes").finding_id == twin.id


@pytest.mark.parametrize(
    ("yes", "in_part", "no", "is_raised"), [(0, 0, 2, False), (0, 0, 3, True), (2, 1, 3, True), (2, 2, 3, False)]
)
def test_enough_no_raises_a_question_and_changes_nothing(
    plan_store: PlanStore, yes: int, in_part: int, no: int, is_raised: bool
) -> None:
    pin, action, key = carried_out(plan_store)
    verdicts = ["yes"] * yes + ["in_part"] * in_part + ["no"] * no
    for number, verdict in enumerate(verdicts):
        plan_store.say_helped(key, pin.id, action.id, phone(number), verdict=verdict)
    rows = plan_rows(plan_store)
    assert [one.row.id for one in raised_questions(plan_store, rows)] == [action.id] * is_raised
    assert plan_store.get(Action, action.id) == action, "no status follows from it"


def test_the_question_stands_until_an_answer_is_noted(plan_store: PlanStore) -> None:
    pin, action, key = carried_out(plan_store)
    old = Feedback(action_id=action.id, question="effective", verdict="yes", created_by="Ann",
                   created_at="2020-01-01T00:00:00Z")  # fmt: skip
    plan_store.add(old, ANN)
    for number in range(3):
        plan_store.say_helped(key, pin.id, action.id, phone(number), verdict="no")
    assert len(raised_questions(plan_store, plan_rows(plan_store))) == 1
    plan_store.add(Feedback(action_id=action.id, question="in_the_way", answer="The stop is too far"), ANN)
    assert raised_questions(plan_store, plan_rows(plan_store)) == []


def test_an_erasure_takes_the_devices_and_leaves_the_counts(plan_store: PlanStore) -> None:
    pin, action, key = carried_out(plan_store)
    for number in range(3):
        plan_store.say_helped(key, pin.id, action.id, phone(number), verdict="no")
    plan_store.erase(ANN, record_ids=[pin.id], reason="asked for by the person")
    kept = plan_store.all(Helped)
    assert helped_counts(plan_store)[action.id].no_n == 3
    assert all(one.device_id.startswith("erased:") for one in kept)
    assert not any("device-" in str(entry.after) + str(entry.before) for one in kept
                   for entry in plan_store.history(one.id))  # fmt: skip
