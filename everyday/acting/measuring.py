"""What an action's success is measured by: the value of its measure at its place, in any edition.

This is the one place where a kind of success measure is added (``plan.kinds.MEASURE_KINDS``): a column of the cell
table; a count of the town's own, whose values people enter as outcomes; a question of the survey (``said_by_ward``);
community activities, counted from the plan of today and so of no edition alone (``by_activities``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from everyday.acting.said_by_ward import survey_value
from everyday.evidence import evidence_source
from plan.records import Action, Finding

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.atlas import OpenEdition

__all__ = ["place_of", "rest_at", "value_at"]


def place_of(action: Action, findings: Sequence[Finding]) -> tuple[BaseGeometry | None, tuple[str, ...]]:
    """Where an action is measured: its own shape, else its areas, else the shapes or areas of its findings together.

    Nothing of these is the whole town.
    """
    if action.geometry is not None:
        return action.geometry, ()
    if action.area_ids:
        return None, action.area_ids
    shapes = [one.geometry for one in findings if one.geometry is not None]
    if len(shapes) == 1:
        return shapes[0], ()
    if shapes:
        import shapely

        return shapely.union_all(shapes), ()
    return None, tuple(dict.fromkeys(one.area_id for one in findings if one.area_id))


def value_at(edition: OpenEdition, action: Action, findings: Sequence[Finding]) -> float:
    """The value of an action's measure at its place in an edition, in the measure's unit.

    Returns:
        NaN where it is not known, where the edition does not have the measure or an area of the action, and for counts
        of the town's own; infinite where it is known that there is none.
    """
    return _at(edition, action, findings, is_rest=False)


def rest_at(edition: OpenEdition, action: Action, findings: Sequence[Finding]) -> float:
    """The same measure of the rest of the town, as a mean over people; NaN also where the place is the whole town."""
    return _at(edition, action, findings, is_rest=True)


def _at(edition: OpenEdition, action: Action, findings: Sequence[Finding], *, is_rest: bool) -> float:
    if action.measure_kind == "survey":
        value, rest, _ = survey_value(edition, action, findings)
        return rest if is_rest else value
    if action.measure_kind != "measure" or not action.measure:
        return float("nan")
    geometry, area_ids = place_of(action, findings)
    known = tuple(one for one in area_ids if one in edition.area_row)
    if area_ids and len(known) < len(area_ids):
        return float("nan")
    source = evidence_source(edition)
    return (source.rest if is_rest else source.value)(action.measure, geometry, known)
