"""The town as a picture that needs no browser: for Word files, PDFs and paper maps.

Drawn with matplotlib on its own canvas, never through pyplot, so that several pages may draw at once. Quiet greys as on
the screen: water pale blue, green pale green, roads white with a grey edge, railways dashed, areas outlined.
"""

from __future__ import annotations

import io
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke

from everyday.atlas import filled
from everyday.language import area_label, languages, writable
from everyday.language import language as language_of
from everyday.pictures.streets import street_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import Edition

__all__ = ["Bounds", "bounds_around", "town_bounds", "town_map_axes", "town_map_png"]

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

MARGIN_SHARE = 0.03  # drawn around the areas
_AROUND_SHARE, _LEAST_AROUND = 0.2, 0.004  # of the size of a place, and degrees of latitude
_GROUND = "#f7f6f3"
_FILLS = {"built": "#edebe6", "green": "#d9e8cf", "water": "#c3dbe8"}
# Width in points at line_scale 1 and colour, from the lowest to the topmost stroke.
_STROKES = (
    ("path", 0.35, "#cfcbc2", "dashed"),
    ("waterway", 0.8, "#a9cadb", "solid"),
    ("road_minor", 0.9, "#c9c5bc", "solid"),
    ("road_major", 2.3, "#a8a297", "solid"),
    ("road_minor", 0.5, "#ffffff", "solid"),
    ("road_major", 1.5, "#ffffff", "solid"),
    ("rail", 1.0, "#77736b", (0, (4, 2))),
)
_AREA_EDGE = "#5f5a66"
_INK = "#2b2b2b"
_QUIET_INK = "#55514a"
_FIRST_PLACES = ("city", "town", "station", "village", "suburb", "hamlet", "quarter", "neighbourhood")
_LONGEST_NAME = 40
_LEAST_UNMAPPED = 0.04  # of the picture, for words that say so


_LINES_A_PATH = 150  # a path of all streets is more than the drawing program sorts at once


def town_bounds(edition: Edition) -> Bounds:
    """The box around all areas of an edition with a small margin."""
    west, south, east, north = (float(edge) for edge in edition.areas().total_bounds)
    wide, high = (east - west) * MARGIN_SHARE, (north - south) * MARGIN_SHARE
    return west - wide, south - high, east + wide, north + high


def town_map_axes(
    axes: Axes,
    edition: Edition,
    bounds: Bounds,
    *,
    with_names: bool = True,
    line_scale: float = 1.0,
    language: str = "en",
    is_pinned: bool = False,
) -> None:
    """Draw the town into ``axes``: background, outlines of the areas and, if wanted, names.

    Args:
        axes: in degrees; its limits become ``bounds`` and its aspect that of the latitude. Set its place on the
            sheet first: names are thinned out for the size it then has.
        edition: whose ``background.geojson`` and areas are drawn.
        bounds: west, south, east, north in degrees.
        line_scale: widths and letters are multiplied by it; 1.0 suits a map 15 to 25 cm wide.
        language: whose names of areas come first, ``"cy"`` for Welsh.
        is_pinned: names of areas leave room for a pin in the middle of each.
    """
    _frame(axes, bounds)
    shapes, labels, streets = _background(edition)
    seen = {layer: _in_view(shapes[layer], bounds) for layer in (*_FILLS, *(layer for layer, *_ in _STROKES))}
    for layer, colour in _FILLS.items():
        _fill(axes, seen[layer], colour)
    for layer, width_pt, colour, dashes in _STROKES:
        _stroke(axes, seen[layer], width_pt * line_scale, colour, dashes)
    beyond = _beyond(edition, bounds)
    _veil(axes, beyond, bounds, line_scale)
    areas = _areas(edition)
    for width_pt, colour, alpha in ((2.2, "#ffffff", 0.7), (0.9, _AREA_EDGE, 0.9)):
        outlines = [line for one in areas.geometry for line in _lines_of(one.boundary)]
        axes.add_collection(
            LineCollection(outlines, colors=colour, linewidths=width_pt * line_scale, alpha=alpha, zorder=3),
            autolim=False,
        )
    if with_names:
        taken = _area_names(axes, bounds, areas, line_scale, language, lift_pt=14.0 * line_scale if is_pinned else 0.0)
        _settlement_names(
            axes, bounds, labels, line_scale, taken, {str(name).casefold() for name in areas["area_name"]}
        )
        _ = language_of(language if language in languages() else "en")
        _unmapped_names(axes, beyond, bounds, line_scale, taken, _("not mapped"))
        street_names(axes, streets, taken, scale=line_scale)


