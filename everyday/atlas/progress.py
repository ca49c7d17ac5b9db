"""Named steps of a long piece of work, with their share of the whole, their time, and a way to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from geo.errors import CancelledError

__all__ = ["Steps"]


class Steps:
    """Follows a piece of work through its steps.

    Args:
        shares: title of each step and its expected share of the whole time, in order.
        report: called with a step's title and the share of the whole that is done (0–1).
        cancel: when set, the next report stops the work with :class:`CancelledError`.
    """

    def __init__(
        self,
        shares: dict[str, float],
        report: Callable[[str, float], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> None:
        total = sum(shares.values())
        self._shares = {title: share / total for title, share in shares.items()}
        self._report, self._cancel = report, cancel
        self._done = self._told = 0.0
        self._now = ""
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, title: str) -> Iterator[Callable[[float], None]]:
        """Do one step; yields a function that takes the share of this step that is done."""
        self._now = title
        started = time.perf_counter()
        self.tell(0.0)
        yield self.tell
        self.seconds[title] = round(time.perf_counter() - started, 3)
        self._done += self._shares[title]
        self._now = title

    @property
    def is_heard(self) -> bool:
        """Does somebody hear what is said?"""
        return self._report is not None

    def announce(self, words: str) -> None:
        """Say something that is no step."""
        if self._report is not None:
            self._report(words, self._told)

    def tell(self, share: float) -> None:
        """Say how much of the present step is done.

        Raises:
            CancelledError: somebody asked to stop.
        """
        if self._cancel is not None and self._cancel.is_set():
            raise CancelledError("The build was stopped.", do="The edition shown before is untouched.")
        if self._report is not None:
            whole = self._done + self._shares[self._now] * min(max(share, 0.0), 1.0)
            self._told = min(whole, 1.0)
            self._report(self._now, self._told)
