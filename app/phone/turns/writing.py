"""Answers in threads, few at a time: those that save within one deadline, those that show beside them.

All threads share one processor with the loop that serves everybody: forty that run at once only keep it, and each
other, from their turns.
"""

from __future__ import annotations

import asyncio
import contextvars
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from app.server.drawing import forms_n, in_line
from everyday.atlas import answered_within

__all__ = ["read_in_turn", "send_again_s", "write_in_turn"]

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

WRITERS_N = READERS_N = 4
_WRITERS = ThreadPoolExecutor(WRITERS_N, "phone-writer")
_READERS = ThreadPoolExecutor(READERS_N, "phone-reader")
"""Whoever reads has threads that no lock of the plan can fill."""


SAVED_A_SECOND_N = 10
"""A busy computer saves so many at least."""


def send_again_s() -> int:
    """After how many seconds a form that was not kept may come again: drawn by lot, as whoever was kept waiting by the
    same lock would else come at once with all the others; the longer, the more are waiting."""
    return random.randint(1, 3 + forms_n() // SAVED_A_SECOND_N)


async def write_in_turn(work: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
    """Run what writes to the plan in a thread for writers; it is answered within the deadline, from now.

    Raises:
        BusyError: others were writing all the time.
    """
    with answered_within():
        context = contextvars.copy_context()
    with in_line():
        return await asyncio.get_running_loop().run_in_executor(_WRITERS, lambda: context.run(work, *given, **named))


async def read_in_turn(work: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
    """Run what reads the plan in a thread for readers."""
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(_READERS, lambda: context.run(work, *given, **named))
