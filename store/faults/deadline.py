"""Until when whoever writes may be kept waiting: for a place, for the others of this process, for other programs."""

from __future__ import annotations

import threading
import time
from collections import deque
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
    """The writers of one process, one after the other as they came; none of them waits beyond the deadline."""

    def __init__(self) -> None:
        self._guard, self._is_taken = threading.Lock(), False
        self._line: deque[threading.Lock] = deque()
        """Whoever waits, by a lock that is opened when it is their turn."""

    @property
    def waiting_n(self) -> int:
        """How many stand behind whoever has the turn."""
        return len(self._line)

    def _wait(self, seconds: float) -> bool:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._line.append(mine)
        try:
            if mine.acquire(timeout=seconds):
                return True
        except BaseException:  # stopped from outside: nobody is to wait for it
            if not self._left(mine):
                self._pass_on()
            raise
        return not self._left(mine)

    def _left(self, mine: threading.Lock) -> bool:
        """Stand in line no more; False for whom the turn was given in this very moment."""
        with self._guard:
            if mine not in self._line:
                return False
            self._line.remove(mine)
            return True

    def _pass_on(self) -> None:
        with self._guard:
            if self._line:
                self._line.popleft().release()
            else:
                self._is_taken = False

    @contextmanager
    def if_free(self) -> Iterator[bool]:
        """Be the one who writes if nobody is; gives whether that is so."""
        with self._guard:
            is_given = not self._is_taken
            self._is_taken = True
        try:
            yield is_given
        finally:
            if is_given:
                self._pass_on()

    @contextmanager
    def taken(self) -> Iterator[float]:
        """Be the one who writes; gives the seconds that are left for waiting on other programs.

        Raises:
            StoreBusyError: others of this process were writing all the time.
        """
        given, own = _UNTIL.get(), time.monotonic() + WRITE_S
        until = own if given is None else min(own, given)
        if not self._wait(max(until - time.monotonic(), LEAST_S)):
            raise StoreBusyError.of_waiting()
        try:
            yield max(until - time.monotonic(), LEAST_S)
        finally:
            self._pass_on()
