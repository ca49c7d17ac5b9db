"""An atlas as it lies on disk: its folder, its settings, its inputs, its editions and its plan.

What every room above needs of an atlas, and nothing that computes or draws. :class:`everyday.Atlas` is the same with
many doors.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas.config import AtlasConfig, InputRecord, load_config
from everyday.atlas.editions import Edition, code_version, edition_ids, find_edition, set_current
from everyday.atlas.inputs import FILE_OPTIONS, read_input
from everyday.disk import changed_at, replace_text, sha256_of
from everyday.readings import Shelf
from geo.errors import NotFoundError, Report
from geo.osm import OWN_KINDS, PlaceKinds, own_place_kinds

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.feed import Feed
    from geo.osm import Extract
    from plan.records import Correction
    from plan.taxonomy import Taxonomy
    from store.plan_store import PlanStore

__all__ = [
    "OWN_AREAS", "AtlasFolder", "asked_of_streets", "gps_folder", "open_folder", "shelf_of", "streets_of",
    "timetable_of",
]  # fmt: skip

CLIP_MARGIN_M = 5000.0
# Stands in atlas.toml for the areas of the atlas, whichever they are when it is built.
OWN_AREAS = "areas of this atlas"


@dataclass(eq=False)
class AtlasFolder:
    """One atlas folder and what ``atlas.toml`` says.

    Attributes:
        folder: holds ``atlas.toml``, ``inputs/``, ``editions/`` and the plan.
        config: what ``atlas.toml`` says; replaced as a whole when it is saved.
    """

    folder: Path
    config: AtlasConfig

    @property
    def name(self) -> str:
        """Name of the town."""
        return self.config.name

    def inputs_folder(self) -> Path:
        """Where the inputs are kept as they were given. It raises nothing."""
        return self.folder / "inputs"

    def input_path(self, record: InputRecord) -> Path:
        """The kept file of an input, checked to be unchanged.

        Raises:
            NotFoundError: the file is gone or has changed since it was added.
        """
        path = self.inputs_folder() / record.file
        if not path.is_file():
            raise NotFoundError(f"{record.file} is missing from {self.inputs_folder()}.", do="Add it again.")
        if sha256_of(path) != record.sha256:
            raise NotFoundError(f"{record.file} has changed since it was added.", do="Add it again.")
        return path

    def own_areas_options(self) -> dict[str, str]:
        """Options that join a table to the atlas's areas.

        Raises:
            NotFoundError: the atlas has no boundaries any more.
        """
        held = self.config.inputs_of("boundaries")
        if not held:
            raise NotFoundError(f"The atlas of {self.name} has no boundaries.", do="Add them again.")
        record = held[-1]
        options = {"boundaries": str(self.inputs_folder() / record.file)}
        if "id_column" in record.options:
            options["boundaries_id_column"] = record.options["id_column"]
        return options

    def own_areas(self) -> gpd.GeoDataFrame:
        """The atlas's areas as its boundaries give them.

        Raises:
            NotFoundError: the atlas has no boundaries any more.
        """
        path, record = Path(self.own_areas_options()["boundaries"]), self.config.inputs_of("boundaries")[-1]
        own = tuple(one for one in sorted(record.options.items()) if one[0] in ("id_column", "name_column"))
        return _areas_of(path, changed_at(path), own).copy()

    def own_people(self) -> gpd.GeoDataFrame | None:
        """People by place (``count`` and points or polygons) as the atlas's population tells; None where it does not.

        Raises:
            NotFoundError: a file is missing.
        """
        held = self.config.inputs_of("population")
        if not held:
            return None
        population = read_input("population", self.input_path(held[-1]), self.input_options(held[-1]))[0]
        return population.points if population.is_counted else None

    def input_options(self, record: InputRecord) -> dict[str, str]:
        """Options of an input with file names made into paths.

        Raises:
            NotFoundError: it is joined to the atlas's areas, and there are none any more.
        """
        options = dict(record.options)
        if record.kind == "population" and options.get("boundaries") == OWN_AREAS:
            return self.own_areas_options() | {key: value for key, value in options.items() if key != "boundaries"}
        for name in FILE_OPTIONS.get(record.kind, ()):
            if name in options:
                options[name] = str(self.inputs_folder() / options[name])
        return options

    def keep_place_kinds(self, text: str) -> Report:
        """Make ``text`` the town's own kinds of places (``place_kinds.toml``); the next build follows.

        Args:
            text: TOML that says what differs from the usual kinds; empty: nothing does.

        Returns:
            What it adds, changes and switches off.

        Raises:
            InputError: the text has faults; all are named with their lines, and the kinds stay as they were.
        """
        report = own_place_kinds(text)[1]
        report.raise_if_refused()
        path = self.folder / OWN_KINDS
        if text.strip():
            replace_text(path, text)
        else:
            path.unlink(missing_ok=True)
        self.config = replace(self.config, own_kinds=text if text.strip() else "")
        return report

    def editions(self) -> list[str]:
        """Ids of the editions, oldest first. It raises nothing."""
        return edition_ids(self.folder)

    def edition(self, edition_id: str | None = None) -> Edition:
        """One edition; without an id the one that is shown.

        Raises:
            NotFoundError: there is none, or none of that id.
        """
        return find_edition(self.folder, edition_id)

    def show_edition(self, edition_id: str) -> None:
        """Make one edition the one that is shown.

        Raises:
            NotFoundError: there is none of that id.
        """
        set_current(self.folder, self.edition(edition_id).id)

    def plan(self) -> PlanStore:
        """What people say and decide about this town: the store of the plan, opened once in a process.

        Raises:
            StoreError: the database cannot be opened.
        """
        from everyday.atlas.open_plan import open_plan

        return open_plan(self.folder)

    def accepted_corrections(self) -> list[Correction]:
        """Corrections that a planner has accepted, in the order of acceptance; none where the atlas has no plan.

        Raises:
            StoreError: the plan cannot be opened.
        """
        from everyday.atlas.open_plan import has_plan
        from plan.corrections import accepted_in_order
        from plan.records import Correction

        if not has_plan(self.folder):
            return []
        return accepted_in_order(self.plan().all(Correction, status="accepted"))

    def taxonomy(self) -> Taxonomy:
        """The vocabulary of the method, with what this town changed in it.

        Raises:
            UsageError: ``taxonomy.toml`` has faults; all are named.
        """
        from plan.taxonomy import load_taxonomy

        return load_taxonomy(self.folder)


@lru_cache(maxsize=4)
def _areas_of(path: Path, _changed_at: int, options: tuple[tuple[str, str], ...]) -> gpd.GeoDataFrame:
    """The areas of a file of boundaries as it is now: each input that is added asks where the town lies."""
    areas: gpd.GeoDataFrame = read_input("boundaries", path, dict(options))[0].areas
    return areas


def open_folder(folder: str | os.PathLike[str]) -> AtlasFolder:
    """Open an atlas folder.

    Raises:
        NotFoundError: there is no atlas.
        UsageError: ``atlas.toml`` has faults.
    """
    return AtlasFolder(Path(folder), load_config(Path(folder)))


def gps_folder(atlas_folder: Path) -> Path:
    """Where an atlas keeps what follows from GPS logs, for this computer's user alone. It raises nothing."""
    return atlas_folder / "private" / "gps"


