"""What a request says before its body is bounded, whatever the compiled reader would keep."""

from __future__ import annotations

import asyncio

import pytest
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from app.server.wire.connections import Connections
from app.server.wire.heads import MOST_BYTES

MORE = MOST_BYTES + 70_000


async def told(scope, receive, send) -> None:
    """An application that reads a whole request and says how long its path, its header ``x`` and its body were."""
    body_n, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body_n, more = body_n + len(message.get("body", b"")), message.get("more_body", False)
    header_n = sum(len(value) for name, value in scope["headers"] if name == b"x")
    content = f"{len(scope['path'])} {header_n} {body_n};".encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(content))]})
    await send({"type": "http.response.body", "body": content})


async def _asked(*pieces: bytes) -> bytes:
    config = uvicorn.Config(told, access_log=False, log_level="critical")
    config.load()
    assert config.http_protocol_class is HttpToolsProtocol, "requests are read in Python again"
    state = ServerState()
    factory = Connections().limited(lambda: HttpToolsProtocol(config=config, server_state=state, app_state={}))
    server = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
        except ConnectionError:
            pass  # it was closed in the middle, and may have said why
        try:
            return await asyncio.wait_for(reader.read(), 10)
        except ConnectionError:
            return b"HTTP/1.1 400 (cut off)"
        finally:
            writer.close()


def _asks(*pieces: bytes) -> bytes:
    return asyncio.run(_asked(*pieces))


@pytest.mark.parametrize(
    "pieces",
    [
        [b"GET /", *[b"a" * 10_000] * (MORE // 10_000)],
        [b"GET / HTTP/1.1\r\nHost: x\r\nX: ", *[b"a" * 10_000] * (MORE // 10_000)],
        [b"GET / HTTP/1.1\r\nHost: x\r\n", *[b"X: a\r\n" * 2_000] * (MORE // 12_000)],
        [b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n",
         *[b"X: a\r\n" * 2_000] * (MORE // 12_000)],
    ],
    ids=["address", "one header", "many headers", "after the body"],
)  # fmt: skip
def test_a_head_that_does_not_end_is_refused(pieces: list[bytes]) -> None:
    assert _asks(*pieces).startswith(b"HTTP/1.1 400")


def test_what_is_not_too_long_is_answered_whole() -> None:
    head, body = b"a" * (MOST_BYTES - 5_000), b"b" * 400_000
    post = b"POST /p HTTP/1.1\r\nHost: x\r\nX: %s\r\nContent-Length: %d\r\n\r\n" % (head, len(body))
    last = b"GET /abc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    # The second request begins in what comes with the end of the first, and is cut in two.
    answer = _asks(post, body[:100_000], body[100_000:] + last[:20], last[20:])
    assert b"2 %d %d;" % (len(head), len(body)) in answer
    assert answer.endswith(b"4 0 0;")


def test_a_body_in_pieces_may_be_long() -> None:
    chunks = [b"%x\r\n%s\r\n" % (5_000, b"b" * 5_000)] * 100
    start = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert _asks(start, *chunks, b"0\r\n\r\n").endswith(b"1 0 500000;")
