"""An area that somebody wants to name, checked against the atlas before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from everyday.atlas import with_named_areas
from geo.errors import UsageError
from plan.records import NamedArea

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition

__all__ = ["checked_area"]


def checked_area(opened: OpenEdition, area: NamedArea, others: Sequence[NamedArea]) -> NamedArea:
    """The area as it can be kept, once its name is new and it has ground, and a cell at least, in the town.

    Args:
        opened: the edition that is shown.
        area: new, or a changed one (by its id).
        others: those of the plan.

    Raises:
        UsageError: what is wrong with it.
    """
    name = " ".join(area.name.split())
    _check_name(opened, replace(area, name=name), others)
    shape = None if area.geometry is None else shapely.force_2d(area.geometry)
    if area.kind == "wards":
        _check_members(opened, area.members)
    elif shape is None or not shape.geom_type.endswith("Polygon") or shape.is_empty:
        raise UsageError("The area has no outline.", "Needed: an area drawn on the map, or one polygon in a file.")
    elif not shape.is_valid:
        raise UsageError(
            f"The outline of the area crosses or touches itself: {shapely.is_valid_reason(shape)}.",
            "Needed: an outline that goes round once.", "Draw it again in the order in which one would walk round it.",
        )  # fmt: skip
    checked = replace(area, name=name, geometry=shape)
    _check_ground(opened, checked)
    return checked


def _check_name(opened: OpenEdition, area: NamedArea, others: Sequence[NamedArea]) -> None:
    if not area.name:
        raise UsageError("The area has no name.", "Needed: what people call it.")
    wanted = area.name.casefold()
    if any(one.name.casefold() == wanted and one.id != area.id and not one.is_removed for one in others):
        raise UsageError(
            f"There is an area called {area.name[:80]!r} already.", "Needed: a name of its own for each.",
            "Choose another name, or change the one that is there.",
        )  # fmt: skip
    if wanted in {str(one).casefold() for one in opened.wards["area_name"]}:
        raise UsageError(
            f"{area.name[:80]!r} is one of the atlas's own areas.", "Needed: a name that cannot be taken for a ward.",
            "Say what tells the two apart, such as “greater” or “estate”.",
        )  # fmt: skip


def _check_members(opened: OpenEdition, members: Sequence[str]) -> None:
    if not members:
        raise UsageError("Nothing says what the area is made of.", "Needed: one area of the atlas at least.")
    known = set(opened.wards["area_id"].astype(str))
    if unknown := [code for code in members if code not in known]:
        raise UsageError(
            f"The edition has no area {', '.join(code[:20] for code in unknown[:5])}.",
            "Needed: codes of areas of the atlas.",
        )  # fmt: skip


def _check_ground(opened: OpenEdition, area: NamedArea) -> None:
    tried = replace(area, id="AU-TRIED")
    ground = with_named_areas(opened, [tried]).named(tried.id)
    if ground is None:
        raise UsageError(
            f"None of the area lies in {opened.manifest.get('name') or 'the town'}.", "Needed: an area in the town.",
            "Are latitude and longitude the right way round?",
        )  # fmt: skip
    if not len(ground.rows):
        raise UsageError(
            "The area is smaller than one cell, and numbers are known by cell.",
            "Needed: at least half of one cell (a cell is about 0.1 km²).", "Draw it larger.",
        )  # fmt: skip
