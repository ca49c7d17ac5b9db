"""A small client of HTTP/1.1: what sixty phones send, without a client library's own work on the server's processors.

It keeps connections open as a browser does, keeps cookies, and unpacks gzip. It knows no redirects and no proxy, and
answers must say their length, as those of the phone page do.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

__all__ = ["Answer", "PlainClient"]

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]
File = tuple[str, bytes, str]
_LONGEST_HEAD = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back. Names of ``headers`` are in small letters; of several of one name the last is kept."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The content as text."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The content as JSON."""
        return json.loads(self.content)


class PlainClient:
    """One phone's requests to one server.

    Args:
        host: without a scheme.
        port: of the server.
        headers: sent with every request.
        timeout: seconds that an answer may take.
        idle_s: a connection that was not used for so long is not used again.
    """

    def __init__(self, host: str, port: int, headers: Mapping[str, str], *, timeout: float, idle_s: float) -> None:
        self._host, self._port, self._timeout, self._idle_s = host, port, timeout, idle_s
        self._head = {"Host": f"{host}:{port}", "Accept": "*/*", "Accept-Encoding": "gzip", **headers}
        self._idle: list[tuple[float, Line]] = []
        self._cookies: dict[str, str] = {}

    async def get(self, path: str, **named: Any) -> Answer:
        """Ask."""
        return await self.request("GET", path, **named)

    async def post(self, path: str, **named: Any) -> Answer:
        """Send a form: ``data`` its fields, ``files`` with a name, content and type each."""
        return await self.request("POST", path, **named)

    async def request(
        self, method: str, path: str, *, params: Mapping[str, Any] | None = None, data: Mapping[str, str] | None = None,
        files: Mapping[str, File] | None = None, headers: Mapping[str, str] | None = None, timeout: float = 0,
    ) -> Answer:  # fmt: skip
        """One request and its answer.

        Raises:
            ConnectionError, asyncio.IncompleteReadError: the server closed the connection first.
            TimeoutError: it took too long.
        """
        address = f"{path}?{urlencode(params)}" if params else path
        kind, body = _encoded(data, files)
        head = self._head | ({"Content-Type": kind} if kind else {}) | dict(headers or {})
        if self._cookies:
            head["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if method == "POST":
            head["Content-Length"] = str(len(body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        async with asyncio.timeout(timeout or self._timeout):
            reader, writer = line = await self._line()
            is_whole = False
            try:
                writer.write(f"{method} {address} HTTP/1.1\r\n{lines}\r\n".encode() + body)
                await writer.drain()
                answer, is_over = await self._read(reader)
                is_whole = not is_over
            finally:
                if is_whole:
                    self._idle.append((time.monotonic(), line))
                else:
                    writer.close()
        return answer

    async def _line(self) -> Line:
        while self._idle:
            since_s, line = self._idle.pop()
            if time.monotonic() - since_s < self._idle_s and not line[0].at_eof():
                return line
            line[1].close()
        return await asyncio.open_connection(self._host, self._port, limit=_LONGEST_HEAD)

    async def _read(self, reader: asyncio.StreamReader) -> tuple[Answer, bool]:
        """The answer, and whether the server closes the connection after it."""
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(first.split(" ", 2)[1]), {}
        for line in filter(None, lines):
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                kept, _, value = value.partition(";")[0].strip().partition("=")
                self._cookies[kept] = value
        is_bare = status in (204, 304)
        content = b"" if is_bare else await reader.readexactly(int(headers["content-length"]))
        if headers.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return Answer(status, headers, content), headers.get("connection", "").lower() == "close"

    async def aclose(self) -> None:
        """Close what is open."""
        for _, (_, writer) in self._idle:
            writer.close()
        self._idle = []


def _encoded(data: Mapping[str, str] | None, files: Mapping[str, File] | None) -> tuple[str, bytes]:
    """Content type and body of a form; empty without one."""
    if not files:
        return ("application/x-www-form-urlencoded", urlencode(data).encode()) if data is not None else ("", b"")
    mark = secrets.token_hex(16)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in (data or {}).items()
    ]
    for name, (called, content, kind) in files.items():
        said = f'name="{name}"; filename="{called}"\r\nContent-Type: {kind}'
        parts += [f"--{mark}\r\nContent-Disposition: form-data; {said}\r\n\r\n".encode(), content, b"\r\n"]
    return f"multipart/form-data; boundary={mark}", b"".join([*parts, f"--{mark}--\r\n".encode()])
