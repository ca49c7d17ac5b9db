"""An answer made evidence: of a finding that is there, or of a new one, with a quote where the consent covers it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.errors import UsageError
from plan.ids import id_from, new_id
from plan.records import Answer, Evidence, Finding, Person, Record
from plan.roles import require
from plan.text import clean_line

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition, OpenEdition
    from everyday.language import Language
    from store.plan_store import PlanStore

__all__ = ["change_answer", "finding_of", "pin_answer", "quote_of", "source_words"]

LONGEST_QUOTE = 600


def quote_of(answer: Answer, words: str) -> str:
    """The words as they stand in the answer, whatever blanks and capitals they were typed with; empty for none.

    Raises:
        UsageError: the person did not agree to be quoted, or did not say this.
    """
    wanted = clean_line(words)
    if not wanted:
        return ""
    if not answer.is_quotable:
        raise UsageError("The consent does not cover quoting.", "Needed: no quote, or the consent to it.",
                         "Say in words of your own what it shows.")  # fmt: skip
    said = clean_line(" ".join([answer.text, *(str(one.get("text", "")) for one in answer.along)]))
    at = said.casefold().find(wanted.casefold().strip("“”\"'…. "))
    if at < 0:
        raise UsageError("These words do not stand in the answer.", "Needed: words as they were said.",
                         "Copy them from the answer.")  # fmt: skip
    if len(wanted) > LONGEST_QUOTE:
        raise UsageError(f"The quote has {len(wanted):,} characters.", f"Needed: at most {LONGEST_QUOTE}.")
    return said[at : at + len(wanted.strip("“”\"'…. "))]


def source_words(answer: Answer, methods: dict[str, str], words: Language) -> str:
    """Method and month: ``"Neighbourhood interviews, October 2026"``. The day and the place would tell too much."""
    parts = [words(methods.get(answer.method, answer.method))]
    if answer.given_on:
        parts.append(words.date(answer.given_on).split(" ", 1)[1])
    return ", ".join(parts)


def finding_of(answer: Answer, *, kind: str, title: str) -> Finding:
    """A new finding with what the answer says of itself; its place is the area, never the point of a person."""
    return Finding(
        kind=kind, title=title, dimensions=answer.dimensions, sectors=(answer.sector,) if answer.sector else (),
        method=answer.method, area_id=answer.area_id,
        level="neighbourhood" if answer.area_id else "city",
    )  # fmt: skip


def pin_answer(
    atlas: AtlasFolder,
    edition: Edition | OpenEdition | None,
    answer: Answer,
    who: Person,
    *,
    words: Language,
    finding: Finding,
    quote: str = "",
    where: str = "",
) -> Finding:
    """Keep an answer as evidence of a finding, in one transaction with the finding where it is new.

    Args:
        edition: whose numbers are frozen with a new finding; None before the first build.
        answer: as whoever pins read it.
        finding: one that is there, or a new one (:func:`finding_of`).
        quote: words of the answer; without them the evidence says the method and no words.
        where: what the place is called.

    Raises:
        UsageError: the quote is not the person's, or not covered by the consent.
        RecordFault, EditConflict, NotAllowedError
    """
    said, source = quote_of(answer, quote), source_words(answer, atlas.taxonomy().labels("methods"), words)
    is_new = not finding.version
    kept = replace(finding, id=finding.id or new_id(Finding.prefix)) if is_new else finding
    evidence = Evidence(
        id=id_from(Evidence.prefix, kept.id, answer.id, said), finding_id=kept.id, kind="quote",
        title=f"“{said}” ({source})" if said else source, content={"answer_id": answer.id, "quote": said},
    )  # fmt: skip
    added: list[Record] = [kept] if is_new else []
    if is_new and edition is not None:
        from everyday.forum import frozen_evidence

        added.append(frozen_evidence(edition, kept, where))
    if not atlas.plan().all(Evidence, id=evidence.id):
        added.append(evidence)
    pinned = tuple(dict.fromkeys((*answer.finding_ids, kept.id)))
    changed = [replace(answer, finding_ids=pinned)] if pinned != answer.finding_ids else []
    done, _ = atlas.plan().keep_together(added, changed, who, reason="Pinned from an answer")
    return next((one for one in done if isinstance(one, Finding)), kept)


def change_answer(store: PlanStore, answer: Answer, who: Person) -> Answer:
    """Keep what was agreed anew. Where quoting is not covered any more, the quotes that were pinned of it are erased.

    Args:
        answer: changed, with the version that was read.

    Raises:
        EditConflict, RecordFault
        NotAllowedError: who may not change it, or quotes have to go and who may not erase.
    """
    before = store.get(Answer, answer.id)
    quotes = [one.id for one in store.all(Evidence, kind="quote")
              if one.content.get("answer_id") == answer.id and one.content.get("quote")]  # fmt: skip
    must_go = quotes if before.is_quotable and not answer.is_quotable else []
    if must_go:
        require(who, "erase")
    kept = store.save(answer, who)
    if must_go:
        store.erase(who, record_ids=must_go, reason="The consent to quoting was withdrawn")
    return kept
