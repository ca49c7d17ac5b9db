"""One at a time at an atlas folder, whichever program it is: two imports, two builds, an import and a clearing up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from geo.errors import BuildError

__all__ = ["one_at_a_time"]

_LOOK_S = 0.2


@contextmanager
def one_at_a_time(
    folder: Path, what: str, *, wait_s: float, tell: Callable[[float], None] | None = None
) -> Iterator[None]:
    """Hold a folder's lock for ``what`` (a word), after waiting for whoever holds it.

    The lock ends with the process that holds it, so that a killed one keeps nobody waiting.

    Args:
        folder: the atlas folder.
        what: what only one may do at a time, for example ``"build"``.
        wait_s: seconds after which it is given up.
        tell: called with the seconds waited so far; it may raise to end the waiting.

    Raises:
        BuildError: somebody else held it all the time, or the folder cannot be written.
    """
    lock = FileLock(folder / f".{what}.lock")
    began = time.monotonic()
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout as error:
            waited = time.monotonic() - began
            if waited >= wait_s:
                raise BuildError(
                    f"Another program is at work on this atlas ({what}), and was for the last {waited:,.0f} seconds.",
                    do="Wait until it is done, or end it, and try again. Nothing was changed.",
                ) from error
            if tell is not None:
                tell(waited)
            time.sleep(_LOOK_S)
        except OSError as error:
            raise BuildError(
                f"The folder {folder} cannot be written: {error.strerror or error}.",
                do="Look at who may write there, and at the space on the disk.",
            ) from error
    try:
        yield
    finally:
        lock.release()
