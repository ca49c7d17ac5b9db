"""The paper map of a session: the town with its numbered grid, on A3 or A4, for a table without a computer."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.atlas import filled
from everyday.pictures import Bounds, Grid, grid_of_edition
from geo.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from everyday.atlas import Edition
    from everyday.language import Language
    from everyday.paper.map_frame import Told
    from plan.records import Session

__all__ = ["PAPERS", "session_map_pdf"]

PAPERS = ("A3", "A4")
_MM_PER_INCH = 25.4
_LETTERS_AT_MM = 250.0  # a map so wide has letters of the usual size
_MARGIN_SHARE = 0.06
_WIDER_ROADS = 1.7  # on the larger scale of one area
_SHORTEST_M = 800.0


def session_map_pdf(
    edition: Edition,
    target: Path,
    *,
    paper: str = "A3",
    session: Session | None = None,
    area_id: str | None = None,
    language: Language | None = None,
    with_areas: bool = False,
    with_stops: bool = True,
    grid: Grid | None = None,
) -> Path:
    """Write the map as a PDF: the whole town, or one area, or the whole town followed by a page for each area.

    The squares keep their numbers on every page; a page of one area shows the same squares larger. The paper lies or
    stands as the shape asks. Nothing is left behind where it fails.

    Args:
        paper: ``"A3"`` or ``"A4"``.
        session: whose name, date and venue are printed.
        area_id: only the page of this area.
        language: of the words; English without it.
        with_areas: a page for each area as well.
        with_stops: stops as small dots on pages of one area.
        grid: another than the edition's own.

    Returns:
        ``target``.

    Raises:
        UsageError: unknown paper.
        NotFoundError: there is no such area.
    """
    import matplotlib
    from matplotlib.backends.backend_pdf import PdfPages

    from everyday.disk import written_whole
    from everyday.paper.map_frame import Told, map_title

    if paper not in PAPERS:
        raise UsageError(f"The paper {paper!r} is not known.", f"Needed: {' or '.join(PAPERS)}.")
    shown = _area_ids(edition, area_id, with_areas)
    words = language or _english(edition)
    told = Told(edition, grid or grid_of_edition(edition), words, session, kinds=("boundaries", "osm"))
    with written_whole(target) as beside, warnings.catch_warnings(), matplotlib.rc_context({"pdf.fonttype": 42}):
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        with PdfPages(beside, metadata={"Title": map_title(told)}) as pages:
            for one in shown:
                pages.savefig(_town_page(told, paper) if one is None else _area_page(told, paper, one, with_stops))
    return target


def _english(edition: Edition) -> Language:
    from everyday.language import language

    return language(folder=edition.atlas_folder)


def _area_ids(edition: Edition, area_id: str | None, with_areas: bool) -> list[str | None]:
    known = filled(edition.areas()).sort_values("area_name")["area_id"].astype(str).tolist()
    if area_id is not None and area_id not in known:
        raise NotFoundError(f"There is no area {area_id[:40]!r}.", f"There are: {', '.join(known)}.")
    if area_id is not None:
        return [area_id]
    return [None, *known] if with_areas else [None]


def _size_m(bounds: Bounds) -> tuple[float, float]:
    from everyday.paper.map_marks import metres_per_degree

    east_m, north_m = metres_per_degree(bounds)
    return (bounds[2] - bounds[0]) * east_m, (bounds[3] - bounds[1]) * north_m


def _filling(bounds: Bounds, shape: float) -> Bounds:
    """A box of this shape (width by height) around the same middle, with a margin."""
    wide_m, high_m = _size_m(bounds)
    wide, high = (max(side, _SHORTEST_M) * (1 + 2 * _MARGIN_SHARE) for side in (wide_m, high_m))
    wide, high = max(wide, high * shape), max(high, wide / shape)
    lon, lat = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    half_lon = wide / wide_m * (bounds[2] - bounds[0]) / 2
    half_lat = high / high_m * (bounds[3] - bounds[1]) / 2
    return lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat


def _town_page(told: Told, paper: str) -> Figure:
    return _page(told, paper, told.grid.bounds())[0]


def _area_page(told: Told, paper: str, area_id: str, with_stops: bool) -> Figure:
    from everyday.language import area_label
    from everyday.paper.map_frame import sheet_for
    from everyday.paper.map_marks import area_on_map

    areas = filled(told.edition.areas())
    row = areas[areas["area_id"].astype(str) == area_id].iloc[0]
    west, south, east, north = (float(edge) for edge in row["geometry"].bounds)
    wide_m, high_m = _size_m((west, south, east, north))
    room = sheet_for(paper, wide_m / high_m).room_mm
    bounds = _filling((west, south, east, north), room[2] / room[3])
    name = area_label(row["area_name"], row["area_name_cy"], told.words.code)
    stops = filled(told.edition.stops()) if with_stops else None
    kinds = (*told.kinds, "gtfs") if with_stops else told.kinds
    figure, axes = _page(replace(told, area_name=name, kinds=kinds), paper, bounds)
    area_on_map(axes, row["geometry"], bounds, stops)
    return figure


def _page(told: Told, paper: str, bounds: Bounds) -> tuple[Figure, Axes]:
    """One page with its map; the axes of the map are returned for what else is to be drawn."""
    import shapely
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from everyday.paper.map_frame import print_around, sheet_for
    from everyday.paper.map_marks import grid_on_map, names_on_map
    from everyday.pictures import town_map_axes

    wide_m, high_m = _size_m(bounds)
    sheet = sheet_for(paper, wide_m / high_m)
    left, bottom, wide, high = sheet.room_mm
    scale = min(wide / wide_m, high / high_m)
    frame = (left, bottom + high - high_m * scale, wide_m * scale, high_m * scale)
    figure = Figure(figsize=(sheet.wide_mm / _MM_PER_INCH, sheet.high_mm / _MM_PER_INCH), dpi=72)
    FigureCanvasAgg(figure)  # keeps what measures words, which would be made anew for every name
    axes = figure.add_axes(
        (frame[0] / sheet.wide_mm, frame[1] / sheet.high_mm, frame[2] / sheet.wide_mm, frame[3] / sheet.high_mm)
    )
    letters = max(frame[2], frame[3]) / _LETTERS_AT_MM
    lines = letters * (_WIDER_ROADS if told.area_name else 1.0)
    town_map_axes(axes, told.edition, bounds, with_names=False, line_scale=lines)
    numbers = grid_on_map(axes, told.grid, bounds, frame[2], shapely.union_all(told.edition.areas().geometry))
    names_on_map(
        axes, bounds, told.edition, numbers, language=told.words.code, scale=letters, with_streets=bool(told.area_name)
    )
    print_around(figure, replace(told, example=_example(told.grid, bounds)), sheet, bounds, frame)
    return figure, axes


def _example(grid: Grid, bounds: Bounds) -> str:
    """The square in the middle of a page; empty where it has none."""
    west, south, east, north = bounds
    try:
        return grid.name_at(lat=(south + north) / 2, lon=(west + east) / 2)
    except NotFoundError:
        return ""
