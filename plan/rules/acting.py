"""Rules for what is to be done, by whom, and what is said about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plan.kinds import VERDICTS
from plan.records import (
    Action,
    AdvocacyGroup,
    Ask,
    Attachment,
    Feedback,
    Helped,
    Intervention,
    Membership,
    Milestone,
    Network,
    Organisation,
    Outcome,
    Proposal,
    Report,
    ShareKey,
    Update,
)
from plan.rules.ground import geometry, is_date, known, of_action, rule, titled
from plan.taxonomy import Taxonomy

__all__: list[str] = []

_DAY_LIKE = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})\b|\[done ([^\]]*)\]$")
LONGEST_SENTENCE = 1_000
SHORTEST_KEY = 22  # signs of base 64 that hold 128 bits


@rule(Action)
def _action(record: Action, taxonomy: Taxonomy) -> Iterator[str]:
    yield from titled(record)
    yield from known(taxonomy, "levels", record.level, "The level")
    yield from known(taxonomy, "action_status", record.status, "The status")
    yield from geometry(record.geometry)
    yield from _rag(record.rag, record.rag_reason, taxonomy)
    if record.status == "dropped" and not record.status_reason:
        yield "An action is dropped with a reason."
    if bool(record.goes_on_in) != bool(record.goes_on_as):
        yield "An action that goes on in another says which one, and whether it was merged into it or superseded by it."
    if record.goes_on_in and record.status != "dropped":
        yield "An action that goes on in another is dropped itself."
    if record.id and record.id in record.goes_on_in:
        yield "An action cannot go on in itself."
    if record.lead and record.lead not in record.responsible:
        yield f"{record.lead[:60]!r} leads and is not among the responsible."
    if record.is_ongoing and record.due_date:
        yield "An ongoing action has no end: give the day of the next look instead of the due date."
    if record.measure_kind == "count" and (record.baseline, record.target) != (None, None) and not record.own_measure:
        yield "Say in words what is counted."
    costs = [cost for cost in (record.cost_low, record.cost_high) if cost is not None]
    if any(cost < 0 for cost in costs) or costs != sorted(costs):
        yield "A cost is 0 or more, and its range goes from low to high."
    if record.id and record.id in record.waits_for:
        yield "An action cannot wait for itself."
    for words in record.milestones:
        yield from _day_of_milestone(words)


def _day_of_milestone(words: str) -> Iterator[str]:
    """A milestone that begins with what looks like a day has to begin with one that there is."""
    for found in _DAY_LIKE.finditer(words):
        day = found.group(1) or found.group(2)
        if not is_date(day):
            yield f"The milestone {words[:60]!r}: {day} is not a date such as 2026-05-17."


@rule(Intervention)
def _intervention(record: Intervention, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.text:
        yield "An intervention says what is to be done."
    elif ";" in record.text:
        yield "An intervention holds a semicolon, which separates interventions in files. Write it without."
    yield from of_action(record)
    if record.level:
        yield from known(taxonomy, "levels", record.level, "The level")
    yield from known(taxonomy, "action_status", record.status, "The status")


@rule(Milestone)
def _milestone(record: Milestone, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.text:
        yield "A milestone says what is reached."
    for name in ("text", "owner"):
        if ";" in getattr(record, name):
            yield f"The {name} of a milestone holds a semicolon, which separates milestones in files."
    yield from of_action(record)
    if record.dropped_on and not record.dropped_reason:
        yield "A milestone is dropped with a reason."


def _rag(rag: str, reason: str, taxonomy: Taxonomy) -> Iterator[str]:
    if rag:
        yield from known(taxonomy, "rag", rag, "The colour")
    if rag in ("amber", "red") and not reason:
        yield f"{rag.capitalize()} needs a reason."


@rule(Update)
def _update(record: Update, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.text and record.kind != "looked":
        yield "An update says what happened."
    yield from of_action(record)
    yield from _rag(record.rag, record.rag_reason, taxonomy)
    if record.status:
        yield from known(taxonomy, "action_status", record.status, "The status")


@rule(Feedback)
def _feedback(record: Feedback, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.answer and not record.verdict:
        yield "There is no answer."
    yield from of_action(record)
    yield from known(taxonomy, "advocacy_questions", record.question, "The question")
    if bool(record.change) != bool(record.change_status):
        yield "A proposed change says what the intervention is to be."
    elif ";" in record.change:
        yield "The change holds a semicolon, which separates interventions in files. Write it without."
    if record.change_status == "declined" and not record.decided_reason:
        yield "A proposed change is declined with a reason."


@rule(Helped)
def _helped(record: Helped, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.device_id or not record.finding_id:
        yield "It belongs to a device and a pin."
    yield from of_action(record)


@rule(Outcome)
def _outcome(record: Outcome, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.measure:
        yield "An outcome names its measure."
    yield from of_action(record)


@rule(Organisation)
def _organisation(record: Organisation, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.name or ";" in record.name:
        yield "An organisation has a name, without semicolons."
    yield from known(taxonomy, "organisation_kinds", record.kind, "The kind of organisation")
    for former in record.former_names:
        if not str(former.get("name", "")):
            yield "A former name is empty."
        elif not is_date(str(former.get("until", ""))):
            yield f"The former name {str(former['name'])[:60]!r} needs the day until which it was used."
    if record.successor_ids and not record.ceased_on:
        yield "An organisation with a successor has ceased: say on which day."


@rule(Membership)
def _membership(record: Membership, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.organisation_id:
        yield "A member of the network is an organisation."
    for key in record.functions:
        yield from known(taxonomy, "network_functions", key, "The function")
    if record.joined_on and record.left_on and record.left_on < record.joined_on:
        yield "It left before it joined."


@rule(AdvocacyGroup)
def _advocacy_group(record: AdvocacyGroup, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.name:
        yield "An advocacy group has a name."


@rule(Network)
def _network(record: Network, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.name:
        yield "The network has a name."
    for key, said in record.performs.items():
        yield from known(taxonomy, "network_functions", key, "The function")
        if not isinstance(said, dict) or said.get("verdict", "") not in ("", *VERDICTS):
            yield f"Whether the network performs {key[:40]!r} is said by one of: {', '.join(VERDICTS)}."
        elif len(str(said.get("text", ""))) > LONGEST_SENTENCE:
            yield f"A sentence on what the network performs has at most {LONGEST_SENTENCE:,} characters."


@rule(Attachment)
def _attachment(record: Attachment, taxonomy: Taxonomy) -> Iterator[str]:
    yield from of_action(record)
    if record.kind == "link" and not re.match(r"^https?://\S+$", record.address):
        yield f"The address {record.address[:60]!r} does not begin with https:// or http://."
    if record.kind == "photo" and not record.alt:
        yield "Say in a few words what the photo shows, for people who cannot see it."
    if record.kind == "photo" and not record.version and not record.content.startswith(b"\xff\xd8"):
        yield "The photo is not a JPEG."


@rule(Proposal)
def _proposal(record: Proposal, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.text:
        yield "A proposal says what could be done."
    if record.level:
        yield from known(taxonomy, "levels", record.level, "The level")


@rule(Ask)
def _ask(record: Ask, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.organisation:
        yield "Say which organisation is asked."
    yield from of_action(record)
    if bool(record.answer) != bool(record.answered_on):
        yield "An answer has its day, and a day its answer."


@rule(Report)
def _report(record: Report, taxonomy: Taxonomy) -> Iterator[str]:
    if not record.name or not record.content:
        yield "A report has a name and what the plan was."
    if not is_date(record.date):
        yield f"The date {record.date!r} is not a date such as 2026-05-17."


@rule(ShareKey)
def _share_key(record: ShareKey, taxonomy: Taxonomy) -> Iterator[str]:
    if len(record.key) < SHORTEST_KEY:
        yield "The key is too short: it could be guessed."
