"""What the columns of a table of answers are: recognised by their headings, in whatever order they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from everyday.asking import Question, option_of, question_of

__all__ = ["Columns", "columns_of", "folded"]

_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "answer", "answers", "words", "in their words", "what was said", "comment", "comments", "response",
             "verbatim", "note", "notes", "transcript"),
    "question": ("question", "what was asked", "question text"),
    "title": ("title", "short name", "name of the note"),
    "kind": ("kind", "kind of answer"),
    "ward": ("ward", "ward code", "area", "area code", "area id", "ward or area", "lsoa", "wd24cd", "wd23cd", "wd22cd"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "long", "longitude"),
    "where": ("where", "place", "location"),
    "district": ("district", "postcode district", "postcode", "first half of postcode", "outward code"),
    "method": ("method", "how it was asked"),
    "sector": ("sector", "sector of work"),
    "day": ("date", "day", "given on", "said on", "date of interview", "submission time", "today", "end", "start"),
    "consent": ("consent", "what was agreed"),
    "quotable": ("may be quoted", "quote", "quotable", "may we quote"),
    "readers": ("readers", "who may read", "who may read it"),
    "until": ("keep until", "kept until", "retention", "retention date", "erase on", "delete after"),
    "dimensions": ("dimensions", "dimension", "tags"),
    "person": ("person", "respondent", "respondent id", "participant", "participant id", "id of the person"),
}  # fmt: skip
# How KoboToolbox and ODK write the two halves of a place: ``_Where is it?_latitude``, ``place-Latitude``.
_HALF = re.compile(r"(?:^_.*_|^[^_].*[-_:.])(latitude|longitude)$", re.IGNORECASE)
_MANY = 2


def folded(heading: str) -> str:
    """A heading without capitals and signs; blanks, underscores and dashes alike."""
    return " ".join(re.sub(r"[^\w]+", " ", heading.casefold().replace("_", " ")).split())


_FIELDS = {name: key for key, names in _NAMES.items() for name in names}


@dataclass(frozen=True)
class Columns:
    """What was recognised.

    Attributes:
        fields: place of each column by what it is.
        texts: columns of open answers, each with the question that it answers (empty where the table asks one).
        ours: columns of the town's own set of questions that are no open answers, by place.
        options: columns of one option of a question, by place, each with the question and the option's label.
        left_out: headings that are none of these.
    """

    fields: dict[str, int]
    texts: dict[int, str]
    ours: dict[int, Question]
    options: dict[int, tuple[Question, str]]
    left_out: tuple[str, ...]

    @property
    def is_own_survey(self) -> bool:
        """True for an export of the town's own set of questions."""
        asked = sum(bool(one) for one in self.texts.values())
        return len(self.ours) + asked > _MANY and bool(self.ours)


def columns_of(headings: Sequence[str], texts: Sequence[str] = ()) -> Columns:
    """What the columns are.

    Args:
        headings: as they stand in the file.
        texts: headings that somebody said are open answers; each is the question.
    """
    fields: dict[str, int] = {}
    found: dict[int, str] = {}
    ours: dict[int, Question] = {}
    options: dict[int, tuple[Question, str]] = {}
    left_out = []
    wanted = {folded(one) for one in texts}
    for place, heading in enumerate(headings):
        plain = folded(heading)
        if not plain:
            continue
        question = question_of(heading)
        half = _HALF.match(heading.strip())
        name = half[1].lower()[:3] if half else _FIELDS.get(plain)
        if plain in wanted:
            found[place] = heading.strip()
        elif question is not None and plain not in _FIELDS and question.form == "words":
            found[place] = question.words
        elif question is not None and plain not in _FIELDS:
            ours[place] = question
        elif (option := option_of(heading)) is not None:
            options[place] = option
        elif name == "text" and not texts:
            found[place] = ""
        elif name and name not in fields and name != "text":
            fields[name] = place
        else:
            left_out.append(heading.strip())
    return Columns(fields, found, ours, options, tuple(left_out))
