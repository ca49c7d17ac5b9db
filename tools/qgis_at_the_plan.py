"""QGIS itself at a plan, without a window: which layers it offers, and what it says when somebody edits one.

Run with the Python that QGIS comes with, on a copy of a plan that nobody needs:

    apt-get install --no-install-recommends python3-qgis
    QT_QPA_PLATFORM=offscreen /usr/bin/python3 tools/qgis_at_the_plan.py COPY/plan.gpkg

It prints a table of the layers and ends with 1 if one of them is invalid, has no coordinate system where it has shapes,
can be changed, or if the file afterwards differs from before in a single row.
"""

from __future__ import annotations

import sqlite3
import sys

from qgis.core import (  # type: ignore[import-not-found]
    Qgis,
    QgsApplication,
    QgsGeometry,
    QgsProviderRegistry,
    QgsVectorLayer,
)


def rows(path: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with sqlite3.connect(path) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in names if not name.startswith("gpkg_")]  # QGIS keeps extents and counts there
        return {name: file.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def edited(layer: QgsVectorLayer) -> list[str]:
    """What QGIS says to each kind of edit of the first feature; ``kept`` where it was written."""
    feature = next(layer.getFeatures(), None)
    if feature is None:
        return []
    said = []
    text = next(i for i, field in enumerate(layer.fields()) if field.name() == "created_by")
    edits = [
        lambda: layer.changeAttributeValue(feature.id(), text, "Somebody else"),
        lambda: layer.deleteFeature(feature.id()),
    ]
    if layer.isSpatial():
        edits.append(lambda: layer.changeGeometry(feature.id(), QgsGeometry.fromWkt("Point(0 0)")))
    for edit in edits:
        layer.startEditing()
        edit()
        is_kept = layer.commitChanges()
        said.append("kept" if is_kept else " ".join(layer.commitErrors()).replace("\n", " "))
        layer.rollBack()
    return said


def main(path: str) -> int:
    """Print what QGIS sees; 1 if something is not as it should be."""
    program = QgsApplication([], False)
    program.initQgis()
    print(f"QGIS {Qgis.QGIS_VERSION}")
    before, faults = rows(path), []
    for found in QgsProviderRegistry.instance().providerMetadata("ogr").querySublayers(path):
        layer = QgsVectorLayer(found.uri(), found.name(), "ogr")
        said = edited(layer) if layer.isValid() else []
        system = layer.crs().authid() if layer.isValid() else ""
        told = said[0].partition("failed")[2][:110] if said else ""
        print(f"{found.name():28} {layer.isValid()!s:6} {layer.featureCount():5} {system:10} {told}")
        if not layer.isValid() or (layer.isSpatial() and not system) or "kept" in said:
            faults.append(found.name())
        if said and not all("changed in Everyday Atlas" in one for one in said):
            faults.append(f"{found.name()}: {said}")
        del layer, found
    program.exitQgis()
    after = rows(path)
    faults += [f"The table {name} was changed." for name in after | before if after.get(name) != before.get(name)]
    print("\n".join(faults) or "Nothing could be changed, and every layer is there.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
