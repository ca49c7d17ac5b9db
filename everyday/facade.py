"""The façade: what the command line, the app and a Python session all call. Every method hands on to one function."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas import (
    AtlasConfig,
    AtlasFolder,
    Edition,
    add_input,
    check_file,
    detect_kind,
    gps_folder,
    has_plan,
    load_config,
    remove_input,
    start_atlas,
)
from everyday.disk import sweep
from geo.errors import Report

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from everyday.backups import BackupMade, Restored
    from everyday.exchange.activities import BroughtActivities
    from everyday.exchange.records import ImportResult
    from everyday.impact import Why
    from everyday.questions import Comparison, Reach
    from plan.records import Person

__all__ = ["Atlas", "Progress"]

Progress = Callable[[str, float], None]


class Atlas(AtlasFolder):
    """One atlas folder, with everything one can do with it.

    Args:
        folder: a folder that holds ``atlas.toml``.

    Attributes:
        last_report: what was found in the input added last; None before.

    GPS logs whose time is over, and what a killed build left half-written, are deleted when it is opened.

    Raises:
        NotFoundError: there is no atlas.
        UsageError: ``atlas.toml`` has faults.
        BuildError: logs whose time is over could not be deleted.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        super().__init__(Path(folder), load_config(Path(folder)))
        self.last_report: Report | None = None
        for one in (self.folder, self.folder / "editions", self.inputs_folder()):
            sweep(one)
        if gps_folder(self.folder).is_dir():
            from everyday.movement import end_retention

            end_retention(self)

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

        Args:
            folder: where it is to be; it may be there, but empty.
            name: of the town.
            boundaries: a file of areas (wards, neighbourhoods) as polygons.
            id_column, name_column: columns with code and name; default: recognised.
            resolution: H3 resolution of the cells, 7 to 11.
            centre: (latitude, longitude) of the town centre, degrees; default: found in the map.
            timezone: of the timetables, by its IANA name.
            is_made_up: the town is invented, and every page says so.
            licence, attribution: of the boundaries; default: those usual for such files.

        Raises:
            UsageError: an argument is wrong, or the folder is taken.
            InputError: the boundaries cannot be used.
        """
        config = AtlasConfig(
            name=name.strip(), timezone=timezone, resolution=resolution, centre=centre, is_made_up=is_made_up
        )
        options = {"id_column": id_column or "", "name_column": name_column or ""}
        report = start_atlas(
            Path(folder), config, Path(boundaries), options=options, licence=licence, attribution=attribution
        )
        started = cls(folder)
        started.last_report = report
        return started

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

        A second file of a kind that an atlas holds once (boundaries, streets, population) takes the place of the first.

        Args:
            kind: ``boundaries``, ``osm``, ``gtfs``, ``population``, ``survey`` or ``statistics``.
            path: a file, or the folder of a timetable or Shapefile.
            options: of the kind, such as ``{"boundaries": "output_areas.geojson"}`` for a population table.
            licence, attribution: default: those usual for such files, or as the file says.
            is_replacing: take the place of all others of the kind.

        Returns:
            What was found in the file, and what was done about it.

        Raises:
            InputError: the file cannot be used; it names every fault.
            UsageError: unknown kind or option.
        """
        self.last_report = add_input(
            self,
            kind,
            Path(path),
            options=options,
            licence=licence,
            attribution=attribution,
            is_replacing=is_replacing,
        )
        return self.last_report

    def remove(self, sha256: str) -> None:
        """Take one input out of the atlas, by its fingerprint. Editions built from it stay.

        Raises:
            NotFoundError: no input has that fingerprint.
        """
        remove_input(self, sha256)

    def build(
        self,
        *,
        date: date | None = None,
        workers: int | None = None,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
        is_shown: bool = False,
    ) -> Edition:
        """Compute a new edition, or recognise that it exists.

        It is shown from then on. An edition with less than half of the lines, stops, places or people of the one shown
        is built and not shown (:meth:`held_back` says why), until somebody decides (:meth:`show_edition`).

        Args:
            date: the weekday of the morning and evening bands; default: a typical one of the timetable.
            workers: processor threads to use; default: all.
            progress: called with the name of a step and the share done (0–1) of the whole.
            cancel: set it to stop; nothing half-written stays.
            is_shown: show it whatever it lost.

        Raises:
            BuildError: something that a build needs is missing, or it could not be written.
            InputError: an input can no longer be read.
            CancelledError: somebody asked to stop.
        """
        from everyday.pipeline import build_edition

        return build_edition(
            self, day=date, workers=workers, progress=progress, cancel=cancel, is_shown=is_shown
        )  # fmt: skip

    def held_back(self, edition: Edition) -> tuple[str, ...]:
        """Why an edition is not shown: what it lost against the one that is, a sentence each; none if nothing.

        It raises nothing where there is an edition.
        """
        from everyday.pipeline import held_back

        return held_back(self, edition)

    def reach(self, cell: str, edition_id: str | None = None, **options: Any) -> Reach:
        """Where one can get to from a cell, in minutes: see :func:`everyday.questions.reach.reach_from`.

        Raises:
            NotFoundError: there is no such edition or cell, or the cell is off the street network.
            UsageError: a walking speed that is quicker than the edition's.
        """
        from everyday.questions import reach_from

        return reach_from(self.edition(edition_id), cell, **options)

    def times(self, origins: pd.DataFrame, destinations: pd.DataFrame, **options: Any) -> pd.DataFrame:
        """Travel times in minutes between a person's own points.

        See :func:`everyday.questions.times.point_travel_times`.

        Args:
            origins, destinations: tables with ``id``, ``lat``, ``lon`` (degrees).

        Raises:
            UsageError: points or options are wrong.
            BuildError: the atlas has no streets.
        """
        from everyday.questions import point_travel_times

        return point_travel_times(self, origins, destinations, **options)

    def suggest(self, edition_id: str | None = None) -> gpd.GeoDataFrame:
        """Suggested barriers and enablers of an edition, the weightiest first; default: the edition shown.

        Raises:
            NotFoundError: there is no such edition.
        """
        return self.edition(edition_id).suggestions()

    def compare(self, before: str, after: str, measures: list[str] | None = None) -> Comparison:
        """What differs between two editions: see :func:`everyday.questions.comparing.compare_editions`.

        Raises:
            NotFoundError: there is no such edition.
            UsageError: an unknown measure, or editions that cannot be compared.
        """
        from everyday.questions import compare_editions

        return compare_editions(self.edition(before), self.edition(after), measures)

    def why(self, before: str, after: str, measures: list[str] | None = None, **options: Any) -> Why:
        """Why measures changed between two editions: see :func:`everyday.impact.why.why_changed`.

        Args:
            before, after: ids of editions that are no scenarios.
            measures: which; default: all.
            options: ``workers``, ``progress``, ``cancel`` as in :meth:`build`.

        Raises:
            NotFoundError: there is no such edition, or a timetable that one was made from was not kept.
            UsageError: an unknown measure, or editions with other areas or cells.
        """
        from everyday.impact import why_changed

        return why_changed(self, self.edition(before), self.edition(after), measures=measures, **options)

    def scenario(self, edits: str | os.PathLike[str] | list[dict[str, Any]], **options: Any) -> Edition:
        """A named edition with a changed timetable or streets: see :func:`everyday.scenario.running.run_scenario`.

        Args:
            edits: an ``EDITS.toml``, or the tables of one.

        Raises:
            InputError: faults of the edits, all of them.
            NotFoundError: the atlas has no edition.
            BuildError: its inputs have changed since its edition was built.
        """
        from everyday.scenario import run_scenario

        return run_scenario(self, edits if isinstance(edits, list) else Path(edits), **options)

    def robustness(self, **options: Any) -> pd.DataFrame:
        """How firm the types of places are, as shares (0–1) of people whose type another choice would change.

        See :func:`everyday.questions.robustness.robustness_report`.

        Raises:
            NotFoundError: the atlas has no edition.
        """
        from everyday.questions import robustness_report

        return robustness_report(self, **options)

    def export(self, what: str, path: str | os.PathLike[str], edition_id: str | None = None, **wishes: Any) -> int:
        """Write measures, records of the plan, Figure 1 or paper to a file: see :mod:`everyday.exchange.exporting`.

        Args:
            what: one of ``everyday.exchange.EXPORTS``.
            path: the file; its ending says the format.
            edition_id: of the measures; default: the edition shown.
            wishes: fields of ``everyday.exchange.Wish``, such as ``session="S-7K3M9Q2X"``.

        Returns:
            The number of rows; of findings in a figure; 0 for paper.

        Raises:
            UsageError: there is no such export, or not in that format.
            NotFoundError: there is no such edition or session.
        """
        from everyday.exchange import Wish, export_to

        return export_to(self, what, Path(path), Wish(edition=edition_id, **wishes)).rows_n

    def import_plan(self, what: str, path: str | os.PathLike[str], *, who: Person, **options: Any) -> ImportResult:
        """Bring findings, actions, votes or corrections of a file into the plan, keeping what is good.

        See :func:`everyday.exchange.records.importing.import_plan`.

        Raises:
            InputError: the file cannot be read at all.
        """
        from everyday.exchange.records import import_plan

        return import_plan(self, what, Path(path), who=who, **options)

    def backup(
        self, path: str | os.PathLike[str], *, has_private: bool = False, progress: Progress | None = None
    ) -> BackupMade:
        """Write everything the atlas holds to one zip, also while it is served.

        Args:
            path: the file, outside the atlas folder; an older back-up there is replaced at the end.
            has_private: also what follows from GPS logs.
            progress: called with the name of a step and the share done (0–1).

        Returns:
            What was written, with a list of the files, their bytes and hashes.

        Raises:
            UsageError: the file lies in the atlas folder, or something else is there.
            BuildError: the folder changed all the time, or the disk is full.
            StoreError: the plan cannot be read.
        """
        from everyday.backups import back_up

        return back_up(self, Path(path), has_private=has_private, progress=progress)

    @staticmethod
    def restore(
        path: str | os.PathLike[str],
        folder: str | os.PathLike[str],
        *,
        is_replacing: bool = False,
        progress: Progress | None = None,
    ) -> Restored:
        """Bring a back-up into a folder, checked by its hashes before anything is changed.

        Args:
            path: a file that :meth:`backup` wrote.
            folder: where the atlas is to be; it may be there, but empty.
            is_replacing: put aside an atlas that stands there; what it knows to be erased is erased again.
            progress: called with the name of a step and the share done (0–1).

        Raises:
            UsageError: the file is no back-up, or the folder is taken.
            BuildError: the back-up is damaged, or the disk is full; nothing was changed.
            StoreError: the plan in it is damaged or newer than this program, or the database holds a plan already.
        """
        from everyday.backups import restore

        return restore(Path(path), Path(folder), is_replacing=is_replacing, progress=progress)

    def outside_changes(self) -> list[str]:
        """What another program changed in the plan, and what is left out of it as it cannot be shown, in sentences.

        Under that of a record stands what each field said before and says now: people's words, for who may settle it.

        Raises:
            StoreError: the plan cannot be read.
        """
        return self.plan().look_outside().told(with_words=True) if has_plan(self.folder) else []

    def settle_plan(self, *, who: Person, is_taken: bool) -> list[str]:
        """Take over what another program changed in the plan (``is_taken``), or put back what the audit trail says.

        Returns:
            What was done and what is left, in sentences.

        Raises:
            NotAllowedError: only a planner settles it.
            StoreError: the plan cannot be read or written.
        """
        return self.plan().settle_outside(who, is_taken=is_taken) if has_plan(self.folder) else []

    def add_activities(self, path: str | os.PathLike[str], *, who: Person, source: str = "") -> BroughtActivities:
        """Bring a list of community activities into the plan; brought again, it updates what it brought.

        See :func:`everyday.exchange.activities.bringing.bring_activities`.

        Raises:
            InputError: the file cannot be read at all.
        """
        from everyday.exchange.activities import bring_activities

        return bring_activities(self, Path(path), who=who, source=source)

    @staticmethod
    def check(path: str | os.PathLike[str], kind: str | None = None) -> Report:
        """The fault report of any file; one that cannot be used is refused in the report.

        Raises:
            NotFoundError: there is no such file.
            UsageError: unknown kind.
        """
        return check_file(Path(path), kind)

    @staticmethod
    def detect(path: str | os.PathLike[str]) -> str:
        """Which kind of input a file most likely is.

        Raises:
            NotFoundError: there is no such file.
        """
        return detect_kind(Path(path))
