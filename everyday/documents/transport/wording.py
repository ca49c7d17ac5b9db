"""Headings and rows that the Word file and the PDF share."""

from __future__ import annotations

from everyday.documents.transport.facts import TransportFacts
from everyday.language import Language

__all__ = ["actions_title", "barrier_lines", "everywhere_title", "number_rows"]


def number_rows(facts: TransportFacts, _: Language) -> tuple[list[str], list[list[str]]]:
    """Heading and rows of the table of measures."""
    rows = [
        [title, *(_("{here} (town {town})", here=here, town=town) if town else here for here, town in pairs)]
        for title, pairs in facts.numbers
    ]
    return [_("Measure"), *facts.bands], rows


def barrier_lines(facts: TransportFacts, _: Language) -> list[tuple[str, str]]:
    """Suggested and agreed barriers: a lead and what follows it."""
    nothing = _("none")
    return [
        (_("Agreed by people here:"), " · ".join(facts.agreed) or nothing),
        (_("Suggested by the data:"), " · ".join(facts.suggested) or facts.unknown or nothing),
    ]


def actions_title(facts: TransportFacts, _: Language) -> str:
    """With the number of all, and of those listed where they are fewer."""
    if facts.actions_n > len(facts.actions):
        return _("Actions here: {n} of {all}, the late ones first", n=len(facts.actions), all=facts.actions_n)
    return _("Actions here: {n}", n=facts.actions_n)


def everywhere_title(facts: TransportFacts, _: Language) -> str:
    """The same of actions without a place."""
    if facts.everywhere_n > len(facts.everywhere):
        return _("For the whole town or national, counted apart: {n} of {all}", n=len(facts.everywhere),
                 all=facts.everywhere_n)  # fmt: skip
    return _("For the whole town or national, counted apart: {n}", n=facts.everywhere_n)
