"""``/atlas/NAME/…`` becomes ``/…`` of that atlas, before anybody else looks at the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from app.server.atlases.which import HEADER, asked
from everyday.serving import ATLAS_PATH

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["AtlasDoor"]

_START = f"{ATLAS_PATH}/"
_SENT = HEADER.encode()


def _split(scope: Scope) -> tuple[str, str, bytes] | None:
    """Key, path and raw path within the atlas; None for an address of no atlas.

    The path is empty where the slash after the key is missing. A key with a slash or a ``..`` in disguise is none.
    """
    path = str(scope["path"])
    if not path.startswith(_START):
        return None
    sent = scope.get("raw_path")
    raw = path.encode() if sent is None else bytes(sent)
    parts, raw_parts = path[len(_START) :].split("/", 1), raw[len(_START) :].split(b"/", 1)
    key = parts[0]
    if not key or len(parts) != len(raw_parts) or unquote(raw_parts[0].decode("latin-1")) != key:
        return None
    if len(parts) == 1:
        return key, "", b""
    return key, f"/{parts[1]}", b"/" + raw_parts[1]


class AtlasDoor:
    """ASGI middleware: an address below ``/atlas/NAME`` is asked of that atlas alone, any other of the root."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say which atlas is meant, and pass the request on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != _SENT]
        found = _split(scope)
        inner: dict[str, Any] = {**scope, "headers": headers}
        key = ""
        if found is not None:
            key, path, raw_path = found
            if not path:
                await _with_slash(scope, receive, send)
                return
            inner |= {"path": path, "raw_path": raw_path}
            headers.append((_SENT, quote(key, safe="").encode()))
        token = asked.set(key)
        try:
            await self.app(inner, receive, send)
        finally:
            asked.reset(token)


async def _with_slash(scope: Scope, receive: Receive, send: Send) -> None:
    """The same address with the slash after the name, from which a browser finds the page's own files."""
    from starlette.responses import RedirectResponse

    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    path = quote(str(scope["path"]).encode())
    query = scope.get("query_string", b"").decode("latin-1")
    await RedirectResponse(f"{path}/" + (f"?{query}" if query else ""), 307)(scope, receive, send)
