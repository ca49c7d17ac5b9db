"""A table of a timetable part by part; what lies packed in a zip file is unpacked by zlib-ng.

Python's own unpacking takes two and a half times the processor of it, a fifth of what reading a large timetable took.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from geo.gtfs.archive import FeedFiles

__all__ = ["parts_of"]

_PACKED_BYTES = 1 << 19
_HEAD_BYTES = 30
_NO_HEADER = -15  # of zlib: a zip file keeps sizes and check sums by itself


def parts_of(files: FeedFiles, name: str, bytes_n: int) -> Iterator[bytes]:
    """The bytes of one table in parts of at most ``bytes_n``.

    Raises:
        Any of :data:`geo.zips.ZIP_FAULTS`: it is damaged; the parts given before may be wrong.
    """
    source = files.sources[name]
    if not isinstance(source, Path) and source.compress_type == zipfile.ZIP_DEFLATED:
        yield from _inflated(cast(zipfile.ZipFile, files.archive), source, bytes_n)
        return
    with files.opened(name) as stream:
        while part := stream.read(bytes_n):
            yield part


def _inflated(archive: zipfile.ZipFile, source: zipfile.ZipInfo, bytes_n: int) -> Iterator[bytes]:
    from zlib_ng import zlib_ng

    with archive.open(source):  # looks whether it stands where it is said to, under its name
        packed = archive.fp
    if packed is None:
        raise zipfile.BadZipFile("The zip file is closed.")
    packed.seek(source.header_offset)
    at = source.header_offset + _HEAD_BYTES + sum(struct.unpack("<HH", packed.read(_HEAD_BYTES)[-4:]))
    end = at + source.compress_size
    inflating, waiting = zlib_ng.decompressobj(wbits=_NO_HEADER), b""
    size = check = 0
    damaged = cast(type[Exception], zlib_ng.error)
    while not inflating.eof:
        if not waiting and at < end:
            packed.seek(at)
            waiting = packed.read(min(_PACKED_BYTES, end - at))
            at = at + len(waiting) if waiting else end
        try:
            part = inflating.decompress(waiting, bytes_n)
        except damaged as fault:
            raise zipfile.BadZipFile(str(fault)) from fault
        is_fed, waiting = bool(waiting), inflating.unconsumed_tail
        size += len(part)
        check = zlib_ng.crc32(part, check)
        if size > source.file_size or not (part or is_fed):
            raise zipfile.BadZipFile(f"{source.filename} is larger than it says, or ends before its end.")
        if part:
            yield part
    if (size, check) != (source.file_size, source.CRC):
        raise zipfile.BadZipFile(f"{source.filename} is not what was packed.")
