"""The plain route of the page Activities: activities as the map draws them, for those who may see the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.for_readers import NEVER_KEPT, for_readers, nothing_there

if TYPE_CHECKING:
    from starlette.requests import Request

    from plan.records import Person

__all__ = ["ACTIVITY_ROUTES"]


@for_readers
def serve_activities(request: Request, person: Person) -> Response:
    """``/plan/activities.json``: every activity that has a point which may be shown."""
    from app.server import open_atlas, shown_edition
    from app.words import activities as words
    from everyday.activities import activities_state, listed

    atlas = open_atlas()
    if atlas is None:
        return nothing_there("There is no atlas.")
    rows = listed(atlas.plan(), date.today())
    kinds = atlas.taxonomy().labels("activity_kinds")
    return JSONResponse(activities_state(rows, kinds, words.STATES, shown_edition()), headers=NEVER_KEPT)


ACTIVITY_ROUTES = [Route("/plan/activities.json", serve_activities, methods=["GET"])]
