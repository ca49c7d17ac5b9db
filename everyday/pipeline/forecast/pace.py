"""How fast this machine is, here and now."""

from __future__ import annotations

import statistics
import time
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["slowness"]

_PIECE_S = 0.0080
"""What :func:`slowness` times took on the machine that the numbers of :mod:`everyday.pipeline.forecast.telling` come
from (2026, 2 cores)."""


def slowness() -> float:
    """How slow this machine is here and now, as times the one whose builds were timed; takes a twentieth of a second.

    A build mostly follows arrays that do not fit into the processor's nearest memory, and sorts: so do five short
    pieces of work, of which the median of their processor time counts.
    """
    import numpy as np

    following, numbers = _work()
    taken_s = []
    for _ in range(5):
        begun = time.thread_time()
        at: np.ndarray = np.arange(100_000)
        for _ in range(3):
            at = following[at]
        np.argsort(numbers)
        taken_s.append(time.thread_time() - begun)
    return statistics.median(taken_s) / _PIECE_S


@cache
def _work() -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """All places of eight megabytes in jumps, and numbers to sort: made once, as a build looks several times."""
    import numpy as np

    places_n = 1 << 21
    following = (np.arange(places_n) * 1_140_671_485 + 12_820_163) & (places_n - 1)
    return following.astype(np.int32), np.random.default_rng(0).random(50_000)
