"""Plain routes of the Forum page: pins for the map, photos. For those who may see the plan, never for the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.for_readers import NEVER_KEPT, for_readers, nothing_there

if TYPE_CHECKING:
    from starlette.requests import Request

    from plan.records import Person

__all__ = ["FORUM_ROUTES"]


def _since(request: Request) -> int:
    given = request.query_params.get("since", "0")
    return int(given) if given.isdecimal() and len(given) < 16 else 0


@for_readers
def serve_pins(request: Request, person: Person) -> Response:
    """``/plan/pins/{session}.json?since=N``: what has changed since; 204 where nothing has."""
    from app.server import open_atlas
    from everyday.forum import session_state
    from geo.errors import NotFoundError
    from plan.roles import may

    atlas = open_atlas()
    if atlas is None:
        return nothing_there("There is no atlas.")
    wanted, since = request.path_params["session"], _since(request)
    try:
        state = session_state(
            atlas, "" if wanted == "all" else wanted, is_facilitator=may(person.role, "edit"), since=since,
            max_age_s=0.5,
        )  # fmt: skip
    except NotFoundError:
        return nothing_there("There is no such session.")
    if since and state["revision"] == since:
        return Response(status_code=204, headers=NEVER_KEPT)
    return JSONResponse(state, headers=NEVER_KEPT)


@for_readers
def serve_photo(request: Request, person: Person) -> Response:
    """``/plan/photo/{id}.jpg``: a photo, also one that waits, for those who moderate; shown ones for every reader."""
    from app.server import open_atlas
    from geo.errors import NotFoundError
    from plan.records import Photo
    from plan.roles import may

    atlas = open_atlas()
    try:
        store = atlas.plan() if atlas else None
        photo = store.get(Photo, request.path_params["photo"]) if store else None
    except NotFoundError:
        photo = None
    if store is None or photo is None or (photo.moderation != "shown" and not may(person.role, "moderate")):
        return nothing_there("There is no such photo.")
    return Response(store.photo_bytes(photo.id), media_type="image/jpeg", headers=NEVER_KEPT)


FORUM_ROUTES = [
    Route("/plan/pins/{session}.json", serve_pins, methods=["GET"]),
    Route("/plan/photo/{photo}.jpg", serve_photo, methods=["GET"]),
]
