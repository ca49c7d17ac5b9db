"""Connections are counted: whoever opens many and says nothing does not take the last one from everybody."""

from __future__ import annotations

import asyncio

from app.server.wire.connections import Connections


class Echo(asyncio.Protocol):
    """Answers each request with one word."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self.transport.write(b"hello")


async def _asked(port: int, words: bytes = b"GET / HTTP/1.1\r\n\r\n") -> tuple[bytes, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(words)
    return await asyncio.wait_for(reader.read(2000), 10), writer


async def _with(connections: Connections, work):
    server = await asyncio.get_running_loop().create_server(connections.limited(Echo), "127.0.0.1", 0)
    async with server:
        return await work(server.sockets[0].getsockname()[1])


def test_one_too_many_is_told_to_wait_and_has_a_place_when_another_has_gone() -> None:
    async def work(port: int) -> list[bytes]:
        answers, writers = [], []
        for _ in range(3):
            answer, writer = await _asked(port)
            answers.append(answer)
            writers.append(writer)
        for writer in writers:
            writer.close()
            await writer.wait_closed()
        await asyncio.sleep(0)
        for _ in range(50):  # until the server has heard of it
            answer, writer = await _asked(port)
            writer.close()
            if answer == b"hello":
                break
        return [*answers, answer]

    first, second, third, last = asyncio.run(_with(Connections(most_n=2), work))
    assert (first, second, last) == (b"hello",) * 3
    assert third.startswith(b"HTTP/1.1 503 ")
    assert b"Wait a moment" in third


def test_who_never_asks_is_let_go_and_who_has_asked_is_not() -> None:
    async def work(port: int) -> tuple[bytes, bytes, bool]:
        silent, other = await _asked(port, b""), await _asked(port, b"GET / HTTP/1.1\r\n")
        asking, writer = await _asked(port)
        writer.write(b"more")
        is_open = not writer.is_closing()
        for one in (silent[1], other[1], writer):
            one.close()
        return silent[0], asking, is_open

    silent, asking, is_open = asyncio.run(_with(Connections(silent_s=0.05), work))
    assert (silent, asking, is_open) == (b"", b"hello", True)
