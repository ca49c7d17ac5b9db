"""From which address each phone of a session asks: counted so that a facilitator sees many from one, and never kept.

It is in memory alone. A restart forgets it, and each phone that asks again is noted again. An address is told as a
number only: the first that a phone came from is 1.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

__all__ = ["ARRIVALS", "Arrivals"]

MOST_SESSIONS_N, MOST_PHONES_N = 100, 5_000


class Arrivals:
    """The addresses of the phones in each session. Safe to use from threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._phones: OrderedDict[str, OrderedDict[str, str]] = OrderedDict()

    def note(self, session_id: str, device_id: str, address: str) -> None:
        """A phone asks from an address; where it has moved to another network, the last one counts."""
        with self._lock:
            phones = self._phones.setdefault(session_id, OrderedDict())
            self._phones.move_to_end(session_id)
            phones[device_id] = address
            while len(phones) > MOST_PHONES_N:
                phones.popitem(last=False)
            while len(self._phones) > MOST_SESSIONS_N:
                self._phones.popitem(last=False)

    def numbers(self, session_id: str) -> dict[str, int]:
        """The number of the address of each phone of a session that has asked since this server was started."""
        with self._lock:
            phones = dict(self._phones.get(session_id, {}))
        numbers = {address: number for number, address in enumerate(dict.fromkeys(phones.values()), start=1)}
        return {device_id: numbers[address] for device_id, address in phones.items()}

    def at(self, session_id: str, address: str) -> set[str]:
        """The phones of a session that ask from an address."""
        with self._lock:
            return {one for one, known in self._phones.get(session_id, {}).items() if known == address}


ARRIVALS = Arrivals()
