"""Authorities that end: what a list of the product says of it, and what the newest boundaries have in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from everyday.fetch.ageing import said_day
from everyday.fetch.sources import Sources
from everyday.fetch.towns import rows_of
from geo.errors import FetchError
from geo.sources import features, newest_edition

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Follower", "ended_words", "followers", "followers_words"]

_LEAST_SHARE = 0.02
"""Of the old authority: what the newer holds less of is where two drawings of one border differ."""


@dataclass(frozen=True)
class Follower:
    """An authority of the newest boundaries with its share (0–1) of the ground of the old one."""

    code: str
    name: str
    share: float


def ended_words(code: str, today: date) -> str:
    """What the list says of an authority's end, a sentence; empty where it says nothing. It raises nothing."""
    row = _listed().get(code)
    if row is None:
        return ""
    day = date.fromisoformat(row["ends"])
    follows = f"{row['follows']} ({row['follows_code']})" if row["follows_code"] else row["follows"]
    if row["follows"] == row["name"]:
        return f"The code {code} of {row['name']} ended on {said_day(day)}; the code is {row['follows_code']} now."
    return f"{row['name']} {'ended' if day <= today else 'ends'} on {said_day(day)}; {follows} follows it."


@lru_cache(maxsize=1)
def _listed() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows_of("follow.csv")}


def followers(ask: Callable[[str, Any], Any], sources: Sources, outline: BaseGeometry) -> list[Follower]:
    """Authorities of the newest boundaries that hold the ground of one that ended, the largest share first.

    Args:
        ask: asks an address with parameters and gives the JSON.
        sources: addresses.
        outline: the old authority, in degrees.

    Raises:
        FetchError: the service does not answer.
    """
    import shapely
    from shapely.geometry import shape

    told = sources["wards"]
    edition = newest_edition(ask, told["catalogue"], told["organisation"], words="Local Authority Districts")
    if edition is None:
        raise FetchError("The catalogue of ONS lists no boundaries of authorities.", do="Try again later.")
    code, name = (f"LAD{edition.year}{end}" for end in ("CD", "NM"))
    west, south, east, north = (float(edge) for edge in outline.bounds)
    found = []
    for row in features(ask, edition.layer, (code, name), box=(west, south, east, north)):
        share = shapely.make_valid(shape(row["geometry"])).intersection(outline).area / outline.area
        if share >= _LEAST_SHARE:
            found.append(Follower(str(row["properties"][code]), str(row["properties"][name]), float(share)))
    return sorted(found, key=lambda one: -one.share)


def followers_words(found: list[Follower]) -> str:
    """``"West Surrey (E06000068) follows it."``, with shares where it was divided. It raises nothing."""
    if not found:
        return "The newest boundaries of authorities have none there."
    if len(found) == 1:
        return f"{found[0].name} ({found[0].code}) follows it."
    return f"Its ground is divided: {', '.join(f'{one.name} ({one.code}) {one.share:.0%}' for one in found)}."
