"""Which OpenStreetMap extracts cover a town and what lies round it, by the outlines of Geofabrik's index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.errors import FetchError

__all__ = ["ExtractOffered", "choose_extracts"]

_SMALL_REST = 0.002
"""Share of the ground that may lie in no extract chosen: water, and slivers where outlines meet."""


@dataclass(frozen=True)
class ExtractOffered:
    """An extract by its id, name and address; ``area_deg2`` is that of its outline, which stands for its size."""

    id: str
    name: str
    address: str
    outline: BaseGeometry
    area_deg2: float


def choose_extracts(index: Mapping[str, Any], ground: BaseGeometry) -> list[ExtractOffered]:
    """The smallest extract that covers ``ground``, or several smaller ones that do together.

    Several are chosen where their outlines together are smaller than that of the one. Ground that no extract has (the
    open sea) need not be covered.

    Args:
        index: ``index-v1.json``, with outlines.
        ground: the town with its margin, in degrees.

    Raises:
        FetchError: the index is none, or no extract holds any of the ground.
    """
    offered = [found for feature in index.get("features") or [] if (found := _offered(feature)) is not None]
    touching = [one for one in offered if one.outline.intersects(ground)]
    if not touching:
        raise FetchError(
            "The index of extracts has none for this town.", do="Download an extract by hand and add it: osm."
        )
    known = shapely.union_all([one.outline for one in touching]).intersection(ground)
    least = known.area * (1 - _SMALL_REST)
    covering = [one for one in touching if one.outline.intersection(known).area >= least]
    single = min(covering, key=lambda one: one.area_deg2, default=None)
    several = _together(
        [one for one in touching if single is None or one.area_deg2 < single.area_deg2], known, known.area - least
    )
    if several and (single is None or sum(one.area_deg2 for one in several) < single.area_deg2):
        return several
    if single is None:
        raise FetchError(
            "No extracts together cover this town and what lies round it.", do="Download one by hand and add it: osm."
        )
    return [single]


def _together(smaller: list[ExtractOffered], ground: BaseGeometry, most_left: float) -> list[ExtractOffered]:
    """Extracts that cover the ground together, the smallest first; none where they do not."""
    left, chosen = ground, []
    for one in sorted(smaller, key=lambda one: (one.area_deg2, one.id)):
        if left.area <= most_left:
            break
        rest = left.difference(one.outline)
        if left.area - rest.area > most_left / 10:
            chosen.append(one)
            left = rest
    if left.area > most_left:
        return []
    for one in sorted(chosen, key=lambda one: -one.area_deg2):  # what others cover without it
        others = [other for other in chosen if other is not one]
        if others and ground.difference(shapely.union_all([o.outline for o in others])).area <= most_left:
            chosen = others
    return sorted(chosen, key=lambda one: one.id)


def _offered(feature: Mapping[str, Any]) -> ExtractOffered | None:
    properties, geometry = feature.get("properties") or {}, feature.get("geometry")
    address = (properties.get("urls") or {}).get("pbf")
    if not geometry or not address:
        return None
    outline = shapely.make_valid(shape(geometry))
    return ExtractOffered(
        str(properties.get("id")), str(properties.get("name", "")), str(address), outline, float(outline.area)
    )