def shelf_of(atlas: AtlasFolder) -> Shelf:
    """What was read of an atlas's inputs by the code of now. It raises nothing."""
    return Shelf(atlas.folder, code_version())


def asked_of_streets(areas: gpd.GeoDataFrame, kinds: PlaceKinds) -> tuple[dict[str, Any], str]:
    """What a reader of streets is asked for around a town, and the same as text.

    Args:
        areas: of the town, WGS 84.
        kinds: of places that are looked for.
    """
    import shapely

    from geo.crs import local_crs

    west, south, east, north = (float(edge) for edge in areas.total_bounds)
    degrees = CLIP_MARGIN_M / 111_000
    clip = shapely.box(west - degrees * 2, south - degrees, east + degrees * 2, north + degrees)
    crs = local_crs((south + north) / 2, (west + east) / 2)
    asked = {"clip": clip.wkb_hex, "crs": crs, "kinds": kinds.to_records()}
    return {"clip": clip, "crs": crs, "place_kinds": kinds}, json.dumps(asked, sort_keys=True)


def streets_of(
    atlas: AtlasFolder, record: InputRecord, areas: gpd.GeoDataFrame, kinds: PlaceKinds
) -> tuple[Extract, Report]:
    """Streets and places of an input around a town, read once.

    Raises:
        NotFoundError: the file is gone or has changed since it was added.
        InputError: it cannot be used.
    """
    extras, asked = asked_of_streets(areas, kinds)
    return _read_once(atlas, record, asked, extras)


def timetable_of(atlas: AtlasFolder, record: InputRecord) -> tuple[Feed, Report]:
    """A timetable of the inputs with the courses of its lines, read once.

    Raises:
        NotFoundError: the file is gone or has changed since it was added.
        InputError: it cannot be used.
    """
    return _read_once(atlas, record, "", {"with_shapes": True})


def _read_once(atlas: AtlasFolder, record: InputRecord, asked: str, extras: dict[str, Any]) -> tuple[Any, Report]:
    path, shelf = atlas.input_path(record), shelf_of(atlas)
    found = shelf.found(record.kind, record.sha256, asked, path.name)
    if found is None:
        found = read_input(record.kind, path, **extras)
        shelf.keep(record.kind, record.sha256, asked, *found)
    return found
