"""Who can be responsible: organisations with their names over time, the integration network, advocacy groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plan.kinds import Names, Record

__all__ = ["AdvocacyGroup", "Membership", "Organisation"]


@dataclass(frozen=True, kw_only=True)
class Organisation(
    Record,
    prefix="O",
    table="organisations",
    add="plan",
    layer="Organisations",
    words=("name", "former_names"),
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
class Membership(Record, prefix="B", table="memberships", add="plan", words=("post",)):
    """An organisation in the integration network: since when, and which of its functions it takes part in."""

    organisation_id: str = ""
    functions: Names = ()
    post: str = ""
    joined_on: str = ""
    left_on: str = ""


@dataclass(frozen=True, kw_only=True)
class AdvocacyGroup(Record, prefix="G", table="advocacy_groups", add="plan", words=("name", "text")):
    """An integration advocacy group: people and organisations clustered around actions."""

    name: str = ""
    text: str = ""
    action_ids: Names = ()
    organisation_ids: Names = ()
    ended_on: str = ""
