"""What a forum does with findings: joining, voting, moderating, merging, agreeing, and whether it has helped."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from geo.errors import NotFoundError
from plan.changes import EditConflict, check_change
from plan.ids import normal_code
from plan.merging import kept_one, merged_map
from plan.records import (
    Action,
    Answer,
    Comment,
    Correction,
    Device,
    Feedback,
    Finding,
    Helped,
    Person,
    Photo,
    Proposal,
    Record,
    Session,
    ShareKey,
    Vote,
)
from plan.roles import may, require
from plan.rules import RecordFault, check_record
from plan.text import clean_record
from plan.votes import SENT_OUT, counted_votes, tally_votes
from plan.worksheet import is_carried_out
from store.admission import require_open_session
from store.writing import Writing, now_text

if TYPE_CHECKING:
    from plan.taxonomy import Taxonomy
    from plan.votes import Tally

__all__ = ["Forum"]

Kept = TypeVar("Kept", bound=Record)
Moderated = TypeVar("Moderated", Finding, Comment, Photo, Correction, Proposal, Feedback)


class Forum:
    """The part of the store that a session uses; see :class:`store.plan_store.PlanStore`."""

    taxonomy: Taxonomy

    if TYPE_CHECKING:

        def all(self, kind: type[Kept], /, **where: Any) -> list[Kept]: ...
        def get(self, kind: type[Kept], record_id: str) -> Kept: ...
        def save(self, record: Kept, who: Person, *, reason: str = "") -> Kept: ...
        def _writing(self, who: Person) -> AbstractContextManager[Writing]: ...

    def open_session(self, code: str) -> Session | None:
        """The session that a code opens now, however the code was typed; None for a wrong or expired one."""
        wanted, now, found = normal_code(code), now_text(), None
        for session in self.all(Session):
            is_open = bool(session.join_code) and not session.closed_at and session.expires_at > now
            if is_open and hmac.compare_digest(session.join_code.encode(), wanted.encode()):
                found = session
        return found

    def join(self, session_id: str, device_id: str, *, name: str = "", is_out: bool = False) -> Device:
        """Let a phone into a session; the same device joins once, and may give itself another name.

        Args:
            session_id: of a session that is open.
            device_id: what the phone is known by.
            name: of the group or table.
            is_out: a new phone is not let in until a facilitator says so (:meth:`send_out`).

        Raises:
            NotAllowedError: the session is over, or the device was sent out.
        """
        who = Person(name or "phone", "participant", session_id, device_id)
        with self._writing(who) as writing:
            require_open_session(writing, who)
            known = writing.find(Device, session=session_id, device_id=device_id)
            called = name.strip()[:80]
            if known and called in ("", known[0].name):
                return known[0]
            if known:
                return writing.save(replace(known[0], name=called), before=known[0])
            return writing.add(Device(session=session_id, device_id=device_id, name=called, is_blocked=is_out))

    def send_out(self, device: Device, who: Person, *, is_out: bool = True) -> Device:
        """Send a phone out of its session, or let it in again.

        While it is out it adds nothing and its votes are set aside; they count again when it is let in.

        Raises:
            EditConflict, NotAllowedError
        """
        require(who, "moderate")
        return self.save(replace(device, is_blocked=is_out), who, reason=SENT_OUT if is_out else "")

    def vote(
        self, finding_id: str, who: Person, *, importance: int | None = None, amenability: int | None = None
    ) -> Vote:
        """Vote on a finding, or change the vote; a question left None keeps its earlier answer.

        A vote on a merged finding counts for the one that was kept.

        Raises:
            RecordFault: outside the scale, or nobody may vote now.
            NotAllowedError, NotFoundError
        """
        require(who, "vote")
        device = who.device_id or f"desk:{who.name}"
        with self._writing(who) as writing:
            if not may(who.role, "edit") and not require_open_session(writing, who).is_voting:
                raise RecordFault(["Voting is not open at the moment."])
            merged = merged_map(writing.known(Finding, status="merged"))
            kept_id = kept_one(finding_id, merged)
            finding = next(iter(writing.known(Finding, id=kept_id)), None) or writing.get(Finding, kept_id)
            if finding.moderation != "shown" or finding.status == "retired":
                raise NotFoundError("This cannot be voted on.")
            # One that is known is read again, as it is written over; none that is not can be written twice.
            known = writing.known(Vote, finding_id=finding.id, device_id=device)
            known = known and writing.find(Vote, finding_id=finding.id, device_id=device)
            vote = known[0] if known else Vote(finding_id=finding.id, session=who.session, device_id=device)
            wanted = replace(
                vote,
                importance=vote.importance if importance is None else importance,
                amenability=vote.amenability if amenability is None else amenability,
            )
            check_record(wanted, self.taxonomy)
            return writing.save(wanted, before=vote) if known else writing.add(wanted)

    def counted_votes(self, session: str = "") -> list[Vote]:
        """The votes of one session, or of all, without those of phones that were sent out."""
        votes = self.all(Vote, session=session) if session else self.all(Vote)
        return counted_votes(votes, self.all(Device))

    def tally(self, session: str = "") -> dict[str, Tally]:
        """Votes by finding, those on merged ones counted for the one that was kept; of one session, or of all."""
        return tally_votes(self.counted_votes(session), merged_map(self.all(Finding)))

    def moderate(self, record: Moderated, who: Person, *, is_shown: bool, reason: str = "") -> Moderated:
        """Show what a phone sent, or refuse it; it stays in the record either way.

        Raises:
            EditConflict, NotAllowedError
        """
        require(who, "moderate")
        return self.save(replace(record, moderation="shown" if is_shown else "refused"), who, reason=reason)

    def set_status(self, finding: Finding, status: str, who: Person, *, reason: str = "") -> Finding:
        """Sense-check, agree, retire (with a reason) or reopen a finding, as the method allows.

        Raises:
            RecordFault: that status cannot follow.
            EditConflict, NotAllowedError
        """
        require(who, "status")
        return self.save(replace(finding, status=status, status_reason=reason, merged_into=""), who, reason=reason)

    def merge(self, kept: Finding, others: Sequence[Finding], who: Person) -> Finding:
        """Merge duplicates into one: they stay as they are and are read through to ``kept``.

        Raises:
            RecordFault: they are not of one kind, or one is merged or retired already.
            EditConflict: one of them was changed meanwhile.
            NotAllowedError
        """
        require(who, "merge")
        problems = _merge_problems(kept, others)
        if problems:
            raise RecordFault(problems)
        with self._writing(who) as writing:
            for one in (kept, *others):
                now = writing.get(Finding, one.id)
                if now.version != one.version:
                    raise EditConflict(one, now)
            for one in others:
                merged = replace(one, status="merged", merged_into=kept.id, status_reason=f"The same as {kept.id}")
                check_change(one, merged, self.taxonomy, who)
                writing.save(merged, before=one, change="merged")
            # The kept one is written too, so that whoever is editing it learns of the merge.
            return writing.save(kept, before=kept, change="merged", reason=", ".join(one.id for one in others))

    def decide_correction(
        self, correction: Correction, who: Person, *, is_accepted: bool, reason: str = ""
    ) -> Correction:
        """Accept a correction for the next build, or reject it.

        Raises:
            EditConflict, NotAllowedError
        """
        require(who, "correct")
        status = "accepted" if is_accepted else "rejected"
        return self.save(
            replace(
                correction, status=status, status_reason=reason, decided_by=who.name, decided_at=now_text(),
                moderation="shown",
            ),
            who,
            reason=reason,
        )  # fmt: skip

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
                raise NotFoundError("This is not asked any more.")
            known = writing.find(Helped, finding_id=finding_id, action_id=action_id, device_id=who.device_id)
            said = known[0] if known else Helped(finding_id=finding_id, action_id=action_id, device_id=who.device_id)
            wanted = replace(said, verdict=verdict)
            check_record(wanted, self.taxonomy)
            return writing.save(wanted, before=said) if known else writing.add(wanted)

    def take_answers(self, key_id: str, answers: Sequence[Answer], who: Person) -> list[Answer]:
        """Keep what somebody wrote into the form that a key opens, all or none; what is here already stays as it is.

        Args:
            key_id: id of the key that opened the form.
            answers: each with an id that sending the form again has again.

        Raises:
            NotFoundError: the key was withdrawn, or opens something else.
            RecordFault: names everything that is wrong.
            NotAllowedError
        """
        require(who, "add")
        cleaned = [clean_record(one) for one in answers]
        for one in cleaned:
            check_record(one, self.taxonomy)
        with self._writing(who) as writing:
            if not [key for key in writing.known(ShareKey, id=key_id, opens="survey") if not key.withdrawn_at]:
                raise NotFoundError("This is not asked any more.")
            return [writing.add(one) for one in cleaned if not writing.find(Answer, id=one.id)]

    def close_session(self, session: Session, who: Person) -> Session:
        """End a session: its code opens nothing any more, and votes stay as they are.

        Raises:
            EditConflict, NotAllowedError
        """
        return self.save(replace(session, closed_at=now_text(), join_code=""), who)


def _merge_problems(kept: Finding, others: Sequence[Finding]) -> list[str]:
    problems = []
    if not others:
        problems.append("Choose at least two findings to merge.")
    for one in others:
        if one.id == kept.id:
            problems.append("A finding cannot be merged into itself.")
        if one.kind != kept.kind:
            problems.append(f"{one.id} is a {one.kind} and {kept.id} a {kept.kind}: only the same kind can be merged.")
    for one in (kept, *others):
        if one.status in ("merged", "retired"):
            problems.append(f"{one.id} is {one.status} already.")
    return problems


def _is_asked(writing: Writing, key_id: str, finding_id: str, action_id: str) -> bool:
    keys = writing.known(ShareKey, id=key_id)
    findings = writing.known(Finding, id=finding_id)
    actions = writing.known(Action, id=action_id)
    if not keys or not findings or not actions or keys[0].withdrawn_at or not keys[0].is_asking:
        return False
    key, finding, action = keys[0], findings[0], actions[0]
    if finding.moderation != "shown" or (key.only_session and finding.session != key.only_session):
        return False
    if action.visibility != "everybody" or not is_carried_out(action):
        return False
    merged = merged_map(writing.known(Finding, status="merged"))
    return kept_one(finding.id, merged) in {kept_one(one, merged) for one in action.finding_ids}
