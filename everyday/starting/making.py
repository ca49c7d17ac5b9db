"""An atlas of several files: in the folder of atlases there is nothing of it before all are taken in."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from everyday.atlas import KINDS, AtlasConfig, add_input, open_folder, start_atlas
from everyday.disk import held_name
from everyday.starting.files import BESIDE, Given
from geo.errors import CancelledError, UsageError

__all__ = ["make_atlas"]

_ORDER = ("osm", "gtfs", "population", "survey", "statistics")


def make_atlas(
    target: Path, config: AtlasConfig, files: Sequence[Given], *,
    progress: Callable[[str, float], None] | None = None, cancel: Event | None = None,
) -> None:  # fmt: skip
    """Make an atlas folder of files: boundaries first, then the others.

    Args:
        target: the folder, which must not be there yet.
        config: name and settings.
        files: one of them is the boundaries of the atlas's areas. Outlines of the kind ``beside`` go with the tables
            of people and statistics that name none.
        progress: is told each step by name, with the share that is done.
        cancel: ends it between two files.

    What a killed process left half-made beside ``target`` is removed.

    Raises:
        UsageError: there are no boundaries, or more than one file of them, or the folder is taken.
        InputError: a file cannot be used. Nothing is left behind.
        CancelledError: it was stopped.
    """
    outlines = [one for one in files if one.kind == "boundaries"]
    if len(outlines) != 1:
        raise UsageError(
            f"There {'are no boundaries' if not outlines else f'are {len(outlines)} files of boundaries'}.",
            needed="one file with the areas of the town.",
            do="Say which of the files has them, and what the others are.",
        )  # fmt: skip
    if target.exists():
        raise UsageError(f"There is already something called “{target.name}” among the atlases.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with held_name(target.parent, "new") as beside:
        beside.mkdir()
        _fill(beside / target.name, config, outlines[0], files, progress or _nothing, cancel or Event())
        os.replace(beside / target.name, target)


def _fill(
    folder: Path, config: AtlasConfig, outlines: Given, files: Sequence[Given],
    progress: Callable[[str, float], None], cancel: Event,
) -> None:  # fmt: skip
    ordered = sorted((one for one in files if one.kind in _ORDER), key=lambda one: _ORDER.index(one.kind))
    further = [one for one in files if one.kind == BESIDE]
    progress(_step(outlines), 0.0)
    start_atlas(folder, config, outlines.path, options=outlines.options, licence="", attribution="")
    for position, one in enumerate(ordered, start=1):
        if cancel.is_set():
            raise CancelledError("It was stopped.", do="Nothing of it was kept.")
        progress(_step(one), position / (len(ordered) + 1))
        options = dict(one.options)
        if further and "boundaries" not in options and (one.is_placeless or one.kind == "statistics"):
            options["boundaries"] = str(further[0].path)
            if column := further[0].options.get("id_column"):
                options["boundaries_id_column"] = column
        add_input(open_folder(folder), one.kind, one.path, options=options)


def _step(one: Given) -> str:
    return f"Taking in {KINDS[one.kind].title.lower()}: {one.path.name}"


def _nothing(_step: str, _share: float) -> None:
    """Nobody asked."""
