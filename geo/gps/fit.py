"""FIT, as sports watches write it: positions of record messages, with the pauses of the timer between segments.

Our own reader of the few messages that matter: ``fitdecode`` is right and takes a second for three thousand records, a
sample of people has millions. The tests hold the two side by side.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from geo.gps.gathering import Reading
from geo.gps.limits import RefusedFileError
from geo.gps.opening import Source

__all__ = ["read_fit"]

_EPOCH_S = 631_065_600
_FIRST_DATE = 0x10000000
"""Smaller times count from when the device was switched on."""
_NO_POSITION = 0x7FFFFFFF
_SEMICIRCLE = 180 / 2**31
_FILE_ID, _RECORD, _EVENT = 0, 20, 21
_TIMESTAMP = 253
_COURSE = 6


@dataclass(frozen=True)
class _Definition:
    """What a kind of message looks like in this file: its length, and where the wanted fields stand."""

    message: int
    length: int
    order: str
    fields: dict[int, tuple[int, int]] = field(default_factory=dict)

    def number(self, content: bytes, start: int, number: int, sign: str) -> int | None:
        """A field as a whole number; None where the message lacks it or it is of another size."""
        if number not in self.fields:
            return None
        at, size = self.fields[number]
        if size != struct.calcsize(sign):
            return None
        return int(struct.unpack_from(self.order + sign, content, start + at)[0])


def read_fit(source: Source, reading: Reading) -> None:
    """Read one FIT file, also several in one.

    Raises:
        RefusedFileError: it is a planned course, or it breaks off (``keeps``).
    """
    content = source.whole()
    reading.format = "FIT"
    reading.zone, reading.zone_why = "UTC", "FIT says so"
    start = 0
    while start + 12 <= len(content) and content[start + 8 : start + 12] == b".FIT":
        start = _Part(content, start, reading).read()


class _Part:
    """One FIT file within the bytes."""

    def __init__(self, content: bytes, start: int, reading: Reading) -> None:
        self.content, self.reading = content, reading
        self.start = start + content[start]
        self.stated_end = self.start + int.from_bytes(content[start + 4 : start + 8], "little")
        self.end = min(self.stated_end, len(content))
        self.definitions: dict[int, _Definition] = {}
        self.clock: int | None = None
        self.segment = int(reading.further["segments of the timer"])
        self.has_stopped = False
        self.device = ""

    def read(self) -> int:
        """Read it; where the next one begins."""
        at = self.start
        while at < self.end:
            head = self.content[at]
            try:
                if head & 0x80:
                    at = self._message(at + 1, (head >> 5) & 3, head & 0x1F, at)
                elif head & 0x40:
                    at = self._define(at + 1, head)
                else:
                    at = self._message(at + 1, head & 0x0F, None, at)
            except (struct.error, IndexError) as error:
                raise self._broken(at, "its last message is cut off") from error
        self.reading.further["segments of the timer"] = self.segment + 1
        if self.stated_end > len(self.content):
            raise self._broken(at, f"{self.stated_end - len(self.content):,} bytes are missing at its end")
        return self.stated_end + 2

    def _broken(self, at: int, why: str) -> RefusedFileError:
        return RefusedFileError(
            "fit_broken",
            f"it breaks off at byte {at:,}: {why}.",
            "a complete FIT file.",
            "Copy it from the device again.",
            keeps=True,
        )

    def _define(self, at: int, head: int) -> int:
        order = ">" if self.content[at + 1] else "<"
        (message,) = struct.unpack_from(order + "H", self.content, at + 2)
        count = self.content[at + 4]
        at += 5
        fields, length = {}, 0
        for _ in range(count):
            number, size = self.content[at], self.content[at + 1]
            fields[number] = (length, size)
            length += size
            at += 3
        if head & 0x20:
            developer = self.content[at]
            at += 1
            for _ in range(developer):
                length += self.content[at + 1]
                at += 3
        self.definitions[head & 0x0F] = _Definition(message, length, order, fields)
        return at

    def _message(self, at: int, local: int, offset: int | None, began: int) -> int:
        definition = self.definitions.get(local)
        if definition is None:
            raise self._broken(began, f"a message of a kind ({local}) that was not defined before")
        if at + definition.length > self.end:
            raise self._broken(began, "its last message is cut off")
        stated = definition.number(self.content, at, _TIMESTAMP, "I")
        if stated is not None and stated != 0xFFFFFFFF:
            self.clock = stated
        elif offset is not None and self.clock is not None:
            self.clock += (offset - (self.clock & 0x1F)) & 0x1F
        if definition.message == _RECORD:
            self._record(definition, at)
        elif definition.message == _EVENT:
            self._event(definition, at)
        elif definition.message == _FILE_ID:
            self._file_id(definition, at)
        return at + definition.length

    def _record(self, definition: _Definition, at: int) -> None:
        lat = definition.number(self.content, at, 0, "i")
        lon = definition.number(self.content, at, 1, "i")
        has_position = None not in (lat, lon) and _NO_POSITION not in (lat, lon)
        accuracy = definition.number(self.content, at, 31, "B")
        is_dated = self.clock is not None and self.clock >= _FIRST_DATE
        if self.clock is not None and not is_dated:
            self.reading.further["records timed from when the device was switched on"] += 1
        self.reading.add(
            lat * _SEMICIRCLE if has_position and lat is not None else None,
            lon * _SEMICIRCLE if has_position and lon is not None else None,
            self.clock + _EPOCH_S if is_dated and self.clock is not None else None,
            accuracy=None if accuracy in (None, 0xFF) else accuracy,
            segment=self.segment,
            device=self.device,
        )

    def _event(self, definition: _Definition, at: int) -> None:
        if definition.number(self.content, at, 0, "B") != 0:
            return
        kind = definition.number(self.content, at, 1, "B")
        if kind in (1, 4, 8, 9):  # the timer stops
            self.has_stopped = True
        elif kind == 0 and self.has_stopped:
            self.has_stopped = False
            self.segment += 1

    def _file_id(self, definition: _Definition, at: int) -> None:
        if definition.number(self.content, at, 0, "B") == _COURSE:
            raise RefusedFileError(
                "course",
                "it is a course: a way that somebody planned, with invented times.",
                "a recorded activity.",
                "Leave it out.",
            )
        serial = definition.number(self.content, at, 3, "I")
        self.device = f"{serial}" if serial not in (None, 0, 0xFFFFFFFF) else ""
