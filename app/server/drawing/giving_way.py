"""Pages give way to phones: while forms stand in line, what clocks draw is put off.

Somebody who has pressed Send waits for the answer; a screen that shows a new pin some seconds later is waited for by
nobody. After a time in which nothing could be written, sixty forms come at once, and with them what all pages have to
draw anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["forms_n", "in_line", "is_crowded"]

CROWDED_N = 6
"""More forms at once than are being worked on, and a few: a busy room has two."""
_waiting_n = 0
"""Forms that have arrived and are not answered yet; counted in the loop alone."""


@contextmanager
def in_line() -> Iterator[None]:
    """A form has arrived, and is answered at the end of this. For the loop that serves everybody."""
    global _waiting_n
    _waiting_n += 1
    try:
        yield
    finally:
        _waiting_n -= 1


def forms_n() -> int:
    """How many forms have arrived and are not answered."""
    return _waiting_n


def is_crowded() -> bool:
    """True while forms stand in line."""
    return _waiting_n > CROWDED_N
