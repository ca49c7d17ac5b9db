"""The façade: what the command line, the app and a Python session all call."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas.config import AtlasConfig, InputRecord, check_timezone, load_config, save_config
from everyday.atlas.editions import Edition, edition_ids, find_edition, set_current
from everyday.atlas.files import copy_input, sha256_of
from everyday.atlas.inputs import KINDS, check_file, detect_kind, read_input
from geo.errors import InputError, NotFoundError, Report, UsageError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from everyday.exchange.files.importing import ImportResult
    from everyday.questions.comparing import Comparison
    from plan.records import Correction, Person
    from plan.taxonomy import Taxonomy
    from store.plan_store import PlanStore

__all__ = ["Atlas", "Progress"]

Progress = Callable[[str, float], None]
MOST_PROBLEMS_KEPT = 40
# Stands in atlas.toml for the areas of the atlas, whichever they are when it is built.
OWN_AREAS = "areas of this atlas"


class Atlas:
    """One atlas folder.

    Args:
        folder: a folder that holds ``atlas.toml``.

    Raises:
        NotFoundError: there is no atlas.
        UsageError: ``atlas.toml`` has faults.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self.config: AtlasConfig = load_config(self.folder)
        self.last_report: Report | None = None

    @property
    def name(self) -> str:
        """Name of the town."""
        return self.config.name

    @classmethod
    def new(
        cls,
        folder: str | os.PathLike[str],
        *,
        name: str,
        boundaries: str | os.PathLike[str],
        id_column: str | None = None,
        name_column: str | None = None,
        resolution: int = 9,
        centre: tuple[float, float] | None = None,
        timezone: str = "Europe/London",
        is_made_up: bool = False,
        licence: str = "",
        attribution: str = "",
    ) -> Atlas:
        """Start an atlas from area boundaries. A file that cannot be used leaves no folder behind.

        Raises:
            UsageError: an argument is wrong, or the folder is taken.
            InputError: the boundaries cannot be used.
        """
        target = Path(folder)
        faults: list[str] = []
        if not name.strip():
            faults.append("the name is empty")
        if not 7 <= resolution <= 11:
            faults.append(f"the resolution is {resolution}, needed 7 to 11")
        if centre and not (abs(centre[0]) <= 90 and abs(centre[1]) <= 180):
            faults.append(f"the centre {centre} is not latitude,longitude in degrees")
        check_timezone(timezone, faults)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            faults.append(f"{target} is already there and not empty: choose another folder")
        if faults:
            raise UsageError(f"The atlas was not started: {'; '.join(faults)}.")
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
        try:
            config = AtlasConfig(
                name=name.strip(), timezone=timezone, resolution=resolution, centre=centre, is_made_up=is_made_up
            )
            save_config(beside, config)
            atlas = cls(beside)
            options = {"id_column": id_column or "", "name_column": name_column or ""}
            atlas.add("boundaries", boundaries, options=options, licence=licence, attribution=attribution)
            beside.chmod(0o755)
            if target.is_dir():
                target.rmdir()
            os.replace(beside, target)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        started = cls(target)
        started.last_report = atlas.last_report
        return started

    def inputs_folder(self) -> Path:
        """Where the inputs are kept as they were given."""
        return self.folder / "inputs"

    def add(
        self,
        kind: str,
        path: str | os.PathLike[str],
        *,
        options: dict[str, str] | None = None,
        licence: str = "",
        attribution: str = "",
        is_replacing: bool = False,
    ) -> Report:
        """Check one input and keep it. What cannot be used is not kept, and the atlas stays as it was.

        A second file of a kind that an atlas holds once (all but timetables) takes the place of the first.

        Raises:
            InputError: the file cannot be used.
            UsageError: unknown kind or option.
        """
        source = Path(path)
        given = {key: str(value) for key, value in (options or {}).items() if value}
        result, report, is_joined = self._read(kind, source, given)
        if is_joined:
            given["boundaries"] = OWN_AREAS
        elif kind == "population" and "boundaries" in given:
            kept_boundaries, _ = copy_input(Path(given["boundaries"]), self.inputs_folder(), "population-areas")
            given["boundaries"] = kept_boundaries.name
        kept, sha256 = copy_input(source, self.inputs_folder(), kind)
        record = InputRecord(
            kind=kind,
            file=kept.name,
            name=source.name,
            sha256=sha256,
            added_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            licence=licence or KINDS[kind].licence,
            attribution=attribution or _attribution(kind, result),
            date=_input_date(kind, result),
            options=given,
            problems=tuple(
                str(problem) for problem in report.sorted_problems() if problem.severity in ("repaired", "warning")
            )[:MOST_PROBLEMS_KEPT],
        )
        self._keep(record, is_replacing or not KINDS[kind].is_many)
        self.last_report = report
        return report

    def _read(self, kind: str, source: Path, given: dict[str, str]) -> tuple[Any, Report, bool]:
        """Read an input. A population table without coordinates is joined by code to the atlas's own areas (True)."""
        try:
            return (*read_input(kind, source, given), False)
        except InputError as error:
            is_placeless = any(problem.code == "no_coordinates" for problem in error.report.problems)
            if kind != "population" or "boundaries" in given or not is_placeless:
                raise
        return (*read_input(kind, source, given | self._own_areas()), True)

    def _own_areas(self) -> dict[str, str]:
        """Options that join a table to the atlas's areas."""
        record = self.config.inputs_of("boundaries")[-1]
        options = {"boundaries": str(self.inputs_folder() / record.file)}
        if "id_column" in record.options:
            options["boundaries_id_column"] = record.options["id_column"]
        return options

    def _keep(self, record: InputRecord, is_replacing: bool) -> None:
        others = [
            other
            for other in self.config.inputs
            if not (other.kind == record.kind and (is_replacing or other.sha256 == record.sha256))
        ]
        self.config = replace(self.config, inputs=(*others, record))
        save_config(self.folder, self.config)
        self._sweep()

    def remove(self, sha256: str) -> None:
        """Take one input out of the atlas. Editions built from it stay.

        Raises:
            NotFoundError: no input has that fingerprint.
        """
        kept = tuple(record for record in self.config.inputs if record.sha256 != sha256)
        if len(kept) == len(self.config.inputs):
            raise NotFoundError(f"There is no input with the fingerprint {sha256[:12]}.")
        self.config = replace(self.config, inputs=kept)
        save_config(self.folder, self.config)
        self._sweep()

    def _sweep(self) -> None:
        """Remove files of inputs that the atlas no longer names."""
        named = {record.file for record in self.config.inputs}
        named |= {record.options.get("boundaries", "") for record in self.config.inputs}
        for entry in self.inputs_folder().iterdir():
            if entry.name not in named:
                entry.unlink(missing_ok=True)

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

    def input_options(self, record: InputRecord) -> dict[str, str]:
        """Options of an input with file names made into paths."""
        options = dict(record.options)
        if record.kind == "population" and "boundaries" in options:
            if options["boundaries"] == OWN_AREAS:
                return self._own_areas() | {key: value for key, value in options.items() if key != "boundaries"}
            options["boundaries"] = str(self.inputs_folder() / options["boundaries"])
        return options

    def editions(self) -> list[str]:
        """Ids of the editions, oldest first."""
        return edition_ids(self.folder)

    def edition(self, edition_id: str | None = None) -> Edition:
        """One edition; without an id the one that is shown."""
        return find_edition(self.folder, edition_id)

    def show_edition(self, edition_id: str) -> None:
        """Make one edition the one that is shown."""
        set_current(self.folder, self.edition(edition_id).id)

    def build(
        self,
        *,
        date: date | None = None,
        workers: int | None = None,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> Edition:
        """Compute a new edition, or recognise that it exists.

        Args:
            date: the weekday of the morning and evening bands; default: a typical one of the timetable.
            workers: processor threads to use; default: all.
            progress: called with the name of a step and the share done (0–1) of the whole.
            cancel: set it to stop; nothing half-written stays.

        Raises:
            BuildError, InputError, CancelledError
        """
        from everyday.pipeline.building import build_edition

        return build_edition(self, day=date, workers=workers, progress=progress, cancel=cancel)

    def times(self, origins: pd.DataFrame, destinations: pd.DataFrame, **options: Any) -> pd.DataFrame:
        """Travel times between a person's own points: see :func:`everyday.questions.times.point_travel_times`."""
        from everyday.questions.times import point_travel_times

        return point_travel_times(self, origins, destinations, **options)

    def suggest(self, edition_id: str | None = None) -> gpd.GeoDataFrame:
        """Suggested barriers and enablers of an edition, the weightiest first."""
        return self.edition(edition_id).suggestions()

    def compare(self, before: str, after: str, measures: list[str] | None = None) -> Comparison:
        """What differs between two editions: see :func:`everyday.questions.comparing.compare_editions`."""
        from everyday.questions.comparing import compare_editions

        return compare_editions(self.edition(before), self.edition(after), measures)

    def scenario(self, edits: str | os.PathLike[str] | list[dict[str, Any]], **options: Any) -> Edition:
        """A named edition with a changed timetable or streets: see :func:`everyday.scenario.running.run_scenario`."""
        from everyday.scenario.running import run_scenario

        return run_scenario(self, edits if isinstance(edits, list) else Path(edits), **options)

    def plan(self) -> PlanStore:
        """What people say and decide about this town: see :func:`everyday.atlas.planning.open_plan`."""
        from everyday.atlas.planning import open_plan

        return open_plan(self.folder)

    def accepted_corrections(self) -> list[Correction]:
        """Corrections that a planner has accepted, in the order of acceptance; none where the atlas has no plan."""
        from everyday.atlas.planning import has_plan
        from everyday.pipeline.corrections.accepted import accepted_in_order
        from plan.records import Correction

        if not has_plan(self.folder):
            return []
        return accepted_in_order(self.plan().all(Correction, status="accepted"))

    def taxonomy(self) -> Taxonomy:
        """The vocabulary of the method, with what this town changed in it."""
        from plan.taxonomy import load_taxonomy

        return load_taxonomy(self.folder)

    def export(self, what: str, path: str | os.PathLike[str], edition_id: str | None = None, **wishes: Any) -> int:
        """Write measures, records of the plan, Figure 1 or paper to a file: see :mod:`everyday.exchange.exporting`.

        Args:
            what: one of ``everyday.exchange.exporting.EXPORTS``.
            wishes: fields of ``everyday.exchange.exporting.Wish``, such as ``session="S-7K3M9Q2X"``.

        Returns:
            The number of rows; of findings in a figure; 0 for paper.
        """
        from everyday.exchange.exporting import Wish, export_to

        return export_to(self, what, Path(path), Wish(edition=edition_id, **wishes)).rows_n

    def import_plan(self, what: str, path: str | os.PathLike[str], *, who: Person, **options: Any) -> ImportResult:
        """Bring findings, actions, votes or corrections of a file into the plan, keeping what is good.

        See :func:`everyday.exchange.files.importing.import_plan`.
        """
        from everyday.exchange.files.importing import import_plan

        return import_plan(self, what, Path(path), who=who, **options)

    @staticmethod
    def check(path: str | os.PathLike[str], kind: str | None = None) -> Report:
        """The fault report of any file."""
        return check_file(Path(path), kind)

    @staticmethod
    def detect(path: str | os.PathLike[str]) -> str:
        """Which kind of input a file most likely is."""
        return detect_kind(Path(path))


def _attribution(kind: str, result: Any) -> str:
    if kind == "gtfs":
        operators = sorted({str(name) for name in result.agencies["agency_name"] if str(name).strip()})
        shown = ", ".join(operators[:8]) + (f" and {len(operators) - 8} more" if len(operators) > 8 else "")
        return f"Timetable of {shown}" if operators else "Timetable, operator not stated"
    return KINDS[kind].attribution


def _input_date(kind: str, result: Any) -> str:
    if kind == "osm" and result.extract_date:
        return str(result.extract_date)
    if kind == "gtfs" and result.services.first_date is not None:
        return f"{result.services.first_date} to {result.services.last_date}"
    return ""