def town_map_png(
    edition: Edition,
    *,
    size_inches: tuple[float, float] = (10.0, 7.0),
    dpi: int = 150,
    pins: Sequence[tuple[int, str, BaseGeometry]] = (),
    bounds: Bounds | None = None,
    outlines: Sequence[BaseGeometry] = (),
    language: str = "en",
) -> bytes:
    """The town as a PNG with numbered pins: barriers square, enablers round.

    Args:
        size_inches: the most it may measure; the picture is cropped to the shape of the town.
        pins: number, ``"barrier"`` or ``"enabler"``, and point, line or area in degrees. Pins that would hide each
            other are set apart, each with a line to its place.
        bounds: west, south, east, north; without it all areas.
        outlines: drawn heavily: the places that the picture is about.
    """
    from everyday.pictures.pins import pins_on_map

    shown = bounds or town_bounds(edition)
    wide, high = _fitted(shown, size_inches)
    figure = Figure(figsize=(wide, high), dpi=dpi)
    FigureCanvasAgg(figure)  # it keeps what measures names: without it each name costs a drawing board of its own
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    scale = max(wide, high) / 10.0
    town_map_axes(axes, edition, shown, line_scale=scale, language=language, is_pinned=bool(pins))
    for outline in outlines:
        for width_pt, colour in ((5.0, "#ffffff"), (2.4, _INK)):
            edge = LineCollection(_lines_of(outline.boundary), colors=colour, linewidths=width_pt * scale, zorder=4)
            axes.add_collection(edge, autolim=False)
    pins_on_map(axes, pins, scale=scale)
    picture = io.BytesIO()
    figure.savefig(
        picture, format="png", dpi=dpi, pil_kwargs={"compress_level": 4}
    )  # half the time, a tenth more bytes
    return picture.getvalue()


def bounds_around(outline: BaseGeometry, shape: float) -> Bounds:
    """West, south, east and north of a place and of so much around it that the picture is ``shape`` times as wide as
    high."""
    west, south, east, north = outline.bounds
    narrow = math.cos(math.radians((south + north) / 2))
    high = north - south + 2 * max((north - south) * _AROUND_SHARE, _LEAST_AROUND)
    wide = (east - west) * (1 + 2 * _AROUND_SHARE) * narrow
    high, wide = max(high, wide / shape), max(wide, high * shape)
    middle = ((west + east) / 2, (south + north) / 2)
    return (middle[0] - wide / narrow / 2, middle[1] - high / 2, middle[0] + wide / narrow / 2, middle[1] + high / 2)


def _fitted(bounds: Bounds, size_inches: tuple[float, float]) -> tuple[float, float]:
    """Width and height of the largest picture of ``bounds`` within a size."""
    west, south, east, north = bounds
    shape = (east - west) * math.cos(math.radians((south + north) / 2)) / max(north - south, 1e-9)
    wide = min(size_inches[0], size_inches[1] * shape)
    return wide, wide / max(shape, 1e-9)


def _frame(axes: Axes, bounds: Bounds) -> None:
    west, south, east, north = bounds
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_autoscale_on(False)
    axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
    axes.apply_aspect()
    axes.set_facecolor(_GROUND)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


@lru_cache(maxsize=2)
def _areas(edition: Edition) -> Any:
    """The areas of an edition, read once for all the maps of a document. Not to be changed."""
    return filled(edition.areas())


