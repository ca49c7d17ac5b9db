"""Saving: threads of its own, and an answer within one deadline."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from everyday.atlas import answered_within

__all__ = ["write_in_turn"]

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

WRITERS_N = 16
_WRITERS = ThreadPoolExecutor(WRITERS_N, "phone-writer")
"""Threads of those who write. Whoever reads has others (Starlette's), which no lock of the plan can fill."""


async def write_in_turn(work: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
    """Run what writes to the plan in a thread for writers; it is answered within the deadline, from now.

    Raises:
        BusyError: others were writing all the time.
    """
    with answered_within():
        context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(_WRITERS, lambda: context.run(work, *given, **named))
