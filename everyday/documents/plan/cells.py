"""What stands in the three cells of an action: what, how and who, line by line, the same in Word, PDF and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from everyday.documents.plan.facts import ActionFacts, PlanFacts
from everyday.documents.plan.wording import joined
from everyday.language import Language, shortened

__all__ = ["Line", "cells_of", "continued", "cover_lines", "headings"]


@dataclass(frozen=True)
class Line:
    """One line: ``mark`` stands bold before it; ``look`` is ``title``, ``head``, ``plain``, ``item`` or ``quiet``."""

    words: str
    look: str = "plain"
    mark: str = ""


def headings(_: Language) -> list[str]:
    """Headings of the three columns, as the method's Table 2 asks them."""
    return [
        _("What is the barrier or enabler we are focused on?"),
        _("How can we address this?"),
        _("Who is responsible, can contribute, benefits?"),
    ]


def continued(_: Language, one: ActionFacts) -> Line:
    """What stands at the head of a row that goes on from the page before."""
    return Line(_("{name} (continued)", name=shortened(one.name)), "quiet")


def cover_lines(facts: PlanFacts) -> list[str]:
    """Under the title: how much of the plan this is, the filters in force, for whom, and of which day."""
    return [facts.counts, *facts.filters, facts.audience, f"{facts.made_words} · {facts.edition_words}"]


def cells_of(_: Language, one: ActionFacts) -> tuple[list[Line], list[Line], list[Line]]:
    """The lines of the three cells."""
    return list(_what(_, one)), list(_how(_, one)), list(_who(_, one))


def _what(_: Language, one: ActionFacts) -> Iterator[Line]:
    yield Line(one.name, "title")
    for finding in one.findings:
        yield Line(finding.title, mark=f"{finding.label}:")
        if finding.text:
            yield Line(finding.text)
        for words in finding.numbers:
            yield Line(words, "item")
    if one.where:
        yield Line(one.where, mark=_("Where:"))
    yield from _listed(_("How success is measured"), one.measures)


def _how(_: Language, one: ActionFacts) -> Iterator[Line]:
    if not one.interventions:
        yield Line(_("No interventions yet."), "quiet")
    for number, words in enumerate(one.interventions, 1):
        yield Line(words, mark=f"{number}.")
    yield from _listed(_("Milestones"), one.milestones)
    yield from _listed(_("Evidence"), one.evidence)


def _who(_: Language, one: ActionFacts) -> Iterator[Line]:
    yield Line("; ".join(one.responsible) or _("nobody yet"), mark=_("Responsible:"))
    if one.contributes:
        yield Line(joined(one.contributes), mark=_("Can contribute:"))
    if one.benefits:
        yield Line(joined(one.benefits), mark=_("Benefits:"))
    yield Line(one.level, mark=_("Level:"))
    yield Line(one.status, mark=_("Status:"))
    if one.rag:
        yield Line(one.rag, mark=_("On course?"))
    if one.when:
        yield Line(one.when, mark=_("When:"))
    yield from _listed(_("Who was asked"), one.asks)
    for words in one.notes:
        yield Line(words, "quiet")


def _listed(title: str, lines: Sequence[str]) -> Iterator[Line]:
    if lines:
        yield Line(title, "head")
        for words in lines:
            yield Line(words, "item")
