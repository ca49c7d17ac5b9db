"""What stands on the page of a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.registry import short_words
from everyday.documents.credits import attribution_lines, edition_words
from everyday.language import Language
from geo.errors import NotFoundError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import Edition

__all__ = ["PlaceFacts", "Row", "place_facts"]

SCORES = ("neighbourhood_score", "city_score")
MOST_ROWS, MOST_LINES = 14, 6
MAP_INCHES = (7.6, 3.3)


@dataclass(frozen=True)
class Row:
    """One number of the place: what it is, here, in the town, and in words how the two compare."""

    title: str
    here: str
    town: str
    against: str


@dataclass(frozen=True)
class PlaceFacts:
    """What a document says of a place.

    Attributes:
        title: name of the place and of the town.
        town: its name.
        about: who lives there and what is not known of it, in sentences.
        rows: numbers, those in which the place stands out first.
        near: stops and places near by, in sentences.
        edition_words: dates and id of the edition.
        attributions: credits and licences, a line each.
        is_made_up: True for a town that does not exist.
        map_png: the place and what lies around it, outlined.
        map_alt: what the map shows, for people who do not see it.
    """

    title: str
    town: str
    about: Sequence[str]
    rows: Sequence[Row]
    near: Sequence[str]
    edition_words: str
    attributions: Sequence[str]
    is_made_up: bool
    map_png: bytes
    map_alt: str


def place_facts(edition: Edition, place: str, language: Language) -> PlaceFacts:
    """The facts of an area (its code) or of a cell (its id).

    Raises:
        NotFoundError: the edition has neither.
    """
    from everyday.evidence import evidence_of
    from everyday.pictures import bounds_around, town_map_png

    _ = language
    outline, area_id, at = _outline(edition, place)
    content = evidence_of(edition, at, area_id)
    name, town = str(content["place"]["label"]), str(edition.manifest["name"])
    return PlaceFacts(
        title=f"{name} · {town}",
        town=town,
        about=_about(content, _),
        rows=_rows(content, _),
        near=_near(content, _),
        edition_words=edition_words(_, edition.manifest),
        attributions=attribution_lines(_, edition.manifest),
        is_made_up=bool(edition.manifest["is_made_up"]),
        map_png=town_map_png(
            edition,
            size_inches=MAP_INCHES,
            bounds=bounds_around(outline, MAP_INCHES[0] / MAP_INCHES[1]),
            outlines=[outline],
            language=_.code,
        ),
        map_alt=_("Map of {name} and what lies around it; its outline is drawn heavily.", name=name),
    )


def _outline(edition: Edition, place: str) -> tuple[BaseGeometry, str, BaseGeometry | None]:
    """Outline of the place, the area it is or lies in, and its middle where it is a cell."""
    from shapely.geometry import Point

    from everyday.atlas import open_edition
    from geo.cells import cell_polygons

    opened = open_edition(edition)
    if place in opened.area_row:
        return opened.areas.geometry.iloc[opened.area_row[place]], place, None
    if place in opened.cell_row:
        row = opened.cells.iloc[opened.cell_row[place]]
        outline: BaseGeometry = cell_polygons(opened.cells["cell"].iloc[[opened.cell_row[place]]]).iloc[0]
        return outline, str(row["area_id"] or ""), Point(float(row["lon"]), float(row["lat"]))
    raise NotFoundError(
        f"The edition has no area and no cell {place[:40]!r}.", "Needed: the code of an area or the id of a cell."
    )


def _about(content: Mapping[str, Any], _: Language) -> list[str]:
    place, lines = content["place"], []
    if place["kind"] == "point" and place["area_name"]:
        lines.append(_("Part of {area}.", area=place["area_name"]))
    if place["people_n"] is not None and place["people_n"] >= 1:
        people = short_words(place["people_n"], "people")
        lines.append(_("Home to about {people} people.", people=people))
    return [*lines, *(str(note["words"]) for note in content["notes"])]


def _rows(content: Mapping[str, Any], _: Language) -> list[Row]:
    from everyday.evidence import ALWAYS, TELLING, measure_title, value_words

    by_name = {one["name"]: one for one in content["measures"]}
    wanted = dict.fromkeys((*content["headline"], *SCORES, *ALWAYS, *TELLING))
    known = [by_name[name] for name in wanted if name in by_name]
    known = [one for one in known if one["value"] is not None or one["is_absent"]]
    return [
        Row(
            measure_title(one, _),
            value_words(one, _),
            value_words(one, _, is_town=True) if one["town"] is not None else "",
            {True: _("worse than the town"), False: _("as good or better")}.get(one["is_worse"], ""),
        )
        for one in known[:MOST_ROWS]
    ]


def _near(content: Mapping[str, Any], _: Language) -> list[str]:
    lines = []
    for stop in content["stops"][:MOST_LINES]:
        named = ", ".join(stop["lines"][:MOST_LINES])
        name = f"{stop['name']} ({named})" if named else str(stop["name"])
        metres = stop["distance_m"]
        lines.append(name if not metres else _("{name}, {metres} m", name=name, metres=_.number(max(metres, 10))))
    return lines
