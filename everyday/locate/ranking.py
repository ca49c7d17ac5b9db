"""The one ranking of names by what was typed: exact, then what begins so, then words, then what is spelled alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["BEGINS", "CLOSE", "CODE", "EXACT", "HOLDS", "WORD", "WORDS", "Hit", "ranked"]

EXACT, CODE, BEGINS, WORD, WORDS, HOLDS, CLOSE = range(7)
"""How a name answers to what was typed, the best first: it is that; it has that code; it begins so; a word of it begins
so; each word typed begins a word of its label (which says its area and what it is); it has it inside; it is spelled
much like it."""
LEAST_INSIDE, LEAST_CLOSE, MOST_CLOSE_LETTERS = 2, 4, 60
CLOSE_FROM, BEGINNING_CLOSE_FROM = 70.0, 80.0


@dataclass(frozen=True)
class Hit:
    """A row of the names, its rank (``EXACT`` … ``CLOSE``), and how far its spelling is, 0 to 100."""

    row: int
    rank: int
    far: float = 0.0


def _rank(wanted: str, name: str) -> int | None:
    if wanted not in name:
        return None
    if name == wanted:
        return EXACT
    if name.startswith(wanted):
        return BEGINS
    if f" {wanted}" in name:
        return WORD
    return HOLDS if len(wanted) > LEAST_INSIDE else None


def ranked(
    wanted: str,
    names: Sequence[str],
    labels: Sequence[str] = (),
    *,
    codes: Iterable[int] = (),
    least_close: int = LEAST_CLOSE,
    close_from: float = CLOSE_FROM,
) -> list[Hit]:
    """Which names answer to what was typed, in the order of the names: each once, with its best rank.

    Args:
        wanted: what was typed, folded (``everyday.locate.typed.fold``).
        names: folded names.
        labels: as many longer texts, folded, that say more than the name; words may be found there in any order.
        codes: rows that have the code that was typed.
        least_close: letters from which on spellings are compared, where no name and no words of a label answer.
        close_from: how much of a spelling has to be the same, in per cent.
    """
    if not wanted:
        return [Hit(row, CODE) for row in sorted(set(codes))]
    found = {row: rank for row, name in enumerate(names) if (rank := _rank(wanted, name)) is not None}
    if labels and len(wanted) >= LEAST_INSIDE:
        parts = [f" {part}" for part in wanted.split()]
        for row, label in enumerate(labels):
            spaced = f" {label}"
            if parts[0] in spaced and found.get(row, CLOSE) > WORDS and all(part in spaced for part in parts):
                found[row] = WORDS
    for row in codes:
        found[row] = min(found.get(row, CLOSE), CODE)
    hits = [Hit(row, rank) for row, rank in found.items()]
    is_answered = any(rank <= WORDS for rank in found.values())
    if not is_answered and least_close <= len(wanted) <= MOST_CLOSE_LETTERS:
        hits += [Hit(row, CLOSE, far) for row, far in _close(wanted, names, close_from).items() if row not in found]
    return sorted(hits, key=lambda hit: hit.row)


def _close(wanted: str, names: Sequence[str], close_from: float) -> dict[int, float]:
    """Names that are spelled much like it, or begin so, and how far they are: 0 is the same, 100 has nothing of it."""
    from rapidfuzz import fuzz, process

    beginnings = [name[: len(wanted) + 1] for name in names]
    found: dict[int, float] = {}
    for texts, least in ((names, close_from), (beginnings, BEGINNING_CLOSE_FROM)):
        for _, alike, row in process.extract(wanted, texts, scorer=fuzz.ratio, score_cutoff=least, limit=None):
            found[row] = min(found.get(row, 100.0), 100.0 - alike)
    return found
