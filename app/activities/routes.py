"""The plain route of the page Activities: activities as the map draws them, for those who may see the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["ACTIVITY_ROUTES"]

_NEVER = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def serve_activities(request: Request) -> Response:
    """``/plan/activities.json``: every activity that has a point which may be shown."""
    from app.server import open_atlas, person_of_request, shown_edition
    from app.words import activities as words
    from everyday.activities import activities_state, listed
    from plan.roles import may

    person, atlas = person_of_request(request), open_atlas()
    if person is None or not may(person.role, "read"):
        return JSONResponse({"error": "Sign in first."}, status_code=403, headers=_NEVER)
    if atlas is None:
        return JSONResponse({"error": "There is no atlas."}, status_code=404, headers=_NEVER)
    rows = listed(atlas.plan(), date.today())
    kinds = atlas.taxonomy().labels("activity_kinds")
    return JSONResponse(activities_state(rows, kinds, words.STATES, shown_edition()), headers=_NEVER)


ACTIVITY_ROUTES = [Route("/plan/activities.json", serve_activities, methods=["GET"])]
