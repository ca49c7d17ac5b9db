"""Files of the tests that are on no disk: nobody waits until a disk has taken what a test writes and throws away.

A plan waits for the disk at every change, as it should: under the tests that is most of the time that they take.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

__all__ = ["in_memory"]

FOLDER = Path("/dev/shm")
_LIMIT = Path("/sys/fs/cgroup/memory.max")
"""What a container may use, where it says so."""


def in_memory(files_gb: float, *, left_gb: float = 0.0) -> str | None:
    """A folder in memory with room for so many files, if the computer has so much left besides; else None."""
    try:
        if not os.access(FOLDER, os.W_OK) or shutil.disk_usage(FOLDER).free < files_gb * 2**30:
            return None
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        available_gb = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable")) / 2**20
    except (OSError, StopIteration, ValueError):
        return None
    limit = _LIMIT.read_text(encoding="ascii").strip() if _LIMIT.is_file() else ""
    if limit.isdigit():
        available_gb = min(available_gb, int(limit) / 2**30)
    return str(FOLDER) if available_gb >= files_gb + left_gb else None
