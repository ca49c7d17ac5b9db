"""The town's own questions on phones: the key that opens the form, and answers made of what was sent."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from everyday.asking import CONSENT, KEPT_YEARS, QUESTIONS
from plan.ids import id_from
from plan.records import Answer, Person, ShareKey

if TYPE_CHECKING:
    from store.plan_store import PlanStore

__all__ = ["answers_of_form", "ask_key", "asked_by", "survey_keys"]

_KEY_BYTES = 16


def ask_key(store: PlanStore, who: Person, *, name: str = "") -> ShareKey:
    """A new key to the form; its address works until it is withdrawn.

    Raises:
        NotAllowedError
    """
    return store.add(ShareKey(opens="survey", key=secrets.token_urlsafe(_KEY_BYTES), name=name), who)


def survey_keys(store: PlanStore) -> list[ShareKey]:
    """Keys that are open."""
    return [one for one in store.all(ShareKey, opens="survey") if not one.withdrawn_at]


def asked_by(store: PlanStore, key: str) -> ShareKey | None:
    """The key that opens the form, if there is one and it was not withdrawn."""
    given = key.encode()
    return next((one for one in survey_keys(store) if hmac.compare_digest(one.key.encode(), given)), None)


def answers_of_form(
    given: Mapping[str, Sequence[str]], *, area_id: str, district: str, nonce: str, today: date
) -> list[Answer]:
    """Answers of one person, for planners; none where somebody said no.

    Args:
        given: by key of a question, what was ticked (keys) or written.
        area_id, district: where the person lives, one of them or neither.
        nonce: of the form: sent twice, it gives the same answers again.
        today: the day it is.
    """
    may_use = next(iter(given.get("may_use", ())), "")
    if may_use not in ("quote", "use"):
        return []
    until = today.replace(year=today.year + KEPT_YEARS, day=min(today.day, 28))
    found = []
    for question in QUESTIONS:
        values = [one for one in given.get(question.key, ()) if one.strip()]
        if question.form == "many":
            text = "; ".join(question.choices[one] for one in dict.fromkeys(values) if one in question.choices)
        else:
            text = values[0] if values and question.form == "words" else ""
        if text:
            found.append(
                Answer(
                    id=id_from(Answer.prefix, nonce, question.key), text=text, question=question.words,
                    method="city_survey", area_id=area_id, district="" if area_id else district,
                    given_on=today.isoformat(), respondent=id_from("", nonce).lstrip("-"), consent=CONSENT,
                    is_quotable=may_use == "quote", retention_until=until.isoformat(),
                )
            )  # fmt: skip
    return found
