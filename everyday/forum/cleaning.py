"""Photos are opened in a process of its own, one after the other: what is open needs hundreds of megabytes.

The server stays as small as it was whatever is sent to it, goes on answering while a photo is decoded, and lives on
when one brings the decoder down. The process is started with the first photo and ends with the server: it reads photos
from its standard input until that is closed. It touches no disk.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import IO, Any

from everyday.forum.photos import CleanPhoto, clean_photo
from geo.errors import BusyError, UsageError

__all__ = ["clean_photo_apart"]

WAIT_S = 45.0
"""Whoever sends a photo is kept waiting for those before it no longer than this."""
PHOTO_S = 30.0
"""One photo may take so long; a usual one takes a third of a second."""
MOST_MEMORY_BYTES = 1_000_000_000
_HEAD = struct.Struct(">II")


def clean_photo_apart(data: bytes) -> CleanPhoto:
    """A photo as it may be kept (:func:`everyday.forum.photos.clean_photo`), cleaned in a process of its own.

    Raises:
        UsageError: not a photo, too large, damaged or disguised; what to do is said.
        BusyError: too many photos are waiting before this one.
    """
    return _WORKER.clean(data)


@dataclass
class _Worker:
    """The process, one photo at a time; it is started when it is needed, and anew when it was ended."""

    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self._turn = threading.Lock()

    def clean(self, data: bytes) -> CleanPhoto:
        if not self._turn.acquire(timeout=WAIT_S):
            raise BusyError("Many photos are being looked at just now.", do="Please send yours again in a minute.")
        try:
            head, content = self._asked(data)
        finally:
            self._turn.release()
        if fault := head.get("fault"):
            raise UsageError(*fault)
        return CleanPhoto(content, head["width_px"], head["height_px"], head["sha256"])

    def _asked(self, data: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            return self._answer(data)
        except BrokenPipeError:  # it was gone before this photo came: not the photo's fault
            return self._answer(data)

    def _answer(self, data: bytes) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        assert process.stdin
        assert process.stdout
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            process.kill()

        killer = threading.Timer(PHOTO_S, end)
        killer.start()
        try:
            _send(process.stdin, b"", data)
            return _received(process.stdout)
        except (OSError, EOFError) as error:
            self._ended(process)
            if isinstance(error, BrokenPipeError) and not is_late.is_set():
                raise
            logging.getLogger(__name__).warning("A photo brought its process down (code %s).", process.returncode)
            if is_late.is_set():
                raise UsageError(
                    f"The photo could not be looked at within {PHOTO_S:g} s: this computer is very busy, or the photo "
                    "is out of the ordinary.", "Nothing of it was kept.",
                    "Please send it again in a minute, or take it with a lower resolution.",
                ) from error  # fmt: skip
            raise UsageError(
                "The photo cannot be opened here: it is damaged, or needs too much memory.",
                "Needed: a photo as JPEG, PNG, WebP or GIF.", "Take it again with a lower resolution, or crop it.",
            ) from error  # fmt: skip
        finally:
            killer.cancel()

    def _ended(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "everyday.forum.cleaning"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )  # fmt: skip
        return self._process


def _send(stream: IO[bytes], head: bytes, content: bytes) -> None:
    stream.write(_HEAD.pack(len(head), len(content)) + head)
    stream.write(content)
    stream.flush()


def _read(stream: IO[bytes], bytes_n: int) -> bytes:
    found = stream.read(bytes_n)
    if len(found) < bytes_n:
        raise EOFError
    return found


def _received(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    head_n, content_n = _HEAD.unpack(_read(stream, _HEAD.size))
    return json.loads(_read(stream, head_n) or b"{}"), _read(stream, content_n)


_WORKER = _Worker()


def _bounded() -> None:
    """No more memory than the largest photo needs, and after everybody else's work."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows: there the number of pixels is the only limit
        return
    with contextlib.suppress(ValueError, OSError):  # macOS may not let itself be limited so
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    os.nice(10)


def main() -> None:
    """Clean what comes in until nothing comes any more."""
    _bounded()
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a decoder prints is no answer
    while True:
        try:
            _head, data = _received(source)
        except EOFError:
            return
        try:
            photo = clean_photo(data)
            head, content = (
                {"width_px": photo.width_px, "height_px": photo.height_px, "sha256": photo.sha256},
                photo.content,
            )
        except UsageError as error:
            head, content = {"fault": [error.found, error.needed, error.do]}, b""
        del data
        _send(sink, json.dumps(head).encode(), content)


if __name__ == "__main__":
    main()
