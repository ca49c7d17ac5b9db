"""A PostgreSQL with PostGIS of our own, started from the machine's packages in a folder that goes away with it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.memory import in_memory

__all__ = ["running_postgres"]

OWNER = "postgres"
FILES_GB = 1
"""A database has three hundred files, 18 MB, and goes with its test; the log of what is written takes up to 200 MB."""


def _as_owner() -> list[str]:
    """PostgreSQL does not run as root: its own user starts it then."""
    return ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []


@contextmanager
def running_postgres(programs: Path, port: int) -> Iterator[str]:
    """A server on this computer only; gives the address of its database ``postgres``."""
    folder = Path(tempfile.mkdtemp(prefix="everyday-postgres-", dir=in_memory(FILES_GB)))
    prefix = _as_owner()
    if prefix:
        user = pwd.getpwnam(OWNER)
        os.chown(folder, user.pw_uid, user.pw_gid)
    cluster, log = folder / "cluster", folder / "log"

    def run(*command: object) -> None:
        subprocess.run(
            [*prefix, *map(str, command)], check=True, cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    try:
        run(programs / "initdb", "-D", cluster, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        # The computer is not switched off under the tests, and nothing is kept after them.
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
        options += " -c max_wal_size=128MB -c min_wal_size=32MB"
        run(programs / "pg_ctl", "-D", cluster, "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgresql://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            run(programs / "pg_ctl", "-D", cluster, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
