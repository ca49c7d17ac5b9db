"""Until when whoever writes may be kept waiting: for a place, for the others of this process, for other programs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from store.faults.words import StoreBusyError

__all__ = ["WRITE_S", "Turn", "answered_within", "need_time"]

WRITE_S = 5.0
"""Whoever writes is answered after this time at the latest: kept, or asked to send it again."""
LEAST_S = 1.0
"""However long the work before it took (a plan is opened, a busy machine), one waits so long for a lock at least."""
_UNTIL: ContextVar[float | None] = ContextVar("everyday_write_until", default=None)


@contextmanager
def answered_within(seconds: float = WRITE_S) -> Iterator[None]:
    """Everything written inside, also in threads that take over this context, shares one deadline from now."""
    token = _UNTIL.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _UNTIL.reset(token)


def need_time() -> None:
    """Refuse at once what has waited for its place until its deadline: those behind it have waited as long.

    Raises:
        StoreBusyError: the deadline of this work is over.
    """
    until = _UNTIL.get()
    if until is not None and time.monotonic() >= until:
        raise StoreBusyError.of_waiting()


class Turn:
    """The writers of one process, one after the other; none of them waits beyond the deadline."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[float]:
        """Be the one who writes; gives the seconds that are left for waiting on other programs.

        Raises:
            StoreBusyError: others of this process were writing all the time.
        """
        given, own = _UNTIL.get(), time.monotonic() + WRITE_S
        until = own if given is None else min(own, given)
        if not self._lock.acquire(timeout=max(until - time.monotonic(), LEAST_S)):
            raise StoreBusyError.of_waiting()
        try:
            yield max(until - time.monotonic(), LEAST_S)
        finally:
            self._lock.release()
