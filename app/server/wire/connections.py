"""How many connections are open at once, in all and from one address, and how long one may be silent.

Whoever opens connections and says nothing would else take the last one that the system gives to a process, and then
nobody is answered: neither the room nor the facilitator.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any

from app.server.wire.heads import bound_head

__all__ = ["Connections"]

MOST_N = 1_000
MOST_FROM_ONE_N = 250
"""A hall whose phones share one address; a phone opens six at most."""
KEPT_FREE_N = 200
"""Files that the process needs beside connections: tables, the plan, static files."""
SILENT_S = 20.0
_HEAD_ENDS = b"\r\n\r\n"
_BODY = b"Too many connections are open. Wait a moment, then load the page again.\n"
_REFUSED = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 5\r\n"
    b"Cache-Control: no-store\r\nConnection: close\r\nContent-Length: " + str(len(_BODY)).encode() + b"\r\n\r\n" + _BODY
)
_THIS_COMPUTER = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})


def most_connections() -> int:
    """As many as are meant to be, or as the system has files for."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows has no such limit
        return MOST_N
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_N if soft == resource.RLIM_INFINITY else max(min(MOST_N, soft - KEPT_FREE_N), KEPT_FREE_N)


class Connections:
    """The open connections of one server. This computer, and a proxy that speaks for many, count in the whole only."""

    def __init__(
        self, *, most_n: int | None = None, most_from_one_n: int = MOST_FROM_ONE_N, silent_s: float = SILENT_S
    ) -> None:
        self._most_n = most_connections() if most_n is None else most_n
        self._most_from_one_n, self._silent_s = most_from_one_n, silent_s
        self._is_behind_proxy = bool(os.environ.get("FORWARDED_ALLOW_IPS", "").strip())
        self._open: dict[asyncio.Transport, str] = {}

    def limited(self, factory: Callable[[], asyncio.Protocol]) -> Callable[[], asyncio.Protocol]:
        """A factory of protocols, as ``create_server`` takes it, whose connections are counted."""

        def made() -> asyncio.Protocol:
            protocol: Any = factory()
            bound_head(protocol)
            begin, end, has_begun = protocol.connection_made, protocol.connection_lost, False

            def connection_made(transport: asyncio.Transport) -> None:
                nonlocal has_begun
                if self._takes(transport):
                    has_begun = True
                    self._expect_head(protocol, transport)
                    begin(transport)
                else:
                    transport.write(_REFUSED)
                    transport.close()

            def connection_lost(error: Exception | None) -> None:
                if has_begun:
                    end(error)

            protocol.connection_made, protocol.connection_lost = connection_made, connection_lost
            return protocol  # type: ignore[no-any-return]

        return made

    def _takes(self, transport: asyncio.Transport) -> bool:
        # Asked of the transports, as a web socket goes on under another protocol that does not tell us of its end.
        self._open = {one: address for one, address in self._open.items() if not one.is_closing()}
        address = str((transport.get_extra_info("peername") or ("",))[0])
        has_own_limit = address not in _THIS_COMPUTER and not self._is_behind_proxy
        from_there_n = sum(one == address for one in self._open.values()) if has_own_limit else 0
        if len(self._open) >= self._most_n or from_there_n >= self._most_from_one_n:
            return False
        self._open[transport] = address
        return True

    def _expect_head(self, protocol: Any, transport: asyncio.Transport) -> None:
        """Close a connection that has not asked for anything after a while."""
        take, seen = protocol.data_received, bytearray()
        closing = asyncio.get_running_loop().call_later(self._silent_s, transport.abort)

        def data_received(data: bytes) -> None:
            seen.extend(data)
            if _HEAD_ENDS in seen:
                closing.cancel()
                protocol.data_received = take
                seen.clear()
            else:
                del seen[: -len(_HEAD_ENDS)]
            take(data)

        protocol.data_received = data_received
