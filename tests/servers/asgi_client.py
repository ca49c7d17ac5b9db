"""Asking an ASGI application without a server, and without another package for it."""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote


@dataclass(frozen=True)
class Answer:
    """What the application answered; ``body`` as it was sent."""

    status_code: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, unpacked."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)


class Client:
    """Asks ``application`` by GET."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """One request. The default headers are those of a browser on this computer."""
        sent = {"host": "localhost:8501", "accept-encoding": "gzip"} | (headers or {})
        path, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8501),
        }  # fmt: skip
        parts: list[dict[str, Any]] = []

        asked: list[int] = []

        async def receive() -> dict[str, Any]:
            if asked:
                await asyncio.Event().wait()  # a browser that stays until it has everything
            asked.append(1)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            parts.append(message)

        asyncio.run(self.application(scope, receive, send))
        headers_back = {name.decode().lower(): value.decode() for name, value in parts[0]["headers"]}
        return Answer(parts[0]["status"], headers_back, b"".join(part.get("body", b"") for part in parts[1:]))
