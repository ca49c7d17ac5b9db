"""You said, we did: what became of every pin, for everybody: an action, a merge, a reason, or not decided yet."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from everyday.acting.rows import ActionRow, plan_rows
from plan.merging import kept_one, merged_map
from plan.records import Finding, Person, ShareKey

if TYPE_CHECKING:
    from store.plan_store import PlanStore

__all__ = ["Said", "share_key", "shared_by", "what_became"]

KEY_BYTES = 24


@dataclass(frozen=True)
class Said:
    """One pin and what became of it.

    Attributes:
        finding: as it was said; without who said it.
        number: its number.
        became: ``action``, ``merged``, ``retired`` or ``open``.
        actions: the actions about it (or about the one it was merged into) that everybody may see.
        into_number: number of the finding it was merged into; None otherwise.
        reason: why it was retired.
    """

    finding: Finding
    number: int
    became: str
    actions: tuple[ActionRow, ...] = ()
    into_number: int | None = None
    reason: str = ""


def what_became(store: PlanStore, *, session: str = "", today: str = "") -> list[Said]:
    """Every pin that everybody may see, of one session or of all, oldest first, with what became of it."""
    everything = store.all(Finding)
    merged, numbers = merged_map(everything), store.numbers()
    about: dict[str, list[ActionRow]] = {}
    for row in plan_rows(store, audience="everybody", today=today):
        for finding in row.findings:
            about.setdefault(finding.id, []).append(row)
    found = []
    for one in everything:
        if one.moderation != "shown" or (session and one.session != session):
            continue
        kept = kept_one(one.id, merged)
        actions = tuple(about.get(kept, ()))
        is_merged = kept != one.id
        became = "action" if actions else "merged" if is_merged else "retired" if one.status == "retired" else "open"
        found.append(
            Said(one, numbers[one.id], became, actions, numbers[kept] if is_merged else None,
                 one.status_reason if one.status == "retired" else "")
        )  # fmt: skip
    return found


def share_key(store: PlanStore, who: Person, *, name: str = "", session: str = "", is_asking: bool = False) -> ShareKey:
    """A new key to the page of everybody; its address works until it is withdrawn.

    Args:
        is_asking: the page also asks whether what was carried out has helped.

    Raises:
        NotAllowedError
    """
    key = ShareKey(key=secrets.token_urlsafe(KEY_BYTES), name=name, only_session=session, is_asking=is_asking)
    return store.add(key, who)


def shared_by(store: PlanStore, key: str) -> ShareKey | None:
    """The key that opens the page, if there is one and it was not withdrawn."""
    given = key.encode()
    found = [one for one in store.all(ShareKey, opens="said") if hmac.compare_digest(one.key.encode(), given)]
    return next((one for one in found if not one.withdrawn_at), None)
