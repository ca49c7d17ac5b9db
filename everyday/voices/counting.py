"""Which words people use in each area: counted by people, and only where so many say so that none can be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from everyday.voices.words import STOP_WORDS, words_in
from plan.records import Answer

__all__ = ["LEAST_PEOPLE", "AreaWords", "area_words_of", "people_n"]

LEAST_PEOPLE = 10
"""People in an area below which nothing of it is counted, and people who use a word below which it is not shown."""
_MOST_WORDS = 12
_SHORTEST = 3


@dataclass(frozen=True)
class AreaWords:
    """What an area says: ``people_n`` is None for fewer than ten, ``words`` are those that ten people or more use."""

    area_id: str
    people_n: int | None
    words: tuple[tuple[str, int], ...]


def people_n(answers: Sequence[Answer]) -> int:
    """Number of people behind answers; an answer without a sign for its person is a person."""
    return len({one.respondent or one.id for one in answers})


def area_words_of(answers: Sequence[Answer], *, least: int = LEAST_PEOPLE) -> list[AreaWords]:
    """The words of each area, the area with most people first; areas with fewer than ``least`` people say nothing.

    Each word is counted once a person, whatever form it has, and is called by its commonest form.
    """
    by_area: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        by_area[one.area_id].append(one)
    found = [_of_area(area_id, said, least) for area_id, said in by_area.items() if area_id]
    return sorted(found, key=lambda one: (-(one.people_n or 0), one.area_id))


def _of_area(area_id: str, answers: Sequence[Answer], least: int) -> AreaWords:
    number = people_n(answers)
    if number < least:
        return AreaWords(area_id, None, ())
    who: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for one in answers:
        person = one.respondent or one.id
        for word, stem in {(word.plain, word.stem) for word in words_in(one.text)}:
            if len(word) >= _SHORTEST and word not in STOP_WORDS and not word.isdigit():
                who[stem].add(person)
                forms[stem][word] += 1
    counted = [(_called(forms[stem]), len(people)) for stem, people in who.items() if len(people) >= least]
    return AreaWords(area_id, number, tuple(sorted(counted, key=lambda one: (-one[1], one[0]))[:_MOST_WORDS]))


def _called(forms: Counter[str]) -> str:
    """The commonest form of a word; of several, the shortest."""
    return min(forms, key=lambda form: (-forms[form], len(form), form))
