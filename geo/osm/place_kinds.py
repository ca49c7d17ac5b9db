"""Kinds of places (``place_kinds.toml``): what a planner calls them and which OpenStreetMap tags make them.

A file is checked as a whole: every fault is named, not just the first. Builds and pages use the packaged one, in every
atlas; another can be read, and no atlas gives one as yet.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geo.errors import Report

__all__ = ["GROUPS", "PlaceKind", "PlaceKinds", "TagRule", "load_place_kinds"]

PACKAGED = Path(__file__).with_name("place_kinds.toml")
RUN_BY = ("public", "private", "community")
GROUPS = ("green", "meeting", "food", "shops", "learning", "health", "sport", "travel", "other")
"""Kinds that share a symbol on the map."""
_TEXTS = ("title", "singular", "plural", "run_by", "icon", "group")
_FLAGS = ("is_bumping_place", "is_indoors", "is_free", "is_amenity")
_OPTIONAL = ("min_area_m2", "not_inside", "is_one_site")
_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class TagRule:
    """One rule: ``key`` has one of ``values`` (``"*"``: any), all of ``only`` hold and none of ``unless``."""

    key: str
    values: frozenset[str]
    only: tuple[tuple[str, frozenset[str]], ...] = ()
    unless: tuple[tuple[str, frozenset[str]], ...] = ()

    def fits(self, tags: Mapping[str, str]) -> bool:
        """Does a feature with these tags meet the rule? A value such as ``"cafe;bakery"`` is two values."""
        return (
            _has(tags, self.key, self.values)
            and all(_has(tags, key, values) for key, values in self.only)
            and not any(_has(tags, key, values) for key, values in self.unless)
        )


@dataclass(frozen=True)
class PlaceKind:
    """One kind of place. Words and flags are explained at the head of ``place_kinds.toml``."""

    key: str
    title: str
    singular: str
    plural: str
    is_bumping_place: bool
    is_indoors: bool
    is_free: bool
    run_by: str
    is_amenity: bool
    icon: str
    group: str
    rules: tuple[TagRule, ...]
    min_area_m2: float = 0.0
    not_inside: tuple[str, ...] = ()
    is_one_site: bool = False


@dataclass(frozen=True)
class PlaceKinds:
    """All kinds, in the order of the file."""

    kinds: tuple[PlaceKind, ...]

    def __iter__(self) -> Iterator[PlaceKind]:
        return iter(self.kinds)

    def __len__(self) -> int:
        return len(self.kinds)

    def __getitem__(self, key: str) -> PlaceKind:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all kinds."""
        return tuple(kind.key for kind in self.kinds)

    @property
    def titles(self) -> dict[str, str]:
        """Key → heading."""
        return {kind.key: kind.title for kind in self.kinds}

    @property
    def amenity_kinds(self) -> tuple[str, ...]:
        """Keys of the kinds that count as everyday amenities."""
        return tuple(kind.key for kind in self.kinds if kind.is_amenity)

    @property
    def bumping_kinds(self) -> tuple[str, ...]:
        """Keys of the kinds that are bumping places."""
        return tuple(kind.key for kind in self.kinds if kind.is_bumping_place)

    @cached_property
    def tag_keys(self) -> frozenset[str]:
        """OSM keys that can make a place."""
        return frozenset(rule.key for kind in self.kinds for rule in kind.rules)

    def kinds_of(self, tags: Mapping[str, str]) -> tuple[PlaceKind, ...]:
        """The kinds of a feature with these tags, in the order of the file; empty if it is no place.

        A feature has several kinds if different OSM keys say so, a shop (``shop``) that is a post office (``amenity``),
        or several values of one key (``amenity=cafe;library``).
        """
        keys = self._by_tag.keys() & tags.keys()
        if not keys:
            return ()
        first: set[int] = set()
        for key in keys:
            fitting = [position for position, rule in self._by_tag[key] if rule.fits(tags)]
            first.update(fitting if ";" in tags[key] else fitting[:1])
        return tuple(self.kinds[position] for position in sorted(first))

    @cached_property
    def _by_key(self) -> dict[str, PlaceKind]:
        return {kind.key: kind for kind in self.kinds}

    @cached_property
    def _by_tag(self) -> dict[str, list[tuple[int, TagRule]]]:
        table: dict[str, list[tuple[int, TagRule]]] = {}
        for position, kind in enumerate(self.kinds):
            for rule in kind.rules:
                table.setdefault(rule.key, []).append((position, rule))
        return table


def load_place_kinds(path: Path | str | None = None) -> PlaceKinds:
    """Read and check a file of place kinds.

    Args:
        path: another TOML file; None for the one that comes with Everyday Atlas.

    Raises:
        InputError: with every fault of the file.
    """
    source = PACKAGED if path is None else Path(path)
    report = Report(source.name, "kinds of places")
    kinds = _read(source, report)
    report.raise_if_refused()
    return PlaceKinds(tuple(kinds))


