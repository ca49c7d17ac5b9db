"""Answers leave at once, instead of waiting until the browser has acknowledged their first half.

uvicorn writes the head and the body of an answer one after the other. Where the system gathers small packets (Nagle),
the body waits for the receipt of the head, which the other side holds back for 40 ms: for every one of a page's hundred
files, and for every pin from a phone. asyncio switches the gathering off by itself, but not for a socket that was made
without naming its protocol, as Streamlit makes its own.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from app.server.wire.connections import Connections

__all__ = ["answer_at_once"]


def answer_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Let connections of servers that are started on this loop from now on send what they have without waiting.

    They are counted as well, and capped (``connections``).
    A loop that is not asyncio's own (uvloop) does so by itself.
    """
    if not isinstance(loop, asyncio.BaseEventLoop):
        return
    create, connections = loop.create_server, Connections()

    async def create_quick(factory: Any, *arguments: Any, **options: Any) -> asyncio.Server:
        listening = options.get("sock")
        if listening is not None and listening.family in (socket.AF_INET, socket.AF_INET6):
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections inherit it
        server: asyncio.Server = await create(connections.limited(factory), *arguments, **options)
        return server

    loop.create_server = create_quick  # type: ignore[method-assign, assignment]
