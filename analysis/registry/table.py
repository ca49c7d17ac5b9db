"""The registry of measures: every column of the cell table, in words a planner can use.

A *measure* is a defined quantity, a *value* its number in a cell or an area. Tables, the legend, the profile, the
command ``everyday measures`` and ``docs/measures.md`` all read this registry, so that a measure is described once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.parameters import Parameters
from analysis.registry.model import Measure, lower_first
from analysis.registry.observed import OBSERVED
from analysis.registry.texts import (
    ACCESS,
    BASE,
    CITY,
    CITY_DEPTH,
    CITY_SCORE,
    NEAREST,
    NEIGHBOURHOOD,
    NEIGHBOURHOOD_DEPTH,
    NEIGHBOURHOOD_LAST,
    NEIGHBOURHOOD_SCORE,
    TYPOLOGY,
)

__all__ = ["markdown", "measures", "near_home_columns"]

_LEVEL_TITLES: dict[str, str] = {
    "base": "What each row is",
    "neighbourhood": "Near home: the neighbourhood level",
    "city": "Across town: the city level",
    "observed": "Observed: how people of a sample move",
}
_COMBINE_WORDS: dict[str, str] = {
    "weighted_mean": "average over the people of the area (each cell counts by the part of its people who live there)",
    "sum": "sum over the area's parts of cells",
    "none": "not given for areas",
}
_TEXTS = ("title", "meaning", "leaves_out", "next_step", "source", "absent")
_BETTER_WORDS: dict[str, str] = {"higher": "more is better", "lower": "less is better"}


def measures(
    kinds: Iterable[tuple[str, str]],
    *,
    access: Iterable[tuple[str, str]] = (),
    parameters: Parameters | None = None,
    noun: str = "residents",
) -> dict[str, Measure]:
    """Every measure by column name, in the order of the cell table and of the pages.

    Args:
        kinds: key and title of each place kind, amenities and others; each gets a ``nearest_<key>_min`` column.
        access: key and plural of what the family of access measures is given for: bumping places and each amenity kind.
        parameters: walking speed and limits named in the texts, and the bands; the defaults if None.
        noun: what the weights count: ``"residents"``, ``"households"``, ``"small areas"`` or ``"cells"``.
    """
    given = parameters or Parameters()
    nearest = [
        replace(
            NEAREST,
            name=NEAREST.name.replace("<kind>", key),
            title=NEAREST.title.replace("{kind}", lower_first(title)),
            meaning=NEAREST.meaning.replace("{kind}", lower_first(title)),
            next_step=NEAREST.next_step.replace("{kind}", lower_first(title)),
            kind=key,
        )
        for key, title in kinds
    ]
    city: list[Measure] = []
    for measure in CITY:
        if not measure.name.endswith("_<band>"):
            title = next((band.title for band in given.bands if band.name == measure.band), measure.band_title)
            city.append(replace(measure, band_title=title if measure.band else ""))
            continue
        stem = measure.name.removesuffix("<band>")
        for band in given.bands:
            known_by = measure.known_by.replace("<band>", band.name)
            named = replace(measure, name=stem + band.name, band=band.name, band_title=band.title, known_by=known_by)
            city.append(named)
    near = [NEIGHBOURHOOD_SCORE, *NEIGHBOURHOOD, *nearest, *NEIGHBOURHOOD_LAST, *NEIGHBOURHOOD_DEPTH, *_access(access)]
    everything = [*BASE, TYPOLOGY, *near, CITY_SCORE, *city, *CITY_DEPTH, *OBSERVED]
    words = _words(given, noun)
    return {measure.name: _fill(measure, words, noun) for measure in everything}


def near_home_columns(kinds: Iterable[str]) -> list[str]:
    """Columns of the neighbourhood level that depend on streets and places alone, in order; ``kinds`` are place kinds.

    :func:`analysis.neighbourhood.neighbourhood_level` computes them; a scenario that leaves the streets as they are
    takes them over.
    """
    nearest = [NEAREST.name.replace("<kind>", kind) for kind in kinds]
    return [*(one.name for one in NEIGHBOURHOOD), *nearest, *(one.name for one in NEIGHBOURHOOD_LAST)]


def _access(access: Iterable[tuple[str, str]]) -> list[Measure]:
    """The access family of each kind of place; what a registry has already under that name is left to it."""
    return [
        replace(
            measure,
            name=measure.name.replace("<what>", key),
            title=measure.title.replace("{Plural}", plural[:1].upper() + plural[1:]),
            meaning=measure.meaning.replace("{Plural}", plural[:1].upper() + plural[1:]).replace("{plural}", plural),
        )
        for key, plural in access
        for measure in ACCESS
        if (key, measure.name) != ("bumping_places", "<what>_15min_n")
    ]


def markdown(registry: Mapping[str, Measure]) -> str:
    """The registry as a page of documentation; bands of one measure share an entry, and so do kinds of places."""
    lines = [
        "# What each measure means",
        "",
        "This page is written by `everyday measures --markdown` from the registry the program itself uses.",
        "An empty value means *not known*; 0 means *known and none*. Shares run from 0 to 1 in the files"
        " and are shown as per cent. Walking times include the way from the middle of the cell to the nearest street.",
        "Formulas, limits and worked values are in [Definitions](definitions.md), to which each *Definition* leads;"
        " so are the rules of [rounding and missing values](definitions.md#rounding-and-missing-values).",
        "",
    ]
    level = ""
    for family in _families(registry.values()):
        first = family[0]
        if first.level != level:
            level = first.level
            lines += [f"## {_LEVEL_TITLES[level]}", ""]
        lines += _entry(family)
    return "\n".join(lines).rstrip() + "\n"


def _entry(family: Sequence[Measure]) -> list[str]:
    first = family[0]
    title, meaning, next_step = first.title, first.meaning, first.next_step
    if first.kind:  # one entry for all kinds of places
        kind = first.title.removeprefix(NEAREST.title.removesuffix("{kind}"))
        title, meaning, next_step = (text.replace(kind, "place of a kind") for text in (title, meaning, next_step))
    columns = ", ".join(f"`{measure.name}`" for measure in family)
    facts = [f"Column {columns}" if len(family) == 1 else f"Columns {columns}"]
    facts.append("text" if first.is_text else f"unit: {first.unit or 'none'}")
    if first.better:
        facts.append(_BETTER_WORDS[first.better])
    lines = [f"### {title}", "", "; ".join(facts) + ".", "", meaning, ""]
    for label, text in (
        ("Leaves out", first.leaves_out),
        ("What could be done", next_step),
        ("Areas", _COMBINE_WORDS[first.combine] + "."),
        ("Source", first.source),
        ("Definition", _link(first.definition)),
    ):
        if text:
            lines.append(f"- **{label}**: {text}")
    return [*lines, ""]


def _link(definition: str) -> str:
    """A citation as a link of a page in ``docs``."""
    address = definition.removeprefix("docs/")
    return f"[{address}]({address})" if definition else ""


def _families(registry: Iterable[Measure]) -> list[list[Measure]]:
    groups: dict[str, list[Measure]] = {}
    for measure in registry:
        key = "nearest" if measure.kind else measure.source if measure.is_detail else measure.family
        groups.setdefault(key, []).append(measure)
    return list(groups.values())


def _words(parameters: Parameters, noun: str) -> dict[str, str]:
    metres = parameters.stop_walk_min * 60 * parameters.walk_m_per_s
    return {
        "{walk_kmh}": f"{parameters.walk_kmh:g}",
        "{stop_walk_min}": f"{parameters.stop_walk_min:g}",
        "{stop_walk_m}": f"{metres:.0f}",
        "{access_walk_min}": f"{parameters.access_walk_min:g}",
        "{max_trip_min}": f"{parameters.max_trip_min:g}",
        "{max_rides}": f"{parameters.max_rides:g}",
        "{change_s}": f"{parameters.change_s:g}",
        "{performance_km}": f"{parameters.performance_km:g}",
        "{snap_max_m}": f"{parameters.snap_max_m:g}",
        "{noun}": noun,
        "{people}": "households" if noun == "households" else "people",
        "{People}": "Households" if noun == "households" else "People",
    }


def _fill(measure: Measure, words: Mapping[str, str], noun: str) -> Measure:
    texts = {name: getattr(measure, name) for name in _TEXTS}
    for mark, word in words.items():
        texts = {name: text.replace(mark, word) for name, text in texts.items()}
    nouns = ("household", "households") if measure.unit == "people" and noun == "households" else measure.nouns
    return replace(measure, nouns=nouns, **texts)
