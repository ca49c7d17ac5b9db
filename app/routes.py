"""Plain routes beside the pages: map data by edition and layer, static files of the package, and a health check."""

from __future__ import annotations

import asyncio
import contextvars
import gzip
import hashlib
import logging
import sys
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from app.action_plan import ACTION_PLAN_ROUTES
from app.activities import ACTIVITY_ROUTES
from app.data import NAMED_ROUTES
from app.forum import FORUM_ROUTES
from app.server import (
    ASSETS,
    answer_at_once,
    copy_containers_once,
    expect_first_map,
    first_map_was_fetched,
    hold_back_clocks,
    keep_unsent,
    keep_uploads_in_memory,
    wait_for_first_map,
)
from everyday.serving import JOIN_PATH

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["ROUTES", "PhoneDoor", "warm_up"]

REST_AFTER_S = 5.0
"""When nobody opens a page, what the first page does not need is loaded after this time."""
DRAWN_AFTER_S = 1.0
"""So long a browser may take from having fetched the first map to having drawn it."""
REACH_AFTER_S = 3.0
LONGEST_SEARCH = 200
SWITCH_S = 0.0005
_HEALTH = ThreadPoolExecutor(1, "health")
_FOREVER = "private, max-age=31536000, immutable"


def serve_layer(request: Request) -> Response:
    """``/data/{edition}/{layer}.json``: one layer of one edition; both names come from what exists, never a path."""
    from app.map import layer_bytes
    from app.server import shown_edition

    wanted = request.path_params["edition"]
    shown = shown_edition(wanted)
    if shown is None or shown.id != wanted:
        return JSONResponse({"error": "There is no such edition."}, status_code=404)
    packed = layer_bytes(shown, request.path_params["layer"])
    if request.path_params["layer"].startswith("values-"):
        first_map_was_fetched()
    if packed is None:
        return JSONResponse({"error": "There is no such layer."}, status_code=404)
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(packed, media_type="application/json", headers=headers)
    return Response(gzip.decompress(packed), media_type="application/json", headers=headers)


def serve_found(request: Request) -> Response:
    """``/data/{edition}/find.json?q=``: what may be meant by what somebody is typing, the best first."""
    from app.parts import options_for
    from app.server import person_of_request, shown_edition
    from plan.roles import may

    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    wanted = request.path_params["edition"]
    shown = shown_edition(wanted)
    if shown is None or shown.id != wanted:
        return JSONResponse({"error": "There is no such edition."}, status_code=404, headers=headers)
    person, asked = person_of_request(request), request.query_params
    options, fault = options_for(
        shown, asked.get("q", "")[:LONGEST_SEARCH], wanted="pin" if asked.get("for") == "pin" else "all",
        may_read=person is not None and may(person.role, "read"),
    )  # fmt: skip
    return JSONResponse({"options": options, "fault": fault}, headers=headers)


def lead_to_page(request: Request) -> Response:
    """Pages by the names they are called by: Data stands beside the data's own addresses, Explore at the root."""
    address = {"data": "data-sources", "explore": "./"}[request.url.path.rpartition("/")[2]]
    return RedirectResponse(f"{address}?{request.url.query}" if request.url.query else address)


def serve_map_script(request: Request) -> Response:
    """``/assets/map.js``: Leaflet and the map's own scripts as one file."""
    from app.map import map_script

    script = map_script()
    headers = {"ETag": f'"{hashlib.sha256(script).hexdigest()[:32]}"', "Cache-Control": _FOREVER}
    return Response(script, media_type="text/javascript", headers=headers)


async def serve_health(request: Request) -> Response:
    """``/health``: 200 while the server answers, and which edition it shows. It waits for no reader or writer."""
    from app.server import shown_edition

    context = contextvars.copy_context()
    shown = await asyncio.get_running_loop().run_in_executor(_HEALTH, context.run, shown_edition)
    return JSONResponse({"status": "ok", "edition": shown.id if shown else None})


