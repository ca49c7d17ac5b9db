"""Other programs that are there at once, as forks: who writes meanwhile, who is killed, who reads as QGIS does."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import IO, Any

from tests import ROOT
from tests.servers.forking import CAN_FORK, code_of, fork

__all__ = ["Program", "be", "import_everything", "told"]

WANTED = (
    "store.plan_store", "alembic.command", "alembic.autogenerate", "mako.template", "everyday.atlas.open_plan",
    "everyday.backups", "everyday.commands.group", "pyogrio", "geopandas",
)  # fmt: skip
AT_MOST_S = 1200


class Program:
    """A program that was started, with its three streams."""

    def __init__(self, code: str, *arguments: object) -> None:
        self._process: subprocess.Popen[str] | None = None
        given = [str(argument) for argument in arguments]
        if not CAN_FORK:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code, *given], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True, cwd=ROOT,
            )  # fmt: skip
            self.pid = self._process.pid
            streams = self._process.stdin, self._process.stdout, self._process.stderr
        else:
            (theirs_in, ours_in), (ours_out, theirs_out), (ours_err, theirs_err) = os.pipe(), os.pipe(), os.pipe()
            theirs = [theirs_in, theirs_out, theirs_err]
            self.pid = fork("prepared", {"code": code, "arguments": given}, theirs, environment=os.environ)
            for one in theirs:
                os.close(one)
            streams = os.fdopen(ours_in, "w"), os.fdopen(ours_out), os.fdopen(ours_err)
        assert all(streams)
        self.stdin: IO[str] = streams[0]  # type: ignore[assignment]
        self.stdout: IO[str] = streams[1]  # type: ignore[assignment]
        self.stderr: IO[str] = streams[2]  # type: ignore[assignment]

    def kill(self) -> None:
        """End it at once, and wait until it has ended."""
        self._kill()
        self.ended()

    def _kill(self) -> None:
        os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def ended(self) -> tuple[int, str, str]:
        """Wait for its end: its code, and what it has said that nobody has read yet on its two streams."""
        late = threading.Timer(AT_MOST_S, self._kill)
        late.start()
        self.stdin.close()
        said, faults = self.stdout.read(), self.stderr.read()
        late.cancel()
        self.stdout.close()
        self.stderr.close()
        code = self._process.wait() if self._process else code_of(self.pid, within_s=AT_MOST_S)
        assert code is not None, "it has closed its streams and does not end"
        return code, said, faults


def told(code: str, *arguments: object) -> tuple[int, str, str]:
    """Run such a program to its end: its code, and what it said on its two streams."""
    return Program(code, *arguments).ended()


# -- in the process that forks -----------------------------------------------------------------------------------------


def import_everything() -> None:
    """What these programs want."""
    for name in WANTED:
        importlib.import_module(name)


def be(given: Mapping[str, Any]) -> None:
    """In the fork: be the program."""
    sys.argv = ["-c", *given["arguments"]]
    exec(compile(given["code"], "<program>", "exec"), {"__name__": "__main__"})
