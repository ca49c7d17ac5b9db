"""Shapefiles, which are several files that must stay together: what a missing part means, in plain words."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

from geo.boundaries.geojson import FeatureTable
from geo.boundaries.layers import read_layer
from geo.boundaries.words_in_dbf import encoding_of_dbf
from geo.errors import Report

__all__ = ["SHAPEFILE_PARTS", "read_shapefile"]

SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_TOGETHER = "the .shp, .shx, .dbf and .prj parts together."


def read_shapefile(parts: dict[str, Path], report: Report, wanted: str = "Polygon") -> FeatureTable | None:
    """Features of a Shapefile, None after a refusal.

    Args:
        parts: paths by lower-case suffix (``.shp``, ``.dbf`` …); they are read, never written.
        report: gets what a missing part means.
        wanted: ``"Polygon"`` or ``"Point"``.
    """
    for suffix, holds in ((".shp", "the outlines"), (".dbf", "the codes and names")):
        if suffix not in parts:
            report.add(
                "refused",
                f"{suffix[1:]}_missing",
                f"the Shapefile lacks its {suffix} part, which holds {holds}.",
                needed=_TOGETHER,
                action="Zip all parts into one file and use that.",
            )
    if not report.is_usable:
        return None
    with tempfile.TemporaryDirectory(prefix="everyday-") as name:
        folder = Path(name)
        for suffix in SHAPEFILE_PARTS:
            if suffix in parts:
                (folder / f"boundaries{suffix}").write_bytes(parts[suffix].read_bytes())
        if ".shx" not in parts:
            index = _index_of_shapefile((folder / "boundaries.shp").read_bytes())
            if index is None:
                report.add(
                    "refused",
                    "shx_missing",
                    "the Shapefile lacks its .shx part (the index), and its .shp part "
                    "is damaged, so that the index cannot be made anew.",
                    needed=_TOGETHER,
                    action="Download the zip again, or zip all parts into one file.",
                )
                return None
            (folder / "boundaries.shx").write_bytes(index)
            report.add(
                "repaired",
                "shx_missing",
                "the Shapefile lacks its .shx part (the index).",
                needed=_TOGETHER,
                action="The index was made anew from the .shp part.",
            )
        if ".prj" not in parts:
            report.add(
                "warning",
                "prj_missing",
                "the Shapefile lacks its .prj part, which names the coordinate system.",
                action="The coordinate system is recognised from the numbers, see below.",
            )
        encoding = encoding_of_dbf(parts[".dbf"], parts.get(".cpg"), report)
        return read_layer(folder / "boundaries.shp", report, wanted, "Shapefile", encoding=encoding)


def _index_of_shapefile(shp: bytes) -> bytes | None:
    """The .shx part that belongs to a .shp part; None if its records do not add up."""
    if len(shp) < 100 or struct.unpack(">i", shp[:4])[0] != 9994:
        return None
    position, records = 100, []
    while position + 8 <= len(shp):
        words = struct.unpack(">i", shp[position + 4 : position + 8])[0]
        if words < 2 or position + 8 + words * 2 > len(shp):
            return None
        records.append(struct.pack(">2i", position // 2, words))
        position += 8 + words * 2
    if position != len(shp):
        return None
    header = shp[:24] + struct.pack(">i", 50 + 4 * len(records)) + shp[28:100]
    return header + b"".join(records)
