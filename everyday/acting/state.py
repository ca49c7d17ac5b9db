"""The actions of a plan as the map asks for them: numbered, placed, in the form in which it takes pins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from everyday.acting.rows import ActionRow
from everyday.evidence import area_words, point_of
from plan.records import Action, Finding

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition
    from store.plan_store import PlanStore

__all__ = ["action_numbers", "actions_state", "places_of_rows"]


def action_numbers(store: PlanStore) -> dict[str, int]:
    """The number of each action by its id: what it is called everywhere. Actions are never taken out."""
    return {one.id: number for number, one in enumerate(store.all(Action), 1)}


def places_of_rows(opened: OpenEdition | None, row: ActionRow) -> str:
    """Where an action is, in words: its areas, or the whole town."""
    names = [area_words(opened, one) for one in row.area_ids]
    return ", ".join(names) or ("A place on the map" if row.place is not None else "Whole town")


def actions_state(store: PlanStore, opened: OpenEdition | None, rows: list[ActionRow]) -> dict[str, Any]:
    """Actions with a place, as pins: ``revision``, ``order`` and ``pins`` as a session's state has them.

    An action for several areas stands in the first of them. Those for the whole town have no place and are listed
    beside the map.
    """
    numbers = action_numbers(store)
    pins = [_pin(opened, row, numbers[row.id]) for row in rows]
    order = [pin["id"] for pin in pins]
    return {"revision": store.revision(), "is_whole": True, "order": order, "pins": pins}


def _pin(opened: OpenEdition | None, row: ActionRow, number: int) -> dict[str, Any]:
    import shapely

    shape = row.place
    stands_for = Finding(geometry=shape, area_id=next(iter(row.area_ids), ""))
    lat, lon = (None, None) if row.is_everywhere else point_of(opened, stands_for)
    return {
        "id": row.id, "version": row.action.version, "seq": f"A{number}", "kind": "action", "title": row.action.title,
        "status": row.action.status, "moderation": "shown", "where": places_of_rows(opened, row), "lat": lat,
        "lon": lon, "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
    }  # fmt: skip
