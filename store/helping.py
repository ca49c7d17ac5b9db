"""Did it help: what one device says of the place of a pin, on the page for everybody."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.errors import NotFoundError
from plan.merging import kept_one, merged_map
from plan.records import Action, Finding, Helped, Person, ShareKey
from plan.roles import require
from plan.rules import check_record
from plan.worksheet import is_carried_out
from store.writing import Writing

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy

__all__ = ["Helping"]

_NOT_ASKED = "This is not asked any more."


class Helping:
    """The part of the store that counts whether it helped; see :class:`store.plan_store.PlanStore`."""

    taxonomy: Taxonomy

    if TYPE_CHECKING:

        def _writing(self, who: Person) -> AbstractContextManager[Writing]: ...

    def say_helped(self, key_id: str, finding_id: str, action_id: str, who: Person, *, verdict: str) -> Helped:
        """Say whether an action helped at the place of a pin, or say it anew: one answer a device, pin and action.

        Args:
            key_id: id of the key that opened the page.
            who: with the id of the device.

        Raises:
            NotFoundError: the key was withdrawn or does not ask, or this is not a pin of its page with an action that
                was carried out and that everybody may see.
            RecordFault: there is no such answer.
            NotAllowedError
        """
        require(who, "vote")
        with self._writing(who) as writing:
            if not _is_asked(writing, key_id, finding_id, action_id):
                raise NotFoundError(_NOT_ASKED)
            known = writing.find(Helped, finding_id=finding_id, action_id=action_id, device_id=who.device_id)
            said = known[0] if known else Helped(finding_id=finding_id, action_id=action_id, device_id=who.device_id)
            wanted = replace(said, verdict=verdict)
            check_record(wanted, self.taxonomy)
            return writing.save(wanted, before=said) if known else writing.add(wanted)


def _is_asked(writing: Writing, key_id: str, finding_id: str, action_id: str) -> bool:
    keys = writing.find(ShareKey, id=key_id)
    findings = writing.find(Finding, id=finding_id)
    actions = writing.find(Action, id=action_id)
    if not keys or not findings or not actions or keys[0].withdrawn_at or not keys[0].is_asking:
        return False
    key, finding, action = keys[0], findings[0], actions[0]
    if finding.moderation != "shown" or (key.only_session and finding.session != key.only_session):
        return False
    if action.visibility != "everybody" or not is_carried_out(action):
        return False
    merged = merged_map(writing.find(Finding, status="merged"))
    return kept_one(finding.id, merged) in {kept_one(one, merged) for one in action.finding_ids}
