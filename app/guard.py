"""Who may talk to the server: the Host and Origin of every request are checked, also on this computer.

A page of another site can make a browser send requests to this computer, or point a name of its own at it. Both show
in the headers: such requests are answered with 403 and never reach a page or a route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.settings import allowed_hosts

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["HostGuard", "is_allowed"]


def _name_of(netloc: str) -> str:
    """``localhost:8501`` -> ``localhost``; keeps the brackets of IPv6."""
    name = netloc.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0]


def is_allowed(host: str, origin: str | None) -> bool:
    """True if ``host`` is one of ours and ``origin``, where sent, is the same host and port."""
    if _name_of(host) not in allowed_hosts():
        return False
    if origin is None:
        return True
    return origin != "null" and urlsplit(origin).netloc.lower() == host.strip().lower()


class HostGuard:
    """ASGI middleware that refuses foreign hosts and origins, for pages, routes and web sockets alike."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if is_allowed(headers.get(b"host", ""), headers.get(b"origin")):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            from starlette.responses import PlainTextResponse

            await PlainTextResponse("This address is not served here.", status_code=403)(scope, receive, send)
