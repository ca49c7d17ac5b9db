"""A row of the session sheet as a finding: what is wrong with it is said all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from everyday.atlas import filled
from everyday.exchange.sheet.columns import COLUMNS, PLACE_FIELDS
from everyday.pictures import Grid, grid_of_code
from geo.errors import AtlasError, NotFoundError, UsageError
from plan.exchange import split_list
from plan.records import Finding
from plan.rules import problems_of
from plan.taxonomy import Taxonomy
from plan.text import clean_line, clean_record, clean_text, title_and_text

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import Edition
    from everyday.locate import Place

__all__ = ["MOST_MISSES", "RowReader", "number_of_text"]

MOST_MISSES = 3_000
"""Names that are not found before no more are looked up: each costs a search for like spellings."""

_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_NUMBER = re.compile(r"^[+-]?\d{1,3}(?:[.,]\d{0,20})?$")
_LISTS = ("dimensions", "themes", "policy_spheres", "sectors")
_NOUNS = {
    "kinds": "kind", "levels": "level", "dimensions": "dimension", "themes": "theme", "policy_spheres": "policy sphere",
    "sectors": "sector", "methods": "method",
}  # fmt: skip
_LONGEST_SHOWN = 60
_NATIONAL = ("levels", "national")  # of actions only
_HEADINGS = {column.field: column.heading for column in COLUMNS}
_EXACT = ("grid", "street", "stop", "place", "lat", "lon", "geometry")


def number_of_text(words: str) -> float | None:
    """Degrees as people and spreadsheets write them: ``51.58``, ``51,58``, ``−2.99``, ``51.58°``; None for others."""
    plain = words.strip().replace("−", "-").rstrip("°").strip()
    return float(plain.replace(",", ".")) if _NUMBER.match(plain) else None


def _shown(words: str) -> str:
    line = clean_line(words)
    return f"“{line}”" if len(line) <= _LONGEST_SHOWN else f"“{line[:_LONGEST_SHOWN].rstrip()}…”"


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace("_", " ").split())


@dataclass
class RowReader:
    """Makes findings of rows of one sheet.

    Attributes:
        grid: of the squares, unless a row carries the code of another map.
        misses_n: names so far that were not found.
    """

    edition: Edition
    taxonomy: Taxonomy
    grid: Grid
    session: str
    method: str
    misses_n: int = 0
    _placed: dict[tuple[str, ...], Place | AtlasError] = field(default_factory=dict)
    _grids: dict[str, Grid] = field(default_factory=dict)
    _terms: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self, cells: Mapping[str, str]) -> tuple[Finding | None, Place | None, list[str]]:
        """The finding of a row and its place; or the reasons why there is none.

        Args:
            cells: texts by field (:data:`everyday.exchange.sheet.columns.COLUMNS`).
        """
        reasons = [
            f"{_HEADINGS[name]}: the cell shows the error {cells[name]}." for name in cells if cells[name] in _ERRORS
        ]
        given = {name: "" if words in _ERRORS else words for name, words in cells.items()}
        kind = self._kind(given.get("kind", ""), reasons)
        title, rest = title_and_text(given.get("title", ""))
        if not title:
            reasons.append("There is no sentence: say in a few words what it is like.")
        place = self._place(given, reasons)
        lists = {name: self._keys(name, given.get(name, ""), reasons) for name in _LISTS}
        level = self._level(given.get("level", ""), place, reasons)
        method = self._key("methods", given.get("method", ""), reasons) or self.method
        if reasons or place is None:
            return None, None, reasons
        finding = Finding(
            kind=kind, title=title, text=_joined(rest, given.get("text", ""), _note(given, place)), level=level,
            method=method, session=self.session, area_id=place.area_id, geometry=place.geometry,
            groups=split_list(given.get("groups", "")), dimensions=lists["dimensions"], themes=lists["themes"],
            policy_spheres=lists["policy_spheres"], sectors=lists["sectors"],
        )  # fmt: skip
        cleaned = clean_record(finding)
        if problems := problems_of(cleaned, self.taxonomy):
            return None, None, problems
        return cleaned, place, []

    def _known(self, terms: str) -> dict[str, str]:
        """Key by everything that a term may be called."""
        if terms not in self._terms:
            labels = self.taxonomy.labels(terms)
            self._terms[terms] = {_folded(label): key for key, label in labels.items()} | {
                _folded(key): key for key in labels
            }
        return self._terms[terms]

    def _key(self, terms: str, words: str, reasons: list[str]) -> str:
        """The key of a term given by label or key; empty, with a reason, if it is not known."""
        if not words.strip():
            return ""
        key = self._known(terms).get(_folded(words))
        if key is None:
            reasons.append(f"{_shown(words)} is not a {_NOUNS[terms]}. There are: {self._labels(terms)}.")
        return key or ""

    def _labels(self, terms: str) -> str:
        return ", ".join(label for key, label in self.taxonomy.labels(terms).items() if (terms, key) != _NATIONAL)

    def _kind(self, words: str, reasons: list[str]) -> str:
        if not words.strip():
            reasons.append(f"It is not said whether it is a {self._labels('kinds').replace(', ', ' or an ').lower()}.")
            return ""
        singular = _folded(words).removesuffix("s")
        return self._known("kinds").get(singular) or self._key("kinds", words, reasons)

    def _keys(self, terms: str, words: str, reasons: list[str]) -> tuple[str, ...]:
        """Keys of a list; commas, slashes and line ends separate too where the whole is no term."""
        known, found = self._known(terms), []
        for item in split_list(words):
            is_one = _folded(item) in known
            parts = [item] if is_one else [part for part in re.split(r"[,/\n+&|]", item) if part.strip()] or [item]
            found += [self._key(terms, part, reasons) for part in parts]
        return tuple(dict.fromkeys(key for key in found if key))

    def _level(self, words: str, place: Place | None, reasons: list[str]) -> str:
        keys = self._keys("levels", words, reasons)
        if not keys:
            return "city" if place is not None and place.how == "whole_town" else "neighbourhood"
        if set(keys) == {"neighbourhood", "city"}:
            return "both"
        if len(keys) > 1:
            reasons.append(f"Several levels are given: {_shown(words)}. Needed: one of {self._labels('levels')}.")
        return keys[0]

    def _place(self, given: Mapping[str, str], reasons: list[str]) -> Place | None:
        asked = tuple(given.get(name, "").strip() for name in (*PLACE_FIELDS, "map_code"))
        if asked not in self._placed:
            self._placed[asked] = self._looked_up(dict(zip((*PLACE_FIELDS, "map_code"), asked, strict=True)))
        found = self._placed[asked]
        if isinstance(found, AtlasError):
            reasons.append(" ".join(part for part in (found.found, found.needed) if part))
            return None
        return found

    def _looked_up(self, asked: Mapping[str, str]) -> Place | AtlasError:
        if self.misses_n >= MOST_MISSES:
            return UsageError(f"More than {MOST_MISSES:,} places were not found, so this one was not looked up.")
        try:
            return self._located(asked)
        except NotFoundError as fault:
            self.misses_n += not asked["grid"]
            return fault
        except AtlasError as fault:
            return fault

    def _located(self, asked: Mapping[str, str]) -> Place:
        """Raises AtlasError where nothing is called so, or the columns disagree."""
        from everyday.locate import locate, parse_shape

        exact = {name: asked[name] for name in _EXACT if asked[name]}
        if not exact:
            return self._in_words(asked["where"], asked["ward"], asked["map_code"])
        if exact.keys() & {"street", "stop", "place"}:
            if len(exact) > 1:
                raise UsageError(f"The place is given in several ways: {', '.join(exact)}.", "Needed: one of them.")
            return locate(
                self.edition, ward=asked["ward"], street=asked["street"], stop=asked["stop"], place=asked["place"]
            )
        if "geometry" in exact:
            return locate(self.edition, geometry=parse_shape(asked["geometry"]))
        if "grid" in exact and exact.keys() & {"lat", "lon"}:
            raise UsageError("The place is given in several ways: square, coordinates.", "Needed: one of them.")
        if "grid" in exact:
            return locate(self.edition, grid=asked["grid"], grid_of=self._squares(asked["map_code"], asked["ward"]))
        lat, lon = _degrees(asked)
        place = locate(self.edition, lat=lat, lon=lon)
        if asked["ward"]:
            self._must_be_in(place, asked["ward"])
        return place

    def _in_words(self, where: str, ward: str, map_code: str) -> Place:
        """A place in words; beside a ward what is so called there, else the ward itself."""
        from everyday.locate import locate, locate_words

        grid_of = self._squares(map_code, "")
        if where and ward:
            try:
                return locate_words(self.edition, f"{where}, {ward}", grid_of=grid_of)
            except AtlasError:
                return locate(self.edition, ward=ward)
        return locate_words(self.edition, where, grid_of=grid_of) if where else locate(self.edition, ward=ward)

    def _squares(self, map_code: str, ward: str) -> Callable[[str], BaseGeometry]:
        """Squares of the map that is meant; the middle of the part that is in the ward, if one is named."""
        grid = self._grid(map_code)
        if not ward:
            return grid.square
        area_id, outline = self._ward(ward)

        def part(name: str) -> BaseGeometry:
            shared = grid.square(name).intersection(outline)
            if shared.is_empty or not shared.area:
                raise NotFoundError(f"Square {_shown(name)} is not in the ward {_shown(ward)} ({area_id}).")
            middle: BaseGeometry = shared.centroid
            return middle if shared.covers(middle) else shared.representative_point()

        return part

    def _grid(self, map_code: str) -> Grid:
        if not map_code:
            return self.grid
        if map_code not in self._grids:
            self._grids[map_code] = grid_of_code(map_code)
        return self._grids[map_code]

    def _ward(self, ward: str) -> tuple[str, BaseGeometry]:
        from everyday.locate import locate

        area_id = locate(self.edition, ward=ward).area_id
        areas = filled(self.edition.areas())
        return area_id, areas.loc[areas["area_id"] == area_id, "geometry"].iloc[0]

    def _must_be_in(self, place: Place, ward: str) -> None:
        from everyday.locate import locate

        meant = locate(self.edition, ward=ward)
        if place.area_id != meant.area_id:
            raise UsageError(
                f"The coordinates are at {place.label}, not in {meant.label}.", "Needed: a ward and a point that agree."
            )


def _degrees(asked: Mapping[str, str]) -> tuple[float, float]:
    """Raises UsageError: one is missing, or is no number."""
    wrong = [f"{name} is {_shown(asked[name])}" for name in ("lat", "lon") if number_of_text(asked[name]) is None]
    lat, lon = number_of_text(asked["lat"]), number_of_text(asked["lon"])
    if lat is None or lon is None:
        empty = [name for name in ("lat", "lon") if not asked[name]]
        found = f"{empty[0]} is missing." if len(wrong) == len(empty) else f"{' and '.join(wrong)}."
        raise UsageError(found[0].upper() + found[1:], "Needed: degrees such as 51.5877 and -2.9984.")
    return lat, lon


def _note(given: Mapping[str, str], place: Place) -> str:
    """Words about the place that did not place it."""
    where = given.get("where", "").strip()
    is_placed_by_others = any(given.get(name, "").strip() for name in _EXACT)
    is_placed_by_ward = place.how == "ward" and bool(given.get("ward", "").strip())
    return f"Where: {where}" if where and (is_placed_by_others or is_placed_by_ward) else ""


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in map(clean_text, parts) if part)
