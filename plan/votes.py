"""Votes counted: how important the room finds something, and how open to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plan.merging import kept_one
from plan.records import Device, Vote

__all__ = ["NO_VOTES", "QUESTIONS", "SENT_OUT", "Tally", "counted_votes", "tally_votes"]

QUESTIONS = ("importance", "amenability")
SENT_OUT = "sent out"
"""How the votes of a phone that was sent out are known when the phone itself has been erased."""


@dataclass(frozen=True)
class Tally:
    """Means on the scale of votes (None without votes) and the number of devices behind each."""

    importance_mean: float | None = None
    importance_n: int = 0
    amenability_mean: float | None = None
    amenability_n: int = 0


NO_VOTES = Tally()
_ERASED_PHONE = f"{SENT_OUT}:"
_Ballots = dict[tuple[str, str], dict[str, int]]


def tally_votes(votes: Iterable[Vote], merged_into: Mapping[str, str]) -> dict[str, Tally]:
    """Count votes per finding; those on merged findings count for the one that was kept.

    A device has one vote per kept finding and question. Where it voted on several findings that were merged later, the
    answer it gave last counts (``updated_at``, then ``id``); "no opinion" on one of them does not take back an answer
    given to another.

    Args:
        votes: in any order.
        merged_into: id of each merged finding to the id it was merged into; chains are followed.

    Returns:
        Tally by id of the kept finding, for findings with at least one vote record.
    """
    ballots: _Ballots = {}
    tallies: dict[str, list[dict[str, int]]] = {}
    for vote in sorted(votes, key=lambda one: (one.updated_at, one.id)):
        kept = kept_one(vote.finding_id, merged_into)
        if (kept, vote.device_id) not in ballots:
            ballots[kept, vote.device_id] = {}
            tallies.setdefault(kept, []).append(ballots[kept, vote.device_id])
        answers = {question: getattr(vote, question) for question in QUESTIONS}
        ballots[kept, vote.device_id] |= {question: value for question, value in answers.items() if value is not None}
    return {kept: _tally(given) for kept, given in tallies.items()}


def counted_votes(votes: Iterable[Vote], devices: Iterable[Device]) -> list[Vote]:
    """Votes that count: those of a phone that was sent out of its session are set aside, and stay as they are."""
    out = {(one.session, one.device_id) for one in devices if one.is_blocked}
    known = [one for one in votes if not one.device_id.startswith(_ERASED_PHONE)]
    return [one for one in known if (one.session, one.device_id) not in out] if out else known


def _tally(ballots: list[dict[str, int]]) -> Tally:
    importance, amenability = ([one[question] for one in ballots if question in one] for question in QUESTIONS)
    return Tally(_mean(importance), len(importance), _mean(amenability), len(amenability))


def _mean(values: list[int]) -> float | None:
    return sum(values) / len(values) if values else None
