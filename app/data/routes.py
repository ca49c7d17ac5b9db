"""The plain route of areas that people use: outlines and names as the map draws them, for who may see the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

    from app.server import Shown

__all__ = ["NAMED_ROUTES"]

_NEVER = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def serve_named(request: Request) -> Response:
    """``/plan/named.json``: names, outlines and where the names stand."""
    from app.server import person_of_request, shown_edition
    from plan.roles import may

    person, shown = person_of_request(request), shown_edition()
    if person is None or not may(person.role, "read"):
        return JSONResponse({"error": "Sign in first."}, status_code=403, headers=_NEVER)
    if shown is None:
        return JSONResponse({"error": "There is no edition."}, status_code=404, headers=_NEVER)
    return JSONResponse(_layer(shown), headers=_NEVER)


def _layer(shown: Shown) -> dict[str, Any]:
    import pandas as pd

    from app.map import points_of, rings_of
    from app.server import named_grounds

    grounds = named_grounds(shown)
    middles = [one.outline.representative_point() for one in grounds]
    at = pd.DataFrame({"lat": [one.y for one in middles], "lon": [one.x for one in middles]}, dtype=float)
    return {
        "names": [one.record.name for one in grounds],
        "rings": [rings_of(one.outline.simplify(0.00003)) for one in grounds],
        "at": points_of(at),
    }


NAMED_ROUTES = [Route("/plan/named.json", serve_named, methods=["GET"])]
