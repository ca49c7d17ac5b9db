"""Evidence packs that are kept: their sentences as they were, and which of them no longer hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from everyday.documents import attribution_lines, edition_words
from everyday.documents.pack import Scope, held_by, statements_of
from everyday.language import language
from geo.errors import AtlasError, UsageError
from plan.records import Report

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition
    from plan.records import Person

__all__ = ["KIND", "Sentence", "freeze_pack", "is_pack", "sentences_today"]

KIND = "evidence"
FORM = 1


@dataclass(frozen=True)
class Sentence:
    """One sentence of a kept pack beside today's.

    Attributes:
        then, now: in words; ``now`` is empty where nothing is said of it any more.
        state: ``"holds"``, ``"changed"`` or ``"gone"``.
        source_then, source_now: what each comes from.
    """

    then: str
    now: str
    state: str
    source_then: str
    source_now: str


def is_pack(report: Report) -> bool:
    """True for a kept evidence pack, which is no report of the plan."""
    return report.kind == KIND


def freeze_pack(atlas: AtlasFolder, edition: Edition, who: Person, scope: Scope, *, name: str, day: str = "") -> Report:
    """Keep the sentences of a pack with their sources, the edition and the day.

    Raises:
        RecordFault: it has no name.
        NotFoundError, UsageError: as :func:`everyday.documents.pack.scope.held_by`.
        NotAllowedError
    """
    english = language("en", folder=atlas.folder)
    today = day or date.today().isoformat()
    held = held_by(atlas, edition, scope, today=today)
    content = {
        "form": FORM,
        "day": today,
        "edition": edition.id,
        "edition_words": edition_words(english, edition.manifest),
        "attributions": attribution_lines(english, edition.manifest),
        "statements": [
            {"key": one.key, "words": one.words, "source": one.source, "command": one.command}
            for one in statements_of(held, english)
        ],
    }
    report = Report(kind=KIND, name=name.strip(), date=today, filters=scope.as_json(), content=content)
    return atlas.plan().add(report, who)


def sentences_today(atlas: AtlasFolder, edition: Edition, report: Report) -> list[Sentence]:
    """Each sentence of a kept pack beside what is said of the same thing in an edition.

    Raises:
        UsageError: the report is no evidence pack.
    """
    if not is_pack(report):
        raise UsageError(f"{report.name!r} is a report of the plan and no evidence pack.")
    english = language("en", folder=atlas.folder)
    try:
        held = held_by(atlas, edition, Scope.from_json(report.filters))
        now = {one.key: one for one in statements_of(held, english)}
    except (
        AtlasError
    ):  # what it was about is no longer shown, or its area is no more: none of its sentences can be said
        now = {}
    return [_beside(one, now) for one in report.content.get("statements", ())]


def _beside(then: Mapping[str, Any], now: Mapping[str, Any]) -> Sentence:
    one = now.get(str(then["key"]))
    words = str(then["words"])
    if one is None:
        return Sentence(words, "", "gone", str(then["source"]), "")
    return Sentence(words, one.words, "holds" if one.words == words else "changed", str(then["source"]), one.source)
