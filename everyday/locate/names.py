"""The names of a town: areas, settlements, places, streets and stops by what people call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from everyday.atlas import OpenEdition
from everyday.locate.ranking import CLOSE, CODE, EXACT, WORD, Hit, ranked
from everyday.locate.spots import FEED, KINDS, Spot, area_word, spots_of
from everyday.locate.typed import fold

__all__ = ["KINDS", "Names", "Spot", "area_word", "names_of"]

MOST_CLOSE = 5
SEARCHED = ("area", "settlement", "place", "stop", "street")
"""The order of what answers equally well to a search."""
_ASKED = {"place": ("place", "settlement")}
_BRACKETS = re.compile(r"^(.*)\(([^()]*)\)\s*$", re.DOTALL)
_PREFIXES = {"ward": "area", "area": "area", "neighbourhood": "area", "street": "street", "road": "street",
             "stop": "stop", "station": "stop", "place": "place"}  # fmt: skip
_OSM = re.compile(r"^(node|way|relation|n|w|r)\s*/?\s*(\d{1,15})$")


def _is_of(spot: Spot, kind: str) -> bool:
    """True if a spot is what was asked for; who asks for a place may mean a suburb."""
    return not kind or spot.kind in _ASKED.get(kind, (kind,))


class Names:
    """What can be named in an edition: ``spots`` by label, areas first, then places, stops and streets by name."""

    def __init__(self, opened: OpenEdition) -> None:
        spots, names, labels = spots_of(opened)
        self.spots = {spot.label: spot for spot in spots}
        self._labels = dict(zip(labels, spots, strict=True))
        self._codes: dict[str, list[Spot]] = {}
        self._names: dict[str, list[Spot]] = {}
        self._searched: list[tuple[str, str, Spot]] = []
        for spot, name, label in zip(spots, names, labels, strict=True):
            self._remember(spot, name, label)

    def _remember(self, spot: Spot, name: str, label: str) -> None:
        self._add_name(name, spot)
        self._searched.append((name, label, spot))
        for code in spot.codes:
            is_welsh = spot.kind == "area" and code != spot.area_id
            if not is_welsh:
                for one in {code.casefold(), FEED.sub("", code).casefold()}:
                    self._codes.setdefault(one, []).append(spot)
            elif code and (welsh := fold(code)) != name:
                self._add_name(welsh, spot)
                self._searched.append((welsh, f"{welsh} {label}", spot))

    def _add_name(self, name: str, spot: Spot) -> None:
        known = self._names.setdefault(name, [])
        if name and spot not in known:
            known.append(spot)

    def area(self, area_id: str) -> Spot | None:
        """The area with a code."""
        return next((spot for spot in self._codes.get(area_id.casefold(), ()) if spot.kind == "area"), None)

    def match(self, words: str, *, kind: str = "", area_id: str = "") -> list[Spot]:
        """Spots that words mean: by label, name, code or id, or ``"name, area"``; those of the first kind that has any.

        Args:
            words: what was typed, e.g. ``"High Street"``, ``"stop High Street, Samphire"``, ``"000123"``.
            kind: one of ``KINDS``, else any.
            area_id: only what lies in this area.
        """
        for text, only in self._readings(words, kind):
            found = [
                spot for spot in self._meant(text)
                if _is_of(spot, only) and (not area_id or spot.area_id == area_id)
            ]  # fmt: skip
            for first in KINDS:
                if of_kind := [spot for spot in found if spot.kind == first]:
                    return of_kind
        return []

    def _readings(self, words: str, kind: str) -> list[tuple[str, str]]:
        """The text as it stands, then without a word in front or behind that says what it is ("ward Samphire")."""
        readings = [(words, kind)]
        parts = words.split()
        if len(parts) > 1:
            for word, rest in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
                said = _PREFIXES.get(word.casefold().strip(":"))
                if said and kind in ("", said):
                    readings.append((" ".join(rest), said))
        return readings

    def _meant(self, text: str) -> list[Spot]:
        if (spot := self.spots.get(text.strip()) or self._labels.get(fold(text))) is not None:
            return [spot]
        if found := self._by_code(text):
            return found
        if found := self._names.get(fold(text), []):
            return found
        if (brackets := _BRACKETS.match(text)) and (found := self._by_code(brackets[2])):
            return [spot for spot in found if fold(spot.name) == fold(brackets[1].split(",")[0])]
        return self._in_area(text)

    def _by_code(self, text: str) -> list[Spot]:
        code = text.strip().casefold()
        if osm := _OSM.match(code):
            code = osm[1][0] + osm[2]
        return self._codes.get(code, [])

    def _in_area(self, text: str) -> list[Spot]:
        """ "High Street, Samphire": what has the name in an area of that name."""
        name, comma, where = text.rpartition(",")
        if not comma:
            return []
        areas = {spot.area_id for spot in self.match(where.strip(), kind="area")}
        return [spot for spot in self._names.get(fold(name), []) if spot.kind != "area" and spot.area_id in areas]

    def ranked(self, words: str, *, kind: str = "", most: int = 10) -> list[Spot]:
        """What somebody may mean who is typing, the best first: by rank, then by kind, then the shorter name.

        Args:
            words: a name or its beginning, also misspelled, a code, an id, ``"High Street, Samphire"``.
            kind: one of ``KINDS``, else any.
            most: so many at most.
        """
        best: dict[str, tuple[int, float]] = {}
        readings = self._readings(words[:200], kind)
        for text, only in readings:
            for hit in self._hits(text, only):
                spot = self._searched[hit.row][2]
                best[spot.label] = min(best.get(spot.label, (CLOSE, 100.0)), (hit.rank, hit.far))
            if any(rank <= WORD for rank, _ in best.values()):
                break  # "High Street" is no "high" among the streets
        spots = [self.spots[label] for label in best]
        spots.sort(key=lambda spot: (*_step(*best[spot.label]), SEARCHED.index(spot.kind), len(spot.name), spot.label))
        return spots[:most]

    @lru_cache(maxsize=8)  # noqa: B019 - a town's names are kept for the life of the process
    def _of_kind(self, kind: str) -> tuple[list[int], list[str], list[str]]:
        """Rows of what is searched, their names and labels, of one kind."""
        rows = [row for row, (_, _, spot) in enumerate(self._searched) if _is_of(spot, kind)]
        return rows, [self._searched[row][0] for row in rows], [self._searched[row][1] for row in rows]

    def _hits(self, text: str, kind: str) -> list[Hit]:
        rows, names, labels = self._of_kind(kind)
        exact = {spot.label for spot in self._meant(text)}
        coded = {spot.label for spot in self._by_code(text)}
        hits = ranked(fold(text), names, labels)
        found = [Hit(rows[hit.row], hit.rank, hit.far) for hit in hits]
        for row in rows:
            if (label := self._searched[row][2].label) in exact:
                found.append(Hit(row, CODE if label in coded else EXACT))
        return found

    def texts(self, spots: Sequence[Spot], kind: str = "") -> list[str]:
        """How to ask for each of several spots so that exactly it is found: "High Street, Samphire", else its label."""
        found = []
        for spot in spots:
            short = f"{spot.name}, {spot.area_name}"
            is_short = spot.area_name and spot.kind != "area" and self.match(short, kind=kind) == [spot]
            found.append(short if is_short else spot.label)
        return found

    def close(self, words: str, kind: str = "") -> list[str]:
        """At most five names that are written much like the words or have them in it."""
        found = self.ranked(words, kind=kind, most=4 * MOST_CLOSE)
        return list(dict.fromkeys(spot.name for spot in found))[:MOST_CLOSE]


def _step(rank: int, far: float) -> tuple[int, int]:
    """Spellings in steps of five: within one, what kind of thing it is decides."""
    return rank, round(far / 5)


@lru_cache(maxsize=6)
def names_of(opened: OpenEdition) -> Names:
    """The names of an edition, read at the first use and kept."""
    return Names(opened)
