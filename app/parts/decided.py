"""What the forum has decided about the suggestions of an edition: accepted as a finding, or dismissed with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.parts.findings_here import plan_if_any
from app.parts.suggested import Suggestion
from app.words import common as common_words
from plan.merging import kept_one, merged_map
from plan.records import Dismissal, Finding

__all__ = ["Decision", "decisions", "dismissed_last"]


@dataclass(frozen=True)
class Decision:
    """What became of one suggestion, in a sentence that holds what people typed."""

    is_dismissed: bool
    sentence: str


def decisions() -> dict[str, Decision]:
    """Decisions by the key of the suggestion; none where no plan has been started.

    A finding counts more than a dismissal; one that was merged is told as the finding that stands for it.
    """
    store = plan_if_any()
    if store is None:
        return {}
    found = {
        one.suggestion_key: Decision(True, common_words.SUGGESTION_DISMISSED.format(reason=one.reason))
        for one in store.all(Dismissal)
        if not one.is_withdrawn
    }
    everything = {one.id: one for one in store.all(Finding)}
    merged = merged_map(everything.values())
    for one in everything.values():
        if one.suggestion_key and one.status != "retired" and one.moderation != "refused":
            kept = everything.get(kept_one(one.id, merged), one)
            sentence = common_words.SUGGESTION_ACCEPTED.format(id=kept.id, title=kept.title)
            found[one.suggestion_key] = Decision(False, sentence)
    return found


def dismissed_last(
    found: Sequence[Suggestion], decided: dict[str, Decision]
) -> tuple[list[Suggestion], list[Suggestion]]:
    """Suggestions that stand, and those that were dismissed; each in the order given."""
    is_dismissed = {one.key: one.key in decided and decided[one.key].is_dismissed for one in found}
    return [one for one in found if not is_dismissed[one.key]], [one for one in found if is_dismissed[one.key]]
