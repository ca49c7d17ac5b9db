"""Layers of files that GDAL opens, and GeoParquet: whole tables, with every complaint in the report."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import pyogrio.errors
import pyogrio.raw
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import ProjError

from geo.boundaries.geojson import FeatureTable
from geo.errors import Report
from geo.geopackage import settled, views_of

__all__ = ["FORMATS", "layers_of", "read_geoparquet", "read_layer"]

FORMATS = "GeoJSON, GeoPackage (.gpkg), a zipped Shapefile, KML, KMZ or TopoJSON"


@contextlib.contextmanager
def _quiet() -> Iterator[list[str]]:
    """GDAL's remarks gathered in a list instead of printed."""
    said: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, handler = logging.getLogger("pyogrio"), Keep()
    was_propagating = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield said
        said.extend(str(warning.message) for warning in caught)
    finally:
        logger.removeHandler(handler)
        logger.propagate = was_propagating


_FAULTS = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    pyogrio.errors.GeometryError,
    ValueError,
    RuntimeError,
    OSError,
)


def _tell_unopened(error: Exception, path: Path, kind: str, report: Report) -> None:
    said = " ".join(str(error).split())[:200].replace(str(path), path.name)
    report.add(
        "refused",
        "cannot_open",
        f"the {kind} cannot be opened ({said}).",
        needed=f"a complete file: {FORMATS}.",
        action="Download or export it again; it may have been cut short.",
    )


def layers_of(path: Path, report: Report, kind: str) -> list[str] | None:
    """Names of the layers of a file, None after a refusal."""
    try:
        with _quiet():
            return [str(name) for name, _ in pyogrio.list_layers(path)]
    except _FAULTS as error:
        _tell_unopened(error, path, kind, report)
        return None


def read_layer(
    path: Path, report: Report, wanted: str, kind: str, *, layer: str | None = None, encoding: str | None = None
) -> FeatureTable | None:
    """Features of the layer that has the ``wanted`` geometry (``"Polygon"`` or ``"Point"``), None after a refusal.

    Args:
        path: the file.
        report: gets what GDAL has to say.
        wanted: which kind of layer to take where there are several.
        kind: the kind of file, in words.
        layer: name of the layer, where it is chosen already.
        encoding: of the words, where the file does not say it rightly.
    """
    if views := views_of(path):
        report.add(
            "warning",
            "views_left_out",
            f"not a layer of its own but a stored query (a view): {', '.join(views[:8])}.",
            action="It was not read. If it is meant, export it as a layer (QGIS: Export, Save Features As).",
            where=views,
        )
    try:
        with _quiet(), settled(path) as at_rest:
            layer = layer if layer is not None else _choose_layer(at_rest, report, wanted)
            if layer is None:
                return None
            meta, _, shapes, columns = pyogrio.raw.read(at_rest, layer=layer or None, force_2d=True, encoding=encoding)
    except _FAULTS as error:
        _tell_unopened(error, path, kind, report)
        return None
    names = _unique_names([str(name) for name in meta["fields"]], report)
    length = len(shapes) if shapes is not None else len(columns[0]) if columns else 0
    attributes = pd.DataFrame(dict(zip(names, columns, strict=True)), index=pd.RangeIndex(length))
    return FeatureTable(attributes, _from_wkb(shapes, length), meta.get("crs"), kind, layer)


def read_geoparquet(path: Path, report: Report) -> FeatureTable | None:
    """Features of a GeoParquet file; None after a refusal, also where it is a Parquet table without geometry."""
    try:
        frame = gpd.read_parquet(path)
    except (
        OSError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        NotImplementedError,
        pa.ArrowException,
        ProjError,
        shapely.errors.ShapelyError,
    ) as error:
        report.add(
            "refused",
            "cannot_open",
            f"the Parquet file {_why_no_outlines(error)}.",
            needed="GeoParquet.",
            action="Export it again, with its geometry.",
        )
        return None
    shapes = np.asarray(frame.geometry.array, dtype=object)
    attributes = pd.DataFrame(frame.drop(columns=frame.geometry.name)).reset_index(drop=True)
    declared = frame.crs.to_wkt() if frame.crs is not None else None
    return FeatureTable(attributes, shapely.force_2d(shapes), declared, "GeoParquet")


def _why_no_outlines(error: Exception) -> str:
    """What the library says, in a planner's words where it is known."""
    words = " ".join(str(error).split())
    if "geo metadata" in words:
        return "is a plain table: it has no column of outlines or points"
    return f"has no geometry that can be read ({words[:120]})"


def _from_wkb(shapes: Any, length: int) -> NDArray[np.object_]:
    if shapes is None:
        return np.full(length, None, dtype=object)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = np.asarray(shapely.from_wkb(shapes, on_invalid="ignore"), dtype=object)
        broken = np.array([g is None and raw is not None for g, raw in zip(made, shapes, strict=True)], dtype=bool)
        if broken.any():
            made[broken] = shapely.from_wkb(shapes[broken], on_invalid="fix")
    return made


def _unique_names(names: list[str], report: Report) -> list[str]:
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    repeated = [name for name, number in seen.items() if number > 1]
    if repeated:
        report.add(
            "repaired",
            "duplicate_columns",
            f"the column name {', '.join(repeated)} occurs more than once.",
            action="The later ones got a number.",
            where=repeated,
        )
    return made


def _choose_layer(path: Path, report: Report, wanted: str) -> str | None:
    """Name of the layer with the wanted geometry, None after a refusal."""
    layers = [(str(name), str(shape)) for name, shape in pyogrio.list_layers(path)]
    fitting = [name for name, shape in layers if wanted in shape]
    fitting = fitting or [name for name, shape in layers if shape in ("Unknown", "GeometryCollection", "Geometry")]
    fitting = fitting or [name for name, shape in layers if shape not in ("None", "nan")]
    if not fitting:
        listed = ", ".join(name for name, _ in layers) or "none"
        report.add(
            "refused",
            "no_map_layer",
            f"no layer of the file has shapes (layers: {listed}).",
            needed=f"a layer of {wanted.lower()}s.",
            action="Export the boundaries, not only their table.",
        )
        return None
    if len(layers) > 1:
        others = [name for name, _ in layers if name != fitting[0]]
        report.add(
            "warning" if len(fitting) > 1 else "note",
            "several_layers",
            f"the file has {len(layers)} layers; {fitting[0]} is read, not {', '.join(others[:8])}.",
            action="If another layer is meant, export that one alone.",
            where=others,
        )
    return fitting[0]
