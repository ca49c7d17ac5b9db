"""Who can be responsible: organisations with their names over time, the integration network, advocacy groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from plan.kinds import Names, Record

__all__ = ["AdvocacyGroup", "Membership", "Network", "Organisation"]


@dataclass(frozen=True, kw_only=True)
class Organisation(
    Record,
    prefix="O",
    table="organisations",
    add="plan",
    layer="Organisations",
    keys="kind successor_ids",
    days=("ceased_on",),
):
    """An organisation that can be responsible for something. ``kind`` is a key of ``organisation_kinds``.

    It is kept by its id: ``former_names`` holds ``{"name": str, "until": date}``, so that old reports keep the old
    name and filters find both. One that has ceased (``ceased_on``) names its ``successor_ids``.
    """

    name: str = ""
    kind: str = "other"
    former_names: tuple[dict[str, Any], ...] = ()
    ceased_on: str = ""
    successor_ids: Names = ()


@dataclass(frozen=True, kw_only=True)
class Membership(
    Record, prefix="B", table="memberships", add="plan", keys="organisation_id functions", days=("joined_on", "left_on")
):
    """An organisation in the integration network: since when and until when, in which of its functions it takes part,
    and by which post (never a person's name unless somebody chooses so).
    """

    organisation_id: str = ""
    functions: Names = ()
    post: str = ""
    joined_on: str = ""
    left_on: str = ""


@dataclass(frozen=True, kw_only=True)
class AdvocacyGroup(
    Record,
    prefix="G",
    table="advocacy_groups",
    add="plan",
    keys="action_ids organisation_ids",
    days=("next_meeting", "ended_on"),
):
    """An integration advocacy group: people and organisations clustered around actions, and when it meets next."""

    name: str = ""
    text: str = ""
    action_ids: Names = ()
    organisation_ids: Names = ()
    next_meeting: str = ""
    ended_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Network(
    Record,
    prefix="W",
    table="networks",
    add="plan",
    days=("next_meeting", "agreed_on"),
):
    """The town's integration network as a whole; there is one.

    ``performs`` holds by key of ``network_functions`` ``{"verdict": "yes" | "in_part" | "no", "text": str}``.
    ``agreed_on`` is the day on which the plan was agreed where somebody chose one: what is suggested since is new.
    """

    name: str = ""
    convened_by: str = ""
    text: str = ""
    next_meeting: str = ""
    performs: dict[str, Any] = field(default_factory=dict)
    agreed_on: str = ""
