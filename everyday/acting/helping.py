"""Did it help: what phones say of the places of pins whose action was carried out, counted by device.

It stands beside what was measured. Many a "no" raises a question for the network; no status follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from everyday.acting.rows import ActionRow
from plan.records import Helped
from plan.worksheet import is_carried_out

if TYPE_CHECKING:
    from store.plan_store import PlanStore

__all__ = ["NO_RULE", "Count", "Raised", "helped_counts", "raised_questions"]

LEAST_NO_N = 3
NO_RULE = (
    "A question is raised when at least three phones say no, and no fewer say no than yes and partly together. It "
    "stands until an answer to one of the five questions about the action is noted after the latest no."
)
"""When "no" is enough, in words."""


@dataclass(frozen=True)
class Count:
    """How many devices say that it helped, each counted once with what it said last."""

    yes_n: int = 0
    in_part_n: int = 0
    no_n: int = 0
    last_no_at: str = ""

    @property
    def devices_n(self) -> int:
        """All of them."""
        return self.yes_n + self.in_part_n + self.no_n

    @property
    def is_doubted(self) -> bool:
        """True if enough say no (:data:`NO_RULE`)."""
        return self.no_n >= LEAST_NO_N and self.no_n >= self.yes_n + self.in_part_n


@dataclass(frozen=True)
class Raised:
    """A question for the network: an action was carried out, and many say that it did not help."""

    row: ActionRow
    count: Count


def helped_counts(store: PlanStore) -> Mapping[str, Count]:
    """Counts by id of the action; a device that answered for several pins of an action counts once."""
    last: dict[tuple[str, str], Helped] = {}
    for one in store.all(Helped):
        known = last.get((one.action_id, one.device_id))
        if known is None or (known.updated_at, known.id) <= (one.updated_at, one.id):
            last[one.action_id, one.device_id] = one
    found: dict[str, list[Helped]] = {}
    for one in last.values():
        found.setdefault(one.action_id, []).append(one)
    return {action_id: _count(said) for action_id, said in found.items()}


def _count(said: list[Helped]) -> Count:
    verdicts = [one.verdict for one in said]
    last_no = max((one.updated_at for one in said if one.verdict == "no"), default="")
    return Count(verdicts.count("yes"), verdicts.count("in_part"), verdicts.count("no"), last_no)


def raised_questions(store: PlanStore, rows: list[ActionRow]) -> list[Raised]:
    """What the network has to look at: where enough say that it did not help and no group has answered since."""
    counts, found = helped_counts(store), []
    for row in rows:
        count = counts.get(row.id)
        if count is None or not count.is_doubted or not is_carried_out(row.action):
            continue
        noted = max((one.created_at for one in row.feedback), default="")
        if noted < count.last_no_at:
            found.append(Raised(row, count))
    return found
