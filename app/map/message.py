"""What a page tells the map in the browser: one message, which ``everydayMap.show`` (assets/everyday_map.js) takes.

It names layers by address (``app/map/layers.py``) and carries no data itself; whatever a page leaves out stays as the
defaults here say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from analysis.registry import Measure
from app.map.palettes import OPACITY
from app.parts import Chosen
from app.words import map as map_words

__all__ = ["Bounds", "Field", "Flight", "Mark", "Message", "Pins", "Shapes", "field_of"]

Bounds = list[list[float]]
"""South-west and north-east, each latitude and longitude."""


@dataclass(frozen=True)
class Field:
    """One measure to be painted.

    ``layer`` is the address of its values; ``breaks`` part the classes, from low to high; ``unit`` and ``noun`` say
    how a value under the pointer is written ("12 minutes"); ``title`` what it is.
    """

    layer: str
    breaks: tuple[float, ...]
    unit: str
    noun: str
    title: str


@dataclass(frozen=True)
class Shapes:
    """Hatched outlines: ``layer`` is ``"suggestions"`` or ``"types"``, ``chosen`` the key of one that stands out.

    ``only`` are the keys of those that are shown (None: all).
    """

    layer: str
    chosen: str = ""
    only: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Pins:
    """Findings of a session, which the browser asks for by itself every moment.

    ``url`` is where; ``chosen`` the id of the open one; ``only`` the ids that are shown (None: all); ``draw`` is
    ``"line"`` or ``"area"`` while one is being drawn; ``spot`` is the place of the next pin as GeoJSON; ``words``
    are those of the drawing bar.
    """

    url: str
    chosen: str
    only: list[str] | None
    draw: str | None
    spot: dict[str, Any] | None
    words: Mapping[str, str]


@dataclass(frozen=True)
class Mark:
    """What was searched for: its ``label`` and where it is, in degrees; ``geometry`` is its line or area as GeoJSON.

    Without a point nothing is drawn: an area of the town stands out as what is chosen.
    """

    label: str
    lat: float | None = None
    lon: float | None = None
    geometry: dict[str, Any] | None = None


@dataclass(frozen=True)
class Flight:
    """Where the map goes, once for each ``serial``: a later one is a higher number (see ``app.map.flight``).

    Either ``bounds``, which then fill the map; or ``at`` (latitude, longitude) at ``zoom``, nearer if one is nearer.
    Without a ``zoom`` it is the one that the last map of this browser tab had: nobody is thrown back.
    """

    serial: int
    bounds: Bounds | None = None
    at: tuple[float, float] | None = None
    zoom: float | None = 15.0


@dataclass(frozen=True)
class Message:
    """What the map shows.

    ``unit`` is ``"areas"`` or ``"cells"``: what was asked for; near the ground the map shows cells all the same,
    unless ``only`` names one of the two. One field is painted in ``colours``, class by class (None: no colour); two
    fields by the square of their classes, row by row; no field: nothing. ``hide_unknown`` leaves what is not known
    without its hatch. ``overlays`` are layers of symbols and lines on top; ``chosen`` is outlined; ``found`` is
    marked; ``fly`` is where the map goes, once. A map without ``pins`` asks for none.
    """

    unit: str
    fields: tuple[Field, ...] = ()
    colours: tuple[str | None, ...] = ()
    only: str | None = None
    hide_unknown: bool = False
    shapes: Shapes | None = None
    opacity: float = OPACITY
    overlays: tuple[str, ...] = ()
    chosen: Chosen | None = None
    found: Mark | None = None
    fly: Flight | None = None
    pins: Pins | None = None

    def plain(self) -> dict[str, Any]:
        """The message as JSON has it."""
        found = asdict(self)
        if self.pins is None:
            del found["pins"]
        return found


def field_of(measure: Measure, breaks: tuple[float, ...], *, layer: str = "values") -> Field:
    """A measure as a field: its ``"values"``, or what it was ``"before"`` a scenario, or the ``"change"``."""
    noun = measure.nouns[1] or map_words.UNIT_WORDS.get(measure.unit, "")
    return Field(f"{layer}-{measure.name}", breaks, measure.unit, noun, measure.title)
