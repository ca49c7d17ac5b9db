"""Answers found by what somebody types: by forms of words, by their beginnings, and where a letter is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field

from everyday.voices.words import Word, words_in
from plan.records import Answer, DiaryPhoto

__all__ = ["Hit", "SearchIndex", "search"]

_SHORTEST_BEGINNING, _SHORTEST_TYPO, _LONG = 3, 4, 9
_SAME, _BEGINS, _TYPO = 0, 1, 2


@dataclass(frozen=True)
class Hit:
    """An answer that was found: places in its text that answer to the search, and how well (0 is best)."""

    answer: Answer
    marks: tuple[tuple[int, int], ...]
    rank: int


Forms = tuple[str, str]


@dataclass
class SearchIndex:
    """The words of many answers: in which each stands, so that a search looks at words and not at texts.

    Args:
        answers: those that whoever searches may read.
        photos: of diaries; their captions are searched with their answer.
        before: an index of earlier: the words of answers that are the same are taken from it.
    """

    answers: Sequence[Answer]
    photos: InitVar[Iterable[DiaryPhoto]] = ()
    before: InitVar[SearchIndex | None] = None
    _read: dict[str, tuple[Answer, str, list[Word], frozenset[Forms]]] = field(default_factory=dict, init=False)
    _stands: dict[Forms, list[str]] = field(default_factory=dict, init=False)

    def __post_init__(self, photos: Iterable[DiaryPhoto], before: SearchIndex | None) -> None:
        captions: dict[str, str] = {}
        for photo in photos:
            captions[photo.answer_id] = f"{captions.get(photo.answer_id, '')} \n {photo.alt} \n {photo.text}"
        earlier = before._read if before is not None else {}
        for one in self.answers:
            said, known = captions.get(one.id, ""), earlier.get(one.id)
            if known is None or known[0] is not one or known[1] != said:
                remarks = [str(remark.get("text", "")) for remark in one.along]
                words = words_in(one.text)
                beside = words_in(" \n ".join([one.title, one.question, *remarks, said]))
                known = (one, said, words, frozenset((word.plain, word.stem) for word in (*words, *beside)))
            self._read[one.id] = known
            for forms in known[3]:
                self._stands.setdefault(forms, []).append(one.id)

    def answering(self, wanted: Word, *, is_last: bool) -> dict[Forms, int]:
        """Words of the answers that answer to one that was typed, each with its rank; the best kind alone.

        Args:
            wanted: a word of the search.
            is_last: True for the last word, which may not be written to its end yet.
        """
        same = {known: _SAME for known in self._stands if wanted.stem == known[1] or wanted.plain == known[0]}
        begins: dict[Forms, int] = {}
        if is_last and len(wanted.plain) >= _SHORTEST_BEGINNING:
            begins = {known: _BEGINS for known in self._stands if known[0].startswith(wanted.plain)}
        return begins | same or self._alike(wanted)

    def _alike(self, wanted: Word) -> dict[Forms, int]:
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
        meant: set[Forms] = set()
        for place, word in enumerate(wanted):
            answering = self.answering(word, is_last=place == len(wanted) - 1)
            meant |= answering.keys()
            ranks: dict[str, int] = {}
            for known, rank in answering.items():
                for answer_id in self._stands[known]:
                    ranks[answer_id] = min(rank, ranks.get(answer_id, rank))
            found = ranks if found is None else {one: found[one] + ranks[one] for one in found.keys() & ranks.keys()}
        hits = [
            Hit(one, self._marks(one.id, meant), found[one.id]) for one in self.answers if found and one.id in found
        ]
        return sorted(hits, key=lambda hit: hit.rank)

    def _marks(self, answer_id: str, meant: set[Forms]) -> tuple[tuple[int, int], ...]:
        """Places of the text at which these words stand."""
        words = self._read[answer_id][2]
        return tuple((word.start, word.end) for word in words if (word.plain, word.stem) in meant)


def search(answers: Sequence[Answer], typed: str, photos: Iterable[DiaryPhoto] = ()) -> list[Hit]:
    """Answers that have every word that was typed: see :class:`SearchIndex`."""
    return SearchIndex(answers, photos).find(typed)
