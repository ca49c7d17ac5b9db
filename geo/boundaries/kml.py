"""KML, the areas as Google Earth keeps them: placemarks of all folders, with what their ``ExtendedData`` says.

Shapes and attributes are GDAL's reading; what it must not be given (a document type with entities) is refused before.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from geo.boundaries.geojson import FeatureTable
from geo.boundaries.layers import layers_of, read_layer
from geo.errors import Report

__all__ = ["is_kml", "read_kml"]

_OF_DRAWING = {
    "id", "timestamp", "begin", "end", "altitudemode", "tessellate", "extrude", "visibility", "draworder", "icon",
    "snippet", "styleurl",
}  # fmt: skip
MOST_BYTES = 500_000_000
MOST_FOLDERS = 200


def is_kml(start: str) -> bool:
    """Is this the beginning of a KML document?"""
    return "<kml" in start[:4000].lower()


def read_kml(path: Path, report: Report) -> FeatureTable | None:
    """Placemarks of every folder of a KML file, in order; None after a refusal in the report."""
    if path.stat().st_size > MOST_BYTES:
        report.add(
            "refused",
            "too_large",
            f"the KML file has {path.stat().st_size / 1e6:,.0f} MB.",
            needed=f"at most {MOST_BYTES / 1e6:,.0f} MB.",
            action="Keep only the areas of the town, or use a GeoPackage.",
        )
        return None
    content = path.read_bytes()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        report.add(
            "refused",
            "xml_with_entities",
            "the KML file declares a document type or entities of its own, which no map file needs.",
            needed="plain KML as Google Earth saves it.",
            action="Open it in Google Earth or QGIS and save it again.",
        )
        return None
    if b"<NetworkLink>" in content:
        report.add(
            "warning",
            "network_link",
            "the KML file points to more data on the internet (NetworkLink), which is not fetched.",
            needed="a file that holds its areas itself.",
            action="In Google Earth open the link and save the place with its contents.",
        )
    names = layers_of(path, report, "KML")
    if names is None:
        return None
    if len(names) > MOST_FOLDERS:
        report.add(
            "refused",
            "too_many_layers",
            f"the KML file has {len(names):,} folders.",
            needed=f"at most {MOST_FOLDERS}.",
            action="Save only the areas.",
        )
        return None
    tables = [read_layer(path, report, "Polygon", "KML", layer=name) for name in names]
    read = [table for table in tables if table is not None]
    if not report.is_usable or not read:
        return None
    attributes = pd.concat([table.attributes for table in read], ignore_index=True)
    drawn = [name for name in attributes.columns if str(name).lower() in _OF_DRAWING]
    blank = [name for name in attributes.columns if attributes[name].isna().all()]
    attributes = attributes.drop(columns=sorted({*drawn, *blank}, key=str))
    shapes = np.concatenate([table.geometry for table in read])
    return FeatureTable(attributes, shapes, "EPSG:4326", "KML")
