"""Photos come in a few at a time."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import ParamSpec, TypeVar

from geo.errors import BusyError

__all__ = ["PHOTO_DOOR", "PhotoDoor"]

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

PHOTOS_N, MOST_WAITING_N, WAIT_S = 4, 100, 45.0


class PhotoDoor:
    """Lets a few photos in at a time. Those of the others are not received meanwhile, so that they need no memory."""

    def __init__(self, places_n: int) -> None:
        self._free = asyncio.Semaphore(places_n)
        self._threads = ThreadPoolExecutor(places_n, "phone-photo")
        self._waiting_n = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place inside.

        Raises:
            BusyError: there are too many photos before this one.
        """
        if self._waiting_n >= MOST_WAITING_N:
            raise _too_many_photos()
        self._waiting_n += 1
        try:
            await asyncio.wait_for(self._free.acquire(), WAIT_S)
        except TimeoutError:
            raise _too_many_photos() from None
        finally:
            self._waiting_n -= 1
        try:
            yield
        finally:
            self._free.release()

    async def run(self, work: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
        """Run what looks at a photo, in a thread of its own kind: a vote never stands behind it."""
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: context.run(work, *given, **named)
        )


def _too_many_photos() -> BusyError:
    return BusyError("Many photos are coming in just now.", do="Please send yours again in a minute.")


PHOTO_DOOR = PhotoDoor(PHOTOS_N)
