"""Work that is done soon, once, however often it was asked for meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

__all__ = ["Later"]

AFTER_S, AGAIN_S = 0.15, 5.0


class Later:
    """Runs ``work`` in a thread of its own a moment after :meth:`soon`. The thread starts with the first call.

    Args:
        work: says True when it is done; otherwise it is done again after another moment.
        name: of the thread.
        faults: what the work may raise without an end to the thread.
        after_s: how long a moment is.
        again_s: how long it is left alone after a fault, before it is tried again without being asked.
    """

    def __init__(
        self,
        work: Callable[[], bool],
        *,
        name: str,
        faults: tuple[type[Exception], ...],
        after_s: float = AFTER_S,
        again_s: float = AGAIN_S,
    ) -> None:
        self._work, self._name, self._faults, self._after_s = work, name, faults, after_s
        self._again_s = again_s
        self._asked, self._is_over = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def soon(self) -> None:
        """Ask for the work; returns at once."""
        self._asked.set()
        with self._lock:
            if self._thread is None and not self._is_over.is_set():
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
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
            if self._is_over.wait(self._after_s):
                return
            self._asked.clear()
            try:
                if not self._work():
                    self._asked.set()
            except self._faults:  # a full disk, say: what was committed is safe in the log, and it is tried again
                logging.getLogger(__name__).warning("Work on the plan was put off (%s).", self._name, exc_info=True)
                if self._is_over.wait(self._again_s):
                    return
                self._asked.set()
