"""The demo atlas: the made-up town's inputs, added and built like any town's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.demo.town import TOWN
from everyday.disk import sha256_of
from geo.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from everyday.facade import Atlas

__all__ = [
    "ATTRIBUTION",
    "LICENCE",
    "add_demo_inputs",
    "build_demo",
    "demo_activities",
    "demo_inputs",
    "next_timetable",
]

LICENCE = "MIT"
ATTRIBUTION = "Made-up town of Everyday Atlas: not a real place"
_PATTERNS = {
    "boundaries": ("boundaries", "*.geojson"),
    "osm": ("osm", "*.osm.pbf"),
    "gtfs": ("gtfs", "*.zip"),
    "population": ("population", "*.csv"),
    "survey": ("survey", "*.csv"),
    "next_gtfs": ("next_year", "*.zip"),
    "activities": ("activities", "*.csv"),
}
_OPTIONS = {
    "survey": {
        "sampling": "random", "asked": "8000", "answered": "1530", "weighted": "yes", "comparator": f"{TOWN} average",
    },
}  # fmt: skip


def demo_inputs() -> dict[str, list[Path]]:
    """The made-up town's input files of this year by kind.

    Raises:
        NotFoundError: they are not there.
    """
    return {kind: paths for kind, paths in _files().items() if kind not in ("next_gtfs", "activities")}


def next_timetable() -> Path:
    """Next year's timetable of the made-up town.

    Raises:
        NotFoundError: it is not there.
    """
    return _files()["next_gtfs"][0]


def demo_activities() -> Path:
    """The list of community activities of the made-up town.

    Raises:
        NotFoundError: it is not there.
    """
    return _files()["activities"][0]


def _files() -> dict[str, list[Path]]:
    """All files by kind: in the checkout's ``data/``, or inside the installed package."""
    here = Path(__file__).resolve().parent
    for root in (here / "data", here.parent.parent / "data"):
        found = {kind: sorted((root / folder).glob(name)) for kind, (folder, name) in _PATTERNS.items()}
        if all(found.values()):
            return found
    raise NotFoundError("The files of the made-up town are missing.", do="Install everyday-atlas again.")


def build_demo(
    folder: Path, *, workers: int | None = None, progress: Callable[[str, float], None] | None = None
) -> Edition:
    """Start the demo atlas in ``folder`` (or use the one that is there) and build it: this year's edition.

    Where next year's is there already (:mod:`everyday.demo.next_year`), that is the one that is built and shown.

    Raises:
        UsageError: ``folder`` holds something else.
    """
    from everyday.facade import Atlas

    inputs = demo_inputs()
    if progress is not None:
        progress("Adding the made-up town's files", 0.0)
    if (folder / "atlas.toml").is_file():
        atlas = Atlas(folder)
        if not atlas.config.is_made_up:
            raise UsageError(f"{folder} holds the atlas of {atlas.name}.", do="Name another folder for the demo.")
    else:
        atlas = Atlas.new(
            folder,
            name=TOWN,
            boundaries=inputs["boundaries"][0],
            is_made_up=True,
            licence=LICENCE,
            attribution=ATTRIBUTION,
        )
    add_demo_inputs(atlas, inputs)
    return atlas.build(workers=workers, progress=progress)


def add_demo_inputs(atlas: Atlas, inputs: dict[str, list[Path]]) -> None:
    """Add those inputs that the atlas does not have as they are now; next year's timetable stays where it is."""
    for kind, paths in inputs.items():
        held = {record.sha256 for record in atlas.config.inputs_of(kind)}
        if kind == "gtfs" and held == {sha256_of(next_timetable())}:
            continue
        if held != {sha256_of(path) for path in paths}:
            for position, path in enumerate(paths):
                atlas.add(
                    kind, path, options=_OPTIONS.get(kind), licence=LICENCE, attribution=ATTRIBUTION,
                    is_replacing=position == 0,
                )  # fmt: skip
