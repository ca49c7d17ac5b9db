"""A relay before a server that counts what travels from it to the browser: every byte of the connections, as they are.

What is compressed counts as it was sent, and heads and frames of HTTP and of the websocket count too.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Relay", "relayed"]

HERE = "127.0.0.1"
CHUNK = 1 << 16


class Relay:
    """Listens on a port of its own and passes on; ``received`` are bytes to the browser, ``sent`` bytes from it."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._count = threading.Lock()
        self._listening = socket.create_server((HERE, 0))
        self.port = int(self._listening.getsockname()[1])
        self.received = self.sent = 0
        self._last = time.monotonic()
        threading.Thread(target=self._accept, daemon=True).start()

    def quiet(self, seconds: float) -> None:
        """Wait until nothing has travelled either way for so long."""
        while (left := self._last + seconds - time.monotonic()) > 0:
            time.sleep(left)

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listening.accept()
            except OSError:  # closed
                return
            try:
                server = socket.create_connection((HERE, self._to))
            except OSError:  # the server has ended, the browser has not heard of it
                browser.close()
                continue
            for one, other, is_down in ((server, browser, True), (browser, server, False)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pass_on, args=(one, other, is_down), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, is_down: bool) -> None:
        try:
            while part := one.recv(CHUNK):
                with self._count:
                    self.received += len(part) if is_down else 0
                    self.sent += 0 if is_down else len(part)
                    self._last = time.monotonic()
                other.sendall(part)
            other.shutdown(socket.SHUT_WR)
        except OSError:  # one side has gone
            other.close()


@contextmanager
def relayed(port: int) -> Iterator[Relay]:
    """A relay before the server on ``port``."""
    relay = Relay(port)
    try:
        yield relay
    finally:
        relay.close()
