"""Other programs that are there at once: one process has imported what they want, and each is a fork of it.

To start Python and import the store takes most of a second of a processor; what is tried (who writes at the same time,
who is killed, who reads as QGIS does) begins after that. Where a process cannot be forked safely, as everywhere but on
Linux, each is a program of its own. How a program itself starts and ends is tried with real ones.

A fork ends without taking apart, object by object, what it never changed (:func:`be_and_end`): that is nine tenths of
what most of these programs cost.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import cache
from typing import IO, NoReturn

from tests import ROOT

__all__ = ["Program", "be_and_end", "told"]

CAN_FORK = sys.platform == "linux"
WANTED = (
    "store.plan_store", "alembic.command", "alembic.autogenerate", "mako.template", "everyday.atlas.open_plan",
    "everyday.backups", "everyday.commands.group", "pyogrio", "geopandas",
)  # fmt: skip
AT_MOST_S = 1200
_LONGEST = 2**20


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
            self.pid = _ask({"code": code, "arguments": given}, theirs)
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
        code = self._process.wait() if self._process else _ask({"wait": self.pid}, [])
        return code, said, faults


def told(code: str, *arguments: object) -> tuple[int, str, str]:
    """Run such a program to its end: its code, and what it said on its two streams."""
    return Program(code, *arguments).ended()


@cache
def _prepared() -> socket.socket:
    """The line to the process that forks, started when the first program is wanted and ended with the tests."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-W", "ignore", "-m", "tests.servers.prepared", str(theirs.fileno())]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait(timeout=60)

    atexit.register(end)
    return ours


def _ask(request: dict[str, object], streams: list[int]) -> int:
    line = _prepared()
    socket.send_fds(line, [json.dumps(request).encode()], streams)
    answer = line.recv(_LONGEST)
    if not answer:
        raise RuntimeError("The process that forks programs has ended.")
    return int(answer)


def be_and_end(program: Callable[[], object]) -> NoReturn:
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


def main() -> None:
    """In the process that forks: do what is asked until nothing is asked any more; in a fork: be the program."""
    line = socket.socket(fileno=int(sys.argv[1]))
    for name in WANTED:
        importlib.import_module(name)
    gc.freeze()  # no fork looks for garbage among it, which would be written to for that
    while True:
        content, streams, *_ = socket.recv_fds(line, _LONGEST, 3)
        if not content:
            return
        request = json.loads(content)
        if "wait" in request:
            _, status = os.waitpid(request["wait"], 0)
            line.send(str(os.waitstatus_to_exitcode(status)).encode())
            continue
        pid = os.fork()
        if pid == 0:
            break
        for one in streams:
            os.close(one)
        line.send(str(pid).encode())
    line.close()
    for number, one in enumerate(streams):
        os.dup2(one, number)
        os.close(one)
    random.seed()
    sys.argv = ["-c", *request["arguments"]]
    be_and_end(lambda: exec(compile(request["code"], "<program>", "exec"), {"__name__": "__main__"}))


if __name__ == "__main__":
    main()
