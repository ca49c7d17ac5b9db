"""Named steps of a long piece of work, with their share of the whole, their time, and a way to stop."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from geo.errors import CancelledError

__all__ = ["Steps", "Work", "projected_s", "projected_words", "slowness"]


_PIECE_S = 0.0080
"""What :func:`slowness` times took on the machine that the numbers of :func:`projected_s` come from (2026, 2 cores)."""


@dataclass(frozen=True)
class Work:
    """What the time of a build follows from, once its inputs are read.

    Attributes:
        nodes_n: of the streets.
        cells_n: near a street.
        calls_n: of vehicles at stops in and around the town over all bands, as far as journeys of the band ride them.
        stop_times_n: of the timetables, wherever and whenever they are.
        has_logs: whether people of a sample are counted.
    """

    nodes_n: int = 0
    cells_n: int = 0
    calls_n: int = 0
    stop_times_n: int = 0
    has_logs: bool = False


def slowness() -> float:
    """How slow this machine is here and now, as times the one whose builds were timed; takes a twentieth of a second.

    A build mostly follows arrays that do not fit into the processor's nearest memory, and sorts: so do five short
    pieces of work, of which the median of their processor time counts.
    """
    import numpy as np

    places_n = 1 << 21
    following = ((np.arange(places_n) * 1_140_671_485 + 12_820_163) & (places_n - 1)).astype(np.int32)  # all, in jumps
    numbers = np.random.default_rng(0).random(50_000)
    taken_s = []
    for _ in range(5):
        begun = time.thread_time()
        at: np.ndarray = np.arange(100_000)
        for _ in range(3):
            at = following[at]
        np.argsort(numbers)
        taken_s.append(time.thread_time() - begun)
    return statistics.median(taken_s) / _PIECE_S


def projected_s(work: Work, workers: int = 1, slow: float = 1.0) -> float:
    """About how long a build goes on once its inputs are read, seconds; with one worker those of the processor.

    From eight builds of the demo, Newport and Porto Alegre at resolutions 8 to 10, Porto and a village, of 26 to 6,983
    cells near a street: within 16 % of each, and within 21 % of three that it was not fitted to, each a program of its
    own. One that has just read the inputs itself has loaded most of what it needs, and takes less (``benchmarks``).

    Args:
        work: what there is to do.
        workers: threads, which the searches across town share.
        slow: :func:`slowness` of the machine.
    """
    alone_s = 2.2 + 0.026e-3 * work.nodes_n + 0.0155e-3 * work.stop_times_n + 2.4 * work.has_logs
    alone_s += 0.026e-6 * work.cells_n * work.nodes_n
    shared_s = 0.115e-6 * work.cells_n * work.calls_n
    return slow * (alone_s + shared_s / max(workers, 1))


def projected_words(seconds: float) -> str:
    """``"less than a minute"``, ``"about 4 minutes"``."""
    if seconds < 50:
        return "less than a minute"
    minutes = max(1, round(seconds / 60))
    return f"about {minutes} minute{'' if minutes == 1 else 's'}"


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
        self._done = 0.0
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

    def announce(self, words: str) -> None:
        """Say something that is no step."""
        if self._report is not None:
            self._report(words, self._done)

    def tell(self, share: float) -> None:
        """Say how much of the present step is done.

        Raises:
            CancelledError: somebody asked to stop.
        """
        if self._cancel is not None and self._cancel.is_set():
            raise CancelledError("The build was stopped.", do="The edition shown before is untouched.")
        if self._report is not None:
            whole = self._done + self._shares[self._now] * min(max(share, 0.0), 1.0)
            self._report(self._now, min(whole, 1.0))
