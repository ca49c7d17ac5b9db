"""Finding a spot by typing: areas, suburbs, streets, stops, places, coordinates, cells, findings of the forum.

What may be meant is told to the search box as options, the best first; what was chosen comes back as the id of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.parts.findings_here import plan_if_any, shown_findings
from app.parts.view import Chosen
from app.server import Shown, explored, named_grounds
from app.words import common as common_words
from everyday.locate import Place, Spot, locate_signs, names_of, quoted
from geo.errors import AtlasError
from plan.text import fold

if TYPE_CHECKING:
    from plan.records import Finding

__all__ = ["Found", "find", "options_for"]

MOST, MOST_NAMED = 10, 5
MOST_TYPED = 200
_FINDING = "finding:"
_NUMBER = re.compile(r"^(?:(?:finding|pin|no\.?|number)\s*)?#?\s*(\d{1,6})$", re.IGNORECASE)
_ID = re.compile(r"^F-[0-9A-Z]{8}$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """Something that was searched for: how it is called, what it chooses on the map, and where it is.

    ``geometry`` is the line or area of a finding, as GeoJSON; of an area of the town, whose outline is drawn as the
    choice, there is neither a point nor a geometry.
    """

    label: str
    chosen: Chosen | None
    lat: float | None = None
    lon: float | None = None
    geometry: dict[str, Any] | None = None


def _option(label: str, name: str, what: str, of: str, lat: float | None, lon: float | None) -> dict[str, Any]:
    return {"id": of, "label": label, "name": name, "what": what, "lat": lat, "lon": lon}


def _of_spot(spot: Spot) -> dict[str, Any]:
    what = spot.label.removeprefix(spot.name).strip()
    return _option(spot.label, spot.name, what.removeprefix("(").removesuffix(")"), spot.label, spot.lat, spot.lon)


def _signs(shown: Shown, words: str, wanted: str) -> Place | None:
    """What is told by how it is written; the squares of the town's paper map only for the place of a pin.

    Raises AtlasError where it is told so and cannot be.
    """
    if wanted != "pin":
        return locate_signs(shown, words)
    from everyday.pictures import grid_of_edition

    return locate_signs(shown, words, grid_of=grid_of_edition(shown.edition).square)


def options_for(shown: Shown, typed: str, *, wanted: str = "all", may_read: bool = True) -> tuple[list[Any], str]:
    """What may be meant, the best first, at most ten; and what to say where there is nothing.

    Args:
        shown: the edition.
        typed: what somebody has typed so far.
        wanted: ``"all"`` for a search; ``"pin"`` for the place of a pin, which may be a shape, a square of the paper
            map or the whole town, and is no finding.
        may_read: whether this person may see findings of the forum.

    Returns:
        Options as JSON has them (``id, label, name, what, lat, lon``; what has no point has None), and a sentence.
    """
    words = typed.strip()[:MOST_TYPED]
    if not words:
        return [], ""
    try:
        place = _signs(shown, words, wanted)
    except AtlasError as error:
        return [], " ".join(part for part in (error.found, error.needed) if part)
    found: list[Any] = []
    if place is not None and (wanted == "pin" or place.how in ("coordinates", "cell")):
        at = place.geometry if place.geometry is not None and place.geometry.geom_type == "Point" else None
        name = words if place.how in ("coordinates", "cell") else place.label
        what = place.label if name != place.label else ""
        label = f"{name} ({what})" if what else name
        found.append(_option(label, name, what, words, at.y if at else None, at.x if at else None))
    found += [_of_spot(spot) for spot in names_of(shown).ranked(words, most=MOST)]
    if wanted == "all" and may_read:
        found = [*_named(shown, words), *found]
        told, is_number = _findings(words)
        found = [*told, *found] if is_number else [*found[: MOST - len(told)], *told]
    fault = "" if found else common_words.SEARCH_NOTHING.format(text=quoted(words))
    return found[:MOST], fault


def _named(shown: Shown, words: str) -> list[Any]:
    """Areas that people use whose name has the words."""
    folded = fold(words)
    return [
        _option(f"{one.record.name} ({common_words.NAMED_AREA})", one.record.name, common_words.NAMED_AREA,
                one.record.id, None, None)
        for one in named_grounds(shown) if folded in fold(one.record.name)
    ][:MOST_NAMED]  # fmt: skip


def _findings(words: str) -> tuple[list[Any], bool]:
    """Findings with that number or id, else those whose title has the words; and whether it was a number."""
    store = plan_if_any()
    if store is None:
        return [], False
    if _ID.match(words) or _NUMBER.match(words):
        known = _finding(words)
        return ([_of_finding(known)] if known else []), True
    if len(words) < 4:
        return [], False
    folded = fold(words)
    return [_of_finding(one) for one in shown_findings(store) if folded in fold(one.title)][:3], False


def _finding(words: str) -> Finding | None:
    """The finding with an id or a number, among those that everybody may see."""
    store = plan_if_any()
    if store is None:
        return None
    numbers, number = store.numbers(), _NUMBER.match(words)
    wanted = int(number[1]) if number else 0
    return next((one for one in shown_findings(store) if one.id == words.upper() or numbers[one.id] == wanted), None)


def _of_finding(finding: Finding) -> dict[str, Any]:
    kind = common_words.KIND_WORDS["enabler" if finding.kind == "enabler" else "barrier"]
    name = finding.title if len(finding.title) <= 90 else f"{finding.title[:89]}…"
    store = plan_if_any()
    number = store.numbers()[finding.id] if store else ""
    what = common_words.SEARCH_FINDING.format(kind=kind, number=number)
    at = finding.geometry.representative_point() if finding.geometry is not None else None
    of = f"{_FINDING}{finding.id}"
    return _option(f"{name} ({what})", name, what, of, at.y if at else None, at.x if at else None)


def find(shown: Shown, of: str, *, may_read: bool = True) -> Found | None:
    """What an option's id stands for: an id of :func:`options_for`, or anything that means one place.

    Returns:
        None where nothing is called so, or it lies outside the town.
    """
    wanted = of.strip()[:MOST_TYPED]
    if wanted.startswith(_FINDING):
        finding = _finding(wanted.removeprefix(_FINDING)) if may_read else None
        return _found_finding(shown, finding) if finding else None
    if may_read and (area := explored(shown).named(wanted)) is not None:
        return Found(area.record.name, Chosen("areas", wanted))
    spot = names_of(shown).spots.get(wanted)
    if spot is not None:
        return _found_spot(spot)
    try:
        place = locate_signs(shown, wanted) if wanted else None
    except AtlasError:
        return None
    if place is not None and place.how in ("coordinates", "cell") and place.geometry is not None:
        lat, lon = place.geometry.y, place.geometry.x
        cell = shown.cell_at(lat, lon)
        return Found(f"{lat:.5f}, {lon:.5f}", Chosen("cells", cell), lat, lon) if cell else None
    return next((_found_spot(one) for one in names_of(shown).ranked(wanted, most=1)), None) if wanted else None


def _found_spot(spot: Spot) -> Found:
    if spot.kind == "area":
        return Found(spot.name, Chosen("areas", spot.area_id))
    return Found(spot.name, Chosen("cells", spot.cell), spot.lat, spot.lon)


def _found_finding(shown: Shown, finding: Finding) -> Found:
    """A finding where it stands: its cell is chosen, its line or area drawn; else its area, else nothing."""
    label = finding.title if len(finding.title) <= 60 else f"{finding.title[:59]}…"
    if finding.geometry is None:
        return Found(label, Chosen("areas", finding.area_id) if finding.area_id in shown.area_row else None)
    at = finding.geometry.representative_point()
    cell = shown.cell_at(at.y, at.x)
    chosen = Chosen("cells", cell) if cell else None
    if finding.geometry.geom_type == "Point":
        return Found(label, chosen, at.y, at.x)
    import json

    import shapely

    return Found(label, chosen, at.y, at.x, json.loads(shapely.to_geojson(finding.geometry)))
