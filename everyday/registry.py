"""The registry of measures with the place kinds of the package, for the command line, the docs and the app."""

from __future__ import annotations

from functools import lru_cache

from analysis.measures import Measure, markdown, measures
from geo.place_kinds import load_place_kinds

__all__ = ["all_measures", "measures_markdown", "measures_table"]


@lru_cache(maxsize=1)
def all_measures() -> dict[str, Measure]:
    """Every measure by name, in page order."""
    return measures([(kind.key, kind.title) for kind in load_place_kinds()])


def measures_markdown() -> str:
    """``docs/measures.md``."""
    return markdown(all_measures())


def measures_table() -> list[dict[str, str]]:
    """Name, title, unit, meaning and source of every measure."""
    return [
        {
            "name": measure.name,
            "title": measure.title,
            "unit": measure.unit,
            "meaning": measure.meaning,
            "leaves_out": measure.leaves_out,
            "source": measure.source,
        }
        for measure in all_measures().values()
    ]
