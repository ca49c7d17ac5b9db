"""The short set of questions for a town's own survey, or to be put into another one.

What stops somebody near home and across town, and the rest in their own words. Of the place only the ward, or the first
half of the postcode. The same words stand on the paper form and in the XLSForm, and are the headings by which an export
is recognised; so they are a contract: a wording that changes is a new question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from everyday.language import later

__all__ = ["CONSENT", "KEPT_YEARS", "QUESTIONS", "Question", "question_of"]

KEPT_YEARS = 2
"""How long answers of this form are kept, as :data:`CONSENT` says."""
CONSENT = later(
    "This short survey asks how you get about. You need not answer every question. Please do not write the name, "
    "address or phone number of any person. What you write is read by the town's planners, kept for 2 years and then "
    "erased. You can ask for it to be erased earlier."
)


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        key: its name in the form.
        words: as it is asked; also the heading of its column.
        form: ``one`` or ``many`` of ``choices``, ``ward``, ``district`` or ``words``.
        choices: what can be chosen, by key.
        hint: in small print.
    """

    key: str
    words: str
    form: str
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""


QUESTIONS: tuple[Question, ...] = (
    Question(
        "may_use", later("May we use what you write, without your name?"), "one",
        {
            "quote": later("Yes, and my words may be quoted"),
            "use": later("Yes, but please do not quote my words"),
            "no": later("No"),
        },
    ),
    Question("ward", later("Which ward or part of the town do you live in?"), "ward"),
    Question(
        "district", later("Or the first half of your postcode"), "district",
        hint=later("Such as BS5. Please not the whole postcode."),
    ),
    Question(
        "near_home", later("What stops you getting about near home?"), "many",
        {
            "pavements": later("Pavements or paths in a bad state"),
            "crossings": later("Roads that are hard to cross"),
            "traffic": later("Traffic: speed, noise, parked cars"),
            "dark": later("Dark or lonely ways"),
            "safety": later("I do not feel safe or welcome"),
            "steps": later("Steps, slopes or a long way"),
            "rest": later("Nowhere to sit down, no toilet"),
            "nowhere": later("There is nowhere to go near here"),
            "nothing": later("Nothing stops me"),
        },
        hint=later("Choose all that are true."),
    ),
    Question("near_home_words", later("Near home: what is that like?"), "words", hint=later("In your own words.")),
    Question(
        "across_town", later("What stops you getting across town?"), "many",
        {
            "cost": later("It costs too much"),
            "rare": later("Buses or trains come too rarely"),
            "evening": later("Nothing goes in the evening or on Sundays"),
            "indirect": later("It takes too long or needs changes"),
            "late": later("They are late or do not come"),
            "access": later("Hard to use: steps, wheelchair, pushchair"),
            "safety": later("I do not feel safe or welcome"),
            "unknown": later("I do not know how, or the words are hard"),
            "nothing": later("Nothing stops me"),
        },
        hint=later("Choose all that are true."),
    ),
    Question("across_town_words", later("Across town: what is that like?"), "words", hint=later("In your own words.")),
    Question("helps_words", later("What makes it easier for you to get about and meet people?"), "words"),
    Question("change_words", later("If one thing could change, what should it be?"), "words"),
)  # fmt: skip


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", words.casefold().replace("_", " ")).split())


def chosen_of(question: Question, cell: str) -> list[str]:
    """Labels of what was chosen, from keys or labels as a form or a person writes them into one cell."""
    by_name = {_folded(name): label for key, label in question.choices.items() for name in (key, label)}
    whole = [by_name[_folded(part)] for part in re.split(r"[;\n]", cell) if _folded(part) in by_name]
    keys = cell.split()
    if not whole and keys and all(_folded(one) in by_name for one in keys):
        whole = [by_name[_folded(one)] for one in keys]
    return list(dict.fromkeys(whole))


def option_of(heading: str) -> tuple[Question, str] | None:
    """The question and the label that a column of one option is: ``near_home/dark``, or both in words."""
    head, _, option = heading.rpartition("/")
    question = question_of(head) if head else None
    if question is None or question.form != "many":
        return None
    found = chosen_of(question, option)
    return (question, found[0]) if found else None


_KNOWN = {_folded(name): one for one in QUESTIONS for name in (one.key, one.words)}


def question_of(heading: str) -> Question | None:
    """The question that a heading of an export is, by its words or its name, in groups too; None for any other."""
    if (found := _KNOWN.get(_folded(heading))) is not None:
        return found
    return _KNOWN.get(_folded(heading.rpartition("/")[2]))
