"""Plain routes of the Forum page: pins for the map, photos. For those who may see the plan, never for the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["FORUM_ROUTES"]

_NEVER = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def _since(request: Request) -> int:
    given = request.query_params.get("since", "0")
    return int(given) if given.isdecimal() and len(given) < 16 else 0


def serve_pins(request: Request) -> Response:
    """``/plan/pins/{session}.json?since=N``: what has changed since; 204 where nothing has."""
    from app.server import open_atlas, person_of_request
    from everyday.forum import session_state
    from geo.errors import NotFoundError
    from plan.roles import may

    person = person_of_request(request)
    if person is None or not may(person.role, "read"):
        return JSONResponse({"error": "Sign in first."}, status_code=403, headers=_NEVER)
    atlas = open_atlas()
    if atlas is None:
        return JSONResponse({"error": "There is no atlas."}, status_code=404, headers=_NEVER)
    wanted, since = request.path_params["session"], _since(request)
    try:
        state = session_state(
            atlas, "" if wanted == "all" else wanted, is_facilitator=may(person.role, "edit"), since=since,
            max_age_s=0.5,
        )  # fmt: skip
    except NotFoundError:
        return JSONResponse({"error": "There is no such session."}, status_code=404, headers=_NEVER)
    if since and state["revision"] == since:
        return Response(status_code=204, headers=_NEVER)
    return JSONResponse(state, headers=_NEVER)


def serve_photo(request: Request) -> Response:
    """``/plan/photo/{id}.jpg``: a photo, also one that waits, for those who moderate; shown ones for every reader."""
    from app.server import open_atlas, person_of_request
    from geo.errors import NotFoundError
    from plan.records import Photo
    from plan.roles import may

    person, atlas = person_of_request(request), open_atlas()
    if person is None or not may(person.role, "read"):
        return JSONResponse({"error": "Sign in first."}, status_code=403, headers=_NEVER)
    try:
        store = atlas.plan() if atlas else None
        photo = store.get(Photo, request.path_params["photo"]) if store else None
    except NotFoundError:
        photo = None
    if store is None or photo is None or (photo.moderation != "shown" and not may(person.role, "moderate")):
        return JSONResponse({"error": "There is no such photo."}, status_code=404, headers=_NEVER)
    return Response(store.photo_bytes(photo.id), media_type="image/jpeg", headers=_NEVER)


FORUM_ROUTES = [
    Route("/plan/pins/{session}.json", serve_pins, methods=["GET"]),
    Route("/plan/photo/{photo}.jpg", serve_photo, methods=["GET"]),
]