@cache
def _phone_pages() -> ASGIApp:
    from app.phone import PhonePages

    return PhonePages()


class PhoneDoor:
    """ASGI middleware: the phone page is asked before Streamlit's own layers and its hundred routes look at a request.

    It has no session of Streamlit's, answers every address below ``/join`` in its own design and packs what it sends:
    sixty phones ask every two seconds, and what stood between took as long as the answer. The guard stands before it.
    It is loaded when somebody first asks for it: the first map does not wait.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a phone; pass on whatever else is asked."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not (path == JOIN_PATH or path.startswith(f"{JOIN_PATH}/")):
            await self._app(scope, receive, send)
            return
        if self._pages is None:
            self._pages = await asyncio.to_thread(_phone_pages)
        await self._pages(scope, receive, send)


ROUTES = [
    Route("/data/{edition}/find.json", serve_found, methods=["GET"]),
    Route("/data/{edition}/{layer}.json", serve_layer, methods=["GET"]),
    Route("/data", lead_to_page, methods=["GET"]),
    Route("/explore", lead_to_page, methods=["GET"]),
    Route("/health", serve_health, methods=["GET"]),
    Route("/assets/map.js", serve_map_script, methods=["GET"]),
    Mount("/assets", StaticFiles(directory=ASSETS), name="assets"),
    *FORUM_ROUTES,
    *ACTION_PLAN_ROUTES,
    *ACTIVITY_ROUTES,
    *NAMED_ROUTES,
]


def _read_ahead(is_over: threading.Event) -> None:
    """Load what the first page needs and pack its layers; then the rest: cells, phones, reach, the gap map."""
    from app.activities import read_gaps_ahead
    from app.explore import draw_explore, read_profiles_ahead  # noqa: F401 - to have it and all it needs loaded
    from app.map import layer_bytes, reach_of
    from app.parts import decisions, draw_table  # noqa: F401
    from app.server import shown_edition
    from app.survey import read_survey_ahead
    from everyday.collecting import collected_among_new
    from everyday.evidence import evidence_source
    from everyday.locate import names_of

    shown = shown_edition()
    if shown is not None:
        for layer in ("areas", "background"):
            layer_bytes(shown, layer)
    wait_for_first_map(REST_AFTER_S, DRAWN_AFTER_S, is_over)
    if is_over.is_set():
        return
    _phone_pages()
    if shown is not None:
        names_of(shown)
        decisions()  # opens the plan
        read_profiles_ahead(shown)
        layer_bytes(shown, "cells")
        evidence_source(shown).read_ahead()
        read_survey_ahead(shown)
        on_network = shown.cells[shown.cells["on_network"]]
        if len(on_network) and not is_over.wait(REACH_AFTER_S):
            reach_of(shown, str(on_network["cell"].iloc[0]))
        if not is_over.is_set():
            read_gaps_ahead(shown)
    if not is_over.is_set():
        collected_among_new()


def _try_reading_ahead(is_over: threading.Event) -> None:
    try:
        _read_ahead(is_over)
    except Exception:  # a page shows the fault when it is opened; the server must start all the same
        logging.getLogger(__name__).warning("The edition could not be read ahead.", exc_info=True)


@asynccontextmanager
async def warm_up(app: Any) -> AsyncIterator[None]:
    """Read ahead in a thread of its own while the server starts."""
    # Threads that wait for the database get their turn sooner: a save asks it ten times while pages are being drawn.
    sys.setswitchinterval(SWITCH_S)
    answer_at_once(asyncio.get_running_loop())
    keep_unsent()
    hold_back_clocks()
    copy_containers_once()
    keep_uploads_in_memory()
    expect_first_map()
    is_over = threading.Event()
    threading.Thread(target=_try_reading_ahead, args=(is_over,), name="read-ahead", daemon=True).start()
    yield
    is_over.set()
    first_map_was_fetched()
