"""The action plan as a map file (.geojson, .gpkg): every action where it is, also those that only inherit their place.

An action without a shape of its own is drawn at its findings, or as its areas. So that such a borrowed place never
comes back as the action's own, these files have headings of their own and cannot be imported; the flat file can.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas import filled
from everyday.exchange.records import write_features
from geo.errors import UsageError
from plan.exchange import Column

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from everyday.acting import ActionRow
    from everyday.atlas import Edition
    from everyday.documents.plan import ActionFacts, PlanFacts

__all__ = ["write_plan_map"]

_COLUMNS = (
    Column("id"), Column("number", "whole"), Column("what"), Column("about"), Column("how"), Column("responsible"),
    Column("can_contribute"), Column("benefits"), Column("level"), Column("status"), Column("rag"), Column("when"),
    Column("where"), Column("place_is"), Column("due_on"), Column("next_look_on"), Column("measured_by"),
)  # fmt: skip


def write_plan_map(path: Path, facts: PlanFacts, edition: Edition) -> None:
    """Write the plan as features, whole or not at all; those without a place have none.

    Raises:
        UsageError: another ending.
    """
    suffix = path.suffix.lower()
    if suffix not in (".geojson", ".gpkg"):
        raise UsageError(f"{path.name} ends in {suffix or 'nothing'}.", "Needed: .geojson or .gpkg.")
    areas = filled(edition.areas())
    outlines = dict(zip(areas["area_id"], areas.geometry, strict=True))
    found = [_placed(one.row, outlines) for one in facts.actions]
    rows = [_row(one, how) for one, (_shape, how) in zip(facts.actions, found, strict=True)]
    write_features(path, "action_plan", _COLUMNS, rows, [shape for shape, _how in found])


def _placed(row: ActionRow, outlines: dict[str, BaseGeometry]) -> tuple[BaseGeometry | None, str]:
    """The shape of an action, and whose it is."""
    if row.action.geometry is not None:
        return row.action.geometry, "its own"
    if row.place is not None:
        return row.place, "of its finding"
    shapes = [outlines[one] for one in row.area_ids if one in outlines]
    if not shapes:
        return None, "whole town or national"
    import shapely

    return (shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)), "of its area"


def _row(one: ActionFacts, how: str) -> dict[str, Any]:
    action = one.row.action
    is_over = one.row.is_over
    return {
        "id": one.row.id, "number": one.number, "what": one.title,
        "about": "; ".join(f"{found.label}: {found.title}" for found in one.findings),
        "how": "; ".join(f"{number}. {words}" for number, words in enumerate(one.interventions, 1)),
        "responsible": "; ".join(one.responsible), "can_contribute": "; ".join(one.contributes),
        "benefits": "; ".join(one.benefits), "level": one.level, "status": one.status, "rag": one.rag, "when": one.when,
        "where": one.where, "place_is": how, "due_on": "" if action.is_ongoing or is_over else action.due_date,
        "next_look_on": action.next_look if action.is_ongoing and not is_over else "",
        "measured_by": "; ".join(one.measures),
    }  # fmt: skip
