"""The folium map of a town: a fixed base, and one message that says what to show on it.

The map itself never changes during a visit, so the browser keeps it; :func:`draw_map` sends a short message in which
layers are named by address, and the browser fetches what it lacks (``assets/everyday_map.js``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from app.map.message import Message
from app.server import ASSETS
from app.words import common as common_words
from app.words import map as map_words
from everyday.pictures import COLOURS

__all__ = ["Click", "MapStart", "draw_map", "last_click", "map_script", "use_packaged_files"]

_FROM_FRAME = "../../"
HEIGHT = 640
MOST_POINTS = 500
_SCRIPTS = (
    "leaflet/leaflet.js", "supercluster/supercluster.min.js", "everyday_icons.js", "everyday_access.js",
    "everyday_canvas.js", "everyday_ground.js", "everyday_labels.js", "everyday_symbols.js",
    "everyday_shapes.js", "everyday_activities.js", "everyday_pins.js", "everyday_found.js", "everyday_together.js",
    "everyday_picture.js", "everyday_tools.js", "everyday_map.js",
)  # fmt: skip
_STYLES = ("everyday_map.css", "legend.css")


@lru_cache(maxsize=1)
def map_script() -> bytes:
    """Leaflet and the map's own scripts as one: the component fetches one script after the other.

    What every map of this server says alike comes with them, so that no message has to carry it.
    """
    alike = f"window.everydayAlike = {_script_json(_alike())};".encode()
    return b"\n;\n".join([*((ASSETS / name).read_bytes() for name in _SCRIPTS), alike])


def _alike() -> dict[str, Any]:
    """Words, groups of places and colours: the same for all towns and pages."""
    return {
        "words": {"unknown": common_words.NOT_KNOWN, "lines": map_words.LAYERS["lines"], **map_words.ON_THE_MAP},
        "groups": list(map_words.PLACE_GROUPS.items()),
        "svg": f"{_FROM_FRAME}assets/svgcanvas/svgcanvas.esm.js",
        "ink": COLOURS,
    }


@lru_cache(maxsize=1)
def _version() -> str:
    """Changes with the map's files, so that browsers fetch new ones."""
    return hashlib.sha256(map_script() + b"".join((ASSETS / name).read_bytes() for name in _STYLES)).hexdigest()[:8]


def use_packaged_files() -> None:
    """Make folium's maps load Leaflet from this server instead of from other hosts."""
    assets = f"{_FROM_FRAME}assets/"
    folium.Map.default_js = [("everyday_map", f"{assets}map.js?v={_version()}")]
    folium.Map.default_css = [
        ("leaflet_css", f"{assets}leaflet/leaflet.css"),
        *((name.removesuffix(".css"), f"{assets}{name}?v={_version()}") for name in _STYLES),
    ]


def _script_json(value: Any) -> str:
    """JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _Call(MacroElement):
    """One call of the map's script."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.code }}{% endmacro %}")

    def __init__(self, code: str) -> None:
        super().__init__()
        self._name = "EverydayCall"
        self.code = code


@dataclass(frozen=True)
class MapStart:
    """What stays the same during a visit: the edition, where the map opens, and its fixed words.

    ``bounds`` are those of the town; ``is_whole`` opens on them, whatever the size of the window. ``layers`` are those
    that can be switched on, with their words; ``is_addressed`` keeps place and layers in the page's address. Maps of
    one page with the same ``together`` (empty: none) move together.
    """

    edition_id: str
    lat: float
    lon: float
    zoom: float
    cells_from_zoom: int
    attribution: str
    label: str
    bounds: tuple[float, float, float, float]
    town: str
    dates: str
    layers: tuple[str, ...] = ()
    centre: tuple[float, float] | None = None
    is_whole: bool = False
    is_addressed: bool = False
    has_empty: bool = False
    together: str = ""


@dataclass(frozen=True)
class Click:
    """Where somebody clicked, and whether the map showed ``"areas"`` or ``"cells"`` there.

    ``is_home`` is True where the button for the whole town was pressed instead. ``pin`` is the id of the finding that
    was hit, if any; ``drawn`` is ``"line"`` or ``"area"`` with its ``points`` (latitude, longitude) where somebody has
    finished drawing one.
    """

    lat: float
    lon: float
    unit: str
    pin: str = ""
    drawn: str = ""
    points: tuple[tuple[float, float], ...] = ()
    is_home: bool = False


def _base_map(start: MapStart) -> folium.Map:
    options = {
        "data": f"{_FROM_FRAME}data/{start.edition_id}/",
        "plan": f"{_FROM_FRAME}plan/",
        "version": _version(),
        "cellsFrom": start.cells_from_zoom,
        "attribution": start.attribution,
        "label": start.label,
        "layers": [[name, map_words.LAYERS[name]] for name in start.layers],
        "town": start.town,
        "dates": start.dates,
        "bounds": [[start.bounds[1], start.bounds[0]], [start.bounds[3], start.bounds[2]]],
        "is_whole": start.is_whole,
        "is_addressed": start.is_addressed,
        "has_empty": start.has_empty,
        "together": start.together,
        "centre": None if start.centre is None else {"lat": start.centre[0], "lon": start.centre[1]},
    }
    base = folium.Map(
        location=[start.lat, start.lon], zoom_start=start.zoom,  # type: ignore[arg-type]  # Leaflet takes halves
        tiles=None, control_scale=True, prefer_canvas=True,
        zoom_snap=0.25,
    )  # fmt: skip
    base.add_child(_Call(f"everydayMap.start({base.get_name()}, {_script_json(options)});"))
    return base


def last_click(key: str) -> Click | None:
    """The last click on the map with this key, or None."""
    import streamlit as st

    clicked = (st.session_state.get(key) or {}).get("last_clicked")
    if not clicked:
        return None
    unit = clicked.get("shown")
    drawn = clicked.get("drawn") or {}
    shape = str(drawn.get("kind"))
    return Click(
        float(clicked["lat"]),
        float(clicked["lng"]),
        unit if unit in ("areas", "cells") else "areas",
        pin=str(clicked.get("pin") or "")[:40],
        drawn=shape if shape in ("line", "area") else "",
        is_home=bool(clicked.get("home")),
        points=tuple((float(lat), float(lon)) for lat, lon in drawn.get("points", ())[:MOST_POINTS]),
    )


def draw_map(start: MapStart, message: Message, *, key: str, on_click: Callable[[], None]) -> None:
    """Draw the map.

    Args:
        start: must be equal during a visit, else the browser builds the map anew.
        message: what the map shows.
        key: widget key, for :func:`last_click`.
        on_click: called before the page is drawn again after a click.
    """
    from streamlit_folium import st_folium  # Streamlit knows the component only if a page imports it first

    use_packaged_files()
    group = folium.FeatureGroup()
    group.add_child(_Call(f"everydayMap.show({_script_json(message.plain())});"))
    st_folium(
        _base_map(start),
        key=key,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_clicked"],
        feature_group_to_add=group,
        on_change=on_click,
    )
