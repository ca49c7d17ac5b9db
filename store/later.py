"""Work that is done soon, once, however often it was asked for meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

__all__ = ["Later"]

AFTER_S = 0.15


class Later:
    """Runs ``work`` in a thread of its own a moment after :meth:`soon`. The thread starts with the first call."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._asked, self._is_over = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def soon(self) -> None:
        """Ask for the work; returns at once."""
        self._asked.set()
        with self._lock:
            if self._thread is None and not self._is_over.is_set():
                self._thread = threading.Thread(target=self._run, name="plan-checkpoint", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread; what was asked for and not done yet is left to the caller."""
        self._is_over.set()
        self._asked.set()
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _run(self) -> None:
        while not self._is_over.is_set():
            self._asked.wait()
            if self._is_over.wait(AFTER_S):
                return
            self._asked.clear()
            try:
                self._work()
            except DBAPIError:  # the next write asks again; what was committed is safe in the log
                logging.getLogger(__name__).warning("The plan's log could not be brought in yet.", exc_info=True)
