"""Keys of suggestions: the same barrier keeps its key from edition to edition, so that a dismissal stays."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence

import pandas as pd

__all__ = ["carry_keys", "new_key", "split_list"]

_DIGITS = 10


def split_list(text: str) -> list[str]:
    """Items of a list written with ``; `` between them."""
    return [item.strip() for item in str(text).split(";") if item.strip()]


def new_key(rule: str, cells: Collection[str]) -> str:
    """Key of a suggestion that was never seen before: the same for the same rule and cells, on every machine."""
    text = "|".join([rule, *sorted(cells)])
    return f"{rule}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}"


def carry_keys(
    rules: Sequence[str],
    cells: Sequence[Collection[str]],
    earlier: pd.DataFrame | None,
    *,
    least_jaccard: float = 0.3,
) -> list[str]:
    """The key of each suggestion: that of an earlier one if it is the same, else a new one.

    It is the same if the rule is the same and the cells overlap by Jaccard (common cells / all cells) of at least
    ``least_jaccard``. Each earlier suggestion hands its key on once, to the largest overlap; ties go to more common
    cells, then to the older key and the first cell in order of names.

    Args:
        rules, cells: of the new suggestions (n).
        earlier: suggestions of earlier editions, with ``key``, ``rule`` and ``cells`` (lists with ``; ``), or None.

    Returns:
        n keys, no two alike.
    """
    keys: list[str | None] = [None] * len(rules)
    wanted = [set(each) for each in cells]
    overlaps = []
    if earlier is not None and len(earlier):
        old_cells = [set(split_list(text)) for text in earlier["cells"]]
        old = list(zip(earlier["key"].astype(str), earlier["rule"].astype(str), old_cells, strict=True))
        there: dict[tuple[str, str], list[int]] = {}
        for place, (_, old_rule, theirs) in enumerate(old):
            for cell in theirs:
                there.setdefault((old_rule, cell), []).append(place)
        for number, (rule, mine) in enumerate(zip(rules, wanted, strict=True)):
            commons = Counter(place for cell in mine for place in there.get((rule, cell), ()))
            for place, common in commons.items():
                key, _, theirs = old[place]
                if common >= least_jaccard * len(mine | theirs) - 1e-12:
                    overlaps.append((-common / len(mine | theirs), -common, key, min(mine), number))
    taken: set[str] = set()
    for _, _, key, _, number in sorted(overlaps):
        if keys[number] is None and key not in taken:
            keys[number] = key
            taken.add(key)
    reserved = taken | (set(earlier["key"].astype(str)) if earlier is not None else set())
    made = []
    for number, kept in enumerate(keys):
        key = kept or _unused(new_key(rules[number], wanted[number]), reserved)
        reserved.add(key)
        made.append(key)
    return made


def _unused(key: str, taken: set[str]) -> str:
    """``key``, or ``key-2`` and so on where an earlier suggestion of other cells has taken it along."""
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free
