"""What stands on a session map: numbered squares, names that leave the numbers readable, one area made prominent."""

from __future__ import annotations

import math
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import Bbox
from shapely.prepared import prep

from everyday.atlas import filled
from everyday.language import area_label
from everyday.pictures import Bounds, Grid, column_letters

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import Edition

__all__ = ["area_on_map", "grid_on_map", "metres_per_degree", "names_on_map"]

_PT_PER_MM = 72 / 25.4
_NUMBER_INK, _QUIET_NUMBER_INK, _LINE_INK = "#123c8c", "#66759c", "#2f5fb3"
_INK, _QUIET_INK, _STREET_INK = "#222222", "#55514a", "#5b4a2e"
_LEAST_PT, _MOST_PT, _PT_PER_SQUARE_MM = 6.5, 11.0, 0.65
_WIDTH_OF_DIGIT = 0.70  # of the size of type
_LONGEST_NAME = 34
_SHIFTS = (0, -0.7, 0.7, -1.4, 1.4, -2.1, 2.1, -2.8, 2.8)  # of the height of a name
_FIRST_PLACES = ("city", "town", "village", "suburb", "hamlet", "quarter", "neighbourhood")


def metres_per_degree(bounds: Bounds) -> tuple[float, float]:
    """East and north, at the middle of a box."""
    lat = math.radians((bounds[1] + bounds[3]) / 2)
    return 111_320 * math.cos(lat), 111_130.0


def grid_on_map(axes: Axes, grid: Grid, bounds: Bounds, wide_mm: float, town: BaseGeometry) -> list[Bbox]:
    """Lines of the grid, the number of each square in its upper left corner, letters and rows around the map.

    Args:
        axes: a map in degrees with these ``bounds``, ``wide_mm`` wide on paper, its place on the sheet set.
        town: squares that do not touch it have quiet numbers.

    Returns:
        Where the numbers stand (dots), for names to keep away from.
    """
    east_m, north_m = metres_per_degree(bounds)
    mm_per_m = wide_mm / ((bounds[2] - bounds[0]) * east_m)
    size_pt = min(max(grid.size_m * mm_per_m * _PT_PER_SQUARE_MM, _LEAST_PT), _MOST_PT)
    for width_pt, colour, alpha in ((1.3, "#ffffff", 0.55), (0.5, _LINE_INK, 0.75)):
        lines = LineCollection(list(grid.lines()), colors=colour, linewidths=width_pt, alpha=alpha, zorder=4.5)
        axes.add_collection(lines, autolim=False)
    near, frame, boxes = prep(town), shapely.box(*bounds), []
    for number, name in enumerate(grid.names(), start=1):
        seen = grid.square(name).intersection(frame)
        if seen.is_empty or seen.area == 0:
            continue
        west, south, east, north = seen.bounds
        room_pt = ((east - west) * east_m * mm_per_m * _PT_PER_MM, (north - south) * north_m * mm_per_m * _PT_PER_MM)
        words = _fitting((f"{number} · {name}", str(number)), room_pt, size_pt)
        if words:
            colour = _NUMBER_INK if near.intersects(seen) else _QUIET_NUMBER_INK
            boxes.append(_corner_words(axes, seen, words, size_pt, colour))
    _around(axes, grid, bounds, size_pt)
    return boxes


def _fitting(choices: tuple[str, ...], room_pt: tuple[float, float], size_pt: float) -> str:
    """The longest words that fit into the part of a square that is seen; empty if none does."""
    if room_pt[1] < 1.5 * size_pt:
        return ""
    return next((words for words in choices if len(words) * _WIDTH_OF_DIGIT * size_pt + 4 < room_pt[0]), "")


def _plate(alpha: float) -> dict[str, Any]:
    """What keeps words readable above lines. Outlined letters would be drawn as shapes, which nobody can search."""
    return {"facecolor": "#ffffff", "edgecolor": "none", "alpha": alpha, "pad": 0.4}


def _corner_words(axes: Axes, seen: BaseGeometry, words: str, size_pt: float, colour: str) -> Bbox:
    points = shapely.get_coordinates(seen)
    corner = points[np.argmax(points[:, 1] - points[:, 0])]
    label = axes.annotate(
        words, corner, xytext=(1.6, -1.4), textcoords="offset points", ha="left", va="top", zorder=6,
        fontsize=size_pt, color=colour, weight="bold", annotation_clip=False, parse_math=False,
        bbox=_plate(0.7),
    )  # fmt: skip
    return label.get_window_extent()


def _around(axes: Axes, grid: Grid, bounds: Bounds, size_pt: float) -> None:
    """Letters above and below the map, numbers of rows left and right of it, each at the middle of what is seen."""
    west, south, east, north = bounds
    lines = list(grid.lines())
    upright, level = lines[: grid.columns_n + 1], lines[grid.columns_n + 1 :][::-1]
    room_lon = (east - west) * size_pt * 1.5 / axes.get_window_extent().width
    room_lat = (north - south) * size_pt * 1.5 / axes.get_window_extent().height
    for edge, shift, side in ((north, 2.5, "bottom"), (south, -2.5, "top")):
        crossings = np.clip([np.interp(edge, line[:, 1], line[:, 0]) for line in upright], west, east)
        for column, (first, second) in enumerate(pairwise(crossings)):
            if second - first > room_lon:
                at = ((first + second) / 2, edge)
                _beside(axes, column_letters(column), at, (0, shift), size_pt, ha="center", va=side)
    for edge, shift, side in ((west, -2.5, "right"), (east, 2.5, "left")):
        crossings = np.clip([np.interp(edge, line[:, 0], line[:, 1]) for line in level], south, north)
        for row, (first, second) in enumerate(pairwise(crossings)):
            if first - second > room_lat:
                at = (edge, (first + second) / 2)
                _beside(axes, str(row + 1), at, (shift, 0), size_pt, ha=side, va="center")


