"""The registry of measures with the kinds of places of an edition, or the usual ones: for builds, commands, docs."""

from __future__ import annotations

from functools import lru_cache

from analysis.parameters import Parameters
from analysis.registry import Measure, markdown, measures
from geo.osm import PlaceKinds, load_place_kinds

__all__ = ["access_kinds", "all_measures", "measures_markdown", "measures_table", "registry_for"]


def access_kinds(kinds: PlaceKinds | None = None) -> list[tuple[str, str]]:
    """Key and plural of what the access family is given for: bumping places and each everyday amenity."""
    amenities = [(kind.key, kind.plural) for kind in kinds or load_place_kinds() if kind.is_amenity]
    return [("bumping_places", "bumping places"), *amenities]


@lru_cache(maxsize=8)
def registry_for(
    parameters: Parameters | None = None, noun: str = "residents", kinds: PlaceKinds | None = None
) -> dict[str, Measure]:
    """Every measure by column, with the limits, the noun and the kinds of places of an edition in its words."""
    words = [(kind.key, kind.singular) for kind in kinds or load_place_kinds()]
    return measures(words, access=access_kinds(kinds), parameters=parameters, noun=noun)


def all_measures() -> dict[str, Measure]:
    """Every measure by name, in page order, with the usual limits."""
    return registry_for()


def measures_markdown() -> str:
    """``docs/measures.md``."""
    return markdown(all_measures())


def measures_table() -> list[dict[str, str]]:
    """Name, title, unit, meaning, source and definition of every measure."""
    return [
        {
            "name": measure.name,
            "title": measure.title,
            "unit": measure.unit,
            "meaning": measure.meaning,
            "leaves_out": measure.leaves_out,
            "source": measure.source,
            "definition": measure.definition,
        }
        for measure in all_measures().values()
    ]
