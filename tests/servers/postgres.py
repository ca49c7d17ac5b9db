"""A PostgreSQL with PostGIS of our own, started from the machine's packages in a folder that goes away with it.

Its databases are made once for all processes of a test run (:func:`make_cluster`); each has a server of its own.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.memory import in_memory

__all__ = ["make_cluster", "running_postgres"]

OWNER = "postgres"
FILES_GB = 1
"""A database has three hundred files, 18 MB, and goes with its test; the log of what is written takes up to 200 MB."""


def _as_owner() -> list[str]:
    """PostgreSQL does not run as root: its own user starts it then."""
    return ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []


def _run(folder: Path, *command: object) -> None:
    subprocess.run(
        [*_as_owner(), *map(str, command)], check=True, cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@contextmanager
def _place(cluster: Path | None) -> Iterator[Path]:
    """A folder of the server's owner, with a copy of these databases in it; goes away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="everyday-postgres-", dir=in_memory(FILES_GB)))
    try:
        if cluster is not None:
            shutil.copytree(cluster, folder / "cluster")
        if _as_owner():
            user = pwd.getpwnam(OWNER)
            for path in (folder, *folder.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(programs: Path, port: int, folder: Path, *, stop: str) -> Iterator[str]:
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    # The computer is not switched off under the tests, and nothing is kept after them.
    options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
    options += " -c max_wal_size=128MB -c min_wal_size=32MB"
    control = [programs / "pg_ctl", "-D", folder / "cluster", "-w"]
    _run(folder, *control, "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://{OWNER}@127.0.0.1:{port}/postgres"
    finally:
        _run(folder, *control, "-m", stop, "stop")


def make_cluster(programs: Path, port: int, target: Path, fill: Callable[[str], object]) -> None:
    """What ``fill`` puts into the databases of a new server at an address, kept in ``target`` to be copied."""
    with _place(None) as folder:
        _run(
            folder, programs / "initdb", "-D", folder / "cluster", "-U", OWNER, "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8",
        )  # fmt: skip
        with _started(programs, port, folder, stop="fast") as address:
            fill(address)
        shutil.copytree(folder / "cluster", target)


@contextmanager
def running_postgres(programs: Path, port: int, cluster: Path) -> Iterator[str]:
    """A server on this computer only, with a copy of these databases; gives the address of its own, ``postgres``."""
    with _place(cluster) as folder, _started(programs, port, folder, stop="immediate") as address:
        yield address
