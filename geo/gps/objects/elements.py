"""JSON of any size, one element after the other: of each array at its top, and of files with an object a line."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import Any

from geo.gps.limits import RefusedFileError

__all__ = ["elements"]

_BLOCK = 1 << 18
_LONGEST = 1 << 25
_SPACE = " \t\r\n"


class _Text:
    """The text from where the reading stands on; more is read when an element needs it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        start = stream.peek(4)[:4]
        encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        self._decode = codecs.getincrementaldecoder(encoding)(errors="replace").decode
        self._stream = stream
        self._scan = json.JSONDecoder().raw_decode
        self.text, self.at, self.is_over = "", 0, False

    def _more(self) -> bool:
        if self.is_over:
            return False
        size = max(_BLOCK, len(self.text) - self.at)  # twice as much each time: a long element is scanned few times
        block = self._read(size)
        self.is_over = not block
        self.text = self.text[self.at :] + self._decode(block, final=self.is_over)
        self.at = 0
        return True

    def _read(self, size: int) -> bytes:
        """As many bytes, fewer at the end and where the file breaks off."""
        blocks: list[bytes] = []
        left = size
        while left > 0:
            try:
                block = self._stream.read1(left)
            except RefusedFileError as fault:
                if not blocks or not fault.keeps:
                    raise
                break
            if not block:
                break
            blocks.append(block)
            left -= len(block)
        return b"".join(blocks)

    def sign(self) -> str:
        """The next sign that is no white space, "" at the end; the reading stands at it."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in _SPACE:
                    return self.text[self.at]
                self.at += 1
            if not self._more():
                return ""

    def value(self) -> Any:
        """The next value whole.

        Raises:
            RefusedFileError: it is no JSON from here on, or one value is longer than any log's.
        """
        self.sign()
        while True:
            try:
                found, end = self._scan(self.text, self.at)
                if end < len(self.text) or self.is_over:
                    self.at = end
                    return found
            except json.JSONDecodeError:
                if self.is_over:
                    raise _broken() from None
            except RecursionError:
                raise RefusedFileError(
                    "json_deep", "its elements are nested without end.", "a log.", "Do not use it."
                ) from None
            if len(self.text) - self.at > _LONGEST:
                raise _broken()
            self._more()


def _broken() -> RefusedFileError:
    return RefusedFileError(
        "json_broken", "its JSON breaks off or has a fault.", "a complete file.", "Export or copy it again.", keeps=True
    )


def elements(stream: io.BufferedReader) -> Iterator[tuple[str, Any]]:
    """Key and element of every array at the top; of a bare array, or of an object a line, with the key "".

    Values at the top that are no arrays come whole, with their key.

    Raises:
        RefusedFileError: it breaks off (``keeps``), or it would do harm.
    """
    text = _Text(stream)
    sign = text.sign()
    if sign == "[":
        yield from _of_array(text, "")
        return
    while sign == "{":
        text.at += 1
        whole: dict[str, Any] = {}
        for key, element, is_of_array in _of_object(text):
            if is_of_array:
                yield key, element
            else:
                whole[key] = element
        if whole:
            yield "", whole
        sign = text.sign()
        if sign == ",":
            text.at += 1
            sign = text.sign()
    if sign:
        raise _broken()


def _of_array(text: _Text, key: str) -> Iterator[tuple[str, Any]]:
    text.at += 1
    while True:
        sign = text.sign()
        if sign == "]":
            text.at += 1
            return
        if sign == ",":
            text.at += 1
            continue
        if not sign:
            raise _broken()
        yield key, text.value()


def _of_object(text: _Text) -> Iterator[tuple[str, Any, bool]]:
    while True:
        sign = text.sign()
        if sign == "}":
            text.at += 1
            return
        if sign == ",":
            text.at += 1
            continue
        if sign != '"':
            raise _broken()
        key = text.value()
        if text.sign() != ":":
            raise _broken()
        text.at += 1
        if text.sign() == "[":
            for _, element in _of_array(text, key):
                yield key, element, True
        else:
            yield key, text.value(), False
