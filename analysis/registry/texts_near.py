"""Texts of the registry: what each row is, and the neighbourhood level. Read through :mod:`analysis.registry.measures`."""

from __future__ import annotations

from analysis.registry.model import Measure

__all__ = ["BASE", "NEAREST", "NEIGHBOURHOOD", "NEIGHBOURHOOD_LAST"]

_WALK_LEAVES_OUT = (
    "hills, lighting, traffic, kerbs and how safe a street feels; footpaths, entrances and places that nobody has "
    "put "
    "into OpenStreetMap; opening hours."
)
_H3 = "H3, the public hexagonal grid."
_OURS = "Ours."
_CUMULATIVE = (
    "Cumulative opportunities, times up to and including the limit counted (as in the accessibility package of Ipea "
    "and in pysal access)."
)

BASE: tuple[Measure, ...] = (
    Measure(
        "cell", "Cell", "text", "base",
        "H3 index of the cell. Every cell that overlaps the study area has a row.",
        definition="docs/definitions.md#cells",
        source=_H3, combine="none",
    ),
    Measure(
        "cell_name", "Name of the cell", "text", "base",
        "What the cell is near: the nearest named place or street.",
        source=_OURS, combine="none",
    ),
    Measure(
        "area_id", "Area code", "text", "base",
        "Code of the area with the largest share of the cell.", combine="none",
    ),
    Measure("area_name", "Area", "text", "base", "Name of that area.", combine="none"),
    Measure(
        "lat", "Latitude", "degrees", "base",
        "Latitude of the middle of the cell, from which everything is measured.", combine="none",
    ),
    Measure(
        "lon", "Longitude", "degrees", "base",
        "Longitude of the middle of the cell, from which everything is measured.", combine="none",
    ),
    Measure(
        "area_m2", "Size", "m²", "base", "True size of the cell on the ground; for an area, of the area.",
        definition="docs/definitions.md#cells",
        source=_H3, combine="sum",
    ),
    Measure(
        "inside_share", "Share inside the study area", "share", "base",
        "Part of the cell that lies inside the study area.",
        definition="docs/definitions.md#cells", source=_OURS, combine="none",
    ),
    Measure(
        "population_n", "{People} living here", "people", "base",
        "{People} counted here by the population file. Empty if the file has no numbers.",
        leaves_out="people who work, study or visit here; changes since the count.",
        source="The population file of the atlas (census or estimate).", combine="sum", nouns=("person", "people"),
    ),
    Measure(
        "weight_n", "Weight", "weight", "base",
        "How much this cell counts in shares, averages and medians: its people if they are known, else its points of "
        "the population file, else 1 for every cell on the street network. Here it counts {noun}.",
        definition="docs/definitions.md#areas-and-town",
        source=_OURS, combine="sum",
    ),
    Measure(
        "on_network", "On the street network", "yes or no", "base",
        "Whether the middle of the cell lies within {snap_max_m} m of a street or path one can walk on and that the "
        "street data knows. Where it does not, what can be reached is not known (it is not zero).",
        leaves_out="what lies outside the street data.",
        next_step="where homes are outside, get a larger OpenStreetMap extract.",
        definition="docs/definitions.md#walking",
        source=_OURS, combine="none",
    ),
)  # fmt: skip

NEIGHBOURHOOD: tuple[Measure, ...] = (
    Measure(
        "bumping_places_15min_n", "Bumping places within 15 minutes' walk", "count", "neighbourhood",
        "How many places where people routinely come together (parks, playgrounds, cafés, libraries, community "
        "centres, "
        "markets and so on) can be walked to in 15 minutes or less, at {walk_kmh} km/h along streets and paths. Each "
        "place counts once, at its nearest entrance.",
        leaves_out="whether people do meet there, whether all feel welcome, cost and size; " + _WALK_LEAVES_OUT,
        next_step="ask in the forum which places really bring people together; look for halls, schools or green "
        "spaces "
        "that could be opened, and for missing paths to those nearby.",
        definition="docs/definitions.md#access",
        source=_CUMULATIVE + " Which kinds are bumping places is set in the table of place kinds.",
        better="higher", nouns=("bumping place", "bumping places"),
    ),
    Measure(
        "amenity_kinds_15min_n", "Kinds of everyday amenity within 15 minutes' walk", "count", "neighbourhood",
        "How many kinds of everyday amenity (shop, pharmacy, school, green space and so on) have at least one place "
        "within "
        "15 minutes' walk.",
        leaves_out="how good, large, dear or full they are; " + _WALK_LEAVES_OUT,
        next_step="see in the profile which kinds are missing, then look for a site or a shorter way to the nearest.",
        definition="docs/definitions.md#completeness",
        source="The 15-minute neighbourhood (Moreno and others 2021): kinds with at least one place in reach.",
        better="higher", nouns=("kind", "kinds"),
    ),
    Measure(
        "amenity_completeness_share", "Everyday amenities within 15 minutes' walk", "share", "neighbourhood",
        "The kinds of everyday amenity within 15 minutes' walk as a share of all kinds looked for. 100 % means that "
        "at least one "
        "of every kind is near.",
        leaves_out="how good, large, dear or full they are; " + _WALK_LEAVES_OUT,
        next_step="see in the profile which kinds are missing, then look for a site or a shorter way to the nearest.",
        definition="docs/definitions.md#completeness",
        source="The 15-minute neighbourhood (Moreno and others 2021); every kind counts the same.",
        better="higher",
    ),
)  # fmt: skip

NEAREST = Measure(
    "nearest_<kind>_min", "Minutes' walk to the nearest {kind}", "minutes", "neighbourhood",
    "Walking time to the nearest {kind} along streets and paths at {walk_kmh} km/h, to its nearest entrance or "
    "edge. Empty "
    "where none can be walked to within the street data: there may be one just outside.",
    leaves_out=_WALK_LEAVES_OUT,
    next_step="check on the ground whether the nearest {kind} is mapped and open; look for a missing crossing or "
    "path "
    "before looking for a new site.",
    definition="docs/definitions.md#walking",
    source="Distance to the nearest on the walking network (global indicators of healthy and sustainable cities).",
    better="lower", known_by="amenity_completeness_share", absent="none found within the street data",
)  # fmt: skip

NEIGHBOURHOOD_LAST: tuple[Measure, ...] = (
    Measure(
        "people_15min_n", "{People} living within 15 minutes' walk", "people", "neighbourhood",
        "How many {people} live in cells whose middle can be walked to in 15 minutes or less, one's own cell "
        "included. Empty if "
        "the numbers of people are not known.",
        leaves_out="people who work or visit here; people beyond the study area; " + _WALK_LEAVES_OUT,
        next_step="where few people are near, a place to meet needs a bus stop as much as a path.",
        definition="docs/definitions.md#completeness",
        source=_CUMULATIVE, better="higher", nouns=("person", "people"),
    ),
)  # fmt: skip