def _background(
    edition: Edition,
) -> tuple[dict[str, list[BaseGeometry]], list[tuple[str, str, float, float]], list[tuple[str, BaseGeometry]]]:
    """Shapes by layer, labels as place, name, lon, lat, and roads that have a name with it. Not to be changed."""
    path = edition.background_path
    return _read_background(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read_background(
    path: Path, _mtime_ns: int
) -> tuple[dict[str, list[BaseGeometry]], list[tuple[str, str, float, float]], list[tuple[str, BaseGeometry]]]:
    """Read once for all the maps of a document."""
    content = json.loads(path.read_text(encoding="utf-8"))
    shapes: dict[str, list[BaseGeometry]] = defaultdict(list)
    labels: list[tuple[str, str, float, float]] = []
    streets: list[tuple[str, BaseGeometry]] = []
    for feature in content["features"]:
        properties = feature["properties"]
        geometry: Any = shapely.geometry.shape(feature["geometry"])
        if properties["layer"] == "label":
            labels.append((properties.get("place") or "", properties.get("name") or "", geometry.x, geometry.y))
        else:
            is_line = geometry.geom_type.endswith("LineString")
            shapes["waterway" if properties["layer"] == "water" and is_line else properties["layer"]].append(geometry)
            if properties["layer"] in ("road_major", "road_minor") and properties.get("name"):
                streets.append((str(properties["name"]), geometry))
    return shapes, labels, streets


def _in_view(shapes: list[BaseGeometry], bounds: Bounds) -> list[BaseGeometry]:
    """Those that may be seen, also by the width of their stroke: a map of one area draws no whole town."""
    if not shapes:
        return shapes
    west, south, east, north = bounds
    wide, high = (east - west) / 10, (north - south) / 10
    left, bottom, right, top = shapely.bounds(np.array(shapes, dtype=object)).T
    is_seen = (left <= east + wide) & (right >= west - wide) & (bottom <= north + high) & (top >= south - high)
    return [shape for shape, is_kept in zip(shapes, is_seen, strict=True) if is_kept]


def _lines_of(shape: BaseGeometry) -> list[np.ndarray]:
    return [shapely.get_coordinates(part) for part in shapely.get_parts(shape)]


def _fill(axes: Axes, shapes: list[BaseGeometry], colour: str, *, zorder: float = 1) -> None:
    outlines = []
    for polygon in shapely.get_parts(np.array(shapes, dtype=object)):
        rings = [Outline(shapely.get_coordinates(ring), closed=True) for ring in shapely.get_rings(polygon)]
        outlines.append(Outline.make_compound_path(*rings))
    axes.add_collection(PathCollection(outlines, facecolors=colour, edgecolors="none", zorder=zorder), autolim=False)


def _stroke(axes: Axes, shapes: list[BaseGeometry], width_pt: float, colour: str, dashes: Any) -> None:
    cap = "butt" if dashes != "solid" else "round"
    axes.add_collection(
        PathCollection(_together(shapes), facecolors="none", edgecolors=colour, linewidths=width_pt, linestyles=dashes,
                       capstyle=cap, zorder=2),
        autolim=False,
    )  # fmt: skip


def _together(shapes: list[BaseGeometry]) -> list[Outline]:
    """Lines as a few paths of many lines each: a path of its own for each takes longer to make than to draw."""
    lines = shapely.get_parts(np.array(shapes, dtype=object))
    paths = []
    for start in range(0, len(lines), _LINES_A_PATH):
        points, at = shapely.get_coordinates(lines[start : start + _LINES_A_PATH], return_index=True)
        codes = np.full(len(points), Outline.LINETO, dtype=Outline.code_type)
        codes[np.flatnonzero(np.diff(at, prepend=-1))] = Outline.MOVETO
        paths.append(Outline(points, codes))
    return paths


def _beyond(edition: Edition, bounds: Bounds) -> BaseGeometry | None:
    """What of the picture lies beyond the street map; None where the edition does not say or nothing does."""
    given = edition.manifest.get("extent")
    if not given:
        return None
    mapped = shapely.union_all(
        shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(shapely.geometry.shape(given))))
    )
    found = shapely.difference(shapely.box(*bounds), mapped)
    return None if found.is_empty else found


