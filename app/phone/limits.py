"""How fast a phone may send, and how slowly a wrong code is answered. Kept in memory: a restart forgets it."""

from __future__ import annotations

import asyncio
import ipaddress
import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass

__all__ = [
    "ASKED_FROM",
    "ENTRIES",
    "HELPED",
    "HELPED_FROM",
    "VOTES",
    "WRONG_CODES",
    "Pace",
    "WrongCodes",
    "address_group",
]

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 8.0
MOST_WAITING_N = 8
FORGOTTEN_AFTER_S = 600.0
MOST_KEPT_N = 5_000


def address_group(address: str) -> str:
    """The address whose wrong codes count together: an IPv6 network of 64 bits is one household."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


@dataclass
class _Tries:
    wrong_n: int = 0
    waiting_n: int = 0
    last_s: float = 0.0


class WrongCodes:
    """Makes whoever types wrong codes wait, longer each time. A right code is never kept waiting.

    Codes have 40 bits, so even an address that is answered at once (because too many of its tries wait already) would
    need centuries to find one that is valid for a few hours.
    """

    def __init__(self) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def _of(self, address: str) -> _Tries:
        now = time.monotonic()
        tries = self._tries.setdefault(address, _Tries(last_s=now))
        if not tries.waiting_n and now - tries.last_s > FORGOTTEN_AFTER_S:
            tries.wrong_n = 0
        tries.last_s = now
        self._tries.move_to_end(address)
        while len(self._tries) > MOST_KEPT_N:
            self._tries.popitem(last=False)
        return tries

    async def slow_down(self, address: str) -> bool:
        """Wait after a wrong code; False at once where as many tries from this address wait as may."""
        tries = self._of(address_group(address))
        tries.wrong_n += 1
        if tries.waiting_n >= MOST_WAITING_N:
            return False
        tries.waiting_n += 1
        try:
            await asyncio.sleep(min(FIRST_WAIT_S * 2 ** min(tries.wrong_n - 1, 10), LONGEST_WAIT_S))
        finally:
            tries.waiting_n -= 1
        return True


class Pace:
    """At most ``most_n`` things in any ``within_s`` seconds for each device. Safe to use from threads."""

    def __init__(self, most_n: int, within_s: float) -> None:
        self.most_n, self.within_s = most_n, within_s
        self._lock = threading.Lock()
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, device_id: str) -> float:
        """Count one more thing, or give the seconds after which the device may go on; 0 if it may now."""
        now = time.monotonic()
        with self._lock:
            times = self._times.setdefault(device_id, deque())
            self._times.move_to_end(device_id)
            while len(self._times) > MOST_KEPT_N:
                self._times.popitem(last=False)
            while times and now - times[0] >= self.within_s:
                times.popleft()
            if len(times) >= self.most_n:
                return self.within_s - (now - times[0])
            times.append(now)
            return 0.0


WRONG_CODES = WrongCodes()
ENTRIES = Pace(20, 300.0)
"""Pins, comments, photos and corrections."""
VOTES = Pace(120, 60.0)
HELPED = Pace(30, 300.0)
"""Whether it helped, from one device."""
ASKED_FROM = Pace(200, 3600.0)
"""Forms of the town's own questions, from one address: a library's computers, not a program."""
HELPED_FROM = Pace(200, 3600.0)
"""The same from one address: a hall full of phones, not a program that throws its cookies away."""
