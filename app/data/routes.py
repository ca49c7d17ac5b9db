"""The plain route of areas that people use: outlines and names as the map draws them, for who may see the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.for_readers import NEVER_KEPT, for_readers, nothing_there

if TYPE_CHECKING:
    from starlette.requests import Request

    from app.server import Shown
    from plan.records import Person

__all__ = ["NAMED_ROUTES"]


@for_readers
def serve_named(request: Request, person: Person) -> Response:
    """``/plan/named.json``: names, outlines and where the names stand."""
    from app.server import shown_edition

    shown = shown_edition()
    if shown is None:
        return nothing_there("There is no edition.")
    return JSONResponse(_layer(shown), headers=NEVER_KEPT)


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
