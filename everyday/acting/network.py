"""The integration network of Stage Three: who is in it, its groups, what it performs, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from everyday.acting.organisations import Organisations
from everyday.acting.rows import ActionRow
from plan.records import Action, AdvocacyGroup, AuditEntry, Membership, Network, Organisation

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy
    from store.plan_store import PlanStore

__all__ = ["Member", "Missing", "agreed_day", "groups_now", "members", "missing", "the_network"]

WANTED_KINDS = ("local_authority", "vcse", "residents_group", "transport_operator", "business", "school", "health")
"""Kinds of organisations that the method names for a network: whoever holds levers, and whoever is close to people."""


@dataclass(frozen=True)
class Member:
    """An organisation in the network. ``is_now`` is False before it joined and after it left."""

    record: Membership
    organisation: Organisation | None
    is_now: bool

    @property
    def name(self) -> str:
        """What the organisation is called; its id where it is not known any more."""
        return self.organisation.name if self.organisation else self.record.organisation_id


@dataclass(frozen=True)
class Missing:
    """What is missing, by kind; pages say it plainly.

    Attributes:
        has_members: False where the network has nobody.
        kinds: keys of ``organisation_kinds`` that nobody represents.
        benefits: groups of people who are to benefit from an action and whom no member is named after.
        responsible: responsible bodies that are not in the network.
        functions: keys of ``network_functions`` that it does not perform, and ``unsaid`` those nobody has judged.
        alone: actions that go on and have no advocacy group.
        no_meeting: groups without a next meeting from today on.
        unanswered: actions that go on and about which nobody has answered any of the five questions.
    """

    has_members: bool
    kinds: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    alone: tuple[ActionRow, ...] = ()
    no_meeting: tuple[AdvocacyGroup, ...] = ()
    unanswered: tuple[ActionRow, ...] = ()


def the_network(store: PlanStore) -> Network | None:
    """The town's network; the first where a file brought several. None before somebody has named it."""
    return next(iter(store.all(Network)), None)


def members(store: PlanStore, today: str) -> list[Member]:
    """Members by name, those of now first."""
    bodies = {one.id: one for one in store.all(Organisation)}
    found = [
        Member(one, bodies.get(one.organisation_id),
               (not one.joined_on or one.joined_on <= today) and (not one.left_on or one.left_on > today))
        for one in store.all(Membership)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.is_now, one.name.casefold(), one.record.joined_on))


def groups_now(store: PlanStore, today: str) -> list[AdvocacyGroup]:
    """Groups that have not ended, by name."""
    going = [one for one in store.all(AdvocacyGroup) if not one.ended_on or one.ended_on > today]
    return sorted(going, key=lambda one: one.name.casefold())


def agreed_day(store: PlanStore) -> str:
    """The day since which something is new: the one somebody chose, else the day the first action was agreed; empty
    where none was.

    The audit trail says when an action first was more than proposed; where a file brought it so, when it was made.
    """
    network = the_network(store)
    if network is not None and network.agreed_on:
        return network.agreed_on
    first = store.first_change(Action, _is_agreeing)
    if first is None:
        return ""
    made = str((first.after or {}).get("created_at") or "") if first.before is None else ""
    return min(one for one in (first.at, made) if one)[:10]


def _is_agreeing(entry: AuditEntry) -> bool:
    """True if an action became more than proposed, or was brought so."""
    before, after = (part or {} for part in (entry.before, entry.after))
    not_yet = (None, "proposed", "dropped")
    return entry.change != "not_saved" and after.get("status") not in not_yet and before.get("status") in not_yet


def missing(store: PlanStore, rows: Sequence[ActionRow], taxonomy: Taxonomy, today: str) -> Missing:
    """What is missing of the network, as far as the plan shows it.

    Args:
        rows: actions that whoever asks may see.
    """
    now = [one for one in members(store, today) if one.is_now]
    bodies = Organisations(store.all(Organisation))
    inside = {one.organisation.id for one in now if one.organisation}
    kinds = {one.organisation.kind for one in now if one.organisation}
    going = [row for row in rows if not row.is_over]
    responsible = dict.fromkeys(name for row in going for name in row.action.responsible if bodies.is_named(name))
    names = " ".join(one.name.casefold() for one in now)
    benefits = dict.fromkeys(name for row in going for name in row.action.benefits)
    network = the_network(store)
    performs = network.performs if network else {}
    groups = groups_now(store, today)
    grouped = {action_id for one in groups for action_id in one.action_ids}
    return Missing(
        has_members=bool(now),
        kinds=tuple(key for key in WANTED_KINDS if key in taxonomy.terms["organisation_kinds"] and key not in kinds),
        benefits=tuple(name for name in benefits if not _is_represented(name, names, bodies, inside)),
        responsible=tuple(name for name in responsible if bodies.key(name) not in inside),
        functions=tuple(key for key in taxonomy.labels("network_functions")
                        if performs.get(key, {}).get("verdict") == "no"),
        unsaid=tuple(key for key in taxonomy.labels("network_functions") if not performs.get(key, {}).get("verdict")),
        alone=tuple(row for row in going if row.id not in grouped),
        no_meeting=tuple(one for one in groups if not one.next_meeting or one.next_meeting < today),
        unanswered=tuple(row for row in going if not any(one.moderation == "shown" for one in row.feedback)),
    )  # fmt: skip


def _is_represented(name: str, member_names: str, bodies: Organisations, inside: set[str]) -> bool:
    """True if a member is that body, or has the group's own words in its name; "All residents" needs nobody's name."""
    if bodies.key(name) in inside or name.casefold().startswith("all "):
        return True
    return any(len(word) > 4 and word in member_names for word in name.casefold().replace(",", " ").split())