def _veil(axes: Axes, beyond: BaseGeometry | None, bounds: Bounds, scale: float) -> None:
    """Paper where nothing is mapped, with a dotted edge: neither the sea nor a street ends there."""
    if beyond is None:
        return
    _fill(axes, [beyond], _GROUND, zorder=2.5)
    edge = beyond.boundary.difference(shapely.box(*bounds).boundary.buffer(1e-9))
    lines = [line for line in _lines_of(edge) if len(line) > 1]
    dots = LineCollection(lines, colors=_QUIET_INK, linewidths=0.9 * scale, linestyles=(0, (1.5, 3.5)), zorder=2.6)
    axes.add_collection(dots, autolim=False)


def _unmapped_names(
    axes: Axes, beyond: BaseGeometry | None, bounds: Bounds, scale: float, taken: list[Bbox], words: str
) -> None:
    """Says so in each larger part that lies beyond the map."""
    if beyond is None:
        return
    least = shapely.box(*bounds).area * _LEAST_UNMAPPED
    for part in sorted(shapely.get_parts(beyond), key=lambda one: -one.area):
        if part.area >= least:
            lon, lat = shapely.get_coordinates(shapely.maximum_inscribed_circle(part))[0]
            _name(axes, words, lon, lat, taken, size_pt=7.5 * scale, colour=_QUIET_INK, style="italic")


def _area_names(axes: Axes, bounds: Bounds, areas: Any, scale: float, language: str, *, lift_pt: float) -> list[Bbox]:
    """Names of areas, the largest area first, as long as they do not run into each other; the boxes they take."""
    taken: list[Bbox] = []
    frame = shapely.box(*bounds)
    visible = areas[areas.geometry.intersects(frame)]
    rows = zip(visible["area_name"], visible["area_name_cy"], visible.geometry, strict=True)
    for name, name_cy, shape in sorted(rows, key=lambda row: -row[2].area):
        at = shape.intersection(frame).representative_point()
        words = area_label(name, name_cy, language).replace(" / ", "\n")
        _name(axes, words, at.x, at.y, taken, size_pt=8.0 * scale, lift_pt=lift_pt, colour=_INK, weight="bold")
    return taken


def _settlement_names(
    axes: Axes, bounds: Bounds, labels: list[tuple[str, str, float, float]], scale: float, taken: list[Bbox],
    seen: set[str],
) -> None:  # fmt: skip
    """Names of stations and settlements where there is room, each once and none that an area has."""
    frame = shapely.box(*bounds)
    order = {place: rank for rank, place in enumerate(_FIRST_PLACES)}
    for place, name, lon, lat in sorted(labels, key=lambda row: (order.get(row[0], len(order)), row[1])):
        if not shapely.contains_xy(frame, lon, lat):
            continue
        if place == "station":
            axes.plot([lon], [lat], "D", color=_QUIET_INK, markersize=5 * scale, markeredgecolor="white", zorder=4)
        if name.casefold() in seen:
            continue
        seen.add(name.casefold())
        size_pt = (9.0 if place in ("city", "town") else 7.0) * scale
        _name(axes, name, lon, lat, taken, size_pt=size_pt, colour=_QUIET_INK, style="italic")


def _name(
    axes: Axes, words: str, lon: float, lat: float, taken: list[Bbox], *, size_pt: float, colour: str,
    lift_pt: float = 0.0, **looks: Any,
) -> None:  # fmt: skip
    """One name, left out where it would run into another or over the edge."""
    lines = [
        line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…" for line in writable(words).split("\n")
    ]
    text = axes.annotate(
        "\n".join(lines), (lon, lat), xytext=(0, lift_pt), textcoords="offset points",
        fontsize=size_pt, color=colour, ha="center", va="center", zorder=5, parse_math=False, linespacing=1.0,
        path_effects=[withStroke(linewidth=size_pt / 3, foreground=_GROUND, alpha=0.85)], **looks,
    )  # fmt: skip
    box = text.get_window_extent()
    frame = axes.get_window_extent()
    is_inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
    if not is_inside or any(box.overlaps(other) for other in taken):
        text.remove()
    else:
        taken.append(box)
