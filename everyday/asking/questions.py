"""The short set of questions for a town's own survey, or to be put into another one.

What stops somebody near home and across town, and the rest in their own words. Of the place only the ward, or the first
half of the postcode. The same words stand on the paper form and in the XLSForm, and are the headings by which an export
is recognised; so they are a contract: a wording that changes is a new question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["CONSENT", "KEPT_YEARS", "QUESTIONS", "Question", "question_of"]

KEPT_YEARS = 2
"""How long answers of this form are kept, as the form says."""
CONSENT = (
    "This short survey asks how you get about. You need not answer every question. Please do not write the name, "
    f"address or phone number of any person. What you write is read by the town's planners, kept for {KEPT_YEARS} "
    "years and then erased. You can ask for it to be erased earlier."
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
        "may_use", "May we use what you write, without your name?", "one",
        {
            "quote": "Yes, and my words may be quoted",
            "use": "Yes, but please do not quote my words",
            "no": "No",
        },
    ),
    Question("ward", "Which ward or part of the town do you live in?", "ward"),
    Question(
        "district", "Or the first half of your postcode", "district",
        hint="Such as BS5. Please not the whole postcode.",
    ),
    Question(
        "near_home", "What stops you getting about near home?", "many",
        {
            "pavements": "Pavements or paths in a bad state",
            "crossings": "Roads that are hard to cross",
            "traffic": "Traffic: speed, noise, parked cars",
            "dark": "Dark or lonely ways",
            "safety": "I do not feel safe or welcome",
            "steps": "Steps, slopes or a long way",
            "rest": "Nowhere to sit down, no toilet",
            "nowhere": "There is nowhere to go near here",
            "nothing": "Nothing stops me",
        },
        hint="Choose all that are true.",
    ),
    Question("near_home_words", "Near home: what is that like?", "words", hint="In your own words."),
    Question(
        "across_town", "What stops you getting across town?", "many",
        {
            "cost": "It costs too much",
            "rare": "Buses or trains come too rarely",
            "evening": "Nothing goes in the evening or on Sundays",
            "indirect": "It takes too long or needs changes",
            "late": "They are late or do not come",
            "access": "Hard to use: steps, wheelchair, pushchair",
            "safety": "I do not feel safe or welcome",
            "unknown": "I do not know how, or the words are hard",
            "nothing": "Nothing stops me",
        },
        hint="Choose all that are true.",
    ),
    Question("across_town_words", "Across town: what is that like?", "words", hint="In your own words."),
    Question("helps_words", "What makes it easier for you to get about and meet people?", "words"),
    Question("change_words", "If one thing could change, what should it be?", "words"),
)  # fmt: skip


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", words.casefold().replace("_", " ")).split())


_KNOWN = {_folded(name): one for one in QUESTIONS for name in (one.key, one.words)}


def question_of(heading: str) -> Question | None:
    """The question that a heading of an export is, by its words or its name, in groups too; None for any other."""
    if (found := _KNOWN.get(_folded(heading))) is not None:
        return found
    return _KNOWN.get(_folded(heading.rpartition("/")[2]))
