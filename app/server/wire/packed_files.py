"""Large text files leave compressed: the scripts of the pages and the files of the package, never a page itself.

A file is compressed once and the result kept, so that a room full of phones costs no more than one. Streamlit sends its
own scripts as they are (its server is made for a proxy in front that compresses; ours has none).
"""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["PackedFiles"]

_FOLDERS = ("/static/", "/assets/")
_ENDINGS = frozenset({".js", ".css", ".svg", ".json", ".html", ".txt", ".map"})
LEAST_BYTES = 1024
KEPT_BYTES = 32 * 1024 * 1024


class PackedFiles:
    """ASGI middleware for files that are the same for everybody: public, without secrets, told apart by their ETag."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; pack the answer if it is a text file of ours and the browser can unpack it."""
        path = scope.get("path", "")
        is_text = path.startswith(_FOLDERS) and PurePosixPath(path).suffix.lower() in _ENDINGS
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not is_text:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        is_packed = scope["method"] == "GET" and _takes_gzip(headers) and "range" not in headers
        answer = _Answer(self, path, send, is_packed)
        # A server that would send the file by itself has to hand it over here.
        extensions = {k: v for k, v in (scope.get("extensions") or {}).items() if k != "http.response.pathsend"}
        await self.app({**scope, "extensions": extensions}, receive, answer.take)

    def kept(self, key: tuple[str, str]) -> bytes | None:
        """A file that was packed before."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: tuple[str, str], packed: bytes) -> None:
        """Remember a packed file; the one not asked for the longest goes when there are too many."""
        self._kept[key] = packed
        while sum(map(len, self._kept.values())) > KEPT_BYTES:
            self._kept.popitem(last=False)


def _takes_gzip(headers: Headers) -> bool:
    """True if the browser said that it can unpack gzip (and not ``gzip;q=0``)."""
    for part in headers.get("accept-encoding", "").split(","):
        name, _, rest = part.strip().partition(";")
        if name.strip().lower() == "gzip":
            return rest.replace(" ", "").lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


class _Answer:
    """Holds one answer back until it is whole, and sends it on packed."""

    def __init__(self, files: PackedFiles, path: str, send: Send, is_packed: bool) -> None:
        self._files, self._path, self._send, self._is_packed = files, path, send, is_packed
        self._start: Message = {}
        self._key: tuple[str, str] | None = None
        self._parts: list[bytes] = []

    async def take(self, message: Message) -> None:
        """Take the next message of the answer."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif message["type"] != "http.response.body" or self._key is None:
            await self._send(message)
        else:
            await self._go_on(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers.add_vary_header("Accept-Encoding")
        size = headers.get("content-length", "0")
        is_whole = message["status"] == 200 and "content-encoding" not in headers and "etag" in headers
        if self._is_packed and is_whole and int(size) >= LEAST_BYTES:
            self._key = (self._path, headers["etag"])
            self._start = message
            return
        if self._is_packed and message["status"] == 304 and "etag" in headers:
            headers["etag"] = _weak(headers["etag"])
        await self._send(message)

    async def _go_on(self, message: Message) -> None:
        assert self._key is not None
        packed = self._files.kept(self._key)
        if packed is None:
            self._parts.append(message.get("body", b""))
        if message.get("more_body", False):
            return
        if packed is None:
            packed = await asyncio.to_thread(gzip.compress, b"".join(self._parts), 6, mtime=0)
            self._files.keep(self._key, packed)
        headers = MutableHeaders(scope=self._start)
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(packed))
        headers["ETag"] = _weak(headers["etag"])  # the same file, other bytes
        del headers["accept-ranges"]
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": packed, "more_body": False})


def _weak(etag: str) -> str:
    return etag if etag.startswith("W/") else f"W/{etag}"
