"""What a page tells the map in the browser: one message, which ``everydayMap.show`` (assets/everyday_map.js) takes.

It names layers by address (``app/map/layers.py``) and carries no data itself; whatever a page leaves out stays as the
defaults here say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from analysis.registry import Measure, rule_for_browser
from app.map.palettes import OPACITY
from app.parts import Chosen

__all__ = ["Anchor", "Bounds", "Field", "Flight", "Mark", "Message", "Pins", "Shapes", "field_of"]

Bounds = list[list[float]]
"""South-west and north-east, each latitude and longitude."""


@dataclass(frozen=True)
class Field:
    """One measure to be painted.

    ``layer`` is the address of its values; ``breaks`` part the classes, from low to high; ``rule`` says how a value
    under the pointer is written (``rule_for_browser``); ``title`` what it is.
    """

    layer: str
    breaks: tuple[float, ...]
    rule: Mapping[str, Any]
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
class Anchor:
    """The place from which a map's shift is counted where two maps move together (``MapStart.together``).

    A map that is given another one goes there: as near as ``zoom``, nearer if it is nearer.
    """

    lat: float
    lon: float
    zoom: float


@dataclass(frozen=True)
class Message:
    """What the map shows.

    ``unit`` is ``"areas"`` or ``"cells"``: what was asked for; near the ground the map shows cells all the same,
    unless ``only`` names one of the two. One field is painted in ``colours``, class by class (None: no colour); two
    fields by the square of their classes, row by row; no field: nothing. ``hide_unknown`` leaves what is not known
    without its hatch; ``everywhere`` colours ground where nobody lives too. ``overlays`` are layers of symbols and
    lines on top, until somebody switches them on the map; ``chosen`` is outlined; ``found`` is marked; ``fly`` is where
    the map goes, once; ``anchor`` belongs to maps that move together (None: they show the same). A map without ``pins``
    asks for none. ``heading`` says what is shown, for a picture of it, and ``legend`` explains it, as HTML of ours,
    escaped.
    """

    unit: str
    fields: tuple[Field, ...] = ()
    colours: tuple[str | None, ...] = ()
    only: str | None = None
    hide_unknown: bool = False
    everywhere: bool = False
    shapes: Shapes | None = None
    opacity: float = OPACITY
    overlays: tuple[str, ...] = ()
    chosen: Chosen | None = None
    found: Mark | None = None
    fly: Flight | None = None
    anchor: Anchor | None = None
    pins: Pins | None = None
    heading: str = ""
    legend: str = ""

    def plain(self) -> dict[str, Any]:
        """The message as JSON has it."""
        found = asdict(self)
        if self.pins is None:
            del found["pins"]
        return found


def field_of(measure: Measure, breaks: tuple[float, ...], *, layer: str = "values") -> Field:
    """A measure as a field: its ``"values"``, or what it was ``"before"`` a scenario, or the ``"change"``."""
    return Field(f"{layer}-{measure.name}", breaks, rule_for_browser(measure.unit, measure.nouns), measure.title)
