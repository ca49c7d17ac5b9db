"""One process of a test run has imported everything; the servers and programs that tests want are forks of it.

To start Python and import the program takes seconds of a processor, for every server and every program anew; as a fork
they are there at once. The first process of the run to want one starts the process that forks, the others find it by
its name, and it ends when all have gone. To fork a process that has loaded so much is safe on Linux only
(:data:`CAN_FORK`): elsewhere each is a program of its own. How programs themselves start and end is tried with real
ones (``tests/servers/serving.py``, ``tests/servers/command.py``).

A fork ends without taking apart, object by object, what it never changed (:func:`_be_and_end`): that is nine tenths of
what most of these programs cost.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from tests import ROOT

__all__ = ["CAN_FORK", "ENDING_S", "code_of", "fork", "told_to_end"]

CAN_FORK = sys.platform == "linux"
STARTING_S = 120
ALONE_S = 60
"""So long the process that forks waits for the first that wants something of it."""
ENDING_S = 60
POLL_S = 0.005
_LONGEST = 2**20
_READY = b"ready"


# -- in the processes of the tests -------------------------------------------------------------------------------------


def fork(
    role: str, given: Mapping[str, Any], streams: list[int], *, environment: Mapping[str, str], folder: Path = ROOT
) -> int:  # fmt: skip
    """A process that is what ``tests.servers.<role>.be(given)`` says, with these three streams; gives its number."""
    request = {"role": role, "given": dict(given), "environment": dict(environment), "folder": str(folder)}
    pid = _asked(request, streams)
    assert pid
    return pid


def told_to_end(pid: int) -> None:
    """Ask a fork to end, as a person does with Ctrl-C or a system that shuts down."""
    _asked({"end": pid})


def code_of(pid: int, *, within_s: float) -> int | None:
    """The code that a fork ended with, None if it still runs after this time."""
    deadline = time.monotonic() + within_s
    while (code := _asked({"poll": pid})) is None and time.monotonic() < deadline:
        time.sleep(POLL_S)
    return code


def _asked(request: Mapping[str, Any], streams: list[int] | None = None) -> int | None:
    line = _line()
    socket.send_fds(line, [json.dumps(request).encode()], streams or [])
    answer = line.recv(_LONGEST)
    if not answer:
        raise RuntimeError("The process that forks has ended.")
    return json.loads(answer)  # type: ignore[no-any-return]


_started: list[subprocess.Popen[bytes]] = []


@cache
def _line() -> socket.socket:
    """The line to the process that forks, which is started where nobody has yet."""
    name = f"\0everyday-forking-{os.environ.get('PYTEST_XDIST_TESTRUNUID') or os.getpid()}"
    deadline = time.monotonic() + STARTING_S
    while time.monotonic() < deadline:
        _start_unless_there(name)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with suppress(OSError):  # it is about to listen, or has just ended because all had gone
            line.connect(name)
            if line.recv(_LONGEST) == _READY:
                atexit.register(line.close)
                return line
        line.close()
        time.sleep(POLL_S)
    raise RuntimeError("The process that forks does not start.")


def _start_unless_there(name: str) -> None:
    """A name is one process's: whoever gets it starts the one that listens there."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        try:
            listener.bind(name)
        except OSError:
            return
        listener.listen()
        command = [sys.executable, "-W", "ignore", "-m", "tests.servers.forking", str(listener.fileno())]
        _started.append(
            subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[listener.fileno()])
        )  # fmt: skip


# -- in the process that forks -----------------------------------------------------------------------------------------


def _be_and_end(program: Callable[[], object]) -> NoReturn:
    """In a fork: be this program, and end as it ends.

    Its threads are waited for, what it wanted done at its end is done and what it said is said, as with any program.
    """
    code = 0
    try:
        program()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1 if end.code else 0
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def _become(request: Mapping[str, Any], streams: list[int]) -> NoReturn:
    """In the fork: be what was asked for."""
    for number, one in enumerate(streams):
        os.dup2(one, number)
        os.close(one)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    random.seed()
    be = importlib.import_module(f"tests.servers.{request['role']}").be
    _be_and_end(lambda: be(request["given"]))


class _Forks:
    """The forks of those who are on a line, and the codes of those that have ended."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.of: dict[socket.socket, set[int]] = {}
        self._codes: dict[int, int] = {}

    def poll(self, pid: int) -> int | None:
        """The code that a fork has ended with, None if it has not."""
        if pid not in self._codes:
            done, status = os.waitpid(pid, os.WNOHANG)
            if not done:
                return None
            self._codes[pid] = os.waitstatus_to_exitcode(status)
        return self._codes[pid]

    def begin(self, line: socket.socket, request: Mapping[str, Any], streams: list[int]) -> int:
        pid = os.fork()
        if pid == 0:
            for one in (self.listener, *self.of):
                one.close()
            _become(request, streams)
        for stream in streams:
            os.close(stream)
        self.of[line].add(pid)
        return pid

    def end(self, pid: int) -> None:
        if self.poll(pid) is None:
            os.kill(pid, signal.SIGTERM)

    def leave(self, line: socket.socket) -> None:
        """Somebody has gone: what still runs for them ends."""
        line.close()
        running = self.of.pop(line)
        for pid in running:
            self.end(pid)
        deadline = time.monotonic() + ENDING_S
        while running := {pid for pid in running if self.poll(pid) is None}:
            if time.monotonic() > deadline:
                for pid in running:
                    os.kill(pid, signal.SIGKILL)
            time.sleep(POLL_S)


def main() -> None:
    """Do what is asked, until all who asked have gone."""
    importlib.import_module("tests.servers.forked").import_everything()
    importlib.import_module("tests.servers.prepared").import_everything()
    gc.freeze()  # no fork looks for garbage among it, which would be written to for that
    forks = _Forks(socket.socket(fileno=int(sys.argv[1])))
    while ready := select.select([forks.listener, *forks.of], [], [], None if forks.of else ALONE_S)[0]:
        for line in ready:
            if line is forks.listener:
                line = line.accept()[0]
                forks.of[line] = set()
                line.send(_READY)
                continue
            content, streams, *_ = socket.recv_fds(line, _LONGEST, 3)
            if not content:
                forks.leave(line)
                if not forks.of:
                    return
                continue
            request = json.loads(content)
            if "role" in request:
                answer: int | None = forks.begin(line, request, streams)
            else:
                answer = forks.end(request["end"]) if "end" in request else forks.poll(request["poll"])
            line.send(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
