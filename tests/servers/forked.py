"""Servers that are there at once, as forks of one process that has imported the program."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from tests.servers.forking import CAN_FORK, ENDING_S, code_of, fork, told_to_end

__all__ = ["REACHED", "Streamlit", "be", "import_everything", "look_through_packages_once", "start_streamlit"]

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


# -- in the process of the tests ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Forked:
    """A server that was forked."""

    pid: int

    def poll(self) -> int | None:
        return code_of(self.pid, within_s=0)

    def end(self) -> None:
        told_to_end(self.pid)
        if code_of(self.pid, within_s=ENDING_S) is None:
            raise RuntimeError(f"A server did not end within {ENDING_S} s of being asked to.")


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
    with open(log, "w", encoding="utf-8") as output, open(os.devnull, encoding="utf-8") as nothing:
        if CAN_FORK:
            streams = [nothing.fileno(), output.fileno(), output.fileno()]
            given = {"arguments": list(arguments)}
            return _Forked(fork("forked", given, streams, environment=environment, folder=folder))
        command = [sys.executable, "-m", "streamlit", *arguments]
        return _Program(
            subprocess.Popen(
                command, env=dict(environment), stdin=nothing, stdout=output, stderr=subprocess.STDOUT, cwd=folder
            )
        )


def look_through_packages_once() -> None:
    """From now on this process, and every fork of it, knows what Streamlit finds when it looks for components.

    It looks through every installed package for each page of its test runner and each server: most of what a small
    page costs.
    """
    from streamlit.components.v2 import manifest_scanner

    scan = manifest_scanner.scan_component_manifests
    if not hasattr(scan, "cache_info"):
        manifest_scanner.scan_component_manifests = cache(scan)  # type: ignore[assignment]
        manifest_scanner.scan_component_manifests()


# -- in the process that forks -----------------------------------------------------------------------------------------


def import_everything() -> None:
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


def be(given: Mapping[str, Any]) -> None:
    """In the fork: be the server."""
    from streamlit.web.cli import main

    sys.addaudithook(_tell_of_others)
    sys.argv = ["streamlit", *given["arguments"]]
    main(prog_name="streamlit")


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
