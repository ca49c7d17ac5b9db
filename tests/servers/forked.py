"""Servers that are there at once: one process has imported the program, and every server is a fork of it.

``python -m tests.servers.forked`` reads one request a line from its standard input and answers each with a line; when
that ends, its servers end with it. To fork a process that has loaded so much is safe on Linux only: elsewhere a server
is a program of its own, as it is wherever the command that starts it is tried (``tests/servers/serving.py``).
"""

from __future__ import annotations

import atexit
import gc
import importlib
import inspect
import json
import os
import pkgutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn, Protocol

from tests import ROOT
from tests.servers.components import look_through_packages_once
from tests.servers.prepared import be_and_end

__all__ = ["REACHED", "Streamlit", "start_streamlit"]

CAN_FORK = sys.platform == "linux"
DRAWS_AT_ONCE = "app.frame"
"""The script that Streamlit runs for every page: it is no module to import."""
LATER = (
    "uvicorn", "starlette.applications", "docx", "openpyxl", "store.plan_store", "alembic.command", "mako.template",
    "folium.plugins",
)  # fmt: skip
"""What the program itself imports only when a page wants it.

Not streamlit_folium, which tells the running server of its frame when it is imported: there must be one. What costs in
it are the plug-ins of Folium, which compile fifty templates.
"""
ENDING_S = 60


# -- in the process of the tests ---------------------------------------------------------------------------------------


@cache
def _parent() -> subprocess.Popen[str]:
    """The process that forks, started when the first server is wanted and ended with the tests."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.servers.forked"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=ROOT,
    )  # fmt: skip

    def end() -> None:
        assert process.stdin
        process.stdin.close()
        process.wait(timeout=ENDING_S)

    atexit.register(end)
    return process


def _ask(**request: object) -> int | None:
    process = _parent()
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError(f"The process that forks servers has ended with code {process.wait()}.")
    return json.loads(answer)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class _Forked:
    """A server that was forked."""

    pid: int

    def poll(self) -> int | None:
        return _ask(what="poll", pid=self.pid)

    def end(self) -> None:
        _ask(what="end", pid=self.pid)


@dataclass(frozen=True)
class _Program:
    """A server that is a program of its own."""

    process: subprocess.Popen[bytes]

    def poll(self) -> int | None:
        return self.process.poll()

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=ENDING_S)


class Streamlit(Protocol):
    """A server that was started."""

    def poll(self) -> int | None:
        """The code it ended with, None while it runs."""

    def end(self) -> None:
        """Ask it to end, and wait until it has."""


def start_streamlit(
    arguments: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path
) -> Streamlit:  # fmt: skip
    """``streamlit`` with these arguments, in ``folder``; what it says is written to ``log``."""
    if CAN_FORK:
        pid = _ask(
            what="start", arguments=list(arguments), environment=dict(environment), folder=str(folder), log=str(log)
        )
        assert pid
        return _Forked(pid)
    command = [sys.executable, "-m", "streamlit", *arguments]
    with open(log, "w", encoding="utf-8") as output:
        return _Program(
            subprocess.Popen(command, env=dict(environment), stdout=output, stderr=subprocess.STDOUT, cwd=folder)
        )


# -- in the process that forks -----------------------------------------------------------------------------------------


def _import_everything() -> None:
    """All that a server comes to import, and the engines; no thread of ours starts, no setting is read."""
    import app

    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name != DRAWS_AT_ONCE:
            importlib.import_module(module.name)
    for name in ("streamlit.web.cli", "streamlit.web.bootstrap", *LATER):
        importlib.import_module(name)
    look_through_packages_once()
    inspect.stack()  # Streamlit asks this at the first page, for which Python looks where every module came from
    importlib.import_module("analysis.prepare").prepare()
    # What a server reads ahead when nobody has asked for anything for a while, a test has read when it asks.
    importlib.import_module("app.routes").REACH_AFTER_S = threading.TIMEOUT_MAX


def _serve(request: dict[str, object]) -> NoReturn:
    """In the fork: be the server."""
    from streamlit.web.cli import main

    output = os.open(str(request["log"]), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    environment: dict[str, str] = request["environment"]  # type: ignore[assignment]
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(str(request["folder"]))
    sys.addaudithook(_tell_of_others)
    sys.argv = ["streamlit", *map(str, request["arguments"])]  # type: ignore[call-overload]
    be_and_end(lambda: main(prog_name="streamlit"))


REACHED = "reached another computer: "
"""Begins a line of a server's log: it looked up a name, or went to an address, that is not this computer's."""
_HERE = ("127.", "localhost", "::1", "0.0.0.0")
_OUTWARD = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.connect": 1, "socket.sendto": 1}


def _tell_of_others(event: str, args: tuple[object, ...]) -> None:
    """Hook for audits: whatever library asks, also one that has a name looked up by somebody's service."""
    if event not in _OUTWARD:
        return
    asked = args[_OUTWARD[event]]
    host = asked[0] if isinstance(asked, tuple) and asked else asked
    text = host.decode("latin-1") if isinstance(host, bytes) else str(host or "")
    if text and not text.startswith((*_HERE, "/")) and (event != "socket.connect" or isinstance(asked, tuple)):
        os.write(2, f"{REACHED}{text}\n".encode())


def _ended(pid: int, within_s: float) -> int | None:
    """The code that a server ended with, None if it still runs after this time."""
    deadline = time.monotonic() + within_s
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.02)


def _end(pid: int) -> int:
    os.kill(pid, signal.SIGTERM)
    code = _ended(pid, ENDING_S)
    if code is None:
        os.kill(pid, signal.SIGKILL)
        raise RuntimeError(f"A server did not end within {ENDING_S} s of being asked to.")
    return code


def main() -> None:
    """Do what is asked, until nothing is asked any more."""
    _import_everything()
    gc.freeze()  # no server looks for garbage among it, which would be written to for that
    running: set[int] = set()
    codes: dict[int, int] = {}
    while line := sys.stdin.readline():
        request = json.loads(line)
        if request["what"] == "start":
            pid = os.fork()
            if pid == 0:
                _serve(request)
            running.add(pid)
            answer: int | None = pid
        else:
            pid = request["pid"]
            if pid in running:
                code = _ended(pid, 0) if request["what"] == "poll" else _end(pid)
                if code is not None:
                    running.remove(pid)
                    codes[pid] = code
            answer = codes.get(pid)
        print(json.dumps(answer), flush=True)
    for pid in running:
        _end(pid)


if __name__ == "__main__":
    main()
