"""XML as a stream of elements, guarded: Python's own expat, which builds no tree and fetches nothing."""

from __future__ import annotations

import io
from typing import Protocol
from xml.parsers import expat

from geo.gps.limits import RefusedFileError

__all__ = ["Listener", "read_events"]

_BLOCK = 1 << 16
_DEEPEST = 200
_LONGEST_TEXT = 1 << 25
_LONGEST_PIECE = 8_000_000


class Listener(Protocol):
    """What a format does with elements. Names come without their prefix; ``end`` gets the text of ``wanted`` ones."""

    wanted: frozenset[str]

    def start(self, name: str, attributes: dict[str, str], depth: int) -> None:
        """An element begins."""

    def end(self, name: str, text: str, depth: int) -> None:
        """An element ends."""


def read_events(stream: io.BufferedReader, listener: Listener) -> None:
    """Tell a listener of every element.

    Raises:
        RefusedFileError: entities, depth without end, or no XML; ``keeps`` where it breaks off in the middle.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    locals_of: dict[str, str] = {}
    depth = 0
    texts: list[str] | None = None
    length = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, texts, length
        depth += 1
        if depth > _DEEPEST:
            raise RefusedFileError("xml_deep", "its elements are nested without end.", "a log.", "Do not use it.")
        local = locals_of.get(name) or locals_of.setdefault(name, name.rpartition(":")[2])
        if local in listener.wanted:
            texts, length = [], 0
        listener.start(local, attributes, depth)

    def text(piece: str) -> None:
        nonlocal length
        if texts is not None:
            texts.append(piece)
            length += len(piece)
            if length > _LONGEST_TEXT:
                raise _piece()

    def end(name: str) -> None:
        nonlocal depth, texts
        local = locals_of[name]
        listener.end(local, "".join(texts) if texts and local in listener.wanted else "", depth)
        texts = None
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.EntityDeclHandler = _refuse_entities
    fed = 0
    try:
        block = _begun(stream)
        while block:
            fed += len(block)
            parser.Parse(block, False)
            if fed - parser.CurrentByteIndex > _LONGEST_PIECE:
                raise _piece()
            block = stream.read1(_BLOCK)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        message = expat.ErrorString(error.code)
        raise RefusedFileError(
            "xml_broken", f"its XML breaks off at line {error.lineno:,} ({message}).", "a complete file.",
            "Copy it from the device again.", keeps=True,
        ) from error  # fmt: skip


def _piece() -> RefusedFileError:
    return RefusedFileError("xml_piece", "one piece of it is longer than any log's.", "a log.", "Do not use it.")


def _begun(stream: io.BufferedReader) -> bytes:
    """The first block; white space before the XML declaration, which Strava writes, is gone."""
    block = stream.read1(_BLOCK)
    while block and not block.strip(b" \t\r\n\0"):
        block = stream.read1(_BLOCK)
    if block[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return block
    mark = b"\xef\xbb\xbf"
    bare = block.removeprefix(mark).lstrip(b" \t\r\n")
    return bare.removeprefix(mark)


def _refuse_entities(*_: object) -> None:
    raise RefusedFileError(
        "xml_entities",
        "it declares entities of its own, which no device or app writes.",
        "a log as a device or an app wrote it.",
        "Do not use it: ask where it came from.",
    )
