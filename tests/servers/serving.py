"""``everyday serve`` as a person starts it, and requests to it from chosen addresses, exactly as they are written."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from tests import ROOT
from tests.browser.visiting import port_of_a_server

HERE = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """A server that was started, and what it printed."""

    port: int
    log: Path

    def ask(
        self, path: str, *, source: str = HERE, target: str = HERE, host: str = "", method: str = "GET",
        body: bytes = b"", headers: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, str], str]:  # fmt: skip
        """One request from ``source`` to ``target``; the path goes out exactly as it is written."""
        connection = http.client.HTTPConnection(target, self.port, timeout=60, source_address=(source, 0))
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", host or f"{target}:{self.port}")
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def status(self, path: str, **how: object) -> int:
        """The status of the answer."""
        return self.ask(path, **how)[0]  # type: ignore[arg-type]

    def raw(self, lines: list[str], *, source: str) -> str:
        """The first line of the answer to a request made by hand."""
        with socket.create_connection((HERE, self.port), timeout=60, source_address=(source, 0)) as line:
            line.sendall("\r\n".join([*lines, "", ""]).encode())
            return line.recv(4096).split(b"\r\n")[0].decode()

    def handshake(self, path: str = "/_stcore/stream", *, source: str, host: str = "", origin: str = "") -> str:
        """The first line of the answer to a web socket's handshake."""
        lines = [
            f"GET {path} HTTP/1.1", f"Host: {host or f'{HERE}:{self.port}'}", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
        ]  # fmt: skip
        return self.raw([*lines, *([f"Origin: {origin}"] if origin else [])], source=source)


@contextmanager
def started(log: Path, *arguments: object, port: int = 0, **environment: str) -> Iterator[Server]:
    """``everyday serve`` with these arguments, until the block ends."""
    command = [sys.executable, "-m", "everyday", "serve", *map(str, arguments), "--no-open", "--port"]
    with nullcontext(port) if port else port_of_a_server() as port, open(log, "w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [*command, str(port)], stdout=output, stderr=subprocess.STDOUT, cwd=ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
        )  # fmt: skip
        try:
            server = Server(port, log)
            deadline = time.monotonic() + 180
            while not _is_up(server):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
                time.sleep(0.2)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=60)


def _is_up(server: Server) -> bool:
    with suppress(OSError):
        return server.status("/health", host=f"localhost:{server.port}") == 200
    return False
