"""The example action plan of the made-up town: the rows of the method's own Table 2 in the town's words, and one of its
enablers looked after, with who was asked, who answered, and what has happened since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plan.ids import id_from
from plan.records import (
    Action,
    AdvocacyGroup,
    Ask,
    Feedback,
    Finding,
    Membership,
    Network,
    Organisation,
    Record,
    Update,
)  # fmt: skip
from plan.worksheet import milestone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from everyday.atlas import OpenEdition

__all__ = ["DIRECT_ACTION", "example_actions"]

AGREED_AT = "2026-04-23T18:00:00Z"
DIRECT_ACTION = id_from("A", "example", "1")
"""The action about the direct line to Samphire."""
COUNCIL, BUSES = "Wrenmouth Council", "Marsh Line Buses"
_BODIES = (
    (COUNCIL, "local_authority", ("co_ownership", "implementation", "accountability")),
    (BUSES, "transport_operator", ()),
    ("Fenland Combined Authority", "combined_authority", ()),
    ("Wrenmouth Voluntary Action", "vcse", ("co_ownership", "feedback", "emerging")),
    ("Samphire Residents", "residents_group", ("feedback", "emerging")),
)

_POSTS = {COUNCIL: "Head of communities", "Samphire Residents": "Chair"}
_NETWORK = Network(
    name="Wrenmouth integration network", convened_by=COUNCIL,
    text="Twice a year in the library, and by e-mail between.",
    next_meeting="2027-01-14",
    performs={
        "co_ownership": {"verdict": "in_part", "text": "The council and the voluntary sector sign it."},
        "implementation": {"verdict": "yes", "text": "Each meeting goes through what is late."},
        "feedback": {"verdict": "yes", "text": "Through the group at Samphire."},
        "accountability": {"verdict": "no", "text": "Nobody has asked the operators to come and explain."},
    },
)  # fmt: skip


def _ids(findings: Sequence[Finding], *words: str) -> tuple[str, ...]:
    """Ids of the findings whose sentences hold these words, in the order of the words."""
    return tuple(next(one.id for one in findings if part in one.title) for part in words)


def _actions(findings: Sequence[Finding]) -> list[Action]:
    by_id = {one.id: one for one in findings}

    def about(*words: str) -> dict[str, Any]:
        ids = _ids(findings, *words)
        areas = tuple(dict.fromkeys(by_id[one].area_id for one in ids if by_id[one].area_id))
        return {"finding_ids": ids, "area_ids": areas}

    return [
        Action(
            **about("goes all round the docks"), title="Samphire reaches the centre without the way round by the docks",
            interventions=(
                "A direct line between Samphire and the Bus Station, every 12 minutes in the day",
                "Fares on it no dearer than on the line of today",
                "Bikes to borrow for nothing at Samphire Shops",
            ),
            milestones=(
                f"2026-05-29 Prices asked for ({COUNCIL}) [done 2026-05-27]",
                f"2026-09-25 Contract for the line ({COUNCIL}) [done 2026-10-09]",
                f"2027-01-05 First bus ({BUSES})",
            ),
            level="city", status="under_way", rag="green", responsible=(COUNCIL, BUSES), lead=COUNCIL,
            contributes=("Large employers", "Bus users' forum"),
            benefits=("Residents of Samphire", "Shift workers", "Employers in the centre"),
            policy_spheres=("transport",), measure="centre_min_am", target=30.0, target_by="2027-06-30",
            next_value_on="2027-02-01", due_date="2027-06-30", other_plans=("Bus service improvement plan",),
            reference="WC/T/14", cost_low=180_000.0, cost_high=240_000.0, cost_per="year",
            cost_source="Section 106 money of the docks", is_funded="partly",
        ),
        Action(
            **about("Nowhere to sit down together"), title="Empty rooms become places to meet",
            interventions=(
                "The council says yes by default to community use of empty shops, with one person to ask",
                "A short form for uses of a few months",
                "Voluntary groups list the empty rooms of the town",
                "The council brings as many of them into use as can be",
            ),
            milestones=(
                "2026-07-31 List of empty rooms (Wrenmouth Voluntary Action) [done 2026-08-14]",
                f"2026-11-13 The council's cabinet decides ({COUNCIL})",
            ),
            level="city", status="under_way", rag="amber", rag_reason="The cabinet has put the decision off once.",
            responsible=(COUNCIL, "Owners of shops"), lead=COUNCIL,
            contributes=("Community centres", "Residents' associations", "Wrenmouth Voluntary Action", "Retailers"),
            benefits=("All residents", "Community groups", "Local businesses"), policy_spheres=("high_streets",),
            themes=("economic_precarity",), measure="bumping_places_15min_n", target=12.0, target_by="2027-12-31",
            due_date="2027-12-31", is_funded="not_known",
        ),
        Action(
            **about("Saturday market", "allotments bring"), title="Look after the places where people meet by chance",
            interventions=(
                "A small fund for such places, in every neighbourhood",
                "Community groups say which of today's places need help",
                "Street parties and playing out, asked for together",
            ),
            level="neighbourhood", status="agreed", responsible=(COUNCIL,), lead=COUNCIL,
            contributes=("Community organisations", "VCSE forum"),
            benefits=("All residents", "Children and young people", "Local businesses"),
            policy_spheres=("public_amenities",), is_ongoing=True, next_look="2027-03-31", is_funded="yes",
        ),
        Action(
            **about("Evening shifts end"), title="A bus home after the late shift",
            interventions=("Last buses at half past eleven", "National money for evening buses outside large cities"),
            milestones=("2027-02-26 Employers say how many would ride",), level="national", status="proposed",
            responsible=("Transport companies", "National government"), contributes=("Large employers",),
            benefits=("Night workers",), policy_spheres=("transport", "labour_markets"),
        ),
    ]  # fmt: skip


def example_actions(opened: OpenEdition, findings: Sequence[Finding]) -> list[Record]:
    """Organisations, actions with their baselines, asks, answers, updates and an advocacy group of the made-up town."""
    from everyday.acting import with_baseline

    records: list[Record] = []
    for name, kind, functions in _BODIES:
        body = Organisation(id=id_from("O", "example", name), name=name, kind=kind)
        records.append(body)
        if functions:
            post = _POSTS.get(name, "")
            records.append(Membership(organisation_id=body.id, functions=functions, post=post, joined_on="2026-04-23"))
    made = []
    for number, action in enumerate(_actions(findings), 1):
        mine = [one for one in findings if one.id in action.finding_ids]
        made.append(with_baseline(replace(action, id=id_from("A", "example", str(number))), opened, mine))
    records += made
    direct, rooms, places, _late = made
    records += [
        Ask(action_id=direct.id, organisation=COUNCIL, asked_on="2026-04-23", text="Will you pay for a direct line?",
            answered_on="2026-05-14", answer="in_part", answer_text="For the day, not yet for the evening.",
            source="Cabinet minutes of 14 May 2026, item 7"),
        Ask(action_id=direct.id, organisation=BUSES, asked_on="2026-04-23", text="Can you run it from January?",
            answered_on="2026-06-02", answer="yes", answer_text="Yes, with two buses.", source="Letter of 2 June 2026"),
        Ask(action_id=rooms.id, organisation=COUNCIL, asked_on="2026-04-23", text="Will you say yes by default?"),
        Ask(action_id=places.id, organisation=COUNCIL, asked_on="2026-04-23", text="Will you keep the fund?",
            answered_on="2026-05-14", answer="yes", source="Cabinet minutes of 14 May 2026, item 8"),
        Update(action_id=direct.id, happened_on="2026-10-09", text="The contract is signed: two buses, from January."),
        Update(action_id=direct.id, happened_on="2026-11-20",
               text="The timetable of 2027 is out: line 20, every 12 minutes by day, none in the evening."),
        Update(action_id=rooms.id, happened_on="2026-08-14", text="The list names 31 empty rooms."),
        Update(action_id=places.id, kind="looked", happened_on="2026-09-30"),
        AdvocacyGroup(name="Direct to Samphire", text="Bus users and residents of the estate",
                      action_ids=(direct.id,), organisation_ids=(id_from("O", "example", "Samphire Residents"),),
                      next_meeting="2027-01-21"),
        _NETWORK,
        Feedback(action_id=direct.id, group="Direct to Samphire", question="implemented", given_on="2026-10-20",
                 verdict="yes", answer="The contract came two weeks late, and it came.",
                 created_at="2026-10-22T09:30:00Z"),
        Feedback(action_id=direct.id, group="Direct to Samphire", question="in_the_way", given_on="2026-10-20",
                 answer="The last bus is still at seven; the evening was not part of the contract.",
                 created_at="2026-10-22T09:30:00Z"),
    ]  # fmt: skip
    moved = milestone_of(rooms.milestones[1])
    records += [
        replace(milestone_of(words), id=id_from("M", rooms.id, str(number)), action_id=rooms.id, number=number,
                earlier_dates=("2026-10-16",) if milestone_of(words) == moved else ())
        for number, words in enumerate(rooms.milestones, 1)
    ]  # fmt: skip
    return [replace(one, created_at=one.created_at or AGREED_AT, created_by="Example planner") for one in records]