def _beside(
    axes: Axes, words: str, at: tuple[float, float], shift: tuple[float, float], size_pt: float, **looks: Any
) -> None:
    looks |= {"fontsize": size_pt, "color": _NUMBER_INK, "weight": "bold", "annotation_clip": False}
    axes.annotate(words, at, xytext=shift, textcoords="offset points", **looks)


class _Names:
    """Names that are moved up, down or aside a little so that they hide neither numbers nor each other."""

    def __init__(self, axes: Axes, taken: list[Bbox]) -> None:
        self.axes = axes
        self.taken = np.array([box.extents for box in taken]).reshape(-1, 4)

    def _is_free(self, box: np.ndarray) -> bool:
        frame = self.axes.get_window_extent().extents
        is_inside = (frame[:2] <= box[:2]).all() and (box[2:] <= frame[2:]).all()
        is_hit = (self.taken[:, :2] < box[2:]).all(axis=1) & (box[:2] < self.taken[:, 2:]).all(axis=1)
        return bool(is_inside and not is_hit.any())

    def write(
        self, words: str, lon: float, lat: float, size_pt: float, colour: str, *, is_needed: bool = False, **looks: Any
    ) -> None:
        """One name; where there is no room it is left out unless it is needed."""
        lines = [line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…" for line in words.split("\n")]
        label = self.axes.annotate(
            "\n".join(lines), (lon, lat), xytext=(0, 0), textcoords="offset points", ha="center", va="center",
            zorder=5, fontsize=size_pt, color=colour, parse_math=False, linespacing=1.0,
            bbox=_plate(0.5), **looks,
        )  # fmt: skip
        dots_per_pt = self.axes.get_figure(root=True).dpi / 72  # type: ignore[union-attr]
        gap = np.array([-0.4, -0.05, 0.4, 0.05]) * size_pt * dots_per_pt
        home = label.get_window_extent().extents + gap
        for across, up in product(_SHIFTS[:5], _SHIFTS):
            shift = np.array([across, up]) * size_pt
            box = home + np.tile(shift, 2) * dots_per_pt
            if self._is_free(box):
                label.set_position((float(shift[0]), float(shift[1])))
                self.taken = np.vstack([self.taken, box])
                return
        if is_needed:
            self.taken = np.vstack([self.taken, home])
        else:
            label.remove()


def names_on_map(
    axes: Axes, bounds: Bounds, edition: Edition, taken: list[Bbox], *, language: str, scale: float, with_streets: bool
) -> None:
    """Names of areas, then of settlements and, if wanted, of streets, where they leave ``taken`` boxes readable.

    The name of an area is always there; the others only where there is room.
    """
    frame, names = shapely.box(*bounds), _Names(axes, taken)
    areas, settlements = filled(edition.areas()), filled(edition.settlements())
    shapes = shapely.intersection(areas.geometry.to_numpy(), frame)
    seen = set(areas["area_name"].str.casefold())
    sizes = shapely.area(shapes)
    for place in np.argsort(-sizes)[: np.count_nonzero(sizes)]:
        at, is_needed = shapes[place].representative_point(), bool(sizes[place] > 0.02 * frame.area)
        row = areas.iloc[place]
        words = area_label(row["area_name"], row["area_name_cy"], language).replace(" / ", "\n")
        names.write(words, at.x, at.y, 7.0 * scale, _INK, is_needed=is_needed, weight="bold")
    order = {place: rank for rank, place in enumerate(_FIRST_PLACES)}
    rows = [(settlements, "place", 6.0, _QUIET_INK)]
    if with_streets:
        rows.append((filled(edition.streets()), "name", 5.2, _STREET_INK))
    for table, first, size_pt, colour in rows:
        is_named = table["name"].astype(str).str.contains("[^\\W\\d]")  # a table of nothing knows no text
        is_seen = shapely.contains_xy(frame, table["lon"], table["lat"]) & is_named
        kinds = table[first].map(lambda kind: order.get(kind, len(order)))
        for place in kinds[is_seen].sort_values(kind="stable").index:
            name = table["name"][place]
            if name.casefold() not in seen:
                seen.add(name.casefold())
                size = 8.5 if table[first][place] in ("city", "town") else size_pt
                names.write(name, table["lon"][place], table["lat"][place], size * scale, colour, style="italic")


def area_on_map(axes: Axes, outline: BaseGeometry, bounds: Bounds, stops: pd.DataFrame | None) -> None:
    """One area with a strong outline, the rest of the map paler; stops as dots."""
    for part in shapely.get_parts(shapely.box(*bounds).difference(outline)):
        rings = [Outline(shapely.get_coordinates(ring), closed=True) for ring in shapely.get_rings(part)]
        veil = Outline.make_compound_path(*rings)
        axes.add_patch(PathPatch(veil, facecolor="#ffffff", edgecolor="none", alpha=0.45, zorder=4.2))
    edges = [shapely.get_coordinates(ring) for ring in shapely.get_rings(outline)]
    axes.add_collection(LineCollection(edges, colors=_INK, linewidths=2.0, zorder=4.4), autolim=False)
    if stops is not None:
        is_seen = shapely.contains_xy(shapely.box(*bounds), stops["lon"], stops["lat"])
        axes.plot(
            stops["lon"][is_seen], stops["lat"][is_seen], "o", color="#ffffff", markeredgecolor=_INK, markersize=3.2,
            markeredgewidth=0.9, zorder=4.3,
        )  # fmt: skip
