"""Well-known binary looked at before it is read: collections inside collections would overflow the reader's stack."""

from __future__ import annotations

import struct

__all__ = ["is_flat_wkb"]

MOST_BYTES = 1_000_000
_POINT, _LINE, _POLYGON = 1, 2, 3
_PART_OF = {4: _POINT, 5: _LINE, 6: _POLYGON}
_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000


def is_flat_wkb(blob: bytes) -> bool:
    """True for a point, a line, an area or several of one of these; False for collections and what is damaged."""
    if len(blob) > MOST_BYTES:
        return False
    try:
        kind, place, order, numbers = _header(blob, 0)
        if kind not in _PART_OF:
            return kind in (_POINT, _LINE, _POLYGON) and _end(blob, kind, place, order, numbers) == len(blob)
        (parts,) = struct.unpack_from(f"{order}I", blob, place)
        place += 4
        for _ in range(parts):
            part, place, order, numbers = _header(blob, place)
            if part != _PART_OF[kind]:
                return False
            place = _end(blob, part, place, order, numbers)
        return place == len(blob)
    except struct.error:
        return False


def _header(blob: bytes, place: int) -> tuple[int, int, str, int]:
    """Kind of shape, where its body begins, byte order, and numbers in a position."""
    order = "<" if struct.unpack_from("B", blob, place)[0] == 1 else ">"
    (code,) = struct.unpack_from(f"{order}I", blob, place + 1)
    kind = code & 0x0FFFFFFF
    more = {0: 0, 1: 1, 2: 1, 3: 2}.get(kind // 1000, 9)
    numbers = 2 + more + bool(code & _Z) + bool(code & _M)
    return kind % 1000, place + (9 if code & _SRID else 5), order, numbers


def _end(blob: bytes, kind: int, place: int, order: str, numbers: int) -> int:
    """Where the body of a simple shape ends."""
    if kind == _POINT:
        return place + 8 * numbers
    rings = 1
    if kind == _POLYGON:
        (rings,) = struct.unpack_from(f"{order}I", blob, place)
        place += 4
    for _ in range(rings):
        (points,) = struct.unpack_from(f"{order}I", blob, place)
        place += 4 + 8 * numbers * points
    return place
