"""Whole towns, built: the made-up one, and Newport from real data."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everyday import Atlas


def newport_inputs(data: Path) -> list[tuple[str, Path]]:
    """The complete real case: streets, both timetables, population points."""
    return [
        ("osm", data / "newport/osm/newport-2023-06-13.osm.pbf"),
        ("gtfs", data / "newport/gtfs/newport_bus_coach_20240305.zip"),
        ("gtfs", data / "newport/gtfs/newport_rail_20240305.zip"),
        ("population", data / "newport/points/oa2021_population_weighted_centroids.parquet"),
    ]


def built_once(name: str, session_folder: Path, build: Callable[[Path], object]) -> Atlas:
    """An atlas that all processes of a test run share the building of; each gets a copy of its own.

    ``session_folder`` is the temporary folder of this process; those of the others lie beside it.
    """
    from everyday import Atlas

    own = session_folder / f"{name}-atlas"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        build(own)
        return Atlas(own)
    from filelock import FileLock

    shared = session_folder.parent / f"{name}-atlas"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            build(session_folder / f"{name}-building")
            (session_folder / f"{name}-building").rename(shared)
    shutil.copytree(shared, own)
    return Atlas(own)


def built_newport(folder: Path, data: Path) -> Atlas:
    """Newport, built in ``folder``."""
    from everyday import Atlas

    atlas = Atlas.new(folder, name="Newport", boundaries=data / "newport/boundaries/wards_2011.geojson")
    for kind, path in newport_inputs(data):
        atlas.add(kind, path)
    atlas.build(date=date(2024, 3, 5))
    return atlas


def built_demo(folder: Path) -> Atlas:
    """The made-up town, built in ``folder``."""
    from everyday import Atlas
    from everyday.demo.build import build_demo

    build_demo(folder)
    return Atlas(folder)
