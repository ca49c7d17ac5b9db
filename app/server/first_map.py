"""The first map of a server that has just started comes before everything that it does not need.

Server and browser have most to do then, often on one small computer: modules are loaded, tables read, scripts compiled.
What stands below the map waits until the browser has fetched it; so does what the server loads ahead for later.
"""

from __future__ import annotations

import threading

__all__ = ["expect_first_map", "first_map_was_fetched", "wait_for_first_map"]

_fetched = threading.Event()
_fetched.set()


def expect_first_map() -> None:
    """The server starts: nothing has been fetched yet."""
    _fetched.clear()


def first_map_was_fetched() -> None:
    """A browser has what it draws a map from, or nobody needs to wait any more."""
    _fetched.set()


def wait_for_first_map(most_s: float, drawing_s: float, is_over: threading.Event | None = None) -> None:
    """Wait until the first map was fetched, at most ``most_s``, and ``drawing_s`` more in which it is drawn.

    No time passes where it was fetched before, where somebody has waited in vain, or where no server is being started.
    """
    if not _fetched.is_set():
        _fetched.wait(most_s)
        (is_over or threading.Event()).wait(drawing_s)
        _fetched.set()
