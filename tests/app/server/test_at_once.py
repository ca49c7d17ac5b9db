"""Connections of the server send what they have: a page's hundred files do not wait 40 ms each."""

from __future__ import annotations

import asyncio
import socket

from app.server.wire.at_once import answer_at_once


async def _is_at_once() -> bool:
    """Does a connection to a server on a socket like Streamlit's own (made without a protocol) wait for nothing?"""
    loop = asyncio.get_running_loop()
    answer_at_once(loop)
    listening = socket.socket(socket.AF_INET)
    listening.bind(("127.0.0.1", 0))
    met: asyncio.Future[bool] = loop.create_future()

    class Door(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            accepted = transport.get_extra_info("socket")
            met.set_result(bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))

    server = await loop.create_server(Door, sock=listening)
    async with server:
        _, writer = await asyncio.open_connection(*listening.getsockname())
        try:
            return await asyncio.wait_for(met, 10)
        finally:
            writer.close()
            await writer.wait_closed()


def test_a_connection_sends_without_waiting_for_receipts():
    assert asyncio.run(_is_at_once())
