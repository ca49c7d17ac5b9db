"""Says how long a build goes on, as soon as that can be told.

What the searches across town take hangs on how often vehicles go and how far they take people, and is not to be told
from sizes: blocks of origins are searched in an order that soon has some of every part of town
(:func:`analysis.transit.search.times.reached_within`), and what the first of them took tells of the others. The rest
follows from sizes and from how fast the machine is.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from everyday.pipeline.forecast.pace import slowness
from everyday.pipeline.forecast.work import Work

__all__ = ["Forecast", "after_s", "band_s", "before_s"]

_LEAST_SHARE, _ENOUGH_S, _LEAST_S = 0.05, 2.5, 0.3
"""A piece of a band's origins is enough to tell the others by if it is so large a share of them, or took so long; and
it took longer than a clock is unsure of."""
_SEEN_CELLS_N = 1000
"""Logs of a sample are in no more cells than about so many."""
_OF_BAND = 0.9
"""The share of a band's progress that its origins are (:mod:`analysis.city`)."""


def before_s(work: Work) -> float:
    """From the inputs to the first search across town, processor seconds at a :func:`slowness` of 1."""
    return 0.8 + 10e-6 * work.nodes_n + 4e-6 * work.stop_times_n + 0.01e-6 * work.walked_n


def band_s(work: Work, band: str) -> float:
    """The searches of a band, likewise; within a third."""
    return _beside_origins_s(work, band) + 0.07e-6 * work.cells_n * work.calls_n[band]


def after_s(work: Work) -> float:
    """From the last search across town to the edition, likewise."""
    calls_n = sum(work.calls_n.values())
    seconds = 1.1 + 12e-6 * work.nodes_n + 2e-6 * work.stop_times_n + 0.15e-3 * work.named_n  # tables and engines
    seconds += 22e-6 * calls_n  # usual journeys, lines
    seconds += 0.04e-6 * work.walked_n + 0.1e-6 * work.paired_n + 1e-3 * work.cells_n  # walks from every cell
    return seconds + 2.2e-3 * min(work.cells_n, _SEEN_CELLS_N) * work.has_logs


def _beside_origins_s(work: Work, band: str) -> float:
    """What one search takes that is from the centre, and not from each origin."""
    return 5e-6 * work.calls_n[band]


class Forecast:
    """Says once how long it goes on.

    Args:
        work: what there is to do.
        workers: threads, which the searches across town share.
        say: hears the sentence.
    """

    def __init__(self, work: Work, workers: int, say: Callable[[str], None]) -> None:
        self._work, self._workers, self._say = work, max(workers, 1), say
        self._is_said = False
        self._band = ""
        self._first: tuple[float, float] | None = None  # share of the band and processor seconds, after its first block
        self._done: list[str] = []
        self._slow = [slowness()]

    def begin(self) -> None:
        """The inputs are read: say what there is, and how long it takes where nothing is searched across town."""
        work = self._work
        if not work.calls_n:
            self.say_now()
            return
        alone_s = before_s(work) + after_s(work)
        shared_s = sum(band_s(work, band) for band in work.calls_n)
        self._say(f"{self._what()}: {_roughly(self._slow[0] * (alone_s + shared_s / self._workers))}")

    def heard(self, band: str, share: float) -> None:
        """A band's searches have come so far (0-1)."""
        if self._is_said:
            return
        if band != self._band:
            self._done += [self._band] if self._band else []
            self._band, self._first = band, None
        calls_n = self._work.calls_n
        if share <= 0 or calls_n.get(band, 0) * len(calls_n) < sum(calls_n.values()) / 4:
            return  # nothing yet, or a band in which next to nothing runs: the others are not like it
        if self._first is None:
            if len(self._slow) == 1:
                self._slow.append(slowness())
            self._first = share, time.process_time()
            return
        seen, taken_s = share - self._first[0], time.process_time() - self._first[1]
        is_enough = seen > 0 and taken_s >= _LEAST_S and (taken_s >= _ENOUGH_S or seen >= _LEAST_SHARE * _OF_BAND)
        if is_enough and share <= _OF_BAND:
            self._tell(share, _OF_BAND * taken_s / seen)

    def say_now(self) -> None:
        """Say it by sizes alone, if it was not said: too little is searched to tell anything by."""
        if not self._is_said:
            self._tell(1.0, 0.0)

    def _tell(self, share: float, origins_s: float) -> None:
        """``origins_s``: processor seconds of all origins of the present band, of which ``share`` / 0.9 is done."""
        work, band = self._work, self._band
        slow = statistics.mean([*self._slow, slowness()] if origins_s else self._slow)
        alone_s, shared_s = slow * after_s(work), 0.0
        if origins_s:
            alone_s += slow * _beside_origins_s(work, band)
            shared_s = origins_s * (1 - share / _OF_BAND)
        for other in work.calls_n:
            if other != band and other not in self._done:
                alone_s += slow * _beside_origins_s(work, other)
                shared_s += origins_s * work.calls_n[other] / max(work.calls_n[band], 1) if origins_s else 0.0
        self._is_said = True
        alone_s += 0.0 if work.calls_n else slow * before_s(work)
        cpu_s = alone_s + shared_s
        self._say(
            f"This takes {_about(alone_s + shared_s / self._workers)} more: {self._what()}, about "
            f"{cpu_s:,.{0 if cpu_s >= 10 else 1}f} s of one processor"
        )

    def _what(self) -> str:
        return f"{self._work.all_cells_n:,} cells, {self._work.cells_n:,} of them near a street"


def _about(seconds: float) -> str:
    """``"less than a minute"``, ``"about 4 minutes"``."""
    if seconds < 50:
        return "less than a minute"
    minutes = max(1, round(seconds / 60))
    return f"about {minutes} minute{'' if minutes == 1 else 's'}"


def _roughly(seconds: float) -> str:
    """Before anything was tried."""
    if seconds < 40:
        return "a matter of seconds"
    return "a matter of minutes" if seconds < 40 * 60 else "a matter of hours"
