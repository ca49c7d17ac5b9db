"""Whole towns, built: the made-up one, and Newport from real data."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everyday import Atlas, Edition


def newport_inputs(data: Path) -> list[tuple[str, Path]]:
    """The complete real case: streets, both timetables, population points."""
    return [
        ("osm", data / "newport/osm/newport-2023-06-13.osm.pbf"),
        ("gtfs", data / "newport/gtfs/newport_bus_coach_20240305.zip"),
        ("gtfs", data / "newport/gtfs/newport_rail_20240305.zip"),
        ("population", data / "newport/points/oa2021_population_weighted_centroids.parquet"),
    ]


def made_once(name: str, session_folder: Path, make: Callable[[Path], object]) -> Path:
    """A folder that all processes of a test run share the making of, to be copied: it stays as it was made.

    ``session_folder`` is the temporary folder of this process; those of the others lie beside it.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shared = session_folder / name
        if not shared.exists():
            make(shared)
        return shared
    from filelock import FileLock

    shared = session_folder.parent / name
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            make(session_folder / f"{name}-making")
            (session_folder / f"{name}-making").rename(shared)
    return shared


def built_once(name: str, session_folder: Path, build: Callable[[Path], object]) -> Atlas:
    """An atlas that all processes of a test run share the building of; each gets a copy of its own."""
    from everyday import Atlas

    shared = made_once(f"{name}-atlas", session_folder, build)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return Atlas(shared)
    own = session_folder / shared.name
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


@cache
def coarse_demo(session_folder: Path) -> Atlas:
    """The made-up town in large cells, a third of the work; built once for all, to be copied."""
    return built_once("coarse", session_folder, built_coarse)


def built_coarse(folder: Path) -> Atlas:
    """The made-up town in large cells, built in ``folder``."""
    from everyday import Atlas
    from everyday.demo.build import add_demo_inputs, demo_inputs

    inputs = demo_inputs()
    atlas = Atlas.new(folder, name="Wrenmouth", boundaries=inputs["boundaries"][0], resolution=8, is_made_up=True)
    add_demo_inputs(atlas, inputs)
    atlas.build()
    return atlas


@cache
def _for_plans(demo_folder: Path) -> Path:
    folder = demo_folder.with_name(f"{demo_folder.name}-for-plans")
    shutil.copytree(demo_folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    return folder


@contextmanager
def demo_with_plan(demo: Atlas, plan: Path | None = None) -> Iterator[Atlas]:
    """The made-up town with a plan of its own, for a test that changes nothing but the plan: its edition stays open.

    Args:
        plan: a closed one to begin with, which is copied; without it there is none yet.
    """
    from everyday import Atlas
    from everyday.atlas.open_plan import close_plans

    folder = _for_plans(demo.folder)
    close_plans()
    for old in folder.glob("plan.gpkg*"):
        old.unlink()
    if plan is not None:
        shutil.copyfile(plan, folder / "plan.gpkg")
    yield Atlas(folder)
    close_plans()


DIRECT = {
    "kind": "new_line", "name": "20", "stops": ["Samphire Shops", "Bus Station"], "headway_min": 12,
    "start": "06:30", "end": "22:30",
}  # fmt: skip
"""A direct line to the estate of the made-up town whose bus goes round by the docks."""


DIRECT_NAME = "Direct line to Samphire"


def built_direct(folder: Path, demo: Atlas) -> Atlas:
    """The made-up town without a plan, and what the direct line would do."""
    from everyday import Atlas
    from everyday.scenario import run_scenario

    shutil.copytree(demo.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    atlas = Atlas(folder)
    run_scenario(atlas, [DIRECT], name=DIRECT_NAME)
    return atlas


def built_next(folder: Path, direct: Atlas) -> Atlas:
    """The same a week later, when the direct line runs: an edition, its forecast, and the edition that is shown."""
    from everyday import Atlas

    shutil.copytree(direct.folder, folder)
    atlas = Atlas(folder)
    with_next_timetable(atlas, folder.parent)
    return atlas


def with_next_timetable(atlas: Atlas, folder: Path) -> Edition:
    """The second edition of the made-up town: a timetable of a week later, in which the direct line runs."""
    from everyday.pipeline import merged_timetable
    from everyday.scenario.edits import read_edits
    from everyday.scenario.feed import change_feed
    from geo.gtfs import write_gtfs

    merged = merged_timetable(atlas, atlas.config.inputs_of("gtfs"))
    assert merged is not None
    manifest = atlas.edition().manifest
    days = {name: date.fromisoformat(manifest[name]) for name in ("weekday", "sunday")}
    edits, report = read_edits([DIRECT])
    changed = change_feed(merged.feed, edits, report, bounds=None, **days)
    report.raise_if_refused()
    atlas.add("gtfs", write_gtfs(changed.feed, folder / "next-year.zip"), is_replacing=True)
    return atlas.build(date=days["weekday"] + timedelta(days=7))


def with_edition(atlas: Atlas, name: str, built_at: str, *, without: int = 0, **more: object) -> None:
    """A copy of the edition under another id, built at another time, without its first suggestions."""
    import geopandas as gpd

    first = atlas.edition()
    folder = first.folder.parent / name
    shutil.copytree(first.folder, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"built_at": built_at, "id": name} | more
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    table = gpd.read_parquet(folder / "suggestions.parquet")
    table.iloc[without:].to_parquet(folder / "suggestions.parquet")
