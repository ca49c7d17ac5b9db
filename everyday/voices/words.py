"""Text as words and their forms: "buses" and "bus" are one word, "I'd" is no word of its own."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import NamedTuple

from plan.text import INSIDE, fold

__all__ = ["STOP_WORDS", "Word", "words_in"]

_LETTERS = rf"[^\W_](?:[^\W_]|[{INSIDE}])*"
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼ‘]{_LETTERS})*")
_LOCK = threading.Lock()  # a stemmer keeps the word it works on
_STEMMERS: list[object] = []
_BUSES = "buses"  # of which the stemmer makes "buse"
STOP_WORDS = frozenset(
    "a about after again all also am an and any are as at be because been before being but by can cannot can't could "
    "did didn't do does doesn't doing don't down each even ever every few for from further get gets getting go goes "
    "going got had has have haven't having he her here hers him his how i i'd i'll i'm i've if in into is isn't it its "
    "it's just like lot made make makes many me more most much my no nor not now of off often on once one only or "
    "other our ours out over own really same she should so some such than that that's the their theirs them then there "
    "there's these they they're this those through to too under until up us use used very was wasn't we were what when "
    "where which while who why will with won't would you your yours".split()
)
"""Words that say nothing by themselves, so that nobody counts them."""


class Word(NamedTuple):
    """A word of a text: as it is compared, its form, and where it stands."""

    plain: str
    stem: str
    start: int
    end: int


def _stem(word: str) -> str:
    """The form that all forms of an English word share ("buses", "bus" → "bus"); others stay as they are."""
    import snowballstemmer

    if word.endswith(_BUSES):
        return word.removesuffix("es")
    with _LOCK:
        if not _STEMMERS:
            _STEMMERS.append(snowballstemmer.stemmer("english"))
        return str(_STEMMERS[0].stemWord(word))  # type: ignore[attr-defined]


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str]:
    """A word as it is compared, and its form."""
    found = fold(word)
    return found, _stem(found)


def words_in(text: str) -> list[Word]:
    """The words of a text in order."""
    return [Word(*_forms(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
