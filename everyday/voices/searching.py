"""Answers found by what somebody types: by forms of words, by their beginnings, and where a letter is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from everyday.voices.words import Word, words_in
from plan.records import Answer, DiaryPhoto

__all__ = ["Hit", "SearchIndex", "search"]

_SHORTEST_BEGINNING, _SHORTEST_TYPO, _LONG = 3, 5, 9
_SAME, _BEGINS, _TYPO = 0, 1, 2


@dataclass(frozen=True)
class Hit:
    """An answer that was found: places in its text that answer to the search, and how well (0 is best)."""

    answer: Answer
    marks: tuple[tuple[int, int], ...]
    rank: int


@dataclass
class SearchIndex:
    """The words of many answers: in which each stands, so that a search looks at words and not at texts.

    Args:
        answers: those that whoever searches may read.
        photos: of diaries; their captions are searched with their answer.
    """

    answers: Sequence[Answer]
    photos: Iterable[DiaryPhoto] = ()
    _stands: dict[tuple[str, str], set[str]] = field(default_factory=dict, init=False)
    _texts: dict[str, list[Word]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        captions: dict[str, list[str]] = {}
        for photo in self.photos:
            captions.setdefault(photo.answer_id, []).extend((photo.alt, photo.text))
        for one in self.answers:
            self._texts[one.id] = words_in(one.text)
            beside = " \n ".join(
                [one.title, one.question, *(str(remark.get("text", "")) for remark in one.along),
                 *captions.get(one.id, ())]
            )  # fmt: skip
            for word in (*self._texts[one.id], *words_in(beside)):
                self._stands.setdefault((word.plain, word.stem), set()).add(one.id)

    def answering(self, wanted: Word, *, is_last: bool) -> dict[tuple[str, str], int]:
        """Words of the answers that answer to one that was typed, each with its rank; the best kind alone.

        Args:
            wanted: a word of the search.
            is_last: True for the last word, which may not be written to its end yet.
        """
        same = {known: _SAME for known in self._stands if wanted.stem == known[1] or wanted.plain == known[0]}
        begins: dict[tuple[str, str], int] = {}
        if is_last and len(wanted.plain) >= _SHORTEST_BEGINNING:
            begins = {known: _BEGINS for known in self._stands if known[0].startswith(wanted.plain)}
        return begins | same or self._alike(wanted)

    def _alike(self, wanted: Word) -> dict[tuple[str, str], int]:
        """Words with a letter that is wrong, missing, too many or in another place; two in long ones."""
        if len(wanted.plain) < _SHORTEST_TYPO:
            return {}
        from rapidfuzz.distance import OSA

        most = 2 if len(wanted.plain) >= _LONG else 1
        return {
            known: _TYPO
            for known in self._stands
            if OSA.distance(wanted.plain, known[0], score_cutoff=most) <= most
            or OSA.distance(wanted.stem, known[1], score_cutoff=1) <= 1 < len(known[1]) - 3
        }

    def find(self, typed: str) -> list[Hit]:
        """Answers that have every word, the best first; all of them, in their order, where nothing is typed."""
        wanted = words_in(typed)
        if not wanted:
            return [Hit(one, (), 0) for one in self.answers]
        found: Mapping[str, int] | None = None
        meant: set[tuple[str, str]] = set()
        for place, word in enumerate(wanted):
            answering = self.answering(word, is_last=place == len(wanted) - 1)
            meant |= answering.keys()
            ranks: dict[str, int] = {}
            for known, rank in answering.items():
                for answer_id in self._stands[known]:
                    ranks[answer_id] = min(rank, ranks.get(answer_id, rank))
            found = ranks if found is None else {one: found[one] + ranks[one] for one in found.keys() & ranks.keys()}
        hits = [
            Hit(one, tuple((word.start, word.end) for word in self._texts[one.id] if (word.plain, word.stem) in meant),
                found[one.id])
            for one in self.answers
            if found and one.id in found
        ]  # fmt: skip
        return sorted(hits, key=lambda hit: hit.rank)


def search(answers: Sequence[Answer], typed: str, photos: Iterable[DiaryPhoto] = ()) -> list[Hit]:
    """Answers that have every word that was typed: see :class:`SearchIndex`."""
    return SearchIndex(answers, photos).find(typed)
