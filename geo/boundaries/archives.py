"""Zip files unpacked within limits on size, ratio and names: an upload may come from anywhere."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from geo.boundaries.shapefile import SHAPEFILE_PARTS
from geo.errors import Report
from geo.zips import ZIP_FAULTS

__all__ = ["unpack_map"]

MOST_BYTES = 2_000_000_000
MOST_MEMBERS = 2_000
MOST_RATIO = 300
_READABLE = (".gpkg", ".geojson", ".json", ".topojson", ".fgb", ".geojsonl", ".parquet", ".geoparquet", ".kml")


def unpack_map(path: Path, folder: Path, report: Report) -> dict[str, Path] | None:
    """Unpack the parts of one Shapefile, or one map file, into ``folder``.

    Returns:
        Paths by lower-case suffix, or None after a refusal in the report.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            chosen = _choose_members(archive, report)
            return _unpack(archive, chosen, folder, report) if chosen else None
    except ZIP_FAULTS as error:
        _refuse(
            report,
            "zip_broken",
            f"the zip file cannot be unpacked ({str(error)[:100]}).",
            "a complete zip file.",
            "Download it again.",
        )
        return None


def _refuse(report: Report, code: str, found: str, needed: str, action: str) -> None:
    report.add("refused", code, found, needed=needed, action=action)


def _choose_members(archive: zipfile.ZipFile, report: Report) -> dict[str, zipfile.ZipInfo]:
    """Members to unpack by suffix: one shapefile's parts or one map file. Empty after a refusal."""
    members = [info for info in archive.infolist() if not info.is_dir()]
    unsafe = [info.filename for info in members if _is_unsafe(info.filename)]
    if unsafe:
        _refuse(
            report,
            "zip_unsafe",
            f"the zip file has members that point outside it ({unsafe[0][:60]}).",
            "a zip file with plain names.",
            "Do not use it: ask where it came from.",
        )
        return {}
    if len(members) > MOST_MEMBERS:
        _refuse(
            report,
            "zip_members",
            f"the zip file has {len(members):,} members.",
            f"at most {MOST_MEMBERS:,}.",
            "Zip only the boundaries.",
        )
        return {}
    named = [(PurePosixPath(info.filename.replace("\\", "/")), info) for info in members]
    named = [(n, i) for n, i in named if "__MACOSX" not in n.parts and not n.name.startswith(".")]
    stems = {n.with_suffix("") for n, _ in named if n.suffix.lower() in (".shp", ".dbf", ".shx")}
    with_shp = sorted({n.with_suffix("") for n, _ in named if n.suffix.lower() == ".shp"})
    if stems:
        stem = with_shp[0] if with_shp else sorted(stems)[0]
        if len(with_shp) > 1:
            others = [other.name for other in with_shp[1:]]
            report.add(
                "warning",
                "several_layers",
                f"the zip file has {len(with_shp)} Shapefiles; {stem.name} is read, not {', '.join(others[:8])}.",
                action="If another is meant, zip that one alone.",
                where=others,
            )
        return {
            n.suffix.lower(): i for n, i in named if n.with_suffix("") == stem and n.suffix.lower() in SHAPEFILE_PARTS
        }
    maps = sorted(((n, i) for n, i in named if n.suffix.lower() in _READABLE), key=lambda pair: str(pair[0]))
    if maps:
        return {maps[0][0].suffix.lower(): maps[0][1]}
    listed = ", ".join(n.name for n, _ in named[:6]) or "nothing"
    names = {n.name for n, _ in named}
    what = " It looks like a GTFS timetable." if "stop_times.txt" in names else ""
    if "[Content_Types].xml" in names:
        what, listed = " It is an office document such as an Excel workbook: save the sheet as CSV.", "sheets"
    _refuse(
        report,
        "zip_without_map",
        f"the zip file has no map file in it (it has {listed}).{what}",
        "a Shapefile's parts, a GeoPackage or a GeoJSON file in it.",
        "Choose the boundary download.",
    )
    return {}


def _is_unsafe(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in name.split("/")[0]


def _unpack(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], folder: Path, report: Report
) -> dict[str, Path] | None:
    paths, total = {}, 0
    for suffix, info in members.items():
        if info.flag_bits & 1:
            _refuse(
                report,
                "zip_password",
                "the zip file is locked with a password.",
                "an open zip file.",
                "Unlock it, or ask for it without a password.",
            )
            return None
        paths[suffix] = folder / f"member{suffix}"
        most = min(MOST_BYTES - total, max(info.compress_size * MOST_RATIO, 20_000_000))
        with archive.open(info) as source, paths[suffix].open("wb") as target:
            written = 0
            while block := source.read(1 << 20):
                written += len(block)
                if written > most:
                    _refuse(
                        report,
                        "zip_bomb",
                        f"{info.filename[:60]} unpacks to more than {most / 1e6:,.0f} MB, "
                        "far more than its zipped size.",
                        "boundaries of a town.",
                        "Do not use it: ask where it came from.",
                    )
                    return None
                target.write(block)
        total += written
    return paths
