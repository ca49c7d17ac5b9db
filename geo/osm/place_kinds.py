"""Kinds of places: what a planner calls them and which OpenStreetMap tags make them.

They are read from files by :mod:`geo.osm.kind_files`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

__all__ = ["PlaceKind", "PlaceKinds", "TagRule"]


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

    def to_records(self) -> list[dict[str, Any]]:
        """All kinds as JSON takes them."""
        return [
            asdict(kind)
            | {
                "rules": [
                    [rule.key, sorted(rule.values), _plain(rule.only), _plain(rule.unless)] for rule in kind.rules
                ]
            }
            for kind in self.kinds
        ]

    @classmethod
    def from_records(cls, records: list[dict[str, Any]]) -> PlaceKinds:
        """The kinds that :meth:`to_records` wrote."""
        return cls(
            tuple(
                PlaceKind(
                    **record
                    | {
                        "not_inside": tuple(record["not_inside"]),
                        "rules": tuple(
                            TagRule(key, frozenset(values), _frozen(only), _frozen(unless))
                            for key, values, only, unless in record["rules"]
                        ),
                    }
                )
                for record in records
            )
        )

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


def _plain(conditions: tuple[tuple[str, frozenset[str]], ...]) -> list[list[Any]]:
    return [[key, sorted(values)] for key, values in conditions]


def _frozen(conditions: list[list[Any]]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((key, frozenset(values)) for key, values in conditions)


def _has(tags: Mapping[str, str], key: str, values: frozenset[str]) -> bool:
    value = tags.get(key)
    if value is None:
        return False
    if value in values or "*" in values:
        return True
    return ";" in value and any(part.strip() in values for part in value.split(";"))
