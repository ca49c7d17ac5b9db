"""Findings that may say the same: of one kind, near each other, and partly in the same words. Only a suggestion."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from plan.records import Finding
from plan.text import INSIDE, fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["NEAR_M", "Pair", "content_words", "likely_pairs"]

NEAR_M = 300.0
_MOST_SHARE = 0.6  # of the shorter sentence's words, for findings that are not near each other
_LONGEST = 1_000  # characters that are looked at
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{INSIDE}])*")
_EMPTY = frozenset(
    "about above after again all also and any are around because been before being below between both but can "
    "cannot could did does doing down during each every few for from get gets got had has have having her here "
    "hers him his how into its itself just like lot lots made make makes many may more most much must near nor "
    "not now off once one only other our out over own really same she should some still such than that the their "
    "them then there these they thing things this those through too under until upon very was way well were what "
    "when where which while who whom why will with without would you your dont doesnt isnt arent cant wont mae "
    "nid dim gan sydd wedi hyn oes ond eto ein eich bod fod".split()
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two findings that may say the same, and why.

    Attributes:
        first, second: ids, in the order in which the findings were given.
        words: content words of both, as the first one writes them.
        distance_m: between their geometries; None where one has none.
        is_same_area: both are in, or about, the same area.
        is_town: both are about the whole town.
    """

    first: str
    second: str
    words: tuple[str, ...]
    distance_m: float | None
    is_same_area: bool
    is_town: bool


def content_words(sentence: str) -> dict[str, str]:
    """Words that carry the meaning: without accents and endings of the plural, to the word as it was written.

    Numbers count however short, as those of bus lines do; other words from three letters on.
    """
    found: dict[str, str] = {}
    for word in _WORD.findall(sentence[:_LONGEST].replace("'", "").replace("’", "")):
        folded = fold(word)
        is_number = any(sign.isdigit() for sign in folded)
        if folded not in _EMPTY and (is_number or len(folded) >= 3):
            found.setdefault(folded if is_number else _singular(folded), word)
    return found


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def likely_pairs(findings: Sequence[Finding]) -> list[Pair]:
    """Pairs that may say the same, those with most words in common first.

    Both are barriers or both enablers, and they share

    - a content word and lie within 300 m of each other, or
    - two of them (or all of the shorter sentence's) and are in the same area, or both about the whole town, or
    - three of them and most of the shorter sentence's, wherever they are.
    """
    words = {one.id: content_words(one.title) for one in findings}
    shapes = _in_metres(findings)
    by_id = {one.id: one for one in findings}
    places = {one.id: place for place, one in enumerate(findings)}
    pairs = []
    for first, second in _sharing(findings, words):
        shared = [written for stem, written in words[first].items() if stem in words[second]]
        shorter_n = min(len(words[first]), len(words[second]))
        pair = _pair(by_id[first], by_id[second], shared, shapes)
        if _is_alike(pair, shorter_n):
            pairs.append(pair)
    return sorted(pairs, key=lambda pair: (*_order(pair), places[pair.first], places[pair.second]))


def _order(pair: Pair) -> tuple[int, float]:
    return -len(pair.words), math.inf if pair.distance_m is None else pair.distance_m


def _sharing(findings: Sequence[Finding], words: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Pairs of one kind with a word in common, each once, in the order given."""
    having: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in findings:
        for stem in words[one.id]:
            having[one.kind, stem].append(one.id)
    return list(dict.fromkeys(pair for ids in having.values() for pair in combinations(ids, 2)))


def _pair(first: Finding, second: Finding, shared: list[str], shapes: Mapping[str, BaseGeometry]) -> Pair:
    distance = shapes[first.id].distance(shapes[second.id]) if first.id in shapes and second.id in shapes else None
    return Pair(
        first=first.id,
        second=second.id,
        words=tuple(shared),
        distance_m=distance,
        is_same_area=bool(first.area_id) and first.area_id == second.area_id,
        is_town=not any(one.area_id or one.geometry is not None for one in (first, second)),
    )


def _is_alike(pair: Pair, shorter_n: int) -> bool:
    shared_n = len(pair.words)
    if pair.distance_m is not None and pair.distance_m <= NEAR_M:
        return True
    if (pair.is_same_area or pair.is_town) and (shared_n >= 2 or shared_n == shorter_n):
        return True
    return shared_n >= 3 and shared_n >= _MOST_SHARE * shorter_n


def _in_metres(findings: Sequence[Finding]) -> dict[str, BaseGeometry]:
    """Geometries on a plane in metres that is true enough across a town."""
    import numpy as np
    import shapely

    from geo.crs import EARTH_RADIUS_M

    placed = {one.id: one.geometry for one in findings if one.geometry is not None}
    if not placed:
        return {}
    middle = np.mean([(shape.bounds[1] + shape.bounds[3]) / 2 for shape in placed.values()])
    degree_m = EARTH_RADIUS_M * math.pi / 180
    scale = np.array([degree_m * math.cos(math.radians(middle)), degree_m])
    return {one: shapely.transform(shape, lambda points: points * scale) for one, shape in placed.items()}