def _read(source: Path, report: Report) -> list[PlaceKind]:
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8-sig"))
    except OSError as error:
        _refuse(report, "unreadable", f"The file cannot be opened ({error.strerror}).", "a TOML file")
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        _refuse(report, "not-toml", f"The file is not valid TOML: {error}.", "a TOML file in UTF-8")
        return []
    for name in table.keys() - {"kind"}:
        _refuse(report, "unknown-table", f"There is something called {name!r} beside the kinds.", "[kind.KEY] only")
    entries = table.get("kind")
    if not isinstance(entries, dict) or not entries:
        _refuse(report, "no-kinds", "The file names no kinds of places.", "at least one [kind.KEY]")
        return []
    kinds = [_kind(key, entry, report) for key, entry in entries.items()]
    for key, entry in entries.items():
        for other in entry.get("not_inside", []) if isinstance(entry, dict) else []:
            if other not in entries:
                _refuse(report, "unknown-kind", f"{key}: not_inside names {other!r}.", "keys of kinds in this file")
    return [kind for kind in kinds if kind is not None]


def _kind(key: str, entry: object, report: Report) -> PlaceKind | None:
    before = len(report.problems)
    if not _KEY.fullmatch(key):
        _refuse(report, "bad-key", f"The key {key!r} cannot be part of a column name.", "a-z, 0-9 and underscores")
    if not isinstance(entry, dict):
        _refuse(report, "bad-kind", f"{key} is not a table.", f"[kind.{key}]")
        return None
    for name in (*_TEXTS, *_FLAGS, "tags"):
        if name not in entry:
            _refuse(report, "missing", f"{key} has no {name}.", name)
    for name in entry.keys() - {*_TEXTS, *_FLAGS, *_OPTIONAL, "tags"}:
        _refuse(report, "unknown-setting", f"{key} has a setting {name!r} that is not known.", "one listed above")
    for name in _TEXTS:
        if name in entry and not (isinstance(entry[name], str) and entry[name].strip()):
            _refuse(report, "bad-text", f"{key}: {name} is {entry[name]!r}.", "text that is not empty")
    for name in (*_FLAGS, "is_one_site"):
        if name in entry and not isinstance(entry[name], bool):
            _refuse(report, "bad-flag", f"{key}: {name} is {entry[name]!r}.", "true or false")
    if isinstance(entry.get("run_by"), str) and entry["run_by"] not in RUN_BY:
        _refuse(report, "bad-run-by", f"{key}: run_by is {entry['run_by']!r}.", ", ".join(RUN_BY))
    if isinstance(entry.get("group"), str) and entry["group"] not in GROUPS:
        _refuse(report, "bad-group", f"{key}: group is {entry['group']!r}.", ", ".join(GROUPS))
    smallest = entry.get("min_area_m2", 0)
    if isinstance(smallest, bool) or not isinstance(smallest, int | float) or not 0 <= smallest < 1e9:
        _refuse(report, "bad-area", f"{key}: min_area_m2 is {smallest!r}.", "square metres, 0 or more")
    inside = entry.get("not_inside", [])
    if not isinstance(inside, list) or not all(isinstance(other, str) for other in inside):
        _refuse(report, "bad-not-inside", f"{key}: not_inside is {inside!r}.", "a list of keys of kinds")
    rules = _rules(key, entry.get("tags"), report) if "tags" in entry else []
    if len(report.problems) > before:
        return None
    words = {name: entry[name] for name in (*_TEXTS, *_FLAGS)}
    return PlaceKind(
        key=key,
        rules=tuple(rules),
        min_area_m2=float(smallest),
        not_inside=tuple(inside),
        is_one_site=entry.get("is_one_site", False),
        **words,
    )


def _rules(key: str, given: object, report: Report) -> list[TagRule]:
    if not isinstance(given, list) or not given:
        _refuse(report, "no-tags", f"{key}: tags is {given!r}.", 'a list such as [["amenity", "cafe"]]')
        return []
    rules = []
    for number, rule in enumerate(given, start=1):
        label = f"{key}: rule {number} of tags"
        if not isinstance(rule, list) or len(rule) not in (2, 3) or not isinstance(rule[0], str) or not rule[0]:
            _refuse(report, "bad-rule", f"{label} is {rule!r}.", '["key", "value"], with conditions after it if any')
            continue
        values = _values(rule[1])
        conditions = rule[2] if len(rule) == 3 else {}
        if values is None:
            _refuse(report, "bad-rule", f"{label} has the value {rule[1]!r}.", 'text, a list of texts, or "*"')
            continue
        if not isinstance(conditions, dict) or conditions.keys() - {"only", "unless"}:
            _refuse(report, "bad-rule", f"{label} has the conditions {conditions!r}.", "{ only = …, unless = … }")
            continue
        only, unless = (_conditions(label, conditions.get(name, {}), report) for name in ("only", "unless"))
        rules.append(TagRule(rule[0], values, only, unless))
    return rules


def _conditions(label: str, given: object, report: Report) -> tuple[tuple[str, frozenset[str]], ...]:
    if not isinstance(given, dict) or any(_values(values) is None for values in given.values()):
        _refuse(report, "bad-rule", f"{label} has the condition {given!r}.", '{ key = ["value", …] }')
        return ()
    return tuple((key, _values(values) or frozenset()) for key, values in given.items())


def _values(given: object) -> frozenset[str] | None:
    if isinstance(given, str) and given:
        return frozenset([given])
    if isinstance(given, list) and given and all(isinstance(value, str) and value for value in given):
        return frozenset(given)
    return None


def _has(tags: Mapping[str, str], key: str, values: frozenset[str]) -> bool:
    value = tags.get(key)
    if value is None:
        return False
    if value in values or "*" in values:
        return True
    return ";" in value and any(part.strip() in values for part in value.split(";"))


def _refuse(report: Report, code: str, found: str, needed: str) -> None:
    report.add("refused", code, found, needed=f"{needed}.", action="Correct the file and try again.")
