"""Whole towns, built: the made-up one, and Newport from real data."""

from __future__ import annotations

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
