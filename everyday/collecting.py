"""How often Python looks for garbage that refers to itself: while a town is read or built, and while it is served."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collected_among_new", "seldom_collected"]

BETWEEN_LOOKS = (50_000, 20, 20)
"""New objects between two looks, and looks at the young between two at the older ones. By its usual 700 Python looks
1,500 times while a town of 150,000 people is read and built, a twelfth of the processor's time, and frees next to
nothing: streets, tags and tables stay, or go at once as nothing refers to them any more."""
_LOCK = threading.Lock()
_before: list[tuple[int, int, int]] = []


@contextmanager
def seldom_collected() -> Iterator[None]:
    """While this goes on Python looks for such garbage seldom; of several threads the first begins it and the last ends
    it. Whoever has stopped the looks, or made them rarer still, is left alone. It raises nothing."""
    with _LOCK:
        now = gc.get_threshold()
        _before.append(now)
        if 0 < now[0] < BETWEEN_LOOKS[0]:
            gc.set_threshold(*BETWEEN_LOOKS)
    try:
        yield
    finally:
        with _LOCK:
            first = _before[0]
            _before.pop()
            if not _before:
                gc.set_threshold(*first)


def collected_among_new() -> None:
    """Said by a server that has loaded what it needs: from now on Python looks among what comes after that alone.

    Modules and a town's tables are 350,000 objects. To look through them takes a third of a second in which nobody is
    answered, and sixty phones make Python do so every four seconds. What is there now and refers to itself is not freed
    any more once nothing else refers to it: an edition that was read, at most. It raises nothing.
    """
    gc.collect()
    gc.freeze()
