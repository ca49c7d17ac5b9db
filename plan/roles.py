"""Who may do what. One table; pages ask it before they show a control, the store asks it before it writes."""

from __future__ import annotations

from geo.errors import AtlasError
from plan.records import Person

__all__ = ["LOCAL_ROLE", "ROLES", "NotAllowedError", "may", "require"]

ROLES = ("viewer", "participant", "facilitator", "planner")
LOCAL_ROLE = "planner"
"""Whoever sits at the computer that serves the atlas to itself only needs no account."""

_LEAST = {
    "read": "viewer",
    "add": "participant",  # a finding, a comment, a correction, a photo: into an open session
    "vote": "participant",
    "edit": "facilitator",
    "moderate": "facilitator",
    "session": "facilitator",
    "merge": "facilitator",
    "status": "facilitator",
    "dismiss": "facilitator",
    "import": "facilitator",
    "reopen": "planner",
    "correct": "planner",  # accept a correction
    "plan": "planner",  # actions, organisations
    "erase": "planner",
    "settle": "planner",  # what another program changed in the plan
    "build": "planner",
}


class NotAllowedError(AtlasError, PermissionError):
    """Somebody's role does not allow what they asked for."""


def may(role: str, operation: str) -> bool:
    """True if a role allows an operation; a role nobody knows allows nothing."""
    return role in ROLES and ROLES.index(role) >= ROLES.index(_LEAST[operation])


def require(who: Person, operation: str) -> None:
    """Refuse what a role does not allow.

    Raises:
        NotAllowedError
    """
    if not may(who.role, operation):
        raise NotAllowedError(
            f"The role {who.role or 'nobody'} does not allow this ({operation}).",
            f"Needed: {_LEAST[operation]}.",
            "Ask a planner of the town.",
        )
