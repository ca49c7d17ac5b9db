"""The plain route of the Action plan page: actions as pins of the map, for those who may see the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.for_readers import NEVER_KEPT, for_readers, nothing_there

if TYPE_CHECKING:
    from starlette.requests import Request

    from plan.records import Person

__all__ = ["ACTION_PLAN_ROUTES", "PINS_URL"]

PINS_URL = "../../plan/actions.json"


@for_readers
def serve_actions(request: Request, person: Person) -> Response:
    """``/plan/actions.json?since=N``: every action that the person may see; 204 where nothing has changed since."""
    from app.server import open_atlas, shown_edition
    from everyday.acting import actions_state, plan_rows
    from plan.roles import may

    atlas = open_atlas()
    if atlas is None:
        return nothing_there("There is no atlas.")
    store = atlas.plan()
    since = request.query_params.get("since", "")
    if since.isdecimal() and len(since) < 16 and int(since) == store.revision() and int(since):
        return Response(status_code=204, headers=NEVER_KEPT)
    rows = plan_rows(store, audience="team" if may(person.role, "plan") else "network")
    return JSONResponse(actions_state(store, shown_edition(), rows), headers=NEVER_KEPT)


@for_readers
def serve_attachment(request: Request, person: Person) -> Response:
    """``/plan/attachment/{id}.jpg``: a photo of an action, for whoever may see it and its action."""
    from app.server import open_atlas
    from everyday.acting import plan_rows
    from plan.records import Attachment
    from plan.roles import may

    atlas = open_atlas()
    store = atlas.plan() if atlas else None
    wanted = request.path_params["attachment"]
    rows = plan_rows(store, audience="team" if may(person.role, "plan") else "network") if store else []
    seen = {one.id for row in rows for one in row.attachments if one.kind == "photo"}
    content = store.photo_bytes(wanted, Attachment) if store is not None and wanted in seen else b""
    if not content:
        return nothing_there("There is no such photo.")
    return Response(content, media_type="image/jpeg", headers=NEVER_KEPT)


ACTION_PLAN_ROUTES = [
    Route("/plan/actions.json", serve_actions, methods=["GET"]),
    Route("/plan/attachment/{attachment}.jpg", serve_attachment, methods=["GET"]),
]
