"""The place of a pin, from whatever a person types or chooses: ward, street, stop, place, coordinates, square, shape.

Capitals, accents and punctuation do not matter, "&" is "and", and a ward answers to its Welsh name as well. What has no
such name, has several, or lies outside the town is refused with what could have been meant, so that a pin never stands
where nobody put it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from everyday.atlas import Edition, OpenEdition, open_edition
from everyday.locate.typed import MOST_NAME, fold, is_shape, parse_shape, quoted, read_point
from geo.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.locate.names import Names, Spot

__all__ = ["GridOf", "Place", "choices", "locate", "locate_signs", "locate_words", "parse_shape"]

GridOf = Callable[[str], "BaseGeometry"]
"""The square of a printed map by its number or name, in WGS 84; NotFoundError where there is none."""
WHOLE_TOWN = "Whole town"
MOST_CHOICES = 8
SPOT_KINDS = {"ward": "area", "street": "street", "stop": "stop", "place": "place"}
_TOWN = frozenset({"whole town", "the whole town", "town", "the town", "whole city", "the whole city", "everywhere"})
_CELL = re.compile(r"^[0-9a-f]{15}$", re.IGNORECASE)
_SQUARE = re.compile(
    r"^\s*(?:the\s+)?(?:grid|map)?\s*(?:square)?\s*(?:no\.?|number|#|:)?\s*"
    r"([a-z]{1,2}[\s.\-/]?\d{1,3}|\d{1,4}(?:\s*/\s*[a-z]{1,2}\d{1,3})?)\s*$",
    re.IGNORECASE,
)
_NOUNS = {"area": "ward or area", "street": "street", "stop": "stop", "place": "place", "": "place"}
_SOME = "a ward, street, stop, place, latitude and longitude, a square of the map, or the whole town."


@dataclass(frozen=True)
class Place:
    """Where a pin stands. Without a geometry it is the area ``area_id``, without either the whole town.

    Attributes:
        geometry: point, line or polygon in WGS 84 (lon, lat), or None.
        area_id: the ward that is meant, or in which the geometry (or most of it) lies; empty outside all wards.
        label: in plain words from the town's own data, never the words that were typed.
        how: ``whole_town``, ``ward``, ``street``, ``stop``, ``place``, ``coordinates``, ``cell``, ``grid``, ``line`` or
            ``area``.
    """

    geometry: BaseGeometry | None
    area_id: str
    label: str
    how: str


def choices(edition: Edition | OpenEdition) -> list[str]:
    """Everything with a name: areas, then settlements, places, stops and streets; each can be given back."""
    from everyday.locate.names import names_of

    return list(names_of(open_edition(edition)).spots)


def locate(
    edition: Edition | OpenEdition,
    *,
    ward: str = "",
    street: str = "",
    stop: str = "",
    place: str = "",
    lat: float | None = None,
    lon: float | None = None,
    geometry: BaseGeometry | None = None,
    grid: str = "",
    grid_of: GridOf | None = None,
    is_whole_town: bool = False,
) -> Place:
    """The place that is meant by one of these; ``ward`` beside a street, stop or place says in which ward it is.

    Args:
        edition: the edition whose names and outlines count.
        ward: name (also Welsh) or code of an area.
        street, stop, place: a name, or a text of :func:`choices`; for a stop also its code or ATCO code, for a place
            its OpenStreetMap id ("n123", "way/123").
        lat, lon: degrees.
        geometry: a point, line or polygon in WGS 84.
        grid: number or name of a square of a printed map, which ``grid_of`` turns into a geometry.
        is_whole_town: the whole town.

    Raises:
        NotFoundError: nothing is called so; the nearest spellings are named.
        UsageError: several things are, none or too many were given, or the place is outside the town.
    """
    opened = open_edition(edition)
    texts = {"ward": ward.strip(), "street": street.strip(), "stop": stop.strip(), "place": place.strip()}
    given = [name for name, text in texts.items() if text and name != "ward"]
    given += ["latitude and longitude"] if lat is not None or lon is not None else []
    given += [name for name, is_given in (("shape", geometry is not None), ("square", bool(grid.strip())),
                                          ("whole town", is_whole_town)) if is_given]  # fmt: skip
    if len(given) > 1 or (texts["ward"] and given and given[0] not in SPOT_KINDS):
        both = [*(["ward"] if texts["ward"] else []), *given]
        raise UsageError(f"The place is given in several ways: {', '.join(both)}.", "Needed: one of them.")
    if is_whole_town:
        return Place(None, "", WHOLE_TOWN, "whole_town")
    if grid.strip():
        return _square(opened, grid, grid_of)
    if geometry is not None:
        return _shape(opened, geometry)
    if lat is not None or lon is not None:
        return _point(opened, lat, lon)
    if not given and not texts["ward"]:
        raise UsageError("No place is given.", f"Needed: {_SOME}")
    area_id = _the_one(opened, texts["ward"], "ward").area_id if texts["ward"] else ""
    if not given:
        return _of_spot(_the_one(opened, area_id, "ward"))
    return _of_spot(_the_one(opened, texts[given[0]], given[0], area_id))


def locate_words(edition: Edition | OpenEdition, words: str, *, grid_of: GridOf | None = None) -> Place:
    """The place that free text means: ``whole town``, ``51.58, -3.0``, ``ward Samphire``, ``High Street, Samphire``, …

    In this order: the whole town, coordinates, a typed line or area (see :func:`parse_shape`), an H3 cell, a square of
    the printed map where ``grid_of`` is given, then names: of areas, settlements, places, streets, stops. Also a text
    of :func:`choices`, the code of an area or a stop, and the OpenStreetMap id of a place.

    Raises:
        NotFoundError, UsageError: as :func:`locate`.
    """
    opened = open_edition(edition)
    if (known := locate_signs(opened, words, grid_of=grid_of)) is not None:
        return known
    if len(words.strip()) > MOST_NAME:
        raise NotFoundError(
            f"A text of {len(words.strip()):,} characters is not the name of a place: {quoted(words)}.",
            f"Needed: {_SOME}",
        )
    return _of_spot(_the_one(opened, words, ""))


def locate_signs(edition: Edition | OpenEdition, words: str, *, grid_of: GridOf | None = None) -> Place | None:
    """The place that is told by how it is written: whole town, coordinates, shape, cell, square; None for a name.

    Raises:
        NotFoundError, UsageError: as :func:`locate`.
    """
    opened = open_edition(edition)
    if not words.strip():
        raise UsageError("No place is given.", f"Needed: {_SOME}")
    if len(words) <= MOST_NAME and _is_town(opened, words):
        return Place(None, "", WHOLE_TOWN, "whole_town")
    if (point := read_point(words)) is not None:
        return _point(opened, *point)
    if is_shape(words):
        return _shape(opened, parse_shape(words))
    if _CELL.match(words.strip()):
        return _cell(opened, words.strip().lower())
    if grid_of is not None and len(words) <= MOST_NAME and _SQUARE.match(words):
        return _square(opened, words, grid_of)
    return None


def _is_town(opened: OpenEdition, words: str) -> bool:
    from everyday.locate.names import names_of

    folded = fold(words)
    if folded in _TOWN:
        return True
    return folded == fold(str(opened.manifest.get("name") or "")) and not names_of(opened).match(words, kind="area")


def _the_one(opened: OpenEdition, words: str, what: str, area_id: str = "") -> Spot:
    """The one spot that is meant."""
    from everyday.locate.names import names_of

    names, kind = names_of(opened), SPOT_KINDS.get(what, "")
    text = words.strip()[: MOST_NAME + 1]
    found = names.match(text, kind=kind, area_id=area_id) if len(text) <= MOST_NAME else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise _unknown(names, words, kind, area_id)
    texts = names.texts(found[:MOST_CHOICES], kind)
    more = f"; and {len(found) - MOST_CHOICES} more" if len(found) > MOST_CHOICES else ""
    noun = {"area": "areas", "street": "streets", "stop": "stops"}.get(found[0].kind, "places")
    raise UsageError(
        f"{len(found)} {noun} are called {quoted(words)}.", f"Needed: one of: {'; '.join(texts)}{more}.", "Choose one."
    )


def _unknown(names: Names, words: str, kind: str, area_id: str) -> NotFoundError:
    """Nothing has the name: where else it is, else what is spelled much like it."""
    text = words.strip()[:MOST_NAME]
    area = names.area(area_id) if area_id else None
    elsewhere = names.match(text, kind=kind) if area else []
    near = names.texts(elsewhere[:MOST_CHOICES], kind) or names.close(text, kind)
    needed = _SOME if not kind else f"the name of a {_NOUNS[kind]} that is on the map."
    return NotFoundError(
        f"No {_NOUNS[kind]}{f' in {area.area_name}' if area else ''} is called {quoted(words)}.",
        f"Nearest: {'; '.join(near)}." if near else f"Needed: {needed}",
    )


def _of_spot(spot: Spot) -> Place:
    import shapely

    from everyday.locate.names import area_word

    if spot.kind == "area":
        return Place(None, spot.area_id, f"{area_word(spot.area_id)} {spot.name}", "ward")
    where = f", {spot.area_name}" if spot.area_name else ""
    label = {
        "stop": f"Stop {spot.name}{f' ({spot.codes[0]})' if spot.detail and spot.codes else ''}{where}",
        "street": f"{spot.name}{where}",
    }.get(spot.kind, f"{spot.name} ({spot.what}){where}")
    how = "place" if spot.kind == "settlement" else spot.kind
    return Place(shapely.Point(spot.lon, spot.lat), spot.area_id, label, how)


def _point(opened: OpenEdition, lat: float | None, lon: float | None) -> Place:
    import shapely

    if lat is None or lon is None:
        missing = "latitude" if lat is None else "longitude"
        raise UsageError(f"The {missing} is missing.", "Needed: both latitude and longitude, in degrees.")
    if not (math.isfinite(lat) and math.isfinite(lon)):
        raise UsageError("The coordinates are not numbers.", "Needed: latitude and longitude, in degrees.")
    return _shape(opened, shapely.Point(float(lon), float(lat)))


def _shape(opened: OpenEdition, geometry: BaseGeometry, how: str = "") -> Place:
    from everyday.locate.shapes import area_names_of, area_of_shape, check_shape, size_words

    sound = check_shape(opened, geometry)
    area_id = area_of_shape(opened, sound)
    if sound.geom_type == "Point":
        cell = opened.cell_at(sound.y, sound.x) or ""
        return Place(sound, area_id, _around(opened, cell, area_id), how or "coordinates")
    what = "area" if sound.geom_type.endswith("Polygon") else "line"
    names = area_names_of(opened, sound)
    shown = " and ".join(names) if len(names) < 3 else f"{names[0]}, {names[1]} and {len(names) - 2} more"
    return Place(sound, area_id, f"{what.capitalize()} of {size_words(sound)}, {shown}".rstrip(", "), how or what)


def _around(opened: OpenEdition, cell: str, area_id: str) -> str:
    """ "Around Keats Road, Newtown"; the area is not said twice."""
    name = str(opened.cells["cell_name"].iloc[opened.cell_row[cell]])
    area = str(opened.areas["area_name"].iloc[opened.area_row[area_id]]) if area_id else ""
    return f"{name}, {area}" if area and area not in name else name


def _cell(opened: OpenEdition, cell: str) -> Place:
    import shapely

    if cell not in opened.cell_row:
        raise NotFoundError(
            f"The edition has no cell {cell}.", f"Needed: an H3 cell of the town at resolution {opened.resolution}."
        )
    row = opened.cells.iloc[opened.cell_row[cell]]
    area_id = str(row["area_id"])
    return Place(shapely.Point(row["lon"], row["lat"]), area_id, _around(opened, cell, area_id), "cell")


def _square(opened: OpenEdition, grid: str, grid_of: GridOf | None) -> Place:
    """The middle of a square, or of the part of it that lies in the town."""
    import shapely

    from everyday.locate.shapes import area_of_shape, outside, town_outline

    if grid_of is None:
        raise UsageError(
            f"Square {quoted(grid)} cannot be placed.", "Needed: the printed map that it is on.",
            "Give the code at the foot of the map.",
        )  # fmt: skip
    square = grid_of(grid)
    middle = square.centroid
    if not town_outline(opened).covers(middle):
        part = shapely.intersection(town_outline(opened), square)
        if part.is_empty:
            raise outside(opened, square, "square")
        middle = part.representative_point()
    area_id = area_of_shape(opened, middle)
    cell = opened.cell_at(middle.y, middle.x) or ""
    around = _around(opened, cell, area_id)
    return Place(middle, area_id, f"{_square_name(grid)}: {around[:1].lower() + around[1:]}", "grid")


def _square_name(grid: str) -> str:
    """ "Square 17" or "Square C7", from what was typed once the map has it."""
    found = _SQUARE.match(grid)
    return f"Square {found[1].upper()}" if found else "Square of the map"
