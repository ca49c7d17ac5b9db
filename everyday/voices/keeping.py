"""Who may read which answers today, and which are due to be erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from geo.errors import NotFoundError
from plan.records import Answer, DiaryPhoto, Person
from plan.roles import may, require

if TYPE_CHECKING:
    from store.erasing import Erased
    from store.plan_store import PlanStore

__all__ = ["diary_photo_bytes", "due_answers", "forget_due", "photos_of", "readable", "readable_answer"]

RETENTION_REASON = "End of the time that answers may be kept"


def _is_erased(answer: Answer) -> bool:
    from store.erasing import ERASED

    return answer.consent == ERASED


def _may_read(answer: Answer, who: Person, today: str) -> bool:
    """True where the role allows it, the time has not come, and it was not erased."""
    allowed = may(who.role, "edit") if answer.readers == "team" else may(who.role, "plan")
    return allowed and today < answer.retention_until and not _is_erased(answer)


def readable(store: PlanStore, who: Person, today: date) -> list[Answer]:
    """Answers that somebody may read today, the newest first. For viewers and phones there are none."""
    if not may(who.role, "edit"):
        return []
    day = today.isoformat()
    found = [one for one in store.all(Answer) if _may_read(one, who, day)]
    return sorted(found, key=lambda one: (one.given_on or one.created_at[:10], one.id), reverse=True)


def readable_answer(store: PlanStore, who: Person, today: date, answer_id: str) -> Answer:
    """One answer, for whoever may read it.

    Raises:
        NotFoundError: there is none, or not for this person: which of the two is not said.
    """
    found = store.all(Answer, id=answer_id)
    if not found or not _may_read(found[0], who, today.isoformat()):
        raise NotFoundError(f"There is no answer {answer_id[:40]}.")
    return found[0]


def photos_of(store: PlanStore, answers: Iterable[Answer]) -> dict[str, list[DiaryPhoto]]:
    """The pictures of diaries by the id of their answer, in order; none of answers that are not given here."""
    wanted = {one.id for one in answers}
    found: dict[str, list[DiaryPhoto]] = {}
    for photo in sorted(store.all(DiaryPhoto), key=lambda one: one.number):
        if photo.answer_id in wanted:
            found.setdefault(photo.answer_id, []).append(photo)
    return found


def diary_photo_bytes(store: PlanStore, who: Person, today: date, photo_id: str) -> bytes:
    """A picture of a diary as JPEG, for whoever may read its answer.

    Raises:
        NotFoundError: there is none, or not for this person.
    """
    photo = store.get(DiaryPhoto, photo_id)
    readable_answer(store, who, today, photo.answer_id)
    return store.photo_bytes(photo_id, DiaryPhoto)


def due_answers(store: PlanStore, today: date) -> list[Answer]:
    """Answers whose time is over and whose words are still there."""
    day = today.isoformat()
    return [one for one in store.all(Answer) if one.retention_until <= day and not _is_erased(one)]


def forget_due(store: PlanStore, who: Person, today: date) -> Erased | None:
    """Erase the answers whose time is over, with their pictures and with what was quoted of them.

    Returns:
        The record of it, or None if nothing was due.

    Raises:
        NotAllowedError: who may not erase.
    """
    require(who, "erase")
    due = due_answers(store, today)
    return store.erase(who, record_ids=[one.id for one in due], reason=RETENTION_REASON) if due else None
