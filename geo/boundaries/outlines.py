"""From the shapes of a file to valid polygons in degrees; what is left out or redrawn is reported by feature."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.boundaries.crs import geometry_to_degrees
from geo.boundaries.geojson import FeatureTable
from geo.boundaries.geometry import only_polygons, repair
from geo.errors import Report

__all__ = ["as_objects", "feature_numbers", "outlines_in_degrees", "plural"]


def feature_numbers(rows: Iterable[int]) -> list[str]:
    """Rows counted from 0 as a person counts features: ``["feature 1", …]``."""
    return [f"feature {int(row) + 1}" for row in rows]


def plural(number: int, singular: str, plural: str = "") -> str:
    """``"1 gap"``, ``"2 gaps"``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def as_objects(items: Iterable[object]) -> NDArray[np.object_]:
    """A one-dimensional object array, also of things that numpy would take apart."""
    listed = list(items)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def outlines_in_degrees(
    features: FeatureTable, report: Report, codes: list[str]
) -> tuple[list[int], NDArray[np.object_] | None]:
    """Rows of the features with a usable outline, and the outlines: valid (Multi)Polygons in WGS 84.

    Args:
        features: the file as it stands.
        report: gets everything that is left out or redrawn.
        codes: the features' codes, empty text where there is none; they help to recognise coordinates.

    Returns:
        Row positions and object (n,), or an empty list and None after a refusal in the report.
    """
    shapes = features.geometry
    is_empty = np.array([shape is None or shape.is_empty for shape in shapes], dtype=bool)
    unreadable = sum(problem.count for problem in report.problems if problem.code == "feature_unreadable")
    if is_empty.sum() > unreadable:
        report.add(
            "repaired",
            "empty_geometry",
            f"{plural(int(is_empty.sum()), 'feature')} without an outline"
            f"{f' ({unreadable} of them unreadable)' if unreadable else ''}.",
            needed="a polygon for each area.",
            action="Left out.",
            where=feature_numbers(np.flatnonzero(is_empty)),
        )
    reduced = as_objects(only_polygons(shape) for shape in shapes)
    other = [int(row) for row in np.flatnonzero(~is_empty) if reduced[row] is None]
    if other and len(other) < len(shapes):
        kinds = sorted({shapes[row].geom_type for row in other})
        report.add(
            "repaired",
            "not_polygon",
            f"{plural(len(other), 'feature')} that {'is' if len(other) == 1 else 'are'}"
            f" not an area but {', '.join(kinds)}.",
            needed="polygons.",
            action="Left out.",
            where=feature_numbers(other),
        )
    mixed = [r for r, s in enumerate(shapes) if reduced[r] is not None and s.geom_type == "GeometryCollection"]
    if mixed:
        report.add(
            "repaired",
            "geometry_collection",
            f"{plural(len(mixed), 'feature')} mixing polygons with points or lines.",
            action="Only the polygons were kept.",
            where=feature_numbers(mixed),
        )
    rows = [row for row in range(len(shapes)) if reduced[row] is not None]
    if not rows:
        _refuse_without_polygons(shapes, report)
        return [], None
    degrees = geometry_to_degrees(reduced[rows], features.crs, report, codes=[codes[row] for row in rows])
    if degrees is None:
        return [], None
    return _valid(rows, shapely.force_2d(degrees), report)


def _refuse_without_polygons(shapes: NDArray[np.object_], report: Report) -> None:
    kinds = sorted({shape.geom_type for shape in shapes if shape is not None and not shape.is_empty})
    found = f"only {', '.join(kinds)}" if kinds else "nothing with an outline"
    report.add(
        "refused",
        "no_polygons",
        f"no areas: the file has {found} ({plural(len(shapes), 'feature')}).",
        needed="polygons, one or more for each ward or neighbourhood.",
        action="Choose the file of boundaries; points and lines belong to other inputs.",
    )


def _valid(
    rows: list[int], outlines: NDArray[np.object_], report: Report
) -> tuple[list[int], NDArray[np.object_] | None]:
    invalid = np.flatnonzero(~shapely.is_valid(outlines)).tolist()
    outlines = outlines.copy()
    where = []
    for position in invalid:
        where.append(f"feature {rows[position] + 1} ({shapely.is_valid_reason(outlines[position])})")
    flat = np.flatnonzero(shapely.area(outlines) == 0)
    for position in sorted({*invalid, *flat.tolist()}):
        outlines[position] = repair(outlines[position])
    if len(invalid):
        report.add(
            "repaired",
            "invalid_ring",
            f"{plural(len(invalid), 'outline')} crossing or touching "
            f"{'itself' if len(invalid) == 1 else 'themselves'}.",
            needed="valid polygons.",
            action="Redrawn as valid polygons through the same points.",
            where=where,
        )
    gone = [row for row, outline in zip(rows, outlines, strict=True) if outline is None]
    if gone:
        report.add(
            "repaired",
            "no_ground",
            f"{plural(len(gone), 'feature')} whose outline encloses no ground.",
            action="Left out.",
            where=feature_numbers(gone),
        )
    kept = np.array([outline is not None for outline in outlines], dtype=bool)
    if not kept.any():
        report.add(
            "refused",
            "no_polygons",
            "no outline encloses any ground.",
            needed="polygons.",
            action="Export the boundaries again.",
        )
        return [], None
    return [row for row, keep in zip(rows, kept, strict=True) if keep], outlines[kept]
